"""How data are kept safe."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 51", "PIPL 57", "GDPR 32-34")


@rule(
    "security-lost",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="安全措施或事件告知的承诺被删去。",
)
def security_lost(delta: Delta) -> Iterator[Told]:
    """A safeguard, or notice of a breach, is no longer promised.

    Why it matters: users may not learn that their data leaked.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "security-added",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新写明的安全措施或事件告知，用户可以据此追责。",
)
def security_added(delta: Delta) -> Iterator[Told]:
    """A safeguard, or notice of a breach, is newly promised.

    Why it matters: users can hold the provider to it.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


@rule(
    "security-weakened",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="写明安全措施不适用。",
)
def security_weakened(delta: Delta) -> Iterator[Told]:
    """Security is said not to apply.

    Why it matters: data there are less safe.
    """
    yield from came(delta, Text("新增", "Added"), good=False)
