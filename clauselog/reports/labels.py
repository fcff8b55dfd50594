"""The words people read for every value of the model, in Chinese and English.

Pages, mails, the command line and the web all take their words from here, so that one thing has one name. That
every value has its words is a test, not a hope.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from clauselog.model import (
    Cause,
    ChangeKind,
    Channel,
    ClauseKind,
    Direction,
    Document,
    Lang,
    Severity,
    Text,
    Verdict,
)

FACT_TYPE: Mapping[str, Text] = {
    "data_category": Text("收集的个人信息", "personal data collected"),
    "purpose": Text("使用目的", "purpose of use"),
    "permission": Text("系统权限", "device permission"),
    "third_party": Text("第三方", "third party"),
    "cross_border": Text("跨境传输", "transfer abroad"),
    "retention": Text("保存期限", "retention period"),
    "automated_decision": Text("自动化决策", "automated decisions"),
    "ai_training": Text("AI 训练", "AI training"),
    "consent": Text("同意方式", "consent"),
    "user_rights": Text("用户权利", "user rights"),
    "security": Text("安全措施", "security"),
    "content_licence": Text("内容授权", "content licence"),
    "liability_exclusion": Text("免责范围", "liability exclusion"),
    "liability_cap": Text("责任上限", "liability cap"),
    "indemnity": Text("用户赔偿责任", "indemnity"),
    "governing_law": Text("适用法律", "governing law"),
    "dispute_forum": Text("争议解决", "dispute forum"),
    "age_threshold": Text("年龄门槛", "age threshold"),
    "response_deadline": Text("答复期限", "response deadline"),
    "unilateral_change": Text("单方修改", "unilateral change"),
    "fees": Text("费用", "fees"),
    "termination": Text("终止与封禁", "termination"),
    "service_level": Text("服务水平", "service level"),
    "prohibited_use": Text("禁止行为", "prohibited use"),
    "party": Text("合同主体", "contracting party"),
    "contact": Text("联系方式", "contact"),
    "effective_date": Text("生效与更新日期", "effective date"),
    "incorporation": Text("引用文件", "incorporated document"),
    "scope": Text("适用范围", "scope"),
    "definition": Text("定义", "definition"),
    "other": Text("其他", "other"),
}

SEVERITY: Mapping[Severity, Text] = {
    Severity.CRITICAL: Text("严重", "critical"),
    Severity.MAJOR: Text("重大", "major"),
    Severity.MINOR: Text("轻微", "minor"),
    Severity.REVIEW: Text("待复核", "to review"),
    Severity.EDITORIAL: Text("文字", "editorial"),
}

DIRECTION: Mapping[Direction, Text] = {
    Direction.WORSE: Text("对用户更不利", "worse for users"),
    Direction.BETTER: Text("对用户更有利", "better for users"),
    Direction.NEUTRAL: Text("利弊相当", "neutral for users"),
    Direction.UNCLEAR: Text("利弊不明", "effect unclear"),
}

VERDICT: Mapping[Verdict, Text] = {
    Verdict.IDENTICAL: Text("无变化", "identical"),
    Verdict.EDITORIAL: Text("仅文字调整", "editorial only"),
    Verdict.REVIEW: Text("需人工复核", "needs review"),
    Verdict.MINOR: Text("轻微变更", "minor change"),
    Verdict.MATERIAL: Text("重大变更", "material change"),
    Verdict.EXTRACTION_BREAK: Text("疑似读取异常", "extraction break suspected"),
}

CHANGE_KIND: Mapping[ChangeKind, Text] = {
    ChangeKind.ADDED: Text("新增", "added"),
    ChangeKind.REMOVED: Text("删除", "removed"),
    ChangeKind.MODIFIED: Text("修改", "modified"),
    ChangeKind.MOVED: Text("移动", "moved"),
    ChangeKind.RENUMBERED: Text("重新编号", "renumbered"),
    ChangeKind.SPLIT: Text("拆分", "split"),
    ChangeKind.MERGED: Text("合并", "merged"),
}

CAUSE: Mapping[Cause, Text] = {
    Cause.FIRST: Text("首次收录", "first seen"),
    Cause.SOURCE_CHANGED: Text("来源有变", "source changed"),
    Cause.REPARSED: Text("重新解析", "read again"),
}

OUTCOME: Mapping[str, Text] = {
    "new_version": Text("新版本", "new version"),
    "unchanged": Text("无变化", "unchanged"),
    "reparsed": Text("重新解析", "read again"),
    "failed": Text("失败", "failed"),
    "quarantined": Text("已隔离", "quarantined"),
}

CHANNEL: Mapping[Channel, Text] = {
    Channel.EMAIL: Text("邮件", "e-mail"),
    Channel.WEBHOOK: Text("Webhook", "webhook"),
}

CLAUSE_KIND: Mapping[ClauseKind, Text] = {
    ClauseKind.HEADING: Text("标题", "heading"),
    ClauseKind.CLAUSE: Text("条款", "clause"),
    ClauseKind.PARAGRAPH: Text("段落", "paragraph"),
    ClauseKind.ITEM: Text("列表项", "list item"),
    ClauseKind.ROW: Text("表格行", "table row"),
    ClauseKind.NOTE: Text("注释", "note"),
}

_ENUMS: Mapping[type[StrEnum], Mapping[StrEnum, Text]] = {
    type(next(iter(table))): table  # type: ignore[misc]
    for table in (SEVERITY, DIRECTION, VERDICT, CHANGE_KIND, CAUSE, CHANNEL, CLAUSE_KIND)
}


def word(value: StrEnum, lang: Lang) -> str:
    """The words for a severity, direction, verdict, change kind, cause, channel or clause kind."""
    return _ENUMS[type(value)][value][lang]


def type_word(fact_type: str, lang: Lang) -> str:
    """The words for a fact type; a type this version does not know stands for itself."""
    known = FACT_TYPE.get(fact_type)
    return known[lang] if known else fact_type


def outcome_word(outcome: str, lang: Lang) -> str:
    """The words for the outcome of a check; an unknown one stands for itself."""
    known = OUTCOME.get(outcome)
    return known[lang] if known else outcome


def language_word(document_language: str | None, lang: Lang) -> str:
    """The name of a document's language; a tag without a name here stands for itself."""
    if document_language is None:
        return "—"
    known = _LANGUAGE.get(document_language) or _LANGUAGE.get(document_language.partition("-")[0])
    return known[lang] if known else document_language


_LANGUAGE: Mapping[str, Text] = {
    "zh": Text("中文", "Chinese"),
    "zh-Hans": Text("简体中文", "Chinese (Simplified)"),
    "zh-Hant": Text("繁体中文", "Chinese (Traditional)"),
    "en": Text("英文", "English"),
    "ja": Text("日文", "Japanese"),
    "ko": Text("韩文", "Korean"),
    "fr": Text("法文", "French"),
    "de": Text("德文", "German"),
    "es": Text("西班牙文", "Spanish"),
    "it": Text("意大利文", "Italian"),
    "pt": Text("葡萄牙文", "Portuguese"),
    "ru": Text("俄文", "Russian"),
}


def document_name(document: Document, lang: Lang) -> str:
    """The title a document gives itself, or words for its having none."""
    return document.stated.title or Text("（无标题）", "(untitled)")[lang]
