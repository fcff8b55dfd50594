"""Other documents that bind."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
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
