"""Why a finding was told: the rule, the facts on both sides, how its severity came about; and every rule as a page."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from clauselog.facts import read_facts
from clauselog.facts.lexicon import DataLexicon
from clauselog.model import Direction, Document, Evidence, Fact, Lang, Severity, StoredFinding, Text
from clauselog.reports.as_json import finding_json
from clauselog.reports.facts import fact_json
from clauselog.reports.labels import SEVERITY
from clauselog.reports.quotes import Quoted, in_context
from clauselog.rules import REGISTRY
from clauselog.rules.framework import Rule
from clauselog.rules.local.rulebook import LocalRule, RuleBook
from clauselog.rules.wording import RULE as REVIEW
from clauselog.rules.wording import WHY as REVIEW_WHY

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """A rule's documentation. ``what`` says what it tells (English, as its author wrote it; None for a user's own).

    ``severity`` is its default, ``set_to`` what the user made of it; ``is_off`` says that the user switched it off.
    """

    id: str
    version: int
    type: str
    severity: Severity
    direction: Direction
    hooks: tuple[str, ...]
    why: Text
    what: str | None = None
    set_to: Severity | None = None
    is_off: bool = False
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding: its quote within its sentence, where it stands, and the facts read there."""

    number: int | None
    evidence: Evidence
    context: Quoted
    trail: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``rule`` is None where the rule that told it is no longer there."""

    stored: StoredFinding
    rule: RuleDoc | None
    severity: Text
    before: Side | None
    after: Side | None


def rule_docs(book: RuleBook) -> list[RuleDoc]:
    """Every rule there is, the user's own last, each as the user's file leaves it."""
    docs = [_of_registry(REGISTRY[id], book) for id in sorted(REGISTRY, key=lambda id: (REGISTRY[id].type, id))]
    review = RuleDoc(REVIEW, 2, "other", Severity.REVIEW, Direction.UNCLEAR, (), REVIEW_WHY,
                     "Words of weight came or went, and no rule told anything.",
                     book.severities.get(REVIEW), REVIEW in book.off)  # fmt: skip
    return [*docs, review, *(_of_user(rule, book) for rule in book.added)]


def rule_doc(id: str, book: RuleBook) -> RuleDoc | None:
    return next((doc for doc in rule_docs(book) if doc.id == id), None)


def _of_registry(rule: Rule, book: RuleBook) -> RuleDoc:
    function = rule.judge or rule.judge_version
    what = inspect.cleandoc(function.__doc__ or "").partition("Why it matters:")[0] if function else ""
    return RuleDoc(
        rule.id, rule.version, rule.type, rule.severity, rule.direction, rule.hooks, rule.why,
        " ".join(what.split()) or None, book.severities.get(rule.id), rule.id in book.off,
    )  # fmt: skip


def _of_user(rule: LocalRule, book: RuleBook) -> RuleDoc:
    return RuleDoc(
        rule.id, 1, rule.type, rule.severity, rule.direction, rule.hooks, rule.why, None,
        book.severities.get(rule.id), rule.id in book.off, is_local=True,
    )  # fmt: skip


def explain(
    stored: StoredFinding, before: Document | None, after: Document, book: RuleBook, lexicon: DataLexicon | None = None
) -> Explanation:
    """``before`` and ``after`` are the documents that were compared then."""
    finding = stored.finding
    rule = rule_doc(finding.rule, book)
    sides = [
        _side(document, evidence, number, finding.type, lexicon) if document is not None and evidence else None
        for document, evidence, number in (
            (before, finding.before, stored.before_number),
            (after, finding.after, stored.after_number),
        )
    ]
    facts = [fact for side in sides if side for fact in side.facts]
    return Explanation(stored, rule, _how_grave(stored, rule, facts), sides[0], sides[1])


def _side(document: Document, evidence: Evidence, number: int | None, type: str, lexicon: DataLexicon | None) -> Side:
    facts = tuple(
        fact
        for fact in read_facts(document, lexicon)
        if fact.type == type and fact.start < evidence.end and evidence.start < fact.end
    )
    clause = next((c for c in document.clauses if c.path == evidence.path), None)
    above = tuple(document.ancestors(clause))[::-1] if clause else ()
    trail = tuple(f"{c.label or ''} {c.heading or ''}".strip() or c.path for c in above)
    return Side(number, evidence, in_context(document, evidence, around_chars=300), trail, facts)


def _how_grave(stored: StoredFinding, rule: RuleDoc | None, facts: list[Fact]) -> Text:
    """How the severity came about, in one sentence."""
    severity = stored.finding.severity
    name = SEVERITY[severity]
    if rule is None:
        return Text(
            f"当时定为“{name.zh}”；该规则现已不在，无从说明。",
            f"It was held to be {name.en} then; the rule is no longer there to say why.",
        )
    default = SEVERITY[rule.severity]
    if rule.set_to is severity:
        return Text(
            f"您的规则文件把它由“{default.zh}”改为“{name.zh}”。",
            f"Your rule file sets it to {name.en}; the rule's own is {default.en}.",
        )
    if severity is rule.severity:
        return Text(f"该规则的默认程度就是“{name.zh}”。", f"The rule's own severity is {name.en}.")
    higher = severity.rank < rule.severity.rank
    marks = sorted({mark for f in facts for mark in (f.get("sensitive") or "").split(";") if mark})
    if marks:
        reason = Text(
            f"涉及的信息受特别保护（{'、'.join(marks)}）", f"the data are protected more ({', '.join(marks)})"
        )
    elif any(f.get("grave") == "yes" for f in facts):
        reason = Text("所述内容比该类型通常情形更重", "what is stated weighs more than is usual for its type")
    elif facts and all(f.get("grave") == "light" for f in facts):
        reason = Text("所述内容比该类型通常情形更轻", "what is stated weighs less than is usual for its type")
    elif higher:
        reason = Text("读出的事实更严重", "of what the facts say")
    else:
        reason = Text(
            "另一版本已有部分相同的内容，或事实较轻",
            "the other version says part of it already, or the facts are lighter",
        )
    zh, en = ("上调", "raised") if higher else ("下调", "lowered")
    return Text(
        f"该规则默认“{default.zh}”，此处{zh}为“{name.zh}”：{reason.zh}。",
        f"The rule's own severity is {default.en}; {en} to {name.en} here because {reason.en}.",
    )


# ------------------------------------------------------------------------------------------------ JSON


def rule_json(doc: RuleDoc, lang: Lang) -> Json:
    return {
        "id": doc.id,
        "version": doc.version,
        "type": doc.type,
        "severity": (doc.set_to or doc.severity).value,
        "default_severity": doc.severity.value,
        "direction": doc.direction.value,
        "what": doc.what,
        "why": doc.why[lang],
        "law": list(doc.hooks),
        "enabled": not doc.is_off,
        "origin": "local" if doc.is_local else "clauselog",
    }


def rules_json(docs: list[RuleDoc], lang: Lang) -> Json:
    return {"schema": "clauselog.rules/1", "rules": [rule_json(doc, lang) for doc in docs]}


def explanation_json(told: Explanation, lang: Lang, lexicon: DataLexicon | None = None) -> Json:
    return {
        "schema": "clauselog.explanation/1",
        "finding": finding_json(told.stored, lang),
        "rule": rule_json(told.rule, lang) if told.rule else None,
        "severity": told.severity[lang],
        "before": _side_json(told.before, lang, lexicon),
        "after": _side_json(told.after, lang, lexicon),
    }


def _side_json(side: Side | None, lang: Lang, lexicon: DataLexicon | None) -> Json | None:
    if side is None:
        return None
    return {
        "version": side.number,
        "path": side.evidence.path,
        "above": list(side.trail),
        "start": side.evidence.start,
        "end": side.evidence.end,
        "lead": side.context.lead,
        "quote": side.evidence.quote,
        "tail": side.context.tail,
        "facts": [fact_json(fact, side.evidence.path, lang, lexicon) for fact in side.facts],
    }
