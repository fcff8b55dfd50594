"""What users decide for themselves: rules off, weighed otherwise, added; and words of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from clauselog.compare import compare
from clauselog.errors import DeclarationError
from clauselog.model import Comparison, Direction, Severity
from clauselog.rules.local.judgement import Judgement, judgement_from
from clauselog.rules.local.patterns import UnsafePattern, safe_pattern
from clauselog.rules.local.reading import parse_rules
from tests.builders import document

OWN = """
rules:
  - id: arbitration-fee
    type: dispute_forum
    patterns:
      zh: ["仲裁费用?.{0,12}由(?:您|用户)承担"]
      en: ["arbitration fees? .{0,20}borne by (?:you|the user)"]
    when: WHEN
    severity: critical
    direction: worse
    summary: {zh: "仲裁费由用户承担：“{quote}”", en: "Users bear arbitration fees: “{quote}”"}
    law: [民法典 497]
"""
ZH = (
    "欢迎使用青禾笔记。",
    "感谢您的支持。",
    "标题仅为阅读方便而设。",
    "我们会不断改进产品的界面和操作方式。",
)


def judged(old: str, new: str, rules: str, language: str = "zh-Hans") -> Comparison:
    before = document(*ZH, old, language=language) if old else document(*ZH, language=language)
    after = document(*ZH, new, language=language) if new else document(*ZH, language=language)
    return compare(before, after, judge=Judgement(parse_rules(rules)))


def own(when: str) -> str:
    return OWN.replace("WHEN", when)


def test_an_added_rule_tells_what_came_and_quotes_it_exactly() -> None:
    comparison = judged("争议由双方协商解决。", "争议由双方协商解决，仲裁费用（含保全费）由您承担。", own("gained"))
    (finding,) = [f for f in comparison.findings if f.rule == "arbitration-fee"]
    assert finding.after is not None
    assert finding.after.quote == "仲裁费用（含保全费）由您承担"
    assert comparison.after.text[finding.after.start : finding.after.end] == finding.after.quote
    assert finding.summary.zh == "仲裁费由用户承担：“仲裁费用（含保全费）由您承担”"
    assert (finding.severity, finding.direction, finding.hooks) == (Severity.CRITICAL, Direction.WORSE, ("民法典 497",))


@pytest.mark.parametrize(("when", "told"), [("gained", 0), ("lost", 1), ("either", 1)])
def test_when_says_whether_coming_or_going_counts(when: str, told: int) -> None:
    comparison = judged("Arbitration fees are borne by you.", "", own(when), language="en")
    findings = [f for f in comparison.findings if f.rule == "arbitration-fee"]
    assert len(findings) == told
    assert all(f.before and f.before.quote == "Arbitration fees are borne by you" for f in findings)


def test_words_that_stand_elsewhere_in_the_other_version_did_not_come() -> None:
    line = "仲裁费用由您承担。"
    before = document("第一条 甲。", line, "第三条 丙。", language="zh-Hans")
    after = document("第一条 甲。", line, "第三条 丙，" + line, language="zh-Hans")
    comparison = compare(before, after, judge=Judgement(parse_rules(own("gained"))))
    assert not [f for f in comparison.findings if f.rule == "arbitration-fee"]


CAP = (
    "责任上限为人民币1000元，我们的赔偿责任总额不超过人民币5000元。",
    "责任上限为人民币1000元，我们的赔偿责任总额不超过人民币500元。",
)


def test_a_rule_switched_off_tells_nothing_and_nothing_else_speaks_for_it() -> None:
    assert "liability-cap-lowered" in {f.rule for f in judged(*CAP, "").findings}
    assert not judged(*CAP, "disable: [liability-cap-lowered]").findings


def test_a_severity_can_be_changed() -> None:
    findings = judged(*CAP, "severities: {liability-cap-lowered: minor}").findings
    assert {f.rule: f.severity for f in findings}["liability-cap-lowered"] is Severity.MINOR


def test_an_empty_rule_file_changes_nothing() -> None:
    assert judged(*CAP, "").findings == compare(document(*ZH, CAP[0]), document(*ZH, CAP[1])).findings


@pytest.mark.parametrize(
    ("rules", "place", "seen"),
    [
        ("- a", "rules", "mapping"),
        ("disabled: [x]", "rules", "unknown key disabled"),
        ("disable: [liability-cap-lowerd]", "disable[1]", "did you mean liability-cap-lowered"),
        ("severities: {liability-cap-lowered: fatal}", "severities.liability-cap-lowered", "'fatal' will not do"),
        ("severities: [a]", "severities", "mapping"),
        ("a: &a [x]\nb: *a", "rules", "aliases"),
        ("rules: [{id: x1y}]", "rules[1]", "direction, patterns, severity, summary, type, when missing"),
        (own("sometimes"), "rules[1].when", "gained, lost, either"),
        (own("gained").replace("dispute_forum", "disputes"), "rules[1].type", "dispute_forum"),
        (own("gained").replace("arbitration-fee", "liability-cap-lowered"), "rules[1].id", "already"),
        (own("gained").replace("arbitration-fee", "Arbitration Fee"), "rules[1].id", "will not do"),
        (own("gained").replace("{0,12}", "*"), "rules[1].patterns.zh", "without an end"),
        (own("gained").replace("zh: [", "fr: ["), "rules[1].patterns", "'fr' will not do"),
        ("rules: [", "rules", "not valid YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(rules: str, place: str, seen: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        parse_rules(rules)
    assert place in caught.value.tried.en
    assert seen in caught.value.seen.en
    assert "docs/rules.md" in caught.value.todo.zh


@pytest.mark.parametrize(
    "source",
    [
        "(a+)+$",
        "(?:很|非常){0,30}好",
        ".*仲裁",
        "a{0,40}b{0,40}c{0,40}d",
        r"(甲)\1",
        "a{1,400}",
        "x" * 301,
        "(",
        "a?",
        " ?",
    ],
)
def test_patterns_that_may_take_for_ever_or_match_nothing_are_refused(source: str) -> None:
    with pytest.raises(UnsafePattern) as caught:
        safe_pattern(source)
    assert caught.value.seen.zh
    assert caught.value.seen.en


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("仲裁费.{0,20}承担", "仲裁费由您承担"),
        (r"fees? (?:are|is) borne by .{0,10}\byou\b", "Fees are borne by You"),
        ("（含税）", "(含税)"),
        ("第[0-9]{1,3}条", "第12条"),
        ("服務.{0,5}終止", "服务即终止"),
    ],
)
def test_patterns_with_bounded_gaps_are_taken_as_written(source: str, text: str) -> None:
    assert safe_pattern(source).search(text)


def test_an_accepted_pattern_takes_bounded_time_on_the_worst_of_texts() -> None:
    import time

    pattern = safe_pattern("a.{0,30}a.{0,30}b")
    started_at = time.process_time()
    assert pattern.search("a" * 40_000) is None
    assert time.process_time() - started_at < 4


HEADER = "id,group,sensitive,parent,zh,en,source\n"


def test_words_of_the_users_own_are_read_and_told_by_their_name(tmp_path: Path) -> None:
    lexicon = tmp_path / "mine.csv"
    lexicon.write_text(HEADER + "nose_print,biometric,pipl28:biometric,,鼻纹,nose_print,house list\n", "utf-8")
    judge = judgement_from(None, lexicon)
    before, after = document(*ZH, "我们收集您的姓名。"), document(*ZH, "我们收集您的姓名和鼻纹。")
    assert "sensitive-data-added" not in {f.rule for f in compare(before, after).findings}
    findings = {f.rule: f for f in compare(before, after, judge=judge).findings}
    assert findings["sensitive-data-added"].summary.zh == "新增收集敏感个人信息：鼻纹"
    assert findings["sensitive-data-added"].severity is Severity.CRITICAL


def test_a_lexicon_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError):
        judgement_from(None, tmp_path / "nothing.csv")
    with pytest.raises(DeclarationError):
        judgement_from(tmp_path / "nothing.yaml", None)
