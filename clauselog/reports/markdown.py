"""A comparison as Markdown: for artifacts of a flow run, for tickets and for files under version control.

Texts of the policy stand in fenced ``diff`` blocks, where nothing in them is read as Markdown or HTML; all else that
did not come from here is escaped.
"""

from __future__ import annotations

import re

from clauselog.model import Change, Clause, Comparison, Document, Evidence, Finding, Lang
from clauselog.reports.hostile import one_line, visible
from clauselog.reports.labels import document_name, type_word, word
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
    ordered = sorted(comparison.findings, key=lambda finding: finding.severity.rank)
    for number, finding in enumerate(ordered, 1):
        lines += _finding(number, finding, before, after, lang)
    lines += [f"## {say('redline', lang)}", "", *_changes(comparison, lang)]
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """The text on one line, so that Markdown shows it as it is: no markup, no HTML, no link."""
    return _SPECIAL.sub(lambda hit: f"&#{ord(hit[0])};" if hit[0] in "<>&" else f"\\{hit[0]}", one_line(text))


def _finding(number: int, finding: Finding, before: Document, after: Document, lang: Lang) -> list[str]:
    colon = _colon(lang)
    head = (
        f"{word(finding.severity, lang)} · {escaped(type_word(finding.type, lang))} · {word(finding.direction, lang)}"
    )
    lines = [f"### {number}. {escaped(finding.summary[lang])}", "", head, ""]
    quotes = [*_quoted("-", "before", finding.before, before, lang), *_quoted("+", "after", finding.after, after, lang)]
    if finding.before or finding.after:
        lines += [*_fenced(quotes), ""]
    lines += [f"{say('why', lang)}{colon}{escaped(finding.why[lang])}", ""]
    if finding.hooks:
        joined = ("；" if lang == "zh" else "; ").join(escaped(hook) for hook in finding.hooks)
        lines += [f"{say('hooks', lang)}{colon}{joined}", ""]
    return lines


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
