"""How long data are kept: longer, shorter, without end, promised no longer."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.periods import read_period
from clauselog.facts.retention import criterion_name
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("PIPL 19", "GDPR 13(2)(a)", "GDPR 5(1)(e)")
_OPEN = ("open-ended", "until-deleted", "business", "some-time", "extended")
_LIMITS = ("service", "account", "necessary", "law", "deletes", "shorter")

_ENDS = ("service", "account")
"""Limits that end on a day the user can name."""


def _name(fact: Fact) -> Text:
    period = read_period(fact.value)
    return period.words if period else criterion_name(fact.value) or Text(fact.value, fact.value)


def _days(fact: Fact) -> float:
    """About how long; criteria count as more than any duration, and open-ended ones as the most."""
    period = read_period(fact.value)
    if period:
        return period.days
    return _ABOUT_DAYS.get(fact.value, 1e7)


_ABOUT_DAYS = {
    "not-kept": 0.0, "deletes": 9e5, "service": 9e5, "account": 9e5, "shorter": 9e5, "law": 1e6, "necessary": 1e6,
    "until-deleted": 5e6, "open-ended": 2e7,
}  # fmt: skip


def _is_reason(fact: Fact) -> bool:
    return fact.value.startswith("reason:")


def _same(old: Fact, new: Fact) -> bool:
    """Whether both say how long data are kept, or both when they are deleted."""
    if _is_reason(old) or _is_reason(new) or "extended" in (old.value, new.value):
        return False
    return (old.get("by") == "delete") == (new.get("by") == "delete")


def _told(old: Fact, new: Fact) -> Told:
    was, now = _name(old), _name(new)
    return Told(Text(f"保存期限由{was.zh}改为{now.zh}", f"Retention changed from {was.en} to {now.en}"), (old,), (new,))


@rule(
    "retention-lengthened",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="数据保存得越久，被泄露或挪作他用的风险越大。",
)
def lengthened(delta: Delta) -> Iterator[Told]:
    """Data are kept longer.

    Why it matters: the longer data are kept, the greater the risk of a leak or of another use.
    """
    for old, new in delta.swaps(_same):
        if _days(old) < _days(new) and new.value not in _OPEN:
            yield _told(old, new)


@rule(
    "retention-shortened",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="数据保存时间缩短，风险随之降低。",
)
def shortened(delta: Delta) -> Iterator[Told]:
    """Data are kept for less time.

    Why it matters: data that are gone cannot leak.
    """
    for old, new in delta.swaps(_same):
        if _days(old) > _days(new):
            yield _told(old, new)


@rule(
    "retention-open-ended",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="没有明确终点的保存意味着数据可能一直留着。",
)
def open_ended(delta: Delta) -> Iterator[Told]:
    """A limit became none: for ever, until somebody deletes, as long as business needs.

    Why it matters: without an end that can be checked, data may stay for ever.
    """
    for old, new in delta.swaps(_same):
        if _days(old) < _days(new) and new.value in _OPEN:
            yield _told(old, new)
    for fact in delta.alone(_same)[1]:
        if fact.value in _OPEN:
            name = _name(fact)
            yield Told(Text(f"新增：数据保存{name.zh}", f"Data are now kept: {name.en}"), after=(fact,))


@rule(
    "retention-stated",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="新写明的保存期限可能是承诺，也可能是新的保存。",
)
def stated(delta: Delta) -> Iterator[Told]:
    """A retention period is named where none was.

    Why it matters: it may be a promise to delete or a new keeping of data.
    """
    for fact in delta.alone(_same)[1]:
        if read_period(fact.value):
            name = _name(fact)
            deletes = fact.get("by") == "delete"
            direction = Direction.BETTER if deletes else Direction.WORSE
            zh = f"新写明删除期限：{name.zh}" if deletes else f"新写明保存期限：{name.zh}"
            en = f"Deletion now promised within {name.en}" if deletes else f"Retention period now stated: {name.en}"
            yield Told(Text(zh, en), after=(fact,), direction=direction)


@rule(
    "retention-limited",
    type="retention",
    severity=Severity.MINOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新写明了保存的限度，用户可以据此要求删除。",
)
def limited(delta: Delta) -> Iterator[Told]:
    """A criterion that limits keeping, or a promise not to keep, is new.

    Why it matters: users can hold the provider to a limit that is written down.
    """
    for fact in delta.alone(_same)[1]:
        if fact.value in (*_LIMITS, "not-kept"):
            name = _name(fact)
            summary = Text(f"新写明保存限度：{name.zh}", f"A limit of retention is now stated: {name.en}")
            yield Told(summary, after=(fact,), severity=Severity.MAJOR if fact.value in _ENDS else None)


@rule(
    "retention-limit-lost",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原有的保存期限或删除承诺被删去，用户无法再据此要求删除。",
)
def limit_lost(delta: Delta) -> Iterator[Told]:
    """A period, a criterion or a promise not to keep is gone.

    Why it matters: what was promised can no longer be asked for.
    """
    for fact in delta.alone(_same)[0]:
        if fact.value not in _OPEN and not _is_reason(fact):
            name = _name(fact)
            promised = read_period(fact.value) or fact.value in ("not-kept", "deletes", "shorter")
            severity = Severity.MAJOR if promised else Severity.MINOR
            summary = Text(f"删去保存期限或承诺：{name.zh}", f"A retention limit is gone: {name.en}")
            yield Told(summary, before=(fact,), severity=severity)


@rule(
    "retention-open-end-removed",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明永久或无期限保存。",
)
def open_end_removed(delta: Delta) -> Iterator[Told]:
    """Keeping without end is no longer stated.

    Why it matters: the provider no longer claims to keep data for ever.
    """
    for fact in delta.alone(_same)[0]:
        if fact.value in _OPEN:
            name = _name(fact)
            yield Told(Text(f"删去无期限保存：{name.zh}", f"Open-ended retention is gone: {name.en}"), before=(fact,))


def _reasons(facts: tuple[Fact, ...], verb: Text) -> Iterator[tuple[Text, tuple[Fact, ...], Severity]]:
    """The reasons among the facts that stand together, with what to say of them."""
    for group in clusters((f for f in facts if _is_reason(f)), gap_chars=120):
        zh = "、".join(dict.fromkeys(f.get("zh") or "" for f in group))
        en = ", ".join(dict.fromkeys(f.get("en") or "" for f in group))
        light = all(f.get("grave") == "light" for f in group)
        summary = Text(f"{verb.zh}保存数据的理由：{zh}", f"{verb.en} for keeping data: {en}")
        yield summary, group, Severity.MINOR if light else Severity.MAJOR


@rule(
    "retention-reason-added",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="保存数据的理由越多，数据留得越久，也越容易挪作他用。",
)
def reason_added(delta: Delta) -> Iterator[Told]:
    """Data are kept for a further reason, such as running the business or improving products.

    Why it matters: each reason keeps data longer and invites another use.
    """
    for summary, group, severity in _reasons(delta.gained, Text("新增", "New reasons")):
        yield Told(summary, after=group, severity=severity)


@rule(
    "retention-reason-removed",
    type="retention",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="保存数据的理由减少，数据可以更早删除。",
)
def reason_removed(delta: Delta) -> Iterator[Told]:
    """A reason for keeping data is gone.

    Why it matters: data kept for it alone have to be deleted.
    """
    for summary, group, severity in _reasons(delta.lost, Text("删去", "Reasons gone")):
        yield Told(summary, before=group, severity=severity)
