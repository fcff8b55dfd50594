"""Whom and what a text leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 17", "GDPR 13", "Directive 93/13/EEC 2(b)")


@rule(
    "scope-narrowed",
    type="scope",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="被排除的信息或用户不再受本文的保护。",
)
def scope_narrowed(delta: Delta) -> Iterator[Told]:
    """The text leaves out data, services or users that it covered or did not speak of.

    Why it matters: what is left out loses the protection of the text.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "scope-widened",
    type="scope",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再排除，本文的保护范围变大。",
)
def scope_widened(delta: Delta) -> Iterator[Told]:
    """What the text left out is no longer left out.

    Why it matters: the protection of the text reaches further.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "group-changed",
    type="scope",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="适用的人群变了：公民、居民与身在当地的用户并不是同一群人。",
)
def group_changed(delta: Delta) -> Iterator[Told]:
    """The sentence speaks of another group of people: of residents instead of citizens, say.

    Why it matters: who lives somewhere, who is a citizen and who merely is there are three different groups.
    """
    pairs: dict[tuple[int, int], tuple[Fact, Fact]] = {}
    for old, new in delta.swaps(lambda a, b: _place(a) == _place(b) != "" and a.value != b.value):
        pairs.setdefault((old.clause, new.clause), (old, new))
    for old, new in pairs.values():
        yield Told(
            Text(
                f"适用人群由{old.get('zh')}改为{new.get('zh')}",
                f"Speaks of {new.get('en')}, no longer of {old.get('en')}",
            ),
            (old,),
            (new,),
            severity=None if _grave(old) or _grave(new) else Severity.MINOR,
        )


def _grave(fact: Fact) -> bool:
    """Whether a group is narrower than whoever lives or is somewhere."""
    return fact.value.startswith(("who:citizens", "who:businesses"))


def _place(fact: Fact) -> str:
    return fact.value.partition("@")[2] if fact.value.startswith("who:") else ""
