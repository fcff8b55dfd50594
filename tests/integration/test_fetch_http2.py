"""Fetching over HTTP/2 by the same checked path: a small server made of the h2 library, on loopback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import h2.config
import h2.connection
import h2.events

from clauselog.model import Source
from gateways.fetch import SourceFetcher
from tests.builders import StoppedClock
from tests.servers import Authority

PAGE = b"<h1>Terms</h1><p>You may end this contract at any time.</p>"


@contextmanager
def http2_site(context: ssl.SSLContext) -> Iterator[tuple[int, list[str]]]:
    """Serves PAGE at every path but robots.txt; its port, and the paths it was asked for with their authority."""
    context.set_alpn_protocols(["h2"])
    listener = socket.create_server(("127.0.0.1", 0))
    asked: list[str] = []

    def serve() -> None:
        try:
            raw, _ = listener.accept()
            with context.wrap_socket(raw, server_side=True) as wire:
                _talk(wire, asked)
        except OSError:
            pass  # the client hung up, or the test is over

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1], asked
    finally:
        listener.close()
        thread.join(5)


def _talk(wire: ssl.SSLSocket, asked: list[str]) -> None:
    talk = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
    talk.initiate_connection()
    wire.sendall(talk.data_to_send())
    while data := wire.recv(65536):
        for event in talk.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                headers = dict(event.headers)
                asked.append(headers[":authority"] + headers[":path"])
                missing = headers[":path"] == "/robots.txt"
                status = [(":status", "404" if missing else "200"), ("content-type", "text/html; charset=utf-8")]
                talk.send_headers(event.stream_id, status)
                talk.send_data(event.stream_id, b"" if missing else PAGE, end_stream=True)
        wire.sendall(talk.data_to_send())


def test_a_server_that_speaks_http2_is_spoken_to_in_http2() -> None:
    authority = Authority()
    with (
        http2_site(authority.server("qinghe.example")) as (port, asked),
        SourceFetcher(
            clock=StoppedClock(),
            allow_hosts=("qinghe.example",),
            timeout_s=5.0,
            resolver=lambda host, port: ["127.0.0.1"],
            ssl_context=authority.client(),
        ) as web,
    ):
        got = web.fetch(Source(f"https://qinghe.example:{port}/terms"))
    assert got.body == PAGE
    assert asked == [f"qinghe.example:{port}/robots.txt", f"qinghe.example:{port}/terms"]
