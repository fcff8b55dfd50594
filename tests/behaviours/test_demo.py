"""The demonstration keeps its promises, and its site tells the story it is meant to tell."""

from __future__ import annotations

import base64
import http.client
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from standardwebhooks.webhooks import Webhook

from apps.demo.manuscript import POLICIES, Edition, Mark, editions
from apps.demo.receivers import webhook_receiver
from apps.demo.site_server import page, site
from apps.demo.typeset import lines
from clauselog.text import key

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def words_of(edition: Edition) -> list[str]:
    """The blocks of an edition without numbers and typography, in their order."""
    return [key(p.text.replace("**", "")) for p in edition.pieces]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    folder = tmp_path_factory.mktemp("demo")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "150", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "apps.demo", "--lang", "en"],
        cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    return done, folder / "demo-output"


class TestTheDemo:
    def test_it_ends_well_only_because_every_promise_was_kept(self, demo):
        done, _ = demo
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
        kept, total = re.search(r"(\d+) of (\d+) promises kept", done.stdout).groups()
        assert int(kept) == int(total) >= 40

    def test_it_shows_a_mail_signed_webhooks_and_quotes(self, demo):
        done, _ = demo
        assert "Subject: [clauselog]" in done.stdout
        assert done.stdout.count("signature ok") >= 6
        assert "signature WRONG" not in done.stdout
        assert "USD 100" in done.stdout
        assert "1000元" in done.stdout

    def test_it_says_that_nothing_material_happened_where_only_numbers_changed(self, demo):
        done, _ = demo
        quiet = done.stdout.partition("Round 3")[2].partition("Round 4")[0]
        assert len(re.findall(r"nothing material happened \(\d+ moved, \d+ renumbered\)", quiet)) == len(POLICIES)
        assert "delivered" not in quiet

    def test_it_keeps_the_old_version_of_a_page_that_became_a_challenge(self, demo):
        done, _ = demo
        assert "qinghe/privacy-zh: version 3 is kept" in done.stdout.partition("Round 4")[2]

    def test_it_names_reports_that_are_there(self, demo):
        done, folder = demo
        reports = sorted(folder.glob("*.html"))
        assert len(reports) == len(POLICIES)
        for report in reports:
            assert report.name in done.stdout
            assert report.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


class TestTheSite:
    @pytest.mark.parametrize("policy", POLICIES)
    def test_each_policy_is_as_long_as_real_ones_and_has_four_versions(self, policy):
        versions = editions(policy)
        numbered = [p for p in versions[0].pieces if p.mark in (Mark.CLAUSE, Mark.ITEM)]
        assert [v.number for v in versions] == [1, 2, 3, 4]
        assert len(numbered) >= 60
        assert not any("{" in line.text for v in versions for line in lines(v))

    @pytest.mark.parametrize("policy", POLICIES)
    def test_what_must_be_told_stands_in_its_version_and_not_in_the_one_before(self, policy):
        versions = editions(policy)
        for before, after in pairwise(versions):
            old, new = set(words_of(before)), set(words_of(after))
            for expected in after.expected:
                assert any(expected.quote in block for block in new - old), expected

    def test_every_planned_kind_of_change_is_there(self):
        planned = {e.type for policy in POLICIES for v in editions(policy) for e in v.expected}
        assert {"data_category", "liability_cap", "dispute_forum", "retention", "ai_training"} <= planned

    @pytest.mark.parametrize("policy", POLICIES)
    def test_the_third_version_has_the_words_of_the_second_in_another_order(self, policy):
        second, third = editions(policy)[1:3]
        assert sorted(words_of(second)) == sorted(words_of(third))
        assert words_of(second) != words_of(third)
        assert third.setting != second.setting
        labels = [{key(x.text.replace("**", "")): key(x.label) for x in lines(v) if x.label} for v in (second, third)]
        assert sum(labels[0].get(text) != label for text, label in labels[1].items()) >= 5

    def test_the_second_privacy_page_is_gb18030_that_calls_itself_gb2312(self):
        served = page("privacy-zh", 2)
        assert served.content_type.endswith("charset=gb2312")
        assert "沈㛃" in served.body.decode("gb18030")
        with pytest.raises(UnicodeDecodeError):
            served.body.decode("gb2312")

    def test_the_pdf_gives_its_chinese_text_with_sentences_cut_by_pages(self):
        pages = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(page("terms-zh", 2).body)]
        assert len(pages) >= 4
        assert all(f"第 {n} 页 / 共 {len(pages)} 页" in text for n, text in enumerate(pages, start=1))
        assert "以人民币1000元为限" in "".join(re.sub(r"\s", "", text) for text in pages)
        ends = [text.rstrip()[-1] for text in pages[:-1]]
        assert any(end not in "。：；" for end in ends), ends

    def test_equal_editions_give_equal_bytes(self):
        for policy in POLICIES:
            first = page(policy, 1).body
            page.cache_clear()
            assert page(policy, 1).body == first

    def test_the_running_site_turns_pages_and_answers_unchanged_ones_with_304(self):
        with site() as running:
            first, etag = get(running.url, "/en/legal/terms.md")
            assert first.startswith(b"<!--")
            assert get(running.url, "/en/legal/terms.md", {"If-None-Match": etag}, status=304)[0] == b""
            running.version = 2
            assert b"USD 100" in get(running.url, "/en/legal/terms.md", {"If-None-Match": etag})[0]
            running.version = 4
            assert "请完成安全验证" in get(running.url, "/zh/legal/privacy")[0].decode()
            get(running.url, "/nothing/here", status=404)

    def test_no_sentence_is_copied_from_a_real_policy(self):
        if not SHARED.is_dir():
            pytest.skip(f"no real policies to compare with at {SHARED}")
        real = [p.read_text("utf-8") for suffix in ("txt", "md") for p in sorted(SHARED.rglob(f"*.{suffix}"))]
        there = "\n".join("".join(text.split()) for text in real)
        ours = [
            "".join("".join(p.text.replace("**", "").split()) for p in editions(policy)[1].pieces)
            for policy in POLICIES
        ]
        runs = {text[i : i + 24] for text in ours for i in range(len(text) - 23)}
        assert {there[i : i + 24] for i in range(len(there) - 23) if there[i : i + 24] in runs} == set()


class TestTheReceiver:
    def test_it_refuses_a_wrong_signature_and_takes_a_right_one_after_being_busy(self):
        secret = "whsec_" + base64.b64encode(b"a secret of the demonstration").decode()
        body, now = '{"type": "policy.change"}', datetime.now(UTC)
        headers = {"webhook-id": "msg_1", "webhook-timestamp": str(int(now.timestamp()))}
        signed = {**headers, "webhook-signature": Webhook(secret).sign("msg_1", now, body)}
        with webhook_receiver(secret, busy_for=1) as receiver:
            statuses = [
                post(receiver.url, body, h) for h in ({**headers, "webhook-signature": "v1,AAAA"}, signed, signed)
            ]
        assert statuses == [401, 503, 204]
        assert [call.msg_id for call in receiver.taken] == ["msg_1"]


def get(url: str, path: str, headers: dict[str, str] | None = None, *, status: int = 200) -> tuple[bytes, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        assert answer.status == status
        return answer.read(), answer.headers["ETag"]
    finally:
        connection.close()


def post(url: str, body: str, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        connection.request("POST", urlsplit(url).path, body.encode(), headers)
        return connection.getresponse().status
    finally:
        connection.close()
