"""Dates a policy states of itself, and whether they tell the truth about the change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Told, Versions, version_rule

_ROLES = {
    "updated": ("更新日期", "update date"),
    "effective": ("生效日期", "effective date"),
    "published": ("发布日期", "date of publication"),
}


def _dates(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    """The first fact of each role: policies state their dates at the top."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if fact.type == "effective_date":
            found.setdefault(fact.value.partition(":")[0], fact)
    return found


def _day(fact: Fact) -> date:
    return date.fromisoformat(fact.value.partition(":")[2])


@version_rule(
    "effective-date-changed",
    type="effective_date",
    severity=Severity.MINOR,
    direction=Direction.NEUTRAL,
    hooks=("WP260 rev.01",),
    why_zh="生效日期决定新条款从哪天起约束用户。",
)
def effective_date_changed(versions: Versions) -> Iterator[Told]:
    """The policy states other dates than before.

    Why it matters: the date says from when the new text binds the user.
    """
    old, new = _dates(versions.facts_before), _dates(versions.facts_after)
    roles = [r for r in _ROLES if r in old and r in new and old[r].value != new[r].value]
    for role in ["effective"] if "effective" in roles else roles[:1]:
        zh, en = _ROLES[role]
        was, now = _day(old[role]).isoformat(), _day(new[role]).isoformat()
        back = now < was
        yield Told(
            Text(f"{zh}由{was}改为{now}", f"The {en} changed from {was} to {now}"),
            (old[role],),
            (new[role],),
            direction=Direction.WORSE if back else Direction.NEUTRAL,
        )


@version_rule(
    "silent-change",
    type="effective_date",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=("WP260 rev.01", "PIPL 17", "电子商务法 34"),
    why_zh="正文变了，页面所写的更新日期或版本号却没有变，用户无从得知。",
)
def silent_change(versions: Versions) -> Iterator[Told]:
    """The text changed in substance, in something critical or major, and the stated dates and version label did not.

    Why it matters: users are told that nothing changed, and rely on it.
    """
    old, new = _dates(versions.facts_before), _dates(versions.facts_after)
    label_old, label_new = versions.before.stated.version_label, versions.after.stated.version_label
    if not new or {f.value for f in old.values()} != {f.value for f in new.values()} or label_old != label_new:
        return
    if any(f.severity.is_material for f in versions.findings):
        role = next(r for r in ("updated", "effective", "published") if r in new)
        stated = _day(new[role]).isoformat()
        yield Told(
            Text(
                f"正文有实质改动，但所写日期仍为{stated}", f"The text changed in substance but is still dated {stated}"
            ),
            (old[role],),
            (new[role],),
        )


@version_rule(
    "no-notice-window",
    type="unilateral_change",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=("电子商务法 34", "Regulation (EU) 2019/1150 3", "Directive 93/13/EEC annex 1(j)"),
    why_zh="新版本被看到时已经生效，用户没有时间提出异议或离开。",
)
def no_notice_window(versions: Versions) -> Iterator[Told]:
    """The stated effective date is on or before the day on which the change was first seen.

    Why it matters: users had no time to object or to leave.
    """
    old, new = _dates(versions.facts_before), _dates(versions.facts_after)
    seen = versions.observed_on
    if seen is None or "effective" not in new or new["effective"].value == getattr(old.get("effective"), "value", None):
        return
    day = _day(new["effective"])
    if day <= seen:
        yield Told(
            Text(
                f"{seen.isoformat()}首次看到改动，而所写生效日期为{day.isoformat()}，没有留出通知期",
                f"First seen on {seen.isoformat()}, in force from {day.isoformat()}: no notice window",
            ),
            (old["effective"],) if "effective" in old else (),
            (new["effective"],),
        )
