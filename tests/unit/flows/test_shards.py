from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.shards import in_shards, shard_of, taking_turns
from tests.builders import policy

SLUGS = st.lists(st.from_regex(r"[a-z]{1,3}/[a-z]{1,4}", fullmatch=True), max_size=40)


@given(SLUGS, st.integers(1, 9))
def test_every_policy_is_in_exactly_one_shard(slugs: list[str], count: int) -> None:
    shards = in_shards(slugs, count)
    assert sorted(s for shard in shards for s in shard) == sorted(set(slugs))
    assert [in_shards(slugs, count, n) for n in range(count)] == [
        [[s for s in sorted(set(slugs)) if shard_of(s, count) == n]]
        if any(shard_of(s, count) == n for s in slugs)
        else []
        for n in range(count)
    ]


def test_shards_of_many_policies_are_about_equal() -> None:
    sizes = [len(s) for s in in_shards((f"p{n}/terms" for n in range(4000)), 4)]
    assert all(900 < size < 1100 for size in sizes)


def test_a_shard_that_cannot_be_is_refused() -> None:
    for count, only in ((0, None), (4, 4), (4, -1)):
        with pytest.raises(ValueError):
            in_shards(["a/b"], count, only)


@given(SLUGS)
def test_providers_take_turns_and_nobody_is_lost(slugs: list[str]) -> None:
    policies = [policy(slug) for slug in slugs]
    assert sorted(p.slug for p in taking_turns(policies)) == sorted(slugs)


def test_neighbours_are_of_different_providers_as_long_as_there_are_several() -> None:
    given_order = [policy(slug) for slug in ("a/3", "a/1", "a/2", "b/1", "c/1", "b/2")]
    assert [p.slug for p in taking_turns(given_order)] == ["a/3", "b/1", "c/1", "a/1", "b/2", "a/2"]
