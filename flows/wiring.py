"""Who serves the ports: the one place where settings become a world. Everything else takes what it needs as arguments.

Nothing heavy is imported before it is asked for, so that ``clauselog log`` does not wait for an HTTP client.
"""

from __future__ import annotations

import os
import platform
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from clauselog.model import Channel
from clauselog.ports import Archive, Clock, Fetcher, Lease, Outbox, Reader, Sender
from clauselog.settings import Settings

if TYPE_CHECKING:
    from clauselog.compare import Judge
    from gateways.fetch import SourceFetcher
    from gateways.webhook import WebhookSender
    from store.bundles import SqlRecords
    from store.proofs import SqlProofs
    from store.questions import SqlQuestions
    from store.retention import SqlRetention
    from store.session import Store


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Services:
    """The world as the settings wire it. Opened on first use, safe to share among threads, closed at the end."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, sleep: Callable[[float], None]) -> None:
        self.settings = settings
        self.clock = clock
        self._store = store
        self._sleep = sleep

    @property
    def archive(self) -> Archive:
        return self._store.archive

    @property
    def outbox(self) -> Outbox:
        return self._store.outbox

    @property
    def lease(self) -> Lease:
        return self._store.lease

    @property
    def proofs(self) -> SqlProofs:
        return self._store.proofs

    @property
    def questions(self) -> SqlQuestions:
        return self._store.questions

    @property
    def retention(self) -> SqlRetention:
        return self._store.retention

    @cached_property
    def records(self) -> SqlRecords:
        from store.bundles import SqlRecords

        return SqlRecords(self._store.database, self._store.archive)

    @property
    def fetcher(self) -> Fetcher:
        return self._fetcher

    @cached_property
    def _fetcher(self) -> SourceFetcher:
        from gateways.fetch import SourceFetcher

        return SourceFetcher.from_settings(self.settings, self.clock, sleep=self._sleep)

    @cached_property
    def reader(self) -> Reader:
        from parsers import PolicyReader

        return PolicyReader()

    @cached_property
    def judge(self) -> Judge | None:
        """How changes are judged where the user decided something; None for the rules as they come. Raises
        DeclarationError for a file that cannot be meant.
        """
        return judge_of(self.settings)

    @cached_property
    def senders(self) -> Mapping[Channel, Sender]:
        from gateways.email import MailSender

        return {Channel.EMAIL: MailSender(self.settings, self.clock), Channel.WEBHOOK: self._webhook}

    @cached_property
    def _webhook(self) -> WebhookSender:
        from gateways.webhook import WebhookSender

        return WebhookSender.from_settings(self.settings, self.clock)

    def close(self) -> None:
        for opened in ("_fetcher", "_webhook"):
            if opened in self.__dict__:
                getattr(self, opened).close()
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def connect(
    settings: Settings,
    *,
    clock: Clock | None = None,
    create: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Services:
    """Open the database and promise the rest. Raises StoreError where there is no database, unless ``create``.

    ``sleep`` is how the fetcher waits for its turn at a host, in seconds.
    """
    from store.session import open_store

    store = open_store(settings.url, create=create, busy_timeout_s=settings.busy_timeout_s)
    return Services(settings, store, clock or SystemClock(), sleep)


def judge_of(settings: Settings) -> Judge | None:
    """The user's own rules and words as a judge for ``compare`` and ``track``; None where there are none."""
    if settings.rules_path is None and settings.lexicon_path is None:
        return None
    from clauselog.rules.local.judgement import judgement_from

    return judgement_from(settings.rules_path, settings.lexicon_path)


def owner_name() -> str:
    """Who holds a lease: host, process and a random part, since process numbers come again."""
    return f"{platform.node()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
