"""How soon the provider answers requests and complaints."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.periods import read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("PIPL 50", "GDPR 12(3)")


def _days(fact: Fact) -> float:
    period = read_period(fact.value)
    return period.days if period else 0.0


def _name(fact: Fact) -> Text:
    period = read_period(fact.value)
    return period.words if period else Text(fact.value, fact.value)


def _told(old: Fact, new: Fact) -> Told:
    was, now = _name(old), _name(new)
    return Told(
        Text(f"答复期限由{was.zh}改为{now.zh}", f"Response deadline changed from {was.en} to {now.en}"), (old,), (new,)
    )


@rule(
    "response-deadline-lengthened",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="答复期限延长，用户行使权利要等更久。",
)
def lengthened(delta: Delta) -> Iterator[Told]:
    """Answers may take longer.

    Why it matters: users wait longer for their rights.
    """
    for old, new in delta.swaps():
        if _days(new) > _days(old):
            yield _told(old, new)


@rule(
    "response-deadline-shortened",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="答复期限缩短，用户更快得到回应。",
)
def shortened(delta: Delta) -> Iterator[Told]:
    """Answers come sooner.

    Why it matters: users are heard faster.
    """
    for old, new in delta.swaps():
        if _days(new) <= _days(old):
            yield _told(old, new)


@rule(
    "response-deadline-added",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="写明了答复期限，用户可以据此催办。",
)
def added(delta: Delta) -> Iterator[Told]:
    """A deadline for answers is promised where none was.

    Why it matters: users can hold the provider to it.
    """
    for fact in delta.alone()[1]:
        name = _name(fact)
        yield Told(Text(f"新增答复期限：{name.zh}", f"Response deadline added: {name.en}"), after=(fact,))


@rule(
    "response-deadline-removed",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="答复期限被删去，用户不知道要等多久。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """The promised deadline is gone.

    Why it matters: nobody can say when a request is overdue.
    """
    for fact in delta.alone()[0]:
        name = _name(fact)
        yield Told(Text(f"删去答复期限（原为{name.zh}）", f"Response deadline removed (was {name.en})"), before=(fact,))
