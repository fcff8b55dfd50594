"""How data are kept safe, and who is told of a breach."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "security"

KINDS = (
    Kind("breach-notice", Text("安全事件告知", "notice of a breach"), True, Pattern(r"告知|通知|公告|上报|应急预案|报告"),
         Pattern(r"\b(?:notif(?:y|ied|ication)|inform|tell|alert|mitigate)\b"), Pattern(r"泄[露漏]|安全事件|安全事故|丢失"), Pattern(r"\b(?:breach|security incident|unauthori[sz]ed access|compromise[sd]?)\b")),
    Kind("encryption", Text("加密", "encryption"), True, Pattern(r"加密|ssl|tls"), Pattern(r"\bencrypt\w{0,5}\b|\btls\b|\bssl\b"), by=None),
    Kind("de-identification", Text("去标识化或匿名化", "de-identification"), True, Pattern(r"去标识化|匿名化|脱敏"), Pattern(r"\b(?:de-identif\w{1,7}|anonymi[sz]\w{1,6}|pseudonymi[sz]\w{1,6})\b"), by=None),
    Kind("access-control", Text("访问控制", "access control"), True, Pattern(r"访问控制|最小授权"), Pattern(r"\baccess controls?\b|\bneed[- ]to[- ]know\b|\btwo-factor\b|\bmulti-factor\b"), by=None),
    Kind("certified", Text("安全认证", "certification"), True, Pattern(r"安全认证|等级保护|iso ?27001|通过[^。;]{0,12}认证"), Pattern(r"\biso ?(?:/iec )?27001\b|\bsoc ?2\b|\bcertifi(?:ed|cation)\b(?=[^.;]{0,40}\bsecurity\b)"), by=None),
    Kind("less", Text("安全措施不适用", "security that does not apply"), False, Pattern(r"不适用[^。;,]{0,16}(?:安全|保护)(?:保护|保障)?(?:措施|标准)"), Pattern(r"\bnot subject to the same security\b|\bno security\b"), by=None, polarity="either"),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, every one that a sentence states."""
    return statements(context, TYPE, KINDS, each=True)


READER = Reader(
    TYPE,
    ("泄露", "泄漏", "安全事件", "安全事故", "丢失", "加密", "ssl", "tls", "去标识化", "匿名化", "脱敏", "访问控制", "最小授权", "认证", "等级保护", "27001", "breach",
     "incident", "unauthori", "compromise", "encrypt", "de-identif", "anonymi", "pseudonymi", "access control", "need-to-know", "factor", "soc", "certifi", "security", "安全"),
    read,
    by_sentence=True,
)  # fmt: skip
