"""What rules about statements (sharing, rights, bans …) have in common: how one that came or went is told."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.model import Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters

_EXCERPT_CHARS = {"zh": 36, "en": 72}


def came(delta: Delta, verb: Text, *, good: bool | None = None) -> Iterator[Told]:
    """The statements gained: those good for the user, those bad, or (None) all; neighbours are told as one."""
    for group in clusters(_wanted(delta.gained, good), gap_chars=4):
        yield Told(_summary(verb, group), after=group, severity=_severity(group))


def went(delta: Delta, verb: Text, *, good: bool | None = None) -> Iterator[Told]:
    """The statements lost, as in ``came``."""
    for group in clusters(_wanted(delta.lost, good), gap_chars=4):
        yield Told(_summary(verb, group), before=group, severity=_severity(group))


def _wanted(facts: tuple[Fact, ...], good: bool | None) -> list[Fact]:
    return [
        f
        for f in facts
        if f.get("zh") and not f.value.startswith("to:") and (good is None or (f.get("good") == "yes") == good)
    ]


def _severity(group: tuple[Fact, ...]) -> Severity | None:
    if any(f.get("grave") == "yes" for f in group):
        return Severity.CRITICAL
    return Severity.MINOR if all(f.get("grave") == "light" for f in group) else None


def _summary(verb: Text, group: tuple[Fact, ...]) -> Text:
    names = list(dict.fromkeys((f.get("zh") or "", f.get("en") or "") for f in group))
    zh, en = "、".join(n[0] for n in names), ", ".join(n[1] for n in names)
    quote = " ".join(group[0].quote.split())
    return Text(
        f"{verb.zh}{'：' if len(verb.zh) > 2 else ''}{zh}（“{_cut(quote, _EXCERPT_CHARS['zh'])}”）",
        f"{verb.en}: {en} (“{_cut(quote, _EXCERPT_CHARS['en'])}”)",
    )


def _cut(quote: str, chars: int) -> str:
    return quote if len(quote) <= chars else quote[: chars - 1].rstrip() + "…"
