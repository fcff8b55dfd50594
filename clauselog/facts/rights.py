"""Rights of the person the data are about: access, copy, correct, delete, port, withdraw, close, object, explain, appeal."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, mentioned, negated
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "user_rights"

# 您有权, 您可以, 我们为您提供…途径; you may, you have the right to
_ZH_MAY = Pattern(
    r"有权|可以|可随时|可自行|权利|可(?=[^。;,]{0,10}(?:查|访|更正|删|注销|撤|复制|转移))|路径|途径|渠道|申请|要求我们|请求我们|向我们(?:提出|申请)|将(?:根据|按照|为)"
)
_EN_MAY = Pattern(
    r"\b(?:you|users|individuals|customers|residents|data subjects|everyone)\b[^.;]{0,80}\b(?:rights?|can|may|able to|entitled)\b|\brights? (?:to|of)\b|\brequest\b|\byour rights?\b|\bright to\b|\bif you (?:ask|want|wish)\b"
)
_ABOUT = Pattern(
    r"信息|数据|账[号户]|帐[号户]|同意|授权|内容|决定|记录|资料|\b(?:data|information|accounts?|consent|content|decisions?|records?|processing|profile)\b"
)
# rights that speak of no data: a complaint, an appeal, leaving the contract
_OF_ITSELF = Pattern(r"\bcomplain|\bappeal\b|\bright (?:to withdraw|of withdrawal)\b|\bcooling|\bdiscriminat|无理由退")
RIGHTS = (
    ("access", Text("查阅权", "access"), Pattern(r"(?:查阅|查询)(?![^。;,]{0,6}(?:全文|法律|《|本?(?:政策|协议|规则)|公告))|访问(?=[^。;]{0,16}(?:信息|数据|账|权))|访问(?=[^。;]{0,8}(?:您|个人)[^。;]{0,8}(?:信息|数据))|\baccess(?:ing)?\b(?! to (?:your|the|a) (?:device|phone|camera|microphone|contacts|calendar|photos?|location|storage|bluetooth|gallery))")),
    ("copy", Text("复制权", "a copy"), Pattern(r"复制|副本|\b(?:a )?cop(?:y|ies) of\b|\bexport\b|\bdownload\b")),
    ("correct", Text("更正权", "correction"), Pattern(r"更正|修改|更新(?=[^。;]{0,12}信息)|补充|\b(?:correct(?:ion|ing)?|rectif\w{1,8}|amend|update)\b")),
    ("delete", Text("删除权", "deletion"), Pattern(r"删除|\b(?:delet(?:e|ion|ing)|eras(?:e|ure|ing)|be forgotten|(?:to be|(?:it|they|them|data|information)(?: be)?) (?:deleted|erased|removed))\b")),
    ("port", Text("可携带权", "portability"), Pattern(r"转移(?=[^。;]{0,24}(?:信息|路径|途径|数据|权))|可携带|\b(?:portab\w{1,5}|port your)\b")),
    ("withdraw", Text("撤回同意权", "withdrawal of consent"), Pattern(r"撤回|撤销(?=[^。;]{0,10}(?:同意|授权))|取消授权|\b(?:withdraw\w{0,3}(?! from (?:the|this|your) (?:contract|transaction|purchase|agreement|order))|revok(?:e|ing)|revocation of)\b")),
    ("close", Text("注销账号权", "closing the account"), Pattern(r"注销|\b(?:close|cancel|deactivate|terminate|delete) (?:your|the|an|their) account\b")),
    ("restrict", Text("限制处理权", "restriction"), Pattern(r"限制(?=[^。;]{0,16}(?:处理|使用))|\brestrict(?:ion|ing)?\b|\blimit (?:the )?(?:use|processing)\b")),
    ("object", Text("反对或拒绝权", "objection"), Pattern(r"反对|拒绝(?=[^。;]{0,16}(?:处理|自动|使用))|\bobject(?:ion)?\b")),
    ("explain", Text("要求解释权", "explanation"), Pattern(r"(?:要求|作出|做出|予以|请求)[^。;,]{0,10}(?:解释|说明)|\bexplanation of\b|\bhuman (?:review|intervention)\b")),
    ("appeal", Text("申诉权", "appeal"), Pattern(r"申诉|复议|\bappeal\b")),
    ("complain", Text("投诉权", "a complaint to an authority"), Pattern(r"(?:投诉|举报)(?=[^。;]{0,30}(?:部门|机关|机构|监管))|向[^。;]{0,16}(?:部门|机关|法院)[^。;]{0,8}(?:投诉|举报|起诉)|\b(?:(?:lodge|file|make|bring|submit)\b[^.;]{0,16}\bcomplaints?|complain)\b[^.;]{0,60}\b(?:authorit\w{1,3}|commission(?:er)?(?:'s office)?|regulators?|ombudsman|watchdog|agency)\b")),
    ("opt-out-sale", Text("拒绝出售或共享的权利", "opting out of sale or sharing"), Pattern(r"拒绝[^。;,]{0,8}(?:出售|共享)|\bopt[- ]?out of (?:the |any |our )?(?:sale|sharing|selling|targeted|cross-context)")),
    ("no-discrimination", Text("不受歧视权", "non-discrimination"), Pattern(r"\bnot (?:be )?(?:discriminat|receive discriminatory)\w{0,6}|\bdiscriminat\w{1,6} against\b")),
    ("return", Text("解约退货权", "withdrawal from the contract"), Pattern(r"无理由退|\bright (?:to withdraw|of withdrawal)\b|\bcooling[- ]off\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The ids of ``RIGHTS``: one fact for each right a sentence gives."""
    for sentence in context.sentences:
        may = _ZH_MAY if context.lang == "zh" else _EN_MAY
        if not (may.search(sentence.low) or may.search(sentence.lead)):
            continue
        if not (_ABOUT.search(sentence.low) or _ABOUT.search(sentence.lead) or _OF_ITSELF.search(sentence.low)):
            continue
        for id, name, pattern in RIGHTS:
            span = _given(sentence, pattern)
            if span:
                start, end = quotable(sentence, *span)
                yield context.fact(
                    TYPE, id, sentence.start + start, sentence.start + end, actor="user", zh=name.zh, en=name.en
                )


# if you withdraw, 如您撤回: what follows from a right grants none
_IF = Pattern(r"(?:如|若|如果|一旦|当)(?:您|你|用户)[^,;。]{0,8}$|\b(?:if|when|once) you (?:choose to |decide to )?$")
# 注销前请…, 删除之后: when, not what
_CIRCUMSTANCE = Pattern(r"[^。;,、的]{0,8}?(?:之)?(?:前|后|时|期间|过程中)(?=[,请将会应须需]|我们|$)")
_CANNOT = Pattern(
    r"无法|不能|不再|影响|\b(?:unable|not be able|may not|cannot|stop|no longer|lose|we (?:may|can|might) (?:still |continue to )?(?:retain|keep|store|charge|hold))\b"
)
_OURS = Pattern(
    r"(?:我们|平台|公司)[^。;,]{0,6}(?:有权|可以|可能|将|会)[^。;]{0,30}$|\bwe (?:may|can|will|reserve)\b[^.;]{0,60}$"
)


# you may ask us to delete: the user's right although we delete
_ASKED_OF_US = Pattern(
    r"\b(?:you|users|individuals|customers|residents|entitled)\b[^.;]{0,40}\b(?:ask|request|require|tell|instruct|direct) (?:that )?(?:us|we)\b"
)


_ON_REQUEST = Pattern(
    r"\b(?:on|upon|at) (?:your )?request\b|\bif you (?:ask|want|wish|request|would like)(?: us)?\b[^.;]{0,60}\bwe (?:will|shall|can)\b"
)


def _given(sentence: Sentence, pattern: Pattern) -> tuple[int, int] | None:
    for match in pattern.finditer(sentence.low):
        if _CIRCUMSTANCE.match(sentence.low, match.end()):
            continue
        follows_from_it = _IF.search(sentence.low, max(0, match.start() - 20), match.start())
        if follows_from_it and _CANNOT.search(sentence.low, match.end()):
            continue
        if negated(sentence, match.start()) or mentioned(sentence, match.start(), match.end()):
            continue
        asked_of_us = _ASKED_OF_US.search(sentence.low, max(0, match.start() - 120), match.start())
        if asked_of_us or _ON_REQUEST.search(sentence.low):
            return match.span()
        if _OURS.search(sentence.low, 0, match.start()) or actor(sentence, match.start(), default="user") == "provider":
            continue
        return match.span()
    return None


READER = Reader(
    TYPE,
    ("查阅", "查询", "访问", "复制", "副本", "更正", "修改", "更新", "补充", "删除", "转移", "携带", "撤回", "撤销", "取消授权", "注销", "限制", "反对", "拒绝", "解释", "说明", "申诉", "复议", "投诉",
     "举报", "无理由", "access", "copy", "copies", "export", "download", "correct", "rectif", "amend", "update", "delet", "eras", "portab", "withdraw", "account",
     "restrict", "limit", "object", "explanation", "human", "appeal", "complain", "revok", "revocation", "opt out", "opt-out", "discriminat", "cooling"),
    read,
    by_sentence=True,
)  # fmt: skip
