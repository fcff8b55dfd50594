"""Service levels: the availability promised, in percent."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import phrase_around
from clauselog.facts.numbers import percentages
from clauselog.model import Fact

TYPE = "service_level"
_LONGEST_QUOTE_CHARS = 280
_LEAST = 90
"""Percentages from here on speak of availability; below, of credits and shares."""


def read(context: ClauseContext) -> Iterator[Fact]:
    """``level:99.95%``, or where a sentence or table names several ``level:99.95%/99%/95%``, in their order."""
    for sentence in context.sentences:
        shares = [s for s in percentages(sentence.low) if _LEAST <= s.value < 100]
        if not shares:
            continue
        value = "/".join(str(share) for share in shares)
        if len(shares) == 1:
            left, right = phrase_around(sentence, shares[0].start, shares[0].end)
        else:
            left, right = shares[0].start, min(shares[-1].end, shares[0].start + _LONGEST_QUOTE_CHARS)
        yield context.fact(TYPE, f"level:{value}", sentence.start + left, sentence.start + right)


READER = Reader(TYPE, ("%", "百分之", "percent"), read, by_sentence=True)
