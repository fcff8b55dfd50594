"""Whether people are asked."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 14", "PIPL 23", "PIPL 29", "GDPR 7")


@rule(
    "consent-gate-lost",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原来要先征得同意或可以拒绝，现在不再写明。",
)
def consent_gate_lost(delta: Delta) -> Iterator[Told]:
    """Asking first, or the choice to refuse, is gone.

    Why it matters: what needed a yes may now happen without one.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "consent-gate-added",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户多了一次选择：先同意，或者可以拒绝。",
)
def consent_gate_added(delta: Delta) -> Iterator[Told]:
    """Asking first, or a choice to refuse, is new.

    Why it matters: people can say no.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


@rule(
    "consent-bypassed",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="默认开启、视为同意或无需同意，都绕过了用户的真实意愿。",
)
def consent_bypassed(delta: Delta) -> Iterator[Told]:
    """Consent is deemed, set by default or not needed.

    Why it matters: silence is taken for a yes.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "consent-bypass-removed",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再默认或视为同意。",
)
def consent_bypass_removed(delta: Delta) -> Iterator[Told]:
    """Deemed consent or a default is gone.

    Why it matters: only a real yes counts now.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)
