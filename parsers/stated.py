"""What a policy says of itself: title, dates, version label, provider and former versions, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clauselog.days import DAY, MONTH, day_of, days, is_ambiguous, order_of, plain_days, read_date
from clauselog.model import Clause, ClauseKind, Link, Stated
from clauselog.text import narrow
from parsers.former import former_versions, without_current
from parsers.headings import POLICY_WORDS
from parsers.providers import HEAD_CHARS, TAIL_CHARS, providers
from parsers.version_label import HEAD_CHARS as LABEL_CHARS
from parsers.version_label import label_at

__all__ = ["read_date", "stated_facts"]

_DATE_TAIL_CHARS = 1500
_MARGIN_CHARS = 200
"""What is looked at beside the head and the tail: a few words behind a date."""

# 2019年3月2日《…的决定》第三次修订: of several amendments the last one holds
_AMENDED = re.compile(
    rf"(?:{DAY.pattern})(?:(?!(?:19|20)\d\d ?年)[^\n]){{0,80}}?第[一二三四五六七八九十]{{1,3}}次(?:修订|修正)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"(?:{MONTH},? +(?:19|20)\d\d|(?:19|20)\d\d ?年 ?\d{{1,2}} ?月)(?! ?\d)", re.IGNORECASE)
# What is printed before the date: at most a few characters lie between label and date.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "updated_on",
        re.compile(
            r"(?:最近一次|最近|最后|最新|本次|上次)?(?:更新|修订|修改|修正)(?:日期|时间|于|版本)?[为是:]?"
            r"|\b(?:last|most recently|date of last) (?:updated?|modified|revised|revision|changed|amended)\b"
            r"|\b(?:updated?|revised|modified|amended)(?: (?:on|as of|date))?\b|\brevision date\b|\bversion dated?\b"
            r"|(?:^|[\n(|]) ?(?:status|as (?:of|at)|stand)\b ?:?"
            r"|(?<=conditions )as of\b"
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
            r"(?:发布|公布|公示|颁布|刊登)(?:日期|时间|于)?[为是:]?|\b(?:published|posted|issued|release)(?: (?:on"
            r"|date))?\b",
            re.IGNORECASE,
        ),
    ),
)
_AFTER = {
    "生效": "effective_on",
    "施行": "effective_on",
    "实施": "effective_on",
    "更新": "updated_on",
    "发布": "published_on",
    "公布": "published_on",
    "修订": "updated_on",
}
_AFTER_DATE = re.compile(
    r" ?(?:起|开始|正式|起正式)? ?(生效|施行|实施|更新|发布|公布|修订)(?! ?(?:日期|时间|日|于|版本|[:为是]))"
)
# 上一版本生效日期, first published: of another version than this one
_OF_ANOTHER = re.compile(
    r"(?:上一版?|前一版?|旧版?|原版?|此前|先前|历史)(?:的|本|版本)?[^\n,。;]{0,4}$|\b(?:previous|prior|former"
    r"|old)(?:ly| version)?[^\n.;]{0,12}$",
    re.IGNORECASE,
)
_OF_THE_FIRST = re.compile(
    r"(?:首次|初次|最初|第一次|首个?版本?)[^\n,。;]{0,4}$|\b(?:first|originally|initial(?:ly)?)[^\n.;]{0,12}$",
    re.IGNORECASE,
)
_BETWEEN_CHARS = 14
_PARTED = re.compile(r"[。;；!?\n]|\d{4}")
_NAMED = re.compile(r"《([^《》]{2,40})》 ?[(]? ?以下(?:简称|称|统称)?(?:为)? ?[\"']?本(?:协议|政策|声明|条款|规则)")


def stated_facts(
    text: str,
    clauses: Sequence[Clause],
    *,
    title: str | None = None,
    fallback_title: str | None = None,
    links: Sequence[Link] = (),
) -> Stated:
    """Read from the head of the policy, then from its tail; the first statement of each kind holds."""
    flat = _flat(text)
    plain = plain_days(flat)
    size = len(flat)
    listed, apart = former_versions(text, flat, clauses, links, list(_regions(size, TAIL_CHARS)))
    dates: dict[str, date] = {}
    spans: dict[str, tuple[int, int]] = {}
    unclear: tuple[int, int] | None = None
    label: tuple[int, int] | None = None
    regions = list(_regions(size, _DATE_TAIL_CHARS))
    for start, end in regions:
        first: dict[str, tuple[date, tuple[int, int]]] = {}
        for name, day, span, of_the_first in _dated(plain, start, end, apart, regions):
            if day is None:
                unclear = unclear or span
            elif of_the_first:
                first.setdefault(name, (day, span))
            elif name not in dates:
                dates[name], spans[name] = day, span
        for name, (day, span) in first.items():
            if name not in dates:
                dates[name], spans[name] = day, span
        if start == 0 and plain.find("次修", start, end) >= 0:
            amended = [(on, m.start()) for m in _AMENDED.finditer(plain, start, end) if (on := day_of(m))]
        else:
            amended = []
        if amended:
            latest, at = max(amended)
            printed = DAY.match(plain, at)
            dates["updated_on"], spans["updated_on"] = latest, printed.span() if printed else (at, at)
        if label is None:
            label = label_at(plain, start, end, apart) or _month(plain, start, end, apart, dates)
    if label or unclear:
        spans["version_label"] = label or unclear or (0, 0)
    name_of, where = _title(text, flat, clauses, title, fallback_title)
    if where:
        spans["title"] = where
    version_label = text[slice(*spans["version_label"])] if "version_label" in spans else None
    own = [dates.get(name) for name in ("published_on", "updated_on", "effective_on")]
    return Stated(
        title=name_of,
        published_on=own[0],
        updated_on=own[1],
        effective_on=own[2],
        version_label=version_label,
        spans=spans,
        providers=providers(text, flat),
        former_versions=without_current(listed, own, version_label),
    )


def _flat(text: str) -> str:
    """The text narrowed where it is read, as long as it was; a line break parts what a space does not."""
    head = text.find("\n", HEAD_CHARS + _MARGIN_CHARS)
    tail = text.rfind("\n", 0, max(0, len(text) - TAIL_CHARS - _MARGIN_CHARS))
    if not -1 < head < tail:
        return "\n".join(map(narrow, text.split("\n")))
    ends = ("\n".join(map(narrow, part.split("\n"))) for part in (text[:head], text[tail:]))
    return text[head:tail].join(ends)


def _regions(size: int, tail_chars: int) -> Iterator[tuple[int, int]]:
    yield 0, min(size, HEAD_CHARS)
    if size > HEAD_CHARS:
        yield max(HEAD_CHARS, size - tail_chars), size


def _dated(
    flat: str, start: int, end: int, apart: Sequence[tuple[int, int]], regions: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, date | None, tuple[int, int], bool]]:
    """Dates whose neighbourhood says what they are: the nearest label before, or a verb right behind.

    With each whether it is said of the first version; no day where 03/05/2024 may be either of two.
    """
    spoken = start
    """How far words before belong to the date before: the verb behind it."""
    for m in days(flat, start, end):
        if any(low <= m.start() < high for low, high in apart):
            continue
        order = order_of(flat, iter(regions)) if is_ambiguous(m) else None
        day = day_of(m, order)
        if day is None and not is_ambiguous(m):
            continue
        behind = _AFTER_DATE.match(flat, m.end(), min(len(flat), m.end() + 16))
        low = max(start, m.start() - 40)
        before = flat[low : m.start()]
        nearest: tuple[int, str, int] | None = None
        for name, pattern in _LABELS:
            for hit in pattern.finditer(before):
                if low + hit.start() < spoken:
                    continue
                distance = len(before) - hit.end()
                gap = before[hit.end() :]
                begun = before[: hit.start()].rsplit("\n", 1)[-1].strip(" *-")
                broken = "\n" in gap and len(begun) > _BETWEEN_CHARS  # the end of a sentence on the line above
                near = distance <= _BETWEEN_CHARS and not broken and not _PARTED.search(gap.strip("\n "))
                if near and (nearest is None or distance < nearest[0]):
                    nearest = (distance, name, hit.start())
        found = nearest[1] if nearest is not None else None
        if behind is not None and (found is None or not before.rstrip().endswith((":", "为", "是", "日期", "时间"))):
            found, spoken = _AFTER[behind[1]], behind.end()
        if found is None:
            continue
        said = before[: nearest[2]] if nearest is not None else before
        if nearest is not None and _OF_ANOTHER.search(said):
            continue
        yield found, day, m.span(), nearest is not None and _OF_THE_FIRST.search(said) is not None


def _month(
    flat: str, start: int, end: int, apart: Sequence[tuple[int, int]], dates: dict[str, date]
) -> tuple[int, int] | None:
    """The month that stands for an update or effective date; a month without a day is a label and no date."""
    if "updated_on" in dates or "effective_on" in dates:
        return None
    for _, pattern in _LABELS[:2]:
        for hit in pattern.finditer(flat, start, min(end, start + LABEL_CHARS)):
            at = hit.end()
            while at < len(flat) and flat[at] in " :\n":
                at += 1
            month = _MONTH_ONLY.match(flat, at)
            if month is not None and not any(low <= at < high for low, high in apart):
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
    if (m := _NAMED.search(flat, 0, min(len(flat), HEAD_CHARS))) is not None:
        return text[m.start(1) : m.end(1)], m.span(1)
    return (fallback.strip() or None) if fallback else None, None
