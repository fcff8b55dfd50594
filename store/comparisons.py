"""What a version brought against the one before it, as it was told then: changes and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from clauselog.diff.links import changed_links
from clauselog.model import Change, ChangeKind, Clause, Comparison, Document, Edit, Text, Verdict
from store import codec, findings, packed


@dataclass(frozen=True, slots=True)
class Told:
    """A change as it is stored. A clause is its index in its document, or in full where a comparison made its own."""

    kinds: list[str]
    before_clauses: list[int | list[Any]]
    after_clauses: list[int | list[Any]]
    similarity: float | None
    edits: list[list[Any]] | int | None


_ALL_EQUAL = 0
"""In the place of edits that leave all words as they are."""


def changes_value(comparison: Comparison) -> list[list[Any]]:
    """The changes as JSON, clauses of the two sides as indexes.

    Neighbours that changed alike, one for one, as all do behind a clause that was inserted, are one entry: the indexes
    of the first pair, and how many pairs.
    """
    old_index = {id(clause): i for i, clause in enumerate(comparison.before.clauses)}
    new_index = {id(clause): i for i, clause in enumerate(comparison.after.clauses)}
    found: list[list[Any]] = []
    for one in comparison.changes:
        kinds = [kind.value for kind in one.kinds]
        olds = [_reference(clause, old_index, comparison.before.clauses) for clause in one.before]
        news = [_reference(clause, new_index, comparison.after.clauses) for clause in one.after]
        edits = _edits(one)
        if len(olds) != 1 or len(news) != 1 or isinstance(edits, list) or not isinstance(olds[0], int):
            found.append([kinds, olds, news, one.similarity, edits])
        elif (
            found
            and len(found[-1]) == 6
            and [kinds, one.similarity, edits] == [found[-1][0], *found[-1][3:5]]
            and [olds[0], news[0]] == [found[-1][1] + found[-1][5], found[-1][2] + found[-1][5]]
        ):
            found[-1][5] += 1
        elif isinstance(news[0], int):
            found.append([kinds, olds[0], news[0], one.similarity, edits, 1])
        else:
            found.append([kinds, olds, news, one.similarity, edits])
    return found


def told_of(changes: bytes) -> list[Told]:
    """The changes of a version's record. Raises ValueError where they are damaged."""
    found: list[Told] = []
    for one in codec.parse(changes) if changes else ():
        if len(one) == 6:
            kinds, old, new, similarity, edits, pairs = one
            found += (Told(kinds, [old + n], [new + n], similarity, edits) for n in range(pairs))
        else:
            found.append(Told(*one))
    return found


def edits_of(told: Told, old: str, new: str) -> tuple[Edit, ...]:
    """``old`` and ``new`` are the texts of the clauses on both sides, joined by a line break."""
    if isinstance(told.edits, int):
        return (("equal", old),)
    return codec.edits_of(told.edits, old, new) if told.edits is not None else ()


def _edits(one: Change) -> list[list[Any]] | int | None:
    if not one.edits:
        return None
    old, new = _joined(one.before), _joined(one.after)
    is_equal = len(one.edits) == 1 and one.edits[0] == ("equal", old) and old == new
    return _ALL_EQUAL if is_equal else codec.edits_value(one.edits, old, new)


def load_comparison(connection: Connection, row: Row[Any], stored_before: Document, after: Document) -> Comparison:
    """``row`` is the version's; its verdict must not be null."""
    before = codec.unpack_document(row.before_reading) if row.before_reading is not None else stored_before
    record = packed.unfold(connection, row)
    told = tuple(_change(one, before, after) for one in told_of(record.changes))
    verdict = Verdict(row.verdict)
    return Comparison(
        before=before,
        after=after,
        verdict=verdict,
        changes=told,
        findings=findings.of_version(connection, row.id, record.told),
        reason=Text(zh=row.reason_zh, en=row.reason_en) if row.reason_zh is not None else None,
        # Not stored: both documents keep their links, and the changes say which clause became which.
        links_changed=() if verdict is Verdict.EXTRACTION_BREAK else changed_links(before, after, told),
    )


def _change(told: Told, before: Document, after: Document) -> Change:
    olds = tuple(_clause(reference, before.clauses) for reference in told.before_clauses)
    news = tuple(_clause(reference, after.clauses) for reference in told.after_clauses)
    return Change(
        kinds=tuple(ChangeKind(kind) for kind in told.kinds),
        before=olds,
        after=news,
        similarity=told.similarity,
        edits=edits_of(told, _joined(olds), _joined(news)),
    )


def _joined(clauses: Sequence[Clause]) -> str:
    if len(clauses) == 1:
        return clauses[0].text
    return "\n".join(clause.text for clause in clauses)


def _reference(clause: Clause, index: Mapping[int, int], clauses: Sequence[Clause]) -> int | list[Any]:
    """The index of the clause in its document, mostly as the very object; in full one that a comparison made."""
    found = index.get(id(clause))
    if found is None and clause in clauses:
        found = clauses.index(clause)
    return found if found is not None else codec.clause_as_list(clause)


def _clause(reference: int | list[Any], clauses: Sequence[Clause]) -> Clause:
    return clauses[reference] if isinstance(reference, int) else codec.clause_from_list(reference)
