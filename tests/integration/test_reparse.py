"""Reading kept pages again, and comparing versions that different readers made; only the network is played."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from clauselog.errors import SelectorMissed, StoreError
from clauselog.model import Cause, Channel, Fetched, Severity, Source, Subscription, Text, Verdict
from clauselog.pipeline import compare_versions, reparse, track
from parsers import PolicyReader
from tests.builders import StoppedClock, policy
from tests.databases import *  # noqa: F403 - fixtures

WHEN = "<p>更新日期：2025年3月1日</p>"
LATER = "<p>更新日期：2025年6月1日</p>"
CAP = "<p>4.1 在法律允许的范围内，我们的赔偿责任总额不超过您在过去十二个月内已支付的服务费用。</p>"
LOWER = "<p>4.1 在法律允许的范围内，我们的赔偿责任总额不超过人民币100元。</p>"
GENERAL = "".join(
    f"<p>{n}.{m} 本平台依照法律规定处理您在使用第{n}类服务的第{m}种功能期间提交或者产生的信息，并采取相称的安全措施。</p>"
    for n in (1, 2, 3)
    for m in (1, 2, 3, 4)
)
ADVERT = "<aside><p>限时优惠：新用户首月半价，点击立即购买。</p></aside>"


def page(*parts: str, wrap: str = "main") -> bytes:
    body = "".join(parts)
    return f"<html><head><meta charset=utf-8></head><body><{wrap}><h1>霁川用户协议</h1>{body}</{wrap}></body></html>".encode()


FIRST, CHANGED = page(WHEN, GENERAL, CAP, ADVERT), page(LATER, GENERAL, LOWER, ADVERT)
BOTH_PARTS = policy(sources=(Source("https://terms.example/", keep=("main",)),))
NO_ADVERT = replace(BOTH_PARTS, sources=(Source("https://terms.example/", keep=("main",), drop=("aside",)),))
ONLY_ADVERT = replace(BOTH_PARTS, sources=(Source("https://terms.example/", keep=("aside",)),))


class Web:
    def __init__(self, clock: StoppedClock) -> None:
        self.clock, self.body = clock, b""

    def fetch(self, source: Source, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        return Fetched(source, 200, self.body, self.clock.now(), "text/html")


class Newer(PolicyReader):
    """A reader that reads a place before the title: every text differs from what the older one made."""

    def signature(self, sources):
        return super().signature(sources) + " newer/2"

    def read(self, pages):
        marked = [(s, body.replace(b"<h1>", "<h1>网站 ".encode()), *rest) for s, body, *rest in pages]
        return replace(super().read(marked), reader=self.signature([page[0] for page in pages]))


class Renamed(PolicyReader):
    """A reader with another version that reads everything as before."""

    def signature(self, sources):
        return super().signature(sources) + " renamed/2"


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def look(store, clock):
    web = Web(clock)

    def look(body: bytes, *, what=BOTH_PARTS, reader=None):
        web.body = body
        clock.at += timedelta(hours=1)
        store.archive.declare(what)
        return track(what, fetcher=web, reader=reader or PolicyReader(), archive=store.archive, clock=clock)

    return look


@pytest.fixture
def again(store, clock):
    def again(what=BOTH_PARTS, *, reader=None):
        clock.at += timedelta(hours=1)
        store.archive.declare(what)
        return reparse(what, reader=reader or PolicyReader(), archive=store.archive, clock=clock)

    return again


def test_an_upgraded_reader_makes_a_version_and_alerts_nobody(look, again, store):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com", least=Severity.EDITORIAL))
    look(FIRST)
    outcome = again(reader=Newer())
    assert (outcome.outcome, outcome.version) == ("reparsed", 2)
    latest = store.archive.latest(BOTH_PARTS.slug)
    assert latest.cause is Cause.REPARSED
    assert latest.document.text.startswith("网站")
    assert latest.snapshots == store.archive.version(BOTH_PARTS.slug, 1).snapshots
    assert store.archive.findings() == []
    assert store.outbox.status().pending == 0


def test_reading_again_twice_makes_one_version(look, again, store):
    look(FIRST)
    assert again(reader=Newer()).outcome == "reparsed"
    assert again(reader=Newer()).outcome == "unchanged"
    assert len(store.archive.log(BOTH_PARTS.slug)) == 2


def test_what_reads_the_same_makes_no_version(look, again, store):
    look(FIRST)
    assert again().outcome == "unchanged"
    assert again(reader=Renamed()).outcome == "unchanged"
    assert len(store.archive.log(BOTH_PARTS.slug)) == 1


def test_a_policy_without_any_version_has_nothing_to_read(again):
    assert again().outcome == "unchanged"


def test_other_selectors_read_the_kept_page_again_and_leave_the_rest_out(look, again, store):
    look(FIRST)
    assert "限时优惠" in store.archive.latest(BOTH_PARTS.slug).document.text
    assert again(NO_ADVERT).outcome == "reparsed"
    assert "限时优惠" not in store.archive.latest(BOTH_PARTS.slug).document.text


def test_a_change_that_comes_after_a_reparse_is_told_as_ever(look, again, store):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    look(FIRST)
    again(NO_ADVERT)
    outcome = look(CHANGED, what=NO_ADVERT)
    assert (outcome.outcome, outcome.version, outcome.verdict) == ("new_version", 3, Verdict.MATERIAL)
    assert store.outbox.status().pending == 1


def test_when_stored_selectors_and_the_page_change_together_only_the_real_change_is_told(look, store):
    """The advertisement went by the selector's doing, the cap fell by the provider's: two versions, one alert."""
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com", least=Severity.EDITORIAL))
    look(FIRST)
    outcome = look(CHANGED, what=NO_ADVERT)
    assert [v.cause for v in store.archive.log(BOTH_PARTS.slug)] == [Cause.SOURCE_CHANGED, Cause.REPARSED, Cause.FIRST]
    assert outcome.verdict is Verdict.MATERIAL
    told = store.archive.comparison(BOTH_PARTS.slug, 3)
    assert not any("限时优惠" in clause.text for change in told.changes for clause in change.before)
    assert {f.finding.type for f in store.archive.findings()} >= {"liability_cap"}
    assert store.outbox.status().pending == 1


def test_selectors_that_find_something_else_on_the_old_page_hide_no_change(look, store):
    """On the old page the new selector finds an aside: nothing of the policy may pass for added or removed."""
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    aside = "<p>本栏目汇总热门活动与优惠信息，欢迎关注我们的公众号，点击这里可以领取新用户专享礼包与折扣。</p>"
    old = page(WHEN, GENERAL, CAP) + f"<section>{aside}</section>".encode()
    look(old)
    moved = replace(BOTH_PARTS, sources=(Source("https://terms.example/", keep=("section",)),))
    outcome = look(page(LATER, GENERAL, LOWER, wrap="section"), what=moved)
    assert (outcome.outcome, outcome.verdict) == ("new_version", Verdict.MATERIAL)
    assert [v.cause for v in store.archive.log(BOTH_PARTS.slug)] == [Cause.SOURCE_CHANGED, Cause.FIRST]
    told = store.archive.comparison(BOTH_PARTS.slug, 2)
    changed = [clause.text[:4] for change in told.changes for clause in (*change.before, *change.after)]
    assert changed == ["更新日期", "更新日期", "在法律允", "在法律允"]
    assert store.outbox.status().pending == 1


def test_a_reading_that_looks_broken_is_not_taken(look, again, store):
    look(page(WHEN, GENERAL, CAP, f"<aside>{ADVERT * 3}</aside>"))
    outcome = again(ONLY_ADVERT)
    assert outcome.outcome == "quarantined"
    assert outcome.reason_text is not None
    assert len(store.archive.log(BOTH_PARTS.slug)) == 1


def test_selectors_that_find_nothing_are_an_error_and_change_nothing(look, again, store):
    look(FIRST)
    outcome = again(replace(BOTH_PARTS, sources=(Source("https://terms.example/", keep=("#gone",)),)))
    assert outcome.outcome == "failed"
    assert isinstance(outcome.error, SelectorMissed)
    assert len(store.archive.log(BOTH_PARTS.slug)) == 1


class Emptied:
    """An archive whose old bytes retention let go."""

    def __init__(self, archive):
        self._archive = archive

    def __getattr__(self, name):
        return getattr(self._archive, name)

    def snapshot(self, sha256):
        raise StoreError(Text("读取快照", "read"), Text("已按保留期限删除", "its bytes were let go"), Text("—", "—"))


def test_bytes_that_are_gone_are_told_and_change_nothing(look, store, clock):
    look(FIRST)
    outcome = reparse(BOTH_PARTS, reader=Newer(), archive=Emptied(store.archive), clock=clock)
    assert outcome.outcome == "failed"
    assert "let go" in str(outcome.error)
    assert len(store.archive.log(BOTH_PARTS.slug)) == 1


# --------------------------------------------------------------------------------------- comparing


@pytest.fixture
def two(look, store):
    """Two versions that two readers made."""
    look(FIRST, reader=Newer())
    look(CHANGED)
    numbers = [v.number for v in store.archive.log(BOTH_PARTS.slug)]
    first, last = (store.archive.version(BOTH_PARTS.slug, n) for n in (min(numbers), max(numbers)))
    assert first.document.reader != last.document.reader
    return (BOTH_PARTS, first), (BOTH_PARTS, last)


def test_versions_of_two_readers_are_both_read_again_before_they_are_compared(two, store):
    compared = compare_versions(*two, reader=PolicyReader(), archive=store.archive)
    assert compared.note is not None
    assert compared.comparison.before.reader == compared.comparison.after.reader
    assert not any("网站" in clause.text for change in compared.comparison.changes for clause in change.before)
    assert compared.comparison.verdict is Verdict.MATERIAL


def test_versions_of_one_reader_are_compared_as_they_are_kept(look, store):
    look(FIRST)
    look(CHANGED)
    first, second = ((BOTH_PARTS, store.archive.version(BOTH_PARTS.slug, n)) for n in (1, 2))
    compared = compare_versions(first, second, reader=PolicyReader(), archive=Emptied(store.archive))
    assert compared.note is None
    assert compared.comparison == store.archive.comparison(BOTH_PARTS.slug, 2)


def test_where_the_pages_are_gone_the_texts_are_read_again_and_it_says_so(two, store):
    compared = compare_versions(*two, reader=PolicyReader(), archive=Emptied(store.archive))
    assert "let go" in compared.note.en
    assert compared.comparison.before.reader == compared.comparison.after.reader
    assert compared.comparison.verdict is Verdict.MATERIAL
    assert len(compared.comparison.changes) <= 4


def test_two_policies_are_compared_side_by_side_and_neither_is_taken_for_broken(look, store):
    other = replace(policy("yunshan/terms"), sources=(Source("https://other.example/"),))
    look(FIRST)
    words = "".join(
        f"<p>{n}. 借阅的第{n}类纸质图书应当按期归还，逾期的每日收取{n}元滞留费用。</p>" for n in range(1, 14)
    )
    look(page(WHEN, words), what=other)
    sides = [(one, store.archive.latest(one.slug)) for one in (BOTH_PARTS, other)]
    compared = compare_versions(*sides, reader=PolicyReader(), archive=store.archive)
    assert compared.note is None
    assert compared.comparison.verdict is not Verdict.EXTRACTION_BREAK
    assert compared.comparison.findings
