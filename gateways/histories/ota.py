"""A repository of versions as Open Terms Archive keeps it: ``SERVICE/TERMS TYPE.md``, one commit per version.

A service becomes a provider, its terms types become policies, also those that are no longer tracked. A version is of
the day on which its page was fetched: the author date. Commits that call themselves technical upgrades become versions
with the cause *reparsed*. Their changes and findings are kept all the same, for such a commit may hide what the source
changed: after a selector broke, or a crash between snapshot and version, the archive records both as one upgrade.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from clauselog.declarations import slugify
from clauselog.histories import Found
from clauselog.model import Policy, Source, Text
from gateways.histories import refusals
from gateways.histories.git import Commit, Repository, assemble, follow

_UPGRADE = re.compile(r"(?:Apply technical or declaration upgrade on|Refilter)\b")


def read_versions(path: Path, *, max_bytes: int) -> Found:
    """The history of every terms type of every service. Raises DeclarationError, SourceGone."""
    repository = Repository(path)
    steps = {file: some for file, some in follow(repository.touches(), ()).items() if some and _is_terms(file)}
    if not steps:
        raise refusals.wrong(
            repository.shown,
            Text(zh="里面没有“服务/条款类型.md”", en="it holds no SERVICE/TERMS TYPE.md"),
            Text(
                zh="请给出 Open Terms Archive 的 *-versions 仓库；其他仓库用 clauselog import git",
                en="Name a *-versions repository of Open Terms Archive; for others there is clauselog import git",
            ),
        )
    named = {file: _policy(repository, file.rstrip("~")) for file in sorted(steps)}
    return assemble(
        repository, steps, named, max_bytes=max_bytes, dated_by=lambda commit: commit.authored_at, reread=_is_upgrade
    )


def _is_terms(file: str) -> bool:
    path = PurePosixPath(file.rstrip("~"))
    return len(path.parts) == 2 and path.suffix == ".md" and not path.parts[0].startswith(".")


def _is_upgrade(commit: Commit) -> bool:
    return _UPGRADE.match(commit.message) is not None


def _policy(repository: Repository, file: str) -> Policy:
    path = PurePosixPath(file)
    service, terms = path.parts[0], path.stem
    return Policy(f"{slugify(service)}/{slugify(terms)}", service, terms, (Source(str(repository.path / file)),))
