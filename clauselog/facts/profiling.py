"""Automated decisions about people: profiling, personalised content and advertising, and the choice to switch them off."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "automated_decision"

_ZH_PERSONAL = r"(?:个性化|定向|精准|千人千面|程序化)[^。;,]{0,8}(?:推荐|推送|展示|广告|内容|服务|营销|信息流)"
_EN_PERSONAL = r"\b(?:personali[sz]\w{1,7}|tailor\w{0,3}|targeted|interest[- ]based|customi[sz]\w{1,5})\b[^.;]{0,30}\b(?:ads?|advertis\w{1,6}|content|recommendations?|experiences?|offers?|services?|suggestions?)\b"
_AD = Pattern(r"广告|营销|推广|\bad(?:s|vertis\w{1,6})?\b|\bmarketing\b|\bpromot")

KINDS = (
    Kind("opt-out", Text("可以关闭个性化或拒绝自动化决策", "the choice to switch personalisation off"), True,
         Pattern(rf"(?:关闭|退订|拒绝|退出|不接受|一键关闭|自主控制|开启和关闭)[^。;]{{0,30}}(?:个性化|定向推送|自动化决策|推荐)|(?:个性化|自动化决策|{_ZH_PERSONAL})[^。;]{{0,30}}(?:关闭|退订|拒绝|退出|开启和关闭)"),
         Pattern(r"\b(?:opt[- ]?out|turn off|disable|object|control|decline|limit)\b[^.;]{0,60}\b(?:personali[sz]\w{1,7}|profiling|targeted|interest[- ]based|automated)\b"), by=None),
    Kind("no-profiling", Text("承诺不作画像或自动化决策", "the promise of no profiling"), True,
         Pattern(r"自动化决策|用户画像|个性化推荐"), Pattern(r"\b(?:profiling|automated decision\w{0,3}|automated decision-making|targeted advertising)\b"), polarity="denied", by=None),
    Kind("decision", Text("自动化决策", "automated decisions"), False, Pattern(r"自动化(?:的)?决策|(?:仅|完全)[^。;]{0,12}自动(?:化)?(?:方式|系统|决策)"),
         Pattern(r"\bautomated (?:decision\w{0,3}|decision-making|individual decision)"), by=None),
    Kind("profiling", Text("用户画像与偏好预测", "profiling"), False, Pattern(r"用户画像|(?:形成|构建|生成)[^。;,]{0,12}(?:标签|画像|特征模型)|(?:预测|推断|分析)[^。;,]{0,12}(?:偏好|兴趣|喜好)"),
         Pattern(r"\bprofil(?:e|es|ing)\b(?=[^.;]{0,60}\b(?:interests?|preferences?|behavio\w{1,4}|about you)\b)|\binfer\w{0,4}\b[^.;]{0,60}\b(?:preferences?|interests?|characteristics)|\bautomated means\b[^.;]{0,60}\b(?:preferences|characteristics|information)\b|\b(?:likely|predict\w{0,3}) (?:your )?(?:preferences|interests)\b"), by=None),
    Kind("personal-ads", Text("个性化广告", "personalised advertising"), False, Pattern(r"(?:个性化|定向|精准|程序化)[^。;,]{0,6}(?:广告|营销)"),
         Pattern(r"\b(?:personali[sz]\w{1,7}|targeted|interest[- ]based|tailored|cross-context\w{0,4})\b[^.;]{0,24}\b(?:ads?|advertis\w{1,6}|marketing)\b"), by=None),
    Kind("personalised", Text("个性化推荐", "personalised content"), False, Pattern(_ZH_PERSONAL, r"|更(?:契合|符合|贴近)[^。;,]{0,8}(?:需求|兴趣|喜好)的"), Pattern(_EN_PERSONAL, r"|\bpersonali[sz]e\b"), by=None),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    ("个性化", "定向", "精准", "自动化", "画像", "偏好", "兴趣", "喜好", "标签", "程序化", "更契合", "更符合", "更贴近", "personali", "tailor", "targeted", "interest-based",
     "interest based", "profil", "automated", "infer", "customi", "preferences", "interests", "cross-context"),
    read,
    by_sentence=True,
)  # fmt: skip
