"""How it ends: termination, suspension, closing of accounts; with or without notice, cause or appeal."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import actor
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.facts.statements import Kind, listed, quotable, statements
from clauselog.model import Fact, Text

TYPE = "termination"

_ZH_END = Pattern(
    r"终止|中止|暂停|冻结|封禁|封停|限制(?:或|、)?(?:[^。;,]{0,6})(?:使用|账号|账户|功能|登录)|停止(?:提供|服务|运营|经营|向您|(?:某|部分|全部|相关|任何|该|本)[^。;,]{0,6}(?:服务|运营|功能))|解除(?:本)?(?:协议|合同)|回收|收回(?=[^。;,]{0,8}(?:账号|账户|使用权?|资格))|取消(?=[^。;,]{0,6}资格)|结束[^。;,]{0,10}使用|停机|限制(?:其|您|该)?[^。;,]{0,4}(?:交易|接入|提现|办理)|清退|封号|禁用账|强制下线|关闭(?:您的?|卖家的?|其)?(?:账号|账户|店铺|权限|直播间|小程序)|下架(?:商品|店铺|应用)|拒绝(?:向您|为您|继续|您)?[^。;,]{0,4}(?:提供|办理|使用|接入|交易|受理|服务)|注销您的"
)
_EN_END = Pattern(
    r"\b(?:(?<!upon )(?<!after )(?<!following )(?<!survive )(?<!on )terminat(?:e|es|ed|ing|ion)|refus(?:e|es|ing) (?:(?:the |our |any )?services?|to (?:provide|serve|supply)|access|registration)|den(?:y|ies) (?:you |any )?(?:access|service)|withdraw(?:s|ing)? (?:the |any |a |our |such )?(?:products?|services?|features?|editions?|apps?|content)|end (?:your|the|this|a|any) (?:subscription|contract|agreement|membership|account|services?|access)|stop (?:providing|supplying|offering|supporting)|suspend(?:s|ed|ing)?|suspension|disabl(?:e|es|ed)|deactivat\w{1,3}|discontinu\w{1,3}|(?:clos(?:e|es|ed|ing|ure of)|delet(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|lock(?:s|ed|ing)?|block(?:s|ed|ing)?|restrict(?:s|ed|ing)?|ban(?:s|ned|ning)?|revok(?:e|es|ed|ing)) (?:your |any |an |the |user |inactive |such |those )?(?:accounts?|access|memberships?|profiles?)|cancel your (?:account|subscription|membership|contract))\b"
)
_SERVICE = Pattern(
    r"服务|账[号户]|帐[号户]|协议|合同|使用|功能|业务|\b(?:services?|accounts?|access|agreement|contract|subscription|membership|licen[sc]e|terms|use|you)\b"
)

_ZH_END_IT = Pattern(
    r"(?:",
    _ZH_END.source,
    r")(?=[^。;]{0,30}(?:服务|账|帐|协议|合同|使用|业务|交易|接入|权限|登录|店铺|资格))|停机|停止(?:运营|经营)(?![时前后之])|结束[^。;,]{0,10}使用|服务[^。;,]{0,10}(?:终止|中止|暂停|停止)|(?:账[号户]|帐[号户]|权限|资格|会员|店铺|违规者)[^。;]{0,24}(?:有权|可以?|将|可能)[^。;]{0,12}(?:回收|收回|冻结|封禁|封停|注销|停用|清退|终止|暂停|禁用)",
)

_EN_END_IT = Pattern(
    r"\b(?:clos|delet|remov|lock|block|restrict|ban|revok|cancel)\w{0,5} (?:[a-z]+ ){0,2}(?:accounts?|access|memberships?|subscriptions?|contract)\b|\bwithdraw(?:s|ing)? (?:the |any |a |our |such )?(?:products?|services?|features?|editions?|apps?|content)\b|\b(?:refus(?:e|es|ing)|den(?:y|ies)) (?:the |our |any |you )?(?:services?|access|registration)\b|\b(?:deactivat|suspend|terminat|ban|block|expel)\w{0,4} (?:any |the |such |a )?(?:drivers?|users?|members?|hosts?|sellers?|customers?|creators?|merchants?)\b|(?:", _EN_END.source, r")[^;]{0,200}(?:", _SERVICE.source, r")|(?:", _SERVICE.source, r")[^;]{0,200}(?:", _EN_END.source, r")"
)  # fmt: skip

# 可随时暂停服务,但会提前七日公告
_TOLD_BEFORE = Pattern(
    r"(?<!无需)(?<!无须)(?<!不)(?<!毋须)(?:会|将|应|应当|须)(?:至少)?提前[^。;,]{0,16}(?:通知|公告|告知|公示)"
)
KINDS = (
    Kind("cure", Text("终止前给予纠正期", "time to cure before the end"), True, Pattern(r"(?:限期|期限内)[^。;]{0,10}(?:改正|纠正|整改)"), Pattern(r"\bfails? to cure\b|\bcure (?:the|such|any) (?:breach|default)\b|\bopportunity to (?:cure|respond|appeal)\b"), by=None, polarity="either"),
    Kind("appeal", Text("可对处置提出申诉", "an appeal against the end"), True, Pattern(r"申诉|复核"), Pattern(r"\b(?:you|users?|customers?) (?:can|may|have the right to) appeal\b"), _ZH_END, _EN_END_IT, by=None),
    Kind("final", Text("处罚不容异议", "sanctions without appeal"), False, Pattern(r"(?:不得|无权|不能|不可|放弃)[^。;,]{0,8}(?:异议|申诉)|(?:最终|终局)(?:的)?(?:决定|结果|裁定)|不(?:接受|受理)[^。;,]{0,6}申诉"), None, Pattern(r"处罚|处理|处置|封|冻结|限制|判定|决定|裁定"), None, by=None, polarity="either"),
    Kind("appeal", Text("可以对处罚申诉", "an appeal against sanctions"), True, Pattern(r"申诉|复议|提出异议"), None, Pattern(r"处罚|处置|封禁|封停|封号|冻结|(?:限制|暂停|终止)[^。;,]{0,12}(?:账|帐|使用|服务|功能)"), None, by=None, but_not=Pattern(r"侵权|权利人|投诉")),
    Kind("no-notice", Text("不经通知即终止或限制", "ending without notice"), False,
         Pattern(r"(?:无需|无须|不经|不另行?|未经)[^。;,]{0,8}(?:通知|告知|公告|公示)|随时(?=[^。;]{0,12}(?:终止|中止|暂停|停止))|无需说明(?:任何)?理由"),
         Pattern(r"\bwithout (?:prior |any |further )?(?:notice|cause|liability)\b|\bat any time\b[^.;]{0,40}\b(?:terminat|suspend)|\b(?:terminat|suspend)[^.;]{0,60}\b(?:at any time|for any reason|sole discretion|immediately)\b"), _ZH_END, _EN_END_IT, by="provider", polarity="either", but_not=_TOLD_BEFORE),
    Kind("linked", Text("处罚联动", "sanctions that spread to other services"), False, Pattern(r"(?:处罚|封禁|限制)[^。;]{0,20}(?:联动|同步)"), None, by=None),
    Kind("user-notice", Text("用户终止须提前通知", "notice that the user must give"), False, Pattern(r"(?:您|你|用户|客户|乙方)[^。;]{0,12}(?:终止|解除|退出|停止使用)[^。;]{0,12}(?:须|应|需)[^。;,]{0,12}提前[^。;]{0,16}通知"),
         Pattern(r"\byou (?:may|can|must|shall|will) [^.;]{0,60}\b(?:by giving|on|with|upon|subject to|give|provide)\b[^.;]{0,24}\b(?:days?|weeks?|months?)\b[^.;]{0,16}\bnotice\b"), Pattern(r"终止|解除|退出|停止使用"), Pattern(r"\b(?:terminat|cancel|end|leave|clos)\w{0,5}\b"), by=None),
    Kind("by-user", Text("用户可以终止", "the user's right to end the contract"), True, Pattern(r"(?:您|你|用户|会员)(?:可以?|有权)[^。;,]{0,20}(?:终止|解除|停止使用)|(?:如果?|若)(?:您|你|用户)[^。;]{0,24},(?:则)?(?:您|你)?(?:可以?|有权)[^。;,]{0,20}(?:终止|解除|停止使用)"),
         Pattern(r"\byou (?:may|can) (?:also |at any time )?(?:terminate|cancel|end|stop(?! us\b)|leave)\b|\beither party may terminate\b|\bterminated by either party\b"), _SERVICE, _SERVICE, by=None),
    Kind("notice", Text("终止前通知", "notice before the end"), True, Pattern(r"(?:提前|事先|将|会)[^。;,]{0,16}(?:通知|告知|公告)"), Pattern(r"\b(?:notify|inform|let you know|tell you|write to you|(?<!without )(?<!without prior )(?<!without any )(?<!without further )(?<!without giving )(?<!no )notice)\b"), _ZH_END, _EN_END_IT),
    Kind("by-provider", Text("可终止或限制服务", "the right to end or suspend"), False, _ZH_END_IT, _EN_END_IT, Pattern(r"有权|可以?|可能|将|保留"), Pattern(r"\b(?:may|can|(?<!your )right|reserve|will|might|could)\b"), but_not=Pattern(r"(?:如果?|若|当)我们|(?:即使|即便)(?:您|你)|绕开|规避|\byou (?:can|may|must|should) (?:[a-z]+ ){0,2}(?:disabl|deactivat|remov|delet|block|restrict|revok|clos|discontinu)|\b(?:if|when|once|after|until|before) you (?:choose to |decide to )?(?:clos|delet|cancel|terminat|deactivat|end)"), listed=True),
)  # fmt: skip


_ENDS = Pattern(
    r"终止|解除|停止(?:提供)?(?:服务|运营|经营)|\b(?:terminat\w{1,4}|end this|clos(?:e|ing) your account|discontinu\w{1,3}|stop(?:ping)? (?:the |our )?(?:supply|providing|offering)|withdraw(?:ing)? (?:the |our )?(?:services?|products?))\b"
)
_NOTICE = Pattern(r"提前|通知|\bnotice\b|\bnotify\b|\bin advance\b|\blet you know\b")
_EITHER = Pattern(r"任何?一方|双方|\beither party\b|\beach party\b")


# 银行可以采取限制交易、拒绝办理业务等措施: a body that is no party of the text
_ZH_BODY_ENDS = Pattern(
    r"(?:金融机构|支付机构|银行|经营者|运营商|服务商|学校|医院)[^。;]{0,30}(?:可以|有权|可)(?:[^。;]{0,16})(?:",
    _ZH_END.source,
    r")(?=[^。;]{0,20}(?:服务|账|帐|业务|交易|关系|资格))",
)
_BY_PROVIDER = Text("可终止或限制服务", "the right to end or suspend")
# all or part of the service: which of it may be ended
_ZH_EXTENT = Pattern(
    r"(?:终止|中止|暂停|停止|中断|调整|变更|关闭)[^。;,]{0,10}?(?:(?P<all>(?:部分|部份)?(?:或者?|及|和|、|/)?(?:全部|所有|任何))|(?P<part>部分|部份))(?P<other>(?:或者?|及|和|、|/)(?:全部|所有))?[^。;,]{0,10}(?:服务|功能|业务)"
)
_EN_EXTENT = Pattern(
    r"\b(?:terminat|suspend|discontinu|stop|withdraw|end)\w{0,5}\b[^.;]{0,50}?\b(?:(?P<all>all(?: or (?:any |a )?(?:part|portion))?|any or all|the whole|in whole or in part|(?:any )?(?:part|portion) or all)|(?P<part>(?:any |a )?(?:part|portion|parts|features?)))(?P<other> of (?:the|our|its|your)| of)? (?:[a-z]+ ){0,2}(?:services?|access|products?|sites?|app|platform|content)\b"
)
_NO_CASE = Pattern(
    r"全部|部分|随时|任何时候|\b(?:all or|(?:any )?part of|at any time|with or without|effective immediately|in whole)\b"
)


def states_cause(piece: str) -> bool:
    """Whether words that came into a statement, or left it, name a case in which it may end; "all or any part" does not."""
    return bool(piece) and _NO_CASE.search(piece.lower()) is None


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, ``notice:P30D`` of the end, and ``extent:all`` or ``extent:part`` of what may be ended."""
    stated = list(statements(context, TYPE, KINDS))
    yield from stated
    extent = _ZH_EXTENT if context.lang == "zh" else _EN_EXTENT
    for sentence in context.sentences:
        body = _ZH_BODY_ENDS.search(sentence.low)
        if body and not any(sentence.start <= fact.start < sentence.end for fact in stated):
            start, end = quotable(sentence, *body.span())
            yield context.fact(
                TYPE, "by-provider", sentence.start + start, sentence.start + end,
                good="no", grave="no", zh=_BY_PROVIDER.zh, en=_BY_PROVIDER.en,
            )  # fmt: skip
        found = extent.search(sentence.low)
        if found and actor(sentence, found.start()) == "provider":
            whole = found["all"] or (found["other"] or "").strip("或者及和、/") in ("全部", "所有")
            start, end = quotable(sentence, *found.span())
            value = "extent:all" if whole else "extent:part"
            yield context.fact(TYPE, value, sentence.start + start, sentence.start + end)
        if not (_ENDS.search(sentence.low) and _NOTICE.search(sentence.low)):
            continue
        for period in periods(sentence.low):
            either = _EITHER.search(sentence.low, 0, period.start)
            if either or actor(sentence, period.start) == "provider":
                start, end = quotable(sentence, period.start, period.end)
                yield context.fact(TYPE, f"notice:{period}", sentence.start + start, sentence.start + end)
                break


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return listed(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("终止", "申诉", "异议", "复议", "最终", "终局", "中止", "暂停", "冻结", "封禁", "封停", "限制", "停止", "解除", "清退", "封号", "禁用", "停用", "下线", "回收", "收回", "关闭", "拒绝", "联动", "改正", "整改", "注销您", "terminat", "suspen", "disabl", "deactivat", "discontinu",
     "account", "access", "membership", "profile", "cancel", "cure", "appeal", "refus", "deny", "denies", "withdraw", "stop", "end ", "停机", "结束", "取消"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
