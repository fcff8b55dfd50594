"""What the provider does not answer for, and what it does."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "liability_exclusion"

_ALL = Pattern(
    r"直接|任何(?:形式的?|类型的?)?(?:责任|损失|损害|赔偿|直接|法律责任)|一切(?:责任|损失|后果)|全部(?:责任|损失)|概不|\b(?:any|all)(?: and all)? (?:direct|liabilit\w{1,3}|damages|loss(?:es)?|claims)|\bdirect\b|\bno liability\b"
)

KINDS = (
    Kind("kept", Text("不排除法定责任", "liability that is not excluded"), True,
         Pattern(r"(?:故意|重大过失|人身(?:损害|伤害))[^。;]{0,30}(?:除外|不受|不适用|仍)"),
         Pattern(r"\b(?:nothing|does not|do not|not|neither party|no party)\b[^.;]{0,60}\b(?:limit|exclude)s?\b[^.;]{0,120}\b(?:liability|death|personal injury|negligence|misconduct|fraud|rights)\b|\bliability\b[^.;]{0,120}\bnot (?:be )?(?:limited|excluded)\b|\bnot apply to\b[^.;]{0,80}\b(?:death|negligence|misconduct|fraud|cannot be limited)\b"), by=None, polarity="either"),
    Kind("accepted", Text("承担责任", "liability accepted"), True,
         Pattern(r"(?:我们|本公司|公司|平台|我方)(?:将|会|应|应当|依法|仅|愿)?[^。;,]{0,16}承担(?:相应|赔偿|法律|全部|违约|侵权)?(?:的)?[^。;,]{0,6}责任"),
         Pattern(r"\bwe (?:will be|are|accept|remain) (?:liable|responsible|liability)\b"), by=None, but_not=Pattern(r"(?:仅|只)(?:在|就|对|限)[^。;]{0,60}承担|\bonly\b|不|\bnot\b")),
    Kind("limited-to", Text("仅在有限范围内承担责任", "liability only in some cases"), False,
         Pattern(r"(?:仅|只)(?:在|就|对|限于)?[^。;]{0,60}承担[^。;,]{0,10}责任"),
         Pattern(r"\bliab(?:le|ility)\b[^.;]{0,40}\b(?:only|limited to (?:foreseeable|direct))\b|\bonly (?:be )?liable\b"), by=None, polarity="either"),
    Kind("excluded", Text("不承担责任", "excluding liability"), False,
         Pattern(r"(?:不|不会|不再|概不|无法|无需|无须|不予|均不|毋须|不对[^。;]{0,60})(?:承担|负|负担|担负)(?:任何|相关|相应|由此|因此|您|该|前述|上述|违约|赔偿|法律|直接|间接|连带|全部|其他|一切|[^。;,]{0,30}?)?[^。;,]{0,24}(?:责任|损失|损害|后果|义务)|(?:不|无需|无须|毋须|不会|概不)(?:就|对|因|为)[^。;]{0,60}(?:承担|负)[^。;,]{0,16}(?:责任|损失|赔偿)|概不负责|不负责任?|免(?:于|除)[^。;,]{0,12}责任|免责|不就此承担|不承担责任"),
         Pattern(r"\b(?:not|never|nor|neither|(?:in )?no (?:event|case)|no circumstances?|no way)\b[^.;]{0,80}\b(?:liable|responsible|accept (?:any )?(?:liability|responsibility)|assume (?:any )?(?:liability|responsibility))\b|\bno (?:liability|responsibility)\b|\bexclude[sd]?\b[^.;]{0,40}\bliabilit|\b(?:isn't|aren't|won't be|cannot be|can't be) (?:held )?(?:liable|responsible|accountable)\b|\bliability\b[^.;]{0,80}\b(?:is|are) excluded\b|\bdisclaims? (?:all |any )?(?:liability|responsibility)"),
         by=None, polarity="either", grave=_ALL, but_not=Pattern(r"(?:您|你|用户)(?:不|无需)承担|\b(?:you|customer) (?:are|is|will) not (?:be )?(?:liable|responsible)\b"), listed=True),
    Kind("no-warranty", Text("不作保证", "excluding warranties"), False,
         Pattern(r"(?:不|不作|不做|不提供|不对[^。;]{0,60}|无法|不能)(?:作|做|作出|做出|提供|给予)?(?:任何|明示|默示|形式|出|的|或){0,6}(?:保证|担保|承诺)(?!金)|按(?:现|原)状|现状(?:提供|交付)|(?:请|应)?谨慎使用|有误(?:操作)?风险"),
         Pattern(r"\bas[- ]is\b|\bas available\b|\bwithout (?:any )?(?:[a-z]+ )?warrant\w{1,5}\b|\bdisclaim\w{0,4}\b[^.;]{0,40}\bwarrant|\b(?:no|not|nor) (?:make )?(?:any )?(?:warrant\w{1,5}|representations?|guarantee)\b|\bdo(?:es)? not (?:warrant|guarantee)\b"), by=None, polarity="either"),
    Kind("users-risk", Text("由用户承担责任或风险", "risk and blame on the user"), False,
         Pattern(r"由(?:您|你|用户|客户|其)[^。;,]{0,16}(?:自行|独立|全部|全权)?(?:承担|负责)|(?:您|你|用户)(?:应|须|需|将|自行)?[^。;,]{0,6}(?:自行|独自|全权|独立)(?:承担|负责)|风险(?:由您|由你|自负)"),
         Pattern(r"\bat your (?:own|sole) risk\b|\byou (?:are|will be|assume)\b[^.;]{0,20}\b(?:solely|fully|entirely|all)\b[^.;]{0,12}\b(?:responsib\w{1,6}|liab\w{1,6}|risks?)\b"), by=None, polarity="either", listed=True),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``; ``grave`` where all or direct damage is excluded."""
    return statements(context, TYPE, KINDS)


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return listed(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("承担", "负责", "免责", "责任", "保证", "担保", "现状", "原状", "谨慎", "风险", "重大过失", "liab", "responsib", "warrant", "as is", "as-is", "as available", "guarantee",
     "risk", "disclaim"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
