"""The sentences around the values: headings, notes and counts of pages and mails, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clauselog.model import Lang, Text

PHRASES: Mapping[str, Text] = {
    # one comparison
    "before": Text("旧", "old"),
    "after": Text("新", "new"),
    "old_text": Text("旧版", "Before"),
    "new_text": Text("新版", "After"),
    "not_there_before": Text("旧版中没有相应内容", "nothing of the kind in the old version"),
    "not_there_after": Text("新版中不再有相应内容", "nothing of the kind in the new version"),
    "why": Text("为什么重要", "Why it matters"),
    "hooks": Text("相关规定", "Law"),
    "observed": Text("发现于", "Observed"),
    "updated_on": Text("声明更新日期", "Stated update"),
    "effective_on": Text("声明生效日期", "Stated effective date"),
    "published_on": Text("声明发布日期", "Stated publication"),
    "version_label": Text("版本标识", "Version label"),
    "not_stated": Text("未声明", "not stated"),
    "findings": Text("变更要点", "Findings"),
    "no_findings": Text("没有需要报告的变更。", "There is nothing to report."),
    "type": Text("类型", "Type"),
    "arrows": Text("▼ 对用户更不利 · ▲ 对用户更有利", "▼ worse for users · ▲ better for users"),
    "redline": Text("逐条对照", "Redline"),
    "no_changes": Text("条款文字没有变化。", "No clause changed."),
    "to_redline": Text("查看条款", "see the clause"),
    "version": Text("第 {number} 版", "Version {number}"),
    "versions_compared": Text("第 {before} 版 → 第 {after} 版", "version {before} → {after}"),
    "rule": Text("规则", "Rule"),
    "reason": Text("原因", "Reason"),
    "verdict": Text("结论", "Verdict"),
    "stated_column": Text("文本自述", "Stated by the text"),
    "updated_on_short": Text("更新", "updated"),
    "effective_on_short": Text("生效", "effective"),
    # redline
    "legend": Text("标记", "Key"),
    "inserted": Text("新增文字", "inserted text"),
    "deleted": Text("删除文字", "deleted text"),
    "was": Text("原 {place}", "was {place}"),
    "elsewhere": Text("别处", "elsewhere"),
    "text_not_repeated": Text("全文见较新版本", "full text under newer versions"),
    # what changed without a word of it changing
    "quiet_changes": Text("仅位置或编号变化，文字未变", "Only place or number changed, no wording"),
    "quiet_moved": Text("移动：{what} → {new}（{clauses}）", "moved: {what} → {new} ({clauses})"),
    "quiet_moved_after": Text(
        "移动：{what}（{clauses}），原在“{old}”之后，现在“{new}”之后",
        "moved: {what} ({clauses}), from after “{old}” to after “{new}”",
    ),
    "the_beginning": Text("开头", "the beginning"),
    "quiet_renumbered": Text("重新编号：{old} → {new}（{clauses}）", "renumbered: {old} → {new} ({clauses})"),
    "links_changed": Text("链接指向有变，文字未变", "Links that lead elsewhere, their words unchanged"),
    "no_link": Text("（无链接）", "(no link)"),
    # page
    "report": Text("变更报告", "Change report"),
    "comparison": Text("条款对照", "Comparison"),
    "provider": Text("发布者", "Provider"),
    "sources": Text("来源", "Sources"),
    "language": Text("语言", "Language"),
    "versions": Text("版本", "Versions"),
    "contents": Text("目录", "Contents"),
    "timeline": Text("版本时间线", "Timeline"),
    "generated_at": Text("报告生成于", "Generated"),
    "first_version": Text(
        "首次收录的版本，没有更早的文本可比较。", "The first version on record: there is nothing older to compare with."
    ),
    "reparsed": Text(
        "同一来源由更新的解析器重新读取，发布者没有作出修改。",
        "The same source read again by a newer parser: the provider changed nothing.",
    ),
    "no_versions": Text("尚未收录任何版本。", "No version is on record yet."),
    "quotes_note": Text(
        "引文与条款文字均为发布者原文，逐字照录。摘要与说明由 clauselog 依规则生成，不构成法律意见。",
        "Quotes and clauses are the publisher's own words, letter for letter. "
        "Summaries are made by clauselog's rules and are no legal advice.",
    ),
    "back_to_top": Text("返回顶部", "Back to top"),
    # mail
    "mail_by_type": Text("按类型统计", "By type"),
    "mail_in_short": Text("其余变更", "In short"),
    "mail_full_report": Text("完整报告：{url}", "Full report: {url}"),
    "mail_report_link": Text("打开完整报告", "Open the full report"),
    "mail_command": Text("在本地查看：{command}", "On your machine: {command}"),
    "mail_quotes": Text(
        "引文为发布者原文；过长者从中间省略并注明字数，完整引文见报告。",
        "Quotes are the publisher's own words; a long one is cut in the middle, which is marked. "
        "The report has all of it.",
    ),
    "mail_others": Text(
        "此版本另有 {count} 项变更不在您的订阅范围内。",
        "This version has {count} more findings outside your subscription.",
    ),
    "mail_other": Text(
        "此版本另有 1 项变更不在您的订阅范围内。", "This version has one more finding outside your subscription."
    ),
    "mail_why_you": Text("您因订阅而收到此信。", "You receive this because of a clauselog subscription."),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of things: Chinese has one form, English one for one and one for many."""

    zh: str
    one: str
    many: str


COUNTS: Mapping[str, Counted] = {
    "findings": Counted("{n} 项", "{n} finding", "{n} findings"),
    "passages": Counted("{n} 处", "{n} passage", "{n} passages"),
    "lesser": Counted("{n} 处轻微变更", "{n} minor passage", "{n} minor passages"),
    "wording": Counted("{n} 处措辞变化待复核", "{n} change of wording to review", "{n} changes of wording to review"),
    "mail_more": Counted(
        "另有 {n} 项见完整报告。",
        "{n} more finding is in the full report.",
        "{n} more findings are in the full report.",
    ),
    "mail_wording": Counted(
        "另有 {n} 处措辞变化待复核，见完整报告。",
        "{n} change of wording to review is in the full report.",
        "{n} changes of wording to review are in the full report.",
    ),
    "versions": Counted("{n} 个版本", "{n} version", "{n} versions"),
    "clauses": Counted("{n} 条", "{n} clause", "{n} clauses"),
    "characters": Counted("{n} 字", "{n} character", "{n} characters"),
    "changes": Counted("{n} 处改动", "{n} change", "{n} changes"),
    "unchanged": Counted("… {n} 条未变", "… {n} unchanged clause", "… {n} unchanged clauses"),
    "moved_here": Counted(
        "{n} 条自 {place} 移来，文字未变",
        "{n} clause moved here from {place}, its wording unchanged",
        "{n} clauses moved here from {place}, their wording unchanged",
    ),
    "moved_away": Counted("{n} 条移至 {place}", "{n} clause moved to {place}", "{n} clauses moved to {place}"),
    "renumbered": Counted("其中 {n} 条仅重新编号", "{n} of them renumbered", "{n} of them renumbered"),
    "quiet": Counted(
        "另有 {n} 条仅移动或重新编号，文字未变。",
        "One more clause only moved or was renumbered.",
        "{n} more clauses only moved or were renumbered.",
    ),
    "links": Counted("{n} 处链接指向有变", "{n} link leads elsewhere", "{n} links lead elsewhere"),
    "material_more": Counted("等 {n} 项重大变更", " and {n} more material change", " and {n} more material changes"),
    "more": Counted("等 {n} 项变更", " and {n} more change", " and {n} more changes"),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The phrase in that language, its places filled. Values are put in as they are: escape what comes out."""
    return PHRASES[key][lang].format(**values)


def count(key: str, n: int, lang: Lang, **values: object) -> str:
    """``n`` things in words, thousands grouped. Other values are put in as they are: escape what comes out."""
    forms = COUNTS[key]
    form = forms.zh if lang == "zh" else forms.one if n == 1 else forms.many
    return form.format(n=f"{n:,}", **values)
