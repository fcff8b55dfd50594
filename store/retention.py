"""Letting go of old snapshots' bytes. Their digests, headers and places in the chain stay, and every version stays.

Never let go, however old: the snapshots of each policy's latest version, and of each source the last answer and the
last good one, since a newer reader reads them again and a *not modified* stands for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, exists, func, or_, select, update

from clauselog.model import Text
from store import checks, codec, versions
from store.database import Database
from store.tables import GOOD_OUTCOMES, fetch, policy_check, snapshot, version, version_snapshot


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many snapshots were let go, how many compressed bytes that were, and how many still have theirs."""

    let_go: int
    bytes_let_go: int
    kept: int
    kept_though_old: int


class SqlRetention:
    """Prunes a database in small transactions, so that nobody waits for it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prune(self, now: datetime, *, keep_days: float, dry_run: bool = False) -> Pruned:
        """Let go of snapshots that no source has answered with for ``keep_days``."""
        tried = Text(zh="清理旧快照", en="prune old snapshots")
        before = now - timedelta(days=keep_days)
        let_go = let_go_bytes = 0
        with self._database.reading(tried) as connection:
            old = _old(connection, before)
            kept = connection.scalar(select(func.count()).where(snapshot.c.body.is_not(None))) or 0
        for chunk in versions.chunks(old):
            with (self._database.reading if dry_run else self._database.writing)(tried) as connection:
                free = sorted(set(_still_old(connection, chunk, before)) - _needed(connection, chunk))
                let_go += len(free)
                let_go_bytes += _size(connection, free)
                if not dry_run and free:
                    _let_go(connection, free)
        return Pruned(let_go, let_go_bytes, kept - let_go, len(old) - let_go)


def _old(connection: Connection, before: datetime) -> list[str]:
    return list(connection.scalars(_is_old(before)))


def _still_old(connection: Connection, digests: Sequence[str], before: datetime) -> list[str]:
    return list(connection.scalars(_is_old(before).where(snapshot.c.sha256.in_(digests))))


def _is_old(before: datetime):  # type: ignore[no-untyped-def]  # a query of one column
    seen_since = exists().where(fetch.c.snapshot_sha256 == snapshot.c.sha256, fetch.c.fetched_at >= before)
    return select(snapshot.c.sha256).where(
        snapshot.c.body.is_not(None), snapshot.c.fetched_at < before, ~seen_since.correlate(snapshot)
    )


def _needed(connection: Connection, digests: Sequence[str]) -> set[str]:
    """Those that somebody may have to read again."""
    later, later_check = fetch.alias("later"), policy_check.alias("later_check")
    is_newer = and_(
        later.c.source_id == fetch.c.source_id,
        or_(
            later.c.fetched_at > fetch.c.fetched_at,
            and_(later.c.fetched_at == fetch.c.fetched_at, later.c.id > fetch.c.id),
        ),
    )
    has_later = exists().where(is_newer).correlate(fetch)
    has_later_good = (
        exists()
        .where(is_newer, later_check.c.id == later.c.check_id, later_check.c.outcome.in_(GOOD_OUTCOMES))
        .correlate(fetch)
    )
    newer_version = version.alias("newer_version")
    has_newer_version = (
        exists()
        .where(newer_version.c.policy_id == version.c.policy_id, newer_version.c.number > version.c.number)
        .correlate(version)
    )
    last_good = (
        select(fetch.c.snapshot_sha256)
        .join(policy_check, policy_check.c.id == fetch.c.check_id)
        .where(fetch.c.snapshot_sha256.in_(digests), policy_check.c.outcome.in_(GOOD_OUTCOMES), ~has_later_good)
    )
    last = select(fetch.c.snapshot_sha256).where(fetch.c.snapshot_sha256.in_(digests), ~has_later)
    latest = (
        select(fetch.c.snapshot_sha256)
        .join(version_snapshot, version_snapshot.c.fetch_id == fetch.c.id)
        .join(version, version.c.id == version_snapshot.c.version_id)
        .where(fetch.c.snapshot_sha256.in_(digests), ~has_newer_version)
    )
    return {digest for query in (last_good, last, latest) for digest in connection.scalars(query)}


def _size(connection: Connection, digests: Sequence[str]) -> int:
    found = connection.scalar(select(func.sum(func.length(snapshot.c.body))).where(snapshot.c.sha256.in_(digests)))
    return int(found or 0)


def _let_go(connection: Connection, digests: Sequence[str]) -> None:
    """Those that are based on one of them are stored whole first."""
    bases = checks.Bases(connection)
    based = connection.execute(
        select(snapshot.c.sha256, snapshot.c.body, snapshot.c.base_sha256)
        .where(snapshot.c.base_sha256.in_(digests), snapshot.c.sha256.not_in(digests))
        .order_by(snapshot.c.base_sha256, snapshot.c.sha256)
    ).all()
    for row in based:
        whole = codec.squeeze(bases.unfold(row).body) if row.body is not None else None
        connection.execute(update(snapshot).where(snapshot.c.sha256 == row.sha256).values(body=whole, base_sha256=None))
    connection.execute(update(snapshot).where(snapshot.c.sha256.in_(digests)).values(body=None, base_sha256=None))
