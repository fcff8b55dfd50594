"""A text that came before is known as such, and whoever was told of a change is not told of it again while it flaps."""

from __future__ import annotations

import pytest

from clauselog import pipeline
from clauselog.model import Severity
from parsers import PolicyReader
from tests import builders as b

SLUG = "qinghe/privacy-zh"
PAGE = """# 青禾隐私政策

一、我们如何收集信息
1.1 您注册账号时，我们会收集您的手机号码和昵称。

二、保存期限
2.1 我们会保存您的登录日志{days}天，届满后删除或匿名化处理。

三、责任限制
3.1 我们的赔偿责任总额不超过人民币{cap}元。
"""
A, B, C = PAGE.format(days=30, cap=5000), PAGE.format(days=180, cap=5000), PAGE.format(days=180, cap=100)


class Pages:
    """A source that answers with whatever page is put here."""

    def __init__(self, clock):
        self.clock, self.page = clock, A

    def fetch(self, source, *, etag=None, last_modified=None):
        return b.fetched(self.page, source=source, fetched_at=self.clock.now(), media_type="text/markdown")


@pytest.fixture
def look(store):
    clock = b.StoppedClock()
    pages = Pages(clock)
    policy = b.policy(SLUG, sources=[b.source()])
    store.archive.declare(policy)
    store.archive.subscribe(b.subscription(least=Severity.EDITORIAL))

    def at(page, *, days=1.0):
        """What came of looking at that page so many days later, and how many alerts are waiting then."""
        pages.page = page
        clock.forward(days=days)
        outcome = pipeline.track(policy, fetcher=pages, reader=PolicyReader(), archive=store.archive, clock=clock)
        assert outcome.error is None
        return outcome, store.outbox.status().pending

    return at


def told(look, pages, **options):
    """How many alerts each page brought."""
    counts, before = [], 0
    for page in pages:
        _, waiting = look(page, **options)
        counts.append(waiting - before)
        before = waiting
    return counts


def test_the_version_a_text_returns_to_is_recorded_and_shown(store, look):
    outcomes = [look(page)[0] for page in (A, B, A, B, C)]
    assert [one.version for one in outcomes] == [1, 2, 3, 4, 5]
    assert [one.returns_to for one in outcomes] == [None, None, 1, 2, None]
    assert [info.returns_to for info in store.archive.log(SLUG)] == [None, 2, 1, None, None]
    assert store.archive.version(SLUG, 3).returns_to == 1
    assert store.proofs.verify().is_sound


def test_variants_that_alternate_are_told_once_each_way(look):
    assert told(look, [A, B, A, B, A, B, A]) == [0, 1, 1, 0, 0, 0, 0]


def test_an_honest_way_back_is_told(look):
    assert told(look, [A, B, A]) == [0, 1, 1]


def test_the_same_change_after_quiet_weeks_is_told_again(look):
    assert told(look, [A, B, A, B], days=30) == [0, 1, 1, 1]


def test_something_new_in_between_is_told_and_what_follows_it(look):
    assert told(look, [A, B, A, C, A, B]) == [0, 1, 1, 1, 1, 1]


def test_a_subscriber_who_came_later_is_told_what_he_was_not_told_before(store, look):
    assert told(look, [A, B, A]) == [0, 1, 1]
    store.archive.subscribe(b.subscription(target="http://127.0.0.1:9/new", least=Severity.EDITORIAL))
    _, waiting = look(B)
    assert waiting == 2 + 1, "only the new one"


def test_a_history_that_was_imported_has_told_nobody(store, look):
    """Alerts count, not versions: what was stored without any is still news."""
    [subscription] = store.archive.subscriptions()
    store.archive.unsubscribe(subscription.id)
    assert told(look, [A, B, A]) == [0, 0, 0]
    store.archive.subscribe(subscription)
    _, waiting = look(B)
    assert waiting == 1
