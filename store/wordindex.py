"""The index behind ``search``: which texts may hold words, in the way of each database.

Both index *grams*: pairs of neighbouring Chinese characters, and whole words of what is written with spaces. SQLite:
FTS5 without positions, one entry for each text, made by ``grams``; a run's last character is a gram, too, so that a
search for one character is one for all grams that begin with it. (FTS5's ``trigram`` finds nothing shorter than three
characters; with positions and single characters the index takes three times the room.) PostgreSQL: a GIN index over a
function of its own, one entry for each block of texts, since ``pg_trgm`` is not everywhere and cannot use its index for
two characters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    func,
    inspect,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.types import TEXT

from clauselog.text import CJK, narrow, variants
from store.tables import text_block

NAME = "clause_search"
"""Of everything in the database that belongs to the index, so that a comparison of schemas can tell it."""

CJK_ONE = re.compile(rf"([{CJK}])")
TOKEN = re.compile(r"[^\W_]")
_RUN = re.compile(rf"([{CJK}]+)|((?:(?![{CJK}])[^\W_])+)")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_MOST_LETTERS = 64
"""Of a word in the index: no language has longer ones, but a hostile page may."""


def index(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Make new texts, by key, findable. Nothing to do on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return
    values = [(text_id, " ".join(grams(words))) for text_id, words in rows]
    if values:
        connection.exec_driver_sql(f"INSERT INTO {NAME} (rowid, words) VALUES (?, ?)", values)  # noqa: S608


def grams(words: str) -> list[str]:
    """What SQLite's index holds of a text, each once, in order."""
    found: dict[str, None] = {}
    for run, word in _RUN.findall(narrow(words).lower()):
        if word:
            found[word[:_MOST_LETTERS]] = None
        else:
            for at in range(len(run)):
                found[run[at : at + 2]] = None
    return list(found)


def exists(connection: Connection) -> bool:
    """Whether the database has the index, filled or not."""
    if connection.dialect.name == "sqlite":
        return inspect(connection).has_table(NAME)
    return bool(connection.scalar(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": NAME}))


def lacking(connection: Connection) -> list[str]:
    """What of the index is not there, for a person; empty where all is."""
    return [] if exists(connection) else [f"the search index {NAME} is missing"]


def rebuild(connection: Connection) -> int:
    """Index everything anew; how many texts that were."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"REINDEX INDEX {NAME}"))
        return connection.scalar(select(func.sum(text_block.c.texts))) or 0
    from store import texts

    connection.execute(text(f"INSERT INTO {NAME} ({NAME}) VALUES ('delete-all')"))  # noqa: S608
    count = 0
    ids = list(connection.scalars(select(text_block.c.id).order_by(text_block.c.id)))
    for at in range(0, len(ids), 500):
        found = texts.load(connection, ids[at : at + 500])
        index(connection, found.items())
        count += len(found)
    return count


class Expected:
    """What the index should hold, gathered while the texts are looked through, to be compared with what it does hold.

    Of each gram how many texts have it, and the sum of their keys. PostgreSQL keeps its index by itself.
    """

    def __init__(self) -> None:
        self.is_known = True
        """False where some text could not be read: then nothing can be said of the index."""
        self._texts: Counter[str] = Counter()
        self._keys: Counter[str] = Counter()

    def add(self, block_id: int, published: Sequence[str]) -> None:
        for text_id, one in enumerate(published, block_id):
            for gram in grams(one):
                self._texts[gram] += 1
                self._keys[gram] += text_id

    def agree_with(self, connection: Connection) -> bool:
        if connection.dialect.name != "sqlite" or not self.is_known:
            return True
        connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{NAME}_held USING fts5vocab(main, {NAME}, instance)")
        try:
            held = connection.exec_driver_sql(f"SELECT term, count(*), sum(doc) FROM {NAME}_held GROUP BY term")  # noqa: S608
            there = 0
            for gram, count, keys in held:
                if self._texts.get(gram) != count or self._keys[gram] != keys:
                    return False
                there += 1
            return there == len(self._texts)
        finally:
            connection.exec_driver_sql(f"DROP TABLE temp.{NAME}_held")


def proposed(connection: Connection, words: Sequence[str]) -> Select[Any]:
    """The blocks that may hold all of the words, each narrowed, in ``block_id`` and ``policy_id``, newest first.

    On SQLite ``text_id`` names the text in it; on PostgreSQL any text of the block may be the one.
    """
    if connection.dialect.name == "sqlite":
        found = table(NAME, column("rowid"))
        first = select(func.max(text_block.c.id)).where(text_block.c.id <= found.c.rowid).correlate(found)
        return (
            select(found.c.rowid.label("text_id"), text_block.c.id.label("block_id"), text_block.c.policy_id)
            .select_from(found)
            .join(text_block, text_block.c.id == first.scalar_subquery())
            .where(text(f"{NAME} MATCH :asked").bindparams(asked=_asked(words)))
            .order_by(found.c.rowid.desc())  # in which it finds them, so that it may stop early
        )
    return (
        select(literal_column("NULL").label("text_id"), text_block.c.id.label("block_id"), text_block.c.policy_id)
        .where(and_(*_conditions(words)))
        .order_by(text_block.c.id.desc())
    )


def newest() -> Select[Any]:
    """Every block on PostgreSQL, newest first, with its words."""
    return select(text_block.c.id.label("block_id"), text_block.c.policy_id, text_block.c.words).order_by(
        text_block.c.id.desc()
    )


def before(connection: Connection, query: Select[Any], last: Any) -> Select[Any]:
    """Of what ``proposed`` gives, those behind the row ``last``."""
    if connection.dialect.name == "sqlite":
        return query.where(literal_column(f"{NAME}.rowid") < last.text_id)
    return query.where(text_block.c.id < last.block_id)


def _asked(words: Sequence[str]) -> str:
    """For FTS5: every gram of every word; a single character by all grams that begin with it."""
    terms: dict[str, None] = {}
    for word in words:
        for run, latin in _RUN.findall(word.lower()):
            if latin:
                terms[f'"{latin[:_MOST_LETTERS]}"'] = None
            elif len(run) == 1:
                terms[f'"{run}" *'] = None
            else:
                terms |= dict.fromkeys(f'"{run[at : at + 2]}"' for at in range(len(run) - 1))
    return " AND ".join(terms)


def _conditions(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """For PostgreSQL: each pair of characters in any of its written forms, each ASCII word as it is."""
    from sqlalchemy.dialects.postgresql import ARRAY

    indexed = func.clause_search_grams(text_block.c.words, type_=ARRAY(TEXT))
    conditions: list[ColumnElement[bool]] = []
    required: dict[str, None] = {}  # in one condition: the index goes by the rarest of them
    for word in words:
        parts = [part[:_MOST_LETTERS] for part in _ASCII_WORD.findall(word.lower())]
        grams = _pairs(word)
        for gram in grams:
            forms = ["".join(one) for one in product(*map(variants, gram))]
            if len(forms) == 1:
                required |= dict.fromkeys(forms)
            else:
                conditions.append(indexed.overlap(forms))
        required |= dict.fromkeys(parts)
        if not parts and not grams:  # a script without pairs: look through all of it, newest first
            conditions.append(or_(*(text_block.c.words.ilike(f"%{form}%") for form in _forms(word))))
    if required:
        conditions.append(indexed.contains(list(required)))
    return conditions


def _pairs(word: str) -> list[str]:
    """Each pair of neighbours; a character that has none by itself."""
    pairs: list[str] = []
    for run, _ in _RUN.findall(word):
        pairs += [run[at : at + 2] for at in range(max(1, len(run) - 1))] if run else []
    return pairs


def _forms(word: str) -> list[str]:
    letter = TOKEN.search(word)
    return [form.replace("_", r"\_") for form in variants(letter[0])] if letter else []
