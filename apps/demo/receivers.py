"""Who is told: a mailbox behind a real SMTP server, and a webhook receiver that checks signatures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from apps.demo.site_server import LoopbackServer, serving


@dataclass
class Mailbox:
    """The mails a server on a loopback port has taken, oldest first.

    Without slots: aiosmtpd looks for hooks with ``inspect.getmembers``, which fails on slotted classes
    before Python 3.11.3.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
        return "250 Taken"


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """An SMTP server on an ephemeral loopback port as long as the block runs."""
    box = Mailbox()
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(box, hostname="mail.qinghe.example", loop=loop), "127.0.0.1", 0)
    )
    box.port = server.sockets[0].getsockname()[1]
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class Call:
    """One webhook call as it came in; ``status`` is what it was answered."""

    msg_id: str
    body: dict[str, Any]
    signature_ok: bool
    status: int


@dataclass(slots=True)
class WebhookReceiver:
    """The calls a receiver on a loopback port has had. ``busy_for`` calls are turned away with 503 first."""

    secret: str = field(repr=False)
    url: str = ""
    busy_for: int = 0
    calls: list[Call] = field(default_factory=list)

    @property
    def taken(self) -> list[Call]:
        return [call for call in self.calls if call.status == 204]

    def receive(self, raw: bytes, headers: dict[str, str]) -> int:
        """The status to answer: 401 for a wrong signature, 503 while busy, 204 for what was taken."""
        try:
            Webhook(self.secret).verify(raw, headers)
        except WebhookVerificationError:
            status = 401
        else:
            status = 503 if self.busy_for > 0 else 204
            self.busy_for -= status == 503
        try:
            body = json.loads(raw)
        except ValueError:
            body = {}
        self.calls.append(Call(headers.get("webhook-id", ""), body, status != 401, status))
        return status


@contextmanager
def webhook_receiver(secret: str, *, busy_for: int = 0) -> Iterator[WebhookReceiver]:
    """A webhook receiver on an ephemeral loopback port as long as the block runs."""
    server = LoopbackServer()
    receiver = WebhookReceiver(secret, f"http://127.0.0.1:{server.server_address[1]}/hooks/clauselog", busy_for)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status = receiver.receive(raw, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """The terminal belongs to the story."""

    server.RequestHandlerClass = Handler
    with serving(server):
        yield receiver
