"""The words of clauses: each text stored once for its policy, in the *block* of texts that came with one version.

A text's key is the key of its block plus its place in the block. On SQLite all texts that a version brings are one
block, compressed with the words of an earlier block of the policy as dictionary: a sentence that was reworded costs
what was reworded. On PostgreSQL a block is at most sixteen texts, stored as plain text that the server compresses by
itself, since its index of words is made of that column (see ``wordindex``).

Why once for a policy and not once for all: an index of digests, by which the same text would be found in other
policies, takes as much room as the compressed words of all clauses that are in no other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text

from clauselog.text import sha256_hex
from store import codec, wordindex
from store.tables import text_block

_BREAK = "\x1e"  # between two texts of a block
_ESCAPE = "\ufdd0"  # a noncharacter, as in ``columns``
_ESCAPES = (("\0", "0"), (_ESCAPE, "1"), (_BREAK, "2"))
_POSTGRESQL_TEXTS = 16
"""In a block there: the index names blocks, and all texts of one are looked through."""
_AGAIN_RATIO = 0.8
"""A large block that its dictionary makes no smaller than this part of it becomes the dictionary of those to come."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts that a policy ever had, by their keys, and the keys of its blocks in ascending order."""

    ids: Mapping[str, int]
    blocks: tuple[int, ...]
    base: tuple[int, bytes] | None
    """The block that the next ones take for their dictionary, and its words."""

    def by_id(self) -> dict[int, str]:
        return {text_id: one for one, text_id in self.ids.items()}

    def blocks_of(self, text_ids: Iterable[int]) -> list[int]:
        """The blocks that hold those texts."""
        return sorted({self.blocks[bisect_right(self.blocks, one) - 1] for one in text_ids})


NONE = Texts({}, (), None)


def of_policy(connection: Connection, policy_id: int) -> Texts:
    """Raises ValueError where one is damaged."""
    rows = connection.execute(_OF_POLICY, {"policy_id": policy_id}).all()
    ids: dict[str, int] = {}
    base: tuple[int, bytes] | None = None
    for row, words in _decoded(connection, rows):
        for place, one in enumerate(split(words)):
            ids.setdefault(one, row.id + place)
        if row.base_id is None:
            base = row.id, words.encode()
    return Texts(ids, tuple(row.id for row in rows), base)


def keep(connection: Connection, policy_id: int, known: Texts, wanted: Sequence[str]) -> Texts:
    """Store those of the texts that the policy never had; all that it then has."""
    new = [one for one in dict.fromkeys(wanted) if one not in known.ids]
    if not new:
        return known
    is_plain = connection.dialect.name == "postgresql"
    size = _POSTGRESQL_TEXTS if is_plain else len(new)
    parts = [new[i : i + size] for i in range(0, len(new), size)]
    ids, base = dict(known.ids), known.base
    rows: list[dict[str, Any]] = []
    for block_id, part in zip(_reserve(connection, len(parts)), parts, strict=True):
        words = join(part)
        encoded = words.encode()
        base_id, stored = (None, words) if is_plain else _squeezed(encoded, base)
        if base_id is None:
            base = block_id, encoded
        rows.append(
            {
                "id": block_id,
                "policy_id": policy_id,
                "texts": len(part),
                "base_id": base_id,
                "sha256": sha256_hex(encoded),
                "words": stored,
            }
        )
        ids.update((one, block_id + place) for place, one in enumerate(part))
        wordindex.index(connection, [(block_id + place, one) for place, one in enumerate(part)])
    connection.execute(_INSERT, rows)
    return Texts(ids, (*known.blocks, *(row["id"] for row in rows)), base)


def load(connection: Connection, block_ids: Iterable[int]) -> dict[int, str]:
    """The texts of those blocks by their keys. Raises ValueError where one is damaged or gone."""
    wanted = sorted(set(block_ids))
    found = read(connection, wanted)
    if len(found) < len(wanted):
        raise ValueError(f"blocks of texts are gone: {set(wanted) - found.keys()}")
    return {block_id + place: one for block_id, texts in found.items() for place, one in enumerate(texts)}


def read(connection: Connection, block_ids: Sequence[int]) -> dict[int, list[str]]:
    """The texts of those of the blocks that there are. Raises ValueError where one is damaged."""
    rows: list[Any] = []
    for at in range(0, len(block_ids), 500):
        rows += connection.execute(_BLOCKS, {"ids": list(block_ids[at : at + 500])})
    return {row.id: split(words) for row, words in _decoded(connection, rows)}


def words_of(connection: Connection, row: Any) -> str:
    """All words of one block. Raises ValueError where they are damaged."""
    return _decoded(connection, [row])[0][1]


def join(texts: Iterable[str]) -> str:
    """Any texts as one; only its marks between texts, and NUL, which PostgreSQL cannot store, are written otherwise."""
    return _BREAK.join(map(_escaped, texts))


def split(words: str) -> list[str]:
    parts = words.split(_BREAK)
    return [_unescaped(one) for one in parts] if _ESCAPE in words else parts


def _escaped(one: str) -> str:
    if "\0" not in one and _ESCAPE not in one and _BREAK not in one:
        return one
    return "".join(_ESCAPE + dict(_ESCAPES)[char] if char in dict(_ESCAPES) else char for char in one)


def _unescaped(one: str) -> str:
    meant = {mark: char for char, mark in _ESCAPES}
    pieces = one.split(_ESCAPE)
    return pieces[0] + "".join(meant[piece[:1]] + piece[1:] for piece in pieces[1:])


def _reserve(connection: Connection, blocks: int) -> list[int]:
    """Keys for new blocks. On SQLite, where there is one writer at a time, and one block, the next free one."""
    if connection.dialect.name == "postgresql":
        taken = connection.scalars(_NEXT_KEYS, {"blocks": blocks})
        return [int(one) * _POSTGRESQL_TEXTS for one in taken]
    last = connection.execute(_LAST).one_or_none()
    return [last.id + last.texts if last is not None else 1]


def _squeezed(words: bytes, base: tuple[int, bytes] | None) -> tuple[int | None, bytes]:
    if base is not None:
        based = codec.squeeze(words, base[1])
        is_like = 2 * len(words) < len(base[1]) or len(based) <= _AGAIN_RATIO * len(codec.squeeze(words))
        if is_like:
            return base[0], based
    return None, codec.squeeze(words)


def _decoded(connection: Connection, rows: Sequence[Any]) -> list[tuple[Any, str]]:
    bases: dict[int, bytes] = {}
    wanted = {row.base_id for row in rows if row.base_id is not None}
    for row in rows:
        if row.id in wanted:
            bases[row.id] = codec.unsqueeze(row.words)
    missing = sorted(wanted - bases.keys())
    for at in range(0, len(missing), 500):
        for row in connection.execute(_BLOCKS, {"ids": missing[at : at + 500]}):
            bases[row.id] = codec.unsqueeze(row.words)
    if missing and not wanted <= bases.keys():
        raise ValueError("a block of texts is gone that others are based on")
    decoded: list[tuple[Any, str]] = []
    for row in rows:
        if isinstance(row.words, str):
            decoded.append((row, row.words))
        elif row.base_id is not None:
            decoded.append((row, codec.unsqueeze(row.words, bases[row.base_id]).decode()))
        else:
            decoded.append((row, (bases.get(row.id) or codec.unsqueeze(row.words)).decode()))
    return decoded


_WANTED = (text_block.c.id, text_block.c.base_id, text_block.c.words)
_OF_POLICY = select(*_WANTED).where(text_block.c.policy_id == bindparam("policy_id")).order_by(text_block.c.id)
_BLOCKS = select(*_WANTED).where(text_block.c.id.in_(bindparam("ids", expanding=True)))
_LAST = select(text_block.c.id, text_block.c.texts).order_by(text_block.c.id.desc()).limit(1)
_INSERT = insert(text_block)
_NEXT_KEYS = text("SELECT nextval('text_block_id_seq') FROM generate_series(1, :blocks)")
