"""Looking after the database and asking it: what a person types and sees."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.behaviours.test_cli_watching import FIRST, PAGE, SECOND, SLUG
from tests.command_line import CommandLine
from tests.releases import load_release
from tests.servers import Site


@pytest.fixture
def clauselog(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def watched(clauselog: CommandLine) -> CommandLine:
    """Three versions of one policy; the third is the first again."""
    assert clauselog("init").status == 0
    with Site({"/terms": PAGE}) as site:
        added = clauselog("add", site.url("/terms"), "--slug", SLUG, "--provider", "云杉阅读", "--name", "用户协议")
        assert added.status == 0
        for body in (FIRST, SECOND, FIRST):
            site.pages["/terms"] = replace(PAGE, body=body)
            assert clauselog("track", SLUG).status == 0
    return clauselog


def flip(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute(statement).rowcount == 1
    connection.close()


# ------------------------------------------------------------------------------------------------ db


def test_a_database_of_the_first_release_is_told_to_be_older_and_upgraded(clauselog: CommandLine) -> None:
    load_release(f"sqlite:///{clauselog.home / 'clauselog.db'}", "0.1")
    told = clauselog("policies")
    assert told.status == 3
    assert "older" in told.err
    assert "clauselog db upgrade" in told.err
    assert clauselog("db", "check").status == 3
    done = clauselog("db", "upgrade", "--format", "json").json
    assert done["before"] == "0001"
    assert clauselog("db", "check", "--format", "json").json["current"] is True
    assert (
        "当前" in clauselog("db", "upgrade", "--lang", "zh").out
        or "最新" in clauselog("db", "upgrade", "--lang", "zh").out
    )
    assert len(clauselog("log", "qinghe/privacy-zh", "--format", "json").json["versions"]) == 6


def test_a_missing_database_is_told_by_check(clauselog: CommandLine) -> None:
    seen = clauselog("db", "check")
    assert seen.status == 3
    assert "clauselog init" in seen.err
    assert clauselog("db", "check", "--format", "json").status == 1


def test_what_was_backed_up_comes_back(watched: CommandLine) -> None:
    copy = watched.home / "copy.db"
    before = watched("log", SLUG, "--format", "json").out
    seen = watched("db", "backup", copy, "--format", "json").json
    assert (seen["policies"], seen["versions"], seen["bytes"]) == (1, 3, copy.stat().st_size)
    assert sorted(path.name for path in watched.home.glob("copy*")) == ["copy.db"]
    database = watched.home / "clauselog.db"
    flip(database, "UPDATE policy SET name = 'x'")
    refused = watched("db", "restore", copy)
    assert refused.status == 3
    assert "--force" in refused.err
    assert watched("db", "restore", copy, "--force").status == 0
    assert watched("log", SLUG, "--format", "json").out == before
    assert watched("policies", "--format", "json").json["policies"][0]["name"] == "用户协议"
    for path in watched.home.glob("clauselog.db*"):
        path.unlink()
    assert watched("db", "restore", copy).status == 0
    assert watched("log", SLUG, "--format", "json").out == before


def test_a_backup_overwrites_nothing_unless_told_to(watched: CommandLine) -> None:
    copy = watched.home / "copy.db"
    copy.write_text("precious")
    assert watched("db", "backup", copy).status == 3
    assert copy.read_text() == "precious"
    assert watched("db", "backup", copy, "--force").status == 0
    assert watched("db", "backup", watched.home / "clauselog.db", "--force").status == 3


@pytest.mark.parametrize("content", [b"not a database " * 300, b""])
def test_what_is_no_backup_is_refused_and_the_database_kept(watched: CommandLine, content: bytes) -> None:
    bad = watched.home / "bad.db"
    bad.write_bytes(content)
    before = watched("log", SLUG, "--format", "json").out
    assert watched("db", "restore", bad, "--force").status == 3
    assert watched("log", SLUG, "--format", "json").out == before


def test_a_backup_of_a_newer_program_is_refused(watched: CommandLine) -> None:
    copy = watched.home / "copy.db"
    assert watched("db", "backup", copy).status == 0
    flip(copy, "UPDATE alembic_version SET version_num = '9999'")
    seen = watched("db", "restore", copy, "--force")
    assert seen.status == 3
    assert "newer program" in seen.err


def test_a_restored_backup_that_is_damaged_is_told(watched: CommandLine) -> None:
    copy = watched.home / "copy.db"
    assert watched("db", "backup", copy).status == 0
    flip(copy, "UPDATE version SET title = 'x' WHERE number = 2")
    seen = watched("db", "restore", copy, "--force")
    assert seen.status == 1
    assert f"{SLUG}@2" in seen.out


def test_postgresql_is_backed_up_by_its_own_tools_and_the_command_holds_no_password(clauselog: CommandLine) -> None:
    env = {"CLAUSELOG_DATABASE_URL": "postgresql://me:hunter2@db.example/clauselog"}
    seen = clauselog("db", "backup", "out.dump", env=env)
    assert seen.status == 3
    assert "pg_dump --format=custom --file=out.dump --dbname=postgresql://me@db.example/clauselog" in seen.err
    seen = clauselog("db", "restore", "out.dump", env=env)
    assert "pg_restore --clean --if-exists" in seen.err
    assert "hunter2" not in seen.err


def test_old_snapshots_are_let_go_and_every_version_stays(watched: CommandLine) -> None:
    assert watched("db", "prune").status == 2
    nothing = watched("db", "prune", "--older-than", "30d", "--format", "json").json
    assert (nothing["let_go"], nothing["kept"]) == (0, 2)
    with sqlite3.connect(watched.home / "clauselog.db") as connection:
        connection.execute("UPDATE fetch SET fetched_at = '2020-01-01 00:00:00.000000' WHERE id = 2")
        connection.execute("UPDATE snapshot SET fetched_at = '2020-01-01 00:00:00.000000'")
    connection.close()
    would = watched("db", "prune", "--dry-run", "--format", "json", env={"CLAUSELOG_KEEP_SNAPSHOTS_DAYS": "30"}).json
    assert (would["let_go"], would["dry_run"]) == (1, True)
    done = watched("db", "prune", "--older-than", "30", "--format", "json").json
    assert (done["let_go"], done["kept"]) == (1, 1)
    assert [v["number"] for v in watched("log", SLUG, "--format", "json").json["versions"]] == [3, 2, 1]
    assert "100元" in watched("show", f"{SLUG}@2").out


def test_a_damaged_index_of_words_is_named_and_made_anew(watched: CommandLine) -> None:
    found = watched("search", "手机号码", "--format", "json").out
    assert "手机号码" in found
    flip(watched.home / "clauselog.db", "INSERT INTO clause_search (clause_search) VALUES ('delete-all')")
    seen = watched("verify")
    assert seen.status == 1
    assert "clauselog db reindex" in seen.out
    assert watched("db", "reindex", "--format", "json").json["clauses"] > 3
    assert watched("verify").status == 0
    assert watched("search", "手机号码", "--format", "json").out == found


# -------------------------------------------------------------------------------------------- verify


def test_verify_says_that_all_is_well_and_gives_the_head_of_each_chain(watched: CommandLine) -> None:
    seen = watched("verify", "--format", "json")
    assert seen.status == 0
    assert (seen.json["sound"], seen.json["versions"], seen.json["snapshots"]) == (True, 3, 2)
    [head] = seen.json["heads"]
    assert (head["policy"], head["version"]) == (SLUG, 3)
    assert head["sha256"] in watched("verify", "terms", "--lang", "zh").out


def test_verify_names_the_snapshot_of_which_one_byte_was_flipped(watched: CommandLine) -> None:
    path = watched.home / "clauselog.db"
    with sqlite3.connect(path) as connection:
        digest, body = connection.execute(
            "SELECT lower(hex(sha256)), body FROM snapshot WHERE base_sha256 IS NULL"
        ).fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    raw = path.read_bytes()
    at = raw.index(body[:40]) + 25
    path.write_bytes(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :])
    seen = watched("verify", "--format", "json")
    assert seen.status == 1
    named = {(one["part"], one["name"], one["policy"], one["version"]) for one in seen.json["damages"]}
    assert ("snapshot", digest, SLUG, 1) in named
    shown = watched("verify", SLUG)
    assert shown.status == 1
    assert digest in shown.out
    assert json.dumps(seen.json)


# ------------------------------------------------------------------------------------------- asking


def test_blame_tells_for_each_clause_in_which_version_it_last_changed(watched: CommandLine) -> None:
    seen = watched("blame", f"{SLUG}@2", "--format", "json").json
    changed = {one["text"]: one["last_changed"]["version"] for one in seen["clauses"]}
    assert changed["我们的赔偿责任总额不超过人民币100元。"] == 2
    assert {one["first_seen"]["version"] for one in seen["clauses"]} == {1}
    assert "@3" in watched("blame", "terms", "--lang", "zh").out
    page = watched("blame", SLUG, "--limit", "2", "--offset", "1", "--format", "json").json
    assert [len(page["clauses"]), page["next_offset"]] == [2, 3]


def test_history_shows_one_clause_through_its_versions_with_its_edits(watched: CommandLine) -> None:
    clauses = watched("show", SLUG, "--format", "json").json["document"]["clauses"]
    [path] = [one["path"] for one in clauses if "日志30天" in one["text"]]
    states = watched("history", SLUG, path, "--format", "json").json["states"]
    assert [state["version"] for state in states] == [3, 2, 1]
    shown = watched("history", SLUG, path).out
    assert "[-30-]" in shown
    assert "{+180+}" in shown
    missing = watched("history", SLUG, "9/9.9")
    assert missing.status == 3
    assert "clauselog blame" in missing.err


def test_changes_between_two_days_are_listed_with_their_findings(watched: CommandLine) -> None:
    seen = watched("changes", "--from", "2020-01-01", "--least", "critical", "--format", "json").json
    assert [one["version"]["number"] for one in seen["changes"]] == [3, 2]
    assert {finding["severity"] for finding in seen["changes"][0]["findings"]} == {"critical"}
    assert "100" in watched("changes", "--from", "2020-01-01", "--lang", "zh").out
    assert watched("changes", "--from", "2020-01-01", "--to", "2020-02-01", "--format", "json").json["changes"] == []
    assert watched("changes", "--from", "2020-02-01", "--to", "2020-01-01").status == 2
    assert watched("changes", "--from", "2020-02-01", "--type", "nonsense").status == 2
    page = watched("changes", "--from", "2020-01-01", "--limit", "1", "--format", "json").json
    assert page["next_offset"] == 1


def test_search_finds_two_characters_and_says_in_which_versions_they_stand(watched: CommandLine) -> None:
    seen = watched("search", "赔偿", "--format", "json").json
    assert [place["since"] for hit in seen["hits"] for place in hit["places"]] == [2, 3, 1]
    assert seen["hits"][0]["snippet"]["hit"] == "赔偿"
    assert "«赔偿»" in watched("search", "赔偿").out
    assert "没有" in watched("search", "绝无此词", "--lang", "zh").out
    assert watched("search", "，").status == 3


def test_what_was_observed_and_what_was_in_force_are_two_options_of_show(watched: CommandLine) -> None:
    for number, on in ((1, "2024-03-01"), (2, "2024-09-01")):
        with sqlite3.connect(watched.home / "clauselog.db") as connection:
            connection.execute("UPDATE version SET effective_on = ? WHERE number = ?", (on, number))
        connection.close()
    assert watched("show", f"{SLUG}@2024-10-01", "--effective", "--format", "json").json["version"]["number"] == 2
    assert watched("show", f"{SLUG}@2024-05-01", "--effective", "--format", "json").json["version"]["number"] == 1
    assert watched("show", f"{SLUG}@2024-10-01").status == 2
