"""Terms that have no type of their own: passing the contract on, naming users in publicity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_NEITHER = frozenset({"marking"})
"""What is neither better nor worse for the user."""
_HOOKS = ("民法典 555", "Directive 93/13/EEC annex 1(p)")


def _weighed(told: Told) -> Told:
    facts = told.before or told.after
    return replace(told, direction=Direction.NEUTRAL) if all(f.value in _NEITHER for f in facts) else told


@rule(
    "contract-term-added",
    type="other",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户可能换了合同相对方，或被用于宣传，而没有机会拒绝。",
)
def contract_term_added(delta: Delta) -> Iterator[Told]:
    """The provider may pass the contract on, name its users in publicity, or mark what they made.

    Why it matters: users may find another party across the table, or their name in an advertisement, unasked.
    """
    for told in came(delta, Text("新增", "Added"), good=False):
        yield _weighed(told)


@rule(
    "contract-term-removed",
    type="other",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="服务提供者不再有该权利。",
)
def contract_term_removed(delta: Delta) -> Iterator[Told]:
    """A right to pass the contract on, or to name users in publicity, is gone.

    Why it matters: it now takes the user's consent.
    """
    for told in went(delta, Text("删去", "Removed"), good=False):
        yield _weighed(told)


@rule(
    "contract-protection-lost",
    type="other",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="合同可以不经同意转给他人。",
)
def contract_protection_lost(delta: Delta) -> Iterator[Told]:
    """The provider could not pass the contract on, or the user could; that is no longer said.

    Why it matters: the contract may go to somebody the user never chose.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "contract-protection-added",
    type="other",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="未经同意，合同不能转给他人。",
)
def contract_protection_added(delta: Delta) -> Iterator[Told]:
    """Neither side may pass the contract on, or the user may.

    Why it matters: the user knows with whom the contract stays.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
