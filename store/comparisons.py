"""What a version brought against the one before it, as it was told then: changes and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from clauselog.model import Change, ChangeKind, Clause, ClauseKind, Comparison, Document, Text, Verdict
from store import codec, findings
from store.tables import change


def insert_changes(
    connection: Connection, version_id: int, comparison: Comparison, before: Document, after: Document
) -> None:
    """``before`` and ``after`` as they are stored: clauses of theirs are kept as indexes."""
    old_index = {clause: i for i, clause in enumerate(before.clauses)}
    new_index = {clause: i for i, clause in enumerate(after.clauses)}
    rows = [
        {
            "version_id": version_id,
            "position": position,
            "kinds": [kind.value for kind in one.kinds],
            "before_clauses": [_reference(clause, old_index) for clause in one.before],
            "after_clauses": [_reference(clause, new_index) for clause in one.after],
            "similarity": one.similarity,
            "edits": codec.pack([list(edit) for edit in one.edits]) if one.edits else None,
        }
        for position, one in enumerate(comparison.changes)
    ]
    if rows:
        connection.execute(insert(change), rows)


def load_comparison(connection: Connection, row: Row[Any], before: Document, after: Document) -> Comparison:
    """``row`` is the version's; its verdict must not be null."""
    changes = connection.execute(select(change).where(change.c.version_id == row.id).order_by(change.c.position)).all()
    return Comparison(
        before=before,
        after=after,
        verdict=Verdict(row.verdict),
        changes=tuple(_change(one, before, after) for one in changes),
        findings=findings.of_version(connection, row.id),
        reason=Text(zh=row.reason_zh, en=row.reason_en) if row.reason_zh is not None else None,
    )


def _change(row: Row[Any], before: Document, after: Document) -> Change:
    return Change(
        kinds=tuple(ChangeKind(kind) for kind in row.kinds),
        before=tuple(_clause(reference, before.clauses) for reference in row.before_clauses),
        after=tuple(_clause(reference, after.clauses) for reference in row.after_clauses),
        similarity=row.similarity,
        edits=tuple((op, text) for op, text in codec.unpack(row.edits)) if row.edits is not None else (),
    )


def _reference(clause: Clause, index: dict[Clause, int]) -> int | list[Any]:
    """The index of a stored clause; in full one that a comparison made for itself, as of another reading."""
    found = index.get(clause)
    if found is not None:
        return found
    kind = clause.kind.value
    return [clause.path, clause.label, clause.heading, clause.text, clause.start, clause.end, clause.depth, kind]


def _clause(reference: int | list[Any], clauses: Sequence[Clause]) -> Clause:
    if isinstance(reference, int):
        return clauses[reference]
    path, label, heading, text, start, end, depth, kind = reference
    return Clause(path, label, heading, text, start, end, depth, ClauseKind(kind))
