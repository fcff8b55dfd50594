"""Rights of the person the data are about."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 44-50", "GDPR 15-22")


@rule(
    "right-lost",
    type="user_rights",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户失去了一项可以主张的权利。",
)
def right_lost(delta: Delta) -> Iterator[Told]:
    """A right is no longer granted.

    Why it matters: what is not granted has to be fought for.
    """
    yield from went(delta, Text("不再写明用户的权利", "No longer granted"), good=None)


@rule(
    "right-added",
    type="user_rights",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户多了一项可以主张的权利。",
)
def right_added(delta: Delta) -> Iterator[Told]:
    """A right is granted that was not.

    Why it matters: users can ask for it and must be answered.
    """
    yield from came(delta, Text("新写明用户的权利", "Newly granted"), good=None)
