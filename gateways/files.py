"""A source that is a local file: a path or a ``file:`` URL, given by the user; no redirect ever leads here."""

from __future__ import annotations

import mimetypes
import stat
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote, urlsplit

from clauselog.model import Fetched, Source
from clauselog.ports import Clock
from gateways import complaints


def read_file(source: Source, *, max_bytes: int, clock: Clock) -> Fetched:
    """The bytes of an ordinary file. Always read afresh: time and size of a file prove nothing about its bytes."""
    path = path_of(source.location)
    try:
        status = path.stat()
        # Before opening: a pipe or device would block, or never end.
        if not stat.S_ISREG(status.st_mode):
            raise complaints.unreadable_file(str(path), "它不是普通文件", "it is not an ordinary file")
        if status.st_size > max_bytes:
            raise complaints.large_file(str(path), max_bytes)
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise complaints.missing_file(str(path)) from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise complaints.unreadable_file(str(path), "文件打不开，可能没有权限", "it cannot be opened") from None
    if len(body) > max_bytes:
        raise complaints.large_file(str(path), max_bytes)
    return Fetched(
        source=source,
        status=200,
        body=body,
        fetched_at=clock.now(),
        media_type=mimetypes.guess_type(path.name)[0],
        last_modified=formatdate(status.st_mtime, usegmt=True),
        final_location=path.absolute().as_uri(),
    )


def path_of(location: str) -> Path:
    if location[:5].lower() == "file:":
        parts = urlsplit(location)
        if parts.netloc not in ("", "localhost"):
            raise complaints.malformed(location)
        return Path(unquote(parts.path))
    return Path(location).expanduser()
