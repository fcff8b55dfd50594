"""Histories that somebody else kept: dated pages of one policy, in the order in which they were published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clauselog.model import Policy, Source, Text


@dataclass(frozen=True, slots=True)
class DatedPage:
    """What a policy's page was at a moment of the past. ``source`` is where these bytes were found.

    ``origin`` names the place for a person (a commit, a file, a record). ``reread`` says that whoever kept the history
    recorded it as *the reader changed*: his claim, which does not keep the text from being compared.
    ``problem`` says why there is no body.
    """

    observed_at: datetime
    body: bytes
    source: Source
    media_type: str | None = None
    charset: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    reread: bool = False
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class LeftAside:
    """What a history held and nobody took, with the reason."""

    what: str
    reason: Text


@dataclass(frozen=True, slots=True)
class History:
    """One policy and its pages, oldest first. ``pages`` may be gone through more than once and holds ``size`` of them.

    The order counts, not the dates: a repository's clock may have gone back.
    """

    policy: Policy
    pages: Iterable[DatedPage]
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at one place: histories to import, and what was left aside."""

    histories: tuple[History, ...]
    left_aside: tuple[LeftAside, ...] = ()
