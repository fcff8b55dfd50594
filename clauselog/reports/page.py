"""Reports as one self-contained HTML file each: a policy through time, or a single comparison.

No script, no font, no image, nothing is loaded: the file can be mailed, filed and printed, and shows the same in
ten years. Everything that was fetched is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    VersionInfo,
)
from clauselog.reports.as_json import without_login
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

_WORDING = (Severity.REVIEW, Severity.EDITORIAL)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding on a page: the place, and the quote in its sentence or None where there is none."""

    place: str
    quoted: Quoted | None
    language: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as a page shows it; ``number`` counts from 1 within its version, ``row`` is the change to look at."""

    number: int
    finding: Finding
    before: Side
    after: Side
    row: int | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One comparison on a page. ``anchor`` makes its ids: ``v3``, ``v3-f1`` (finding), ``v3-c5`` (change)."""

    anchor: str
    comparison: Comparison
    cards: tuple[Card, ...]
    rows: tuple[Row | Fold, ...]
    stated: tuple[tuple[str, str], ...]
    shows_folded: bool

    def cards_of(self, row: Row) -> tuple[Card, ...]:
        """The findings told of the change that the row shows, or quoting the removed clause that it shows."""
        gone = {clause.path for clause in row.before} if row.tone == "removed" else set()
        return tuple(
            card
            for card in self.cards
            if card.row == row.change or (card.finding.before is not None and card.finding.before.path in gone)
        )

    @property
    def told(self) -> tuple[Card, ...]:
        """The findings that say what changed, each worth a card of its own."""
        return tuple(card for card in self.cards if card.finding.severity not in _WORDING)

    @property
    def wording(self) -> tuple[Card, ...]:
        """The findings that only say where words changed and somebody should look."""
        return tuple(card for card in self.cards if card.finding.severity in _WORDING)

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
    before, after = Places(comparison.before), Places(comparison.after)
    ordered = sorted(comparison.findings, key=lambda finding: finding.severity.rank)
    return Chapter(
        anchor=anchor,
        comparison=comparison,
        cards=tuple(
            Card(
                number=number,
                finding=finding,
                before=_side(finding.before, before),
                after=_side(finding.after, after),
                row=finding.change if _is_change(finding.change, comparison) else None,
            )
            for number, finding in enumerate(ordered, 1)
        ),
        rows=redline(comparison),
        stated=stated_lines(comparison.before, comparison.after, lang),
        shows_folded=shows_folded,
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
        for card in chapter.cards:
            counted[card.finding.severity] += 1
    else:
        counted = {severity: info.findings.get(severity, 0) for severity in Severity}
    return tuple((severity, n) for severity, n in counted.items() if n)


def _language(document: Document) -> str:
    """For the ``lang`` attribute; ``und`` is BCP 47 for undetermined."""
    return document.language or "und"
