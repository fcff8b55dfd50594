"""``open_store``: a database address in, the archive, the outbox and the leases out."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType

from clauselog.errors import StoreError
from clauselog.model import Text
from store import migrate
from store.archive import SqlArchive
from store.database import Database, connect, read_url, sqlite_path
from store.lease import SqlLease
from store.outbox import SqlOutbox
from store.proofs import SqlProofs
from store.questions import SqlQuestions
from store.retention import SqlRetention
from store.troubles import absent


@dataclass(frozen=True, slots=True)
class Store:
    """An open database. May be shared by threads, not by forked processes. A context manager that closes it."""

    database: Database
    archive: SqlArchive
    outbox: SqlOutbox
    lease: SqlLease
    proofs: SqlProofs
    retention: SqlRetention
    questions: SqlQuestions

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str, *, create: bool = False, busy_timeout_s: float = 15.0) -> Store:
    """The store at ``url`` (``sqlite:///path`` or ``postgresql://…``), its schema checked.

    ``create`` makes the database (on SQLite; PostgreSQL needs an existing, empty one) or upgrades its schema first.
    ``busy_timeout_s`` is how long a write waits for other writers. Raises StoreError where there is no database, no
    schema, an older or newer one, or a file that is something else.
    """
    parsed = read_url(url)
    if create:
        migrate.upgrade(url, busy_timeout_s=busy_timeout_s)
    database = connect(parsed, busy_timeout_s=busy_timeout_s)
    tried = Text(zh=f"打开数据库 {database.shown}", en=f"open the database {database.shown}")
    path = sqlite_path(parsed)
    if path is not None and not path.is_file():
        seen, todo, _ = absent(database.shown)
        raise StoreError(tried, seen, todo)
    try:
        with database.reading(tried) as connection:
            migrate.require_head(connection, database.shown)
    except BaseException:
        database.close()
        raise
    return Store(
        database,
        SqlArchive(database),
        SqlOutbox(database),
        SqlLease(database),
        SqlProofs(database),
        SqlRetention(database),
        SqlQuestions(database),
    )
