"""In what order, in what company and how often findings are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from clauselog.model import LANGS, Direction, Evidence, Severity, Text
from clauselog.reports.digest import MOST_QUOTED_CHARS, headline, in_order, passages, tallies
from tests import builders as a

SENTENCE = "为推荐内容，我们会收集浏览记录。"
AFTER = a.document(f"{SENTENCE}另一句话。", "别的一条。")


def told(quote: str, **more):
    return a.finding(before=None, after=a.evidence(quote, document=AFTER), **{"change": 0, **more})


def joined(*findings):
    return [p.findings for p in passages(findings, a.comparison(after=AFTER, findings=findings))]


def test_the_gravest_come_first_then_as_the_clauses_stand_then_the_whole_and_good_news_last() -> None:
    whole = told(SENTENCE, change=None)
    late, early = told(SENTENCE, change=7), told(SENTENCE, change=2)
    grave = told(SENTENCE, change=9, severity=Severity.CRITICAL)
    good = told(SENTENCE, change=0, direction=Direction.BETTER)
    assert in_order([good, whole, late, early, grave]) == (grave, early, late, whole, good)


def test_findings_that_quote_one_sentence_or_a_part_of_it_are_told_together() -> None:
    purpose, data = told(SENTENCE, type="purpose"), told("浏览记录", type="data_category")
    (one,) = passages([data, purpose], a.comparison(after=AFTER, findings=[data, purpose]))
    assert one.findings == (data, purpose)
    assert one.before is None
    assert one.after == purpose.after, "the longer quote holds both"
    assert AFTER.text[one.after.start : one.after.end] == one.after.quote


def test_findings_that_quote_neighbouring_words_of_one_sentence_are_told_together() -> None:
    (one,) = passages(
        [told("为推荐内容"), told("浏览记录")],
        a.comparison(after=AFTER, findings=[told("为推荐内容"), told("浏览记录")]),
    )
    assert one.after is not None
    assert one.after.quote == "为推荐内容，我们会收集浏览记录"


def test_a_passage_is_as_grave_as_its_gravest_finding_and_begins_with_it() -> None:
    light, grave = told(SENTENCE), told("浏览记录", severity=Severity.CRITICAL)
    (one,) = passages([light, grave], a.comparison(after=AFTER, findings=[light, grave]))
    assert one.severity is Severity.CRITICAL
    assert one.findings == (grave, light)


@pytest.mark.parametrize(
    ("case", "other"),
    [
        ("another sentence", told("另一句话")),
        ("another change", told(SENTENCE, change=1)),
        ("no change", told(SENTENCE, change=None)),
        ("wording to review", told(SENTENCE, severity=Severity.REVIEW)),
        ("a quote on the other side, too", replace(told(SENTENCE), before=Evidence("日志", "p1", 0, 2))),
        ("a quote that does not stand there", replace(told(SENTENCE), after=Evidence("假的", "p1", 0, 2))),
    ],
)
def test_other_findings_stay_apart(case: str, other) -> None:
    one = told(SENTENCE)
    assert len(joined(one, other)) == 2, case


def test_findings_are_not_told_together_where_the_quote_would_be_a_page_long() -> None:
    long = a.document("字" * (MOST_QUOTED_CHARS + 1))
    whole = a.finding(before=None, after=Evidence(long.text, "p1", 0, len(long.text)))
    part = a.finding(before=None, after=Evidence("字字", "p1", 0, 2))
    assert len(passages([whole, part], a.comparison(after=long, findings=[whole, part]))) == 2


def test_no_finding_is_lost_or_told_twice() -> None:
    many = [
        told(q, change=n % 3, type=t) for n in range(6) for q in (SENTENCE, "浏览记录") for t in ("purpose", "consent")
    ]
    assert sorted(map(repr, (f for group in joined(*many) for f in group))) == sorted(map(repr, many))


def test_types_are_counted_by_severity_and_direction_the_gravest_type_first() -> None:
    fees = told(SENTENCE, type="fees", severity=Severity.CRITICAL)
    data = [
        told(SENTENCE, type="data_category", direction=d) for d in (Direction.WORSE, Direction.WORSE, Direction.BETTER)
    ]
    first, second = tallies([*data, fees])
    assert (first.type, first.severities, first.worse, first.better) == ("fees", ((Severity.CRITICAL, 1),), 1, 0)
    assert (second.type, second.severities, second.worse, second.better) == (
        "data_category",
        ((Severity.MAJOR, 3),),
        2,
        1,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_headline_leaves_out_the_excerpt_of_what_is_quoted_and_nothing_else(lang) -> None:
    cut = Text(f"新增须先征得同意（“{SENTENCE[:8]}…”）", f"Added: asking for consent first (“{SENTENCE[:8]}…”)")
    assert (
        headline(told(SENTENCE, summary=cut), lang)
        == {"zh": "新增须先征得同意", "en": "Added: asking for consent first"}[lang]
    )
    named = Text("适用人群有变（“企业”）", "Other people (“companies”)")
    assert headline(told(SENTENCE, summary=named), lang) == named[lang]
    plain = Text("保存期限由30天延长为180天", "Data are kept for 180 days in place of 30")
    assert headline(told(SENTENCE, summary=plain), lang) == plain[lang]
