"""The program answers at once: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import subprocess
import sys

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


@pytest.mark.parametrize("command", [["--help"], ["compare", "--help"], ["track", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(command: list[str]) -> None:
    assert imported_by(*command).isdisjoint(HEAVY)
