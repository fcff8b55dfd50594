"""The schema through time: which one this program speaks, which one a database has, and the way from one to the other.

The migrations are Alembic's: the folder ``alembic/`` of a checkout, ``store/migrations`` of an installed package.
Alembic is imported where a schema is changed or checked, and nowhere on the way to a query.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from clauselog.errors import StoreError
from clauselog.model import Text
from store import tables, wordindex
from store.columns import metadata
from store.database import Database, connect, read_url, sqlite_path
from store.troubles import missing

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002", "0003", "0004")
"""Every revision this program knows, oldest first: what tells an older schema from a newer one without Alembic."""

HEAD = REVISIONS[-1]

_UPGRADE_LOCK = 0x636C6C6F  # any number that other programs are unlikely to lock on PostgreSQL


def current(connection: Connection) -> str | None:
    """The revision of the connected database; None where it has no schema of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def require_head(connection: Connection, shown: str) -> None:
    """Raises StoreError where the database has no schema, an older one, or one newer than the program."""
    revision = current(connection)
    if revision == HEAD:
        return
    tried = Text(zh=f"打开数据库 {shown}", en=f"open the database {shown}")
    if revision is None:
        raise missing(
            tried,
            Text(zh="其中没有 clauselog 的数据表", en="it holds no tables of clauselog"),
            Text(zh="请先运行 `clauselog init`", en="Run `clauselog init` first"),
        )
    if revision in REVISIONS:
        raise missing(
            tried,
            Text(
                zh=f"其结构版本 {revision} 比本程序的 {HEAD} 旧",
                en=f"its schema {revision} is older than the {HEAD} of this program",
            ),
            Text(
                zh="请先 `clauselog db backup 文件`，再 `clauselog db upgrade`，数据不会丢失",
                en="Run `clauselog db backup FILE`, then `clauselog db upgrade`, which keeps the data",
            ),
        )
    raise newer(shown, revision, tried)


def newer(shown: str, revision: str, tried: Text) -> StoreError:
    """The message about a schema that a newer program made."""
    return missing(
        tried,
        Text(
            zh=f"{shown} 的结构版本 {revision} 是更新的程序写入的，本程序只认识到 {HEAD}",
            en=f"the schema {revision} of {shown} was made by a newer program; this one knows up to {HEAD}",
        ),
        Text(zh="请升级 clauselog；数据库未被改动", en="Upgrade clauselog; the database was left as it is"),
    )


def revision_of(url: str, *, busy_timeout_s: float = 15.0) -> str | None:
    """The revision of the database at ``url``; None where it is not there or has no schema of ours."""
    parsed = read_url(url)
    path = sqlite_path(parsed)
    if path is not None and not path.is_file():
        return None
    database = connect(parsed, busy_timeout_s=busy_timeout_s)
    try:
        with database.reading(Text(zh="查看数据库结构", en="look at the database schema")) as connection:
            return current(connection)
    finally:
        database.close()


def upgrade(url: str, *, revision: str = "head", busy_timeout_s: float = 15.0) -> None:
    """Bring the database to ``revision``, creating it where there is none: in one transaction, so wholly or not at all.

    Two processes may do so at once. Raises StoreError for a newer schema and for a file that is something else.
    """
    tried = Text(zh="创建或升级数据库", en="create or upgrade the database")
    with _migrating(url, tried, busy_timeout_s) as (connection, shown):
        _refuse_strangers(connection, shown, tried)
        from alembic import command

        command.upgrade(_config(connection), revision)
        _check_foreign_keys(connection)


def downgrade(url: str, revision: str, *, busy_timeout_s: float = 15.0) -> None:
    """Back to an older revision, ``base`` for none. What newer tables held is lost."""
    tried = Text(zh="降级数据库", en="downgrade the database")
    with _migrating(url, tried, busy_timeout_s) as (connection, _):
        from alembic import command

        command.downgrade(_config(connection), revision)
        _check_foreign_keys(connection)


def check(url: str, *, busy_timeout_s: float = 15.0) -> list[str]:
    """In what the database differs from the tables of this program; empty where it does not."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = connect(read_url(url), busy_timeout_s=busy_timeout_s)
    try:
        with database.reading(Text(zh="检查数据库结构", en="check the database schema")) as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_compared})
            differences = [repr(difference) for difference in compare_metadata(context, metadata)]
            return differences + wordindex.lacking(connection)
    finally:
        database.close()


def is_compared(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """The index of words is made of what SQLAlchemy has no words for; ``wordindex.lacking`` looks after it."""
    return not (reflected and (name or "").startswith(wordindex.NAME))


def migrations_folder() -> Path:
    """Where the migrations are: shipped inside this package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    shipped = here / "migrations"
    return shipped if (shipped / "env.py").is_file() else here.parent / "alembic"


def alembic_head() -> str | None:
    """The head by the migration scripts themselves: equals ``HEAD``, says a test."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config(None)).get_current_head()


class _migrating:
    """A writing transaction on a database that may be new, without foreign keys: batch mode builds tables anew."""

    def __init__(self, url: str, tried: Text, busy_timeout_s: float) -> None:
        parsed = read_url(url)
        path = sqlite_path(parsed)
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StoreError(
                    tried,
                    Text(zh=f"无法创建文件夹 {path.parent}", en=f"the folder {path.parent} cannot be made"),
                    Text(zh="请选择可写的路径", en="Choose a path you may write to"),
                ) from error
        self._database: Database = connect(parsed, busy_timeout_s=busy_timeout_s, foreign_keys=False)
        self._transaction = self._database.writing(tried)

    def __enter__(self) -> tuple[Connection, str]:
        try:
            connection = self._transaction.__enter__()
        except BaseException:
            self._database.close()
            raise
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
        return connection, self._database.shown

    def __exit__(self, *raised: Any) -> None:
        try:
            self._transaction.__exit__(*raised)
        finally:
            self._database.close()


def _config(connection: Connection | None) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _refuse_strangers(connection: Connection, shown: str, tried: Text) -> None:
    revision = current(connection)
    if revision is not None and revision not in REVISIONS:
        require_head(connection, shown)
    names = set(inspect(connection).get_table_names())
    if revision is None and "alembic_version" not in names and connection.dialect.name == "sqlite" and names:
        raise missing(
            tried,
            Text(zh=f"{shown} 是另一个程序的数据库", en=f"{shown} is the database of another program"),
            Text(zh="请换一个路径；该文件未被改动", en="Choose another path; the file was left as it is"),
        )


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        assert not broken, f"a migration broke foreign keys: {broken[:5]}"


assert tables.policy.metadata is metadata  # importing the tables fills the metadata that ``check`` compares
