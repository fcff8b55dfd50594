"""Alerts by webhook: ``ports.Sender`` with the Standard Webhooks headers (standardwebhooks.com, version 1).

The URL is the subscriber's, so it passes the same address check as any source, and redirects are not followed. Paths
and queries of webhook URLs are often secrets themselves: messages show scheme and host only.
"""

from __future__ import annotations

import binascii
import ssl
from typing import Self

import httpx
from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from clauselog.errors import DeliveryError
from clauselog.model import Channel, Message, Text
from clauselog.ports import Clock
from clauselog.settings import Settings
from gateways.addresses import Exempt, ForbiddenAddress, Resolver, UnknownHost, resolve, within
from gateways.web import CheckedTransport, client_over, retry_after_s, without_credentials

_PASSING = frozenset({408, 425, 429})
_KEPT = Text(zh="提醒已保留，稍后会再发送", en="The alert is kept and will be tried again")
_SUBSCRIBE = Text(
    zh="请核对接收端，然后用正确的地址重新订阅",
    en="Check the receiver, then subscribe again with the right address",
)


class WebhookSender:
    """Posts payloads as they were committed. Safe to share among threads; ``close`` it in the end."""

    channel = Channel.WEBHOOK

    def __init__(
        self,
        *,
        clock: Clock,
        user_agent: str = "clauselog",
        allow_hosts: tuple[str, ...] = (),
        timeout_s: float = 15.0,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._clock, self._user_agent, self._timeout_s = clock, user_agent, timeout_s
        self._transport = CheckedTransport(Exempt(allow_hosts), resolver=resolver, ssl_context=ssl_context)

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock) -> Self:
        return cls(clock=clock, user_agent=settings.user_agent, allow_hosts=settings.allow_hosts)

    def close(self) -> None:
        self._transport.close()

    def send(self, message: Message) -> None:
        """See ``ports.Sender``: 2xx is delivered; a 3xx or 4xx refused for good; 408, 425, 429 and 5xx are not."""
        url = _url_of(message)
        body = message.payload.encode()
        headers = {"Content-Type": "application/json", **self._signed(message)}
        client = client_over(self._transport, timeout_s=self._timeout_s, user_agent=self._user_agent)
        request = client.build_request("POST", without_credentials(url), content=body, headers=headers)
        auth = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
        try:
            with within(self._timeout_s):
                response = client.send(request, auth=auth, stream=True)
                response.close()  # whatever it has to say besides its status is not read
        except ForbiddenAddress as error:
            raise _failed(
                message,
                f"该主机指向内部或保留地址 {error.address}，为安全起见没有连接",
                f"the host is at {error.address}, an internal or reserved address, so it was not contacted",
                Text(
                    zh="如果这是您自己的主机，请把它加入 CLAUSELOG_ALLOW_HOSTS；提醒已保留",
                    en="If this machine is yours, add it to CLAUSELOG_ALLOW_HOSTS; the alert is kept",
                ),
            ) from None
        except UnknownHost:
            raise _failed(message, "找不到该主机", "there is no such host", _KEPT) from None
        except httpx.TimeoutException:
            seconds = f"{self._timeout_s:g}"
            raise _failed(message, f"{seconds} 秒内没有回答", f"no answer within {seconds} s", _KEPT) from None
        except (httpx.TransportError, httpx.InvalidURL):
            raise _failed(
                message,
                "连接被拒绝、中断或证书无效",
                "the connection was refused or broke off, or the certificate is invalid",
                _KEPT,
            ) from None
        self._judge(message, response)

    def _judge(self, message: Message, response: httpx.Response) -> None:
        status = response.status_code
        if 200 <= status < 300:
            return
        if status in _PASSING or status >= 500:
            error = _failed(
                message, f"接收端暂时不可用，回答 {status}", f"the receiver is in trouble, status {status}", _KEPT
            )
            error.retry_after_s = retry_after_s(response.headers, self._clock)
            raise error
        if status == 410:
            raise _refused(message, "接收端已停用（410）", "the receiver says it is gone for good (410)")
        if 300 <= status < 400:
            raise _refused(
                message, f"接收端要求重定向（{status}），不予跟随", f"the receiver redirects ({status}), not followed"
            )
        raise _refused(message, f"接收端拒绝，回答 {status}", f"the receiver refused with status {status}")

    def _signed(self, message: Message) -> dict[str, str]:
        """The three headers; without a secret there is no signature, and the receiver can only trust its URL."""
        now = self._clock.now()
        headers = {"webhook-id": message.msg_id, "webhook-timestamp": str(int(now.timestamp()))}
        if message.secret is None:
            return headers
        try:
            headers["webhook-signature"] = Webhook(message.secret).sign(message.msg_id, now, message.payload)
        except (binascii.Error, ValueError, EmptyWebhookSecretError):
            raise DeliveryError(
                _tried(message),
                Text(
                    zh="签名密钥无效（应为 whsec_ 加 Base64）",
                    en="the signing secret is invalid (it should be whsec_ and Base64)",
                ),
                Text(zh="请用新密钥重新订阅", en="Subscribe again with a new secret"),
                transient=False,
            ) from None
        return headers


def _url_of(message: Message) -> httpx.URL:
    try:
        url = httpx.URL(message.target)
        if url.scheme in ("http", "https") and url.host:
            return url
    except (httpx.InvalidURL, ValueError):
        pass
    raise _refused(message, "这不是有效的 http(s) 地址", "this is not a valid http(s) address")


def _failed(message: Message, zh: str, en: str, todo: Text) -> DeliveryError:
    return DeliveryError(_tried(message), Text(zh=zh, en=en), todo)


def _refused(message: Message, zh: str, en: str) -> DeliveryError:
    return DeliveryError(_tried(message), Text(zh=zh, en=en), _SUBSCRIBE, transient=False)


def _tried(message: Message) -> Text:
    try:
        url = httpx.URL(message.target)
        shown = f"{url.scheme}://{url.host}"
    except (httpx.InvalidURL, ValueError):
        shown = "webhook"
    return Text(zh=f"向 {shown} 发送通知", en=f"Calling the webhook at {shown}")
