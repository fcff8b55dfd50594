"""Everything that is on record of one policy: what was seen of it, out as one bundle and back in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Row, select

from clauselog.bundles import Answer, Bundle, Edition, Look
from clauselog.errors import StoreError
from clauselog.imports import SeenPage
from clauselog.model import Cause, Fetched, Snapshot, Source, Text
from clauselog.ports import NewVersion
from store import chain, checks, codec, comparisons, policies, versions
from store.archive import SqlArchive
from store.database import Database
from store.tables import fetch, policy_check, proof, snapshot, source, version, version_snapshot
from store.troubles import missing


class SqlRecords:
    """What was ever seen of a policy. Serves ``clauselog.imports.Ledger``."""

    def __init__(self, database: Database, archive: SqlArchive) -> None:
        self._database = database
        self._archive = archive

    def seen(self, policy: str) -> list[SeenPage]:
        tried = Text(zh=f"查看 {policy} 的抓取记录", en=f"look through what was seen of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            rows = connection.execute(
                select(fetch.c.fetched_at, fetch.c.snapshot_sha256, policy_check.c.outcome)
                .join(policy_check, policy_check.c.id == fetch.c.check_id)
                .where(policy_check.c.policy_id == policy_id, fetch.c.snapshot_sha256.is_not(None))
            )
            return [SeenPage(row.fetched_at, row.snapshot_sha256, row.outcome) for row in rows]

    def collect(self, slug: str) -> Bundle:
        """All of one moment. Raises StoreError for what is not declared, and for what is damaged."""
        tried = Text(zh=f"收集 {slug} 的全部记录", en=f"collect all that is on record of {slug}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, slug)
            answers = _answers(connection, policy_id)
            editions = _editions(connection, slug, policy_id, answers)
            kept, let_go = _snapshots(connection, answers)
            return Bundle(
                policies.load(connection, slug), _looks(connection, policy_id, answers), editions, kept, let_go
            )

    def restore(self, bundle: Bundle) -> int:
        """Store a bundle that is sound, look by look; how many were not there yet.

        It is tried on an empty database first. Every look is one transaction, and a restore that was interrupted goes
        on. Raises StoreError, with nothing stored, where the chain does not hold, where the records contradict each
        other, and where the policy has another history here.
        """
        slug = bundle.policy.slug
        tried = Text(zh=f"导入 {slug} 的证据包", en=f"import the evidence bundle of {slug}")
        _refuse_broken_chain(tried, bundle)
        if bundle.let_go:
            raise missing(tried, _LET_GO, _LET_GO_TODO)
        there = self._there(slug)
        if there is not None and (
            there.looks != bundle.looks[: len(there.looks)] or there.editions != bundle.editions[: len(there.editions)]
        ):
            raise missing(tried, _OTHER_HISTORY, _OTHER_HISTORY_TODO)
        new = bundle.looks[len(there.looks) if there is not None else 0 :]
        if new:
            _rehearse(tried, bundle)
        self._store(bundle, new)
        return len(new)

    def _store(self, bundle: Bundle, new: tuple[Look, ...]) -> None:
        """Every look as it was taken, from the first of ``new`` on."""
        slug = bundle.policy.slug
        if new == bundle.looks:
            self._archive.declare(bundle.policy)
        bodies = {one.sha256: one.body for one in bundle.snapshots}
        editions = {one.number: one for one in bundle.editions}
        for look in new:
            if look.version is None:
                fetched = [_fetched(one, bodies, again=False) for one in look.answers]
                self._archive.record_check(slug, look.outcome, look.checked_at, error=look.error, fetched=fetched)
                continue
            one = editions[look.version]
            pages = tuple(_fetched(page, bodies, again=page not in look.answers) for page in one.pages)
            self._archive.commit(
                NewVersion(slug, one.cause, one.observed_at, one.document, pages, one.comparison, (), ())
            )

    def _there(self, slug: str) -> Bundle | None:
        try:
            self._archive.policy(slug)
        except StoreError as error:
            if error.transient:
                raise
            return None
        return self.collect(slug)


def _answers(connection: Connection, policy_id: int) -> dict[int, tuple[int, Answer]]:
    """Every fetch of the policy by its key: the check it belongs to, and what was answered."""
    rows = connection.execute(
        select(
            fetch,
            source.c.location,
            source.c.keep_selectors,
            source.c.drop_selectors,
            source.c.media_type.label("is_a"),
        )
        .join(policy_check, policy_check.c.id == fetch.c.check_id)
        .join(source, source.c.id == fetch.c.source_id)
        .where(policy_check.c.policy_id == policy_id)
        .order_by(fetch.c.id)
    )
    return {row.id: (row.check_id, _answer(row)) for row in rows}


def _answer(row: Row[Any]) -> Answer:
    headers = codec.unpack(row.headers) if row.headers is not None else ()
    return Answer(
        source=Source(row.location, tuple(row.keep_selectors), tuple(row.drop_selectors), row.is_a),
        status=row.status,
        fetched_at=row.fetched_at,
        sha256=row.snapshot_sha256,
        media_type=row.media_type,
        charset=row.charset,
        etag=row.etag,
        last_modified=row.last_modified,
        final_location=row.final_location,
        headers=tuple((name, value) for name, value in headers),
    )


def _looks(connection: Connection, policy_id: int, answers: dict[int, tuple[int, Answer]]) -> tuple[Look, ...]:
    by_check: defaultdict[int, list[Answer]] = defaultdict(list)
    for check_id, answer in answers.values():
        by_check[check_id].append(answer)
    rows = connection.execute(
        select(policy_check, version.c.number)
        .outerjoin(version, version.c.id == policy_check.c.version_id)
        .where(policy_check.c.policy_id == policy_id)
        .order_by(policy_check.c.id)
    )
    return tuple(Look(r.checked_at, r.outcome, r.error, r.number, tuple(by_check[r.id])) for r in rows)


def _editions(
    connection: Connection, slug: str, policy_id: int, answers: dict[int, tuple[int, Answer]]
) -> tuple[Edition, ...]:
    rows = connection.execute(
        select(version, proof.c.chain_sha256)
        .outerjoin(proof, proof.c.version_id == version.c.id)
        .where(version.c.policy_id == policy_id)
        .order_by(version.c.number)
    ).all()
    linked: defaultdict[int, list[Answer]] = defaultdict(list)
    for version_id, fetch_id in connection.execute(
        select(version_snapshot.c.version_id, version_snapshot.c.fetch_id)
        .join(version, version.c.id == version_snapshot.c.version_id)
        .where(version.c.policy_id == policy_id)
        .order_by(version_snapshot.c.version_id, version_snapshot.c.position)
    ):
        linked[version_id].append(answers[fetch_id][1])
    made: list[Edition] = []
    before = None
    for row in rows:
        document = versions.load_document(connection, slug, row)
        compared = None
        if row.compared_with_id is not None and before is not None:
            compared = comparisons.load_comparison(connection, row, before, document)
        made.append(
            Edition(
                number=row.number,
                cause=Cause(row.cause),
                observed_at=row.observed_at,
                text_sha256=row.text_sha256,
                pages=tuple(linked[row.id]),
                document=document,
                comparison=compared,
                chain_sha256=row.chain_sha256,
            )
        )
        before = document
    return tuple(made)


def _snapshots(
    connection: Connection, answers: dict[int, tuple[int, Answer]]
) -> tuple[tuple[Snapshot, ...], tuple[str, ...]]:
    """Those whose bytes are here, and the digests of those that were let go."""
    wanted = sorted({answer.sha256 for _, answer in answers.values() if answer.sha256 is not None})
    kept, let_go = [], []
    for sha256 in wanted:
        if connection.scalar(select(snapshot.c.body.is_(None)).where(snapshot.c.sha256 == sha256)):
            let_go.append(sha256)
        else:
            kept.append(checks.load_snapshot(connection, sha256))
    return tuple(kept), tuple(let_go)


def _fetched(answer: Answer, bodies: dict[str, bytes], *, again: bool) -> Fetched:
    """The answer with its bytes. One that is on record already is known by them, even if it was a 304."""
    status = 200 if again and answer.status == 304 else answer.status
    body = b"" if status == 304 or answer.sha256 is None else bodies[answer.sha256]
    return Fetched(
        source=answer.source,
        status=status,
        body=body,
        fetched_at=answer.fetched_at,
        media_type=answer.media_type,
        charset=answer.charset,
        etag=answer.etag,
        last_modified=answer.last_modified,
        final_location=answer.final_location,
        headers=answer.headers,
    )


def _rehearse(tried: Text, bundle: Bundle) -> None:
    """Store it in a database of its own and read it back, so that what cannot come back equal is never begun."""
    from store.session import open_store  # it opens this module's own tables

    with TemporaryDirectory(prefix="clauselog-") as folder:
        with open_store(f"sqlite:///{Path(folder) / 'rehearsal.db'}", create=True) as trial:
            records = SqlRecords(trial.database, trial.archive)
            try:
                records._store(bundle, bundle.looks)
                again = records.collect(bundle.policy.slug)
            except (StoreError, LookupError, ValueError) as error:
                raise missing(tried, _NOT_EQUAL, _NOT_EQUAL_TODO) from error
        if (again.looks, again.editions) != (bundle.looks, bundle.editions):
            raise missing(tried, _NOT_EQUAL, _NOT_EQUAL_TODO)


def _refuse_broken_chain(tried: Text, bundle: Bundle) -> None:
    previous = None
    for one in bundle.editions:
        link = chain.link_sha256(
            previous,
            policy=bundle.policy.slug,
            number=one.number,
            cause=one.cause.value,
            observed_at=one.observed_at,
            text_sha256=one.text_sha256,
            snapshots=[page.sha256 for page in one.pages if page.sha256 is not None],
            reader=one.document.reader,
        )
        if one.chain_sha256 is not None and one.chain_sha256 != link:
            raise missing(
                tried,
                Text(
                    zh=f"第 {one.number} 版的哈希链对不上", en=f"the hash chain does not hold at version {one.number}"
                ),
                Text(zh="证据包被改动过，没有写入任何内容", en="The bundle was altered; nothing was stored"),
            )
        previous = link


_LET_GO = Text(
    zh="其中部分快照的原始内容已按保留期限删除",
    en="the bytes of some of its snapshots were let go by the retention setting",
)
_LET_GO_TODO = Text(
    zh="仍可按 README 用 sha256sum 核对；没有写入任何内容",
    en="It can still be checked by sha256sum as its README says; nothing was stored",
)
_OTHER_HISTORY = Text(zh="这里已有这份政策，且历史不同", en="the policy is here already, with another history")
_OTHER_HISTORY_TODO = Text(
    zh="请导入到另一个数据库（CLAUSELOG_DATABASE_URL）；没有写入任何内容",
    en="Import it into another database (CLAUSELOG_DATABASE_URL); nothing was stored",
)
_NOT_EQUAL = Text(
    zh="其中的记录彼此矛盾，导入后不会与它相等",
    en="its records contradict each other: read back, they would not be equal",
)
_NOT_EQUAL_TODO = Text(
    zh="证据包被改动过，没有写入任何内容",
    en="The bundle was altered; nothing was stored",
)
