"""Which clause became which: pairs the clauses of two versions, at a cost that stays near linear.

1. Equal heads and tails are trimmed. 2. Clauses whose text stands once on both sides are anchors; anchors grow
through equal neighbours and through equal parents, which settles most repeated texts. 3. The heaviest chain of
anchors that keeps its order is the spine; anchors off it have moved. 4. Between two anchors of the spine the rest is
paired in order by likeness. 5. What is left over is looked up by rare grams and paired across the order.
6. Left-over clauses whose words stand inside another changed clause make it a split or a merge.

Texts are compared by ``clauselog.text.key``; labels never make an identity, they only tip a balance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TypeVar
from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from clauselog.diff.chain import Link, heaviest_chain, heaviest_order
from clauselog.diff.shape import SHORT_UNITS, GramIndex, Shapes, grams, likeness, units
from clauselog.model import Clause, ClauseKind, Pairing
from clauselog.text import key

MATRIX_CELLS = 20_000
"""Up to here every clause of a gap is measured against every other; beyond, only against a shortlist."""
IN_PLACE_RATIO = 0.45
"""Least likeness of two clauses that stand between the same neighbours."""
SHORT_IN_PLACE_RATIO = 0.55
ACROSS_RATIO = 0.6
"""Least likeness of two clauses that do not keep the order: nothing but their words speaks for them."""
SHORT_ACROSS_RATIO = 0.75
CONTAINED_RATIO = 0.7
"""Least share of a clause's grams that stand in another one, for it to be a piece of that one."""
UNLIKE_RATIO = 0.3
"""Below this, no label, parent or position makes two clauses one."""
ALMOST = 0.999
"""The likeness of texts that differ in punctuation only: a change, though no word changed."""

_K = TypeVar("_K")
_MARKER_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MARKER_DRESS = re.compile(r"^第(?=.)|(?<=.)(?:条|章|节|款|项|编|部分)$")


def bare(label: str | None) -> str:
    """The number of a label without its dress: ``（二）``, ``二、``, ``第二条`` are all ``二``; a bullet is nothing."""
    return _MARKER_DRESS.sub("", _MARKER_EDGES.sub("", key(label).lower())) if label else ""


def align(before: Sequence[Clause], after: Sequence[Clause]) -> list[Pairing]:
    """Every clause of both sides in exactly one pairing, in reading order of ``after``; removed ones where they stood.

    The same input gives the same result on every run.
    """
    return _Alignment(before, after).run()


class _Side:
    """One version: its clauses with what the aligner reads of them, each worked out once and when first asked."""

    def __init__(self, clauses: Sequence[Clause], shapes: Shapes) -> None:
        self.clauses = clauses
        self.keys = [key(c.text) for c in clauses]
        self._maker = shapes
        self._shapes: dict[int, str] = {}
        self._bare: dict[int, str] = {}
        self._ties: dict[int, int] = {}
        self._units: dict[int, int] = {}
        self._grams: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return len(self.clauses)

    def shape(self, n: int) -> str:
        shape = self._shapes.get(n)
        if shape is None:
            shape = self._shapes[n] = self._maker.shape(self.keys[n])
        return shape

    def bare(self, n: int) -> str:
        label = self._bare.get(n)
        if label is None:
            label = self._bare[n] = bare(self.clauses[n].label)
        return label

    def weight(self, n: int) -> int:
        """What it costs to call this clause moved: its length, and a little for being a clause at all.

        Below that, its words break ties, so that the same clause is called moved whichever side comes first.
        """
        return (len(self.keys[n]) + 10) << 16 | self.tie(n)

    def tie(self, n: int) -> int:
        tie = self._ties.get(n)
        if tie is None:
            tie = self._ties[n] = crc32(self.keys[n].encode()) & 0xFFFF
        return tie

    def units(self, n: int) -> int:
        count = self._units.get(n)
        if count is None:
            count = self._units[n] = units(self.shape(n))
        return count

    def grams(self, n: int) -> frozenset[str]:
        held = self._grams.get(n)
        if held is None:
            held = self._grams[n] = frozenset(grams(self.shape(n)))
        return held

    @cached_property
    def parents(self) -> list[int]:
        """The place of each clause's nearest ancestor, -1 at the top."""
        at: dict[str, int] = {}
        parents: list[int] = []
        for n, clause in enumerate(self.clauses):
            path = clause.path.rpartition("/")[0]
            while path and path not in at:
                path = path.rpartition("/")[0]
            parents.append(at[path] if path else -1)
            at[clause.path] = n
        return parents


class _Alignment:
    def __init__(self, before: Sequence[Clause], after: Sequence[Clause]) -> None:
        shapes = Shapes()
        self.a = _Side(before, shapes)
        self.b = _Side(after, shapes)
        self.to: list[int] = [-1] * len(before)
        """The partner after of each clause before, -1 for none (yet)."""
        self.back: list[int] = [-1] * len(after)
        self.ratio: dict[tuple[int, int], float] = {}
        """Likeness of the pairs that are not equal."""
        self.pieces_before: dict[int, list[int]] = {}
        """Clause after → the clauses before that were merged into it, besides its partner."""
        self.pieces_after: dict[int, list[int]] = {}
        """Clause before → the clauses after that it was split into, besides its partner."""

    def run(self) -> list[Pairing]:
        self.trim()
        self.anchor()
        spine = self.spine()
        self.grow_alike(pair for pair in self.pairs() if pair not in spine)
        self.fill_gaps(sorted(spine))
        self.pair_leftovers()
        self.attach_pieces()
        return self.pairings()

    # ------------------------------------------------------------------------------ equal texts

    def pair(self, i: int, j: int, ratio: float = 1.0) -> None:
        self.to[i], self.back[j] = j, i
        if self.a.keys[i] != self.b.keys[j]:
            self.ratio[i, j] = min(ratio, ALMOST)

    def pairs(self) -> list[tuple[int, int]]:
        return [(i, j) for i, j in enumerate(self.to) if j >= 0]

    def equal_and_free(self, i: int, j: int) -> bool:
        return (
            0 <= i < len(self.to)
            and 0 <= j < len(self.back)
            and self.to[i] < 0
            and self.back[j] < 0
            and self.a.keys[i] == self.b.keys[j]
        )

    def trim(self) -> None:
        i = 0
        while self.equal_and_free(i, i):
            self.pair(i, i)
            i += 1
        i, j = len(self.a) - 1, len(self.b) - 1
        while self.equal_and_free(i, j):
            self.pair(i, j)
            i, j = i - 1, j - 1

    def anchor(self) -> None:
        self.grow(self.pair_unique((n, k) for n, k in enumerate(self.a.keys)))
        if -1 not in self.to or -1 not in self.back:
            return
        while self.grow(self.pair_unique_under_parents()):
            pass
        self.grow(self.pair_equal_counts())

    def pair_unique(self, keyed: Iterable[tuple[int, str]]) -> list[tuple[int, int]]:
        """Pair the free clauses whose text stands once among the free clauses of either side."""
        ours = _once((k, n) for n, k in keyed if self.to[n] < 0)
        theirs = _once((k, n) for n, k in enumerate(self.b.keys) if self.back[n] < 0)
        return self.pair_all((i, theirs[k]) for k, i in ours.items() if k in theirs)

    def pair_unique_under_parents(self) -> list[tuple[int, int]]:
        ours = _once(
            ((self.to[p], self.a.keys[n]), n)
            for n, p in enumerate(self.a.parents)
            if self.to[n] < 0 and p >= 0 and self.to[p] >= 0
        )
        theirs = _once(((p, self.b.keys[n]), n) for n, p in enumerate(self.b.parents) if self.back[n] < 0 and p >= 0)
        return self.pair_all((i, theirs[k]) for k, i in ours.items() if k in theirs)

    def pair_equal_counts(self) -> list[tuple[int, int]]:
        """Repeated texts that are as many before as after keep their order among themselves."""
        return self.pair_all(
            pair
            for ours, theirs in self.free_by_text()
            if len(ours) == len(theirs)
            for pair in zip(ours, theirs, strict=True)
        )

    def free_by_text(self) -> Iterator[tuple[list[int], list[int]]]:
        ours: dict[str, list[int]] = {}
        theirs: dict[str, list[int]] = {}
        for n, k in enumerate(self.a.keys):
            if self.to[n] < 0:
                ours.setdefault(k, []).append(n)
        for n, k in enumerate(self.b.keys):
            if self.back[n] < 0 and k in ours:
                theirs.setdefault(k, []).append(n)
        for k, places in theirs.items():
            yield ours[k], places

    def pair_all(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        done = sorted(pairs)
        for i, j in done:
            self.pair(i, j)
        return done

    def grow(self, anchors: list[tuple[int, int]]) -> bool:
        """Pair equal neighbours of anchors, and theirs, outwards. False where there was no anchor."""
        for i, j in sorted(anchors, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]))):
            for step in (1, -1):
                m, n = i + step, j + step
                while self.equal_and_free(m, n):
                    self.pair(m, n)
                    m, n = m + step, n + step
        return bool(anchors)

    def spine(self) -> set[tuple[int, int]]:
        return heaviest_order(self.pairs(), self.weight)

    def weight(self, i: int, j: int) -> int:
        return self.a.weight(i) + self.b.weight(j)

    # ------------------------------------------------------------------------------ alike texts

    def score(self, i: int, j: int, ratio: float, lone: bool) -> float:
        """Likeness with what else speaks for the pair: equal text, label or parent, or no other candidate."""
        parent, partner = self.a.parents[i], self.b.parents[j]
        under = self.to[parent] == partner if parent >= 0 and partner >= 0 else parent == partner
        label = self.a.bare(i)
        return (
            ratio
            + 0.05 * (self.a.keys[i] == self.b.keys[j])
            + 0.05 * (bool(label) and label == self.b.bare(j))
            + 0.05 * under
            + 0.05 * lone
            + 0.1 * self.is_title_grown(i, j)
        )

    def is_title_grown(self, i: int, j: int) -> bool:
        """A heading that gained or lost some words: 账号 and 账号与安全."""
        ours, theirs = self.a.clauses[i], self.b.clauses[j]
        if ours.kind is not ClauseKind.HEADING or theirs.kind is not ClauseKind.HEADING:
            return False
        return self.a.shape(i) in self.b.shape(j) or self.b.shape(j) in self.a.shape(i)

    def is_short(self, i: int, j: int) -> bool:
        return self.a.units(i) < SHORT_UNITS or self.b.units(j) < SHORT_UNITS

    def grow_alike(self, anchors: Iterable[tuple[int, int]]) -> None:
        """Pair the like neighbours of moved anchors: a block that moved takes its reworded clauses along."""
        for i, j in anchors:
            for step in (1, -1):
                m, n = i + step, j + step
                while 0 <= m < len(self.a) and 0 <= n < len(self.b) and self.to[m] < 0 and self.back[n] < 0:
                    least = SHORT_ACROSS_RATIO if self.is_short(m, n) else ACROSS_RATIO - 0.1
                    ratio = likeness(self.a.shape(m), self.b.shape(n), least)
                    if not ratio:
                        break
                    self.pair(m, n, ratio)
                    m, n = m + step, n + step

    def fill_gaps(self, spine: Sequence[tuple[int, int]]) -> None:
        last_i = last_j = -1
        for i, j in [*spine, (len(self.a), len(self.b))]:
            if i > last_i + 1 and j > last_j + 1:
                ours = [n for n in range(last_i + 1, i) if self.to[n] < 0]
                theirs = [n for n in range(last_j + 1, j) if self.back[n] < 0]
                self.fill(ours, theirs)
            last_i, last_j = i, j

    def fill(self, ours: list[int], theirs: list[int], depth: int = 0) -> None:
        """Pair the free clauses between two anchors, in order, so that the sum of likeness is greatest."""
        if not ours or not theirs:
            return
        small = len(ours) * len(theirs) <= MATRIX_CELLS
        lone = len(ours) == len(theirs) == 1
        links: list[Link] = []
        ratios: dict[tuple[int, int], float] = {}
        for i, j, ratio in self.measure_all(ours, theirs) if small else self.measure_likely(ours, theirs):
            score = self.score(i, j, ratio, lone)
            if score >= (SHORT_IN_PLACE_RATIO if self.is_short(i, j) else IN_PLACE_RATIO):
                links.append((i, j, round((score - UNLIKE_RATIO) * 1e6) << 16 | self.a.tie(i) ^ self.b.tie(j)))
                ratios[i, j] = ratio
        chain = heaviest_chain(links)
        for i, j in chain:
            self.pair(i, j, ratios[i, j])
        if not small and chain and depth < 4:
            last_m = last_n = 0
            for i, j in [*chain, (ours[-1] + 1, theirs[-1] + 1)]:
                m = _skip(ours, last_m, i)
                n = _skip(theirs, last_n, j)
                self.fill(
                    [p for p in ours[last_m:m] if self.to[p] < 0], [p for p in theirs[last_n:n] if self.back[p] < 0],
                    depth + 1,
                )  # fmt: skip
                last_m, last_n = m, n

    def measure_all(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int, float]]:
        choices = [self.b.shape(j) for j in theirs]
        for i in ours:
            for _, ratio, place in process.extract(
                self.a.shape(i),
                choices,
                scorer=Indel.normalized_similarity,
                processor=None,
                score_cutoff=UNLIKE_RATIO,
                limit=None,
            ):
                yield i, theirs[place], ratio

    def measure_likely(self, ours: list[int], theirs: list[int]) -> Iterator[tuple[int, int, float]]:
        """Only what shares rare grams, or stands at about the same share of the way through the gap."""
        likely = self.shortlist(ours, theirs)
        for m, i in enumerate(ours):
            middle = m * len(theirs) // len(ours)
            likely.update((i, j) for j in theirs[max(0, middle - 3) : middle + 4])
        for i, j in sorted(likely):
            ratio = likeness(self.a.shape(i), self.b.shape(j), UNLIKE_RATIO)
            if ratio:
                yield i, j, ratio

    def shortlist(self, ours: Sequence[int], theirs: Sequence[int]) -> set[tuple[int, int]]:
        of_ours = GramIndex((i, self.a.grams(i)) for i in ours)
        of_theirs = GramIndex((j, self.b.grams(j)) for j in theirs)
        likely = {(i, j) for i in ours for j in of_theirs.nearest(self.a.grams(i))}
        likely.update((i, j) for j in theirs for i in of_ours.nearest(self.b.grams(j)))
        return likely

    # ------------------------------------------------------------------------------ left over

    def free(self) -> tuple[list[int], list[int]]:
        return [n for n, j in enumerate(self.to) if j < 0], [n for n, i in enumerate(self.back) if i < 0]

    def pair_leftovers(self) -> None:
        """Equal texts first, then the most alike: these moved, and may have been reworded on the way."""
        self.pair_all(pair for ours, theirs in self.free_by_text() for pair in zip(ours, theirs, strict=False))
        ours, theirs = self.free()
        if not ours or not theirs:
            return
        measured: list[tuple[float, int, int]] = []
        for i, j in self.shortlist(ours, theirs):
            least = SHORT_ACROSS_RATIO if self.is_short(i, j) else ACROSS_RATIO
            ratio = likeness(self.a.shape(i), self.b.shape(j), least)
            if ratio:
                measured.append((ratio, i, j))
        for ratio, i, j in sorted(measured, key=self.best_first):
            if self.to[i] < 0 and self.back[j] < 0:
                self.pair(i, j, ratio)

    def best_first(self, measured: tuple[float, int, int]) -> tuple[float, int, int, int, int]:
        ratio, i, j = measured
        return -ratio, abs(i - j), i + j, self.a.tie(i) ^ self.b.tie(j), i

    def attach_pieces(self) -> None:
        """Join loose clauses to the changed clause of the other side that their words stand in, the surest first."""
        ours, theirs = self.free()
        split = _Attachment(self.b, self.a, self.back, self.to, self.pieces_after, self.pieces_before)
        merged = _Attachment(self.a, self.b, self.to, self.back, self.pieces_before, self.pieces_after)
        likely = [(order, split, n, whole) for order, n, whole in split.likely(theirs)]
        likely += [(order, merged, n, whole) for order, n, whole in merged.likely(ours)]
        for _, way, n, whole in sorted(likely, key=lambda one: one[0]):
            if way.home[n] >= 0 or not way.fits(n, whole):
                continue
            if way.partner[whole] >= 0:
                way.pieces.setdefault(whole, []).append(n)
                way.home[n] = whole
            else:
                # The first piece of a clause that nothing else was like: its partner, until others join.
                pair = (whole, n) if way is split else (n, whole)
                self.pair(*pair, likeness(way.other.shape(whole), way.side.shape(n)))

    # ------------------------------------------------------------------------------ the verdict

    def pairings(self) -> list[Pairing]:
        pairs = [(i, j) for i, j in self.pairs() if self.back[j] == i]
        in_order = heaviest_order(pairs, self.weight)
        placed: list[tuple[tuple[int, int, int], Pairing]] = []
        before_of = dict(pairs)
        pieces = {n for held in self.pieces_before.values() for n in held}
        last = -1
        for i in range(len(self.a)):
            if i in before_of:
                j = before_of[i]
                group_a = tuple(sorted([i, *self.pieces_before[j]])) if j in self.pieces_before else (i,)
                group_b = tuple(sorted([j, *self.pieces_after[i]])) if i in self.pieces_after else (j,)
                if (i, j) in in_order:
                    last = max(last, *group_b)
                pairing = Pairing(group_a, group_b, self.group_ratio(group_a, group_b), (i, j) not in in_order)
                placed.append(((group_b[0], 0, i), pairing))
            elif i not in pieces:
                placed.append(((last, 1, i), Pairing((i,), (), 0.0)))
        placed.extend(((j, 0, -1), Pairing((), (j,), 0.0)) for j, i in enumerate(self.back) if i < 0)
        placed.sort(key=itemgetter(0))
        return [pairing for _, pairing in placed]

    def group_ratio(self, group_a: tuple[int, ...], group_b: tuple[int, ...]) -> float:
        if len(group_a) == len(group_b) == 1:
            return self.ratio.get((group_a[0], group_b[0]), 1.0)
        ours = "".join(self.a.shape(n) for n in group_a)
        theirs = "".join(self.b.shape(n) for n in group_b)
        return likeness(ours, theirs)


@dataclass(slots=True)
class _Attachment:
    """One way to join pieces of ``side`` to wholes of ``other``: of what was split, or of what was merged."""

    side: _Side
    other: _Side
    home: list[int]
    """By clause of ``side``: its partner or whole in ``other``, -1 while loose."""
    partner: list[int]
    """By clause of ``other``: its partner in ``side``, -1 for none."""
    pieces: dict[int, list[int]]
    wholes_of_side: dict[int, list[int]]

    def likely(self, loose: Sequence[int]) -> Iterator[tuple[tuple[int, int, int], int, int]]:
        """(order, loose clause, whole), the least order being the surest; a handful for each loose clause."""
        if not loose:
            return
        wholes = {n for n in range(len(self.other)) if self.is_changed(n)}
        index = GramIndex((n, self.other.grams(n)) for n in sorted(wholes))
        for n in loose:
            beside = {self.home[m] for m in (n - 1, n + 1) if 0 <= m < len(self.home)} & wholes
            own = self.side.grams(n)
            for whole in beside.union(index.nearest(own)):
                shared = len(own & self.other.grams(whole))
                yield (-shared, abs(whole - n), self.side.tie(n) ^ self.other.tie(whole)), n, whole

    def is_changed(self, n: int) -> bool:
        return self.partner[n] < 0 or self.other.keys[n] != self.side.keys[self.partner[n]]

    def fits(self, n: int, whole: int) -> bool:
        """Whether the words of ``n`` stand in ``whole``, and not only where those of its other parts do."""
        partner = self.partner[whole]
        if partner in self.wholes_of_side:  # nothing is split and merged at once
            return False
        piece, text = self.side.shape(n), self.other.shape(whole)
        if self.side.units(n) < SHORT_UNITS and (partner < 0 or abs(partner - n) > 2):
            return False
        parts = [] if partner < 0 else [partner, *self.pieces.get(whole, ())]
        own = self.side.grams(n)
        shared = own & self.other.grams(whole)
        told = set().union(*(self.side.grams(part) for part in parts))
        if len(shared) >= CONTAINED_RATIO * len(own) and len(shared - told) >= 0.5 * len(own):
            return True
        beside = any(abs(part - n) == 1 for part in parts)
        if not parts or len(shared) < (0.25 if beside else 0.5) * len(own):
            return False
        # Two pieces that say much the same, or a reworded one: does it explain words that the rest does not?
        without = "".join(self.side.shape(part) for part in sorted(parts))
        joined = "".join(self.side.shape(part) for part in sorted([*parts, n]))
        explained = LCSseq.similarity(joined, text) - LCSseq.similarity(without, text)
        return bool(explained >= (CONTAINED_RATIO + (-0.1 if beside else 0.1)) * len(piece))


def _once(keyed: Iterable[tuple[_K, int]]) -> dict[_K, int]:
    """Those keys that come exactly once, with their place."""
    listed = list(keyed)
    counts = Counter(k for k, _ in listed)
    return {k: n for k, n in listed if counts[k] == 1}


def _skip(places: list[int], start: int, until: int) -> int:
    while start < len(places) and places[start] < until:
        start += 1
    return start
