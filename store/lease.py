"""Leases: one process among many does a thing, and another takes over when that one dies."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from sqlalchemy import delete, update

from clauselog.errors import StoreError
from clauselog.model import Text
from store.database import Database, database_now, upsert
from store.tables import lease


class SqlLease:
    """``ports.Lease`` on a database: a row per name, with the moment until which it holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def hold(self, name: str, *, owner: str, ttl_s: float) -> Iterator[bool]:
        """True where the lease was free or had run out; then it is renewed until the block ends, and given back.

        ``ttl_s`` is how long others wait after this process died; it may be far shorter than the work. The same owner
        asking twice at once gets it once.
        """
        token = uuid.uuid4().hex
        held = self._take(name, owner, token, ttl_s)
        if not held:
            yield False
            return
        done = threading.Event()
        renewer = threading.Thread(
            target=self._renew_until, args=(done, name, token, ttl_s), name=f"lease {name}", daemon=True
        )
        renewer.start()
        try:
            yield True
        finally:
            done.set()
            renewer.join()
            self._give_back(name, token)

    def _take(self, name: str, owner: str, token: str, ttl_s: float) -> bool:
        tried = Text(zh=f"取得租约 {name}", en=f"take the lease {name}")
        with self._database.writing(tried) as connection:
            now = database_now(connection)
            values = {"owner": owner, "token": token, "until_at": now + timedelta(seconds=ttl_s)}
            statement = (
                upsert(connection.dialect.name, lease)
                .values(name=name, **values)
                .on_conflict_do_update(index_elements=["name"], set_=values, where=lease.c.until_at <= now)
            )
            return connection.execute(statement.returning(lease.c.name)).one_or_none() is not None

    def _renew_until(self, done: threading.Event, name: str, token: str, ttl_s: float) -> None:
        while not done.wait(ttl_s / 3):
            with suppress(StoreError):  # the next third of the time to live tries again
                self._renew(name, token, ttl_s)

    def _renew(self, name: str, token: str, ttl_s: float) -> None:
        with self._database.writing(Text(zh=f"续租 {name}", en=f"renew the lease {name}")) as connection:
            until = database_now(connection) + timedelta(seconds=ttl_s)
            connection.execute(update(lease).where(lease.c.name == name, lease.c.token == token).values(until_at=until))

    def _give_back(self, name: str, token: str) -> None:
        with self._database.writing(Text(zh=f"归还租约 {name}", en=f"give back the lease {name}")) as connection:
            connection.execute(delete(lease).where(lease.c.name == name, lease.c.token == token))
