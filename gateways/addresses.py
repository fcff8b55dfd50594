"""Which addresses may be contacted, and a network backend that dials nothing else.

A URL comes from a declaration, a redirect or a subscription, so whoever writes it could aim us at a machine behind
our own firewall (server-side request forgery). A name is therefore resolved once, every answer is checked, and the
checked address itself is dialled: a second look-up could give another answer (DNS rebinding).

Source of the ranges: the IANA special-purpose address registries (RFC 6890 and its successors).
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from ssl import SSLContext
from typing import Any

import httpcore

Resolver = Callable[[str, int], Sequence[str]]
"""Host name and port → every address the name has. Raises OSError where there is none."""

_FORBIDDEN = tuple(
    ip_network(range_)
    for range_ in (
        "0.0.0.0/8",  # this network, unspecified
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba Cloud's metadata address lies in it
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent, public in form only
        "169.254.0.0/16",  # link-local; metadata of AWS, Google, Azure, Tencent Cloud
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle Cloud's metadata address lies in it
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries any IPv4 address
        "3fff::/20",  # documentation
    )
)
_GLOBAL_IPV6 = ip_network("2000::/3")
"""All that is routed today. Loopback, unspecified, mapped, NAT64, unique local, link-local, multicast lie outside."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether this is an ordinary address of the internet, reachable by everybody and private to nobody."""
    if isinstance(address, IPv6Address) and address not in _GLOBAL_IPV6:
        return False
    return not any(address in range_ for range_ in _FORBIDDEN if range_.version == address.version)


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a name by the system's resolver, in its order of preference. Raises OSError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))


class ForbiddenAddress(Exception):
    """A name that leads to an address which must not be contacted."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is at {address}")
        self.host, self.address = host, address


class UnknownHost(Exception):
    """A name that leads nowhere."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host


@dataclass(frozen=True, slots=True)
class Exempt:
    """Names, addresses and networks that the user allows although they are not public (CLAUSELOG_ALLOW_HOSTS)."""

    entries: tuple[str, ...] = ()

    def covers_name(self, host: str) -> bool:
        return host.lower().rstrip(".") in self.entries

    def covers(self, address: IPv4Address | IPv6Address) -> bool:
        for entry in self.entries:
            try:
                network = ip_network(entry, strict=False)
            except ValueError:
                continue
            if network.version == address.version and address in network:
                return True
        return False

    def covers_host(self, host: str) -> bool:
        """By name, or where the host is written as an address, by address."""
        if self.covers_name(host):
            return True
        try:
            return self.covers(ip_address(host.strip("[]")))
        except ValueError:
            return False


def checked_addresses(host: str, port: int, exempt: Exempt, resolver: Resolver = resolve) -> list[str]:
    """The addresses of a host, all of them fit to be dialled. One forbidden answer spoils the name.

    Raises ForbiddenAddress and UnknownHost.
    """
    try:
        answers = resolver(host, port)
    except (OSError, UnicodeError):  # UnicodeError: labels too long for the DNS
        raise UnknownHost(host) from None
    if not answers:
        raise UnknownHost(host)
    if not exempt.covers_name(host):
        for answer in answers:
            address = ip_address(answer)
            if not is_public(address) and not exempt.covers(address):
                raise ForbiddenAddress(host, answer)
    return list(answers)


# -------------------------------------------------------------------------------------- time and wire

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Everything that is read and written inside must be over in so many seconds.

    The time-outs of HTTP libraries hold for one read; a server that sends a byte now and then would keep a worker
    for ever.
    """
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def remaining_s(timeout: float | None) -> float | None:
    """The shorter of a time-out and what is left of the deadline; never negative."""
    deadline = _deadline.get()
    if deadline is None:
        return timeout
    left = max(0.0, deadline - time.monotonic())
    return left if timeout is None else min(timeout, left)


class CheckedBackend(httpcore.NetworkBackend):
    """Dials checked addresses only. Host header, TLS name and certificate check stay those of the name."""

    def __init__(self, exempt: Exempt, resolver: Resolver = resolve) -> None:
        self._exempt, self._resolver = exempt, resolver
        self._wire = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in checked_addresses(host, port, self._exempt, self._resolver):
            left = remaining_s(timeout)
            if left is not None and left <= 0:
                raise httpcore.ConnectTimeout("deadline")
            try:
                stream = self._wire.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream)
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise ForbiddenAddress(path, "unix socket")

    def sleep(self, seconds: float) -> None:
        self._wire.sleep(seconds)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose reads and writes also heed the deadline of ``within``."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = remaining_s(timeout)
        if left is not None and left <= 0:
            raise httpcore.ReadTimeout("deadline")
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = remaining_s(timeout)
        if left is not None and left <= 0:
            raise httpcore.WriteTimeout("deadline")
        self._stream.write(buffer, left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, remaining_s(timeout) or 0.001))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
