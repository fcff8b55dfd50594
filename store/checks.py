"""Checks of a policy, the fetches they made, and the snapshots of the bytes that came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from clauselog.errors import StoreError
from clauselog.model import Fetched, Snapshot, Source, Text
from clauselog.ports import LastFetch
from clauselog.text import sha256_hex
from store import codec, policies
from store.database import upsert
from store.tables import GOOD_OUTCOMES, fetch, policy_check, snapshot
from store.troubles import missing


@dataclass(frozen=True, slots=True)
class Answer:
    """A fetched answer made ready to be stored: hashed before the database is locked."""

    fetched: Fetched
    sha256: str | None
    headers: bytes


def prepare(fetched: Sequence[Fetched]) -> list[Answer]:
    """304 answers carry no bytes of their own."""
    return [
        Answer(
            fetched=one,
            sha256=None if one.not_modified else sha256_hex(one.body),
            headers=codec.pack([list(pair) for pair in one.headers]),
        )
        for one in fetched
    ]


def record(
    connection: Connection,
    policy_id: int,
    outcome: str,
    at: datetime,
    answers: Sequence[Answer],
    bodies: Bodies,
    *,
    error: str | None = None,
    version_id: int | None = None,
) -> list[tuple[int, str | None]]:
    """Write the check and its fetches; returns the key and the snapshot of each fetch, in their order.

    An answer that is on record already, given once more for a reparse, is not recorded as a second fetch.
    """
    check_id = connection.execute(
        _INSERT_CHECK,
        {"policy_id": policy_id, "checked_at": at, "outcome": outcome, "error": error, "version_id": version_id},
    ).scalar_one()
    source_ids = [policies.keep_source(connection, policy_id, answer.fetched.source) for answer in answers]
    lasts = {source_id: _last_good(connection, source_id) for source_id in source_ids}
    known = _keep_bytes(connection, answers, source_ids, lasts, bodies)
    written: list[tuple[int, str | None]] = []
    for answer, source_id in zip(answers, source_ids, strict=True):
        one = answer.fetched
        values: dict[str, Any] = {
            "media_type": one.media_type,
            "charset": one.charset,
            "etag": one.etag,
            "last_modified": one.last_modified,
        }
        sha256 = answer.sha256
        if sha256 in known and (fetch_id := _recorded(connection, source_id, one.fetched_at, sha256)) is not None:
            written.append((fetch_id, sha256))
            continue
        if one.not_modified and (before := lasts[source_id]) is not None:
            # A 304 need not repeat what still holds.
            sha256 = before.snapshot_sha256
            values = {name: value or getattr(before, name) for name, value in values.items()}
        values |= {
            "check_id": check_id,
            "source_id": source_id,
            "fetched_at": one.fetched_at,
            "status": one.status,
            "final_location": one.final_location,
            "headers": answer.headers,
            "snapshot_sha256": sha256,
        }
        fetch_id = connection.execute(_INSERT_FETCH, values).scalar_one()
        written.append((int(fetch_id), sha256))
    return written


def last_fetch(connection: Connection, policy_id: int, wanted: Source) -> LastFetch | None:
    """The last answer that became, or equalled, a version: never that of a failed or quarantined check.

    Otherwise a source that answers "not modified" would make a broken page pass for the known text.
    """
    source_id = policies.source_id_of(connection, policy_id, wanted)
    row = None if source_id is None else _last_good(connection, source_id)
    if row is None:
        return None
    return LastFetch(row.snapshot_sha256, row.etag, row.last_modified, row.fetched_at)


def load_snapshot(connection: Connection, sha256: str) -> Snapshot:
    """Raises StoreError where there is none, where retention let its bytes go, and where they are damaged."""
    tried = Text(zh=f"读取快照 {sha256}", en=f"read the snapshot {sha256}")
    row = None
    if len(sha256) == 64 and set(sha256) <= set("0123456789abcdef"):
        row = connection.execute(select(snapshot).where(snapshot.c.sha256 == sha256)).one_or_none()
    if row is None:
        raise missing(
            tried,
            Text(zh="没有这个快照", en="there is no such snapshot"),
            Text(zh="请检查编号", en="Check the number"),
        )
    if row.body is None:
        raise missing(
            tried,
            Text(zh="其原始内容已按保留期限删除", en="its bytes were let go by the retention setting"),
            Text(zh="版本的文本仍然保留", en="The text of its version is still kept"),
        )
    try:
        body = Bases(connection).unfold(row).body
    except ValueError as error:
        raise damaged(tried) from error
    if sha256_hex(body) != sha256:
        raise damaged(tried)
    return Snapshot(row.sha256, body, row.media_type, row.charset, row.fetched_at, row.location)


def damaged(tried: Text) -> StoreError:
    return missing(
        tried,
        Text(zh="存储的内容与其 SHA-256 不符", en="what is stored does not match its SHA-256"),
        Text(zh="数据库已损坏，请从备份恢复", en="The database is damaged; restore a backup"),
    )


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The bytes of a snapshot, how many others it took to put it together, and the first of those, stored whole."""

    body: bytes
    steps: int
    root: str


class Bodies:
    """The bytes of snapshots that were put together last, by their digests, as far as they fit.

    What a transaction adds goes into one of its own, which ``settle`` adds to the ``lasting`` one once it is committed:
    how a snapshot is stored that was rolled back is nothing to build on.
    """

    def __init__(self, lasting: Bodies | None = None) -> None:
        self._known: dict[str, Unfolded] = {}
        self._lasting = lasting

    def get(self, sha256: str) -> Unfolded | None:
        found = self._known.get(sha256)
        return found if found is not None or self._lasting is None else self._lasting.get(sha256)

    def keep(self, sha256: str, unfolded: Unfolded) -> None:
        while len(self._known) > 2 * MOST_STEPS or sum(len(one.body) for one in [*self._known.values()]) > 64_000_000:
            self._known.pop(next(iter(self._known)), None)
        self._known[sha256] = unfolded

    def settle(self) -> None:
        for sha256, unfolded in self._known.items():
            if self._lasting is not None:
                self._lasting.keep(sha256, unfolded)


class Bases:
    """Puts snapshots together that are stored as what they differ in from the one before of their source.

    A base may have a base itself, ``MOST_STEPS`` down to one that is stored whole; those read last are kept at hand.
    """

    def __init__(self, connection: Connection, bodies: Bodies | None = None) -> None:
        self._connection = connection
        self._bodies = bodies or Bodies()

    def unfold(self, row: Any) -> Unfolded:
        """The bytes of a snapshot's row that has some. Raises ValueError for damaged ones."""
        known = self._bodies.get(row.sha256)
        if known is not None:
            return known
        chain = [row]
        while known is None and chain[-1].base_sha256 is not None:
            if len(chain) > MOST_STEPS + 1:
                raise ValueError(f"the snapshot {row.sha256} is based on too many others")
            known = self._bodies.get(chain[-1].base_sha256)
            if known is None:
                chain.append(self.row(chain[-1].base_sha256))
        for one in reversed(chain):
            body = codec.unsqueeze(one.body, known.body if known is not None else None)
            known = Unfolded(body, known.steps + 1, known.root) if known is not None else Unfolded(body, 0, one.sha256)
            self._bodies.keep(one.sha256, known)
        assert known is not None
        return known

    def find(self, sha256: str) -> Unfolded:
        """The bytes of the snapshot of that digest. Raises ValueError where it has none any more."""
        known = self._bodies.get(sha256)
        if known is None:
            return self.unfold(self.row(sha256))
        if self._connection.scalar(_THERE, {"digests": [sha256]}) is None:
            raise ValueError(f"the snapshot {sha256} is gone that others are based on")
        return known

    def row(self, sha256: str) -> Any:
        row = self._connection.execute(_FOLDED, {"digest": sha256}).one_or_none()
        if row is None or row.body is None:
            raise ValueError(f"the snapshot {sha256} is gone that others are based on")
        return row


MOST_STEPS = 12
"""After so many differences one is stored whole again: what damage to one can reach is bounded, as is the reading."""
MOST_BASE_BYTES = 4_000_000
"""Larger pages are PDFs and the like, of which two have little in common byte by byte."""
SQUEEZED_RATIO = 0.05
"""No page is ever compressed to less than about this part of it by itself."""
WORTH_RATIO = 0.5
"""A difference that is larger than this part of the whole is not worth depending on another snapshot."""


def _folded(
    connection: Connection, base_sha256: str | None, answer: Answer, bodies: Bodies
) -> tuple[bytes, str | None, Unfolded]:
    """The bytes as they are best stored, the snapshot they are then based on, and what is to be remembered of them.

    After ``MOST_STEPS`` differences the next one is told from the snapshot that the chain began with.
    """
    body = answer.fetched.body
    assert answer.sha256 is not None
    if base_sha256 is not None and base_sha256 != answer.sha256 and len(body) <= MOST_BASE_BYTES:
        with suppress(ValueError):  # a damaged base must not keep the new page from being stored
            bases = Bases(connection, bodies)
            base = bases.find(base_sha256)
            if base.steps >= MOST_STEPS:
                base_sha256 = base.root
                base = bases.find(base_sha256)
            folded = codec.squeeze(body, base.body) if len(base.body) <= MOST_BASE_BYTES else body
            if len(folded) <= WORTH_RATIO * SQUEEZED_RATIO * len(body) or len(folded) <= WORTH_RATIO * len(
                codec.squeeze(body)
            ):
                return folded, base_sha256, Unfolded(body, base.steps + 1, base.root)
    return codec.squeeze(body), None, Unfolded(body, 0, answer.sha256)


def _keep_bytes(
    connection: Connection,
    answers: Sequence[Answer],
    source_ids: Sequence[int],
    lasts: Mapping[int, Any],
    bodies: Bodies,
) -> set[str]:
    """In the order of the digests, so that two writers of the same bytes wait for each other and never in a ring.

    Returns those that were there before.
    """
    by_digest = {
        answer.sha256: (answer, source_id)
        for answer, source_id in zip(answers, source_ids, strict=True)
        if answer.sha256 is not None
    }
    known = set(connection.scalars(_THERE, {"digests": sorted(by_digest)}) if by_digest else ())
    for sha256, (answer, source_id) in sorted(by_digest.items()):
        if sha256 in known:
            continue
        one = answer.fetched
        last = lasts[source_id]
        body, base_sha256, unfolded = _folded(
            connection, last.snapshot_sha256 if last is not None else None, answer, bodies
        )
        connection.execute(
            _keeping(connection.dialect.name),
            {
                "sha256": sha256,
                "body": body,
                "base_sha256": base_sha256,
                "size_bytes": len(one.body),
                "media_type": one.media_type,
                "charset": one.charset,
                "fetched_at": one.fetched_at,
                "location": one.source.location,
            },
        )
        bodies.keep(sha256, unfolded)
    return known


@cache
def _keeping(dialect: str) -> Any:
    """Bytes that retention let go and that come again are kept again; what is known of them stays."""
    new = upsert(dialect, snapshot)
    return new.on_conflict_do_update(
        index_elements=["sha256"],
        set_={"body": new.excluded.body, "base_sha256": new.excluded.base_sha256},
        where=snapshot.c.body.is_(None),
    )


def _recorded(connection: Connection, source_id: int, fetched_at: datetime, sha256: str) -> int | None:
    return connection.scalar(_RECORDED, {"source_id": source_id, "fetched_at": fetched_at, "sha256": sha256})


_RECORDED = (
    select(fetch.c.id)
    .where(
        fetch.c.source_id == bindparam("source_id"),
        fetch.c.fetched_at == bindparam("fetched_at"),
        fetch.c.snapshot_sha256 == bindparam("sha256"),
    )
    .order_by(fetch.c.id)
    .limit(1)
)
_INSERT_CHECK = insert(policy_check).returning(policy_check.c.id)
_INSERT_FETCH = insert(fetch).returning(fetch.c.id)
_THERE = select(snapshot.c.sha256).where(
    snapshot.c.sha256.in_(bindparam("digests", expanding=True)), snapshot.c.body.is_not(None)
)
_LAST_GOOD = (
    select(
        fetch.c.snapshot_sha256,
        fetch.c.etag,
        fetch.c.last_modified,
        fetch.c.fetched_at,
        fetch.c.media_type,
        fetch.c.charset,
    )
    .join(policy_check, policy_check.c.id == fetch.c.check_id)
    .where(
        fetch.c.source_id == bindparam("source_id"),
        fetch.c.snapshot_sha256.is_not(None),
        policy_check.c.outcome.in_(GOOD_OUTCOMES),
    )
    .order_by(fetch.c.fetched_at.desc(), fetch.c.id.desc())
    .limit(1)
)
_FOLDED = select(snapshot.c.sha256, snapshot.c.base_sha256, snapshot.c.body, snapshot.c.size_bytes).where(
    snapshot.c.sha256 == bindparam("digest")
)


def _last_good(connection: Connection, source_id: int) -> Any:
    return connection.execute(_LAST_GOOD, {"source_id": source_id}).one_or_none()
