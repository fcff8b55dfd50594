"""The JSON of commands that list things: one object with a ``schema`` name around ``reports.as_json`` shapes.

    clauselog.policies/1       {policies: [status]}
    clauselog.log/1            {policy, versions: [version]}            newest first
    clauselog.version/1        {policy, version, document}              document as in clauselog.reading/1
    clauselog.findings/1       {findings: [finding]}                    newest first
    clauselog.subscriptions/1  {subscriptions: [subscription]}          never a secret
    clauselog.tracking/1       {outcomes: [{policy, outcome, version, verdict, findings, error, reason, elapsed_s}]}
    clauselog.delivery/1       {sent, retried, dead, pending, errors}
    clauselog.import/1         {histories: [{policy, fates, findings, …, troubles}], left_aside, elapsed_s}
    clauselog.config-import/1  {tool, added: [policy], known: [policy], not_mapped: [{job, part, reason}]}
    clauselog.export/1         {policy, versions, snapshots, bytes, sha256, path}
    clauselog.bundle-import/1  {policy, versions, new_looks, chain_sha256}
    clauselog.doctor/1         {healthy, checks: [{check, state, seen, advice}]}

An error is ``{kind, tried, seen, todo, transient}`` in the language asked for. Keys are only ever added.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clauselog.errors import ClauselogError
from clauselog.model import Lang, Policy, StoredFinding, Subscription, Version, VersionInfo
from clauselog.pipeline import DeliveryReport, TrackOutcome
from clauselog.ports import OutboxStatus, PolicyStatus
from clauselog.reports.as_json import finding_json, moment, reading_json, status_json, subscription_json, version_json

if TYPE_CHECKING:
    from clauselog.histories import LeftAside
    from clauselog.imports import ImportOutcome
    from clauselog.watchlists import WatchList

Json = dict[str, Any]


def policies_json(statuses: Sequence[PolicyStatus]) -> Json:
    return {"schema": "clauselog.policies/1", "policies": [status_json(status) for status in statuses]}


def log_json(policy: str, log: Sequence[VersionInfo]) -> Json:
    return {"schema": "clauselog.log/1", "policy": policy, "versions": [version_json(info) for info in log]}


def stored_version_json(version: Version) -> Json:
    head = {
        "number": version.number,
        "cause": version.cause.value,
        "observed_at": moment(version.observed_at),
        "reader": version.document.reader,
        "snapshots": list(version.snapshots),
    }
    document = reading_json([version.document])["documents"][0]
    return {"schema": "clauselog.version/1", "policy": version.policy, "version": head, "document": document}


def findings_json(findings: Sequence[StoredFinding], lang: Lang) -> Json:
    return {"schema": "clauselog.findings/1", "findings": [finding_json(finding, lang) for finding in findings]}


def subscriptions_json(subscriptions: Sequence[Subscription]) -> Json:
    return {"schema": "clauselog.subscriptions/1", "subscriptions": [subscription_json(s) for s in subscriptions]}


def tracking_json(outcomes: Sequence[TrackOutcome], lang: Lang) -> Json:
    return {"schema": "clauselog.tracking/1", "outcomes": [_outcome_json(outcome, lang) for outcome in outcomes]}


def delivery_json(report: DeliveryReport, left: OutboxStatus, lang: Lang) -> Json:
    return {
        "schema": "clauselog.delivery/1",
        "sent": report.sent,
        "retried": report.retried,
        "dead": report.dead,
        "pending": left.pending,
        "errors": [error_json(error, lang) for error in report.errors],
    }


def import_json(outcomes: Sequence[ImportOutcome], left: Sequence[LeftAside], elapsed_s: float, lang: Lang) -> Json:
    histories = [
        {
            "policy": one.policy,
            "fates": dict(one.fates),
            "findings": dict(one.findings),
            "first_at": moment(one.first_at) if one.first_at else None,
            "last_at": moment(one.last_at) if one.last_at else None,
            "troubles": [
                {
                    "origin": trouble.origin,
                    "observed_at": moment(trouble.observed_at),
                    "fate": trouble.fate,
                    "reason": trouble.reason[lang],
                }
                for trouble in one.troubles
            ],
        }
        for one in outcomes
    ]
    return {
        "schema": "clauselog.import/1",
        "histories": histories,
        "left_aside": [{"what": one.what, "reason": one.reason[lang]} for one in left],
        "elapsed_s": round(elapsed_s, 3),
    }


def config_import_json(found: WatchList, added: Sequence[Policy], known: Sequence[Policy], lang: Lang) -> Json:
    return {
        "schema": "clauselog.config-import/1",
        "tool": found.tool,
        "added": [_policy_json(policy) for policy in added],
        "known": [_policy_json(policy) for policy in known],
        "not_mapped": [{"job": one.job, "part": one.part, "reason": one.reason[lang]} for one in found.not_mapped],
    }


def _policy_json(policy: Policy) -> Json:
    sources = [{"location": one.location, "keep": list(one.keep), "drop": list(one.drop)} for one in policy.sources]
    return {"slug": policy.slug, "provider": policy.provider, "name": policy.name, "sources": sources}


def error_json(error: ClauselogError, lang: Lang) -> Json:
    return {
        "kind": type(error).__name__,
        "tried": error.tried[lang],
        "seen": error.seen[lang],
        "todo": error.todo[lang],
        "transient": error.transient,
    }


def _outcome_json(outcome: TrackOutcome, lang: Lang) -> Json:
    return {
        "policy": outcome.policy,
        "outcome": outcome.outcome,
        "version": outcome.version,
        "returns_to": outcome.returns_to,
        "verdict": outcome.verdict.value if outcome.verdict else None,
        "findings": dict(outcome.findings),
        "error": error_json(outcome.error, lang) if outcome.error else None,
        "reason": outcome.reason_text[lang] if outcome.reason_text else outcome.reason,
        "elapsed_s": round(outcome.elapsed_s, 3),
    }
