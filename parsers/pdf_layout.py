"""The lines of PDF pages in reading order: columns apart, footnotes told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from statistics import median

from clauselog.text import narrow
from parsers.lines import join

# 1 …, [1] …, ① …, * …; but 1. …, 1、…, 1.1 … and 30日…, which are clauses or the rest of a sentence
_NOTE = re.compile(r"(?:[\[〔(（](\d{1,3})[\]〕)）]|(\d{1,3})(?![\d.,、)）%年月日个天])|[①-⑳⑴-⒇]|[*†‡§]{1,3}) ?(?=\S)")
SMALL_RATIO = 0.93
_MOST_NOTE_SHARE = 0.6
_NOTE_ENDS = re.compile(r"[。.！!？?][\"”’)）]?$")
_NOTE_LEADING = 2.2
_COLUMN_LINES = 5
_COLUMN_FILL = 0.7
_MOST_COLUMNS = 3
_MOST_STARTS = 6
_MOST_TRIES = 12
_LONGEST_LINE = 2_000
_LONGEST_NOTE = 20_000
_WIDTHS_RATIO = 0.7
_MIRROR_PT = 3.0


Rule = tuple[float, float, float, float]
"""A straight line drawn on a page: left, low, right, high."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; points from the lower left of the page. ``column`` is 0 across the page, else counted from 1.

    ``cuts`` are places in the text where columns or cells part it, each with where one part ends and the next starts.
    A row of a table is one line too, with its ``cells``.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    lead: int = 0
    slanted: bool = False
    cuts: tuple[tuple[int, float, float], ...] = ()
    raised: tuple[int, ...] = ()
    column: int = 0
    cells: tuple[str, ...] = ()

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
    rules: tuple[Rule, ...] = ()


# ------------------------------------------------------------------------------------------- columns


def in_reading_order(page: Page) -> list[Line]:
    """The lines as a person reads them: column by column from the left, between lines that cross them all."""
    parts = [part for line in page.lines for part in divided(line)]
    columns = _columns(parts)
    if columns is None:
        return _rejoined(page.lines)
    order: list[Line] = []
    band: list[list[Line]] = [[] for _ in columns]
    for line in sorted(parts, key=lambda line: -line.base):
        side = _side(line, columns)
        if side is None:
            order += [*(inside for column in band for inside in column), line]
            band = [[] for _ in columns]
        else:
            band[side].append(replace(line, column=side + 1))
    return _rejoined([*order, *(inside for column in band for inside in column)])


def divided(line: Line) -> list[Line]:
    """A line that was merged across gutters or cells as its parts."""
    if not line.cuts:
        return [line]
    out = []
    for (begin, _, left), (end, right, _) in pairwise(
        [(0, 0.0, line.left), *line.cuts, (len(line.text), line.right, 0.0)]
    ):
        text = line.text[begin:end].rstrip()
        raised = tuple(i - begin for i in line.raised if begin <= i < end)
        lead = max(0, min(line.lead - begin, len(text)))
        out.append(replace(line, text=text, left=left, right=right, lead=lead, cuts=(), raised=raised))
    return out


def _columns(lines: Sequence[Line]) -> tuple[float, ...] | None:
    """Where the columns begin, from the left; None where there is but one, or a table.

    Columns hold prose: most of their lines are full, and all are about as wide. The cells of a table are neither.
    """
    starts = Counter(round(line.left) for line in lines if not line.cells)
    if not starts:
        return None
    left_edge, right_edge = min(line.left for line in lines), max(line.right for line in lines)
    for count in range(_MOST_COLUMNS, 1, -1):
        wide = (right_edge - left_edge) / count
        places = [_near(starts, left_edge + n * wide, wide) for n in range(1, count)]
        tried = product(*places)
        for found in islice(sorted(tried, key=lambda at: -sum(starts[s] for s in at)), _MOST_TRIES):
            begins = (left_edge, *map(float, found))
            if _are_columns(lines, begins, right_edge):
                return begins
    return None


def _near(starts: Counter[int], place: float, wide: float) -> list[int]:
    """Where the most lines begin, not far from where a column of that width would."""
    near = [s for s, n in starts.items() if n >= 2 and place - 0.2 * wide < s < place + 0.5 * wide]
    return sorted(near, key=lambda s: -starts[s])[:_MOST_STARTS]


def _are_columns(lines: Sequence[Line], begins: Sequence[float], right_edge: float) -> bool:
    held: list[list[Line]] = [[] for _ in begins]
    for line in lines:
        side = _side(line, begins)
        if side is not None and not line.cells:
            held[side].append(line)
    if min(map(len, held)) < _COLUMN_LINES or sum(map(len, held)) < 0.6 * len(lines):
        return False
    ends = [*(_common_end(column) for column in held[:-1]), max(line.right for line in held[-1])]
    widths = [end - min(line.left for line in column) for end, column in zip(ends, held, strict=True)]
    if min(widths) < _WIDTHS_RATIO * max(widths) or min(widths) < 0.5 * (right_edge - begins[0]) / len(begins):
        return False
    if any(start - end < 6 for end, start in zip(ends, begins[1:], strict=False)):
        return False
    if any(_fill(column, wide) < _COLUMN_FILL for column, wide in zip(held, widths, strict=True)):
        return False
    return all(_beside(a, b) for a, b in pairwise(held))


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


def _side(line: Line, begins: Sequence[float]) -> int | None:
    """The column that the line stands in, counted from 0; None where it crosses from one into the next."""
    side = max((n for n, begin in enumerate(begins) if line.left >= begin - 3), default=0)
    return None if side + 1 < len(begins) and line.right > begins[side + 1] - 3 else side


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Parts of one printed line that a raised digit or a change of font had parted."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if (
            last is not None
            and not (last.cells or line.cells)
            and last.page == line.page
            and last.column == line.column
            and abs(last.base - line.base) < 0.4 * max(last.size, line.size)
            and -2 < line.left - last.right < 1.5 * last.size
            and len(last.text) < _LONGEST_LINE
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


@dataclass(frozen=True, slots=True)
class Noted:
    """A page's lines without its footnotes, and those; one that began on a page before stands whole on that page."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def part_notes(pages: Sequence[Sequence[Line]], body_size: float) -> list[Noted]:
    """The pages with their footnotes told apart: small print at the foot that begins with a number.

    The raised numbers in a page's text that refer to them go with them.
    """
    out: list[Noted] = []
    for lines in pages:
        before = out[-1].notes if out else ()
        is_open = bool(before) and _NOTE_ENDS.search(before[-1]) is None
        foot = _foot(lines, body_size, is_open)
        notes: list[str] = []
        marks: set[str] = set()
        rest = ""
        for line in [line for line in lines if line in foot]:
            m = _NOTE.match(narrow(line.text))
            if m:
                notes.append(line.text)
                marks.add((m[1] or m[2] or m[0]).strip())
            elif notes and len(notes[-1]) < _LONGEST_NOTE:
                notes[-1] = join(notes[-1], line.text)
            elif is_open and len(rest) < _LONGEST_NOTE:
                rest = join(rest, line.text)
            else:
                notes.append(line.text)
        if rest:
            out[-1] = replace(out[-1], notes=(*before[:-1], join(before[-1], rest)))
        body = (line for line in lines if line not in foot)
        out.append(
            Noted(
                tuple(line.without(_references(line, marks)) if line.raised and marks else line for line in body),
                tuple(notes),
            )
        )
    return out


def _foot(lines: Sequence[Line], body_size: float, is_open: bool) -> set[Line]:
    """The small lines at the foot of the page, from the first that begins a note or goes on with an open one."""
    small: list[Line] = []
    for line in sorted(lines, key=lambda line: line.base):
        if line.size > SMALL_RATIO * body_size or line.cells:
            break
        small.append(line)
    begin = next((i for i in range(len(small) - 1, -1, -1) if _NOTE.match(narrow(small[i].text))), -1)
    if is_open:
        begin = max(begin, _block_end(small))
    foot = set(small[: begin + 1])
    return foot if len(foot) <= _MOST_NOTE_SHARE * len(lines) else set()


def _block_end(small: Sequence[Line]) -> int:
    """The index of the highest of the lowest lines that stand close below each other."""
    end = 0
    while end + 1 < len(small) and small[end + 1].base - small[end].base < _NOTE_LEADING * small[end].size:
        end += 1
    return end if small else -1


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
