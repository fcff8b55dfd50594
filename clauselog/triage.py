"""Findings → who is told, how loudly. Pure: the subscriptions come in, the alerts go out.

A source that alternates between variants of a text (two servers, a test on visitors) makes a version each time, and
each subscriber is told of each change once, as long as the alternation lasts. See ``same_change_before``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clauselog.model import Alert, Finding, Policy, Subscription
from clauselog.text import sha256_hex


def alerts_for(policy: Policy, findings: Sequence[Finding], subscriptions: Iterable[Subscription]) -> tuple[Alert, ...]:
    """One alert for each active subscription that asked for at least one of the findings; gravest first in each."""
    told = []
    for subscription in subscriptions:
        asked = tuple(f for f in findings if asks_for(subscription, policy, f))
        if asked:
            told.append(Alert(subscription, tuple(sorted(asked, key=lambda f: f.severity.rank))))
    return tuple(told)


def asks_for(subscription: Subscription, policy: Policy, finding: Finding) -> bool:
    """Whether this subscription wants to hear of that finding. Empty filters let everything through."""
    return (
        subscription.active
        and finding.severity.rank <= subscription.least.rank
        and (not subscription.policies or policy.slug in subscription.policies)
        and (not subscription.providers or policy.provider in subscription.providers)
        and (not subscription.types or finding.type in subscription.types)
    )


LONGEST_STAY = timedelta(days=14)
"""A text that stood longer than this was the policy, not a variant: leaving it and coming back to it are news."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A version of the past: its number, its text by digest, and since when it stood."""

    number: int
    text_sha256: str
    since_at: datetime


def same_change_before(history: Sequence[Stay], text_sha256: str, now: datetime) -> tuple[int, ...]:
    """The versions that made this very change before, within the alternation that still goes on; newest first.

    ``history`` are the policy's versions, oldest first, before the one with the text of ``text_sha256`` is added. The
    change from the last text of it to that text was made before where both stood behind one another already. The
    alternation goes on as long as no text stood longer than ``LONGEST_STAY`` and none came that was not known at that
    time. So the first way back (A, B, A) is news, whoever reverts in earnest; A, B, A, B is not, the second time; and
    with a third text, or after two quiet weeks, it is news again.
    """
    found: list[int] = []
    left_at = now
    later: set[str] = set()
    for i in range(len(history) - 1, 0, -1):
        here, before = history[i], history[i - 1]
        if left_at - here.since_at > LONGEST_STAY:
            break
        if (before.text_sha256, here.text_sha256) == (history[-1].text_sha256, text_sha256):
            known = {stay.text_sha256 for stay in history[: i + 1]}
            if later <= known:
                found.append(here.number)
        later.add(here.text_sha256)
        left_at = here.since_at
    return tuple(found)


def message_id(policy: Policy, number: int, subscription: Subscription) -> str:
    """The idempotency key of one alert on one channel: the same for every attempt and every replay of a commit."""
    return "msg_" + sha256_hex(f"{policy.slug}@{number}#{subscription.channel}:{subscription.id}")[:32]
