"""Who else gets the data."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule
from clauselog.rules.stating import came, went

_HOOKS = ("PIPL 21", "PIPL 23", "GDPR 13(1)(e)")


@rule(
    "sharing-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="信息流向新的接收方后，用户对它的控制就少了一分。",
)
def sharing_added(delta: Delta) -> Iterator[Told]:
    """Data go to others than before.

    Why it matters: whoever else holds the data may use, lose or pass them on.
    """
    yield from came(delta, Text("新增", "Added"), good=False)


@rule(
    "sharing-removed",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="不再写明向该接收方提供信息。",
)
def sharing_removed(delta: Delta) -> Iterator[Told]:
    """A passing on of data is no longer stated.

    Why it matters: data that stay with the provider are easier to keep track of.
    """
    yield from went(delta, Text("删去", "Removed"), good=False)


@rule(
    "sharing-promise-lost",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="不共享、不出售的承诺被删去，以后共享就不再违约。",
)
def sharing_promise_lost(delta: Delta) -> Iterator[Told]:
    """A promise not to share or sell is gone.

    Why it matters: without the promise, sharing is no longer a breach of it.
    """
    yield from went(delta, Text("删去", "Removed"), good=True)


@rule(
    "sharing-promise-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="新的承诺限制了信息外流，用户可以据此追责。",
)
def sharing_promise_added(delta: Delta) -> Iterator[Told]:
    """A promise not to share or sell is new.

    Why it matters: users can hold the provider to it.
    """
    yield from came(delta, Text("新增", "Added"), good=True)


@rule(
    "recipient-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="又有一类接收方可以得到用户的信息。",
)
def recipient_added(delta: Delta) -> Iterator[Told]:
    """A kind of recipient joined a list that was there before.

    Why it matters: one more kind of company gets the data.
    """
    told = {(f.start, f.end) for f in delta.gained if ":" not in f.value}
    new = [f for f in delta.gained if f.value.startswith(("to:", "name:")) and (f.start, f.end) not in told]
    for group in clusters(new):
        zh, en = "、".join(f.get("zh") or "" for f in group), ", ".join(f.get("en") or "" for f in group)
        yield Told(Text(f"新增接收方：{zh}", f"Recipients added: {en}"), after=group)


@rule(
    "recipient-removed",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="接收方的名单缩短了。",
)
def recipient_removed(delta: Delta) -> Iterator[Told]:
    """A kind of recipient left a list that is still there.

    Why it matters: one kind of company less gets the data.
    """
    told = {(f.start, f.end) for f in delta.lost if ":" not in f.value}
    old = [f for f in delta.lost if f.value.startswith(("to:", "name:")) and (f.start, f.end) not in told]
    for group in clusters(old):
        zh, en = "、".join(f.get("zh") or "" for f in group), ", ".join(f.get("en") or "" for f in group)
        yield Told(Text(f"删去接收方：{zh}", f"Recipients removed: {en}"), before=group)
