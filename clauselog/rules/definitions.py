"""What words mean in the text."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.wording import grown
from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import excerpt

_HOOKS = ("民法典 466", "Directive 93/13/EEC 5")


@rule(
    "definition-widened",
    type="definition",
    severity=Severity.MINOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="定义变宽，所有用到这个词的条款都随之变宽。",
)
def definition_widened(delta: Delta) -> Iterator[Told]:
    """A word means more than before.

    Why it matters: every clause that uses the word reaches further with it.
    """
    for old, new in delta.kept:
        if piece := grown(old.quote, new.quote):
            more, term = excerpt(piece), new.get("name")
            yield Told(
                Text(f"“{term}”的定义变宽（“{more.zh}”）", f"The definition of {term} is wider (“{more.en}”)"),
                (old,),
                (new,),
            )


@rule(
    "definition-narrowed",
    type="definition",
    severity=Severity.MINOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="定义变窄，所有用到这个词的条款都随之变窄。",
)
def definition_narrowed(delta: Delta) -> Iterator[Told]:
    """A word means less than before.

    Why it matters: every clause that uses the word reaches less far with it.
    """
    for old, new in delta.kept:
        if piece := grown(new.quote, old.quote):
            less, term = excerpt(piece), new.get("name")
            yield Told(
                Text(f"“{term}”的定义变窄（“{less.zh}”）", f"The definition of {term} is narrower (“{less.en}”)"),
                (old,),
                (new,),
            )
