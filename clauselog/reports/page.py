"""Reports as one self-contained HTML file each: a policy through time, or a single comparison.

No script, no font, no image, nothing is loaded: the file can be mailed, filed and printed, and shows the same in
ten years. Everything that was fetched is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from clauselog.model import (
    Cause,
    ChangeKind,
    Comparison,
    Document,
    Evidence,
    Finding,
    Lang,
    Policy,
    Severity,
    Text,
    VersionInfo,
)
from clauselog.reports.as_json import without_login
from clauselog.reports.digest import FEW_PASSAGES, Tally, headline, is_wording, passages, tallies
from clauselog.reports.hostile import one_line, web_address
from clauselog.reports.labels import document_name, language_word
from clauselog.reports.letter import minute, policy_title, stated_lines
from clauselog.reports.places import Places
from clauselog.reports.quiet import Quiet, counted, quiet_lines
from clauselog.reports.quotes import Quoted, in_context
from clauselog.reports.redline import Fold, Row, redline
from clauselog.reports.templating import render

FOLDED_CHARS = 1_500_000
"""Most characters of unchanged text that one report repeats; where older versions exceed it, their folds are
closed for good and name the clauses only."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding on a page: the place, and the quote in its sentence or None where there is none."""

    place: str
    quoted: Quoted | None
    language: str


@dataclass(frozen=True, slots=True)
class Point:
    """A finding of a card; ``number`` counts from 1 in its version, ``headline`` leaves out what the card quotes."""

    number: int
    finding: Finding
    headline: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one passage brings: its findings, gravest first, and both sides; ``row`` is the change to look at."""

    points: tuple[Point, ...]
    before: Side
    after: Side
    row: int | None

    @property
    def severity(self) -> Severity:
        return self.points[0].finding.severity

    @property
    def whys(self) -> tuple[tuple[str, Text], ...]:
        """Why it matters, each reason once, with the type of finding it is given for."""
        reasons = {point.finding.why: point.finding.type for point in reversed(self.points)}
        return tuple((type, why) for why, type in reversed(reasons.items()))

    @property
    def hooks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hook for point in self.points for hook in point.finding.hooks))


@dataclass(frozen=True, slots=True)
class Chapter:
    """One comparison on a page. ``anchor`` makes its ids: ``v3``, ``v3-f1`` (finding), ``v3-c5`` (change)."""

    anchor: str
    comparison: Comparison
    cards: tuple[Card, ...]
    rows: tuple[Row | Fold, ...]
    stated: tuple[tuple[str, str], ...]
    shows_folded: bool

    def points_of(self, row: Row) -> tuple[Point, ...]:
        """The findings told of the change that the row shows, or quoting the removed clause that it shows."""
        gone = {clause.path for clause in row.before} if row.tone == "removed" else set()
        return tuple(
            point
            for card in self.cards
            for point in card.points
            if card.row == row.change or (point.finding.before is not None and point.finding.before.path in gone)
        )

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for card in self.cards for point in card.points)

    @property
    def told(self) -> tuple[tuple[Severity, tuple[Card, ...]], ...]:
        """The cards that say what changed, by severity, gravest first."""
        told = [card for card in self.cards if not is_wording(card.points[0].finding)]
        return tuple((severity, tuple(cards)) for severity, cards in groupby(told, key=lambda card: card.severity))

    @property
    def wording(self) -> tuple[Card, ...]:
        """The cards that only say where words changed and somebody should look."""
        return tuple(card for card in self.cards if is_wording(card.points[0].finding))

    @property
    def is_long(self) -> bool:
        """Whether a reader needs a summary first, and what is minor folded away."""
        return sum(len(cards) for _, cards in self.told) > FEW_PASSAGES

    @property
    def index(self) -> tuple[tuple[Tally, tuple[Point, ...]], ...]:
        """The findings that say what changed, by type."""
        points = [point for _, cards in self.told for card in cards for point in card.points]
        points.sort(key=lambda point: point.finding.severity.rank)
        by_type: dict[str, list[Point]] = {}
        for point in points:
            by_type.setdefault(point.finding.type, []).append(point)
        return tuple((tally, tuple(by_type[tally.type])) for tally in tallies([p.finding for p in points]))

    @property
    def changes(self) -> int:
        return len(self.comparison.changes)

    @property
    def kinds(self) -> tuple[tuple[ChangeKind, int], ...]:
        return counted(self.comparison)

    @property
    def quiet(self) -> tuple[Quiet, ...]:
        """What only moved or was renumbered."""
        return quiet_lines(self.comparison)

    @property
    def before_language(self) -> str:
        return _language(self.comparison.before)

    @property
    def after_language(self) -> str:
        return _language(self.comparison.after)


@dataclass(frozen=True, slots=True)
class Entry:
    """One version on a policy's page. ``counts`` are findings by severity, gravest first, none left out at zero."""

    info: VersionInfo
    observed: str
    counts: tuple[tuple[Severity, int], ...]
    chapter: Chapter | None

    @property
    def is_reparsed(self) -> bool:
        return self.info.cause is Cause.REPARSED


def render_report(
    policy: Policy,
    history: Sequence[tuple[VersionInfo, Comparison | None]],
    *,
    lang: Lang,
    generated_at: datetime,
) -> str:
    """A policy's whole history as one HTML page in ``lang``, newest version first.

    ``history`` pairs each version with its comparison to the one before, None where there is none; any order will do.
    """
    newest_first = sorted(history, key=lambda pair: pair[0].number, reverse=True)
    entries, room = [], FOLDED_CHARS
    for info, comparison in newest_first:
        chapter = _chapter(comparison, f"v{info.number}", lang, shows_folded=room > 0) if comparison else None
        room -= len(comparison.after.text) if comparison else 0
        entries.append(Entry(info, minute(info.observed_at), _counts(info, chapter), chapter))
    sources = [without_login(source.location) for source in policy.sources]
    return render(
        "report.html.j2",
        lang,
        policy=policy,
        title=policy_title(policy),
        sources=[(one_line(location), web_address(location)) for location in sources],
        entries=entries,
        language=language_word(entries[0].info.language, lang) if entries else None,
        generated=minute(generated_at),
    )


def render_comparison(comparison: Comparison, *, lang: Lang, names: tuple[str, str]) -> str:
    """One comparison as an HTML page; ``names`` are what the two sides are called (files, versions)."""
    documents = (comparison.before, comparison.after)
    return render(
        "comparison.html.j2",
        lang,
        title=f"{one_line(names[0])} → {one_line(names[1])}",
        sides=[
            (one_line(name), one_line(document_name(document, lang)), document, language_word(document.language, lang))
            for name, document in zip(names, documents, strict=True)
        ],
        chapter=_chapter(comparison, "c", lang, shows_folded=True),
    )


def _chapter(comparison: Comparison, anchor: str, lang: Lang, *, shows_folded: bool) -> Chapter:
    return Chapter(
        anchor=anchor,
        comparison=comparison,
        cards=tuple(_cards(comparison, lang)),
        rows=redline(comparison),
        stated=stated_lines(comparison.before, comparison.after, lang),
        shows_folded=shows_folded,
    )


def _cards(comparison: Comparison, lang: Lang) -> Iterator[Card]:
    before, after = Places(comparison.before), Places(comparison.after)
    number = 0
    for passage in passages(comparison.findings, comparison):
        points = tuple(
            Point(n, finding, headline(finding, lang)) for n, finding in enumerate(passage.findings, number + 1)
        )
        number += len(points)
        change = passage.findings[0].change
        yield Card(
            points=points,
            before=_side(passage.before, before),
            after=_side(passage.after, after),
            row=change if _is_change(change, comparison) else None,
        )


def _is_change(index: int | None, comparison: Comparison) -> bool:
    return index is not None and 0 <= index < len(comparison.changes)


def _side(evidence: Evidence | None, places: Places) -> Side:
    language = _language(places.document)
    if evidence is None:
        return Side("", None, language)
    return Side(places.of(evidence.path), in_context(places.document, evidence), language)


def _counts(info: VersionInfo, chapter: Chapter | None) -> tuple[tuple[Severity, int], ...]:
    if chapter is not None:
        counted = dict.fromkeys(Severity, 0)
        for point in chapter.points:
            counted[point.finding.severity] += 1
    else:
        counted = {severity: info.findings.get(severity, 0) for severity in Severity}
    return tuple((severity, n) for severity, n in counted.items() if n)


def _language(document: Document) -> str:
    """For the ``lang`` attribute; ``und`` is BCP 47 for undetermined."""
    return document.language or "und"
