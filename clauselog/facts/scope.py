"""Whom and what a text leaves out: data handled for customers, other services, consumers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import place_name, places
from clauselog.facts.statements import Kind, quotable, statements
from clauselog.model import Fact, Text

TYPE = "scope"

_EN_NOT_FOR = r"\b(?:policy|statement|notice|terms|agreement|it|section|conditions)\b[^.;]{0,40}\b(?:does|do|shall|will|is|are) not (?:intended to )?(?:apply|cover|extend|govern)\b|\bnothing in (?:this|these|our)\b[^.;]{0,40}\b(?:apply|applies|covers?)\b"
_ZH_NOT_FOR = r"本(?:政策|协议|声明|隐私政策|条款|规则|章节?)[^。;,]{0,8}不适用|适用于[^。;]{0,60}不适用于"

KINDS = (
    Kind("processor", Text("不适用于受客户委托处理的信息", "leaving out data handled for customers"), False,
         Pattern(_ZH_NOT_FOR), Pattern(_EN_NOT_FOR), Pattern(r"受[^。;,]{0,12}委托|企业客户|代表[^。;,]{0,8}客户"),
         Pattern(r"\b(?:processors?|on behalf of|service provider|(?:enterprise|business|corporate) (?:customers?|users?))\b"), by=None, polarity="either"),
    Kind("business", Text("仅面向企业用户", "leaving out consumers"), False,
         Pattern(r"仅(?:供|面向|限)[^。;,]{0,8}(?:企业|商业|经营者)|非(?:以)?消费者(?:身份)?|不(?:面向|适用于)(?:个人)?消费者"),
         Pattern(r"\bnot (?:that of |as |acting as |for )?(?:an? )?consumers?\b|\b(?:for|to) business(?:es)?(?: users?| customers?| use| purposes)? only\b|\bonly (?:for|to|available to) (?:businesses|business (?:users|customers)|professionals?)\b"), by=None, polarity="either"),
    Kind("left-out", Text("排除适用的情形", "what the text does not apply to"), False, Pattern(_ZH_NOT_FOR), Pattern(_EN_NOT_FOR),
         by=None, polarity="either", light=True),
)  # fmt: skip


# citizens of, residents in, users located in; 德国公民, 境外用户
_EN_GROUP = Pattern(
    r"\b(?P<who>citizens?|nationals?|residents?|users?|individuals?|people|persons?|consumers?|customers?|visitors?|members?|those|anyone|companies|businesses) "
    r"(?:who (?:are |live |reside )?|that are )?(?:currently |physically )?(?:located |living |residing |based |resident |established |domiciled )?(?:of|in|from|within) (?=[^.;]{0,60})"
)
_EN_BEING = Pattern(
    r"\byou (?:are (?:an? )?|live|reside)(?P<who>citizen|national|resident|located|based|residing|living| in)"
)
_ZH_GROUP = Pattern(r"(?:境内|境外|地区|大陆)?的?(?P<who>公民|国民|居民|用户|消费者|个人|自然人|企业|未成年人)")
_GROUPS = {
    "citizens": Text("公民", "citizens"),
    "residents": Text("居民", "residents"),
    "users": Text("用户", "people"),
    "businesses": Text("企业", "businesses"),
}
_MOST = 12
_NEAR_CHARS = 60


def _group(word: str) -> str:
    if word.startswith(("citizen", "national", "公民", "国民")):
        return "citizens"
    if word.startswith(("resid", "living", "居民")):
        return "residents"
    return "businesses" if word.startswith(("compan", "business", "企业")) else "users"


def _who(context: ClauseContext) -> Iterator[Fact]:
    """``who:citizens@CA``: whom of a place a sentence speaks of."""
    zh = context.lang == "zh"
    for sentence in context.sentences:
        named = list(islice(places(sentence.low), _MOST))
        if not named:
            continue
        patterns = (_ZH_GROUP,) if zh else (_EN_GROUP, _EN_BEING)
        for match in (m for pattern in patterns for m in islice(pattern.finditer(sentence.low), _MOST)):
            group = _group(match["who"].strip())
            for place, start, end in named:
                joined = end == match.start() if zh else 0 <= start - match.end() <= _NEAR_CHARS
                if joined:
                    left, right = quotable(sentence, *match.span())
                    where = place_name(place)
                    yield context.fact(
                        TYPE, f"who:{group}@{place}", sentence.start + left, sentence.start + right,
                        zh=f"{where.zh}{_GROUPS[group].zh}", en=f"{_GROUPS[group].en} of {where.en}",
                    )  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS`` and ``who:citizens@CA``: whom of which place a sentence speaks of."""
    yield from statements(context, TYPE, KINDS)
    yield from _who(context)


READER = Reader(
    TYPE,
    ("不适用", "消费者", "仅供", "仅面向", "仅限", "not apply", "nothing in", "not cover", "not extend", "not govern", "not intended", "consumer", "business", "professional",
     "citizen", "national", "resident", "reside", "users in", "users of", "users from", "users located", "located in", "individuals in", "people in", "customers in", "living in", "based in", "公民", "国民", "居民", "用户", "自然人", "企业"),
    read,
    by_sentence=True,
)  # fmt: skip
