"""How alike two clauses are: their words as one string, one character each, without spaces and punctuation.

A Chinese character stays itself and a word of another script becomes a private code point, so that one fast
string metric measures both in the units a person reads, and an unrelated English clause does not look alike
merely because it is written in the same twenty-six letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from rapidfuzz.distance import Indel

from clauselog.text import CJK

_PRIVATE = 0xF0000
_PRIVATE_SIZE = 0x10FFFD - 0xF0000 + 1
_WORD_OR_NOISE = re.compile(rf"[^\W{CJK}_]+|[\W_]+")

SHORT_UNITS = 10
"""Below this a clause is a heading or a stub, and a few shared words prove little."""


class Shapes:
    """Makes shapes over one vocabulary; shapes of different vocabularies are not comparable."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}

    def shape(self, key_text: str) -> str:
        """The shape of a text already folded by ``clauselog.text.key``; punctuation alone is its own shape."""
        return _WORD_OR_NOISE.sub(self._code, key_text.lower()) or key_text

    def _code(self, match: re.Match[str]) -> str:
        word = match[0]
        code = self._codes.get(word)
        if code is None:
            if word[0].isalnum():
                # Past the private planes codes repeat: two of 131,000 words look alike, which hurts nobody.
                code = chr(_PRIVATE + len(self._codes) % _PRIVATE_SIZE)
            else:
                code = ""
            self._codes[word] = code
        return code


def units(shape: str) -> int:
    """About how much a shape says: a word weighs as much as two Chinese characters, which most Chinese words have."""
    return len(shape) + sum(1 for c in shape if c >= "\U000f0000")


def grams(shape: str) -> set[str]:
    """Three characters or two words at a time; the whole where it is shorter."""
    words = sum(1 for c in shape if c >= "\U000f0000")
    size = 2 if 2 * words > len(shape) else 3
    if len(shape) <= size:
        return {shape}
    return {shape[n : n + size] for n in range(len(shape) - size + 1)}


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """2 × longest common subsequence / both lengths, in [0, 1]; 0 where it is below ``at_least``."""
    return Indel.normalized_similarity(one, other, score_cutoff=at_least)


class GramIndex:
    """Finds the few shapes that share rare grams with another one; a gram of more than ``common`` shapes counts for
    nothing, which bounds the cost of every question."""

    def __init__(self, held: Iterable[tuple[int, Set[str]]], *, common: int = 8) -> None:
        holders: dict[str, list[int]] = {}
        for place, grams in held:
            for gram in grams:
                if gram in holders:
                    holders[gram].append(place)
                else:
                    holders[gram] = [place]
        self._holders = {gram: places for gram, places in holders.items() if len(places) <= common}

    def nearest(self, grams: Set[str], top: int = 4) -> list[int]:
        """Places of the ``top`` shapes that share most rare grams with these, most first."""
        shared: dict[int, int] = {}
        holders = self._holders
        for gram in holders.keys() & grams if len(grams) < len(holders) else grams & holders.keys():
            for place in holders[gram]:
                shared[place] = shared.get(place, 0) + 1
        return sorted(shared, key=lambda place: (-shared[place], place))[:top]
