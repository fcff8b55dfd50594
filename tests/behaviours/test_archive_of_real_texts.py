"""Real policies in the archive: all of them imported, everything proven, and one byte flipped in the file found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clauselog.histories import DatedPage, History
from clauselog.imports import replay
from clauselog.model import Policy, Source
from clauselog.text import sha256_hex
from parsers import PolicyReader
from store.bundles import SqlRecords
from store.session import Store, open_store

SHARED = Path(__file__).resolve().parents[3] / "shared"
START = datetime(2023, 1, 1, tzinfo=UTC)


def histories(every: int) -> list[History]:
    """Each real policy by itself, and the two texts of each so manieth pair as two versions of one."""
    found = [(f"real/{path.stem}", [path]) for path in sorted((SHARED / "policies").glob("*.txt"))]
    for pair in sorted((SHARED / "quality" / "dev" / "pairs").glob("*"))[::every]:
        texts = [path for side in ("old", "new") for path in sorted(pair.glob(f"{side}.*"))]
        if len(texts) == 2:
            found.append((f"pairs/{pair.name}", texts))
    return [_history(slug, paths) for slug, paths in found]


def _history(slug: str, paths: list[Path]) -> History:
    source = Source(f"https://archive.example/{slug}")
    kinds = {".html": "text/html", ".md": "text/markdown"}
    pages = tuple(
        DatedPage(START + timedelta(days=30 * n), path.read_bytes(), source, kinds.get(path.suffix, "text/plain"), "utf-8")
        for n, path in enumerate(paths)
    )  # fmt: skip
    return History(Policy(slug, slug.partition("/")[0], "条款", (source,)), pages, len(pages))


@pytest.fixture(scope="module", params=[10, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def every(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, every: int) -> Path:
    wanted = histories(every)
    if not wanted:
        pytest.skip("the real policies (../shared) are not here")
    path = tmp_path_factory.mktemp("real") / "real.db"
    with open_store(f"sqlite:///{path}", create=True) as store:
        records, reader = SqlRecords(store.database, store.archive), PolicyReader()
        for history in wanted:
            replay(history, reader=reader, archive=store.archive, ledger=records, accept_breaks=True)
        with store.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def test_all_of_them_are_kept_word_for_word_and_proven(filled: Path, every: int) -> None:
    with opened(filled) as store:
        report = store.proofs.verify()
        assert report.damages == ()
        assert report.policies == len(histories(every))
        for history in histories(every):
            page = history.pages[-1]
            assert store.archive.snapshot(sha256_hex(page.body)).body == page.body
            latest = store.archive.latest(history.policy.slug)
            assert latest is not None
            for clause in latest.document.clauses:
                assert latest.document.text[clause.text_start : clause.end] == clause.text


def test_one_byte_flipped_in_a_snapshot_is_named_with_its_digest(filled: Path, every: int, tmp_path: Path) -> None:
    copy = tmp_path / "flipped.db"
    shutil.copyfile(filled, copy)
    slug = histories(every)[0].policy.slug
    with opened(copy) as store:
        [digest] = store.archive.version(slug, 1).snapshots
    with closing(sqlite3.connect(copy)) as connection:
        [[body]] = connection.execute("SELECT body FROM snapshot WHERE sha256 = ?", (bytes.fromhex(digest),)).fetchall()
    # As long a stretch of the compressed page as can stand in one piece, and a byte in its middle.
    content = bytearray(copy.read_bytes())
    at = next(found for n in range(0, len(body), 64) if (found := content.find(body[n : n + 64])) >= 0) + 32
    content[at] ^= 1
    copy.write_bytes(content)
    with opened(copy) as store:
        named = {(one.part, one.name, one.policy, one.number) for one in store.proofs.verify().damages}
    assert ("snapshot", digest, slug, 1) in named
    assert {part for part, *_ in named} == {"snapshot"}, "nothing else is called damaged"


def opened(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")
