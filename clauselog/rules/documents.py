"""Other documents that bind."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule
from clauselog.rules.stating import came, went

_HOOKS = ("民法典 496",)


@rule(
    "document-binds",
    type="incorporation",
    severity=Severity.MAJOR,
    direction=Direction.NEUTRAL,
    hooks=_HOOKS,
    why_zh="另一份文件也约束用户，或者优先适用，用户未必读过。",
)
def document_binds(delta: Delta) -> Iterator[Told]:
    """Another document binds, or comes first.

    Why it matters: users are bound by a text they may not have read.
    """
    yield from came(delta, Text("新增", "Added"), good=None)


@rule(
    "document-no-longer-binds",
    type="incorporation",
    severity=Severity.MAJOR,
    direction=Direction.NEUTRAL,
    hooks=_HOOKS,
    why_zh="不再援引该文件，或者不再约定何者优先。",
)
def document_no_longer_binds(delta: Delta) -> Iterator[Told]:
    """A reference to a binding document, or its rank, is gone.

    Why it matters: which text applies is no longer said.
    """
    yield from went(delta, Text("删去", "Removed"), good=None)


@rule(
    "precedence-changed",
    type="incorporation",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="两份文件冲突时，适用的不再是原来那一份。",
)
def precedence_changed(delta: Delta) -> Iterator[Told]:
    """Where two documents conflict, another one counts than before.

    Why it matters: what users relied on may be overruled by a text that they did not look at.
    """
    for old, new in delta.swaps(lambda a, b: _is(a, "wins:") and _is(b, "wins:")):
        a, b = old.get("name"), new.get("name")
        yield Told(
            Text(f"冲突时由以{a}为准改为以{b}为准", f"In a conflict {b} prevails, no longer {a}"), (old,), (new,)
        )
    told = {f.clause for f in delta.gained if f.value == "precedence"}
    for fact in delta.alone(lambda a, b: _is(a, "wins:") and _is(b, "wins:"))[1]:
        if _is(fact, "wins:") and fact.value != "wins:this" and fact.clause not in told:
            name = fact.get("name")
            yield Told(Text(f"冲突时以{name}为准", f"In a conflict {name} prevails"), after=(fact,))


@rule(
    "rules-to-follow-added",
    type="incorporation",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="用户还须遵守另一份文件，而它可以单独修改。",
)
def rules_to_follow_added(delta: Delta) -> Iterator[Told]:
    """Users must follow a document that they did not have to follow.

    Why it matters: its rules bind as well, and it may be changed by itself.
    """
    for group in clusters((f for f in delta.alone(_both_bind)[1] if _is(f, "binds:")), gap_chars=20):
        names = ", ".join(dict.fromkeys(f.get("name") or "" for f in group))
        yield Told(Text(f"新增须遵守的文件：{names}", f"Must be followed as well: {names}"), after=group)


@rule(
    "rules-to-follow-removed",
    type="incorporation",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="该文件不再约束用户。",
)
def rules_to_follow_removed(delta: Delta) -> Iterator[Told]:
    """Users no longer have to follow a document.

    Why it matters: its rules bind nobody any more.
    """
    for group in clusters((f for f in delta.alone(_both_bind)[0] if _is(f, "binds:")), gap_chars=20):
        names = ", ".join(dict.fromkeys(f.get("name") or "" for f in group))
        yield Told(Text(f"不再须遵守：{names}", f"Need no longer be followed: {names}"), before=group)


@rule(
    "rules-to-follow-replaced",
    type="incorporation",
    severity=Severity.MINOR,
    direction=Direction.NEUTRAL,
    hooks=_HOOKS,
    why_zh="须遵守的文件换成了另一份，或者改了名称。",
)
def rules_to_follow_replaced(delta: Delta) -> Iterator[Told]:
    """Users must follow another document in place of one, or one of another name.

    Why it matters: the rules in it may differ.
    """
    for old, new in delta.swaps(_both_bind):
        if old in delta.lost and new in delta.gained:
            a, b = old.get("name"), new.get("name")
            yield Told(Text(f"须遵守的文件由{a}改为{b}", f"{b} must be followed in place of {a}"), (old,), (new,))


def _both_bind(one: Fact, other: Fact) -> bool:
    return _is(one, "binds:") and _is(other, "binds:")


def _is(fact: Fact, kind: str) -> bool:
    return fact.value.startswith(kind)
