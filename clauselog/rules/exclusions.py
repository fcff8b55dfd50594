"""What the provider does not answer for."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("民法典 506", "消费者权益保护法 26", "Directive 93/13/EEC annex 1(a)")


@rule(
    "exclusion-added",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="免责范围扩大，损失更多由用户自己承担。",
)
def exclusion_added(delta: Delta) -> Iterator[Told]:
    """The provider answers for less.

    Why it matters: more of the damage is the user's own.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "exclusion-removed",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="免责条款被删去，用户可以就该损失索赔。",
)
def exclusion_removed(delta: Delta) -> Iterator[Told]:
    """An exclusion is gone.

    Why it matters: the user can claim that damage again.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "liability-accepted",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="服务提供者写明承担责任。",
)
def liability_accepted(delta: Delta) -> Iterator[Told]:
    """The provider accepts a liability.

    Why it matters: users can rely on it in a dispute.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


@rule(
    "liability-no-longer-accepted",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务提供者不再写明承担该责任。",
)
def liability_no_longer_accepted(delta: Delta) -> Iterator[Told]:
    """A liability that was accepted is no longer.

    Why it matters: users can no longer point to the text.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)
