"""What it costs: renewals, refunds, late charges, prices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.periods import Period, read_period
from clauselog.model import Direction, Fact, Severity, Text
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
    paid = {f.clause for f in delta.gained if f.value.startswith("refund-paid:")}  # told by how soon it is paid
    gained = tuple(f for f in delta.gained if not (f.value == "refund" and f.clause in paid))
    yield from came(replace(delta, gained=gained), Text("新增", "Added"), good=True)


def _price(fact: Fact) -> tuple[str, float] | None:
    """The currency and the amount asked for, ``%`` and the share where it is one; None where the fact is neither."""
    kind, _, amount = fact.value.partition(":")
    if kind == "rate":
        return "%", float(amount.rstrip("%"))
    currency, _, number = amount.partition(" ")
    return (currency, float(number)) if kind == "price" else None


def _comparable(old: Fact, new: Fact) -> bool:
    was, now = _price(old), _price(new)
    return was is not None and now is not None and (was[0] == "%") == (now[0] == "%")


@rule(
    "price-changed",
    type="fees",
    severity=Severity.CRITICAL,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="价格变动直接决定用户要付多少钱。",
)
def price_changed(delta: Delta) -> Iterator[Told]:
    """An amount asked for is another one.

    Why it matters: it is what the user pays.
    """
    for old, new in delta.swaps(_comparable):
        was, now = _price(old), _price(new)
        if was and now and was != now and (old in delta.lost or new in delta.gained):
            comparable = was[0] == now[0]
            direction = Direction.WORSE if now[1] > was[1] else Direction.BETTER
            a, b = old.value.partition(":")[2], new.value.partition(":")[2]
            yield Told(
                Text(f"价格由{a}改为{b}", f"Price changed from {a} to {b}"),
                (old,),
                (new,),
                direction=direction if comparable else None,
            )


def _window(fact: Fact, kind: str) -> Period | None:
    """How long a refund may be asked for (``refund-within``), or how soon it is paid (``refund-paid``)."""
    found, _, value = fact.value.partition(":")
    return read_period(value) if found == kind else None


def _windows(delta: Delta, kind: str) -> Iterator[tuple[Fact, Fact, Period, Period]]:
    for old, new in delta.revalued(lambda a, b: _window(a, kind) is not None and _window(b, kind) is not None):
        was, now = _window(old, kind), _window(new, kind)
        if was and now:
            yield old, new, was, now


@rule(
    "refund-window-shortened",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="可以退款的时间缩短，错过了钱就要不回来。",
)
def refund_window_shortened(delta: Delta) -> Iterator[Told]:
    """Refunds have to be asked for sooner.

    Why it matters: who is a day late gets nothing back.
    """
    for old, new, was, now in _windows(delta, "refund-within"):
        if now.days < was.days:
            zh, en = (was.words.zh, now.words.zh), (was.words.en, now.words.en)
            summary = Text(f"退款期限由{zh[0]}缩短为{zh[1]}", f"Refund period shortened from {en[0]} to {en[1]}")
            yield Told(summary, (old,), (new,))


@rule(
    "refund-window-lengthened",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="可以退款的时间延长。",
)
def refund_window_lengthened(delta: Delta) -> Iterator[Told]:
    """Refunds may be asked for later.

    Why it matters: users have more time to find out whether they want it.
    """
    for old, new, was, now in _windows(delta, "refund-within"):
        if now.days > was.days:
            zh, en = (was.words.zh, now.words.zh), (was.words.en, now.words.en)
            summary = Text(f"退款期限由{zh[0]}延长为{zh[1]}", f"Refund period lengthened from {en[0]} to {en[1]}")
            yield Told(summary, (old,), (new,))


@rule(
    "refund-payment-time",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="退款到账的时间写明或改变，用户可以据此催款。",
)
def refund_payment_time(delta: Delta) -> Iterator[Told]:
    """How soon a refund is paid is stated, changed or no longer stated.

    Why it matters: until then the money is not back, and afterwards the user can insist.
    """
    kind = "refund-paid"
    for old, new, was, now in _windows(delta, kind):
        if was.days != now.days:
            yield Told(
                Text(
                    f"退款支付时间由{was.words.zh}改为{now.words.zh}",
                    f"Time until a refund is paid changed from {was.words.en} to {now.words.en}",
                ),
                (old,), (new,), direction=Direction.BETTER if now.days < was.days else Direction.WORSE,
            )  # fmt: skip
    gone, come = delta.alone(lambda a, b: _window(a, kind) is not None and _window(b, kind) is not None)
    for fact in come:
        if period := _window(fact, kind):
            zh, en = period.words.zh, period.words.en
            summary = Text(f"写明退款支付时间：{zh}", f"Refunds are now paid within {en}")
            yield Told(summary, after=(fact,), direction=Direction.BETTER)
    for fact in gone:
        if period := _window(fact, kind):
            zh, en = period.words.zh, period.words.en
            summary = Text(f"不再写明退款支付时间（原为{zh}）", f"Refunds are no longer promised within {en}")
            yield Told(summary, before=(fact,), direction=Direction.WORSE)


@rule(
    "price-added",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="出现了原来没有的价格或费率，用户要付的钱可能更多。",
)
def price_added(delta: Delta) -> Iterator[Told]:
    """A price or a rate where none was stated, in a clause that was there before.

    Why it matters: something that cost nothing, or an unknown sum, now has a price.
    """
    if any(":" not in f.value for f in delta.gained):
        return
    for fact in delta.alone(_comparable)[1][:1]:
        if _price(fact) is not None:
            amount = fact.value.partition(":")[2]
            yield Told(Text(f"新增价格：{amount}", f"Price added: {amount}"), after=(fact,))
