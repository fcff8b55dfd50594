"""What PDF pages print around their text: heads and feet, page numbers, stamps across the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from clauselog.model import LeftOut
from clauselog.text import narrow
from parsers.pdf_layout import SMALL_RATIO, Line, Page

_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
_PAGE = r"(?: ?[页頁])?"
# 3, - 3 -, 第 3 页, 第3页/共12页, 第 3 页（共 12 页）, 3/12, 3 of 12, 页码：3/12, Page 3 of 12, Page | 3, P. 3, iv
_PAGE_NUMBER = re.compile(
    rf"[-—–~·|\s]{{0,20}}(?:(?:页码|頁碼|page(?: no\.?)?|pg\.?|p\.) ?[:|]? ?)?(?:第 ?)?{_COUNT}{_PAGE}"
    rf"(?: ?(?:[/|]|of|之|[,(]? ?[共总總] ?[计計]?) ?[共总總]? ?{_COUNT}{_PAGE})?[-—–~·|)\s]{{0,20}}|[ivxlc]{{1,6}}",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d{1,4}")
_SENTENCE = re.compile(r"[。；;，,：:]$")
_MOST_NUMBERS = 4
_EDGE_ROWS = 2
_LEAST_PAGES = 3
_ROW_PT = 3.0
_PLACE_PT = 2.0
_HEAD_CHARS = 60
_MOST_IN_A_ROW = 40
_APART_RATIO = 1.35
_BIG_RATIO = 1.05
_MOST_PAGES_RATIO = 0.6


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line of one of the two highest or the two lowest rows; ``at`` is its index on the page."""

    at: int
    line: Line
    shapes: tuple[str, ...]
    is_outermost: bool


def leave_out_running(pages: Sequence[Page]) -> tuple[list[Page], list[LeftOut]]:
    """The pages without heads, feet, page numbers and slanted stamps; heads may differ on left and right pages."""
    left: list[LeftOut] = []
    straight = []
    for page in pages:
        left += [LeftOut("watermark", line.text) for line in page.lines if line.slanted]
        straight.append(replace(page, lines=tuple(line for line in page.lines if not line.slanted)))
    edges = [_edges(page.lines) for page in straight]
    running = _running(edges)
    chapters = _chapter_heads(straight, edges)
    counts = Counter(shape for edge in edges for held in edge for shape in held.shapes[1:])
    counted = {shape for shape, count in counts.items() if count > 1}
    out = []
    for page, edge in zip(straight, edges, strict=True):
        gone = set()
        for held in edge:
            if _is_page_number(held, counted):
                left.append(LeftOut("page_number", held.line.text))
            elif not running.isdisjoint(held.shapes) or held in chapters:
                left.append(LeftOut("running_head", held.line.text))
            else:
                continue
            gone.add(held.at)
        out.append(replace(page, lines=tuple(line for at, line in enumerate(page.lines) if at not in gone)))
    return out, left


def _edges(lines: Sequence[Line]) -> list[_Edge]:
    """The lines of the two highest and the two lowest rows, wherever they stand in the file."""
    rows: list[list[int]] = []
    for at in sorted(range(len(lines)), key=lambda at: -lines[at].base):
        if rows and lines[rows[-1][0]].base - lines[at].base < _ROW_PT:
            rows[-1].append(at)
        else:
            rows.append([at])
    outer = {*(rows[0] if rows else ()), *(rows[-1] if rows else ())}
    places = sorted({at for row in [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]] for at in row})
    return [_Edge(at, lines[at], _shapes(lines[at]), at in outer) for at in places]


def _shapes(line: Line) -> tuple[str, ...]:
    """What a running line has in common with itself on other pages: its words, with numbers that count the pages."""
    text = re.sub(r"\s+", "", line.text)
    shapes = [text]
    for m in list(_DIGITS.finditer(text))[:_MOST_NUMBERS]:
        shapes.append(f"{text[: m.start()]}\x00{int(m[0]) - line.page}\x00{text[m.end() :]}")
    return tuple(shapes)


def _running(edges: Sequence[Sequence[_Edge]]) -> set[str]:
    """Shapes of lines at the edge of at least three pages and of half of all, or of most odd or most even pages."""
    found: set[str] = set()
    for pages, share in ((edges, 0.5), (edges[::2], 0.6), (edges[1::2], 0.6)):
        seen = Counter(shape for edge in pages for shape in {s for held in edge for s in held.shapes})
        found |= {shape for shape, count in seen.items() if count >= max(_LEAST_PAGES, share * len(pages))}
    return found


def _is_page_number(held: _Edge, counted: Container[str]) -> bool:
    """Whether it says which page this is; a number alone must count on with another page's, or be this one's."""
    text = narrow(held.line.text) if len(held.line.text) <= _HEAD_CHARS else ""
    if not _PAGE_NUMBER.fullmatch(text):
        return False
    bare = _BARE_NUMBER.fullmatch(text.strip())
    return bare is None or int(bare[0]) == held.line.page + 1 or any(shape in counted for shape in held.shapes[1:])


# ---------------------------------------------------------------------------------- heads of chapters


def _chapter_heads(pages: Sequence[Page], edges: Sequence[Sequence[_Edge]]) -> set[_Edge]:
    """Lines at one place of most pages, apart from the text, that say now this and now that: the chapter's name.

    Such a line is said again on another page, or stands in the text too, or is printed smaller than the text. One in
    bold or larger is the chapter's own heading.
    """
    if len(pages) < _LEAST_PAGES:
        return set()
    held = [line for page in pages for line in page.lines]
    body_size = median(line.size for line in held) if held else 0.0
    places: dict[tuple[int, bool], list[_Edge]] = {}
    for page, edge in zip(pages, edges, strict=True):
        for one in _apart(page, [e for e in edge if e.is_outermost and _names(e.line, body_size)]):
            place = round(one.line.base / _PLACE_PT), one.line.base > page.height / 2
            places.setdefault(place, []).append(one)
    often = [found for found in places.values() if _on_most({e.line.page for e in found}, len(pages))]
    if not often:
        return set()
    said = Counter(_words(line.text) for line in held if len(line.text) <= _HEAD_CHARS)
    chosen: set[_Edge] = set()
    for found in often:
        again = Counter(_words(e.line.text) for e in found)
        for e in found:
            words = _words(e.line.text)
            if again[words] > 1 or said[words] > again[words] or e.line.size < SMALL_RATIO * body_size:
                chosen.add(e)
    return chosen


def _names(line: Line, body_size: float) -> bool:
    """Whether it may be a running head: short, no sentence, neither bold nor large."""
    short = len(line.text) <= _HEAD_CHARS and not _SENTENCE.search(line.text)
    return short and not line.lead and line.size <= _BIG_RATIO * body_size


def _apart(page: Page, found: Sequence[_Edge]) -> list[_Edge]:
    """Those further from the next line towards the middle of the page than its lines are from each other."""
    if not found or len(found) > _MOST_IN_A_ROW:
        return []
    bases = sorted({line.base for line in page.lines})
    gaps = [b - a for a, b in pairwise(bases) if b - a > _ROW_PT]
    if len(gaps) < _LEAST_PAGES:
        return []
    least = _APART_RATIO * median(gaps)
    out = []
    for e in found:
        below = e.line.base > page.height / 2
        inward = (e.line.base - b if below else b - e.line.base for b in bases)
        if min((gap for gap in inward if gap > _ROW_PT), default=0.0) > least:
            out.append(e)
    return out


def _on_most(numbers: set[int], pages: int) -> bool:
    """Whether on most of all pages, or of the odd or the even ones."""
    odd = sum(n % 2 for n in numbers)
    most = len(numbers) >= _MOST_PAGES_RATIO * pages
    return len(numbers) >= _LEAST_PAGES and (most or max(odd, len(numbers) - odd) >= _MOST_PAGES_RATIO * pages / 2)


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", "", narrow(text)).lower()
