"""Categories of personal data: what they are called, how sensitive the law holds them, and where they stand in a text.

``data_categories.csv`` is the word list; a file of the user's own, with the same columns, can be laid over it. Its
columns: ``id``; ``group``; ``sensitive``, the laws that protect it more, separated by ";" (``pipl28:biometric``,
``gdpr9``, ``gdpr10``, ``cpra``; ``gbt35273b`` for what a Chinese standard alone calls sensitive), empty for none; ``parent``, the id of the wider category; ``zh`` and ``en``, aliases separated by "|"; and
``source``, the law or standard that names it. An alias that begins with "~" is a common word: it names personal data
only where it stands in a list of such.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import ahocorasick

from clauselog.errors import DeclarationError
from clauselog.model import Text
from clauselog.text import CJK, narrow

NO_DATA = "no_data"
"""The id of words that hold an alias and name no personal data: 隐私信息 is no 私信."""
COLUMNS = ("id", "group", "sensitive", "parent", "zh", "en", "source")


_WRITTEN = {
    "alipay": "Alipay", "android": "Android", "bluetooth": "Bluetooth", "paypal": "PayPal", "wechat": "WeChat",
    "wi-fi": "Wi-Fi", "wifi": "Wi-Fi",
}  # fmt: skip
_CAPITALS = re.compile(
    rf"\b(?:api|bssid|caid|cctv|cpu|gaid|icp|id|imei|ip|mac|nfc|qq|sim|sms|udid|url|{'|'.join(_WRITTEN)})\b"
)
"""Aliases are lower case, names are for people."""


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of personal data. ``zh`` and ``en`` are its aliases, the first of each is its name."""

    id: str
    group: str
    sensitive: tuple[str, ...]
    parent: str | None
    zh: tuple[str, ...]
    en: tuple[str, ...]
    source: str

    @property
    def name(self) -> Text:
        plain = self.id.replace("_", " ")
        english = _CAPITALS.sub(lambda hit: _WRITTEN.get(hit[0], hit[0].upper()), (self.en or (plain,))[0])
        return Text((self.zh or self.en or (plain,))[0], english)


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias standing at ``[start, end)``. ``weak`` ones count only in company."""

    start: int
    end: int
    id: str
    weak: bool


@dataclass(frozen=True, slots=True, eq=False)
class DataLexicon:
    categories: Mapping[str, Category]
    _automaton: ahocorasick.Automaton = field(repr=False)

    def find(self, low: str) -> list[Hit]:
        """Every category named in a narrowed, lower-case text, in reading order; the longest alias wins.

        Aliases in Latin letters are found as whole words only.
        """
        found: list[tuple[int, int, str, bool]] = []
        chars = len(low)
        for last, (length, id, weak) in self._automaton.iter(low):
            start, end = last - length + 1, last + 1
            if start and _is_latin(low[start - 1]) and _is_latin(low[start]):
                continue
            if end < chars and _is_latin(low[last]) and _is_latin(low[end]):
                # a plural is as good as the word itself
                if low[end] != "s" or (end + 1 < chars and _is_latin(low[end + 1])):
                    continue
                end += 1
            found.append((start, -end, id, weak))
        found.sort()
        hits: list[Hit] = []
        reached = 0
        for start, minus_end, id, weak in found:
            if start >= reached:
                reached = -minus_end
                if id != NO_DATA:
                    hits.append(Hit(start, reached, id, weak))
        return hits

    def ancestors(self, id: str) -> Iterator[str]:
        """The wider categories, nearest first."""
        seen = {id}
        category = self.categories.get(id)
        while category is not None and category.parent and category.parent not in seen:
            seen.add(category.parent)
            yield category.parent
            category = self.categories.get(category.parent)

    def is_sensitive(self, id: str) -> bool:
        """Whether a law, not only a standard, calls the category sensitive."""
        category = self.categories.get(id)
        return category is not None and any(mark != "gbt35273b" for mark in category.sensitive)

    def is_specific(self, id: str) -> bool:
        """Whether the category says which data are meant: all do but the widest, such as "device information"."""
        category = self.categories.get(id)
        return category is not None and (category.parent is not None or self.is_sensitive(id))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@cache
def data_lexicon() -> DataLexicon:
    """The lexicon that comes with clauselog, read and built at first use."""
    text = resources.files(__package__).joinpath("data_categories.csv").read_text(encoding="utf-8")
    return _build(_rows(text.splitlines(), "data_categories.csv"))


def lexicon_with(path: Path) -> DataLexicon:
    """The lexicon with a user's own file laid over it: an id that exists is replaced, a new one is added.

    Raises DeclarationError where the file cannot be read or a row is not as it should be.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DeclarationError(
            Text(f"读取词表 {path}", f"reading the lexicon {path}"),
            Text(str(error), str(error)),
            Text("请检查路径与编码（UTF-8）", "Check the path and the encoding (UTF-8)"),
        ) from error
    merged = dict(data_lexicon().categories)
    merged.update((category.id, category) for category in _rows(lines, str(path)))
    return _build(merged.values())


def _rows(lines: Iterable[str], name: str) -> Iterator[Category]:
    reader = csv.reader(narrow(line) for line in lines)
    columns = next(reader, [])
    if tuple(columns) != COLUMNS:
        raise _malformed(name, 1, ",".join(columns))
    for row in reader:
        if len(row) != len(COLUMNS) or _ID.fullmatch(row[0]) is None:
            raise _malformed(name, reader.line_num, ",".join(row)[:80])
        id, group, sensitive, parent, zh, en, source = row
        yield Category(id, group, _cut(sensitive, ";"), parent or None, _cut(zh, "|"), _cut(en, "|"), source)


def _cut(text: str, mark: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(mark))))


_ID = re.compile(r"[a-z0-9_]{2,40}")


def _malformed(name: str, line: int, seen: str) -> DeclarationError:
    return DeclarationError(
        Text(f"读取词表 {name} 第 {line} 行", f"reading line {line} of the lexicon {name}"),
        Text(f"列或标识不符合要求：{seen}", f"the columns or the id are not as they should be: {seen}"),
        Text(f"每行应有这些列：{','.join(COLUMNS)}", f"Each row needs the columns {','.join(COLUMNS)}"),
    )


# ----------------------------------------------------------------------------------------- building

_BORDER = re.compile(rf"(?<=[{CJK}]) ?(?=[a-z0-9])|(?<=[a-z0-9]) ?(?=[{CJK}])")


def _build(categories: Iterable[Category]) -> DataLexicon:
    known: dict[str, Category] = {}
    words: dict[str, _Word] = {}
    for category in categories:
        id = category.id
        for alias in "|".join((*category.zh, *category.en)).lower().split("|"):
            weak = alias[:1] == "~"
            word = alias[1:] if weak else alias
            if word not in words:
                for spelling in _spellings(word):
                    words[spelling] = (len(spelling), id, weak)
        if id != NO_DATA:
            known[id] = _plain(category)
    automaton = ahocorasick.Automaton()
    for word, value in words.items():
        automaton.add_word(word, value)
    automaton.make_automaton()
    return DataLexicon(known, automaton)


_Word = tuple[int, str, bool]


def _plain(category: Category) -> Category:
    if "~" not in "".join(category.zh) and "~" not in "".join(category.en):
        return category
    zh, en = (tuple(a.lstrip("~") for a in names) for names in (category.zh, category.en))
    return Category(category.id, category.group, category.sensitive, category.parent, zh, en, category.source)


def _spellings(word: str) -> tuple[str, ...]:
    """The word, with and without a blank between scripts; in English a plural that is more than an "s"."""
    if word.isascii():
        if word[-1:] == "y" and word[-2:-1] not in "aeiou":
            return word, word[:-1] + "ies"
        return (word, word + "es") if word[-1:] in ("s", "h", "x") else (word,) if word else ()
    if _ASCII.search(word) is None:
        return (word,)
    return tuple(dict.fromkeys((word, _BORDER.sub("", word), _BORDER.sub(" ", word))))


_ASCII = re.compile(r"[a-z0-9]")
