"""How data are kept safe, and who is told of a breach."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "security"

# advice to the user: choose a strong password and keep it in an encrypted vault
_IMPERATIVE = Pattern(
    r"^ ?(?:please |always |you (?:should|must|may|can|are) )?(?:choose|keep|use|make sure|store|back up|protect|do not|don't|never|be sure|enable|set|responsible)\b"
)

KINDS = (
    Kind("notice-at-will", Text("是否告知由平台决定", "notice of a breach at will"), False, Pattern(r"(?:视情况|酌情|自行决定|必要时|认为必要|视情节)[^。;,]{0,16}(?:告知|通知|公告)|是否(?:告知|通知)"), None,
         Pattern(r"泄[露漏]|外泄|被盗|窃取|安全事件|安全事故|丢失"), None, by=None),
    Kind("breach-plan", Text("安全事件应对", "steps against a breach"), True, Pattern(r"上报|应急(?:预案|处置|响应)|(?:向|报)[^。;,]{0,16}(?:主管|监管|有关)(?:部门|机关|机构)"),
         Pattern(r"\b(?:incident response|breach notification (?:process|procedure|polic)\w{0,3}|(?:notif|report|inform)\w{0,4}\b[^.;]{0,60}\b(?:authorit|regulator|supervisor|commissioner)\w{0,4}|mitigat\w{1,4}|contain|remediat\w{1,4})\b"),
         Pattern(r"泄[露漏]|外泄|被盗|窃取|安全事件|安全事故|丢失"), Pattern(r"\b(?:breach(?:es)?|security incidents?|unauthori[sz]ed access|compromise[sd]?)\b"), by=None),
    Kind("breach-notice", Text("安全事件告知", "notice of a breach"), True, Pattern(r"告知|通知|公告"),
         Pattern(r"\b(?:notif(?:y|ied|ying|ication to)|inform|tell|alert|communicate|let you know)\b"), Pattern(r"泄[露漏]|外泄|被盗|窃取|安全事件|安全事故|丢失"), Pattern(r"\b(?:breach(?:es)?|security incident|unauthori[sz]ed access|compromise[sd]?)\b"), but_not=Pattern(r"\bbreach(?:es|ed)? (?:of )?(?:this|these|its|their|any|a|an|the|your|our) (?:\w+ )?(?:agreement|terms|obligations?|contract|conditions|provisions?|warrant\w{1,4})\b|\bmaterial(?:ly)? breach|\bcures?\b|\bin breach\b|(?:视情况|酌情|自行决定|必要时|视情节)[^。;,]{0,16}(?:告知|通知|公告)|是否(?:告知|通知)")),
    Kind("encryption", Text("加密", "encryption"), True, Pattern(r"加密|ssl|tls"), Pattern(r"\bencrypt\w{0,5}\b|\btls\b|\bssl\b"), by=None, but_not=Pattern(_IMPERATIVE.source + r"|加密处理的?[^。;,]{0,12}(?:信息|数据|标识|画像)")),
    Kind("de-identification", Text("去标识化或匿名化", "de-identification"), True, Pattern(r"去标识化|匿名化|脱敏"), Pattern(r"\b(?:de-identif\w{1,7}|anonymi[sz]\w{1,6}|pseudonymi[sz]\w{1,6})\b"), by=None, but_not=Pattern(r"共享|分享|披露|提供给|\b(?:shar(?:e|ed|es|ing)|disclos(?:e|ed|es|ing))\b")),
    Kind("access-control", Text("访问控制", "access control"), True, Pattern(r"访问控制|最小授权|最小权限|双因[素子]|多因[素子]|二次(?:验证|认证|校验)|(?:访问|操作|审计)日志|入侵(?:检测|防御)|渗透测试|防火墙|(?:异地|定期)备份|数据(?:隔离|分级)"), Pattern(r"\baccess controls?\b|\bneed[- ]to[- ]know\b|\btwo-factor\b|\bmulti-factor\b"), by=None),
    Kind("certified", Text("安全认证", "certification"), True, Pattern(r"安全认证|等级保护|等保(?![存留持障护管])|iso(?:/iec)? ?27\d{3}|(?:通过|获得|取得)[^。;,]{0,40}(?:(?:国际|国家|权威|体系|安全|隐私|合规)[^。;,]{0,12}认证(?!服务|信息|功能|机构)|测评|备案证明)"), Pattern(r"\biso ?(?:/iec )?27001\b|\bsoc ?2\b|\bcertifi(?:ed|cation)\b(?=[^.;]{0,40}\bsecurity\b)"), by=None),
    Kind("less", Text("安全措施不适用", "security that does not apply"), False, Pattern(r"不适用[^。;,]{0,16}(?:安全|保护)(?:保护|保障)?(?:措施|标准)"), Pattern(r"\bnot subject to the same security\b|\bno security\b"), by=None, polarity="either"),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, every one that a sentence states, and ``breach-within:PT72H`` where the time is named."""
    for fact in statements(context, TYPE, KINDS, each=True):
        yield fact
        if fact.value == "breach-notice":
            for period in periods(context.low, fact.start, fact.end):
                within = _WITHIN.search(context.low, max(fact.start, period.start - 24), min(fact.end, period.end + 4))
                if within:
                    yield context.fact(TYPE, f"breach-within:{period}", fact.start, fact.end)
                    break


# within 72 hours, no later than 3 days; 72小时内
_WITHIN = Pattern(r"\b(?:within|in|no later than|not later than)\b|[时日天] ?(?:之)?内")

READER = Reader(
    TYPE,
    ("泄露", "泄漏", "外泄", "被盗", "窃取", "安全事件", "安全事故", "丢失", "加密", "ssl", "tls", "去标识化", "匿名化", "脱敏", "访问控制", "最小授权", "最小权限", "双因", "多因", "二次", "日志", "入侵", "渗透", "防火墙", "备份", "隔离", "分级", "认证", "等级保护", "等保", "测评", "2770", "27001", "breach",
     "incident", "unauthori", "compromise", "encrypt", "de-identif", "anonymi", "pseudonymi", "access control", "need-to-know", "factor", "soc", "certifi", "security", "安全"),
    read,
    by_sentence=True,
)  # fmt: skip
