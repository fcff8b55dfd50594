"""Webhooks against a receiver on loopback that verifies signatures as receivers are told to."""

from __future__ import annotations

import json
import logging
import socket
from datetime import UTC, datetime
from typing import Any

import pytest

from clauselog.errors import DeliveryError
from clauselog.model import Channel, Message
from gateways.webhook import WebhookSender
from tests.servers import Answer, Authority, Site, WebhookReceiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # an invented one
PAYLOAD = json.dumps({"type": "policy.changed", "summary": {"zh": "新增人脸信息"}}, ensure_ascii=False)


class WallClock:
    """Receivers refuse timestamps that are five minutes off, so a stopped clock would not do."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def message(target: str, secret: str | None = SECRET, payload: str = PAYLOAD) -> Message:
    return Message("msg_0123abcd", Channel.WEBHOOK, target, payload, secret)


def sender(**more: Any) -> WebhookSender:
    return WebhookSender(**{"clock": WallClock(), "allow_hosts": ("127.0.0.1",), "timeout_s": 5.0, **more})


def failure(given: Message, **more: Any) -> DeliveryError:
    hook = sender(**more)
    try:
        with pytest.raises(DeliveryError) as caught:
            hook.send(given)
    finally:
        hook.close()
    return caught.value


def test_a_call_arrives_signed_and_unaltered() -> None:
    with WebhookReceiver(SECRET) as receiver:
        hook = sender()
        hook.send(message(receiver.url))
        hook.close()
    (got,) = receiver.received
    assert got.msg_id == "msg_0123abcd"
    assert got.payload == json.loads(PAYLOAD)
    asked = receiver.asked[0]
    assert asked.method == "POST"
    assert asked.body.decode() == PAYLOAD
    assert asked.headers["content-type"] == "application/json"


def test_every_attempt_carries_the_same_id() -> None:
    with WebhookReceiver(SECRET, statuses=(500, 200)) as receiver:
        hook = sender()
        with pytest.raises(DeliveryError):
            hook.send(message(receiver.url))
        hook.send(message(receiver.url))
        hook.close()
    assert [a.headers["webhook-id"] for a in receiver.asked] == ["msg_0123abcd"] * 2
    assert len(receiver.received) == 1


def test_a_wrong_secret_is_noticed_by_the_receiver() -> None:
    with WebhookReceiver(SECRET) as receiver:
        error = failure(message(receiver.url, secret="whsec_" + "QUJD" * 8))
    assert receiver.received == []
    assert not error.transient
    assert "回答 401" in error.message("zh")
    assert "refused with status 401" in error.message("en")


@pytest.mark.parametrize(
    ("status", "transient"),
    [(400, False), (404, False), (410, False), (422, False), (301, False), (307, False),
     (408, True), (425, True), (429, True), (500, True), (502, True), (503, True)],
)  # fmt: skip
def test_which_answers_are_worth_another_try(status: int, transient: bool) -> None:
    with WebhookReceiver(SECRET, statuses=(status,), headers={"Retry-After": "7", "Location": "/other"}) as receiver:
        error = failure(message(receiver.url))
    assert error.transient is transient
    assert str(status) in error.message("zh")
    assert str(status) in error.message("en")
    assert error.retry_after_s == (7 if transient else None)
    assert [a.path for a in receiver.asked] == ["/hook"], "redirects are not followed"


def test_internal_addresses_are_not_called_unless_allowed() -> None:
    with WebhookReceiver(SECRET) as receiver:
        error = failure(message(receiver.url), allow_hosts=())
        answers = ["8.8.8.8", "169.254.169.254"]
        rebound = failure(
            message("https://hooks.example/x"),
            allow_hosts=(),
            resolver=lambda host, port: answers,
        )
    assert receiver.asked == []
    assert "127.0.0.1" in error.message("zh")
    assert "169.254.169.254" in rebound.message("en")
    assert "internal or reserved" in rebound.message("en")
    assert "CLAUSELOG_ALLOW_HOSTS" in error.message("zh")


def test_a_dead_a_slow_and_an_unknown_receiver_may_be_tried_again() -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise socket.gaierror

    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        dead = failure(message(f"http://127.0.0.1:{placeholder.getsockname()[1]}/"))
    with Site({"/hook": Answer(wait_s=20)}) as site:
        slow = failure(message(site.url("/hook")), timeout_s=0.3)
    unknown = failure(message("https://hooks.invalid/x"), resolver=nowhere)
    assert dead.transient
    assert slow.transient
    assert unknown.transient
    assert "连接被拒绝" in dead.message("zh")
    assert "refused or broke off" in dead.message("en")
    assert "0.3 秒内没有回答" in slow.message("zh")
    assert "no answer within 0.3 s" in slow.message("en")
    assert "找不到该主机" in unknown.message("zh")
    assert "there is no such host" in unknown.message("en")


def test_https_receivers_are_checked_by_certificate() -> None:
    authority = Authority()
    with Site({"/hook": Answer(status=204)}, tls=authority.server()) as site:
        hook = sender(ssl_context=authority.client())
        hook.send(message(site.url("/hook")))
        hook.close()
        error = failure(message(site.url("/hook")), ssl_context=Authority().client())
    assert error.transient
    assert "证书无效" in error.message("zh")


@pytest.mark.parametrize("target", ["", "not a url", "ftp://a.example/", "file:///etc/passwd", "http://"])
def test_what_is_no_web_address_is_given_up(target: str) -> None:
    error = failure(message(target))
    assert not error.transient
    assert "不是有效的 http(s) 地址" in error.message("zh")
    assert "not a valid http(s) address" in error.message("en")


@pytest.mark.parametrize("secret", ["whsec_", "whsec_*", "", "whsec_é"])
def test_an_unusable_secret_is_told_without_repeating_it(secret: str) -> None:
    with WebhookReceiver(SECRET) as receiver:
        error = failure(message(receiver.url, secret=secret))
    assert receiver.asked == []
    assert "签名密钥无效" in error.message("zh")
    assert "the signing secret is invalid" in error.message("en")


def test_neither_secret_nor_path_of_a_webhook_is_told_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with WebhookReceiver(SECRET, statuses=(500,)) as receiver:
        given = message(receiver.url.replace("/hook", "/hook?token=t0ken").replace("//", "//user:p4ss@"))
        error = failure(given)
    told = error.message("zh") + error.message("en") + caplog.text + repr(error) + repr(given.secret and "")
    for secret in (SECRET, "t0ken", "p4ss", "/hook"):
        assert secret not in told
    assert SECRET not in repr(given)
