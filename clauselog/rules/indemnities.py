"""Whom the user must make whole."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
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
