"""The lines of PDF pages in reading order: running heads and page numbers out, columns apart, footnotes told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from clauselog.model import LeftOut
from clauselog.text import narrow
from parsers.lines import join

_PAGE_NUMBER = re.compile(
    r"[-—–\s]{0,20}(?:第 ?)?\d{1,4}(?: ?页)?(?: ?[/／,，] ?(?:共 ?)?\d{1,4}(?: ?页)?)?[-—–\s]{0,20}"
    r"|page \d{1,4}(?: of \d{1,4})?|[ivxlc]{1,6}",
    re.IGNORECASE,
)
# 1 …, [1] …, ① …, * …; but 1. …, 1、…, 1.1 … and 30日…, which are clauses or the rest of a sentence
_NOTE = re.compile(r"(?:[\[〔(（](\d{1,3})[\]〕)）]|(\d{1,3})(?![\d.,、)）%年月日个天])|[①-⑳⑴-⒇]|[*†‡§]{1,3}) ?(?=\S)")
_DIGITS = re.compile(r"\d{1,4}")
_MOST_NUMBERS = 4
_EDGE_ROWS = 2
_LEAST_PAGES = 3
_SMALL_RATIO = 0.93
_MOST_NOTE_SHARE = 0.6
_COLUMN_LINES = 5
_COLUMN_FILL = 0.7
_WIDTHS_RATIO = 0.7
_MIRROR_PT = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; points from the lower left of the page. ``column`` is 0 across the page, else 1 or 2."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    lead: int = 0
    slanted: bool = False
    cut: int = 0
    cut_right: float = 0.0
    cut_left: float = 0.0
    raised: tuple[int, ...] = ()
    column: int = 0

    def without(self, places: Iterable[int]) -> Line:
        """The line without the characters at these places."""
        gone = set(places)
        text = "".join(c for i, c in enumerate(self.text) if i not in gone)
        return replace(self, text=text, lead=self.lead - sum(i < self.lead for i in gone), raised=())


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]


# ------------------------------------------------------------------------------------- running heads


def leave_out_running(pages: Sequence[Page]) -> tuple[list[Page], list[LeftOut]]:
    """The pages without heads, feet, page numbers and slanted stamps; heads may differ on left and right pages."""
    left: list[LeftOut] = []
    straight = []
    for page in pages:
        left += [LeftOut("watermark", line.text) for line in page.lines if line.slanted]
        straight.append(replace(page, lines=tuple(line for line in page.lines if not line.slanted)))
    edges = [_edges(page.lines) for page in straight]
    running = _running(edges)
    out = []
    for page, edge in zip(straight, edges, strict=True):
        kept = []
        for line in page.lines:
            if line in edge and _PAGE_NUMBER.fullmatch(narrow(line.text)):
                left.append(LeftOut("page_number", line.text))
            elif line in edge and not running.isdisjoint(_shapes(line)):
                left.append(LeftOut("running_head", line.text))
            else:
                kept.append(line)
        out.append(replace(page, lines=tuple(kept)))
    return out, left


def _edges(lines: Sequence[Line]) -> set[Line]:
    """The lines of the two highest and the two lowest rows, wherever they stand in the file."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.base):
        if rows and rows[-1][0].base - line.base < 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    return {line for row in [*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]] for line in row}


def _running(edges: Sequence[set[Line]]) -> set[str]:
    """Shapes of lines at the edge of at least three pages and of half of all, or of most odd or most even pages."""
    found: set[str] = set()
    for pages, share in ((edges, 0.5), (edges[::2], 0.6), (edges[1::2], 0.6)):
        seen = Counter(shape for edge in pages for shape in {s for line in edge for s in _shapes(line)})
        found |= {shape for shape, count in seen.items() if count >= max(_LEAST_PAGES, share * len(pages))}
    return found


def _shapes(line: Line) -> list[str]:
    """What a running line has in common with itself on other pages: its words, with numbers that count the pages."""
    text = re.sub(r"\s+", "", line.text)
    shapes = [text]
    for m in list(_DIGITS.finditer(text))[:_MOST_NUMBERS]:
        shapes.append(f"{text[: m.start()]}\x00{int(m[0]) - line.page}\x00{text[m.end() :]}")
    return shapes


# ------------------------------------------------------------------------------------------- columns


def in_reading_order(page: Page) -> list[Line]:
    """The lines as a person reads them: of two columns first the left one, between lines that cross both."""
    halves = _halves(page.lines)
    columns = _columns(halves)
    if columns is None:
        return _rejoined(page.lines)
    end, start = columns
    order: list[Line] = []
    band: tuple[list[Line], list[Line]] = ([], [])
    for line in sorted(halves, key=lambda line: -line.base):
        side = _side(line, end, start)
        if side is None:
            order += [*band[0], *band[1], line]
            band = ([], [])
        else:
            band[side].append(replace(line, column=side + 1))
    return _rejoined([*order, *band[0], *band[1]])


def _halves(lines: Sequence[Line]) -> list[Line]:
    """Lines that were merged across a gutter as two."""
    out = []
    for line in lines:
        if not line.cut:
            out.append(line)
            continue
        text = line.text[: line.cut].rstrip()
        out.append(
            replace(line, text=text, right=line.cut_right, lead=min(line.lead, len(text)), cut=0,
                    raised=tuple(i for i in line.raised if i < line.cut))
        )  # fmt: skip
        out.append(
            replace(line, text=line.text[line.cut :], left=line.cut_left, lead=max(0, line.lead - line.cut), cut=0,
                    raised=tuple(i - line.cut for i in line.raised if i >= line.cut))
        )  # fmt: skip
    return out


def _columns(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Where the left column ends and the right one begins; None where there is but one, or a table.

    Columns hold prose: most of their lines are full, and both are about as wide. The cells of a table are neither.
    """
    starts = Counter(round(line.left) for line in lines)
    if not starts:
        return None
    left_edge, right_edge = min(line.left for line in lines), max(line.right for line in lines)
    middle = (left_edge + right_edge) / 2
    reach = right_edge - left_edge
    places = [s for s, n in starts.items() if n >= 2 and middle - 0.1 * reach < s < middle + 0.25 * reach]
    for start in sorted(places, key=lambda s: -starts[s]):
        left = [line for line in lines if line.left < start - 3 and line.right <= start - 3]
        right = [line for line in lines if line.left >= start - 3]
        if len(left) < _COLUMN_LINES or len(right) < _COLUMN_LINES:
            continue
        if len(left) + len(right) < 0.6 * len(lines):
            continue
        end = _common_end(left)
        widths = end - min(line.left for line in left), max(line.right for line in right) - start
        if min(widths) < _WIDTHS_RATIO * max(widths) or min(widths) < 0.25 * reach or start - end < 6:
            continue
        if _fill(left, widths[0]) >= _COLUMN_FILL and _fill(right, widths[1]) >= _COLUMN_FILL and _beside(left, right):
            return end, float(start)
    return None


def _common_end(lines: Sequence[Line]) -> float:
    rights = sorted(line.right for line in lines)
    return rights[int(0.9 * (len(rights) - 1))]


def _fill(lines: Sequence[Line], width: float) -> float:
    """How much of the column's width its lines take, in the middle of them."""
    return median((line.right - line.left) / width for line in lines) if width > 0 else 0.0


def _beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the two stand at the same height, and not one below the other."""
    low = max(min(line.base for line in left), min(line.base for line in right))
    high = min(max(line.base for line in left), max(line.base for line in right))
    return sum(low - 1 <= line.base <= high + 1 for line in [*left, *right]) >= 0.5 * (len(left) + len(right))


def _side(line: Line, end: float, start: float) -> int | None:
    if line.left >= start - 3:
        return 1
    return 0 if line.right <= start - 3 and line.left < end else None


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Parts of one printed line that a raised digit or a change of font had parted."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if (
            last is not None
            and last.page == line.page
            and last.column == line.column
            and abs(last.base - line.base) < 0.4 * max(last.size, line.size)
            and -2 < line.left - last.right < 1.5 * last.size
        ):
            tight = line.left - last.right < 0.12 * last.size
            text = last.text + line.text if tight else join(last.text, line.text)
            shift = len(text) - len(line.text)
            lead = shift + line.lead if last.lead == len(last.text) and line.lead else last.lead
            raised = (*last.raised, *(i + shift for i in line.raised))
            out[-1] = replace(last, text=text, right=line.right, lead=lead, raised=raised)
        else:
            out.append(line)
    return out


def straightened(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Left and right pages with mirrored margins laid over each other."""
    if len(pages) < 4:
        return [list(lines) for lines in pages]
    sides = [Counter(round(line.left) for lines in pages[n::2] for line in lines) for n in (0, 1)]
    if not all(sides):
        return [list(lines) for lines in pages]
    shift = sides[1].most_common(1)[0][0] - sides[0].most_common(1)[0][0]
    if not _MIRROR_PT < abs(shift) < 60 or any(line.column for lines in pages for line in lines):
        return [list(lines) for lines in pages]
    return [
        [replace(line, left=line.left - shift, right=line.right - shift) for line in lines] if n % 2 else list(lines)
        for n, lines in enumerate(pages)
    ]


# ------------------------------------------------------------------------------------------ footnotes


def part_notes(lines: Sequence[Line], body_size: float) -> tuple[list[Line], list[str]]:
    """The lines of a page without its footnotes, and their texts: small print at the foot that begins with a number.

    The raised numbers in the page's text that refer to them go with them.
    """
    low = sorted(lines, key=lambda line: line.base)
    small: list[Line] = []
    for line in low:
        if line.size > _SMALL_RATIO * body_size:
            break
        small.append(line)
    begin = next((i for i in range(len(small) - 1, -1, -1) if _NOTE.match(narrow(small[i].text))), -1)
    foot = set(small[: begin + 1])
    if not foot or len(foot) > _MOST_NOTE_SHARE * len(lines):
        return list(lines), []
    notes: list[str] = []
    marks: set[str] = set()
    for line in [line for line in lines if line in foot]:
        m = _NOTE.match(narrow(line.text))
        if m or not notes:
            notes.append(line.text)
            marks.add((m[1] or m[2] or m[0]).strip() if m else "")
        else:
            notes[-1] = join(notes[-1], line.text)
    body = []
    for line in lines:
        if line not in foot:
            body.append(line.without(_references(line, marks)) if line.raised else line)
    return body, notes


def _references(line: Line, marks: set[str]) -> list[int]:
    """The places of raised digits that name one of the notes."""
    places: list[int] = []
    group: list[int] = []
    for at in [*line.raised, -1]:
        if group and at != group[-1] + 1:
            if "".join(line.text[i] for i in group if i < len(line.text)) in marks:
                places += group
            group = []
        group.append(at)
    return places
