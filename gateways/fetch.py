"""Sources over http(s) and from files: ``ports.Fetcher``.

Every answer is hostile until shown otherwise: addresses are checked (``addresses``), redirects are followed by hand
so that each hop is checked again, bodies are bounded after decompression, time is bounded as a whole.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self

import httpx

from clauselog.errors import SourceUnreachable
from clauselog.model import Fetched, Source
from clauselog.ports import Clock
from clauselog.settings import Settings
from gateways import complaints
from gateways.addresses import Exempt, ForbiddenAddress, Resolver, UnknownHost, resolve, within
from gateways.challenge import PREFIX_BYTES, challenge_in
from gateways.files import read_file
from gateways.pace import Pace
from gateways.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from gateways.robots import Robots, RobotsUnavailable
from gateways.web import (
    BadEncoding,
    CheckedTransport,
    TooLarge,
    client_over,
    read_body,
    read_start,
    retry_after_s,
    without_credentials,
)

MAX_REDIRECTS = 10
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,40}:")
_META_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]{2,20})")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.7"
_SECRET_HEADERS = frozenset({"set-cookie", "set-cookie2", "authorization", "proxy-authenticate"})
_TEXT_TYPES = frozenset({None, "text/html", "application/xhtml+xml", "text/plain"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """The answer at the end of all redirects, read as far as it counts."""

    status: int
    url: httpx.URL
    headers: httpx.Headers
    body: bytes


class SourceFetcher:
    """Fetches web pages and reads local files. Safe to share among threads; ``close`` it in the end."""

    def __init__(
        self,
        *,
        clock: Clock,
        user_agent: str = "clauselog",
        timeout_s: float = 30.0,
        max_bytes: int = 20_000_000,
        allow_hosts: tuple[str, ...] = (),
        respect_robots: bool = True,
        host_delay_s: float = 1.0,
        read_files: bool = True,
        resolver: Resolver = resolve,
        ssl_context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._user_agent = user_agent
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._read_files = read_files
        self._exempt = Exempt(allow_hosts)
        self._robots = Robots(user_agent) if respect_robots else None
        self._pace = Pace(host_delay_s, sleep)
        self._transport = CheckedTransport(self._exempt, resolver=resolver, ssl_context=ssl_context)

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock, sleep: Callable[[float], None] = time.sleep) -> Self:
        return cls(
            clock=clock,
            user_agent=settings.user_agent,
            timeout_s=settings.fetch_timeout_s,
            max_bytes=settings.max_bytes,
            allow_hosts=settings.allow_hosts,
            respect_robots=settings.respect_robots,
            sleep=sleep,
        )

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, source: Source, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """See ``ports.Fetcher``. Raises FetchError, and DeclarationError for what is no URL or path."""
        scheme = _scheme_of(source.location)
        if scheme in ("http", "https"):
            return self._fetch_page(source, etag, last_modified)
        if scheme in (None, "file") and self._read_files:
            return read_file(source, max_bytes=self._max_bytes, clock=self._clock)
        raise complaints.wrong_scheme(_shown_raw(source.location), scheme or "file")

    # -------------------------------------------------------------------------------------- pages

    def _fetch_page(self, source: Source, etag: str | None, last_modified: str | None) -> Fetched:
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value and _is_header_safe(value)}
        url = _parse(source.location)
        shown = str(without_credentials(url))
        answer = self._ask(url, shown, headers)
        fetched = self._as_fetched(source, answer)
        if answer.status == 304 and headers:
            return fetched
        if words := _challenge(fetched, answer):
            challenge = complaints.challenged(shown, words)
            challenge.fetched = fetched
            challenge.retry_after_s = retry_after_s(answer.headers, self._clock)
            raise challenge
        if answer.status in (200, 203):
            return fetched
        if answer.status in (404, 410):
            raise complaints.gone(shown, answer.status)
        if answer.status >= 400:
            raise complaints.refused(shown, answer.status, retry_after_s(answer.headers, self._clock))
        raise complaints.no_text(shown, answer.status)

    def _as_fetched(self, source: Source, answer: _Answer) -> Fetched:
        media_type, charset = _content_type(answer.headers)
        return Fetched(
            source=source,
            status=200 if answer.status == 203 else answer.status,
            body=answer.body,
            fetched_at=self._clock.now(),
            media_type=media_type,
            charset=charset,
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
            final_location=str(without_credentials(answer.url)),
            headers=tuple((n, v) for n, v in answer.headers.multi_items() if n.lower() not in _SECRET_HEADERS),
        )

    def _ask(self, url: httpx.URL, shown: str, headers: dict[str, str]) -> _Answer:
        """Follow the redirects of one fetch to their end, each hop checked, paced and allowed by its host."""
        client = client_over(self._transport, timeout_s=self._timeout_s, user_agent=self._user_agent)
        paced: set[str] = set()
        for _ in range(MAX_REDIRECTS + 1):
            self._be_polite(url, shown, paced)
            with within(self._timeout_s), self._told_as(shown):
                answer = self._hop(client, url, headers)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            url = _redirected(answer, shown)
        raise complaints.too_many_redirects(shown, MAX_REDIRECTS)

    def _hop(self, client: httpx.Client, url: httpx.URL, headers: dict[str, str]) -> _Answer:
        request = client.build_request("GET", without_credentials(url), headers={"Accept": _ACCEPT, **headers})
        auth = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
        response = client.send(request, auth=auth, stream=True)
        try:
            if response.status_code in (200, 203):
                body = read_body(response, self._max_bytes)
            elif response.status_code in _REDIRECTS or response.status_code == 304:
                body = b""
            else:
                body = read_start(response, PREFIX_BYTES)
        finally:
            response.close()
        return _Answer(response.status_code, url, response.headers, body)

    # ---------------------------------------------------------------------------------- politeness

    def _be_polite(self, url: httpx.URL, shown: str, paced: set[str]) -> None:
        permission_delay_s = 0.0
        if self._robots:
            permission_delay_s = self._ask_leave(self._robots, url, shown)
        # Hops within one host are one visit, and the user's own machines need no sparing.
        if url.host not in paced and not self._exempt.covers_host(url.host):
            self._pace.wait(url.host, permission_delay_s)
        paced.add(url.host)

    def _ask_leave(self, robots: Robots, url: httpx.URL, shown: str) -> float:
        bare = without_credentials(url)
        origin = str(bare.copy_with(raw_path=b"/", fragment=None)).rstrip("/")
        try:
            permission = robots.permission(origin, str(bare), lambda where: self._robots_txt(httpx.URL(where), shown))
        except RobotsUnavailable as error:
            raise complaints.robots_unknown(shown, error.status) from None
        if not permission.allowed:
            raise complaints.robots_forbid(shown)
        return permission.delay_s

    def _robots_txt(self, url: httpx.URL, shown: str) -> tuple[int, bytes]:
        client = client_over(self._transport, timeout_s=self._timeout_s, user_agent=self._user_agent)
        with within(self._timeout_s), self._told_as(shown):
            for _ in range(6):  # RFC 9309 §2.3.1.2: at least five redirects, then it counts as absent
                request = client.build_request("GET", url)
                response = client.send(request, stream=True)
                try:
                    body = read_start(response, ROBOTS_MAX_BYTES) if response.status_code == 200 else b""
                finally:
                    response.close()
                answer = _Answer(response.status_code, url, response.headers, body)
                if answer.status not in _REDIRECTS or "location" not in answer.headers:
                    return answer.status, body
                url = _redirected(answer, shown)
        return 404, b""

    @contextmanager
    def _told_as(self, shown: str) -> Iterator[None]:
        """Turn what the libraries raise into what a user is told."""
        try:
            yield
        except ForbiddenAddress as error:
            raise complaints.forbidden_address(shown, error.address) from None
        except UnknownHost as error:
            raise complaints.unknown_host(shown, error.host) from None
        except TooLarge:
            raise complaints.too_large(shown, self._max_bytes) from None
        except BadEncoding:
            raise complaints.broken_answer(shown) from None
        except httpx.TimeoutException:
            raise complaints.timed_out(shown, self._timeout_s) from None
        except httpx.TransportError as error:
            raise _transport_trouble(error, shown) from None
        except (httpx.InvalidURL, httpx.CookieConflict):
            raise complaints.broken_answer(shown) from None


def _transport_trouble(error: httpx.TransportError, shown: str) -> SourceUnreachable:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return complaints.untrusted(shown)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return complaints.refused_connection(shown)
    return complaints.broken_answer(shown)


def _scheme_of(location: str) -> str | None:
    """The URL scheme in lower case, None for a path. One letter and a colon is a Windows drive."""
    found = _SCHEME.match(location)
    return found.group()[:-1].lower() if found else None


def _parse(location: str) -> httpx.URL:
    try:
        url = httpx.URL(location.strip())
    except (httpx.InvalidURL, ValueError):
        raise complaints.malformed(_shown_raw(location)) from None
    if not url.host or _is_impossible(url):
        raise complaints.malformed(_shown_raw(location))
    return url.copy_with(fragment=None)


def _shown_raw(location: str) -> str:
    """A location that is no URL, without what might be a password in it and on one line."""
    scheme, slashes, rest = location.partition("://")
    authority, slash, path = rest.partition("/")
    return " ".join((scheme + slashes + authority.rpartition("@")[2] + slash + path).split())[:200]


def _is_impossible(url: httpx.URL) -> bool:
    if url.port is not None and not 0 < url.port < 65536:
        return True
    try:
        ip_address(url.host)
    except ValueError:
        return any(c in url.host for c in " %\t\r\n\\<>\"'`|^{}") or ".." in url.host
    return False


def _redirected(answer: _Answer, shown: str) -> httpx.URL:
    try:
        url = answer.url.join(answer.headers["location"])
    except (httpx.InvalidURL, ValueError):
        raise complaints.bad_redirect(shown) from None
    if url.scheme not in ("http", "https") or not url.host or _is_impossible(url):
        raise complaints.bad_redirect(shown)
    return url.copy_with(fragment=None)


def _content_type(headers: httpx.Headers) -> tuple[str | None, str | None]:
    media_type, _, parameters = headers.get("content-type", "").partition(";")
    charset = None
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower() or None
    return media_type.strip().lower() or None, charset


def _challenge(fetched: Fetched, answer: _Answer) -> str | None:
    if fetched.media_type not in _TEXT_TYPES:
        return None
    start = fetched.body[:PREFIX_BYTES]
    declared = _META_CHARSET.search(start[:2048])
    try:
        page = start.decode(fetched.charset or (declared[1].decode("ascii") if declared else "utf-8"), "replace")
    except LookupError:
        page = start.decode("utf-8", "replace")
    return challenge_in(page, mitigated=answer.headers.get("cf-mitigated") == "challenge")


def _is_header_safe(value: str) -> bool:
    return value.isascii() and value.isprintable()
