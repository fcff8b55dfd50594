"""Many findings as a reader wants them: gravest first, what one passage says told once, counted by type.

One new sentence may bring a purpose, a recipient and kinds of data. Each is a finding of its own, for rules,
subscriptions and programs; whoever reads wants the sentence once, with all that it brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clauselog.model import Comparison, Direction, Document, Evidence, Finding, Lang, Severity
from clauselog.reports.quotes import SENTENCE_ENDS

FEW_PASSAGES = 8
"""So many are read from top to bottom; more begin with their number by type, and what is minor is folded away."""
FEW_WORDINGS = 3
"""More changes of wording than that are folded or only counted."""
MOST_BETWEEN_CHARS = 80
"""Words of one sentence that stand farther apart are told apart."""
MOST_QUOTED_CHARS = 600
"""Findings are not told as one where their quotes together are longer."""
_WORDING = (Severity.REVIEW, Severity.EDITORIAL)
_OPENINGS = ("（“", " (“")
_CLOSINGS = ("”）", "”)")


@dataclass(frozen=True, slots=True)
class Passage:
    """The findings that one passage gave rise to, gravest first, and what they quote together on each side."""

    findings: tuple[Finding, ...]
    before: Evidence | None
    after: Evidence | None

    @property
    def severity(self) -> Severity:
        return self.findings[0].severity


@dataclass(frozen=True, slots=True)
class Tally:
    """The findings of one type: how many of each severity, gravest first, and how many for whom."""

    type: str
    findings: tuple[Finding, ...]

    @property
    def severities(self) -> tuple[tuple[Severity, int], ...]:
        found = Counter(finding.severity for finding in self.findings)
        return tuple((severity, found[severity]) for severity in Severity if found[severity])

    @property
    def worse(self) -> int:
        return sum(finding.direction is Direction.WORSE for finding in self.findings)

    @property
    def better(self) -> int:
        return sum(finding.direction is Direction.BETTER for finding in self.findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gravest first, good news for users last of these, then as the clauses stand; of the whole version last."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[int, bool, bool, int]:
    good_news = finding.direction is Direction.BETTER
    return finding.severity.rank, good_news, finding.change is None, finding.change or 0


def is_wording(finding: Finding) -> bool:
    """Whether it only says where words changed and somebody should look."""
    return finding.severity in _WORDING


def passages(findings: Iterable[Finding], comparison: Comparison) -> tuple[Passage, ...]:
    """The findings in order, those of one change joined that quote the same words, or near ones of one sentence.

    Findings of wording stay alone, and so does what quotes nothing.
    """
    made: list[Passage] = []
    of_change: dict[int | None, list[int]] = {}
    for finding in in_order(findings):
        places = of_change.setdefault(finding.change, [])
        for place in places:
            joined = _joined(made[place], finding, comparison)
            if joined is not None:
                made[place] = joined
                break
        else:
            places.append(len(made))
            made.append(Passage((finding,), finding.before, finding.after))
    return tuple(made)


def _joined(passage: Passage, finding: Finding, comparison: Comparison) -> Passage | None:
    if finding.change is None or is_wording(finding):
        return None
    sides: list[Evidence | None] = []
    for one, other, document in (
        (passage.before, finding.before, comparison.before),
        (passage.after, finding.after, comparison.after),
    ):
        if (one is None) != (other is None):
            return None
        if one is None or other is None:
            sides.append(None)
            continue
        between = document.text[min(one.end, other.end) - 1 : max(one.start, other.start)]
        apart = one.path != other.path or len(between) > MOST_BETWEEN_CHARS or SENTENCE_ENDS.search(between)
        if apart or any(document.text[e.start : e.end] != e.quote for e in (one, other)):
            return None
        sides.append(_both(one, other, document))
    if sides == [None, None] or any(side and len(side.quote) > MOST_QUOTED_CHARS for side in sides):
        return None
    return Passage((*passage.findings, finding), sides[0], sides[1])


def _both(one: Evidence, other: Evidence, document: Document) -> Evidence:
    start, end = min(one.start, other.start), max(one.end, other.end)
    if (start, end) == (one.start, one.end):
        return one
    return Evidence(document.text[start:end], one.path, start, end)


def tallies(findings: Sequence[Finding]) -> tuple[Tally, ...]:
    """The findings by type: the type with most of the gravest first."""
    by_type: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        by_type.setdefault(finding.type, []).append(finding)
    made = [Tally(type, tuple(found)) for type, found in by_type.items()]
    return tuple(sorted(made, key=lambda t: tuple(-sum(f.severity is s for f in t.findings) for s in Severity)))


def headline(finding: Finding, lang: Lang) -> str:
    """The summary without the excerpt at its end, for where the quote itself stands below."""
    summary = finding.summary[lang]
    if not summary.endswith(_CLOSINGS):
        return summary
    quotes = [" ".join(side.quote.split()) for side in (finding.before, finding.after) if side]
    for opening in _OPENINGS:
        at = summary.find(opening)
        if at > 0 and any(q.startswith(summary[at + len(opening) : -2].rstrip("…")) for q in quotes):
            return summary[:at]
    return summary
