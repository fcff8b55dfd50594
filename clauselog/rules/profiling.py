"""Automated decisions about people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clauselog.facts.lexicon import data_lexicon
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 24", "GDPR 22")


@rule(
    "profiling-added",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="画像和个性化决定用户看到什么、付多少钱。",
)
def profiling_added(delta: Delta) -> Iterator[Told]:
    """Profiling, personalisation or automated decisions are new.

    Why it matters: profiles decide what people see and what they are charged.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "profiling-inputs-added",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="画像或推荐所依据的数据变多了：平台据此知道得更多，推断得更细。",
)
def inputs_added(delta: Delta) -> Iterator[Told]:
    """A profile or a recommendation rests on more data than before.

    Why it matters: what is fed into a profile decides how much it gives away.
    """
    before = _inputs(delta.all_before)
    lexicon = delta.lexicon or data_lexicon()
    olds = [*delta.was, *(old for old, _ in delta.kept)]
    for new in (*delta.now, *(new for _, new in delta.kept)):
        fresh = [
            id
            for id in _inputs((new,))
            if id in lexicon.categories and not before.keys() & {id, *lexicon.ancestors(id)}
        ]
        if before and fresh and new not in delta.gained:
            names = [lexicon.categories[id].name for id in fresh]
            zh, en = "、".join(n.zh for n in names), ", ".join(n.en for n in names)
            old = tuple(fact for fact in olds if fact.value == new.value)[:1]
            yield Told(Text(f"画像或推荐所依据的数据增加：{zh}", f"Profiling rests on more data: {en}"), old, (new,))


def _inputs(facts: Iterable[Fact]) -> dict[str, None]:
    return dict.fromkeys(id for fact in facts for id in (fact.get("inputs") or "").split())


@rule(
    "profiling-removed",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明画像或个性化。",
)
def profiling_removed(delta: Delta) -> Iterator[Told]:
    """Profiling, personalisation or automated decisions are gone.

    Why it matters: people are treated alike again.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "profiling-opt-out-lost",
    type="automated_decision",
    severity=Severity.CRITICAL,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="关闭个性化或拒绝自动化决策的选择没有了。",
)
def profiling_opt_out_lost(delta: Delta) -> Iterator[Told]:
    """The choice to switch personalisation off is gone.

    Why it matters: the law gives that choice, and the text no longer does.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "profiling-opt-out-added",
    type="automated_decision",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="用户可以关闭个性化或拒绝自动化决策。",
)
def profiling_opt_out_added(delta: Delta) -> Iterator[Told]:
    """The choice to switch personalisation off is new.

    Why it matters: people can leave the profile behind.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
