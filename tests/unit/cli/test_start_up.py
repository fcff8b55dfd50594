"""The program answers at once: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "alembic", "httpx", "prefect", "apscheduler", "bs4", "pypdfium2", "jinja2", "jsonschema", "yaml")


def imported_by(*arguments: str) -> set[str]:
    """The top-level packages in memory when the program ends."""
    program = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('LOADED', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr))\n"
        "from apps.cli.main import main\n"
        f"main({list(arguments)!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("LOADED")[2].split())


def test_a_comparison_wakes_no_database_network_or_template(tmp_path: Path) -> None:
    policy = tmp_path / "policy.txt"
    policy.write_text("1. We collect your name.\n2. We keep access logs for thirty days.\n", "utf-8")
    imported = imported_by("compare", str(policy), str(policy), "--format", "json")
    assert imported.isdisjoint(
        {"sqlalchemy", "alembic", "httpx", "prefect", "apscheduler", "jinja2", "pypdfium2", "bs4"}
    )


@pytest.mark.parametrize("command", [["--help"], ["compare", "--help"], ["track", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(command: list[str]) -> None:
    assert imported_by(*command).isdisjoint(HEAVY)
