"""How data are kept safe."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.periods import Period, read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 51", "PIPL 57", "GDPR 32-34")


@rule(
    "security-lost",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="安全措施或事件告知的承诺被删去。",
)
def security_lost(delta: Delta) -> Iterator[Told]:
    """A safeguard, or notice of a breach, is no longer promised.

    Why it matters: users may not learn that their data leaked.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "security-added",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新写明的安全措施或事件告知，用户可以据此追责。",
)
def security_added(delta: Delta) -> Iterator[Told]:
    """A safeguard, or notice of a breach, is newly promised.

    Why it matters: users can hold the provider to it.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


def _time(fact: Fact) -> Period | None:
    kind, _, value = fact.value.partition(":")
    return read_period(value) if kind == "breach-within" else None


@rule(
    "breach-notice-time",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="安全事件告知得越晚，用户越来不及防范损失。",
)
def breach_notice_time(delta: Delta) -> Iterator[Told]:
    """Users are told of a breach later or sooner.

    Why it matters: whoever learns late of a leak cannot guard against what follows from it.
    """
    for old, new in delta.swaps(lambda a, b: _time(a) is not None and _time(b) is not None):
        was, now = _time(old), _time(new)
        if was and now and was.days != now.days:
            yield Told(
                Text(
                    f"安全事件告知时限由{was.words.zh}改为{now.words.zh}",
                    f"Time for notice of a breach changed from {was.words.en} to {now.words.en}",
                ),
                (old,),
                (new,),
                direction=Direction.WORSE if now.days > was.days else Direction.BETTER,
            )


@rule(
    "security-weakened",
    type="security",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="写明安全措施不适用。",
)
def security_weakened(delta: Delta) -> Iterator[Told]:
    """Security is said not to apply.

    Why it matters: data there are less safe.
    """
    yield from came(delta, Text("新增", "Added"), good=False)
