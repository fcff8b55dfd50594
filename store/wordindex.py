"""The index behind ``search``: which clauses may hold words, in the way of each database.

SQLite: FTS5 over the text with a space around each Chinese character, asked for phrases (FTS5's ``trigram`` finds
nothing shorter than three characters). PostgreSQL: a GIN index over pairs of neighbouring Chinese characters and ASCII
words, made by a function of its own, since ``pg_trgm`` is not everywhere and cannot use its index for two characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, column, func, inspect, or_, select, table, text
from sqlalchemy.types import TEXT

from clauselog.text import CJK, narrow, variants
from store.tables import clause_text

NAME = "clause_search"
"""Of everything in the database that belongs to the index, so that a comparison of schemas can tell it."""

CJK_ONE = re.compile(rf"([{CJK}])")
TOKEN = re.compile(r"[^\W_]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def index(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Make new clause texts, by key, findable. Nothing to do on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return
    values = [{"id": text_id, "words": _spaced(words)} for text_id, words in rows]
    if values:
        connection.execute(text(f"INSERT INTO {NAME} (rowid, words) VALUES (:id, :words)"), values)  # noqa: S608


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
        return connection.scalar(select(func.count()).select_from(clause_text)) or 0
    connection.execute(text(f"INSERT INTO {NAME} ({NAME}) VALUES ('delete-all')"))  # noqa: S608
    last, count = 0, 0
    while rows := connection.execute(
        select(clause_text.c.id, clause_text.c.text)
        .where(clause_text.c.id > last)
        .order_by(clause_text.c.id)
        .limit(5000)
    ).all():
        index(connection, [(row.id, row.text) for row in rows])
        last, count = rows[-1].id, count + len(rows)
    return count


def proposed(connection: Connection, words: Sequence[str]) -> Select[Any]:
    """The clauses that may hold all of the words, each of them narrowed, newest first; a few may not."""
    query = select(clause_text.c.id, clause_text.c.text)
    if connection.dialect.name == "sqlite":
        phrases = " AND ".join('"' + _spaced(word).replace('"', " ") + '"' for word in words)
        index_of_words = table(NAME, column("rowid"))
        return (
            query.select_from(index_of_words)
            .join(clause_text, clause_text.c.id == index_of_words.c.rowid)
            .where(text(f"{NAME} MATCH :phrases").bindparams(phrases=phrases))
            .order_by(index_of_words.c.rowid.desc())  # in which it finds them, so that it may stop early
        )
    return query.where(and_(*_conditions(words))).order_by(clause_text.c.id.desc())


def _conditions(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """For PostgreSQL: each pair of characters in any of its written forms, each ASCII word as it is."""
    from sqlalchemy.dialects.postgresql import ARRAY

    grams = func.clause_search_grams(clause_text.c.text, type_=ARRAY(TEXT))
    conditions: list[ColumnElement[bool]] = []
    for word in words:
        for pair in dict.fromkeys(_pairs(word)):
            forms = [a + b for a, b in product(*map(variants, pair))]
            conditions.append(grams.overlap(forms))
        for part in dict.fromkeys(_ASCII_WORD.findall(word.lower())):
            conditions.append(grams.contains([part]))
        if not conditions:  # a single character, or a script without pairs: look through all of it, newest first
            conditions.append(or_(*(clause_text.c.text.ilike(f"%{form}%") for form in _forms(word))))
    return conditions


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1) if CJK_ONE.match(word[i]) and CJK_ONE.match(word[i + 1])]


def _forms(word: str) -> list[str]:
    letter = TOKEN.search(word)
    return [form.replace("_", r"\_") for form in variants(letter[0])] if letter else []


def _spaced(words: str) -> str:
    return CJK_ONE.sub(r" \1 ", narrow(words))
