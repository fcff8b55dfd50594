"""Whether people are asked: consent gates, ways to refuse or withdraw, deemed consent, defaults."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "consent"

KINDS = (
    Kind("no-consent-needed", Text("无需征得同意", "acting without consent"), False,
         Pattern(r"(?:无需|无须|不需要?|不必|不经(?:过)?|未经)(?:再)?(?:征得|取得|获得|征求)?(?:您|你|用户|个人)?(?:的)?(?:授权)?(?:同意|授权)(?=[^。;]{0,40}(?:收集|使用|处理|共享|披露|转让|提供))|(?:收集|使用|处理|共享|披露|转让|提供)[^。;,]{0,24}(?:无需|无须|不需要?|不必)(?:另行|再)?(?:征得|取得|获得|征求)?[^。;,]{0,14}(?:授权)?(?:同意|授权)|征得授权同意的例外|即使(?:未|没有)[^。;,]{0,10}(?:同意|授权)"),
         Pattern(r"\bwithout (?:your|obtaining|first|any|the individual'?s?|further)[^.;]{0,24}\b(?:consent|permission)\b|\b(?:no|not need|not require) (?:your |further |additional |separate |any )?(?:consent|permission)\b[^.;]{0,30}\b(?:needed|required|to)\b"), polarity="either", but_not=Pattern(r"(?:防止|避免|遭到|遭受|受到|免遭|免受)[^。;]{0,20}未经|(?:不会|不得|不将|绝不|禁止|不可|不应)|\b(?:not|never)\b[^.;]{0,80}\bwithout\b|您(?:不得|不应|未经)"), listed=True),
    Kind("deemed", Text("视为同意", "deemed consent"), False, Pattern(r"视为(?:您|你|用户)?(?:已|已经)?(?:充分)?(?:阅读|同意|接受|授权|认可)|(?:即|则)(?:表示|代表|意味着)(?:您|你)?(?:已|还|均)?(?:同意|接受)"),
         Pattern(r"\b(?:deemed (?:to )?(?:have )?(?:accept|agree|consent)\w{0,3}|by (?:using|accessing|clicking|choosing)[^.;]{0,60}\byou (?:also )?(?:agree|accept|consent)|constitutes? (?:your )?(?:acceptance|agreement|consent))\b"), by=None, but_not=Pattern(r"\bcontinu\w{1,4}\b[^.;]{0,160}\b(?:chang|modif|amend|updat|revis|version)|\b(?:chang|modif|amend|updat|revis)\w{0,8}\b[^.;]{0,160}\bcontinu|(?:修改|变更|更新|修订|调整|新(?:的)?条款|新版)[^。;]{0,60}(?:继续|仍)(?:然)?(?:使用|访问|登录)|(?:继续|仍)(?:然)?(?:使用|访问|登录)[^。;]{0,60}(?:修改|变更|更新|修订|调整)")),
    Kind("default-on", Text("默认开启", "on by default"), False, Pattern(r"默认(?!(?:状态)?(?:下)?(?:为|是|处于)?(?:关闭|停用|不|未))[^。;,]{0,12}(?:开启|启用|勾选|发送|同意|打开|允许|授权|公开)|(?:无法|不可|不能)撤(?:销|回)(?!(?:的|、|且|并|,)[^。;]{0,40}(?:许可|授权|权利|使用权))"),
         Pattern(r"\b(?:enabled|on|opted in|turned on|selected|checked|sent)\b[^.;]{0,12}\bby default\b|\bby default\b[^.;]{0,40}\b(?:enabled|on|sends?|sent|collects?|share[sd]?)\b"), by=None),
    Kind("no-opt-out", Text("不能拒绝或退出", "no way to refuse"), False, Pattern(r"(?:无法|不能|不可)(?:关闭|拒绝|退出|停用)"),
         Pattern(r"\b(?:cannot|can't|unable to|not be able to) (?:opt[- ]?out|object|disable|turn (?:it )?off|refuse)\b"), by=None, polarity="either"),
    Kind("consent-gate", Text("须先征得同意", "asking for consent first"), True,
         Pattern(r"(?:征得|取得|获得|征求|获取|得到|经|经过|征询)(?:并取得|并获得)?(?:您|你|用户|终端用户|最终用户|其用户|监护人|父母|家长|个人|信息主体|儿童|本人|其)?(?:的|本人|或(?:其他)?监护人)?(?:事先|事前|预先)?(?:单独|明确|明示|书面|授权|另行|主动|自愿|再次|的|及|和|或){0,4}(?:同意|授权)(?!共享|公开|给|范围|的(?:信息|数据|账|帐|头像|其他))|未(?:经|征得|取得|获得)[^。;,]{0,10}(?:同意|授权|许可|允许)(?=[^。;]{0,16}(?:不会|不得|不应|不将|绝不|不向|不予|不对|无法|不能))|(?:没有|如无|若无|缺少)(?:您|你|监护人|父母|家长)[^。;,]{0,10}(?:同意|授权)(?=[^。;]{0,16}(?:不会|不得|不应|不将|绝不))|(?:同意|授权|允许)[^。;,]{0,10}[后前][^。;,]{0,10}(?:才|方)|在(?:征得)?(?:您|你|用户)[^。;,]{0,6}(?:授权|同意)(?:同意)?(?:之|以)?后|默认(?:状态)?(?:下)?(?:为|是|处于)?(?:关闭|停用|不开启|不启用|未开启)"),
         Pattern(r"\b(?:with|obtain(?:s|ed|ing)?|ask(?:s|ed)? (?:you )?for|request(?:s|ed)?|seek(?:s|ing)?|get|asks?|based on|requires?|only (?:if|when|where|with)) (?:your|you|their|the user'?s|users'?)?[^.;,]{0,30}\b(?:consent|permission|opt[- ]in)\b|\bask your permission\b|\b(?:basis|bases|rel(?:y|ies|ying) (?:up)?on)\b[^.;]{0,40}\bconsent\b|\bonly\b[^.;]{0,30}\b(?:after|upon|with)\b[^.;]{0,20}\bconsent\b|\b(?:off|disabled|switched off|turned off|not enabled) by default\b|\b(?:once|after|only when|only if|if|unless|until) you (?:have )?(?:agreed?|consent(?:ed)?|opt(?:ed)? in|accepted?|approved?|said yes)\b(?! (?:to|with) (?:these|this|the|our) (?:terms|policy|agreement|conditions))"),
         by=None, but_not=Pattern(r"(?:无需|无须|不需|不必|例外|视为)|训练[^。;,]{0,8}模型|模型(?:的)?训练|\btrain\w{0,4}\b[^.;]{0,40}\bmodels?\b|未(?:经|征得|取得|获得)(?![^。;,]{0,10}(?:同意|授权|许可|允许)[^。;]{0,16}(?:不会|不得|不应|不将|绝不|不向|不予|不对|无法|不能))|\bwithout\b")),
    Kind("switch", Text("在系统或浏览器中关闭", "a switch of the device or browser"), True, Pattern(r"(?:系统|手机|设备|浏览器)[^。;,]{0,12}(?:设置|权限)[^。;]{0,20}(?:关闭|拒绝|停用|撤回)|(?:关闭|撤回|停用)[^。;,]{0,10}权限"), None, by=None, light=True),
    Kind("opt-out", Text("可以拒绝、关闭或撤回", "the choice to refuse, switch off or withdraw"), True,
         Pattern(r"(?:您|你|用户)?(?:可(?!能)以?|有权|能够|均可)[^。;]{0,40}(?:关闭|拒绝(?!您|你|支付|付款|履行|签收|赔偿|受理)|退订|退出|撤回(?:您|你)?(?:的)?(?:同意|授权)|取消授权|停用|自主控制|选择不)"),
         Pattern(r"\b(?:opt(?:ing)?[- ]?out|unsubscribe|(?:withdraw(?:ing|al of)?|revok(?:e|ing)) (?:your |that |this )?consent|\bconsent\b[^.;]{0,30}\bwithdraw\w{0,3}|turn (?:(?:it|this|that|them|the) (?:\w+ ){0,2})?off|switch (?:it|this|that|them|the) (?:\w+ ){0,2}off|disable|decline|object to(?! (?:the |our |us |certain |such )?process)|gpc|global privacy control)\b"),
         by=None, but_not=Pattern(r"自动续[费订]|\bauto(?:matic(?:ally)?)?[- ]?renew|\bsubscription|\bcancel|(?:我们|平台|公司)(?:有权|可以?)[^。;]{0,20}(?:关闭|拒绝)|训练|改进[^。;,]{0,4}模型|\btrain|\barbitrat|\bwe (?:may|can|reserve)\b[^.;]{0,30}\b(?:disable|decline)|\b(?:opt[- ]?out|turn off|switch off|disable|object)\b[^.;]{0,60}\b(?:personali[sz]\w{1,7}|profiling|targeted|interest[- ]based|automated|sale|sharing|selling)\b|\b(?:cannot|can't|unable|not) (?:opt|disable|decline|turn)")),
    Kind("harmless-refusal", Text("拒绝提供不影响其他功能", "no harm in refusing"), True,
         Pattern(r"(?:拒绝|不同意|不提供|不授权|不开启|不填写|关闭)[^。;]{0,60}不(?:会)?影响"),
         Pattern(r"\b(?:refus\w{1,3}|declin\w{1,3}|not (?:provide|grant|consent)|without providing)\b[^.;]{0,60}\b(?:not (?:affect|prevent|impact)|still use)\b"), by=None, polarity="either", light=True),
)  # fmt: skip


BASES = (
    Kind("legitimate-interests", Text("以合法利益为处理依据", "relying on legitimate interests"), False,
         Pattern(r"(?:基于|依据|出于|根据|为(?:了)?|依赖)[^。;,]{0,30}(?:合法|正当)(?:的)?(?:商业)?(?:利益|(?<=商业)目的)|(?:合法|正当)(?:的)?(?:商业)?利益[^。;,]{0,16}(?:处理|使用|收集|基础|依据|所必)|(?:依据|基础|理由)[^。;,]{0,8}(?:合法|正当)(?:商业)?利益"),
         Pattern(r"(?<!your )(?<!their )(?<!his )(?<!user's )\blegitimate (?:business |commercial )?interests?\b"), None, None,
         Pattern(r"(?:您|你)(?:的)?合法(?:权益|利益)|反对|\b(?:right to object|you (?:can|may) (?:also )?object|objecti?(?:on|ng) to)\b"), by=None),
    Kind("basis:contract", Text("以订立、履行合同所必需为处理依据", "relying on a contract"), False,
         Pattern(r"(?:订立|签订|履行|执行)[^。;]{0,20}(?:合同|协议)[^。;,]{0,8}所(?:必需|必要|必须)"),
         Pattern(r"\b(?:necessary|needed|required|need) (?:for|to|in order to)\b[^.;]{0,30}\b(?:perform|enter|fulfil|execut)\w{0,5}[^.;]{0,40}\b(?:contract|agreement)\b|\bperformance of (?:a|the|our|any|your) (?:\w+ )?contract\b|\bcontractual necessity\b|\b(?:basis|bases)\b[^.;]{0,60}\bcontract\b"), by=None),
    Kind("basis:duty", Text("以履行法定义务为处理依据", "relying on a legal duty"), False,
         Pattern(r"(?:履行|遵守)[^。;,]{0,8}(?:法定|法律)(?:的)?(?:职责|义务)[^。;,]{0,12}(?:所必需|所必要|必须)"),
         Pattern(r"\b(?:necessary|needed|required|need) (?:for|to|in order to)\b[^.;]{0,30}\b(?:comply|compliance) with (?:a|our|any|the) (?:legal|regulatory|statutory)\b|\b(?:basis|bases)\b[^.;]{0,60}\blegal obligations?\b"), by=None, light=True),
    Kind("basis:public", Text("处理已公开的信息", "using what is public already"), False,
         Pattern(r"(?:处理|使用|收集)[^。;,]{0,12}(?:自行|已经?(?:合法)?|合法)公开(?:披露)?的?[^。;,]{0,4}(?:个人)?信息"), None, by=None),
)  # fmt: skip
"""What a provider relies on instead of consent."""
_BASIS_WORDS = (
    "利益", "合法商业", "必需", "必要", "必须", "公开",
    "legitimate", "contract", "legal", "regulatory", "statutory",
)  # fmt: skip
"""One of them stands wherever one of ``BASES`` does."""


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS`` and, besides, those of ``BASES``."""
    told = list(statements(context, TYPE, KINDS))
    bases = list(statements(context, TYPE, BASES)) if any(word in context.low for word in _BASIS_WORDS) else []
    yield from told or (read_item(context) if bases else ())
    yield from bases


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    return listed(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("同意", "授权", "视为", "默认", "关闭", "拒绝", "退订", "退出", "撤回", "撤销", "停用", "自主控制", "选择不", "consent", "permission", "agree", "deemed", "acceptance", "default", "opt out",
     "opt-out", "opting out", "opt-in", "unsubscribe", "accept", "approve", "opted", "withdraw", "revoke", "turn", "disable", "decline", "object to", "gpc", "global privacy control",
     *_BASIS_WORDS, "basis", "bases", "不影响", "不会影响", "switch"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
