"""Real servers on loopback for tests: a web site with scripted answers, a webhook receiver, a mail server.

All are context managers, listen on a free port of 127.0.0.1, and remember what they were asked.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as SmtpServer
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from standardwebhooks.webhooks import Webhook, WebhookVerificationError


@dataclass(frozen=True)
class Answer:
    """What a path answers. ``wait_s`` passes before the headers, ``drip_s`` between the bytes of the body.

    ``cut`` sends only so many bytes of the body and hangs up.
    """

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = "text/html; charset=utf-8"
    wait_s: float = 0.0
    drip_s: float = 0.0
    cut: int | None = None

    @property
    def bytes(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


Script = Answer | Sequence[Answer] | Callable[[Asked], Answer]


class Site:
    """A threaded web server. A path's script is an answer, a sequence (the last one repeats) or a function."""

    def __init__(self, pages: Mapping[str, Script] | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Script] = dict(pages or {})
        self.asked: list[Asked] = []
        self._served: dict[str, int] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # header and body are written apart

            def do_GET(self) -> None:
                site._answer(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                pass  # clients that hang up are part of the tests

        self._server = Server(("127.0.0.1", 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.scheme = "https" if tls else "http"
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked_for(self, path: str) -> list[Asked]:
        return [a for a in self.asked if a.path == path]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer_to(self, asked: Asked) -> Answer:
        script = self.pages.get(asked.path.partition("?")[0], Answer("not here", 404))
        if isinstance(script, Answer):
            return script
        if callable(script):
            return script(asked)
        with self._lock:
            turn = self._served[asked.path] = self._served.get(asked.path, -1) + 1
        return script[min(turn, len(script) - 1)]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        headers = {k.lower(): v for k, v in handler.headers.items()}
        asked = Asked(handler.command, handler.path, headers, body)
        with self._lock:
            self.asked.append(asked)
        answer = self.answer_to(asked)
        self._stopping.wait(answer.wait_s)
        handler.send_response_only(answer.status)
        if answer.media_type and answer.status != 304:
            handler.send_header("Content-Type", answer.media_type)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status not in (204, 304):
            handler.send_header("Content-Length", str(len(answer.bytes)))
        handler.end_headers()
        if answer.status in (204, 304):
            return
        if answer.cut is not None:
            handler.wfile.write(answer.bytes[: answer.cut])
            handler.close_connection = True
        elif answer.drip_s:
            for at in range(len(answer.bytes)):
                if self._stopping.wait(answer.drip_s):
                    return
                handler.wfile.write(answer.bytes[at : at + 1])
                handler.wfile.flush()
        else:
            handler.wfile.write(answer.bytes)


class Authority:
    """A certificate authority for tests: contexts for a server and for clients that trust it."""

    def __init__(self) -> None:
        self._ca = trustme.CA()

    def server(self, *names: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(*(names or ("127.0.0.1", "localhost"))).configure_cert(context)
        return context

    def client(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self._ca.configure_trust(context)
        return context

    def write_to(self, path: Any) -> str:
        self._ca.cert_pem.write_to_path(str(path))
        return str(path)


@dataclass(frozen=True)
class Received:
    """A webhook that came in with a valid signature."""

    msg_id: str
    payload: Any


class WebhookReceiver:
    """Verifies every call as the ``standardwebhooks`` package tells receivers to; answers ``statuses`` in turn."""

    def __init__(self, secret: str, statuses: Sequence[int] = (204,), headers: Mapping[str, str] | None = None) -> None:
        self.received: list[Received] = []
        self.rejected: list[str] = []
        self._webhook = Webhook(secret)
        self._statuses = list(statuses)
        self._headers = dict(headers or {})
        self._site = Site({"/hook": self._take})

    @property
    def url(self) -> str:
        return self._site.url("/hook")

    @property
    def asked(self) -> list[Asked]:
        return self._site.asked

    def _take(self, asked: Asked) -> Answer:
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        try:
            payload = self._webhook.verify(asked.body, dict(asked.headers))
        except WebhookVerificationError as error:
            self.rejected.append(str(error))
            return Answer(status=401)
        if 200 <= status < 300:
            self.received.append(Received(asked.headers["webhook-id"], payload))
        return Answer(status=status, headers=self._headers)

    def __enter__(self) -> WebhookReceiver:
        self._site.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self._site.__exit__(*exc)


@dataclass
class _Inbox:
    """What the mail server does with what it is handed."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    rcpt_reply: str = "250 OK"
    data_reply: str = "250 OK"
    hang_up_after_data: bool = False
    wait_s: float = 0.0

    async def handle_RCPT(
        self, server: SmtpServer, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.wait_s:
            time.sleep(self.wait_s)
        if self.rcpt_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_reply

    async def handle_DATA(self, server: SmtpServer, session: Session, envelope: Envelope) -> str:
        if self.data_reply.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
            mail = message_from_bytes(content, policy=modern)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.recipients.extend(envelope.rcpt_tos)
        return self.data_reply

    async def handle_QUIT(self, server: SmtpServer, session: Session, envelope: Envelope) -> str:
        return "451 not now" if self.hang_up_after_data else "221 Bye"


class _OnAnyPort(Controller):
    """A controller that listens on port 0 and learns which one the system chose."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        with socket.create_connection((self.hostname, self.port), 5.0):
            pass  # makes asyncio build the protocol, which start() waits for


@contextlib.contextmanager
def mail_server(
    *,
    tls: ssl.SSLContext | None = None,
    implicit_tls: bool = False,
    user: str | None = None,
    password: str | None = None,
    **behaviour: Any,
) -> Iterator[tuple[_Inbox, int]]:
    """A real SMTP server: its inbox and its port. With ``tls`` it offers STARTTLS, or speaks TLS from the start."""
    inbox = _Inbox(**behaviour)

    def authenticate(
        server: SmtpServer, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        assert isinstance(login, LoginPassword)
        good = login.login == (user or "").encode() and login.password == (password or "").encode()
        return AuthResult(success=good, handled=False)

    controller = _OnAnyPort(
        inbox,
        hostname="127.0.0.1",
        port=0,
        ready_timeout=10,
        ssl_context=tls if implicit_tls else None,
        tls_context=None if implicit_tls else tls,
        require_starttls=bool(tls and not implicit_tls),
        authenticator=authenticate if user else None,
        auth_required=bool(user and tls),  # aiosmtpd warns of logins in the clear, rightly
        auth_require_tls=bool(tls and not implicit_tls),
    )
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()
