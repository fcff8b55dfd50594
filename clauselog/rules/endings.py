"""How the contract ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.endings import states_cause
from clauselog.facts.periods import Period, read_period
from clauselog.facts.wording import grown
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("Directive 93/13/EEC annex 1(f)-(g)", "Regulation (EU) 2022/2065 17")


def _of_cases(delta: Delta) -> Delta:
    """Of statements that grew or shrank only those in which a case came or went: "all or any part" is none."""
    grew = tuple((old, new) for old, new in delta.grown if states_cause(grown(old.quote, new.quote) or ""))
    shrank = tuple((old, new) for old, new in delta.shrunk if states_cause(grown(new.quote, old.quote) or ""))
    return replace(delta, grown=grew, shrunk=shrank)


@rule(
    "termination-added",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务或账号可能在更多情况下被终止或限制。",
)
def termination_added(delta: Delta) -> Iterator[Told]:
    """The provider may end or limit the service in more cases.

    Why it matters: users can lose their account and what is in it.
    """
    yield from came(_of_cases(delta), Text("新增", "Added"), good=False)


@rule(
    "termination-removed",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="终止或限制服务的情形减少。",
)
def termination_removed(delta: Delta) -> Iterator[Told]:
    """A case for ending or limiting the service is gone.

    Why it matters: accounts are safer.
    """
    yield from went(_of_cases(delta), Text("删去", "Removed"), good=False)


@rule(
    "termination-protection-lost",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="终止前的通知、纠正期或用户的终止权被删去。",
)
def termination_protection_lost(delta: Delta) -> Iterator[Told]:
    """Notice, time to cure or the user's own right to end is gone.

    Why it matters: the end may come without warning.
    """
    yield from went(_of_cases(delta), Text("删去", "Removed"), good=True)


@rule(
    "termination-protection-added",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="终止前须通知、给予纠正期，或用户可以终止。",
)
def termination_protection_added(delta: Delta) -> Iterator[Told]:
    """Notice, time to cure or a right of the user to end is new.

    Why it matters: users are warned or free to leave.
    """
    yield from came(_of_cases(delta), Text("新增", "Added"), good=True)


def _notice(fact: Fact) -> Period | None:
    kind, _, value = fact.value.partition(":")
    return read_period(value) if kind == "notice" else None


@rule(
    "end-notice-changed",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="终止前的通知期决定了用户有多少时间保存数据、另作安排。",
)
def end_notice_changed(delta: Delta) -> Iterator[Told]:
    """The provider must give more, or less, notice before it ends the contract.

    Why it matters: the notice is the time users have to save their data and find something else.
    """
    for old, new in delta.swaps(lambda a, b: _notice(a) is not None and _notice(b) is not None):
        was, now = _notice(old), _notice(new)
        if was and now and was.days != now.days:
            yield Told(
                Text(
                    f"终止前的通知期由{was.words.zh}改为{now.words.zh}",
                    f"Notice before the end changed from {was.words.en} to {now.words.en}",
                ),
                (old,),
                (new,),
                direction=Direction.WORSE if now.days < was.days else Direction.BETTER,
            )


@rule(
    "end-extent-changed",
    type="termination",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="可以终止的是全部服务还是部分服务，决定了用户会失去多少。",
)
def end_extent_changed(delta: Delta) -> Iterator[Told]:
    """All of the service may be ended instead of a part of it, or a part instead of all.

    Why it matters: it is what the user may lose.
    """
    olds = [f for f in delta.was if f.value.startswith("extent:")]
    news = [f for f in delta.now if f.value.startswith("extent:")]
    if len(olds) == len(news) == 1:
        worse = news[0].value == "extent:all"
        yield Told(
            Text("可终止的服务由部分改为全部", "All of the service may be ended, no longer only a part")
            if worse
            else Text("可终止的服务由全部改为部分", "Only a part of the service may be ended, no longer all"),
            tuple(olds),
            tuple(news),
            direction=Direction.WORSE if worse else Direction.BETTER,
        )
