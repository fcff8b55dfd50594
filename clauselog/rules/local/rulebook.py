"""What a user's rule file says, as values; and how rules of words alone find what came and went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from clauselog.facts.context import language_of
from clauselog.model import Change, Clause, Direction, Document, Evidence, Finding, Lang, Severity, Text
from clauselog.text import key, narrow

When = Literal["gained", "lost", "either"]
_LONGEST_QUOTE_CHARS = 300
_EXCERPT_CHARS = 80


@dataclass(frozen=True, slots=True)
class LocalRule:
    """A rule that a user added: words that came or went.

    ``summary`` may hold ``{quote}``. ``patterns`` are the ways to say it in each language, safe ones
    (``patterns.safe_pattern``).
    """

    id: str
    type: str
    severity: Severity
    direction: Direction
    when: When
    summary: Text
    patterns: Mapping[Lang, tuple[re.Pattern[str], ...]]
    why: Text
    hooks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Rules switched off, severities changed, rules added; empty by default. ``name`` is the file it was read from."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    added: tuple[LocalRule, ...] = ()
    name: str = ""

    def weighed(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings without those of rules switched off, the others as grave as the user holds them."""
        return [
            replace(f, severity=self.severities[f.rule]) if f.rule in self.severities else f
            for f in findings
            if f.rule not in self.off
        ]

    def findings(self, before: Document, after: Document, changes: Sequence[Change]) -> Iterator[Finding]:
        """What the added rules tell: at most one finding of each rule in one change."""
        for rule in self.added:
            if rule.id not in self.off:
                yield from _findings(rule, before, after, changes)


def _findings(rule: LocalRule, before: Document, after: Document, changes: Sequence[Change]) -> Iterator[Finding]:
    everywhere: tuple[set[str], set[str]] | None = None
    for index, change in enumerate(changes):
        if change.is_quiet:
            continue
        was, now = _quotes(rule, before, change.before), _quotes(rule, after, change.after)
        if not was and not now:
            continue
        if everywhere is None:
            everywhere = _said(rule, before), _said(rule, after)
        gained = [e for e in now if _same(e) not in everywhere[0]]
        lost = [e for e in was if _same(e) not in everywhere[1]]
        if (gained and rule.when != "lost") or (lost and rule.when != "gained"):
            yield _finding(rule, _joined(before, lost), _joined(after, gained), index)


def _finding(rule: LocalRule, lost: Evidence | None, gained: Evidence | None, change: int) -> Finding:
    told = (lost if rule.when == "lost" else gained) or gained or lost
    quote = " ".join(told.quote.split()) if told else ""
    excerpt = quote if len(quote) <= _EXCERPT_CHARS else quote[: _EXCERPT_CHARS - 1].rstrip() + "…"
    summary = Text(rule.summary.zh.replace("{quote}", excerpt), rule.summary.en.replace("{quote}", excerpt))
    return Finding(
        rule=rule.id, rule_version=1, type=rule.type, severity=rule.severity, direction=rule.direction,
        summary=summary, why=rule.why, before=lost, after=gained, hooks=rule.hooks, change=change,
    )  # fmt: skip


def _said(rule: LocalRule, document: Document) -> set[str]:
    return {_same(e) for e in _quotes(rule, document, document.clauses)}


def _same(evidence: Evidence) -> str:
    return key(evidence.quote).lower()


def _quotes(rule: LocalRule, document: Document, clauses: Sequence[Clause]) -> list[Evidence]:
    found = []
    for clause in clauses:
        patterns = rule.patterns.get(language_of(narrow(clause.text)), ())
        for left, right in _places(patterns, clause.text):
            start, end = clause.text_start + left, clause.text_start + right
            found.append(Evidence(document.text[start:end], clause.path, start, end))
    return found


@lru_cache(maxsize=16_384)
def _places(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[tuple[int, int], ...]:
    """Where any of the patterns stands in a clause's text, in reading order, blanks at the ends left out."""
    if not patterns:
        return ()
    low = narrow(text)
    found = []
    for pattern in patterns:
        for match in pattern.finditer(low):
            start, end = match.span()
            while start < end and low[start].isspace():
                start += 1
            while end > start and low[end - 1].isspace():
                end -= 1
            if start < end:
                found.append((start, end))
    return tuple(sorted(set(found)))


def _joined(document: Document, quotes: Sequence[Evidence]) -> Evidence | None:
    """One quote that holds all that stand in the first one's clause, where that is short enough."""
    if not quotes:
        return None
    first = quotes[0]
    same = [e for e in quotes if e.path == first.path]
    start, end = min(e.start for e in same), max(e.end for e in same)
    if end - start > _LONGEST_QUOTE_CHARS:
        return first
    return Evidence(document.text[start:end], first.path, start, end)
