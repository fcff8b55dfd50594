"""Whatever a person or a site gives, the answer is one clear message, and nothing stored is lost or changed."""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.command_line import CommandLine, Seen
from tests.servers import Answer, Site

POLICY = """# 云杉阅读隐私政策

更新日期：2024年3月1日

一、我们收集的信息
1.1 为注册账号，我们会收集您的手机号码和昵称。
1.2 为保障安全，我们会收集设备标识与登录日志，日志保存30天。

二、我们如何使用信息
2.1 我们将上述信息用于提供阅读服务，不会用于其他目的。
2.2 未经您单独同意，我们不会向第三方提供您的个人信息。

三、您的权利
3.1 您可以随时查阅、更正或删除您的个人信息，我们将在15个工作日内答复。

四、争议解决
4.1 因本政策产生的争议，由被告住所地人民法院管辖。
"""
PAGE = Answer(POLICY, media_type="text/markdown; charset=utf-8")
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
BROKEN_PDF = (
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nthis is not the rest of a PDF\n" + b"\xff" * 400
)
UNDECODABLE = bytes([0x81, 0xFF, 0x00, 0xFE, 0x80, 0x9D]) * 300


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("policy.txt", POLICY)
    return held.getvalue()


@pytest.fixture
def clauselog(tmp_path: Path) -> CommandLine:
    home = tmp_path / "home"
    home.mkdir()
    return CommandLine(home)


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def site(running: Site) -> Site:
    running.pages = {"/privacy": PAGE}
    return running


@pytest.fixture(scope="module")
def template(running: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds one version of one policy, made once."""
    running.pages = {"/privacy": PAGE}
    clauselog = CommandLine(tmp_path_factory.mktemp("template"))
    watch(clauselog, running)
    return clauselog.home / "clauselog.db"


@pytest.fixture
def watched(clauselog: CommandLine, site: Site, template: Path) -> CommandLine:
    shutil.copy(template, clauselog.home)
    return clauselog


def watch(clauselog: CommandLine, site: Site) -> None:
    assert clauselog("init").status == 0
    added = clauselog("add", site.url("/privacy"), "--slug", "yunshan/privacy", "--provider", "云杉阅读")
    assert added.status == 0, added
    tracked = clauselog("track", "--all")
    assert tracked.status == 0, tracked


def stored(clauselog: CommandLine) -> list[str]:
    """Everything in the database but the journal of checks."""
    journal = ("policy_check", "fetch")
    with closing(sqlite3.connect(clauselog.home / "clauselog.db")) as connection:
        names = [
            name
            for name, sql in connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            # a contentless index cannot be scanned; the tables that hold it can
            if name not in journal and not sql.startswith("CREATE VIRTUAL TABLE")
        ]
        assert len(names) > 10
        return [f"{name} {row}" for name in names for row in connection.execute(f'SELECT * FROM "{name}"')]


def a_message(seen: Seen, *words: str, status: int = 2) -> None:
    """The command ended with that status and told these words on standard error alone, without a traceback."""
    assert seen.status == status, seen
    for word in words:
        assert word in seen.err, seen.err
    assert "Traceback" not in seen.err
    assert seen.out == ""


# ------------------------------------------------------------------------------------ files, no database


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("没有这个文件", "请检查路径")), ("en", ("there is no such file", "Check the path"))]
)
@pytest.mark.parametrize("command", [("read",), ("compare", "good.md")])
def test_a_missing_file(clauselog: CommandLine, command: tuple[str, ...], lang: str, words: tuple[str, ...]) -> None:
    good = clauselog.home / "good.md"
    good.write_text(POLICY, "utf-8")
    arguments = [str(good) if part == "good.md" else part for part in command]
    a_message(clauselog(*arguments, clauselog.home / "absent.txt", "--lang", lang), "absent.txt", *words)


@pytest.mark.parametrize(
    ("name", "body", "zh", "en"),
    [
        ("empty.txt", b"", "文件是空的", "the file is empty"),
        ("blank.txt", b" \n\t\n", "文件是空的", "the file is empty"),
        ("short.txt", "你好".encode(), "只有 2 个可见字符", "only 2 visible characters"),
        ("picture.png", PNG, "内容是 PNG", "the content is PNG"),
        ("disguised.txt", PNG, "内容是 PNG", "the content is PNG"),
        ("archive.zip", zipped(), "ZIP", "ZIP"),
        ("bytes.txt", UNDECODABLE, "无法解码", "no charset fits every byte"),
        ("broken.pdf", BROKEN_PDF, "文件已损坏或不是 PDF", "damaged"),
        ("empty.html", b"<html><body><script>1</script></body></html>", "不像一份政策", "visible characters"),
    ],
)
def test_a_file_that_is_no_policy(clauselog: CommandLine, name: str, body: bytes, zh: str, en: str) -> None:
    bad, good = clauselog.home / name, clauselog.home / "good.md"
    bad.write_bytes(body)
    good.write_text(POLICY, "utf-8")
    a_message(clauselog("read", bad, "--lang", "zh"), name, zh)
    a_message(clauselog("read", bad, "--lang", "en", "--format", "json"), name, en)
    a_message(clauselog("compare", good, bad, "--lang", "en"), name, en)


def test_a_folder_in_place_of_a_file(clauselog: CommandLine) -> None:
    a_message(clauselog("read", clauselog.home, "--lang", "zh"), "这是一个目录")


def test_a_file_that_may_not_be_written(clauselog: CommandLine) -> None:
    good = clauselog.home / "good.md"
    good.write_text(POLICY, "utf-8")
    nowhere = clauselog.home / "no" / "such" / "folder" / "diff.html"
    a_message(clauselog("compare", good, good, "--format", "html", "-o", nowhere), "diff.html", "cannot be written")


def test_a_malformed_setting(clauselog: CommandLine) -> None:
    good = clauselog.home / "good.md"
    good.write_text(POLICY, "utf-8")
    a_message(clauselog("read", good, env={"CLAUSELOG_MAX_BYTES": "many"}), "CLAUSELOG_MAX_BYTES", "many")


# --------------------------------------------------------------------------------------------- the site


@pytest.mark.parametrize(
    ("answer", "zh", "en"),
    [
        (Answer("down", 500), "服务器出错，回答 500", "the server failed with status 500"),
        (Answer("gone", 404), "服务器回答 404，页面不存在", "the server answered 404: there is no such page"),
        (Answer("slow down", 429), "请求过于频繁", "too many requests"),
        (Answer(b"", media_type="text/html"), "空内容不会当作政策保存", "Nothing is stored for an empty page"),
        (Answer(PNG, media_type="image/png"), "内容是 PNG", "the content is PNG"),
        (Answer(UNDECODABLE, media_type="text/plain"), "无法解码", "no charset fits every byte"),
        (Answer(BROKEN_PDF, media_type="application/pdf"), "文件已损坏或不是 PDF", "damaged"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_site_that_gives_no_policy(
    watched: CommandLine, site: Site, answer: Answer, zh: str, en: str, lang: str
) -> None:
    before = stored(watched)
    site.pages["/privacy"] = answer
    seen = watched("track", "yunshan/privacy", "--lang", lang)
    assert seen.status == 1, seen
    assert "yunshan/privacy" in seen.out
    assert (zh if lang == "zh" else en) in seen.err
    assert "✗" in seen.err
    assert "→" in seen.err
    assert "Traceback" not in seen.err
    assert stored(watched) == before


def test_a_refused_connection(clauselog: CommandLine) -> None:
    with Site({"/privacy": PAGE}) as closing_down:
        watch(clauselog, closing_down)
    before = stored(clauselog)
    seen = clauselog("track", "--all", "--format", "json", "--lang", "zh")
    assert seen.status == 1
    outcome = seen.json["outcomes"][0]
    assert outcome["outcome"] == "failed"
    assert outcome["error"]["kind"] == "SourceUnreachable"
    assert "拒绝连接" in outcome["error"]["seen"]
    assert stored(clauselog) == before


def test_one_bad_source_stops_no_other(watched: CommandLine, site: Site) -> None:
    site.pages["/other"] = Answer("gone", 404)
    assert watched("add", site.url("/other"), "--slug", "aaa/other").status == 0
    site.pages["/privacy"] = replace(PAGE, body=POLICY.replace("30天", "180天"))
    seen = watched("track", "--all", "--format", "json")
    assert seen.status == 1
    assert [(o["policy"], o["outcome"]) for o in seen.json["outcomes"]] == [
        ("aaa/other", "failed"),
        ("yunshan/privacy", "new_version"),
    ]
    assert len(watched("log", "yunshan/privacy", "--format", "json").json["versions"]) == 2


# --------------------------------------------------------------------------------- names, declarations


def test_an_unknown_policy_brings_names_that_are_close(watched: CommandLine) -> None:
    before = stored(watched)
    for command in (["show"], ["log"], ["diff"], ["track"], ["findings"], ["report", "-o", "x.html"]):
        seen = watched(command[0], "yunshan/privcy", *command[1:], "--lang", "zh")
        a_message(seen, "没有这份政策", "是不是：yunshan/privacy")
    assert stored(watched) == before


def test_a_version_that_is_not_there(watched: CommandLine) -> None:
    a_message(watched("show", "yunshan/privacy@7"), "there is no version 7", "versions 1…1")
    a_message(watched("show", "yunshan/privacy@1999-01-01"), "nothing was kept as early as 1999-01-01")
    a_message(watched("show", "yunshan/privacy@soon"), "neither a version number nor a date")
    a_message(watched("diff", "yunshan/privacy", "--lang", "zh"), "目前只有一版")


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        ("provider: [unclosed", "not valid YAML"),
        ("- just\n- a list\n", "should be a mapping"),
        ("provider: A\n", "policies missing"),
        ("provider: A\npolicies:\n- name: P\n  sources: ['ftp://example.com/x']\n", "no http(s) URL"),
        (
            "provider: A\npolicies:\n- name: P\n  colour: red\n  sources: ['https://example.com']\n",
            "unknown key colour",
        ),
        ("", "should be a mapping"),
    ],
)
def test_a_malformed_declaration(watched: CommandLine, declaration: str, words: str) -> None:
    before = stored(watched)
    path = watched.home / "bad.yaml"
    path.write_text(declaration, "utf-8")
    a_message(watched("add", path), "bad.yaml", words, "nothing stored has changed")
    assert stored(watched) == before


def test_a_missing_declaration(watched: CommandLine) -> None:
    a_message(watched("add", watched.home / "absent.yaml", "--lang", "zh"), "absent.yaml", "文件读不出来")


@pytest.mark.parametrize("url", ["ftp://example.com/x", "https://", "http://user:secret@example.com/", "https://a b/"])
def test_a_malformed_url(watched: CommandLine, url: str) -> None:
    before = stored(watched)
    seen = watched("add", url)
    assert seen.status == 2
    assert stored(watched) == before


def test_a_file_that_is_no_policy_is_not_added(watched: CommandLine) -> None:
    before = stored(watched)
    picture = watched.home / "picture.png"
    picture.write_bytes(PNG)
    a_message(watched("add", picture), "picture.png")
    assert stored(watched) == before


def test_a_slug_that_stands_for_another_source_is_not_taken_over(watched: CommandLine, site: Site) -> None:
    before = stored(watched)
    a_message(watched("add", site.url("/other"), "--slug", "yunshan/privacy"), "already stands for", "--replace")
    assert stored(watched) == before


@pytest.mark.parametrize("target", ["nobody", "a@", "@b.example", "ftp://example.com", "a b@example.com"])
def test_a_target_that_cannot_be_told(watched: CommandLine, target: str) -> None:
    before = stored(watched)
    assert watched("subscribe", target).status == 2
    assert stored(watched) == before


def test_an_unknown_type_severity_or_number(watched: CommandLine) -> None:
    a_message(watched("findings", "--type", "liability_cup"), "liability_cap")
    assert watched("findings", "--least", "huge").status == 2
    a_message(watched("findings", "--since", "yesterday"), "--since yesterday")
    a_message(watched("unsubscribe", "99"), "no such subscription")


# ----------------------------------------------------------------------------------------- the database


@pytest.mark.parametrize("command", [("policies",), ("track", "--all"), ("add", "https://example.com/p"), ("deliver",)])
def test_a_database_that_was_never_made(clauselog: CommandLine, command: tuple[str, ...]) -> None:
    a_message(clauselog(*command, "--lang", "en"), "there is no database", "clauselog init", status=3)
    a_message(clauselog(*command, "--lang", "zh"), "clauselog init", status=3)
    assert not (clauselog.home / "clauselog.db").exists()


def test_a_file_that_is_no_database(clauselog: CommandLine) -> None:
    path = clauselog.home / "clauselog.db"
    path.write_bytes(b"this is a letter to my aunt" * 100)
    for command in ("init", "policies"):
        a_message(clauselog(command), "not a database file", status=3)
    assert path.read_bytes() == b"this is a letter to my aunt" * 100


def test_a_locked_database(watched: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stored(watched)
    monkeypatch.setenv("CLAUSELOG_BUSY_TIMEOUT_S", "0.2")
    with closing(sqlite3.connect(watched.home / "clauselog.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        seen = watched("subscribe", "legal@example.org", "--lang", "zh")
        a_message(seen, "锁定", "没有写入任何内容", status=3)
        other.execute("ROLLBACK")
    assert stored(watched) == before


def test_an_unknown_command_or_option_is_a_usage_error(clauselog: CommandLine) -> None:
    assert clauselog("tracc").status == 2
    assert clauselog("read").status == 2
    assert clauselog("track", "--every").status == 2
    a_message(clauselog("track", "--lang", "zh"), "--all")
