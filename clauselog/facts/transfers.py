"""Where data go and stay: transfers abroad, places of storage, and the legal means for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import mentioned, negated
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import place_name, places
from clauselog.facts.statements import quotable
from clauselog.model import Fact

TYPE = "cross_border"
_MOST_STORES = 20

_ZH_ABROAD = Pattern(
    r"(?:向|至|到|传输|转移|提供)[^。;,]{0,12}境外|境外(?:传输|提供|存储|转移|接收|访问)|出境|跨境(?:传输|提供|转移)|其他(?:司法管辖区|国家)"
)
_EN_ABROAD = Pattern(
    r"\b(?:transfer(?:s|red|ring)?|stor(?:e|es|ed)|process(?:es|ed)?|access(?:ed)?|send|sent)\b[^.;]{0,100}\b(?:outside|other countr\w{1,3}|another country|any (?:other )?country|countries (?:other|outside|around)|internationally|abroad|overseas|worldwide|across borders)\b|\binternational(?: data)? transfers?\b"
)
_ZH_STORE = Pattern(
    r"存储|储存|保存|存放|服务器|数据中心|机房|传输|传送|传至|发送|转移|(?:提供|披露|共享)给|(?:提供|共享|披露)(?=[^。;,]{0,4}至)|访问|处理|调取|查看"
)
_EN_STORE = Pattern(
    r"\b(?:stor(?:e|es|ed)|host(?:s|ed)|process(?:es|ed)?|transfer(?:s|red)?|located|servers?|data cent(?:er|re)s?)\b"
)
_DATA = Pattern(r"信息|数据|资料|\b(?:data|information|transfers? (?:to|outside))\b")
_US = Pattern(r"\bUS\b")
_FRAMEWORK = Pattern(r"\b(?:privacy shield|privacy framework)\b")
_MEANS = (
    ("means:scc", Pattern(r"标准合同|\bstandard contractual clauses\b|\bsccs?\b|\bmodel clauses\b")),
    ("means:dpf", Pattern(r"\b(?:data privacy framework|privacy shield|dpf)\b")),
    ("means:adequacy", Pattern(r"充分性(?:认定|决定)|\badequa(?:cy|te)(?: decisions?| level| protection)\b")),
    ("means:assessment", Pattern(r"(?:出境)?安全评估|保护认证")),
    ("means:consent", Pattern(r"(?:单独|明示|明确)同意")),
)
# no country is left out
_ANYWHERE = Pattern(
    r"(?:存储|处理|传输|转移)[^。;]{0,24}(?:任何|世界各地|全球)[^。;,]{0,4}(?:国家|地区|地)|(?:世界各地|全球各地|任何国家)[^。;]{0,24}(?:存储|处理|传输|服务器)"
    r"|\b(?:stor|process|transfer|host|access|send|sent|move)\w{0,5}\b[^.;]{0,100}\b(?:any (?:other )?country|anywhere|around the (?:world|globe)|throughout the world|all over the world)\b"
)
# in, to, at; 在, 于, 至, 境内
_AT = Pattern(
    r"(?:在|于|至|到|向|的|给)[^。;,]{0,8}$|(?:在|于|至|到|向|的|给)[^。;,]{0,24}[、和及或与]$|\b(?:in|to|at|within|and|or)(?: the)? $|, (?:the )?$"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """``abroad``, ``kept-home`` (promised to stay), ``at:US`` (a place of storage or of transfer), ``means:scc`` …"""
    zh = context.lang == "zh"
    for sentence in context.sentences:
        low = sentence.low
        if not (_DATA.search(low) or _DATA.search(sentence.lead) or _FRAMEWORK.search(low)):
            continue
        abroad = (_ZH_ABROAD if zh else _EN_ABROAD).search(low)
        if abroad and not mentioned(sentence, *abroad.span()):
            denied = negated(sentence, abroad.start(), reach=24)
            start, end = quotable(sentence, *abroad.span())
            yield context.fact(
                TYPE, "kept-home" if denied else "abroad", sentence.start + start, sentence.start + end, negated=denied
            )
        if (anywhere := _ANYWHERE.search(low)) and not negated(sentence, anywhere.start(), reach=40):
            start, end = quotable(sentence, *anywhere.span())
            yield context.fact(TYPE, "anywhere", sentence.start + start, sentence.start + end)
        stores = list(islice((_ZH_STORE if zh else _EN_STORE).finditer(low), _MOST_STORES if zh else 1))
        if stores:
            for id, first, last in (*places(low), *(("US", *m.span()) for m in _US.finditer(sentence.text))):
                near = any(
                    0 <= first - store.end() <= 60 or (zh and 0 <= store.start() - last <= 30) for store in stores
                )
                if (
                    near
                    and _AT.search(low, max(0, first - 24), first)
                    and not low.startswith(("法", "公民", "法律", " law", "'s law"), last)
                ):
                    start, end = quotable(sentence, first, last)
                    name = place_name(id)
                    yield context.fact(
                        TYPE, f"at:{id}", sentence.start + start, sentence.start + end, zh=name.zh, en=name.en
                    )
        for value, pattern in _MEANS:
            if (hit := pattern.search(low)) is not None and (
                abroad or value in ("means:scc", "means:dpf", "means:adequacy")
            ):
                start, end = quotable(sentence, *hit.span())
                yield context.fact(TYPE, value, sentence.start + start, sentence.start + end)


READER = Reader(
    TYPE,
    ("境外", "出境", "跨境", "司法管辖区", "其他国家", "存储", "储存", "保存", "存放", "服务器", "数据中心", "机房", "访问", "处理", "传输", "传送", "传至", "发送", "转移", "提供给", "披露给", "共享给", "标准合同", "充分性", "安全评估", "outside", "countr", "abroad", "overseas",
     "international", "worldwide", "stor", "host", "process", "transfer", "located", "server", "contractual clauses", "scc", "privacy framework", "privacy shield", "adequa"),
    read,
    by_sentence=True,
)  # fmt: skip
