"""Retention lets go of bytes, never of versions, digests or what somebody may have to read again."""

from contextlib import suppress
from datetime import timedelta

import pytest

from clauselog.errors import StoreError
from clauselog.model import Cause
from clauselog.ports import NewVersion
from clauselog.text import sha256_hex
from tests import builders as b

SLUG = "qinghe/privacy-zh"
SOURCE = b.source("https://qinghe.example/privacy")
FILLER = "".join(f"<p>第{n}类日志保存{n * 7 + 3}天。</p>" for n in range(100))


def body(n):
    return f"{FILLER}{n}"


def commit(store, n, day):
    at = b.NOON + timedelta(days=day)
    new = b.document(f"日志保存{n}天。")
    fetched = b.fetched(body(n), source=SOURCE, fetched_at=at, headers=[("server", "x")])
    assert store.archive.commit(NewVersion(SLUG, Cause.SOURCE_CHANGED, at, new, (fetched,), None, (), ()))


@pytest.fixture
def filled(store):
    """Four versions, a hundred days apart."""
    store.archive.declare(b.policy(SLUG, sources=[SOURCE]))
    for n in range(4):
        commit(store, n, n * 100)
    return store


def prune(store, *, day, keep_days, **options):
    return store.retention.prune(b.NOON + timedelta(days=day), keep_days=keep_days, **options)


def has_bytes(store, n):
    with suppress(StoreError):
        return store.archive.snapshot(sha256_hex(body(n))).body == body(n).encode()
    with pytest.raises(StoreError, match="retention"):
        store.archive.snapshot(sha256_hex(body(n)))
    return False


def test_old_bytes_go_and_the_base_of_what_stays_is_folded_into_it(filled):
    pruned = prune(filled, day=310, keep_days=150)
    assert (pruned.let_go, pruned.kept) == (2, 2)
    assert [has_bytes(filled, n) for n in range(4)] == [False, False, True, True]
    assert [info.number for info in filled.archive.log(SLUG)] == [4, 3, 2, 1]
    assert filled.archive.version(SLUG, 1).snapshots == (sha256_hex(body(0)),)
    report = filled.proofs.verify()
    assert report.is_sound
    assert report.let_go == 2


def test_the_latest_versions_snapshots_stay_however_old(filled):
    pruned = prune(filled, day=5000, keep_days=1)
    assert (pruned.let_go, pruned.kept, pruned.kept_though_old) == (3, 1, 1)
    assert has_bytes(filled, 3)


def test_a_dry_run_says_the_same_and_does_nothing(filled):
    would = prune(filled, day=310, keep_days=150, dry_run=True)
    assert all(has_bytes(filled, n) for n in range(4))
    assert would == prune(filled, day=310, keep_days=150)


def test_what_the_source_still_answers_with_is_not_old(filled):
    at = b.NOON + timedelta(days=309)
    filled.archive.record_check(SLUG, "unchanged", at, fetched=[b.fetched(body(0), source=SOURCE, fetched_at=at)])
    prune(filled, day=310, keep_days=50)
    assert [has_bytes(filled, n) for n in range(4)] == [True, False, False, True]


def test_the_last_good_answer_stays_behind_a_quarantined_one(filled):
    at = b.NOON + timedelta(days=301)
    page = b.fetched("are you human?", source=SOURCE, fetched_at=at)
    filled.archive.record_check(SLUG, "quarantined", at, error="challenge", fetched=[page])
    prune(filled, day=5000, keep_days=1)
    assert has_bytes(filled, 3)
    assert filled.archive.snapshot(sha256_hex("are you human?")).body == b"are you human?"
    assert filled.archive.last_fetch(SLUG, SOURCE).sha256 == sha256_hex(body(3))


def test_bytes_that_come_again_are_kept_again(filled):
    prune(filled, day=310, keep_days=150)
    at = b.NOON + timedelta(days=320)
    filled.archive.record_check(SLUG, "unchanged", at, fetched=[b.fetched(body(0), source=SOURCE, fetched_at=at)])
    assert has_bytes(filled, 0)
    assert filled.proofs.verify().is_sound


def test_a_long_row_of_similar_pages_comes_back_whole_before_and_after_pruning(store):
    store.archive.declare(b.policy(SLUG, sources=[SOURCE]))
    for n in range(30):
        commit(store, n, n)
    assert all(has_bytes(store, n) for n in range(30))
    assert prune(store, day=40, keep_days=19).let_go == 21
    assert [n for n in range(30) if has_bytes(store, n)] == list(range(21, 30))
    assert store.proofs.verify().is_sound
