"""How the provider may change the text itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from clauselog.facts.periods import Period, read_period
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("电子商务法 34", "Regulation (EU) 2019/1150 3", "Directive 93/13/EEC annex 1(j)")


def _period(fact: Fact) -> Period | None:
    kind, _, value = fact.value.partition(":")
    return read_period(value) if kind == "notice" else None


def _as_a_whole(delta: Delta) -> Delta:
    """With only what the other version nowhere states: a text says once, or twice, that it may be changed."""
    before, after = ({f.value for f in facts} for facts in (delta.all_before, delta.all_after))
    return replace(
        delta,
        gained=tuple(f for f in delta.gained if f.value not in before),
        lost=tuple(f for f in delta.lost if f.value not in after),
        grown=(),
        shrunk=(),
    )


def _swaps(delta: Delta) -> Iterator[tuple[Fact, Fact, Period, Period]]:
    for old, new in delta.swaps(lambda a, b: _period(a) is not None and _period(b) is not None):
        was, now = _period(old), _period(new)
        if was and now:
            yield old, new, was, now


@rule(
    "notice-period-shortened",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="通知期缩短，用户更来不及提出异议或离开。",
)
def notice_shortened(delta: Delta) -> Iterator[Told]:
    """Changes come with fewer days of notice.

    Why it matters: users have less time to object or to leave.
    """
    for old, new, was, now in _swaps(delta):
        if now.days < was.days:
            zh, en = was.words.zh, was.words.en
            summary = Text(
                f"变更通知期由{zh}缩短为{now.words.zh}", f"Notice of changes shortened from {en} to {now.words.en}"
            )
            yield Told(summary, (old,), (new,))


@rule(
    "notice-period-lengthened",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="通知期延长，用户有更多时间考虑。",
)
def notice_lengthened(delta: Delta) -> Iterator[Told]:
    """Changes come with more days of notice.

    Why it matters: users have more time to object or to leave.
    """
    for old, new, was, now in _swaps(delta):
        if now.days > was.days:
            zh, en = was.words.zh, was.words.en
            summary = Text(
                f"变更通知期由{zh}延长为{now.words.zh}", f"Notice of changes lengthened from {en} to {now.words.en}"
            )
            yield Told(summary, (old,), (new,))


@rule(
    "change-right-added",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="服务提供者可以单方修改约定，或以继续使用视为同意。",
)
def change_right_added(delta: Delta) -> Iterator[Told]:
    """The provider may change the text, at once, without notice or with deemed consent.

    Why it matters: what was agreed can be changed by one side alone.
    """
    yield from came(_as_a_whole(delta), Text("新增", "Added"), good=False)


@rule(
    "change-right-removed",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="单方修改的权利被删去。",
)
def change_right_removed(delta: Delta) -> Iterator[Told]:
    """A right to change the text alone is gone.

    Why it matters: what was agreed stays agreed.
    """
    yield from went(_as_a_whole(delta), Text("删去", "Removed"), good=False)


@rule(
    "change-notice-lost",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="修改前通知用户的承诺被删去；一项都不剩时最为严重。",
)
def change_notice_lost(delta: Delta) -> Iterator[Told]:
    """Notice of changes is no longer promised; critical where no other promise of notice is left.

    Why it matters: users may be bound by a text they never saw.
    """
    left = any(f.value.startswith(("notice", "special:")) for f in delta.all_after)
    for told in went(_as_a_whole(delta), Text("删去", "Removed"), good=True):
        worst = not left and any(f.value.startswith("notice") for f in told.before)
        yield replace(told, severity=Severity.CRITICAL if worst else told.severity)


@rule(
    "change-notice-added",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户会在修改前得到通知。",
)
def change_notice_added(delta: Delta) -> Iterator[Told]:
    """Notice of changes is promised.

    Why it matters: users learn of a change in time to object or to leave.
    """
    yield from came(_as_a_whole(delta), Text("新增", "Added"), good=True)
    if any(_period(f) for f in delta.all_before) or any(f.value == "notice" for f in delta.gained):
        return
    for fact in delta.gained:
        if period := _period(fact):
            yield Told(
                Text(f"新增变更通知期：{period.words.zh}", f"Notice of changes now comes with {period.words.en}"),
                after=(fact,),
            )
            return
