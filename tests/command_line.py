"""Runs ``clauselog`` as a person would, inside the test's process, and hands back what that person sees."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from apps.cli.main import make_app


@dataclass(frozen=True)
class Seen:
    """What one command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class CommandLine:
    """A person in a folder of his own, with nothing but loopback within reach."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: object, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Seen:
        """Errors of the program itself are not caught: a bug fails the test with its traceback."""
        surroundings: dict[str, str | None] = {
            "CLAUSELOG_HOME": str(self.home),
            "CLAUSELOG_ALLOW_HOSTS": "127.0.0.1,localhost",
            "CLAUSELOG_DATABASE_URL": None,
            "CLAUSELOG_LANG": None,
            "CLAUSELOG_SMTP_HOST": None,
            "CLAUSELOG_FETCH_TIMEOUT_S": "5",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "140",
            "NO_COLOR": None,
            "FORCE_COLOR": None,
            **self.env,
            **(env or {}),
        }
        done = CliRunner().invoke(
            make_app(), [str(a) for a in arguments], input=stdin, env=surroundings, catch_exceptions=False
        )
        return Seen(done.exit_code, done.stdout, done.stderr)
