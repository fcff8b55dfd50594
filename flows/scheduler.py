"""The embedded scheduler: one process that tracks what is due and delivers what waits, without any server beside it.

APScheduler ticks; what is due is read from the database each time, so nothing is scheduled twice and nothing is
forgotten over a restart. A lease row lets one process among many track; the outbox has leases of its own. Prefect is
never imported here.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from clauselog.errors import ClauselogError
from clauselog.model import Policy
from clauselog.pipeline import TrackOutcome, deliver, track
from clauselog.settings import Settings
from flows.shards import taking_turns
from flows.timetable import Timetable
from flows.wiring import Services, connect, owner_name

LEASE = "embedded-scheduler"
LEASE_S = 60.0
"""How long others wait after the process that tracks has died; it renews three times as often."""
TICK_S = 15.0
PRUNE_S = 86_400.0
"""Between two looks for snapshots that are older than the retention setting; the first is at the start."""
_SENDERS = 4

log = logging.getLogger("clauselog.serve")


def serve(
    settings: Settings,
    *,
    stop: threading.Event | None = None,
    tick_s: float = TICK_S,
    told: Callable[[TrackOutcome], None] | None = None,
) -> None:
    """Track and deliver until ``stop`` is set or SIGTERM or SIGINT comes; then end once what is running has ended.

    ``told`` hears of every look at a policy, in the thread that looked. Raises StoreError where there is no database.
    """
    ending = stop or threading.Event()

    def sleep(seconds: float) -> None:
        if ending.wait(seconds):
            raise _Stopping

    with connect(settings, sleep=sleep) as services, _signals() as signalled:
        work = _Work(services, settings, ending, told)
        scheduler = _scheduler(work, min(tick_s, settings.check_every_s))
        scheduler.start()
        log.info("serving: a look at every policy each %g s, %d at once", settings.check_every_s, settings.workers)
        try:
            while not ending.is_set() and not signalled():
                time.sleep(0.1)  # woken by signals; an Event's wait could deadlock with its own handler
        finally:
            ending.set()
            scheduler.shutdown(wait=True)
            log.info("stopped")


def _scheduler(work: _Work, tick_s: float) -> BackgroundScheduler:
    # "Skipped: maximum number of running instances" is what is meant to happen during a long tick.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(timezone=UTC)
    for name, job, every_s in (
        ("track", work.track_due, tick_s),
        ("deliver", work.deliver_due, tick_s),
        ("prune", work.prune_old, PRUNE_S),
    ):
        scheduler.add_job(
            job,
            IntervalTrigger(seconds=every_s, timezone=UTC),
            id=name,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    return scheduler


class _Stopping(Exception):
    """We were asked to end while a policy waited for its turn at a host: it was not looked at, and nothing failed."""


class _Work:
    """The two jobs. Neither ever raises: a bug in one policy or message is logged and stops no other."""

    def __init__(
        self,
        services: Services,
        settings: Settings,
        ending: threading.Event,
        told: Callable[[TrackOutcome], None] | None,
    ) -> None:
        self._services, self._settings, self._ending, self._told = services, settings, ending, told
        self._timetable = Timetable(settings.check_every_s)
        self._owner = owner_name()

    def track_due(self) -> None:
        """One tick: every policy that is due, ``workers`` at once, under the lease."""
        services = self._services
        try:
            with services.lease.hold(LEASE, owner=self._owner, ttl_s=LEASE_S) as held:
                if not held:
                    log.debug("another process tracks")
                    return
                due = taking_turns(self._timetable.due(services.archive.policies(), services.clock.now()))
                if due:
                    with ThreadPoolExecutor(self._settings.workers, "track") as pool:
                        list(pool.map(self._track, due))
        except ClauselogError as error:
            log.error("%s", error)
        except Exception:
            log.exception("tracking broke; it goes on at the next tick")

    def _track(self, policy: Policy) -> None:
        if self._ending.is_set():
            return
        services = self._services
        try:
            outcome = track(
                policy,
                fetcher=services.fetcher,
                reader=services.reader,
                archive=services.archive,
                clock=services.clock,
                report_url=self._settings.report_url,
                judge=services.judge,
            )
        except _Stopping:
            return
        except Exception:
            log.exception("a bug stopped %s; the other policies go on", policy.slug)
            self._timetable.broke(policy.slug, services.clock.now())
            return
        self._timetable.looked(outcome, services.clock.now())
        _log_outcome(outcome)
        if self._told:
            self._told(outcome)

    def deliver_due(self) -> None:
        """Everything that is due in the outbox, a few at once, so that a dead receiver holds up little else."""
        try:
            with ThreadPoolExecutor(_SENDERS, "deliver") as pool:
                for future in [pool.submit(self._deliver, n) for n in range(_SENDERS)]:
                    future.result()
        except ClauselogError as error:
            log.error("%s", error)
        except Exception:
            log.exception("delivering broke; it goes on at the next tick")

    def prune_old(self) -> None:
        """Let go the bytes of snapshots that are older than the setting says, where it says something."""
        days = self._settings.keep_snapshots_days
        if days is None:
            return
        try:
            pruned = self._services.retention.prune(self._services.clock.now(), keep_days=days)
        except ClauselogError as error:
            log.error("%s", error)
        except Exception:
            log.exception("pruning broke; it is tried again in a day")
        else:
            if pruned.let_go:
                log.info("let go the bytes of %d old snapshots", pruned.let_go)

    def _deliver(self, number: int) -> None:
        services = self._services
        while not self._ending.is_set():
            report = deliver(
                outbox=services.outbox,
                senders=services.senders,
                clock=services.clock,
                owner=f"{self._owner}#{number}",
                limit=1,
            )
            for error in report.errors:
                log.warning("%s", error)
            if not (report.sent or report.retried or report.dead):
                return
            if report.sent:
                log.info("delivered %d", report.sent)


def _log_outcome(outcome: TrackOutcome) -> None:
    if outcome.error is not None:
        log.warning("%s failed: %s", outcome.policy, outcome.error)
    elif outcome.outcome == "quarantined":
        log.warning("%s quarantined: %s", outcome.policy, outcome.reason)
    elif outcome.version is not None:
        log.info("%s has version %d (%s)", outcome.policy, outcome.version, outcome.verdict or "first")
    else:
        log.info("%s %s in %.1f s", outcome.policy, outcome.outcome, outcome.elapsed_s)


@contextmanager
def _signals() -> Iterator[Callable[[], bool]]:
    """Whether SIGTERM or SIGINT has come. A second one does what it would have done without us."""
    came = False
    if threading.current_thread() is not threading.main_thread():
        yield lambda: came
        return

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal came
        came = True
        _restore(before)

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, note)
    try:
        yield lambda: came
    finally:
        _restore(before)


def _restore(handlers: dict[signal.Signals, signal._HANDLER]) -> None:
    for number, handler in handlers.items():
        signal.signal(number, handler)
