"""What users grant on their content."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.licences import ATTRIBUTES, OTHERWISE
from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule

_HOOKS = ("民法典 496-497", "Directive 93/13/EEC")
NAMES = {id: name for id, name, _, _ in ATTRIBUTES} | {
    "licence": Text("许可用户内容", "a licence on user content"),
    **{id: name for id, name, _ in OTHERWISE},
    "use-by-others": Text("他人可使用用户内容", "use of user content by others"),
}


def _names(facts: tuple[Fact, ...]) -> Text:
    names = [NAMES[value] for value in dict.fromkeys(f.value for f in facts)]
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
    for group in clusters(delta.gained):
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
    for group in clusters(delta.lost):
        names = _names(group)
        yield Told(
            Text(f"内容许可缩小：不再有{names.zh}", f"Content licence narrowed: no longer {names.en}"),
            before=group,
            severity=_severity(group),
        )
