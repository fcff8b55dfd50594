"""Who the contract is with."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("PIPL 17(1)(1)", "PIPL 22", "GDPR 13(1)(a)")


@rule(
    "party-changed",
    type="party",
    severity=Severity.CRITICAL,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="合同相对方或个人信息处理者换了，权利要向另一家公司主张。",
)
def party_changed(delta: Delta) -> Iterator[Told]:
    """Another legal entity provides the service or answers for the data.

    Why it matters: rights have to be claimed from somebody else, perhaps in another country.
    """
    for old, new in delta.swaps():
        if old in delta.lost and new in delta.gained:
            a, b = old.get("name"), new.get("name")
            yield Told(Text(f"主体由{a}变更为{b}", f"The legal entity changed from {a} to {b}"), (old,), (new,))


@rule(
    "party-added",
    type="party",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="新的公司成为合同相对方或处理者。",
)
def party_added(delta: Delta) -> Iterator[Told]:
    """A legal entity is named that was not.

    Why it matters: one more company stands behind the service or holds the data.
    """
    for fact in delta.alone()[1]:
        name = fact.get("name")
        yield Told(Text(f"新增主体：{name}", f"Legal entity added: {name}"), after=(fact,))
