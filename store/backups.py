"""A copy of a SQLite database made while others write to it, and the way back. PostgreSQL has tools of its own."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from clauselog.errors import StoreError
from clauselog.model import Text
from store import migrate
from store.database import read_url, sqlite_path
from store.troubles import absent, missing, told


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was read back: the file, its size, its schema and how many policies and versions it holds."""

    path: Path
    size_bytes: int
    revision: str
    policies: int
    versions: int


def back_up(url: str, to: Path, *, force: bool = False) -> Copied:
    """Copy the database into one file and check the copy. Raises StoreError, leaving ``to`` as it was."""
    tried = Text(zh=f"备份到 {to}", en=f"back up to {to}")
    path = _sqlite(read_url(url), tried, f"pg_dump --format=custom --file={shlex.quote(str(to))}", "")
    if not path.is_file():
        seen, todo, _ = absent(str(path))
        raise StoreError(tried, seen, todo)
    _refuse_to_overwrite(to, tried, force=force)
    if to.exists() and to.samefile(path):
        raise missing(
            tried,
            Text(zh="这就是数据库本身", en="that is the database itself"),
            Text(zh="请换一个文件名", en="Choose another file name"),
        )
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with told(tried, str(path)), closing(_opened(path)) as source:
            with told(tried, str(part)), closing(sqlite3.connect(part)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
            copied = _looked_at(part, tried)
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return Copied(to, to.stat().st_size, copied.revision, copied.policies, copied.versions)


def restore(url: str, source: Path, *, force: bool = False) -> Copied:
    """Put a copy in the place of the database, in one transaction. ``force`` overwrites what is there.

    The copy is checked first: one that is damaged, of another program or of a newer one is refused.
    """
    tried = Text(zh=f"从 {source} 恢复", en=f"restore {source}")
    command = "pg_restore --clean --if-exists --single-transaction"
    path = _sqlite(read_url(url), tried, command, f" {shlex.quote(str(source))}")
    if not source.is_file():
        raise missing(
            tried,
            Text(zh="没有这个文件", en="there is no such file"),
            Text(zh="请检查路径", en="Check the path"),
        )
    looked = _looked_at(source, tried)
    if path.exists() and path.samefile(source):
        raise missing(
            tried,
            Text(zh="这就是数据库本身", en="that is the database itself"),
            Text(zh="请给出备份文件", en="Give the file of the backup"),
        )
    _refuse_to_overwrite(path, tried, force=force)
    path.parent.mkdir(parents=True, exist_ok=True)
    with told(tried, str(path)), closing(_opened(source)) as copy, closing(sqlite3.connect(path, timeout=15)) as target:
        copy.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
    return Copied(path, path.stat().st_size, looked.revision, looked.policies, looked.versions)


def _sqlite(url: URL, tried: Text, command: str, file: str) -> Path:
    path = sqlite_path(url)
    if path is not None:
        return path
    address = url._replace(drivername="postgresql", password=None).render_as_string()
    option = "--dbname="
    line = f"{command} {option}{shlex.quote(address)}{file}"
    raise missing(
        tried,
        Text(zh="PostgreSQL 数据库用它自己的工具备份", en="a PostgreSQL database is backed up by its own tools"),
        Text(zh=f"请运行：{line}", en=f"Run: {line}"),
    )


def _refuse_to_overwrite(path: Path, tried: Text, *, force: bool) -> None:
    if path.exists() and not force:
        raise missing(
            tried,
            Text(zh=f"{path} 已存在", en=f"{path} exists already"),
            Text(zh="换一个文件，或用 --force 覆盖", en="Choose another file, or overwrite it with --force"),
        )


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=15)


def _looked_at(path: Path, tried: Text) -> Copied:
    """Read a copy through once: its structure, its schema, its contents."""
    with told(tried, str(path)), closing(_opened(path)) as connection:
        lines = [line for (line,) in connection.execute("PRAGMA integrity_check(5)")]
        if lines != ["ok"]:
            raise missing(
                tried,
                Text(zh=f"{path} 已损坏：{lines[0]}", en=f"{path} is damaged: {lines[0]}"),
                Text(zh="请使用另一个备份", en="Use another backup"),
            )
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        revision = None
        if {"alembic_version", "policy", "version"} <= tables:
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision is None:
            raise missing(
                tried,
                Text(zh=f"{path} 不是 clauselog 的数据库", en=f"{path} is no database of clauselog"),
                Text(zh="请给出由 `clauselog db backup` 写的文件", en="Give a file that `clauselog db backup` wrote"),
            )
        if revision[0] not in migrate.REVISIONS:
            raise migrate.newer(str(path), str(revision[0]), tried)
        counts = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("policy", "version")]  # noqa: S608
    return Copied(path, path.stat().st_size, str(revision[0]), *counts)
