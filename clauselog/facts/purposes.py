"""What data are used for: advertising, research, analytics, scoring …, by canonical id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, mentioned, negated
from clauselog.facts.patterns import Pattern, lacking
from clauselog.facts.statements import quotable
from clauselog.model import ClauseKind, Fact, Text

TYPE = "purpose"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data may be used for. One of ``words`` stands wherever ``pattern`` finds it."""

    id: str
    name: Text
    words: tuple[str, ...]
    pattern: Pattern


PURPOSES = (
    Purpose("advertising", Text("广告投放", "advertising"), ("广告", "advertis", "ads",),
            Pattern(r"广告(?:投放|推送|展示|服务|营销|监测|归因|效果)|投放广告|(?:推送|展示|发送|提供|推荐|呈现|播放)[^。;,]{0,24}广告(?!主|商|平台|标识|位)|\badvertis(?:ing|ements?|e)\b(?! id)|\b(?:show|deliver|serve|display|place) (?:you )?(?:\w+ )?ads\b|\b(?:targeted|personali[sz]ed|tailored) ads\b")),
    Purpose("marketing", Text("营销推广", "marketing"), ("营销", "推广", "促销", "商业", "优惠", "marketing", "products", "services", "offers", "deals", "promot",),
            Pattern(r"营销|商业推广|市场推广|促销|(?:商业|推广|优惠)(?:性)?(?:短信|电子信息|信息)|推广(?=[^。;,]{0,10}(?:产品|服务|信息|活动))|\bmarketing\b|\b(?:offer|sell|recommend|suggest|tell) (?:to )?you (?:about )?(?:[a-z]+ ){0,3}(?:products|services|offers|deals)\b|\b(?:special|commercial|promotional) offers\b|\bpromotional (?:communications?|messages?|e-?mails?|offers?)\b|\bpromote our\b|\b(?:tell|inform|notify|update) you (?:of|about)[^.;,]{0,30}\b(?:products|services|offers|promotions|deals)\b")),
    Purpose("attribution", Text("监测归因与统计", "measurement and attribution"), ("归因", "监测", "效果", "有效性", "attribution", "measure",),
            Pattern(r"归因|监测(?=[^。;,]{0,8}(?:广告|效果|归因))|\battribution\b|\bmeasure (?:the )?(?:effectiveness|performance|success|reach) of\b|\bmeasure how (?:well|effective)[^.;]{0,30}\b(?:campaign|ad|advert)|(?:衡量|评估)[^。;,]{0,10}(?:广告|推广|投放|营销)[^。;,]{0,8}(?:效果|有效性)")),
    Purpose("analytics", Text("统计分析", "analytics"), ("分析", "统计", "了解", "analytics", "understand how", "trends", "patterns", "traffic", "analy",),
            Pattern(r"(?:数据|统计|行为|使用情况)[^。;,]{0,4}分析|统计(?=[^。;,]{0,10}(?:用户|使用|数据))|\banalytics\b|\bunderstand how (?:you|users|people|visitors|customers|our)\b|\b(?:usage|user) (?:trends|patterns)\b|\banaly[sz]\w{1,4} (?:\w+ ){0,2}(?:usage|trends|traffic|behavio\w{1,3}|patterns)\b|了解(?:您|你|用户)[^。;,]{0,10}(?:如何使用|使用情况|使用习惯)")),
    Purpose("research", Text("研究", "research"), ("研究", "调研", "调查", "research", "survey",),
            Pattern(r"(?:学术|市场|科学|用户|产品)?研究(?!院|所|中心|生|员)|用户调研|(?:问卷|满意度|用户|市场)调[查研]|\bresearch\b|\b(?:satisfaction|customer|user) surveys?\b")),
    Purpose("improvement", Text("改进产品与开发新功能", "improvement and development"), ("改进", "改善", "优化", "提升", "完善", "研发", "开发", "improv", "enhanc", "develop", "optimi", "better",),
            Pattern(r"(?:改进|改善|优化|提升|完善)[^。;,]{0,14}(?:产品|服务|功能|体验|技术|算法|软件|应用|app)|(?:研发|开发)(?:新)?[^。;,]{0,8}(?:产品|服务|功能)|\b(?:(?:improv|enhanc|develop|optimi[sz])(?:e|ing|ement|ment)?|mak(?:e|ing)(?=[^.;]{0,40}\bbetter))\b[^.;]{0,40}\b(?:services?|products?|features?|technolog\w{1,3}|experience)\b")),
    Purpose("credit", Text("信用评估与风控", "credit scoring and risk"), ("征信", "信用", "资信", "还款", "偿债", "授信", "风险", "风控", "credit", "risk",),
            Pattern(r"征信|信用(?:评估|评分|评价|管理)|(?:评估|评价|核定|判断|了解|评定)[^。;,]{0,12}(?:信用|资信|还款能力|偿债能力|授信)|(?:信用|交易|贷款|借款|授信|账[户号]|信贷)[^。;,]{0,6}风险(?:评估|控制)|资信(?:评估|控制)|风控|\bcredit[ -]?(?:checks?|scor\w{1,3}|decisions?|worth\w{1,6}|assessments?|risk)|\brisk (?:assessment|scoring)\b")),
    Purpose("insurance", Text("保险定价与核保", "insurance"), ("定价", "核保", "费率", "理赔", "保费", "insur", "underwrit", "pric",),
            Pattern(r"(?:保险|车险|寿险|健康险)[^。;,]{0,4}(?:定价|核保|费率|理赔)|保费|\bpric\w{1,3} (?:your |the )?(?:insurance|policy|cover)\b|\b(?:insurance (?:premiums?|pricing|quotes?|underwriting|claims?|risk)|underwrit\w{1,5}|(?:calculate|set|price)[^.;]{0,24}\binsurance)\b")),
    Purpose("identity", Text("身份核验", "identity verification"), ("身份", "实名", "identit",),
            Pattern(r"身份(?:核验|验证|认证|识别|核实)|实名(?:认证|验证|核验)|\bverif(?:y|ying|ication of) (?:your |the |users'? )?identit\w{1,3}\b")),
    Purpose("pricing", Text("差别定价", "pricing"), ("定价", "报价", "计价", "价格", "费率", "pric",),
            Pattern(r"(?:差异化|动态|个性化|差别|实时|自动)(?:的)?(?:定价|报价|计价)|(?:确定|计算|生成|调整)[^。;,]{0,12}(?:向您|您的|对您|个人|展示)[^。;,]{0,8}(?:价格|报价|费率)|\b(?:dynamic|personali[sz]ed|individual\w{0,4}) pric(?:es?|ing)\b|\b(?:set|adjust|determine) (?:the |your )?(?:\w+ )?prices?\b")),
    Purpose("collection", Text("催收", "debt collection"), ("催收", "催缴", "追偿", "贷后", "资产保全",),
            Pattern(r"催收|催缴|追偿|贷后管理|资产保全")),
    Purpose("training-staff", Text("考核与培训", "appraisal and training of staff"), ("绩效", "考勤", "服务质量", "员工培训",),
            Pattern(r"(?:绩效|考勤|服务质量)[^。;,]{0,4}(?:考核|评估|监督|质检)|员工培训")),
    Purpose("fraud", Text("反欺诈与安全", "fraud prevention and security"), ("欺诈", "诈骗", "作弊", "洗钱", "风险", "违规", "攻击", "盗号", "外挂", "盗版", "fraud", "abuse", "spam",),
            Pattern(r"反欺诈|欺诈|诈骗监测|反作弊|反洗钱|(?:防范|识别|预防|打击|防止|检测)[^。;,]{0,12}(?:风险|违规|攻击|作弊|外挂|盗版)|处理[^。;,]{0,6}(?:欺诈|盗号|作弊)|\b(?:fraud(?:ulent)?|abuse|spam)\b[^.;]{0,20}\b(?:prevent\w{0,3}|detect\w{0,3})?|\b(?:prevent|detect|monitor|combat)\b[^.;]{0,20}\b(?:fraud|abuse|spam)\b")),
    Purpose("navigation", Text("导航与位置服务", "navigation and places nearby"), ("导航", "附近", "定位当前", "navigation", "nearby", "directions",),
            Pattern(r"导航|附近(?:的)?(?:店铺|位置|商家|门店|用户|服务)|定位当前|\bnavigation\b|\bnearby (?:places|stores|shops|users)\b|\bdirections\b")),
    Purpose("personalisation", Text("个性化", "personalisation"), ("个性化", "千人千面", "感兴趣", "personali", "tailor", "customi",),
            Pattern(r"个性化|千人千面|(?:推荐|推送|展示|提供)[^。;,]{0,14}感兴趣|\bpersonali[sz](?:e|ing|ation)\b|\b(?:tailor|customi[sz]e)\b")),
    Purpose("profile-sale", Text("数据交易", "data trading"), ("数据交易", "数据变现", "moneti",),
            Pattern(r"数据(?:交易|变现)|\bmoneti[sz]e\b")),
    Purpose("claims", Text("处理争议与主张权利", "disputes and legal claims"), ("争议", "纠纷", "诉讼", "仲裁", "索赔", "主张", "抗辩", "enforc", "claims", "disputes",),
            Pattern(r"(?:处理|解决|应对)[^。;,]{0,10}(?:争议|纠纷|诉讼|仲裁|索赔)|(?:主张|抗辩)[^。;,]{0,6}(?:法律)?(?:请求|权利)|\b(?:enforce|enforcing) (?:our|these|the) (?:\w+ )?(?:terms|agreements?|policies|rights)\b|\b(?:establish|exercise|defend|bring|resolve)\w{0,3}\b[^.;]{0,24}\b(?:legal claims?|claims|disputes)\b")),
    Purpose("legal", Text("遵守法律", "compliance with law"), ("义务", "要求", "comply", "legal obligation",),
            Pattern(r"(?:(?:履行|遵守)[^。;,]{0,8}|为了?(?:了)?符合[^。;,]{0,8})法(?:定|律)[^。;,]{0,4}(?:义务|要求)|\bcomply with (?:our )?(?:legal|applicable|laws?)\b|\blegal obligations?\b")),
    Purpose("combining", Text("合并多个来源的数据", "combining data from several sources"), ("来源", "来自", "各项服务", "不同服务", "combin",),
            Pattern(r"(?:结合|合并|整合|关联)[^。;,]{0,24}(?:其他来源|多个来源|各项服务|不同服务)|来自[^。;,]{0,16}(?:信息|数据)[^。;,]{0,20}(?:结合|合并|整合|关联)|\bcombine\b[^.;]{0,40}\b(?:data|information)\b[^.;]{0,40}\b(?:sources|services)\b|\bcombin(?:e|es|ing) (?:the |this |these |that |such |your |it |them )?(?:\w+ )?(?:data|information)\b|\bcombin(?:e|es|ing) (?:it|them) with\b")),
    Purpose("communication", Text("与用户联络", "communication with users"), ("通知", "消息", "短信", "邮件", "updates", "notification", "newsletter", "communicate with you",),
            Pattern(r"向您(?:发送|推送)[^。;,]{0,12}(?:通知|消息|短信|邮件)|\b(?:send|provide) you (?:with )?(?:updates|notifications?|newsletters?)\b|\bcommunicate with you\b")),
)  # fmt: skip
_ZH_FOR = Pattern(
    r"用于|用作|用以|据此|据以|以便|为了|目的|方便|以(?=向|实现|提供|优化|改)|便于|来(?=实现|改|优)|进行|为(?=您|你|用户|向)|(?:基于|根据|结合)(?:您|你|用户)|(?:使用|利用)[^。;,]{0,16}向(?=您|你)|结合|合并|整合|帮助我们|利用|评估|开展|提升|改[善进]|优化"
)
_EN_FOR = Pattern(
    r"\b(?:to|for|purposes?|in order|(?:helps?|allows?|enables?|lets?) us|including|inform|combin(?:e|es|ing))\b"
)
_DATA_ZH = Pattern(
    r"使用情况|使用习惯|使用行为|历史|轨迹|报告|照片|录音|录像|信息|数据|资料|记录|标识|日志|内容|位置|画像|联系方式|特征|标签|cookie"
)
_DATA_EN = Pattern(
    r"\b(?:data|information|cookies?|content|identifiers?|inputs?|it|them|location|this|address(?:es)?|e-?mail|numbers?|details|records?|history|recordings?|photos?|messages?|answers?|profile|processing|contact details|activity|technolog(?:y|ies))\b"
)
_USE = Pattern(
    r"使用|收集|处理|用于|获取|分析|利用|共享|提供|用途|统计|开展|结合|基于|根据|依据|整理|挖掘|\b(?:us(?:e|es|ed|ing)|disclose[sd]?|collect\w{0,3}|process\w{0,3}|purposes?|share|analy[sz]e|combine|(?:lets?|helps?|allows?|enables?) us|we need|rel(?:y|ies) on|necessary)\b"
)


# promises that bound the use: we collect only the minimum, it is used only to answer you
_LIMITS = (
    ("only-minimum", Text("最小必要的承诺", "the promise to take no more than needed"), Pattern(
        r"(?:仅|只)(?:会)?(?:收集|获取|处理|使用)[^。;]{0,40}(?:必要|必需|所需|最少|最小)|最小(?:必要|化|够用)(?:的)?原则|最少够用"
        r"|\b(?:only|solely)\b[^.;]{0,24}\b(?:collect|process|use|gather|keep)\b[^.;]{0,40}\b(?:minimum|necessary|need(?:ed)?|require[ds]?)\b|\b(?:collect|process|use|gather)\b[^.;]{0,24}\bonly\b[^.;]{0,40}\b(?:minimum|necessary|need(?:ed)?|require[ds]?)\b|\b(?:minimum|least) (?:amount|set) of\b[^.;]{0,24}\b(?:data|information)\b|\bdata minimi[sz]ation\b"
    )),
    ("only-local", Text("只在用户设备上处理的承诺", "the promise to keep data on the device"), Pattern(
        r"(?:仅|只|均|全部|完全|都)(?:会|将)?(?:保留|保存|存储|储存|缓存|存放|处理|运行|加密保存|计算|分析|进行)?(?:在|于)(?:您|你|用户)?(?:的)?(?:自己的|本人的)?(?:手机|终端|移动)?(?:设备|本地|本机|端侧|浏览器)"
        r"|不(?:会|将)?(?:被)?(?:将|把)?[^。;,]{0,24}(?:上传|回传|发送|传输|传送|同步|离开)[^。;,]{0,12}(?:服务器|云端|云服务|我们|任何第三方|设备|后台|外部)"
        r"|\bnever leaves? (?:your|the|our user'?s?)[^.;,]{0,12}\b(?:device|phone|browser|computer|machine)|\b(?:only|solely|exclusively|entirely|all)\b[^.;]{0,30}\b(?:on|in|to) your (?:own |local )?(?:device|phone|browser|computer)\b"
        r"|\b(?:stored|kept|remains?|stays?|processed|saved|runs?)\b[^.;]{0,20}\b(?:only|locally|exclusively)\b|\b(?:not|never)\b[^.;,]{0,30}\b(?:upload|transmit|sen[dt]|transfer|sync)\w{0,5} (?:\w+ ){0,3}to (?:us|our|any|a|the|external|remote)\b(?: \w+){0,2} ?(?:servers?|cloud|us\b)?"
    )),
    ("only-use", Text("仅用于所述目的的承诺", "the promise to use data for nothing else"), Pattern(
        r"(?:信息|数据|内容|记录|照片|特征)[^。;,]{0,12}(?:仅|只)(?:会|将)?(?:被)?(?:用于|为(?=了|实现|提供|完成|您|你|向))|(?:仅|只)(?:将|会)?(?:把)?[^。;,]{0,20}(?:信息|数据|内容)[^。;,]{0,12}用于|不(?:会)?(?:将)?[^。;,]{0,24}用于(?:其他|任何其他|无关|其它)[^。;,]{0,6}(?:目的|用途)"
        r"|\b(?:only|solely|exclusively)\b[^.;]{0,16}\b(?:use[sd]?|process(?:es|ed)?)\b[^.;]{0,60}\b(?:to|for)\b|\b(?:used?|process(?:ed)?)\b[^.;]{0,70}\b(?:only|solely|exclusively) (?:to|for|as|in order to)\b|\bnot\b[^.;]{0,24}\bfor any other purposes?\b"
    )),
)  # fmt: skip


_LIMITED_EN = Pattern(
    r"\b(?:data|information|cookies?|identifiers?|inputs?|location|e-?mail(?: address)?|phone numbers?|details|records?|recordings?|photos?|messages?|answers?)\b"
)
_LIMITING = (
    "仅",
    "只",
    "最小",
    "最少",
    "其他",
    "其它",
    "无关",
    "本地",
    "本机",
    "端侧",
    "服务器",
    "云端",
    "后台",
    "device",
    "leave",
    "local",
    "server",
    "browser",
    "only",
    "solely",
    "exclusively",
    "minim",
    "least",
    "other purpose",
)


def _limits(context: ClauseContext) -> Iterator[Fact]:
    for sentence in context.sentences_with(_LIMITING):
        data = _DATA_ZH if context.lang == "zh" else _LIMITED_EN
        named = data.search(sentence.low) is not None
        for id, name, pattern in _LIMITS:
            match = pattern.search(sentence.low) if named or id == "only-local" else None
            if match is None or actor(sentence, match.end()) == "user" or mentioned(sentence, *match.span()):
                continue
            if id == "only-local" and _AFTER_ALL.search(sentence.low):
                continue
            if id.startswith("only-") and _BY_OTHERS.search(sentence.low, 0, match.end()):
                continue
            if id == "only-minimum" and negated(sentence, match.start()):
                continue
            start, end = quotable(sentence, *match.span())
            yield context.fact(
                TYPE, id, sentence.start + start, sentence.start + end, good="yes", zh=name.zh, en=name.en,
                aims=" ".join(_aims(sentence.low)),
            )  # fmt: skip


def _aims(low: str) -> Iterator[str]:
    """The ids of what a sentence says data are for: ordinary aims such as "provide" as well as those of ``PURPOSES``."""
    yield from (id for id, pattern in _AIMS if pattern.search(low))


_AIMS = (
    ("provide", Pattern(r"提供|实现|完成|\b(?:provid|deliver|operat|answer|respond|fulfil)\w{0,4}\b")),
    ("protect", Pattern(r"保护|保障|防范|安全|\b(?:protect|secur|safe)\w{0,6}\b")),
    ("improve", Pattern(r"改进|改善|优化|提升|完善|研发|\b(?:improv|enhanc|develop|optimi[sz])\w{0,6}\b")),
    ("promote", Pattern(r"营销|推广|广告|\b(?:market|advertis|promot)\w{0,6}\b")),
    ("personalise", Pattern(r"个性化|推荐|\b(?:personali[sz]|tailor|recommend)\w{0,6}\b")),
    ("analyse", Pattern(r"分析|统计|研究|\b(?:analy[sz]|research|statistic)\w{0,4}\b")),
    ("train", Pattern(r"训练|\btrain\w{0,4}\b")),
    ("share", Pattern(r"共享|转让|\b(?:shar|sell|disclos)\w{0,4}\b")),
)


# 仅在本地识别出口令时才会上传: what leaves the device after all
_AFTER_ALL = Pattern(r"才(?:会|将)?(?:将|把)?[^。;,]{0,12}(?:上传|发送|回传)")
# 合作方只能按照约定处理数据: what others are bound to is no promise of the provider's own use
_BY_OTHERS = Pattern(r"^[^。;,]{0,12}(?:合作(?:方|伙伴|机构)|受托(?:方|人)|接收方|服务商|供应商)[^。;我]{0,40}$")


def read(context: ClauseContext) -> Iterator[Fact]:
    """The ids of ``PURPOSES`` that a sentence about the provider's use of data names; ``only-…`` where it bounds the use."""
    yield from _limits(context)
    zh = context.lang == "zh"
    aim, data = (_ZH_FOR, _DATA_ZH) if zh else (_EN_FOR, _DATA_EN)
    above = _lead_of(context)
    for sentence in context.sentences:
        low = sentence.low
        wanting = lacking(low)
        likely = [p for p in PURPOSES if not p.pattern.needed & wanting and any(word in low for word in p.words)]
        if not likely:
            continue
        near = f"{low} {sentence.lead or above}"
        if not (aim.search(near) and data.search(near) and _USE.search(near)):
            continue
        use = _USE.search(low)
        for purpose in likely:
            matches = islice(purpose.pattern.finditer(low), _MOST_MATCHES)
            match = next((m for m in matches if _pursued(sentence, use, m, bool(sentence.lead or above))), None)
            if match is None:
                continue
            start, end = quotable(sentence, *match.span())
            yield context.fact(
                TYPE, purpose.id, sentence.start + start, sentence.start + end, zh=purpose.name.zh, en=purpose.name.en
            )


_MOST_MATCHES = 4


def _pursued(sentence: Sentence, use: re.Match[str] | None, aim: re.Match[str], listed: bool) -> bool:
    """Whether an aim is stated, and not the user's own: nobody else is said before it to use the data."""
    if mentioned(sentence, *aim.span()) or negated(sentence, aim.start()):
        return False
    if listed or actor(sentence, aim.start()) != "user":
        return True
    return use is not None and use.start() < aim.start() and actor(sentence, use.start()) != "user"


def _lead_of(context: ClauseContext) -> str:
    """The heading above an item of a list or a row where it says that what follows are purposes, and no line does."""
    if context.lead or context.kind not in (ClauseKind.ITEM, ClauseKind.ROW) or not context.headings:
        return ""
    return next((head for head in context.headings[:2] if _PURPOSE_HEAD.search(head)), "")


_PURPOSE_HEAD = Pattern(
    r"(?:信息|数据)[^。;,]{0,8}(?:用途|使用目的|处理目的)|如何使用|使用(?:您|你)?的?(?:个人)?(?:信息|数据)的?(?:目的|用途)"
    r"|\b(?:how|why|what) (?:do )?we (?:will |may )?use\b|\bpurposes? (?:of|for)\b[^.;]{0,30}\b(?:data|information|process)|\buses? of (?:your )?(?:personal )?(?:data|information)\b"
)
READER = Reader(
    TYPE,
    tuple(dict.fromkeys((*_LIMITING, *(word for purpose in PURPOSES for word in purpose.words)))),
    read,
    by_sentence=True,
)
