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

from sqlalchemy import Connection, and_, select

from clauselog.errors import StoreError
from clauselog.model import Text
from clauselog.text import CJK, narrow
from store import codec, versions, wordindex
from store.tables import clause_run, clause_text, policy, version
from store.troubles import missing
from store.wordindex import CJK_ONE, TOKEN

_WORD_PART = rf"(?![{CJK}])[^\W_]"
_FEWEST, _MOST = 30, 2000
"""Candidates read at once: few at first, since most of them hold the words."""
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
    """A clause that holds the words. ``spans`` are where they stand in ``text``, in order."""

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
    patterns = [_pattern(word) for word in wanted]
    found: list[tuple[int, str, tuple[tuple[int, int], ...]]] = []
    skipped = 0
    for text_id, published in _candidates(connection, wanted, policy_id, provider):
        spans = _spans(patterns, narrow(published))
        if spans is None:
            continue
        if skipped < offset:
            skipped += 1
            continue
        found.append((text_id, published, spans))
        if len(found) > limit:
            break
    more = len(found) > limit
    found = found[:limit]
    places = _places(connection, [text_id for text_id, _, _ in found], policy_id, provider)
    hits = [
        Hit(published, spans, tuple(places[text_id][:MOST_PLACES]), len(places[text_id]))
        for text_id, published, spans in found
    ]
    return Hits(tuple(hits), offset + limit if more else None)


# --------------------------------------------------------------------------------------- candidates


def _candidates(
    connection: Connection, words: Sequence[str], policy_id: int | None, provider: str | None
) -> Iterator[tuple[int, str]]:
    """What the index proposes, newest first, a chunk at a time."""
    if policy_id is not None:  # whose clauses are fewer than those that hold the words
        query = (
            select(clause_text.c.id, clause_text.c.text)
            .where(clause_text.c.id.in_(select(clause_run.c.text_id).where(clause_run.c.policy_id == policy_id)))
            .order_by(clause_text.c.id.desc())
        )
    else:
        query = wordindex.proposed(connection, words)
    if provider is not None:
        runs = (
            select(clause_run.c.text_id)
            .join(policy, policy.c.id == clause_run.c.policy_id)
            .where(clause_run.c.text_id == clause_text.c.id, policy.c.provider == provider)
        )
        query = query.where(runs.correlate(clause_text).exists())
    below, chunk_size = None, _FEWEST
    while True:
        further = query if below is None else query.where(clause_text.c.id < below)
        chunk = connection.execute(further.limit(chunk_size)).all()
        yield from ((row.id, row.text) for row in chunk)
        if len(chunk) < chunk_size:
            return
        below, chunk_size = chunk[-1].id, min(2 * chunk_size, _MOST)


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


def _places(
    connection: Connection, text_ids: Sequence[int], policy_id: int | None, provider: str | None
) -> dict[int, list[Place]]:
    query = (
        select(clause_run, policy.c.slug, version.c.observed_at)
        .join(policy, policy.c.id == clause_run.c.policy_id)
        .join(
            version,
            and_(version.c.policy_id == clause_run.c.policy_id, version.c.number == clause_run.c.since_number),
        )
        .where(clause_run.c.text_id.in_(text_ids))
        .order_by(policy.c.slug, clause_run.c.since_number.desc())
    )
    if policy_id is not None:
        query = query.where(clause_run.c.policy_id == policy_id)
    if provider is not None:
        query = query.where(policy.c.provider == provider)
    places: defaultdict[int, list[Place]] = defaultdict(list)
    manifests: dict[tuple[int, int | None], Any] = {}
    for row in connection.execute(query):
        path, label = None, None
        if len(places[row.text_id]) < MOST_PLACES:
            at = (row.policy_id, row.until_number)
            if at not in manifests:
                manifests[at] = codec.unpack(versions.manifest_of(connection, *at))
            which = manifests[at]["texts"].index(row.text_id)
            path, label = manifests[at]["paths"][which], manifests[at]["labels"][which]
        places[row.text_id].append(Place(row.slug, row.since_number, row.observed_at, row.until_number, path, label))
    return places


def _nothing_to_search(words: Sequence[str]) -> StoreError:
    named = " ".join(words)
    return missing(
        Text(zh=f"搜索“{named}”", en=f"search for '{named}'"),
        Text(zh="其中没有文字或数字", en="there is no letter or digit in it"),
        Text(zh="请给出一个词", en="Give a word"),
    )
