"""Subscriptions, and the alerts they are sent: who is told about what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from clauselog.model import Alert, Channel, Finding, Message, Severity, Subscription, Text
from clauselog.text import sha256_hex
from store.tables import alert, outbox, subscription, version
from store.troubles import missing


def add(connection: Connection, wanted: Subscription) -> Subscription:
    """Stored with its key. One with the same channel, target, language and filters is taken up again, as it is.

    A secret given then takes the place of the stored one.
    """
    identity = _identity(wanted)
    row = connection.execute(
        select(subscription).where(subscription.c.identity_sha256 == identity).with_for_update()
    ).one_or_none()
    if row is None:
        row = connection.execute(
            insert(subscription)
            .values(
                identity_sha256=identity,
                channel=wanted.channel.value,
                target=wanted.target,
                policies=list(wanted.policies),
                providers=list(wanted.providers),
                types=list(wanted.types),
                least=wanted.least.value,
                lang=wanted.lang,
                secret=wanted.secret,
                active=wanted.active,
            )
            .returning(subscription)
        ).one()
    else:
        row = connection.execute(
            update(subscription)
            .where(subscription.c.id == row.id)
            .values(active=wanted.active, secret=wanted.secret or row.secret)
            .returning(subscription)
        ).one()
    return _subscription(row)


def deactivate(connection: Connection, subscription_id: int) -> None:
    """The row stays, for the alerts that were sent to it."""
    done = connection.execute(
        update(subscription)
        .where(subscription.c.id == subscription_id, subscription.c.active.is_(True))
        .values(active=False)
    )
    if not done.rowcount:
        raise missing(
            Text(zh=f"取消订阅 {subscription_id}", en=f"end subscription {subscription_id}"),
            Text(zh="没有这个编号的订阅", en="there is no subscription of that number"),
            Text(
                zh="运行 `clauselog subscribe --list` 查看现有订阅",
                en="`clauselog subscribe --list` lists those there are",
            ),
        )


def active(connection: Connection) -> list[Subscription]:
    """In the order in which they were made."""
    rows = connection.execute(select(subscription).where(subscription.c.active.is_(True)).order_by(subscription.c.id))
    return [_subscription(row) for row in rows]


def told_of(connection: Connection, policy_id: int, numbers: Sequence[int]) -> frozenset[int]:
    """The subscriptions that were sent an alert about one of those versions."""
    if not numbers:
        return frozenset()
    return frozenset(
        connection.scalars(
            select(alert.c.subscription_id)
            .join(version, version.c.id == alert.c.version_id)
            .where(version.c.policy_id == policy_id, version.c.number.in_(numbers))
        )
    )


def insert_alerts(
    connection: Connection,
    version_id: int,
    alerts: Sequence[Alert],
    messages: Sequence[Message],
    findings: Sequence[Finding],
    at: datetime,
) -> None:
    """The alerts and, in the same order, their messages, due at once."""
    for one, message in zip(alerts, messages, strict=True):
        if one.subscription.id is None:
            raise ValueError("an alert for a subscription that is not stored")
        alert_id = connection.execute(
            insert(alert)
            .values(
                version_id=version_id,
                subscription_id=one.subscription.id,
                findings=[findings.index(told) for told in one.findings],
            )
            .returning(alert.c.id)
        ).scalar_one()
        connection.execute(
            insert(outbox).values(
                msg_id=message.msg_id,
                alert_id=alert_id,
                channel=message.channel.value,
                target=message.target,
                payload=message.payload,
                status="pending",
                attempts=message.attempts,
                next_at=at,
            )
        )


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        channel=Channel(row.channel),
        target=row.target,
        id=row.id,
        policies=tuple(row.policies),
        providers=tuple(row.providers),
        types=tuple(row.types),
        least=Severity(row.least),
        lang=row.lang,
        secret=row.secret,
        active=row.active,
    )


def _identity(one: Subscription) -> str:
    filters = [sorted(one.policies), sorted(one.providers), sorted(one.types), one.least.value]
    return sha256_hex(json.dumps([one.channel.value, one.target, one.lang, *filters]))
