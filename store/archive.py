"""``ports.Archive`` on a database: each call one transaction, its parts in the modules beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from clauselog.errors import StoreError
from clauselog.model import (
    Cause,
    Comparison,
    Fetched,
    Policy,
    Severity,
    Snapshot,
    Source,
    StoredFinding,
    Subscription,
    Text,
    Version,
    VersionInfo,
)
from clauselog.ports import LastFetch, NewVersion, PolicyStatus
from clauselog.text import key, sha256_hex
from clauselog.triage import Stay, same_change_before
from store import checks, codec, comparisons, findings, policies, seals, subscriptions, versions
from store.codec import Origin
from store.database import Database
from store.tables import policy, policy_check, version
from store.troubles import missing

_MOST_RECENT = 4
"""Policies whose last commit is at hand for the next: a history is imported version after version."""
_MOST_WORDINGS = 2000


class SqlArchive:
    """Keeps policies, snapshots, versions, changes and findings. Raises StoreError for what is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: dict[str, versions.Stored] = {}
        self._wordings: dict[findings.Wording, int] = {}
        self._bodies = checks.Bodies()

    # ------------------------------------------------------------------------------------- policies

    def declare(self, policy: Policy) -> bool:
        tried = Text(zh=f"登记政策 {policy.slug}", en=f"declare the policy {policy.slug}")
        with self._database.writing(tried) as connection:
            return policies.declare(connection, policy)

    def policies(self) -> list[PolicyStatus]:
        """By slug."""
        with self._database.reading(Text(zh="列出政策", en="list the policies")) as connection:
            declared = policies.load_all(connection)
            latest = dict(versions.infos(connection, versions.latest_infos_query()))
            checked = _last_checks(connection)
        return [
            PolicyStatus(
                policy=one,
                versions=latest[policy_id].number if policy_id in latest else 0,
                latest=latest.get(policy_id),
                checked_at=checked[policy_id].checked_at if policy_id in checked else None,
                outcome=checked[policy_id].outcome if policy_id in checked else None,
                error=checked[policy_id].error if policy_id in checked else None,
            )
            for policy_id, one in declared.items()
        ]

    def policy(self, slug: str) -> Policy:
        with self._database.reading(Text(zh=f"查找政策 {slug}", en=f"look up the policy {slug}")) as connection:
            return policies.load(connection, slug)

    # --------------------------------------------------------------------------------------- checks

    def last_fetch(self, policy: str, source: Source) -> LastFetch | None:
        """None also for a source whose selectors changed: the same bytes may now be read otherwise."""
        tried = Text(zh=f"查找 {policy} 的上次抓取", en=f"look up the last fetch of {policy}")
        with self._database.reading(tried) as connection:
            return checks.last_fetch(connection, policies.id_of(connection, policy), source)

    def snapshot(self, sha256: str) -> Snapshot:
        with self._database.reading(Text(zh=f"读取快照 {sha256}", en=f"read the snapshot {sha256}")) as connection:
            return checks.load_snapshot(connection, sha256)

    def record_check(
        self, policy: str, outcome: str, at: datetime, *, error: str | None = None, fetched: Iterable[Fetched] = ()
    ) -> None:
        tried = Text(zh=f"记录对 {policy} 的检查", en=f"record a check of {policy}")
        answers = checks.prepare(tuple(fetched))
        with self._database.writing(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            checks.record(connection, policy_id, outcome, at, answers, checks.Bodies(self._bodies), error=error)

    def commit(self, new: NewVersion) -> Version | None:
        """One transaction: fetches, snapshots, version, changes, findings, alerts and outbox.

        None where the policy's latest version has the same text, whoever stored it: then nothing but the fetch is
        recorded. A reparse is new where only its clauses differ, too; without answers of its own it takes over the
        snapshots of the version it reads again. Raises a transient StoreError where another writer stored another
        text after the one that ``new.comparison`` starts from: the comparison no longer holds.
        """
        if new.comparison is not None and new.comparison.after != new.document:
            raise ValueError("the comparison is of another document than the version")
        answers = checks.prepare(new.fetched)
        text_sha256 = sha256_hex(new.document.text)
        tried = Text(zh=f"保存 {new.policy} 的新版本", en=f"store a new version of {new.policy}")
        told = new.comparison.findings if new.comparison is not None else ()
        bodies = checks.Bodies(self._bodies)
        with self._database.writing(tried) as connection:
            policy_id = policies.id_of(connection, new.policy, lock=True)
            before = versions.latest_stored(connection, new.policy, policy_id, self._recent.get(new.policy))
            if before is not None and before.row.text_sha256 == text_sha256 and not _reads_otherwise(new, before):
                checks.record(connection, policy_id, "unchanged", new.observed_at, answers, bodies)
                return None
            # A reparse says nothing of the source: that it made a version is another fact than what the check found.
            outcome = "unchanged" if new.cause is Cause.REPARSED else "new_version"
            _refuse_stale(tried, new, before)
            returns_to = None
            if new.cause is Cause.SOURCE_CHANGED and before is not None:
                returns_to = versions.last_of_text(connection, policy_id, text_sha256)
            wordings = findings.keep_wordings(connection, told, self._wordings)
            stored, contents = versions.insert_version(
                connection,
                policy_id=policy_id,
                cause=new.cause,
                observed_at=new.observed_at,
                document=new.document,
                text_sha256=text_sha256,
                before=before,
                comparison=new.comparison,
                told=codec.dump(findings.told_value(told, wordings)) if told else b"",
                returns_to=returns_to,
            )
            version_id, number = stored.row.id, stored.row.number
            fetches = checks.record(
                connection, policy_id, outcome, new.observed_at, answers, bodies, version_id=version_id
            )
            linked = [(fetch_id, sha256) for fetch_id, sha256 in fetches if sha256 is not None]
            if not new.fetched and before is not None:
                linked = versions.linked_fetches(connection, before.row.id)
            versions.link_snapshots(connection, version_id, [fetch_id for fetch_id, _ in linked])
            findings.insert_findings(connection, version_id, told)
            row, previous = (before.row, before.chain_sha256) if before is not None else (None, None)
            chain_sha256 = seals.write(connection, new.policy, version_id, contents, told, row, previous)
            subscriptions.insert_alerts(connection, version_id, new.alerts, new.messages, told, new.observed_at)
        bodies.settle()
        self._remember(new.policy, replace(stored, chain_sha256=chain_sha256), wordings)
        return Version(
            policy=new.policy,
            number=number,
            cause=new.cause,
            observed_at=new.observed_at,
            document=new.document,
            snapshots=tuple(sha256 for _, sha256 in linked),
            text_sha256=text_sha256,
            returns_to=returns_to,
        )

    def _remember(self, slug: str, stored: versions.Stored, wordings: dict[findings.Wording, int]) -> None:
        """What the next commit of this policy builds on: whether it is still the latest is looked up then."""
        while len(self._recent) >= _MOST_RECENT:
            self._recent.pop(next(iter(self._recent)), None)
        self._recent[slug] = stored
        if len(self._wordings) > _MOST_WORDINGS:
            self._wordings.clear()
        self._wordings |= wordings

    # ------------------------------------------------------------------------------------- versions

    def latest(self, policy: str) -> Version | None:
        tried = Text(zh=f"读取 {policy} 的最新版本", en=f"read the latest version of {policy}")
        with self._database.reading(tried) as connection:
            row = versions.latest_row(connection, policies.id_of(connection, policy))
            return None if row is None else versions.load_version(connection, policy, row)

    def version(self, policy: str, number: int) -> Version:
        tried = Text(zh=f"读取 {policy} 第 {number} 版", en=f"read version {number} of {policy}")
        with self._database.reading(tried) as connection:
            return versions.load_version(connection, policy, _numbered(connection, policy, number, tried))

    def version_as_of(self, policy: str, on: date) -> Version:
        """The version observed last on or before that day (UTC)."""
        tried = Text(zh=f"读取 {policy} 在 {on} 的版本", en=f"read {policy} as of {on}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            row = versions.observed_row(connection, policy_id, on)
            if row is None:
                seen = Text(zh="那天之前没有观察到任何版本", en="no version had been observed by that day")
                raise missing(tried, seen, _see_log(policy))
            return versions.load_version(connection, policy, row)

    def version_effective_on(self, policy: str, on: date) -> Version:
        """The version in force on that day by its own words: of those that state when they take effect."""
        tried = Text(zh=f"读取 {policy} 在 {on} 生效的版本", en=f"read the {policy} in force on {on}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            row = versions.effective_row(connection, policy_id, on)
            if row is None:
                seen = Text(zh="没有版本声明在那天或之前生效", en="no version states that it took effect by that day")
                raise missing(tried, seen, _see_log(policy))
            return versions.load_version(connection, policy, row)

    def log(self, policy: str) -> list[VersionInfo]:
        """Newest first."""
        tried = Text(zh=f"列出 {policy} 的版本", en=f"list the versions of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            query = versions.info_query().where(version.c.policy_id == policy_id).order_by(version.c.number.desc())
            return [info for _, info in versions.infos(connection, query)]

    def origins(self, policy: str, number: int) -> tuple[Origin, ...]:
        """For each clause of that version: in which version it was first seen, and in which it last changed."""
        tried = Text(zh=f"追溯 {policy} 第 {number} 版的条款", en=f"trace the clauses of version {number} of {policy}")
        with self._database.reading(tried) as connection:
            return versions.origins_of(connection, policy, _numbered(connection, policy, number, tried))

    # --------------------------------------------------------------------- comparisons and findings

    def comparison(self, policy: str, number: int) -> Comparison | None:
        """What that version brought against the one before it, as it was told then; None for a first version."""
        tried = Text(zh=f"读取 {policy} 第 {number} 版的变化", en=f"read what version {number} of {policy} changed")
        with self._database.reading(tried) as connection:
            row = _numbered(connection, policy, number, tried)
            if row.compared_with_id is None:
                return None
            before_row = connection.execute(select(version).where(version.c.id == row.compared_with_id)).one()
            before = versions.load_document(connection, policy, before_row)
            after = versions.load_document(connection, policy, row)
            return comparisons.load_comparison(connection, row, before, after)

    def findings(
        self,
        *,
        policy: str | None = None,
        provider: str | None = None,
        types: Sequence[str] = (),
        least: Severity | None = None,
        since: datetime | None = None,
        limit: int = 200,
    ) -> list[StoredFinding]:
        """Newest first, gravest first within a version. Raises StoreError for a policy that is not declared."""
        with self._database.reading(Text(zh="查询发现", en="look for findings")) as connection:
            if policy is not None:
                policies.id_of(connection, policy)
            return findings.search(
                connection, slug=policy, provider=provider, types=types, least=least, since=since, limit=limit
            )

    def finding(self, finding_id: int) -> StoredFinding:
        tried = Text(zh=f"查找发现 {finding_id}", en=f"look up finding {finding_id}")
        with self._database.reading(tried) as connection:
            return findings.load(connection, finding_id)

    # -------------------------------------------------------------------------------- subscriptions

    def subscribe(self, subscription: Subscription) -> Subscription:
        with self._database.writing(Text(zh="保存订阅", en="store the subscription")) as connection:
            return subscriptions.add(connection, subscription)

    def unsubscribe(self, subscription_id: int) -> None:
        tried = Text(zh=f"取消订阅 {subscription_id}", en=f"end subscription {subscription_id}")
        with self._database.writing(tried) as connection:
            subscriptions.deactivate(connection, subscription_id)

    def subscriptions(self) -> list[Subscription]:
        """Those not ended."""
        with self._database.reading(Text(zh="列出订阅", en="list the subscriptions")) as connection:
            return subscriptions.active(connection)

    def told_already(self, policy: str, text_sha256: str, at: datetime) -> frozenset[int]:
        """The subscriptions that were told, in the alternation going on, that the latest text became that one."""
        tried = Text(zh=f"查看 {policy} 已通知的变化", en=f"look up what was told of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            if versions.last_of_text(connection, policy_id, text_sha256) is None:
                return frozenset()
            numbers = same_change_before(_stays(connection, policy_id), text_sha256, at)
            return subscriptions.told_of(connection, policy_id, numbers)


def _stays(connection: Connection, policy_id: int) -> list[Stay]:
    rows = connection.execute(
        select(version.c.number, version.c.text_sha256, version.c.observed_at)
        .where(version.c.policy_id == policy_id)
        .order_by(version.c.number)
    )
    return [Stay(row.number, row.text_sha256, row.observed_at) for row in rows]


def _last_checks(connection: Connection) -> dict[int, Any]:
    newest = (
        select(policy_check.c.id)
        .where(policy_check.c.policy_id == policy.c.id)
        .order_by(policy_check.c.checked_at.desc(), policy_check.c.id.desc())
        .limit(1)
        .correlate(policy)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(policy_check.c.policy_id, policy_check.c.checked_at, policy_check.c.outcome, policy_check.c.error).join(
            policy, policy_check.c.id == newest
        )
    )
    return {row.policy_id: row for row in rows}


def _reads_otherwise(new: NewVersion, before: versions.Stored) -> bool:
    """A reparse that finds other clauses in the same text."""
    return new.cause is Cause.REPARSED and before.document.clauses != new.document.clauses


def _refuse_stale(tried: Text, new: NewVersion, before: versions.Stored | None) -> None:
    if new.comparison is not None:
        stale = before is None or not _same_words(new.comparison.before.text, before.document.text)
    else:
        stale = new.cause is Cause.FIRST and before is not None
    if stale:
        raise StoreError(
            tried,
            Text(
                zh="比较期间另一个进程保存了别的版本",
                en="another process stored another version while this one was compared",
            ),
            Text(zh="没有写入任何内容；请重新跟踪该政策", en="Nothing was written; track the policy again"),
            transient=True,
        )


def _same_words(one: str, other: str) -> bool:
    """Another reading of the same page may differ in typography."""
    return one == other or key(one) == key(other)


def _numbered(connection: Connection, slug: str, number: int, tried: Text) -> Row[Any]:
    row = versions.numbered_row(connection, policies.id_of(connection, slug), number)
    if row is None:
        seen = Text(zh="没有这个版本", en="there is no such version")
        raise missing(tried, seen, _see_log(slug))
    return row


def _see_log(slug: str) -> Text:
    return Text(zh=f"运行 `clauselog log {slug}` 查看已有的版本", en=f"`clauselog log {slug}` lists those there are")
