"""A policy's evidence bundle as a value: every look that was taken at it, every answer, every version with its changes.

``as_data`` and ``from_data`` turn any of the nouns into plain JSON data and back; what comes back was typed and checked
on the way, since a bundle may come from anybody. ``damages`` says what of a bundle does not hold together.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar, Union

from clauselog.model import Cause, Comparison, Document, Evidence, Policy, Snapshot, Source
from clauselog.text import sha256_hex

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}/[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered, its bytes named by their ``sha256``; None where they were neither kept nor known."""

    source: Source
    status: int
    fetched_at: datetime
    sha256: str | None
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """One check of the policy: its outcome, the version it made, and what was answered then and not before."""

    checked_at: datetime
    outcome: str
    error: str | None
    version: int | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with the answers it was read from, its link in the policy's hash chain, and what it changed."""

    number: int
    cause: Cause
    observed_at: datetime
    text_sha256: str
    pages: tuple[Answer, ...]
    document: Document
    comparison: Comparison | None
    chain_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that is on record of one policy, oldest first. ``let_go`` are snapshots whose bytes were not kept."""

    policy: Policy
    looks: tuple[Look, ...]
    editions: tuple[Edition, ...]
    snapshots: tuple[Snapshot, ...]
    let_go: tuple[str, ...] = ()


def damages(bundle: Bundle) -> tuple[str, ...]:
    """What does not hold together, each named: digests, numbers, quotes, references. Empty for a sound bundle."""
    found: list[str] = []
    if not SLUG.fullmatch(bundle.policy.slug):
        found.append(f"policy.json: {bundle.policy.slug[:80]!r} is no slug")
    found += [f"snapshot {one.sha256}" for one in bundle.snapshots if sha256_hex(one.body) != one.sha256]
    kept = {one.sha256 for one in bundle.snapshots} | set(bundle.let_go)
    causes = {one.number: one.cause for one in bundle.editions}
    for number, look in enumerate(bundle.looks, 1):
        if look.outcome not in _outcomes(look, causes):
            found.append(f"look {number}: its outcome {look.outcome[:40]!r} contradicts what it made")
        found += [f"look {number}: snapshot {a.sha256} is missing" for a in look.answers if _lost(a, kept)]
    for place, one in enumerate(bundle.editions, 1):
        name = f"version {one.number}"
        if one.number != place:
            found.append(f"{name}: it should be number {place}")
        if _digest(one.document.text) != one.text_sha256:
            found.append(f"{name}: its text has another SHA-256")
        found += [f"{name}: snapshot {a.sha256} is missing" for a in one.pages if _lost(a, kept)]
        found += [f"{name}: {problem}" for problem in _misplaced(one)]
    made = [look.version for look in bundle.looks if look.version is not None]
    if made != [one.number for one in bundle.editions]:
        found.append("looks.json: the versions it names are others than those of the bundle")
    return tuple(found)


def _outcomes(look: Look, causes: Mapping[int, Cause]) -> tuple[str, ...]:
    """Those that the check may have had: a reparse says nothing of the source."""
    if look.version is None:
        return ("unchanged", "failed", "quarantined")
    return ("unchanged",) if causes.get(look.version) is Cause.REPARSED else ("new_version",)


def _lost(answer: Answer, kept: set[str]) -> bool:
    return answer.sha256 is not None and answer.sha256 not in kept


def _digest(text: str) -> str | None:
    try:
        return sha256_hex(text)
    except UnicodeEncodeError:
        return None


def _misplaced(edition: Edition) -> list[str]:
    """Clauses and quotes that do not stand where they are said to."""
    text = edition.document.text
    clauses = [c.path for c in edition.document.clauses if text[c.text_start : c.end] != c.text]
    problems = [f"clause {path} does not stand in the text" for path in clauses]
    if edition.comparison is None:
        return problems
    sides = ((edition.comparison.before.text, "before"), (text, "after"))
    for finding in edition.comparison.findings:
        for whole, side in sides:
            quote: Evidence | None = getattr(finding, side)
            if quote is not None and whole[quote.start : quote.end] != quote.quote:
                problems.append(f"the quote of {finding.rule} does not stand in the text {side}")
    return problems


# ----------------------------------------------------------------------------------- as JSON data


def as_data(value: Any) -> Any:
    """The value as JSON data: a noun as an object by its fields, a moment in UTC to the microsecond."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [as_data(one) for one in value]
    raise TypeError(f"no JSON form: {type(value).__name__}")


def from_data(kind: type[T], data: Any, *, at: str) -> T:
    """A value of that type out of JSON data. Raises ValueError, naming the place under ``at``."""
    made: T = _made(kind, data, at)
    return made


def _made(kind: Any, data: Any, at: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of(arguments, data, at)
    if origin is Literal:
        return data if data in arguments else _refuse(at, data, "one of " + ", ".join(map(str, arguments)))
    if origin is tuple:
        return _row(arguments, data, at)
    if origin in (Mapping, dict) or origin is typing.get_origin(Mapping[str, str]):
        table = data if isinstance(data, dict) else _refuse(at, data, "an object")
        return {key: _made(arguments[1], one, f"{at}.{key}") for key, one in table.items()}
    return _plain(kind, data, at)


def _plain(kind: Any, data: Any, at: str) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _noun(kind, data, at)
    if kind is datetime:
        return _moment(data, at)
    if kind is date:
        return _day(data, at)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(data) if data in {one.value for one in kind} else _refuse(at, data, kind.__name__)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    fits = isinstance(data, kind) and (kind is bool or not isinstance(data, bool))
    return data if fits else _refuse(at, data, kind.__name__)


def _one_of(kinds: Sequence[Any], data: Any, at: str) -> Any:
    if data is None:
        return None if type(None) in kinds else _refuse(at, data, "a value")
    return _made(next(kind for kind in kinds if kind is not type(None)), data, at)


def _row(kinds: Sequence[Any], data: Any, at: str) -> tuple[Any, ...]:
    row = data if isinstance(data, list) else _refuse(at, data, "a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_made(kinds[0], one, f"{at}[{n}]") for n, one in enumerate(row))
    if len(row) != len(kinds):
        _refuse(at, data, f"{len(kinds)} values")
    return tuple(_made(kind, one, f"{at}[{n}]") for n, (kind, one) in enumerate(zip(kinds, row, strict=True)))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _noun(kind: type, data: Any, at: str) -> Any:
    given = data if isinstance(data, dict) else _refuse(at, data, "an object")
    hints = _hints(kind)
    known = {field.name: field for field in fields(kind)}
    if unknown := given.keys() - known.keys():
        _refuse(at, sorted(unknown), f"{kind.__name__} without these")
    values = {}
    for name, field in known.items():
        if name in given:
            values[name] = _made(hints[name], given[name], f"{at}.{name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            _refuse(at, None, f"{kind.__name__} with {name}")
    return kind(**values)


def _moment(data: Any, at: str) -> datetime:
    try:
        moment = datetime.fromisoformat(data)
    except (TypeError, ValueError):
        return typing.cast(datetime, _refuse(at, data, "a moment"))
    return moment.astimezone(UTC) if moment.tzinfo else typing.cast(datetime, _refuse(at, data, "a moment in UTC"))


def _day(data: Any, at: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        return typing.cast(date, _refuse(at, data, "a day"))


def _refuse(at: str, data: Any, wanted: str) -> Any:
    raise ValueError(f"{at}: {str(data)[:60]!r} is not {wanted}")
