"""Facts in words people understand: no canonical id is ever shown to them."""

from __future__ import annotations

import pytest

from clauselog.model import Text
from clauselog.reports.facts import denied, value_words
from tests import builders as a


@pytest.mark.parametrize(
    ("type", "value", "zh", "en"),
    [
        ("contact", "email:dpo@qinghe.example", "邮箱 dpo@qinghe.example", "e-mail dpo@qinghe.example"),
        ("contact", "phone:4001234567", "电话 4001234567", "phone 4001234567"),
        ("termination", "notice:P30D", "提前30天通知", "30 days notice"),
        ("termination", "extent:all", "可终止全部服务", "all of the service may be ended"),
        ("response_deadline", "own:P1M", "用户须在1个月内行事", "the user has 1 month"),
        ("response_deadline", "deemed:P60D", "60天后视为送达", "deemed received after 60 days"),
        ("third_party", "as:de-identified", "以去标识化形式提供", "passed on: de-identified data"),
        ("third_party", "mask:aggregated", "仅以汇总形式提供", "passed on: aggregated data only"),
        ("incorporation", "wins:this", "冲突时以本文件为准", "this document prevails"),
        ("incorporation", "binds:活动规则", "须遵守：活动规则", "to be followed: 活动规则"),
        ("governing_law", "cisg-excluded", "排除冲突法或国际货物销售合同公约", "conflict rules or the CISG excluded"),
        ("governing_law", "home-law-kept", "保留用户居住地的强制性规定", "the mandatory law of the user's home kept"),
    ],
)
def test_a_value_is_said_in_words(type: str, value: str, zh: str, en: str) -> None:
    assert value_words(a.fact(type, value)) == Text(zh, en)


def test_data_shown_to_others_are_not_taken_for_recipients() -> None:
    shown = a.fact("third_party", "shown:name", detail=(("en", "full name"), ("zh", "姓名")))
    assert value_words(shown) == Text("公开展示：姓名", "shown to others: full name")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Text("浏览记录", "browsing history"), True),
        (Text("承诺不向第三方提供信息", "the promise not to share data"), False),
        (Text("不保存", "not kept"), False),
    ],
)
def test_what_is_denied_is_said_once(words: Text, said: bool) -> None:
    fact = a.fact("third_party", "x", negated=True)
    assert denied(fact, words, "zh") is said
    assert denied(fact, words, "en") is said
    assert not denied(a.fact("third_party", "x"), words, "zh")
