"""Lines on a terminal: wrapping that knows Chinese, and a hanging indent with a gutter.

Rich breaks lines at spaces only, so a Chinese sentence after a Latin word jumps to the next line; here any Chinese
character may end a line, except that closing punctuation never starts one and opening punctuation never ends one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.text import Text as Styled

from clauselog.text import CJK

_CJK_ONE = re.compile(rf"[{CJK}\u3000-\u303f\uff00-\uffef]")
_NO_START = frozenset("，。；：、！？）》〉」』】〕”’…—·,.;:!?)]}%％")
_NO_END = frozenset("（《〈「『【〔“‘([{")

READABLE_COLUMNS = 120
"""Longer lines are hard to read, however wide the terminal is."""


def break_offsets(text: str, width: int) -> list[int]:
    """Where a line of ``text`` (without line breaks) is cut so that no piece is wider than ``width`` cells."""
    width = max(2, width)
    offsets: list[int] = []
    start = used = 0
    may_break = 0  # the last offset at which a line may start, 0 for none
    used_at_break = 0
    for at, char in enumerate(text):
        size = get_character_cell_size(char)
        if at > start and _may_start(text, at):
            may_break, used_at_break = at, used
        # Twice at most: what is left behind a good place to break may still be too wide for the character.
        while used + size > width and at > start and char != " ":  # a space may hang over the edge
            cut = may_break or at
            used = used - used_at_break if may_break else 0
            offsets.append(cut)
            start, may_break, used_at_break = cut, 0, 0
        used += size
    return offsets


def _may_start(text: str, at: int) -> bool:
    here, before = text[at], text[at - 1]
    if here == " " or here in _NO_START or before in _NO_END:
        return False
    return before == " " or bool(_CJK_ONE.match(here) or _CJK_ONE.match(before))


def wrap(text: Styled, width: int) -> list[Styled]:
    """The text as lines of at most ``width`` cells, styles kept, its own line breaks honoured."""
    lines: list[Styled] = []
    for paragraph in text.split("\n", allow_blank=True):
        pieces = paragraph.divide(break_offsets(paragraph.plain, width))
        for piece in pieces:
            piece.rstrip()
            lines.append(piece)
    return lines


def hang(console: Console, first: Styled, body: Styled, rest: Styled | None = None) -> None:
    """Print ``body`` behind ``first``; further lines stand behind ``rest``, by default spaces as wide as ``first``.

    In a pipe every paragraph is one line, so that what reads it can search it.
    """
    rest = rest or Styled(" " * cell_len(first.plain))
    if console.is_terminal:
        lines = wrap(body, min(console.width, READABLE_COLUMNS) - max(cell_len(first.plain), cell_len(rest.plain)))
    else:
        lines = list(body.split("\n", allow_blank=True))
    for at, line in enumerate(lines):
        console.print(Styled.assemble(rest if at else first, line), soft_wrap=True)


def joined(parts: Iterable[Styled | str], separator: str = " · ") -> Styled:
    """The parts that are not empty with a dim separator in between."""
    text = Styled()
    for part in parts:
        if not part:
            continue
        if text:
            text.append(separator, "dim")
        text.append_text(part if isinstance(part, Styled) else Styled(part))
    return text
