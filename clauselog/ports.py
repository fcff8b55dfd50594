"""What the use cases in ``pipeline`` need of the world, as Protocols. ``flows/wiring.py`` chooses who serves them.

Implementations: ``gateways`` (Fetcher, Sender), ``parsers`` (Reader), ``store`` (Archive, Outbox), and fakes in
``tests/builders.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from clauselog.model import (
    Alert,
    Cause,
    Channel,
    Comparison,
    Document,
    Fetched,
    Message,
    Policy,
    Severity,
    Snapshot,
    Source,
    StoredFinding,
    Subscription,
    Version,
    VersionInfo,
)


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        ...


class Fetcher(Protocol):
    def fetch(self, source: Source, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """The source's answer with status 200, or 304 where the validators still hold. Raises FetchError."""
        ...


class Reader(Protocol):
    def signature(self, sources: Sequence[Source]) -> str:
        """Names the parsers, their versions and the selectors; equal to the ``reader`` of what ``read`` makes of them.

        Two documents may be compared only where it is equal: that tells *the reader changed* from *the source changed*.
        """
        ...

    def read(self, pages: Sequence[tuple[Source, bytes, str | None, str | None]]) -> Document:
        """One document out of the pages (source, body, media type, charset) of a policy. Raises ParseError."""
        ...


@dataclass(frozen=True, slots=True)
class LastFetch:
    """The last good answer of one source: the validators to send and the snapshot they stand for."""

    sha256: str
    etag: str | None
    last_modified: str | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Everything one new version brings, to be committed together or not at all."""

    policy: str
    cause: Cause
    observed_at: datetime
    document: Document
    fetched: tuple[Fetched, ...]
    comparison: Comparison | None
    """Against the version before; None for the first."""
    alerts: tuple[Alert, ...]
    messages: tuple[Message, ...]
    """The outbox rows of ``alerts``, in the same order."""


@dataclass(frozen=True, slots=True)
class PolicyStatus:
    """A policy with what its owner wants to see in a list."""

    policy: Policy
    versions: int
    latest: VersionInfo | None
    checked_at: datetime | None
    outcome: str | None
    """Of the last check: new_version, unchanged, reparsed, failed, quarantined; None before the first."""
    error: str | None


class Archive(Protocol):
    """Keeps policies, snapshots, versions, changes and findings. Raises StoreError for what is not there."""

    def declare(self, policy: Policy) -> bool:
        """Store the policy, or update its name and sources. True where it was new."""
        ...

    def policies(self) -> list[PolicyStatus]: ...

    def policy(self, slug: str) -> Policy: ...

    def last_fetch(self, policy: str, source: Source) -> LastFetch | None: ...

    def snapshot(self, sha256: str) -> Snapshot: ...

    def record_check(
        self, policy: str, outcome: str, at: datetime, *, error: str | None = None, fetched: Iterable[Fetched] = ()
    ) -> None:
        """Write down a check that made no version (unchanged, failed, quarantined), keeping the bytes it saw.

        Only an ``unchanged`` check counts as a good answer for ``last_fetch``. A ``Fetched`` with status 304 and no
        body stands for the snapshot of the last good answer.
        """
        ...

    def commit(self, new: NewVersion) -> Version | None:
        """One transaction: fetches, snapshots, version, changes, findings, alerts and outbox.

        None where another writer stored the same text first or the text equals the latest version's: then nothing
        but the fetch is recorded.
        """
        ...

    def latest(self, policy: str) -> Version | None: ...

    def version(self, policy: str, number: int) -> Version: ...

    def version_as_of(self, policy: str, on: date) -> Version:
        """The version observed last on or before that day (UTC)."""
        ...

    def version_effective_on(self, policy: str, on: date) -> Version:
        """The version in force on that day by its own words: another question than what was observed."""
        ...

    def log(self, policy: str) -> list[VersionInfo]:
        """Newest first."""
        ...

    def comparison(self, policy: str, number: int) -> Comparison | None:
        """What that version brought against the one before it, as it was told then; None for a first version."""
        ...

    def findings(
        self,
        *,
        policy: str | None = None,
        provider: str | None = None,
        types: Sequence[str] = (),
        least: Severity | None = None,
        since: datetime | None = None,
        limit: int = 200,
    ) -> list[StoredFinding]:
        """Newest first, gravest first within a version."""
        ...  # fmt: skip

    def finding(self, finding_id: int) -> StoredFinding: ...

    def subscribe(self, subscription: Subscription) -> Subscription:
        """Stored with its id; subscribing again with equal filters returns the one there is."""
        ...

    def unsubscribe(self, subscription_id: int) -> None: ...

    def subscriptions(self) -> list[Subscription]: ...

    def told_already(self, policy: str, text_sha256: str, at: datetime) -> frozenset[int]:
        """The subscriptions that were told, in the alternation going on, that the latest text became that one."""
        ...


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    pending: int
    sent: int
    dead: int
    next_at: datetime | None
    last_error: str | None


class Outbox(Protocol):
    """Messages on their way. A lease keeps two dispatchers from sending one message twice."""

    def claim(self, now: datetime, *, limit: int, lease_s: float, owner: str) -> list[Message]:
        """Due messages, leased to ``owner``; a lease that ran out is claimable again."""
        ...

    def sent(self, msg_id: str, at: datetime) -> None: ...

    def failed(self, msg_id: str, at: datetime, error: str, *, retry_at: datetime | None) -> None:
        """Due again at ``retry_at``; None gives up (kept and shown as dead, never dropped)."""
        ...

    def status(self) -> OutboxStatus: ...


class Sender(Protocol):
    channel: Channel

    def send(self, message: Message) -> None:
        """Hand the message over once. Raises DeliveryError (``transient`` says whether to try again)."""
        ...


class Lease(Protocol):
    """Lets one process among many do a thing: the embedded scheduler's guard."""

    def hold(self, name: str, *, owner: str, ttl_s: float) -> AbstractContextManager[bool]: ...
