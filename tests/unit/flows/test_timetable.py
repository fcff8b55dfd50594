from __future__ import annotations

from datetime import datetime, timedelta

from clauselog.errors import SourceGone, SourceRefused
from clauselog.model import Text
from clauselog.pipeline import TrackOutcome
from clauselog.ports import PolicyStatus
from flows.timetable import Timetable
from tests.builders import NOON, policy

HOUR = 3600.0
WORDS = (Text(zh="a", en="a"), Text(zh="b", en="b"), Text(zh="c", en="c"))


def status(slug: str = "qinghe/privacy", checked_at: datetime | None = None) -> PolicyStatus:
    return PolicyStatus(policy(slug), 0, None, checked_at, None, None)


def after(**by: float) -> datetime:
    return NOON + timedelta(**by)


def failed(*, transient: bool, retry_after_s: float | None = None) -> TrackOutcome:
    error = SourceRefused(*WORDS, transient=transient)
    error.retry_after_s = retry_after_s
    return TrackOutcome("qinghe/privacy", "failed", error=error)


def test_a_policy_is_due_when_it_was_never_seen_or_not_for_so_long() -> None:
    table = Timetable(HOUR)
    statuses = [
        status("a/fresh", after(minutes=-59)),
        status("b/old", after(hours=-3)),
        status("c/due", after(hours=-1)),
    ]
    assert [p.slug for p in table.due([*statuses, status("d/never")], NOON)] == ["d/never", "b/old", "c/due"]


def test_passing_trouble_is_tried_again_sooner_and_ever_more_patiently() -> None:
    table = Timetable(HOUR)
    waits = []
    now = NOON
    for _ in range(9):
        table.looked(failed(transient=True), now)
        seen = status(checked_at=now)
        waited = next(m for m in range(1, 61) if table.due([seen], now + timedelta(minutes=m)))
        waits.append(waited)
        now += timedelta(minutes=waited)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_after_a_success_trouble_starts_from_small_steps_again() -> None:
    table = Timetable(HOUR)
    for _ in range(4):
        table.looked(failed(transient=True), NOON)
    table.looked(TrackOutcome("qinghe/privacy", "unchanged"), NOON)
    table.looked(failed(transient=True), NOON)
    assert table.due([status(checked_at=NOON)], after(minutes=1))


def test_lasting_trouble_waits_for_the_usual_time() -> None:
    table = Timetable(HOUR)
    table.looked(TrackOutcome("qinghe/privacy", "failed", error=SourceGone(*WORDS)), NOON)
    assert not table.due([status(checked_at=NOON)], after(minutes=59))
    assert table.due([status(checked_at=NOON)], after(minutes=60))


def test_a_source_that_asks_for_a_pause_gets_it_up_to_a_day() -> None:
    table = Timetable(HOUR)
    table.looked(failed(transient=True, retry_after_s=2 * HOUR), NOON)
    assert not table.due([status(checked_at=NOON)], after(minutes=119))
    assert table.due([status(checked_at=NOON)], after(hours=2))
    table.looked(failed(transient=True, retry_after_s=1e9), NOON)
    assert table.due([status(checked_at=NOON)], after(hours=24))


def test_a_bug_in_one_policy_does_not_run_hot() -> None:
    table = Timetable(HOUR)
    table.broke("qinghe/privacy", NOON)
    assert not table.due([status(checked_at=None)], after(minutes=59))
    assert table.due([status(checked_at=None)], after(minutes=60))


def test_where_another_process_looked_since_the_archive_decides() -> None:
    table = Timetable(HOUR)
    table.looked(failed(transient=True), NOON)
    seen_by_another = status(checked_at=after(minutes=5))
    assert not table.due([seen_by_another], after(minutes=10))
    assert table.due([seen_by_another], after(minutes=65))
