"""One alert as an e-mail: a subject that says what happened, plain text for every reader, HTML for most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clauselog.model import Comparison, Finding, Lang, Policy, VersionInfo
from clauselog.reports.columns import width, wrap
from clauselog.reports.digest import Tally, headline, in_order
from clauselog.reports.hostile import one_line, visible
from clauselog.reports.labels import type_word, word
from clauselog.reports.laws import cited
from clauselog.reports.letter import Letter, Point, policy_title, write_letter
from clauselog.reports.phrases import count, say
from clauselog.reports.templating import render

COLUMNS = 74
"""Width of the plain text; only a long web address and closing punctuation may stand out."""
_LEAD_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes to a mail server besides the addresses. ``subject`` is one line without controls."""

    subject: str
    text: str
    html: str


def render_mail(
    policy: Policy,
    version: VersionInfo | int,
    observed_at: datetime,
    comparison: Comparison,
    findings: Sequence[Finding],
    *,
    lang: Lang,
    report_url: str | None = None,
) -> Mail:
    """What a subscriber is told of a version: the findings that were asked for, gravest first.

    ``report_url`` is the base address under which reports are published (see ``report_address``); only http(s)
    addresses become links.
    """
    number = version if isinstance(version, int) else version.number
    letter = write_letter(policy, number, observed_at, comparison, findings, lang, report_url)
    return Mail(
        subject=subject(policy, findings, comparison, lang),
        text=visible("\n".join(_lines(letter, lang)) + "\n"),
        html=render("mail.html.j2", lang, letter=letter, others=_others(letter, lang)),
    )


def subject(policy: Policy, findings: Sequence[Finding], comparison: Comparison, lang: Lang) -> str:
    """``[clauselog] Qinghe Cloud Privacy Policy: liability cap lowered and 2 more material changes``.

    The gravest finding leads.
    """
    colon = "：" if lang == "zh" else ": "
    return f"[clauselog] {policy_title(policy)}{colon}{_headline(in_order(findings), comparison, lang)}"


def _headline(findings: Sequence[Finding], comparison: Comparison, lang: Lang) -> str:
    if not findings:
        return word(comparison.verdict, lang)
    lead = _lead(findings[0], lang)
    material = sum(finding.severity.is_material for finding in findings)
    key, n = ("material_more", material) if material > 1 else ("more", len(findings))
    if n == 1:
        return lead
    return lead + count(key, n if lang == "zh" else n - 1, lang)  # 等 counts the one named, "more" does not


def _lead(finding: Finding, lang: Lang) -> str:
    for words in (finding.summary[lang], headline(finding, lang)):
        lead = one_line(words).rstrip("。.")
        if width(lead) <= _LEAD_COLUMNS:
            return lead
    direction = word(finding.direction, lang)
    return type_word(finding.type, lang) + (f"（{direction}）" if lang == "zh" else f" ({direction})")


def _lines(letter: Letter, lang: Lang) -> list[str]:
    colon = _colon(lang)
    verdict = word(letter.comparison.verdict, lang)
    lines = [*wrap(letter.name, COLUMNS), "=" * min(COLUMNS, width(letter.name))]
    lines += wrap(f"{verdict} · {letter.between} · {say('observed', lang)} {letter.observed}", COLUMNS)
    for name, value in letter.stated:
        lines += wrap(f"{name}{colon}{value}", COLUMNS, rest="  ")
    if letter.comparison.reason:
        lines += wrap(f"{say('reason', lang)}{colon}{visible(letter.comparison.reason[lang])}", COLUMNS)
    if letter.tallies:
        lines += ["", say("mail_by_type", lang)]
    for tally in letter.tallies:
        line = f"{type_word(tally.type, lang)}{colon}{_how_many(tally, lang)}"
        lines += wrap(line, COLUMNS, first="   * ", rest="     ")
    for place, point in enumerate(letter.points, 1):
        lines += ["", "", *_point_lines(place, point, lang)]
    if letter.in_short:
        lines += ["", "", say("mail_in_short", lang)]
    for finding in letter.in_short:
        head = f"[{word(finding.severity, lang)}] {visible(finding.summary[lang])}"
        lines += wrap(head, COLUMNS, first="   * ", rest="     ")
    return [*lines, "", "-" * COLUMNS, *_footer_lines(letter, lang)]


def _how_many(tally: Tally, lang: Lang) -> str:
    return " · ".join(f"{word(severity, lang)} {n}" for severity, n in tally.severities)


def _point_lines(place: int, point: Point, lang: Lang) -> list[str]:
    colon, lines = _colon(lang), list[str]()
    for finding, told in point.told:
        severity, direction = word(finding.severity, lang), word(finding.direction, lang)
        head = f"[{severity}] {type_word(finding.type, lang)} · {direction}"
        lines += wrap(head, COLUMNS, first="   " if lines else f"{place}. ", rest="   ")
        lines += wrap(visible(told), COLUMNS, first="   ")
    for sign, key, quote in (("-", "before", point.before), ("+", "after", point.after)):
        lines += ["", *wrap(f"{say(key, lang)} · {quote.place}", COLUMNS, first=f"   {sign} ", rest="     ")]
        if quote.text is not None:
            lines += wrap(visible(quote.lead + quote.text + quote.tail), COLUMNS, first="     ")
    lines.append("")
    for why in point.whys:
        lines += wrap(f"{say('why', lang)}{colon}{visible(why[lang])}", COLUMNS, first="   ")
    if point.hooks:
        law = one_line(cited(point.hooks, lang))
        lines += wrap(f"{say('hooks', lang)}{colon}{law}", COLUMNS, first="   ")
    return lines


def _footer_lines(letter: Letter, lang: Lang) -> list[str]:
    notes = [
        count("mail_more", letter.beyond, lang) if letter.beyond else None,
        count("mail_wording", letter.wording, lang) if letter.wording else None,
        _others(letter, lang),
        say("mail_full_report", lang, url=letter.link) if letter.link else None,
        say("mail_command", lang, command=letter.command),
        say("mail_quotes", lang),
        say("mail_why_you", lang),
    ]
    return [line for note in notes if note for line in wrap(note, COLUMNS)]


def _others(letter: Letter, lang: Lang) -> str | None:
    if not letter.others:
        return None
    return say("mail_other" if letter.others == 1 else "mail_others", lang, count=letter.others)


def _colon(lang: Lang) -> str:
    return "：" if lang == "zh" else ": "
