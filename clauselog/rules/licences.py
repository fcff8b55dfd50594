"""What users grant on their content."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.licences import ATTRIBUTES, GOOD, OTHERWISE
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("民法典 496-497", "Directive 93/13/EEC")
NAMES = {id: name for id, name, _, _ in ATTRIBUTES} | {
    "licence": Text("许可用户内容", "a licence on user content"),
    **{id: name for id, name, *_ in OTHERWISE},
    "use-by-others": Text("他人可使用用户内容", "use of user content by others"),
    "feedback-use": Text("可任意使用反馈", "free use of feedback"),
}


def _names(facts: tuple[Fact, ...]) -> Text:
    named = {f.value: NAMES.get(f.value) or Text(f.get("zh") or "", f.get("en") or "") for f in facts}
    names = list(named.values())
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def _severity(facts: tuple[Fact, ...]) -> Severity:
    return Severity.CRITICAL if any(f.get("grave") == "yes" for f in facts) else Severity.MAJOR


@rule(
    "licence-widened",
    type="content_licence",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="许可范围越大，用户对自己内容的控制越少；永久、不可撤销的许可收不回来。",
)
def licence_widened(delta: Delta) -> Iterator[Told]:
    """The licence that users grant on their content reaches further.

    Why it matters: what is licensed for ever, to anybody, cannot be taken back.
    """
    for group in clusters(f for f in delta.gained if f.value not in GOOD):
        names = _names(group)
        yield Told(
            Text(f"内容许可扩大：{names.zh}", f"Content licence widened: {names.en}"),
            after=group,
            severity=_severity(group),
        )


@rule(
    "licence-narrowed",
    type="content_licence",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="许可范围缩小，用户保留了更多权利。",
)
def licence_narrowed(delta: Delta) -> Iterator[Told]:
    """The licence that users grant reaches less far.

    Why it matters: users keep more of the rights on what they made.
    """
    for group in clusters(f for f in delta.lost if f.value not in GOOD):
        names = _names(group)
        yield Told(
            Text(f"内容许可缩小：不再有{names.zh}", f"Content licence narrowed: no longer {names.en}"),
            before=group,
            severity=_severity(group),
        )


@rule(
    "ownership-no-longer-stated",
    type="content_licence",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="条款不再写明内容归用户所有，权属发生争议时用户少了依据。",
)
def ownership_no_longer_stated(delta: Delta) -> Iterator[Told]:
    """The text said that what users put in or get out is theirs, and no longer does.

    Why it matters: in a dispute over who owns it, users can no longer point to the text.
    """
    for group in clusters(f for f in delta.lost if f.value in GOOD):
        name = _names(group)
        yield Told(Text(f"不再写明{name.zh}", f"No longer stated: {name.en}"), before=group)


@rule(
    "ownership-stated",
    type="content_licence",
    severity=Severity.MINOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="条款写明内容归用户所有，用户可以据此主张权利。",
)
def ownership_stated(delta: Delta) -> Iterator[Told]:
    """The text now says that what users put in or get out is theirs.

    Why it matters: users can rely on it against the provider and others.
    """
    for group in clusters(f for f in delta.gained if f.value in GOOD):
        name = _names(group)
        yield Told(Text(f"写明{name.zh}", f"Stated: {name.en}"), after=group)
