"""Whom and what a text leaves out: data handled for customers, other services, consumers."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "scope"

_EN_NOT_FOR = r"\b(?:policy|statement|notice|terms|agreement|it|section|conditions)\b[^.;]{0,40}\b(?:does|do|shall|will|is|are) not (?:intended to )?(?:apply|cover|extend|govern)\b"
_ZH_NOT_FOR = r"本(?:政策|协议|声明|隐私政策|条款|规则|章节?)[^。;,]{0,8}不适用"

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


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("不适用", "消费者", "仅供", "仅面向", "仅限", "not apply", "not cover", "not extend", "not govern", "not intended", "consumer", "business", "professional"),
    read,
    by_sentence=True,
)  # fmt: skip
