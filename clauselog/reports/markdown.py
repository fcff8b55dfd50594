"""A comparison as Markdown: for artifacts of a flow run, for tickets and for files under version control.

Texts of the policy stand in fenced ``diff`` blocks, where nothing in them is read as Markdown or HTML; all else that
did not come from here is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from clauselog.model import Change, Clause, Comparison, Direction, Document, Evidence, Finding, Lang
from clauselog.reports.digest import (
    FEW_PASSAGES,
    FEW_WORDINGS,
    Passage,
    headline,
    is_wording,
    passages,
    tallies,
)
from clauselog.reports.hostile import one_line, visible
from clauselog.reports.labels import document_name, type_word, word
from clauselog.reports.laws import cited
from clauselog.reports.letter import stated_lines
from clauselog.reports.phrases import count, say
from clauselog.reports.places import Places
from clauselog.reports.quiet import counted, link_line, quiet_lines
from clauselog.reports.quotes import in_context

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&@!]|:(?=//)|(?<=www)\.|(?<=^\d)[.)]|^[-+=]")
_BACKTICKS = re.compile(r"`+")


def comparison_markdown(comparison: Comparison, lang: Lang) -> str:
    """The verdict, every finding with its quotes, and every change of wording; quiet changes are only counted."""
    before, after = comparison.before, comparison.after
    colon = _colon(lang)
    lines = [
        f"# {escaped(document_name(after, lang))}",
        "",
        f"**{say('verdict', lang)}{colon}{word(comparison.verdict, lang)}**",
        "",
        f"- {_size('old_text', before, lang)}",
        f"- {_size('new_text', after, lang)}",
        *(f"- {name}{colon}{escaped(value)}" for name, value in stated_lines(before, after, lang)),
        "",
    ]
    if comparison.reason:
        lines += [f"> {escaped(comparison.reason[lang])}", ""]
    lines += [f"## {say('findings', lang)}", ""]
    if not comparison.findings:
        lines += [say("no_findings", lang), ""]
    lines += _findings(comparison, lang)
    lines += [f"## {say('redline', lang)}", "", *_changes(comparison, lang)]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text on one line, so that Markdown shows it as it is: no markup, no HTML, no link."""
    return _SPECIAL.sub(lambda hit: f"&#{ord(hit[0])};" if hit[0] in "<>&" else f"\\{hit[0]}", one_line(text))


def _findings(comparison: Comparison, lang: Lang) -> Iterator[str]:
    """By passage, gravest first; where they are many, after a table by type, and changes of wording as a list."""
    found = list(passages(comparison.findings, comparison))
    told = [passage for passage in found if not is_wording(passage.findings[0])]
    wording = found[len(told) :]
    if not told or len(wording) <= FEW_WORDINGS:
        told, wording = found, []
    if len(told) > FEW_PASSAGES:
        yield from _table([finding for passage in told for finding in passage.findings], lang)
    number = 1
    for passage in told:
        yield from _passage(number, passage, comparison, lang)
        number += len(passage.findings)
    if wording:
        yield from (f"### {count('wording', len(wording), lang)}", "")
        for passage in wording:
            place = Places(comparison.after).of(passage.after.path) if passage.after else ""
            if not place and passage.before:
                place = Places(comparison.before).of(passage.before.path)
            yield f"- {escaped(place)}{_colon(lang)}{escaped(passage.findings[0].summary[lang])}"
        yield ""


def _table(findings: list[Finding], lang: Lang) -> Iterator[str]:
    heads = (say("type", lang), say("findings", lang), word(Direction.WORSE, lang), word(Direction.BETTER, lang))
    yield f"| {' | '.join(heads)} |"
    yield "| --- | --- | ---: | ---: |"
    for tally in tallies(findings):
        counts = ", ".join(f"{word(severity, lang)} {n}" for severity, n in tally.severities)
        yield f"| {escaped(type_word(tally.type, lang))} | {counts} | {tally.worse} | {tally.better} |"
    yield ""


def _passage(number: int, passage: Passage, comparison: Comparison, lang: Lang) -> Iterator[str]:
    colon, before, after = _colon(lang), comparison.before, comparison.after
    for place, finding in enumerate(passage.findings, number):
        severity, direction = word(finding.severity, lang), word(finding.direction, lang)
        yield from (f"### {place}. {escaped(headline(finding, lang))}", "")
        yield from (f"{severity} · {escaped(type_word(finding.type, lang))} · {direction}", "")
    quotes = [*_quoted("-", "before", passage.before, before, lang), *_quoted("+", "after", passage.after, after, lang)]
    if passage.before or passage.after:
        yield from (*_fenced(quotes), "")
    for why in dict.fromkeys(finding.why[lang] for finding in passage.findings):
        yield from (f"{say('why', lang)}{colon}{escaped(why)}", "")
    if hooks := tuple(dict.fromkeys(hook for finding in passage.findings for hook in finding.hooks)):
        yield from (f"{say('hooks', lang)}{colon}{escaped(cited(hooks, lang))}", "")


def _quoted(sign: str, side: str, evidence: Evidence | None, document: Document, lang: Lang) -> list[str]:
    if evidence is None:
        return [f"{sign} ({say(f'not_there_{side}', lang)})"]
    quoted = in_context(document, evidence).text
    return [f"@@ {Places(document).of(evidence.path)} @@", *_signed(sign, quoted)]


def _changes(comparison: Comparison, lang: Lang) -> list[str]:
    told = [change for change in comparison.changes if not change.is_quiet]
    kinds = " · ".join(f"{word(kind, lang)} {n}" for kind, n in counted(comparison))
    lines: list[str] = [kinds or say("no_changes", lang), ""]
    for change in told:
        kinds = " · ".join(word(kind, lang) for kind in change.kinds)
        lines += [f"**{escaped(_place(change, comparison))}** {kinds}", ""]
        lines += [*_fenced([*_whole("-", change.before), *_whole("+", change.after)]), ""]
    lines += _listed("quiet_changes", [line.told(lang) for line in quiet_lines(comparison)], lang)
    lines += _listed("links_changed", [link_line(link, lang) for link in comparison.links_changed], lang)
    return lines


def _listed(title: str, told: list[str], lang: Lang) -> list[str]:
    return [f"### {say(title, lang)}", "", *(f"- {escaped(line)}" for line in told), ""] if told else []


def _place(change: Change, comparison: Comparison) -> str:
    if change.after:
        return Places(comparison.after).of(change.after[0].path)
    return Places(comparison.before).of(change.before[0].path)


def _whole(sign: str, clauses: tuple[Clause, ...]) -> list[str]:
    return [line for c in clauses for line in _signed(sign, f"{c.label} {c.text}" if c.label else c.text)]


def _signed(sign: str, text: str) -> list[str]:
    return [f"{sign} {line}" for line in visible(text).split("\n")]


def _fenced(lines: list[str]) -> list[str]:
    """A code block whose fence is longer than any run of backticks inside."""
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}diff", *lines, fence]


def _size(side: str, document: Document, lang: Lang) -> str:
    clauses, characters = len(document.clauses), len(document.text)
    return f"{say(side, lang)}{_colon(lang)}{count('clauses', clauses, lang)}, {count('characters', characters, lang)}"


def _colon(lang: Lang) -> str:
    return "：" if lang == "zh" else ": "
