"""``verify``: everything recomputed from what is stored, and every damage named: whose, which version, which part.

Snapshots against their SHA-256, clause texts against theirs, each version's text put together again against its own,
the seal over everything else that is stored of it, the chain over all versions of the policy, the quotes of its
findings in their place, the turns by which it is known which versions hold a clause, and the index of words. On SQLite
the file's own structure first.

A database that is damaged may fail to answer at all: what cannot be read is damage, too, and the rest is still looked
at.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, exc, func, select

from clauselog.model import Document, Evidence, Text
from clauselog.text import sha256_hex
from store import checks, codec, comparisons, findings, packed, policies, seals, texts, versions, wordindex
from store.database import Database
from store.tables import (
    fetch,
    left_out,
    policy,
    proof,
    snapshot,
    text_block,
    version,
    version_snapshot,
)

_TROUBLES = (exc.SQLAlchemyError, sqlite3.Error, ValueError, LookupError, TypeError, OverflowError, AttributeError)
"""What reading damaged rows may end in."""

Part = Literal["database", "policy", "snapshot", "clause", "version", "record", "chain", "finding", "index"]


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not what it was when it was stored.

    ``part`` says what: a snapshot's bytes, a clause's words, a version's text, the record of a version (dates, paths,
    changes, headers), its link in the chain, a finding's quote. ``name`` is the SHA-256, path or rule by which it is
    found. Policy and number are None for what belongs to no version, or to more than can be told.
    """

    part: Part
    name: str
    problem: Text
    policy: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last link of a policy's chain: who has noted it elsewhere knows that no version before was exchanged."""

    policy: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What was looked at, and what of it is damaged; nothing where ``is_sound``."""

    policies: int
    versions: int
    snapshots: int
    let_go: int
    """Snapshots whose bytes retention dropped: their digests still stand in the chain."""
    clauses: int
    findings: int
    damages: tuple[Damage, ...]
    heads: tuple[ChainHead, ...]

    @property
    def is_sound(self) -> bool:
        return not self.damages


class SqlProofs:
    """Recomputes what the database holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def verify(self, policy: str | None = None) -> ProofReport:
        """All policies, or one. Raises StoreError for a policy that is not declared, or a database out of reach."""
        tried = Text(zh="校验数据库", en="verify the database")
        with self._database.reading(tried) as connection:
            chosen = [(policies.id_of(connection, policy), policy)] if policy is not None else None
            return _Inspection(connection).run(chosen)

    def reindex(self) -> int:
        """Make the index of words anew, in one transaction; how many clauses that were."""
        with self._database.writing(Text(zh="重建词语索引", en="make the index of words anew")) as connection:
            return wordindex.rebuild(connection)

    def heads(self) -> list[ChainHead]:
        """By policy."""
        with self._database.reading(Text(zh="读取哈希链", en="read the hash chains")) as connection:
            return _heads(connection, None)


@dataclass(slots=True)
class _Inspection:
    connection: Connection
    damages: list[Damage] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("versions", "let_go", "findings"), 0))
    grams: wordindex.Expected = field(default_factory=wordindex.Expected)

    def run(self, chosen: list[tuple[int, str]] | None) -> ProofReport:
        only = [policy_id for policy_id, _ in chosen] if chosen is not None else None
        if only is None:
            self._structure()
        named: list[tuple[int, str]] = chosen if chosen is not None else []
        if chosen is None:
            with self._readable("policy", "", None, None):
                rows = self.connection.execute(select(policy.c.id, policy.c.slug).order_by(policy.c.slug)).all()
                named = [(row.id, row.slug) for row in rows]
        clauses = self._blocks(only)
        if only is None:
            self._word_index()
        snapshots = self._snapshots(only)
        for policy_id, slug in named:
            self._policy(policy_id, slug)
        heads: list[ChainHead] = []
        with self._readable("chain", "", None, None):
            heads = _heads(self.connection, only)
        return ProofReport(
            policies=len(named),
            versions=self.counts["versions"],
            snapshots=snapshots,
            let_go=self.counts["let_go"],
            clauses=clauses,
            findings=self.counts["findings"],
            damages=tuple(self.damages),
            heads=tuple(heads),
        )

    @contextmanager
    def _readable(self, part: Part, name: str, slug: str | None, number: int | None) -> Iterator[None]:
        """What cannot be read, or makes no sense when read, is damage."""
        try:
            yield
        except _TROUBLES as error:
            if self.connection.dialect.name != "sqlite" and isinstance(error, exc.DBAPIError):
                raise  # a server that does not answer is another matter
            self._found(part, name, _UNREADABLE, slug, number)

    def _found(self, part: Part, name: str, problem: Text, slug: str | None = None, number: int | None = None) -> None:
        self.damages.append(Damage(part, name, problem, slug, number))

    # ------------------------------------------------------------------------- the database as a whole

    def _structure(self) -> None:
        if self.connection.dialect.name != "sqlite":
            return
        with self._readable("database", "", None, None):
            for (line,) in self.connection.exec_driver_sql("PRAGMA integrity_check(20)").all():
                if line != "ok":
                    self._found("database", str(line), _STRUCTURE)

    def _blocks(self, only: Sequence[int] | None) -> int:
        """Look through all clause texts; how many there are."""
        ids: list[int] = []
        with self._readable("clause", "", None, None):
            query = select(text_block.c.id).order_by(text_block.c.id)
            if only is not None:
                query = query.where(text_block.c.policy_id.in_(only))
            ids = list(self.connection.scalars(query))
        count = 0
        for chunk in versions.chunks(ids):
            for block_id in chunk:
                row: Row[Any] | None = None
                with suppress(*_TROUBLES):
                    row = self.connection.execute(_BLOCK, {"block_id": block_id}).one()
                    count += row.texts
                    words = texts.words_of(self.connection, row)
                    published = texts.split(words)
                    if sha256_hex(words) == row.sha256 and len(published) == row.texts:
                        self.grams.add(block_id, published)
                        continue
                self.grams.is_known = False
                self._block(block_id, row)
        return count

    def _block(self, block_id: int, row: Row[Any] | None) -> None:
        """Name the policy and the versions in which words stand that are damaged."""
        name = row.sha256 if row is not None and row.sha256 is not None else f"#{block_id}"
        where: list[tuple[str, int]] = []
        if row is not None:
            with suppress(*_TROUBLES):
                for one in self.connection.execute(_TURNS, {"policy_id": row.policy_id}).all():
                    came = codec.runs_of(codec.unpack(one.turns)[0])
                    if any(block_id <= text_id < block_id + row.texts for text_id in came):
                        where.append((one.slug, one.number))
        for slug, number in where:
            self._found("clause", name, _WORDS, slug, number)
        if not where:
            self._found("clause", name, _WORDS)

    def _word_index(self) -> None:
        with self._readable("index", wordindex.NAME, None, None):
            if wordindex.lacking(self.connection) or not self.grams.agree_with(self.connection):
                self._found("index", wordindex.NAME, _WORD_INDEX)

    def _snapshots(self, only: Sequence[int] | None) -> int:
        digests: list[str] = []
        with self._readable("snapshot", "", None, None):
            query = select(snapshot.c.sha256)
            if only is not None:
                query = (
                    select(fetch.c.snapshot_sha256)
                    .distinct()
                    .join(version_snapshot, version_snapshot.c.fetch_id == fetch.c.id)
                    .join(version, version.c.id == version_snapshot.c.version_id)
                    .where(version.c.policy_id.in_(only), fetch.c.snapshot_sha256.is_not(None))
                )
            digests = [str(digest) for digest in self.connection.scalars(query)]
        bases = checks.Bases(self.connection)
        for digest in digests:
            damaged = True
            with suppress(*_TROUBLES):
                row = self.connection.execute(select(snapshot).where(snapshot.c.sha256 == digest)).one()
                if row.body is None:
                    self.counts["let_go"] += 1
                    damaged = False
                else:
                    body = bases.unfold(row).body
                    damaged = sha256_hex(body) != digest or len(body) != row.size_bytes
            if damaged:
                self._snapshot(digest)
        return len(digests)

    def _snapshot(self, digest: str) -> None:
        where: Sequence[Any] = ()
        with self._readable("index", digest, None, None):
            where = self.connection.execute(
                select(policy.c.slug, func.min(version.c.number).label("number"))
                .select_from(fetch)
                .join(version_snapshot, version_snapshot.c.fetch_id == fetch.c.id)
                .join(version, version.c.id == version_snapshot.c.version_id)
                .join(policy, policy.c.id == version.c.policy_id)
                .where(fetch.c.snapshot_sha256 == digest)
                .group_by(policy.c.slug)
            ).all()
        for row in where:
            self._found("snapshot", digest, _BYTES, row.slug, row.number)
        if not where:
            self._found("snapshot", digest, _BYTES)

    # ------------------------------------------------------------------------------ policy by policy

    def _policy(self, policy_id: int, slug: str) -> None:
        ids: list[tuple[int, int]] = []
        with self._readable("policy", slug, slug, None):
            rows = self.connection.execute(
                select(version.c.id, version.c.number)
                .where(version.c.policy_id == policy_id)
                .order_by(version.c.number)
            ).all()
            ids = [(row.id, row.number) for row in rows]
        walk = _Walk(slug)
        for expected, (version_id, number) in enumerate(ids, 1):
            if number != expected + walk.skipped:
                self._found("version", f"@{expected + walk.skipped}", _MISSING, slug, expected + walk.skipped)
                walk.skipped = number - expected
            self.counts["versions"] += 1
            self._version(version_id, number, walk)
        with self._readable("index", slug, slug, None):
            self._runs(policy_id, slug, walk)

    def _version(self, version_id: int, number: int, walk: _Walk) -> None:
        slug = walk.slug
        row: Row[Any] | None = None
        with self._readable("record", f"{slug}@{number}", slug, number):
            row = self.connection.execute(select(version).where(version.c.id == version_id)).one()
        if row is None:
            walk.forget()
            return
        document: Document | None = None
        try:
            document = self._document(row, walk)
        except _TROUBLES:
            self._found("version", row.text_sha256 or "", _UNREADABLE, slug, number)
        if document is not None and sha256_hex(document.text) != row.text_sha256:
            self._found("version", row.text_sha256, _TEXT, slug, number)
            document = None
        with self._readable("record", f"{slug}@{number}", slug, number):
            self._proof(row, walk)
        if document is not None:
            with self._readable("finding", f"{slug}@{number}", slug, number):
                self._quotes(row, document, walk)
        walk.documents = {row.id: document}
        walk.numbers[row.id] = number

    def _document(self, row: Row[Any], walk: _Walk) -> Document:
        unpacked = codec.parse(packed.unfold(self.connection, row, walk.bases).manifest)
        walk.held[row.number] = set(unpacked["texts"])
        manifest = codec.rebuild(unpacked, walk.texts(self.connection, unpacked["blocks"]))
        if row.left_out_sha256 is not None:
            parts = self.connection.scalar(select(left_out.c.packed).where(left_out.c.sha256 == row.left_out_sha256))
            if parts is None or sha256_hex(parts) != row.left_out_sha256:
                raise ValueError("the parts left out are damaged")
        return versions.document_of(self.connection, row, manifest)

    def _proof(self, row: Row[Any], walk: _Walk) -> None:
        slug, number = walk.slug, row.number
        stored = self.connection.execute(select(proof).where(proof.c.version_id == row.id)).one_or_none()
        seal: str | None = None
        snapshots: list[str] = []
        try:
            compared_with = walk.numbers.get(row.compared_with_id)
            seal, snapshots = seals.stored_seal(self.connection, row, compared_with, walk.bases)
        except _TROUBLES:
            snapshots = seals.snapshots_of(self.connection, row.id)
        if stored is None or stored.seal_sha256 != seal:
            self._found("record", f"{slug}@{number}", _RECORD, slug, number)
        expected = seals.link(walk.previous, slug, row, snapshots)
        if stored is None or (stored.chain_sha256 != expected and not walk.is_lost):
            self._found("chain", expected, _LINK, slug, number)
        walk.previous = stored.chain_sha256 if stored is not None else None
        walk.is_lost = stored is None

    def _quotes(self, row: Row[Any], document: Document, walk: _Walk) -> None:
        told = packed.unfold(self.connection, row, walk.bases).told
        found = findings.of_version(self.connection, row.id, told)
        self.counts["findings"] += len(found)
        before: Document | None = None
        if row.before_reading is not None:
            before = codec.unpack_document(row.before_reading)
        elif row.compared_with_id is not None:
            before = walk.documents.get(row.compared_with_id)
        for one in found:
            for side, text in ((one.before, before), (one.after, document)):
                if side is not None and text is not None and not _stands(side, text):
                    self._found("finding", f"{one.rule} {side.path}", _QUOTE, walk.slug, row.number)
        if row.compared_with_id is not None and before is not None:
            comparisons.load_comparison(self.connection, row, before, document)

    def _runs(self, policy_id: int, slug: str, walk: _Walk) -> None:
        """What the turns of the versions say against what their manifests say."""
        if len(walk.held) != len(walk.numbers):
            return  # a version that cannot be read was named already
        held: set[int] = set()
        said: dict[int, set[int]] = {}
        for row in self.connection.execute(_TURNS, {"policy_id": policy_id}):
            came, gone = (set(codec.runs_of(one)) for one in codec.unpack(row.turns or b""))
            if came & held or gone - held:
                self._found("index", f"{slug}@{row.number}", _INDEX, slug, row.number)
            held = (held - gone) | came
            said[row.number] = held
        for number in sorted(said):
            if said[number] != walk.held.get(number, set()):
                self._found("index", f"{slug}@{number}", _INDEX, slug, number)


@dataclass(slots=True)
class _Walk:
    """Where the walk through one policy's versions has come to."""

    slug: str
    previous: str | None = None
    is_lost: bool = False
    """The link before cannot be read, so this one cannot be judged."""
    skipped: int = 0
    documents: dict[int, Document | None] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    held: dict[int, set[int]] = field(default_factory=dict)
    bases: dict[int, bytes] = field(default_factory=dict)
    _blocks: set[int] = field(default_factory=set)
    _texts: dict[int, str] = field(default_factory=dict)

    def forget(self) -> None:
        self.previous, self.is_lost, self.documents = None, True, {}

    def texts(self, connection: Connection, block_ids: Sequence[int]) -> dict[int, str]:
        """A block of texts is read once for all versions of its policy."""
        wanted = set(block_ids) - self._blocks
        self._texts |= texts.load(connection, wanted)
        self._blocks |= wanted
        return self._texts


_BLOCK = select(text_block).where(text_block.c.id == bindparam("block_id"))
_TURNS = (
    select(policy.c.slug, version.c.number, version.c.turns)
    .join(policy, policy.c.id == version.c.policy_id)
    .where(version.c.policy_id == bindparam("policy_id"))
    .order_by(version.c.number)
)


def _heads(connection: Connection, only: Sequence[int] | None) -> list[ChainHead]:
    last = select(version.c.policy_id, func.max(version.c.number).label("number")).group_by(version.c.policy_id)
    if only is not None:
        last = last.where(version.c.policy_id.in_(only))
    newest = last.subquery()
    rows = connection.execute(
        select(policy.c.slug, version.c.number, proof.c.chain_sha256)
        .select_from(newest)
        .join(version, (version.c.policy_id == newest.c.policy_id) & (version.c.number == newest.c.number))
        .join(policy, policy.c.id == version.c.policy_id)
        .join(proof, proof.c.version_id == version.c.id)
        .order_by(policy.c.slug)
    )
    return [ChainHead(row.slug, row.number, row.chain_sha256) for row in rows]


def _stands(evidence: Evidence, document: Document) -> bool:
    return document.text[evidence.start : evidence.end] == evidence.quote


_UNREADABLE = Text(zh="无法读取", en="cannot be read")
_STRUCTURE = Text(zh="数据库文件的结构已损坏", en="the structure of the database file is damaged")
_BYTES = Text(zh="快照的内容与其 SHA-256 不符", en="the snapshot's bytes do not match their SHA-256")
_WORDS = Text(zh="条款文字与其 SHA-256 不符", en="the clause's words do not match their SHA-256")
_TEXT = Text(zh="版本文本与其 SHA-256 不符", en="the version's text does not match its SHA-256")
_RECORD = Text(
    zh="版本的记录（日期、条款路径、变化、发现或响应头）与封印不符",
    en="the version's record (dates, clause paths, changes, findings or headers) does not match its seal",
)
_LINK = Text(zh="哈希链在此断开", en="the hash chain is broken here")
_MISSING = Text(zh="版本缺失", en="a version is missing")
_QUOTE = Text(zh="引文不在版本文本中的原位", en="the quote does not stand in its place in the version's text")
_WORD_INDEX = Text(
    zh="搜索用的词语索引与条款文字不一致；用 `clauselog db reindex` 重建",
    en="the index of words does not agree with the clauses; `clauselog db reindex` makes it anew",
)
_INDEX = Text(
    zh="条款索引与版本清单不一致", en="the index of clauses does not agree with the list of the version's clauses"
)
