"""The heaviest chain: of many links (i, j), those that keep the order of both sides and weigh most together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

Link = tuple[int, int, int]
"""Place before, place after, weight (> 0; whole numbers, so that sums do not depend on their order)."""


def heaviest_chain(links: Sequence[Link]) -> list[tuple[int, int]]:
    """Links with both places strictly increasing and the greatest total weight, in order.

    A weighted longest increasing subsequence over a Fenwick tree of prefix maxima: O(n log n).
    """
    if not links:
        return []
    # Equal i: larger j first, so that no link follows another one of the same i.
    order = sorted(range(len(links)), key=lambda n: (links[n][0], -links[n][1]))
    places = sorted({link[1] for link in links})
    size = len(places)
    best: list[tuple[int, int]] = [(0, -1)] * (size + 1)  # Fenwick nodes: (total, link that ends it)
    previous = [-1] * len(links)
    end_total, end = 0, -1
    for n in order:
        _, j, weight = links[n]
        at = bisect_left(places, j)
        total, before = 0, -1
        node = at
        while node > 0:
            if best[node][0] > total:
                total, before = best[node]
            node &= node - 1
        previous[n] = before
        total += weight
        if total > end_total:
            end_total, end = total, n
        node = at + 1
        while node <= size:
            if total > best[node][0]:
                best[node] = (total, n)
            node += node & -node
    chain: list[tuple[int, int]] = []
    while end >= 0:
        chain.append(links[end][:2])
        end = previous[end]
    chain.reverse()
    return chain


def heaviest_order(pairs: Sequence[tuple[int, int]], weight: Callable[[int, int], int]) -> set[tuple[int, int]]:
    """The same for links that use every place at most once: which of the ``pairs`` (in order of the first place) keep
    their order. ``weight`` is asked only where some do not.

    Runs of links that are neighbours on both sides stand or fall together, so they are weighed as one: a text
    with three moved blocks is a chain over seven runs, however long it is.
    """
    if all(a[1] < b[1] for a, b in pairwise(pairs)):
        return set(pairs)
    rank = {j: n for n, j in enumerate(sorted(j for _, j in pairs))}
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and rank[pair[1]] == rank[runs[-1][-1][1]] + 1:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    by_first = {run[0]: run for run in runs}
    kept = heaviest_chain([(*run[0], sum(weight(i, j) for i, j in run)) for run in runs])
    return {pair for first in kept for pair in by_first[first]}
