"""``import`` and ``export`` as a person sees them: what is told, what is kept, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.repositories import Made, repository

FIRST = """# 云杉阅读用户协议

更新日期：2021年3月1日

一、服务内容
1.1 云杉阅读向您提供电子书的阅读、收藏与分享服务。
1.2 您注册账号时，我们会收集您的手机号码和昵称。

二、责任限制
2.1 我们的赔偿责任总额不超过人民币5000元。
2.2 法律规定不得排除的责任不受本条限制。
"""
SECOND = FIRST.replace("5000元", "100元")
THIRD = SECOND.replace("2.2 法律", "2.2 本条不适用于人身损害。\n2.3 法律")
SLUG = "yunshan/terms"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its schema, to be copied: making one takes longer than most of these tests."""
    home = tmp_path_factory.mktemp("template")
    assert CommandLine(home)("init").status == 0
    return home / "clauselog.db"


@pytest.fixture
def clauselog(tmp_path: Path, template: Path) -> CommandLine:
    shutil.copyfile(template, tmp_path / "clauselog.db")
    return CommandLine(tmp_path)


@pytest.fixture
def other(tmp_path: Path, template: Path) -> CommandLine:
    """Another machine."""
    (tmp_path / "elsewhere").mkdir()
    shutil.copyfile(template, tmp_path / "elsewhere" / "clauselog.db")
    return CommandLine(tmp_path / "elsewhere")


@pytest.fixture(scope="module")
def exported(template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of three versions."""
    home = tmp_path_factory.mktemp("exporting")
    shutil.copyfile(template, home / "clauselog.db")
    line = CommandLine(home)
    assert line("import", "folder", _dated(home / "dated"), "--slug", SLUG, "--provider", "云杉").status == 0
    assert line("export", SLUG, "-o", home / "evidence.zip").status == 0
    return (home / "evidence.zip").read_bytes()


@pytest.fixture
def evidence(exported: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "evidence.zip"
    file.write_bytes(exported)
    return file


def _dated(folder: Path) -> Path:
    folder.mkdir()
    for name, text in (("2021-03-01.md", FIRST), ("2022-03-01.md", SECOND), ("2023-03-01.md", THIRD)):
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _dated(tmp_path / "dated")


@pytest.fixture
def imported(clauselog: CommandLine, folder: Path) -> CommandLine:
    assert clauselog("import", "folder", folder, "--slug", SLUG, "--provider", "云杉").status == 0
    return clauselog


# ------------------------------------------------------------------------------------------ import


def test_a_dated_folder_becomes_versions_with_findings_and_alerts_nobody(clauselog: CommandLine, folder: Path) -> None:
    clauselog("subscribe", "legal@qinghe.example")
    (folder / "notes.md").write_text("x")
    done = clauselog("import", "folder", folder, "--slug", SLUG, "--lang", "zh")
    assert done.status == 0
    assert "新版本 3" in done.out
    assert "没有通知任何人" in done.out
    assert "略过 notes.md：文件名里没有日期" in done.err
    log = clauselog("log", SLUG, "--format", "json").json["versions"]
    assert [one["observed_at"][:10] for one in log] == ["2023-03-01", "2022-03-01", "2021-03-01"]
    assert clauselog("findings", SLUG, "--format", "json").json["findings"]
    assert clauselog("deliver", "--format", "json").json["pending"] == 0


def test_importing_again_says_that_all_is_known(imported: CommandLine, folder: Path) -> None:
    again = imported("import", "folder", folder, "--slug", SLUG, "--format", "json")
    assert again.status == 0
    (history,) = again.json["histories"]
    assert (history["fates"]["known"], history["fates"]["version"]) == (3, 0)
    assert len(imported("log", SLUG, "--format", "json").json["versions"]) == 3


def test_a_page_that_is_not_taken_is_named_and_makes_the_status_1(clauselog: CommandLine, folder: Path) -> None:
    (folder / "2024-03-01.md").write_text(
        "# 维护\n\n页面正在维护，请稍后再来，给您带来不便我们深表歉意，感谢您的理解与支持与信任。"
    )
    done = clauselog("import", "folder", folder, "--slug", SLUG)
    assert done.status == 1
    assert "2024-03-01 quarantined: 2024-03-01.md" in done.err
    assert "--accept-breaks" in done.err


def test_a_repository_is_imported_and_can_be_tracked_on(clauselog: CommandLine, tmp_path: Path) -> None:
    path = repository(
        tmp_path / "site", Made({"legal/terms.md": FIRST}, on="2021-03-01"), Made({"legal/terms.md": SECOND}, on="2022-03-01")
    )  # fmt: skip
    done = clauselog("import", "git", path, "legal/terms.md", "--provider", "Yunshan", "--format", "json")
    assert done.status == 0
    assert done.json["histories"][0]["fates"]["version"] == 2
    assert clauselog("track", "yunshan/terms", "--format", "json").json["outcomes"][0]["outcome"] == "unchanged"


def test_an_archive_of_versions_keeps_a_change_that_an_upgrade_hid(clauselog: CommandLine, tmp_path: Path) -> None:
    path = repository(
        tmp_path / "demo-versions",
        Made({"Yunshan/Terms of Service.md": FIRST}, on="2021-03-01", message="First record of Yunshan Terms of Service"),
        Made({"Yunshan/Terms of Service.md": SECOND}, on="2022-03-01",
             message="Apply technical or declaration upgrade on Yunshan Terms of Service"),
    )  # fmt: skip
    done = clauselog("import", "ota", path)
    assert done.status == 0
    assert "(1 of them reparsed)" in done.out
    log = clauselog("log", "yunshan/terms-of-service", "--format", "json").json["versions"]
    assert [one["cause"] for one in log] == ["reparsed", "first"]
    found = clauselog("findings", "yunshan/terms-of-service", "--least", "critical", "--format", "json")
    assert found.json["findings"]


def test_a_configuration_is_added_and_what_has_no_counterpart_listed(clauselog: CommandLine, tmp_path: Path) -> None:
    config = tmp_path / "urls.yaml"
    config.write_text(
        "name: Terms\nurl: https://yunshan.example/terms\nfilter: [{css: main}, {xpath: //p}]\n---\ncommand: echo hi\n"
    )
    done = clauselog("import", "config", config)
    assert done.status == 0
    assert "urlwatch: 1 policies added" in done.out
    assert "no command is ever run" in done.out
    again = clauselog("import", "config", config, "--format", "json").json
    assert (len(again["added"]), len(again["known"])) == (0, 1)
    (policy,) = clauselog("policies", "--format", "json").json["policies"]
    assert policy["sources"][0]["keep"] == ["main"] if "sources" in policy else True


def test_the_data_folder_of_changedetection_io_will_do(clauselog: CommandLine, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name, url in (("aa", "https://a.example/terms"), ("bb", "https://b.example/privacy")):
        (data / name).mkdir(parents=True)
        (data / name / "watch.json").write_text(json.dumps({"url": url, "title": name}))
    added = clauselog("import", "config", data, "--format", "json").json["added"]
    assert [one["slug"] for one in added] == ["a-example/terms", "b-example/privacy"]


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["folder", "absent"], "没有这个文件或文件夹"),
        (["git", "absent", "t.md"], "没有这个文件或文件夹"),
        (["git", ".", "t.md"], "这不是 git 仓库"),
        (["ota", "."], "这不是 git 仓库"),
        (["warc", "absent.warc"], "没有这个文件或文件夹"),
        (["warc", "clauselog.db"], "不是可读的 WARC 文件"),
        (["config", "absent.yaml"], "没有这个文件"),
        (["bundle", "clauselog.db"], "这不是证据包"),
        (["folder", ".", "--slug", "Not A Slug"], "只能用小写字母、数字和连字符"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(clauselog: CommandLine, arguments: list[str], zh: str) -> None:
    kind, path, *more = arguments
    where = clauselog.home / path
    seen = clauselog("import", kind, where, *more, "--lang", "zh")
    assert seen.status == 2
    assert zh in seen.err
    assert clauselog("policies", "--format", "json").json["policies"] == []


def test_without_a_database_the_person_is_told_first(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "empty"
    home.mkdir()
    seen = CommandLine(home)("import", "folder", folder)
    assert seen.status == 3
    assert "clauselog init" in seen.err


# ------------------------------------------------------------------------------------------ export


def test_a_bundle_can_be_checked_by_sha256sum_and_is_read_back_equal(
    imported: CommandLine, other: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "evidence.zip"
    told = imported("export", SLUG, "-o", file, "--format", "json").json
    assert told["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(file, unpacked)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=unpacked, check=True)
    assert "sha256sum -c SHA256SUMS" in (unpacked / "README.zh.md").read_text()
    assert (unpacked / "versions" / "0001.txt").read_text().startswith("云杉阅读用户协议")
    done = other("import", "bundle", file, "--lang", "zh")
    assert done.status == 0
    assert "3 个版本" in done.out
    for command in (["log", SLUG], ["show", SLUG], ["diff", SLUG, "1", "2"], ["diff", SLUG, "2", "3"]):
        assert other(*command, "--format", "json").json == imported(*command, "--format", "json").json
    again = tmp_path / "again.zip"
    other("export", SLUG, "-o", again)
    assert again.read_bytes() == file.read_bytes()
    assert "match" in other("import", "bundle", file).out


def test_the_chain_of_a_bundle_can_be_recomputed_as_its_readme_says(evidence: Path) -> None:
    file = evidence
    with zipfile.ZipFile(file) as archive:
        links = json.loads(archive.read("chain.json"))["links"]
        previous = None
        for link in links:
            one = json.loads(archive.read(f"versions/{link['number']:04d}.json"))
            pages = [page["sha256"] for page in one["pages"]]
            value = ["clauselog.chain/1", SLUG, previous, one["number"], one["cause"], one["observed_at"]]
            value += [one["text_sha256"], pages, one["document"]["reader"]]
            dumped = json.dumps(value, separators=(",", ":"))
            previous = hashlib.sha256(dumped.encode()).hexdigest()
            assert previous == link["chain_sha256"]


def test_any_warc_tool_reads_the_snapshots(evidence: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    file = evidence
    with zipfile.ZipFile(file) as archive:
        records = list(_payloads(ArchiveIterator(io.BytesIO(archive.read("snapshots.warc")), check_digests="raise")))
    assert [body.decode() for body in records] == [FIRST, SECOND, THIRD]


def _payloads(records):  # type: ignore[no-untyped-def]
    for record in records:
        yield b"".join(iter(lambda record=record: record.raw_stream.read(65536), b""))


def _rewritten(file: Path, change: dict[str, bytes | None], *, sums: bool = False) -> Path:
    """The bundle with files exchanged, removed or added; ``sums`` mends SHA256SUMS as a forger would."""
    with zipfile.ZipFile(file) as archive:
        files: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    files |= change
    if sums:
        kept = {n: body for n, body in files.items() if body is not None and n != "SHA256SUMS"}
        files["SHA256SUMS"] = "".join(f"{hashlib.sha256(b).hexdigest()}  {n}\n" for n, b in kept.items()).encode()
    out = file.with_name("changed.zip")
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            if body is not None:
                archive.writestr(name, body)
    return out


def _member(file: Path, name: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read(name)


@pytest.mark.parametrize("forged", [False, True])
@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("versions/0002.txt", b"100", b"900"),
        ("versions/0002.json", b"100\xe5\x85\x83", b"900\xe5\x85\x83"),
        ("versions/0002.json", b"2022-03-01", b"2020-03-01"),
        ("snapshots.warc", b"5000", b"9000"),
        ("changes/0002.json", b'"quote": "', b'"quote": "!'),
        ("looks.json", b"new_version", b"newversion"),
        ("policy.json", b"yunshan/terms", b"../terms"),
        ("chain.json", b'"number": 3', b'"number": 9'),
    ],
)
def test_one_changed_part_of_a_bundle_is_named_and_nothing_is_stored(
    other: CommandLine, evidence: Path, name: str, old: bytes, new: bytes, forged: bool
) -> None:
    file = evidence
    body = _member(file, name)
    assert old in body
    changed = _rewritten(file, {name: body.replace(old, new)}, sums=forged)
    seen = other("import", "bundle", changed)
    if forged and name == "chain.json":  # a link that is named nowhere proves nothing, and takes nothing away
        return
    assert seen.status == 2, seen.err
    if not forged:
        assert name in seen.err
    assert "Nothing was stored" in seen.err or "nothing was stored" in seen.err
    assert other("policies", "--format", "json").json["policies"] == []


@pytest.mark.parametrize(
    "change",
    [
        {"../../etc/cron.d/evil": b"x"},
        {"/etc/passwd": b"x"},
        {"versions/0001.json": None},
        {"SHA256SUMS": None},
        {"looks.json": b"[" * 100_000},
        {"policy.json": b"{}"},
        {"versions/0001.json": b'{"schema": "clauselog.bundle/1"}'},
    ],
)
def test_what_does_not_belong_into_a_bundle_is_refused(
    other: CommandLine, evidence: Path, change: dict[str, bytes | None]
) -> None:
    file = evidence
    for forged in (False, True) if "SHA256SUMS" not in change else (False,):
        seen = other("import", "bundle", _rewritten(file, change, sums=forged))
        assert seen.status == 2
        assert "Traceback" not in seen.err
    assert other("policies", "--format", "json").json["policies"] == []


def test_a_bundle_cut_short_is_refused(other: CommandLine, evidence: Path) -> None:
    file = evidence
    whole = file.read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        assert other("import", "bundle", file).status == 2
    for at in range(7, len(whole), max(1, len(whole) // 24)):
        flipped = bytearray(whole)
        flipped[at] ^= 0x10
        file.write_bytes(flipped)
        seen = other("import", "bundle", file)
        if seen.status == 0:  # a byte of the wrapping that says nothing of the content
            assert other("export", SLUG, "-o", file).status == 0
            assert file.read_bytes() == whole
        else:
            assert seen.status == 2
    os.truncate(file, 0)
    assert other("import", "bundle", file).status == 2
