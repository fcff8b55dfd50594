"""What a comparison calls its changes, and the verdict over all of them."""

from __future__ import annotations

from datetime import date

import pytest

from clauselog.compare import compare
from clauselog.model import Change, Comparison, Document, Finding, Severity, Verdict
from tests.builders import clause, document, finding

CAP = "我们就本协议承担的赔偿责任总额不超过您过去十二个月支付的费用。"
LOGS = "服务器日志在生成后保存九十天，届满自动删除。"
COURT = "因本协议产生的争议，由被告住所地有管辖权的人民法院管辖。"
ORDER = "为了把商品送到您手中，我们需要您的收货地址和联系电话。"


def judged(*severities: Severity) -> list[Finding]:
    return [finding(severity=severity) for severity in severities]


def compared(before: Document, after: Document, *findings: Finding) -> Comparison:
    return compare(before, after, judge=lambda *_, **__: findings)


def kinds(before: Document, after: Document) -> list[str]:
    return ["+".join(change.kinds) for change in compared(before, after).changes]


def test_the_same_text_is_identical() -> None:
    both = document(clause(CAP, "一、"), clause(LOGS, "二、"))
    assert compared(both, both).verdict is Verdict.IDENTICAL


def test_another_dress_of_label_and_text_is_identical() -> None:
    before = document(clause("本协议（“协议”）适用于 App。", "第一条"), clause(LOGS, "•"))
    after = document(clause('本协议("协议")适用于App。', "一、"), clause(LOGS, "-"))
    assert compared(before, after).changes == ()
    assert compared(before, after).verdict is Verdict.IDENTICAL


def test_another_number_is_renumbered_and_nothing_more() -> None:
    before, after = document(clause(CAP, "6.3"), clause(LOGS, "6.4")), document(clause(CAP, "6.4"), clause(LOGS, "6.5"))
    assert kinds(before, after) == ["renumbered", "renumbered"]
    assert compared(before, after).changes[0].edits == (("equal", CAP),)
    assert compared(before, after).verdict is Verdict.EDITORIAL


def test_kinds_combine_in_one_change() -> None:
    before = document(clause(CAP, "1."), clause(LOGS, "2."), clause(COURT, "3."), clause(ORDER, "4."))
    moved = clause(CAP.replace("十二个月", "三个月"), "4.")
    after = document(clause(LOGS, "1."), clause(COURT, "2."), clause(ORDER, "3."), moved)
    assert kinds(before, after)[-1] == "modified+moved+renumbered"


def test_changes_stand_in_reading_order_with_the_removed_where_they_were() -> None:
    before = document(CAP, LOGS, COURT)
    after = document(CAP, COURT, ORDER)
    told = compared(before, after).changes
    assert [c.kinds[0] for c in told] == ["removed", "added"]
    assert told[0].edits == (("delete", LOGS),)
    assert told[1].edits == (("insert", ORDER),)
    assert told[0].similarity is None


def test_a_split_changes_no_word() -> None:
    assert kinds(document(CAP + LOGS), document(CAP, LOGS)) == ["split"]
    assert kinds(document(CAP, LOGS), document(CAP + LOGS)) == ["merged"]


def test_a_split_clause_that_was_reworded_says_so() -> None:
    after = document(CAP.replace("十二", "三"), LOGS)
    assert kinds(document(CAP + LOGS), after) == ["modified+split"]


def test_edits_of_a_change_rebuild_its_texts() -> None:
    change = compared(document(CAP + LOGS), document(CAP.replace("十二", "三"), LOGS)).changes[0]
    assert "".join(t for op, t in change.edits if op != "insert") == "\n".join(c.text for c in change.before)
    assert "".join(t for op, t in change.edits if op != "delete") == "\n".join(c.text for c in change.after)


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), Verdict.EDITORIAL),
        ((Severity.EDITORIAL,), Verdict.EDITORIAL),
        ((Severity.REVIEW, Severity.EDITORIAL), Verdict.REVIEW),
        ((Severity.REVIEW, Severity.MINOR), Verdict.MINOR),
        ((Severity.MINOR, Severity.MAJOR), Verdict.MATERIAL),
        ((Severity.CRITICAL,), Verdict.MATERIAL),
    ],
)
def test_the_verdict_is_that_of_the_gravest_finding(severities: tuple[Severity, ...], verdict: Verdict) -> None:
    assert compared(document(CAP), document(CAP + "另有约定的除外。"), *judged(*severities)).verdict is verdict


def test_a_break_is_told_with_its_reason_and_never_judged() -> None:
    def must_not_run(*_: object, **__: object) -> tuple[Finding, ...]:
        raise AssertionError("a broken text was judged")

    whole = document(*(f"第{n}项：{CAP}{LOGS}{COURT}" for n in range(20)))
    told = compare(whole, document("Loading…"), judge=must_not_run)
    assert told.verdict is Verdict.EXTRACTION_BREAK
    assert told.reason
    assert told.findings == ()


def test_the_rules_get_both_texts_the_changes_and_the_day() -> None:
    seen: dict[str, object] = {}

    def judge(before: Document, after: Document, changes: tuple[Change, ...], pairings: list[object], **more: object):  # type: ignore[no-untyped-def]
        seen.update(more, changes=len(changes), pairings=len(pairings))
        return ()

    compare(document(CAP, LOGS), document(CAP, ORDER), observed_on=date(2024, 3, 1), judge=judge)
    assert seen == {"observed_on": date(2024, 3, 1), "changes": 2, "pairings": 3}


def test_a_lowered_cap_is_material_by_the_real_rules() -> None:
    before = document("我们的赔偿责任总额不超过人民币10000元。", ORDER)
    after = document("我们的赔偿责任总额不超过人民币100元。", ORDER)
    assert compare(before, after).verdict is Verdict.MATERIAL
