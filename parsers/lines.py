"""Lines and blocks that belong together: hard wraps, and sentences cut by a page, a footnote or a false heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from clauselog.model import Block, BlockKind, Link
from clauselog.text import CJK
from parsers.markers import HEADING_STYLES, Marker, markers

_STOP = re.compile(r"[。.；;！!？?：:…”\"」』）)】\]]\s*$")
_CJK_OR_COMMA_END = re.compile(rf"[{CJK}，,、（(“《]$")
_CJK_START = re.compile(rf"^[{CJK}，,、。；）)”》（(“《]")
# What a line ends with before one that begins with a marker; else "(30) days" is only where the wrap fell.
_MAY_PRECEDE = re.compile(r"(?:[。.；;！!？?：:，,、”\"』」）)】\]]|\b(?:and|or)|[及或且和])$")
_LATIN_OPEN_END = re.compile(r"[a-z,\-–]$")
_LATIN_START = re.compile(r"^[a-z(]")
_BULLET = re.compile(r"[•●○▪■◆◇►▶▸◦‣⁃]\s*\S|[-*–] +(?=\S)")
_LATIN_END = re.compile(r"[A-Za-z0-9]$")
_OPEN_WORD = re.compile(
    r"(?:[,&/(–-]|\b(?:a|an|and|any|as|at|by|for|from|in|is|are|of|on|or|our|such|that|the|to|under|with|your"
    r"|article|section|clause|paragraph))$",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?![0-9])[{CJK}A-Za-z0-9/（）() ]{{2,16}}[：:](?!//)\s{{0,5}}\S")
"""A line of a form ("联系邮箱：…"); two of them one below the other are two lines."""
_NARROW_COLUMNS = 60
_WIDEST_COLUMN = 200
_MARKER_CHARS = 8
_BROKEN_WORD = re.compile(r"[A-Za-z]-$")
_INSIDE = re.compile(r"[(（](?=[A-Za-z\d一二三四五六七八九十]{1,5}[)）])")
_CLAUSE_STOP = re.compile(r"[，；。：,;:]")
_UNFINISHED = "，,、（(“《"
_LONG_CHARS = 60
_TITLE_CHARS = 40
_LEAST_CJK_CHARS = 24
_LEAST_LATIN_CHARS = 45


def join(first: str, second: str) -> str:
    """Two parts of one line: no space between Chinese, one between words, none behind a hyphen that breaks a word."""
    a, b = first.rstrip(), second.lstrip()
    if not a or not b:
        return a or b
    if re.match(rf"[{CJK}，。、；：）」』”》]", b) or re.search(rf"[{CJK}，。、；：（「『“《]$", a):
        return a + b
    if _BROKEN_WORD.search(a) and b[0].islower() and not b.startswith(("and ", "or ", "to ")):
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
    if max(*widths, width(kept[-1])) > _WIDEST_COLUMN:
        return _completed(kept)  # nobody wraps that wide: every line is a line
    wrapped = (
        len(kept) > 2 and min(widths) > 0.8 * max(widths) and min(widths) > 40 and width(kept[-1]) <= max(widths) * 1.05
    )
    column = len(kept) > 3 and sorted(widths)[len(widths) // 2] > 0.75 * max(widths)
    most = max(widths) if column else max(*widths, _NARROW_COLUMNS)
    out = [kept[0]]
    for line, above in zip(kept[1:], kept, strict=False):
        starts = _starts(line, out)
        cjk = re.search(rf"[{CJK}]", out[-1]) is not None
        ended = cjk and not wrapped and _STOP.search(out[-1]) is not None
        bullet = _BULLET.match(line) is not None
        short = cjk and not wrapped and width(out[-1]) < 40 and width(line) < 40
        # a wrap leaves no short line above a long one, so a short one was ended on purpose: a title
        label = cjk and not wrapped and _LABELLED.match(line) is not None and _LABELLED.match(above) is not None
        title = cjk and width(above) < 40 and width(line) > 2 * width(above) and not above.endswith(("，", ",", "、"))
        if starts or ended or short or label or title or bullet or (not cjk and _is_line(above, line, most)):
            out.append(line)
        else:
            out[-1] = join(out[-1], line)
    return out


def _completed(lines: Sequence[str]) -> list[str]:
    """The lines, what goes on joined: behind a number alone on its line, and behind a comma."""
    out: list[str] = []
    for line in lines:
        if out and (_is_marker(out[-1]) or (out[-1][-1] in _UNFINISHED and not markers(line))):
            out[-1] = f"{out[-1]} {line}" if _is_marker(out[-1]) else join(out[-1], line)
        else:
            out.append(line)
    return out


def _is_marker(line: str) -> bool:
    return len(line) <= _MARKER_CHARS and any(m.label == line for m in markers(f"{line} x"))


def _starts(line: str, above: Sequence[str]) -> bool:
    """Whether the line begins with a marker that is one, and no number that a wrap put at the start of a line."""
    found = [m for m in markers(line) if not m.weak]
    if not found:
        return False
    previous = above[-1]
    if _MAY_PRECEDE.search(previous):
        return True
    follows = any(_is_next(m, above) for m in found)
    if found[0].style.startswith(("num_", "alpha", "roman")):
        return follows and width(previous) < 40
    if not _LATIN_END.search(previous):
        return True
    return follows or (len(found[0].number) == 1 and found[0].style not in HEADING_STYLES)


def _is_line(above: str, line: str, most: int) -> bool:
    """A short line that ends although the next word would have fitted: meant as a line, as in an address."""
    first = line.split(" ", 1)[0]
    return (
        width(above) < 40
        and width(above) + 1 + width(first) <= most
        and (line[0].isupper() or line[0].isdigit())
        and not _OPEN_WORD.search(above)
    )


def _is_next(marker: Marker, above: Sequence[str]) -> bool:
    """The first of a list, or the one that follows a marker among the lines above."""
    *prefix, last = marker.number
    if last == 1 and not prefix:
        return True
    others = [m for line in above for m in markers(line)]
    if any(m.style == marker.style and m.number == (*prefix, last - 1) for m in others):
        return True
    return last == 1 and any(m.number == tuple(prefix) for m in others)


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
    if first.lead >= len(a) <= _TITLE_CHARS and a[-1] not in _UNFINISHED and markers(a):
        return False  # a numbered title, bold all through
    outside = second.kind is BlockKind.PARAGRAPH and second.level != first.level
    enough = _LONG_CHARS if not _CLAUSE_STOP.search(a) else _LONG_CHARS // 2
    if outside and len(a) < enough and a[-1] not in _UNFINISHED:
        return False  # a paragraph behind a list, and no item cut in two
    if _LABELLED.match(a) and _LABELLED.match(b):
        return False
    if len(a) >= _LEAST_CJK_CHARS and _CJK_OR_COMMA_END.search(a) and _CJK_START.match(b):
        # a short line without a stop is a title of its own, unless the sentence before is plainly unfinished
        return _STOP.search(b) is not None or len(b) > 30 or a[-1] in _UNFINISHED
    return bool(len(a) >= _LEAST_LATIN_CHARS and _LATIN_OPEN_END.search(a) and _LATIN_START.match(b))
