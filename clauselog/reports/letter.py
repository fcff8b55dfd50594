"""What a mail tells, before it is text or HTML: names, dates and quotes in the words of one language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from clauselog.model import Comparison, Document, Evidence, Finding, Lang, Policy, Text
from clauselog.reports.columns import shorten
from clauselog.reports.digest import FEW_WORDINGS, Passage, Tally, headline, is_wording, passages, tallies
from clauselog.reports.hostile import one_line, web_address
from clauselog.reports.phrases import say
from clauselog.reports.places import Places
from clauselog.reports.quotes import in_context

QUOTE_CHARS = 240
"""A longer quote is cut in the middle, with a mark that says so; the report has all of it."""
POINTS = 12
IN_SHORT = 40
"""How many passages a mail tells in full, and how many more findings by their summary: a longer mail is not read."""
_AROUND_CHARS = 60
_NAME_CHARS = 60
_OTHER_NAMES = re.compile(r"[()（）/]")


@dataclass(frozen=True, slots=True)
class Quote:
    """One side of a finding: the place and the words there; no words where that side has none.

    ``lead`` and ``tail`` are the rest of the sentence, left out where all of it would be too long.
    """

    place: str
    text: str | None
    lead: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """What one passage brings, gravest first, each with its headline, and both of its quotes."""

    told: tuple[tuple[Finding, str], ...]
    before: Quote
    after: Quote

    @property
    def whys(self) -> tuple[Text, ...]:
        return tuple(dict.fromkeys(finding.why for finding, _ in self.told))

    @property
    def hooks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hook for finding, _ in self.told for hook in finding.hooks))


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a mail says about one version, gravest first.

    ``points`` are told in full, ``in_short`` by their summary alone, and ``beyond`` more are only counted, as are
    changes of ``wording`` where there are many. ``tallies`` sum up by type what is too much to be told in full.
    ``others`` counts findings that the subscriber did not ask for.
    """

    name: str
    between: str
    observed: str
    comparison: Comparison
    stated: tuple[tuple[str, str], ...]
    tallies: tuple[Tally, ...]
    points: tuple[Point, ...]
    in_short: tuple[Finding, ...]
    beyond: int
    wording: int
    others: int
    command: str
    link: str | None


def write_letter(
    policy: Policy,
    number: int,
    observed_at: datetime,
    comparison: Comparison,
    findings: Sequence[Finding],
    lang: Lang,
    report_url: str | None,
) -> Letter:
    told, wording = _parted(passages(findings, comparison))
    more = [finding for passage in told[POINTS:] for finding in passage.findings]
    before, after = Places(comparison.before), Places(comparison.after)
    return Letter(
        name=policy_title(policy),
        between=say("versions_compared", lang, before=number - 1, after=number),
        observed=minute(observed_at),
        comparison=comparison,
        stated=stated_lines(comparison.before, comparison.after, lang),
        tallies=tallies([finding for passage in told for finding in passage.findings]) if more else (),
        points=tuple(
            Point(
                tuple((finding, headline(finding, lang)) for finding in passage.findings),
                before=_quote(passage.before, before, say("not_there_before", lang), lang),
                after=_quote(passage.after, after, say("not_there_after", lang), lang),
            )
            for passage in told[:POINTS]
        ),
        in_short=tuple(more[:IN_SHORT]),
        beyond=len(more[IN_SHORT:]),
        wording=wording,
        others=max(0, len(comparison.findings) - len(findings)),
        command=f"clauselog diff {policy.slug} {number - 1} {number}",
        link=web_address(report_address(report_url, policy, number)) if report_url else None,
    )


def _parted(found: Sequence[Passage]) -> tuple[list[Passage], int]:
    """What is told, and how many changes of wording are only counted: many, beside what is told."""
    told = [passage for passage in found if not is_wording(passage.findings[0])]
    if not told or len(found) - len(told) <= FEW_WORDINGS:
        return list(found), 0
    return told, len(found) - len(told)


def policy_title(policy: Policy) -> str:
    """Provider and name on one line; the provider only once where the name begins with it, or with its other name."""
    provider, name = one_line(policy.provider)[:_NAME_CHARS], one_line(policy.name)[:_NAME_CHARS]
    called = (provider, *filter(None, (part.strip() for part in _OTHER_NAMES.split(provider))))
    return name if name.casefold().startswith(tuple(one.casefold() for one in called)) else f"{provider} {name}"


def report_address(base: str, policy: Policy, number: int) -> str:
    """Where a policy's report is published: the base itself where it names a page, else one page per policy in it."""
    page = base if base.endswith((".html", ".htm")) else f"{base.rstrip('/')}/{policy.slug.replace('/', '-')}.html"
    return f"{page}#v{number}"


def minute(at: datetime) -> str:
    """``2026-04-20 08:00 UTC``."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def stated_lines(before: Document, after: Document, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What both versions say of themselves, as (name, value): ``old → new`` where it differs."""
    lines = []
    for key in ("updated_on", "effective_on", "version_label"):
        old, new = getattr(before.stated, key), getattr(after.stated, key)
        if old is None and new is None:
            continue
        shown = _stated(new, lang) if old == new else f"{_stated(old, lang)} → {_stated(new, lang)}"
        lines.append((say(key, lang), shown))
    return tuple(lines)


def _stated(value: date | str | None, lang: Lang) -> str:
    return say("not_stated", lang) if value is None else one_line(str(value))


def _quote(evidence: Evidence | None, places: Places, absent: str, lang: Lang) -> Quote:
    if evidence is None:
        return Quote(absent, None)
    place = places.of(evidence.path)
    quoted = in_context(places.document, evidence, around_chars=_AROUND_CHARS)
    if len(quoted.text) > QUOTE_CHARS:
        return Quote(place, shorten(evidence.quote, QUOTE_CHARS, lang))
    lead, tail = "…" * quoted.cut_before + quoted.lead, quoted.tail + "…" * quoted.cut_after
    return Quote(place, quoted.quote, lead, tail)
