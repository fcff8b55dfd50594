"""Folders, repositories and WARC files that others kept: what is a page, when it was, and what is left aside."""

import io
import os
from datetime import UTC, datetime

import pytest

from clauselog.errors import DeclarationError, SourceGone
from gateways.histories.folder import read_folder
from gateways.histories.git import read_git
from gateways.histories.ota import read_versions
from gateways.histories.warc import read_warc
from tests.repositories import Made, repository

TERMS = "# 用户协议\n\n第一条 我们提供电子书的阅读与收藏服务，您可以随时停止使用。\n"
LIMIT = 100_000


def days(history):
    return [page.observed_at.date().isoformat() for page in history.pages]


def bodies(history):
    return [page.body.decode() for page in history.pages]


# ---------------------------------------------------------------------------------------- folders


def files(folder, *names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TERMS}{name}")
    return folder


def test_a_folder_is_read_in_the_order_of_the_dates_in_its_names(tmp_path):
    folder = files(tmp_path / "云杉", "2023-04-20.md", "20210105.html", "2022年6月1日.txt", "2023-04-20T0930.md")
    found = read_folder(folder, max_bytes=LIMIT, provider="Yunshan")
    (history,) = found.histories
    assert [page.observed_at for page in history.pages] == [
        datetime(2021, 1, 5, tzinfo=UTC),
        datetime(2022, 6, 1, tzinfo=UTC),
        datetime(2023, 4, 20, tzinfo=UTC),
        datetime(2023, 4, 20, 9, 30, tzinfo=UTC),
    ]
    assert history.policy.provider == "Yunshan"
    assert list(history.pages) == list(history.pages)


def test_words_that_come_back_in_names_tell_policies_apart(tmp_path):
    names = ["20230101-privacy.md", "20230101-terms.md", "20230601-privacy.md", "20230701-terms.md"]
    found = read_folder(files(tmp_path / "yunshan", *names), max_bytes=LIMIT)
    assert {h.policy.slug: days(h) for h in found.histories} == {
        "yunshan/privacy": ["2023-01-01", "2023-06-01"],
        "yunshan/terms": ["2023-01-01", "2023-07-01"],
    }


def test_words_that_do_not_come_back_are_remarks(tmp_path):
    found = read_folder(files(tmp_path / "p", "2023-01-01-first.md", "2023-02-01-after-merger.md"), max_bytes=LIMIT)
    assert [days(h) for h in found.histories] == [["2023-01-01", "2023-02-01"]]


def test_each_folder_below_is_a_history_of_its_own(tmp_path):
    folder = files(tmp_path / "yunshan", "privacy/2023-01-01.md", "terms/2023-01-01.md", "terms/2024-01-01.md")
    slugs = [h.policy.slug for h in read_folder(folder, max_bytes=LIMIT).histories]
    assert slugs == ["yunshan/privacy", "yunshan/terms"]
    (one,) = read_folder(folder, max_bytes=LIMIT, slug="yunshan/all").histories
    assert one.size == 3


def test_what_is_no_dated_text_in_a_folder_is_left_aside_with_the_reason(tmp_path):
    folder = files(tmp_path / "p", "2023-01-01.md", "notes.md", "2023-02-31.md", "2023-03-01.png", ".git/2023-01-01.md")
    (folder / "2023-05-01.md").write_bytes(b"x" * (LIMIT + 1))
    left = {one.what: one.reason.en for one in read_folder(folder, max_bytes=LIMIT).left_aside}
    assert left == {
        "notes.md": "there is no date in its name",
        "2023-02-31.md": "the date in its name is no day of the calendar",
        "2023-03-01.png": "it is no HTML, PDF, DOCX, Markdown or text file",
        "2023-05-01.md": "it is too large and was not imported",
    }


def test_links_out_of_a_folder_are_not_followed(tmp_path):
    secret = files(tmp_path / "secret", "2020-01-01.md")
    folder = files(tmp_path / "p", "2023-01-01.md")
    (folder / "2022-01-01.md").symlink_to(secret / "2020-01-01.md")
    (folder / "2021-01-01.md").symlink_to(folder / "2021-01-01.md")
    (folder / "elsewhere").symlink_to(secret)
    os.mkfifo(folder / "2019-01-01.md")
    found = read_folder(folder, max_bytes=LIMIT)
    assert [days(h) for h in found.histories] == [["2023-01-01"]]
    assert {one.what for one in found.left_aside} == {"2022-01-01.md", "2021-01-01.md", "2019-01-01.md", "elsewhere"}


@pytest.mark.parametrize("make", ["absent", "file", "empty"])
def test_what_is_no_folder_of_dated_files_is_told(tmp_path, make):
    path = tmp_path / "p"
    if make == "file":
        path.write_text("x")
    elif make == "empty":
        path.mkdir()
    with pytest.raises((DeclarationError, SourceGone)) as caught:
        read_folder(path, max_bytes=LIMIT)
    assert caught.value.todo.zh


# -------------------------------------------------------------------------------------------- git


def test_each_commit_that_changed_a_file_is_a_page_of_its_commit_date(tmp_path):
    path = repository(
        tmp_path / "site",
        Made({"terms.md": "one", "other.md": "x"}, on="2021-01-01"),
        Made({"other.md": "y"}, on="2021-02-01"),
        Made({"terms.md": "two"}, on="2021-03-01", authored_on="2019-01-01"),
    )
    (history,) = read_git(path, ["terms.md"], max_bytes=LIMIT, provider="Qinghe").histories
    assert (days(history), bodies(history)) == (["2021-01-01", "2021-03-01"], ["one", "two"])
    assert history.policy.slug == "qinghe/terms"
    assert history.policy.sources[0].location == str(path / "terms.md")
    assert "commit " in next(iter(history.pages)).origin


def test_the_order_of_the_commits_counts_where_a_clock_went_back(tmp_path):
    path = repository(
        tmp_path / "site",
        Made({"t.md": "one"}, on="2022-05-01"),
        Made({"t.md": "two"}, on="2022-01-01"),
        Made({"t.md": "three"}, on="2022-06-01", authored_on="2020-01-01"),
    )
    (history,) = read_git(path, ["t.md"], max_bytes=LIMIT).histories
    assert bodies(history) == ["one", "two", "three"]


def test_renames_are_followed(tmp_path):
    body = TERMS * 5
    path = repository(
        tmp_path / "site",
        Made({"old.md": body}, on="2021-01-01"),
        Made({"old.md": None, "legal/new 条款.md": body + "二"}, on="2021-02-01"),
        Made({"legal/new 条款.md": body + "三"}, on="2021-03-01"),
        Made({"old.md": "another file of the old name"}, on="2021-04-01"),
    )
    (history,) = read_git(path, ["legal/new 条款.md"], max_bytes=LIMIT).histories
    assert days(history) == ["2021-01-01", "2021-02-01", "2021-03-01"]


def test_a_merge_is_one_page_of_the_day_it_was_merged(tmp_path):
    path = repository(
        tmp_path / "site",
        Made({"t.md": "one"}, on="2021-01-01"),
        Made({"t.md": "draft a"}, on="2021-02-01"),
        Made({"t.md": "draft b"}, on="2021-03-01"),
        Made({"t.md": "draft b"}, on="2021-04-01", parents=[1, 3]),
    )
    (history,) = read_git(path, ["t.md"], max_bytes=LIMIT).histories
    assert (days(history), bodies(history)) == (["2021-01-01", "2021-04-01"], ["one", "draft b"])


def test_what_is_no_text_in_a_repository_is_left_aside(tmp_path):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
    path = repository(
        tmp_path / "site",
        Made({"t.md": "one"}, on="2021-01-01"),
        Made({"t.md": "/etc/passwd"}, on="2021-02-01", modes={"t.md": "120000"}),
        Made({"t.md": pointer}, on="2021-03-01"),
        Made({"t.md": "x" * (LIMIT + 1)}, on="2021-04-01"),
        Made({"t.md": None}, on="2021-05-01"),
        Made({"t.md": "two"}, on="2021-06-01"),
    )
    found = read_git(path, ["t.md"], max_bytes=LIMIT)
    assert [bodies(h) for h in found.histories] == [["one", "two"]]
    assert [one.reason.en for one in found.left_aside] == [
        "it is a Git LFS pointer without the text",
        "it is too large and was not imported",
    ]


def test_no_program_of_a_hostile_repository_runs(tmp_path):
    path = repository(
        tmp_path / "site", Made({"t.md": "one"}), Made({"t.md": "two", ".gitattributes": "*.md diff=evil filter=evil"})
    )
    trap = tmp_path / "ran"
    evil = tmp_path / "evil"
    evil.write_text(f"#!/bin/sh\necho ran >> {trap}\n")
    evil.chmod(0o755)
    with (path / ".git" / "config").open("a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {evil}\n\tpager = {evil}\n\tsshCommand = {evil}\n\thooksPath = {tmp_path}\n"
            f"[gpg]\n\tprogram = {evil}\n[log]\n\tshowSignature = true\n[diff]\n\texternal = {evil}\n"
            f'[diff "evil"]\n\ttextconv = {evil}\n\tcommand = {evil}\n[filter "evil"]\n\tsmudge = {evil}\n\tclean = {evil}\n'
            f"[alias]\n\trev-list = !{evil}\n\tcat-file = !{evil}\n"
        )
    (history,) = read_git(path, ["t.md"], max_bytes=LIMIT).histories
    assert bodies(history) == ["one", "two"]
    assert not trap.exists()


@pytest.mark.parametrize("name", ["--output=/tmp/x", "../../etc/passwd", "-h", "nothing.md", "/etc/passwd", "leg"])
def test_a_file_that_no_commit_holds_is_told_with_those_that_do(tmp_path, name):
    path = repository(tmp_path / "site", Made({"legal/terms.md": "one"}))
    with pytest.raises(DeclarationError) as caught:
        read_git(path, [name], max_bytes=LIMIT)
    assert (
        "legal/terms.md" in caught.value.todo.en or "relative" in caught.value.todo.en or "path" in caught.value.todo.en
    )


def test_what_is_no_repository_is_told(tmp_path):
    with pytest.raises(SourceGone):
        read_git(tmp_path / "absent", ["t.md"], max_bytes=LIMIT)
    plain = repository(tmp_path / "outer", Made({"t.md": "one"})) / "inner"
    plain.mkdir()
    with pytest.raises(DeclarationError, match="not a git repository"):
        read_git(plain, ["t.md"], max_bytes=LIMIT)
    with pytest.raises(DeclarationError, match="no commit"):
        read_git(repository(tmp_path / "empty"), ["t.md"], max_bytes=LIMIT)


# --------------------------------------------------------------------------- Open Terms Archive


def test_services_become_providers_and_terms_types_policies(tmp_path):
    path = repository(
        tmp_path / "demo-versions",
        Made({"README.md": "about"}, on="2021-01-01", message="Initial commit"),
        Made({"Qinghe Cloud/Privacy Policy.md": "p1"}, on="2024-01-01", authored_on="2021-01-02",
             message="First record of Qinghe Cloud Privacy Policy"),
        Made({"Qinghe Cloud/Terms of Service.md": "t1"}, authored_on="2021-02-02",
             message="Start tracking Qinghe Cloud Terms of Service"),
        Made({"Qinghe Cloud/Privacy Policy.md": "p2"}, authored_on="2021-03-02",
             message="Apply technical or declaration upgrade on Qinghe Cloud Privacy Policy"),
        Made({"Qinghe Cloud/Privacy Policy.md": "p3"}, authored_on="2021-04-02",
             message="Record new changes of Qinghe Cloud Privacy Policy"),
        Made({"云杉/用户协议.md": "u1"}, authored_on="2021-05-02", message="Update 云杉 用户协议"),
        Made({"Qinghe Cloud/Terms of Service.md": None}, authored_on="2021-06-02", message="Remove"),
    )  # fmt: skip
    found = read_versions(path, max_bytes=LIMIT)
    by_name = {(h.policy.provider, h.policy.name): h for h in found.histories}
    assert set(by_name) == {
        ("Qinghe Cloud", "Privacy Policy"),
        ("Qinghe Cloud", "Terms of Service"),
        ("云杉", "用户协议"),
    }
    privacy = by_name["Qinghe Cloud", "Privacy Policy"]
    assert privacy.policy.slug == "qinghe-cloud/privacy-policy"
    assert [(page.observed_at.date().isoformat(), page.reread) for page in privacy.pages] == [
        ("2021-01-02", False),
        ("2021-03-02", True),
        ("2021-04-02", False),
    ]


def test_a_repository_without_terms_is_no_versions_repository(tmp_path):
    with pytest.raises(DeclarationError, match=r"SERVICE/TERMS TYPE\.md"):
        read_versions(repository(tmp_path / "r", Made({"README.md": "x"})), max_bytes=LIMIT)


# ------------------------------------------------------------------------------------------- WARC


def warc(path, *records, gzip=True):
    """Each record: url, date, body, and optionally status, headers and type."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzip)
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
        for url, date, body, *more in records:
            status, headers, kind = (
                *more,
                *("200 OK", [("Content-Type", "text/html; charset=gbk")], "response")[len(more) :],
            )
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind == "response" else None
            writer.write_record(
                writer.create_warc_record(
                    url, kind, payload=io.BytesIO(body), length=len(body), http_headers=http,
                    warc_headers_dict={"WARC-Date": date}, warc_content_type="" if http else "text/plain",
                )
            )  # fmt: skip
    return path


URL = "https://www.qinghe.example/privacy.html"


@pytest.mark.parametrize("gzip", [True, False])
def test_pages_of_a_warc_are_read_by_address_and_date(tmp_path, gzip):
    path = warc(
        tmp_path / "crawl.warc.gz",
        (URL, "2022-05-01T00:00:00Z", "隐私二".encode("gbk")),
        ("https://www.qinghe.example/logo.png", "2022-01-01T00:00:00Z", b"\x89PNG", "200 OK", [("Content-Type", "image/png")]),
        (URL, "2021-05-01T08:30:00.123456Z", "隐私一".encode("gbk")),
        (URL, "2020-05-01T00:00:00Z", b"gone", "404 Not Found"),
        ("https://qinghe.example/terms", "2021-05-01T00:00:00Z", b"terms", "", [], "resource"),
        gzip=gzip,
    )  # fmt: skip
    found = read_warc(path, max_bytes=LIMIT)
    by_slug = {h.policy.slug: list(h.pages) for h in found.histories}
    assert [p.body.decode("gbk") for p in by_slug["qinghe-example/privacy"]] == ["隐私一", "隐私二"]
    first = by_slug["qinghe-example/privacy"][0]
    assert (first.charset, first.media_type, first.observed_at.microsecond) == ("gbk", "text/html", 123456)
    assert by_slug["qinghe-example/terms"][0].body == b"terms"
    assert {one.what for one in found.left_aside} == {"1 × 200 image/png", "1 × 404 text/html"}
    (only,) = read_warc(path, max_bytes=LIMIT, urls=[URL]).histories
    assert only.size == 2


def test_a_packed_body_is_unpacked_up_to_the_limit_and_cookies_are_not_kept(tmp_path):
    import gzip

    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Set-Cookie", "sid=secret")]
    bomb, fine = gzip.compress(b"a" * 50 * LIMIT), gzip.compress(b"a" * LIMIT)
    path = warc(
        tmp_path / "b.warc",
        (URL, "2022-05-01T00:00:00Z", bomb, "200 OK", headers),
        (URL, "2022-06-01T00:00:00Z", fine, "200 OK", headers),
        gzip=False,
    )
    large, page = read_warc(path, max_bytes=LIMIT).histories[0].pages
    assert (large.body, large.problem.en) == (b"", "it is too large and was not imported")
    assert page.body == b"a" * LIMIT
    assert "secret" not in str(page.headers)


@pytest.mark.parametrize(
    "content", [b"", b"not a warc at all\n" * 9, b"\x1f\x8b\x08\x00broken", b"WARC/1.0\r\nWARC-Type: response\r\n"]
)
def test_what_is_no_warc_is_told(tmp_path, content):
    path = tmp_path / "x.warc"
    path.write_bytes(content)
    with pytest.raises(DeclarationError) as caught:
        read_warc(path, max_bytes=LIMIT)
    assert str(path) in caught.value.tried.zh
