"""Full-text search over every clause that any version ever had, two-character Chinese words included.

The index only proposes; what is returned was found in the clause's text itself, so results are exact. A word is found
whole: ``cap`` is not in *escape*; Chinese is found anywhere. Width, case, and traditional or simplified characters make
no difference. Newest clauses come first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, select

from clauselog.errors import StoreError
from clauselog.model import Text
from clauselog.text import CJK, narrow
from store import codec, texts, versions, wordindex
from store.checks import damaged
from store.tables import policy, text_block, version
from store.troubles import missing
from store.wordindex import CJK_ONE, TOKEN

_WORD_PART = rf"(?![{CJK}])[^\W_]"
_FEWEST, _MOST = 30, 2000
"""Candidates read at once: few at first, since most of them hold the words."""
_NEWEST_BLOCKS = 60
"""Looked through on PostgreSQL before its index is asked."""
MOST_PLACES = 100
"""Places told of one clause; boilerplate may stand in thousands of policies."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause's text stands: in the versions ``since`` to ``until`` (None: still) of a policy, as ``path``."""

    policy: str
    since: int
    since_at: datetime
    until: int | None
    path: str | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that holds the words. ``spans`` are where they stand in ``text``, in order.

    Policies that have the same clause are told together as far as one page goes.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    all_places: int


@dataclass(frozen=True, slots=True)
class Hits:
    hits: tuple[Hit, ...]
    next_offset: int | None
    """From where to go on; None where there is nothing more."""


def is_searchable(word: str) -> bool:
    """Whether there is a letter or digit to look for."""
    return TOKEN.search(word) is not None


def search(
    connection: Connection,
    words: Sequence[str],
    *,
    policy_id: int | None,
    provider: str | None,
    limit: int,
    offset: int,
) -> Hits:
    """Clauses that hold all of the words (a word may be a phrase with spaces). Raises StoreError for no word at all."""
    wanted = [narrow(word).strip() for word in words if is_searchable(word)]
    if not wanted:
        raise _nothing_to_search(words)
    try:
        return _search(connection, wanted, policy_id, provider, limit, offset)
    except (ValueError, LookupError) as error:
        raise damaged(_tried(words)) from error


def _search(
    connection: Connection, wanted: Sequence[str], policy_id: int | None, provider: str | None, limit: int, offset: int
) -> Hits:
    patterns = [_pattern(word) for word in wanted]
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    standing: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    seen = 0
    next_offset: int | None = None
    for of_policy, text_id, published in _candidates(connection, wanted, policy_id, provider):
        spans = _spans(patterns, narrow(published))
        if spans is None:
            continue
        if seen >= offset:
            if published not in found and len(found) == limit:
                next_offset = seen
                break
            found[published] = spans
            standing[published].append((of_policy, text_id))
        seen += 1
    places = _places(connection, [one for ones in standing.values() for one in ones])
    hits: list[Hit] = []
    for published, spans in found.items():
        here = sorted((place for one in standing[published] for place in places[one]), key=_by_policy)
        hits.append(Hit(published, spans, tuple(here[:MOST_PLACES]), len(here)))
    return Hits(tuple(hits), next_offset)


# --------------------------------------------------------------------------------------- candidates


def _candidates(
    connection: Connection, words: Sequence[str], policy_id: int | None, provider: str | None
) -> Iterator[tuple[int, int, str]]:
    """What the index proposes, newest first, a chunk at a time: the policy, the key of the text, and the text."""
    if policy_id is not None:  # whose clauses are fewer than those that hold the words
        for block_id, published in sorted(texts.of_policy(connection, policy_id).by_id().items(), reverse=True):
            yield policy_id, block_id, published
        return
    query = wordindex.proposed(connection, words)
    if provider is not None:
        query = query.join(policy, policy.c.id == text_block.c.policy_id).where(policy.c.provider == provider)
    last, chunk_size = None, _FEWEST
    if connection.dialect.name == "postgresql":  # whose index gives all that it has at once: common words stand here
        newest = wordindex.newest()
        if provider is not None:
            newest = newest.join(policy, policy.c.id == text_block.c.policy_id).where(policy.c.provider == provider)
        chunk = connection.execute(newest.limit(_NEWEST_BLOCKS)).all()
        for row in chunk:
            for place, published in reversed(list(enumerate(texts.split(row.words)))):
                yield row.policy_id, row.block_id + place, published
        if len(chunk) < _NEWEST_BLOCKS:
            return
        last = chunk[-1]
    while True:
        further = query if last is None else wordindex.before(connection, query, last)
        chunk = connection.execute(further.limit(chunk_size)).all()
        blocks = texts.read(connection, sorted({row.block_id for row in chunk}))
        for row in chunk:
            held = blocks[row.block_id]
            places = [row.text_id - row.block_id] if row.text_id is not None else range(len(held) - 1, -1, -1)
            yield from ((row.policy_id, row.block_id + place, held[place]) for place in places)
        if len(chunk) < chunk_size:
            return
        last, chunk_size = chunk[-1], min(2 * chunk_size, _MOST)


# -------------------------------------------------------------------------------------- exact check


@lru_cache(maxsize=64)
def _pattern(word: str) -> re.Pattern[str]:
    """The word itself: spaces as wide as they like, none or one between Chinese and Latin, Latin words whole."""
    pieces: list[str] = []
    before = ""
    for part in re.split(r"(\s+)", word):
        if not part.strip():
            before += " " if part else ""
            continue
        for at, char in enumerate(part):
            mixed = bool(pieces) and bool(CJK_ONE.match(char)) != bool(CJK_ONE.match(before[0]))
            spaced = at == 0 and bool(pieces)
            pieces.append(r"\s?" if mixed else r"\s{1,20}" if spaced else "")
            pieces.append(re.escape(char))
            before = char
    head = rf"(?<!{_WORD_PART})" if re.match(_WORD_PART, word) else ""
    tail = rf"(?!{_WORD_PART})" if re.match(_WORD_PART, word[-1]) else ""
    return re.compile(head + "".join(pieces) + tail, re.IGNORECASE)


def _spans(patterns: Sequence[re.Pattern[str]], narrowed: str) -> tuple[tuple[int, int], ...] | None:
    """Where the words stand; None where one of them does not."""
    spans: set[tuple[int, int]] = set()
    for pattern in patterns:
        found = [match.span() for match in pattern.finditer(narrowed)]
        if not found:
            return None
        spans.update(found)
    return tuple(sorted(spans))


# ------------------------------------------------------------------------------------------- places


def _by_policy(place: Place) -> tuple[str, int]:
    return place.policy, -place.since


def _places(connection: Connection, found: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Place]]:
    """Where those texts, each of a policy, stand: by the turns of its versions, and by the manifest of the last one."""
    wanted: defaultdict[int, set[int]] = defaultdict(set)
    for policy_id, text_id in found:
        wanted[policy_id].add(text_id)
    runs: list[tuple[int, int, Any, Any | None, Any]] = []
    for chunk in versions.chunks(sorted(wanted)):
        by_policy: defaultdict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(_TURNS, {"policies": chunk}):
            by_policy[row.policy_id].append(row)
        for policy_id, rows in by_policy.items():
            runs += _runs(policy_id, wanted[policy_id], rows)
    manifests = versions.manifests_of(connection, sorted({(until or latest).id for _, _, _, until, latest in runs}))
    places: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for policy_id, text_id, since, until, latest in runs:
        manifest = manifests[(until or latest).id]
        which = manifest["texts"].index(text_id)
        number = until.number if until is not None else None
        path, label = manifest["paths"][which], manifest["labels"][which]
        places[policy_id, text_id].append(Place(since.slug, since.number, since.observed_at, number, path, label))
    return places


def _runs(policy_id: int, wanted: set[int], rows: Sequence[Any]) -> Iterator[tuple[int, int, Any, Any | None, Any]]:
    """From which to which version each of the texts stands in the policy; with its latest version."""
    since: dict[int, Any] = {}
    before = None
    for row in rows:
        came, gone = (wanted.intersection(codec.runs_of(one)) for one in codec.unpack(row.turns))
        for text_id in sorted(gone & since.keys()):
            yield policy_id, text_id, since.pop(text_id), before, rows[-1]
        since |= dict.fromkeys(came, row)
        before = row
    for text_id, row in since.items():
        yield policy_id, text_id, row, None, rows[-1]


_TURNS = (
    select(version.c.id, version.c.policy_id, version.c.number, version.c.observed_at, version.c.turns, policy.c.slug)
    .join(policy, policy.c.id == version.c.policy_id)
    .where(version.c.policy_id.in_(bindparam("policies", expanding=True)))
    .order_by(version.c.policy_id, version.c.number)
)


def _nothing_to_search(words: Sequence[str]) -> StoreError:
    return missing(
        _tried(words),
        Text(zh="其中没有文字或数字", en="there is no letter or digit in it"),
        Text(zh="请给出一个词", en="Give a word"),
    )


def _tried(words: Sequence[str]) -> Text:
    named = " ".join(words)
    return Text(zh=f"搜索“{named}”", en=f"search for '{named}'")
