from __future__ import annotations

from decimal import Decimal

import pytest

from clauselog.facts.numbers import amounts, percentages, read_number
from clauselog.facts.periods import periods, read_period
from clauselog.text import narrow


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("15", 15), ("十五", 15), ("三百六十五", 365), ("壹仟", 1000), ("二〇二六", 2026), ("1,000.50", Decimal("1000.5")),
        ("thirty (30)", 30), ("twenty-one", 21), ("one hundred and twenty", 120), ("5万", 50000), ("两", 2), ("叁拾", 30),
    ],
)  # fmt: skip
def test_numbers_are_read_however_they_are_written(written: str, value: Decimal) -> None:
    assert read_number(written) == value


def test_what_is_no_number_is_none() -> None:
    assert read_number("many") is None
    assert read_number("") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不超过人民币１０００元", ["CNY 1000"]), ("赔偿5万元", ["CNY 50000"]), ("壹仟元整", ["CNY 1000"]), ("us$100", ["USD 100"]),
        ("$1,000.00 usd", ["USD 1000"]), ("€50 and £20", ["EUR 50", "GBP 20"]), ("two million dollars", ["USD 2000000"]),
        ("300字以内", []), ("version 2.0", []),
    ],
)  # fmt: skip
def test_amounts_carry_their_currency(text: str, found: list[str]) -> None:
    assert [str(a) for a in amounts(narrow(text))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("99.95%", ["99.95%"]),
        ("百分之三十", ["30%"]),
        ("百分之九十九点九", ["99.9%"]),
        ("万分之五", ["0.05%"]),
        ("30 percent", ["30%"]),
    ],
)
def test_percentages_are_read_in_both_languages(text: str, found: list[str]) -> None:
    assert [str(p) for p in percentages(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("15日", ["P15D"]), ("15个工作日", ["P15BD"]), ("十五天", ["P15D"]), ("三十(30)日内", ["P30D"]), ("6个月", ["P6M"]), ("三年", ["P3Y"]),
        ("半年", ["P6M"]), ("48小时", ["PT48H"]), ("90 days", ["P90D"]), ("thirty (30) business days", ["P30BD"]),
        ("a 30-day period", ["P30D"]), ("one month", ["P1M"]), ("2026年4月1日", []), ("第15日", []), ("18 years of age", []),
    ],
)  # fmt: skip
def test_durations_keep_their_unit_and_dates_are_none(text: str, found: list[str]) -> None:
    assert [str(p) for p in periods(text)] == found


def test_a_canonical_period_is_read_back() -> None:
    period = read_period("P15BD")
    assert period is not None
    assert (period.words.zh, period.words.en) == ("15个工作日", "15 business days")
    assert period.days > 15
    assert read_period("necessary") is None
