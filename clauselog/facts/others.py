"""Terms of a contract that have no type of their own: who may pass the contract on, who may be named as a customer."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "other"

_ZH_CONTRACT = Pattern(r"协议|合同|权利|义务|条款")
_EN_CONTRACT = Pattern(r"\b(?:agreement|terms|contract|rights|obligations|conditions)\b")

KINDS = (
    Kind("no-assignment", Text("双方都不得转让合同", "that neither side may pass the contract on"), True,
         Pattern(r"(?:任何一方|双方|各方)[^。;]{0,24}(?:不得|不可)[^。;]{0,16}转让"),
         Pattern(r"\bneither party (?:may|shall|will)\b[^.;]{0,40}\b(?:assign|transfer|delegate)\b"),
         _ZH_CONTRACT, _EN_CONTRACT, by=None, polarity="either"),
    Kind("assignment", Text("服务提供者可以转让合同", "the provider's right to pass the contract on"), False,
         Pattern(r"(?:我们|公司|平台|甲方|我司)[^。;]{0,16}(?:有权|可以?|可)[^。;]{0,30}转让(?:给|予)?"),
         Pattern(r"\b(?:may|can|reserves? the right to|is entitled to)\b[^.;]{0,30}\b(?:assign|delegate|novate|transfer (?:this|these|our|its|the) (?:agreement|terms|contract|rights|obligations))\b"),
         _ZH_CONTRACT, _EN_CONTRACT, but_not=Pattern(r"\byou (?:may|can)\b[^.;]{0,60}\bassign|(?:您|用户)(?:可以?|有权)[^。;]{0,20}转让")),
    Kind("publicity", Text("以用户名义宣传", "naming the user in publicity"), False,
         Pattern(r"(?:使用|展示|列示|引用|公布)(?:您|你|客户|用户|贵方)的?[^。;]{0,20}(?:名称|商号|标识|标志|logo|商标|案例)[^。;]{0,40}(?:宣传|案例|客户名单|推广|市场)"),
         Pattern(r"\b(?:identify|list|name|use|display|mention|refer to|include|reference|feature)\b[^.;]{0,80}\b(?:you|your|customer(?:'s)?)\b[^.;]{0,80}\b(?:as (?:a|an|its|our|[a-z]+'s) (?:customer|client|user)|customer lists?|case stud(?:y|ies)|marketing materials|press releases?|testimonials?|client lists?)\b"),
         polarity="stated"),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("转让", "客户名单", "案例", "宣传", "推广", "assign", "transfer", "delegate", "novate", "as a customer", "customer", "case stud", "testimonial", "client"),
    read,
    by_sentence=True,
)  # fmt: skip
