"""Service levels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("民法典 577",)


def _differing(old: Fact, new: Fact) -> tuple[float, float]:
    """The first level that differs, old and new; a band too many or too few counts as 0 on the other side."""
    was, now = ([float(p.rstrip("%")) for p in f.value.partition(":")[2].split("/")] for f in (old, new))
    return next(((a, b) for a, b in zip_longest(was, now, fillvalue=0.0) if a != b), (0.0, 0.0))


def _same(old: Fact, new: Fact) -> bool:
    """Whether both speak of availability or both of what is given back."""
    return old.value.partition(":")[0] == new.value.partition(":")[0]


def _what(fact: Fact) -> Text:
    credit = fact.value.startswith("credit:")
    return Text("故障赔偿", "Service credit") if credit else Text("可用性", "Availability")


@rule(
    "service-level-lowered",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="可用性承诺降低，同样的故障不再赔偿或赔得更少。",
)
def lowered(delta: Delta) -> Iterator[Told]:
    """Less availability is promised.

    Why it matters: an outage that was made good before no longer is.
    """
    for old, new in delta.swaps(_same):
        was, now = _differing(old, new)
        if now < was:
            summary = Text(
                f"{_what(new).zh}由{was:g}%降为{now:g}%", f"{_what(new).en} lowered from {was:g}% to {now:g}%"
            )
            yield Told(summary, (old,), (new,))


@rule(
    "service-level-raised",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="可用性承诺提高，更多故障可以得到赔偿。",
)
def raised(delta: Delta) -> Iterator[Told]:
    """More availability is promised.

    Why it matters: more outages are made good.
    """
    for old, new in delta.swaps(_same):
        was, now = _differing(old, new)
        if now > was:
            summary = Text(
                f"{_what(new).zh}由{was:g}%升为{now:g}%", f"{_what(new).en} raised from {was:g}% to {now:g}%"
            )
            yield Told(summary, (old,), (new,))


@rule(
    "service-level-removed",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="可用性承诺被删去，故障时无法据此索赔。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """A promise of availability is gone.

    Why it matters: nobody can claim for an outage under it.
    """
    for fact in delta.alone(_same)[0][:1]:
        value = fact.value.partition(":")[2]
        yield Told(Text(f"删去可用性承诺{value}", f"Promised availability of {value} removed"), before=(fact,))


@rule(
    "service-level-added",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新的可用性承诺，达不到时可以索赔。",
)
def added(delta: Delta) -> Iterator[Told]:
    """Availability is promised where it was not.

    Why it matters: users can claim when it is missed.
    """
    for fact in delta.alone(_same)[1][:1]:
        value = fact.value.partition(":")[2]
        yield Told(Text(f"新增可用性承诺{value}", f"Availability of {value} now promised"), after=(fact,))
