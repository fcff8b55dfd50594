"""Any two versions, any two policies, and reading kept pages again, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine

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
"""
SECOND = FIRST.replace("2024年3月1日", "2024年9月1日").replace("5000元", "100元")
THIRD = SECOND.replace("昵称", "头像")
OTHER = """# 白塔租书服务条款

更新日期：2024年5月1日

1. 租借
1.1 您可以同时租借三本图书，每本租期三十日，逾期每日收取一元。
1.2 图书损毁的，您应当按照定价的两倍赔偿。

2. 争议
2.1 因本条款产生的争议，提交南塘仲裁委员会仲裁。
"""


@pytest.fixture
def watched(tmp_path: Path) -> CommandLine:
    """Three versions of one policy, one of another."""
    clauselog = CommandLine(tmp_path)
    assert clauselog("init").status == 0
    terms, rent = tmp_path / "terms.md", tmp_path / "rent.md"
    terms.write_text(FIRST, "utf-8")
    rent.write_text(OTHER, "utf-8")
    clauselog("add", terms, "--slug", "yunshan/terms")
    clauselog("add", rent, "--slug", "baita/rent")
    for text in (FIRST, SECOND, THIRD):
        terms.write_text(text, "utf-8")
        assert clauselog("track", "--all").status == 0
    return clauselog


def test_a_version_behind_the_name_is_what_it_brought_or_the_older_one(watched: CommandLine) -> None:
    second = watched("diff", "terms@2").out
    assert "[-5000元-]{+100元+}" in second
    assert "昵称-]" not in second
    assert "[-5000元-]{+100元+}" in watched("diff", "terms@1", "3").out
    assert "昵称-]" in watched("diff", "terms@1", "3").out


def test_two_policies_stand_side_by_side(watched: CommandLine) -> None:
    for arguments in (("terms", "baita/rent"), ("yunshan/terms@2", "rent@1")):
        seen = watched("diff", *arguments, "--lang", "zh")
        assert seen.status == 0
        assert "yunshan/terms@" in seen.out
        assert "baita/rent@1" in seen.out
        assert "疑似读取异常" not in seen.out
    told = watched("diff", "terms", "rent", "--format", "json").json
    assert told["before"]["title"] == "云杉阅读用户协议"
    assert told["after"]["title"] == "白塔租书服务条款"
    assert "dispute_forum" in {finding["type"] for finding in told["findings"]}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("terms@1",), "there is none before version 1"),
        (("rent",), "there is only one version so far"),
        (("terms", "rent", "3"), "Write clauselog diff terms rent@3"),
        (("terms@1", "2", "3"), "three versions are named"),
        (("terms", "2024-13-45"), "neither a version number nor a date"),
        (("terms", "nobody/nothing"), "there is no such policy"),
        (("terms", "7"), "there is no version 7"),
    ],
)
def test_what_cannot_be_compared_is_said_in_words(watched: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    seen = watched("diff", *arguments, "--lang", "en")
    assert seen.status == 2
    assert words in " ".join(seen.err.split())


def test_reading_again_with_the_same_program_changes_nothing(watched: CommandLine) -> None:
    seen = watched("reparse", "--all", "--lang", "en")
    assert seen.status == 0
    assert "Read 2 again: read otherwise now 0, unchanged 2" in " ".join(seen.out.split())
    assert [v["number"] for v in watched("log", "terms", "--format", "json").json["versions"]] == [3, 2, 1]


def test_a_selector_that_came_later_reads_the_kept_page_again(watched: CommandLine) -> None:
    page = watched.home / "page.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in FIRST.replace("# ", "").splitlines() if line)
    page.write_text(f"<main>{paragraphs}<div class=ad><p>九折特惠，立即购买</p></div></main>", "utf-8")
    watched("add", page, "--slug", "yunshan/page")
    watched("track", "yunshan/page")
    watched("add", page, "--slug", "yunshan/page", "--drop", ".ad")
    told = watched("reparse", "yunshan/page", "--format", "json").json["outcomes"][0]
    assert (told["outcome"], told["version"]) == ("reparsed", 2)
    assert "九折" not in watched("show", "yunshan/page").out
    assert watched("reparse", "yunshan/page", "--format", "json").json["outcomes"][0]["outcome"] == "unchanged"


def test_reparse_asks_which_policies(watched: CommandLine) -> None:
    seen = watched("reparse", "--lang", "en")
    assert seen.status == 2
    assert "clauselog reparse --all" in seen.err
