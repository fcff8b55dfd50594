"""The outbox: messages committed with their findings, on their way to a channel, leased while one is being sent.

Sending happens outside any transaction. A dispatcher that dies leaves its lease to run out, and the message goes out
again under the same ``msg_id``: at least once, and once as far as the receiver honours that id.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, or_, select, update

from clauselog.errors import StoreError
from clauselog.model import Channel, Message, Text
from clauselog.ports import OutboxStatus
from store.database import Database
from store.tables import alert, outbox, subscription
from store.troubles import missing


class SqlOutbox:
    """``ports.Outbox`` on a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, *, limit: int, lease_s: float, owner: str) -> list[Message]:
        """Due messages, longest due first. The attempt counts from here on: a dispatcher may die before it reports.

        ``Message.attempts`` is how many were made before this one.
        """
        if limit < 1:
            return []
        with self._database.writing(Text(zh="领取待发送的消息", en="claim messages to send")) as connection:
            rows = connection.execute(
                select(
                    outbox.c.id,
                    outbox.c.msg_id,
                    outbox.c.channel,
                    outbox.c.target,
                    outbox.c.payload,
                    outbox.c.attempts,
                    subscription.c.secret,
                )
                .join(alert, alert.c.id == outbox.c.alert_id)
                .join(subscription, subscription.c.id == alert.c.subscription_id)
                .where(
                    outbox.c.status == "pending",
                    outbox.c.next_at <= now,
                    or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now),
                )
                .order_by(outbox.c.next_at, outbox.c.id)
                .limit(limit)
                .with_for_update(skip_locked=True, of=outbox)
            ).all()
            if rows:
                connection.execute(
                    update(outbox)
                    .where(outbox.c.id.in_([row.id for row in rows]))
                    .values(
                        lease_owner=owner,
                        lease_until=now + timedelta(seconds=lease_s),
                        attempts=outbox.c.attempts + 1,
                    )
                )
        return [
            Message(row.msg_id, Channel(row.channel), row.target, row.payload, row.secret, row.attempts) for row in rows
        ]

    def sent(self, msg_id: str, at: datetime) -> None:
        """Delivered, whoever says so: also where the lease ran out meanwhile. The first time counts."""
        tried = Text(zh=f"记录消息 {msg_id} 已送达", en=f"mark message {msg_id} as sent")
        with self._database.writing(tried) as connection:
            done = connection.execute(
                update(outbox)
                .where(outbox.c.msg_id == msg_id, outbox.c.status != "sent")
                .values(status="sent", sent_at=at, lease_owner=None, lease_until=None)
            )
            if not done.rowcount:
                _require(connection, msg_id, tried)

    def failed(self, msg_id: str, at: datetime, error: str, *, retry_at: datetime | None) -> None:
        """Ignored for a message that another dispatcher delivered meanwhile."""
        tried = Text(zh=f"记录消息 {msg_id} 发送失败", en=f"mark message {msg_id} as failed")
        changes: dict[str, object] = {"last_error": error, "failed_at": at, "lease_owner": None, "lease_until": None}
        changes |= {"status": "dead"} if retry_at is None else {"next_at": retry_at}
        with self._database.writing(tried) as connection:
            done = connection.execute(
                update(outbox).where(outbox.c.msg_id == msg_id, outbox.c.status == "pending").values(**changes)
            )
            if not done.rowcount:
                _require(connection, msg_id, tried)

    def status(self) -> OutboxStatus:
        """``last_error`` is the latest among messages that are not delivered."""
        with self._database.reading(Text(zh="查看发件箱", en="look into the outbox")) as connection:
            counted = connection.execute(select(outbox.c.status, func.count()).group_by(outbox.c.status)).all()
            counts = {str(status): int(number) for status, number in counted}
            next_at = connection.scalar(select(func.min(outbox.c.next_at)).where(outbox.c.status == "pending"))
            last_error = connection.scalar(
                select(outbox.c.last_error)
                .where(outbox.c.status != "sent", outbox.c.last_error.is_not(None))
                .order_by(outbox.c.failed_at.desc(), outbox.c.id.desc())
                .limit(1)
            )
        return OutboxStatus(
            pending=counts.get("pending", 0),
            sent=counts.get("sent", 0),
            dead=counts.get("dead", 0),
            next_at=next_at,
            last_error=last_error,
        )


def _require(connection: Connection, msg_id: str, tried: Text) -> None:
    if connection.scalar(select(outbox.c.id).where(outbox.c.msg_id == msg_id)) is None:
        raise _unknown(msg_id, tried)


def _unknown(msg_id: str, tried: Text) -> StoreError:
    return missing(
        tried,
        Text(zh=f"没有消息 {msg_id}", en=f"there is no message {msg_id}"),
        Text(zh="请检查消息编号", en="Check the message id"),
    )
