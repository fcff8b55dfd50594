"""Word lists with one id per thing: companies, places, arbitration bodies, permissions of a device.

Each is a CSV file beside this module with the columns ``id``; ``group``; ``zh`` and ``en``, aliases separated by "|", the first
of each being the name; and ``source``, the standard or law that names it. An alias that begins with "~" is a
common word as well: in Latin letters it counts only where the text writes it with a capital.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import ahocorasick

from clauselog.errors import DeclarationError
from clauselog.model import Text
from clauselog.text import narrow

COLUMNS = ("id", "group", "zh", "en", "source")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing of a word list and what it is called, as written in the list."""

    id: str
    group: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    source: str

    @property
    def name(self) -> Text:
        return Text((self.zh or self.en or (self.id,))[0], (self.en or self.zh or (self.id,))[0])


@dataclass(frozen=True, slots=True)
class Named:
    """A term's alias standing at ``[start, end)`` of a text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    by_id: Mapping[str, Term]
    _automaton: ahocorasick.Automaton = field(repr=False)

    def find(self, text: str, low: str, start: int = 0, end: int | None = None) -> list[Named]:
        """The terms named in ``[start, end)``, in reading order; the longest alias wins.

        ``low`` is ``text``, narrowed, in lower case. Aliases in Latin letters are found as whole words only.
        """
        stop = len(low) if end is None else end
        found: list[tuple[int, int, str]] = []
        for last, (length, id, common) in self._automaton.iter(low, start, stop):
            first = last + 1 - length
            if _joins(low, first - 1, first) or _joins(low, last, last + 1):
                continue
            if common and not text[first].isupper() and low[first].isascii():
                continue
            found.append((first, -(last + 1), id))
        found.sort()
        named: list[Named] = []
        for first, minus_end, id in found:
            if not named or first >= named[-1].end:
                named.append(Named(id, first, -minus_end))
        return named


def _joins(low: str, left: int, right: int) -> bool:
    """Whether two neighbouring places belong to one word in Latin letters."""
    if left < 0 or right >= len(low):
        return False
    a, b = low[left], low[right]
    return (a.isalpha() and b.isalpha() and (a < "\u2e80") and (b < "\u2e80")) or (a.isdigit() and b.isdigit())


@cache
def terms(name: str) -> Terms:
    """The word list ``name`` that comes with clauselog, read and built at first use."""
    file = f"{name}.csv"
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return build(rows(text.splitlines(), file))


def rows(lines: Iterable[str], name: str) -> Iterator[Term]:
    """The terms of a file's lines. Raises DeclarationError where a line is not as it should be."""
    reader = csv.reader(narrow(line) for line in lines)
    if tuple(columns := next(reader, [])) != COLUMNS:
        raise _malformed(name, 1, ",".join(columns))
    for row in reader:
        if len(row) != len(COLUMNS) or not row[0] or not (row[2] or row[3]):
            raise _malformed(name, reader.line_num, ",".join(row)[:80])
        id, group, zh, en, source = row
        yield Term(id, group, _aliases(zh), _aliases(en), source)


def build(listed: Iterable[Term]) -> Terms:
    """A word list of terms; a later one replaces an earlier one of the same id, an alias belongs to whoever has it first."""
    marked = {term.id: term for term in listed}
    automaton = ahocorasick.Automaton()
    for term in marked.values():
        for alias in (*term.zh, *term.en):
            word = alias.removeprefix("~").lower()
            if word not in automaton:
                automaton.add_word(word, (len(word), term.id, alias.startswith("~")))
    automaton.make_automaton()
    return Terms({id: _plain(term) for id, term in marked.items()}, automaton)


def _plain(term: Term) -> Term:
    zh, en = (tuple(alias.removeprefix("~") for alias in aliases) for aliases in (term.zh, term.en))
    return Term(term.id, term.group, zh, en, term.source)


def _aliases(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split("|"))))


def _malformed(name: str, line: int, seen: str) -> DeclarationError:
    return DeclarationError(
        Text(f"读取词表 {name} 第 {line} 行", f"reading line {line} of the lexicon {name}"),
        Text(f"列不符合要求：{seen}", f"the columns are not as they should be: {seen}"),
        Text(f"每行应有这些列：{','.join(COLUMNS)}", f"Each row needs the columns {','.join(COLUMNS)}"),
    )
