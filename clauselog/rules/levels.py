"""Service levels: availability, what is given back for an outage, hours of support, time to answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from clauselog.facts.periods import read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("民法典 577",)
_BUSINESS_HOURS = 40.0
_NAMES = {
    "level": Text("可用性", "Availability"),
    "credit": Text("故障赔偿", "Service credit"),
    "support": Text("支持时间", "Hours of support"),
    "response": Text("响应时间", "Response time"),
}


def _kind(fact: Fact) -> str:
    return fact.value.partition(":")[0]


def _said(fact: Fact) -> str:
    return fact.value.partition(":")[2]


def _same(old: Fact, new: Fact) -> bool:
    """Whether both speak of one thing: of availability, of what is given back, of support."""
    return _kind(old) == _kind(new)


def _hours(said: str) -> float:
    """Hours of support a week."""
    hours, cross, days = said.partition("x")
    return float(hours) * float(days) if cross else _BUSINESS_HOURS


def _better_by(old: Fact, new: Fact) -> float:
    """How much better the new value is for the user: above, below or equal to nought."""
    if _kind(new) == "support":
        return _hours(_said(new)) - _hours(_said(old))
    if _kind(new) == "response":
        was, now = read_period(_said(old)), read_period(_said(new))
        return was.days - now.days if was and now else 0.0
    was_share, now_share = _differing(old, new)
    return now_share - was_share


def _differing(old: Fact, new: Fact) -> tuple[float, float]:
    """The first level that differs, old and new; a band too many or too few counts as 0 on the other side."""
    was, now = ([float(p.rstrip("%")) for p in _said(f).split("/")] for f in (old, new))
    return next(((a, b) for a, b in zip_longest(was, now, fillvalue=0.0) if a != b), (0.0, 0.0))


def _words(fact: Fact) -> Text:
    """A single value in words."""
    if _kind(fact) == "response":
        period = read_period(_said(fact))
        return period.words if period else Text("", "")
    if _kind(fact) == "support":
        hours, cross, days = _said(fact).partition("x")
        if not cross:
            return Text("工作时间", "business hours")
        return Text(f"每周{days}天、每天{hours}小时", f"{hours} hours a day, {days} days a week")
    return Text(_said(fact), _said(fact))


def _from_to(old: Fact, new: Fact) -> tuple[Text, Text]:
    if _kind(new) in ("support", "response"):
        return _words(old), _words(new)
    was, now = (f"{share:g}%" for share in _differing(old, new))
    return Text(was, was), Text(now, now)


def _told(old: Fact, new: Fact, verb: Text) -> Told:
    was, now = _from_to(old, new)
    name = _NAMES[_kind(new)]
    return Told(
        Text(f"{name.zh}由{was.zh}{verb.zh}{now.zh}", f"{name.en} {verb.en} from {was.en} to {now.en}"), (old,), (new,)
    )


@rule(
    "service-level-lowered",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务水平承诺降低，同样的故障不再赔偿、赔得更少或等得更久。",
)
def lowered(delta: Delta) -> Iterator[Told]:
    """Less availability, less support or a slower answer is promised.

    Why it matters: an outage that was made good before no longer is, or help takes longer to come.
    """
    for old, new in delta.swaps(_same):
        if _better_by(old, new) < 0:
            yield _told(
                old, new, Text("降为", "lowered") if _kind(new) in ("level", "credit") else Text("改为", "cut back")
            )


@rule(
    "service-level-raised",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="服务水平承诺提高，更多故障可以得到赔偿或更快得到处理。",
)
def raised(delta: Delta) -> Iterator[Told]:
    """More availability, more support or a quicker answer is promised.

    Why it matters: more outages are made good, and help comes sooner.
    """
    for old, new in delta.swaps(_same):
        if _better_by(old, new) > 0:
            yield _told(
                old, new, Text("升为", "raised") if _kind(new) in ("level", "credit") else Text("改为", "improved")
            )


@rule(
    "service-level-removed",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务水平承诺被删去，无法再据此索赔或催办。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """A promise of availability or support is gone.

    Why it matters: nobody can claim for an outage, or insist on help, under it.
    """
    for fact in delta.alone(_same)[0][:1]:
        name, words = _NAMES[_kind(fact)], _words(fact)
        yield Told(
            Text(f"删去{name.zh}承诺：{words.zh}", f"{name.en} of {words.en} no longer promised"), before=(fact,)
        )


@rule(
    "service-level-added",
    type="service_level",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新的服务水平承诺，达不到时可以索赔或催办。",
)
def added(delta: Delta) -> Iterator[Told]:
    """Availability or support is promised where it was not.

    Why it matters: users can claim when it is missed.
    """
    for fact in delta.alone(_same)[1][:1]:
        name, words = _NAMES[_kind(fact)], _words(fact)
        yield Told(Text(f"新增{name.zh}承诺：{words.zh}", f"{name.en} of {words.en} now promised"), after=(fact,))
