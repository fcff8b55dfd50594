"""Rights of the person the data are about: access, copy, correct, delete, port, withdraw, close, object, explain, appeal.

Besides the rights themselves: what a right is tied to (``limit:``), when deletion may be asked for (``ground:``) and whether
everybody has them (``extends:all``).
"""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, is_example, mentioned, negated
from clauselog.facts.patterns import Pattern, lacking
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "user_rights"

# 您有权, 您可以, 我们为您提供…途径; you may, you have the right to
_ZH_MAY = Pattern(
    r"有权|可以|可随时|可自行|权利|可(?!能)(?=[^。;,]{0,10}(?:查|访|更正|删|注销|撤|复制|转移))|路径|途径|渠道|申请|要求我们|请求我们|向我们(?:提出|申请)|将(?:根据|按照|为)|还可|可(?:自|在|于|向)"
)
_EN_MAY = Pattern(
    r"\b(?:you|users|individuals|customers|residents|consumers|data subjects|everyone|persons?|applicants?|part(?:y|ies)|patients|students|members|employees|guests|subscribers|visitors|parents)\b[^.;]{0,80}\b(?:rights?|can|may|able to|entitled)\b|\brights? (?:to|of)\b|\brequest\b|\byour rights?\b|\bright to\b|\bif you (?:ask|want|wish)\b|\b(?:allows|lets|enables) you\b"
)
# whose rights a heading or the line above speaks of
_RIGHTS_ABOVE = Pattern(
    r"权利|\brights?\b|(?:您|你|用户)[^。;]{0,16}(?:可以?|有权|享有)|(?:向我们|请求|要求)[^。;]{0,16}请求|\b(?:you|users|individuals|residents)\b[^.;]{0,60}\b(?:can|may|able|entitled|ask|choices)\b|\brequest\b"
)
_ABOUT = Pattern(
    r"信息|数据|账[号户]|帐[号户]|同意|授权|内容|决定|记录|资料|\b(?:data|information|accounts?|consent|content|decisions?|records?|processing|profile)\b"
)
# rights that speak of no data: a complaint, an appeal, leaving the contract
_OF_ITSELF = Pattern(
    r"\bcomplain|\bappeal\b|\bfor (?:a )?review\b|\bright (?:to withdraw|of withdrawal)\b|\bwithdraw from\b|\bcooling|\bdiscriminat|\bdifferently\b|\bportab|\bport your\b|\bopt[- ]?out of\b|\brights? (?:of|to) (?:access|rectif|eras|object)|无理由退|复议|诉讼|起诉|举报|投诉"
)
_PROMISED = Pattern(r"\bdiscriminat|\bdifferently\b")
RIGHTS = (
    ("access", Text("查阅权", "access"), Pattern(r"(?:查阅|查询)(?![^。;,]{0,6}(?:全文|法律|《|本?(?:政策|协议|规则)|公告))|访问(?=[^。;]{0,16}(?:信息|数据|账|权))|访问(?=[^。;]{0,8}(?:您|个人)[^。;]{0,8}(?:信息|数据))|访问(?=[与和及、]更正)|(?:要求|请求)(?:我们|公司|平台|其)[^。;,]{0,6}(?:披露|提供|告知)[^。;]{0,30}(?:信息|数据)|\baccess(?:ing)?\b(?! to and use\b)(?! (?:to |and use )?(?:of )?(?:the|our|any|its) (?:[a-z]+ )?(?:services?|sites?|websites?|platforms?|apps?|software|products?)\b)(?! to (?:your|the|a) (?:device|phone|camera|microphone|contacts|calendar|photos?|location|storage|bluetooth|gallery))|\b(?:disclose|know|be (?:told|informed)) (?:what|which|about|whether) [^.;,]{0,40}\b(?:data|information)\b"), ("查阅", "查询", "访问", "要求", "请求", "access", "disclose", "know", "told", "informed")),
    ("copy", Text("复制权", "a copy"), Pattern(r"复制|(?<!残留)(?<!备份)副本(?!可能)|\b(?:a )?cop(?:y|ies) of\b|\bexport\b|\bdownload\b"), ("复制", "副本", "cop", "export", "download")),
    ("correct", Text("更正权", "correction"), Pattern(r"更正|(?<!作出)(?<!做出)(?<!出的)(?:修改|修正)(?!后|本|内容|条款|协议|意见)|更新(?=[^。;]{0,12}信息)|补充|\b(?:correct(?:ed|ion|ing)?(?! and (?:up|complete))|rectif\w{1,8}|amend(?:ed)?|update)\b"), ("更正", "修改", "修正", "更新", "补充", "correct", "rectif", "amend", "update")),
    ("delete", Text("删除权", "deletion"), Pattern(r"删除|擦除|\b(?:delet(?:e|ion|ing)|eras(?:e|ure|ing)|be forgotten|(?:to be|(?:it|they|them|data|information)(?: be)?) (?:permanently )?(?:deleted|erased|removed))\b"), ("删除", "擦除", "delet", "eras", "forgotten", "removed")),
    ("port", Text("可携带权", "portability"), Pattern(r"转移(?=[^。;]{0,24}(?:信息|路径|途径|数据|权))|可携带?|可移植|机器可读|\b(?:portab\w{1,5}|port your|machine-?readable|(?:transfer|move|transmit)\b[^.;]{0,40}\b(?:to another|across|different (?:service|provider)))\b"), ("转移", "携", "移植", "机器可读", "portab", "port your", "machine", "transfer", "move", "transmit")),
    ("withdraw", Text("撤回同意权", "withdrawal of consent"), Pattern(r"撤回|撤销(?=[^。;]{0,10}(?:同意|授权))|取消授权|\b(?:withdraw\w{0,3}(?! from (?:the|this|your) (?:contract|transaction|purchase|agreement|order))|revok(?:e|ing)|revocation of)\b"), ("撤回", "撤销", "取消授权", "withdr", "revo")),
    ("close", Text("注销账号权", "closing the account"), Pattern(r"注销(?!了)|\b(?:close|cancel|deactivate|delete) (?:your|the|an|their) account\b"), ("注销", "account")),
    ("restrict", Text("限制处理权", "restriction"), Pattern(r"限制(?=[^。;]{0,16}(?:处理|使用))|\brestrict(?:ion|ing)?\b|\blimit (?:the )?(?:use|processing)\b|\b(?:block|suppress)\b[^.;]{0,30}\b(?:use|processing)\b"), ("限制", "restrict", "limit", "block", "suppress")),
    ("object", Text("反对或拒绝权", "objection"), Pattern(r"反对|拒绝(?=[^。;]{0,16}(?:处理|自动|使用))|\bobject(?:ion)?\b(?! to (?:any |the |these |such |our |those )?(?:changes?|modif|amend|terms|new terms|updates?))"), ("反对", "拒绝", "object")),
    ("explain", Text("要求解释权", "explanation"), Pattern(r"(?:要求|作出|做出|予以|请求)[^。;,]{0,10}(?:解释|说明)|(?:要求|请求)[^。;,]{0,6}提供[^。;,]{0,30}的(?:详细)?信息|\bexplanation of\b|\bhuman (?:review|intervention)\b"), ("解释", "说明", "信息", "explanation", "human")),
    ("appeal", Text("申诉权", "appeal"), Pattern(r"申诉|\bappeal\b"), ("申诉", "appeal")),
    ("remedy", Text("复议或诉讼权", "a legal remedy"), Pattern(r"复议|不服[^。;]{0,30}(?:提起|依法)[^。;,]{0,8}(?:诉讼|上诉)|依法提起[^。;,]{0,4}诉讼|\bapply\b[^.;]{0,40}\bfor (?:a )?(?:judicial )?review\b"), ("复议", "诉讼", "上诉", "review")),
    ("complain", Text("投诉权", "a complaint to an authority"), Pattern(r"(?:投诉|举报)(?=[^。;]{0,30}(?:部门|机关|机构|监管))|向[^。;]{0,24}(?:部门|机关|法院)[^。;]{0,8}(?:投诉|举报|(?<!提)起诉)|\b(?:(?:lodge|file|make|bring|submit)\b[^.;]{0,16}\bcomplaints?|complain)\b[^.;]{0,60}\b(?:authorit\w{1,3}|commission(?:er)?(?:'s office)?|regulators?|ombudsman|watchdog|agency)\b"), ("投诉", "举报", "起诉", "complain")),
    ("opt-out-sale", Text("拒绝出售或共享的权利", "opting out of sale or sharing"), Pattern(r"(?:拒绝|退出)[^。;,]{0,14}(?:出售|共享)|\bopt[- ]?out of (?:[a-z]+ )?[\"'“]?(?:sales?|sharing|selling|targeted|cross-context)"), ("拒绝", "退出", "opt")),
    ("no-discrimination", Text("不受歧视权", "non-discrimination"), Pattern(r"\bnot (?:to )?(?:be )?(?:discriminat|receive discriminatory|treat you (?:any )?differently)\w{0,6}|\bdiscriminat\w{1,6} against\b"), ("discriminat", "differently")),
    ("return", Text("解约退货权", "withdrawal from the contract"), Pattern(r"无理由退|\bright (?:to withdraw|of withdrawal)\b|\bwithdraw from (?:the|this|your|a) (?:contract|transaction|purchase|agreement|order)\b|\bcooling[- ]off\b"), ("无理由退", "withdraw", "cooling")),
)  # fmt: skip
_NOT_WORSE = next(pattern for id, _, pattern, _ in RIGHTS if id == "no-discrimination")
_LEGAL_WAYS = tuple(pattern for id, _, pattern, _ in RIGHTS if id in ("appeal", "remedy", "complain"))

# what ties the rights down: found in a sentence about rights or requests, worse for the person
_RIGHTS_OR_REQUESTS = Pattern(r"权利|请求|申请|行使|\brights?\b|\brequests?\b")
LIMITS = (
    ("limit:tools", Text("只能登录或经指定渠道行使权利", "rights only through an account or tool"), "no",
     Pattern(r"(?:只能|仅能|必须|须|应当?)[^。;,]{0,24}(?:登录|登陆|通过|经由)[^。;]{0,40}(?:行使|提出|提交|申请)|(?:行使|提出)[^。;]{0,20}(?:只能|仅能|必须)[^。;]{0,12}(?:登录|通过)"
             r"|\bmust (?:first )?(?:exercise|submit|make)\b[^.;]{0,60}\b(?:through|via|using|by logging)\b|\b(?:must|need to|have to|required to|requires you to) (?:first )?(?:log|sign)[ -]?in\b|\bonly (?:be )?(?:exercised?|submitted?|made|accept\w*|act on)\b[^.;]{0,40}\b(?:through|via|using)\b"), ("只能", "仅能", "必须", "须", "应", "must", "need to", "have to", "required to", "requires you", "only",)),
    ("limit:region", Text("权利只给特定地区的用户", "rights only for some regions"), "no",
     Pattern(r"权利[^。;]{0,12}(?:仅|只)(?:适用于|限于|面向|提供给)|(?:仅|只有)[^。;]{0,30}(?:居民|用户|公民|消费者)[^。;]{0,12}(?:享有|可以?行使|有权)|\b(?:these|this|such|the following|certain) rights?\b[^.;]{0,20}\bonly (?:available|apply|applies|granted|offered|extends?)\b|\bonly (?:available|appl(?:y|ies)|offered|extends?) to\b[^.;]{0,40}\b(?:residents|users in|individuals in|citizens|consumers in|people in)\b"), ("仅", "只", "only",)),
    ("limit:waived", Text("放弃权利", "a right given up"), "no",
     Pattern(r"\bwaives?\b[^.;]{0,24}\bright (?:of|to) (?:withdraw\w*|cancel\w*|refund|return|object)\b|(?:您|你|用户|消费者)[^。;,]{0,10}放弃[^。;,]{0,10}(?:查阅|更正|删除|撤回|撤销|退货|无理由)[^。;,]{0,8}权"), ("waive", "放弃",)),
    ("limit:often", Text("限制请求次数", "how often requests may be made"), "light",
     Pattern(r"每(?:年|月|季度?|十二个月|12个月)[^。;,]{0,12}(?:一|两|1|2)次|\b(?:once|twice|one request|two requests)\b[^.;]{0,16}\b(?:per|every|each|in any|a) (?:calendar )?(?:\w+[- ])?(?:year|months?|12)\b"), ("每", "once", "twice", "one request", "two requests",)),
    ("limit:fee", Text("行使权利可能收费", "a fee for requests"), "light",
     Pattern(r"(?<!不)(?<!不会)收取[^。;,]{0,14}(?:成本|合理)?费用|\b(?:charge|require|pay)\b[^.;]{0,24}\b(?:reasonable|small|administrative|appropriate) fee\b|\bsmall fee\b"), ("费", "fee",)),
    ("limit:refuse", Text("可以拒绝请求", "requests may be refused"), "light",
     Pattern(r"(?:有权|可能|可以?|会)[^。;,]{0,8}(?:拒绝|不予)[^。;,]{0,10}(?:请求|申请|响应|处理)|(?:无法|不)(?:予)?响应[^。;,]{0,8}请求|\b(?:may|can|might|reserve the right to)\b[^.;]{0,24}\b(?:decline|refuse|reject|deny|not (?:be able to )?(?:comply|fulfil+|honou?r|respond))\b[^.;]{0,30}\brequests?\b"), ("拒绝", "不予", "响应", "declin", "refus", "reject", "deny", "not ",)),
)  # fmt: skip
_EVERYBODY = Pattern(
    r"(?:无论|不论|不管)[^。;,]{0,14}(?:何处|哪里|何地|国家|居住|国籍|地区)|(?:所有|全体|全部)用户[^。;,]{0,10}(?:均|都|同样)[^。;,]{0,6}(?:享有|有权|可以?行使)"
    r"|\b(?:to|for|by)\b (?:[_*]{0,2}all[_*]{0,2}(?: of)? (?:our |the )?(?:users|customers|members|people|individuals)|everyone|everybody|anyone)\b(?! (?:in|from|who|residing|located|within) )|\b(?:regardless of|no matter|irrespective of) (?:where|your (?:location|country|residence|nationality)|their (?:location|country))|\bwherever (?:you|they|people) (?:live|are|reside)"
)
_ALL = ("无论", "不论", "不管", "所有", "全体", "全部", "all", "everyone", "everybody", "anyone", "regardless", "no matter", "irrespective", "wherever")  # fmt: skip
# when deletion may be asked for
_ASKS_DELETION = Pattern(
    r"(?:请求|要求|申请|提出|有权|可以?)[^。;]{0,24}删除|删除[^。;,]{0,12}(?:请求|申请)|\b(?:right|request|ask|entitled|may|can)\b[^.;]{0,60}\b(?:eras|delet)"
)
GROUNDS = (
    ("ground:withdrawn", Text("撤回同意后可要求删除", "deletion after consent is withdrawn"), Pattern(r"(?:(?:如|若|如果|当|或者?|经)?(?:您|你|个人|用户))[^。;,]{0,4}撤回[^。;,]{0,8}(?:同意|授权)(?!的?权)|\b(?:withdraw|revoke|withdrew)\w{0,2}\b[^.;,]{0,16}\bconsent\b")),
    ("ground:closed", Text("停用或注销后可要求删除", "deletion after the account is closed"), Pattern(r"(?:您|你)[^。;,]{0,4}不再使用|(?:您|你)[^。;,]{0,6}注销|\byou (?:no longer use|close|deactivate)\b")),
    ("ground:ended", Text("停止服务后可要求删除", "deletion after the service ends"), Pattern(r"(?:我们|公司|平台)[^。;,]{0,6}(?:终止|停止|不再)[^。;,]{0,10}(?:提供|服务|运营)|\bwe (?:no longer|stop|cease)\b[^.;,]{0,16}\b(?:provid|offer)")),
    ("ground:unneeded", Text("不再必要时可要求删除", "deletion once data are not needed"), Pattern(r"目的(?:已|无法|不能)[^。;,]{0,8}实现|不再(?:必要|必需|需要)|\bno longer (?:necessary|needed|required)\b")),
    ("ground:unlawful", Text("违法或违约处理时可要求删除", "deletion of data processed unlawfully"), Pattern(r"违反[^。;,]{0,10}(?:法律|法规|规定|约定)|违法|\bunlawful\w{0,2}\b|\bin (?:breach|violation) of\b")),
    ("ground:unasked", Text("未经同意处理时可要求删除", "deletion of data processed without consent"), Pattern(r"(?:未|没有)[^。;,]{0,8}(?:征得|取得|经)?[^。;,]{0,4}同意|\bwithout (?:your |the |a valid )?consent\b")),
    ("ground:expired", Text("保存期限届满后可要求删除", "deletion after the period of retention"), Pattern(r"(?:保存|存储|留存)期限[^。;,]{0,4}(?:届满|已满|到期)|\bretention period (?:has )?(?:expire|end)")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The ids of ``RIGHTS``, one fact for each right a sentence gives, and those of ``LIMITS`` and ``GROUNDS``."""
    zh = context.lang == "zh"
    may = _ZH_MAY if zh else _EN_MAY
    above = any(_RIGHTS_ABOVE.search(heading) for heading in context.headings[:1])
    for sentence in context.sentences:
        low = sentence.low
        if _RIGHTS_OR_REQUESTS.search(low):
            yield from _limits(context, sentence)
        if any(word in low for word in _ALL):
            yield from _everybody(context, sentence)
        by_lead = _RIGHTS_ABOVE.search(sentence.lead) is not None and may.search(sentence.lead) is not None
        if not (by_lead or above or may.search(low) or _PROMISED.search(low)):
            continue
        if not (_ABOUT.search(low) or _OF_ITSELF.search(low) or _ABOUT.search(sentence.lead)):
            continue
        given = False
        only_above = above and not by_lead and not may.search(low)
        wanting = lacking(low)
        for id, name, pattern, words in RIGHTS:
            if pattern.needed & wanting or not any(word in low for word in words):
                continue
            span = _given(sentence, pattern, listed=by_lead)
            if span and only_above and span[0] > _NEAR_START_CHARS:
                continue
            if span:
                given = given or id == "delete"
                yield _fact(context, sentence, span, id, name, "yes")
        if (given and _CASE.search(sentence.low)) or (by_lead and _ASKS_DELETION.search(sentence.lead)):
            yield from _grounds(context, sentence)


_CASE = Pattern(r"如|若|当|情形|情况|的,|[时后],|\b(?:if|where|when|once|because|after|unless)\b")
_NEAR_START_CHARS = 12
"""Below a heading about rights, a right that a sentence names within so many characters is its subject."""


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """A case in which deletion may be asked for, listed below the line that says so."""
    if _ASKS_DELETION.search(context.lead):
        yield from _grounds(context, context.sentences[0])


def _fact(
    context: ClauseContext, sentence: Sentence, span: tuple[int, int], id: str, name: Text, good: str, grave: str = "no"
) -> Fact:
    start, end = quotable(sentence, *span)
    return context.fact(
        TYPE, id, sentence.start + start, sentence.start + end, actor="user", zh=name.zh, en=name.en, good=good, grave=grave
    )  # fmt: skip


def _limits(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    for id, name, grave, pattern, words in LIMITS:
        if not any(word in sentence.low for word in words):
            continue
        match = pattern.search(sentence.low)
        if match and not negated(sentence, match.start(), reach=16) and not mentioned(sentence, *match.span()):
            yield _fact(context, sentence, match.span(), id, name, "no", "light" if grave == "light" else "no")


def _everybody(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    low = sentence.low
    may = _ZH_MAY if context.lang == "zh" else _EN_MAY
    everybody = _EVERYBODY.search(low)
    if everybody is None or negated(sentence, everybody.start(), reach=16):
        return
    if _RIGHTS_OR_REQUESTS.search(low) or (may.search(low) and _ABOUT.search(low)):
        name = Text("权利及于所有用户", "rights for everybody")
        yield _fact(context, sentence, everybody.span(), "extends:all", name, "yes")


def _grounds(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    for id, name, pattern in GROUNDS:
        match = pattern.search(sentence.low)
        if match:
            yield _fact(context, sentence, match.span(), id, name, "yes")


# if you withdraw, 如您撤回: what follows from a right grants none
_IF = Pattern(r"(?:如|若|如果|一旦|当)(?:您|你|用户)[^,;。]{0,8}$|\b(?:if|when|once) you (?:choose to |decide to )?$")
# 注销前请…, 删除之后: when, not what
_CIRCUMSTANCE = Pattern(
    r"[^。;,、的]{0,8}?(?:之)?(?:前|后|时|期间|过程中)(?=[,请将会应须需]|我们|$)|(?:前|后|期间|过程中)|(?:您|你)[^。;,]{0,6}(?:账|帐)[号户](?:之)?(?:前|后)"
)
_CANNOT = Pattern(
    r"无法|不能|不再|影响|\b(?:unable|not be able|may not|cannot|stop|no longer|lose|we (?:may|can|might) (?:still |continue to )?(?:retain|keep|store|charge|hold))\b"
)
_OURS = Pattern(
    r"(?:我们|平台|公司)[^。;,]{0,6}(?:有权|可以|可能|将|会)[^。;]{0,30}$|\bwe (?:may|can|will|reserve)\b[^.;]{0,60}$"
)
_OURS_FROM_THE_START = Pattern(r"(?:但是?,?)?(?:我们|平台|公司)|(?:but |however,? )?we\b")
# (当您需要转移…,)我们会为您提供途径: ours to give, the user's right
_GIVEN_TO_USER = Pattern(r"(?:我们|平台|公司)[^。;,]{0,16}为(?:您|你|用户)提供|响应(?:您|你)的")
# an authority or a company that acts on data is nobody's right
_BODY = Pattern(r"机关|机构|部门|法院|委员会|主管|检察|管理人|处理者|提供者|经营者|单位")
_PERSON = Pattern(
    r"您|你|用户|会员|客户|当事人|消费者|申请人|考生|学生|家长|员工|投资者|患者|利害关系人|近亲属|监护人|乘客|被处罚人|(?:单位和)?个人(?!信息|资料|账|数据)|债权人|买[方家]|乙方|儿童|公民|不服|主体"
)

# you may ask us to delete: the user's right although we delete
_ASKED_OF_US = Pattern(
    r"\b(?:you|users|individuals|customers|residents|entitled)\b[^.;]{0,40}\b(?:ask|request|require|tell|instruct|direct) (?:that )?(?:us|we)\b"
    r"|(?:您|你|用户|个人|消费者|居民)[^。;,]{0,20}(?:要求|请求|申请|通知|让)(?:我们|公司|平台|本公司)"
)
# where to read of it, and a court for whatever may come up: no right of its own
_TELLS_HOW = Pattern(
    r"(?:阅读|了解|查看|获取|查阅)[^。;,]{0,4}更多|(?:同意|授权|允许)[^。;]{0,24}(?:机构|公司|银行|第三方|平台)[^。;,]{0,6}(?:可以?|有权)|的(?:详细)?(?:说明|介绍|文档|指南|指引)|帮助中心|\b(?:learn|read|find out)\b[^.;]{0,12}\b(?:more|how)\b|\binstructions? (?:on|for)\b"
)
_OF_DISPUTES = Pattern(r"协商|管辖|仲裁")


_ON_REQUEST = Pattern(
    r"\b(?:on|upon|at) (?:your )?request\b|\bif you (?:ask|want|wish|request|would like)(?: us)?\b[^.;]{0,60}\bwe (?:will|shall|can)\b"
)


def _given(sentence: Sentence, pattern: Pattern, *, listed: bool = False) -> tuple[int, int] | None:
    """Where a sentence gives the right; ``listed`` says that the line above it speaks of rights."""
    if _TELLS_HOW.search(sentence.low):
        return None
    for match in pattern.finditer(sentence.low):
        if _CIRCUMSTANCE.match(sentence.low, match.end()):
            continue
        follows_from_it = _IF.search(sentence.low, max(0, match.start() - 20), match.start())
        if follows_from_it and _CANNOT.search(sentence.low, match.end()):
            continue
        if negated(sentence, match.start()) or mentioned(sentence, match.start(), match.end()):
            continue
        if is_example(sentence, match.start()) and not listed:
            continue
        waived = sentence.low.rfind("waive", max(0, match.start() - 30), match.start()) >= 0
        if waived or (pattern in _LEGAL_WAYS and _OF_DISPUTES.search(sentence.low)):
            continue
        if _BODY.search(sentence.low, 0, match.start()) and not (
            _PERSON.search(sentence.low, 0, match.start()) or _PERSON.search(sentence.lead)
        ):
            continue
        asked_of_us = _ASKED_OF_US.search(sentence.low, max(0, match.start() - 400), match.end())
        if (
            (listed and not _OURS_FROM_THE_START.match(sentence.low.lstrip()))
            or asked_of_us
            or _ON_REQUEST.search(sentence.low)
            or _GIVEN_TO_USER.search(sentence.low, match.end())
        ):
            return match.span()
        if pattern is _NOT_WORSE:
            return match.span()
        if _OURS.search(sentence.low, 0, match.start()) or actor(sentence, match.start(), default="user") == "provider":
            continue
        return match.span()
    return None


READER = Reader(
    TYPE,
    ("查阅", "查询", "访问", "复制", "副本", "更正", "修改", "更新", "补充", "删除", "转移", "携带", "移植", "机器可读", "撤回", "撤销", "取消授权", "注销", "限制", "反对", "拒绝", "退出", "解释", "说明", "申诉", "复议", "诉讼", "投诉",
     "举报", "无理由", "放弃", "申请", "权利", "响应", "请求", "access", "copy", "copies", "export", "download", "correct", "rectif", "amend", "update", "delet", "eras", "portab", "port your", "machine", "withdraw", "account",
     "restrict", "limit", "suppress", "object", "explanation", "human", "appeal", "for review", "complain", "revok", "revocation", "opt out", "opt-out", "discriminat", "differently", "cooling", "waive", "your right", " rights",
     "these right", "this right", "such right", "request", "disclose what", "know what", "right to know"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
