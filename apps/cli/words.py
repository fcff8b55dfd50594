"""What the commands print besides the words of ``clauselog.reports.labels``; values are filled in by ``format``."""

from __future__ import annotations

from clauselog.model import Text

# ------------------------------------------------------------------------------------------- reading
CLAUSES = Text(zh="{n} 条", en="{n} clauses")
CHARACTERS = Text(zh="{n} 字", en="{n} characters")
PUBLISHED = Text(zh="发布 {on}", en="published {on}")
UPDATED = Text(zh="更新 {on}", en="updated {on}")
EFFECTIVE = Text(zh="生效 {on}", en="effective {on}")
PUBLISHED_BY = Text(zh="发布方：{names}", en="published by {names}")
ALSO = Text(zh="（{names}）", en=" ({names})")
FORMER_VERSIONS = Text(zh="列出历史版本 {n} 个：{labels}", en="lists {n} former versions: {labels}")
AND_MORE = Text(zh=" 等（另有 {n} 个）", en=" and {n} more")
LISTED = Text(zh="、", en=", ")
LABELLED = Text(zh="版本 {label}", en="version {label}")
LEFT_OUT = Text(zh="未计入政策正文（{n} 处）", en="Not part of the policy ({n})")
NOTHING_LEFT_OUT = Text(zh="页面内容全部计入正文。", en="Everything on the page counts as policy text.")
LEFT_OUT_HINT = Text(zh="另有 {n} 处未计入正文：--left-out", en="{n} places do not count as policy text: --left-out")

# ----------------------------------------------------------------------------------------- comparing
OLD = Text(zh="旧", en="old")
NEW = Text(zh="新", en="new")
FINDINGS = Text(zh="发现（{n}）", en="Findings ({n})")
NO_FINDINGS = Text(zh="没有需要关注的发现。", en="No findings.")
WORDING_MORE = Text(zh="另有 {n} 处措辞变化待复核：--full", en="{n} changes of wording to review: --full")
CHANGES = Text(zh="逐条变更（{n}）", en="Clause by clause ({n})")
WHY = Text(zh="为何重要", en="Why it matters")
NO_CHANGES = Text(zh="没有条款发生变化。", en="No clause changed.")
QUIET_MORE = Text(zh="… 另有 {n} 处：--full", en="… {n} more: --full")
ABSENT = Text(zh="无", en="absent")
FOLDED = Text(zh=" …〔略 {n} 字〕… ", en=" …[{n} characters]… ")
MORE = Text(zh="等", en="…")
WRITTEN = Text(zh="已写入 {path}", en="Written to {path}")

# ------------------------------------------------------------------------------------------- keeping
INITIALISED = Text(zh="数据库已就绪：{where}", en="The database is ready: {where}")
INIT_NEXT = Text(
    zh="下一步：clauselog add https://… --provider … --name …", en="Next: clauselog add https://… --provider … --name …"
)
DECLARED_NEW = Text(zh="+ {slug}  {name}", en="+ {slug}  {name}")
DECLARED_AGAIN = Text(
    zh="= {slug}  {name}（已有，声明已更新）", en="= {slug}  {name} (known; its declaration is updated)"
)
SEVERAL_POLICIES = Text(
    zh="这一页含 {n} 份政策（{titles}），现作为一份监测；只监测其中一份请加 --keep 'title:{first}'",
    en="This page holds {n} policies ({titles}), watched as one; to watch one alone say --keep 'title:{first}'",
)
ADD_NEXT = Text(zh="下一步：clauselog track {slug}", en="Next: clauselog track {slug}")
NO_POLICIES = Text(
    zh="还没有政策。用 clauselog add 添加网址、文件或声明。",
    en="No policies yet. Add a URL, a file or a declaration with clauselog add.",
)
TRACKING = Text(zh="检查", en="Checking")
TRACKED = Text(
    zh="已检查 {n} 份：新版本 {new}，无变化 {same}，已隔离 {odd}，失败 {failed}",
    en="Checked {n}: new version {new}, unchanged {same}, quarantined {odd}, failed {failed}",
)
QUARANTINED = Text(
    zh="{slug}：{reason}。文本已隔离，不会当作政策变更通知；核对后确认无误可用 track --accept-break。",
    en="{slug}: {reason}. The text is quarantined and nobody is told of a policy change; "
    "once you have looked and it is right: track --accept-break.",
)
REPARSING = Text(zh="重新读取", en="Reading again")
REPARSED = Text(
    zh="已重新读取 {n} 份：新读法 {new}，无变化 {same}，未采用 {odd}，失败 {failed}。没有通知任何人。",
    en="Read {n} again: read otherwise now {new}, unchanged {same}, not taken {odd}, failed {failed}. "
    "Nobody was alerted.",
)
NOT_REPARSED = Text(
    zh="{slug}：{reason}。新读法看起来不完整，保留原有的读法；请检查选择器。",
    en="{slug}: {reason}. The new reading looks broken, so the stored one stands; check the selectors.",
)
LOOKS_BROKEN = Text(zh="新文本疑似不完整", en="the new text looks broken")
POLICY = Text(zh="政策", en="policy")
PROVIDER = Text(zh="发布方", en="provider")
LANGUAGE = Text(zh="语言", en="language")
STATED = Text(zh="自述日期", en="stated dates")
CLAUSE_COUNT = Text(zh="条款", en="clauses")
CHARACTER_COUNT = Text(zh="字数", en="characters")
VERSIONS = Text(zh="版本数", en="versions")
VERSION = Text(zh="版本", en="version")
CHECKED = Text(zh="上次检查", en="last check")
OUTCOME = Text(zh="结果", en="outcome")
VERDICT = Text(zh="结论", en="verdict")
FOUND = Text(zh="发现", en="findings")
ELAPSED = Text(zh="用时", en="took")
BACK_TO = Text(zh="回到第 {number} 版", en="back to version {number}")
OBSERVED = Text(zh="首次见到", en="observed")
CAUSE = Text(zh="原因", en="cause")
SHOWN_VERSION = Text(zh="{slug} 第 {number} 版，{at} 首次见到", en="{slug} version {number}, observed {at}")
NO_VERSIONS = Text(
    zh="{slug} 还没有版本：先运行 clauselog track {slug}", en="{slug} has no version yet: clauselog track {slug}"
)

# ------------------------------------------------------------------------------------------- telling
TYPE = Text(zh="类型", en="type")
CHANNEL = Text(zh="渠道", en="channel")
TARGET = Text(zh="送达", en="target")
LEAST = Text(zh="最低程度", en="at least")
SIGNED = Text(zh="签名", en="signed")
ALL = Text(zh="全部", en="all")
YES = Text(zh="是", en="yes")
NO = Text(zh="否", en="no")
NO_FINDINGS_STORED = Text(zh="没有符合条件的发现。", en="No findings match.")
NO_SUBSCRIPTIONS = Text(
    zh="还没有订阅。用 clauselog subscribe 添加邮箱或 Webhook。",
    en="No subscriptions yet. Add an e-mail address or a webhook with clauselog subscribe.",
)
SUBSCRIBED = Text(zh="订阅 {id}：{target}（{channel}）", en="Subscription {id}: {target} ({channel})")
NEW_SECRET = Text(
    zh="签名密钥（只显示这一次，请存入接收端）：{secret}",
    en="Signing secret, shown this once; put it into the receiver: {secret}",
)
UNSUBSCRIBED = Text(zh="已取消订阅 {id}", en="Subscription {id} is ended")
DELIVERED = Text(
    zh="已送出 {sent}，稍后重试 {retried}，放弃 {dead}；仍在排队 {pending}",
    en="{sent} sent, {retried} to be tried again, {dead} given up; {pending} still waiting",
)
NO_PROVIDER = Text(
    zh="注意：目前没有任何政策的发布方是“{provider}”", en="Note: no policy has the provider '{provider}' so far"
)
SERVING = Text(
    zh="clauselog 正在运行：每 {every} 检查一次，{n} 份政策。Ctrl-C 结束。",
    en="clauselog is running: {n} policies, each checked every {every}. Ctrl-C ends it.",
)

STOPPED = Text(zh="已停止。", en="Stopped.")

# -------------------------------------------------------------------------------------------- doctor
CHECK = Text(zh="检查项", en="check")
STATE = Text(zh="状态", en="state")
ADVICE = Text(zh="建议", en="advice")

# ---------------------------------------------------------------------------------- import and export
IMPORTING = Text(zh="导入", en="Importing")
NEW_VERSIONS = Text(zh="新版本", en="new versions")
SAME = Text(zh="无变化", en="unchanged")
KNOWN_PAGES = Text(zh="已导入过", en="known")
TROUBLED = Text(zh="未收录", en="not taken")
PERIOD = Text(zh="期间", en="period")
IMPORTED = Text(
    zh="已导入 {policies} 份政策：新版本 {made}（其中重新解析 {reparsed}），无变化 {same}，已有 {known}，未收录 {odd}；"
    "用时 {elapsed} 秒，每秒 {rate} 版。没有通知任何人。",
    en="Imported {policies} policies: {made} new versions ({reparsed} of them reparsed), {same} unchanged, "
    "{known} known, {odd} not taken; {elapsed} s, {rate} versions/s. Nobody was alerted.",
)
LEFT_ASIDE = Text(zh="略过 {what}：{reason}", en="Left aside {what}: {reason}")
AND_MORE = Text(zh="另有 {n} 处；--format json 列出全部", en="{n} more; --format json lists all")
PAGE_TROUBLE = Text(zh="{slug} {on} {fate}：{origin}（{reason}）", en="{slug} {on} {fate}: {origin} ({reason})")
FATE_WORDS = {
    "quarantined": Text(zh="已隔离", en="quarantined"),
    "unreadable": Text(zh="读不出", en="unreadable"),
    "late": Text(zh="来迟", en="late"),
}
ACCEPT_BREAKS_HINT = Text(
    zh="核对后确认就是政策原文，可加 --accept-breaks 再导入一次。",
    en="Once you have looked and they are the policy, import again with --accept-breaks.",
)
JOB = Text(zh="任务", en="job")
PART = Text(zh="项", en="part")
NOT_IMPORTED = Text(zh="为何没有导入", en="why it was not imported")
CONFIG_IMPORTED = Text(
    zh="{tool}：新增 {added} 份政策，{kept} 份的网址已在监测，{odd} 项没有对应（见下）。没有抓取任何内容。",
    en="{tool}: {added} policies added, {kept} at an address that is watched already, "
    "{odd} parts without a counterpart (below). Nothing was fetched.",
)
EXPORTED = Text(
    zh="已写入 {path}：{policy}，{versions} 个版本，{snapshots} 份快照，{bytes:,} 字节\nSHA-256 {sha256}",
    en="Written to {path}: {policy}, {versions} versions, {snapshots} snapshots, {bytes:,} bytes\nSHA-256 {sha256}",
)
LET_GO = Text(
    zh="{n} 份快照的原始内容已按保留期限删除，包内只有其 SHA-256。",
    en="The bytes of {n} snapshots were let go by the retention setting; the bundle has their SHA-256 only.",
)
BUNDLE_IMPORTED = Text(
    zh="已核对并导入 {slug}：{versions} 个版本，新增 {new} 次检查的记录。哈希链末值 {head}",
    en="Checked and imported {slug}: {versions} versions, {new} checks are new. Head of the chain {head}",
)
BUNDLE_KNOWN = Text(
    zh="{slug} 的 {versions} 个版本都已在库中，核对一致。哈希链末值 {head}",
    en="All {versions} versions of {slug} are here already and match. Head of the chain {head}",
)

# ------------------------------------------------------------------------------------------- judging
VALUE = Text(zh="内容", en="value")
ACTOR = Text(zh="行为人", en="who")
MODALITY = Text(zh="程度", en="how surely")
CLAUSE = Text(zh="条款", en="clause")
QUOTE = Text(zh="原文", en="quote")
DENIED = Text(zh="不", en="not")
BY_USER = Text(zh="用户", en="user")
BY_OTHERS = Text(zh="他人", en="others")
NO_FACTS = Text(zh="没有读出任何事实。", en="No facts were read.")
FACT = Text(zh="事实", en="fact")
RULE = Text(zh="规则", en="Rule")
SEVERITY = Text(zh="程度", en="Severity")
DIRECTION = Text(zh="方向", en="direction")
LAW = Text(zh="依据", en="Law")
WHAT = Text(zh="所述", en="What it tells")
OFF = Text(zh="已关闭", en="switched off")
LOCAL = Text(zh="自定义", en="your own")
DEFAULT_SEVERITY = Text(zh="默认程度：{severity}", en="Its own severity is {severity}")
