"""What users must not do, and must do."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "prohibited_use"

_ABOUT_MONEY = Pattern(r"支付|缴纳|费用|退款|赔偿|投诉我们|\b(?:pay|fees?|indemnif\w{1,4}|arbitrat\w{1,5}|court)\b")
_WE = Pattern(
    r"不得[^。;,]{0,6}异议|(?:我们|平台|公司)(?:不得|不应)|不得(?:排除|限制责任|免除|低于|晚于|超过|少于|迟于|高于|多于)"
    r"|(?:合作(?:方|伙伴|机构)|受托(?:方|人|机构)|接收方|服务商|供应商|员工|工作人员)[^。;]{0,40}(?:不得|不应|禁止)|\bwe (?:must|may|shall) not\b"
)

KINDS = (
    Kind("ban", Text("禁止的行为", "a ban"), False,
         Pattern(r"不得|严禁|禁止|不应(?!当?视为|被)|不可以|不允许|请勿(?!将|向|告)"),
         Pattern(r"^ ?(?:do not|don't|never) (?!hesitate|worry|forget|panic|wait)[a-z]+|\b(?:you|users?|customers?|licensees?|members?|sellers?|riders?|players?|subscribers?)\b[^.;]{0,24}\b(?:may not|must not|shall not|agree not to|are not (?:permitted|allowed)|should not)\b|\b(?:prohibited|forbidden|not permitted)\b"), by="user", polarity="either",
         but_not=Pattern(_WE.source), listed=True),
    Kind("duty", Text("用户义务", "a duty"), False,
         Pattern(r"(?:您|你|用户|客户|其)[^。;,]{0,12}(?:应当|应(?!用|答|收|急)|须|必须|需要|需|有义务)(?=[^。;]{2,60})(?!对|了解|知悉|注意)"),
         Pattern(r"\b(?:you|customer|user)s? (?:must|shall|are (?:solely )?responsible|agree to|are required to)\b"), by="user", but_not=_ABOUT_MONEY, light=True),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``ban`` and ``duty``, told apart by their wording."""
    return statements(context, TYPE, KINDS)


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return listed(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("不得", "严禁", "禁止", "不应", "不可以", "请勿", "切勿", "应当", "应", "须", "需", "有义务", "not", "never", "don't", "prohibited", "forbidden", "must", "shall", "responsible", "agree to", "required"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
