"""Which words point elsewhere now. Where a link leads is no wording, so this never makes a change: it is a note."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from clauselog.model import Change, Clause, Document, Link, LinkChange
from clauselog.text import key

_Words = dict[str, list[str]]
"""The targets of equal words, in reading order."""


def changed_links(before: Document, after: Document, changes: Sequence[Change]) -> tuple[LinkChange, ...]:
    """Words that stand in both versions of a clause and whose link has another target, in reading order.

    ``changes`` says which clause became which; all others are unchanged and keep their order. Links of words that came
    or went are part of those words. A version without any link was read from a format that has none: no note.
    """
    if before.links == after.links or not before.links or not after.links:
        return ()
    old, new = _by_clause(before), _by_clause(after)
    found: list[LinkChange] = []
    for ours, theirs in _paired(before, after, changes):
        was = _words(before, (link for clause in ours for link in old.get(clause.start, ())))
        now = _words(after, (link for clause in theirs for link in new.get(clause.start, ())))
        if was != now:
            found += _compared(was, now, ours, theirs)
    return tuple(found)


def _compared(was: _Words, now: _Words, ours: Sequence[Clause], theirs: Sequence[Clause]) -> Iterator[LinkChange]:
    old_text = key("\n".join(c.text for c in ours))
    new_text = key("\n".join(c.text for c in theirs))
    for words in [*now, *(words for words in was if words not in now)]:
        olds, news = was.get(words, []), now.get(words, [])
        if words not in old_text or words not in new_text:
            continue
        for n in range(max(len(olds), len(news))):
            one = olds[n] if n < len(olds) else None
            other = news[n] if n < len(news) else None
            if one != other:
                yield LinkChange(words, theirs[0].path, one, other)


def _words(document: Document, links: Iterator[Link]) -> _Words:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if words := key(document.text[link.start : link.end]):
            found[words].append(link.target)
    return dict(found)


def _by_clause(document: Document) -> dict[int, list[Link]]:
    """The links by the start of the clause they stand in."""
    starts = [clause.start for clause in document.clauses]
    found: defaultdict[int, list[Link]] = defaultdict(list)
    for link in document.links:
        at = bisect_right(starts, link.start) - 1
        if at >= 0:
            found[starts[at]].append(link)
    return found


def _paired(
    before: Document, after: Document, changes: Sequence[Change]
) -> Iterator[tuple[Sequence[Clause], Sequence[Clause]]]:
    """All pairs, in the order of the new text."""
    partners = {new[0].start: (old, new) for change in changes for old, new in change.pairs if old and new}
    touched_old = {clause.start for change in changes for clause in change.before}
    touched_new = {clause.start for change in changes for clause in change.after}
    rest = (clause for clause in before.clauses if clause.start not in touched_old)
    for clause in after.clauses:
        if clause.start in partners:
            yield partners[clause.start]
        elif clause.start not in touched_new and (partner := next(rest, None)) is not None:
            yield (partner,), (clause,)
