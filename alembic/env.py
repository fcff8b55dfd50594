"""Runs the migrations on the connection that ``store.migrate`` gives, or by hand on CLAUSELOG_DATABASE_URL."""

import os

from alembic import context

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
        indexed = wordindex.exists(connection)
        context.run_migrations()
        if connection.dialect.name == "sqlite" and not indexed and wordindex.exists(connection):
            wordindex.rebuild(connection)


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
