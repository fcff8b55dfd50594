"""What only moved or was renumbered, in as few lines as say it: ``7 – 7.5`` moved, ``8 – 14`` renumbered.

A clause whose parent has another number has another address for that reason alone, so it is counted with its parent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clauselog.diff.align import bare
from clauselog.model import ChangeKind, Clause, Comparison, Document, Lang, LinkChange
from clauselog.reports.hostile import one_line
from clauselog.reports.phrases import count, say

_NAME_CHARS = 32


@dataclass(frozen=True, slots=True)
class Quiet:
    """A moved block, or neighbours that were renumbered alike. ``change`` is the index of the first change of it.

    ``old`` and ``new`` are the labels from first to last, or the name of the first clause where none is printed.
    ``clauses`` counts those below them, too. ``old_after`` and ``new_after`` name what stands before a block.
    """

    kind: ChangeKind
    change: int
    old: str
    new: str
    name: str
    clauses: int
    old_after: str = ""
    new_after: str = ""

    def told(self, lang: Lang) -> str:
        """In one line of words."""
        clauses = count("clauses", self.clauses, lang)
        if self.kind is ChangeKind.RENUMBERED:
            return say("quiet_renumbered", lang, old=self.old or "–", new=self.new or "–", clauses=clauses)
        what = " ".join(part for part in (self.old, self.name) if part)
        if self.old != self.new:
            return say("quiet_moved", lang, what=what, new=self.new or "–", clauses=clauses)
        old, new = (after or say("the_beginning", lang) for after in (self.old_after, self.new_after))
        return say("quiet_moved_after", lang, what=what, old=old, new=new, clauses=clauses)


def quiet_lines(comparison: Comparison) -> tuple[Quiet, ...]:
    """Every moved block and every run of renumbered clauses, in the order of the new text."""
    old, new = _Order(comparison.before), _Order(comparison.after)
    found = [*_moved(comparison, old, new), *_renumbered(comparison, old, new)]
    return tuple(line for _, line in sorted(found, key=lambda item: item[0]))


def counted(comparison: Comparison) -> tuple[tuple[ChangeKind, int], ...]:
    """How often each kind of change is told, those that are. A moved block is one move; numbers are of clauses."""
    kinds = Counter(kind for change in comparison.changes for kind in change.kinds)
    renumbered = sum(
        bare(ours[0].label) != bare(theirs[0].label)
        for change in comparison.changes
        if ChangeKind.RENUMBERED in change.kinds
        for ours, theirs in change.pairs
    )
    kinds[ChangeKind.RENUMBERED] = renumbered
    return tuple((kind, kinds[kind]) for kind in ChangeKind if kinds[kind])


def link_line(link: LinkChange, lang: Lang) -> str:
    """``《规则》: old address → new address``."""
    none = say("no_link", lang)
    old, new = (one_line(target) if target is not None else none for target in (link.before, link.after))
    colon = "：" if lang == "zh" else ": "
    return f"{one_line(link.text)}{colon}{old} → {new}"


class _Order:
    """The places of one document's clauses, among all and among the numbered (or the other) ones under a parent."""

    def __init__(self, document: Document) -> None:
        self.clauses = document.clauses
        self.place = {clause.start: n for n, clause in enumerate(document.clauses)}
        self.among: dict[int, int] = {}
        seen: Counter[tuple[str | None, bool]] = Counter()
        for clause in document.clauses:
            kin = clause.parent_path, bool(bare(clause.label))
            self.among[clause.start] = seen[kin]
            seen[kin] += 1

    def before(self, clause: Clause) -> str:
        """The name of what stands before the clause: the nearest heading or numbered clause no deeper than it."""
        for n in range(self.place.get(clause.start, 0) - 1, -1, -1):
            other = self.clauses[n]
            if other.depth <= clause.depth and (other.heading or other.label):
                return _name(other)
        return ""


def _moved(comparison: Comparison, old: _Order, new: _Order) -> Iterator[tuple[int, Quiet]]:
    for told, change in enumerate(comparison.changes):
        if change.is_quiet and ChangeKind.MOVED in change.kinds:
            first, last = change.after[0], change.after[-1]
            yield (
                first.start,
                Quiet(
                    ChangeKind.MOVED,
                    told,
                    _range(change.before),
                    _range(change.after),
                    _heading(first) or ("" if _range((first, last)) else _name(first)),
                    len(change.after),
                    old.before(change.before[0]),
                    new.before(first),
                ),
            )


@dataclass(slots=True)
class _Run:
    first: int
    olds: list[Clause]
    news: list[Clause]
    clauses: int


def _renumbered(comparison: Comparison, old: _Order, new: _Order) -> Iterator[tuple[int, Quiet]]:
    relabelled: dict[str, tuple[int, Clause, Clause]] = {}  # by new path: which change, of what, to what
    for told, change in enumerate(comparison.changes):
        if ChangeKind.RENUMBERED in change.kinds and ChangeKind.MOVED not in change.kinds:
            ours, theirs = change.before[0], change.after[0]
            relabelled[theirs.path] = (told, ours, theirs)
    runs: list[_Run] = []
    run_of: dict[str, _Run] = {}
    for path, (told, ours, theirs) in sorted(relabelled.items(), key=lambda item: item[1][2].start):
        parent, old_parent = theirs.parent_path, ours.parent_path
        if parent in relabelled and relabelled[parent][1].path == old_parent:
            run_of[path] = run_of[parent]
            run_of[path].clauses += 1
            continue
        last = runs[-1] if runs else None
        if last is None or not (_is_next(old, last.olds[-1], ours) and _is_next(new, last.news[-1], theirs)):
            last = _Run(told, [], [], 0)
            runs.append(last)
        last.olds.append(ours)
        last.news.append(theirs)
        last.clauses += 1
        run_of[path] = last
    for run in runs:
        ends = (run.olds[0], run.olds[-1]), (run.news[0], run.news[-1])
        yield (
            run.news[0].start,
            Quiet(ChangeKind.RENUMBERED, run.first, _range(ends[0]), _range(ends[1]), "", run.clauses),
        )


def _is_next(order: _Order, one: Clause, other: Clause) -> bool:
    """Whether the other is the next clause of its kind after the one, under the same parent."""
    if one.parent_path != other.parent_path or bool(bare(one.label)) != bool(bare(other.label)):
        return False
    at, then = order.among.get(one.start), order.among.get(other.start)
    return at is not None and then == at + 1


def _range(clauses: Sequence[Clause]) -> str:
    printed = [one_line(c.label).rstrip(" 、.．,，") for c in (clauses[0], clauses[-1]) if c.label and bare(c.label)]
    return " – ".join(dict.fromkeys(printed))


def _heading(clause: Clause) -> str:
    text = one_line(clause.heading or "")
    return text if len(text) <= _NAME_CHARS else text[:_NAME_CHARS].rstrip() + "…"


def _name(clause: Clause) -> str:
    label = one_line(clause.label or "") if bare(clause.label) else ""
    text = _heading(clause)
    if not text and not label:
        text = one_line(clause.text)
        text = text if len(text) <= _NAME_CHARS else text[:_NAME_CHARS].rstrip() + "…"
    gap = " " if label and text and label[-1].isascii() else ""
    return f"{label}{gap}{text}"
