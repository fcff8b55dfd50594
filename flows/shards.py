"""Policies in shards of hundreds: the unit that Prefect schedules and shows. One run per policy would drown it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from clauselog.model import Policy
from clauselog.text import sha256_hex


def shard_of(slug: str, count: int) -> int:
    """The shard of a policy, the same on every machine and for ever while ``count`` stays."""
    return int(sha256_hex(slug)[:12], 16) % count


def in_shards(slugs: Iterable[str], count: int, only: int | None = None) -> list[list[str]]:
    """The slugs by shard, empty shards left out; just the one with index ``only`` where it is given."""
    if count < 1 or (only is not None and not 0 <= only < count):
        raise ValueError(f"shard {only} of {count}")
    shards: list[list[str]] = [[] for _ in range(count)]
    for slug in sorted(set(slugs)):
        shards[shard_of(slug, count)].append(slug)
    return [s for n, s in enumerate(shards) if s and only in (None, n)]


def taking_turns(policies: Iterable[Policy]) -> list[Policy]:
    """Providers take turns, so that neighbours in the queue are seldom on the same host; their own order stays."""
    queues: dict[str, deque[Policy]] = {}
    for policy in policies:
        queues.setdefault(policy.slug.partition("/")[0], deque()).append(policy)
    turns: list[Policy] = []
    while queues:
        turns += [queue.popleft() for queue in queues.values()]
        queues = {provider: queue for provider, queue in queues.items() if queue}
    return turns
