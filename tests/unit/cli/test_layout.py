"""Lines break where a Chinese or an English reader would break them."""

from __future__ import annotations

from io import StringIO
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from apps.cli.layout import break_offsets, hang, wrap

LINE = st.text(st.sampled_from("我们收集，。（）《》手机 OAID,10.5%-ab"), max_size=120)


def pieces(text: str, width: int) -> list[str]:
    cuts = [0, *break_offsets(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


@given(LINE, st.integers(4, 40))
@example("0《000。", 6)
def test_no_line_is_wider_than_asked_and_none_is_empty(text: str, width: int) -> None:
    parts = pieces(text, width)
    assert "".join(parts) == text
    assert all(cell_len(part.rstrip(" ")) <= width for part in parts)
    assert all(parts) or text == ""


def test_chinese_breaks_anywhere_but_before_closing_punctuation() -> None:
    assert pieces("我们会收集手机号码，用于登录", 18) == ["我们会收集手机号", "码，用于登录"]


def test_a_chinese_run_fills_the_line_behind_a_latin_word() -> None:
    assert pieces("SDK 收集设备标识和位置", 12) == ["SDK 收集设备", "标识和位置"]


def test_english_breaks_at_spaces_only() -> None:
    assert pieces("we keep personal data", 10) == ["we keep ", "personal ", "data"]


def test_numbers_stay_whole() -> None:
    assert pieces("上限为人民币1000元整", 14) == ["上限为人民币", "1000元整"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert pieces("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert [line.plain for line in wrap(Text("一\n\n二"), 10)] == ["一", "", "二"]


def test_further_lines_hang_behind_the_gutter() -> None:
    console = Console(file=StringIO(), width=12, force_terminal=True, color_system=None)
    hang(console, Text("6.3 "), Text("责任上限为一千元"), Text("  | "))
    assert console.file.getvalue() == "6.3 责任上限\n  | 为一千元\n"


def test_in_a_pipe_a_paragraph_is_one_line() -> None:
    console = Console(file=StringIO(), width=12)
    hang(console, Text("6.3 "), Text("责任上限为一千元" * 10))
    assert console.file.getvalue().count("\n") == 1
