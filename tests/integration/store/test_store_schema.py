"""Opening and upgrading databases, and what a person is told where that cannot be done."""

import ast
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from clauselog.errors import StoreError
from clauselog.model import Text
from store import migrate
from store.database import connect, name_of, read_url
from store.session import open_store
from tests import builders as b

ROOT = Path(__file__).resolve().parents[3]


def told_on_opening(url, **options):
    with pytest.raises(StoreError) as raised:
        open_store(url, **options)
    assert raised.value.message("zh")
    return raised.value


def set_revision(url, revision):
    database = connect(read_url(url), busy_timeout_s=5)
    with database.writing(Text(zh="改", en="change")) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    database.close()


def test_upgrade_downgrade_upgrade_ends_where_the_tables_say(empty_url):
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url, "base")
    migrate.upgrade(empty_url)
    assert migrate.check(empty_url) == []


def test_a_table_that_the_migrations_forgot_would_be_found(sqlite_url):
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TABLE lease")
    connection.close()
    assert any("lease" in difference for difference in migrate.check(sqlite_url))


def test_upgrading_again_changes_nothing(store, database_url):
    store.archive.declare(b.policy())
    migrate.upgrade(database_url)
    assert store.archive.policy(b.policy().slug) == b.policy()


def test_two_processes_may_create_the_database_at_once(empty_url):
    failures = []

    def create():
        try:
            migrate.upgrade(empty_url)
        except Exception as error:
            failures.append(error)

    script = f"from store import migrate; migrate.upgrade({empty_url!r})"
    others = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) for _ in range(2)]
    threads = [threading.Thread(target=create)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [other.wait(60) for other in others] == [0, 0]
    assert failures == []
    open_store(empty_url).close()


def test_the_head_known_without_alembic_is_alembics_head():
    assert migrate.alembic_head() == migrate.HEAD


def test_the_migrations_folder_is_no_package_since_it_would_hide_alembic():
    assert not (ROOT / "alembic" / "__init__.py").exists()
    assert not (ROOT / "alembic" / "versions" / "__init__.py").exists()


def test_a_migration_runs_the_same_for_ever_because_it_imports_nothing_of_the_program():
    for path in (ROOT / "alembic" / "versions").glob("*.py"):
        imported = {
            (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, (ast.Import, ast.ImportFrom))
        }
        libraries = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names
        assert libraries <= {"alembic", "sqlalchemy", "zstandard"}, path


def test_an_installed_package_finds_the_migrations_it_was_shipped_with(tmp_path, monkeypatch):
    package = tmp_path / "store"
    shutil.copytree(ROOT / "alembic", package / "migrations")
    monkeypatch.setattr(migrate, "__file__", str(package / "migrate.py"))
    assert migrate.migrations_folder() == package / "migrations"
    migrate.upgrade(f"sqlite:///{tmp_path / 'x.db'}")
    open_store(f"sqlite:///{tmp_path / 'x.db'}").close()


def test_alembic_stays_out_of_the_way_of_a_query(sqlite_url):
    script = (
        "import sys; from store.session import open_store\n"
        f"with open_store({sqlite_url!r}) as store: store.archive.policies()\n"
        "assert 'alembic' not in sys.modules and 'sqlalchemy.orm' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def test_creating_makes_the_folder_and_the_database(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'folder' / 'clauselog.db'}"
    with open_store(url, create=True) as store:
        assert store.archive.policies() == []
    with sqlite3.connect(tmp_path / "new" / "folder" / "clauselog.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_every_connection_checks_foreign_keys_and_waits_for_other_writers(sqlite_url):
    with open_store(sqlite_url, busy_timeout_s=12) as store, store.database.engine.begin() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 12_000}


def test_a_missing_database_is_told_and_not_made(tmp_path):
    path = tmp_path / "nothing.db"
    error = told_on_opening(f"sqlite:///{path}")
    assert str(path) in error.message("en")
    assert "clauselog init" in error.message("en")
    assert "clauselog init" in error.message("zh")
    assert not path.exists()


def test_a_missing_postgresql_database_is_told(empty_postgresql):
    error = told_on_opening(empty_postgresql.replace("/t", "/no", 1))
    assert "there is no database" in error.message("en")


def test_a_postgresql_that_does_not_answer_is_told_without_the_password(tmp_path):
    pytest.importorskip("psycopg")
    error = told_on_opening(f"postgresql://me:hunter2@/x?host={tmp_path}")
    assert error.transient
    assert "did not answer" in error.message("en")
    assert "hunter2" not in error.message("en") + error.message("zh")


def test_a_database_without_our_tables_is_told(empty_url):
    if empty_url.startswith("sqlite"):
        Path(empty_url.removeprefix("sqlite:///")).touch()
    assert "clauselog init" in told_on_opening(empty_url).message("en")


def test_the_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE customers (id INTEGER)")
    connection.close()
    error = told_on_opening(f"sqlite:///{path}", create=True)
    assert "another program" in error.message("en")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("customers",)]
    connection.close()


@pytest.mark.parametrize("create", [False, True])
def test_a_newer_schema_is_told_and_left_as_it_is(database_url, create):
    set_revision(database_url, "9999")
    error = told_on_opening(database_url, create=create)
    assert "newer program" in error.message("en")
    assert "9999" in error.message("zh")


def test_an_older_schema_is_told_with_the_way_to_upgrade(database_url, monkeypatch):
    monkeypatch.setattr(migrate, "REVISIONS", (*migrate.REVISIONS, "9999"))
    monkeypatch.setattr(migrate, "HEAD", "9999")
    error = told_on_opening(database_url)
    assert "older" in error.message("en")
    assert "clauselog db upgrade" in error.message("zh")


@pytest.mark.parametrize("create", [False, True])
def test_a_file_that_is_no_database_is_told_and_kept(tmp_path, create):
    path = tmp_path / "notes.db"
    path.write_text("这不是数据库 " * 200)
    error = told_on_opening(f"sqlite:///{path}", create=create)
    assert "not a database" in error.message("en")
    assert path.read_text() == "这不是数据库 " * 200


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    assert "cannot be opened" in told_on_opening(f"sqlite:///{tmp_path}", create=True).message("en")


@pytest.mark.parametrize("url", ["mysql://x/y", "not a url", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_work_is_told_with_those_that_do(url):
    assert "postgresql://" in told_on_opening(url).message("en")


def test_a_password_never_shows_in_a_databases_name():
    url = read_url("postgresql://me:hunter2@db.example/clauselog")
    assert name_of(url) == "postgresql://me:***@db.example/clauselog"


def test_a_database_that_stays_locked_is_told_in_both_languages_and_nothing_is_written(sqlite_url):
    with open_store(sqlite_url, busy_timeout_s=0.2) as store:
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as raised:
            store.archive.declare(b.policy())
        other.execute("ROLLBACK")
        other.close()
        assert raised.value.transient
        assert "qinghe/privacy-zh" in raised.value.tried.zh
        assert "locked" in raised.value.message("en")
        assert "锁定" in raised.value.message("zh")
        assert store.archive.policies() == []


def test_a_postgresql_row_that_stays_locked_is_told(postgresql_url):
    import psycopg

    with open_store(postgresql_url, busy_timeout_s=0.2) as store:
        store.archive.declare(b.policy())
        with psycopg.connect(postgresql_url) as other:
            other.execute("SELECT id FROM policy FOR UPDATE")
            with pytest.raises(StoreError) as raised:
                store.archive.declare(b.policy(name="新"))
            other.rollback()
        assert raised.value.transient
        assert "locked" in raised.value.message("en")


def test_reading_goes_on_while_another_process_writes(sqlite_url):
    with open_store(sqlite_url, busy_timeout_s=0.2) as store:
        store.archive.declare(b.policy())
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert len(store.archive.policies()) == 1
        other.execute("ROLLBACK")
        other.close()


@pytest.mark.parametrize("column", ["record", "words"])
def test_a_damaged_version_is_told_and_never_shown_as_what_was_published(store, column):
    from tests.integration.store.damage import put_other_words
    from tests.integration.store.workers import plain_version

    store.archive.declare(b.policy())
    store.archive.commit(plain_version(b.document("日志保存30天。")))
    with store.database.engine.begin() as connection:
        if column == "record":
            connection.execute(text("UPDATE version SET record = text_sha256"))
        else:
            put_other_words(connection, "日志保存30天。", "日志保存90天。")
    with pytest.raises(StoreError, match="damaged"):
        store.archive.version(b.policy().slug, 1)


def test_a_damaged_snapshot_is_told(store):
    from tests.integration.store.workers import plain_version

    store.archive.declare(b.policy())
    version = store.archive.commit(plain_version(b.document("日志保存30天。")))
    with store.database.engine.begin() as connection:
        connection.execute(text("UPDATE snapshot SET body = sha256"))
    with pytest.raises(StoreError, match="damaged"):
        store.archive.snapshot(version.snapshots[0])
