"""How soon the provider answers, how long the person has, and when a notice counts as received."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.periods import read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("PIPL 50", "GDPR 12(3)")


def _kind(fact: Fact) -> str:
    """``own`` and ``deemed``; "" for answers of the provider."""
    kind, mark, _ = fact.value.partition(":")
    return kind if mark else ""


def _same(old: Fact, new: Fact) -> bool:
    return _kind(old) == _kind(new)


def _days(fact: Fact) -> float:
    period = read_period(fact.value.rpartition(":")[2])
    return period.days if period else 0.0


def _name(fact: Fact) -> Text:
    period = read_period(fact.value.rpartition(":")[2])
    return period.words if period else Text(fact.value, fact.value)


def _changed(delta: Delta, kinds: tuple[str, ...]) -> Iterator[tuple[Fact, Fact]]:
    for old, new in delta.revalued(_same):
        if _kind(old) in kinds and _days(old) != _days(new):
            yield old, new


def _told(old: Fact, new: Fact, zh: str, en: str) -> Told:
    was, now = _name(old), _name(new)
    return Told(Text(f"{zh}由{was.zh}改为{now.zh}", f"{en} changed from {was.en} to {now.en}"), (old,), (new,))


def _answer(old: Fact, new: Fact) -> Told:
    return _told(old, new, "答复期限", "Response deadline")


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
    for old, new in _changed(delta, ("",)):
        if _days(new) > _days(old):
            yield _answer(old, new)


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
    for old, new in _changed(delta, ("",)):
        if _days(new) < _days(old):
            yield _answer(old, new)


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
    for fact in delta.alone(_same)[1]:
        if not _kind(fact):
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
    for fact in delta.alone(_same)[0]:
        if not _kind(fact):
            name = _name(fact)
            summary = Text(f"删去答复期限（原为{name.zh}）", f"Response deadline removed (was {name.en})")
            yield Told(summary, before=(fact,))


@rule(
    "own-deadline-changed",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="申诉、异议或起诉的期限变化，错过了就失去主张的机会。",
)
def own_deadline_changed(delta: Delta) -> Iterator[Told]:
    """The person has more, or less, time to object, appeal or claim.

    Why it matters: who is a day late loses the remedy.
    """
    for old, new in _changed(delta, ("own",)):
        told = _told(old, new, "提出主张的期限", "Time to act")
        direction = Direction.WORSE if _days(new) < _days(old) else Direction.BETTER
        yield Told(told.summary, told.before, told.after, direction=direction)


@rule(
    "deemed-receipt-changed",
    type="response_deadline",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="视为送达的时间变化，当事人可能还没看到通知，期限就已开始计算。",
)
def deemed_receipt_changed(delta: Delta) -> Iterator[Told]:
    """A notice counts as received sooner, or later.

    Why it matters: time runs from then on, whether or not anybody has read it.
    """
    for old, new in _changed(delta, ("deemed",)):
        told = _told(old, new, "视为送达的期限", "Time until a notice counts as received")
        direction = Direction.WORSE if _days(new) < _days(old) else Direction.BETTER
        yield Told(told.summary, told.before, told.after, direction=direction)
