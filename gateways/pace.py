"""Politeness: the requests to one host are kept apart in time."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


class Pace:
    """Hands out the next free moment of each host. ``sleep`` waits so many seconds."""

    def __init__(self, delay_s: float, sleep: Callable[[float], None] = time.sleep) -> None:
        self._delay_s, self._sleep = delay_s, sleep
        self._next_at: dict[str, float] = {}
        self._lock = Lock()

    def wait(self, host: str, delay_s: float = 0.0) -> None:
        """Return when this host may be asked; the next one waits ``delay_s`` or the usual delay, the longer of both."""
        now = time.monotonic()
        with self._lock:
            if len(self._next_at) > 10_000:
                self._next_at = {h: at for h, at in self._next_at.items() if at > now}
            at = max(now, self._next_at.get(host, 0.0))
            self._next_at[host] = at + max(delay_s, self._delay_s)
        if at > now:
            self._sleep(at - now)
