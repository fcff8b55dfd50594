"""A comparison on the terminal: verdict and findings first, then every changed clause with its edits marked.

In colour, deleted words are red and struck through, inserted ones green and underlined. Without colour they stand
in ``[-…-]`` and ``{+…+}``, so a pipe or a printout loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text as Styled

from apps.cli import words
from apps.cli.layout import hang, joined
from apps.cli.rendering import (
    SEVERITY_STYLE,
    document_line,
    label_of,
    quote,
    severity_badge,
    severity_counts,
)
from apps.cli.safe import clean, one_line
from apps.cli.terminal import Terminal
from clauselog.model import Change, ChangeKind, Clause, Comparison, Document, Edit, Finding, Severity, Verdict
from clauselog.reports.digest import FEW_PASSAGES, FEW_WORDINGS, Passage, headline, is_wording, passages, tallies
from clauselog.reports.labels import document_name, type_word, word
from clauselog.reports.laws import cited
from clauselog.reports.phrases import say
from clauselog.reports.places import spaced
from clauselog.reports.quiet import counted, link_line, quiet_lines
from clauselog.text import key

KEEP_CHARS = 60
"""How much unchanged text is kept on each side of an edit."""
FOLD_CHARS = 2 * KEEP_CHARS + 40
"""Unchanged text longer than this is folded."""
QUIET_SHOWN = 12
"""How many moves, runs of new numbers and links that lead elsewhere are named."""

VERDICT_STYLE = {
    Verdict.IDENTICAL: "green",
    Verdict.EDITORIAL: "green",
    Verdict.REVIEW: "yellow",
    Verdict.MINOR: "cyan",
    Verdict.MATERIAL: "bold red",
    Verdict.EXTRACTION_BREAK: "bold yellow",
}
KIND_STYLE = {ChangeKind.ADDED: "green", ChangeKind.REMOVED: "red"}
DELETED, INSERTED = "red strike", "green underline"


def redline(here: Terminal, comparison: Comparison, names: tuple[str, str], *, full: bool = False) -> None:
    """Print the whole comparison. ``names`` are what the two sides are called; ``full`` folds nothing away."""
    _header(here, comparison, names)
    _findings(here, comparison, full=full)
    _changes(here, comparison, full=full)


def _header(here: Terminal, comparison: Comparison, names: tuple[str, str]) -> None:
    before, after = comparison.before, comparison.after
    here.show(Styled(one_line(document_name(after, here.lang)), "bold"))
    for side, name, document in ((words.OLD, names[0], before), (words.NEW, names[1], after)):
        line = joined([Styled(one_line(name), "bold"), document_line(here, document)], "  ")
        hang(here.out, Styled(here.words(side) + "  ", "dim"), line)
    kinds = [Styled(f"{word(kind, here.lang)} {n}", KIND_STYLE.get(kind, "")) for kind, n in counted(comparison)]
    verdict = Styled(f"● {word(comparison.verdict, here.lang)}", VERDICT_STYLE[comparison.verdict])
    severities = Counter(finding.severity.value for finding in comparison.findings)
    parts = [verdict, severity_counts(severities.items(), here) if severities else "", joined(kinds, "  ")]
    hang(here.out, Styled(), joined(parts, "   "))
    if comparison.reason:
        hang(here.out, Styled("! ", "bold yellow"), Styled(here.words(comparison.reason), "yellow"))


# ------------------------------------------------------------------------------------------ findings


def _findings(here: Terminal, comparison: Comparison, *, full: bool) -> None:
    if not comparison.changes and not comparison.findings:
        return
    here.show(Styled())
    if not comparison.findings:
        here.say(words.NO_FINDINGS)
        return
    here.say(words.FINDINGS, style="bold underline", n=len(comparison.findings))
    found = passages(comparison.findings, comparison)
    wording = [one for one in found if is_wording(one.findings[0])]
    loud = [one for one in found if one not in wording]
    lesser = [one for one in loud if not one.severity.is_material]
    if len(loud) > FEW_PASSAGES:
        _by_type(here, [finding for one in loud for finding in one.findings])
    if full or len(loud) <= FEW_PASSAGES or len(lesser) == len(loud):
        lesser = []
    if full or not loud or len(wording) <= FEW_WORDINGS:
        loud, wording = loud + wording, []
    told: set[str] = set()
    for one in loud:
        if one not in lesser:
            here.show(Styled())
            _show(here, one, comparison, told)
    if lesser:
        here.show(Styled())
    for finding in (finding for one in lesser for finding in one.findings):
        head = joined([severity_badge(finding.severity, here), here.words(finding.summary)], "  ")
        hang(here.out, Styled("▌ ", SEVERITY_STYLE[finding.severity]), head, Styled("  "))
    if wording:
        here.show(Styled())
        here.say(words.WORDING_MORE, style=SEVERITY_STYLE[Severity.REVIEW], n=len(wording))


def _by_type(here: Terminal, findings: Sequence[Finding]) -> None:
    """How many findings of each type, a line each, gravest first; and how many for whom."""
    tallied = tallies(findings)
    widest = max(cell_len(type_word(tally.type, here.lang)) for tally in tallied)
    for tally in tallied:
        name = type_word(tally.type, here.lang)
        lead = Styled(f"  {name}{' ' * (widest - cell_len(name))}  ")
        for_whom = [Styled(f"▼ {tally.worse}", "red") if tally.worse else ""]
        for_whom.append(Styled(f"▲ {tally.better}", "green") if tally.better else "")
        counts = severity_counts(((severity.value, n) for severity, n in tally.severities), here)
        hang(here.out, lead, joined([counts, *for_whom], "  "))
    hang(here.out, Styled("  "), Styled(say("arrows", here.lang), "dim"))


def show_finding(here: Terminal, finding: Finding, told: set[str], number: int) -> None:
    """One finding: what, how grave, for whom; the quotes; why it matters and by which law.

    ``number`` is what ``clauselog explain`` takes. Reasons in ``told`` are not repeated; each one given is added to it.
    """
    _show(here, Passage((finding,), finding.before, finding.after), None, told, number)


def _show(
    here: Terminal, passage: Passage, comparison: Comparison | None, told: set[str], number: int | None = None
) -> None:
    """The findings of a passage, then its quotes, within their sentences where the comparison is at hand, and why."""
    style = SEVERITY_STYLE[passage.severity]
    gutter = Styled("▌ ", style)
    id = Styled(f"#{number}", "dim") if number is not None else ""
    place = " → ".join(dict.fromkeys(e.path for e in (passage.before, passage.after) if e))
    for finding in passage.findings:
        what = Styled(headline(finding, here.lang), "bold")
        hang(here.out, gutter, joined([id, severity_badge(finding.severity, here), what], "  "), gutter)
        about = [type_word(finding.type, here.lang), word(finding.direction, here.lang), one_line(place), finding.rule]
        hang(here.out, gutter, joined(Styled(part, "dim") for part in about if part), gutter)
    before, after = (comparison.before, comparison.after) if comparison else (None, None)
    sides = ((words.OLD, passage.before, before, "red"), (words.NEW, passage.after, after, "green"))
    for name, evidence, document, colour in sides:
        lead = Styled.assemble(gutter, (here.words(name) + " ", "dim"))
        indent = Styled.assemble(gutter, " " * cell_len(here.words(name) + " "))
        hang(here.out, lead, quote(here, evidence, colour, document), indent)
    for finding in passage.findings:
        why = here.words(finding.why)
        if why in told:
            continue
        told.add(why)
        tail = Styled.assemble((here.words(words.WHY), "dim"), (_colon(here), "dim"), why)
        if finding.hooks:
            tail.append(f"  [{cited(finding.hooks, here.lang)}]", "dim")
        hang(here.out, gutter, tail, gutter)


def _colon(here: Terminal) -> str:
    return "：" if here.lang == "zh" else ": "


# ------------------------------------------------------------------------------------------- changes


def _changes(here: Terminal, comparison: Comparison, *, full: bool) -> None:
    here.show(Styled())
    if not comparison.changes:
        here.say(words.NO_CHANGES)
    loud = [(at, change) for at, change in enumerate(comparison.changes) if not change.is_quiet]
    if loud:
        here.say(words.CHANGES, style="bold underline", n=len(loud))
    old_places, new_places = _Places.of(comparison.before), _Places.of(comparison.after)
    for at, change in loud:
        here.show(Styled())
        told = [finding for finding in comparison.findings if finding.change == at]
        place = new_places.above(change.after[0]) if change.after else old_places.above(change.before[0])
        _change_head(here, change, told, place)
        gutter = Styled("│ ", _kind_style(change))
        hang(here.out, gutter, _marked(here, change, full=full), gutter)
    lang = here.lang
    _quiet(here, say("quiet_changes", lang), [line.told(lang) for line in quiet_lines(comparison)], full)
    _quiet(here, say("links_changed", lang), [link_line(link, lang) for link in comparison.links_changed], full)


def _change_head(here: Terminal, change: Change, told: Sequence[Finding], place: str) -> None:
    kinds = joined(Styled(word(kind, here.lang), KIND_STYLE.get(kind, "cyan")) for kind in change.kinds)
    gravest = min((finding.severity for finding in told), key=lambda one: one.rank, default=None)
    head = Styled()
    if place:
        head.append(place + " › ", "dim")
    head.append(_address(change), "bold")
    badge = severity_badge(gravest, here) if gravest else ""
    hang(here.out, Styled(), joined([head, kinds, badge], "  "))


def _address(change: Change) -> str:
    """``6.2 → 6.3``: the labels of both sides where they differ."""
    sides = [" + ".join(label_of(clause) for clause in side) for side in (change.before, change.after) if side]
    return " → ".join(dict.fromkeys(sides))


def _kind_style(change: Change) -> str:
    return next((KIND_STYLE[kind] for kind in change.kinds if kind in KIND_STYLE), "cyan")


def _marked(here: Terminal, change: Change, *, full: bool) -> Styled:
    coloured = here.out.color_system is not None and not here.out.no_color
    body = Styled()
    edits = tuple(_edits(change))
    for at, (op, text) in enumerate(edits):
        if op == "equal":
            kept = text if full else _fold(here, text, first=at == 0, last=at == len(edits) - 1)
            body.append(clean(kept))
        elif coloured:
            body.append(clean(text), DELETED if op == "delete" else INSERTED)
        else:
            body.append(f"[-{clean(text)}-]" if op == "delete" else f"{{+{clean(text)}+}}")
    return body


def _edits(change: Change) -> Iterator[Edit]:
    """The edits as stored; a side that is not there makes the other one all new or all gone."""
    if change.edits:
        yield from _without_typography(change.edits)
        return
    if change.before:
        yield "delete", "\n".join(clause.text for clause in change.before)
    if change.after:
        yield "insert", "\n".join(clause.text for clause in change.after)


def _without_typography(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits without those of spaces and width alone, which no reader would see: there the new text stands."""
    held = ""
    for at, (op, text) in enumerate(edits):
        following = edits[at + 1] if at + 1 < len(edits) else ("equal", "")
        if op == "delete" and (not text.strip() or (following[0] == "insert" and key(text) == key(following[1]))):
            continue
        replaced = edits[at - 1][1] if at and edits[at - 1][0] == "delete" else ""
        if op == "equal" or not text.strip() or (op == "insert" and key(text) == key(replaced)):
            held += text
            continue
        if held:
            yield "equal", held
            held = ""
        yield op, text
    if held:
        yield "equal", held


def _fold(here: Terminal, text: str, *, first: bool, last: bool) -> str:
    """Unchanged text cut down to what gives an edit its place."""
    if len(text) <= FOLD_CHARS or (first and last):
        return text
    head = "" if first else text[:KEEP_CHARS]
    tail = "" if last else text[-KEEP_CHARS:]
    if " " in head[-20:]:
        head = head[: head.rindex(" ")]
    if " " in tail[:20]:
        tail = tail[tail.index(" ") + 1 :]
    return head + here.words(words.FOLDED, n=len(text) - len(head) - len(tail)) + tail


def _quiet(here: Terminal, title: str, lines: Sequence[str], full: bool) -> None:
    """What no word of the policy changed by, dim and one line each."""
    if not lines:
        return
    here.show(Styled())
    here.show(Styled(title, "dim underline"))
    shown = lines if full or len(lines) <= QUIET_SHOWN else lines[: QUIET_SHOWN - 1]
    for line in shown:
        hang(here.out, Styled("  "), Styled(clean(line), "dim"), Styled("    "))
    if len(shown) < len(lines):
        here.say(words.QUIET_MORE, style="dim", n=len(lines) - len(shown))


@dataclass(frozen=True, slots=True)
class _Places:
    """Names the chapters above a clause, looked up by path."""

    by_path: dict[str, Clause]

    @classmethod
    def of(cls, document: Document) -> _Places:
        return cls({clause.path: clause for clause in document.clauses})

    def above(self, clause: Clause) -> str:
        """``六、责任限制 › 6.3``, outermost first; empty at the top."""
        path, found = clause.parent_path, []
        while path:
            parent = self.by_path.get(path)
            if parent is not None:
                name = spaced(parent.label or "") + (parent.heading or "")
                found.append(one_line(name.strip() or parent.path, 28))
            path = path.rpartition("/")[0] or None
        return " › ".join(reversed(found))
