"""Runs the migrations on the connection that ``store.migrate`` gives, or by hand on CLAUSELOG_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import inspect, text

from clauselog.text import narrow
from store import migrate, tables, wordindex
from store.columns import PlainText, Sha256, UtcDateTime
from store.database import connect, read_url

target_metadata = tables.metadata


def render_item(kind, item, autogen_context):
    """A migration must run the same for ever, so it names the plain types, never those of the program."""
    if kind == "type" and isinstance(item, Sha256):
        return "sa.LargeBinary(32)"
    if kind == "type" and isinstance(item, PlainText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection):
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        render_as_batch=True,  # SQLite changes a table by building it anew
        compare_type=True,
        render_item=render_item,
        transactional_ddl=True,
        include_object=migrate.is_compared,
    )
    with context.begin_transaction():
        before = index_of(connection)
        context.run_migrations()
        after = index_of(connection)
        if after == "of blocks" and before != after:
            wordindex.rebuild(connection)
        if after == "of texts" and before != after:
            index_texts(connection)


def index_of(connection):
    """What SQLite's index of words is of: folding characters for it is the program's business, not a migration's."""
    if connection.dialect.name != "sqlite" or not wordindex.exists(connection):
        return None
    return "of blocks" if inspect(connection).has_table("text_block") else "of texts"


def index_texts(connection):
    """The index as it was in revision 0003."""
    rows = connection.execute(text("SELECT id, text FROM clause_text ORDER BY id")).all()
    values = [(row.id, wordindex.CJK_ONE.sub(r" \1 ", narrow(row.text))) for row in rows]
    if values:
        connection.exec_driver_sql("INSERT INTO clause_search (rowid, words) VALUES (?, ?)", values)


given = context.config.attributes.get("connection")
if context.is_offline_mode():
    raise SystemExit("migrations run on a live database only")
if given is not None:
    run(given)
else:
    database = connect(
        read_url(os.environ.get("CLAUSELOG_DATABASE_URL", "sqlite:///clauselog.db")),
        busy_timeout_s=15.0,
        foreign_keys=False,
    )
    with database.writer.begin() as opened:
        run(opened)
    database.close()
