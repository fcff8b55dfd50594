"""What it costs: renewals, refunds, late charges, prices."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("消费者权益保护法 26", "电子商务法 49", "16 CFR 425")


@rule(
    "fees-added",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="新的收费、续费或不退款条款会让用户多付钱。",
)
def fees_added(delta: Delta) -> Iterator[Told]:
    """A charge, a renewal or a bar to refunds is new.

    Why it matters: users may owe more or get less back.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "fees-removed",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不利的收费条款被删去。",
)
def fees_removed(delta: Delta) -> Iterator[Told]:
    """A charge, a renewal or a bar to refunds is gone.

    Why it matters: users no longer owe it under the contract.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "refund-lost",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="退款或价格承诺被删去，用户的钱更难要回。",
)
def refund_lost(delta: Delta) -> Iterator[Told]:
    """A refund or a promise about prices is gone.

    Why it matters: money is harder to get back.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "refund-added",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新增的退款或价格承诺对用户有利。",
)
def refund_added(delta: Delta) -> Iterator[Told]:
    """A refund or a promise about prices is new.

    Why it matters: users can ask for their money back.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
