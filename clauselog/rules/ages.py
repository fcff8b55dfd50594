"""Ages: who may use the service, whose guardian must agree, whose data are not collected."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.ages import role_name
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule

_HOOKS = ("PIPL 31", "未成年人网络保护条例", "COPPA 16 CFR 312", "GDPR 8")


def _split(fact: Fact) -> tuple[int, str]:
    age, _, role = fact.value.partition(":")
    return int(age), role


def _same_role(old: Fact, new: Fact) -> bool:
    return _split(old)[1] == _split(new)[1] and "@" not in old.value


def _placed(facts: tuple[Fact, ...], others: tuple[Fact, ...]) -> Iterator[Fact]:
    """Ages that hold in one place more, or less, where the age itself stands in the other version as well."""
    known = {f.value for f in others}
    yield from (f for f in facts if "@" in f.value and f.value.partition("@")[0] in known)


def _told(old: Fact, new: Fact) -> Told:
    (was, role), (now, _) = _split(old), _split(new)
    name = role_name(role)
    return Told(
        Text(f"{name.zh}由{was}周岁改为{now}周岁", f"{name.en.capitalize()} changed from {was} to {now}"),
        (old,),
        (new,),
    )


@rule(
    "age-threshold-lowered",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="保护的年龄线降低，一部分未成年人不再受保护。",
)
def lowered(delta: Delta) -> Iterator[Told]:
    """Protection starts at a lower age.

    Why it matters: some minors are no longer protected.
    """
    for old, new in delta.swaps(_same_role):
        if _split(new)[0] < _split(old)[0]:
            yield _told(old, new)


@rule(
    "age-threshold-raised",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="保护的年龄线提高，更多未成年人受到保护；也可能有人不再能使用服务。",
)
def raised(delta: Delta) -> Iterator[Told]:
    """Protection reaches to a higher age.

    Why it matters: more minors are protected, and some may be shut out of the service.
    """
    for old, new in delta.swaps(_same_role):
        if _split(new)[0] > _split(old)[0]:
            yield _told(old, new)


@rule(
    "age-threshold-added",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.NEUTRAL,
    hooks=_HOOKS,
    why_zh="新的年龄要求决定谁可以使用服务、谁需要监护人同意。",
)
def added(delta: Delta) -> Iterator[Told]:
    """An age is named where none was.

    Why it matters: it decides who may use the service and whose guardian must agree.
    """
    for fact in delta.alone(_same_role)[1]:
        age, role = _split(fact)
        if role != "mention" and "@" not in role:
            name = role_name(role)
            better = role == "no-collection"
            yield Told(
                Text(f"新增{name.zh}：{age}周岁", f"Added {name.en}: {age}"),
                after=(fact,),
                direction=Direction.BETTER if better else None,
            )


@rule(
    "age-threshold-removed",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="年龄要求被删除，对未成年人的保护可能随之消失。",
)
def removed(delta: Delta) -> Iterator[Told]:
    """An age that was named is gone.

    Why it matters: the protection of minors that hung on it may be gone, too.
    """
    for fact in delta.alone(_same_role)[0]:
        age, role = _split(fact)
        if role != "mention" and "@" not in role:
            name = role_name(role)
            yield Told(Text(f"删去{name.zh}：{age}周岁", f"Removed {name.en}: {age}"), before=(fact,))


@rule(
    "age-threshold-reaches-further",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="年龄要求扩及更多国家或地区，当地一部分人不再能使用服务，或须监护人同意。",
)
def reaches_further(delta: Delta) -> Iterator[Told]:
    """An age that held in some places holds in another as well.

    Why it matters: people there may be shut out of the service or need a guardian's consent.
    """
    for fact in _placed(delta.gained, delta.all_before):
        age, role = _split(fact)
        name = role_name(role)
        if not role.startswith("mention"):
            yield Told(
                Text(f"年龄要求扩及：{name.zh}{age}周岁", f"The age now holds further: {name.en}: {age}"),
                after=(fact,),
                direction=Direction.BETTER if role.startswith("no-collection") else None,
            )


@rule(
    "age-threshold-reaches-less-far",
    type="age_threshold",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="年龄要求不再适用于该国家或地区。",
)
def reaches_less_far(delta: Delta) -> Iterator[Told]:
    """An age no longer holds in some place.

    Why it matters: more people there may use the service, and fewer minors are protected.
    """
    for fact in _placed(delta.lost, delta.all_after):
        age, role = _split(fact)
        name = role_name(role)
        if not role.startswith("mention"):
            yield Told(
                Text(f"年龄要求不再适用：{name.zh}{age}周岁", f"The age no longer holds: {name.en}: {age}"),
                before=(fact,),
            )
