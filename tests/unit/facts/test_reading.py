from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.facts import read_facts
from clauselog.facts.patterns import ALL
from clauselog.facts.readers import READERS
from clauselog.facts.reading import read_clause
from clauselog.model import FACT_TYPES
from tests.builders import clause, document

_BITS = [
    "我们", "您", "不得", "不会", "收集", "保存", "三年", "15个工作日", "人民币1000元", "责任", "不超过", "，", "。", "；", "《用户协议》", "仲裁委员会", "人民法院",
    "未满十四周岁", "同意", "共享", "第三方", "we ", "you ", "may ", "not ", "retain ", "for 30 days ", "liability ", "shall not exceed ",
    "$100 ", "arbitration ", "courts of Dublin ", ". ", "under 13 ", "%", "99.9%", "（", "）", "“", "”", "\n", "　", "İ", "ﬁ", "😀",
]  # fmt: skip


@given(st.lists(st.sampled_from(_BITS), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_quote_stands_where_its_span_says(text: str) -> None:
    version = document("前言", clause(text or "x", label="1."), language="zh-Hans")
    for fact in read_facts(version):
        assert version.text[fact.start : fact.end] == fact.quote
        assert fact.quote.strip()
        home = version.clauses[fact.clause]
        assert home.text_start <= fact.start < fact.end <= home.end
        assert fact.type in FACT_TYPES


def test_a_list_item_is_read_with_the_line_that_introduces_it() -> None:
    version = document(
        clause("您不得实施以下行为：", label="1."), clause("我们保存日志三年。", label="2."), language="zh-Hans"
    )
    assert {f.value for f in read_facts(version) if f.type == "retention"} == {"P3Y"}


def test_equal_clauses_are_read_once() -> None:
    read_clause.cache_clear()
    version = document(*[clause("我们将日志信息保存六个月。", label=f"{n}.") for n in range(1, 6)])
    facts = read_facts(version)
    assert len([f for f in facts if f.type == "retention"]) == 5
    assert read_clause.cache_info().misses == 1


def test_clauses_without_a_trigger_wake_no_reader() -> None:
    assert read_clause("今天天气很好") == ()


def test_each_type_has_one_reader_and_lower_case_triggers() -> None:
    types = [reader.type for reader in READERS]
    assert len(types) == len(set(types))
    assert set(types) <= set(FACT_TYPES)
    for reader in READERS:
        assert reader.triggers
        assert all(word == word.lower() and word for word in reader.triggers)


_PATHOLOGICAL = [
    "a" * 8_000, "我" * 8_000, "1" * 8_000, "1," * 4_000, "十" * 8_000, " " * 8_000, "not " * 2_000, "不" * 8_000, "《" * 8_000, "(" * 8_000,
    "信息" * 4_000, "您的" * 4_000, "data to " * 1_000, "you may " * 1_000, "one hundred " * 700, "我们同意" * 2_000, "A. " * 2_600, "收集" * 4_000,
    "personal information " * 400, "与第三方" * 2_000, "shall be " * 900, "保存" * 4_000, "court of " * 900,
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ALL)))
def test_every_pattern_takes_linear_time(number: int) -> None:
    """A linear pattern needs milliseconds for 8,000 hostile characters, a quadratic one seconds."""
    pattern = ALL[number]
    for hostile in _PATHOLOGICAL:
        started = time.process_time()
        for _ in pattern.finditer(hostile):
            pass
        assert time.process_time() - started < 3, f"{pattern.source[:80]} on {hostile[:12]!r}"
