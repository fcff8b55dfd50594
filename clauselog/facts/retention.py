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
    r"(?<![录集]并)(?<![录集][和、及])保存|保留(?![^。;,]{0,16}权|一切|所有权|追究)|留存|存储期|(?:存储|储存|缓存)(?=[^。;,]{0,24}(?:日|天|月|年|小时|期限|时间|期间|时段|永久|无限期))|存储时间"
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
    r"信息|数据|记录|资料|日志|内容|文件|照片|录音|录像|图像|cookie|备份|存储期|文档|素材|消息|原文|特征|视频|图片|语音|音频|位置|人脸|头像|作品|凭证|历史|副本|原件|聊天|对话|声纹|订单|日程|评论|(?:保存|保留|留存)(?:期|时间)|账[号户]存续"
)
_DATA_EN = Pattern(
    r"\b(?:data|information|records?|logs?|content|cookies?|files?|messages?|history|backups?|prompts?|outputs?|ip address\w*|identifiers?|recordings?|it|them|these|this|transcripts?|images?|photos?|videos?|footage|conversations?|chats?|details|inputs?|address(?:es)?|samples?|profiles?|feedback|queries|numbers?|copies|documents?|posts?|notes?|highlights?|searches|credentials|locations?|e-?mails?|ids?)\b"
)
_FOREVER = Pattern(
    r"(?:一直|长期|始终)(?:为您|予以)?(?:保存|保留|留存|存储)(?![^。;,]{0,8}设备)|永久(?:性)?(?:地)?(?:保存|保留|留存|存储)|无限期|(?:保存|保留|留存|存储)[^。;,]{0,8}永久|\b(?:forever|indefinitely|permanently|in perpetuity|for (?:an? )?(?:indefinite|unlimited|undetermined)|without (?:any )?(?:time )?limit|no (?:time )?limit)\b"
)
# 我们可能延长保存期限, may keep them for longer, extend the retention period
_EXTENDED = Pattern(
    r"(?:延长|更改)[^。;,]{0,20}(?:保存|存储|保留|留存)[^。;,]{0,8}(?:期限|时间|期间)|合理延长(?:期限|时间)|(?:保存|保留|存储|留存)[^。;,]{0,10}更(?:长|久)|较长时间(?:地)?(?:保留|保存|存储)"
    r"|\b(?:retain|keep|store|hold|preserve|maintain|retained|kept|stored|held|retention)\b[^.;]{0,60}\b(?:longer|extended)\b(?! (?:than )?(?:necessary|needed|required|is))|\bextend\w{0,3}\b[^.;]{0,30}\bretention"
)
# a shortened retention period
_SHORTER = Pattern(
    r"(?:缩短|更短)[^。;,]{0,12}(?:保存|存储|留存|保留)|\bshort(?:er|ened)\b[^.;]{0,20}\bretention|\bretention (?:time|period)s?\b[^.;]{0,12}\bshort(?:er|ened)"
)
_CRITERIA = (
    ("open-ended", _FOREVER),
    ("extended", _EXTENDED),
    ("shorter", _SHORTER),
    ("until-deleted", Pattern(r"直[到至][^。;]{0,16}(?:删除|撤回|注销)|(?:您|你|用户)(?:主动|自行)?(?:删除|注销)[^。;,]{0,8}(?:前|为止|之前)|\buntil (?:you|the user)\b.{0,40}\b(?:delet\w{1,3}|remov\w{1,3}|withdraw|clos\w{1,3}|cancel|request)|\buntil .{0,30}\b(?:data|information)\b.{0,16}\bdeleted\b|\buntil [^.;]{0,16}\bconsent\b[^.;]{0,10}\b(?:withdrawn|revoked)\b")),
    ("account", Pattern(r"(?:账号|账户|帐号|帐户)(?:存续|有效|存在|使用)期?间|\bas long as .{0,30}\baccount\b(?! (?:is|was) closed)|\blife of (?:your|the) account\b|\bwhile (?:your|the) account\b|\buntil (?:the|your|an|that)? ?account\b[^.;]{0,16}\b(?:deleted|closed|removed|terminated|cancell?ed)\b")),
    ("service", Pattern(r"(?:提供|使用)[^。;,]{0,14}服务(?:的)?(?:期间|期限)|\bas long as (?:we|you|it)\b.{0,30}\b(?:provid\w{1,4}|us\w{1,3}|need\w{0,2})\b.{0,30}\bservices?\b|\bduring the (?:term|period) (?:of|in which)\b")),
    ("necessary", Pattern(r"必[要需须](?:的)?(?:最短|最低|合理)?(?:的)?(?:时间|期限|期间|时限|时长|限度|原则)|最短(?:的)?(?:必要)?(?:时间|期限|期间|期)|\b(?:as long as|no longer than|only for as long as|for the (?:period|time|duration))\b.{0,40}\b(?:necessary|needed|required|reasonabl[ey])\b|\bfor as long as\b.{0,30}\bneed\b|\blonger than (?:is )?necessary\b|\bas long as (?:we|it)\b.{0,30}\b(?:necessary|appropriate|reasonabl[ey]|needs?|required?|considers?|deems?|wish(?:es)?)\b")),
    ("business", Pattern(r"\b(?:for|other|as) (?:[a-z]+ ){0,4}business (?:purposes|needs|reasons|operations)\b|(?:业务|经营|运营|商业)(?:的)?(?:需要|需求|目的|所需)")),
    ("law", Pattern(r"法律(?:、)?(?:行政)?(?:法规)?(?:等)?(?:所)?(?:规定|要求|允许)(?:的)?(?:最短|最低|最长)?(?:的)?(?:保存|留存|存储|保留)?(?:期限|期间|时间|时限)|\b(?:as|longer) (?:is )?required (?:or permitted )?by (?:applicable )?law\b|\bperiod required by law\b")),
    ("some-time", Pattern(r"(?:保留|保存|留存)(?:一定|一段)(?:的)?(?:期限|时间|期间)|必要的时段|\bfor a (?:limited|certain|reasonable|period of)(?: additional)? (?:time|period)\b")),
)  # fmt: skip
_NECESSARY = dict(_CRITERIA)["necessary"]
# 注销后,相关数据将一并删除; we will delete your data when you close your account; the note attached to it is deleted as well
_PROMISE = Pattern(
    r"(?:删除|注销|撤回|终止|停止|到期|届满|破产|实现|期限|完成|关闭|结束)[^。;]{0,60}(?<![您你户能])(?:将|会|予以|应当|即|被)[^。;,您你]{0,4}(?:(?:对|把|将)[^。;,]{0,14})?(?:一并|同步|及时|立即|随即|自动|永久|进行|予以|被)?(?:地)?(?:删除|匿名化|销毁|清除|清空)"
    r"|\bwe (?:will|shall) (?:promptly |immediately |then |permanently |also )?(?:delete|erase|destroy|anonymi[sz]e)\b[^.;]{0,80}\b(?:when|once|upon|after|if|as soon as)\b"
    r"|\b(?:if|when|once|upon|after|as soon as)\b[^.;]{3,120}\b(?:is|are|will be|gets?)\b (?:also |then |automatically |permanently |immediately )?(?:deleted|erased|destroyed|wiped|purged|anonymi[sz]ed)\b"
    r"|\b(?:if|when|once|upon|after|as soon as)\b[^.;]{3,120}\bwe (?:will|shall) (?:[a-z]+ly |then |also )?(?:delete|erase|destroy|anonymi[sz]e)\b"
)
# why data are kept: improving our products, 为处理投诉; the weighty ones serve the provider alone
REASONS = (
    ("reason:business", Text("为经营需要", "for running the business"), True, Pattern(r"(?:业务|经营|运营|商业)(?:的)?(?:需要|需求|目的|所需)|\boperat(?:e|ing|ion of) (?:our|the) (?:business|company)|\bbusiness (?:purposes|needs|operations|reasons|interests)\b")),
    ("reason:improvement", Text("为改进产品", "for improving products"), True, Pattern(r"(?:改进|改善|优化|研发|开发|提升|完善)[^。;,]{0,14}(?:产品|服务|功能|技术|模型|体验)|统计分析|\b(?:improv\w{1,4}|develop\w{0,4}|enhanc\w{1,4})\b[^.;]{0,24}\b(?:products?|services?|features?|technolog\w{1,3}|models?|offerings?)\b|\b(?:analytics|research)\b")),
    ("reason:marketing", Text("为营销", "for marketing"), True, Pattern(r"营销|广告|推广|\b(?:marketing|advertis\w{1,4})\b")),
    ("reason:legal", Text("为遵守法律", "for legal obligations"), False, Pattern(r"(?:法律|法规|监管|司法|法定|法院|行政)|\b(?:legal|law|laws|regulat\w{1,5}|statut\w{1,3}|court)\b")),
    ("reason:disputes", Text("为处理争议", "for disputes"), False, Pattern(r"争议|纠纷|诉讼|仲裁|投诉|索赔|\b(?:disputes?|claims?|litigation|complaints?)\b")),
    ("reason:accounting", Text("为财务审计", "for accounting"), False, Pattern(r"财务|审计|税务|会计|\b(?:account(?:ing|ancy)|tax(?:es|ation)?|audit\w{0,3}|financial (?:records?|report\w{0,3}))\b")),
    ("reason:security", Text("为安全", "for security"), False, Pattern(r"(?:安全|防范|风控)|\b(?:security|safety|safe)\b")),
    ("reason:fraud", Text("为防欺诈或滥用", "against fraud and abuse"), False, Pattern(r"欺诈|滥用|作弊|\b(?:fraud\w{0,5}|abuse|misuse)\b")),
    ("reason:contract", Text("为履行合同", "for contracts"), False, Pattern(r"(?:履行|执行)[^。;,]{0,8}(?:合同|协议|约定)|\benforc\w{1,3}\b[^.;]{0,16}\b(?:agreements?|terms|contracts?|rights)\b|\bcontractual\b")),
)  # fmt: skip
_WHY = Pattern(r"为(?!您)|出于|因|基于|目的|情形|情况|\b(?:for|to|because|such as|including|where|when|if)\b")
# a line that reasons stand below: "We may keep data for longer in order to:"
_KEPT_ABOVE = Pattern(
    r"(?:保存|保留|存储|留存|删除|匿名化)[^。;]{0,60}(?:期限|时间|时长|除外)|(?:保留|留存|延长)[^。;]{0,40}(?:下列|以下|如下|情形|情况|目的)|(?:下列|以下)[^。;]{0,30}(?:保留|留存|延长|(?:保存|存储)(?:期限|时间))"
    r"|\b(?:retain|keep|store|hold|retention|retained|kept)\b"
)
_AT_LEAST = Pattern(r"不少于|不低于|至少|不短于|最短|\bat least\b|\bno(?:t)? less than\b|\bminimum\b")
_AT_MOST = Pattern(
    r"不超过|最长|最多|不多于|\bup to\b|\bno(?:t)? (?:more|longer|later) than\b|\bmaximum\b|\bwithin\b|内"
)
# 请保留购买凭证, hosts should keep receipts: somebody else is to keep them
_ASKED_TO_KEEP = Pattern(
    r"(?<![申邀])请(?!求)(?:您|你)?[^。;,]{0,6}$|\b(?:should|must|please|need to|responsible for) (?:also |always )?$"
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
    promise = _PROMISE.search(low) if drop else None
    by_user = actor(sentence, verb.start()) == "user" or _ASKED_TO_KEEP.search(low, 0, verb.start()) is not None
    if by_user and promise is None:
        return
    said = set()
    for period in () if by_user else periods(low):
        anchor = _nearest(keep, drop, period.start, period.end)
        if anchor is None or str(period) in said:
            continue
        said.add(str(period))
        bound = "least" if _AT_LEAST.search(low, max(0, period.start - 12), period.start) else "most"
        bound = (
            bound if bound == "least" or _AT_MOST.search(low, max(0, period.start - 16), period.end + 2) else "exact"
        )
        left, right = phrase_around(sentence, min(period.start, anchor[0]), max(period.end, anchor[1]))
        by = "delete" if anchor[2] else "keep"
        yield context.fact(TYPE, str(period), sentence.start + left, sentence.start + right, bound=bound, by=by)
    if promise and not said and not negated(sentence, promise.end() - 2, reach=20):
        left, right = phrase_around(sentence, promise.start(), promise.end())
        yield context.fact(TYPE, "deletes", sentence.start + left, sentence.start + right, by="delete")
    if keep is None or by_user:
        return
    denied = not said and negated(sentence, keep.start(), reach=30) and not _NOT_KEPT_GUARD.search(low)
    if denied and not _NECESSARY.search(low):
        left, right = phrase_around(sentence, keep.start(), keep.end())
        yield context.fact(TYPE, "not-kept", sentence.start + left, sentence.start + right, negated=True)
        return
    for value, pattern in _CRITERIA:
        hit = pattern.search(low)
        if hit and abs(hit.start() - keep.start()) < _FAR_CHARS:
            left, right = phrase_around(sentence, min(hit.start(), keep.start()), max(hit.end(), keep.end()))
            yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)
    if zh or keep.group().startswith(
        ("ret", "ke", "stor", "pres", "h")
    ):  # who maintains a platform keeps no data by it
        yield from _reasons(context, sentence, 0 if zh else keep.start())


# we do not use them to improve …: no reason for keeping
_NOT_USED = Pattern(r"\b(?:not|never) use\b[^.;]{0,60}$|不(?:会|得|再)?(?:将|把)?[^。;,]{0,12}用于[^。;,]{0,12}$")


def _reasons(context: ClauseContext, sentence: Sentence, at: int) -> Iterator[Fact]:
    """``reason:…``: what data are kept for, as far as the text behind ``at`` says it."""
    low = sentence.low
    why = _WHY.search(low, at)
    if why is None:
        return
    found = [(reason, hit) for reason in REASONS if (hit := reason[3].search(low, at))]
    hits = [(reason, hit) for reason, hit in found if not _NOT_USED.search(low[at : hit.start()])]
    if not hits:
        return
    start, end = min(hit.start() for _, hit in hits), max(hit.end() for _, hit in hits)
    for (id, name, weighty, _), hit in hits:
        one_list = end - start <= _LONGEST_ITEM_CHARS
        left, right = phrase_around(sentence, *((start, end) if one_list else hit.span()), longest=_LONGEST_ITEM_CHARS)
        yield context.fact(
            TYPE, id, sentence.start + left, sentence.start + right,
            zh=name.zh, en=name.en, grave="no" if weighty else "light",
        )  # fmt: skip


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """Reasons for keeping data, and for keeping them longer, listed below the line that says so."""
    item = context.sentences[0]
    if not _KEPT_ABOVE.search(context.lead) or not _WHY.search(context.lead):
        return
    extended = _EXTENDED.search(item.low)
    if extended:
        yield context.fact(TYPE, "extended", item.start, item.end)
    for id, name, weighty, pattern in REASONS:
        if pattern.search(item.low):
            yield context.fact(
                TYPE, id, item.start, min(item.end, item.start + _LONGEST_ITEM_CHARS),
                zh=name.zh, en=name.en, grave="no" if weighty else "light",
            )  # fmt: skip


_LONGEST_ITEM_CHARS = 240
_FAR_CHARS = 320
_NEAR_CHARS = 200


def _nearest(keep: object, drop: object, start: int, end: int) -> tuple[int, int, bool] | None:
    """The verb within ``_NEAR_CHARS`` of a period, with whether it deletes; None where none is near."""
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
    "extended": ("必要时可以延长", "longer where needed"),
    "shorter": ("较短的期限", "a shortened period"),
    "some-time": ("不确定的一段时间", "an unspecified time"),
    "deletes": ("约定情形下删除", "deleted when promised"),
    "not-kept": ("不保存", "not kept"),
}


def criterion_name(value: str) -> Text | None:
    """What a summary calls a criterion; None for durations."""
    return Text(*_NAMES[value]) if value in _NAMES else None


READER = Reader(
    TYPE,
    ("保存", "保留", "留存", "存储", "储存", "缓存", "延长", "覆盖", "清空", "删除", "销毁", "清除", "匿名化", "retain", "retention", "keep", "kept", "stor", "preserve",
     "delet", "eras", "destroy", "purge", "held", "hold", "anonymi", "de-identif", "maintain", "saved", "save", "wipe", "wiping", "archiv", "discard", "dispos", "shred", "stay", "remov"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
