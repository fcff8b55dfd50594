"""Findings → who is told, how loudly. Pure: the subscriptions come in, the alerts go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def message_id(policy: Policy, number: int, subscription: Subscription) -> str:
    """The idempotency key of one alert on one channel: the same for every attempt and every replay of a commit."""
    return "msg_" + sha256_hex(f"{policy.slug}@{number}#{subscription.channel}:{subscription.id}")[:32]
