"""Statements that have no number to compare: "we share … with partners", "you may delete your account".

A topic names its kinds in a table; the first kind that a sentence states is the fact of the sentence. Whether such
a fact is new is decided by its kind or by its wording (see ``rules.judging``), never by a keyword alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from clauselog.facts.context import ClauseContext, Sentence
from clauselog.facts.guards import actor, defines, mentioned, modality, negated, phrase_around
from clauselog.facts.patterns import Pattern, lacking
from clauselog.model import Actor, Fact, Text

Polarity = Literal["stated", "denied", "either"]
_LONGEST_QUOTE_CHARS = 240


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing a sentence may state.

    ``zh`` and ``en`` find its verb; ``about_zh`` and ``about_en`` must stand in the sentence (or its lead) as well; ``but_not``
    must not. ``good`` says whether the person who accepts is better off with it. ``by`` is who must act (None: anybody);
    ``polarity`` whether the verb must be stated or denied. ``grave`` finds what
    weighs more than its type's default, ``light`` says that the kind weighs less, ``listed`` that a line ending in a colon states it
    of each item below it ("您不得:").
    """

    id: str
    name: Text
    good: bool
    zh: Pattern | None
    en: Pattern | None
    about_zh: Pattern | None = None
    about_en: Pattern | None = None
    but_not: Pattern | None = None
    by: Actor | None = "provider"
    polarity: Polarity = "stated"
    grave: Pattern | None = None
    light: bool = False
    listed: bool = False


def statements(context: ClauseContext, type: str, kinds: Sequence[Kind], *, each: bool = False) -> Iterator[Fact]:
    """At most one fact per sentence, of the first kind that holds; with ``each`` one of every kind that does.

    ``cut`` is "yes" where the quote is not the whole sentence.
    """
    zh = context.lang == "zh"
    for sentence in context.sentences:
        wanting = lacking(sentence.low)
        for kind in kinds:
            pattern = kind.zh if zh else kind.en  # most kinds end here: kept as cheap as can be
            if pattern is None or pattern.needed & wanting or not pattern.search(sentence.low):
                continue
            verb = _verb(kind, context, sentence)
            if verb is None or defines(sentence):
                continue
            start, end = quotable(sentence, *verb)
            grave = kind.grave is not None and kind.grave.search(sentence.low) is not None
            weight = "yes" if grave else "light" if kind.light else "no"
            yield context.fact(
                type, kind.id, sentence.start + start, sentence.start + end,
                actor=kind.by or "other", negated=kind.polarity == "denied", modality=modality(sentence, verb[0]),
                good="yes" if kind.good else "no", grave=weight, zh=kind.name.zh, en=kind.name.en,
                **({} if (start, end) == (0, len(sentence.text)) else {"cut": "yes"}),
            )  # fmt: skip
            if not each:
                break


def listed(context: ClauseContext, type: str, kinds: Sequence[Kind]) -> Iterator[Fact]:
    """The fact that an item of a list states because the line above it does; none where that states nothing."""
    above = Sentence(context.lead, context.lead, 0)
    for kind in kinds:
        if kind.listed and _verb(kind, context, above) is not None:
            item = context.sentences[0]
            start, end = quotable(item, 0, min(len(item.text), _LONGEST_QUOTE_CHARS))
            yield context.fact(
                type, kind.id, item.start + start, item.start + end, actor=kind.by or "other",
                negated=kind.polarity == "denied", good="yes" if kind.good else "no",
                grave="light" if kind.light else "no", zh=kind.name.zh, en=kind.name.en,
            )  # fmt: skip
            return


def _verb(kind: Kind, context: ClauseContext, sentence: Sentence) -> tuple[int, int] | None:
    """Where the sentence states the kind; None where it does not."""
    zh = context.lang == "zh"
    pattern, about = (kind.zh, kind.about_zh) if zh else (kind.en, kind.about_en)
    low = sentence.low
    if pattern is None:
        return None
    for match in pattern.finditer(low):
        if about and not about.search(low) and not (sentence.lead and about.search(sentence.lead)):
            return None
        if kind.but_not and kind.but_not.search(low):
            return None
        if kind.polarity != "either" and negated(sentence, match.start()) != (kind.polarity == "denied"):
            continue
        if kind.by is not None and actor(sentence, match.start(), default=kind.by) != kind.by:
            continue
        if not mentioned(sentence, match.start(), match.end()):
            return match.span()
    return None


def quotable(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The whole sentence where it is short enough to quote, else the phrase around the verb."""
    if len(sentence.text.strip()) <= _LONGEST_QUOTE_CHARS:
        return 0, len(sentence.text)
    left, right = phrase_around(sentence, start, end, longest=_LONGEST_QUOTE_CHARS)
    if (left, right) == (start, end):  # too winding: the words around the verb
        left, right = max(0, start - 60), min(len(sentence.text), end + 100)
    return left, right
