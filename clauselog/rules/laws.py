"""Which law governs the contract."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.places import place_name
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("Rome I 6", "涉外民事关系法律适用法 42")
_SPECIAL = ("home-law-kept", "cisg-excluded")


def _place(fact: Fact) -> bool:
    return fact.value not in _SPECIAL


@rule(
    "governing-law-changed",
    type="governing_law",
    severity=Severity.CRITICAL,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="适用法律变更后，用户的权利可能由另一国法律决定。",
)
def governing_law_changed(delta: Delta) -> Iterator[Told]:
    """Another law governs.

    Why it matters: the law of another place may take away protection that the user had.
    """
    for old, new in delta.swaps(lambda a, b: _place(a) and _place(b)):
        was, now = place_name(old.value), place_name(new.value)
        yield Told(
            Text(f"适用法律由{was.zh}法改为{now.zh}法", f"Governing law moves from {was.en} to {now.en}"),
            (old,),
            (new,),
        )


@rule(
    "governing-law-added",
    type="governing_law",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="约定了适用法律，争议将按该地法律判断。",
)
def governing_law_added(delta: Delta) -> Iterator[Told]:
    """A governing law was agreed where none was.

    Why it matters: disputes will be judged by the law of that place.
    """
    for fact in delta.alone(lambda a, b: _place(a) and _place(b))[1]:
        if _place(fact):
            name = place_name(fact.value)
            yield Told(Text(f"新增适用法律约定：{name.zh}法", f"Governing law named: {name.en}"), after=(fact,))


@rule(
    "governing-law-removed",
    type="governing_law",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="不再约定适用法律，由冲突法规则决定。",
)
def governing_law_removed(delta: Delta) -> Iterator[Told]:
    """No law is named any more.

    Why it matters: which law applies now follows from the rules of conflict of laws.
    """
    for fact in delta.alone(lambda a, b: _place(a) and _place(b))[0]:
        if _place(fact):
            name = place_name(fact.value)
            summary = Text(f"删除适用法律约定（原为{name.zh}法）", f"Governing law no longer named (was {name.en})")
            yield Told(summary, before=(fact,))


@rule(
    "home-law-lost",
    type="governing_law",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="条款不再承认用户所在地消费者保护法的强制性规定。",
)
def home_law_lost(delta: Delta) -> Iterator[Told]:
    """The clause no longer saves the mandatory consumer law of the user's home.

    Why it matters: consumers may believe that they have lost the protection of their own law.
    """
    for fact in delta.lost:
        if fact.value == "home-law-kept":
            yield Told(
                Text("不再保留用户居住地的强制性规定", "Mandatory law of the user's home no longer kept"),
                before=(fact,),
            )


@rule(
    "home-law-kept",
    type="governing_law",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户所在地消费者保护法的强制性规定仍然适用。",
)
def home_law_kept(delta: Delta) -> Iterator[Told]:
    """The mandatory consumer law of the user's home is kept.

    Why it matters: consumers keep the protection of their own law whatever law is chosen.
    """
    for fact in delta.gained:
        if fact.value == "home-law-kept":
            yield Told(
                Text("保留用户居住地的强制性规定", "The mandatory law of the user's home is kept"), after=(fact,)
            )
