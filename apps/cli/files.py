"""Files a person names: read whole, written whole or not at all, every failure told in words."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from apps.cli.exits import UsageError
from clauselog.errors import SourceGone, TooLittleText
from clauselog.model import Text


def read_input(name: str, *, max_bytes: int) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises SourceGone or UsageError."""
    if name == "-":
        body = sys.stdin.buffer.read(max_bytes + 1)
    else:
        body = _read(Path(name), max_bytes)
    tried = _reading(name)
    if len(body) > max_bytes:
        limit = f"{max_bytes:,}"
        raise UsageError(
            tried,
            Text(zh=f"文件超过 {limit} 字节", en=f"it is larger than {limit} bytes"),
            Text(
                zh="请确认这是一份政策；确有需要可调高 CLAUSELOG_MAX_BYTES",
                en="Check that it is a policy; raise CLAUSELOG_MAX_BYTES if it really is",
            ),
        )
    if not body.strip():
        raise TooLittleText(
            tried,
            Text(zh="文件是空的", en="the file is empty"),
            Text(zh="请给出含有政策正文的文件", en="Give a file that holds the text of a policy"),
        )
    return body


def write_output(path: Path, content: str | bytes) -> None:
    """The whole file at once: a reader never sees half of it, a failure leaves the old one. Raises UsageError.

    What is no regular file (a pipe, /dev/stdout) is written to and never replaced.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content if isinstance(content, bytes) else content.encode("utf-8"))
            Path(temporary).chmod(_mode(path))
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(
            Text(zh=f"写入 {path}", en=f"Writing {path}"),
            Text(zh=f"写不进去（{error.strerror}）", en=f"it cannot be written ({error.strerror})"),
            Text(zh="请换一个已存在且可写的目录", en="Choose a folder that exists and may be written to"),
        ) from None


def _read(path: Path, max_bytes: int) -> bytes:
    tried = _reading(str(path))
    try:
        if path.is_dir():
            raise UsageError(
                tried,
                Text(zh="这是一个目录", en="it is a folder"),
                Text(zh="请给出目录中的一个文件", en="Name one of the files in it"),
            )
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise SourceGone(
            tried,
            Text(zh="没有这个文件", en="there is no such file"),
            Text(zh="请检查路径是否写对", en="Check the path"),
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        seen = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            tried,
            Text(zh=f"文件读不出来（{seen}）", en=f"it cannot be read ({seen})"),
            Text(zh="请检查文件权限", en="Check that you may read it"),
        ) from None


def _reading(name: str) -> Text:
    return Text(zh=f"读取 {name}", en=f"Reading {name}")


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, else what the umask gives a new one."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
