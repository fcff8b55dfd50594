"""One database: how it is reached, and its reading and writing transactions.

SQLite: write-ahead log, synchronous=NORMAL, foreign keys on. A writing transaction takes the write lock at once
(BEGIN IMMEDIATE) and waits for it up to the busy timeout: a deferred one that reads first and then writes is thrown out
by SQLite, without waiting, where another process wrote in between. PostgreSQL: writers lock the row of their policy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError

from clauselog.errors import StoreError
from clauselog.model import Text
from store.troubles import told

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

_BEGIN = "clauselog_begin"


@dataclass(frozen=True, slots=True)
class Database:
    """An engine with its two kinds of transaction. ``shown`` names it to a person, without a password."""

    shown: str
    engine: Engine
    reader: Engine
    writer: Engine

    @contextmanager
    def reading(self, tried: Text) -> Iterator[Connection]:
        """A consistent view of one moment. Raises StoreError saying what was ``tried``."""
        with told(tried, self.shown), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self, tried: Text) -> Iterator[Connection]:
        """All or nothing. Raises StoreError saying what was ``tried``, as when the database stays locked."""
        with told(tried, self.shown), self.writer.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def read_url(url: str) -> URL:
    """The address, with the driver this program uses. Raises StoreError where it is malformed or not supported."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise _refused(Text(zh="数据库地址的格式不正确", en="the database address is malformed")) from error
    family = parsed.drivername.partition("+")[0]
    if family in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if family != "sqlite":
        raise _refused(Text(zh=f"不支持 {family} 数据库", en=f"{family} databases are not supported"))
    if parsed.database in (None, "", ":memory:"):
        raise _refused(Text(zh="内存数据库不能保存任何内容", en="a database in memory keeps nothing"))
    return parsed.set(drivername="sqlite")


def sqlite_path(url: URL) -> Path | None:
    """The database file; None for PostgreSQL."""
    return Path(str(url.database)) if url.drivername == "sqlite" else None


def name_of(url: URL) -> str:
    """The file, or the address without its password."""
    path = sqlite_path(url)
    return str(path) if path else url.render_as_string(hide_password=True).replace("+psycopg", "")


def connect(url: URL, *, busy_timeout_s: float, foreign_keys: bool = True) -> Database:
    """Nothing is contacted before the first transaction. ``foreign_keys=False`` is for migrations of SQLite alone."""
    if url.drivername == "sqlite":
        engine = create_engine(url, connect_args={"timeout": busy_timeout_s}, hide_parameters=True)
        _configure_sqlite(engine, foreign_keys=foreign_keys)
        return Database(name_of(url), engine, engine, engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}))
    wait_ms = max(1, round(busy_timeout_s * 1000))
    arguments: dict[str, Any] = {
        "options": f"-c lock_timeout={wait_ms} -c timezone=utc",
        "connect_timeout": max(2, round(busy_timeout_s)),
    }
    try:
        engine = create_engine(url, connect_args=arguments, hide_parameters=True, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(
            Text(zh=f"连接 {name_of(url)}", en=f"connect to {name_of(url)}"),
            Text(zh="没有安装 PostgreSQL 驱动 psycopg", en="psycopg, the driver for PostgreSQL, is not installed"),
            Text(zh="请运行 `pip install 'clauselog[postgres]'`", en="Run `pip install 'clauselog[postgres]'`"),
        ) from error
    return Database(name_of(url), engine, engine.execution_options(isolation_level="REPEATABLE READ"), engine)


def upsert(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, in the words of that kind of database."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # each takes 30 ms to import, and one is enough

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def database_now(connection: Connection) -> datetime:
    """The present moment by the one clock that all processes on this database share."""
    if connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    moment = connection.execute(select(func.clock_timestamp())).scalar_one()
    assert isinstance(moment, datetime)
    return moment.astimezone(UTC)


def _configure_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # the driver would begin transactions by itself, always deferred
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _refused(seen: Text) -> StoreError:
    return StoreError(
        Text(zh="打开数据库", en="open the database"),
        seen,
        Text(
            zh="请使用 `sqlite:///文件路径` 或 `postgresql://用户@主机/库名`",
            en="Use `sqlite:///path/to/file` or `postgresql://user@host/name`",
        ),
    )
