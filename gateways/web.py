"""What fetching and webhooks share: one connection pool behind the address check, and bodies of bounded size."""

from __future__ import annotations

import logging
import ssl
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Protocol

import brotli
import httpcore
import httpx
import zstandard

from clauselog.ports import Clock
from gateways.addresses import CheckedBackend, Exempt, Resolver, resolve

# These log every URL they ask for, and a URL may hold a token.
for _name in ("httpx", "httpcore", "hpack"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_MAX_ENCODINGS = 3
_CHUNK = 1 << 16


class CheckedTransport(httpx.HTTPTransport):
    """httpx's transport over a pool that dials checked addresses only. No proxy: it would resolve names itself."""

    def __init__(
        self, exempt: Exempt, *, resolver: Resolver = resolve, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        context = ssl_context or httpx.create_ssl_context()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=64,
            max_keepalive_connections=32,
            keepalive_expiry=15.0,
            http1=True,
            http2=True,
            network_backend=CheckedBackend(exempt, resolver),
        )


class _Shared(httpx.BaseTransport):
    """A transport lent to a client that will be closed before it."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._transport.handle_request(request)


def client_over(transport: httpx.BaseTransport, *, timeout_s: float, user_agent: str) -> httpx.Client:
    """A client with cookies of its own over the shared pool: what one provider sets, another fetch never sends."""
    return httpx.Client(
        transport=_Shared(transport),
        timeout=httpx.Timeout(timeout_s, connect=min(10.0, timeout_s)),
        trust_env=False,
        follow_redirects=False,
        headers={"User-Agent": user_agent},
    )


def without_credentials(url: httpx.URL) -> httpx.URL:
    """The URL as it may be shown and stored: no user name, no password."""
    return url.copy_with(username=None, password=None) if url.userinfo else url


def retry_after_s(headers: httpx.Headers, clock: Clock) -> float | None:
    """The wait that ``Retry-After`` asks for (RFC 9110 §10.2.3: seconds or a date), None where there is none."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        at = parsedate_to_datetime(value)
        return max(0.0, (at - clock.now()).total_seconds())
    except (ValueError, TypeError, OverflowError):  # TypeError: a date without a zone
        return None


# ------------------------------------------------------------------------------------------ bodies


class TooLarge(Exception):
    """The body is larger than the limit, before or after decompression."""


class BadEncoding(Exception):
    """The body cannot be decompressed, or breaks off."""


def read_body(response: httpx.Response, limit: int) -> bytes:
    """The decompressed body of a streamed response. Raises TooLarge as soon as ``limit`` bytes are exceeded."""
    length = response.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:19]) > limit:
        raise TooLarge
    raw = bytearray()
    for chunk in response.iter_raw(_CHUNK):
        raw += chunk
        if len(raw) > limit:
            raise TooLarge
    return decompress(bytes(raw), encodings_of(response), limit)


def read_start(response: httpx.Response, limit: int) -> bytes:
    """The first bytes of the decompressed body, as far as they can be had: enough to see what an error page says."""
    raw = bytearray()
    for chunk in response.iter_raw(_CHUNK):
        raw += chunk
        if len(raw) >= limit:
            break
    try:
        return decompress(bytes(raw), encodings_of(response), limit, whole=False)
    except BadEncoding:
        return b""


def encodings_of(response: httpx.Response) -> tuple[str, ...]:
    names = (n.strip().lower() for n in response.headers.get("content-encoding", "").split(","))
    return tuple(n for n in names if n and n != "identity")


def decompress(raw: bytes, encodings: Iterable[str], limit: int, *, whole: bool = True) -> bytes:
    """Undo content encodings, given in the order they were applied, never making more than ``limit`` bytes and a chunk.

    With ``whole`` a body that breaks off is BadEncoding and one that is too long TooLarge; without, the start is
    returned. httpx's own decoders would unpack a whole chunk at once: 64 KB of zstd can hold gigabytes.
    """
    names = tuple(encodings)
    if len(names) > _MAX_ENCODINGS:
        raise BadEncoding(f"{len(names)} encodings on top of each other")
    for name in reversed(names):
        if name not in _UNPACK:
            raise BadEncoding(f"unknown encoding {name[:20]!r}")
        if not raw:
            return b""
        out = bytearray()
        try:
            with _as_bad_encoding():
                for piece in _UNPACK[name](raw, whole):
                    out += piece
                    if len(out) > limit:
                        if whole:
                            raise TooLarge
                        break
        except BadEncoding:
            if whole or not out:
                raise
        raw = bytes(out[:limit])
    if len(raw) > limit:
        if whole:
            raise TooLarge
        raw = raw[:limit]
    return raw


@contextmanager
def _as_bad_encoding() -> Iterator[None]:
    try:
        yield
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise BadEncoding(str(error)) from None


class _Unpack(Protocol):
    def __call__(self, raw: bytes, whole: bool) -> Iterator[bytes]: ...


def _gzip(raw: bytes, whole: bool) -> Iterator[bytes]:
    while raw:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield from _inflate(unpacker, raw, whole)
        # Members may follow each other; anything else behind the last is padding, which browsers ignore too.
        raw = unpacker.unused_data if unpacker.unused_data[:2] == b"\x1f\x8b" else b""


def _deflate(raw: bytes, whole: bool) -> Iterator[bytes]:
    zlib_header = raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS), raw, whole)


def _inflate(unpacker: zlib._Decompress, raw: bytes, whole: bool) -> Iterator[bytes]:
    data = raw
    while not unpacker.eof:
        piece = unpacker.decompress(data, _CHUNK)
        data = unpacker.unconsumed_tail
        yield piece
        if not piece and not data:
            break
    if whole and not unpacker.eof:
        raise BadEncoding("the body breaks off")


def _brotli(raw: bytes, whole: bool) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    piece = unpacker.process(raw, output_buffer_limit=_CHUNK)
    yield piece
    while not unpacker.is_finished() and (piece or not unpacker.can_accept_more_data()):
        piece = unpacker.process(b"", output_buffer_limit=_CHUNK)
        yield piece
    if whole and not unpacker.is_finished():
        raise BadEncoding("the body breaks off")


def _zstd(raw: bytes, whole: bool) -> Iterator[bytes]:
    # 8 MB is the largest window a server may ask of a client (RFC 9659).
    unpacker = zstandard.ZstdDecompressor(max_window_size=8 << 20)
    if whole and not _zstd_is_whole(raw):
        raise BadEncoding("the body breaks off")
    with unpacker.stream_reader(raw, read_across_frames=True) as reader:
        while piece := reader.read(_CHUNK):
            yield piece


def _zstd_is_whole(raw: bytes) -> bool:
    """Whether the last frame ends where the bytes end: the reader itself takes a cut for an end (RFC 8878 §3.1.1)."""
    at = 0
    while at < len(raw):
        magic = raw[at : at + 4]
        if len(raw) - at < 8:
            return False
        if magic[1:] == b"\x2a\x4d\x18" and magic[0] & 0xF0 == 0x50:  # a skippable frame
            at += 8 + int.from_bytes(raw[at + 4 : at + 8], "little")
            continue
        try:
            parameters = zstandard.get_frame_parameters(raw[at:])
            at += zstandard.frame_header_size(raw[at:])
        except zstandard.ZstdError:
            return False
        last = False
        while not last:
            if at + 3 > len(raw):
                return False
            header = int.from_bytes(raw[at : at + 3], "little")
            last = bool(header & 1)
            at += 3 + (1 if header >> 1 & 3 == 1 else header >> 3)
        at += 4 if parameters.has_checksum else 0
    return at == len(raw)


_UNPACK: dict[str, _Unpack] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
