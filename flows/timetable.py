"""Which policies are due: a pure reckoning over what the archive says and what this process has just seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from clauselog.errors import FetchError
from clauselog.model import Policy
from clauselog.pipeline import TrackOutcome
from clauselog.ports import PolicyStatus

_FIRST_RETRY_S = 60.0
_LONGEST_WAIT_S = 86_400.0
"""A source may ask to be left alone for so long and no longer: it must not talk itself out of being watched."""


@dataclass(frozen=True, slots=True)
class _Plan:
    looked_at: datetime
    next_at: datetime


class Timetable:
    """Every policy once per ``every_s``; one whose source has passing trouble sooner, in doubling steps.

    Retries are this process's own knowledge: after a restart, or where another process looked since, the archive's
    ``checked_at`` alone decides.
    """

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self._plans: dict[str, _Plan] = {}
        self._failures: dict[str, int] = {}
        self._lock = Lock()

    def due(self, statuses: Iterable[PolicyStatus], now: datetime) -> list[Policy]:
        """Those to look at now: never seen ones first, then the longest unseen."""
        with self._lock:
            waiting = [s for s in statuses if self._is_due(s, now)]
        waiting.sort(key=lambda s: (s.checked_at is not None, s.checked_at or now))
        return [s.policy for s in waiting]

    def _is_due(self, status: PolicyStatus, now: datetime) -> bool:
        plan = self._plans.get(status.policy.slug)
        if plan is not None and (status.checked_at is None or status.checked_at <= plan.looked_at):
            return plan.next_at <= now
        return status.checked_at is None or status.checked_at + timedelta(seconds=self._every_s) <= now

    def looked(self, outcome: TrackOutcome, now: datetime) -> None:
        """Learn when to look again: later than usual where the source asked for it, sooner where trouble may pass."""
        error = outcome.error
        asked_s = (error.retry_after_s or 0.0) if isinstance(error, FetchError) else 0.0
        with self._lock:
            wait_s = self._every_s
            if error is not None and error.transient:
                failures = self._failures[outcome.policy] = self._failures.get(outcome.policy, 0) + 1
                wait_s = min(self._every_s, _FIRST_RETRY_S * 2 ** min(failures - 1, 30))
            else:
                self._failures.pop(outcome.policy, None)
            wait_s = max(wait_s, min(asked_s, _LONGEST_WAIT_S))
            self._plans[outcome.policy] = _Plan(now, now + timedelta(seconds=wait_s))

    def broke(self, slug: str, now: datetime) -> None:
        """A bug stopped this policy: not again before its usual time."""
        with self._lock:
            self._plans[slug] = _Plan(now, now + timedelta(seconds=self._every_s))
