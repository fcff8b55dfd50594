"""What users must not do, must do, and are free to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern, lacking
from clauselog.facts.statements import Kind, listed, statements
from clauselog.model import Fact, Text

TYPE = "prohibited_use"

# the provider's people and partners: what they must or must not do binds no user
_OUR_PEOPLE = r"\b(?:our|such|those|these) (?:[a-z]+ ){0,3}(?:suppliers?|providers?|partners?|vendors?|processors?|employees|staff|contractors|recipients?|part(?:y|ies)|drivers?|couriers|riders|teachers?|tutors?|agents?|developers?|moderators?|administrators?|engineers|volunteers?|organi[sz]ers)\b[^.;]{0,30}\b(?:not|must|shall)\b"
_NO_DUTY = Pattern(
    r"支付|缴纳|费用|退款|赔偿|投诉我们|周岁|\byears (?:old|of age)\b|\b(?:pay|fees?|indemnif\w{1,4}|arbitrat\w{1,5}|courts?|jurisdiction|bound by)\b|\bagree to (?:the|these|this|our) (?:terms|agreement|policy)\b|"
    + _OUR_PEOPLE
)
# 我们不得…, 受托方不得…: no ban on users; 不得低于…: a bound; 法律禁止的除外, 限制或者禁止其从事: a mention, a penalty
_NOT_FOR_USERS = Pattern(
    r"不得[^。;,]{0,6}异议|(?:我们|平台|公司|本行|我行)(?:不得|不应)|不得(?:不|已|排除|限制(?=[或责的])|免除|低于|晚于|超过|少于|迟于|高于|多于|视为|解释为)"
    r"|(?:合作(?:方|伙伴|机构)|受托(?:方|人|机构)|接收方|服务商|供应商|员工|(?<!任何)人员)[^。;]{0,40}(?:不得|不应|禁止)"
    r"|明令禁止|(?:法律|法规|规定|政策)(?:等)?(?:所)?(?:不|明确)?禁止|禁止的除外|(?:限制|取消|责令|停止)[^。;,]{0,20}禁止|可以[^。;,]{0,20}禁止"
    r"|\bwe (?:must|may|shall) not\b|"
    + _OUR_PEOPLE
    + r"|\b(?:not|un(?:less|til)|where|when|if|except as|extent) (?:otherwise )?(?:prohibited|forbidden)\b|\b(?:prohibited|forbidden|not permitted|not allowed)(?: or restricted)? (?:by|under) (?:applicable |any |the |local )?(?:law|legal|statute|regulation)"
    r"|(?:儿童|未成年人|未满)[^。;]{0,30}不(?:得|应)|\bbe required (?:by law )?to respond\b|\bprohibited (?:or restricted )?part(?:y|ies)\b|\b(?:under|below|younger than|over|aged?) (?:the age of )?\d+\b"
)
_NOBODY_EN = r"\b(?:no one(?! else)|nobody(?! else)|no (?:user|person|part(?:y|ies)?|member|customer|portion|content)s?)\b[^.;]{0,30}\b(?:may|shall|can|must)\b"
# whoever may be bound: "you", and people of any trade; not our own drivers
_WHO_EN = (
    r"\b(?:you|(?:users?|customers?|clients?|licensees?|members?|subscribers?|participants?|visitors?|partners|people|parents|guardians|students|pupils|candidates|account holders?"
    r"|sellers?|buyers?|merchants?|vendors|bidders|traders|shoppers|lenders?|borrowers?|landlords?|tenants?|hosts?|guests?|owners?|residents?|riders?|drivers?|couriers|passengers?|travell?ers?"
    r"|teachers?|tutors?|learners?|authors?|publishers?|advertisers?|creators?|streamers?|performers?|artists?|contributors?|moderators?|administrators?|developers?|resellers?|agenc(?:y|ies)|agents?"
    r"|employers?|recruiters?|applicants?|entrants?|freelancers?|organi[sz]ers?|players?|gamers?|patients?|volunteers?|researchers?))\b"
)
# what one does with a service or with what stands on it
_ACTS_EN = r"(?:use|copy|upload|post|submit|attempt|interfere|disrupt|bypass|circumvent|access|reverse|decompile|sell|resell|share|transfer|distribute|send|transmit|engage|impersonate|harass|publish|modify|remove|create|collect|scrape|crawl|harvest|violate|infringe|disclose|reproduce|rent|lease|sublicen[sc]e|exploit|frame|mirror|download|register|encourage|promote|advertise|solicit|introduce|store|display|allow|permit|disparage|mislead|misrepresent|manipulate|abuse|take any action|do any)"
# 您不会利用…, as a promise; not 您将不会被收费
_PROMISED_NOT = r"(?:同意|承诺|保证)(?:您|你|[^。;]{0,80},(?:您|你|亦|也)?)?(?:将)?(?:不会?(?:也不曾)?|绝不)(?=[从利使发传制以向将通转出侵复仿])"
_THINGS_EN = r"\b(?:accounts?|passwords?|log-?ins?|credentials|keys?|services?|sites?|websites?|apis?|app|software|materials|platform|licen[sc]es?|subscriptions?|tickets?|tokens?)\b"
_WHO_ZH = r"(?<![向对给为与如若])(?:您|你|用户|客户|开发者|商家|商户|主播|会员|作者|卖家|买家|骑手|司机|创作者|乙方|贵方|客户方|任何(?:单位|组织|机构|个人|人))"
_BAN_NAME = Text("禁止的行为", "a ban")
_MUST_NOT_ZH = (
    rf"不得|严禁|禁止(?!性|令|清单)|不应(?!当?视为|被|当?由)|不可以|不允许|切勿|请勿(?!将|向|告)|不要(?=[将把向以利使传发泄])|{_PROMISED_NOT}"
    r"|(?:应|须|需|请|应当|并|,)(?:尽量)?避免(?=将|把|使用|上传|利用|发布|以|向)"
)
_MUST_NOT_EN = rf"(?:may not|must not|shall not|agree(?:s)? not to|promise(?:s)? not to|undertake(?:s)? not to|(?:are|is) not (?:permitted|allowed|authori[sz]ed)|should not|refrain from|may (?:only|solely) (?:use|access)|(?:will not|won't|cannot|can't|can not) (?:[a-z]+ly )?{_ACTS_EN})\b"
_BANS = (
    # the sentence says who must not
    Kind("ban", _BAN_NAME, False,
         Pattern(rf"{_WHO_ZH}[^。;,]{{0,20}}?(?:{_MUST_NOT_ZH})"),
         Pattern(rf"{_WHO_EN}[^.;,]{{0,28}}?\b{_MUST_NOT_EN}|\bagrees? to not [a-z]+|{_NOBODY_EN}"
                 rf"|{_THINGS_EN}[^.;,]{{0,40}}\b(?:(?:may|must|shall|should|can) not|cannot) be (?:used|shared|opened|resold|sold|copied|transferred|reproduced|distributed|modified|lent|sublicensed|accessed|registered|redistributed)\b"
                 rf"|\b(?:must|may|shall|should) not be [a-z]+(?:ed|en|t) by {_WHO_EN}"
                 rf"|{_THINGS_EN}[^.;,]{{0,30}}\bmay only be (?:used|accessed|shared)\b"),
         by=None, polarity="either", but_not=_NOT_FOR_USERS, listed=True),
    # the title above the items says it: 服务限制, prohibited uses
    Kind("ban", _BAN_NAME, False,
         Pattern(r"^[^。;,:]{0,16}(?:限制|禁止|禁止(?:的)?(?:行为|事项|用途|使用))[。:]?$"),
         Pattern(r"^[^a-z]{0,8}(?:(?:use |usage |service |user )?restrictions|restrictions on use|prohibited (?:uses?|conduct|activit(?:y|ies)|acts|content))[.:]?$"),
         by=None, polarity="either", listed=True),
    # or leaves it to the reader: 不得转让账号, do not share your key, is prohibited
    Kind("ban", _BAN_NAME, False,
         Pattern(_MUST_NOT_ZH),
         Pattern(r"^ ?(?:do not|don't|never) (?!hesitate|worry|forget|panic|wait)[a-z]+|^ ?(?:may|must|shall) (?:only|not) [a-z]+|\b(?:prohibited|forbidden|not permitted|not allowed|disallowed|strictly banned)\b"),
         by="user", polarity="either", but_not=_NOT_FOR_USERS, listed=True),
)  # fmt: skip
# 应遵守, 须备案, 有义务: what only has to be read or known is no duty; what a function asks for is data
_DUTY_ZH = (
    rf"{_WHO_ZH}[^。;,:]{{0,16}}?(?:应当|(?<![对相适响反供效])应(?:该)?(?!当|用|答|收|急|对|税|付|纳|的|该|享|得|有|承担)|(?<!所)必须|(?<!必)须(?!知)|务必|有(?:义务|责任)|(?<![必所急供如若无不])需(?!求|要))"
    r"(?!的|(?:立即)?(?:停止|终止)|(?:先)?(?:认真|仔细|审慎|充分|重点)?阅读|谨慎|及时关注|了解|知悉|注意|理解|知晓|知道|同意|提供(?!真实|准确|合法)|填写|上传|登录|授权|开启|点击|选择|输入|验证|前往|首先|先|独自|自行承担|自行判断|承担|完全|对[^。;,]{0,40}(?:负|承担))(?=[^。;]{2,60})"
    rf"|{_WHO_ZH}[^。;,:]{{0,10}}(?<![必所急供如若无不])需(?:要)?(?:自行|遵守|确保|保证|按|配合|履行|取得|办理|对[^。;,]{{0,20}}(?:安全|保密)负责|妥善|及时|定期|具备)"
    r"|请(?:您|你)?(?:务必)?(?:自觉|严格)?(?:遵守|妥善保管|妥善保存|妥善管理)(?=[^。;]{2,60})"
)
_DUTY_EN = (
    rf"{_WHO_EN}[^.;,]{{0,16}}?\b(?:must|shall|(?:are|is) (?:solely |fully |also )?responsible for (?=[a-z']+ing\b)|agrees? to (?!receiv|be\b|us\b|our\b)|(?:are|is) (?:required|expected|obliged|obligated) to|(?:needs?|have|has) to (?=(?:[a-z]+ly )?(?:obtain|keep|comply|follow|ship|notify|ensure|maintain|hold|register|respect|observe|abide|cooperate|report|insure|renew|pack|wear|disclose|remove|stop)\b))"
    rf"|{_WHO_EN} will (?:also |always |promptly )?(?:secure|keep|maintain|ensure|comply|notify|obtain|cooperate|follow|abide|observe|safeguard)\b"
    r"|\b(?:it is|it's|is) (?:your|the user's|customer's|the customer's) (?:sole )?responsibility\b|\byou provide[^.;]{0,20}\bmust be\b"
)
# 否则…有权拒绝: whoever does not do it loses something
_SANCTION = Pattern(
    r"否则[^。;]{0,60}(?:有权|不得|终止|拒绝|暂停|停止)|(?:未|不)(?:按|依|履行|遵守)[^。;]{0,40}(?:有权|将(?:会)?(?:被|承担|终止|暂停))"
    r"|\b(?:or|otherwise|failure to|failing|fails?|if you do not)\b[^.;]{0,60}\b(?:suspend|terminat|refus|disabl|reject|remov|forfeit|clos)"
)
# what has to be done at once behind the word of duty: 遵守平台发布的规则, observe all store guidelines; 备案, 取得许可, hold a
# licence; keeping your password secret, and for all activities under your account
_STERN_DUTY = Pattern(
    r"(?:遵守|服从|执行|遵照|符合)[^。;,]{0,16}(?:平台|我们|公司|我司|店铺|社区|市场|活动|直播|商家|主办方)[^。;,]{0,16}(?:规则|规范|制度|流程|公约|要求|标准|守则|指引|管理办法)"
    r"|\b(?:observe|follow|comply(?:ing)? with|abide by|adhere to|conform(?:s)? to|meets?|obey)\b[^.;]{0,60}\b(?:guidelines?|rules|polic(?:y|ies)|procedures?|standards|instructions|codes? of conduct|specifications)\b"
    r"|备案|报备|(?:取得|具备|持有|办理)[^。;,]{0,16}(?:许可证?|资质|资格|执照|登记|手续|牌照)|实名(?:认证|登记)"
    r"|\b(?:obtain|hold|register|file|acquire|maintain)\b[^.;]{0,40}\b(?:licen[sc]es?|permits?|registrations?|insurance|certif\w{1,8})\b"
    r"|\b(?:maintaining|keeping|safeguarding|protecting)\b[^.;]{0,100}\b(?:all|any) (?:activit|use|action|conduct)"
)
_STERN_DUTY_CHARS = 160
# 有权制定制度,您应当遵守; 任何单位和个人应当: whoever lays it down, or whomever it binds
_STERN_AS_A_WHOLE = Pattern(
    rf"有权(?:制定|发布|公布)[^。;]{{0,60}}{_WHO_ZH}[^。;,]{{0,6}}(?:应当?|须|需)[^。;,]{{0,6}}(?:遵守|服从|执行)|任何(?:单位|组织|机构|个人|人)[^。;,]{{0,8}}(?:应当|必须|都应)"
)
_DUTY = (Pattern(_DUTY_ZH), Pattern(_DUTY_EN))
_GOES_ON = Pattern(r",(?:并且?|且|还|也|同时)?(?:应当?|须|必须)")

KINDS = (
    *_BANS,
    Kind("duty", Text("用户义务", "a duty"), False, *_DUTY, by=None, polarity="either", but_not=_NO_DUTY, light=True),
    # 客户可以绑定域名,并应备案: the user goes on
    Kind("duty", Text("用户义务", "a duty"), False,
         Pattern(r",(?:并且?|且|还|也|同时)?(?:应当?(?!用|答|收|急|对|的)|须(?!知)|必须)(?!了解|知悉|注意|理解|知晓|同意|提供|填写|承担|赔偿)(?=[^。;]{2,60})"), None,
         Pattern(_WHO_ZH), by="user", polarity="either", but_not=_NO_DUTY, light=True),
    Kind("allowed", Text("允许的使用", "a use that is allowed"), True,
         Pattern(r"(?:您|你|(?<!其他)(?<!其它)用户|任何人|研究者|研究人员|开发者|教师|学校|媒体)[^。;,]{0,20}(?:可以?|有权|允许)(?:免费|自由|无需许可)?(?:将[^。;,]{0,20})?(?:复制|转载|引用|抓取|爬取|下载[^。;,]{0,20}用于|改编|二次创作|再分发|转售|商用|用于[^。;,]{0,12}(?:商业|研究|教学|科研))"),
         Pattern(rf"(?:{_WHO_EN}|\b(?:researchers?|archivists?|educators?|journalists?|students?|anyone|developers?)\b)[^.;]{{0,24}}\b(?:may|can|are (?:allowed|permitted|free|welcome) to) (?:freely |also )?(?:scrape|crawl|copy|reproduce|redistribute|republish|resell|reverse engineer|quote|archive|mirror|index|modify|adapt|share publicly|use (?:the|our|this) (?:api|data|content|site|website|outputs?)[^.;]{{0,20}} for)\b"
                 r"|\b(?:scraping|crawling|copying|redistribution|non-?commercial use|commercial use|benchmarking|reverse engineering|security research|caching)\b[^.;]{0,60}\b(?:is|are) (?:allowed|permitted|welcome|free)\b"),
         by=None, polarity="stated", but_not=Pattern(r"不得|\b(?:may not|must not|not permitted|not allowed|your (?:data|personal|content))\b")),
)  # fmt: skip
# 不应, should not: advice where 不得, must not is a ban
_ADVICE = Pattern(r"不应|应(?:尽量)?避免|不建议|\bshould not\b|\bplease\b|\bexpected\b|\btry\b")
_STERN = Pattern(r"不得|严禁|禁止|必须|不可以|\b(?:must|shall|may not|prohibited|forbidden|not permitted|required)\b")


# the words without which a kind is not looked for: most sentences have none
_WORDS_OF: tuple[tuple[tuple[Kind, ...], tuple[str, ...]], ...] = (
    (tuple(k for k in KINDS if k.id == "ban"),
     ("不得", "严禁", "禁止", "不应", "不可以", "不允许", "请勿", "切勿", "不要", "避免", "不会", "绝不", "承诺不", "同意不", "保证不", "限制",
      " not ", "not.", "n't", "no ", "nobody", "never", "prohibit", "forbid", "disallow", "banned", "refrain", "may only", "may solely", "restriction")),
    (tuple(k for k in KINDS if k.id == "duty"),
     ("应", "须", "务必", "有义务", "有责任", "需", "遵守", "妥善", "must", "shall", "responsib", "agree to", "agrees to", "required to", "expected to", "obliged to", "obligated to", "need to",
      "needs to", "have to", "has to", "you will", "customer will", "customers will", "user will", "users will", "client will", "member will", "members will", "sellers will")),
    (tuple(k for k in KINDS if k.id == "allowed"),
     ("复制", "转载", "引用", "抓取", "爬取", "用于", "改编", "二次创作", "再分发", "转售", "商用", "scrap", "crawl", "cop", "reproduc", "redistribut", "republish", "resell", "reverse engineer", "quote",
      "archiv", "mirror", "index", "modif", "adapt", "share publicly", "commercial use", "benchmark", "security research", "caching", " for ")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``ban``, ``duty`` or ``strict-duty`` (with a sanction, to rules laid down by another, to get leave), and ``allowed``.

    ``firm`` is "no" where the words only advise.
    """
    zh = context.lang == "zh"
    for sentence in context.sentences:
        kinds = tuple(_likely(sentence.low, zh))
        if kinds:
            yield from _weighed(context, statements(context.only((sentence,)), TYPE, kinds))


def _likely(low: str, zh: bool) -> Iterator[Kind]:
    wanting = lacking(low)
    for group, words in _WORDS_OF:
        possible = [k for k in group if (p := k.zh if zh else k.en) and not p.needed & wanting]
        if possible and any(word in low for word in words):
            yield from possible


def _weighed(context: ClauseContext, facts: Iterator[Fact]) -> Iterator[Fact]:
    for fact in facts:
        low = context.low[fact.start : fact.end]
        advises = _ADVICE.search(low) is not None and _STERN.search(low) is None
        detail = {**dict(fact.detail), "firm": "no" if advises else "yes"}
        value = fact.value
        if value == "duty" and _is_strict(low):
            value, detail["grave"] = "strict-duty", "no"
        yield replace(fact, value=value, actor="user", detail=tuple(sorted(detail.items())))


def _is_strict(low: str) -> bool:
    if _STERN_AS_A_WHOLE.search(low):
        return True
    for pattern in (*_DUTY, _GOES_ON):
        if duty := pattern.search(low):
            at = duty.end()
            return bool(_SANCTION.search(low, at) or _STERN_DUTY.search(low, at, min(len(low), at + _STERN_DUTY_CHARS)))
    return False


def read_item(context: ClauseContext) -> Iterator[Fact]:
    """What the line above states of the item."""
    for fact in listed(context, TYPE, KINDS):
        yield replace(fact, actor="user")


READER = Reader(
    TYPE,
    ("不得", "严禁", "禁止", "限制", "restrictions", "不应", "不可以", "不允许", "请勿", "切勿", "不要", "避免", "不会", "同意不", "承诺不", "保证不", "应当", "应", "须", "需", "务必", "有义务", "有责任",
     "遵守", "妥善", "可复制", "可以", "有权", "not", "never", "don't", "can't", "won't", "no one", "nobody", "no person", "no user", "no part", "prohibited", "forbidden", "disallowed", "banned",
     "refrain", "may only", "must", "shall", "responsib", "agree to", "agrees to", "required", "expected to", "obliged", "obligated", "need to", "needs to", "have to", "has to",
     " will ", "allowed", "permitted", "may ", "can ", "welcome"),
    read,
    by_sentence=True, read_item=read_item,
)  # fmt: skip
