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
    r"终止|中止|暂停|冻结|封禁|封停|限制(?:或|、)?(?:[^。;,]{0,6})(?:使用|账号|账户|功能|登录)|停止(?:提供|服务|向您|(?:某|部分|全部|相关|任何|该|本)[^。;,]{0,6}(?:服务|运营|功能))|解除(?:本)?(?:协议|合同)|回收|收回(?:账号|账户|使用权)|清退|封号|禁用账|强制下线|关闭(?:您的?|卖家的?|其)?(?:账号|账户|店铺|权限|直播间|小程序)|下架(?:商品|店铺|应用)|拒绝(?:提供|办理)|注销您的"
)
_EN_END = Pattern(
    r"\b(?:terminat(?:e|es|ed|ing|ion)|suspend(?:s|ed|ing)?|suspension|disabl(?:e|es|ed)|deactivat\w{1,3}|discontinu\w{1,3}|(?:clos(?:e|es|ed|ing|ure of)|delet(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|lock(?:s|ed|ing)?|block(?:s|ed|ing)?|restrict(?:s|ed|ing)?|ban(?:s|ned|ning)?|revok(?:e|es|ed|ing)) (?:your |any |an |the |user |inactive |such |those )?(?:accounts?|access|memberships?|profiles?)|cancel your (?:account|subscription|membership|contract))\b"
)
_SERVICE = Pattern(
    r"服务|账[号户]|帐[号户]|协议|合同|使用|功能|业务|\b(?:services?|accounts?|access|agreement|contract|subscription|membership|licen[sc]e|terms|use|you)\b"
)

_ZH_END_IT = Pattern(
    r"(?:",
    _ZH_END.source,
    r")(?=[^。;]{0,30}(?:服务|账|帐|协议|合同|使用|业务|权限|登录|店铺|资格))|服务[^。;,]{0,10}(?:终止|中止|暂停|停止)|(?:账[号户]|帐[号户]|权限|资格|会员|店铺)[^。;]{0,24}(?:有权|可以?|将|可能)[^。;]{0,12}(?:回收|收回|冻结|封禁|封停|注销|停用|清退|终止|暂停|禁用)",
)

_EN_END_IT = Pattern(
    r"\b(?:clos|delet|remov|lock|block|restrict|ban|revok|cancel)\w{0,5} (?:[a-z]+ ){0,2}(?:accounts?|access|memberships?|subscriptions?|contract)\b|(?:", _EN_END.source, r")[^;]{0,200}(?:", _SERVICE.source, r")|(?:", _SERVICE.source, r")[^;]{0,200}(?:", _EN_END.source, r")"
)  # fmt: skip

KINDS = (
    Kind("cure", Text("终止前给予纠正期", "time to cure before the end"), True, Pattern(r"(?:限期|期限内)[^。;]{0,10}(?:改正|纠正|整改)"), Pattern(r"\bfails? to cure\b|\bcure (?:the|such|any) (?:breach|default)\b|\bopportunity to (?:cure|respond|appeal)\b"), by=None, polarity="either"),
    Kind("appeal", Text("可对处置提出申诉", "an appeal against the end"), True, Pattern(r"申诉|复核"), Pattern(r"\b(?:you|users?|customers?) (?:can|may|have the right to) appeal\b"), _ZH_END, _EN_END_IT, by=None),
    Kind("final", Text("处罚不容异议", "sanctions without appeal"), False, Pattern(r"(?:不得|无权|不能|不可|放弃)[^。;,]{0,8}(?:异议|申诉)|(?:最终|终局)(?:的)?(?:决定|结果|裁定)|不(?:接受|受理)[^。;,]{0,6}申诉"), None, Pattern(r"处罚|处理|处置|封|冻结|限制|判定|决定|裁定"), None, by=None, polarity="either"),
    Kind("appeal", Text("可以对处罚申诉", "an appeal against sanctions"), True, Pattern(r"申诉|复议|提出异议"), None, Pattern(r"处罚|处置|封禁|封停|封号|冻结|(?:限制|暂停|终止)[^。;,]{0,12}(?:账|帐|使用|服务|功能)"), None, by=None, but_not=Pattern(r"侵权|权利人|投诉")),
    Kind("no-notice", Text("不经通知即终止或限制", "ending without notice"), False,
         Pattern(r"(?:无需|无须|不经|不另行?|未经)[^。;,]{0,8}(?:通知|告知|公告|公示)|随时(?=[^。;]{0,12}(?:终止|中止|暂停|停止))|无需说明(?:任何)?理由"),
         Pattern(r"\bwithout (?:prior |any |further )?(?:notice|cause|liability)\b|\bat any time\b[^.;]{0,40}\b(?:terminat|suspend)|\b(?:terminat|suspend)[^.;]{0,60}\b(?:at any time|for any reason|sole discretion|immediately)\b"), _ZH_END, _EN_END_IT, by="provider", polarity="either"),
    Kind("linked", Text("处罚联动", "sanctions that spread to other services"), False, Pattern(r"(?:处罚|封禁|限制)[^。;]{0,20}(?:联动|同步)"), None, by=None),
    Kind("user-notice", Text("用户终止须提前通知", "notice that the user must give"), False, Pattern(r"(?:您|你|用户|客户|乙方)[^。;]{0,12}(?:终止|解除|退出|停止使用)[^。;]{0,12}(?:须|应|需)[^。;,]{0,12}提前[^。;]{0,16}通知"),
         Pattern(r"\byou (?:may|can|must|shall|will) [^.;]{0,60}\b(?:by giving|on|with|upon|subject to|give|provide)\b[^.;]{0,24}\b(?:days?|weeks?|months?)\b[^.;]{0,16}\bnotice\b"), Pattern(r"终止|解除|退出|停止使用"), Pattern(r"\b(?:terminat|cancel|end|leave|clos)\w{0,5}\b"), by=None),
    Kind("by-user", Text("用户可以终止", "the user's right to end the contract"), True, Pattern(r"(?:您|你|用户|会员)(?:可以?|有权)[^。;,]{0,20}(?:终止|解除|停止使用)|(?:如果?|若)(?:您|你|用户)[^。;]{0,24},(?:则)?(?:您|你)?(?:可以?|有权)[^。;,]{0,20}(?:终止|解除|停止使用)"),
         Pattern(r"\byou (?:may|can) (?:also |at any time )?(?:terminate|cancel|end|stop|leave)\b|\beither party may terminate\b|\bterminated by either party\b"), _SERVICE, _SERVICE, by=None),
    Kind("notice", Text("终止前通知", "notice before the end"), True, Pattern(r"(?:提前|事先|将|会)[^。;,]{0,16}(?:通知|告知|公告)"), Pattern(r"\b(?:notify|inform|(?<!without )(?<!without prior )(?<!without any )(?<!without further )(?<!without giving )(?<!no )notice)\b"), _ZH_END, _EN_END_IT),
    Kind("by-provider", Text("可终止或限制服务", "the right to end or suspend"), False, _ZH_END_IT, _EN_END_IT, Pattern(r"有权|可以?|可能|将|保留"), Pattern(r"\b(?:may|can|right|reserve|will|might|could)\b"), but_not=Pattern(r"(?:如果?|若|当)我们|\b(?:if|when|once|after|until|before) you (?:choose to |decide to )?(?:clos|delet|cancel|terminat|deactivat|end)"), listed=True),
)  # fmt: skip


_ENDS = Pattern(
    r"终止|解除|停止(?:提供)?服务|\b(?:terminat\w{1,4}|end this|clos(?:e|ing) your account|discontinu\w{1,3})\b"
)
_NOTICE = Pattern(r"提前|通知|\bnotice\b|\bnotify\b")
_EITHER = Pattern(r"任何?一方|双方|\beither party\b|\beach party\b")


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, and ``notice:P30D`` where the provider must give notice of the end."""
    yield from statements(context, TYPE, KINDS)
    for sentence in context.sentences:
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
     "account", "access", "membership", "profile", "cancel", "cure", "appeal"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
