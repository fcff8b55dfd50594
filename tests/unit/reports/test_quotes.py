from hypothesis import given
from hypothesis import strategies as st

from clauselog.model import Evidence
from clauselog.reports.places import Places
from clauselog.reports.quotes import in_context
from tests import builders as a

DOCUMENT = a.document(
    a.heading("存储", "五、", "五"),
    a.clause("我们仅在必需的期限内保存信息。登录日志保存三年；账单保存十年。", "5.2", "五/5.2"),
    a.clause("We keep logs. Sign-in logs are kept for three years. Bills are kept for ten.", "5.3", "五/5.3"),
)


def quoted(quote: str, document=DOCUMENT, **more):
    return in_context(document, a.evidence(quote, document=document), **more)


def test_a_quote_is_shown_in_its_sentence() -> None:
    assert quoted("三年").text == "登录日志保存三年；"
    assert quoted("three years").text == "Sign-in logs are kept for three years."
    assert (quoted("三年").lead, quoted("三年").tail) == ("登录日志保存", "；")


def test_a_quote_never_reaches_into_the_label_or_the_next_clause() -> None:
    assert quoted("我们仅在").lead == ""
    assert quoted("ten.").tail == ""


def test_a_quote_that_ends_its_sentence_has_nothing_after_it() -> None:
    assert quoted("登录日志保存三年；").text == "登录日志保存三年；"
    assert quoted("kept for three years.").tail == ""


def test_a_long_sentence_is_cut_between_words_and_says_so() -> None:
    document = a.document("The provider " + "shall at all times " * 20 + "keep logs " + "for the customer " * 20 + "x.")
    shown = quoted("keep logs", document, around_chars=25)
    assert shown.cut_before
    assert shown.cut_after
    assert shown.text == "…times shall at all times keep logs for the customer for the…"


def test_a_span_that_does_not_hold_the_quote_shows_the_quote_alone() -> None:
    shown = in_context(DOCUMENT, Evidence("三十年", "五/5.2", 3, 6))
    assert shown.text == "三十年"


@given(st.data())
def test_what_is_shown_is_always_text_of_the_document(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab 。.;\n天1", min_size=1, max_size=120))
    document = a.document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = in_context(
        document, Evidence(text[start:end], "p1", start, end), around_chars=data.draw(st.integers(0, 50))
    )
    assert shown.quote == text[start:end]
    assert shown.lead + shown.quote + shown.tail in text


def test_a_place_names_the_chapter_and_the_clause() -> None:
    assert Places(DOCUMENT).of("五/5.2") == "五、存储 › 5.2"
    assert Places(DOCUMENT).of("五") == "五、存储"


def test_a_place_without_label_or_heading_and_an_unknown_one_stand_for_themselves() -> None:
    assert Places(a.document("一段文字")).of("p1") == "p1"
    assert Places(DOCUMENT).of("9/9.9") == "9/9.9"
