from __future__ import annotations

import random

from clauselog.compare import compare
from clauselog.model import Comparison, Severity, Verdict
from clauselog.rules import judging
from clauselog.rules.framework import REGISTRY
from tests.builders import clause, document

_AROUND = ("欢迎使用青禾笔记。", "我们会不断改进界面。", "标题仅为阅读方便而设。", "感谢您的支持。")
_CAP = "我们的赔偿责任不超过人民币1000元。"
_LAW = "本协议的订立、效力和解释适用中华人民共和国法律。"


def told(before: tuple[str, ...], after: tuple[str, ...]) -> Comparison:
    return compare(
        document(*(clause(t, label=f"{n}.") for n, t in enumerate((*_AROUND, *before), 1))),
        document(*(clause(t, label=f"{n}.") for n, t in enumerate((*_AROUND, *after), 1))),
    )


def test_nothing_changed_finds_nothing() -> None:
    assert told((_CAP, _LAW), (_CAP, _LAW)).findings == ()


def test_a_fact_that_moved_is_no_change() -> None:
    assert not [f for f in told((_CAP, _LAW), (_LAW, _CAP)).findings if f.severity.is_material]


def test_a_fact_said_again_elsewhere_is_no_change() -> None:
    again = "再次说明，我们的赔偿责任不超过人民币一千元。"
    assert not [f for f in told((_CAP,), (_CAP, again)).findings if f.severity.is_material]


def test_the_same_value_in_other_words_is_no_change() -> None:
    quiet = told(("我们将在十五天内答复您的请求。",), ("我们将在15 日内答复您的请求。",))
    assert not [f for f in quiet.findings if f.severity.is_material]


def test_findings_come_gravest_first_then_in_reading_order() -> None:
    findings = told(
        ("我们将在十五天内答复您的请求。", _CAP),
        ("我们将在三十天内答复您的请求。", "我们的赔偿责任不超过人民币500元。"),
    ).findings
    assert [f.rule for f in findings] == ["liability-cap-lowered", "response-deadline-lengthened"]


def test_the_order_of_rules_does_not_matter() -> None:
    pair = (
        ("我们将日志保存三年。", _CAP, _LAW),
        ("我们将日志永久保存。", "我们不承担任何责任。", "本协议的解释适用新加坡法律。"),
    )
    usual = told(*pair).findings
    items = list(REGISTRY.items())
    try:
        random.Random(7).shuffle(items)
        REGISTRY.clear()
        REGISTRY.update(items)
        assert told(*pair).findings == usual
    finally:
        ordered = sorted(items)
        REGISTRY.clear()
        REGISTRY.update(ordered)


def test_weighty_words_without_a_fact_go_to_review_once_per_change() -> None:
    comparison = told(("本页说明如何联系客服人员。",), ("本页必须说明如何联系客服人员。",))
    assert [(f.rule, f.severity) for f in comparison.findings] == [("wording-review", Severity.REVIEW)]
    assert comparison.verdict is Verdict.REVIEW


def test_light_wording_stays_quiet() -> None:
    assert told(("祝您使用愉快，天天开心。",), ("祝您使用愉快，日日开心。",)).findings == ()


def test_a_single_value_that_moves_between_clauses_is_told_as_one_change() -> None:
    new = "关于解释与适用：双方一致确认受新加坡法律管辖，语言以中文为准。"
    rules = [f.rule for f in told((_LAW,), (new,)).findings]
    assert "governing-law-changed" in rules
    assert "governing-law-removed" not in rules


def test_judging_needs_no_pairings() -> None:
    before, after = document(*_AROUND, _CAP), document(*_AROUND, "我们的赔偿责任不超过人民币100元。")
    changes = compare(before, after).changes
    assert [f.rule for f in judging.judge(before, after, changes)] == ["liability-cap-lowered"]


def test_a_review_bears_the_type_of_the_fact_in_whose_words_the_change_stands() -> None:
    comparison = told(("您不得在场馆内停放三轮车。",), ("您不得在场馆内停放3轮车或2轮车。",))
    assert [(f.rule, f.type) for f in comparison.findings] == [("wording-review", "prohibited_use")]


def test_a_review_that_speaks_of_one_type_alone_bears_it() -> None:
    comparison = told(("食堂每天开放。",), ("食堂每天开放，有关事项由仲裁庭答复。",))
    assert [(f.rule, f.type) for f in comparison.findings] == [("wording-review", "dispute_forum")]
