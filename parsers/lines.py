"""Lines and blocks that belong together: hard wraps, and sentences cut by a page, a footnote or a false heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from clauselog.model import Block, BlockKind, Link
from clauselog.text import CJK
from parsers.markers import Marker, markers

_STOP = re.compile(r"[。.；;！!？?：:…”\"」』）)】\]]\s*$")
_CJK_OR_COMMA_END = re.compile(rf"[{CJK}，,、（(“《]$")
_CJK_START = re.compile(rf"^[{CJK}，,、。；）)”》（(“《]")
# What a line ends with before one that begins with a marker; else "(30) days" is only where the wrap fell.
_MAY_PRECEDE = re.compile(r"(?:[。.；;！!？?：:，,、”\"』」）)】\]]|\b(?:and|or)|[及或且和])$")
_LATIN_OPEN_END = re.compile(r"[a-z,\-–]$")
_LATIN_START = re.compile(r"^[a-z(]")
_INSIDE = re.compile(r"[(（](?=[A-Za-z\d一二三四五六七八九十]{1,5}[)）])")
_UNFINISHED = "，,、（(“《"
_LONG_CHARS = 60
_LEAST_CJK_CHARS = 24
_LEAST_LATIN_CHARS = 45


def join(first: str, second: str) -> str:
    """Two parts of one line: no space between Chinese, one between words, none behind a hyphen that breaks a word."""
    a, b = first.rstrip(), second.lstrip()
    if not a or not b:
        return a or b
    if re.match(rf"[{CJK}，。、；：）」』”》]", b) or re.search(rf"[{CJK}，。、；：（「『“《]$", a):
        return a + b
    return f"{a} {b}"


def width(text: str) -> int:
    """Columns on a page: two for wide characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def unwrap(lines: Sequence[str]) -> list[str]:
    """The lines of one paragraph as paragraphs: hard wraps joined, but lines that were meant as lines kept.

    Text wrapped at a common width is one paragraph. Otherwise a line that ends a Chinese sentence ends a paragraph, and
    a line that begins with a marker begins one.
    """
    kept = [line.strip() for line in lines if line.strip()]
    if len(kept) < 2:
        return list(kept)
    widths = [width(line) for line in kept[:-1]]
    wrapped = (
        len(kept) > 2 and min(widths) > 0.8 * max(widths) and min(widths) > 40 and width(kept[-1]) <= max(widths) * 1.05
    )
    out = [kept[0]]
    for line in kept[1:]:
        found = markers(line)
        starts = any(not m.weak for m in found) and (
            not found[0].style.startswith(("num_", "alpha", "roman"))
            or _MAY_PRECEDE.search(out[-1]) is not None
            or width(out[-1]) < 40
        )
        cjk = re.search(rf"[{CJK}]", out[-1]) is not None
        ended = cjk and not wrapped and _STOP.search(out[-1]) is not None
        short = cjk and not wrapped and width(out[-1]) < 40 and width(line) < 40
        if starts or ended or short:
            out.append(line)
        else:
            out[-1] = join(out[-1], line)
    return out


def join_cut(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the sentences joined that a page, a footnote or a continuation taken for a heading had cut."""
    out: list[Block] = []
    for block in blocks:
        at = _last_running(out)
        if at is not None and _continues(out[at], block):
            first = out[at]
            text = join(first.text, block.text)
            shift = len(text) - len(block.text.lstrip())
            moved = tuple(Link(k.start + shift, k.end + shift, k.target) for k in block.links)
            lead = len(text) if first.lead == len(first.text) and block.lead == len(block.text) else first.lead
            out[at] = replace(first, text=text, links=first.links + moved, lead=lead if lead <= len(first.text) else 0)
            continue
        out.append(block)
    return out


def _goes_on_inside(text: str, marker: Marker) -> bool:
    """A list inside the paragraph, "(i) …; (ii) …", whose next member was put on a line of its own."""
    if marker.style == "decimal" or marker.number[0] < 2:
        return False
    for m in _INSIDE.finditer(text, 1):
        for inner in markers(text[m.start() : m.start() + 12]):
            if inner.style == marker.style and inner.number[0] == marker.number[0] - 1:
                return True
    return False


def _last_running(blocks: list[Block]) -> int | None:
    """The block whose sentence may still run on: the last one, looking past footnotes."""
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        if blocks[index].kind is not BlockKind.NOTE:
            return index
    return None


def _continues(first: Block, second: Block) -> bool:
    if not (first.joins and second.joins) or first.kind in (BlockKind.ROW, BlockKind.NOTE, BlockKind.HEADING):
        return False
    if second.kind in (BlockKind.ROW, BlockKind.NOTE, BlockKind.ITEM) or second.marker:
        return False
    a, b = first.text.rstrip(), second.text.lstrip()
    if not a or not b:
        return False
    if found := [m for m in markers(b) if not m.weak]:
        return any(_goes_on_inside(a, m) for m in found)
    if second.kind is BlockKind.HEADING and not _STOP.search(b):
        return False
    outside = second.kind is BlockKind.PARAGRAPH and second.level != first.level
    if outside and len(a) < _LONG_CHARS and a[-1] not in _UNFINISHED:
        return False  # a paragraph behind a list, and no item cut in two
    if len(a) >= _LEAST_CJK_CHARS and _CJK_OR_COMMA_END.search(a) and _CJK_START.match(b):
        # a short line without a stop is a title of its own, unless the sentence before is plainly unfinished
        return _STOP.search(b) is not None or len(b) > 30 or a[-1] in _UNFINISHED
    return bool(len(a) >= _LEAST_LATIN_CHARS and _LATIN_OPEN_END.search(a) and _LATIN_START.match(b))
