"""Whom the user must make whole."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "indemnity"

_USER = r"(?:您|你|用户|乙方|商家|卖家|买家|客户|主播|会员|作者|开发者|司机|骑手)"
_USER_EN = r"\b(?:you|customer|client|user|seller|merchant|member|licensee|subscriber|developer|host|driver|partner|publisher|advertiser)s?\b"
_OURS_EN = r"\b(?:we|us|our|company|provider|licensor|vendor|platform)\b"
_PROVIDER_STANDS_IN = r"\b(?:we|[a-z]+) (?:will|shall|agrees? to) (?:also )?(?:defend|indemnify|hold harmless)\b[^.;]{0,30}\b(?:you|customer|client|user|licensee|subscriber)s?\b"

_STANDS_IN = Pattern(_PROVIDER_STANDS_IN)

KINDS = (
    Kind("mutual", Text("双方互相赔偿", "a mutual duty to indemnify"), True,
         Pattern(r"(?:双方|各方|任何一方|一方)[^。;]{0,30}(?:赔偿|补偿)(?:另一方|对方|守约方|相对方)"),
         Pattern(r"\b(?:each|either|both|the) part(?:y|ies) (?:shall|will|agrees? to|must)\b[^.;]{0,30}\b(?:defend|indemnify|hold)\b"), by=None, polarity="either"),
    Kind("indemnity", Text("用户赔偿义务", "the user's duty to indemnify"), False,
         Pattern(rf"(?:赔偿|补偿)(?:我们|公司|平台|本公司|甲方|因此)|使(?:其|我们|公司|平台|本服务)[^。;]{{0,16}}免(?:受|于|遭)|{_USER}[^。;]{{0,40}}(?:承担|予以|负责|进行|给予|作出)[^。;,]{{0,12}}赔偿"
                 rf"|{_USER}[^。;]{{0,60}}(?:应当?|须|需)[^。;,]{{0,6}}(?:全额)?(?:赔偿|补偿|支付[^。;,]{{0,12}}违约金)|{_USER}[^。;]{{0,60}}(?:赔偿|支付|承担)[^。;,]{{0,16}}违约金"
                 rf"|(?:纠纷|索赔|诉讼|追索|主张权利|处罚)[^。;]{{0,80}}(?:主体|{_USER}|由其)[^。;,]{{0,10}}(?:承担|负责)[^。;,]{{0,8}}(?:全部|一切)[^。;,]{{0,6}}(?:责任|损失)"
                 rf"|(?:给|致使?|造成|导致)[^。;,]{{0,16}}(?:我们|平台|公司|第三方|第三人|他人|权利人)[^。;]{{0,24}}损失[^。;]{{0,16}}由{_USER}[^。;,]{{0,8}}(?:承担|赔偿|负责)|向(?:您|用户|你|乙方|商家|卖家)[^。;,]{{0,4}}追偿|借款人应[^。;]{{0,40}}违约金"),
         Pattern(rf"\bindemnif(?:y|ies|ied|ication)\b|\bhold\b[^.;]{{0,40}}\bharmless\b|{_USER_EN} (?:agrees? to |shall |will |must |undertakes? to )(?:also )?defend\b"
                 rf"|{_USER_EN} (?:agrees? to |shall |will |must |undertakes? to |have to |has to )?(?:cover|bear|pay(?: for)?|compensate|reimburse|make good)\b(?=[^.;]{{0,80}}\b(?:claims?|loss(?:es)?|damages?|fines|penalties|legal|lawyers?'?|attorneys?'?|liabilit\w{{1,3}})\b)[^.;]{{0,80}}{_OURS_EN}"
                 rf"|{_USER_EN} (?:agrees? to |shall |will |must |undertakes? to )?(?:compensate|reimburse|make good)\b[^.;]{{0,16}}\b(?:us|company|our|the (?:company|provider))\b"), by=None, polarity="either",
         but_not=Pattern(r"(?:对|向)(?:您|你|用户|客户)(?:所)?(?:应)?承担的?[^。;,]{0,8}(?:赔偿)?责任|(?:我们|公司|平台)(?:将|应|会)?(?:依法)?(?:赔偿|承担)|(?:我们|公司|平台|我方)(?:对|向)(?:您|你|用户)[^。;,]{0,10}(?:承担|赔偿)|保险公司|(?:无需|无须|毋须|不予|概不|不会|不再|不作|不做)[^。;,]{0,6}(?:赔偿|补偿)|" + _PROVIDER_STANDS_IN + r"|\bnothing\b[^.;]{0,60}\bindemnif|\bnot\b[^.;]{0,24}\bindemnif|\bnot apply\b")),
    Kind("indemnified", Text("服务提供者的赔偿义务", "the provider's duty to indemnify"), True,
         Pattern(r"(?:我们|公司|平台|我方)(?:将|应当?|会|负责)[^。;]{0,20}(?:为您|使您|使用户|使客户)[^。;]{0,20}(?:抗辩|辩护|免受|免于|免遭)"),
         _STANDS_IN, by=None, polarity="either", but_not=Pattern(r"\bnot (?:defend|indemnif)|\b(?:you|customer|client|user)s? (?:will|shall|agrees? to) (?:defend|indemnify)")),
)  # fmt: skip
# what makes the user liable: a broken term, his content, his use, others' rights, the law
TRIGGERS = (
    ("breach", Text("违反协议", "a breach of the terms"), Pattern(r"违反(?:了)?(?:本|上述|前述|任何|相关)?(?:协议|条款|规则|约定|承诺|声明)|违约行为|\b(?:breach|violation|violat\w{1,3})\b[^.;]{0,16}\b(?:of )?(?:this|these|the|any|our|such)(?: [a-z]+){0,2} (?:agreement|terms|contract|polic\w{1,3}|warrant\w{1,5}|representations?)\b")),
    ("content", Text("用户内容", "the user's content"), Pattern(r"(?:您|你|用户)[^。;,]{0,12}(?:内容|作品|信息|素材)|\b(?:your|customer|user|customer's|user's) (?:content|submissions?|materials|data|inputs?|outputs?)\b|\bcontent (?:that )?you\b")),
    ("use", Text("使用服务", "the use of the service"), Pattern(r"使用(?:本|我们的)?(?:服务|平台|软件|网站)|\buse of (?:the|our|any|its)? ?(?:services?|site|platform|software|apis?|website|app|products?)\b")),
    ("rights", Text("侵犯他人权利", "infringement of others' rights"), Pattern(r"侵(?:犯|害)[^。;,]{0,12}(?:权|利益)|侵权|\binfring\w{1,8}\b|\brights of (?:any |a |another )?(?:third|other|person)")),
    ("law", Text("违反法律", "a breach of the law"), Pattern(r"违反[^。;,]{0,12}(?:法律|法规)|违法|\b(?:breach|violat\w{1,4}|non-?compliance)\b[^.;]{0,24}\blaws?\b")),
)  # fmt: skip
COVERED = (
    ("legal-fees", Text("律师费等维权费用", "legal fees"), Pattern(r"律师费|诉讼费|仲裁费|公证费|维权费|\b(?:attorneys?'?s?'?|legal|lawyers?'?) (?:fees|costs|expenses)\b")),
    ("indirect", Text("商誉或间接损失", "goodwill or indirect loss"), Pattern(r"商誉|名誉损失|间接损失|预期(?:利益|收益)|可得利益|\b(?:goodwill|indirect|consequential)\b")),
    ("all", Text("全部损失", "all losses"), Pattern(r"(?:全部|一切|所有)(?:的)?(?:经济)?(?:损失|责任)|\b(?:any and )?all (?:claims|loss(?:es)?|damages|liabilities)\b")),
    ("penalty", Text("违约金或多倍赔偿", "a penalty or a multiple"), Pattern(r"违约金|[二三四五六七八九十百两\d]倍|\b(?:liquidated damages|(?:two|three|ten|\d+) times)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``indemnity``, and ``covers:legal-fees`` … for what has to be made good, ``for:content`` … for what brings it on."""
    for fact in statements(context, TYPE, KINDS):
        yield fact
        if fact.value == "indemnified":
            continue
        for prefix, found in (("covers", COVERED), ("for", TRIGGERS)):
            for id, name, start, end in _named(context.low[fact.start : fact.end], found):
                at = fact.start
                yield context.fact(TYPE, f"{prefix}:{id}", at + start, at + end, zh=name.zh, en=name.en, good="no")
    for sentence in context.sentences:  # "…arising from: (i) …; (ii) …": the parts that follow
        if sentence.lead and _INDEMNIFIES.search(sentence.lead) and not _STANDS_IN.search(sentence.lead):
            for id, name, start, end in _named(sentence.low, TRIGGERS):
                at = sentence.start
                yield context.fact(TYPE, f"for:{id}", at + start, at + end, zh=name.zh, en=name.en, good="no")


_INDEMNIFIES = Pattern(rf"{_USER_EN}[^.;]{{0,30}}\b(?:defend|indemnify|hold)\b|{_USER}[^。;]{{0,40}}赔偿")


def _named(low: str, table: tuple[tuple[str, Text, Pattern], ...]) -> Iterator[tuple[str, Text, int, int]]:
    for id, name, pattern in table:
        if hit := pattern.search(low):
            yield id, name, *hit.span()


READER = Reader(
    TYPE,
    (
        "赔偿",
        "违约金",
        "补偿",
        "免受",
        "免于",
        "免遭",
        "全部责任",
        "抗辩",
        "辩护",
        "indemnif",
        "harmless",
        "compensate",
        "cover",
        "bear",
        "claim",
        "reimburse",
        "make good",
        "defend",
        "追偿",
        "承担",
        "breach",
        "violat",
        "infring",
    ),
    read,
    by_sentence=True,
)
