"""The README shows real output, and stays true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```console\n\$ (.+?)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "clauselog"
    done = subprocess.run(
        [sys.executable, "-m", "apps.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_there_is_a_tour():
    assert BLOCKS


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_every_command_prints_what_the_readme_shows(command, shown):
    printed = [line.rstrip() for line in run(command).strip().splitlines()]
    assert [line.rstrip() for line in shown.strip().splitlines()] == printed


def test_every_setting_is_listed():
    from clauselog import settings

    names = set(re.findall(r'read\.\w+\("([A-Z_]+)"', Path(settings.__file__).read_text("utf-8")))
    listed = " ".join(re.findall(r"^\| `CLAUSELOG_.*", README, re.MULTILINE))
    missing = {
        name for name in names if f"CLAUSELOG_{name}`" not in listed and f"`_{name.split('_', 1)[-1]}`" not in listed
    }
    assert missing == set()


def test_every_command_of_the_tour_exists():
    help_text = run("clauselog --help")
    commands = set(re.findall(r"^clauselog ([a-z]+)[^|\n]*$", README, re.MULTILINE)) - {"watches"}
    assert len(commands) > 5
    for command in commands:
        assert re.search(rf"\b{command}\b", help_text), command
