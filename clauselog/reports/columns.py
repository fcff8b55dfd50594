"""Plain text that looks right in fixed columns: Chinese counts two, lines break where each script allows it."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

from clauselog.model import Lang
from clauselog.text import CJK

_OPENING = "（《「『【〔“‘([{<"
_CLOSING = "）》」』】〕”’)]}>，。、；：！？…,.;:!?%％"
_TOKEN = re.compile(rf" +|[{CJK}\u3000-\u303f\uff00-\uffef…“”‘’]|[^ {CJK}\u3000-\u303f\uff00-\uffef…“”‘’]+")
_HANGS = 2  # columns by which closing punctuation may stand out, so that it never begins a line


def width(text: str) -> int:
    """How many columns a terminal or a plain-text mail gives the text."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def wrap(text: str, columns: int = 76, *, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most ``columns`` (+2 for hanging punctuation), each begun by ``first`` or ``rest``.

    Only blanks at line breaks are dropped. Web addresses are never broken; other words only where longer than a line.
    """
    lead, hanging = first, first if rest is None else rest
    lines: list[str] = []
    for paragraph in text.split("\n"):
        for line in _fill(_tokens(paragraph, columns - max(width(lead), width(hanging))), columns, lead, hanging):
            lines.append(line.rstrip())
        lead = hanging
    return lines


def _fill(tokens: list[str], columns: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    prefix, line, used = first, "", width(first)
    for token in tokens:
        wide = width(token)
        room = columns + (_HANGS if token in _CLOSING else 0)
        if line and token != " " * len(token) and used + wide > room:
            kept = line.rstrip(_OPENING) or line
            lines.append(prefix + kept)
            prefix, line = rest, line[len(kept) :].lstrip()
            used = width(prefix) + width(line)
        if not line and not token.strip():
            continue
        line, used = line + token, used + wide
    return [*lines, prefix + line]


def _tokens(text: str, room: int) -> list[str]:
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if len(token) <= room or token.startswith(("http://", "https://")):
            tokens.append(token)
        else:
            tokens.extend(token[i : i + room] for i in range(0, len(token), room))
    return tokens


def shorten(text: str, limit_chars: int, lang: Lang) -> str:
    """The text, or its beginning and end with a mark between them that says how many characters are left out."""
    if len(text) <= limit_chars:
        return text
    head, tail = limit_chars * 3 // 5, limit_chars * 2 // 5
    start, end = _word_end(text, head), len(text) - _word_end(text[::-1], tail)
    left_out = end - start
    mark = f"[…省略 {left_out} 字…]" if lang == "zh" else f" [… {left_out} characters left out …] "
    return text[:start] + mark + text[end:]


def _word_end(text: str, at: int) -> int:
    """The place of the last blank up to 16 characters before ``at``, or ``at`` itself where words have no blanks."""
    blank = text.rfind(" ", at - 16, at)
    return blank if blank > 0 else at
