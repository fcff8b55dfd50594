from tests.databases import (
    database_url,
    empty_postgresql,
    empty_url,
    migrated_postgresql,
    migrated_sqlite,
    postgresql_server,
    postgresql_url,
    sqlite_url,
    store,
)

__all__ = [
    "database_url",
    "empty_postgresql",
    "empty_url",
    "migrated_postgresql",
    "migrated_sqlite",
    "postgresql_server",
    "postgresql_url",
    "sqlite_url",
    "store",
]
