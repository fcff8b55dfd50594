"""How long data are kept: a duration ("保存六个月", "retain … for 30 days") or a criterion ("as long as necessary", 永久)."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, negated, phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.model import Fact, Text

TYPE = "retention"

_ZH_KEEP = Pattern(
    r"保存|保留(?![^。;,]{0,16}权|一切|所有权|追究)|留存|存储期|存储(?=[^。;,]{0,20}(?:日|天|月|年|期限|时间|期间))|(?:存储|储存|缓存)(?=[^。;,]{0,12}(?:永久|无限期))"
)
_ZH_DELETE = Pattern(r"(?:删除|销毁|清除|清空|覆盖(?!率|范围|面)|匿名化)(?!权|按钮|功能|键)")
_EN_KEEP = Pattern(
    r"\b(?:retain(?:s|ed|ing)?|keep(?:s|ing)?|kept|stor(?:e|es|ed|ing)|preserv(?:e|es|ed)|hold|held|maintain(?:s|ed)?|archiv(?:e|es|ed|ing)|stays?|retention(?: period)?|sav(?:e|ed))\b"
    r"(?! (?:counsel|an attorney|ownership|all rights?|title|the right|your (?:password|account) (?:secure|safe|confidential)|confidential|up to date|you (?:informed|updated)|track|in mind|secure|safe))"
)
_EN_DELETE = Pattern(
    r"\b(?:delet(?:e|es|ed|ion|ing)|wip(?:e|es|ed|ing)|expung(?:e|ed)|dispos(?:e|ed) of|discard(?:s|ed)?|shred(?:ded)?|eras(?:e|es|ed|ing|ure)|destroy(?:ed)?|purg(?:e|ed)|anonymi[sz]ed?|de-identif(?:y|ied)|remov(?:e|ed))\b"
)
_DATA_ZH = Pattern(
    r"信息|数据|记录|资料|日志|内容|文件|照片|录音|录像|图像|cookie|备份|存储期|文档|素材|消息|原文|特征|视频"
)
_DATA_EN = Pattern(
    r"\b(?:data|information|records?|logs?|content|cookies?|files?|messages?|history|backups?|prompts?|outputs?|ip address\w*|identifiers?|recordings?|it|them|these|this|transcripts?|images?|photos?|videos?|footage|conversations?|chats?|details|inputs?|address(?:es)?|samples?|profiles?|feedback|queries|numbers?|copies|documents?|posts?)\b"
)
_FOREVER = Pattern(
    r"永久(?:性)?(?:地)?(?:保存|保留|留存|存储)|无限期|(?:保存|保留|留存|存储)[^。;,]{0,8}永久|\b(?:forever|indefinitely|permanently|in perpetuity|for (?:an? )?(?:indefinite|unlimited|undetermined)|without (?:any )?(?:time )?limit|no (?:time )?limit)\b"
)
_CRITERIA = (
    ("open-ended", _FOREVER),
    ("until-deleted", Pattern(r"直[到至][^。;]{0,16}(?:删除|撤回|注销)|(?:您|你|用户)(?:主动|自行)?(?:删除|注销)[^。;,]{0,8}(?:前|为止|之前)|\buntil (?:you|the user)\b.{0,40}\b(?:delet\w{1,3}|remov\w{1,3}|withdraw|clos\w{1,3}|cancel|request)|\buntil .{0,30}\b(?:account|data|information)\b.{0,16}\bdeleted\b")),
    ("account", Pattern(r"(?:账号|账户|帐号|帐户)(?:存续|有效|存在|使用)期?间|\bas long as .{0,30}\baccount\b(?! (?:is|was) closed)|\blife of (?:your|the) account\b|\bwhile (?:your|the) account\b")),
    ("service", Pattern(r"(?:提供|使用)[^。;,]{0,14}服务(?:的)?(?:期间|期限)|\bas long as (?:we|you|it)\b.{0,30}\b(?:provid\w{1,4}|us\w{1,3}|need\w{0,2})\b.{0,30}\bservices?\b|\bduring the (?:term|period) (?:of|in which)\b")),
    ("necessary", Pattern(r"必[要需须](?:的)?(?:最短|最低|合理)?(?:的)?(?:时间|期限|期间|时限|时长|限度|原则)|最短(?:的)?(?:必要)?(?:时间|期限|期间)|\b(?:as long as|no longer than|only for as long as|for the (?:period|time|duration))\b.{0,40}\b(?:necessary|needed|required|reasonabl[ey])\b|\bfor as long as\b.{0,30}\bneed\b|\blonger than (?:is )?necessary\b|\bas long as (?:we|it)\b.{0,30}\b(?:necessary|appropriate|reasonabl[ey]|needs?|required?|considers?|deems?|wish(?:es)?)\b")),
    ("business", Pattern(r"\b(?:for|other) (?:legitimate |lawful |our |and )*business purposes\b|合理延长期限")),
    ("law", Pattern(r"法律(?:、)?(?:行政)?(?:法规)?(?:等)?(?:所)?(?:规定|要求|允许)(?:的)?(?:最短|最低|最长)?(?:的)?(?:保存|留存|存储|保留)?(?:期限|期间|时间|时限)|\b(?:as|longer) (?:is )?required (?:or permitted )?by (?:applicable )?law\b|\bperiod required by law\b")),
    ("some-time", Pattern(r"(?:保留|保存|留存)(?:一定|一段)(?:的)?(?:期限|时间|期间)|\bfor a (?:limited|certain|reasonable|period of) (?:time|period)\b")),
)  # fmt: skip
_NECESSARY = dict(_CRITERIA)["necessary"]
# 注销后,相关数据将一并删除; we will delete your data when you close your account
_PROMISE = Pattern(
    r"(?:删除|注销|撤回|终止|停止|到期|届满|破产|实现)[^。;]{0,60}(?:将|会|予以|应当)[^。;,]{0,16}(?:删除|匿名化|销毁)"
    r"|\bwe (?:will|shall) (?:promptly |immediately |then )?(?:delete|erase|destroy|anonymi[sz]e)\b[^.;]{0,80}\b(?:when|once|upon|after|if|as soon as)\b"
)
_AT_LEAST = Pattern(r"不少于|不低于|至少|不短于|最短|\bat least\b|\bno(?:t)? less than\b|\bminimum\b")
_AT_MOST = Pattern(
    r"不超过|最长|最多|不多于|\bup to\b|\bno(?:t)? (?:more|longer|later) than\b|\bmaximum\b|\bwithin\b|内"
)
_NOT_KEPT_GUARD = Pattern(r"保留[^。;,]{0,12}权|\bnot (?:only|responsible|liable)\b")


# trip histories are wiped after a year: whatever is kept or deleted by the provider
_EN_IS_KEPT = Pattern(
    r"\b(?:is|are|be|been|being|gets?) (?:[a-z]+ly |then |only )?(?:retained|kept|stored|archived|held|saved|preserved|deleted|erased|wiped|purged|destroyed|discarded|removed|anonymi[sz]ed)\b|\bwe (?:[a-z]+ ){0,2}(?:retain|keep|store|archive|hold|save|preserve|delete|erase|wipe|purge|destroy|discard|remove)\b(?! (?:[a-z]+ ){0,3}(?:accounts?|users?|members?|profiles?)\b)"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """``P6M``, ``P30D`` (``bound``: least, most, exact); ``necessary``, ``open-ended`` …; ``not-kept`` where it is denied."""
    for sentence in context.sentences:
        yield from _in_sentence(context, sentence)


def _in_sentence(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    low = sentence.low
    zh = context.lang == "zh"
    keep = (_ZH_KEEP if zh else _EN_KEEP).search(low)
    drop = (_ZH_DELETE if zh else _EN_DELETE).search(low)
    verb = keep or drop
    data = _DATA_ZH if zh else _DATA_EN
    if verb is None or not (data.search(low) or data.search(sentence.lead) or (not zh and _EN_IS_KEPT.search(low))):
        return
    if actor(sentence, verb.start()) == "user":
        return
    said = set()
    for period in periods(low):
        anchor = _nearest(keep, drop, period.start, period.end)
        if anchor is None or str(period) in said:
            continue
        said.add(str(period))
        bound = "least" if _AT_LEAST.search(low, max(0, period.start - 12), period.start) else "most"
        bound = (
            bound if bound == "least" or _AT_MOST.search(low, max(0, period.start - 16), period.end + 2) else "exact"
        )
        left, right = phrase_around(sentence, min(period.start, anchor[0]), max(period.end, anchor[1]))
        yield context.fact(
            TYPE,
            str(period),
            sentence.start + left,
            sentence.start + right,
            bound=bound,
            by="delete" if anchor[2] else "keep",
        )
    if keep is None:
        if drop and not said and (promise := _PROMISE.search(low)) and not negated(sentence, drop.start()):
            left, right = phrase_around(sentence, promise.start(), promise.end())
            yield context.fact(TYPE, "deletes", sentence.start + left, sentence.start + right)
        return
    denied = not said and negated(sentence, keep.start(), reach=30) and not _NOT_KEPT_GUARD.search(low)
    if denied and not _NECESSARY.search(low):
        left, right = phrase_around(sentence, keep.start(), keep.end())
        yield context.fact(TYPE, "not-kept", sentence.start + left, sentence.start + right, negated=True)
        return
    for value, pattern in _CRITERIA:
        hit = pattern.search(low)
        if hit and abs(hit.start() - keep.start()) < 160:
            left, right = phrase_around(sentence, min(hit.start(), keep.start()), max(hit.end(), keep.end()))
            yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)


_NEAR_CHARS = 130


def _nearest(keep: object, drop: object, start: int, end: int) -> tuple[int, int, bool] | None:
    """The verb within 60 characters of a period, with whether it deletes; None where none is near."""
    import re

    best: tuple[int, int, int, bool] | None = None
    for match, deletes in ((keep, False), (drop, True)):
        if isinstance(match, re.Match):
            distance = max(start - match.end(), match.start() - end, 0)
            if distance <= _NEAR_CHARS and (best is None or distance < best[0]):
                best = (distance, match.start(), match.end(), deletes)
    return best[1:] if best else None


_NAMES = {
    "open-ended": ("永久或无限期", "forever"),
    "until-deleted": ("直至用户删除", "until the user deletes it"),
    "account": ("账号存续期间", "while the account exists"),
    "service": ("提供服务期间", "while the service is provided"),
    "necessary": ("实现目的所必需的期限", "as long as necessary"),
    "business": ("经营所需的期限", "as long as business purposes need"),
    "law": ("法律规定的期限", "as long as the law requires"),
    "some-time": ("不确定的一段时间", "an unspecified time"),
    "deletes": ("约定情形下删除", "deleted when promised"),
    "not-kept": ("不保存", "not kept"),
}


def criterion_name(value: str) -> Text | None:
    """What a summary calls a criterion; None for durations."""
    return Text(*_NAMES[value]) if value in _NAMES else None


READER = Reader(
    TYPE,
    ("保存", "保留", "留存", "存储", "储存", "覆盖", "清空", "删除", "销毁", "清除", "匿名化", "retain", "retention", "keep", "kept", "stor", "preserve",
     "delet", "eras", "destroy", "purge", "held", "hold", "anonymi", "de-identif", "maintain", "saved", "save", "wipe", "wiping", "archiv", "discard", "dispos", "shred", "stay", "remov"),
    read,
    by_sentence=True,
)  # fmt: skip
