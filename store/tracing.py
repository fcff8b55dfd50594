"""One clause followed back through the versions of its policy, by the comparisons that were told then.

A path is only where it stood; what makes it the same clause is the pairing: through new numbers, moves, new words,
splits and merges. Manifests are read without their texts, so a hundred versions take milliseconds.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from clauselog.model import Cause, ChangeKind, Edit
from clauselog.text import key
from store import codec, comparisons, packed
from store import texts as store_texts
from store.comparisons import Told
from store.tables import version


@dataclass(frozen=True, slots=True)
class ClauseState:
    """A clause as one version has it, and what that version did to it.

    ``kinds`` and ``edits`` are empty where nothing is recorded (a first version, a reparse of the same words). A clause
    that came of several, or became several, is told with the text of the one that is followed; ``others`` are the
    paths, in the version before, that went into it, too.
    """

    number: int
    observed_at: datetime
    cause: Cause
    path: str
    label: str | None
    text: str
    kinds: tuple[ChangeKind, ...]
    edits: tuple[Edit, ...]
    others: tuple[str, ...] = ()


def trace(connection: Connection, policy_id: int, number: int, path: str) -> list[ClauseState] | None:
    """The states of the clause at ``path`` of version ``number``: newest first, only those that differ from before.

    None where that version has no such path.
    """
    rows = connection.execute(
        select(
            version.c.id,
            version.c.number,
            version.c.observed_at,
            version.c.cause,
            version.c.record,
            version.c.record_base_id,
            version.c.before_reading,
            version.c.compared_with_id,
        )
        .where(version.c.policy_id == policy_id, version.c.number <= number)
        .order_by(version.c.number.desc())
    ).all()
    texts = store_texts.of_policy(connection, policy_id).by_id()
    records = packed.unfold_all(connection, rows)
    changes = {row.id: comparisons.told_of(one.changes) for row, one in zip(rows, records, strict=True)}
    manifests = [codec.parse(one.manifest) for one in records]
    if not manifests or path not in manifests[0]["paths"]:
        return None
    at: int = manifests[0]["paths"].index(path)
    states: list[ClauseState] = []
    for n, row in enumerate(rows):
        here, before = manifests[n], manifests[n + 1] if n + 1 < len(rows) else None
        told = _told(changes.get(row.id, ()), at)
        olds: list[int] = []
        if before is not None:
            olds = _befores(row, here, before, changes.get(row.id, ()), texts, at)
        moved = not olds or before is None or _place(here, at) != _place(before, olds[0])
        if moved or told is not None or here["texts"][at] != _text_id(before, olds):
            states.append(_state(row, here, at, texts, told, before, olds))
        if not olds:
            break
        at = olds[0] if len(olds) == 1 else _closest(texts, here["texts"][at], before, olds)
    return states


def _state(
    row: Any, here: Any, at: int, texts: Mapping[int, str], told: Any, before: Any, olds: Sequence[int]
) -> ClauseState:
    words = texts[here["texts"][at]]
    edits: tuple[Edit, ...] = ()
    kinds = tuple(ChangeKind(kind) for kind in told.kinds) if told is not None else ()
    if told is not None and told.edits is not None and row.before_reading is None and _is_by_places(told):
        old = "\n".join(texts[before["texts"][i]] for i in told.before_clauses) if before is not None else ""
        new = "\n".join(texts[here["texts"][i]] for i in told.after_clauses)
        edits = comparisons.edits_of(told, old, new)
    return ClauseState(
        number=row.number,
        observed_at=row.observed_at,
        cause=Cause(row.cause),
        path=here["paths"][at],
        label=here["labels"][at],
        text=words,
        kinds=kinds,
        edits=edits,
        others=tuple(before["paths"][i] for i in olds) if before is not None and len(olds) > 1 else (),
    )


def _befores(row: Any, here: Any, before: Any, changes: Sequence[Told], texts: Mapping[int, str], at: int) -> list[int]:
    """Which clauses of the version before became the one at ``at``: as told, else the one of the same words.

    Clauses that no change names are paired by their words, in order, as ``lineage`` does.
    """
    taken: set[int] = set()
    named: set[int] = set()
    reading = (
        [clause.text for clause in codec.unpack_document(row.before_reading).clauses] if row.before_reading else []
    )
    by_words: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, text_id in enumerate(before["texts"]):
        by_words[key(texts[text_id])].append(i)
    found: list[int] = []
    for one in changes:
        olds = [_old(reference, reading, by_words) for reference in one.before_clauses]
        places = [i for i in olds if i is not None]
        taken.update(places)
        news = [i for i in one.after_clauses if isinstance(i, int)]
        named.update(news)
        if at in news:
            is_block = len(places) == len(news) > 1
            found = [places[news.index(at)]] if is_block else places
    if at in named:
        return found
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, text_id in enumerate(before["texts"]):
        if i not in taken:
            waiting[key(texts[text_id])].append(i)
    for j, text_id in enumerate(here["texts"]):
        if j in named:
            continue
        same = waiting[key(texts[text_id])]
        old = same.popleft() if same else None
        if j == at:
            return [old] if old is not None else []
    return []


def _old(reference: Any, reading: Sequence[str], by_words: Mapping[str, Sequence[int]]) -> int | None:
    """A clause of the version before: by its index, or by its words where that version was read anew."""
    if isinstance(reference, int) and not reading:
        return reference
    words = reading[reference] if isinstance(reference, int) else codec.clause_from_list(reference).text
    places = by_words.get(key(words), ())
    return places[0] if places else None


def _closest(texts: Mapping[int, str], text_id: int, before: Any, olds: Sequence[int]) -> int:
    """Which of several clauses a merged one is followed to: the one that most of its words may come from."""
    new = texts[text_id]

    def shared(i: int) -> int:
        old = texts[before["texts"][i]]
        return len(old) if old in new else min(len(old), len(new)) // 2

    return max(olds, key=shared)


def _told(changes: Sequence[Told], at: int) -> Told | None:
    return next((one for one in changes if at in one.after_clauses), None)


def _place(manifest: Any, at: int) -> tuple[Any, Any]:
    return manifest["paths"][at], manifest["labels"][at]


def _text_id(before: Any, olds: Sequence[int]) -> int | None:
    return before["texts"][olds[0]] if before is not None and olds else None


def _is_by_places(told: Any) -> bool:
    return all(isinstance(reference, int) for reference in (*told.before_clauses, *told.after_clauses))
