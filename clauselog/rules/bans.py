"""What users must not do, and must do."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("民法典 496", "消费者权益保护法 26")


@rule(
    "ban-added",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="违反新的禁止事项可能导致封号或赔偿。",
)
def ban_added(delta: Delta) -> Iterator[Told]:
    """An act is banned, or a duty laid on users, that was not.

    Why it matters: breaking it can cost the account or money.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "ban-removed",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="原来禁止的行为不再被禁止。",
)
def ban_removed(delta: Delta) -> Iterator[Told]:
    """A ban or a duty is gone.

    Why it matters: users are free to do what was forbidden.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)
