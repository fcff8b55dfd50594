"""How the provider can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("PIPL 17(1)(1)", "PIPL 52", "GDPR 13(1)(a)–(b)")


def _names(facts: tuple[Fact, ...]) -> Text:
    values = [f.value.partition(":")[2] for f in facts if ":" in f.value]
    officer = any(f.value == "officer" for f in facts)
    zh = "、".join([*values, *(["数据保护负责人"] if officer else [])])
    return Text(zh, ", ".join([*values, *(["the data protection officer"] if officer else [])]))


@rule(
    "contact-removed",
    type="contact",
    severity=Severity.MINOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="少了一种联系服务提供者的途径。",
)
def contact_removed(delta: Delta) -> Iterator[Told]:
    """A way to reach the provider is gone, or leads elsewhere.

    Why it matters: rights that nobody answers for are hard to use.
    """
    for group in clusters(delta.lost):
        name = _names(group)
        yield Told(Text(f"删去联系方式：{name.zh}", f"Contact removed: {name.en}"), before=group)


@rule(
    "contact-added",
    type="contact",
    severity=Severity.MINOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="多了一种联系服务提供者的途径。",
)
def contact_added(delta: Delta) -> Iterator[Told]:
    """A way to reach the provider is new.

    Why it matters: users know where to turn.
    """
    for group in clusters(delta.gained):
        name = _names(group)
        yield Told(Text(f"新增联系方式：{name.zh}", f"Contact added: {name.en}"), after=group)
