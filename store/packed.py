"""What is packed into a version's row: its *record*, three JSON values, one a line, compressed together.

The manifest, the changes it brought, and what its findings say of them; the latter two empty where there are none.
Records of one policy are much alike: one is stored whole, those after it as what they differ in from that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from store import codec
from store.tables import version

_MOST_OF_WHOLE = 0.5
"""A record that its base makes no smaller than this part of it is stored whole, and is the base of those to come."""


@dataclass(frozen=True, slots=True)
class Record:
    """As JSON; ``changes`` and ``told`` are empty where there are none."""

    manifest: bytes
    changes: bytes = b""
    told: bytes = b""

    @property
    def dumped(self) -> bytes:
        return b"\n".join((self.manifest, self.changes, self.told))  # JSON has no line breaks of its own


@dataclass(frozen=True, slots=True)
class Base:
    """A version whose record is stored whole, that record, and how many bytes it takes."""

    version_id: int
    dumped: bytes
    stored_bytes: int


def fold(record: Record, base: Base | None) -> tuple[bytes, int | None]:
    """The record as it is stored, and the version whose record it is then based on; ``base`` is the one there is."""
    dumped = record.dumped
    if base is not None:
        based = codec.squeeze(dumped, base.dumped)
        whole_bytes = base.stored_bytes * len(dumped) / len(base.dumped)  # about, since the two are alike
        if len(based) <= _MOST_OF_WHOLE * whole_bytes:
            return based, base.version_id
    return codec.fold(dumped), None


def unfold(connection: Connection, row: Any, bases: dict[int, bytes] | None = None) -> Record:
    """The record of a version's row. ``bases`` remembers those that others are based on, from call to call.

    Raises ValueError where it is damaged.
    """
    if row.record_base_id is None:
        return _record(codec.unfold(row.record))
    known = bases if bases is not None else {}
    if row.record_base_id not in known:
        load_bases(connection, [row.record_base_id], known)
    return _record(codec.unsqueeze(row.record, known[row.record_base_id]))


def unfold_all(connection: Connection, rows: Sequence[Any]) -> list[Record]:
    """The records of many rows, in their order. Raises ValueError where one is damaged."""
    bases: dict[int, bytes] = {}
    load_bases(connection, {row.record_base_id for row in rows if row.record_base_id is not None}, bases)
    return [unfold(connection, row, bases) for row in rows]


def base_for(connection: Connection, row: Any) -> Base:
    """What the record of the version after that row may be based on. Raises ValueError where it is damaged."""
    if row.record_base_id is not None:
        [row] = rows_of(connection, [row.record_base_id])
    return Base(row.id, codec.unfold(row.record), len(row.record))


def load_bases(connection: Connection, version_ids: Iterable[int], into: dict[int, bytes]) -> None:
    wanted = sorted(set(version_ids) - into.keys())
    for row in rows_of(connection, wanted):
        into[row.id] = codec.unfold(row.record)


def rows_of(connection: Connection, version_ids: Sequence[int]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for at in range(0, len(version_ids), 500):
        found += connection.execute(_RECORDS, {"ids": list(version_ids[at : at + 500])})
    return found


def _record(dumped: bytes) -> Record:
    manifest, changes, told = dumped.split(b"\n")
    return Record(manifest, changes, told)


_RECORDS = select(version.c.id, version.c.record, version.c.record_base_id).where(
    version.c.id.in_(bindparam("ids", expanding=True))
)
