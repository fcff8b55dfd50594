"""Findings: stored with their version, asked for across all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, insert, select

from clauselog.model import Direction, Evidence, Finding, Severity, StoredFinding, Text
from store.tables import finding, policy, version
from store.troubles import missing


def insert_findings(connection: Connection, version_id: int, found: Sequence[Finding]) -> None:
    rows = [
        {
            "version_id": version_id,
            "position": position,
            "change_position": one.change,
            "rule": one.rule,
            "rule_version": one.rule_version,
            "type": one.type,
            "severity": one.severity.value,
            "direction": one.direction.value,
            "summary_zh": one.summary.zh,
            "summary_en": one.summary.en,
            "why_zh": one.why.zh,
            "why_en": one.why.en,
            "hooks": list(one.hooks),
            **_columns("before", one.before),
            **_columns("after", one.after),
        }
        for position, one in enumerate(found)
    ]
    if rows:
        connection.execute(insert(finding), rows)


def of_version(connection: Connection, version_id: int) -> tuple[Finding, ...]:
    """In the order in which the comparison gave them."""
    rows = connection.execute(select(finding).where(finding.c.version_id == version_id).order_by(finding.c.position))
    return tuple(_finding(row) for row in rows)


def search(
    connection: Connection,
    *,
    slug: str | None,
    provider: str | None,
    types: Sequence[str],
    least: Severity | None,
    since: datetime | None,
    limit: int,
) -> list[StoredFinding]:
    """Newest first, gravest first within a version. ``since`` is inclusive, by when the version was observed."""
    query = _stored()
    if slug is not None:
        query = query.where(policy.c.slug == slug)
    if provider is not None:
        query = query.where(policy.c.provider == provider)
    query = query.where(*asked_for(types, least))
    if since is not None:
        query = query.where(version.c.observed_at >= since)
    query = query.order_by(version.c.observed_at.desc(), version.c.id.desc(), _RANK, finding.c.position)
    if slug is not None:
        return [_stored_finding(row) for row in connection.execute(query.limit(limit))]
    rare = versions_with(connection, types, least) if types or least is not None else None
    if rare is not None:
        found = [row for chunk in _chunks(rare) for row in connection.execute(query.where(version.c.id.in_(chunk)))]
        found.sort(key=lambda row: (row.observed_at, row.version_id), reverse=True)
        return [_stored_finding(row) for row in found[:limit]]
    return [_stored_finding(row) for row in _of_newest(connection, query, since, provider, limit)]


MOST_RARE = 2000


def versions_with(connection: Connection, types: Sequence[str], least: Severity | None) -> list[int] | None:
    """The versions that brought such a finding where these are few, else None: then they are met with soon anyway."""
    severities = [severity.value for severity in Severity]  # named all, since the index begins with the severity
    query = (
        select(finding.c.version_id)
        .where(*asked_for(types, least), finding.c.severity.in_(severities))
        .limit(MOST_RARE + 1)
    )
    rare = sorted(set(connection.scalars(query)))
    return rare if len(rare) <= MOST_RARE else None


def _of_newest(
    connection: Connection, query: Select[Any], since: datetime | None, provider: str | None, limit: int
) -> list[Row[Any]]:
    """The first ``limit`` of the query, by going through the versions from the newest on, more and more at a time."""
    found: list[Row[Any]] = []
    newest = select(version.c.id).order_by(version.c.observed_at.desc(), version.c.id.desc())
    if since is not None:
        newest = newest.where(version.c.observed_at >= since)
    if provider is not None:
        newest = newest.join(policy, policy.c.id == version.c.policy_id).where(policy.c.provider == provider)
    offset, size = 0, 200
    while len(found) < limit:
        ids = list(connection.scalars(newest.limit(size).offset(offset)))
        for chunk in _chunks(ids):
            if len(found) < limit:
                found += connection.execute(query.where(version.c.id.in_(chunk)).limit(limit - len(found))).all()
        if len(ids) < size:
            break
        offset, size = offset + size, min(2 * size, 10_000)
    return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[i : i + 500] for i in range(0, len(ids), 500))


def asked_for(types: Sequence[str], least: Severity | None) -> list[ColumnElement[bool]]:
    """The conditions on a finding's type and severity."""
    conditions: list[ColumnElement[bool]] = []
    if types:
        conditions.append(finding.c.type.in_(types))
    if least is not None:
        conditions.append(finding.c.severity.in_([s.value for s in Severity if s.rank <= least.rank]))
    return conditions


def of_versions(
    connection: Connection, version_ids: Sequence[int], types: Sequence[str], least: Severity | None
) -> list[StoredFinding]:
    """The findings that were asked for, gravest first within a version."""
    query = _stored().where(finding.c.version_id.in_(version_ids), *asked_for(types, least))
    return [_stored_finding(row) for row in connection.execute(query.order_by(_RANK, finding.c.position))]


_RANK = case({severity.value: severity.rank for severity in Severity}, value=finding.c.severity)


def load(connection: Connection, finding_id: int) -> StoredFinding:
    row = connection.execute(_stored().where(finding.c.id == finding_id)).one_or_none()
    if row is None:
        raise missing(
            Text(zh=f"查找发现 {finding_id}", en=f"look up finding {finding_id}"),
            Text(zh="没有这个编号的发现", en="there is no finding of that number"),
            Text(zh="运行 `clauselog findings` 查看已有的发现", en="`clauselog findings` lists those there are"),
        )
    return _stored_finding(row)


def _stored() -> Select[Any]:
    before = version.alias("version_before")
    return (
        select(
            finding,
            policy.c.slug,
            version.c.number,
            version.c.observed_at,
            before.c.number.label("before_number"),
        )
        .join(version, version.c.id == finding.c.version_id)
        .join(policy, policy.c.id == version.c.policy_id)
        .outerjoin(before, before.c.id == version.c.compared_with_id)
    )


def _stored_finding(row: Row[Any]) -> StoredFinding:
    return StoredFinding(row.id, row.slug, row.before_number, row.number, row.observed_at, _finding(row))


def _finding(row: Row[Any]) -> Finding:
    return Finding(
        rule=row.rule,
        rule_version=row.rule_version,
        type=row.type,
        severity=Severity(row.severity),
        direction=Direction(row.direction),
        summary=Text(zh=row.summary_zh, en=row.summary_en),
        why=Text(zh=row.why_zh, en=row.why_en),
        before=_evidence(row.before_quote, row.before_path, row.before_start, row.before_end),
        after=_evidence(row.after_quote, row.after_path, row.after_start, row.after_end),
        hooks=tuple(row.hooks),
        change=row.change_position,
    )


def _columns(side: str, evidence: Evidence | None) -> dict[str, str | int | None]:
    names = ("quote", "path", "start", "end")
    return {f"{side}_{name}": getattr(evidence, name) if evidence is not None else None for name in names}


def _evidence(quote: str | None, path: str, start: int, end: int) -> Evidence | None:
    return None if quote is None else Evidence(quote, path, start, end)
