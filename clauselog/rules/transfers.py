"""Where data go and stay."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("PIPL 38-39", "GDPR 44-49")
NAMES = {
    "abroad": Text("向境外传输或在境外处理", "data processed or sent abroad"),
    "anywhere": Text("数据可在任何国家处理", "data in any country at all"),
    "kept-home": Text("承诺不出境", "the promise to keep data at home"),
    "means:scc": Text("标准合同", "standard contractual clauses"),
    "means:dpf": Text("数据隐私框架", "the Data Privacy Framework"),
    "means:adequacy": Text("充分性认定", "adequacy decisions"),
    "means:assessment": Text("出境安全评估", "a security assessment"),
    "means:bcr": Text("约束性公司规则", "binding corporate rules"),
    "means:idta": Text("英国国际数据传输协议", "the UK transfer agreement"),
    "means:cbpr": Text("跨境隐私规则", "the Cross-Border Privacy Rules"),
    "certified": Text("隐私框架认证", "the certification under a privacy framework"),
    "anywhere-others": Text("服务商可在任何国家处理数据", "data handled by service providers in any country at all"),
    "not-adequate": Text("向保护水平不足的国家传输", "data in countries whose law protects them less"),
    "means:consent": Text("出境前单独同意", "separate consent to transfers"),
}


def _safeguard(fact: Fact) -> bool:
    return fact.value.startswith("means:") or fact.value in ("kept-home", "at:CN", "certified")


def _name(facts: tuple[Fact, ...]) -> Text:
    names = []
    for fact in facts:
        place = Text(f"数据所在地{fact.get('zh')}", f"data in {fact.get('en')}")
        names.append(NAMES.get(fact.value, place))
    unique = list(dict.fromkeys(names))
    return Text("、".join(n.zh for n in unique), ", ".join(n.en for n in unique))


@rule(
    "transfer-added",
    type="cross_border",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="数据到了另一个国家，当地的法律和机关也能触及。",
)
def transfer_added(delta: Delta) -> Iterator[Told]:
    """Data go to, or may be reached from, another country.

    Why it matters: abroad, other laws and other authorities reach the data.
    """
    for group in clusters((f for f in delta.gained if not _safeguard(f)), gap_chars=20):
        name = _name(group)
        yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), after=group)


@rule(
    "transfer-removed",
    type="cross_border",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明数据出境或存放于该国。",
)
def transfer_removed(delta: Delta) -> Iterator[Told]:
    """A transfer abroad is no longer stated.

    Why it matters: data that stay at home stay under the law people know.
    """
    for group in clusters((f for f in delta.lost if not _safeguard(f)), gap_chars=20):
        name = _name(group)
        yield Told(Text(f"删去：{name.zh}", f"Removed: {name.en}"), before=group)


@rule(
    "transfer-safeguard-lost",
    type="cross_border",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="数据出境的法律保障被删去。",
)
def transfer_safeguard_lost(delta: Delta) -> Iterator[Told]:
    """A legal means for transfers, or the promise to keep data at home, is gone.

    Why it matters: without it, data may leave with no protection that travels along.
    """
    for group in clusters((f for f in delta.lost if _safeguard(f)), gap_chars=20):
        name = _name(group)
        yield Told(Text(f"删去：{name.zh}", f"Removed: {name.en}"), before=group)


@rule(
    "transfer-safeguard-added",
    type="cross_border",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="数据留在境内或出境有了法律保障。",
)
def transfer_safeguard_added(delta: Delta) -> Iterator[Told]:
    """A legal means for transfers, or the promise to keep data at home, is new.

    Why it matters: the protection of the law travels with the data, or the data do not travel.
    """
    for group in clusters((f for f in delta.gained if _safeguard(f)), gap_chars=20):
        name = _name(group)
        yield Told(Text(f"新增：{name.zh}", f"Added: {name.en}"), after=group)
