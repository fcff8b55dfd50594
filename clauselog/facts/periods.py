"""Durations with the unit that was written: 15日, 15个工作日, 6个月, 三年, 90 days, thirty (30) business days.

The canonical form follows ISO 8601 (``P15D``, ``P6M``, ``P3Y``, ``PT72H``) with ``BD`` for working days, since
15 工作日 are not 15 日. Dates ("2026年4月1日") are no durations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clauselog.facts.numbers import EN_NUMBER, ZH_NUMBER, plain, read_number
from clauselog.facts.patterns import Pattern
from clauselog.model import Text

_DAYS = {"D": 1.0, "BD": 1.4, "W": 7.0, "M": 30.44, "Y": 365.25, "H": 1 / 24, "MIN": 1 / 1440, "S": 1 / 86400}
_ZH_UNITS = {"D": "天", "BD": "个工作日", "W": "周", "M": "个月", "Y": "年", "H": "小时", "MIN": "分钟", "S": "秒"}
_EN_UNITS = {
    "D": "day", "BD": "business day", "W": "week", "M": "month", "Y": "year", "H": "hour", "MIN": "minute", "S": "second"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A duration; ``str()`` is canonical. ``start`` and ``end`` are where it was read."""

    count: Decimal
    unit: str
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        time = "T" if self.unit in ("H", "MIN", "S") else ""
        return f"P{time}{plain(self.count)}{self.unit}"

    @property
    def days(self) -> float:
        """About how long, for comparing: a working day counts 1.4 days, a month 30.44."""
        return float(self.count) * _DAYS[self.unit]

    @property
    def words(self) -> Text:
        n = plain(self.count)
        return Text(f"{n}{_ZH_UNITS[self.unit]}", f"{n} {_EN_UNITS[self.unit]}{'' if n == '1' else 's'}")


_ZH = {
    "工作日": "BD", "交易日": "BD", "自然日": "D", "日历日": "D", "日": "D", "天": "D", "周": "W", "星期": "W", "月": "M",
    "年": "Y", "周年": "Y", "年度": "Y", "小时": "H", "钟头": "H", "分钟": "MIN", "秒": "S",
}  # fmt: skip
_EN = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "MIN", "second": "S"}
# 15个工作日, 三十(30)日, 12个月, 三年, 48小时; not 4月, not 2026年, not 第15日, not 月12日
_ZH_PERIOD = Pattern(
    rf"(?<![第月\d.])(?<!\d,)(?P<number>{ZH_NUMBER})[】\]]? ?(?P<of>个)?(?:完整|连续|的)?(?P<unit>工作日|交易日|自然日|日历日|小时|钟头|分钟"
    r"|星期|周年|周(?!岁)|天|日|(?<=个)月|年度|年|秒)(?!\d|龄|满|[一二三四五六七八九十]{1,2}月)"
)
# 90 days, thirty (30) business days, a 30-day period, 24 hours
_EN_PERIOD = Pattern(
    rf"(?<![\d.])(?<!\d,)(?P<number>{EN_NUMBER}|\b(?:a|an|one)\b)[ -]{{1,2}}(?P<kind>full |consecutive )?"
    r"(?P<bd>business |working |calendar )?(?P<unit>day|week|month|year|hour|minute|second)s?\b(?!'? (?:of age|old|and older))"
)
# the cheap question first: a numeral with a unit close behind it
_UNIT = Pattern(
    r"[\d一二三四五六七八九十百千万亿两〇壹贰叁肆伍陆柒捌玖拾半][^,。;]{0,6}?(?:[日天周月年秒]|星期|小时|钟头|分钟)|\b(?:day|week|month|year|hour|minute|second)s?\b"
)
_HALF_YEAR = Pattern(r"(?<![一二两三四五六七八九十\d])半年")


def periods(low: str, start: int = 0, end: int | None = None) -> Iterator[Period]:
    """Every duration in a stretch of narrowed, lower-case text, left to right, in either language."""
    if not _UNIT.search(low, start, end):
        return
    found = [*_zh_periods(low, start, end), *_en_periods(low, start, end)]
    yield from sorted(found, key=lambda p: p.start)


def _zh_periods(low: str, start: int, end: int | None) -> Iterator[Period]:
    for match in _ZH_PERIOD.finditer(low, start, end):
        count = read_number(match["number"].strip())
        unit = _ZH[match["unit"]]
        if count is None or (unit == "Y" and count >= 1900):
            continue
        yield Period(count, unit, match.start(), match.end())
    for match in _HALF_YEAR.finditer(low, start, end):
        yield Period(Decimal(6), "M", match.start(), match.end())


def _en_periods(low: str, start: int, end: int | None) -> Iterator[Period]:
    for match in _EN_PERIOD.finditer(low, start, end):
        written = match["number"].strip()
        count = Decimal(1) if written in ("a", "an") else read_number(written)
        if count is None:
            continue
        unit = "BD" if (match["bd"] or "").strip() in ("business", "working") else _EN[match["unit"]]
        yield Period(count, unit, match.start(), match.end())


def read_period(canonical: str) -> Period | None:
    """The period of a canonical string, for rules: ``P15BD`` → 15 working days; None for criteria."""
    match = _CANONICAL.fullmatch(canonical)
    return Period(Decimal(match["count"]), match["unit"]) if match else None


_CANONICAL = Pattern(r"PT?(?P<count>\d+(?:\.\d+)?)(?P<unit>BD|MIN|[DWMYHS])")
