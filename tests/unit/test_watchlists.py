"""Configurations of other tools: what they watched becomes policies, and what has no counterpart is listed."""

import json

import pytest

from clauselog.errors import DeclarationError
from clauselog.watchlists import MOST_BYTES, parse_watchlist

CHANGEDETECTION = {
    "watching": {
        "0d1e": {
            "url": "https://qinghe.example/privacy.html",
            "title": "青禾隐私政策",
            "include_filters": [".content", "xpath://div[@id='x']"],
            "subtractive_selectors": ["nav", ".cookie"],
            "headers": {"Authorization": "Bearer s3cr3t"},
            "processor": "text_json_diff",
            "browser_steps": [{"operation": None, "selector": None}],
            "method": "GET",
        },
        "0d1f": {"url": "https://user:pw@yunshan.example/terms", "title": None},
        "0d20": {"url": "https://yunshan.example/terms", "paused": True, "ignore_text": ["/\\d+ views/"], "css_filter": "main"},
    },
    "settings": {"application": {"password": "pbkdf2-secret"}},
}  # fmt: skip

URLWATCH = """
name: "青禾用户协议"
url: "https://qinghe.example/terms"
filter:
  - css:
      selector: article.main
      exclude: .ads, nav
  - html2text
  - strip
  - re.sub: {pattern: '\\d+', repl: ''}
headers:
  Cookie: sid=s3cr3t
---
kind: url
url: https://yunshan.example/privacy?lang=zh
filter: element-by-id:policy,html2text
---
name: shell
command: rm -rf /
---
navigate: https://yunshan.example/app
filter:
  - xpath: //main
  - element-by-class: legal
"""

WEBCHANGES = """
name: Yunshan terms
note: legal asked for it
url: https://yunshan.example/terms
use_browser: true
filters:
  - css: main
differ: {name: unified}
"""


def told(found):
    return {(one.job, one.part) for one in found.not_mapped}


def test_watches_of_changedetection_io_become_policies_with_their_selectors():
    found = parse_watchlist(json.dumps(CHANGEDETECTION).encode(), name="url-watches.json")
    assert found.tool == "changedetection.io"
    privacy, terms = found.policies
    assert (privacy.slug, privacy.name, privacy.provider) == (
        "qinghe-example/privacy",
        "青禾隐私政策",
        "qinghe.example",
    )
    assert (privacy.sources[0].keep, privacy.sources[0].drop) == ((".content",), ("nav", ".cookie"))
    assert terms.sources[0].keep == ("main",)
    assert told(found) == {
        ("https://qinghe.example/privacy.html", "include_filters"),
        ("https://qinghe.example/privacy.html", "headers"),
        ("https://…@yunshan.example/terms", "url"),
        ("https://yunshan.example/terms", "paused"),
        ("https://yunshan.example/terms", "ignore_text"),
    }
    assert "s3cr3t" not in repr(found)
    assert "user:pw" not in repr(found)


def test_the_file_of_a_single_watch_will_do():
    watch = CHANGEDETECTION["watching"]["0d1e"]
    found = parse_watchlist(json.dumps(watch).encode(), name="watch.json")
    assert [policy.slug for policy in found.policies] == ["qinghe-example/privacy"]


def test_jobs_of_urlwatch_become_policies_and_commands_are_only_listed():
    found = parse_watchlist(URLWATCH.encode(), name="urls.yaml")
    assert found.tool == "urlwatch"
    terms, privacy, app = found.policies
    assert (terms.name, terms.sources[0].keep, terms.sources[0].drop) == (
        "青禾用户协议",
        ("article.main",),
        (".ads, nav",),
    )
    assert privacy.sources[0].keep == ('[id="policy"]',)
    assert app.sources[0].keep == ('[class~="legal"]',)
    assert told(found) == {
        ("青禾用户协议", "re.sub"),
        ("青禾用户协议", "headers"),
        ("shell", "command"),
        ("https://yunshan.example/app", "xpath"),
        ("https://yunshan.example/app", "navigate"),
    }
    assert "s3cr3t" not in repr(found)
    assert "rm -rf" not in repr(found)


def test_jobs_of_webchanges_become_policies():
    found = parse_watchlist(WEBCHANGES.encode(), name="jobs.yaml")
    assert (found.tool, found.policies[0].sources[0].keep) == ("webchanges", ("main",))
    assert told(found) == {("Yunshan terms", "use_browser"), ("Yunshan terms", "differ")}


def test_two_jobs_for_one_name_get_two_slugs():
    text = "url: https://a.example/terms\n---\nurl: https://a.example/zh/terms\n"
    found = parse_watchlist(text.encode(), name="urls.yaml")
    assert [policy.slug for policy in found.policies] == ["a-example/terms", "a-example/terms-2"]


def test_merged_keys_upon_merged_keys_do_not_grow():
    lines = ["a0: &a0 {k1: 1, k2: 2, url: https://a.example/t}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 60)]
    lines += ["url: https://a.example/terms"]
    found = parse_watchlist("\n".join(lines).encode(), name="urls.yaml")
    assert len(found.policies) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"just words",
        b"- 1\n- 2\n",
        b"{",
        b"[" * 100_000,
        b"a: " * 3,
        b"- " * 50_000 + b"x",
        b'{"settings": {"application": {}}}',
        b'{"watching": {}}',
        b"url: !!python/object/apply:os.system ['touch /tmp/owned']",
        b"!!python/name:os.system",
        b"colour: red\n---\nsize: 3\n",
        b" " * (MOST_BYTES + 1),
    ],
)
def test_what_is_no_configuration_is_told_in_both_languages(body):
    with pytest.raises(DeclarationError) as caught:
        parse_watchlist(body, name="urls.yaml")
    assert "urls.yaml" in caught.value.tried.en
    assert caught.value.seen.zh
    assert caught.value.todo.zh
