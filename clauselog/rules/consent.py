"""Whether people are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 14", "PIPL 23", "PIPL 29", "GDPR 7")
_BASIS_HOOKS = ("PIPL 13", "GDPR 6", "GDPR 13(1)(c)-(d)", "GDPR 21")
_BASES = ("basis:", "legitimate-interests")


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
    yield from came(_about(delta, bases=False), Text("新增", "Added"), good=False)


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
    yield from went(_about(delta, bases=False), Text("删去", "Removed"), good=False)


@rule(
    "legal-basis-added",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_BASIS_HOOKS,
    why_zh="不再以同意为依据的处理，用户不能靠撤回同意来停止，只能反对。",
)
def legal_basis_added(delta: Delta) -> Iterator[Told]:
    """Legitimate interests, a contract or what is public already stand in for consent.

    Why it matters: what does not rest on consent cannot be ended by withdrawing it, only objected to.
    """
    yield from came(_about(delta, bases=True), Text("新增", "Added"), good=False)


@rule(
    "legal-basis-removed",
    type="consent",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_BASIS_HOOKS,
    why_zh="原来写明的处理依据不见了：请确认是停止处理，还是改用其他依据。",
)
def legal_basis_removed(delta: Delta) -> Iterator[Told]:
    """A legal basis other than consent is no longer named.

    Why it matters: either the processing has ended or it rests on something else now; which of the two is worth asking.
    """
    for told in went(_about(delta, bases=True), Text("删去", "Removed"), good=False):
        named = all(fact.value.startswith("basis:") for fact in told.before)
        yield replace(told, severity=Severity.MINOR) if named else told


def _about(delta: Delta, *, bases: bool) -> Delta:
    """The delta with nothing but the legal bases, or with all but them."""

    def wanted(fact: Fact) -> bool:
        return fact.value.startswith(_BASES) == bases

    return replace(
        delta,
        lost=tuple(filter(wanted, delta.lost)),
        gained=tuple(filter(wanted, delta.gained)),
        grown=tuple(pair for pair in delta.grown if wanted(pair[1])),
        shrunk=tuple(pair for pair in delta.shrunk if wanted(pair[0])),
    )
