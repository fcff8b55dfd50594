from __future__ import annotations

import time

import pytest

from gateways.robots import Permission, Robots, RobotsUnavailable

ORIGIN = "https://qinghe.example"


def permission(text: bytes, path: str = "/terms", status: int = 200, agent: str = "clauselog/0.1 (+x)") -> Permission:
    return Robots(agent).permission(ORIGIN, ORIGIN + path, lambda url: (status, text))


def test_rules_for_us_go_before_rules_for_everybody() -> None:
    text = b"User-agent: *\nDisallow: /\n\nUser-agent: Clauselog\nDisallow: /private\nCrawl-delay: 2"
    assert permission(text) == Permission(allowed=True, delay_s=2.0)
    assert not permission(text, "/private/x").allowed
    assert not permission(text, agent="other/1").allowed


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410])
def test_no_robots_txt_means_no_rules(status: int) -> None:
    assert permission(b"User-agent: *\nDisallow: /", status=status).allowed


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_in_trouble_forbids_for_now_and_is_asked_again(status: int) -> None:
    answers = [(status, b""), (200, b"")]
    robots = Robots("clauselog")
    with pytest.raises(RobotsUnavailable):
        robots.permission(ORIGIN, ORIGIN + "/terms", lambda url: answers.pop(0))
    assert robots.permission(ORIGIN, ORIGIN + "/terms", lambda url: answers.pop(0)).allowed


def test_each_origin_is_asked_once() -> None:
    asked: list[str] = []

    def ask(url: str) -> tuple[int, bytes]:
        asked.append(url)
        return 200, b""

    robots = Robots("clauselog")
    for origin in (ORIGIN, ORIGIN, "http://qinghe.example", "https://qinghe.example:8443"):
        robots.permission(origin, origin + "/terms", ask)
    assert asked == [f"{o}/robots.txt" for o in (ORIGIN, "http://qinghe.example", "https://qinghe.example:8443")]


def test_nobody_can_make_us_wait_for_ever() -> None:
    assert permission(b"User-agent: *\nCrawl-delay: 86400").delay_s == 10.0


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe\x00junk",
        b"<html>not found</html>",
        b"Disallow: /",
        b"\xef\xbb\xbfUser-agent: *\nAllow: /",
        b"User-agent",
    ],
)
def test_what_is_no_robots_txt_forbids_nothing(text: bytes) -> None:
    assert permission(text).allowed


def test_hostile_patterns_are_matched_in_linear_time() -> None:
    text = b"User-agent: *\nDisallow: /" + b"*a" * 30 + b"*b$\nDisallow: /" + b"*" * 10_000
    started = time.perf_counter()
    permission(text, "/" + "a" * 2000)
    assert time.perf_counter() - started < 5.0
