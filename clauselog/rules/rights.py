"""Rights of the person the data are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 44-50", "GDPR 15-22")


def _weighed(told: Iterator[Told]) -> Iterator[Told]:
    """A further case in which a right may be used weighs less than the right itself."""
    for one in told:
        facts = one.after or one.before
        lesser = one.severity is None and all(f.value.startswith("ground:") for f in facts)
        yield replace(one, severity=Severity.MAJOR) if lesser else one


@rule(
    "right-lost",
    type="user_rights",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户失去了一项可以主张的权利。",
)
def right_lost(delta: Delta) -> Iterator[Told]:
    """A right, or a case in which it may be used, is no longer granted.

    Why it matters: what is not granted has to be fought for.
    """
    yield from _weighed(went(delta, Text("不再写明用户的权利", "No longer granted"), good=True))


@rule(
    "right-added",
    type="user_rights",
    severity=Severity.CRITICAL,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户多了一项可以主张的权利。",
)
def right_added(delta: Delta) -> Iterator[Told]:
    """A right, or a case in which it may be used, is granted that was not.

    Why it matters: users can ask for it and must be answered.
    """
    yield from _weighed(came(delta, Text("新写明用户的权利", "Newly granted"), good=True))


@rule(
    "right-tied-down",
    type="user_rights",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="权利仍然写着，但行使权利多了条件，有些用户可能用不上。",
)
def right_tied_down(delta: Delta) -> Iterator[Told]:
    """Rights are kept, but only for some people, through some channel or with a waiver.

    Why it matters: a right that takes an account, a region or a fee is out of reach for some.
    """
    yield from came(delta, Text("权利受限", "Rights tied down"), good=False)


@rule(
    "right-freed",
    type="user_rights",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="行使权利的条件减少，更多用户可以用上。",
)
def right_freed(delta: Delta) -> Iterator[Told]:
    """A condition for using rights is gone.

    Why it matters: more people can use them.
    """
    yield from went(delta, Text("权利不再受限", "Rights no longer tied down"), good=False)
