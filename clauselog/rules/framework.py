"""What a rule is, and how rules are made known.

A rule looks at what became of the facts of one type in one change (a ``Delta``) and says what to tell (``Told``).
It is a pure function, its docstring holds "Why it matters: …", and it knows no regular expression.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from clauselog.facts.lexicon import DataLexicon
from clauselog.model import Change, Direction, Document, Fact, Finding, Severity, Text


@dataclass(frozen=True, slots=True)
class Delta:
    """What became of the facts of one type in one change.

    ``was`` and ``now`` are the facts that only one side of the changed clauses states. ``lost`` and ``gained`` are
    those of them that stand nowhere else in the other version: what only moved, or is said again elsewhere, is in
    neither. ``kept`` pairs the facts that say the same on both sides; their modality or condition may differ.
    ``grown`` pairs statements of which the new one says all that the old one said and something on top; ``shrunk`` the
    other way round.
    ``anew`` are those of ``now`` whose sentence is like none of the other version: what was said before may be said of
    something else now.
    ``change`` is the index of the change. ``all_before`` and ``all_after`` are all facts of the type in each version.
    ``lexicon`` is the user's own, None stands for the one that comes with clauselog.
    """

    type: str
    change: int
    was: tuple[Fact, ...]
    now: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    gained: tuple[Fact, ...]
    kept: tuple[tuple[Fact, Fact], ...] = ()
    grown: tuple[tuple[Fact, Fact], ...] = ()
    shrunk: tuple[tuple[Fact, Fact], ...] = ()
    anew: tuple[Fact, ...] = ()
    all_before: tuple[Fact, ...] = ()
    all_after: tuple[Fact, ...] = ()
    lexicon: DataLexicon | None = None

    def swaps(self, same: Callable[[Fact, Fact], bool] | None = None) -> Iterator[tuple[Fact, Fact]]:
        """Facts of a type with one value at a time, old with new: the pairs in which the value changed.

        Facts are paired in reading order among those that ``same`` holds to speak of one thing. A pair counts
        where at least one of the two is really lost or gained.
        """
        free = list(self.now)
        for old in self.was:
            new = next((f for f in free if same is None or same(old, f)), None)
            if new is not None:
                free.remove(new)
                if old in self.lost or new in self.gained:
                    yield old, new

    def revalued(self, same: Callable[[Fact, Fact], bool] | None = None) -> Iterator[tuple[Fact, Fact]]:
        """As ``swaps``, and also the pairs that stand in the same words but for the numbers, even where both values are
        stated elsewhere too: a fine of one article says nothing of the fine of another.
        """
        olds, news = list(self.was), list(self.now)
        for old in self.was:
            new = next((f for f in news if (same is None or same(old, f)) and _but_for_numbers(old, f)), None)
            if new is not None:
                olds.remove(old)
                news.remove(new)
                yield old, new
        yield from replace(self, was=tuple(olds), now=tuple(news)).swaps(same)

    def alone(self, same: Callable[[Fact, Fact], bool] | None = None) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """What is left of ``lost`` and ``gained`` when the pairs of ``swaps`` are taken out."""
        olds, news = list(self.lost), list(self.gained)
        for old, new in self.swaps(same):
            if old in olds:
                olds.remove(old)
            if new in news:
                news.remove(new)
        return tuple(olds), tuple(news)


_NUMERALS = str.maketrans("", "", "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两.,%")
_SAME_RATIO = 85.0


def _but_for_numbers(old: Fact, new: Fact) -> bool:
    return fuzz.ratio(old.quote.translate(_NUMERALS), new.quote.translate(_NUMERALS)) >= _SAME_RATIO


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule has to say: one sentence and the facts it rests on.

    ``severity`` and ``direction`` are set where they differ from the rule's own.
    """

    summary: Text
    before: tuple[Fact, ...] = ()
    after: tuple[Fact, ...] = ()
    severity: Severity | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """What rules about a whole version look at. ``findings`` are those of the single changes.

    ``observed_on`` is the day on which the new version was first seen, None where nobody knows.
    """

    before: Document
    after: Document
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    facts_before: tuple[Fact, ...]
    facts_after: tuple[Fact, ...]
    observed_on: date | None


Judge = Callable[[Delta], Iterator[Told]]
VersionJudge = Callable[[Versions], Iterator[Told]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its identity. ``version`` goes up when it judges differently.

    Exactly one of ``judge`` (one change) and ``judge_version`` (the whole version) is set.
    """

    id: str
    version: int
    type: str
    severity: Severity
    direction: Direction
    hooks: tuple[str, ...]
    why: Text
    judge: Judge | None = None
    judge_version: VersionJudge | None = None


REGISTRY: dict[str, Rule] = {}
"""Every rule by its id. Importing ``clauselog.rules`` fills it."""


def rule(
    id: str,
    *,
    type: str,
    severity: Severity,
    direction: Direction,
    why_zh: str,
    hooks: tuple[str, ...] = (),
    version: int = 1,
) -> Callable[[Judge], Judge]:
    """Makes a function of a ``Delta`` a rule.

    Its docstring must hold "Why it matters: …"; ``why_zh`` says the same in Chinese.
    """

    def register(judge: Judge) -> Judge:
        _add(Rule(id, version, type, severity, direction, hooks, Text(why_zh, _why(id, judge.__doc__)), judge))
        return judge

    return register


def version_rule(
    id: str,
    *,
    type: str,
    severity: Severity,
    direction: Direction,
    why_zh: str,
    hooks: tuple[str, ...] = (),
    version: int = 1,
) -> Callable[[VersionJudge], VersionJudge]:
    """Makes a function of ``Versions`` a rule; see ``rule``."""

    def register(judge: VersionJudge) -> VersionJudge:
        why = Text(why_zh, _why(id, judge.__doc__))
        _add(Rule(id, version, type, severity, direction, hooks, why, judge_version=judge))
        return judge

    return register


def _add(new: Rule) -> None:
    if new.id in REGISTRY:
        raise ValueError(f"rule {new.id} is defined twice")
    REGISTRY[new.id] = new


def _why(id: str, docstring: str | None) -> str:
    _, mark, why = inspect.cleandoc(docstring or "").partition("Why it matters: ")
    if not mark:
        raise ValueError(f"rule {id}: the docstring does not say why it matters")
    return " ".join(why.split())


def clusters(facts: Iterable[Fact], *, gap_chars: int = 80, most_chars: int = 300) -> Iterator[tuple[Fact, ...]]:
    """Facts that stand together in one clause, as the items of one list do: told as one finding with one quote."""
    group: list[Fact] = []
    for fact in sorted(facts, key=lambda f: (f.clause, f.start, f.end)):
        apart = group and (fact.clause != group[-1].clause or fact.start - group[-1].end > gap_chars)
        if group and (apart or fact.end - group[0].start > most_chars):
            yield tuple(group)
            group = []
        group.append(fact)
    if group:
        yield tuple(group)
