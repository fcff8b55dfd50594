"""Versions: a document taken apart on the way in, put together and verified on the way out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, select, update

from clauselog.model import Cause, Comparison, Document, Stated, Text, Verdict, Version, VersionInfo
from clauselog.text import sha256_hex
from store import codec, lineage, wordindex
from store.checks import damaged
from store.codec import Manifest, Origin
from store.database import upsert
from store.tables import clause_run, clause_text, fetch, finding, left_out, policy, version, version_snapshot

_T = TypeVar("_T")
_CHUNK = 500
"""Values in one IN list: SQLite's oldest limit is 999 parameters."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A version's row, what its manifest says, and the keys of its clause texts by the text."""

    row: Row[Any]
    manifest: Manifest
    text_ids: Mapping[str, int]


_LATEST = (
    select(version).where(version.c.policy_id == bindparam("policy_id")).order_by(version.c.number.desc()).limit(1)
)


def latest_row(connection: Connection, policy_id: int) -> Row[Any] | None:
    return connection.execute(_LATEST, {"policy_id": policy_id}).one_or_none()


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
    found: int | None = connection.scalar(
        select(func.max(version.c.number)).where(version.c.policy_id == policy_id, version.c.text_sha256 == text_sha256)
    )
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
    returns_to: int | None = None,
) -> tuple[int, int]:
    """The key and the number of the new version. ``before`` is the policy's latest so far."""
    number = 1 if before is None else before.row.number + 1
    known = before.text_ids if before is not None else {}
    texts = {clause.text for clause in document.clauses}
    text_ids = {text: known[text] for text in texts & known.keys()}
    text_ids |= _keep_texts(connection, texts - known.keys())
    origins = lineage.origins(
        number,
        document.clauses,
        before.manifest.clauses if before is not None else (),
        before.manifest.origins if before is not None else (),
        comparison,
    )
    stated = document.stated
    manifest = Manifest(
        document.text,
        document.clauses,
        stated.spans,
        document.links,
        origins,
        stated.providers,
        stated.former_versions,
    )
    version_id = connection.execute(
        insert(version)
        .values(
            policy_id=policy_id,
            number=number,
            cause=cause.value,
            observed_at=observed_at,
            text_sha256=text_sha256,
            manifest=codec.pack_manifest(manifest, text_ids),
            left_out_sha256=_keep_left_out(connection, document),
            characters=len(document.text),
            clauses=len(document.clauses),
            reader=document.reader,
            language=document.language,
            title=stated.title,
            published_on=stated.published_on,
            updated_on=stated.updated_on,
            effective_on=stated.effective_on,
            version_label=stated.version_label,
            compared_with_id=before.row.id if before is not None and comparison is not None else None,
            verdict=comparison.verdict.value if comparison is not None else None,
            reason_zh=comparison.reason.zh if comparison is not None and comparison.reason else None,
            reason_en=comparison.reason.en if comparison is not None and comparison.reason else None,
            returns_to=returns_to,
        )
        .returning(version.c.id)
    ).scalar_one()
    _turn_runs(connection, policy_id, number, held=set(known.values()), holds=set(text_ids.values()))
    return int(version_id), number


def link_snapshots(connection: Connection, version_id: int, fetch_ids: Sequence[int]) -> None:
    if fetch_ids:
        connection.execute(
            insert(version_snapshot),
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
    return document_of(connection, load(connection, slug, row))


def document_of(connection: Connection, stored: Stored) -> Document:
    row, manifest = stored.row, stored.manifest
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


def load(connection: Connection, slug: str, row: Row[Any]) -> Stored:
    """The version of that row, put together. Raises StoreError where its text no longer matches its SHA-256."""
    tried = Text(zh=f"读取 {slug} 第 {row.number} 版", en=f"read version {row.number} of {slug}")
    try:
        unpacked = codec.unpack(row.manifest)
        text_ids = codec.text_ids_of(unpacked)
        manifest = codec.rebuild(unpacked, texts_of(connection, text_ids))
    except (ValueError, LookupError, TypeError) as error:
        raise damaged(tried) from error
    if sha256_hex(manifest.text) != row.text_sha256:
        raise damaged(tried)
    return Stored(row, manifest, {clause.text: key for clause, key in zip(manifest.clauses, text_ids, strict=True)})


def manifest_of(connection: Connection, policy_id: int, number: int | None) -> bytes:
    """The packed manifest of one version, None for the latest."""
    query = select(version.c.manifest).where(version.c.policy_id == policy_id)
    query = query.where(version.c.number == number) if number is not None else query.order_by(version.c.number.desc())
    return bytes(connection.execute(query.limit(1)).scalar_one())


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
    wanted = [column for column in version.c if column.name not in ("manifest", "before_reading")]
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
    return load(connection, slug, row).manifest.origins


def _keep_texts(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """The keys of the texts, each stored once. New ones go in by the order of their digests: no ring of waiters."""
    by_digest = dict(sorted((sha256_hex(one), one) for one in texts))
    found = _text_ids(connection, list(by_digest))
    new = [{"sha256": digest, "text": one} for digest, one in by_digest.items() if digest not in found]
    if new:
        connection.execute(upsert(connection, clause_text).on_conflict_do_nothing(index_elements=["sha256"]), new)
        added = _text_ids(connection, [str(one["sha256"]) for one in new])
        wordindex.index(connection, [(added[digest], by_digest[digest]) for digest in sorted(added)])
        found |= added
    return {one: found[digest] for digest, one in by_digest.items()}


def _text_ids(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(digests):
        rows = connection.execute(_IDS_OF_DIGESTS, {"digests": chunk})
        found.update((row.sha256, row.id) for row in rows)
    return found


# Made once, with one parameter for the list: a literal for each value takes longer to build than the query to run.
_IDS_OF_DIGESTS = select(clause_text.c.sha256, clause_text.c.id).where(
    clause_text.c.sha256.in_(bindparam("digests", expanding=True))
)
_TEXTS_OF_IDS = select(clause_text.c.id, clause_text.c.text).where(
    clause_text.c.id.in_(bindparam("ids", expanding=True))
)


def texts_of(connection: Connection, text_ids: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(list(dict.fromkeys(text_ids))):
        rows = connection.execute(_TEXTS_OF_IDS, {"ids": chunk})
        found.update((row.id, row.text) for row in rows)
    return found


def _keep_left_out(connection: Connection, document: Document) -> str | None:
    if not document.left_out:
        return None
    packed = codec.pack_left_out(document.left_out)
    sha256 = sha256_hex(packed)
    connection.execute(
        upsert(connection, left_out)
        .values(sha256=sha256, packed=packed)
        .on_conflict_do_nothing(index_elements=["sha256"])
    )
    return sha256


def _turn_runs(connection: Connection, policy_id: int, number: int, *, held: set[int], holds: set[int]) -> None:
    """End the runs of texts that are gone and begin those of new ones; what is on both sides costs nothing."""
    for chunk in chunks(sorted(held - holds)):
        connection.execute(
            update(clause_run)
            .where(
                clause_run.c.policy_id == policy_id,
                clause_run.c.until_number.is_(None),
                clause_run.c.text_id.in_(chunk),
            )
            .values(until_number=number - 1)
        )
    rows = [{"policy_id": policy_id, "text_id": text_id, "since_number": number} for text_id in sorted(holds - held)]
    if rows:
        connection.execute(insert(clause_run), rows)


def chunks(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (values[i : i + _CHUNK] for i in range(0, len(values), _CHUNK))
