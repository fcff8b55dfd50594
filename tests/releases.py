"""Databases as earlier releases left them: every row of a small one, kept in ``tests/fixtures``."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, DateTime, LargeBinary, MetaData, Table, select, text
from sqlalchemy.types import JSON

from clauselog.model import Text
from store import migrate
from store.database import connect, read_url

FIXTURES = Path(__file__).parent / "fixtures"
RELEASES = ("0.1",)

Rows = dict[str, list[dict[str, Any]]]


def load_release(url: str, release: str) -> Rows:
    """Make the database at ``url`` one of that release, with its data; the rows as they were put in."""
    kept = json.loads((FIXTURES / f"release-{release}.json").read_text(encoding="utf-8"))
    migrate.upgrade(url, revision=kept["revision"])
    database = connect(read_url(url), busy_timeout_s=15)
    try:
        with database.writing(Text(zh="装入", en="load")) as connection:
            tables = _reflected(connection)
            for name, rows in kept["tables"].items():
                if rows:
                    connection.execute(tables[name].insert(), [_typed(tables[name], row) for row in rows])
            if connection.dialect.name == "postgresql":
                _set_sequences(connection, tables)
        return rows_of(url, {name: list(rows[0]) for name, rows in kept["tables"].items() if rows})
    finally:
        database.close()


def rows_of(url: str, columns: dict[str, list[str]]) -> Rows:
    """The rows of those tables with those columns, as they are stored, in the order of their values."""
    database = connect(read_url(url), busy_timeout_s=15)
    try:
        with database.reading(Text(zh="读取", en="read")) as connection:
            tables = _reflected(connection)
            found: Rows = {}
            for name, names in columns.items():
                table = tables[name]
                rows = connection.execute(select(*(table.c[column] for column in names)))
                plain = [{column: _plain(value) for column, value in row._mapping.items()} for row in rows]
                found[name] = sorted(plain, key=repr)
            return found
    finally:
        database.close()


def _reflected(connection: Connection) -> dict[str, Table]:
    plain = MetaData()
    plain.reflect(connection)
    return dict(plain.tables)


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, dict) and isinstance(kind, LargeBinary):
        return bytes.fromhex(value["hex"])
    if isinstance(kind, DateTime):
        at = datetime.fromisoformat(value)
        return at.replace(tzinfo=UTC) if kind.timezone else at
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, JSON):
        return json.loads(value)
    if kind.python_type is bool:
        return bool(value)
    return value


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value


def _set_sequences(connection: Connection, tables: dict[str, Table]) -> None:
    for name, table in tables.items():
        if "id" in table.c:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM \"{name}\" HAVING max(id) > 0"
                )
            )
