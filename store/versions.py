"""Versions: a document taken apart on the way in, put together and verified on the way out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, LargeBinary, Row, Select, and_, bindparam, func, insert, select

from clauselog.model import Cause, Comparison, Document, Stated, Text, Verdict, Version, VersionInfo
from clauselog.text import sha256_hex
from store import codec, comparisons, lineage, packed, texts
from store.checks import damaged
from store.codec import Manifest, Origin
from store.database import upsert
from store.packed import Record
from store.tables import fetch, finding, left_out, policy, version, version_snapshot
from store.texts import Texts

_T = TypeVar("_T")
_CHUNK = 500
"""Values in one IN list: SQLite's oldest limit is 999 parameters."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A version as it is stored: its row, its document with what its manifest says, and what the next one builds on."""

    row: Any
    """At least ``id``, ``number`` and ``text_sha256``."""
    document: Document
    origins: tuple[Origin, ...]
    text_ids: frozenset[int]
    texts: Texts
    """All that its policy ever had."""
    record_base: packed.Base
    chain_sha256: str | None = None
    """Its link, where it is at hand."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a row the next version needs."""

    id: int
    number: int
    text_sha256: str


_LATEST = (
    select(version).where(version.c.policy_id == bindparam("policy_id")).order_by(version.c.number.desc()).limit(1)
)
_LATEST_ID = (
    select(version.c.id).where(version.c.policy_id == bindparam("policy_id")).order_by(version.c.number.desc()).limit(1)
)
_LAST_OF_TEXT = select(func.max(version.c.number)).where(
    version.c.policy_id == bindparam("policy_id"), version.c.text_sha256 == bindparam("text_sha256")
)


def latest_row(connection: Connection, policy_id: int) -> Row[Any] | None:
    return connection.execute(_LATEST, {"policy_id": policy_id}).one_or_none()


def latest_stored(connection: Connection, slug: str, policy_id: int, recent: Stored | None) -> Stored | None:
    """The latest version with all that the next one builds on; ``recent`` is taken where it is still the latest."""
    latest = connection.scalar(_LATEST_ID, {"policy_id": policy_id})
    if latest is None:
        return None
    if recent is not None and recent.row.id == latest:
        return recent
    row = latest_row(connection, policy_id)
    assert row is not None
    tried = Text(zh=f"读取 {slug} 第 {row.number} 版", en=f"read version {row.number} of {slug}")
    try:
        record_base = packed.base_for(connection, row)
        record = packed.unfold(connection, row, {record_base.version_id: record_base.dumped})
        known = texts.of_policy(connection, policy_id)
        unpacked = codec.parse(record.manifest)
        manifest = codec.rebuild(unpacked, known.by_id())
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(tried) from error
    if sha256_hex(manifest.text) != row.text_sha256:
        raise damaged(tried)
    return Stored(
        row=Kept(row.id, row.number, row.text_sha256),
        document=document_of(connection, row, manifest),
        origins=manifest.origins,
        text_ids=frozenset(unpacked["texts"]),
        texts=known,
        record_base=record_base,
    )


def numbered_row(connection: Connection, policy_id: int, number: int) -> Row[Any] | None:
    return connection.execute(
        select(version).where(version.c.policy_id == policy_id, version.c.number == number)
    ).one_or_none()


def observed_row(connection: Connection, policy_id: int, on: date) -> Row[Any] | None:
    """The version observed last on or before that day, which ends at midnight UTC."""
    end_of_day = datetime.combine(on, time(), tzinfo=UTC) + timedelta(days=1)
    return connection.execute(
        select(version)
        .where(version.c.policy_id == policy_id, version.c.observed_at < end_of_day)
        .order_by(version.c.observed_at.desc(), version.c.number.desc())
        .limit(1)
    ).one_or_none()


def effective_row(connection: Connection, policy_id: int, on: date) -> Row[Any] | None:
    """The version in force by its own words: the latest stated effective date on or before that day."""
    return connection.execute(
        select(version)
        .where(version.c.policy_id == policy_id, version.c.effective_on <= on)
        .order_by(version.c.effective_on.desc(), version.c.number.desc())
        .limit(1)
    ).one_or_none()


def last_of_text(connection: Connection, policy_id: int, text_sha256: str) -> int | None:
    """The number of the last version that has exactly this text."""
    found: int | None = connection.scalar(_LAST_OF_TEXT, {"policy_id": policy_id, "text_sha256": text_sha256})
    return found


def insert_version(
    connection: Connection,
    *,
    policy_id: int,
    cause: Cause,
    observed_at: datetime,
    document: Document,
    text_sha256: str,
    before: Stored | None,
    comparison: Comparison | None,
    told: bytes = b"",
    returns_to: int | None = None,
) -> tuple[Stored, Contents]:
    """The new version, and what its seal is made of. ``before`` is the policy's latest so far."""
    number = 1 if before is None else before.row.number + 1
    known = texts.keep(
        connection,
        policy_id,
        before.texts if before is not None else texts.NONE,
        [clause.text for clause in document.clauses],
    )
    held = before.text_ids if before is not None else frozenset()
    holds = frozenset(known.ids[clause.text] for clause in document.clauses)
    origins = lineage.origins(
        number,
        document.clauses,
        before.document.clauses if before is not None else (),
        before.origins if before is not None else (),
        comparison,
    )
    stated = document.stated
    parts = Manifest(
        document.text,
        document.clauses,
        stated.spans,
        document.links,
        origins,
        stated.providers,
        stated.former_versions,
    )
    manifest = codec.dump(codec.manifest_value(parts, known.ids, known.blocks_of(holds)))
    turns = codec.dump([codec.runs_value(holds - held), codec.runs_value(held - holds)])
    compared = comparison if before is not None else None
    changes = codec.dump(comparisons.changes_value(compared)) if compared is not None and compared.changes else b""
    record = Record(manifest, changes, told)
    folded, base_id = packed.fold(record, before.record_base if before is not None else None)
    is_read_anew = before is not None and compared is not None and compared.before != before.document
    values: dict[str, Any] = {
        "policy_id": policy_id,
        "number": number,
        "cause": cause.value,
        "observed_at": observed_at,
        "text_sha256": text_sha256,
        "record": folded,
        "record_base_id": base_id,
        "turns": codec.fold(turns),
        "left_out_sha256": _keep_left_out(connection, document),
        "characters": len(document.text),
        "clauses": len(document.clauses),
        "reader": document.reader,
        "language": document.language,
        "title": stated.title,
        "published_on": stated.published_on,
        "updated_on": stated.updated_on,
        "effective_on": stated.effective_on,
        "version_label": stated.version_label,
        "compared_with_id": before.row.id if before is not None and compared is not None else None,
        "before_reading": codec.pack_document(compared.before) if compared is not None and is_read_anew else None,
        "verdict": compared.verdict.value if compared is not None else None,
        "reason_zh": compared.reason.zh if compared is not None and compared.reason else None,
        "reason_en": compared.reason.en if compared is not None and compared.reason else None,
        "returns_to": returns_to,
    }
    version_id = int(connection.execute(_INSERT, values).scalar_one())
    stored = Stored(
        row=Kept(version_id, number, text_sha256),
        document=document,
        origins=origins,
        text_ids=holds,
        texts=known,
        record_base=packed.Base(version_id, record.dumped, len(folded))
        if base_id is None or before is None
        else before.record_base,
    )
    return stored, Contents(values, record, turns)


@dataclass(frozen=True, slots=True)
class Contents:
    """A version's columns by name, and its packed values as they are before they are packed."""

    columns: Mapping[str, Any]
    record: Record
    turns: bytes


def contents_of(connection: Connection, row: Row[Any], bases: dict[int, bytes] | None = None) -> Contents:
    """What is stored. Raises ValueError where it is damaged."""
    return Contents(dict(row._mapping), packed.unfold(connection, row, bases), codec.unfold(row.turns or b""))


def manifests_of(connection: Connection, version_ids: Sequence[int]) -> dict[int, Any]:
    """The unpacked manifests of those versions. Raises ValueError where one is damaged."""
    rows = packed.rows_of(connection, version_ids)
    records = packed.unfold_all(connection, rows)
    return {row.id: codec.parse(one.manifest) for row, one in zip(rows, records, strict=True)}


_LINK = insert(version_snapshot)
_INSERT = insert(version).returning(version.c.id)


def link_snapshots(connection: Connection, version_id: int, fetch_ids: Sequence[int]) -> None:
    if fetch_ids:
        connection.execute(
            _LINK,
            [
                {"version_id": version_id, "position": position, "fetch_id": fetch_id}
                for position, fetch_id in enumerate(fetch_ids)
            ],
        )


def linked_fetches(connection: Connection, version_id: int) -> list[tuple[int, str]]:
    """The fetches a version was read from, each with its snapshot, in the order of the policy's sources."""
    rows = connection.execute(
        select(version_snapshot.c.fetch_id, fetch.c.snapshot_sha256)
        .join(fetch, fetch.c.id == version_snapshot.c.fetch_id)
        .where(version_snapshot.c.version_id == version_id)
        .order_by(version_snapshot.c.position)
    )
    return [(int(row.fetch_id), str(row.snapshot_sha256)) for row in rows]


def load_version(connection: Connection, slug: str, row: Row[Any]) -> Version:
    return Version(
        policy=slug,
        number=row.number,
        cause=Cause(row.cause),
        observed_at=row.observed_at,
        document=load_document(connection, slug, row),
        snapshots=tuple(sha256 for _, sha256 in linked_fetches(connection, row.id)),
        text_sha256=row.text_sha256,
        returns_to=row.returns_to,
    )


def load_document(connection: Connection, slug: str, row: Row[Any]) -> Document:
    """The document as it was stored. Raises StoreError where its text no longer matches its SHA-256."""
    return document_of(connection, row, load_manifest(connection, slug, row))


def document_of(connection: Connection, row: Row[Any], manifest: Manifest) -> Document:
    parts = None
    if row.left_out_sha256 is not None:
        parts = connection.scalar(select(left_out.c.packed).where(left_out.c.sha256 == row.left_out_sha256))
    return Document(
        text=manifest.text,
        clauses=manifest.clauses,
        stated=Stated(
            title=row.title,
            published_on=row.published_on,
            updated_on=row.updated_on,
            effective_on=row.effective_on,
            version_label=row.version_label,
            spans=manifest.spans,
            providers=manifest.providers,
            former_versions=manifest.former_versions,
        ),
        language=row.language,
        reader=row.reader,
        left_out=codec.unpack_left_out(parts) if parts is not None else (),
        links=manifest.links,
    )


def load_manifest(connection: Connection, slug: str, row: Row[Any]) -> Manifest:
    """The version of that row, put together. Raises StoreError where its text no longer matches its SHA-256."""
    tried = Text(zh=f"读取 {slug} 第 {row.number} 版", en=f"read version {row.number} of {slug}")
    try:
        unpacked = codec.parse(packed.unfold(connection, row).manifest)
        manifest = codec.rebuild(unpacked, texts.load(connection, unpacked["blocks"]))
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(tried) from error
    if sha256_hex(manifest.text) != row.text_sha256:
        raise damaged(tried)
    return manifest


def infos(connection: Connection, query: Select[Any]) -> list[tuple[int, VersionInfo]]:
    """The versions that ``info_query`` (narrowed and ordered by the caller) finds, each with its policy's key."""
    rows = connection.execute(query).all()
    return [(row.policy_id, info) for row, info in zip(rows, infos_of(connection, rows), strict=True)]


def infos_of(connection: Connection, rows: Sequence[Any]) -> list[VersionInfo]:
    """The rows of an ``info_query``, with their findings counted."""
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for chunk in chunks([row.id for row in rows]):
        for version_id, severity, number in connection.execute(
            select(finding.c.version_id, finding.c.severity, func.count())
            .where(finding.c.version_id.in_(chunk))
            .group_by(finding.c.version_id, finding.c.severity)
        ):
            counts[version_id][severity] = number
    return [_info(row, counts.get(row.id, {})) for row in rows]


def observed_at_of(connection: Connection, policy_id: int, numbers: Sequence[int]) -> dict[int, datetime]:
    """When each of those versions was observed."""
    found: dict[int, datetime] = {}
    for chunk in chunks(numbers):
        rows = connection.execute(
            select(version.c.number, version.c.observed_at).where(
                version.c.policy_id == policy_id, version.c.number.in_(chunk)
            )
        )
        found.update((row.number, row.observed_at) for row in rows)
    return found


def info_query() -> Select[Any]:
    """Everything of versions but their texts."""
    wanted = [column for column in version.c if not isinstance(column.type, LargeBinary)]
    return select(*wanted, policy.c.slug).join(policy, policy.c.id == version.c.policy_id)


def latest_infos_query() -> Select[Any]:
    newest = (
        select(version.c.policy_id, func.max(version.c.number).label("number")).group_by(version.c.policy_id).subquery()
    )
    return info_query().join(
        newest, and_(newest.c.policy_id == version.c.policy_id, newest.c.number == version.c.number)
    )


def _info(row: Row[Any], counts: Mapping[str, int]) -> VersionInfo:
    return VersionInfo(
        policy=row.slug,
        number=row.number,
        cause=Cause(row.cause),
        observed_at=row.observed_at,
        title=row.title,
        language=row.language,
        characters=row.characters,
        clauses=row.clauses,
        published_on=row.published_on,
        updated_on=row.updated_on,
        effective_on=row.effective_on,
        version_label=row.version_label,
        verdict=Verdict(row.verdict) if row.verdict is not None else None,
        findings=dict(counts),
        returns_to=row.returns_to,
    )


def origins_of(connection: Connection, slug: str, row: Row[Any]) -> tuple[Origin, ...]:
    return load_manifest(connection, slug, row).origins


def _keep_left_out(connection: Connection, document: Document) -> str | None:
    if not document.left_out:
        return None
    parts = codec.pack_left_out(document.left_out)
    sha256 = sha256_hex(parts)
    connection.execute(_keeping_left_out(connection.dialect.name), {"sha256": sha256, "packed": parts})
    return sha256


@cache
def _keeping_left_out(dialect: str) -> Any:
    return upsert(dialect, left_out).on_conflict_do_nothing(index_elements=["sha256"])


def chunks(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))
