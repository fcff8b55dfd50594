from hypothesis import given
from hypothesis import strategies as st

from clauselog.reports.columns import shorten, width, wrap

WORDS = st.text(alphabet="我们收集信息，。（）《》 abc,.()\n12", max_size=300)


def test_chinese_counts_two_columns_and_combining_marks_none() -> None:
    assert width("abc") == 3
    assert width("责任，") == 6
    assert width("e\u0301") == 1


def test_latin_breaks_at_blanks_and_chinese_anywhere() -> None:
    assert wrap("personal data are kept", 13) == ["personal data", "are kept"]
    assert wrap("我们会收集个人信息", 8) == ["我们会收", "集个人信", "息"]


def test_no_line_begins_with_closing_or_ends_with_opening_punctuation() -> None:
    assert wrap("我们会收，集", 8) == ["我们会收，", "集"]
    assert wrap("我们会《协议》", 8) == ["我们会", "《协议》"]


def test_the_first_line_and_the_rest_have_leads_of_their_own() -> None:
    assert wrap("a b c d", 4, first="- ", rest="  ") == ["- a", "  b", "  c", "  d"]


def test_a_web_address_is_never_broken_and_any_other_long_word_is() -> None:
    url = "https://reports.example/" + "a" * 60
    assert wrap(f"see {url}", 20) == ["see", url]
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


@given(WORDS, st.integers(12, 60))
def test_wrapping_loses_nothing_but_blanks_and_keeps_to_the_columns(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns + 2 for line in lines)


@given(st.text(max_size=400), st.integers(20, 100))
def test_a_shortened_text_is_its_own_beginning_and_end(text: str, limit: int) -> None:
    short = shorten(text, limit, "en")
    if len(text) <= limit:
        assert short == text
        return
    head, _, tail = short.rpartition(" [… ")
    left_out, _, end = tail.partition(" characters left out …] ")
    assert text.startswith(head)
    assert text.endswith(end)
    assert len(head) + int(left_out) + len(end) == len(text)


def test_a_shortened_text_is_cut_between_words() -> None:
    text = "personal data are kept for as long as it is necessary to provide the services to you"
    assert shorten(text, 40, "en") == "personal data are kept [… 47 characters left out …] services to you"
