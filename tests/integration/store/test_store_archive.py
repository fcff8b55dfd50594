"""What the archive promises, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import StatementError

from clauselog.errors import StoreError
from clauselog.model import (
    Cause,
    ChangeKind,
    Channel,
    Clause,
    LeftOut,
    Link,
    Severity,
    Source,
    Stated,
    Subscription,
    Text,
    Verdict,
    Version,
)
from clauselog.ports import LastFetch, NewVersion
from clauselog.text import sha256_hex
from store.codec import Origin
from store.session import Store
from tests import builders as b

SLUG = "qinghe/privacy-zh"
NOON = b.NOON
SOURCE = Source("https://qinghe.example/privacy")


def new_version(document, *, at=NOON, comparison=None, cause=None, body=None, etag=None, alerts=(), messages=()):
    return NewVersion(
        policy=SLUG,
        cause=cause or (Cause.FIRST if comparison is None else Cause.SOURCE_CHANGED),
        observed_at=at,
        document=document,
        fetched=(b.fetched(body or document.text, source=SOURCE, fetched_at=at, etag=etag),),
        comparison=comparison,
        alerts=tuple(alerts),
        messages=tuple(messages),
    )


BEFORE = b.document(
    "我们收集手机号码。", b.clause("日志保存30天。", label="二、"), title="青禾隐私政策", effective_on=date(2024, 3, 1)
)
AFTER = b.document(
    "我们收集手机号码。", b.clause("日志保存180天。", label="二、"), title="青禾隐私政策", effective_on=date(2024, 9, 1)
)
COMPARED = b.comparison(
    BEFORE,
    AFTER,
    changes=[
        b.change(
            ChangeKind.MODIFIED,
            before=[BEFORE.clauses[1]],
            after=[AFTER.clauses[1]],
            similarity=0.875,
            edits=[("equal", "二、日志保存"), ("delete", "30"), ("insert", "180"), ("equal", "天。")],
        )
    ],
)


@pytest.fixture
def declared(store: Store) -> Store:
    store.archive.declare(b.policy(sources=[SOURCE]))
    return store


def test_a_policy_is_new_once_and_comes_back_as_declared(store):
    policy = b.policy(
        sources=[Source("https://a.example/1", ("main", "#x"), (".ad",), "text/html"), Source("file:///b.pdf")]
    )
    assert store.archive.declare(policy)
    assert not store.archive.declare(policy)
    assert store.archive.policy(policy.slug) == policy


def test_declaring_again_updates_name_and_sources_and_their_order(store):
    one, two, three = (Source(f"https://a.example/{n}") for n in (1, 2, 3))
    store.archive.declare(b.policy(sources=[one, two]))
    changed = b.policy(name="新名称", provider="青禾科技", sources=[three, two])
    assert not store.archive.declare(changed)
    assert store.archive.policy(SLUG) == changed


def test_an_unknown_policy_is_told_in_both_languages(store):
    with pytest.raises(StoreError) as raised:
        store.archive.latest("nobody/nothing")
    assert "nobody/nothing" in raised.value.message("zh")
    assert "clauselog policies" in raised.value.message("en")


def test_a_first_version_comes_back_equal(declared):
    stored = declared.archive.commit(new_version(BEFORE))
    assert stored == Version(SLUG, 1, Cause.FIRST, NOON, BEFORE, (sha256_hex(BEFORE.text),), sha256_hex(BEFORE.text))
    assert declared.archive.latest(SLUG) == stored
    assert declared.archive.version(SLUG, 1) == stored
    assert declared.archive.comparison(SLUG, 1) is None


def test_everything_a_document_can_hold_comes_back_equal(declared):
    text = "顶栏\n一、标题 正文\x00\ufdd0 end"
    odd = Clause("9", "X", "nowhere", "stands elsewhere", 3, 5, 2)
    plain = Clause("1", "一、", "标题", "标题 正文\x00\ufdd0", 3, 12)
    document = replace(
        BEFORE,
        text=text,
        clauses=(plain, odd),
        stated=Stated("题\x00", date(2020, 1, 1), date(2021, 1, 1), None, "v3", {"title": (0, 2)}),
        language=None,
        left_out=(LeftOut("menu", "首页 登录"), LeftOut("contents", "…")),
        links=(Link(0, 2, "https://a.example/?q=\u4e2d"),),
    )
    declared.archive.commit(new_version(document))
    assert declared.archive.version(SLUG, 1).document == document


def test_a_version_brings_its_comparison_back_as_it_was_told(declared):
    declared.archive.commit(new_version(BEFORE))
    told = replace(COMPARED, reason=Text(zh="因为", en="because"), verdict=Verdict.MATERIAL)
    stored = declared.archive.commit(new_version(AFTER, comparison=told, at=NOON + timedelta(days=1)))
    assert stored.number == 2
    assert declared.archive.comparison(SLUG, 2) == told


def test_the_same_text_makes_no_second_version_but_the_check_is_written_down(declared):
    declared.archive.commit(new_version(BEFORE))
    later = NOON + timedelta(hours=6)
    again = new_version(BEFORE, at=later, body="<p>other bytes, same text</p>", etag='"2"')
    assert declared.archive.commit(again) is None
    [status] = declared.archive.policies()
    assert (status.versions, status.checked_at, status.outcome) == (1, later, "unchanged")
    assert declared.archive.last_fetch(SLUG, SOURCE) == LastFetch(
        sha256_hex("<p>other bytes, same text</p>"), '"2"', None, later
    )


def test_the_same_bytes_are_one_snapshot_with_the_first_time_it_was_seen(declared):
    declared.archive.commit(new_version(BEFORE, body=b"same"))
    declared.archive.record_check(
        SLUG, "unchanged", NOON + timedelta(days=1), fetched=[b.fetched(b"same", fetched_at=NOON + timedelta(days=1))]
    )
    snapshot = declared.archive.snapshot(sha256_hex(b"same"))
    assert (snapshot.body, snapshot.fetched_at, snapshot.location) == (b"same", NOON, SOURCE.location)


def test_an_empty_answer_is_a_snapshot_too(declared):
    declared.archive.record_check(SLUG, "failed", NOON, error="empty", fetched=[b.fetched(b"", source=SOURCE)])
    assert declared.archive.snapshot(sha256_hex(b"")).body == b""


def test_a_snapshot_that_is_not_there_is_told(declared):
    for name in ("0" * 64, "../etc/passwd", ""):
        with pytest.raises(StoreError, match="no such snapshot"):
            declared.archive.snapshot(name)


def test_a_quarantined_answer_never_becomes_what_not_modified_stands_for(declared):
    declared.archive.commit(new_version(BEFORE, body=b"good", etag='"good"'))
    later = NOON + timedelta(days=1)
    for outcome in ("quarantined", "failed"):
        challenge = b.fetched(b"are you human?", source=SOURCE, fetched_at=later, etag='"bad"')
        declared.archive.record_check(SLUG, outcome, later, error="challenge", fetched=[challenge])
    assert declared.archive.last_fetch(SLUG, SOURCE) == LastFetch(sha256_hex(b"good"), '"good"', None, NOON)
    assert declared.archive.snapshot(sha256_hex(b"are you human?")).body == b"are you human?"


def test_not_modified_stands_for_the_last_good_bytes_and_their_validators(declared):
    declared.archive.commit(new_version(BEFORE, body=b"good", etag='"good"'))
    later = NOON + timedelta(days=1)
    unmodified = b.fetched(b"", source=SOURCE, status=304, fetched_at=later, media_type=None, charset=None)
    declared.archive.record_check(SLUG, "unchanged", later, fetched=[unmodified])
    assert declared.archive.last_fetch(SLUG, SOURCE) == LastFetch(sha256_hex(b"good"), '"good"', None, later)


def test_a_source_with_other_selectors_is_fetched_afresh(declared):
    declared.archive.commit(new_version(BEFORE, etag='"1"'))
    assert declared.archive.last_fetch(SLUG, replace(SOURCE, keep=("main",))) is None


def test_a_failed_check_shows_in_the_list_and_harms_nothing(declared):
    declared.archive.commit(new_version(BEFORE))
    declared.archive.record_check(SLUG, "failed", NOON + timedelta(days=1), error="connection refused")
    [status] = declared.archive.policies()
    assert (status.outcome, status.error, status.versions) == ("failed", "connection refused", 1)
    assert status.latest is not None
    assert status.latest.title == "青禾隐私政策"


def test_the_log_is_newest_first_and_counts_findings_by_severity(declared):
    declared.archive.commit(new_version(BEFORE))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED, at=NOON + timedelta(days=1)))
    newest, first = declared.archive.log(SLUG)
    assert (newest.number, newest.verdict, newest.findings) == (2, Verdict.MATERIAL, {"major": 1})
    assert (first.number, first.verdict, first.findings) == (1, None, {})
    assert (first.characters, first.clauses, first.effective_on) == (len(BEFORE.text), 2, date(2024, 3, 1))


def test_as_of_a_day_includes_all_of_that_day_and_nothing_after(declared):
    declared.archive.commit(new_version(BEFORE, at=datetime(2024, 3, 1, 23, 59, tzinfo=UTC)))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED, at=datetime(2024, 3, 3, 0, 0, tzinfo=UTC)))
    assert declared.archive.version_as_of(SLUG, date(2024, 3, 1)).number == 1
    assert declared.archive.version_as_of(SLUG, date(2024, 3, 2)).number == 1
    assert declared.archive.version_as_of(SLUG, date(2024, 3, 3)).number == 2
    with pytest.raises(StoreError, match="no version had been observed"):
        declared.archive.version_as_of(SLUG, date(2024, 2, 29))


def test_in_force_by_its_own_words_is_another_question_than_observed(declared):
    declared.archive.commit(new_version(BEFORE, at=datetime(2024, 5, 1, tzinfo=UTC)))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED, at=datetime(2024, 8, 1, tzinfo=UTC)))
    assert declared.archive.version_effective_on(SLUG, date(2024, 8, 31)).number == 1
    assert declared.archive.version_effective_on(SLUG, date(2024, 9, 1)).number == 2
    with pytest.raises(StoreError, match="no version states"):
        declared.archive.version_effective_on(SLUG, date(2024, 2, 1))


def test_findings_are_newest_first_and_gravest_first_within_a_version(declared):
    minor = b.finding(severity=Severity.MINOR, type="contact", rule="contact-changed")
    critical = b.finding(severity=Severity.CRITICAL, type="ai_training", rule="ai-training-added", change=None)
    both = replace(COMPARED, findings=(minor, critical))
    declared.archive.commit(new_version(BEFORE))
    declared.archive.commit(new_version(AFTER, comparison=both, at=NOON + timedelta(days=1)))
    found = declared.archive.findings()
    assert [one.finding for one in found] == [critical, minor]
    assert {(one.policy, one.before_number, one.after_number) for one in found} == {(SLUG, 1, 2)}
    assert declared.archive.finding(found[0].id) == found[0]
    assert [f.finding for f in declared.archive.findings(least=Severity.MAJOR)] == [critical]
    assert [f.finding for f in declared.archive.findings(types=["contact"])] == [minor]
    assert [f.finding for f in declared.archive.findings(provider="青禾", policy=SLUG, limit=1)] == [critical]
    assert declared.archive.findings(provider="other") == []
    assert declared.archive.findings(since=NOON + timedelta(days=2)) == []
    with pytest.raises(StoreError, match="no finding"):
        declared.archive.finding(10_000)


def test_a_comparison_with_a_version_that_is_no_longer_the_latest_is_refused_and_may_be_tried_again(declared):
    declared.archive.commit(new_version(BEFORE))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED))
    third = b.document("全新的文本。")
    with pytest.raises(StoreError) as raised:
        declared.archive.commit(new_version(third, comparison=b.comparison(BEFORE, third, changes=[], findings=[])))
    assert raised.value.transient
    assert len(declared.archive.log(SLUG)) == 2


def test_a_reparse_with_other_clauses_is_a_version_of_the_same_snapshots(declared):
    first = declared.archive.commit(new_version(BEFORE))
    text = BEFORE.text
    reread = replace(BEFORE, reader="reader/2", clauses=(Clause("p1", None, None, text, 0, len(text)),))
    again = NewVersion(SLUG, Cause.REPARSED, NOON + timedelta(days=9), reread, (), None, (), ())
    stored = declared.archive.commit(again)
    assert (stored.number, stored.cause, stored.snapshots) == (2, Cause.REPARSED, first.snapshots)
    assert declared.archive.commit(again) is None
    assert declared.archive.latest(SLUG) == stored


def test_each_clause_knows_when_it_was_first_seen_and_last_changed(declared):
    third = b.document(b.clause("日志保存180天。", label="一、"), "我们收集手机号码。", "新的一条。")
    moved = b.comparison(
        AFTER,
        third,
        changes=[
            b.change(ChangeKind.RENUMBERED, before=[AFTER.clauses[1]], after=[third.clauses[0]], similarity=1.0),
            b.change(ChangeKind.ADDED, after=[third.clauses[2]]),
        ],
        findings=[],
    )
    declared.archive.commit(new_version(BEFORE))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED))
    declared.archive.commit(new_version(third, comparison=moved))
    assert declared.archive.origins(SLUG, 1) == (Origin(1, 1), Origin(1, 1))
    assert declared.archive.origins(SLUG, 2) == (Origin(1, 1), Origin(1, 2))
    assert declared.archive.origins(SLUG, 3) == (Origin(1, 2), Origin(1, 1), Origin(3, 3))


def test_going_back_to_an_earlier_text_is_a_version_again(declared):
    back = b.comparison(AFTER, BEFORE, changes=[], findings=[])
    declared.archive.commit(new_version(BEFORE))
    declared.archive.commit(new_version(AFTER, comparison=COMPARED))
    assert declared.archive.commit(new_version(BEFORE, comparison=back)).number == 3
    assert declared.archive.version(SLUG, 3).document == declared.archive.version(SLUG, 1).document


def test_a_naive_time_is_refused(declared):
    with pytest.raises(StatementError, match="time zone"):
        declared.archive.record_check(SLUG, "failed", NOON.replace(tzinfo=None))


def test_times_come_back_in_utc_whatever_zone_they_were_given_in(declared):
    shanghai = datetime.fromisoformat("2024-03-01T20:00:00.123456+08:00")
    declared.archive.record_check(SLUG, "failed", shanghai)
    [status] = declared.archive.policies()
    assert status.checked_at == shanghai
    assert status.checked_at.utcoffset() == timedelta(0)


def test_subscribing_twice_gives_the_one_there_is(store):
    wanted = b.subscription(policies=("b/2", "a/1"), types=("retention",), lang="en", secret="whsec_abc")
    first = store.archive.subscribe(wanted)
    assert replace(first, id=None) == wanted
    assert store.archive.subscribe(replace(wanted, policies=("a/1", "b/2"))) == first
    assert store.archive.subscribe(replace(wanted, least=Severity.MINOR)).id != first.id
    assert store.archive.subscriptions()[0] == first


def test_subscribing_again_takes_up_an_ended_subscription_and_its_new_secret(store):
    first = store.archive.subscribe(b.subscription(secret="whsec_old"))
    store.archive.unsubscribe(first.id)
    assert store.archive.subscriptions() == []
    with pytest.raises(StoreError, match="no subscription"):
        store.archive.unsubscribe(first.id)
    assert store.archive.subscribe(b.subscription(secret="whsec_new")) == replace(first, secret="whsec_new")
    assert store.archive.subscribe(b.subscription()).secret == "whsec_new"


def test_alerts_go_into_the_outbox_with_their_version(declared):
    to: Subscription = declared.archive.subscribe(b.subscription(Channel.WEBHOOK, secret="whsec_abc"))
    declared.archive.commit(new_version(BEFORE))
    told = new_version(
        AFTER,
        comparison=COMPARED,
        alerts=[b.alert(to, COMPARED.findings)],
        messages=[b.message("msg_a", target=to.target, payload='{"a":"中"}')],
    )
    declared.archive.commit(told)
    assert declared.archive.commit(told) is None
    [message] = declared.outbox.claim(NOON + timedelta(days=9), limit=10, lease_s=60, owner="x")
    assert message == b.message("msg_a", target=to.target, payload='{"a":"中"}', secret="whsec_abc")


def test_a_comparison_with_another_reading_of_the_version_before_comes_back_with_that_reading(declared):
    declared.archive.commit(new_version(BEFORE))
    text = BEFORE.text.replace("。", "。 ")
    whole = Clause("p1", None, None, text, 0, len(text))
    reread = replace(BEFORE, text=text, clauses=(whole,), reader="reader/2", left_out=(LeftOut("menu", "首页"),))
    changes = [b.change(before=[whole], after=AFTER.clauses, similarity=0.5, edits=[("delete", text), ("insert", "x")])]
    told = b.comparison(reread, AFTER, changes=changes)
    assert declared.archive.commit(new_version(AFTER, comparison=told)).number == 2
    assert declared.archive.comparison(SLUG, 2) == told
    assert declared.archive.version(SLUG, 1).document == BEFORE


def test_a_reparse_is_no_change_of_the_source_and_records_no_second_fetch(declared):
    first = declared.archive.commit(new_version(BEFORE, etag='"1"'))
    snapshot = declared.archive.snapshot(first.snapshots[0])
    reread = replace(BEFORE, text=BEFORE.text + "\n末行", reader="reader/2")
    kept = b.fetched(snapshot.body, source=SOURCE, fetched_at=snapshot.fetched_at)
    now = NOON + timedelta(days=1)
    compared = b.comparison(BEFORE, reread, changes=[], findings=[])
    stored = declared.archive.commit(NewVersion(SLUG, Cause.REPARSED, now, reread, (kept,), compared, (), ()))
    assert (stored.number, stored.snapshots) == (2, first.snapshots)
    assert declared.archive.last_fetch(SLUG, SOURCE).etag == '"1"'
    [status] = declared.archive.policies()
    assert (status.outcome, status.versions, status.checked_at) == ("unchanged", 2, now)
