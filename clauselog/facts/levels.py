"""Service levels: the availability promised in percent, what is given back, the hours of support and how soon it answers."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import phrase_around
from clauselog.facts.numbers import DIGITS, EN_NUMBER, percentages, plain, read_number
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.model import ClauseKind, Fact

TYPE = "service_level"
_LONGEST_QUOTE_CHARS = 280
_LEAST = 90
"""Percentages from here on speak of availability; below, of credits and shares."""


def read(context: ClauseContext) -> Iterator[Fact]:
    """``support:24x7`` and ``response:PT1H``; ``level:99.95%``, or where a sentence or table names several ``level:99.95%/99%/95%``, in their order."""
    for sentence in context.sentences:
        yield from _support(context, sentence)
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
_VOWED = Pattern(r"承诺|保证|保障|不低于|不少于|赔付|赔偿")
_CREDIT = Pattern(
    r"\b(?:service )?credits?\b[^.;]{0,40}$|(?:赔偿|抵扣|代金券|减免|补偿|返还|费用的|服务费的)[^。;]{0,24}$"
)
_ZH_CREDIT = Pattern(
    r"(?:可用|在线|故障|中断|不达标|未达标|未达到|服务等级|sla)[^。;]{0,60}(?:赔偿|抵扣|代金券|减免|补偿|返还)"
)
_CREDIT_AFTER = Pattern(r" ?(?:service )?credits?\b")


def _promised(context: ClauseContext, sentence: Sentence) -> bool:
    if context.kind in (ClauseKind.ROW, ClauseKind.ITEM) or _VOWED.search(sentence.low):
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


# 技术支持, 客服热线: whose hours are promised
_SUPPORT = Pattern(
    r"技术支持|客服|客户服务|服务支持|电话支持|在线支持|热线|人工服务|运维|售后|\b(?:support|help ?desk|customer (?:service|care)|hotline|technical assistance)\b"
)
_OFFERED = Pattern(
    r"提供|服务时间|工作时间|受理|支持|值守|\b(?:provid\w{1,3}|offer\w{0,3}|available|availability|reach\w{0,4}|open|hours|deliver\w{0,3}|staffed|support)\b"
)
# 7×24小时, 24/7, twenty-four (24) hours per day, five (5) days per week
_ROUND_THE_CLOCK = Pattern(
    rf"(?P<days>[1-7]|七|五|六) ?[x×*✕✖] ?(?P<hours>{DIGITS}) ?(?:小时|h\b|hours?)?|(?P<first>24) ?[x/×*] ?(?P<second>[5-7])(?! ?\d)"
    rf"|(?P<en_hours>{EN_NUMBER}) hours?[ -](?:a|per|each|every|/) ?day(?:[^.;]{{0,40}}?(?P<en_days>{EN_NUMBER}) days?[ -](?:a|per|each|/) ?week)?"
    rf"|(?P<zh_hours>全天候|全天|二十四小时|24小时)"
)
# 9:00至18:00, 9 am to 5 pm
_CLOCK = r"(?P<{0}>\d{{1,2}})(?:[:：](?P<{0}m>\d{{2}})|点)? ?(?P<{0}x>a\.?m\.?|p\.?m\.?)?"
_HOURS = Pattern(
    _CLOCK.format("from"), r" ?(?:至|到|-|–|—|~|to|until|through) ?", _CLOCK.format("to"), r"(?!\d|%|年|月|日|个)"
)
_WORKDAYS = Pattern(
    r"工作日|周一至周五|星期一至星期五|\b(?:monday (?:to|through|-) friday|business days?|weekdays?|mon(?:day)? ?[-–] ?fri(?:day)?)\b"
)
_BUSINESS_HOURS = Pattern(r"(?:工作日|工作|营业)(?:的)?(?:工作)?时间内?|\b(?:business|working|office) hours\b")
# 首次响应时间不超过30分钟, initial response within 1 hour
_ZH_RESPONSE = Pattern(r"(?:首次)?响应(?:时间|时效)?|故障(?:恢复|修复|处理)|到场")
_EN_RESPONSE = Pattern(
    r"\b(?:initial |first |target )?response(?: times?)?\b|\brespond\w{0,3} to (?:[a-z]+ ){0,2}(?:support|incidents?|tickets?|outages?|faults?)|\bresolution times?\b"
)
_PROMISED_WITHIN = Pattern(r"(?:不超过|内|以内|≤|<)|\b(?:within|under|up to|in|of|no (?:more|longer|later) than)\b")


def _support(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    """``support:24x7``, ``support:9x5``, ``support:business`` and ``response:PT30M`` of support."""
    low = sentence.low
    seen = _SUPPORT.search(low) or any(_SUPPORT.search(heading) for heading in context.headings[:1])
    if seen and _OFFERED.search(low):
        for match in (_ROUND_THE_CLOCK.search(low), _HOURS.search(low), _BUSINESS_HOURS.search(low)):
            value = _hours_of(match, low) if match else None
            if match and value:
                left, right = phrase_around(sentence, *match.span())
                yield context.fact(TYPE, f"support:{value}", sentence.start + left, sentence.start + right)
                break
    answer = (_ZH_RESPONSE if context.lang == "zh" else _EN_RESPONSE).search(low)
    if answer is None or not (seen or _FAULT.search(low)):
        return
    for period in periods(low, max(0, answer.start() - _NEAR_CHARS)):
        if _PROMISED_WITHIN.search(low, max(0, period.start - 16), min(len(low), period.end + 4)):
            left, right = phrase_around(sentence, min(answer.start(), period.start), max(answer.end(), period.end))
            yield context.fact(TYPE, f"response:{period}", sentence.start + left, sentence.start + right)
            return


_NEAR_CHARS = 14
_FAULT = Pattern(r"故障|等级|级别|严重|紧急|\b(?:critical|severity|priority|incident|urgent|p[1-4]|sev\w*|issues?)\b")


def _hours_of(match: Match[str], low: str) -> str | None:
    """Hours a day and days a week: ``24x7``; ``business`` where only business hours are named."""
    groups = match.groupdict()
    days = "5" if _WORKDAYS.search(low) else "7"
    if "zh_hours" in groups:
        if groups["zh_hours"]:
            return f"24x{days}"
        hours = groups["hours"] or groups["first"] or groups["en_hours"] or ""
        per_week = groups["days"] or groups["second"] or groups["en_days"]
        count, number = read_number(hours.strip()), read_number(per_week.strip()) if per_week else None
        if count is None or count > 24:
            return None
        return f"{plain(count)}x{plain(number) if number is not None else days}"
    if "from" in groups:
        start, end = (_clock(groups[name], groups[name + "x"]) for name in ("from", "to"))
        hours_a_day = (end - start) % 24 or 24
        marked = groups["fromm"] or groups["tom"] or groups["fromx"] or groups["tox"] or "点" in match.group()
        return f"{hours_a_day}x{days}" if marked and start < 24 and end <= 24 else None
    return "business"


def _clock(hour: str, half: str | None) -> int:
    value = int(hour)
    return value + 12 if half and half.startswith("p") and value < 12 else value


READER = Reader(
    TYPE,
    ("%", "百分之", "percent", "支持", "客服", "客户服务", "热线", "响应", "support", "helpdesk", "help desk", "customer service", "customer care", "hotline", "response", "respond"),
    read,
    by_sentence=True,
)  # fmt: skip
