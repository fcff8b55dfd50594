"""One alert as the JSON body of a webhook, in the shape of Standard Webhooks: type, timestamp, data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clauselog.model import Comparison, Document, Finding, Policy
from clauselog.reports.as_json import Json, day, evidence_json, moment

MATERIAL_CHANGE = "policy.material_change"
CHANGE = "policy.change"


def webhook_payload(
    policy: Policy,
    number: int,
    observed_at: datetime,
    comparison: Comparison,
    findings: Sequence[Finding],
    *,
    msg_id: str,
) -> Json:
    """What a receiver is told of a new version. Keys always stand there, in this order; absent is null.

    - ``type``: ``policy.material_change`` where a finding told here is critical or major, else ``policy.change``
    - ``id``: the idempotency key, equal to the header ``webhook-id`` and the same on every attempt
    - ``timestamp``: when the version was observed, ISO in UTC (the header ``webhook-timestamp`` is the attempt's)
    - ``data.policy``: ``slug``, ``provider``, ``name``
    - ``data.versions``: ``before`` and ``after``, numbers within the policy
    - ``data.stated``: ``before`` and ``after``, each ``updated_on``, ``effective_on`` and ``version_label`` as the text
      states them of itself
    - ``data.verdict``: of the whole version: editorial, review, minor, material, extraction_break
    - ``data.findings``: those the subscription asked for, gravest first, each with ``rule``, ``type``, ``severity``,
      ``direction``, ``summary`` and ``why`` (both ``{"zh", "en"}``), ``hooks``, and the evidence ``before`` and
      ``after``: null, or ``quote`` (exact text of that version), ``path`` of its clause, ``start`` and ``end`` (code
      points into the version's text)
    """
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    material = any(finding.severity.is_material for finding in ordered)
    return {
        "type": MATERIAL_CHANGE if material else CHANGE,
        "id": msg_id,
        "timestamp": moment(observed_at),
        "data": {
            "policy": {"slug": policy.slug, "provider": policy.provider, "name": policy.name},
            "versions": {"before": number - 1 if number > 1 else None, "after": number},
            "stated": {"before": _stated(comparison.before), "after": _stated(comparison.after)},
            "verdict": comparison.verdict.value,
            "findings": [_finding(finding) for finding in ordered],
        },
    }


def _stated(document: Document) -> Json:
    stated = document.stated
    return {
        "updated_on": day(stated.updated_on),
        "effective_on": day(stated.effective_on),
        "version_label": stated.version_label,
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "type": finding.type,
        "severity": finding.severity.value,
        "direction": finding.direction.value,
        "summary": {"zh": finding.summary.zh, "en": finding.summary.en},
        "why": {"zh": finding.why.zh, "en": finding.why.en},
        "hooks": list(finding.hooks),
        "before": evidence_json(finding.before),
        "after": evidence_json(finding.after),
    }
