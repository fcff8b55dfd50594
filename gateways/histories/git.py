"""A git repository whose files are policies: each commit that changed one is a version with the commit's date.

The order is that of the commits along the first parents of HEAD: what the main line held is what was published, and a
clock that went back changes no order. A merge is one version, of the day it was merged. Renames are followed.

The repository is untrusted: only plumbing commands run (``rev-list``, ``diff-tree``, ``cat-file``), with no pager,
hook, filter, text conversion, signature program or network, whatever its configuration says; paths in it never reach a
command line.
"""

from __future__ import annotations

import difflib
import mimetypes
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from clauselog.declarations import slugify
from clauselog.histories import DatedPage, Found, History, LeftAside
from clauselog.model import Policy, Source, Text
from gateways.histories import refusals

_QUIET = (
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "log.showSignature=false",
    "gpg.program=false", "protocol.allow=never", "diff.external=", "core.attributesFile=/dev/null",
    "core.quotePath=false", "diff.renameLimit=2000", "core.commitGraph=false",
)  # fmt: skip
_REGULAR = ("100644", "100755", "100664")
_LFS = b"version https://git-lfs.github.com/spec/"
LISTED = 5


@dataclass(frozen=True, slots=True)
class Touch:
    """One file in one commit: ``blob`` is what it held from then on, None where it was removed."""

    commit: str
    path: str
    came_from: str | None
    blob: str | None
    mode: str


@dataclass(frozen=True, slots=True)
class Commit:
    id: str
    authored_at: datetime
    committed_at: datetime
    message: str


@dataclass(frozen=True, slots=True)
class Step:
    """A file's state after a commit, on its way to the name it has today."""

    commit: str
    path: str
    blob: str


class Repository:
    """A repository on this machine, read by git and never written to. Raises DeclarationError, SourceGone."""

    def __init__(self, path: Path) -> None:
        self.shown = str(path)
        program = shutil.which("git")
        if program is None:
            raise refusals.wrong(
                self.shown,
                Text(zh="没有找到 git 程序", en="git is not installed"),
                Text(zh="请安装 git 后重试", en="Install git and try again"),
            )
        if not path.is_dir():
            raise refusals.absent(self.shown)
        self._git = program
        self.path = path.resolve()
        bare = self._run("rev-parse", "--is-bare-repository").strip() == b"true"
        self.is_shallow = self._run("rev-parse", "--is-shallow-repository").strip() == b"true"
        self.root = self.path if not bare else None

    def touches(self) -> list[Touch]:
        """What each commit of the main line did to each file, oldest first."""
        asked = "".join(f"{one} {parent}\n" if parent else f"{one}\n" for one, parent in self._commits())
        arguments = (
            "diff-tree",
            "--stdin",
            "-r",
            "--root",
            "-m",
            "-M",
            "-z",
            "--raw",
            "--no-ext-diff",
            "--no-textconv",
        )
        return list(_touches(self._run(*arguments, given=asked.encode("ascii"))))

    def read_commits(self, ids: Iterable[str]) -> dict[str, Commit]:
        found = {}
        with self.objects() as read:
            for one in dict.fromkeys(ids):
                if (body := read(one, _LARGEST_COMMIT)) is not None:
                    found[one] = _commit(one, body)
        return found

    def sizes(self, ids: Iterable[str]) -> dict[str, int]:
        """The size of each object that is there, in bytes."""
        asked = "".join(f"{one}\n" for one in dict.fromkeys(ids))
        told = self._run(
            "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=asked.encode("ascii")
        )
        rows = [line.split() for line in told.decode("ascii", "replace").splitlines()]
        return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[1] == "blob"}

    @contextmanager
    def objects(self) -> Iterator[Callable[[str, int], bytes | None]]:
        """A function from an object's id and a limit in bytes to its content; None where it is larger or missing."""
        with subprocess.Popen(  # noqa: S603  # the program found above, with fixed arguments
            [*self._command(), "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.path,
            env=self._environment(),
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            into, out = process.stdin, process.stdout
            try:
                yield lambda oid, limit: _ask(into, out, oid, limit)
            finally:
                into.close()
                process.kill()

    def _commits(self) -> list[tuple[str, str | None]]:
        """Each commit of the main line with its first parent, oldest first."""
        done = self._call("rev-list", "--first-parent", "--topo-order", "--parents", "--end-of-options", "HEAD")
        if done.returncode:
            raise refusals.wrong(
                self.shown,
                Text(zh="仓库里还没有提交", en="the repository has no commit"),
                Text(zh="请检查仓库和当前分支", en="Check the repository and its current branch"),
            )
        lines = [line.split() for line in done.stdout.decode("ascii").splitlines()]
        return [(ids[0], ids[1] if len(ids) > 1 else None) for ids in reversed(lines)]

    def _command(self) -> list[str]:
        return [self._git, "--no-pager", "--literal-pathspecs", *(part for one in _QUIET for part in ("-c", one))]

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's or the system's configuration, no question, no network, this folder alone."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "HOME": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CEILING_DIRECTORIES": str(self.path.parent),
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_ALLOW_PROTOCOL": "",
        }

    def _call(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603  # the program found above; no argument comes from the repository
            [*self._command(), *arguments],
            input=given,
            capture_output=True,
            cwd=self.path,
            env=self._environment(),
            check=False,
        )

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        done = self._call(*arguments, given=given)
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace").strip()
        if "not a git repository" in said:
            raise refusals.wrong(
                self.shown,
                Text(zh="这不是 git 仓库", en="it is not a git repository"),
                Text(zh="请给出仓库所在的文件夹", en="Name the folder of a repository"),
            )
        if "dubious ownership" in said:
            raise refusals.wrong(
                self.shown,
                Text(zh="仓库属于另一个用户，git 拒绝读取", en="it belongs to another user and git refuses it"),
                Text(zh="请先用 git clone 复制一份，再导入", en="Clone it and import your copy"),
            )
        raise refusals.unreadable(self.shown, said.splitlines()[-1] if said else f"git {arguments[0]}")


def read_git(
    path: Path,
    files: Sequence[str],
    *,
    max_bytes: int,
    provider: str | None = None,
    name: str | None = None,
    slug: str | None = None,
) -> Found:
    """The history of each file of the repository, by the dates of the commits. Raises DeclarationError, SourceGone."""
    repository = Repository(path)
    touches = repository.touches()
    steps = follow(touches, [_inside(repository, file) for file in files])
    for file, found in steps.items():
        if not found:
            raise _no_such_file(repository, file, touches)
    owner = provider or repository.path.name.removesuffix(".git") or "local"
    named = {}
    for file in steps:
        stem = PurePosixPath(file).stem
        title = name or stem
        named[file] = Policy(slug or f"{slugify(owner)}/{slugify(title)}", owner, title, (_source(repository, file),))
    return assemble(repository, steps, named, max_bytes=max_bytes, dated_by=lambda commit: commit.committed_at)


def assemble(
    repository: Repository,
    steps: Mapping[str, Sequence[Step]],
    named: Mapping[str, Policy],
    *,
    max_bytes: int,
    dated_by: Callable[[Commit], datetime],
    reread: Callable[[Commit], bool] = lambda commit: False,
) -> Found:
    """The histories of the files in ``named``, each with its policy, and what of them is no page."""
    chosen = {file: steps[file] for file in named}
    commits = repository.read_commits(step.commit for some in chosen.values() for step in some)
    sizes = repository.sizes(step.blob for some in chosen.values() for step in some)
    left: list[LeftAside] = []
    if repository.is_shallow:
        left.append(LeftAside(repository.shown, _SHALLOW))
    histories = []
    taken: Counter[str] = Counter()
    with repository.objects() as read:
        for file, some in chosen.items():
            kept = []
            for step in some:
                if (reason := _unfit(step, sizes, commits, max_bytes, read)) is None:
                    kept.append(step)
                else:
                    left.append(LeftAside(f"{step.commit[:12]} {step.path}", reason))
            policy = named[file]
            taken[policy.slug] += 1
            if taken[policy.slug] > 1:
                policy = replace(policy, slug=f"{policy.slug}-{taken[policy.slug]}")
            if kept:
                pages = _Pages(repository, tuple((s, commits[s.commit]) for s in kept), max_bytes, dated_by, reread)
                histories.append(History(policy, pages, len(kept)))
    return Found(tuple(histories), tuple(left))


def follow(touches: Sequence[Touch], files: Sequence[str]) -> dict[str, list[Step]]:
    """What each file held, oldest first, under whatever name it had then.

    Without ``files``: every file there ever was; the name of one that was removed may end in ``~``.
    """
    steps: dict[str, list[Step]] = {file: [] for file in files}
    called: dict[str, list[str]] = {file: [file] for file in files}  # the name at this commit → the names since
    for touch in reversed(touches):
        if not files and touch.path not in called:
            known = touch.path  # the last name of a file that was removed may be that of another one today
            while known in steps:
                known += "~"
            steps[known] = []
            called[touch.path] = [known]
        for file in called.get(touch.path, ()):
            if touch.blob is not None and touch.mode in _REGULAR:
                steps[file].append(Step(touch.commit, touch.path, touch.blob))
        if touch.came_from is not None and touch.path in called:
            others = [file for file in called.get(touch.came_from, ()) if not steps[file]]
            called[touch.came_from] = [*others, *called.pop(touch.path)]
    return {file: some[::-1] for file, some in steps.items()}


@dataclass(frozen=True, slots=True)
class _Pages:
    """Read from the repository one by one."""

    repository: Repository
    steps: tuple[tuple[Step, Commit], ...]
    max_bytes: int
    dated_by: Callable[[Commit], datetime]
    reread: Callable[[Commit], bool]

    def __iter__(self) -> Iterator[DatedPage]:
        with self.repository.objects() as read:
            for step, commit in self.steps:
                body = read(step.blob, self.max_bytes)
                if body is None:
                    raise refusals.unreadable(self.repository.shown, step.blob)
                yield DatedPage(
                    observed_at=self.dated_by(commit),
                    body=body,
                    source=_source(self.repository, step.path),
                    media_type=mimetypes.guess_type(step.path)[0],
                    origin=f"commit {commit.id} {step.path}",
                    reread=self.reread(commit),
                )


def _touches(told: bytes) -> Iterator[Touch]:
    parts = iter(told.split(b"\0"))
    commit = ""
    for part in parts:
        if not part.startswith(b":"):
            commit = part.decode("ascii", "replace").strip()
            continue
        _, mode, _, blob, status = part.decode("ascii").split(" ")
        first = _name(next(parts))
        if status[0] in "RC":
            yield Touch(commit, _name(next(parts)), first if status[0] == "R" else None, blob, mode)
        else:
            yield Touch(commit, first, None, None if status[0] == "D" else blob, mode)


def _name(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _ask(into: IO[bytes], out: IO[bytes], oid: str, limit: int) -> bytes | None:
    into.write(oid.encode("ascii") + b"\n")
    into.flush()
    told = out.readline().split()
    if len(told) != 3:  # missing
        return None
    left = int(told[2])
    if left <= limit:
        body = out.read(left)
        out.read(1)
        return body
    left += 1
    while left > 0 and (chunk := out.read(min(left, 1 << 20))):
        left -= len(chunk)
    return None


_STAMP = re.compile(rb"^(author|committer) .*> (-?\d{1,12}) [+-]\d{4}$", re.MULTILINE)


def _commit(oid: str, body: bytes) -> Commit:
    head, _, message = body.partition(b"\n\n")
    at = {who: _moment(int(seconds)) for who, seconds in _STAMP.findall(head)}
    committed = at.get(b"committer", _EPOCH)
    return Commit(oid, at.get(b"author", committed), committed, message.decode("utf-8", "replace"))


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return _EPOCH


def _inside(repository: Repository, file: str) -> str:
    """The file's name as the repository spells it, from its top."""
    path = Path(file)
    if path.is_absolute():
        try:
            return path.resolve().relative_to(repository.path).as_posix()
        except ValueError:
            raise refusals.wrong(
                f"{repository.shown} {file}",
                Text(zh="这个文件不在仓库里", en="the file is not in the repository"),
                Text(zh="请写仓库内的相对路径", en="Name it by its path inside the repository"),
            ) from None
    return PurePosixPath(os.path.normpath(file)).as_posix()


def _source(repository: Repository, file: str) -> Source:
    return Source(str((repository.root or repository.path) / file))


def _no_such_file(repository: Repository, file: str, touches: Sequence[Touch]) -> Exception:
    names = sorted({touch.path for touch in touches if touch.blob is not None})
    close = [one for one in names if one.startswith(f"{file}/") or PurePosixPath(one).name == PurePosixPath(file).name]
    close = (close or difflib.get_close_matches(file, names, n=LISTED, cutoff=0.4) or names)[:LISTED]
    listed = "  ".join(close)
    return refusals.wrong(
        f"{repository.shown} {file}",
        Text(zh="没有哪个提交含有这个文件", en="no commit of the main line holds that file"),
        Text(
            zh=f"请写文件在仓库中的路径，例如：{listed}",
            en=f"Name a file by its path in the repository, such as: {listed}",
        ),
    )


def _unfit(
    step: Step,
    sizes: Mapping[str, int],
    commits: Mapping[str, Commit],
    max_bytes: int,
    read: Callable[[str, int], bytes | None],
) -> Text | None:
    size = sizes.get(step.blob)
    if size is None or step.commit not in commits:
        return _MISSING
    if size > max_bytes:
        return refusals.TOO_LARGE
    if size < _LARGEST_POINTER and (read(step.blob, size) or b"").startswith(_LFS):
        return _POINTER
    return None


_EPOCH = datetime.fromtimestamp(0, UTC)
_LARGEST_COMMIT = 1_000_000
_LARGEST_POINTER = 1_024
_MISSING = Text(zh="仓库里缺少它的内容", en="the repository lacks its content")
_POINTER = Text(zh="只是 Git LFS 指针，没有正文", en="it is a Git LFS pointer without the text")
_SHALLOW = Text(
    zh="是浅克隆，更早的提交不在这里（git fetch --unshallow）",
    en="the clone is shallow: older commits are not here (git fetch --unshallow)",
)
