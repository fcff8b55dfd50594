"""Days as policies print them: 2023年4月20日, 【2023】年【4】月【20】日, 2023-04-20, April 20, 2023, 20.04.2023.

All functions take text that ``clauselog.text.narrow`` has been over; offsets are offsets into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from clauselog.text import narrow

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
MONTH = "(?P<month_name>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_MONTH_4 = MONTH.replace("month_name", "month_name4")
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
DAY = re.compile(
    r"(?:(?<!\d)(?P<y>(?:19|20)\d\d) {0,2}年 {0,2}(?P<m>\d{1,2}) {0,2}月 {0,2}(?P<d>\d{1,2})(?!\d) {0,2}日?"
    r"|(?P<y2>(?:19|20)\d\d) ?[-./] ?(?P<m2>\d{1,2}) ?[-./] ?(?P<d2>\d{1,2})(?!\d)"
    rf"|{MONTH} +(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[ -]+{_MONTH_4},?[ -]+(?P<y4>(?:19|20)\d\d)"
    r"|(?<![\d./-])(?P<a5>\d{1,2})(?P<by5>[./-])(?P<b5>\d{1,2})(?P=by5)(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|民国 ?(?P<y6>\d{2,3}) ?年 ?(?P<m6>\d{1,2}) ?月 ?(?P<d6>\d{1,2}) ?日?"
    r"|(?P<y7>二[〇○零][〇○零一二三四五六七八九]{2})年(?P<m7>十?[一二三四五六七八九十])月"
    r"(?P<d7>[二三]?十?[一二三四五六七八九十])日)",
    re.IGNORECASE,
)
_ROC = 1911


_YEAR = re.compile(r"(?:19|20)\d\d|民国|二[〇○零]")
_BEFORE_YEAR_CHARS = 32
"""The longest that stands before a year: 22nd day of September,"""


def days(flat: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Every match of ``DAY``, in order: tried only where a year stands, since few places hold one."""
    last = start
    for year in _YEAR.finditer(flat, start, end):
        if year.start() < last:
            continue
        low = max(last, year.start() - _BEFORE_YEAR_CHARS)
        m = DAY.match(flat, year.start(), end) or DAY.search(flat, low, min(end, year.end()))
        if m is not None:
            yield m
            last = m.end()


def plain_days(flat: str) -> str:
    """The text with blanks for the brackets that a form left around its figures, as long as it was."""
    for bracket in "【】[]":
        flat = flat.replace(bracket, " ")
    return flat


def day_of(m: re.Match[str], order: str | None = None) -> date | None:
    """The day a match of ``DAY`` prints; None where it is none, or one of two and ``order`` does not say which."""
    g = m.groupdict()
    try:
        if g["y"]:
            return date(int(g["y"]), int(g["m"]), int(g["d"]))
        if g["y2"]:
            return date(int(g["y2"]), int(g["m2"]), int(g["d2"]))
        if g["y3"]:
            return date(int(g["y3"]), MONTHS[g["month_name"].lower()], int(g["d3"]))
        if g["y4"]:
            return date(int(g["y4"]), MONTHS[g["month_name4"].lower()], int(g["d4"]))
        if g["y5"]:
            return _turned(int(g["y5"]), int(g["a5"]), int(g["b5"]), order)
        if g["y6"]:
            return date(_ROC + int(g["y6"]), int(g["m6"]), int(g["d6"]))
        year = int("".join(str(_NUMERALS[c]) for c in g["y7"]))
        return date(year, _number(g["m7"]), _number(g["d7"]))
    except ValueError:
        return None


def is_ambiguous(m: re.Match[str]) -> bool:
    """03/05/2024: the third of May or the fifth of March."""
    return m["y5"] is not None and max(int(m["a5"]), int(m["b5"])) <= 12 and m["a5"] != m["b5"]


def order_of(flat: str, regions: Iterator[tuple[int, int]]) -> str | None:
    """Which comes first in 03/05/2024, ``day`` or ``month``, where other dates of the text leave no doubt."""
    seen: set[str] = set()
    for start, end in regions:
        for m in days(flat, start, end):
            if m["y5"] and (int(m["a5"]) > 12) != (int(m["b5"]) > 12):
                seen.add("day" if int(m["a5"]) > 12 else "month")
    return seen.pop() if len(seen) == 1 else None


def read_date(text: str) -> date | None:
    """The first full date in the text, in any way the samples print one; None where there is none."""
    plain = plain_days(narrow(text))
    m = next(days(plain, 0, len(plain)), None)
    return day_of(m) if m else None


def _turned(year: int, first: int, second: int, order: str | None) -> date | None:
    if first > 12 or first == second or (order == "day" and second <= 12):
        return date(year, second, first)
    if second > 12 or order == "month":
        return date(year, first, second)
    return None


def _number(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 * bool(ten) + (_NUMERALS[ones] if ones else 0)
