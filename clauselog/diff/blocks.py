"""Which moved clauses moved together: a block is told once, not clause by clause."""

from __future__ import annotations

from collections.abc import Sequence

from clauselog.model import Pairing


def moved_blocks(pairings: Sequence[Pairing]) -> list[tuple[int, ...]]:
    """Places in ``pairings`` of moved ones that are neighbours on both sides and keep their order, two or more each.

    Clauses that were added inside the block, or removed from it, do not part it.
    """
    paired = [n for n, p in enumerate(pairings) if p.before and p.after]
    after = sorted(paired, key=lambda n: pairings[n].after[0])
    rank = {n: place for place, n in enumerate(sorted(paired, key=lambda n: pairings[n].before[0]))}
    blocks: list[list[int]] = []
    last: int | None = None
    for n in after:
        if not pairings[n].moved:
            last = None
        elif last is not None and rank[n] == rank[last] + 1:
            blocks[-1].append(n)
            last = n
        else:
            blocks.append([n])
            last = n
    return [tuple(block) for block in blocks if len(block) > 1]
