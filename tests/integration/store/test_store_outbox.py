"""Messages are neither lost nor, as far as we can know, sent twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clauselog.errors import StoreError
from clauselog.model import Cause, Channel
from clauselog.ports import NewVersion, OutboxStatus
from tests import builders as b

NOON = b.NOON
TARGET = "http://127.0.0.1:9/hook"


@pytest.fixture
def outbox(store):
    """Three messages due at noon: a, b (an e-mail) and c."""
    store.archive.declare(b.policy())
    compared = b.comparison()
    plain = NewVersion(b.policy().slug, Cause.FIRST, NOON, compared.before, (), None, (), ())
    store.archive.commit(plain)
    to = [
        store.archive.subscribe(b.subscription(secret="whsec_a")),
        store.archive.subscribe(b.subscription(Channel.EMAIL)),
        store.archive.subscribe(b.subscription(target="http://127.0.0.1:9/c")),
    ]
    messages = [b.message(f"msg_{n}", s.channel, s.target) for n, s in zip("abc", to, strict=True)]
    store.archive.commit(
        replace(
            plain,
            cause=Cause.SOURCE_CHANGED,
            document=compared.after,
            comparison=compared,
            alerts=tuple(b.alert(s, compared.findings) for s in to),
            messages=tuple(messages),
        )
    )
    return store.outbox


def claim(outbox, at=NOON, limit=10, lease_s=60.0, owner="one"):
    return [message.msg_id for message in outbox.claim(at, limit=limit, lease_s=lease_s, owner=owner)]


def test_claimed_messages_carry_all_that_sending_needs(outbox):
    [first, second, _] = outbox.claim(NOON, limit=10, lease_s=60, owner="one")
    assert first == b.message("msg_a", secret="whsec_a")
    assert second == b.message("msg_b", Channel.EMAIL, "legal@example.org")
    assert "whsec" not in repr(first)


def test_a_claimed_message_is_not_claimed_again_before_its_lease_runs_out(outbox):
    assert claim(outbox, limit=2) == ["msg_a", "msg_b"]
    assert claim(outbox, owner="two") == ["msg_c"]
    assert claim(outbox, NOON + timedelta(seconds=59), owner="two") == []
    assert claim(outbox, NOON + timedelta(seconds=60), owner="two") == ["msg_a", "msg_b", "msg_c"]


def test_nothing_is_claimed_before_it_is_due(outbox):
    assert claim(outbox, NOON - timedelta(seconds=1)) == []
    assert claim(outbox, limit=0) == []


def test_a_sent_message_is_done_even_where_its_lease_ran_out(outbox):
    claim(outbox, limit=1, lease_s=1)
    claim(outbox, NOON + timedelta(seconds=5), limit=1, owner="two")
    outbox.sent("msg_a", NOON + timedelta(seconds=6))
    outbox.sent("msg_a", NOON + timedelta(seconds=7))
    outbox.failed("msg_a", NOON + timedelta(seconds=8), "late", retry_at=NOON)
    assert outbox.status() == OutboxStatus(pending=2, sent=1, dead=0, next_at=NOON, last_error=None)
    assert "msg_a" not in claim(outbox, NOON + timedelta(days=1))


def test_a_failed_message_is_due_again_when_told_and_counts_its_attempts(outbox):
    claim(outbox)
    retry_at = NOON + timedelta(minutes=5)
    outbox.failed("msg_a", NOON, "500 Server Error", retry_at=retry_at)
    assert claim(outbox, NOON + timedelta(seconds=30)) == []
    [again] = [m for m in outbox.claim(retry_at, limit=10, lease_s=60, owner="two") if m.msg_id == "msg_a"]
    assert again.attempts == 1
    assert outbox.status().last_error == "500 Server Error"


def test_a_dispatcher_that_died_has_used_up_an_attempt(outbox):
    claim(outbox, limit=1, lease_s=1)
    [again] = outbox.claim(NOON + timedelta(seconds=2), limit=1, lease_s=60, owner="two")
    assert (again.msg_id, again.attempts) == ("msg_a", 1)


def test_a_dead_message_is_kept_and_shown_and_never_sent(outbox):
    claim(outbox)
    outbox.failed("msg_a", NOON, "410 Gone", retry_at=None)
    outbox.sent("msg_b", NOON)
    status = outbox.status()
    assert (status.pending, status.sent, status.dead, status.last_error) == (1, 1, 1, "410 Gone")
    assert "msg_a" not in claim(outbox, NOON + timedelta(days=9))


def test_the_last_error_is_the_latest(outbox):
    outbox.failed("msg_b", NOON + timedelta(seconds=2), "second", retry_at=NOON)
    outbox.failed("msg_a", NOON + timedelta(seconds=1), "first", retry_at=NOON)
    assert outbox.status().last_error == "second"


def test_an_unknown_message_is_told(outbox):
    with pytest.raises(StoreError, match="msg_x"):
        outbox.sent("msg_x", NOON)
    with pytest.raises(StoreError, match="msg_x"):
        outbox.failed("msg_x", NOON, "?", retry_at=None)


def test_an_empty_outbox_says_so(store):
    assert store.outbox.status() == OutboxStatus(0, 0, 0, None, None)
    assert store.outbox.claim(NOON, limit=5, lease_s=1, owner="x") == []


def test_a_lease_is_held_by_one_and_free_again_afterwards(store):
    with store.lease.hold("tick", owner="one", ttl_s=30) as first:
        assert first
        with (
            store.lease.hold("tick", owner="one", ttl_s=30) as again,
            store.lease.hold("x", owner="b", ttl_s=1) as other,
        ):
            assert (again, other) == (False, True)
    with store.lease.hold("tick", owner="two", ttl_s=30) as second:
        assert second


def test_a_lease_is_given_back_when_the_work_fails(store):
    with pytest.raises(RuntimeError), store.lease.hold("tick", owner="one", ttl_s=30):
        raise RuntimeError("the work failed")
    with store.lease.hold("tick", owner="two", ttl_s=30) as second:
        assert second


def test_work_longer_than_the_time_to_live_keeps_its_lease(store):
    import time

    with store.lease.hold("tick", owner="one", ttl_s=0.6):
        time.sleep(1.2)
        with store.lease.hold("tick", owner="two", ttl_s=1) as second:
            assert not second
