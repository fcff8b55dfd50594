"""What makes a change material: one module per topic, each rule a small pure function over facts.

``judge`` runs them. A new topic is one module of ``@rule`` functions, imported here, with its golden cases in
``tests/golden/rules/``. Rules compare facts; the reading of text belongs in ``clauselog.facts``.
"""

from __future__ import annotations

from clauselog.rules import (
    ages,
    ai_training,
    amendments,
    bans,
    consent,
    contacts,
    data,
    dates,
    deadlines,
    definitions,
    disputes,
    documents,
    endings,
    exclusions,
    fees,
    fines,
    indemnities,
    laws,
    levels,
    liability,
    licences,
    others,
    parties,
    permissions,
    profiling,
    purposes,
    retention,
    rights,
    scope,
    security,
    sharing,
    transfers,
)  # fmt: skip
from clauselog.rules.framework import REGISTRY, Delta, Rule, Told, Versions, rule, version_rule
from clauselog.rules.judging import judge

TOPICS = (
    ages, ai_training, amendments, bans, consent, contacts, data, dates, deadlines, definitions, disputes, documents,
    endings, exclusions, fees, fines, indemnities, laws, levels, liability, licences, others, parties, permissions,
    profiling, purposes, retention, rights, scope, security, sharing, transfers,
)  # fmt: skip
"""The modules whose rules are in force."""

__all__ = ["REGISTRY", "TOPICS", "Delta", "Rule", "Told", "Versions", "judge", "rule", "version_rule"]
