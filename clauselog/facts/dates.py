"""Dates a policy states of itself: 更新日期：2026年4月1日, 本政策自2026年4月8日起生效, "Last updated: April 1, 2026"."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.days import day_of, days, plain_days
from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.model import Fact

TYPE = "effective_date"

_ROLE_BEFORE = (
    (
        "updated",
        Pattern(
            r"(?:更新|修订|修改|最近)(?:日期|时间|于)?[^。;\d]{0,8}$|\b(?:last |most recently )?(?:updated|modified|revised|revision)\b[^.;\d]{0,16}$"
        ),
    ),
    (
        "effective",
        Pattern(
            r"(?:生效|施行|实施|启用)(?:日期|时间)?[^。;\d]{0,8}$|\beffective\b[^.;\d]{0,24}$|\b(?:comes?|came|enters?|entered) into (?:force|effect|operation)\b[^.;\d]{0,10}$|\btakes? effect\b[^.;\d]{0,10}$|\bin force (?:from|since|as of)\b[^.;\d]{0,4}$"
        ),
    ),
    (
        "published",
        Pattern(
            r"(?:发布|公布|公告|版本)(?:日期|时间|于)?[^。;\d]{0,8}$|\b(?:published|posted|released|dated?)\b[^.;\d]{0,12}$"
        ),
    ),
)
_EFFECTIVE_AFTER = Pattern(
    r" ?(?:起|开始|正式|之日起){0,3}(?:生效|施行|实施|执行)|[^.;]{0,20}\b(?:takes? effect|effective)\b"
)
_OWN = Pattern(
    r"本|更新|生效|修订|发布|版本|\b(?:this|these|our|updated|effective|revised|modified|published|posted)\b"
)
_LONGEST_LINE_CHARS = 220


def read(context: ClauseContext) -> Iterator[Fact]:
    """``updated:2026-04-01``, ``effective:2026-04-08``, ``published:…``."""
    for sentence in context.sentences:
        if len(sentence.text) > _LONGEST_LINE_CHARS or not _OWN.search(sentence.low):
            continue
        behind = 0
        plain = plain_days(sentence.low)
        for match in days(plain, 0, len(plain)):
            day = day_of(match)
            before = sentence.low[behind : match.start()].rstrip(" :*_\"'(")
            role = next((name for name, pattern in _ROLE_BEFORE if pattern.search(before)), None)
            opening = max(sentence.text.rfind(mark, behind, match.start()) for mark in ",。;|*")
            start = max(opening + 1, behind, match.start() - 40)
            end = match.end()
            if role is None and (after := _EFFECTIVE_AFTER.match(sentence.low, match.end())):
                role, end = "effective", after.end()
            behind = match.end()
            if role and day:
                yield context.fact(TYPE, f"{role}:{day.isoformat()}", sentence.start + start, sentence.start + end)


READER = Reader(
    TYPE,
    ("更新", "修订", "生效", "施行", "发布", "公布", "版本", "修改", "实施", "启用", "最近", "updated", "effective", "revised", "modified", "published",
     "posted", "released", "dated", "revision", "date", "into force", "into effect", "into operation", "in force", "takes effect", "take effect"),
    read,
    by_sentence=True,
)  # fmt: skip
