"""Everything that is on record of one policy: what was seen of it, out as one bundle and back in."""

from __future__ import annotations

from sqlalchemy import select

from clauselog.imports import SeenPage
from clauselog.model import Text
from store import policies
from store.archive import SqlArchive
from store.database import Database
from store.tables import fetch, policy_check


class SqlRecords:
    """What was ever seen of a policy. Serves ``clauselog.imports.Ledger``."""

    def __init__(self, database: Database, archive: SqlArchive) -> None:
        self._database = database
        self._archive = archive

    def seen(self, policy: str) -> list[SeenPage]:
        tried = Text(zh=f"查看 {policy} 的抓取记录", en=f"look through what was seen of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            rows = connection.execute(
                select(fetch.c.fetched_at, fetch.c.snapshot_sha256, policy_check.c.outcome)
                .join(policy_check, policy_check.c.id == fetch.c.check_id)
                .where(policy_check.c.policy_id == policy_id, fetch.c.snapshot_sha256.is_not(None))
            )
            return [SeenPage(row.fetched_at, row.snapshot_sha256, row.outcome) for row in rows]
