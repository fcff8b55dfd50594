"""What a policy says as values, why something was found, and rules of one's own, at the command line."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clauselog.facts.reading import VERSION as FACTS_VERSION
from tests.command_line import CommandLine
from tests.servers import Answer, Site

FIRST = """# Heron Mail Privacy Policy

Last updated: 1 March 2024

1. What we collect
1.1 We collect your name and your e-mail address when you register.
1.2 We keep access logs for 30 days.

2. Liability
2.1 Our total liability shall not exceed USD 500.

3. Law
3.1 These terms are governed by the laws of Ireland.
"""
SECOND = FIRST.replace("1 March", "1 May").replace("your name and", "your name, your fingerprints and").replace(
    "USD 500", "USD 50"
)  # fmt: skip
ZH = """# 苍鹭邮箱隐私政策

一、我们收集的信息
1.1 您注册时，我们会收集您的姓名和人脸信息。
1.2 我们不会收集您的行踪轨迹。

二、责任
2.1 我们的赔偿责任总额不超过人民币1000元。
"""
PAGE = Answer(FIRST, media_type="text/markdown; charset=utf-8")
SLUG = "heron/privacy"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site({"/privacy": PAGE}) as running:
        yield running


@pytest.fixture(scope="module")
def template(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    clauselog = CommandLine(tmp_path_factory.mktemp("template"))
    clauselog("init")
    clauselog("add", site.url("/privacy"), "--slug", SLUG, "--provider", "Heron", "--name", "Privacy Policy")
    assert clauselog("track", SLUG).status == 0
    site.pages["/privacy"] = replace(PAGE, body=SECOND)
    return clauselog.home


@pytest.fixture
def clauselog(tmp_path: Path, template: Path) -> CommandLine:
    """One version stored; the next look finds one that is worse."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    (tmp_path / "en.md").write_text(FIRST, "utf-8")
    (tmp_path / "worse.md").write_text(SECOND, "utf-8")
    (tmp_path / "zh.md").write_text(ZH, "utf-8")
    return CommandLine(tmp_path)


def test_facts_of_a_stored_version_are_a_table_in_words(clauselog: CommandLine) -> None:
    seen = clauselog("facts", f"{SLUG}@1", "--lang", "en")
    assert seen.status == 0
    for said in ("personal data collected", "email address", "30 days", "USD 500", "Ireland", "2/2.1"):
        assert said in seen.out


def test_facts_of_a_file_are_json_whose_quotes_stand_in_it(clauselog: CommandLine) -> None:
    data = clauselog("facts", clauselog.home / "zh.md", "--format", "json", "--lang", "zh").json
    assert data["schema"] == "clauselog.facts/1"
    assert data["readers"] == FACTS_VERSION
    facts = {(f["type"], f["value"]): f for f in data["policies"][0]["facts"]}
    assert facts["liability_cap", "CNY 1000"]["words"] == "人民币1000元"
    assert [f["quote"] for f in facts.values() if f["type"] == "data_category" and f["negated"]] == ["行踪轨迹"]
    assert all(f["quote"] in ZH for f in facts.values())


def test_facts_go_into_a_spreadsheet(clauselog: CommandLine) -> None:
    rows = list(csv.DictReader(io.StringIO(clauselog("facts", SLUG, "--type", "liability_cap", "-f", "csv").out)))
    assert [(row["value"], row["path"]) for row in rows] == [("USD 500", "2/2.1")]


def test_several_policies_stand_side_by_side(clauselog: CommandLine) -> None:
    files = [clauselog.home / name for name in ("en.md", "zh.md")]
    seen = clauselog("facts", *files, "--lang", "zh")
    assert "en.md" in seen.out
    assert "zh.md" in seen.out
    rows = {(r["type"], r["value"]): r["cells"] for r in clauselog("facts", *files, "-f", "json").json["rows"]}
    assert [bool(cell) for cell in rows["data_category", "name"]] == [True, True]
    assert [bool(cell) for cell in rows["liability_cap", "USD 500"]] == [True, False]


def test_a_policy_or_file_that_is_not_there_is_told(clauselog: CommandLine) -> None:
    assert clauselog("facts", clauselog.home / "nothing.pdf").status == 2
    assert clauselog("facts", "heron/nothing").status == 2
    assert clauselog("facts", SLUG, "--type", "liabilty_cap").status == 2


def test_a_finding_is_explained_with_its_facts_and_marked_quotes(clauselog: CommandLine) -> None:
    clauselog("track", SLUG)
    found = clauselog("findings", "--format", "json").json["findings"]
    listed = clauselog("findings").out
    assert all(f"#{one['id']}" in listed for one in found)
    cap = next(one for one in found if one["rule"] == "liability-cap-lowered")
    data = clauselog("explain", cap["id"], "--format", "json").json
    assert data["finding"]["id"] == cap["id"]
    assert [f["value"] for f in data["before"]["facts"]] == ["USD 500"]
    assert [f["value"] for f in data["after"]["facts"]] == ["USD 50"]
    assert data["after"]["quote"] == cap["after"]["quote"]
    assert data["rule"]["law"]
    for lang, said in (
        ("en", ("Why it matters", "Law", "The rule's own severity is critical")),
        ("zh", ("为何重要", "依据", "默认程度就是“严重”")),
    ):
        seen = clauselog("explain", cap["id"], "--lang", lang).out
        assert f"【{cap['after']['quote']}】" in seen
        assert all(word in seen for word in said)


def test_a_rule_is_explained_and_a_wrong_name_brings_the_right_one(clauselog: CommandLine) -> None:
    assert "The most the provider owes became less." in clauselog("explain", "--rule", "liability-cap-lowered").out
    wrong = clauselog("explain", "--rule", "liability-cap-lower")
    assert wrong.status == 2
    assert "liability-cap-lowered" in wrong.err
    assert clauselog("explain").status == 2
    assert clauselog("explain", "987654").status == 2


def test_every_rule_is_listed_with_why_and_law(clauselog: CommandLine) -> None:
    from clauselog.rules import REGISTRY

    rules = {rule["id"]: rule for rule in clauselog("rules", "--format", "json").json["rules"]}
    assert set(REGISTRY) | {"wording-review"} == set(rules)
    assert all(rule["why"] for rule in rules.values())
    assert "民法典 506" in clauselog("rules", "--type", "liability_cap", "--lang", "zh").out


def test_rules_of_ones_own_change_what_is_told(clauselog: CommandLine) -> None:
    mine = clauselog.home / "mine.yaml"
    mine.write_text(
        """
disable: [liability-cap-lowered]
severities: {sensitive-data-added: minor}
rules:
  - id: fingerprints
    type: data_category
    patterns: {en: ["your fingerprints"]}
    when: gained
    severity: critical
    direction: worse
    summary: "Fingerprints: {quote}"
""",
        "utf-8",
    )
    files = [clauselog.home / name for name in ("en.md", "worse.md")]
    plain = {f["rule"]: f["severity"] for f in clauselog("compare", *files, "-f", "json").json["findings"]}
    assert plain["liability-cap-lowered"] == "critical"
    ways = ({"env": {"CLAUSELOG_RULES": str(mine)}, "more": ()}, {"env": {}, "more": ("--rules", mine)})
    for way in ways:
        seen = clauselog("compare", *files, "-f", "json", *way["more"], env=way["env"])
        told = {f["rule"]: f for f in seen.json["findings"]}
        assert "liability-cap-lowered" not in told
        assert told["sensitive-data-added"]["severity"] == "minor"
        assert told["fingerprints"]["summary"] == "Fingerprints: your fingerprints"
        assert told["fingerprints"]["after"]["quote"] == "your fingerprints"
    assert clauselog("track", SLUG, "--rules", mine).status == 0
    stored = {f["rule"]: f for f in clauselog("findings", "--format", "json").json["findings"]}
    assert "fingerprints" in stored
    assert "liability-cap-lowered" not in stored
    why = clauselog("explain", stored["sensitive-data-added"]["id"], "--rules", mine).out
    assert "Your rule file sets it to minor" in why


def test_a_mistaken_rule_file_ends_with_status_two_before_anything_is_done(clauselog: CommandLine) -> None:
    mine = clauselog.home / "mine.yaml"
    mine.write_text("rules: [{id: endless, type: other, patterns: ['(a+)+'], when: gained}]", "utf-8")
    for command in (("compare", clauselog.home / "en.md", clauselog.home / "worse.md"), ("track", SLUG), ("rules",)):
        seen = clauselog(*command, env={"CLAUSELOG_RULES": str(mine)})
        assert seen.status == 2
        assert "rules[1]" in seen.err
    assert len(clauselog("log", SLUG, "--format", "json").json["versions"]) == 1


def test_words_of_ones_own_are_read_by_every_command(clauselog: CommandLine) -> None:
    lexicon = clauselog.home / "mine.csv"
    lexicon.write_text(
        "id,group,sensitive,parent,zh,en,source\nnose_print,biometric,gdpr9,,鼻纹,nose print,ours\n", "utf-8"
    )
    page = clauselog.home / "nose.md"
    page.write_text(FIRST.replace("your name and", "your name, your nose print and"), "utf-8")
    env = {"CLAUSELOG_LEXICON": str(lexicon)}
    facts = clauselog("facts", page, "-f", "json", env=env).json["policies"][0]["facts"]
    assert "nose_print" in [f["value"] for f in facts]
    told = clauselog("compare", clauselog.home / "en.md", page, "-f", "json", env=env).json["findings"]
    assert [f["summary"] for f in told if f["rule"] == "sensitive-data-added"] == [
        "Sensitive data newly collected: nose print"
    ]
