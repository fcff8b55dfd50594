"""A folder of dated files: ``2023-04-20.md``, ``20230420-privacy.html``, ``2023年4月20日.pdf``.

A day stands for its midnight in UTC; a time may follow it (``2023-04-20T0930``, ``20230420-093000``). What else the
names say tells policies apart where one of these words comes back (``…-privacy``, ``…-terms``), and is a mere
remark where none does. Every folder below is a history of its own. Links that lead out of the folder are not followed.
"""

from __future__ import annotations

import mimetypes
import os
import re
import stat
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clauselog.declarations import slugify
from clauselog.histories import DatedPage, Found, History, LeftAside
from clauselog.model import Policy, Source, Text
from gateways.histories import refusals

SUFFIXES = (".md", ".markdown", ".html", ".htm", ".xhtml", ".txt", ".text", ".pdf", ".docx", "")
MOST_FILES = 100_000
DEEPEST = 8

_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-_.](?P<m>\d\d?)[-_.](?P<d>\d\d?)|(?P<mm>\d\d)(?P<dd>\d\d)|年(?P<mc>\d\d?)月(?P<dc>\d\d?)日)"
    r"(?:[T_ -]?(?P<h>[01]\d|2[0-3])[:.-]?(?P<i>[0-5]\d)(?:[:.-]?(?P<s>[0-5]\d))?Z?)?(?!\d)"
)


@dataclass(frozen=True, slots=True)
class _Dated:
    path: Path
    at: datetime
    rest: str
    size: int


def read_folder(
    folder: Path, *, max_bytes: int, provider: str | None = None, name: str | None = None, slug: str | None = None
) -> Found:
    """The histories in the folder. ``slug`` says that all of it is one policy. Raises DeclarationError, SourceGone."""
    shown = str(folder)
    try:
        root = folder.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise refusals.absent(shown) from None
    if not root.is_dir():
        raise refusals.wrong(
            shown,
            Text(zh="这不是文件夹", en="it is not a folder"),
            Text(zh="请给出存放各版文件的文件夹", en="Name the folder that holds the dated files"),
        )
    left: list[LeftAside] = []
    by_folder: dict[Path, list[_Dated]] = defaultdict(list)
    for path in _walk(root, left, shown):
        if (dated := _dated(path, root, max_bytes, left)) is not None:
            by_folder[path.parent].append(dated)
    if not by_folder:
        raise refusals.wrong(
            shown,
            Text(zh="里面没有按日期命名的文件", en="it holds no file that is named by a date"),
            Text(
                zh="请把文件命名为 2023-04-20.md、20230420-privacy.html 这样的形式",
                en="Name the files like 2023-04-20.md or 20230420-privacy.html",
            ),
        )
    owner = provider or root.name or "local"
    histories: list[History] = []
    if slug is not None:
        files = sorted((one for files in by_folder.values() for one in files), key=_order)
        histories.append(_history(slug, owner, name or root.name, files, max_bytes))
    else:
        for place, files in sorted(by_folder.items()):
            inner = place.relative_to(root).parts
            for rest, members in sorted(_apart(files).items()):
                title = " ".join([*inner, rest]).strip() or (name or root.name or "policy")
                made = f"{slugify(owner)}/{slugify(name or title)}"
                histories.append(_history(made, owner, name or title, members, max_bytes))
    return Found(_told_apart(histories), tuple(left))


def _walk(root: Path, left: list[LeftAside], shown: str) -> Iterator[Path]:
    """Every entry that is no folder, by name; hidden ones are nobody's policy."""
    seen = 0
    waiting = [(root, 0)]
    while waiting:
        place, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            if place == root:
                raise refusals.unreadable(shown, error.strerror or str(error)) from None
            left.append(LeftAside(str(place.relative_to(root)), Text(zh="打不开", en="it cannot be opened")))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            seen += 1
            if seen > MOST_FILES:
                raise refusals.wrong(
                    shown,
                    Text(zh=f"文件超过 {MOST_FILES:,} 个", en=f"it holds more than {MOST_FILES:,} files"),
                    Text(zh="请分成几个文件夹导入", en="Import its folders one by one"),
                )
            if entry.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    waiting.append((Path(entry.path), depth + 1))
            else:
                yield Path(entry.path)


def _dated(path: Path, root: Path, max_bytes: int, left: list[LeftAside]) -> _Dated | None:
    name = str(path.relative_to(root))
    reason: Text | None = None
    found = _DATE.search(path.stem)
    if not _is_within(path, root):
        reason = refusals.SYMLINK
    elif path.suffix.lower() not in SUFFIXES:
        reason = refusals.NO_TEXT
    elif found is None:
        reason = refusals.NO_DATE
    elif (at := _moment(found)) is None:
        reason = refusals.NO_SUCH_DAY
    else:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            reason = refusals.NOT_A_FILE
        elif status.st_size > max_bytes:
            reason = refusals.TOO_LARGE
        else:
            rest = (path.stem[: found.start()] + " " + path.stem[found.end() :]).strip(" -_.")
            return _Dated(path, at, rest, status.st_size)
    left.append(LeftAside(name, reason))
    return None


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        return False


def _moment(found: re.Match[str]) -> datetime | None:
    month, day = (found["m"] or found["mm"] or found["mc"]), (found["d"] or found["dd"] or found["dc"])
    time = (int(found["h"] or 0), int(found["i"] or 0), int(found["s"] or 0))
    try:
        return datetime(int(found["y"]), int(month), int(day), *time, tzinfo=UTC)
    except ValueError:
        return None


def _order(one: _Dated) -> tuple[datetime, str]:
    return one.at, str(one.path)


def _apart(files: Sequence[_Dated]) -> dict[str, list[_Dated]]:
    """The files of one folder by policy: by what their names say besides the date, where that comes back."""
    rests = Counter(one.rest for one in files)
    days = Counter(one.at for one in files)
    several = len(rests) > 1 and (max(rests.values()) > 1 or max(days.values()) > 1)
    groups: dict[str, list[_Dated]] = defaultdict(list)
    for one in sorted(files, key=_order):
        groups[one.rest if several or len(rests) == 1 else ""].append(one)
    return groups


def _history(slug: str, provider: str, name: str, files: Sequence[_Dated], max_bytes: int) -> History:
    newest = files[-1].path
    policy = Policy(slug, provider, name, (Source(str(newest)),))
    return History(policy, _Pages(tuple(files), max_bytes), len(files))


def _told_apart(histories: Sequence[History]) -> tuple[History, ...]:
    """Two names may make one slug: the later gets a number."""
    taken: Counter[str] = Counter()
    apart = []
    for one in histories:
        taken[one.policy.slug] += 1
        nth = taken[one.policy.slug]
        policy = one.policy
        if nth > 1:
            policy = Policy(f"{policy.slug}-{nth}", policy.provider, policy.name, policy.sources)
        apart.append(History(policy, one.pages, one.size))
    return tuple(apart)


@dataclass(frozen=True, slots=True)
class _Pages:
    """Read one by one, so that a folder of any size needs the memory of one file."""

    files: tuple[_Dated, ...]
    max_bytes: int

    def __iter__(self) -> Iterator[DatedPage]:
        for one in self.files:
            try:
                with one.path.open("rb") as file:
                    body = file.read(self.max_bytes + 1)
            except OSError as error:
                raise refusals.unreadable(str(one.path), error.strerror or str(error)) from None
            too_large = len(body) > self.max_bytes  # it grew meanwhile
            yield DatedPage(
                observed_at=one.at,
                body=b"" if too_large else body,
                source=Source(str(one.path)),
                media_type=mimetypes.guess_type(one.path.name)[0],
                origin=one.path.name,
                problem=refusals.TOO_LARGE if too_large else None,
            )
