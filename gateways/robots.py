"""robots.txt (RFC 9309): may we fetch this page, and how fast."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from protego import Protego

MAX_BYTES = 512_000
"""A parser must take at least 500 KiB (RFC 9309 §2.5); what comes behind is left unread."""
_KEEP_S = 12 * 3600.0
_KEEP_HOSTS = 4096
_LONGEST_DELAY_S = 10.0


class RobotsUnavailable(Exception):
    """robots.txt answered with a server error: everything counts as forbidden (RFC 9309 §2.3.1.4)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a page may be fetched and how many seconds the site wants between two requests."""

    allowed: bool
    delay_s: float = 0.0


FREE = Permission(allowed=True)


class Robots:
    """The rules of each origin, kept for half a day."""

    def __init__(self, user_agent: str) -> None:
        self._user_agent = user_agent
        self._rules: OrderedDict[str, tuple[float, Protego | None]] = OrderedDict()
        self._lock = Lock()

    def permission(self, origin: str, url: str, ask: Callable[[str], tuple[int, bytes]]) -> Permission:
        """``ask`` fetches the URL of a robots.txt and returns its status and first bytes. Raises RobotsUnavailable."""
        rules = self._known(origin, ask)
        if rules is None:
            return FREE
        delay_s = rules.crawl_delay(self._user_agent) or 0.0
        return Permission(rules.can_fetch(url, self._user_agent), min(delay_s, _LONGEST_DELAY_S))

    def _known(self, origin: str, ask: Callable[[str], tuple[int, bytes]]) -> Protego | None:
        with self._lock:
            kept = self._rules.get(origin)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        status, body = ask(f"{origin}/robots.txt")
        if status >= 500 or status == 429:
            raise RobotsUnavailable(status)
        rules = Protego.parse(body.decode("utf-8-sig", "replace")) if status == 200 else None
        with self._lock:
            self._rules[origin] = (time.monotonic() + _KEEP_S, rules)
            self._rules.move_to_end(origin)
            while len(self._rules) > _KEEP_HOSTS:
                self._rules.popitem(last=False)
        return rules
