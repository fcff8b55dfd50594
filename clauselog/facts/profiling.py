"""Automated decisions about people: profiling, personalised content and advertising, and the choice to switch them off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.lexicon import data_lexicon
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, quotable, statements
from clauselog.model import Fact, Text

TYPE = "automated_decision"

_ZH_PERSONAL = r"(?:个性化|定向|精准|千人千面|程序化)[^。;,]{0,8}(?:推荐|推送|展示|广告|内容|服务|营销|信息流|报价|定价|价格|排序|结果|匹配|搜索|消息|页面|活动)|(?:推荐|推送|展示|提供|呈现)[^。;,]{0,16}感兴趣"
_EN_PERSONAL = r"\b(?:personali[sz]\w{1,7}|tailor\w{0,3}|targeted|interest[- ]based|customi[sz]\w{1,5})\b[^.;]{0,30}\b(?:ads?|advertis\w{1,6}|content|recommendations?|experiences?|offers?|services?|suggestions?)\b"
_AD = Pattern(r"广告|营销|推广|\bad(?:s|vertis\w{1,6})?\b|\bmarketing\b|\bpromot")

# filled out by a program instead of a human: nobody reviews anything
_NOT_REVIEWED = Pattern(
    r"\b(?:instead of|rather than|is (?:really )?|are you) (?:a|by a) (?:human|person)\b|\b(?:robot|bot|program|machine|script)\b[^.;]{0,12}\bor (?:a |by a )?(?:human|person)\b"
)

KINDS = (
    Kind("opt-out", Text("可以关闭个性化或拒绝自动化决策", "the choice to switch personalisation off"), True,
         Pattern(rf"(?:关闭|退订|拒绝|退出|不接受|一键关闭|自主控制|开启和关闭)[^。;]{{0,30}}(?:个性化|定向推送|自动化决策|推荐)|(?:个性化|自动化决策|{_ZH_PERSONAL})[^。;]{{0,30}}(?:关闭|退订|拒绝|退出|开启和关闭)"),
         Pattern(r"\b(?:opt[- ]?out|(?:turn|switch) off|disable|object|control|decline|limit)\b[^.;]{0,60}\b(?:personali[sz]\w{1,7}|profiling|targeted|interest[- ]based|automated)\b"), by=None),
    Kind("not-subject", Text("不受自动化决策约束", "the right not to be decided on by machines alone"), True,
         Pattern(r"不受[^。;,]{0,16}自动(?:化)?决策|拒绝[^。;,]{0,12}(?:仅|完全)?(?:通过|以)?自动(?:化)?(?:的)?(?:方式)?[^。;,]{0,6}决[策定]"),
         Pattern(r"\bnot (?:to )?be subject(?:ed)? to\b[^.;]{0,60}\b(?:automated|profiling|decisions?)\b"), by=None, polarity="either"),
    Kind("human-review", Text("可要求人工复核", "the choice to have a person look at it"), True, Pattern(r"人工(?:复核|审核|复审|介入|处理|干预|核查)"),
         Pattern(r"\b(?:automated|algorithm\w{0,3})\b[^.;]{0,120}\b(?:(?:by|to|with|ask for|have) a person|a human|human (?:review|intervention|being)|reviewed by (?:a|one|our))\b|\bhuman (?:review|intervention)\b[^.;]{0,80}\bautomated\b|\bautomated\b[^.;]{0,120}\b(?:reviewed|checked|reconsidered|looked at) by (?:a |an |our )?(?:member|person|human|staff|employee|team)"), about_zh=Pattern(r"自动|算法|系统|机器"), by=None, but_not=_NOT_REVIEWED),
    Kind("no-profiling", Text("承诺不作画像或自动化决策", "the promise of no profiling"), True,
         Pattern(r"自动化决策|用户画像|个性化推荐|(?:进行|做|开展|建立|形成|构建)[^。;,]{0,8}画像"), Pattern(r"\b(?:profiling|automated (?:individual )?decision\w{0,3}|automated decision-making|automated processing|(?:targeted|behaviou?ral|cross-context\w{0,4}|personali[sz]ed|interest[- ]based) (?:\w+ )?advertis\w{1,6})\b"), polarity="denied", by=None),
    Kind("explained", Text("可以要求说明自动作出的决定", "the choice to have an automated decision explained"), True, Pattern(r"(?:予以|作出|做出|给予|要求)[^。;,]{0,6}(?:说明|解释)"), None, Pattern(r"自动|算法|(?:这些|上述|该等?|此类)决[定策]"), None, by=None),
    Kind("no-human-review", Text("不提供人工处理", "no human decision"), False, Pattern(r"人工(?:复核|审核|复审|介入|处理|干预|核查)"), None, Pattern(r"自动|算法|系统|机器"), None, by=None, polarity="denied"),
    Kind("decision", Text("自动化决策", "automated decisions"), False, Pattern(r"自动(?:化)?(?:的)?决策|动态(?:调整|生成|确定)[^。;,]{0,8}(?:价格|报价|定价|费用)|(?:系统|平台|程序)[^。;,]{0,8}自动(?:审核|审批|拒绝|决定|评估|判定)|(?:算法|模型|系统)(?:将|会|可)?(?:自动|直接)[^。;,]{0,6}(?:生成|决定|作出|给出|判定|判断|评定|筛选|匹配|派单|定价|计算|评分|拒绝|审批)|自动(?:化)?(?:审核(?=[^。;,]{0,8}(?:贷款|申请|资格|额度))|评分|筛选|审批|拒绝|定价|派单|判定|打分|评估|核保|授信)|大数据(?:分析|杀熟)|(?:仅|完全)[^。;]{0,12}自动(?:化)?(?:方式|系统|决策)"),
         Pattern(r"\bautomated (?:decision\w{0,3}|decision-making|individual decision)|\b(?:decided?|decisions?|determined?|assessed|approved|rejected|declined|reviewed|made|taken)\b[^.;]{0,60}\b(?:by|through|using|via)\b[^.;]{0,24}\b(?:automated (?:means|systems?|processing|tools?)|algorithms?|machines?)\b|\bwithout (?:any )?human (?:involvement|intervention|review)\b|\b(?:automated systems?|algorithms?)\b[^.;]{0,40}\b(?:decides?|declines?|rejects?|approves?|determines?|sets?)\b|\bautomated systems? to\b[^.;]{0,24}\b(?:decide|assess|approve|determine|set|screen|score)\b|\b(?:rank|sort|order|select|curat|recommend)\w{0,4} (?:by|through|using|with) (?:an? |our |the )?algorithm|\bprices?\b[^.;]{0,30}\b(?:vary|depend|differ|change)\b[^.;]{0,30}\byour (?:profile|behavio\w{1,3}|purchase|browsing|history|usage|data|location)"), by=None, but_not=Pattern(r"自动化决策(?!.)|\bdo(?:es)? not (?:use|carry out|engage in|make|rely on)\b|\bask for (?:a person|someone|human)")),
    Kind("profiling", Text("用户画像与偏好预测", "profiling"), False, Pattern(r"画像(?![质素])|(?:基于|根据|提取|生成)[^。;,]{0,10}(?:特征)?标签|(?:形成|构建|生成)[^。;,]{0,12}(?:标签|画像|特征模型)|(?:预测|推断|分析|提取)[^。;,]{0,16}(?:偏好|兴趣|喜好|行为习惯|消费水平|消费能力)"),
         Pattern(r"\bprofil(?:e|es|ing)\b(?=[^.;]{0,60}\b(?:interests?|preferences?|behavio\w{1,4}|about you)\b)|\binfer\w{0,4}\b[^.;]{0,60}\b(?:preferences?|interests?|characteristics)|\b(?:build|creat|compil|develop|form|maintain)\w{0,3} (?:an? )?(?:\w+ ){0,2}profiles?\b[^.;]{0,12}\b(?:of|about|on|based|from)\b|\bpredict\w{0,3}\b[^.;]{0,30}\byou(?:r)?\b|\bautomated means\b[^.;]{0,60}\b(?:preferences|characteristics|information)\b|\b(?:likely|predict\w{0,3}) (?:your )?(?:preferences|interests)\b"), by=None),
    Kind("personal-ads", Text("个性化广告", "personalised advertising"), False, Pattern(r"(?:个性化|定向|精准|程序化)[^。;,]{0,6}(?:广告|营销)"),
         Pattern(r"\b(?:personali[sz]\w{1,7}|targeted|interest[- ]based|tailored|cross-context\w{0,4})\b[^.;]{0,24}\b(?:ads?|advertis\w{1,6}|marketing)\b|\b(?:ads?|advertis\w{1,6})\b[^.;]{0,24}\b(?:tailored|personali[sz]ed|targeted|(?:based on|relevant to|match\w{0,3}) your)\b"), by=None),
    Kind("personalised", Text("个性化推荐", "personalised content"), False, Pattern(_ZH_PERSONAL, r"|更(?:契合|符合|贴近)[^。;,]{0,8}(?:需求|兴趣|喜好)的"), Pattern(_EN_PERSONAL, r"|\bpersonali[sz]e\b"), by=None),
)  # fmt: skip


# you can turn them off, opt out of this: of what the sentence before said
_WAY_OUT = Pattern(
    r"(?:您|你|用户)?可(?:以)?(?:随时)?[^。;,]{0,20}(?:关闭|退订|退出)(?:该|此|上述|这|推荐|推送|$|[。;,])"
    r"|\byou (?:can|may)\b[^.;]{0,40}\b(?:(?:turn|switch) (?:it|them|this|these|that) off|(?:turn|switch) off (?:this|these|such)|opt[- ]out|disable (?:it|them|this)|unsubscribe)\b"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, and the way out of personalisation that a sentence behind it speaks of: "you can turn it off"."""
    personal = False
    told = [_with_inputs(context, fact) for fact in statements(context, TYPE, KINDS)]
    yield from told
    if any(fact.value == "opt-out" for fact in told):
        return
    for sentence in context.sentences:
        personal = personal or any(
            sentence.start <= fact.start < sentence.end and fact.value in ("profiling", "personal-ads", "personalised")
            for fact in told
        )
        if personal and (out := _WAY_OUT.search(sentence.low)):
            start, end = quotable(sentence, *out.span())
            yield context.fact(
                TYPE, "opt-out", sentence.start + start, sentence.start + end,
                good="yes", grave="no", zh=KINDS[0].name.zh, en=KINDS[0].name.en,
            )  # fmt: skip
            return


# 根据您的设备信息、位置信息推送, based on your location: what a profile or a recommendation rests on
_RESTS_ON = Pattern(
    r"根据|基于|结合|利用|通过|依据|\b(?:based on|using|use|from|combin\w{1,3}|depending on|on the basis of)\b"
)
_RESTS_ON_ENDS = Pattern(r",(?:并|同时|且|另)|\band (?:we )?(?:also )?(?:collect|share|store|receive)\b")
_UNKNOWN = "?"
"""What a recommendation is said to rest on is nothing that the lexicon knows."""
_PROFILED = ("decision", "profiling", "personal-ads", "personalised")


def _with_inputs(context: ClauseContext, fact: Fact) -> Fact:
    """The fact with ``inputs`` in its detail: the ids of the data that it is said to rest on, "?" for unknown ones."""
    if fact.value not in _PROFILED:
        return fact
    sentence = next(s for s in context.sentences if s.start <= fact.start < s.end)
    start = _RESTS_ON.search(sentence.low)
    if start is None:
        return fact
    end = _RESTS_ON_ENDS.search(sentence.low, start.end())
    hits = (context.lexicon or data_lexicon()).find(sentence.low[start.end() : end.start() if end else None])
    ids = dict.fromkeys(hit.id for hit in hits if not hit.weak)
    return replace(fact, detail=tuple(sorted((*fact.detail, ("inputs", " ".join(ids) or _UNKNOWN)))))


READER = Reader(
    TYPE,
    ("个性化", "算法", "自动", "大数据", "定向", "人工", "算法", "精准", "自动化", "画像", "偏好", "兴趣", "喜好", "标签", "程序化", "更契合", "更符合", "更贴近", "personali", "tailor", "targeted", "interest-based",
     "interest based", "profil", "automated", "algorithm", "human", "人工", "infer", "customi", "preferences", "interests", "cross-context", "感兴趣", "动态", "不受", "解释", "说明", "predict", "prices", "decision", "ads", "advertis"),
    read,
)  # fmt: skip
