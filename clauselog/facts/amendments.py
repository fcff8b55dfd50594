"""How the provider may change the text itself: right to change, notice, deemed consent, immediate effect."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.patterns import Pattern
from clauselog.facts.periods import periods
from clauselog.facts.statements import Kind, quotable, statements
from clauselog.model import Fact, Text

TYPE = "unilateral_change"

_ZH_TEXT = Pattern(
    r"本(?:协议|政策|条款|声明|隐私|服务|规则|合同)|协议|隐私政策|条款|规则|须知|守则|规范|公约|章程|指引|声明"
)
_EN_TEXT = Pattern(r"\b(?:terms|policy|agreement|notice|statement|conditions|services?)\b")
_ZH_CHANGE = Pattern(r"修改|变更|修订|更新|调整|改动")
_EN_CHANGE = Pattern(
    r"\b(?:chang(?:e|es|ing)|modif(?:y|ies|ications?)|amend(?:s|ed|ments?)?|updat(?:e|es|ed)|revis(?:e|es|ions?)|alter(?:s|ed|ing|ations?)?|var(?:y|ies|ied|iations?)|replac(?:e|es|ed|ing))\b"
)

# the service, or its prices, may change too: not the text
_OF_SERVICE = Pattern(
    r"(?:暂停|终止|中断|停止|下线)[^。;]{0,16}(?:服务|功能|活动)|\b(?:suspend|terminat|discontinu)\w*"
)
_CHANGES_SERVICE = Pattern(
    r"^(?![^。]*(?:修改|变更|更新|修订|调整|改动)[^。;,]{0,20}(?:协议|政策|条款|规则|声明|须知|内容))[^。]*(?:修改|变更|更新|调整)[^。;,]{0,8}(?:服务|功能|产品)"
)
_OF_PRICES = Pattern(
    r"^(?![^。]*(?:协议|政策|条款|声明|规则))[^。]*(?:价格|资费|费率)|^(?![^;]*\b(?:terms|policy|agreement|statement|conditions|privacy)\b)[^;]*\b(?:pric(?:e|es|ing)|fees?|rates?)\b|(?<!such as )(?<!including )(?<!like )\b(?:price|fee) (?:changes?|increases?)\b|\bchanges? (?:to|in) (?:the |our |your )?(?:prices?|pricing|fees?|rates|subscription (?:plan|fee)s?)\b"
)
KINDS = (
    Kind("no-notice", Text("无需另行通知即可修改", "changes without notice"), False, Pattern(r"(?:无需|无须|不再|不经|不另行?|毋须)[^。;,]{0,8}(?:通知|公告|告知)"),
         Pattern(r"\bwithout (?:prior |further |any |giving )*notice\b|\bno (?:prior )?notice\b"), _ZH_CHANGE, _EN_CHANGE, but_not=Pattern(_OF_SERVICE.source, "|", _OF_PRICES.source), by="provider", polarity="either"),
    Kind("deemed", Text("继续使用视为接受修改", "continued use taken as consent"), False, Pattern(r"(?:(?<!或)(?<!或者)(?<!/)(?<!及)继续|仍(?:然)?(?:继续)?|未停止)(?:使用|访问|登录|接受)[^。;]{0,40}(?:视为|表示|即|代表|视同)[^。;]{0,12}(?:接受|同意|认可)|(?:未|没有)[^。;,]{0,12}(?:提出异议|书面异议|反对|停止使用)[^。;]{0,16}(?:视为|即|表示)[^。;]{0,12}(?:接受|同意|认可)"),
         Pattern(r"(?:\bcontinu\w{1,4}\b[^.;]{0,60}\b(?:us(?:e|ing)|access)|\bif you (?:go on|carry on|keep(?: on)?|still|continue(?: to)?) \w+)\b[^.;]{0,100}\b(?:accept\w{0,5}|agree\w{0,4}|consent|bound)\b"), by=None),
    Kind("at-once", Text("修改立即生效", "changes at once"), False, Pattern(r"(?:公布|发布|公告|修改|更新|变更)[^。;满\d一二三四五六七八九十]{0,20}(?:即刻?|即时|立即|(?<!生效)之日起?|后即?|当日)生效|(?:立即|即刻)生效"),
         Pattern(r"\b(?:effective|effect) (?:immediately|upon posting|when posted|once posted|as soon as)\b"), _ZH_TEXT, Pattern(r"\b(?:chang|modif|amend|revis|updat|new version|post)\w{0,8}\b"), by=None),
    Kind("consent-first", Text("重大修改须经同意", "consent before major changes"), True,
         Pattern(r"(?:未经|征得|取得|再次|重新)[^。;,]{0,16}同意"), Pattern(r"\b(?:obtain|seek|ask (?:you )?for|get|request|require) your (?:[a-z]+ )?(?:consent|agreement|approval)\b|\bwithout your (?:[a-z]+ )?(?:consent|agreement)\b"),
         Pattern(r"(?:削减|减少|限制)[^。;]{0,20}权利|(?:修改|变更|修订|更新|重大变化)[^。;]{0,30}(?:政策|协议|条款|声明|规则)|(?:政策|协议|条款|声明|规则)[^。;]{0,30}(?:修改|变更|修订|更新)"),
         Pattern(r"\b(?:changes?|modifications?|amendments?|updates?|revisions?)\b[^.;]{0,80}\b(?:terms|policy|agreement|notice|statement)\b|\breduce (?:your )?rights\b"), but_not=Pattern(r"共享|转让|提供给|收集|\bshar|\bcollect"), polarity="either"),
    Kind("notice", Text("修改前通知用户", "notice of changes"), True,
         Pattern(r"(?:通知|告知|提示|公示|公告|(?<!一经)公布(?!之日|后?即|后?立即|时即)|征求意见|弹窗|推送|(?:发送?|通过|以)[^。;,]{0,6}(?:邮件|短信|站内信|消息))"),
         Pattern(r"\b(?:notif(?:y|ied|ication)|(?:prior|advance|provid\w{1,3}|giv\w{1,3}|days'?|written|prominent|reasonable) (?:you )?(?:with )?(?:prior |advance |written )?notice|inform you|e-?mail(?:ing)? you|announce|let you know|tell you|alert you|changes? [^.;]{0,40}\bwill be (?:posted|published|announced))\b(?<!without prior notice)(?<!without notice)(?<!without written notice)(?<!without advance notice)(?<!without reasonable notice)"),
         Pattern(r"(?:政策|协议|条款|声明|规则|隐私|须知|守则|公约|章程)[^。;]{0,40}(?:修改|变更|修订|更新|变化|调整|修正|改动)|(?:修改|变更|修订|更新|调整|修正|改动|重大变化|重大变更)[^。;]{0,40}(?:政策|协议|条款|声明|内容|规则)|(?:重大|重要|实质)[^。;,]{0,12}(?:变更|修改|修订)|重要规则变更"),
         Pattern(r"\b(?:changes?|modif\w{1,9}|amend\w{0,5}|updat\w{1,3}|revis\w{1,4})\b[^.;]{0,80}\b(?:terms|policy|agreement|notice|statement)\b|\b(?:terms|policy|agreement|statement)\b[^.;]{0,60}\b(?:change|modif|amend|updat|revis)|\b(?:material|significant|substantial) changes?\b"), but_not=_OF_PRICES),
    Kind("may-change", Text("有权单方修改", "the right to change the text"), False,
         Pattern(r"(?:有权|可能会?|可以?|保留)[^。;,]{0,24}(?:修改|变更|修订|更新|调整|增删|修正|改动)"),
         Pattern(r"\b(?:(?<!\d )may(?! \d)|might|can|reserve[sd]? the right to|will(?=[^.;]{0,80}\b(?:from time to time|periodically|occasionally|at any time|regularly)\b))\b(?! (?:give|notify|inform|e-?mail|tell|provide|let|announce|send|post))[^.;]{0,40}\b(?:change[sd]?|modif(?:y|ied)|amend(?:ed)?|update[sd]?|revise[sd]?|alter(?:ed)?|vary|varied|replaced?|rewrite)\b"),
         Pattern(r"本《?(?:协议|政策|条款|声明|隐私|规则|须知|活动规则)|协议(?:内容|条款)|隐私政策|服务条款"), Pattern(r"\b(?:these|this|the|our|its) (?:[a-z]+ ){0,3}(?:terms|policy|agreement|notice|statement|conditions)\b"), but_not=_CHANGES_SERVICE),
)  # fmt: skip
# special:prominent: how major changes are brought home
_MAJOR = Pattern(
    r"(?:重大|重要|实质)[^。;,]{0,12}(?:变更|变化|修改|修订|调整|影响)|\b(?:material|significant|substantial|major|important)\b[^.;]{0,16}\b(?:changes?|modif\w+|amend\w+|updates?|revis\w+)\b|\bif the (?:changes|amendments|modifications) are (?:material|significant|substantial)"
)
_PROMINENT = Pattern(
    r"显著|醒目|单独|专门|弹窗|邮件|短信|站内信|推送|电话|逐一|\b(?:prominent\w{0,2}|e-?mails?|directly|individual\w{0,2}|pop-?up|banner|in-app)\b"
)
# case:…: of which changes users are told
CASES = (
    ("case:rights", Text("权利减少", "fewer rights"), "no", Pattern(r"(?:减少|削减|限制|变化)[^。;,]{0,14}权利|权利[^。;]{0,24}(?:减少|变化|限制)|\b(?:reduc|limit|affect)\w{0,3}\b[^.;]{0,16}\brights\b")),
    ("case:collection", Text("扩大收集使用范围", "wider collection or use"), "no", Pattern(r"(?:扩大|增加|新增)[^。;]{0,16}(?:收集|使用|处理|信息|范围)|\b(?:expand|increase|broaden|additional|new)\w{0,3}\b[^.;]{0,30}\b(?:collect|use|data|information)")),
    ("case:purpose", Text("处理目的或方式变化", "another purpose"), "no", Pattern(r"(?:处理|收集|使用)[^。;]{0,16}(?:目的|类型|方式)[^。;]{0,16}(?:变化|变更|改变)|(?:目的|类型)[^。;,]{0,8}(?:变化|变更|改变)|\b(?:new|different|other|change\w{0,2})\b[^.;]{0,20}\bpurposes?\b")),
    ("case:recipients", Text("接收方变化", "other recipients"), "no", Pattern(r"(?:共享|转让|公开披露|接收)[^。;]{0,24}对象[^。;]{0,12}(?:变化|变更|改变)|(?:主要)?对象发生变化|\brecipients?\b[^.;]{0,20}\bchang")),
    ("case:ownership", Text("所有权或架构变化", "another owner"), "light", Pattern(r"(?:所有权|控制权|股权|组织架构|所有者)[^。;]{0,30}(?:变化|变更|变动)|(?:并购|重组|破产)[^。;]{0,12}(?:引起|导致)|\b(?:ownership|control)\b[^.;]{0,20}\bchang")),
    ("case:model", Text("服务模式变化", "another service model"), "light", Pattern(r"(?:服务|业务)模式[^。;]{0,16}(?:变化|变更)|\b(?:service|business) model\b[^.;]{0,20}\bchang")),
    ("case:contact", Text("联络方式变化", "other contacts"), "light", Pattern(r"(?:联络|联系)方式[^。;]{0,24}(?:变化|变更)|投诉渠道[^。;]{0,12}(?:变化|变更)")),
    ("case:risk", Text("评估发现高风险", "a high risk found"), "light", Pattern(r"影响评估[^。;]{0,16}高风险|\bimpact assessment\b[^.;]{0,30}\bhigh risk\b")),
)  # fmt: skip
# we will let you know when we do; 届时我们会通知您: the change is in the sentence before
_OF_IT = Pattern(
    r"届时|(?:该等|此等|上述|前述)(?:变更|修改|修订|更新)|\b(?:when we do|when that happens|of (?:any |all )?(?:such|these|those) changes?|before (?:they|it) take|in advance)\b"
)
_TOLD = Pattern(
    r"通知|告知|提示|公告|\b(?:notif(?:y|ied)|notice|let you know|tell you|inform you|alert you|e-?mail you|announce)\b"
)
_CHANGES_TEXT = Pattern(
    r"(?:修改|变更|修订|更新)[^。;]{0,16}(?:政策|协议|条款|声明|规则)|(?:政策|协议|条款|声明|规则)[^。;]{0,16}(?:修改|变更|修订|更新)|\b(?:chang|modif|amend|updat|revis)\w{1,8}\b[^.;]{0,40}\b(?:terms|policy|agreement|notice|statement)\b"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, ``notice:P30D`` where the days of notice are named, ``special:…`` and ``case:…`` of it."""
    stated = list(statements(context, TYPE, KINDS, each=True))
    yield from stated
    zh = context.lang == "zh"
    text, change = (_ZH_TEXT, _ZH_CHANGE) if zh else (_EN_TEXT, _EN_CHANGE)
    notified = {fact.start for fact in stated if fact.value in ("notice", "consent-first")}
    before = ""
    for sentence in context.sentences:
        low = sentence.low
        told = any(sentence.start <= at < sentence.end for at in notified)
        if not told and _TOLD.search(low) and _OF_IT.search(low) and _CHANGES_TEXT.search(before):
            told = True
            yield _named(context, sentence, "notice", Text("修改前通知用户", "notice of changes"), "no")
        before = low
        if told:
            if _MAJOR.search(low) and _PROMINENT.search(low):
                yield _named(context, sentence, "special:prominent", Text("重大变更单独或显著提示", "prominent notice of major changes"), "no")  # fmt: skip
            yield from _cases(context, sentence)
        if not (change.search(low) and (text.search(low) or _TAKES_EFFECT.search(low))) or _OF_PRICES.search(low):
            continue
        for period in periods(low):
            if _NOTICE.search(low) or _TAKES_EFFECT.search(low):
                start, end = quotable(sentence, period.start, period.end)
                yield context.fact(TYPE, f"notice:{period}", sentence.start + start, sentence.start + end)


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """A case that counts as a major change, listed below the line that says so."""
    if _MAJOR.search(context.lead):
        yield from _cases(context, context.sentences[0])


def _cases(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    for id, name, grave, pattern in CASES:
        if pattern.search(sentence.low):
            yield _named(context, sentence, id, name, grave)


def _named(context: ClauseContext, sentence: Sentence, value: str, name: Text, grave: str) -> Fact:
    start, end = quotable(sentence, 0, min(len(sentence.text), _LONGEST_CHARS))
    at = sentence.start
    return context.fact(TYPE, value, at + start, at + end, good="yes", grave=grave, zh=name.zh, en=name.en)


_LONGEST_CHARS = 120
_TAKES_EFFECT = Pattern(
    r"(?:公布|公示|发布|公告|通知)[^。;,]{0,6}(?:满|届满|之日起?|后|起)[^。;,]{0,12}(?:日|天)[^。;,]{0,4}生效|\b(?:changes?|amendments?|modifications?|revisions?|updates?)\b[^.;]{0,40}\b(?:takes? effect|(?:become|be|come|are|is)s? (?:effective|binding|into force))\b"
)
_NOTICE = Pattern(r"通知|公告|公示|提前|告知|\b(?:notice|notify|before|prior|advance)\b")
READER = Reader(
    TYPE,
    (
        "修改",
        "变更",
        "修订",
        "更新",
        "调整",
        "改动",
        "继续使用",
        "仍使用",
        "异议",
        "增删",
        "修正",
        "生效",
        "chang",
        "modif",
        "amend",
        "updat",
        "revis",
        "alter",
        "vary",
        "replac",
        "go on",
        "keep",
        "carry on",
        "continu",
        "effective",
        "通知",
        "告知",
        "提示",
        "权利",
        "变化",
        "影响评估",
        "notif",
        "notice",
        "let you know",
        "tell you",
        "inform you",
        "rights",
    ),
    read,
    by_sentence=True,
    read_item=read_item,
)
