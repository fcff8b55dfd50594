"""Service levels: the availability promised, in percent."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import phrase_around
from clauselog.facts.numbers import percentages
from clauselog.facts.patterns import Pattern
from clauselog.model import ClauseKind, Fact

TYPE = "service_level"
_LONGEST_QUOTE_CHARS = 280
_LEAST = 90
"""Percentages from here on speak of availability; below, of credits and shares."""


def read(context: ClauseContext) -> Iterator[Fact]:
    """``level:99.95%``, or where a sentence or table names several ``level:99.95%/99%/95%``, in their order."""
    for sentence in context.sentences:
        shares = [s for s in percentages(sentence.low) if _LEAST <= s.value < 100]
        yield from _credits(context, sentence)
        if not shares or not _promised(context, sentence):
            continue
        value = "/".join(str(share) for share in shares)
        if len(shares) == 1:
            left, right = phrase_around(sentence, shares[0].start, shares[0].end)
        else:
            left, right = shares[0].start, min(shares[-1].end, shares[0].start + _LONGEST_QUOTE_CHARS)
        yield context.fact(TYPE, f"level:{value}", sentence.start + left, sentence.start + right)


# of the running of a service; a share of something else promises nothing
_ABOUT = Pattern(
    r"可用|在线|服务(?:等级|水平|时间)|正常运行|sla|\b(?:up-?time|availab\w{1,6}|service levels?|service credits?|response|latency|accura\w{1,3}|reliab\w{1,5}|durab\w{1,5}|deliver\w{0,3})\b"
)
_CREDIT = Pattern(
    r"\b(?:service )?credits?\b[^.;]{0,40}$|(?:赔偿|抵扣|代金券|减免|补偿|返还|费用的|服务费的)[^。;]{0,24}$"
)
_ZH_CREDIT = Pattern(
    r"(?:可用|在线|故障|中断|不达标|未达标|未达到|服务等级|sla)[^。;]{0,60}(?:赔偿|抵扣|代金券|减免|补偿|返还)"
)
_CREDIT_AFTER = Pattern(r" ?(?:service )?credits?\b")


def _promised(context: ClauseContext, sentence: Sentence) -> bool:
    if context.lang == "zh" or context.kind in (ClauseKind.ROW, ClauseKind.ITEM):
        return True
    return any(_ABOUT.search(text) for text in (context.low, sentence.lead, *context.headings))


def _credits(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """``credit:25%``: what is given back for an outage, as a share of the fee."""
    if "credit" not in sentence.low and not _ZH_CREDIT.search(sentence.low):
        return
    for share in percentages(sentence.low):
        if share.value < _LEAST and (
            _CREDIT.search(sentence.low, 0, share.start) or _CREDIT_AFTER.match(sentence.low, share.end)
        ):
            left, right = phrase_around(sentence, share.start, share.end)
            yield context.fact(TYPE, f"credit:{share}", sentence.start + left, sentence.start + right)


READER = Reader(TYPE, ("%", "百分之", "percent"), read, by_sentence=True)
