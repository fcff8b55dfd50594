"""What users must not do, and must do."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, excerpt, narrowed, reworded, went, widened

_HOOKS = ("民法典 496", "消费者权益保护法 26")


@rule(
    "ban-added",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="违反新的禁止事项可能导致封号或赔偿。",
)
def ban_added(delta: Delta) -> Iterator[Told]:
    """An act is banned, or a duty laid on users, that was not.

    Why it matters: breaking it can cost the account or money.
    """
    yield from came(delta, Text("新增", "Added"), good=False)
    yield from widened(delta, good=False)


@rule(
    "ban-removed",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户少了一项禁止或义务。",
)
def ban_removed(delta: Delta) -> Iterator[Told]:
    """A ban or a duty is gone.

    Why it matters: users have one ban or duty less.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)
    yield from narrowed(delta, good=False)


def _level(fact: Fact) -> int:
    """0 for advice and duties that cost nothing to break, 1 for bans and duties with a sanction."""
    return 0 if fact.value == "duty" or fact.get("firm") == "no" else 1


def _turned(verb: Text, fact: Fact, before: tuple[Fact, ...], after: tuple[Fact, ...]) -> Told:
    quote = excerpt(fact.quote)
    zh, en = f"{verb.zh}：{fact.get('zh')}（“{quote.zh}”）", f"{verb.en}: {fact.get('en')} (“{quote.en}”)"
    return Told(Text(zh, en), before, after)


@rule(
    "ban-hardened",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原来只是建议的事情成了禁止或强制的义务，违反即可能被追究。",
)
def ban_hardened(delta: Delta) -> Iterator[Told]:
    """What was advice, or a duty without a sanction, is now a ban, or comes with a sanction.

    Why it matters: what users were only asked to heed can now cost them the account or money.
    """
    for old, new in reworded(delta):
        if _level(old) < _level(new) and new not in delta.gained and "allowed" not in (old.value, new.value):
            yield _turned(Text("由建议改为强制", "Hardened"), new, (old,), (new,))


@rule(
    "ban-softened",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="原来禁止或强制的事情现在只是建议。",
)
def ban_softened(delta: Delta) -> Iterator[Told]:
    """A ban is now advice, or a duty has lost its sanction.

    Why it matters: breaking it no longer costs the account or money.
    """
    for old, new in reworded(delta):
        if _level(old) > _level(new) and old not in delta.lost and "allowed" not in (old.value, new.value):
            yield _turned(Text("由强制改为建议", "Softened"), old, (old,), (new,))


@rule(
    "use-no-longer-allowed",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原来明文允许的使用方式不再获得许可。",
)
def use_no_longer_allowed(delta: Delta) -> Iterator[Told]:
    """A use of the service or of what stands on it was expressly allowed and no longer is.

    Why it matters: whoever relied on it, researchers and archives above all, now acts without leave.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "use-allowed",
    type="prohibited_use",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="明文允许某种使用方式，用户可以放心使用。",
)
def use_allowed(delta: Delta) -> Iterator[Told]:
    """A use of the service or of what stands on it is now expressly allowed.

    Why it matters: users no longer need to ask.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
