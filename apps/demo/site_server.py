"""The invented provider's web site on a loopback port: its three policies as they stand at one point of the story."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from apps.demo.as_html import challenge, html
from apps.demo.as_markdown import markdown
from apps.demo.as_pdf import pdf
from apps.demo.manuscript import editions
from clauselog.text import sha256_hex

PATHS = {"/zh/legal/privacy": "privacy-zh", "/zh/legal/terms.pdf": "terms-zh", "/en/legal/terms.md": "terms-en"}


@dataclass(frozen=True, slots=True)
class Page:
    """What the site answers to one address."""

    body: bytes
    content_type: str

    @property
    def etag(self) -> str:
        return f'"{sha256_hex(self.body)[:16]}"'


@cache
def page(policy: str, version: int) -> Page:
    """One policy's page at one version of the site."""
    edition = editions(policy)[version - 1]
    if edition.challenge:
        return Page(challenge(edition), "text/html; charset=utf-8")
    if policy == "privacy-zh":
        return Page(html(edition), f"text/html; charset={edition.setting.charset or edition.setting.encoding}")
    if policy == "terms-zh":
        return Page(pdf(edition), "application/pdf")
    return Page(markdown(edition), "text/markdown; charset=utf-8")


@dataclass(slots=True)
class Site:
    """The running site; setting ``version`` is the provider's publishing of a new one."""

    url: str
    version: int = 1
    asked: int = 0
    """How many policy pages were asked for."""


@contextmanager
def site() -> Iterator[Site]:
    """The site, served on an ephemeral loopback port as long as the block runs."""
    server = LoopbackServer()
    running = Site(f"http://127.0.0.1:{server.server_address[1]}")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "QinghePages/2.4", ""

        def do_GET(self) -> None:
            policy = PATHS.get(self.path.partition("?")[0])
            if policy is None:
                self._answer(404, Page(b"<h1>404</h1>", "text/html; charset=utf-8"))
                return
            running.asked += 1
            current = page(policy, running.version)
            unchanged = self.headers.get("If-None-Match") == current.etag
            self._answer(304 if unchanged else 200, current)

        def _answer(self, status: int, page: Page) -> None:
            body = b"" if status == 304 else page.body
            self.send_response(status)
            self.send_header("ETag", page.etag)
            self.send_header("Set-Cookie", "qh_visit=1; Path=/")
            if status != 304:
                self.send_header("Content-Type", page.content_type)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """The terminal belongs to the story."""

    server.RequestHandlerClass = Handler
    with serving(server):
        yield running


class LoopbackServer(ThreadingHTTPServer):
    """Listens on an ephemeral port of this machine alone. A caller that hangs up is no error of ours."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), BaseHTTPRequestHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(server: LoopbackServer) -> Iterator[None]:
    """Run a server in a thread and close it after the block."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
