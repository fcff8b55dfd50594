"""Fines and penalties: each new one beside the one that its offence had before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clauselog.model import Direction, Fact, Severity, Text
from clauselog.rules.framework import Delta, Told, clusters, rule
from clauselog.text import CJK

_HOOKS = ("行政处罚法 5", "行政处罚法 16", "GDPR 83")
_SAME_OFFENCE_RATIO = 0.6
_LONGEST_EXCERPT_CHARS = 40
_FOLDED_COMMA = re.compile(rf"(?<=[{CJK}]),(?=[{CJK}])")


def _is_fine(fact: Fact) -> bool:
    return fact.value.startswith("fine:")


def _unit(fact: Fact) -> str:
    return fact.value.removeprefix("fine:").partition(" ")[0]


def _range(fact: Fact) -> tuple[float, float]:
    """The upper and the lower bound; no upper bound is the highest, no lower one is nought."""
    low, _, high = fact.value.partition(" ")[2].partition("..")
    return float(high) if high else float("inf"), float(low) if low else 0.0


@lru_cache(maxsize=4096)
def _pairs(offence: str) -> frozenset[str]:
    letters = "".join(c for c in offence if c.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _likeness(one: Fact, other: Fact) -> tuple[float, float]:
    """How much of the shorter offence stands in the longer, and how much the two have in common, each in [0, 1]."""
    a, b = _pairs(one.get("offence") or ""), _pairs(other.get("offence") or "")
    if not a or not b:
        return (1.0, 1.0) if a == b else (0.0, 0.0)
    return len(a & b) / min(len(a), len(b)), len(a & b) / len(a | b)


def _is_same(one: Fact, other: Fact) -> bool:
    return _unit(one) == _unit(other) and _likeness(one, other)[0] >= _SAME_OFFENCE_RATIO


def _counterpart(fact: Fact, others: Sequence[Fact], taken: frozenset[str]) -> Fact | None:
    """The other version's fine for the offence; ``taken`` are offences whose fine stands unchanged."""
    own = fact.get("offence")
    free = [f for f in others if _is_fine(f) and _is_same(fact, f) and not (own in taken and own == f.get("offence"))]
    return max(free, key=lambda f: _likeness(fact, f), default=None)


def _unchanged(fact: Fact, others: Sequence[Fact]) -> bool:
    return any(f.value == fact.value and _is_same(fact, f) for f in others)


def _kept(delta: Delta) -> frozenset[str]:
    """Offences of which a fine stands in both versions."""
    return frozenset(f.get("offence") or "" for f in delta.all_after if _is_fine(f) and _unchanged(f, delta.all_before))


def _words(facts: Sequence[Fact]) -> Text:
    said = [_in_words(fact) for fact in facts]
    return Text("、".join(dict.fromkeys(s.zh for s in said)), ", ".join(dict.fromkeys(s.en for s in said)))


def _in_words(fact: Fact) -> Text:
    unit, _, bounds = fact.value.removeprefix("fine:").partition(" ")
    low, _, high = bounds.partition("..")
    zh, en = [_yuan(low), _yuan(high)] if unit == "CNY" else [low, high], [_grouped(low), _grouped(high)]
    if unit in _SIGNS:
        zh, en = [_signed(n, _SIGNS[unit].zh) for n in zh], [_signed(n, _SIGNS[unit].en) for n in en]
    elif unit != "CNY":
        zh = [n and f"{unit} {n}" for n in zh]
    name = "" if unit in _SIGNS else f"{unit} "
    if low and high:
        return Text(f"{zh[0]}至{zh[1]}", f"{name}{en[0]}–{en[1]}")
    return Text(f"{zh[1]}以下", f"up to {name}{en[1]}") if high else Text(f"{zh[0]}以上", f"at least {name}{en[0]}")


_SIGNS = {"x": Text("倍", "×"), "%": Text("%", "%")}


def _signed(number: str, sign: str) -> str:
    return number and f"{number}{sign}"


def _yuan(amount: str) -> str:
    """``30000`` as 3万元, as Chinese laws write it."""
    if not amount.isdigit():
        return _signed(amount, "元")
    number = int(amount)
    return f"{number // 1000 / 10:g}万元" if number >= 10_000 and number % 1000 == 0 else f"{number}元"


def _grouped(amount: str) -> str:
    return f"{int(amount):,}" if amount.isdigit() else amount


def _excerpt(fact: Fact) -> str:
    offence = _FOLDED_COMMA.sub("，", " ".join((fact.get("offence") or fact.quote).split()))
    return offence if len(offence) <= _LONGEST_EXCERPT_CHARS else offence[: _LONGEST_EXCERPT_CHARS - 1] + "…"


@rule(
    "fine-changed",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.UNCLEAR,
    hooks=_HOOKS,
    why_zh="罚款幅度决定了同样的违法行为要付出多大代价。",
)
def fine_changed(delta: Delta) -> Iterator[Told]:
    """An offence is fined more, or less, than before.

    Why it matters: the range of the fine is what the same act costs.
    """
    kept = _kept(delta)
    pairs: dict[Fact, Fact] = {}
    for new in delta.now:
        if _is_fine(new) and not _unchanged(new, delta.all_before):
            old = _counterpart(new, delta.all_before, kept)
            if old is not None and _range(old) != _range(new):
                pairs[new] = old
    for group in clusters(pairs, gap_chars=200):
        olds = tuple(dict.fromkeys(pairs[new] for new in group))
        raised = {_range(new) > _range(pairs[new]) for new in group}
        direction = Direction.UNCLEAR if len(raised) > 1 else Direction.WORSE if True in raised else Direction.BETTER
        was, now, what = _words(olds), _words(group), _excerpt(group[0])
        yield Told(
            Text(f"罚款幅度由{was.zh}改为{now.zh}（{what}）", f"Fine changed from {was.en} to {now.en} ({what})"),
            olds[:1], group, direction=direction,
        )  # fmt: skip


@rule(
    "fine-added",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.WORSE,
    hooks=_HOOKS,
    why_zh="原来不罚款的行为现在要罚款。",
)
def fine_added(delta: Delta) -> Iterator[Told]:
    """An act is fined that was not.

    Why it matters: what cost nothing now does.
    """
    kept = _kept(delta)
    new = [
        f
        for f in delta.now
        if _is_fine(f) and not _unchanged(f, delta.all_before) and _counterpart(f, delta.all_before, kept) is None
    ]
    for group in clusters(new, gap_chars=200):
        amount, what = _words(group), _excerpt(group[0])
        yield Told(Text(f"新增罚款：{amount.zh}（{what}）", f"Fine added: {amount.en} ({what})"), after=group)


@rule(
    "fine-removed",
    type="fees",
    severity=Severity.MAJOR,
    direction=Direction.BETTER,
    hooks=_HOOKS,
    why_zh="原来要罚款的行为不再罚款。",
)
def fine_removed(delta: Delta) -> Iterator[Told]:
    """An act is no longer fined.

    Why it matters: what cost money no longer does.
    """
    gone = [
        f
        for f in delta.was
        if _is_fine(f) and not _unchanged(f, delta.all_after) and _counterpart(f, delta.all_after, frozenset()) is None
    ]
    for group in clusters(gone, gap_chars=200):
        amount, what = _words(group), _excerpt(group[0])
        yield Told(Text(f"删去罚款：{amount.zh}（{what}）", f"Fine removed: {amount.en} ({what})"), before=group)
