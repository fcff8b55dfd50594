"""Whom and what a text leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
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
