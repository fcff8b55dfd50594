"""What clauselog prints as JSON: plain dicts with stable keys in a stable order.

``comparison_json`` and ``reading_json`` are contracts with a schema; the others follow the same habits: absent is
null, days are ISO dates, moments are ISO in UTC and end in Z, enums are their ids. Summaries are sentences for
people and therefore in the language asked for. No secret of a subscription ever appears.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from clauselog.model import (
    Change,
    Clause,
    Comparison,
    Document,
    Evidence,
    Finding,
    Lang,
    Policy,
    StoredFinding,
    Subscription,
    VersionInfo,
)
from clauselog.ports import PolicyStatus

Json = dict[str, Any]

COMPARISON_SCHEMA = "clauselog.comparison/1"
READING_SCHEMA = "clauselog.reading/1"


def comparison_json(comparison: Comparison, lang: Lang) -> Json:
    """A comparison as ``clauselog compare --format json`` prints it; summaries and reason in ``lang``."""
    return {
        "schema": COMPARISON_SCHEMA,
        "before": document_json(comparison.before),
        "after": document_json(comparison.after),
        "verdict": comparison.verdict.value,
        "reason": comparison.reason[lang] if comparison.reason else None,
        "changes": [change_json(change) for change in comparison.changes],
        "findings": [finding_json(finding, lang) for finding in comparison.findings],
        "links_changed": [
            {"text": link.text, "path": link.path, "before": link.before, "after": link.after}
            for link in comparison.links_changed
        ],
    }


def reading_json(documents: Sequence[Document]) -> Json:
    """The clause trees found in one file, as ``clauselog read --format json`` prints them."""
    return {"schema": READING_SCHEMA, "documents": [_read_document(document) for document in documents]}


def located_json(documents: Sequence[Document], places: Sequence[Sequence[Json | None]], sha256: str) -> Json:
    """``reading_json`` with the place of every clause in the source, whose bytes have that hash; null where none is."""
    told = reading_json(documents)
    for document, found in zip(told["documents"], places, strict=True):
        for clause, place in zip(document["clauses"], found, strict=True):
            clause["source"] = place
    return {"sha256": sha256, **told}


def document_json(document: Document) -> Json:
    """What a document says of itself and how long it is, without its text."""
    stated = document.stated
    return {
        "title": stated.title,
        "language": document.language,
        "characters": len(document.text),
        "clauses": len(document.clauses),
        "published_on": day(stated.published_on),
        "updated_on": day(stated.updated_on),
        "effective_on": day(stated.effective_on),
        "version_label": stated.version_label,
    }


def _read_document(document: Document) -> Json:
    stated = document.stated
    return {
        **document_json(document),
        "provider": stated.provider,
        "providers": [
            {
                "name": named.name,
                "legal_entity": named.legal,
                "also": list(named.also),
                "start": named.start,
                "end": named.end,
            }
            for named in stated.providers
        ],
        "former_versions": [
            {
                "label": former.label,
                "date": day(former.on),
                "link": without_login(former.link) if former.link else None,
                "start": former.start,
                "end": former.end,
            }
            for former in stated.former_versions
        ],
        "spans": {name: list(span) for name, span in sorted(stated.spans.items())},
        "clauses": [{**clause_json(c), "depth": c.depth, "kind": c.kind.value} for c in document.clauses],
        "left_out": [{"reason": left.reason, "text": left.text} for left in document.left_out],
    }


def clause_json(clause: Clause) -> Json:
    return {
        "path": clause.path,
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
    }


def change_json(change: Change) -> Json:
    return {
        "kinds": [kind.value for kind in change.kinds],
        "before": [clause_json(clause) for clause in change.before],
        "after": [clause_json(clause) for clause in change.after],
        "similarity": change.similarity,
        "edits": [[op, text] for op, text in change.edits],
    }


def finding_json(finding: Finding | StoredFinding, lang: Lang) -> Json:
    """A finding; a stored one has its id, policy, versions and time of observation in front."""
    if isinstance(finding, StoredFinding):
        return {
            "id": finding.id,
            "policy": finding.policy,
            "before_version": finding.before_number,
            "after_version": finding.after_number,
            "observed_at": moment(finding.observed_at),
            **finding_json(finding.finding, lang),
        }
    return {
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "type": finding.type,
        "severity": finding.severity.value,
        "direction": finding.direction.value,
        "summary": finding.summary[lang],
        "why": finding.why[lang],
        "hooks": list(finding.hooks),
        "before": evidence_json(finding.before),
        "after": evidence_json(finding.after),
        "change": finding.change,
    }


def evidence_json(evidence: Evidence | None) -> Json | None:
    if evidence is None:
        return None
    return {"quote": evidence.quote, "path": evidence.path, "start": evidence.start, "end": evidence.end}


def policy_json(policy: Policy) -> Json:
    return {
        "slug": policy.slug,
        "provider": policy.provider,
        "name": policy.name,
        "sources": [
            {
                "location": without_login(source.location),
                "keep": list(source.keep),
                "drop": list(source.drop),
                "media_type": source.media_type,
            }
            for source in policy.sources
        ],
    }


def version_json(version: VersionInfo) -> Json:
    """A line of a policy's log. ``findings`` counts by severity; a severity without any is left out."""
    return {
        "policy": version.policy,
        "number": version.number,
        "cause": version.cause.value,
        "observed_at": moment(version.observed_at),
        "title": version.title,
        "language": version.language,
        "characters": version.characters,
        "clauses": version.clauses,
        "published_on": day(version.published_on),
        "updated_on": day(version.updated_on),
        "effective_on": day(version.effective_on),
        "version_label": version.version_label,
        "verdict": version.verdict.value if version.verdict else None,
        "findings": dict(version.findings),
        "returns_to": version.returns_to,
    }


def status_json(status: PolicyStatus) -> Json:
    """A line of the list of policies: the policy, its newest version and what the last check came to."""
    return {
        **policy_json(status.policy),
        "versions": status.versions,
        "latest": version_json(status.latest) if status.latest else None,
        "checked_at": moment(status.checked_at),
        "outcome": status.outcome,
        "error": status.error,
    }


def subscription_json(subscription: Subscription) -> Json:
    """A subscription without its secret; ``signed`` says whether it has one."""
    return {
        "id": subscription.id,
        "channel": subscription.channel.value,
        "target": without_login(subscription.target),
        "policies": list(subscription.policies),
        "providers": list(subscription.providers),
        "types": list(subscription.types),
        "least": subscription.least.value,
        "lang": subscription.lang,
        "active": subscription.active,
        "signed": subscription.secret is not None,
    }


def day(on: date | None) -> str | None:
    """An ISO date, ``2026-04-20``."""
    return on.isoformat() if on else None


def moment(at: datetime | None) -> str | None:
    """An ISO moment in UTC to the second, ``2026-04-20T08:00:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def without_login(location: str) -> str:
    """The location without the user name and password a URL may carry before its host; all else as it is."""
    if "://" not in location or "@" not in location:
        return location
    try:
        parts = urlsplit(location)
    except ValueError:
        return location.partition("://")[0] + "://…"
    if "@" not in parts.netloc:
        return location
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
