"""Tracking a policy with the real reader, rules and SQLite store; only the network is played."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from clauselog.errors import BotChallenge, ClauselogError, DeliveryError, SourceGone, StoreError
from clauselog.model import Cause, Channel, Fetched, Severity, Source, Subscription, Text, Verdict
from clauselog.pipeline import RETRY_AFTER_S, deliver, track
from parsers import PolicyReader
from tests.builders import StoppedClock, policy
from tests.databases import *  # noqa: F403 - fixtures

GENERAL = "\n\n".join(
    f"<p>{n}.{m} 本平台依照法律规定处理您在使用第{n}类服务的第{m}种功能期间提交或者产生的信息，并采取与风险相称的安全措施。</p>"
    for n in (1, 2, 3)
    for m in (1, 2, 3, 4)
)
CAP = "<p>4.1 在法律允许的范围内，我们的赔偿责任总额不超过您在过去十二个月内已支付的服务费用。</p>"
LOWER = "<p>4.1 在法律允许的范围内，我们的赔偿责任总额不超过人民币100元。</p>"
WHEN = "<p>更新日期：2025年3月1日</p>"
LATER = "<p>更新日期：2025年6月1日</p>"


def page(*parts: str, wrap: str = "main") -> bytes:
    body = "".join(parts)
    return f"<html><head><meta charset=utf-8></head><body><{wrap}><h1>霁川用户协议</h1>{body}</{wrap}></body></html>".encode()


FIRST = page(WHEN, GENERAL, CAP)
CHANGED = page(LATER, GENERAL, LOWER)


class Web:
    """Answers what it was given, with an ETag made of the bytes."""

    def __init__(self, clock: StoppedClock) -> None:
        self.clock, self.pages, self.asked = clock, {}, []

    def fetch(self, source: Source, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        self.asked.append(etag)
        answer = self.pages[source.location]
        if isinstance(answer, ClauselogError):
            raise answer
        mark = f'"{hash(answer)}"'
        if etag == mark:
            return Fetched(source, 304, b"", self.clock.now(), etag=mark)
        return Fetched(source, 200, answer, self.clock.now(), "text/html", None, mark)


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture
def web(clock):
    return Web(clock)


@pytest.fixture
def watched(store):
    one = policy(sources=(Source("https://terms.example/"),))
    store.archive.declare(one)
    return one


@pytest.fixture
def look(store, web, clock, watched):
    def look(body: bytes | ClauselogError | None = None, *, reader=None, what=None, **options):
        what = what or watched
        if body is not None:
            web.pages[what.sources[0].location] = body
        clock.at += timedelta(hours=1)
        return track(what, fetcher=web, reader=reader or PolicyReader(), archive=store.archive, clock=clock, **options)

    return look


def test_the_first_look_makes_a_version_and_tells_nobody(look, store, watched):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com", least=Severity.EDITORIAL))
    outcome = look(FIRST)
    assert (outcome.outcome, outcome.version) == ("new_version", 1)
    assert store.archive.latest(watched.slug).cause is Cause.FIRST
    assert store.outbox.status().pending == 0


def test_the_same_bytes_and_a_304_make_no_second_version(look, store, web, watched):
    look(FIRST)
    assert look().outcome == "unchanged"
    assert web.asked[-1] is not None
    assert look(FIRST).outcome == "unchanged"
    assert len(store.archive.log(watched.slug)) == 1


def test_other_bytes_with_the_same_text_make_no_second_version(look, store, watched):
    look(FIRST)
    assert look(FIRST.replace(b"<p>", b'<p class="x">')).outcome == "unchanged"
    assert look(FIRST.replace("，".encode(), b",")).outcome == "unchanged"
    assert len(store.archive.log(watched.slug)) == 1


def test_a_lowered_cap_is_told_once_to_each_who_asked(look, store, watched):
    archive = store.archive
    archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    archive.subscribe(Subscription(Channel.WEBHOOK, "https://hook.example/", secret="whsec_" + "A" * 32, lang="en"))
    archive.subscribe(Subscription(Channel.EMAIL, "b@example.com", types=("retention",)))
    archive.subscribe(Subscription(Channel.EMAIL, "c@example.com", policies=("other/policy",)))
    look(FIRST)
    outcome = look(CHANGED)
    assert (outcome.version, outcome.verdict) == (2, Verdict.MATERIAL)
    assert outcome.findings["critical"] == 1
    found = [f.finding for f in archive.findings(policy=watched.slug) if f.finding.type == "liability_cap"]
    assert found[0].after.quote in archive.latest(watched.slug).document.text
    messages = store.outbox.claim(StoppedClock().now() + timedelta(days=1), limit=9, lease_s=60, owner="t")
    assert sorted(m.target for m in messages) == ["a@example.com", "https://hook.example/"]
    by_channel = {m.channel: json.loads(m.payload) for m in messages}
    assert "100" in by_channel[Channel.EMAIL]["text"]
    assert by_channel[Channel.WEBHOOK]["data"]["versions"]["after"] == 2
    assert look(CHANGED).outcome == "unchanged"
    assert store.outbox.status().pending == 2


def test_a_source_that_fails_leaves_the_versions_as_they_were(look, store, watched):
    look(FIRST)
    gone = SourceGone(Text("获取", "Fetching"), Text("404", "404"), Text("请检查", "Check"))
    outcome = look(gone)
    assert (outcome.outcome, outcome.error) == ("failed", gone)
    assert len(store.archive.log(watched.slug)) == 1
    (status,) = store.archive.policies()
    assert (status.outcome, status.error) == ("failed", "Fetching: 404. Check.")
    assert look(FIRST).outcome == "unchanged"


def test_an_emptied_page_is_a_failure_and_no_version(look, store, watched):
    look(FIRST)
    assert look(b"<html><body><main></main></body></html>").outcome == "failed"
    assert len(store.archive.log(watched.slug)) == 1


def test_a_page_swapped_for_a_challenge_is_kept_in_quarantine(look, store, watched, clock):
    look(FIRST)
    challenge = BotChallenge(Text("获取", "Fetching"), Text("验证页", "a challenge page"), Text("稍后", "Later"))
    challenge.fetched = Fetched(watched.sources[0], 200, b"<p>verify you are human</p>", clock.now(), "text/html")
    outcome = look(challenge)
    assert outcome.outcome == "quarantined"
    assert len(store.archive.log(watched.slug)) == 1
    assert store.archive.last_fetch(watched.slug, watched.sources[0]).sha256 != ""
    assert look(FIRST).outcome == "unchanged"


def test_a_text_cut_short_is_quarantined_until_a_person_says_it_is_the_policy(look, store, watched):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com", least=Severity.EDITORIAL))
    look(FIRST)
    short = page(
        LATER, "<p>1.1 本页面正在维护，请您稍后访问，给您带来的不便我们深表歉意，感谢您一直以来的理解与支持。</p>"
    )
    outcome = look(short)
    assert (outcome.outcome, outcome.verdict) == ("quarantined", Verdict.EXTRACTION_BREAK)
    assert outcome.reason
    assert len(store.archive.log(watched.slug)) == 1
    assert store.outbox.status().pending == 0
    assert look(short, accept_break=True).version == 2


def test_when_only_the_reader_changes_nobody_is_told(look, store, watched):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com", least=Severity.EDITORIAL))
    look(FIRST)
    outcome = look(FIRST, reader=OtherReader())
    assert outcome.outcome == "reparsed"
    assert store.archive.latest(watched.slug).cause is Cause.REPARSED
    assert store.outbox.status().pending == 0
    assert look(FIRST, reader=OtherReader()).outcome == "unchanged"


def test_when_reader_and_source_change_together_the_real_change_is_found_and_told(look, store, watched):
    """A relaunched page needs another selector, and the words changed with it: no upgrade may hide them."""
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    narrow = replace(watched, sources=(Source("https://terms.example/", keep=("main",)),))
    store.archive.declare(narrow)
    look(FIRST, what=narrow)
    moved = replace(watched, sources=(Source("https://terms.example/", keep=("section",)),))
    store.archive.declare(moved)
    outcome = look(page(LATER, GENERAL, LOWER, wrap="section"), what=moved)
    assert (outcome.outcome, outcome.verdict) == ("new_version", Verdict.MATERIAL)
    assert store.archive.latest(watched.slug).cause is Cause.SOURCE_CHANGED
    assert store.outbox.status().pending == 1


def test_when_the_new_reader_can_read_the_old_page_the_two_facts_are_two_versions(look, store, watched):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    look(FIRST)
    outcome = look(CHANGED, reader=OtherReader())
    log = store.archive.log(watched.slug)
    assert [v.cause for v in log] == [Cause.SOURCE_CHANGED, Cause.REPARSED, Cause.FIRST]
    assert outcome.verdict is Verdict.MATERIAL
    found = [f.finding for f in store.archive.findings(policy=watched.slug)]
    assert "liability_cap" in {f.type for f in found}
    assert store.outbox.status().pending == 1


class OtherReader(PolicyReader):
    """A newer reader that also shows the clause's place: every text differs from what the old one made."""

    def signature(self, sources):
        return super().signature(sources) + " other/2"

    def read(self, pages):
        marked = [(s, body.replace(b"<h1>", "<h1>网站 ".encode()), kind, charset) for s, body, kind, charset in pages]
        return super().read(marked)


class Channelled:
    channel = Channel.EMAIL

    def __init__(self, *answers):
        self.answers, self.taken = list(answers), []

    def send(self, message):
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.taken.append(message.msg_id)


def trouble(*, transient: bool = True) -> DeliveryError:
    return DeliveryError(Text("发送", "Sending"), Text("忙", "busy"), Text("稍后", "Later"), transient=transient)


@pytest.fixture
def pending(look, store):
    store.archive.subscribe(Subscription(Channel.EMAIL, "a@example.com"))
    look(FIRST)
    look(CHANGED)
    return store.outbox


def test_a_message_is_tried_again_after_a_while_and_sent_once(pending, clock):
    sender = Channelled(trouble())
    first = deliver(outbox=pending, senders={Channel.EMAIL: sender}, clock=clock, owner="a")
    assert (first.sent, first.retried) == (0, 1)
    assert deliver(outbox=pending, senders={Channel.EMAIL: sender}, clock=clock, owner="a").sent == 0
    clock.at += timedelta(seconds=RETRY_AFTER_S[0] + 1)
    assert deliver(outbox=pending, senders={Channel.EMAIL: sender}, clock=clock, owner="b").sent == 1
    clock.at += timedelta(days=9)
    assert deliver(outbox=pending, senders={Channel.EMAIL: sender}, clock=clock, owner="b").sent == 0
    assert len(sender.taken) == 1


def test_a_message_refused_for_good_is_shown_as_dead_and_never_dropped(pending, clock):
    report = deliver(
        outbox=pending, senders={Channel.EMAIL: Channelled(trouble(transient=False))}, clock=clock, owner="a"
    )
    assert report.dead == 1
    assert pending.status().dead == 1


def test_a_channel_that_is_not_configured_keeps_its_messages(pending, clock):
    report = deliver(outbox=pending, senders={}, clock=clock, owner="a")
    assert report.retried == 1
    assert "CLAUSELOG_SMTP_HOST" in str(report.errors[0])


def test_where_even_the_failure_cannot_be_written_down_the_database_is_named(web, clock, watched):
    class Locked:
        def __getattr__(self, name):
            def refuse(*args, **kwargs):
                raise StoreError(Text("打开", "Opening"), Text("被锁", "locked"), Text("重试", "Again"))

            return refuse

    outcome = track(watched, fetcher=web, reader=PolicyReader(), archive=Locked(), clock=clock)
    assert outcome.outcome == "failed"
    assert isinstance(outcome.error, StoreError)
