"""Automated decisions about people."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 24", "GDPR 22")


@rule(
    "profiling-added",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="画像和个性化决定用户看到什么、付多少钱。",
)
def profiling_added(delta: Delta) -> Iterator[Told]:
    """Profiling, personalisation or automated decisions are new.

    Why it matters: profiles decide what people see and what they are charged.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "profiling-removed",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明画像或个性化。",
)
def profiling_removed(delta: Delta) -> Iterator[Told]:
    """Profiling, personalisation or automated decisions are gone.

    Why it matters: people are treated alike again.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "profiling-opt-out-lost",
    type="automated_decision",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="关闭个性化或拒绝自动化决策的选择没有了。",
)
def profiling_opt_out_lost(delta: Delta) -> Iterator[Told]:
    """The choice to switch personalisation off is gone.

    Why it matters: the law gives that choice, and the text no longer does.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "profiling-opt-out-added",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户可以关闭个性化或拒绝自动化决策。",
)
def profiling_opt_out_added(delta: Delta) -> Iterator[Told]:
    """The choice to switch personalisation off is new.

    Why it matters: people can leave the profile behind.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
