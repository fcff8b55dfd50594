"""What rules about statements (sharing, rights, bans …) have in common: how one that came or went is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import LCSseq

from clauselog.facts.wording import grown, listed_more
from clauselog.model import Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters
from clauselog.text import CJK

_EXCERPT_COLUMNS = 72
"""A quote in a summary is no wider; a Chinese character fills two columns."""
_WIDE = re.compile(rf"[{CJK}\u3000-\u303f\uff00-\uffef]")


def came(delta: Delta, verb: Text, *, good: bool | None = None) -> Iterator[Told]:
    """The statements gained: those good for the user, those bad, or (None) all; neighbours are told as one.

    Statements that grew count as gained, too.
    """
    for group in clusters(_wanted(delta.gained, good), gap_chars=4):
        yield Told(_summary(verb, group), after=group, severity=_severity(group))
    for old, new in delta.grown:
        if _wanted((new,), good) and not any(f.start <= new.start and new.end <= f.end for f in delta.gained):
            yield Told(_by_how_much(_MORE, new, old, new), (old,), (new,), severity=_severity((new,)))


def went(delta: Delta, verb: Text, *, good: bool | None = None) -> Iterator[Told]:
    """The statements lost, as in ``came``; those that shrank count as well."""
    for group in clusters(_wanted(delta.lost, good), gap_chars=4):
        yield Told(_summary(verb, group), before=group, severity=_severity(group))
    for old, new in delta.shrunk:
        if _wanted((old,), good) and not any(f.start <= old.start and old.end <= f.end for f in delta.lost):
            yield Told(_by_how_much(_LESS, old, new, old), (old,), (new,), severity=_severity((old,)))


def _wanted(facts: tuple[Fact, ...], good: bool | None) -> list[Fact]:
    return [
        f
        for f in facts
        if f.get("zh")
        and not f.value.startswith(("to:", "name:", "from:", "for:", "as:", "mask:", "only:", "shown:", "who:"))
        and (good is None or (f.get("good") == "yes") == good)
    ]


def _severity(group: tuple[Fact, ...]) -> Severity | None:
    if any(f.get("grave") == "yes" for f in group):
        return Severity.CRITICAL
    return Severity.MINOR if all(f.get("grave") == "light" for f in group) else None


def _summary(verb: Text, group: tuple[Fact, ...]) -> Text:
    names = list(dict.fromkeys((f.get("zh") or "", f.get("en") or "") for f in group))
    zh, en = "、".join(n[0] for n in names), ", ".join(n[1] for n in names)
    quote = excerpt(group[0].quote).zh
    return Text(f"{verb.zh}{'：' if len(verb.zh) > 2 else ''}{zh}（“{quote}”）", f"{verb.en}: {en} (“{quote}”)")


_MORE, _LESS = Text("扩大", "Widened"), Text("缩小", "Narrowed")


def _by_how_much(verb: Text, fact: Fact, short: Fact, long: Fact) -> Text:
    piece = excerpt(grown(short.quote, long.quote) or "").zh
    return Text(f"{verb.zh}：{fact.get('zh')}（“{piece}”）", f"{verb.en}: {fact.get('en')} (“{piece}”)")


def excerpt(quote: str) -> Text:
    """A quote as it stands in a summary: on one line, and cut where it is long, between words where it can be."""
    line = _cut(" ".join(quote.split()))
    return Text(line, line)


def _cut(line: str) -> str:
    columns = at = 0
    while at < len(line):
        columns += 2 if _WIDE.match(line, at) else 1
        if columns > _EXCERPT_COLUMNS:
            break
        at += 1
    else:
        return line
    cut = least = at - 1
    while cut > least // 2 and _is_inside_word(line, cut):
        cut -= 1
    return line[: cut if cut > least // 2 else least].rstrip() + "…"


def _is_inside_word(line: str, at: int) -> bool:
    return all(not char.isspace() and not _WIDE.match(char) for char in line[at - 1 : at + 1])


def reworded(delta: Delta) -> Iterator[tuple[Fact, Fact]]:
    """Statements of the old text with those of the new that say nearly the same in other words, each at most once."""
    olds, news = ([f for f in side if ":" not in f.value] for side in (delta.was, delta.now))
    pairs = sorted(
        ((_likeness(a.quote, b.quote), i, j) for i, a in enumerate(olds) for j, b in enumerate(news)), reverse=True
    )
    seen: set[tuple[str, int]] = set()
    for ratio, i, j in pairs:
        if ratio < _LEAST_SIMILAR_RATIO:
            return
        if ("old", i) not in seen and ("new", j) not in seen:
            seen |= {("old", i), ("new", j)}
            yield olds[i], news[j]


def _likeness(one: str, other: str) -> float:
    """How much of the longer of two quotes both hold; where nearly all of the shorter stands in it, that share."""
    common, short = LCSseq.similarity(one, other), min(len(one), len(other))
    within = common / short if short >= _LEAST_WITHIN_CHARS else 0.0
    return max(common / max(len(one), len(other)), within if within >= _WITHIN_RATIO else 0.0)


_LEAST_SIMILAR_RATIO = 0.5
_WITHIN_RATIO = 0.8
_LEAST_WITHIN_CHARS = 10


def widened(delta: Delta, *, good: bool) -> Iterator[Told]:
    """Statements whose list of acts, things or cases has more items than before, as ``came`` tells them."""
    for old, new in reworded(delta):
        told = new in delta.gained or (old, new) in delta.grown or _is_cut(old, new)
        if (
            new.value == old.value
            and not told
            and _wanted((new,), good)
            and (more := listed_more(old.quote, new.quote))
        ):
            yield Told(_by_items(_MORE, new, more), (old,), (new,), severity=_severity((new,)))


def narrowed(delta: Delta, *, good: bool) -> Iterator[Told]:
    """Statements whose list of acts, things or cases has fewer items than before, as ``went`` tells them."""
    for old, new in reworded(delta):
        told = old in delta.lost or (old, new) in delta.shrunk or _is_cut(old, new)
        if (
            new.value == old.value
            and not told
            and _wanted((old,), good)
            and (less := listed_more(new.quote, old.quote))
        ):
            yield Told(_by_items(_LESS, old, less), (old,), (new,), severity=_severity((old,)))


def _is_cut(*facts: Fact) -> bool:
    """Whether a quote is not its whole sentence: what is missing there says nothing."""
    return any(fact.get("cut") == "yes" for fact in facts)


def _by_items(verb: Text, fact: Fact, items: tuple[str, ...]) -> Text:
    zh, en = excerpt("、".join(items)).zh, excerpt(", ".join(items)).en
    return Text(f"{verb.zh}：{fact.get('zh')}（“{zh}”）", f"{verb.en}: {fact.get('en')} (“{en}”)")
