"""What a policy says of itself: title, update, publication and effective dates, version label, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clauselog.model import Clause, ClauseKind, Stated
from clauselog.text import narrow
from parsers.headings import POLICY_WORDS

_HEAD_CHARS = 4000
_TAIL_CHARS = 1500
_MARGIN_CHARS = 200
"""What is looked at beside the head and the tail: a few words behind a date."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = "(?P<month_name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_MONTH_4 = _MONTH.replace("month_name", "month_name4")
_DATE = re.compile(
    r"(?=[\dJFMASOND])"  # how a date can begin: so most places are passed without trying every month
    r"(?:(?P<y>(?:19|20)\d\d) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?日?"
    r"|(?P<y2>(?:19|20)\d\d) ?[-./] ?(?P<m2>\d{1,2}) ?[-./] ?(?P<d2>\d{1,2})(?!\d)"
    rf"|{_MONTH} +(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? +{_MONTH_4},? +(?P<y4>(?:19|20)\d\d))",
    re.IGNORECASE,
)
# 2019年3月2日《…的决定》第三次修订: of several amendments the last one holds
_AMENDED = re.compile(
    rf"(?:{_DATE.pattern})(?:(?!(?:19|20)\d\d ?年)[^\n]){{0,80}}?第[一二三四五六七八九十]{{1,3}}次(?:修订|修正)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"(?:{_MONTH},? +(?:19|20)\d\d|(?:19|20)\d\d ?年 ?\d{{1,2}} ?月)(?! ?\d)", re.IGNORECASE)
# What is printed before the date: at most a few characters lie between label and date.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "updated_on",
        re.compile(
            r"(?:最近一次|最近|最后|最新|本次|上次)?(?:更新|修订|修改|修正)(?:日期|时间|于|版本)?[为是:]?"
            r"|\b(?:last|most recently|date of last) (?:updated?|modified|revised|revision|changed|amended)\b"
            r"|\b(?:updated|revised|modified)(?: (?:on|as of|date))?\b|\brevision date\b|\bversion date\b"
            r"|(?<!effective )(?<!publication )\bdate(?: of(?: this)? (?:version|policy|notice))?:",
            re.IGNORECASE,
        ),
    ),
    (
        "effective_on",
        re.compile(
            r"(?:生效|施行|实施|启用)(?:日期|时间|日|于|自)?[为是:]?"
            r"|\beffective(?: (?:date|as of|on|from|starting|beginning))?\b"
            r"|\b(?:in|into) (?:effect|force)(?: (?:on|from|as of))?\b"
            r"|\btakes? effect(?: on)?\b",
            re.IGNORECASE,
        ),
    ),
    (
        "published_on",
        re.compile(
            r"(?:发布|公布|公示|颁布|刊登)(?:日期|时间|于)?[为是:]?|\b(?:published|posted|issued)(?: (?:on|date))?\b",
            re.IGNORECASE,
        ),
    ),
)
_AFTER = {
    "生效": "effective_on",
    "施行": "effective_on",
    "更新": "updated_on",
    "发布": "published_on",
    "修订": "updated_on",
}
_AFTER_DATE = re.compile(r" ?(?:起|开始|正式|起正式)? ?(生效|施行|更新|发布|修订)")
_BETWEEN_CHARS = 14
_PARTED = re.compile(r"[。;；!?\n]|\d{4}")
_VERSION = re.compile(
    r"版本(?:号|编号)?[为是]?[:]? ?(?P<a>[VvＶ]?\d[\w.]{0,11}(?: ?年 ?\d{1,2} ?月)?(?: ?\d{1,2} ?日)?(?: ?版)?)"
    r"|\b(?P<b>(?:version|rev(?:ision)?\.?) ?(?:no\.? ?)?:? ?[Vv]?\d[\w.]{0,11})"
    r"|(?<![\w.])(?P<c>20\d\d ?[Vv]\d{1,3}|[Vv] ?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?![\w.])",
    re.IGNORECASE,
)
_NAMED = re.compile(r"《([^《》]{2,40})》 ?[(]? ?以下(?:简称|称|统称)?(?:为)? ?[\"']?本(?:协议|政策|声明|条款|规则)")


def stated_facts(
    text: str, clauses: Sequence[Clause], *, title: str | None = None, fallback_title: str | None = None
) -> Stated:
    """Read from the head of the policy, then from its tail; the first statement of each kind holds."""
    flat = _flat(text)
    dates: dict[str, date] = {}
    spans: dict[str, tuple[int, int]] = {}
    label: str | None = None
    for start, end in _regions(len(flat)):
        for name, day, span in _dated(flat, start, end):
            if name not in dates:
                dates[name], spans[name] = day, span
        amended = [(on, m.start()) for m in _AMENDED.finditer(flat, start, end) if (on := _day(m))]
        if amended and start == 0:
            latest, at = max(amended)
            printed = _DATE.match(flat, at)
            dates["updated_on"], spans["updated_on"] = latest, printed.span() if printed else (at, at)
        if label is None and (found := _label(flat, start, end, dates)):
            label, spans["version_label"] = text[found[0] : found[1]], found
    name_of, where = _title(text, flat, clauses, title, fallback_title)
    if where:
        spans["title"] = where
    return Stated(
        title=name_of,
        published_on=dates.get("published_on"),
        updated_on=dates.get("updated_on"),
        effective_on=dates.get("effective_on"),
        version_label=label,
        spans=spans,
    )


def _flat(text: str) -> str:
    """The text narrowed where it is read, as long as it was; a line break parts what a space does not."""
    head = text.find("\n", _HEAD_CHARS + _MARGIN_CHARS)
    tail = text.rfind("\n", 0, max(0, len(text) - _TAIL_CHARS - _MARGIN_CHARS))
    if not -1 < head < tail:
        return "\n".join(map(narrow, text.split("\n")))
    ends = ("\n".join(map(narrow, part.split("\n"))) for part in (text[:head], text[tail:]))
    return text[head:tail].join(ends)


def read_date(text: str) -> date | None:
    """The first full date in the text, in any way the samples print one; None where there is none."""
    m = _DATE.search(narrow(text))
    return _day(m) if m else None


def _regions(size: int) -> Iterator[tuple[int, int]]:
    yield 0, min(size, _HEAD_CHARS)
    if size > _HEAD_CHARS:
        yield max(_HEAD_CHARS, size - _TAIL_CHARS), size


def _day(m: re.Match[str]) -> date | None:
    g = m.groupdict()
    try:
        if g["y"]:
            return date(int(g["y"]), int(g["m"]), int(g["d"]))
        if g["y2"]:
            return date(int(g["y2"]), int(g["m2"]), int(g["d2"]))
        if g["y3"]:
            return date(int(g["y3"]), _MONTHS[g["month_name"].lower()], int(g["d3"]))
        return date(int(g["y4"]), _MONTHS[g["month_name4"].lower()], int(g["d4"]))
    except ValueError:
        return None


def _dated(flat: str, start: int, end: int) -> Iterator[tuple[str, date, tuple[int, int]]]:
    """Dates whose neighbourhood says what they are: the nearest label before, or a verb right behind."""
    for m in _DATE.finditer(flat, start, end):
        day = _day(m)
        if day is None:
            continue
        behind = _AFTER_DATE.match(flat, m.end(), min(len(flat), m.end() + 10))
        before = flat[max(start, m.start() - 40) : m.start()]
        nearest: tuple[int, str] | None = None
        for name, pattern in _LABELS:
            for hit in pattern.finditer(before):
                distance = len(before) - hit.end()
                gap = before[hit.end() :]
                begun = before[: hit.start()].rsplit("\n", 1)[-1].strip(" *-")
                broken = "\n" in gap and len(begun) > _BETWEEN_CHARS  # the end of a sentence on the line above
                near = distance <= _BETWEEN_CHARS and not broken and not _PARTED.search(gap.strip("\n "))
                if near and (nearest is None or distance < nearest[0]):
                    nearest = (distance, name)
        if nearest is not None:
            yield nearest[1], day, m.span()
        elif behind is not None:
            yield _AFTER[behind[1]], day, m.span()


def _label(flat: str, start: int, end: int, dates: dict[str, date]) -> tuple[int, int] | None:
    m = _VERSION.search(flat, start, min(end, start + 1500))
    if m is not None:
        group = next(g for g in ("a", "b", "c") if m[g])
        return m.span(group)
    if "updated_on" not in dates and "effective_on" not in dates:
        for _, pattern in _LABELS[:2]:
            for hit in pattern.finditer(flat, start, min(end, start + 1500)):
                month = _MONTH_ONLY.match(
                    flat, hit.end() + len(flat[hit.end() :]) - len(flat[hit.end() :].lstrip(" :\n"))
                )
                if month is not None:
                    return month.span()
    return None


def _title(
    text: str, flat: str, clauses: Sequence[Clause], title: str | None, fallback: str | None
) -> tuple[str | None, tuple[int, int] | None]:
    if title:
        at = text.find(title)
        return title.strip(), (at, at + len(title))
    for clause in clauses[:6]:
        name = clause.text.strip()
        if len(name) > 80:
            break  # the title stands above the first paragraph
        short = len(name) <= 50 and not name.endswith(("。", ".", "；", ";", "，", ":", "：", "！", "!"))
        if clause.label is None and short and POLICY_WORDS.search(name) and clause.kind is not ClauseKind.ITEM:
            return name, (clause.text_start, clause.end)
    if (m := _NAMED.search(flat, 0, min(len(flat), _HEAD_CHARS))) is not None:
        return text[m.start(1) : m.end(1)], m.span(1)
    return (fallback.strip() or None) if fallback else None, None
