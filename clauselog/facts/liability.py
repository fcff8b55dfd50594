"""How far the provider's liability goes: caps ("不超过您已支付的费用", "shall not exceed the fees paid in the last 12 months")."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, phrase_around
from clauselog.facts.numbers import Amount, amounts, percentages
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods, read_period
from clauselog.model import Fact, Text

TYPE = "liability_cap"

# 责任, 赔偿, 损失; liability, liable, damages
_OF_LIABILITY = Pattern(
    r"责任|赔偿|赔付|损失|损害|\bliabilit(?:y|ies)\b|\bliable\b|\bdamages\b|\baggregate (?:claims|recovery)\b|\b(?:at|our) fault\b|\bcompensat\w{1,4}\b|\banswer for\b|\brecover(?:able|y)? (?:from us|in aggregate)\b"
)
# 不超过, 上限为, 最高赔偿额, 以…为限, 限于; shall not exceed, limited to, the greater of, no more than
_CAP = Pattern(
    r"不(?:会|应|得|能|将)?(?:超过|高于|多于)|上限(?:为|是|不)|最高(?:不超过|赔偿|为|限额|额)|(?:仅|只)?以(?=[^。;]{1,80}为(?:上)?限)|(?<!不)(?:仅)?限于(?=[^。;]{0,40}(?:费用|金额|元|款))"
    r"|\b(?:not|never|nor) (?:[a-z]+ ){0,3}exceed\b|\bno (?:event|case|circumstances?)\b[^.;]{0,120}\bexceed\b|\b(?:be )?limited to\b|\bthe (?:greater|lesser|higher|lower|larger|smaller) of\b"
    r"|\b(?:no|not) more than\b|\bliable\b[^.;]{0,40}\bfor more than\b|\bmaximum (?:aggregate |total |cumulative )?(?:liability|amount)\b|\bthe most (?:that )?you (?:can|may|could) (?:recover|claim|receive)\b|\bcapped at\b|\bin excess of\b|\bup to\b(?= (?:the )?[$€£¥a-z]{0,3} ?\d)"
)
# 已支付的服务费, 过去12个月内向我们支付的费用; fees paid, amounts you paid, the price of the service
_FEES = Pattern(
    r"(?:支付|缴纳|交纳|付|收取|收到)(?:给|的|过|了|至)?[^。;,]{0,24}?(?:费用|服务费|价款|款项|金额|对价|使用费|总额|费)"
    r"|(?:服务|订单|合同|订阅|产品)(?:的)?(?:费用|费|价款|金额|总价)"
    r"|\b(?:fees?|amounts?|sums?|price|money|consideration)\b.{0,50}?\b(?:paid|payable|received|pays?|owed)\b"
    r"|\b(?:paid|payable)\b.{0,40}?\b(?:fees?|amounts?|sums?)\b|\bwhat you (?:have )?paid\b|\bsubscription fees?\b|\b(?:annual|monthly|yearly|total|contract|service) (?:charges|fees|price|value|subscription)\b"
)
_LARGER = Pattern(
    r"较高者|孰高|较大者|二者中?(?:的)?较高|\b(?:greater|higher|larger) of\b|\bwhichever is (?:greater|higher|larger)\b"
)
_SMALLER = Pattern(r"较低者|孰低|较小者|\b(?:lesser|lower|smaller) of\b|\bwhichever is (?:less|lower|smaller)\b")
_USERS = Pattern(
    r"(?<![对向给为])(?:您|你|用户|客户)(?:的|所?承担的|应承担的)[^。;,]{0,8}(?:赔偿|责任)|\b(?:your|customer'?s|user'?s) (?:total |aggregate |maximum )?liability\b"
)
_NOT_A_CAP = Pattern(r"\bnot limited to\b|\bunlimited\b|不限于|\bunauthori[sz]ed (?:use|charges)\b")
_FINE = Pattern(r"\b(?:fines?|penalt(?:y|ies)|on conviction)\b|罚款|罚金")
_SCOPES = (
    ("beta", Pattern(r"\bbeta\b|\bpreview|\bfree (?:service|trial|plan)|测试版|免费(?:服务|试用|版)")),
    (
        "each",
        Pattern(r"每(?:次|项|起|笔)|单次|\bper (?:claim|incident|event)\b|\bany (?:one|single) (?:claim|event)\b"),
    ),
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """A cap per sentence: ``CNY 1000``, ``fees``, ``fees:P12M``, ``max(USD 50, fees:P12M)``; other scopes end in ``@beta``."""
    for sentence in context.sentences:
        low = sentence.low
        if not _OF_LIABILITY.search(low) and not _OF_LIABILITY.search(sentence.lead):
            continue
        for cap in _CAP.finditer(low):
            if _NOT_A_CAP.search(low, max(0, cap.start() - 6), cap.end() + 16) or _USERS.search(low, 0, cap.start()):
                continue
            if _FINE.search(low, max(0, cap.start() - 40), cap.start()):
                continue
            if (
                not _OF_LIABILITY.search(low, max(0, cap.start() - 120), min(len(low), cap.end() + 40))
                and not sentence.lead
            ):
                continue
            if (found := _value(sentence, cap.start(), cap.end())) is None:
                continue
            value, end = found
            who = actor(sentence, cap.start())
            start, stop = phrase_around(sentence, cap.start(), end, longest=220)
            yield context.fact(TYPE, value, sentence.start + start, sentence.start + stop, actor=who)
            break


def _value(sentence: Sentence, start: int, cap_end: int) -> tuple[str, int] | None:
    """What the cap comes to, and where it ends; None where neither money nor fees stand behind the cap word."""
    low = sentence.low
    stop = min(len(low), cap_end + 260)
    sums: dict[str, Amount] = {}
    for amount in amounts(low, cap_end, stop):
        sums.setdefault(str(amount), amount)
    parts = list(sums)
    ends = [a.end for a in sums.values()]
    fees = _FEES.search(low, cap_end, stop)
    if fees:
        near = [p for p in periods(low, cap_end, stop) if p.unit in "MYDW"]
        parts.append(f"fees:{near[0]}" if near else "fees")
        ends += [fees.end(), *([near[0].end] if near and near[0].start - fees.end() < 80 else [])]
    if not parts:
        return None
    share = next((s for s in percentages(low, cap_end, stop) if fees and abs(s.start - fees.end()) <= 30), None)
    if share is not None and share.value != 100:
        parts = [f"{part}*{share}" if part.startswith("fees") else part for part in parts]
        ends.append(share.end)
    how = "max" if _LARGER.search(low) else "min" if _SMALLER.search(low) else ""
    value = f"{how or 'any'}({', '.join(sorted(parts))})" if len(parts) > 1 else parts[0]
    scope = next((f"@{name}" for name, pattern in _SCOPES if pattern.search(low)), "")
    return value + scope, max(ends)


# ------------------------------------------------------------------------------------ for the rules

_PART = Pattern(r"(?P<money>[A-Z]{3} [\d.]+)|(?P<fees>fees(?::(?P<period>P[T\d.A-Z]+))?(?:\*(?P<share>[\d.]+)%)?)")


def cap_scope(value: str) -> str:
    """What a cap is for: "" for all, ``beta``, ``each``."""
    return value.partition("@")[2]


def cap_order(old: str, new: str) -> int | None:
    """-1 where the new cap is surely the lower one, 1 the higher one, 0 equal, None where it depends.

    Fees paid are taken for more than any fixed sum that replaces them: they grow with what is at stake.
    """
    was, now = _parts(old), _parts(new)
    if was == now:
        how_was, how_now = old[:3], new[:3]
        ranks = {"min": -1, "max": 1}
        difference = ranks.get(how_now, 0) - ranks.get(how_was, 0)
        return (difference > 0) - (difference < 0)
    if set(was) == set(now):
        signs = {(now[k] > was[k]) - (now[k] < was[k]) for k in was} - {0}
        return signs.pop() if len(signs) == 1 else None
    if "fees" in was and "fees" not in now:
        return -1
    return None


def _parts(value: str) -> dict[str, float]:
    """Currency or "fees" → how much, days for fees (without a period: since ever)."""
    found: dict[str, float] = {}
    for match in _PART.finditer(value.partition("@")[0]):
        if match["money"]:
            currency, _, number = match["money"].partition(" ")
            found[currency] = float(number)
        else:
            period = read_period(match["period"] or "")
            found["fees"] = (period.days if period else 1e9) * float(match["share"] or 100) / 100
    return found


def cap_name(value: str) -> Text:
    """What a summary calls the cap: 人民币1000元, the greater of USD 100 and the fees paid (12 months)."""
    zh: list[str] = []
    en: list[str] = []
    for match in _PART.finditer(value.partition("@")[0]):
        if match["money"]:
            currency, _, number = match["money"].partition(" ")
            zh.append(f"人民币{number}元" if currency == "CNY" else f"{number}{_ZH_MONEY.get(currency, currency)}")
            en.append(f"{currency} {float(number):,.10g}" if "." not in number else f"{currency} {number}")
        else:
            period = read_period(match["period"] or "")
            share = match["share"]
            zh.append((f"{period.words.zh}内已付费用" if period else "已付费用") + (f"的{share}%" if share else ""))
            en.append(
                (f"{share}% of " if share else "") + (f"fees paid in {period.words.en}" if period else "fees paid")
            )
    how = {"max": ("中较高者", "the greater of "), "min": ("中较低者", "the lesser of ")}.get(value[:3], ("", ""))
    scope = {"beta": ("（测试或免费服务）", " (beta or free services)"), "each": ("（每次）", " (each claim)")}.get(
        cap_scope(value), ("", "")
    )
    return Text("与".join(zh) + how[0] + scope[0], how[1] + " and ".join(en) + scope[1])


_ZH_MONEY = {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "HKD": "港元", "JPY": "日元", "SGD": "新加坡元"}


READER = Reader(
    TYPE,
    ("不超过", "超过", "为限", "上限", "最高", "限于", "高于", "多于", "exceed", "limited to", "greater of", "lesser of", "more than",
     "maximum", "the most", "capped at", "up to", "higher of", "lower of", "excess of"),
    read,
    by_sentence=True,
)  # fmt: skip
