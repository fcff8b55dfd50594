"""The seal of a version: one digest over all that is stored of it, so that a single changed bit in any of it shows.

The chain (``store.chain``) proves what was published and when; the seal guards what this database made of it: clause
paths, stated dates, changes, findings, the headers of the answers. Its form is tied to the tables, so it is recomputed
by whoever imports a version elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Row, Table, bindparam, select

from store.chain import digest_of, link_sha256
from store.tables import change, fetch, finding, proof, snapshot, source, version, version_snapshot

SEAL = "clauselog.seal/1"


def _columns(table: Table, names: str) -> tuple[Column[Any], ...]:
    return tuple(table.c[name] for name in names.split())


# The columns by name: one that a later schema adds is not in the seals of before.
_VERSION = _columns(
    version,
    "number cause observed_at text_sha256 manifest left_out_sha256 characters clauses reader language title "
    "published_on updated_on effective_on version_label before_reading verdict reason_zh reason_en returns_to",
)
_FETCH = _columns(
    fetch, "fetched_at status media_type charset etag last_modified final_location headers snapshot_sha256"
)
_SNAPSHOT = _columns(snapshot, "sha256 size_bytes media_type charset fetched_at location")
_CHANGE = _columns(change, "position kinds before_clauses after_clauses similarity edits")
_FINDING = _columns(
    finding,
    "position change_position rule rule_version type severity direction summary_zh summary_en why_zh why_en hooks "
    "before_quote before_path before_start before_end after_quote after_path after_start after_end",
)


# Statements of sixty columns take longer to build than to run, so each is built once.
_ID: BindParameter[int] = bindparam("version_id")
_OWN = select(version).where(version.c.id == _ID)
_CHAIN = select(proof.c.chain_sha256).where(proof.c.version_id == _ID)
_CHANGES = select(*_CHANGE).where(change.c.version_id == _ID).order_by(change.c.position)
_FINDINGS = select(*_FINDING).where(finding.c.version_id == _ID).order_by(finding.c.position)
_PAGES = (
    select(source.c.location.label("at"), *_FETCH, *(one.label(f"snapshot_{one.name}_") for one in _SNAPSHOT))
    .select_from(version_snapshot)
    .join(fetch, fetch.c.id == version_snapshot.c.fetch_id)
    .join(source, source.c.id == fetch.c.source_id)
    .outerjoin(snapshot, snapshot.c.sha256 == fetch.c.snapshot_sha256)
    .where(version_snapshot.c.version_id == _ID)
    .order_by(version_snapshot.c.position)
)


def seal(connection: Connection, row: Row[Any], compared_with: int | None) -> tuple[str, list[str]]:
    """The seal of the version of that row, and its snapshots. ``compared_with`` is the number of the version before."""
    pages = connection.execute(_PAGES, {"version_id": row.id}).all()
    width = len(_FETCH) + 1
    digest = digest_of(
        [
            SEAL,
            [getattr(row, column.name) for column in _VERSION],
            compared_with,
            [list(page[:width]) for page in pages],
            [list(page[width:]) for page in pages],
            [list(one) for one in connection.execute(_CHANGES, {"version_id": row.id})],
            [list(one) for one in connection.execute(_FINDINGS, {"version_id": row.id})],
        ]
    )
    return digest, [page.snapshot_sha256 for page in pages]


def link(previous: str | None, slug: str, row: Row[Any], snapshots: Sequence[str]) -> str:
    """The link of the version of that row in its policy's chain."""
    return link_sha256(
        previous,
        policy=slug,
        number=row.number,
        cause=row.cause,
        observed_at=row.observed_at,
        text_sha256=row.text_sha256,
        snapshots=snapshots,
        reader=row.reader,
    )


def write(connection: Connection, slug: str, version_id: int, before: Row[Any] | None) -> None:
    """Prove a version that was just stored, with everything that belongs to it. ``before`` is the one before it."""
    row = connection.execute(_OWN, {"version_id": version_id}).one()
    previous = connection.scalar(_CHAIN, {"version_id": before.id}) if before is not None else None
    compared_with = before.number if before is not None and row.compared_with_id == before.id else None
    digest, snapshots = seal(connection, row, compared_with)
    connection.execute(
        proof.insert().values(
            version_id=version_id, chain_sha256=link(previous, slug, row, snapshots), seal_sha256=digest
        )
    )
