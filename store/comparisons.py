"""What a version brought against the one before it, as it was told then: changes and findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from clauselog.diff.links import changed_links
from clauselog.model import Change, ChangeKind, Clause, Comparison, Document, Text, Verdict
from store import codec, findings
from store.tables import change, version


def insert_changes(connection: Connection, version_id: int, comparison: Comparison, stored_before: Document) -> None:
    """Clauses of the two sides are kept as indexes. ``stored_before`` is the version before as it is stored."""
    before, after = comparison.before, comparison.after
    if before != stored_before:
        connection.execute(
            update(version).where(version.c.id == version_id).values(before_reading=codec.pack_document(before))
        )
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
            "edits": codec.pack_edits(one.edits, _joined(one.before), _joined(one.after)) if one.edits else None,
        }
        for position, one in enumerate(comparison.changes)
    ]
    if rows:
        connection.execute(insert(change), rows)


def load_comparison(connection: Connection, row: Row[Any], stored_before: Document, after: Document) -> Comparison:
    """``row`` is the version's; its verdict must not be null."""
    before = codec.unpack_document(row.before_reading) if row.before_reading is not None else stored_before
    changes = connection.execute(select(change).where(change.c.version_id == row.id).order_by(change.c.position)).all()
    told = tuple(_change(one, before, after) for one in changes)
    verdict = Verdict(row.verdict)
    return Comparison(
        before=before,
        after=after,
        verdict=verdict,
        changes=told,
        findings=findings.of_version(connection, row.id),
        reason=Text(zh=row.reason_zh, en=row.reason_en) if row.reason_zh is not None else None,
        # Not stored: both documents keep their links, and the changes say which clause became which.
        links_changed=() if verdict is Verdict.EXTRACTION_BREAK else changed_links(before, after, told),
    )


def _change(row: Row[Any], before: Document, after: Document) -> Change:
    olds = tuple(_clause(reference, before.clauses) for reference in row.before_clauses)
    news = tuple(_clause(reference, after.clauses) for reference in row.after_clauses)
    return Change(
        kinds=tuple(ChangeKind(kind) for kind in row.kinds),
        before=olds,
        after=news,
        similarity=row.similarity,
        edits=codec.unpack_edits(row.edits, _joined(olds), _joined(news)) if row.edits is not None else (),
    )


def _joined(clauses: Sequence[Clause]) -> str:
    return "\n".join(clause.text for clause in clauses)


def _reference(clause: Clause, index: dict[Clause, int]) -> int | list[Any]:
    """The index of the clause in its document; in full one that a comparison made for itself."""
    found = index.get(clause)
    return found if found is not None else codec.clause_as_list(clause)


def _clause(reference: int | list[Any], clauses: Sequence[Clause]) -> Clause:
    return clauses[reference] if isinstance(reference, int) else codec.clause_from_list(reference)
