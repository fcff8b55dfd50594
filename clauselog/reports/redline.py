"""A comparison as one text to read from top to bottom: the new version in order, with what left it where it stood.

Clauses without a change of wording are folded; what only moved or was renumbered is shown quietly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from clauselog.model import Change, ChangeKind, Clause, Comparison, Edit
from clauselog.reports.places import Places
from clauselog.text import key

Tone = Literal["same", "renumbered", "moved", "changed", "added", "removed", "moved_away"]

_Spot = tuple[str, int, int]
_FOLDED_AS: Mapping[Tone, Tone] = {"same": "same", "renumbered": "same", "moved": "moved", "moved_away": "moved_away"}


@dataclass(frozen=True, slots=True)
class Row:
    """One clause (or several, split or merged) of a redline.

    ``edits`` turn the old text into the new one. ``change`` is the index into ``Comparison.changes``, None for a clause
    that did not change; the clauses of a moved block are rows of one ``change``. ``under`` is the chapter to name above
    the row where the row before stands elsewhere.
    """

    tone: Tone
    before: tuple[Clause, ...]
    after: tuple[Clause, ...]
    edits: tuple[Edit, ...]
    kinds: tuple[ChangeKind, ...] = ()
    change: int | None = None
    under: str | None = None

    @property
    def clause(self) -> Clause:
        return (self.after or self.before)[0]

    @property
    def old_label(self) -> str:
        return _labels(self.before)

    @property
    def new_label(self) -> str:
        return _labels(self.after)

    @property
    def is_relabelled(self) -> bool:
        return bool(self.before and self.after) and self.old_label != self.new_label

    @property
    def text(self) -> str:
        """The words as they stand in the new version, or stood in the old one where they left."""
        return _text(self.after or self.before)


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of clauses whose wording did not change: where they stand, where they moved to, or left.

    ``tone`` is ``same`` (unchanged or renumbered), ``moved`` or ``moved_away``, and that of all rows.
    """

    tone: Tone
    rows: tuple[Row, ...]

    @property
    def renumbered(self) -> int:
        return sum(row.tone == "renumbered" for row in self.rows)

    @property
    def name(self) -> str:
        """The heading the run begins with, empty where it begins without."""
        return self.rows[0].clause.heading or ""

    @property
    def old_range(self) -> str:
        """From the first to the last label in the old version, ``7 – 7.2``; empty where none is printed."""
        return _range([row.old_label for row in self.rows])

    @property
    def new_range(self) -> str:
        return _range([row.new_label for row in self.rows])


def redline(comparison: Comparison) -> tuple[Row | Fold, ...]:
    """Every clause of the newer version in order, removed ones where they stood, unchanged runs folded."""
    return tuple(_folded(_with_chapters(_rows(comparison), comparison)))


def _rows(comparison: Comparison) -> list[Row]:
    """All rows, unfolded: those of the newer version, and between them what left it."""
    old_at = {_spot(clause): index for index, clause in enumerate(comparison.before.clauses)}
    rows, row_of_old = _newer_version(comparison, old_at)
    put_after: defaultdict[int, list[tuple[int, Row]]] = defaultdict(list)
    for told, change in enumerate(comparison.changes):
        if change.after and ChangeKind.MOVED not in change.kinds:
            continue
        stood = min((old_at[_spot(c)] for c in change.before if _spot(c) in old_at), default=len(old_at))
        neighbour = next((row_of_old[i] for i in range(stood - 1, -1, -1) if i in row_of_old), -1)
        if not change.after:
            put_after[neighbour].append((stood, _row(change, told)))
            continue
        away = (Row("moved_away", old, new, (), change.kinds, told) for old, new in change.pairs)
        put_after[neighbour].extend((stood, row) for row in away)

    whole: list[Row] = []
    for index in range(-1, len(rows)):
        whole.extend(rows[index : index + 1] if index >= 0 else ())
        whole.extend(row for _, row in sorted(put_after[index], key=lambda put: put[0]))
    return whole


def _newer_version(comparison: Comparison, old_at: Mapping[_Spot, int]) -> tuple[list[Row], dict[int, int]]:
    """Rows of the newer version in order, and for each old clause that stayed in its order the row it went into."""
    old, changes = comparison.before.clauses, comparison.changes
    told_of = {_spot(clause): told for told, change in enumerate(changes) for clause in change.after}
    partner_of = {_spot(new[0]): old for change in changes if change.is_block for old, new in change.pairs}
    touched = {old_at[_spot(clause)] for change in changes for clause in change.before if _spot(clause) in old_at}
    untouched = (index for index in range(len(old)) if index not in touched)  # pair off in order: they did not change

    rows: list[Row] = []
    row_of_old: dict[int, int] = {}
    shown: set[int] = set()
    for clause in comparison.after.clauses:
        told = told_of.get(_spot(clause))
        if told is None:
            partner = next(untouched, None)
            came_from = [] if partner is None else [partner]
            rows.append(Row("same", tuple(old[i] for i in came_from), (clause,), (("equal", clause.text),)))
        elif told in shown:
            continue  # a later part of a split, shown with the first
        else:
            change = changes[told]
            if change.is_block:
                ours = partner_of[_spot(clause)]
                rows.append(Row("moved", ours, (clause,), _edits_between(ours, (clause,)), change.kinds, told))
                continue
            shown.add(told)
            rows.append(_row(change, told))
            stayed = () if ChangeKind.MOVED in change.kinds else change.before
            came_from = [old_at[_spot(c)] for c in stayed if _spot(c) in old_at]
        row_of_old.update(dict.fromkeys(came_from, len(rows) - 1))
    return rows, row_of_old


def _row(change: Change, told: int) -> Row:
    return Row(_tone(change), change.before, change.after, _edits(change), change.kinds, told)


def _tone(change: Change) -> Tone:
    if not change.before:
        return "added"
    if not change.after:
        return "removed"
    if not change.is_quiet:
        return "changed"
    return "moved" if ChangeKind.MOVED in change.kinds else "renumbered"


def _edits(change: Change) -> tuple[Edit, ...]:
    """The change's own edits where they are about the texts; else the whole old text for the whole new one."""
    old, new = _text(change.before), _text(change.after)
    if change.edits and _side(change.edits, "insert") == old and _side(change.edits, "delete") == new:
        return change.edits
    return _edits_between(change.before, change.after)


def _edits_between(before: tuple[Clause, ...], after: tuple[Clause, ...]) -> tuple[Edit, ...]:
    old, new = _text(before), _text(after)
    if key(old) == key(new):
        return (("equal", new),)
    both: tuple[Edit, Edit] = (("delete", old), ("insert", new))
    return tuple(edit for edit in both if edit[1])


def _side(edits: tuple[Edit, ...], without: str) -> str:
    return "".join(text for op, text in edits if op != without)


def _with_chapters(rows: list[Row], comparison: Comparison) -> Iterator[Row]:
    """Name the chapter above each row that is shown, where the row shown before stands in another one."""
    new, old = Places(comparison.after), Places(comparison.before)
    known: set[str] = set()  # the row shown before and the chapters it stands in
    for row in rows:
        if row.tone in _FOLDED_AS:
            yield row
            continue
        places = new if row.after else old
        above = [clause.path for clause in places.above(row.clause)]
        yield replace(row, under=places.of(above[-1])) if above and above[-1] not in known else row
        known = {row.clause.path, *above}


def _folded(rows: Iterable[Row]) -> Iterator[Row | Fold]:
    for tone, run in groupby(rows, key=lambda row: _FOLDED_AS.get(row.tone)):
        if tone is None:
            yield from run
        elif tone == "same":
            yield Fold(tone, tuple(run))
        else:
            yield from (Fold(tone, block) for block in _blocks(run))


def _blocks(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Moved rows parted where one does not follow on the other on the far side, too."""
    block: list[Row] = []
    for row in rows:
        if block and row.change != block[-1].change and not _follows(row, block[-1]):
            yield tuple(block)
            block = []
        block.append(row)
    if block:
        yield tuple(block)


def _follows(row: Row, last: Row) -> bool:
    sides = ((row.before, last.before), (row.after, last.after))
    return all(0 <= ours[0].start - theirs[-1].end <= 1 for ours, theirs in sides)


def _range(labels: list[str]) -> str:
    printed = [label.rstrip(" 、.．,，") for label in labels if label]
    if not printed:
        return ""
    return printed[0] if len(printed) == 1 else f"{printed[0]} – {printed[-1]}"


def _spot(clause: Clause) -> _Spot:
    return (clause.path, clause.start, clause.end)


def _labels(clauses: tuple[Clause, ...]) -> str:
    return ", ".join(clause.label for clause in clauses if clause.label)


def _text(clauses: tuple[Clause, ...]) -> str:
    return "\n".join(clause.text for clause in clauses)
