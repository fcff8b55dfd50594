"""Patterns that cost nothing until they are used: named fragments are joined at import, compiled at first use.

Every pattern registers itself, so that one test can run each against pathological input. Gaps are bounded and
no quantifier stands inside another over the same characters: matching is linear in the length of the text.

Hundreds of patterns ask about each sentence, and few of them match. A sentence is therefore told to them first (``tell``): one
automaton finds which of the words that patterns need (see ``facts.needs``) stand in it, and a pattern whose words are wanting
answers without being tried, or even compiled. Of a text not told before, each pattern is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Lock
from typing import NamedTuple

import ahocorasick

from clauselog.facts.needs import Need, needs_of

ALL: list[Pattern] = []
"""Every pattern of the readers, in the order in which they were made."""
_MOST_TOLD = 4_096


class Pattern:
    """A regular expression over narrowed text (see ``clauselog.text.narrow``), compiled at first use."""

    __slots__ = ("_compiled", "_last", "branches", "needed", "source")

    def __init__(self, *fragments: str) -> None:
        self.source = "".join(fragments)
        self.needed = 0
        self.branches: tuple[Gate, ...] = ()
        self._compiled: re.Pattern[str] | None = None
        self._last: tuple[str, re.Match[str] | None] | None = None
        ALL.append(self)

    @property
    def compiled(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled

    @property
    def is_compiled(self) -> bool:
        return self._compiled is not None

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As ``re.Pattern.search``. A text searched whole again at once is not searched again: many questions are asked
        of a sentence for each of its words.
        """
        lacking = _lacking.get(text, 0)
        if self.needed & lacking or (lacking and self.branches and _all_shut(self.branches, lacking)):
            return None
        if start or end is not None:
            return (self._compiled or self.compiled).search(text, start, len(text) if end is None else end)
        last = self._last
        if last is None or last[0] is not text:
            self._last = last = (text, (self._compiled or self.compiled).search(text))
        return last[1]

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        lacking = _lacking.get(text, 0)
        if self.needed & lacking or (lacking and self.branches and _all_shut(self.branches, lacking)):
            return iter(())
        return (self._compiled or self.compiled).finditer(text, start, len(text) if end is None else end)


def words(*alternatives: str) -> str:
    """A group of literal English words or phrases, whole words only; a space matches any run of one or two spaces."""
    return r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", " {1,2}") for w in alternatives) + r")\b"


def one_of(*alternatives: str) -> str:
    """A group of literal Chinese words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(alternatives, key=len, reverse=True)) + ")"


# ------------------------------------------------------------------------------------ what patterns need


class Gate(NamedTuple):
    """What one way through a pattern needs of a text, each need one bit; one of ``branches`` must be open as well."""

    needed: int
    branches: tuple[Gate, ...]


def _all_shut(branches: tuple[Gate, ...], lacking: int) -> bool:
    for needed, inner in branches:  # noqa: SIM110  a generator takes twice as long
        if not needed & lacking and not (inner and _all_shut(inner, lacking)):
            return False
    return True


_lacking: dict[str, int] = {}
"""Texts told of late, each with the needs that it does not meet."""


def tell(text: str) -> None:
    """Finds out which needs the text meets, before patterns are tried on it."""
    if text in _lacking:
        return
    words = _words()
    if len(_lacking) >= _MOST_TOLD:
        _lacking.clear()
    found = {word for _, word in words.latin.iter(text)}
    if not text.isascii():
        found.update([word for _, word in words.other.iter(_as_bytes(text))])
    met = 0
    for word in found:
        met |= words.met_by[word]
    _lacking[text] = words.all_needs & ~met


def forget() -> None:
    """Forgets every text told, as a measure of reading for the first time must."""
    _lacking.clear()


def lacking(text: str) -> int:
    """The needs that a text does not meet: where ``pattern.needed & lacking(text)`` the pattern does not match. 0 for a
    text not told. For those who have many patterns to ask.
    """
    return _lacking.get(text, 0)


class _Words(NamedTuple):
    """All words that patterns need, each with its number, and by that number the needs that it meets.

    An automaton looks through the characters that may follow one by one, so Chinese words, with a thousand to begin with, are
    kept apart and spelt in bytes.
    """

    latin: ahocorasick.Automaton
    other: ahocorasick.Automaton
    met_by: tuple[int, ...]
    all_needs: int


def _as_bytes(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _words() -> _Words:
    """Made once, from the patterns there are by then; those made later are tried on every text."""
    global _made
    if _made is None:
        with _making:
            if _made is None:
                _made = _make()
    return _made


_made: _Words | None = None
_making = Lock()


def _make() -> _Words:
    bits: dict[frozenset[str], int] = {}

    def gate_of(needs: tuple[Need, ...]) -> Gate:
        needed = 0
        for need in needs:
            needed |= 1 << bits.setdefault(need.words, len(bits))
        ways = next((need.branches for need in needs if need.branches), ())  # of several the first are enough
        return Gate(needed, tuple(gate_of(way) for way in ways))

    gates = [(pattern, gate_of(needs_of(pattern.source))) for pattern in tuple(ALL)]
    met_by: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            met_by[word] = met_by.get(word, 0) | 1 << bit
    latin, other = ahocorasick.Automaton(), ahocorasick.Automaton()
    for number, word in enumerate(met_by):
        if word.isascii():
            latin.add_word(word, number)
        else:
            other.add_word(_as_bytes(word), number)
    latin.make_automaton()
    other.make_automaton()
    for pattern, gate in gates:
        pattern.needed, pattern.branches = gate
    return _Words(latin, other, tuple(met_by.values()), (1 << len(bits)) - 1)
