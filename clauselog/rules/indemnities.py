"""Whom the user must make whole."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule
from clauselog.rules.stating import came, went

_HOOKS = ("消费者权益保护法 26", "民法典 497")


@rule(
    "indemnity-added",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户要替服务提供者承担索赔和律师费。",
)
def indemnity_added(delta: Delta) -> Iterator[Told]:
    """Users must make the provider whole.

    Why it matters: one claim of a third party can cost a user a fortune.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "user-indemnity-lost",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务本身侵权时，用户要自己承担索赔。",
)
def user_indemnity_lost(delta: Delta) -> Iterator[Told]:
    """The provider no longer stands in for claims that its service brings on users.

    Why it matters: where the service itself infringes, users face the claim alone.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "user-indemnity-added",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="服务本身引起的索赔由服务提供者承担。",
)
def user_indemnity_added(delta: Delta) -> Iterator[Told]:
    """The provider stands in for claims that its service brings on users.

    Why it matters: users need not fight claims over what they did not make.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


@rule(
    "indemnity-removed",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户不再负有该赔偿义务。",
)
def indemnity_removed(delta: Delta) -> Iterator[Told]:
    """A duty to make the provider whole is gone.

    Why it matters: users no longer pay for the claims of others.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "indemnity-widened",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户要赔偿的项目增加，数额可能远超实际损失。",
)
def indemnity_widened(delta: Delta) -> Iterator[Told]:
    """Users have to make good more than before: legal fees, lost goodwill, a penalty.

    Why it matters: the sum may go far beyond the damage done.
    """
    if any(":" not in f.value for f in delta.gained):
        return
    for group in clusters(f for f in delta.gained if ":" in f.value):
        zh, en = "、".join(f.get("zh") or "" for f in group), ", ".join(f.get("en") or "" for f in group)
        yield Told(Text(f"用户赔偿范围扩大：{zh}", f"Users now have to make good: {en}"), after=group)


@rule(
    "indemnity-narrowed",
    type="indemnity",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户要赔偿的项目减少。",
)
def indemnity_narrowed(delta: Delta) -> Iterator[Told]:
    """Users have to make good less than before.

    Why it matters: what a mistake can cost has become less.
    """
    if any(":" not in f.value for f in delta.lost):
        return
    for group in clusters(f for f in delta.lost if ":" in f.value):
        zh, en = "、".join(f.get("zh") or "" for f in group), ", ".join(f.get("en") or "" for f in group)
        yield Told(Text(f"用户赔偿范围缩小：{zh}", f"Users no longer have to make good: {en}"), before=group)
