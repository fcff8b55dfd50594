"""Git repositories for tests, written by one ``git fast-import`` each: any date, any order, in milliseconds."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Made:
    """One commit: the files it writes (None removes one), and what it calls itself. ``parents`` are marks, from 1."""

    files: Mapping[str, str | bytes | None]
    on: str = "2022-01-01"
    message: str = "change"
    authored_on: str | None = None
    parents: Sequence[int] | None = None
    modes: Mapping[str, str] | None = None


def repository(path: Path, *commits: Made) -> Path:
    """Each commit on top of the one before, unless it names its parents; the last one is HEAD."""
    path.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", "main", "."], cwd=path, check=True)
    stream = bytearray()
    for mark, commit in enumerate(commits, 1):
        parents = commit.parents if commit.parents is not None else ([mark - 1] if mark > 1 else [])
        stream += f"commit refs/heads/main\nmark :{mark}\n".encode()
        stream += f"author A <a@qinghe.example> {_seconds(commit.authored_on or commit.on)} +0800\n".encode()
        stream += f"committer B <b@qinghe.example> {_seconds(commit.on)} +0800\n".encode()
        stream += _data(commit.message.encode())
        for word, parent in zip(("from", *["merge"] * 9), parents, strict=False):
            stream += f"{word} :{parent}\n".encode()
        for name, content in commit.files.items():
            if content is None:
                stream += f"D {name}\n".encode()
            else:
                mode = (commit.modes or {}).get(name, "100644")
                stream += f"M {mode} inline {name}\n".encode()
                stream += _data(content if isinstance(content, bytes) else content.encode())
    if commits:
        subprocess.run(["git", "fast-import", "--quiet"], cwd=path, input=bytes(stream), check=True)
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=path, check=True)
    return path


def _seconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)
