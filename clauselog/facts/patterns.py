"""Patterns that cost nothing until they are used: named fragments are joined at import, compiled at first use.

Every pattern registers itself, so that one test can run each against pathological input. Gaps are bounded and
no quantifier stands inside another over the same characters: matching is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

ALL: list[Pattern] = []
"""Every pattern of the readers, in the order in which they were made."""


class Pattern:
    """A regular expression over narrowed text (see ``clauselog.text.narrow``), compiled at first use."""

    __slots__ = ("_compiled", "_last", "source")

    def __init__(self, *fragments: str) -> None:
        self.source = "".join(fragments)
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
        if start or end is not None:
            return self.compiled.search(text, start, len(text) if end is None else end)
        last = self._last
        if last is None or last[0] is not text:
            self._last = last = (text, self.compiled.search(text))
        return last[1]

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, start, len(text) if end is None else end)


def words(*alternatives: str) -> str:
    """A group of literal English words or phrases, whole words only; a space matches any run of one or two spaces."""
    return r"\b(?:" + "|".join(re.escape(w).replace(r"\ ", " {1,2}") for w in alternatives) + r")\b"


def one_of(*alternatives: str) -> str:
    """A group of literal Chinese words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(alternatives, key=len, reverse=True)) + ")"
