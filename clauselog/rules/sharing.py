"""Who else gets the data."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Direction, Fact, Severity, Text
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
    for group in clusters(_untold(delta.gained, ("to:", "name:"))):
        zh, en = _names(group)
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
    for group in clusters(_untold(delta.lost, ("to:", "name:"))):
        zh, en = _names(group)
        yield Told(Text(f"删去接收方：{zh}", f"Recipients removed: {en}"), before=group)


@rule(
    "recipient-use-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="接收方可以把信息用于以前没有写明的用途。",
)
def recipient_use_added(delta: Delta) -> Iterator[Told]:
    """Those who get the data may use them for something new: advertising, training models, credit scoring.

    Why it matters: what others do with the data reaches further than users were told.
    """
    new = {(f.clause, f.get("sentence"), f.value.partition(":")[2]) for f in delta.gained if f.value.startswith("to:")}
    uses = [
        f
        for f in _untold(delta.gained, ("for:",))
        if (f.clause, f.get("sentence"), f.value.partition(":")[2].partition(">")[0]) not in new
    ]
    for group in clusters(uses, gap_chars=20):
        zh, en = _names(group)
        yield Told(Text(f"接收方的新用途：{zh}", f"New use by recipients: {en}"), after=group)


@rule(
    "source-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=("PIPL 17", "GDPR 14"),
    why_zh="从他人处取得的信息，用户往往不知情，也难以更正。",
)
def source_added(delta: Delta) -> Iterator[Told]:
    """Data about users come from somebody they did not come from before.

    Why it matters: what others say of people they seldom know of, and can hardly correct.
    """
    for group in clusters(_untold(delta.gained, ("from:",))):
        zh, en = _names(group)
        yield Told(Text(f"新增信息来源：{zh}", f"Sources of data added: {en}"), after=group)


@rule(
    "source-removed",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=("PIPL 17", "GDPR 14"),
    why_zh="不再写明从该来源取得信息。",
)
def source_removed(delta: Delta) -> Iterator[Told]:
    """Data are no longer said to come from somebody.

    Why it matters: fewer hands add to what is known of people.
    """
    for group in clusters(_untold(delta.lost, ("from:",))):
        zh, en = _names(group)
        yield Told(Text(f"删去信息来源：{zh}", f"Sources of data removed: {en}"), before=group)


@rule(
    "publication-added",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=("PIPL 25", "GDPR 13(1)(e)"),
    why_zh="公开的信息谁都可以看到、复制，之后很难收回。",
)
def publication_added(delta: Delta) -> Iterator[Told]:
    """Other users, or everybody, get to see data that they did not see before.

    Why it matters: what others have seen and copied can hardly be taken back.
    """
    for group in clusters(_untold(delta.gained, ("shown:",))):
        zh, en = _names(group)
        yield Told(Text(f"向其他用户或公众公开：{zh}", f"Shown to other users or the public: {en}"), after=group)


@rule(
    "publication-removed",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=("PIPL 25", "GDPR 13(1)(e)"),
    why_zh="不再向其他用户或公众公开该信息。",
)
def publication_removed(delta: Delta) -> Iterator[Told]:
    """Data are no longer shown to other users or everybody.

    Why it matters: what is not shown cannot be copied by others.
    """
    for group in clusters(_untold(delta.lost, ("shown:",))):
        zh, en = _names(group)
        yield Told(Text(f"不再公开：{zh}", f"No longer shown: {en}"), before=group)


@rule(
    "sharing-form-changed",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="对外提供的信息保护程度变了：匿名信息无法复原，去标识化信息借助其他数据可能复原。",
)
def sharing_form_changed(delta: Delta) -> Iterator[Told]:
    """Data passed on are masked less, or more, than before.

    Why it matters: anonymous data lead back to nobody, de-identified data may once other data are added.
    """
    forms = tuple(_FORMS)
    kept = {f.value for f in delta.all_after}
    promised = [f for f in delta.all_before if f.value.startswith("mask:") and f.value not in kept]
    pairs = list(delta.swaps(lambda a, b: a.value.startswith("as:") and b.value.startswith("as:")))
    pairs += [(promised[0], f) for f in delta.gained if promised and f.value.startswith("mask:")]
    for old, new in pairs[:1]:
        was, now = (forms.index(f.value.partition(":")[2]) for f in (old, new))
        a, b = (_FORMS[f.value.partition(":")[2]] for f in (old, new))
        yield Told(
            Text(f"对外提供的信息由{a.zh}改为{b.zh}", f"Data passed on are {b.en}, no longer {a.en}"),
            (old,),
            (new,),
            direction=Direction.WORSE if now > was else Direction.BETTER,
        )


@rule(
    "sharing-promise-hedged",
    type="third_party",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="承诺加上了限定，限定以外的共享不再违约。",
)
def sharing_promise_hedged(delta: Delta) -> Iterator[Told]:
    """A promise not to share or sell holds for fewer cases than before.

    Why it matters: what the hedge leaves out is no longer promised.
    """
    for group in clusters(_untold(delta.gained, ("only:",)), gap_chars=4):
        zh, en = _names(group)
        yield Told(Text(f"承诺被限定：{zh}", f"A promise is hedged: {en}"), after=group)


_FORMS = {
    "anonymous": Text("匿名化", "anonymous"),
    "aggregated": Text("汇总", "aggregated"),
    "de-identified": Text("去标识化", "de-identified"),
}


def _untold(facts: tuple[Fact, ...], kinds: tuple[str, ...]) -> list[Fact]:
    """The facts of these kinds, less those in sentences that are told of as a whole."""
    whole = {(f.clause, f.get("sentence")) for f in facts if ":" not in f.value and f.get("grave") != "light"}
    return [f for f in facts if f.value.startswith(kinds) and (f.clause, f.get("sentence")) not in whole]


def _names(group: tuple[Fact, ...]) -> tuple[str, str]:
    zh, en = ([f.get(lang) or "" for f in group] for lang in ("zh", "en"))
    return "、".join(dict.fromkeys(zh)), ", ".join(dict.fromkeys(en))
