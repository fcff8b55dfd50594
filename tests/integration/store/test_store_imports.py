"""Histories on a real database: imported twice, interrupted, and carried to another machine."""

import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from clauselog.errors import StoreError
from clauselog.histories import DatedPage, History
from clauselog.imports import replay
from clauselog.model import Cause, Channel, Policy, Source, Verdict
from gateways import bundles
from parsers import PolicyReader
from store.bundles import SqlRecords
from store.session import open_store
from tests import builders as b
from tests.integration.store import import_workers, workers

workers.processes.set_forkserver_preload(
    [
        "tests.integration.store.workers",
        "tests.integration.store.import_workers",
        "sqlite3",
        "sqlalchemy.dialects.sqlite",
    ]
)

SLUG = "yunshan/terms"
SOURCE = Source("https://yunshan.example/terms")
TEXT = """# 云杉阅读用户协议

更新日期：2021年3月1日

一、服务内容
1.1 云杉阅读向您提供电子书的阅读、收藏与分享服务。
1.2 您注册账号时，我们会收集您的手机号码和昵称。

二、责任限制
2.1 我们的赔偿责任总额不超过人民币5000元。
2.2 法律规定不得排除的责任不受本条限制。

三、日志保存
3.1 我们保存登录日志30天，期满后删除或者匿名化处理。
"""
BROKEN = "# 系统维护\n\n您访问的页面正在维护，请稍后再来。给您带来的不便，我们深表歉意，感谢您的理解与支持。\n"
REWRITTEN = """# 云杉服务条款（新版）

甲、总则
本条款取代此前的一切约定，自公布之日起生效，请在使用前仔细阅读全部内容。
乙、会员与付费
会员按月自动续费，您可以随时在设置中关闭自动续费，已支付的费用不予退还。
丙、内容规范
您上传的内容不得侵犯他人的合法权益，我们可以删除违规内容并暂停您的账号。
丁、争议解决
因本条款发生的争议提交甲市仲裁委员会仲裁，仲裁裁决是终局的，对双方均有约束力。
"""


def page(text, day, *, reread=False, origin=None):
    at = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=day)
    return DatedPage(at, text.encode(), SOURCE, "text/markdown", origin=origin or f"day {day}", reread=reread)


def history(*pages):
    return History(Policy(SLUG, "云杉阅读", "用户协议", (SOURCE,)), pages, len(pages))


PAGES = (
    page(TEXT, 0),
    page(TEXT.replace("5000元", "100元"), 10),
    page(TEXT.replace("5000元", "100元").replace("30天", "180天"), 20),
    page(BROKEN, 30),
    page(TEXT.replace("30天", "180天"), 40),
)


def imported(store, *pages, **options):
    records = SqlRecords(store.database, store.archive)
    return replay(history(*pages), reader=PolicyReader(), archive=store.archive, ledger=records, **options)


def collected(store):
    return SqlRecords(store.database, store.archive).collect(SLUG)


def test_imported_versions_carry_their_dates_changes_and_findings_and_alert_nobody(store):
    store.archive.subscribe(b.subscription(Channel.WEBHOOK))
    outcome = imported(store, *PAGES)
    log = store.archive.log(SLUG)[::-1]
    assert [info.observed_at.date().isoformat() for info in log] == [
        "2021-01-01",
        "2021-01-11",
        "2021-01-21",
        "2021-02-10",
    ]
    assert [info.cause for info in log] == [Cause.FIRST] + [Cause.SOURCE_CHANGED] * 3
    assert "critical" in log[1].findings
    assert store.outbox.status().pending == 0
    assert outcome.fates["version"] == 4
    assert [trouble.fate for trouble in outcome.troubles] == ["quarantined"]


def test_a_history_is_judged_by_the_users_own_rules_as_what_is_tracked(store):
    seen = []

    def own(before, after, changes, pairings, *, observed_on):
        seen.append(observed_on.isoformat())
        return (
            b.finding("our-own-rule", "other", before=None, after=b.evidence(after.clauses[0].text, document=after)),
        )

    outcome = imported(store, *PAGES, judge=own)
    assert {one.finding.rule for one in store.archive.findings(policy=SLUG)} == {"our-own-rule"}
    assert outcome.findings == {"major": 3}
    assert {"2021-01-11", "2021-01-21", "2021-02-10"} <= set(seen)


def test_importing_twice_changes_nothing(store):
    imported(store, *PAGES)
    before = collected(store)
    again = imported(store, *PAGES)
    assert collected(store) == before
    assert again.fates["known"] == len(PAGES)
    assert again.is_clean


def test_a_longer_history_goes_on_behind_the_last_page_that_is_known(store, tmp_path):
    imported(store, *PAGES[:2])
    more = imported(store, *PAGES)
    assert (more.fates["known"], more.fates["version"]) == (2, 2)
    assert [info.number for info in store.archive.log(SLUG)] == [4, 3, 2, 1]


def test_an_import_killed_at_any_statement_goes_on_and_ends_as_if_nothing_had_happened(store, database_url, elsewhere):
    whole = history(*PAGES)
    killed = 0
    previous = None
    for step in range(3, 1000, 8):
        process = workers.run(import_workers.import_and_die, database_url, whole, step)
        process.join(60)
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        killed += 1
        known = [info.number for info in store.archive.log(SLUG)] if _is_declared(store) else []
        assert known == sorted(known, reverse=True)
        assert previous is None or len(known) >= previous
        previous = len(known)
    assert killed >= 5
    imported(store, *PAGES)
    looks = collected(store)
    imported(elsewhere, *PAGES)
    assert collected(elsewhere) == looks


def _is_declared(store):
    return any(status.policy.slug == SLUG for status in store.archive.policies())


def test_a_page_that_breaks_is_quarantined_where_the_next_returns_to_the_text_before(store):
    outcome = imported(store, page(TEXT, 0), page(BROKEN, 1), page(TEXT, 2))
    assert outcome.fates["quarantined"] == 1
    assert len(store.archive.log(SLUG)) == 1


def test_a_rewritten_policy_is_believed_where_the_next_page_goes_on_from_it(store):
    outcome = imported(store, page(TEXT, 0), page(REWRITTEN, 1), page(REWRITTEN.replace("按月", "按年"), 2))
    assert outcome.is_clean
    assert [info.verdict for info in store.archive.log(SLUG)][1] is Verdict.EXTRACTION_BREAK
    assert len(store.archive.log(SLUG)) == 3


def test_a_quarantined_last_page_can_be_accepted_by_importing_again(store):
    pages = (page(TEXT, 0), page(REWRITTEN, 1))
    assert imported(store, *pages).fates["quarantined"] == 1
    accepted = imported(store, *pages, accept_breaks=True)
    assert (accepted.fates["version"], accepted.fates["known"]) == (1, 1)
    assert imported(store, *pages, accept_breaks=True).fates["known"] == 2
    assert len(store.archive.log(SLUG)) == 2


def test_the_order_of_the_pages_counts_where_a_clock_went_back(store):
    imported(store, page(TEXT, 5), page(TEXT.replace("5000元", "100元"), 2), page(TEXT, 9))
    log = store.archive.log(SLUG)[::-1]
    assert [info.observed_at.day for info in log] == [6, 3, 10]
    assert imported(store, page(TEXT, 5), page(TEXT.replace("5000元", "100元"), 2), page(TEXT, 9)).fates["known"] == 3


def test_texts_of_one_second_are_told_apart(store):
    pages = (page(TEXT, 0), page(TEXT.replace("5000元", "100元"), 0), page(TEXT, 0))
    assert imported(store, *pages).fates["version"] == 3
    assert imported(store, *pages).fates["known"] == 3


def test_what_is_older_than_the_archive_is_not_put_in_between(store):
    imported(store, page(TEXT, 10))
    outcome = imported(store, page(TEXT.replace("30天", "60天"), 3))
    assert outcome.fates["late"] == 1
    assert len(store.archive.log(SLUG)) == 1


def test_a_change_hidden_in_a_technical_upgrade_is_both_a_reparse_and_told(store):
    outcome = imported(store, page(TEXT, 0), page(TEXT.replace("5000元", "100元"), 1, reread=True))
    assert outcome.fates["reparsed"] == 1
    version = store.archive.latest(SLUG)
    assert version.cause is Cause.REPARSED
    assert any(one.finding.severity.is_material for one in store.archive.findings(policy=SLUG))


def test_an_unreadable_page_is_named_and_the_rest_is_imported(store):
    picture = replace(page("x", 1), body=b"\x89PNG\r\n\x1a\n" + bytes(64), media_type="image/png")
    outcome = imported(store, page(TEXT, 0), picture, page(TEXT.replace("30天", "60天"), 2))
    assert [(one.fate, one.reason.en) for one in outcome.troubles] == [("unreadable", "the content is PNG")]
    assert outcome.fates["version"] == 2
    assert imported(store, page(TEXT, 0), picture, page(TEXT.replace("30天", "60天"), 2)).fates["known"] == 3


# ---------------------------------------------------------------------------------------- bundles


@pytest.fixture
def elsewhere(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'elsewhere.db'}", create=True) as opened:
        yield opened


def filled(store):
    """A history with everything: versions, a quarantine, headers, a reparse, a 304 and a failure."""
    imported(store, *PAGES)
    later = datetime(2021, 6, 1, tzinfo=UTC)
    archive = store.archive
    same = b.fetched(b"", source=SOURCE, status=304, fetched_at=later, headers=[("Age", "3"), ("X-Odd", "a\r\nb")])
    archive.record_check(SLUG, "unchanged", later, fetched=[same])
    archive.record_check(SLUG, "failed", later + timedelta(hours=1), error="Fetching …: refused")
    return collected(store)


def test_a_bundle_is_read_back_equal_on_another_machine(store, elsewhere):
    bundle = filled(store)
    packed = bundles.pack(bundle)
    read = bundles.unpack(packed, name="bundle.zip")
    assert read.looks == bundle.looks
    assert read.editions == bundle.editions
    assert {one.sha256: one.body for one in read.snapshots} == {one.sha256: one.body for one in bundle.snapshots}
    records = SqlRecords(elsewhere.database, elsewhere.archive)
    assert records.restore(read) == len(bundle.looks)
    assert bundles.pack(records.collect(SLUG)) == packed
    assert records.restore(read) == 0
    for number in range(1, 5):
        assert elsewhere.archive.version(SLUG, number) == store.archive.version(SLUG, number)
        assert elsewhere.archive.comparison(SLUG, number) == store.archive.comparison(SLUG, number)


def test_the_same_records_make_the_same_bytes(store):
    bundle = filled(store)
    assert bundles.pack(bundle) == bundles.pack(collected(store))


def test_a_policy_with_another_history_is_not_mixed_with_a_bundle(store, elsewhere):
    bundle = filled(store)
    imported(elsewhere, page(REWRITTEN, 3))
    before = collected(elsewhere)
    with pytest.raises(StoreError, match="another history"):
        SqlRecords(elsewhere.database, elsewhere.archive).restore(bundle)
    assert collected(elsewhere) == before


def test_a_bundle_whose_chain_does_not_hold_is_refused(store, elsewhere):
    bundle = filled(store)
    moved = replace(bundle.editions[1], observed_at=bundle.editions[1].observed_at + timedelta(days=1))
    forged = replace(bundle, editions=(bundle.editions[0], moved, *bundle.editions[2:]))
    with pytest.raises(StoreError, match="does not hold at version 2"):
        SqlRecords(elsewhere.database, elsewhere.archive).restore(forged)
    assert elsewhere.archive.policies() == []
