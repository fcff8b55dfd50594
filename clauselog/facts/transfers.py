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
    r"(?:向|至|到|传输|转移|提供)[^。;,]{0,12}境外|境外(?:传输|提供|存储|转移|接收|访问|的?(?:合作|第三方|关联))|(?:并非|不)位于(?:您|你)所在的(?:法域|国家|地区)|出境|跨境(?:传输|提供|转移)|(?:存储|传输|转移|处理|访问|发送|提供给|提供至)[^。;]{0,40}其他(?:司法管辖区|国家)|其他(?:司法管辖区|国家)[^。;,]{0,16}(?:存储|传输|转移|处理|访问)|(?:存储|储存|保存|存放|处理|部署|位于)(?:在|于)?[^。;,]{0,8}(?:境外|海外|国外)|(?:海外|国外)(?:的)?(?:服务器|数据中心|关联|合作|公司|接收)|(?:传输|转移|存储|发送|提供)[^。;,]{0,10}(?:海外|国外)|您所在(?:国家|地区|司法管辖区)[^。;,]{0,6}以外"
)
_EN_ABROAD = Pattern(
    r"\b(?:transfer(?:s|red|ring)?|stor(?:e|es|ed)|process(?:es|ed)?|access(?:ed)?|send|sent)\b[^.;]{0,100}\b(?:outside|other countr\w{1,3}|another country|other jurisdictions|another jurisdiction|third countr\w{1,3}|countr\w{1,3} (?:that|which|where|whose)|globally|any (?:other )?country|countries (?:other|outside|around)|internationally|abroad|overseas|worldwide|across borders)\b|\binternational(?: data)? transfers?\b"
)
_ZH_STORE = Pattern(
    r"存储|储存|保存|存放|服务器|数据中心|机房|传输|传送|传至|发送|转移|(?:提供|披露|共享)给|(?:提供|共享|披露)(?=[^。;,]{0,4}至)|访问|处理|调取|查看"
)
_EN_STORE = Pattern(
    r"\b(?:stor(?:e|es|ed)|host(?:s|ed)|process(?:es|ed)?|transfer(?:s|red)?|located|accessed|held|kept|reside[sd]?|servers?|data cent(?:er|re)s?)\b"
)
_DATA = Pattern(
    r"信息|数据|资料|接收方|照片|内容|记录|档案|备份|服务器|机房|\b(?:data|information|servers?|records|content|files|backups?|transfers? (?:to|outside))\b"
)
_US = Pattern(r"\bUS\b")
_FRAMEWORK = Pattern(r"\b(?:privacy shield|privacy ?framework|adequa(?:te|cy))\b")
# has certified that it adheres to the Framework, complies with the Framework Principles
_CERTIFIED = Pattern(
    r"\b(?:certif(?:y|ies|ied|ication)|self-certif\w{1,8}|participat(?:e|es|ing) in)\b[^;]{0,200}\b(?:privacy shield|privacy ?framework|dpf)\b"
)
# countries that have not been found to offer an adequate level of protection
_NOT_ADEQUATE = Pattern(
    r"\b(?:not|without|no|never|lack\w{0,3}|less)\b[^.;]{0,100}\badequa(?:te|cy)\b|\binadequate\b|\b(?:less|not as|not be as) (?:protective|protected|stringent|strict)\b|(?:未|不|没有|无法)[^。;,]{0,24}(?:充分|同等)[^。;,]{0,8}保护|保护(?:水平|程度)[^。;,]{0,6}(?:较低|不同|低于)"
)
_MEANS = (
    ("means:scc", Pattern(r"标准合同|\bstandard contractual clauses\b|\bsccs?\b|\bmodel clauses\b")),
    ("means:dpf", Pattern(r"\b(?:data privacy framework|privacy shield|dpf)\b")),
    (
        "means:adequacy",
        Pattern(
            r"充分性(?:认定|决定|认可)|\badequa(?:cy|te)\b(?=[^.;]{0,24}\b(?:decisions?|level|protection|regulations?|findings?|status)\b)"
        ),
    ),
    ("means:bcr", Pattern(r"约束性公司规则|\bbinding corporate rules\b|\bbcrs?\b")),
    ("means:idta", Pattern(r"\b(?:international data transfer (?:agreement|addendum)|idta|uk addendum)\b")),
    ("means:cbpr", Pattern(r"跨境隐私规则|\b(?:cross[- ]border privacy rules|cbprs?)\b")),
    ("means:assessment", Pattern(r"(?:出境)?安全评估|保护认证")),
    ("means:consent", Pattern(r"(?:单独|明示|明确)同意")),
)
_ONLY_ABROAD = ("means:assessment", "means:consent")
"""Means that are none unless the sentence speaks of transfers."""
_FRAMEWORK_NAME = Pattern(r"\b(?:privacy ?framework|privacy shield|dpf)\b")
# service providers may process data in any country
_OTHERS = Pattern(
    r"^ ?(?:our |these |such |the |其|我们的)?(?:third[- ]party )?(?:service providers|vendors|(?:sub-?)?processors|partners|contractors|suppliers|affiliates|服务(?:提供)?商|供应商|合作(?:伙伴|方)|受托(?:方|人))\b"
)
# no country is left out
_ANYWHERE = Pattern(
    r"(?:存储|处理|传输|转移)[^。;]{0,24}(?:任何|世界各地|全球)[^。;,]{0,4}(?:国家|地区|地)|(?:世界各地|全球各地|任何国家)[^。;]{0,24}(?:存储|处理|传输|服务器)"
    r"|\b(?:stor|process|transfer|host|access|send|sent|move)\w{0,5}\b[^.;]{0,100}\b(?:any (?:other )?country|anywhere|around the (?:world|globe)|throughout the world|all over the world)\b"
)
# 如果我们未来将信息转移至境外: says what would be done then, and sends nothing
_SOME_DAY = Pattern(
    r"(?:如果?|若|倘若|一旦)[^。;,]{0,16}(?:未来|将来|今后|日后)|(?:未来|将来|今后|日后)[^。;,]{0,6}(?:如|若)|\bif we (?:ever|later)\b|\bin (?:the )?future\b[^.;,]{0,12}\bif\b|\bif\b[^.;,]{0,40}\bin (?:the )?future\b"
)
# in, to, at; 在, 于, 至, 境内
_AT = Pattern(
    r"(?:在|于|至|到|向|的|给)[^。;,]{0,8}$|(?:在|于|至|到|向|的|给)[^。;,]{0,24}[、和及或与]$|\b(?:in|to|at|within|and|or)(?: the)? $|, (?:the )?$"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """``abroad``, ``kept-home`` (promised to stay), ``at:US`` (a place of storage or of transfer), ``means:scc`` …, ``certified``
    (under a framework), ``anywhere`` (``anywhere-others``: by service providers), ``not-adequate`` (where the law protects less)."""
    zh = context.lang == "zh"
    for sentence in context.sentences:
        low = sentence.low
        if not (_DATA.search(low) or _DATA.search(sentence.lead) or _FRAMEWORK.search(low)):
            continue
        abroad = (_ZH_ABROAD if zh else _EN_ABROAD).search(low)
        if abroad and not mentioned(sentence, *abroad.span()) and not _SOME_DAY.search(low, 0, abroad.end()):
            denied = negated(sentence, abroad.start(), reach=24)
            start, end = quotable(sentence, *abroad.span())
            yield context.fact(
                TYPE, "kept-home" if denied else "abroad", sentence.start + start, sentence.start + end, negated=denied
            )
        if (anywhere := _ANYWHERE.search(low)) and not negated(sentence, anywhere.start(), reach=40):
            start, end = quotable(sentence, *anywhere.span())
            others = _OTHERS.search(low, 0, anywhere.start() + 12) is not None
            value = "anywhere-others" if others else "anywhere"
            yield context.fact(TYPE, value, sentence.start + start, sentence.start + end)
        certified = _CERTIFIED.search(low)
        if certified and not negated(sentence, certified.start(), reach=40):
            start, end = quotable(sentence, *certified.span())
            yield context.fact(TYPE, "certified", sentence.start + start, sentence.start + end)
        weak = _NOT_ADEQUATE.search(low) if abroad or "countr" in low or "国家" in low or "境外" in low else None
        if weak:
            start, end = quotable(sentence, *weak.span())
            yield context.fact(TYPE, "not-adequate", sentence.start + start, sentence.start + end)
        stores = list(islice((_ZH_STORE if zh else _EN_STORE).finditer(low), _MOST_STORES))
        if stores and not _FRAMEWORK_NAME.search(low):
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
            if value == "means:adequacy" and weak:
                continue
            if (hit := pattern.search(low)) is not None and (abroad or value not in _ONLY_ABROAD):
                start, end = quotable(sentence, *hit.span())
                yield context.fact(TYPE, value, sentence.start + start, sentence.start + end)


READER = Reader(
    TYPE,
    ("境外", "出境", "跨境", "司法管辖区", "其他国家", "存储", "储存", "保存", "存放", "服务器", "数据中心", "机房", "访问", "处理", "传输", "传送", "传至", "发送", "转移", "提供给", "披露给", "共享给", "标准合同", "充分性", "安全评估", "outside", "countr", "abroad", "overseas",
     "海外", "国外", "同等", "充分", "international", "worldwide", "globally", "jurisdiction", "certif", "privacyframework", "binding corporate", "bcr", "idta", "addendum", "cross-border", "cbpr", "less protective", "as protective", "stor", "host", "held in", "kept in", "reside", "process", "transfer", "located", "server", "contractual clauses", "scc", "privacy framework", "privacy shield", "adequa"),
    read,
    by_sentence=True,
)  # fmt: skip
