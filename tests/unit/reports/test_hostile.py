import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauselog.reports.hostile import one_line, visible, web_address


def test_an_ordinary_text_comes_out_as_it_went_in() -> None:
    text = "“保存期限”为30天；\t例如：\n　全角空格 é 👩‍💻 עברית"
    assert visible(text) == text


def test_what_turns_the_direction_of_text_around_is_shown_as_its_number() -> None:
    assert visible("for you \u202eesrow\u202c") == "for you [U+202E]esrow[U+202C]"
    assert visible("a\u2066b\u2069") == "a[U+2066]b[U+2069]"


def test_terminal_escapes_and_null_are_shown_as_their_number() -> None:
    assert visible("\x1b[31mred\x00") == "[U+001B][31mred[U+0000]"


def test_every_line_break_becomes_a_line_feed() -> None:
    assert visible("a\r\nb\rc\u2028d\u0085e") == "a\nb\nc\nd\ne"
    assert one_line("a\r\nb\t c\u2029") == "a b c"


@given(st.text(alphabet=st.characters()))
def test_what_is_visible_stays_so_and_can_be_encoded(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "location",
    [
        "https://qinghe.example",
        "http://127.0.0.1:8080/a/b?c=d&e=f#g",
        "https://例子.example/隐私",
        "https://a.example/@me",
    ],
)
def test_a_web_address_may_become_a_link(location: str) -> None:
    assert web_address(location) == location


@pytest.mark.parametrize(
    "location",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "/srv/a.html",
     "https://", "https://me:pw@host/", "https://a.example/\nb", 'https://a.example/"onx=', " https://a.example",
     "https://a.example/\u202egpj", "vbscript:x", ""],
)  # fmt: skip
def test_nothing_else_may(location: str) -> None:
    assert web_address(location) is None
