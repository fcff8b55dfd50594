"""Fetching from a real server on loopback: what comes back when all is well."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
import zstandard

from clauselog.errors import BotChallenge, FetchError, SourceRefused
from clauselog.model import Source
from gateways.fetch import SourceFetcher
from tests.builders import NOON, StoppedClock
from tests.servers import Answer, Asked, Authority, Site

PAGE = "<html><body><h1>青禾隐私政策</h1><p>我们会收集您的手机号码,用于注册账号。</p></body></html>"
CHALLENGE = "<html><title>Just a moment...</title><body><p>Verify you are human to continue.</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def fetcher(**more: object) -> SourceFetcher:
    settings: dict[str, object] = {"clock": StoppedClock(NOON), "allow_hosts": ("127.0.0.1",), "timeout_s": 5.0, **more}
    return SourceFetcher(**settings)  # type: ignore[arg-type]


def test_a_page_comes_back_with_all_that_is_needed_to_read_and_ask_again(site: Site) -> None:
    site.pages["/privacy"] = Answer(
        PAGE.encode("gb18030"),
        headers={"ETag": '"v1"', "Last-Modified": "Sun, 01 Mar 2026 00:00:00 GMT", "Set-Cookie": "session=s3cret"},
        media_type='text/HTML; Charset="GB18030"',
    )
    source = Source(site.url("/privacy#contact"))
    with fetcher() as web:
        got = web.fetch(source)
    assert got.source is source
    assert (got.status, got.body.decode("gb18030")) == (200, PAGE)
    assert (got.media_type, got.charset) == ("text/html", "gb18030")
    assert (got.etag, got.last_modified) == ('"v1"', "Sun, 01 Mar 2026 00:00:00 GMT")
    assert got.fetched_at == NOON
    assert got.final_location == site.url("/privacy")
    assert "s3cret" not in repr(got.headers)


def test_a_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    def script(asked: Asked) -> Answer:
        same = asked.headers.get("if-none-match") == '"v1"' and "if-modified-since" in asked.headers
        return Answer(status=304, headers={"ETag": '"v1"'}) if same else Answer(PAGE, headers={"ETag": '"v1"'})

    site.pages["/privacy"] = script
    with fetcher() as web:
        first = web.fetch(Source(site.url("/privacy")))
        again = web.fetch(Source(site.url("/privacy")), etag=first.etag, last_modified="Sun, 01 Mar 2026 00:00:00 GMT")
    assert again.not_modified
    assert again.body == b""


def test_a_304_that_nobody_asked_for_is_a_refusal(site: Site) -> None:
    site.pages["/privacy"] = Answer(status=304)
    with fetcher() as web, pytest.raises(SourceRefused) as caught:
        web.fetch(Source(site.url("/privacy")))
    assert caught.value.transient


def test_validators_of_the_store_cannot_smuggle_headers(site: Site) -> None:
    site.pages["/privacy"] = Answer(PAGE)
    with fetcher() as web:
        web.fetch(Source(site.url("/privacy")), etag='"x"\r\nX-Evil: 1')
    asked = site.asked_for("/privacy")[0]
    assert "x-evil" not in asked.headers
    assert "if-none-match" not in asked.headers


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]
)
def test_compressed_pages_are_unpacked(site: Site, encoding: str, pack: object) -> None:
    site.pages["/privacy"] = Answer(pack(PAGE.encode()), headers={"Content-Encoding": encoding})  # type: ignore[operator]
    with fetcher() as web:
        got = web.fetch(Source(site.url("/privacy")))
    assert got.body.decode() == PAGE
    assert encoding in site.asked_for("/privacy")[0].headers["accept-encoding"]


def test_redirects_lead_to_the_page_and_its_final_address(site: Site) -> None:
    site.pages["/old"] = Answer(status=301, headers={"Location": "/new?lang=zh", "Set-Cookie": "seen=1; Path=/"})
    site.pages["/new"] = Answer(PAGE)
    with fetcher() as web:
        got = web.fetch(Source(site.url("/old")))
        web.fetch(Source(site.url("/new")))
    assert got.body.decode() == PAGE
    assert got.final_location == site.url("/new?lang=zh")
    hop, later = site.asked_for("/new?lang=zh")[0], site.asked_for("/new")[0]
    assert hop.headers.get("cookie") == "seen=1", "some sites redirect for ever without it"
    assert "cookie" not in later.headers, "what one fetch was given, another never sends"


def test_a_name_is_resolved_once_and_the_checked_address_dialled(site: Site) -> None:
    site.pages["/privacy"] = Answer(PAGE)
    looked_up: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    with fetcher(allow_hosts=("qinghe.example",), resolver=resolver, respect_robots=False) as web:
        web.fetch(Source(site.url("/privacy", host="qinghe.example")))
    assert looked_up == ["qinghe.example"]
    assert site.asked[0].headers["host"] == f"qinghe.example:{site.port}"


def test_the_certificate_must_be_the_names_although_an_address_is_dialled() -> None:
    authority = Authority()
    with Site({"/privacy": Answer(PAGE)}, tls=authority.server("qinghe.example")) as site:
        options = {
            "allow_hosts": ("127.0.0.1",),
            "resolver": lambda host, port: ["127.0.0.1"],
            "ssl_context": authority.client(),
        }
        with fetcher(**options) as web:
            assert web.fetch(Source(site.url("/privacy", host="qinghe.example"))).body.decode() == PAGE
            with pytest.raises(FetchError) as caught:
                web.fetch(Source(site.url("/privacy", host="other.example")))
    assert "证书" in caught.value.message("zh")
    assert "certificate" in caught.value.message("en")


def test_where_the_first_address_refuses_the_next_is_tried(site: Site) -> None:
    site.pages["/privacy"] = Answer(PAGE)
    options = {"allow_hosts": ("q.example",), "resolver": lambda host, port: ["::1", "127.0.0.1"]}
    with fetcher(**options) as web:
        assert web.fetch(Source(site.url("/privacy", host="q.example"))).body.decode() == PAGE


def test_a_login_in_the_url_is_used_and_never_shown(site: Site) -> None:
    site.pages["/privacy"] = Answer(PAGE)
    site.pages["/gone"] = Answer("gone", 404)
    with fetcher() as web:
        got = web.fetch(Source(site.url("/privacy").replace("//", "//bob:s3cret@")))
        with pytest.raises(FetchError) as caught:
            web.fetch(Source(site.url("/gone").replace("//", "//bob:s3cret@")))
    assert site.asked_for("/privacy")[0].headers["authorization"].startswith("Basic ")
    assert got.final_location == site.url("/privacy")
    assert "s3cret" not in caught.value.message("zh") + caught.value.message("en")


# ------------------------------------------------------------------------------------ politeness


def test_robots_txt_is_asked_once_and_obeyed(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(
        "User-agent: clauselog\nDisallow: /private\n\nUser-agent: *\nDisallow: /", media_type="text/plain"
    )
    site.pages["/privacy"] = site.pages["/private/terms"] = Answer(PAGE)
    with fetcher(user_agent="clauselog/0.1") as web:
        web.fetch(Source(site.url("/privacy")))
        with pytest.raises(SourceRefused) as caught:
            web.fetch(Source(site.url("/private/terms")))
    assert len(site.asked_for("/robots.txt")) == 1
    assert not site.asked_for("/private/terms")
    assert "robots.txt" in caught.value.message("zh")
    assert "forbids" in caught.value.message("en")
    assert not caught.value.transient


def test_a_redirect_into_a_forbidden_place_is_not_followed(site: Site) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /private", media_type="text/plain")
    site.pages["/terms"] = Answer(status=302, headers={"Location": "/private/terms"})
    with fetcher() as web, pytest.raises(SourceRefused):
        web.fetch(Source(site.url("/terms")))
    assert not site.asked_for("/private/terms")


def test_with_the_setting_off_robots_txt_is_not_asked(site: Site) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /")
    site.pages["/privacy"] = Answer(PAGE)
    with fetcher(respect_robots=False) as web:
        assert web.fetch(Source(site.url("/privacy"))).status == 200
    assert not site.asked_for("/robots.txt")


def test_a_broken_robots_txt_forbids_for_now_and_a_missing_one_allows(site: Site) -> None:
    site.pages["/robots.txt"] = [Answer(status=503), Answer(status=404)]
    site.pages["/privacy"] = Answer(PAGE)
    with fetcher() as web:
        with pytest.raises(SourceRefused) as caught:
            web.fetch(Source(site.url("/privacy")))
        assert caught.value.transient
        assert web.fetch(Source(site.url("/privacy"))).status == 200


def test_visits_to_one_host_are_kept_apart_and_the_sites_own_wish_counts(site: Site) -> None:
    site.pages["/robots.txt"] = Answer("User-agent: *\nCrawl-delay: 3", media_type="text/plain")
    site.pages["/privacy"] = Answer(PAGE)
    slept: list[float] = []
    options = {
        "resolver": lambda host, port: ["127.0.0.1"],
        "sleep": slept.append,
        "host_delay_s": 1.0,
    }
    with fetcher(**options) as web:
        for _ in range(3):
            web.fetch(Source(site.url("/privacy", host="q.example")))
    assert [round(s) for s in slept] == [3, 6], "the second waits 3 s; the fake sleep took no time, so the third 6"


# ------------------------------------------------------------------------------------- challenges


@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_a_challenge_page_is_told_as_such_and_kept(site: Site, status: int) -> None:
    site.pages["/privacy"] = Answer(CHALLENGE, status, headers={"Retry-After": "60"})
    with fetcher() as web, pytest.raises(BotChallenge) as caught:
        web.fetch(Source(site.url("/privacy")))
    error = caught.value
    assert error.transient
    assert error.retry_after_s == 60
    assert error.fetched is not None
    assert error.fetched.body.decode() == CHALLENGE
    assert "人机验证页面" in error.message("zh")
    assert "verify one is human" in error.message("en")


def test_a_challenge_in_an_old_chinese_charset_is_recognised(site: Site) -> None:
    page = "<meta charset=gbk><title>提示</title><p>您的访问过于频繁,请拖动滑块</p>".encode("gbk")
    site.pages["/privacy"] = Answer(page, media_type="text/html")
    with fetcher() as web, pytest.raises(BotChallenge):
        web.fetch(Source(site.url("/privacy")))


def test_a_policy_that_mentions_captchas_is_fetched_as_usual(site: Site) -> None:
    page = "<title>隐私政策</title>" + "<p>登录时我们会要求您输入验证码或拖动滑块完成人机验证,以防止恶意注册。</p>" * 30
    site.pages["/privacy"] = Answer(page)
    with fetcher() as web:
        assert web.fetch(Source(site.url("/privacy"))).body.decode() == page


# ------------------------------------------------------------------------------------------ files


def test_a_file_is_read_by_path_and_by_url(tmp_path: Path) -> None:
    file = tmp_path / "隐私 政策.html"
    file.write_text(PAGE, "utf-8")
    with fetcher() as web:
        for location in (str(file), file.as_uri()):
            got = web.fetch(Source(location))
            assert (got.status, got.body.decode(), got.media_type) == (200, PAGE, "text/html")


def test_an_empty_file_comes_back_empty_for_the_reader_to_judge(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with fetcher() as web:
        assert web.fetch(Source(str(tmp_path / "empty.txt"))).body == b""


def test_many_threads_share_one_fetcher(site: Site) -> None:
    for n in range(8):
        site.pages[f"/p{n}"] = Answer(PAGE + str(n))
    got: dict[int, str] = {}

    with fetcher() as web:

        def work(n: int) -> None:
            got[n] = web.fetch(Source(site.url(f"/p{n}"))).body.decode()

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == {n: PAGE + str(n) for n in range(8)}
