"""The story's time: four mornings, months apart, on which the site is looked at."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from clauselog.model import Text


@dataclass(frozen=True, slots=True)
class Round:
    """One morning: the site stands at ``version``."""

    version: int
    at: datetime
    title: Text


ROUNDS: tuple[Round, ...] = (
    Round(
        1,
        datetime(2026, 1, 14, 1, 0, tzinfo=UTC),
        Text(zh="第一次查看：存下三项政策", en="First look: three policies are kept"),
    ),
    Round(
        2,
        datetime(2026, 3, 17, 1, 0, tzinfo=UTC),
        Text(zh="条款实质变更", en="The provider changes what matters"),
    ),
    Round(
        3,
        datetime(2026, 5, 18, 1, 0, tzinfo=UTC),
        Text(zh="只有重新编号、移位和排版", en="Only renumbering, moves and typography"),
    ),
    Round(
        4,
        datetime(2026, 7, 21, 1, 0, tzinfo=UTC),
        Text(zh="一页变成安全验证，另两项有改善", en="One page becomes a challenge, two policies get better"),
    ),
)


class StoryClock:
    """``ports.Clock`` that runs on from the moment it was last turned to."""

    def __init__(self, at: datetime) -> None:
        self.turn_to(at)

    def turn_to(self, at: datetime) -> None:
        self._at, self._turned_s = at, time.monotonic()

    def pass_s(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._turned_s)
