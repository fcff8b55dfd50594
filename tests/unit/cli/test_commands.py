"""The commands as a whole: help in both languages, exit statuses, names of policies and versions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from apps.cli.exits import Status, UsageError, status_of
from apps.cli.main import GROUPS, group_name, make_app
from apps.cli.naming import a_moment, number_of, resolve, split_at
from clauselog.errors import (
    BotChallenge,
    ClauselogError,
    DeclarationError,
    DeliveryError,
    SettingsError,
    SourceGone,
    SourceUnreachable,
    StoreError,
    TooLittleText,
)
from clauselog.model import Cause, Policy, Text, VersionInfo
from clauselog.ports import PolicyStatus
from tests.builders import NOON, policy
from tests.command_line import CommandLine

COMMANDS = [command for commands in GROUPS.values() for command in commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(tmp_path: Path, command: str) -> None:
    seen = CommandLine(tmp_path)(command, "--help")
    assert seen.status == 0
    assert f"clauselog {command}" in seen.out.replace("root ", "clauselog ")
    assert re.search("[\u4e00-\u9fff]", seen.out)


def test_the_help_lists_every_command_examples_and_the_exit_statuses(tmp_path: Path) -> None:
    seen = CommandLine(tmp_path)("--help")
    for command in COMMANDS:
        assert re.search(rf"^│ {command} ", seen.out, re.MULTILINE), command
    assert "clauselog compare old.txt new.txt" in seen.out
    assert "130 interrupted" in seen.out


@pytest.mark.parametrize("command", COMMANDS)
def test_an_app_made_for_one_command_has_that_command_alone(command: str) -> None:
    app = make_app(command)
    groups = [group_name(group) for group in app.registered_groups]
    assert [made.name or made.callback.__name__ for made in app.registered_commands] + groups == [command]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (UsageError, Status.BAD_INPUT),
        (SettingsError, Status.BAD_INPUT),
        (DeclarationError, Status.BAD_INPUT),
        (TooLittleText, Status.BAD_INPUT),
        (SourceGone, Status.BAD_INPUT),
        (StoreError, Status.DATABASE),
        (SourceUnreachable, Status.FAILED),
        (BotChallenge, Status.FAILED),
        (DeliveryError, Status.FAILED),
    ],
)
def test_the_exit_status_tells_whose_turn_it_is(kind: type[ClauselogError], status: Status) -> None:
    assert status_of(kind(Text("", ""), Text("", ""), Text("", ""))) is status


# --------------------------------------------------------------------------------------------- names


class Shelf:
    """The parts of an archive that names are looked up in."""

    def __init__(self, *slugs: str, log: list[VersionInfo] | None = None) -> None:
        self.kept = {slug: policy(slug) for slug in slugs}
        self._log = log or []

    def policy(self, slug: str) -> Policy:
        if slug not in self.kept:
            raise StoreError(Text("查", "look"), Text("无", "none"), Text("", ""))
        return self.kept[slug]

    def policies(self) -> list[PolicyStatus]:
        return [PolicyStatus(one, 0, None, None, None, None) for one in self.kept.values()]

    def log(self, policy: str) -> list[VersionInfo]:
        return self._log


def info(number: int, days: int) -> VersionInfo:
    at = NOON + timedelta(days=days)
    return VersionInfo("a/b", number, Cause.FIRST, at, None, "zh", 1, 1, None, None, None, None, None)


def test_the_last_part_of_a_name_will_do_where_only_one_has_it() -> None:
    shelf = Shelf("qinghe/privacy", "qinghe/terms", "yunshan/terms")
    assert resolve(shelf, "privacy").slug == "qinghe/privacy"  # type: ignore[arg-type]
    with pytest.raises(UsageError) as refused:
        resolve(shelf, "terms")  # type: ignore[arg-type]
    assert "qinghe/terms  yunshan/terms" in refused.value.todo.en


@pytest.mark.parametrize("typed", ["qinghe/privcy", "qinghe", "privacy-policy", "QINGHE/PRIVACY", "青禾"])
def test_a_name_that_is_not_there_brings_those_that_are_close(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        resolve(Shelf("qinghe/privacy", "zzz/unrelated-0"), typed)  # type: ignore[arg-type]
    assert "qinghe/privacy" in refused.value.todo.zh


def test_a_version_is_meant_by_its_number_or_by_a_date() -> None:
    shelf = Shelf("a/b", log=[info(3, 20), info(2, 10), info(1, 0)])

    def number(which: str | None) -> int:
        return number_of(shelf, "a/b", which)  # type: ignore[arg-type]

    assert [number(which) for which in (None, "2", "v1", "2024-03-01", "2024-03-12", "2099-01-01")] == [
        3,
        2,
        1,
        1,
        2,
        3,
    ]
    for wrong in ("4", "0", "2024-02-29", "yesterday", "2024-13-01", ""):
        with pytest.raises(UsageError):
            number(wrong)


def test_policy_and_version_are_parted_at_the_at() -> None:
    assert split_at("a/b") == ("a/b", None)
    assert split_at("a/b@2024-01-01") == ("a/b", "2024-01-01")


def test_since_is_a_date_or_a_length_of_time() -> None:
    now = datetime(2024, 6, 30, 12, tzinfo=UTC)
    assert a_moment("2024-06-01", now) == datetime(2024, 6, 1, tzinfo=UTC)
    assert a_moment("30d", now) == now - timedelta(days=30)
    assert a_moment("12h", now) == now - timedelta(hours=12)
    with pytest.raises(UsageError):
        a_moment("a while ago", now)
