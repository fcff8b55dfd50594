"""What data are used for."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 14(2)", "GDPR 13(3)")


@rule(
    "purpose-added",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="个人信息被用于新的目的，超出了用户当初同意的范围。",
)
def purpose_added(delta: Delta) -> Iterator[Told]:
    """Data are used for something they were not.

    Why it matters: a new purpose goes beyond what users agreed to.
    """
    yield from came(delta, Text("新增用途", "Purpose added"), good=None)


@rule(
    "purpose-removed",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明该用途。",
)
def purpose_removed(delta: Delta) -> Iterator[Told]:
    """A purpose is no longer stated.

    Why it matters: data may no longer be used for it.
    """
    yield from went(delta, Text("删去用途", "Purpose removed"), good=None)
