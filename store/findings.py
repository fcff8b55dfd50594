"""Findings: stored with their version, asked for across all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, insert, select

from clauselog.model import Direction, Evidence, Finding, Severity, StoredFinding, Text
from store import codec, packed
from store.chain import digest_of
from store.checks import damaged
from store.database import upsert
from store.tables import finding, policy, rule_wording, version
from store.troubles import missing


@dataclass(frozen=True, slots=True)
class Wording:
    """What all findings of a rule say alike."""

    rule: str
    rule_version: int
    why: Text
    hooks: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return digest_of([self.rule, self.rule_version, self.why.zh, self.why.en, list(self.hooks)])


def wording_of(one: Finding) -> Wording:
    return Wording(one.rule, one.rule_version, one.why, one.hooks)


def keep_wordings(connection: Connection, found: Sequence[Finding], known: Mapping[Wording, int]) -> dict[Wording, int]:
    """The keys of the wordings of those findings, each stored once. ``known`` are keys that nobody need look up."""
    wanted = {wording_of(one) for one in found}
    keys = {wording: known[wording] for wording in wanted & known.keys()}
    by_digest = {wording.sha256: wording for wording in wanted - keys.keys()}
    for is_new in (False, True):
        missing = sorted(by_digest.keys() - {wording.sha256 for wording in keys})
        if missing and is_new:  # in the order of their digests: two writers never wait for each other in a ring
            statement = upsert(connection.dialect.name, rule_wording).on_conflict_do_nothing(index_elements=["sha256"])
            connection.execute(
                statement,
                [
                    {
                        "sha256": digest,
                        "rule": (one := by_digest[digest]).rule,
                        "rule_version": one.rule_version,
                        "why_zh": one.why.zh,
                        "why_en": one.why.en,
                        "hooks": list(one.hooks),
                    }
                    for digest in missing
                ],
            )
        if missing:
            rows = connection.execute(_WORDINGS_BY_DIGEST, {"digests": missing})
            keys |= {by_digest[row.sha256]: row.id for row in rows}
    return keys


def told_value(found: Sequence[Finding], wordings: Mapping[Wording, int]) -> list[list[Any]]:
    """What the findings say, as JSON: all but their types and severities, which have columns."""
    return [
        [
            wordings[wording_of(one)],
            one.direction.value,
            one.summary.zh,
            one.summary.en,
            one.change,
            _side(one.before),
            _side(one.after),
        ]
        for one in found
    ]


def insert_findings(connection: Connection, version_id: int, found: Sequence[Finding]) -> None:
    rows = [
        {"version_id": version_id, "position": position, "type": one.type, "severity": one.severity.value}
        for position, one in enumerate(found)
    ]
    if rows:
        connection.execute(_INSERT, rows)


def of_version(connection: Connection, version_id: int, told: bytes) -> tuple[Finding, ...]:
    """In the order in which the comparison gave them. ``told`` is of its record. Raises ValueError where damaged."""
    rows = connection.execute(_OF_VERSION, {"version_id": version_id}).all()
    said = codec.parse(told) if told else []
    wordings = load_wordings(connection, {one[0] for one in said})
    return tuple(_finding(one, said[one.position], wordings) for one in rows)


def load_wordings(connection: Connection, ids: Collection[int]) -> dict[int, Wording]:
    if not ids:
        return {}
    rows = connection.execute(_WORDINGS, {"ids": sorted(ids)})
    return {
        row.id: Wording(row.rule, row.rule_version, Text(zh=row.why_zh, en=row.why_en), tuple(row.hooks))
        for row in rows
    }


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
        return _stored_findings(connection, connection.execute(query.limit(limit)).all())
    rare = versions_with(connection, types, least) if types or least is not None else None
    if rare is not None:
        found = [row for chunk in _chunks(rare) for row in connection.execute(query.where(version.c.id.in_(chunk)))]
        found.sort(key=lambda row: (row.observed_at, row.version_id), reverse=True)
        return _stored_findings(connection, found[:limit])
    return _stored_findings(connection, _of_newest(connection, query, since, provider, limit))


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
    return _stored_findings(connection, connection.execute(query.order_by(_RANK, finding.c.position)).all())


_RANK = case({severity.value: severity.rank for severity in Severity}, value=finding.c.severity)


def load(connection: Connection, finding_id: int) -> StoredFinding:
    row = connection.execute(_stored().where(finding.c.id == finding_id)).one_or_none()
    if row is None:
        raise missing(
            Text(zh=f"查找发现 {finding_id}", en=f"look up finding {finding_id}"),
            Text(zh="没有这个编号的发现", en="there is no finding of that number"),
            Text(zh="运行 `clauselog findings` 查看已有的发现", en="`clauselog findings` lists those there are"),
        )
    return _stored_findings(connection, [row])[0]


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


def _stored_findings(connection: Connection, rows: Sequence[Row[Any]]) -> list[StoredFinding]:
    said: dict[int, Any] = {}
    try:
        versions = packed.rows_of(connection, sorted({row.version_id for row in rows}))
        for one, record in zip(versions, packed.unfold_all(connection, versions), strict=True):
            said[one.id] = codec.parse(record.told)
    except ValueError as error:
        raise damaged(Text(zh="读取发现", en="read the findings")) from error
    wordings = load_wordings(connection, {one[0] for values in said.values() for one in values})
    return [
        StoredFinding(
            row.id,
            row.slug,
            row.before_number,
            row.number,
            row.observed_at,
            _finding(row, said[row.version_id][row.position], wordings),
        )
        for row in rows
    ]


def _finding(row: Row[Any], told: Sequence[Any], wordings: Mapping[int, Wording]) -> Finding:
    wording_id, direction, summary_zh, summary_en, change, before, after = told
    wording = wordings[wording_id]
    return Finding(
        rule=wording.rule,
        rule_version=wording.rule_version,
        type=row.type,
        severity=Severity(row.severity),
        direction=Direction(direction),
        summary=Text(zh=summary_zh, en=summary_en),
        why=wording.why,
        before=Evidence(*before) if before is not None else None,
        after=Evidence(*after) if after is not None else None,
        hooks=wording.hooks,
        change=change,
    )


def _side(evidence: Evidence | None) -> list[Any] | None:
    return [evidence.quote, evidence.path, evidence.start, evidence.end] if evidence is not None else None


_INSERT = insert(finding)
_OF_VERSION = select(finding).where(finding.c.version_id == bindparam("version_id")).order_by(finding.c.position)
_WORDINGS = select(rule_wording).where(rule_wording.c.id.in_(bindparam("ids", expanding=True)))
_WORDINGS_BY_DIGEST = select(rule_wording.c.sha256, rule_wording.c.id).where(
    rule_wording.c.sha256.in_(bindparam("digests", expanding=True))
)
