"""From ``init`` to ``report``: a policy is declared, looked at again and again, and its history can be seen."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.servers import Answer, Site

FIRST = """# 云杉阅读用户协议

更新日期：2024年3月1日

一、服务内容
1.1 云杉阅读向您提供电子书的阅读、收藏与分享服务。
1.2 您注册账号时，我们会收集您的手机号码和昵称。

二、责任限制
2.1 我们的赔偿责任总额不超过人民币5000元。
2.2 法律规定不得排除的责任不受本条限制。

三、争议解决
3.1 因本协议产生的争议，由被告住所地人民法院管辖。

四、日志保存
4.1 我们保存登录日志30天。
"""
SECOND = FIRST.replace("2024年3月1日", "2024年9月1日").replace("5000元", "100元").replace("30天", "180天")
PAGE = Answer(FIRST, media_type="text/markdown; charset=utf-8")
SLUG = "yunshan/terms"


@pytest.fixture
def clauselog(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/terms": PAGE}) as running:
        yield running


@pytest.fixture
def watched(clauselog: CommandLine, site: Site) -> CommandLine:
    """Two versions of one policy."""
    assert clauselog("init").status == 0
    assert (
        clauselog("add", site.url("/terms"), "--slug", SLUG, "--provider", "云杉阅读", "--name", "用户协议").status == 0
    )
    assert clauselog("track", SLUG).status == 0
    site.pages["/terms"] = replace(PAGE, body=SECOND)
    assert clauselog("track", SLUG).status == 0
    return clauselog


# --------------------------------------------------------------------------------------- init and add


def test_init_may_be_run_again_and_keeps_everything(watched: CommandLine) -> None:
    before = watched("log", SLUG, "--format", "json").out
    again = watched("init", "--lang", "zh")
    assert again.status == 0
    assert "数据库已就绪" in again.out
    assert watched("log", SLUG, "--format", "json").out == before


def test_a_url_gets_a_name_and_a_slug_of_its_own(clauselog: CommandLine) -> None:
    clauselog("init")
    added = clauselog("add", "https://www.example.com/legal/privacy-policy/")
    assert added.status == 0
    assert "+ example-com/privacy-policy" in added.out
    assert "clauselog track example-com/privacy-policy" in added.err


def test_a_file_is_watched_under_its_title(clauselog: CommandLine) -> None:
    clauselog("init")
    path = clauselog.home / "terms-2024.md"
    path.write_text(FIRST, "utf-8")
    assert "+ local/terms-2024  云杉阅读用户协议" in clauselog("add", path).out
    assert clauselog("track", "--all").status == 0
    path.write_text(SECOND, "utf-8")
    outcome = clauselog("track", "terms-2024", "--format", "json").json["outcomes"][0]
    assert (outcome["outcome"], outcome["version"], outcome["verdict"]) == ("new_version", 2, "material")


def test_a_declaration_adds_all_its_policies_and_may_be_read_again(clauselog: CommandLine) -> None:
    clauselog("init")
    path = clauselog.home / "yunshan.yaml"
    path.write_text(
        "provider: Yunshan\npolicies:\n"
        "- {name: Terms, sources: ['https://yunshan.example/terms']}\n"
        "- {name: Privacy, sources: [{url: 'https://yunshan.example/privacy', keep: main, drop: ['.ad']}]}\n",
        "utf-8",
    )
    assert clauselog("add", path).out == "+ yunshan/terms  Terms\n+ yunshan/privacy  Privacy\n"
    assert "= yunshan/terms" in clauselog("add", path).out
    listed = {p["slug"]: p for p in clauselog("policies", "--format", "json").json["policies"]}
    assert listed["yunshan/privacy"]["sources"][0]["keep"] == ["main"]
    assert listed["yunshan/privacy"]["sources"][0]["drop"] == [".ad"]


def test_selectors_say_which_part_of_a_page_counts(clauselog: CommandLine, site: Site) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in FIRST.replace("# ", "").splitlines() if line)
    site.pages["/page"] = Answer(
        f"<main>{paragraphs}<p class=ad>九折特惠，立即购买</p></main><footer>页脚文字</footer>"
    )
    clauselog("init")
    clauselog("add", site.url("/page"), "--slug", SLUG, "--keep", "main", "--drop", ".ad")
    assert clauselog("track", SLUG).status == 0
    text = clauselog("show", SLUG).out
    assert "赔偿责任总额" in text
    assert "九折特惠" not in text
    assert "页脚文字" not in text


def test_a_policy_that_moved_gets_its_new_source_when_asked(watched: CommandLine, site: Site) -> None:
    site.pages["/moved"] = replace(PAGE, body=SECOND)
    assert watched("add", site.url("/moved"), "--slug", SLUG).status == 2
    assert watched("add", site.url("/moved"), "--slug", SLUG, "--replace").status == 0
    assert watched("track", SLUG).status == 0
    assert len(watched("log", SLUG, "--format", "json").json["versions"]) == 2


# -------------------------------------------------------------------------------------------- track


def test_tracking_says_what_it_came_to(watched: CommandLine, site: Site) -> None:
    same = watched("track", SLUG, "--lang", "zh")
    assert same.status == 0
    assert "无变化" in same.out
    assert "已检查 1 份：新版本 0，无变化 1，已隔离 0，失败 0" in same.out
    assert same.err == ""  # no progress bar where nobody watches


def test_several_policies_are_tracked_at_once_and_each_is_named(watched: CommandLine, site: Site) -> None:
    for name in ("a", "b", "c"):
        site.pages[f"/{name}"] = PAGE
        assert watched("add", site.url(f"/{name}"), "--slug", f"many/{name}").status == 0
    outcomes = watched("track", "many/c", "a", "--format", "json").json["outcomes"]
    assert [o["policy"] for o in outcomes] == ["many/c", "many/a"]
    everything = watched("track", "--all", "--format", "json").json["outcomes"]
    assert {o["policy"]: o["outcome"] for o in everything} == {
        "many/a": "unchanged",
        "many/b": "new_version",
        "many/c": "unchanged",
        SLUG: "unchanged",
    }


def test_a_text_that_looks_broken_is_quarantined_until_somebody_accepts_it(watched: CommandLine, site: Site) -> None:
    site.pages["/terms"] = replace(
        PAGE, body="# 云杉阅读用户协议\n\n" + "系统维护中，请稍后再来访问本页面，谢谢您的理解。\n" * 6
    )
    seen = watched("track", SLUG, "--lang", "zh")
    assert seen.status == 1
    assert "已隔离" in seen.out
    assert "--accept-break" in seen.err
    assert len(watched("log", SLUG, "--format", "json").json["versions"]) == 2
    assert watched("track", SLUG, "--accept-break").status == 0
    assert len(watched("log", SLUG, "--format", "json").json["versions"]) == 3


# ------------------------------------------------------------------------------------------- looking


def test_a_hostile_name_is_only_text_in_every_table(clauselog: CommandLine) -> None:
    clauselog("init")
    hostile = "[red]x[/red] [/] \x1b[2J\u202eevil"
    assert (
        clauselog("add", "https://example.com/p", "--slug", SLUG, "--name", hostile, "--provider", hostile).status == 0
    )
    clauselog("subscribe", "legal@example.org", "--provider", hostile)
    for command in (["policies"], ["subscriptions"], ["policies", "--format", "json"], ["doctor"]):
        seen = clauselog(*command)
        assert "\x1b" not in seen.out + seen.err
        assert "\u202e" not in seen.out + seen.err
    assert "[red]x[/red] [/] ⟨U+202E⟩evil" in clauselog("policies").out


def test_the_list_shows_language_dates_clauses_and_the_last_check(watched: CommandLine) -> None:
    seen = watched("policies", "--lang", "zh")
    for words in (SLUG, "用户协议", "云杉阅读", "简体中文", "更新 2024-09-01", "新版本"):
        assert words in seen.out
    listed = watched("policies", "--format", "json").json
    assert listed["schema"] == "clauselog.policies/1"
    assert listed["policies"][0]["latest"]["updated_on"] == "2024-09-01"
    assert listed["policies"][0]["versions"] == 2


def test_the_log_shows_every_version_newest_first(watched: CommandLine) -> None:
    log = watched("log", "terms", "--format", "json").json
    assert log["schema"] == "clauselog.log/1"
    assert [v["number"] for v in log["versions"]] == [2, 1]
    assert [v["cause"] for v in log["versions"]] == ["source_changed", "first"]
    assert "重大变更" in watched("log", SLUG, "--lang", "zh").out


def test_a_version_is_shown_by_number_by_date_or_the_newest(watched: CommandLine) -> None:
    today = datetime.now(UTC).date().isoformat()
    assert "5000元" in watched("show", f"{SLUG}@1").out
    for which in (SLUG, f"{SLUG}@2", f"{SLUG}@{today}"):
        seen = watched("show", which)
        assert "\n二、责任限制\n  2.1 我们的赔偿责任总额不超过人民币100元。\n" in seen.out
    shown = watched("show", f"{SLUG}@1", "--format", "json").json
    assert shown["schema"] == "clauselog.version/1"
    assert shown["version"]["number"] == 1
    assert shown["document"]["title"] == "云杉阅读用户协议"


def test_the_diff_is_of_the_last_two_versions_unless_others_are_named(watched: CommandLine, site: Site) -> None:
    site.pages["/terms"] = replace(PAGE, body=SECOND.replace("昵称", "头像"))
    assert watched("track", SLUG).status == 0
    assert "昵称-]" in watched("diff", SLUG).out
    assert "5000" not in watched("diff", SLUG).out
    for names in (["1", "3"], ["1"]):
        text = watched("diff", SLUG, *names).out
        assert "昵称-]" in text
        assert "[-5000元-]{+100元+}" in text
    backwards = watched("diff", SLUG, "2", "1", "--format", "json").json
    assert backwards["schema"] == "clauselog.comparison/1"
    assert {f["direction"] for f in backwards["findings"] if f["type"] == "liability_cap"} == {"better"}


def test_the_diff_comes_in_every_format(watched: CommandLine) -> None:
    assert "[-30-]{+180+}天" in watched("diff", SLUG).out
    assert "<html" in watched("diff", SLUG, "--format", "html").out
    assert "```diff" in watched("diff", SLUG, "--format", "markdown").out
    assert watched("diff", SLUG, "--format", "json").json["verdict"] == "material"


@pytest.mark.parametrize(("lang", "words"), [("zh", "责任上限"), ("en", "iability cap")])
def test_the_report_is_one_html_file(watched: CommandLine, lang: str, words: str) -> None:
    path = watched.home / "report.html"
    seen = watched("report", SLUG, "-o", path, "--lang", lang)
    assert seen.status == 0
    assert str(path) in seen.out
    page = path.read_text("utf-8")
    assert words in page
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=[\"']?http", page)


# ---------------------------------------------------------------------------------- a real terminal


def on_a_terminal(clauselog: CommandLine, *arguments: str, **env: str) -> str:
    """What a person sees who runs the program in a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    surroundings = {
        **os.environ,
        "CLAUSELOG_HOME": str(clauselog.home),
        "CLAUSELOG_ALLOW_HOSTS": "127.0.0.1",
        "COLUMNS": "100",
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        **env,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "apps.cli", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings
    ):
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the program has closed its side
                break
            if not piece:
                break
            seen += piece
    os.close(ours)
    return seen.decode()


def test_a_terminal_gets_colours_and_a_progress_bar(watched: CommandLine) -> None:
    redline = on_a_terminal(watched, "diff", SLUG)
    assert "\x1b[9;31m5000元\x1b[0m\x1b[4;32m100元\x1b[0m" in redline
    assert "[-" not in redline
    assert "Checking" in on_a_terminal(watched, "track", "--all")
    assert "[-5000元-]{+100元+}" in on_a_terminal(watched, "diff", SLUG, NO_COLOR="1")


# ------------------------------------------------------------------------------------------- running


def started(clauselog: CommandLine, *arguments: str) -> subprocess.Popen[str]:
    surroundings = {**os.environ, "CLAUSELOG_HOME": str(clauselog.home), "CLAUSELOG_ALLOW_HOSTS": "127.0.0.1"}
    return subprocess.Popen(
        [sys.executable, "-m", "apps.cli", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**surroundings, "LC_ALL": "C.UTF-8"},
        preexec_fn=_hear_ctrl_c,
    )


def _hear_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so does all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_serve_looks_by_itself_and_ends_when_told(clauselog: CommandLine, site: Site) -> None:
    clauselog("init")
    clauselog("add", site.url("/terms"), "--slug", SLUG)
    with started(clauselog, "serve") as serving:
        for _ in range(200):
            if clauselog("log", SLUG, "--format", "json").json["versions"]:
                break
            time.sleep(0.1)
        serving.send_signal(signal.SIGTERM)
        _, err = serving.communicate(timeout=30)
    assert serving.returncode == 0
    assert "clauselog is running: 1 policies" in err
    assert "has version 1" in err
    assert err.endswith("Stopped.\n")


def test_serve_without_a_database_says_so(clauselog: CommandLine) -> None:
    seen = clauselog("serve")
    assert seen.status == 3
    assert "clauselog init" in seen.err


def test_ctrl_c_ends_a_command_with_130_and_no_traceback(clauselog: CommandLine) -> None:
    with started(clauselog, "read", "-") as reading:
        assert reading.stdin is not None
        reading.stdin.write("# A policy that never ends\n")
        reading.stdin.flush()
        time.sleep(1.5)
        reading.send_signal(signal.SIGINT)
        assert reading.wait(timeout=30) == 130
        assert reading.stderr is not None
        err = reading.stderr.read()
    assert "Interrupted" in err
    assert "Traceback" not in err
