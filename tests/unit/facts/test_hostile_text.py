"""A text made to cost time costs little: long sentences of verbs, names, numbers and brackets, read and compared."""

from __future__ import annotations

import time

import pytest

from clauselog.compare import compare
from clauselog.facts import read_clause
from parsers import read_bytes

UNITS = (
    "收集您的姓名", "我们将收集您的手机号并提供", "(收集姓名", "第三方SDK共享信息", "您授予我们", "保存30天", "人民币1000元不超过", "未满14周岁", "由北京法院",
    "提前30天通知", "《隐私政策》", "用于训练模型", "经您同意", "适用中国法律", "不承担责任", "2024年1月1日生效", "您可以删除", "某某有限公司", "如果您使用",
    "we collect your name and share email ", "you may not use data ", '"we collect', "not be liable exceed usd 5 ", "under the age of 13 ", "courts of Ireland ",
    "Foo Bar Inc. ", "grant us a licence ", "for 30 days we keep ", "transmits to us ",
)  # fmt: skip
CHARS = 40_000
MOST_S = 3.0
"""Of CPU time for one sentence of 40,000 characters; about 0.3 where the machine has nothing else to do."""


def cpu_s(text: str) -> float:
    read_clause.cache_clear()
    started_at = time.process_time()
    read_clause(text)
    return time.process_time() - started_at


@pytest.mark.parametrize("unit", UNITS)
def test_a_sentence_of_forty_thousand_characters_is_read_at_once(unit: str) -> None:
    text = (unit * CHARS)[:CHARS]
    cpu_s(text[:400])  # compiles what is needed
    assert min(cpu_s(text) for _ in range(2)) < MOST_S


@pytest.mark.parametrize(
    "unit", ["我们收集您的姓名和手机号", "we collect your name, e-mail and ", "1.1 保存30天；", "(一)", "- a\n"]
)
def test_hostile_pages_are_read_and_compared_in_time(unit: str) -> None:
    old = (unit * CHARS)[:CHARS]
    started_at = time.process_time()
    before, *_ = read_bytes(old.encode(), name="old.txt")
    after, *_ = read_bytes((old[: CHARS // 2] + "我们不承担责任。" + old[CHARS // 2 :]).encode(), name="new.txt")
    compare(before, after)
    assert time.process_time() - started_at < 30


def test_a_long_sentence_is_read_to_its_end() -> None:
    text = "我们的服务包括" + "许多各式各样的功能与选项、" * 300 + "我们会收集您的姓名和手机号。"
    assert {fact.value for fact in read_clause(text) if fact.type == "data_category"} == {"name", "phone_number"}
