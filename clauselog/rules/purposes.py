"""What data are used for."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.wording import denies, grown
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 14(2)", "GDPR 13(3)")


@rule(
    "purpose-added",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="个人信息被用于新的目的，超出了用户当初同意的范围。",
)
def purpose_added(delta: Delta) -> Iterator[Told]:
    """Data are used for something they were not.

    Why it matters: a new purpose goes beyond what users agreed to.
    """
    yield from came(delta, Text("新增用途", "Purpose added"), good=False)


@rule(
    "purpose-removed",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明该用途。",
)
def purpose_removed(delta: Delta) -> Iterator[Told]:
    """A purpose is no longer stated.

    Why it matters: data may no longer be used for it.
    """
    yield from went(delta, Text("删去用途", "Purpose removed"), good=False)


@rule(
    "purpose-limit-lost",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=("PIPL 6", "GDPR 5(1)(b)-(c)"),
    why_zh="不再承诺只收集必要的信息、只用于所述目的，以后扩大使用就不再违约。",
)
def purpose_limit_lost(delta: Delta) -> Iterator[Told]:
    """The promise to take only what is needed, or to use it for nothing else, is gone.

    Why it matters: without the promise, a wider use is no longer a breach of it.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)
    for old, new in delta.kept:
        if old.get("good") != "yes":
            continue
        more = grown(old.quote, new.quote)
        further = set(_aims(new)) > set(_aims(old)) and denies(new.quote) <= denies(old.quote)
        if further or (more and not denies(more)):  # what is promised besides loosens nothing
            yield Told(Text("所承诺的用途限制放宽", "The promised limit of use was loosened"), (old,), (new,))


def _aims(promise: Fact) -> list[str]:
    return (promise.get("aims") or "").split()


@rule(
    "purpose-limit-added",
    type="purpose",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=("PIPL 6", "GDPR 5(1)(b)-(c)"),
    why_zh="新承诺只收集必要的信息或只用于所述目的。",
)
def purpose_limit_added(delta: Delta) -> Iterator[Told]:
    """The provider promises to take only what is needed, or to use it for nothing else.

    Why it matters: users can hold the provider to it.
    """
    yield from came(delta, Text("新增", "Added"), good=True)
