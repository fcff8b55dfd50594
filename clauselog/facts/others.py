"""Terms of a contract that have no type of their own: who may pass it on, who may be named as a customer, what gets marked."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "other"

_ZH_CONTRACT = Pattern(r"协议|合同|权利|义务|条款")
_EN_CONTRACT = Pattern(r"\b(?:agreement|terms|contract|rights|obligations|conditions)\b")

_MARKS_EN = r"\b(?:names?|logos?|trademarks?|service marks|marks)\b"
_CUSTOMER_EN = r"\b(?:customers?|clients?|marketing|promot\w{1,6}|publicity|advertis\w{1,5}|case stud(?:y|ies)|presentations?|press releases?|websites?|testimonials?|references?|portfolio)\b"
_ASSIGNMENT = Text("服务提供者可以转让合同", "the provider's right to pass the contract on")

KINDS = (
    Kind("no-assignment", Text("双方都不得转让合同", "that neither side may pass the contract on"), True,
         Pattern(r"(?:任何一方|双方|各方)[^。;]{0,24}(?:不得|不可)[^。;]{0,16}转让"),
         Pattern(r"\bneither party (?:may|shall|will)\b[^.;]{0,40}\b(?:assign|transfer|delegate)\b"),
         _ZH_CONTRACT, _EN_CONTRACT, by=None, polarity="either"),
    Kind("user-assignment", Text("用户可以转让合同", "the user's right to pass the contract on"), True,
         Pattern(r"(?:您|用户|客户|乙方|任何一方)(?:均)?(?:可以?|有权)[^。;]{0,24}转让[^。;]{0,20}(?:协议|合同|权利|义务)"),
         Pattern(r"\b(?:you|customer|either party|each party) (?:may|can)(?: also| freely)? (?:assign|transfer|novate)\b|\bexcept\b[^.;]{0,60}\b(?:merger|acquisition|reorgani[sz]ation|sale of)\b[^.;]{0,160}\b(?:you|customer) may not assign\b"),
         _ZH_CONTRACT, _EN_CONTRACT, by=None, polarity="either", but_not=Pattern(r"未经|不得转让|\bseats?\b|\blicen[sc]es? to (?:a|another) user\b")),
    Kind("assignment", _ASSIGNMENT, False,
         Pattern(r"(?:我们|公司|平台|甲方|我司)[^。;,]{0,16}(?:有权|可以?|可)[^。;]{0,40}转让(?:给|予|至)?"), None, _ZH_CONTRACT, by=None,
         but_not=Pattern(r"(?:您|用户)(?:可以?|有权)[^。;]{0,20}转让|[、]转让|转让、|转让[^。;,]{0,8}(?:信息|数据|车辆|房)")),
    Kind("assignment", _ASSIGNMENT, False, None,
         Pattern(r"\b(?:may|can|reserves? the right to|is entitled to)\b[^.;]{0,30}\b(?:assign|delegate|novate|transfer (?:this|these|our|its|the) (?:agreement|terms|contract|rights|obligations))\b"),
         None, _EN_CONTRACT, but_not=Pattern(r"\byou (?:may|can)\b[^.;]{0,60}\bassign")),
    Kind("publicity", Text("以用户名义宣传", "naming the user in publicity"), False,
         Pattern(r"(?:使用|展示|列示|引用|公布|披露|将)(?:您|你|客户|用户|贵方|贵公司|贵司|合作(?:方|商户|伙伴)|商户|企业)[^。;]{0,20}(?:名称|商号|标识|标志|logo|商标|案例|品牌)[^。;]{0,40}(?:宣传|案例|客户名单|推广|市场|展示)|(?:宣传|推广|市场|官网|客户名单)[^。;]{0,24}(?:使用|展示|列示|引用)(?:您|你|客户|用户|贵方|贵公司|贵司|商户)[^。;]{0,20}(?:名称|商号|标识|标志|logo|商标)"),
         Pattern(r"\b(?:identify|list|name|use|display|mention|refer to|include|reference|feature|disclose)\b[^.;]{0,80}\b(?:you|your|yourself|customer(?:'s)?|company's)\b[^.;]{0,80}\b(?:as (?:a|an|its|our|[a-z]+'s) (?:customer|client|user)|customer lists?|case stud(?:y|ies)|marketing (?:materials|collateral)|press releases?|testimonials?|client lists?)\b"
                 r"|\b(?:list|show|display|name|mention)\b[^.;]{0,60}\b(?:among|as one of) our (?:customers|clients|users)\b"
                 rf"|\b(?:your|customer's|customer|company's) (?:[a-z]+ ){{0,3}}{_MARKS_EN}[^.;]{{0,100}}{_CUSTOMER_EN}"),
         by=None, polarity="stated", but_not=Pattern(r"\b(?:our|we use cookies|domain) names?\b|\bin combination\b|\bvisit\w*\b|真实姓名|昵称|头像|\buser ?name\b|\bprofile\b|\bcontests?\b")),
    Kind("marking", Text("为生成内容添加标识", "marking what was generated"), False,
         Pattern(r"(?:我们|平台|公司|系统|本服务|本软件)[^。;]{0,60}(?:添加|标注|嵌入|加注|附加|写入|加入)[^。;]{0,16}(?:标识|水印|元数据)|(?:生成|合成)的?(?:内容|图片|视频|文本|音频)[^。;]{0,24}(?:添加|标注|嵌入|加注|附加|带有|加入)[^。;]{0,16}(?:标识|水印|元数据)"),
         Pattern(r"\b(?:add|embed|apply|attach|insert|include)s?\b[^.;]{0,50}\b(?:watermarks?|provenance|content credentials|(?:visible|hidden|ai|metadata) (?:labels?|marks?|tags?|markers?)|(?:labels?|metadata)[^.;]{0,40}(?:ai|generated))\b"),
         by=None, polarity="stated", but_not=Pattern(r"(?:您|你|用户)(?:应|须|需|不得)|\b(?:you|customers?) (?:must|may not|shall|agree)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("转让", "客户名单", "案例", "宣传", "推广", "标识", "水印", "元数据", "watermark", "provenance", "credentials", "label", "metadata", "logo", "trademark", "marks", "publicity", "assign", "transfer", "delegate", "novate", "as a customer", "customer", "case stud", "testimonial", "client"),
    read,
    by_sentence=True,
)  # fmt: skip
