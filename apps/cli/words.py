"""What the commands print besides the words of ``clauselog.reports.labels``; values are filled in by ``format``."""

from __future__ import annotations

from clauselog.model import Text

# ------------------------------------------------------------------------------------------- reading
CLAUSES = Text(zh="{n} 条", en="{n} clauses")
CHARACTERS = Text(zh="{n} 字", en="{n} characters")
PUBLISHED = Text(zh="发布 {on}", en="published {on}")
UPDATED = Text(zh="更新 {on}", en="updated {on}")
EFFECTIVE = Text(zh="生效 {on}", en="effective {on}")
LABELLED = Text(zh="版本 {label}", en="version {label}")
LEFT_OUT = Text(zh="未计入政策正文（{n} 处）", en="Not part of the policy ({n})")
NOTHING_LEFT_OUT = Text(zh="页面内容全部计入正文。", en="Everything on the page counts as policy text.")
LEFT_OUT_HINT = Text(zh="另有 {n} 处未计入正文：--left-out", en="{n} places do not count as policy text: --left-out")
SEVERAL_POLICIES = Text(
    zh="{name} 含 {n} 份政策，此处比较第一份：{title}",
    en="{name} holds {n} policies; this compares the first: {title}",
)

# ----------------------------------------------------------------------------------------- comparing
OLD = Text(zh="旧", en="old")
NEW = Text(zh="新", en="new")
FINDINGS = Text(zh="发现（{n}）", en="Findings ({n})")
NO_FINDINGS = Text(zh="没有需要关注的发现。", en="No findings.")
CHANGES = Text(zh="逐条变更（{n}）", en="Clause by clause ({n})")
WHY = Text(zh="为何重要", en="Why it matters")
HOOKS = Text(zh="依据", en="Law")
NO_CHANGES = Text(zh="没有条款发生变化。", en="No clause changed.")
QUIET = Text(
    zh="仅移动或重新编号、文字未变（{n}）：{clauses}", en="Only moved or renumbered, words unchanged ({n}): {clauses}"
)
ABSENT = Text(zh="无", en="absent")
FOLDED = Text(zh=" …〔略 {n} 字〕… ", en=" …[{n} characters]… ")
MORE = Text(zh="等", en="…")
WRITTEN = Text(zh="已写入 {path}", en="Written to {path}")
