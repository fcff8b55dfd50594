"""Edits inside a clause are those a person would mark."""

from __future__ import annotations

import random
import time

import pytest

from clauselog.diff import words
from clauselog.diff.words import edits


def marked(old: str, new: str) -> str:
    told = edits(old, new)
    assert "".join(text for op, text in told if op != "insert") == old
    assert "".join(text for op, text in told if op != "delete") == new
    return "".join({"equal": text, "delete": f"[-{text}-]", "insert": f"{{+{text}+}}"}[op] for op, text in told)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("赔偿总额不超过1500元。", "赔偿总额不超过5100元。", "赔偿总额不超过[-1500元-]{+5100元+}。"),
        ("违约金为￥1,500.00。", "违约金为￥1,500.50。", "违约金为[-￥1,500.00-]{+￥1,500.50+}。"),
        ("自2023年4月20日起生效", "自2023年5月20日起生效", "自[-2023年4月20日-]{+2023年5月20日+}起生效"),
        ("updated 2023-04-20", "updated 2023-04-21", "updated [-2023-04-20-]{+2023-04-21+}"),
        ("Effective January 5, 2024.", "Effective January 8, 2024.", "Effective [-January 5, 2024-]{+January 8, 2024+}."),
        ("可用性不低于99.95%。", "可用性不低于99.9%。", "可用性不低于[-99.95%-]{+99.9%+}。"),
        ("在十五天内答复", "在二十五天内答复", "在[-十五-]{+二十五+}天内答复"),
        ("写信至 a@qinghe.example 。", "写信至 b@qinghe.example 。", "写信至 [-a@qinghe.example-]{+b@qinghe.example+} 。"),
        (
            "见 https://qinghe.example/a。", "见 https://qinghe.example/b。",
            "见 [-https://qinghe.example/a-]{+https://qinghe.example/b+}。",
        ),
        ("读取 OAID 用于统计", "读取 IDFA 用于统计", "读取 [-OAID-]{+IDFA+} 用于统计"),
        ("We keep logs for thirty days.", "We keep logs for ninety days.", "We keep logs for [-thirty-]{+ninety+} days."),
    ],
)  # fmt: skip
def test_numbers_dates_addresses_and_words_are_never_cut(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("收集姓名、手机号。", "收集姓名、手机号、面部识别信息。", "收集姓名、手机号{+、面部识别信息+}。"),
        ("收集姓名、设备信息、位置。", "收集姓名、设备信息、网络信息、位置。", "收集姓名、设备信息、{+网络信息、+}位置。"),
        ("收集姓名、指纹信息、位置。", "收集姓名、面部识别信息、指纹信息、位置。", "收集姓名、{+面部识别信息、+}指纹信息、位置。"),
        ("通话记录、位置", "通讯录、位置", "[-通话记录-]{+通讯录+}、位置"),
        ("姓名、手机号、位置", "姓名、手机号码、位置", "姓名、手机号{+码+}、位置"),
        (
            "your name, email address, and phone number", "your name, email address, biometric data, and phone number",
            "your name, email address,{+ biometric data,+} and phone number",
        ),
    ],
)  # fmt: skip
def test_list_items_come_and_go_as_whole_items(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_a_negation_that_went_is_marked_alone() -> None:
    assert marked("我们不会出售您的信息。", "我们会出售您的信息。") == "我们[-不-]会出售您的信息。"
    assert marked("You may not use it.", "You may use it.") == "You may [-not -]use it."


def test_a_name_that_changed_is_one_replacement_though_a_character_stayed() -> None:
    assert marked("由青禾科技有限公司提供。", "由禾苗科技有限公司提供。") == "由[-青禾-]{+禾苗+}科技有限公司提供。"


def test_typography_around_a_change_does_not_blur_it() -> None:
    assert marked("使用 App 时，收集 IP 地址。", "使用App时，收集IP地址和位置。") == (
        "使用[- -]App[- -]时，收集[- -]IP[- -]地址{+和位置+}。"
    )


@pytest.mark.parametrize("text", ["", "   ", "x", "面部", "a b\n\nc"])
def test_one_empty_side_is_one_edit(text: str) -> None:
    assert edits("", text) == ((("insert", text),) if text else ())
    assert edits(text, "") == ((("delete", text),) if text else ())


def test_a_page_on_one_line_is_still_marked_sentence_by_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MATRIX_TOKENS", 2_000)
    old = "".join(f"第{n}类日志保存{n}天，届满即删。" for n in range(1, 60))
    new = old.replace("保存7天", "保存70天", 1).replace("保存50天", "保存5天", 1)
    assert marked(old, new).count("[-") == 2
    assert "第7类日志保存[-7-]{+70+}天" in marked(old, new)


def test_hostile_texts_are_marked_in_time() -> None:
    """Nothing here is quadratic in Python: 100,000 characters each way, of the kinds that upset matchers."""
    for old, new in (
        ("a" * 100_000, "b" * 100_000),
        ("、" * 100_000, "，、" * 50_000),
        ("1," * 50_000, "1.1" * 33_000),
    ):
        assert "".join(text for op, text in edits(old, new) if op != "delete") == new


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("赔偿100 或 1500元。", "赔偿200 或 1800元。", " 或 "),
        ("保存10至30日。", "保存15至45日。", "至"),
        ("费用为100或1500元。", "费用为200或1800元。", "或"),
        ("within 10 or 30 days", "within 15 or 45 days", " or "),
    ],
)
def test_numbers_that_one_word_joins_are_told_one_by_one(old: str, new: str, kept: str) -> None:
    assert ("equal", kept) in edits(old, new)
    assert sum(op == "delete" for op, _ in edits(old, new)) == 2


def test_a_clause_on_one_very_long_line_still_gets_fine_edits() -> None:
    rng = random.Random(3)
    old = "".join(rng.choices("服务信息用户平台协议收集保存期限使用同意处理提供", k=30_000))
    new = old[:9_000] + "鲸落" + old[9_003:21_000] + old[21_040:]
    start = time.process_time()
    told = edits(old, new)
    assert time.process_time() - start < 5  # about 0.2 s
    assert "".join(text for op, text in told if op != "delete") == new
    assert sum(len(text) for op, text in told if op != "equal") < 60


def test_a_long_clause_rewritten_from_end_to_end_is_told_as_replaced_in_bounded_time() -> None:
    rng = random.Random(3)
    old, new = ("".join(rng.choices(letters, k=30_000)) for letters in ("服务信息用户平台协议", "鲸落雁回岚起松涛竹影"))
    start = time.process_time()
    assert edits(old, new) == (("delete", old), ("insert", new))
    assert time.process_time() - start < 5
