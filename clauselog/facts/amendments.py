"""How the provider may change the text itself: right to change, notice, deemed consent, immediate effect."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
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

KINDS = (
    Kind("no-notice", Text("无需另行通知即可修改", "changes without notice"), False, Pattern(r"(?:无需|无须|不再|不经|不另行?|毋须)[^。;,]{0,8}(?:通知|公告|告知)"),
         Pattern(r"\bwithout (?:prior |further |any |giving )*notice\b|\bno (?:prior )?notice\b"), _ZH_CHANGE, _EN_CHANGE, by="provider", polarity="either"),
    Kind("deemed", Text("继续使用视为接受修改", "continued use taken as consent"), False, Pattern(r"(?:继续|仍(?:然)?(?:继续)?|未停止)(?:使用|访问|登录|接受)[^。;]{0,40}(?:视为|表示|即|代表|视同)[^。;]{0,12}(?:接受|同意|认可)|(?:未|没有)[^。;,]{0,12}(?:提出异议|书面异议|反对|停止使用)[^。;]{0,16}(?:视为|即|表示)[^。;]{0,12}(?:接受|同意|认可)"),
         Pattern(r"(?:\bcontinu\w{1,4}\b[^.;]{0,60}\b(?:us(?:e|ing)|access)|\bif you (?:go on|carry on|keep(?: on)?|still|continue(?: to)?) \w+)\b[^.;]{0,100}\b(?:accept\w{0,5}|agree\w{0,4}|consent|bound)\b"), by=None),
    Kind("at-once", Text("修改立即生效", "changes at once"), False, Pattern(r"(?:公布|发布|公告|修改|更新|变更)[^。;]{0,20}(?:即|立即|之日起?|后即?)生效|立即生效"),
         Pattern(r"\b(?:effective|effect) (?:immediately|upon posting|when posted|once posted|as soon as)\b"), _ZH_TEXT, _EN_TEXT, by=None),
    Kind("notice", Text("修改前通知用户", "notice of changes"), True,
         Pattern(r"(?:通知|告知|提示|公示|公告|(?<!一经)公布(?!之日|后?即|后?立即|时即)|征求意见|弹窗|推送|(?:发送?|通过|以)[^。;,]{0,6}(?:邮件|短信|站内信|消息))"),
         Pattern(r"\b(?:notif(?:y|ied|ication)|(?:prior|advance|provid\w{1,3}|giv\w{1,3}|days'?|written|prominent|reasonable) (?:you )?(?:with )?(?:prior |advance |written )?notice|inform you|e-?mail(?:ing)? you|announce|let you know|tell you|alert you)\b(?<!without prior notice)(?<!without notice)(?<!without written notice)(?<!without advance notice)(?<!without reasonable notice)"),
         Pattern(r"(?:政策|协议|条款|声明|规则|隐私|须知|守则|公约|章程)[^。;]{0,40}(?:修改|变更|修订|更新|变化|调整|修正|改动)|(?:修改|变更|修订|更新|调整|修正|改动|重大变化|重大变更)[^。;]{0,40}(?:政策|协议|条款|声明|内容|规则)|重大变更|重要规则变更"),
         Pattern(r"\b(?:changes?|modif\w{1,9}|amend\w{0,5}|updat\w{1,3}|revis\w{1,4})\b[^.;]{0,80}\b(?:terms|policy|agreement|notice|statement)\b|\b(?:terms|policy|agreement|statement)\b[^.;]{0,60}\b(?:change|modif|amend|updat|revis)|\b(?:material|significant|substantial) changes?\b")),
    Kind("may-change", Text("有权单方修改", "the right to change the text"), False,
         Pattern(r"(?:有权|可能会?|可以?|保留)[^。;,]{0,24}(?:修改|变更|修订|更新|调整|增删|修正|改动)"),
         Pattern(r"\b(?:may|might|can|reserve[sd]? the right to|will)\b(?! (?:give|notify|inform|e-?mail|tell|provide|let|announce|send|post))[^.;]{0,40}\b(?:change[sd]?|modif(?:y|ied)|amend(?:ed)?|update[sd]?|revise[sd]?|alter(?:ed)?|vary|varied|replaced?|rewrite)\b"),
         Pattern(r"本(?:协议|政策|条款|声明|隐私|规则)|协议(?:内容|条款)|隐私政策|服务条款"), Pattern(r"\b(?:these|this|the|our|its) (?:[a-z]+ ){0,3}(?:terms|policy|agreement|notice|statement|conditions)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, and ``notice:P30D`` where the days of notice are named."""
    yield from statements(context, TYPE, KINDS, each=True)
    for sentence in context.sentences:
        text = _ZH_TEXT if context.lang == "zh" else _EN_TEXT
        change = _ZH_CHANGE if context.lang == "zh" else _EN_CHANGE
        if not (change.search(sentence.low) and (text.search(sentence.low) or _TAKES_EFFECT.search(sentence.low))):
            continue
        for period in periods(sentence.low):
            if _NOTICE.search(sentence.low) or _TAKES_EFFECT.search(sentence.low):
                start, end = quotable(sentence, period.start, period.end)
                yield context.fact(TYPE, f"notice:{period}", sentence.start + start, sentence.start + end)


_TAKES_EFFECT = Pattern(
    r"\b(?:changes?|amendments?|modifications?|revisions?|updates?)\b[^.;]{0,40}\b(?:takes? effect|(?:become|be|come|are|is)s? (?:effective|binding|into force))\b"
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
    ),
    read,
    by_sentence=True,
)
