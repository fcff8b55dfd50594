"""What people ask of the archive besides reading a version: whence a clause comes, what changed, who says what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from clauselog.model import Cause, Clause, Severity, StoredFinding, Text, VersionInfo
from store import findings, policies, search, tracing, versions
from store.database import Database
from store.search import Hits
from store.tables import finding, policy, version
from store.tracing import ClauseState
from store.troubles import missing


@dataclass(frozen=True, slots=True)
class Moment:
    """A version of a policy by its number and when it was observed."""

    number: int
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class Blamed:
    """A clause of a version, the version in which it was first seen, and the one in which its words last changed."""

    clause: Clause
    first_seen: Moment
    last_changed: Moment


@dataclass(frozen=True, slots=True)
class Blame:
    policy: str
    number: int
    observed_at: datetime
    clauses: tuple[Blamed, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A version that the source brought, and those of its findings that were asked for, gravest first."""

    version: VersionInfo
    provider: str
    findings: tuple[StoredFinding, ...]


@dataclass(frozen=True, slots=True)
class ChangedPage:
    changed: tuple[Changed, ...]
    next_offset: int | None


class SqlQuestions:
    """Answers from one database. Raises StoreError for what is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blame(self, policy: str, number: int | None = None) -> Blame:
        """For each clause of a version, by default the latest: first seen, last changed, through all its rewordings."""
        tried = Text(zh=f"追溯 {policy} 的条款", en=f"trace the clauses of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            if number is None:
                row = versions.latest_row(connection, policy_id)
            else:
                row = versions.numbered_row(connection, policy_id, number)
            if row is None:
                raise _no_version(tried, policy)
            manifest = versions.load_manifest(connection, policy, row)
            numbers = {n for origin in manifest.origins for n in (origin.first_seen, origin.last_changed)}
            at = versions.observed_at_of(connection, policy_id, sorted(numbers))
        return Blame(
            policy,
            row.number,
            row.observed_at,
            tuple(
                Blamed(
                    clause,
                    Moment(origin.first_seen, at[origin.first_seen]),
                    Moment(origin.last_changed, at[origin.last_changed]),
                )
                for clause, origin in zip(manifest.clauses, manifest.origins, strict=True)
            ),
        )

    def clause_history(self, policy: str, path: str, number: int | None = None) -> list[ClauseState]:
        """The clause at ``path`` of that version, by default the latest, back to where it was first seen.

        Newest first; versions that left it alone are left out.
        """
        tried = Text(zh=f"追溯 {policy} 的条款 {path}", en=f"trace clause {path} of {policy}")
        with self._database.reading(tried) as connection:
            policy_id = policies.id_of(connection, policy)
            if number is None:
                row = versions.latest_row(connection, policy_id)
                number = row.number if row is not None else 0
            states = tracing.trace(connection, policy_id, number, path)
        if states is None:
            raise missing(
                tried,
                Text(zh=f"第 {number} 版中没有这个条款路径", en=f"version {number} has no clause at that path"),
                Text(
                    zh=f"`clauselog blame {policy}` 列出所有条款路径",
                    en=f"`clauselog blame {policy}` lists the paths of all clauses",
                ),
            )
        return states

    def changes(
        self,
        from_on: date,
        to_on: date,
        *,
        policy_slug: str | None = None,
        provider: str | None = None,
        types: Sequence[str] = (),
        least: Severity | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> ChangedPage:
        """What sources changed from the start of the one day to the end of the other (UTC), newest first.

        With ``types`` or ``least``, only versions that brought such a finding, and only these findings of them. First
        versions and reparses are no changes of a source.
        """
        tried = Text(zh="查询两个日期之间的变化", en="look for what changed between two days")
        query = (
            versions.info_query()
            .add_columns(policy.c.provider)
            .where(
                version.c.cause == Cause.SOURCE_CHANGED.value,
                version.c.observed_at >= _start_of(from_on),
                version.c.observed_at < _start_of(to_on) + timedelta(days=1),
            )
            .order_by(version.c.observed_at.desc(), version.c.id.desc())
            .limit(limit + 1)
            .offset(offset)
        )
        if policy_slug is not None:
            query = query.where(policy.c.slug == policy_slug)
        if provider is not None:
            query = query.where(policy.c.provider == provider)
        if types or least is not None:
            asked = findings.asked_for(types, least)
            brought = select(finding.c.id).where(finding.c.version_id == version.c.id, *asked)
            query = query.where(brought.correlate(version).exists())
        with self._database.reading(tried) as connection:
            rare = findings.versions_with(connection, types, least) if types or least is not None else None
            if rare is not None:
                query = query.where(version.c.id.in_(rare))
            if policy_slug is not None:
                policies.id_of(connection, policy_slug)
            rows = connection.execute(query).all()
            more, rows = len(rows) > limit, rows[:limit]
            infos = versions.infos_of(connection, rows)
            found: defaultdict[tuple[str, int], list[StoredFinding]] = defaultdict(list)
            for one in findings.of_versions(connection, [row.id for row in rows], types, least):
                found[one.policy, one.after_number].append(one)
        changed = tuple(
            Changed(info, row.provider, tuple(found[info.policy, info.number]))
            for row, info in zip(rows, infos, strict=True)
        )
        return ChangedPage(changed, offset + limit if more else None)

    def search(
        self,
        words: Sequence[str],
        *,
        policy: str | None = None,
        provider: str | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Hits:
        """Clauses of any version that hold all of the words, newest first, with the versions in which they stand."""
        with self._database.reading(Text(zh="搜索条款", en="search the clauses")) as connection:
            policy_id = policies.id_of(connection, policy) if policy is not None else None
            return search.search(connection, words, policy_id=policy_id, provider=provider, limit=limit, offset=offset)


def _start_of(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=UTC)


def _no_version(tried: Text, slug: str):  # type: ignore[no-untyped-def]
    return missing(
        tried,
        Text(zh="没有这个版本", en="there is no such version"),
        Text(zh=f"运行 `clauselog log {slug}` 查看已有的版本", en=f"`clauselog log {slug}` lists those there are"),
    )
