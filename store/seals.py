"""The seal of a version: one digest over all that is stored of it, so that a single changed bit in any of it shows.

The chain (``store.chain``) proves what was published and when; the seal guards what this database made of it: clause
paths, stated dates, changes, findings, the headers of the answers. Its form is tied to the tables, so it is recomputed
by whoever imports a version elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Row, Table, bindparam, select

from clauselog.model import Finding
from store import codec, findings
from store.chain import digest_of, link_sha256
from store.tables import fetch, finding, proof, snapshot, source, version_snapshot
from store.versions import Contents, contents_of

SEAL = "clauselog.seal/2"


def _columns(table: Table, names: str) -> tuple[Column[Any], ...]:
    return tuple(table.c[name] for name in names.split())


# The columns by name: one that a later schema adds is not in the seals of before. Packed values count by what they
# hold, however they are compressed.
_VERSION = (
    "number", "cause", "observed_at", "text_sha256", "left_out_sha256", "characters", "clauses", "reader", "language",
    "title", "published_on", "updated_on", "effective_on", "version_label", "before_reading", "verdict", "reason_zh",
    "reason_en", "returns_to",
)  # fmt: skip
_FETCH = _columns(
    fetch, "fetched_at status media_type charset etag last_modified final_location headers snapshot_sha256"
)
_SNAPSHOT = _columns(snapshot, "sha256 size_bytes media_type charset fetched_at location")

# Statements of sixty columns take longer to build than to run, so each is built once.
_ID: BindParameter[int] = bindparam("version_id")
_CHAIN = select(proof.c.chain_sha256).where(proof.c.version_id == _ID)
_FINDINGS = (
    select(finding.c.position, finding.c.type, finding.c.severity)
    .where(finding.c.version_id == _ID)
    .order_by(finding.c.position)
)
_PAGES = (
    select(source.c.location.label("at"), *_FETCH, *(one.label(f"snapshot_{one.name}_") for one in _SNAPSHOT))
    .select_from(version_snapshot)
    .join(fetch, fetch.c.id == version_snapshot.c.fetch_id)
    .join(source, source.c.id == fetch.c.source_id)
    .outerjoin(snapshot, snapshot.c.sha256 == fetch.c.snapshot_sha256)
    .where(version_snapshot.c.version_id == _ID)
    .order_by(version_snapshot.c.position)
)
_INSERT = proof.insert()


def seal(
    contents: Contents,
    compared_with: int | None,
    pages: Sequence[Row[Any]],
    found: Sequence[Sequence[Any]],
    wordings: Sequence[str],
) -> str:
    """One digest over a version. ``compared_with`` is the number of the version before, ``found`` its findings'
    positions, types and severities, ``wordings`` the digests of what their rules say."""
    width, record = len(_FETCH) + 1, contents.record
    return digest_of(
        [
            SEAL,
            [contents.columns[name] for name in _VERSION],
            compared_with,
            [record.manifest, contents.turns, record.changes, record.told],
            [list(page[:width]) for page in pages],
            [list(page[width:]) for page in pages],
            [list(one) for one in found],
            list(wordings),
        ]
    )


def stored_seal(
    connection: Connection, row: Row[Any], compared_with: int | None, bases: dict[int, bytes]
) -> tuple[str, list[str]]:
    """The seal of the version of that row, recomputed from all that is stored of it, and its snapshots.

    Raises ValueError where some of it is damaged.
    """
    contents = contents_of(connection, row, bases)
    told = codec.parse(contents.record.told) if contents.record.told else []
    wordings = findings.load_wordings(connection, {one[0] for one in told})
    pages = connection.execute(_PAGES, {"version_id": row.id}).all()
    found = connection.execute(_FINDINGS, {"version_id": row.id}).all()
    digest = seal(contents, compared_with, pages, found, [wordings[one[0]].sha256 for one in told])
    return digest, [page.snapshot_sha256 for page in pages]


def snapshots_of(connection: Connection, version_id: int) -> list[str]:
    """The snapshots of a version, in the order of its sources."""
    return [page.snapshot_sha256 for page in connection.execute(_PAGES, {"version_id": version_id})]


def link(previous: str | None, slug: str, row: Any, snapshots: Sequence[str]) -> str:
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


def write(
    connection: Connection,
    slug: str,
    version_id: int,
    contents: Contents,
    found: Sequence[Finding],
    before: Any,
    previous: str | None,
) -> str:
    """Prove a version that was just stored, with everything that belongs to it; its link.

    ``before`` is the version before it, ``previous`` that one's link where it is at hand.
    """
    if before is not None and previous is None:
        previous = connection.scalar(_CHAIN, {"version_id": before.id})
    columns = contents.columns
    compared_with = before.number if before is not None and columns["compared_with_id"] == before.id else None
    pages = connection.execute(_PAGES, {"version_id": version_id}).all()
    kinds = [(position, one.type, one.severity.value) for position, one in enumerate(found)]
    digest = seal(contents, compared_with, pages, kinds, [findings.wording_of(one).sha256 for one in found])
    chain_sha256 = link(previous, slug, SimpleNamespace(**columns), [page.snapshot_sha256 for page in pages])
    connection.execute(_INSERT, {"version_id": version_id, "chain_sha256": chain_sha256, "seal_sha256": digest})
    return chain_sha256
