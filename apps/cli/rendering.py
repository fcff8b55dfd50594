"""What people see of documents and lists: colours, headers, clause trees and tables.

Every text that was fetched goes through ``safe.clean`` into a ``rich.text.Text``, so neither Rich markup nor escape
sequences in it mean anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from apps.cli import words
from apps.cli.layout import hang, joined
from apps.cli.safe import clean, one_line
from apps.cli.terminal import Terminal
from clauselog.model import Clause, ClauseKind, Document, Evidence, NamedProvider, Severity, VersionInfo
from clauselog.reports.labels import document_name, language_word, outcome_word, word
from clauselog.reports.places import spaced

QUOTE_CHARS = 600
"""Longest quote shown."""
PROVIDER_CHARS = 80
"""Longest name of a provider shown."""
FORMER_SHOWN = 12
"""So many of the former versions a document lists are named."""
AROUND_CHARS = 40
"""How much of its sentence stands on either side of a quote."""

SEVERITY_STYLE = {
    Severity.CRITICAL: "bold red",
    Severity.MAJOR: "bold dark_orange",
    Severity.MINOR: "cyan",
    Severity.REVIEW: "yellow",
    Severity.EDITORIAL: "dim",
}
OUTCOME_STYLE = {"new_version": "bold green", "unchanged": "dim", "failed": "bold red", "quarantined": "bold yellow"}


def severity_badge(severity: Severity, here: Terminal) -> Styled:
    return Styled(word(severity, here.lang), SEVERITY_STYLE[severity])


def severity_counts(counts: Iterable[tuple[str, int]], here: Terminal) -> Styled:
    """``2 critical · 1 major``, gravest first; a dash for none."""
    by_rank = sorted((Severity(name), n) for name, n in counts if n)
    by_rank.sort(key=lambda pair: pair[0].rank)
    parts = [Styled(f"{n} {word(severity, here.lang)}", SEVERITY_STYLE[severity]) for severity, n in by_rank]
    return joined(parts) if parts else Styled("—", "dim")


def document_line(here: Terminal, document: Document) -> Styled:
    """Language, stated dates and size of a document on one line."""
    stated = document.stated
    return joined(
        [
            language_word(document.language, here.lang),
            *dates(here, stated.published_on, stated.updated_on, stated.effective_on, stated.version_label),
            here.words(words.CLAUSES, n=len(document.clauses)),
            here.words(words.CHARACTERS, n=f"{len(document.text):,}"),
        ]
    )


def named_and_listed(here: Terminal, document: Document) -> list[str]:
    """Who publishes and which former versions there were, as the document states it; a line each, if it does."""
    stated = document.stated
    lines = []
    if stated.providers:
        names = words.LISTED[here.lang].join(_named(here, one) for one in stated.providers)
        lines.append(here.words(words.PUBLISHED_BY, names=names))
    if former := stated.former_versions:
        labels = words.LISTED[here.lang].join(one_line(one.label, 40) for one in former[:FORMER_SHOWN])
        more = words.AND_MORE[here.lang].format(n=len(former) - FORMER_SHOWN) if len(former) > FORMER_SHOWN else ""
        lines.append(here.words(words.FORMER_VERSIONS, n=len(former), labels=labels + more))
    return lines


def _named(here: Terminal, provider: NamedProvider) -> str:
    """The name, and behind it in brackets what else the text calls it."""
    also = " / ".join(one_line(other, 40) for other in provider.also)
    return one_line(provider.name, PROVIDER_CHARS) + (words.ALSO[here.lang].format(names=also) if also else "")


def dates(
    here: Terminal, published: date | None, updated: date | None, effective: date | None, label: str | None
) -> list[str]:
    """The dates and label a policy states of itself, those that are there."""
    named = ((words.PUBLISHED, published), (words.UPDATED, updated), (words.EFFECTIVE, effective))
    found = [here.words(name, on=on.isoformat()) for name, on in named if on]
    return found + ([here.words(words.LABELLED, label=one_line(label, 24))] if label else [])


def stated_dates(here: Terminal, version: VersionInfo) -> str:
    """The stated dates of a stored version, one per line for a table cell."""
    return "\n".join(dates(here, version.published_on, version.updated_on, version.effective_on, version.version_label))


def document_tree(here: Terminal, document: Document, *, left_out: bool = False) -> None:
    """The clauses of a document as an indented tree, each behind its printed label."""
    here.show(Styled(one_line(document_name(document, here.lang)), "bold"))
    hang(here.out, Styled(), document_line(here, document))
    for line in named_and_listed(here, document):
        hang(here.out, Styled(), Styled(line))
    here.show(Styled())
    for clause in document.clauses:
        hang(here.out, _lead(clause), clause_text(clause))
    if left_out:
        _left_out(here, document)
    elif document.left_out:
        here.show(Styled())
        here.say(words.LEFT_OUT_HINT, style="dim", n=len(document.left_out))


def clause_text(clause: Clause) -> Styled:
    """A clause's text, its heading in bold where the text starts with it."""
    text = Styled(clean(clause.text))
    if clause.kind is ClauseKind.HEADING:
        text.stylize("bold")
    elif clause.heading and text.plain.startswith(clean(clause.heading)):
        text.stylize("bold", 0, len(clean(clause.heading)))
    return text


def label_of(clause: Clause) -> str:
    """The printed marker, or the path where there is none."""
    return one_line(clause.label, 24) if clause.label else one_line(clause.path, 24)


def _lead(clause: Clause) -> Styled:
    mark = {ClauseKind.ROW: "┊ ", ClauseKind.NOTE: "※ "}.get(clause.kind, "")
    label = spaced(one_line(clause.label, 24)) if clause.label else "· " if clause.kind is ClauseKind.ITEM else mark
    style = "bold cyan" if clause.kind is ClauseKind.HEADING else "cyan"
    return Styled("  " * min(clause.depth, 12)).append(label, style)


def _left_out(here: Terminal, document: Document) -> None:
    here.show(Styled())
    if not document.left_out:
        here.say(words.NOTHING_LEFT_OUT, style="dim")
        return
    here.say(words.LEFT_OUT, style="bold", n=len(document.left_out))
    for left in document.left_out:
        hang(here.out, Styled(f"  {one_line(left.reason, 24)}: ", "yellow"), Styled(one_line(left.text, 400), "dim"))


def table(here: Terminal, *columns: str | tuple[str, Mapping[str, Any]], title: str | None = None) -> Table:
    """An empty table in the house style; a column may bring options of ``Table.add_column``."""
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        name, options = (column, {}) if isinstance(column, str) else column
        made.add_column(name, **{"overflow": "fold", **options})  # nothing is ever cut off
    return made


def cell(text: object, style: str = "", width: int | None = None) -> Styled:
    """Anything at all as a harmless table cell; None is a dash."""
    if text is None or text == "":
        return Styled("—", "dim")
    if width:
        return Styled(one_line(str(text), width), style)
    return Styled(clean(str(text)), style)


def local_time(at: datetime | None) -> str | None:
    """A moment in the reader's own time zone, to the minute."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else None


def names(here: Terminal, values: Sequence[str]) -> Styled:
    """A filter in a cell: what it lets through."""
    return cell(", ".join(values)) if values else Styled(here.words(words.ALL), "dim")


def outcome_cell(here: Terminal, outcome: str) -> Styled:
    """What a check came to, in its colour."""
    return Styled(one_line(outcome_word(outcome, here.lang)), OUTCOME_STYLE.get(outcome, ""))


def quote(here: Terminal, evidence: Evidence | None, colour: str, document: Document | None = None) -> Styled:
    """An exact quote in quotation marks, within its sentence where the document is at hand; words for none."""
    if evidence is None:
        return Styled(here.words(words.ABSENT), "dim italic")
    if document is None:
        return Styled(f"“{one_line(evidence.quote, QUOTE_CHARS)}”", colour)
    from clauselog.reports.quotes import in_context

    found = in_context(document, evidence, around_chars=AROUND_CHARS)
    lead = ("…" if found.cut_before else "") + clean(found.lead)
    tail = clean(found.tail) + ("…" if found.cut_after else "")
    return Styled.assemble((lead, "dim"), (f"“{one_line(found.quote, QUOTE_CHARS)}”", colour), (tail, "dim"))
