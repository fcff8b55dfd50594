"""Tables inside PDF pages: the cells that rules enclose, their lines put together, one row a line.

A PDF knows no tables, only lines of text and rules drawn between them. What is drawn as a frame around a page or a
box around a paragraph is no table: a table has two columns, and its cells hold no chapters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.lines import join
from parsers.pdf_layout import Line, Page, Rule, divided

_TOUCH_PT = 3.0
_SAME_PT = 2.0
_LEAST_CELL_PT = 6.0
_MOST_RULES = 240
"""On one page, after those that continue each other are one; more is a drawing."""
_MOST_CELLS = 2_000
_CELL_CHARS = 1_500
_LONE_ROW_CHARS = 300
BAR = " | "


@dataclass(frozen=True, slots=True)
class _Grid:
    """Places of all upright rules from left to right and of all level rules from the top down, and which there are."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


def with_rows(page: Page) -> Page:
    """The page with the lines inside of tables replaced by one line for every row, where the table begins."""
    if len(page.rules) < 4:
        return page
    lines = page.lines
    for grid in _grids(page.rules):
        lines = _in_rows(lines, grid)
    return replace(page, lines=lines)


def joined_rows(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Tables that run over pages without the heads printed again on each, and those heads; cut rows are whole."""
    out: list[list[Line]] = []
    again: list[Line] = []
    head: Line | None = None
    """The first row of the table that the page before ended with."""
    for page in pages:
        lines = list(page)
        before = out[-1] if out and out[-1] else []
        goes_on = bool(head and before and lines and _same_columns(before[-1], lines[0]))
        if goes_on and head is not None and lines[0].cells == head.cells:
            again.append(lines.pop(0))
        if goes_on and lines and _is_rest(before[-1], lines[0]):
            before[-1] = _merged(before[-1], lines.pop(0))
        if not lines:
            continue  # what the page held is told already
        begun = len(lines)
        while begun and lines[begun - 1].cells and _same_columns(lines[-1], lines[begun - 1]):
            begun -= 1
        if begun or not goes_on:
            head = lines[begun] if begun < len(lines) else None
        out.append(lines)
    return out, again


def _same_columns(first: Line, second: Line) -> bool:
    return (
        len(first.cells) == len(second.cells) > 1
        and abs(first.left - second.left) < _TOUCH_PT
        and abs(first.right - second.right) < _TOUCH_PT
    )


def _is_rest(first: Line, second: Line) -> bool:
    """Whether a row at the head of a page is what did not fit of the row before: nothing in its first cell."""
    if second.cells[0] or not any(second.cells) or not _same_columns(first, second):
        return False
    pairs = [(a, b) for a, b in zip(first.cells[1:], second.cells[1:], strict=True) if b]
    if any(not a for a, _ in pairs):
        return False
    return len(pairs) < len(first.cells) - 1 or any(a[-1] not in "。.；;！!？?" for a, _ in pairs)


def _merged(first: Line, second: Line) -> Line:
    cells = tuple(join(a, b) for a, b in zip(first.cells, second.cells, strict=True))
    return replace(first, cells=cells, text=BAR.join(cells))


# --------------------------------------------------------------------------------------------- rules


def _grids(rules: Sequence[Rule]) -> list[_Grid]:
    """Rules that touch each other, as far as they enclose at least two columns."""
    level = _continued([r for r in rules if r[2] - r[0] >= r[3] - r[1]], along=0)
    upright = _continued([r for r in rules if r[2] - r[0] < r[3] - r[1]], along=1)
    if len(level) < 2 or not upright or len(level) + len(upright) > _MOST_RULES:
        return []
    group = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    for i, h in enumerate(level):
        for j, v in enumerate(upright):
            if (
                h[0] - _TOUCH_PT <= v[0] <= h[2] + _TOUCH_PT
                and v[1] - _TOUCH_PT <= h[1] <= v[3] + _TOUCH_PT
            ):  # fmt: skip
                group[root(len(level) + j)] = root(i)
    found = []
    for start in sorted({root(i) for i in range(len(group))}):
        hs = tuple(r for i, r in enumerate(level) if root(i) == start)
        vs = tuple(r for j, r in enumerate(upright) if root(len(level) + j) == start)
        if len(hs) < 2 or not vs:
            continue
        xs = _places([*(v[0] for v in vs), min(h[0] for h in hs), max(h[2] for h in hs)])
        ys = _places([*(h[1] for h in hs), min(v[1] for v in vs), max(v[3] for v in vs)])
        if len(xs) > 2 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= _MOST_CELLS:
            found.append(_Grid(tuple(xs), tuple(reversed(ys)), hs, vs))
    return found


def _continued(rules: Sequence[Rule], *, along: int) -> list[Rule]:
    """Rules on one line that touch, drawn cell by cell, as one."""
    across = 1 - along
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r[across] / _SAME_PT), r[along])):
        last = out[-1] if out else None
        if (
            last is not None
            and abs(last[across] - rule[across]) <= _SAME_PT
            and rule[along] <= last[along + 2] + _TOUCH_PT
        ):
            end = max(last[along + 2], rule[along + 2])
            out[-1] = (last[0], last[1], end, last[3]) if along == 0 else (last[0], last[1], last[2], end)
        else:
            out.append(rule)
    return out


def _places(values: Sequence[float]) -> list[float]:
    """Places apart by at least the width of a cell."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] >= _LEAST_CELL_PT:
            out.append(value)
    return out


# --------------------------------------------------------------------------------------------- cells


def _in_rows(lines: Sequence[Line], grid: _Grid) -> tuple[Line, ...]:
    cells = _cells(grid)
    inside: dict[tuple[int, int], list[Line]] = {}
    taken: set[int] = set()
    for index, line in enumerate(lines):
        middle = line.base + 0.3 * line.size
        if line.cells or not grid.ys[-1] < middle < grid.ys[0]:
            continue
        parts = divided(line)
        places = [_cell_at(grid, cells, 0.5 * (part.left + part.right), middle) for part in parts]
        if None in places:
            continue
        taken.add(index)
        for place, part in zip(places, parts, strict=True):
            if place is not None:
                inside.setdefault(place, []).append(part)
    texts = {place: _text(held) for place, held in inside.items()}
    if not _is_table(grid, texts):
        return tuple(lines)
    rows = _rows(grid, cells, texts, [part for held in inside.values() for part in held])
    first = min(taken)
    return (*lines[:first], *rows, *(line for i, line in enumerate(lines) if i > first and i not in taken))


def _cells(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of the grid the first place, from the top and left, of the cell it belongs to."""
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        y = 0.5 * (grid.ys[row] + grid.ys[row + 1])
        for column in range(len(grid.xs) - 1):
            x = 0.5 * (grid.xs[column] + grid.xs[column + 1])
            of = (row, column)
            if row and not _ruled(grid.level, 0, x, grid.ys[row]):
                of = cells[row - 1, column]
            elif column and not _ruled(grid.upright, 1, y, grid.xs[column]):
                of = cells[row, column - 1]
            cells[row, column] = of
    return cells


def _ruled(rules: Sequence[Rule], along: int, at: float, place: float) -> bool:
    """Whether a rule at that place passes there."""
    return any(
        abs(r[1 - along] - place) < _LEAST_CELL_PT and r[along] - _TOUCH_PT <= at <= r[along + 2] + _TOUCH_PT
        for r in rules
    )


def _cell_at(
    grid: _Grid, cells: dict[tuple[int, int], tuple[int, int]], x: float, y: float
) -> tuple[int, int] | None:  # fmt: skip
    row = next((i for i, low in enumerate(grid.ys[1:]) if y >= low), None)
    column = next((i for i, right in enumerate(grid.xs[1:]) if x <= right), None)
    return None if row is None or column is None or x < grid.xs[0] else cells[row, column]


def _text(lines: Sequence[Line]) -> str:
    text = ""
    for line in sorted(lines, key=lambda line: (-round(line.base), line.left)):
        text = join(text, line.text)
        if len(text) > _CELL_CHARS:
            break  # no cell of a table is as long
    return text


def _is_table(grid: _Grid, texts: dict[tuple[int, int], str]) -> bool:
    columns = {column for _, column in texts}
    most = _CELL_CHARS if len(grid.ys) > 2 else _LONE_ROW_CHARS
    return len(columns) > 1 and all(len(text) <= most for text in texts.values())


def _rows(
    grid: _Grid, cells: dict[tuple[int, int], tuple[int, int]], texts: dict[tuple[int, int], str], held: Sequence[Line]
) -> list[Line]:
    size = sorted(line.size for line in held)[len(held) // 2]
    out = []
    for row in range(len(grid.ys) - 1):
        begun = [(row, column) for column in range(len(grid.xs) - 1) if cells[row, column] == (row, column)]
        parts = tuple(texts.get(place, "") for place in begun)
        if any(parts):
            out.append(
                Line(BAR.join(parts), grid.xs[0], grid.xs[-1], grid.ys[row] - size, size, held[0].page, cells=parts)
            )
    return out
