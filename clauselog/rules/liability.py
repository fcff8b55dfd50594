"""Caps of the provider's liability: lowered, raised, added, removed."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.liability import cap_name, cap_order, cap_scope
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("民法典 506", "消费者权益保护法 26", "Directive 93/13/EEC annex 1(b)")


def _same(old: Fact, new: Fact) -> bool:
    return old.actor == new.actor and cap_scope(old.value) == cap_scope(new.value)


def _swaps(delta: Delta) -> Iterator[tuple[Fact, Fact, int | None]]:
    for old, new in delta.swaps(_same):
        order = cap_order(old.value, new.value)
        yield old, new, -order if order is not None and old.actor == "user" else order


def _values(old: Fact, new: Fact) -> tuple[Text, Text]:
    return cap_name(old.value), cap_name(new.value)


@rule(
    "liability-cap-lowered",
    type="liability_cap",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="责任上限降低后，无论损失多大，用户能得到的赔偿都更少。",
)
def lowered(delta: Delta) -> Iterator[Told]:
    """The most the provider owes became less.

    Why it matters: with a lower cap the user gets less, however large the loss is.
    """
    for old, new, order in _swaps(delta):
        if order is not None and order < 0:
            was, now = _values(old, new)
            summary = Text(f"责任上限由{was.zh}降为{now.zh}", f"Liability cap lowered from {was.en} to {now.en}")
            yield Told(summary, (old,), (new,))


@rule(
    "liability-cap-raised",
    type="liability_cap",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="责任上限提高后，用户在受损时能得到更多赔偿。",
)
def raised(delta: Delta) -> Iterator[Told]:
    """The most the provider owes became more.

    Why it matters: with a higher cap the user can recover more of a loss.
    """
    for old, new, order in _swaps(delta):
        if order is not None and order > 0:
            was, now = _values(old, new)
            summary = Text(f"责任上限由{was.zh}升为{now.zh}", f"Liability cap raised from {was.en} to {now.en}")
            yield Told(summary, (old,), (new,))


@rule(
    "liability-cap-changed",
    type="liability_cap",
    severity=Severity.CRITICAL,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="责任上限的算法变了，用户能得到的赔偿可能更多也可能更少。",
)
def changed(delta: Delta) -> Iterator[Told]:
    """The cap is reckoned in another way, and which of the two is more depends on the case.

    Why it matters: what the user can recover now follows another formula.
    """
    for old, new, order in _swaps(delta):
        if order is None or order == 0:
            was, now = _values(old, new)
            summary = Text(f"责任上限由{was.zh}改为{now.zh}", f"Liability cap changed from {was.en} to {now.en}")
            yield Told(summary, (old,), (new,))


@rule(
    "liability-cap-added",
    type="liability_cap",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原来没有上限的责任现在有了上限，超出部分的损失由用户自己承担。",
)
def added(delta: Delta) -> Iterator[Told]:
    """A cap where there was none.

    Why it matters: losses above the new cap are now the user's own.
    """
    for fact in delta.alone(_same)[1]:
        if fact.actor != "user":
            name = cap_name(fact.value)
            yield Told(Text(f"新增责任上限：{name.zh}", f"Liability cap added: {name.en}"), after=(fact,))


@rule(
    "liability-cap-removed",
    type="liability_cap",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="责任上限被取消，用户的损失不再受该限额约束。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """A cap is gone.

    Why it matters: the user's claim is no longer held under the old ceiling.
    """
    for fact in delta.alone(_same)[0]:
        if fact.actor != "user":
            name = cap_name(fact.value)
            yield Told(
                Text(f"责任上限被删除（原为{name.zh}）", f"Liability cap removed (was {name.en})"), before=(fact,)
            )
