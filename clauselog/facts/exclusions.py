"""What the provider does not answer for, and what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "liability_exclusion"

_ALL = Pattern(
    r"直接|任何(?:形式的?|类型的?)?(?:责任|损失|损害|赔偿|直接|法律责任)|一切(?:责任|损失|后果)|全部(?:责任|损失)|概不|\b(?:any|all)(?: and all)? (?:direct|liabilit\w{1,3}|damages|loss(?:es)?|claims)|\bdirect\b|\bno liability\b"
)

# the bounds of liability do not hold for what the user owes: good for the provider
_USERS_DEBT = Pattern(
    r"(?:限制|上限|免责)[^。;]{0,30}不适用于(?:您|你|用户|客户)的?[^。;]{0,20}(?:义务|责任|违约|侵权|付款|支付)"
    r"|\bnot apply to\b[^.;]{0,80}\b(?:your|customer'?s|user'?s|licensee'?s) (?:[a-z]+ )?(?:payment|indemnif|indemnit|breach|obligation|liabilit|infring|misuse)"
)
# 免除或限制责任的条款以加粗提示: speaks of clauses, excludes nothing
_CLAUSES = r"责任(?:或[^。;,]{0,8})?(?:的)?条款|条款[^。;]{0,60}(?:免除|限制)|(?:免责|免除)[^。;,]{0,10}条款[^。;]{0,30}(?:加粗|下划线|注意|阅读)"
_DUTIES = Pattern(
    r"\bresponsible for (?:maintaining|keeping|safeguarding|protecting|ensuring|obtaining|complying|providing|securing|verifying|paying)\b"
)
_USERS_RISK = Text("由用户承担责任或风险", "risk and blame on the user")
_USERS_ZH = Pattern(
    r"您|你|用户|会员|作者|客户|群主|店主|车主|号主|楼主|版主|发布者|上传者|使用者|商家|商户|卖家|主播|开发者"
)
_NO_WARRANTY = Text("不作保证", "excluding warranties")
KINDS = (
    Kind("users-unbounded", Text("用户责任不受限制", "no bounds to what the user owes"), False, _USERS_DEBT, _USERS_DEBT, by=None, polarity="either"),
    Kind("kept", Text("不排除法定责任", "liability that is not excluded"), True,
         Pattern(r"(?:故意|重大过失|人身(?:损害|伤害)|欺诈)[^。;]{0,30}(?:除外|不受|不适用|仍)|(?:责任限制|责任上限|免责(?:条款)?|上述限制|前述限制|赔偿上限)[^。;]{0,20}(?:均)?不适用"),
         Pattern(r"\b(?:nothing|does not|do not|not|neither party|no party)\b[^.;]{0,60}\b(?:limit|exclude)s?\b[^.;]{0,120}\b(?:liability|death|personal injury|negligence|misconduct|fraud|rights)\b|\bliability\b[^.;]{0,120}\bnot (?:be )?(?:limited|excluded)\b|\bnot apply to\b[^.;]{0,80}\b(?:death|negligence|misconduct|fraud|cannot be limited)\b"
                 r"|\b(?:exclusions?|limitations?|caps?|limits?|disclaimers?)\b[^.;]{0,80}\b(?:does|do|shall|will) not apply\b[^.;]{0,120}"), by=None, polarity="either"),
    Kind("accepted", Text("承担责任", "liability accepted"), True,
         Pattern(r"(?:我们|本公司|公司|(?<!在)(?<!在本)平台|我方)(?![及上内中])(?:将|会|应|应当|依法|仅|愿)?[^。;,]{0,16}承担(?:相应|赔偿|法律|全部|违约|侵权)?(?:的)?[^。;,]{0,6}责任"),
         Pattern(r"\bwe (?:will be|are|accept|remain) (?:liable|responsible|liability)\b"), by=None, but_not=Pattern(r"(?:仅|只)(?:在|就|对|限)[^。;]{0,60}承担|由(?:您|你|用户|客户)|\bonly\b|不|\bnot\b|\bresponsible for (?:billing|communicating|the processing)\b")),
    Kind("limited-to", Text("仅在有限范围内承担责任", "liability only in some cases"), False,
         Pattern(r"(?:仅|只)(?:在|就|对|限于|限)[^。;]{0,60}承担[^。;,]{0,10}责任"),
         Pattern(r"\bliab(?:le|ility)\b[^.;]{0,40}\b(?:only|limited to (?:foreseeable|direct))\b|\bonly (?:be )?liable\b"), by=None, polarity="either"),
    Kind("excluded", Text("不承担责任", "excluding liability"), False,
         Pattern(r"(?:不|不会|不再|概不|无法|无需|无须|不予|均不|毋须|不对[^。;]{0,60})(?:承担|负有?|负担|担负)(?:任何|相关|相应|由此|因此|您|该|前述|上述|违约|赔偿|法律|直接|间接|连带|全部|其他|一切|[^。;,]{0,30}?)?[^。;,]{0,24}(?:责任|损失|损害|后果|义务)|(?:不|无需|无须|毋须|不会|概不)(?:就|对|因|为)[^。;]{0,200}(?:承担|负)[^。;,]{0,16}(?:责任|损失|赔偿)|不(?:会)?对[^。;]{0,100}(?:负责|负任何责任)|概不负责|不负责任?|免(?:于|除|予)[^。;,]{0,12}责任|免责|不就此承担|不承担责任"
                 r"|(?:无需|无须|毋须|不予|概不|不会|不再|不作|不做|不进行|不另行)(?:作|做|进行|给予|另行)?(?:任何)?(?:赔偿|赔付|补偿)|与(?:我们|平台|本平台|公司|本公司|我司|本站|我方|甲方|本网站)(?:均)?无(?:关|涉)"),
         Pattern(r"\b(?:not|never|nor|neither|none of|(?:in )?no (?:event|case)|no circumstances?|no way)\b[^.;]{0,80}\b(?:liable|responsible|accept (?:any )?(?:liability|responsibility)|assume (?:any )?(?:liability|responsibility))\b|\bno (?:obligations? or )?(?:liability|responsibility)\b|\bexclude[sd]?\b[^.;]{0,40}\bliabilit|\b(?:isn't|aren't|won't be|cannot be|can't be) (?:held )?(?:liable|responsible|accountable)\b|\bliability\b[^.;]{0,80}\b(?:is|are) excluded\b|\bdisclaims? (?:all |any )?(?:and all )?(?:liability|responsibility)"
                 r"|\bwithout (?:any |further )?(?:notice or )?liability\b|\b(?:release|discharge|waive)s?\b[^.;]{0,40}\b(?:from )?(?:any|all)(?: and all)? (?:claims|liabilit\w{1,3}|damages)\b"),
         by=None, polarity="either", grave=_ALL, but_not=Pattern(_CLAUSES + r"|(?:您|你|用户)(?:不|无需)(?:承担|赔偿)|\b(?:you|customer) (?:are|is|will) not (?:be )?(?:liable|responsible)\b"), listed=True),
    Kind("no-warranty", _NO_WARRANTY, False,
         Pattern(r"(?:不|不作|不做|不提供|不对[^。;]{0,60}|无法|不能)(?:作|做|作出|做出|提供|给予|构成)?(?:任何|明示|默示|暗示|形式|绝对|实质性?|明确|出|的|或|、){0,8}(?:保证|担保|承诺)(?!金)|(?:否认|排除)[^。;]{0,20}(?:保证|担保)(?!金)|按(?:照)?[“\"]?(?:现|原)状|现状[”\"]?(?:提供|交付)"),
         Pattern(r"\bas[- ]is\b|\bas available\b|\bwith all faults\b|\bwithout (?:any )?(?:[a-z]+ )?warrant\w{1,5}\b|\bdisclaim\w{0,4}\b[^.;]{0,40}\bwarrant|\bwarranties\b[^.;]{0,60}\b(?:are|is) (?:hereby |expressly )?(?:excluded|disclaimed)\b|\b(?:no|not|nor) (?:make )?(?:any )?(?:warrant\w{1,5}|representations?|guarantee)\b|\bdo(?:es)? not (?:warrant|guarantee)\b"), by=None, polarity="either"),
    Kind("users-risk", _USERS_RISK, False,
         Pattern(r"由(?:您|你|用户|客户|其)[^。;,]{0,16}(?:自行|独立|全部|全权)?(?:承担|负责(?!保管|保密|维护))|(?:您|你|用户)(?:应|须|需|将|自行)?[^。;,]{0,6}(?:自行|独自|全权|独立)(?:承担|负责)|风险(?:由您|由你|自负)"
                 r"|(?:您|你|用户|会员|作者|客户)[^。;,]{0,60}(?:自行|独立|完全|独自|单独|全权|全部)(?:独自)?(?:承担|负责)|(?:您|你|用户|客户)[^。;]{0,60}承担[^。;,]{0,30}(?:所有|一切|全部)?风险|(?:您|你|用户)应承担全部责任"),
         Pattern(r"\bat your (?:own|sole) risk\b|\byou (?:are|will be|assume|bear|accept)\b[^.;]{0,20}\b(?:solely|fully|entirely|all|full|sole)\b[^.;]{0,12}\b(?:responsib\w{1,6}|liab\w{1,6}|risks?)\b|\b(?:sole|full) responsibility of (?:the|each|such) (?:[a-z]+ )?(?:holder|user|customer|member|poster)|\b(?:rests?|lies?) (?:solely |entirely )?with you\b|\b(?:you|customer|users?|members?|sellers?) (?:are|is|shall be|will be) (?:solely |fully |entirely )?(?:responsible|liable) for (?:any|all|your|its|their)\b"), by=None, polarity="either", listed=True, but_not=_DUTIES),
    Kind("users-risk", _USERS_RISK, False,
         Pattern(r"(?:对|为|就)[^。;,]{0,40}?(?:(?:活动|行为|操作|言论|后果|结果|内容|互动|沟通)[^。;,]{0,10}(?:负责|(?:负|承担)[^。;,]{0,8}责任)|(?:承担|负)(?:全部|一切|完全|法律)[^。;,]{0,4}责任)"), None,
         _USERS_ZH, by="user", polarity="either"),
    Kind("no-warranty", _NO_WARRANTY, False,
         Pattern(r"(?:请|应)?谨慎使用|有误(?:操作)?风险|仅供(?:您|你|用户)?参考|不构成[^。;,]{0,20}(?:建议|意见|依据|推荐)"),
         Pattern(r"\bfor (?:general )?(?:informational?|information|reference) purposes only\b|\b(?:does|do|is|are|shall) not (?:constitute |intended as |be relied (?:up)?on as )?(?:[a-z]+ ){0,3}(?:advice|a recommendation)\b"), by=None, polarity="either", light=True),
)  # fmt: skip
# 过错, fault: less than any cause; inside 除…外 it bounds what is excluded instead
_FAULT = Pattern(r"过错|过失|故意|\b(?:faults?|negligen\w{1,3}|wilful|willful|misconduct)\b")
_CAUSE = Pattern(r"原因|因素|\b(?:causes?|reasons?|acts?|events?)\b")
_CARVED = (
    (3, Pattern(r"除[^。;]{0,30}(?:我们|平台|公司|我方|我司|自身)[^。;]{0,10}原因[^。;]{0,10}外|\b(?:unless|except)\b[^.;]{0,40}\bcaused by (?:us|our)\b")),
    (1, Pattern(r"除[^。;]{0,40}(?:故意|重大过失)[^。;]{0,16}外|\b(?:unless|except|other than)\b[^.;]{0,60}\b(?:gross(?:ly)? negligen\w{1,3}|wilful|willful|intentional)\b")),
    (2, Pattern(r"除[^。;]{0,40}(?:过错|过失)[^。;]{0,16}外|\b(?:unless|except|other than)\b[^.;]{0,60}\b(?:negligen\w{1,3}|fault)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``; ``grave`` where all or direct damage is excluded.

    ``carved`` says what the exclusion leaves out: 0 nothing, 1 intent and gross negligence, 2 any fault, 3 any cause on the
    provider's side; ``cause`` whether what happens must be somebody's fault, or may have any cause.
    """
    return _weighed(context, statements(context, TYPE, KINDS))


def _weighed(context: ClauseContext, facts: Iterator[Fact]) -> Iterator[Fact]:
    for fact in facts:
        low = context.low[fact.start : fact.end]
        carved = next((str(level) for level, pattern in _CARVED if pattern.search(low)), "0")
        cause = "fault" if _FAULT.search(low) and not _CAUSE.search(low) else "any"
        yield replace(fact, detail=tuple(sorted((*fact.detail, ("carved", carved), ("cause", cause)))))


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return _weighed(context, listed(context, TYPE, KINDS))


READER = Reader(
    TYPE,
    ("承担", "负责", "否认", "排除", "免责", "责任", "保证", "担保", "承诺", "现状", "原状", "谨慎", "风险", "重大过失", "赔偿", "赔付", "补偿", "无关", "无涉", "参考", "不构成",
     "liab", "responsib", "warrant", "as is", "as-is", "as available", "guarantee", "risk", "disclaim", "all faults", "limitation", "exclusion", "release", "discharge", "waive",
     "not apply", "with you", "purposes only", "advice", "recommendation"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
