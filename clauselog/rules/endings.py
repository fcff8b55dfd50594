"""How the contract ends."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("Directive 93/13/EEC annex 1(f)-(g)", "Regulation (EU) 2022/2065 17")


@rule(
    "termination-added",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务或账号可能在更多情况下被终止或限制。",
)
def termination_added(delta: Delta) -> Iterator[Told]:
    """The provider may end or limit the service in more cases.

    Why it matters: users can lose their account and what is in it.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "termination-removed",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="终止或限制服务的情形减少。",
)
def termination_removed(delta: Delta) -> Iterator[Told]:
    """A case for ending or limiting the service is gone.

    Why it matters: accounts are safer.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "termination-protection-lost",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="终止前的通知、纠正期或用户的终止权被删去。",
)
def termination_protection_lost(delta: Delta) -> Iterator[Told]:
    """Notice, time to cure or the user's own right to end is gone.

    Why it matters: the end may come without warning.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "termination-protection-added",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="终止前须通知、给予纠正期，或用户可以终止。",
)
def termination_protection_added(delta: Delta) -> Iterator[Told]:
    """Notice, time to cure or a right of the user to end is new.

    Why it matters: users are warned or free to leave.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
