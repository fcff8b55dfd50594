"""Fetching when things are wrong: each case asserts what a user reads, in Chinese and English."""

from __future__ import annotations

import gzip
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clauselog.errors import ClauselogError, DeclarationError, SourceGone, SourceRefused, SourceUnreachable
from clauselog.model import Source
from gateways.fetch import SourceFetcher
from tests.builders import NOON, StoppedClock
from tests.servers import Answer, Site

PAGE = "<h1>Terms</h1><p>You may end this contract at any time.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def trouble(location: str, kind: type[ClauselogError], **more: object) -> ClauselogError:
    settings: dict[str, object] = {
        "clock": StoppedClock(NOON),
        "allow_hosts": ("127.0.0.1",),
        "timeout_s": 5.0,
        "respect_robots": False,
        **more,
    }
    with SourceFetcher(**settings) as web, pytest.raises(kind) as caught:  # type: ignore[arg-type]
        web.fetch(Source(location))
    assert type(caught.value) is kind
    return caught.value


def says(error: ClauselogError, zh: str, en: str) -> None:
    assert error.message("zh") == zh
    assert error.message("en") == en


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone(site: Site, status: int) -> None:
    site.pages["/terms"] = Answer("gone", status)
    url = site.url("/terms")
    error = trouble(url, SourceGone)
    assert not error.transient
    says(
        error,
        f"获取 {url}：服务器回答 {status}，页面不存在。政策可能已迁移：请在网站上找到新地址并更新声明。",
        f"Fetching {url}: the server answered {status}: there is no such page. "
        "The policy may have moved: find its new address on the site and update the declaration.",
    )


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_in_trouble_may_be_asked_again(site: Site, status: int) -> None:
    site.pages["/terms"] = Answer("oops", status)
    url = site.url("/terms")
    error = trouble(url, SourceRefused)
    assert error.transient
    says(
        error,
        f"获取 {url}：服务器出错，回答 {status}。通常稍后会恢复；已存的版本不受影响。",
        f"Fetching {url}: the server failed with status {status}. "
        "This usually passes; try again later. Nothing stored is affected.",
    )


@pytest.mark.parametrize("status", [400, 401, 403, 451])
def test_a_server_that_refuses_us(site: Site, status: int) -> None:
    site.pages["/terms"] = Answer("no", status)
    url = site.url("/terms")
    error = trouble(url, SourceRefused)
    assert not error.transient
    says(
        error,
        f"获取 {url}：服务器拒绝，回答 {status}。请用浏览器打开该网址，看是否需要登录或换用其他地址。",
        f"Fetching {url}: the server refused with status {status}. "
        "Open the URL in a browser: it may need a login, or the policy may stand elsewhere.",
    )


def test_too_many_requests_keeps_the_wait_the_server_asked_for(site: Site) -> None:
    site.pages["/terms"] = Answer("slow down", 429, headers={"Retry-After": "90"})
    url = site.url("/terms")
    error = trouble(url, SourceRefused)
    assert error.transient
    assert isinstance(error, SourceRefused)
    assert error.retry_after_s == 90
    says(
        error,
        f"获取 {url}：服务器回答 429，请求过于频繁。请在 90 秒后重试。",
        f"Fetching {url}: the server answered 429: too many requests. Try again in 90 s.",
    )


def test_an_answer_without_a_page(site: Site) -> None:
    site.pages["/terms"] = Answer(status=204)
    error = trouble(site.url("/terms"), SourceRefused)
    assert error.transient
    assert "服务器回答 204，没有给出页面" in error.message("zh")
    assert "answered 204 and gave no page" in error.message("en")


def test_a_refused_connection() -> None:
    with socket.socket() as placeholder:
        placeholder.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port, and it refuses
        url = f"http://127.0.0.1:{placeholder.getsockname()[1]}/terms"
        error = trouble(url, SourceUnreachable)
    assert error.transient
    says(
        error,
        f"获取 {url}：对方拒绝连接或连接不上。请检查网址中的主机和端口；若无误，稍后重试。",
        f"Fetching {url}: the connection was refused or could not be made. "
        "Check host and port of the URL; if they are right, try again later.",
    )


def test_a_name_that_does_not_exist() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    error = trouble("https://qinghe.invalid/terms", SourceUnreachable, resolver=resolver)
    assert error.transient
    says(
        error,
        "获取 https://qinghe.invalid/terms：找不到主机 qinghe.invalid。请检查网址的拼写和本机的网络、DNS 设置。",
        "Fetching https://qinghe.invalid/terms: there is no host called qinghe.invalid. "
        "Check the spelling of the URL and this machine's network and DNS.",
    )


@pytest.mark.parametrize("slow", [Answer(PAGE, wait_s=30), Answer(PAGE, drip_s=0.1)])
def test_a_server_that_takes_for_ever_is_left_after_the_time_out(site: Site, slow: Answer) -> None:
    site.pages["/terms"] = slow
    url = site.url("/terms")
    started = time.monotonic()
    error = trouble(url, SourceUnreachable, timeout_s=0.5)
    assert time.monotonic() - started < 3
    assert error.transient
    says(
        error,
        f"获取 {url}：0.5 秒内没有得到完整的回答。请稍后重试，或调大 CLAUSELOG_FETCH_TIMEOUT_S。",
        f"Fetching {url}: no complete answer within 0.5 s. Try again later, or raise CLAUSELOG_FETCH_TIMEOUT_S.",
    )


@pytest.mark.parametrize(
    "huge",
    [
        Answer(b"x" * 200_001),
        Answer(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"}),
    ],
    ids=["huge", "bomb"],
)
def test_a_huge_page_or_a_bomb_is_refused(site: Site, huge: Answer) -> None:
    site.pages["/terms"] = huge
    url = site.url("/terms")
    error = trouble(url, SourceRefused, max_bytes=200_000)
    assert not error.transient
    says(
        error,
        f"获取 {url}：内容超过上限 200,000 字节（解压后计）。请确认这是政策页面；确实需要时调大 CLAUSELOG_MAX_BYTES。",
        f"Fetching {url}: it is larger than the limit of 200,000 bytes (counted after decompression). "
        "Make sure that this is the policy; if it is, raise CLAUSELOG_MAX_BYTES.",
    )


@pytest.mark.parametrize(
    "broken",
    [
        Answer(PAGE, cut=10),
        Answer(gzip.compress(PAGE.encode())[:-9], headers={"Content-Encoding": "gzip"}),
        Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["hangs up", "half a gzip", "no gzip"],
)
def test_half_a_page_is_never_taken_for_a_policy(site: Site, broken: Answer) -> None:
    site.pages["/terms"] = broken
    error = trouble(site.url("/terms"), SourceUnreachable)
    assert error.transient
    assert "回答不完整或不符合 HTTP 规范" in error.message("zh")
    assert "the answer broke off or is not proper HTTP" in error.message("en")


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("http://10.0.0.1/admin", "10.0.0.1"),
        ("http://[::1]:8000/", "::1"),
        ("http://[::ffff:127.0.0.1]/", "::ffff:127.0.0.1"),
    ],
)
def test_a_redirect_to_an_internal_address_is_not_followed(site: Site, location: str, address: str) -> None:
    site.pages["/terms"] = Answer(status=302, headers={"Location": location})
    url = site.url("/terms")
    error = trouble(url, SourceRefused)
    assert not error.transient
    assert address in error.message("en") or "::ffff:7f00:1" in error.message("en")
    assert "指向内部或保留地址" in error.message("zh")
    assert "an internal or reserved address, so it was not contacted" in error.message("en")
    assert "CLAUSELOG_ALLOW_HOSTS" in error.message("zh")


def test_loopback_itself_is_not_contacted_unless_allowed(site: Site) -> None:
    site.pages["/terms"] = Answer(PAGE)
    error = trouble(site.url("/terms"), SourceRefused, allow_hosts=(), respect_robots=True)
    assert "127.0.0.1" in error.message("zh")
    assert site.asked == []


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://a..b/"])
def test_a_redirect_to_anything_but_a_web_page_is_not_followed(site: Site, location: str) -> None:
    site.pages["/terms"] = Answer(status=302, headers={"Location": location})
    url = site.url("/terms")
    says(
        trouble(url, SourceRefused),
        f"获取 {url}：它重定向到一个无效或不支持的地址。请用浏览器打开该网址，把最终地址写进声明。",
        f"Fetching {url}: it redirected to an address that is invalid or not http(s). "
        "Open the URL in a browser and declare the address it ends at.",
    )


def test_a_redirect_loop_ends(site: Site) -> None:
    site.pages["/terms"] = Answer(status=302, headers={"Location": "/terms"})
    url = site.url("/terms")
    says(
        trouble(url, SourceRefused),
        f"获取 {url}：重定向超过 10 次。请用浏览器打开该网址，把最终地址写进声明。",
        f"Fetching {url}: it redirected more than 10 times. "
        "Open the URL in a browser and declare the address it ends at.",
    )
    assert len(site.asked) == 11


@pytest.mark.parametrize(
    "location",
    ["http://", "https:///terms", "http://[::1/", "http://a b/", "https://a..b/", "http://a:99999/", "http://a:0/"],
)
def test_a_malformed_url(location: str) -> None:
    error = trouble(location, DeclarationError)
    says(
        error,
        f"获取 {location}：这不是有效的网址。请写成 https://主机/路径，或写本地文件的路径。",
        f"Fetching {location}: this is not a valid URL. "
        "Write it as https://host/path, or give the path of a local file.",
    )


def test_a_malformed_url_is_told_without_its_password() -> None:
    error = trouble("https://bob:s3cret@a..b/terms", DeclarationError)
    assert "s3cret" not in error.message("zh") + error.message("en")


def test_other_kinds_of_url_are_not_supported() -> None:
    says(
        trouble("ftp://a.example/terms", DeclarationError),
        "获取 ftp://a.example/terms：不支持 ftp: 网址。请使用 http、https 或本地文件的路径。",
        "Fetching ftp://a.example/terms: ftp: URLs are not supported. Use http, https or the path of a local file.",
    )


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    error = trouble(str(path), SourceGone)
    assert not error.transient
    says(
        error,
        f"读取文件 {path}：文件不存在。请检查路径；相对路径从当前目录算起。",
        f"Reading the file {path}: there is no such file. "
        "Check the path; a relative one starts at the working directory.",
    )


def test_a_folder_a_pipe_and_a_huge_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        says(
            trouble(str(path), SourceRefused),
            f"读取文件 {path}：它不是普通文件。请指定一个可读的普通文件。",
            f"Reading the file {path}: it is not an ordinary file. Name an ordinary file that can be read.",
        )
    huge = tmp_path / "huge.txt"
    huge.write_bytes(b"x" * 1001)
    error = trouble(str(huge), SourceRefused, max_bytes=1000)
    assert "文件超过上限 1,000 字节" in error.message("zh")
    assert "larger than the limit of 1,000 bytes" in error.message("en")
