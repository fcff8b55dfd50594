"""Where the clauses of a new version come from: first seen, last changed, through renumbering and rewording."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from clauselog.model import Change, Clause, Comparison
from clauselog.text import key
from store.codec import Origin


def origins(
    number: int,
    clauses: Sequence[Clause],
    before: Sequence[Clause],
    before_origins: Sequence[Origin],
    comparison: Comparison | None,
) -> tuple[Origin, ...]:
    """One for each of ``clauses``, those of version ``number``.

    The comparison names the pairs that changed; clauses it does not name are paired by their texts, in order. Without
    one (a first version, a reparse) all are.
    """
    found: list[Origin | None] = [None] * len(clauses)
    taken: set[int] = set()
    if comparison is not None:
        olds_of, news_of = _Places(before), _Places(clauses)
        for change in comparison.changes:
            for ours, theirs in change.pairs:  # the clauses of a moved block have a past of their own each
                olds = [i for clause in ours if (i := olds_of.find(clause, by_words=True)) is not None]
                taken.update(olds)
                origin = _origin(number, change, [before_origins[i] for i in olds])
                for clause in theirs:
                    if (place := news_of.find(clause, by_words=False)) is not None:
                        found[place] = origin
    free_old = [i for i in range(len(before)) if i not in taken]
    free_new = [i for i, origin in enumerate(found) if origin is None]
    for i, j in _same_texts([before[i] for i in free_old], [clauses[j] for j in free_new]):
        found[free_new[j]] = before_origins[free_old[i]]
    return tuple(origin or Origin(number, number) for origin in found)


class _Places:
    """Where clauses stand in a document: mostly the very objects, else equal ones, else the first of the same words."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._objects = {id(clause): i for i, clause in enumerate(clauses)}
        self._equal: dict[Clause, int] | None = None
        self._words: dict[str, int] | None = None

    def find(self, clause: Clause, *, by_words: bool) -> int | None:
        place = self._objects.get(id(clause))
        if place is not None:
            return place
        if self._equal is None:
            self._equal = {clause: i for i, clause in enumerate(self._clauses)}
        place = self._equal.get(clause)
        if place is not None or not by_words:
            return place
        if self._words is None:
            self._words = {key(one.text): i for i, one in reversed(list(enumerate(self._clauses)))}
        return self._words.get(key(clause.text))


def _origin(number: int, change: Change, olds: Sequence[Origin]) -> Origin:
    if not olds:
        return Origin(number, number)
    first_seen = min(origin.first_seen for origin in olds)
    if change.is_quiet:
        return Origin(first_seen, max(origin.last_changed for origin in olds))
    return Origin(first_seen, number)


def _same_texts(before: Sequence[Clause], after: Sequence[Clause]) -> list[tuple[int, int]]:
    """Each text of ``after``, typography aside, with the first of ``before`` not taken yet; in linear time."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, clause in enumerate(before):
        waiting[key(clause.text)].append(i)
    return [(waiting[key(clause.text)].popleft(), j) for j, clause in enumerate(after) if waiting[key(clause.text)]]
