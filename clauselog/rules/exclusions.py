"""What the provider does not answer for."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, excerpt, narrowed, reworded, went, widened

_HOOKS = ("民法典 506", "消费者权益保护法 26", "Directive 93/13/EEC annex 1(a)")


@rule(
    "exclusion-added",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="免责范围扩大，损失更多由用户自己承担。",
)
def exclusion_added(delta: Delta) -> Iterator[Told]:
    """The provider answers for less.

    Why it matters: more of the damage is the user's own.
    """
    yield from came(delta, Text("新增", "Added"), good=False)
    yield from widened(delta, good=False)


@rule(
    "exclusion-removed",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="免责条款被删去，用户可以就该损失索赔。",
)
def exclusion_removed(delta: Delta) -> Iterator[Told]:
    """An exclusion is gone.

    Why it matters: the user can claim that damage again.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)
    yield from narrowed(delta, good=False)


@rule(
    "liability-accepted",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="服务提供者写明承担责任。",
)
def liability_accepted(delta: Delta) -> Iterator[Told]:
    """The provider accepts a liability.

    Why it matters: users can rely on it in a dispute.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
    yield from widened(delta, good=True)


@rule(
    "liability-no-longer-accepted",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务提供者不再写明承担该责任。",
)
def liability_no_longer_accepted(delta: Delta) -> Iterator[Told]:
    """A liability that was accepted is no longer.

    Why it matters: users can no longer point to the text.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)
    yield from narrowed(delta, good=True)


def _reach(fact: Fact) -> tuple[int, int]:
    """How far an exclusion goes: the less it leaves out, and the more causes it takes in, the farther."""
    return -int(fact.get("carved") or 0), 0 if fact.get("cause") == "fault" else 1


def _told_otherwise(delta: Delta, sign: int) -> Iterator[tuple[Fact, Fact]]:
    """Exclusions that stand in both texts and now reach farther (``sign`` 1) or less far (-1)."""
    for old, new in reworded(delta):
        (carved, cause), (carves, causes) = _reach(old), _reach(new)
        farther = (carves > carved) - (carves < carved) or (causes > cause) - (causes < cause)
        if (
            farther == sign
            and old.value == new.value == "excluded"
            and new not in delta.gained
            and old not in delta.lost
        ):
            yield old, new


def _turned(verb: Text, old: Fact, new: Fact) -> Told:
    was, now = excerpt(old.quote), excerpt(new.quote)
    zh, en = f"{verb.zh}（“{was.zh}”→“{now.zh}”）", f"{verb.en} (“{was.en}” → “{now.en}”)"
    return Told(Text(zh, en), (old,), (new,))


@rule(
    "exclusion-reaches-farther",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="免责不再以过错为限，或不再保留过错责任，服务提供者因此对更多情形不负责。",
)
def reaches_farther(delta: Delta) -> Iterator[Told]:
    """What is excluded no longer takes somebody's fault, or no longer leaves out the provider's own.

    Why it matters: the provider answers for fewer of the cases in which something goes wrong.
    """
    for old, new in _told_otherwise(delta, 1):
        yield _turned(Text("免责条件放宽", "Exclusion reaches farther"), old, new)


@rule(
    "exclusion-reaches-less-far",
    type="liability_exclusion",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="免责以过错为限，或保留了过错责任，用户可以就更多情形索赔。",
)
def reaches_less_far(delta: Delta) -> Iterator[Told]:
    """What is excluded now takes somebody's fault, or leaves out the provider's own.

    Why it matters: users can claim in more of the cases in which something goes wrong.
    """
    for old, new in _told_otherwise(delta, -1):
        yield _turned(Text("免责条件收紧", "Exclusion reaches less far"), old, new)
