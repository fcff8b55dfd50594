"""Prove what was published: a hash chain over versions and a seal over what is stored of each.

Revision 0002, after 0001. Every version that is there already gets its link and its seal.
"""

import hashlib
import json
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "proof",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("chain_sha256", sa.LargeBinary(32), nullable=False, comment="see store.chain"),
        sa.Column("seal_sha256", sa.LargeBinary(32), nullable=False, comment="see store.seals"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_proof_version_id_version")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_proof")),
    )
    with op.batch_alter_table("version") as batch:
        batch.add_column(sa.Column("returns_to", sa.Integer(), nullable=True, comment="the last version of equal text"))
        batch.create_index(op.f("ix_version_policy_id_observed_at_number"), ["policy_id", "observed_at", "number"])
        batch.create_index(op.f("ix_version_policy_id_effective_on_number"), ["policy_id", "effective_on", "number"])
    with op.batch_alter_table("snapshot") as batch:
        batch.add_column(
            sa.Column(
                "base_sha256",
                sa.LargeBinary(32),
                sa.ForeignKey("snapshot.sha256", name=op.f("fk_snapshot_base_sha256_snapshot")),
                nullable=True,
                comment="the snapshot whose bytes are the dictionary of these",
            )
        )
    op.create_index(op.f("ix_version_snapshot_fetch_id"), "version_snapshot", ["fetch_id"])
    op.create_index(op.f("ix_fetch_snapshot_sha256"), "fetch", ["snapshot_sha256"])
    op.create_index(op.f("ix_snapshot_base_sha256"), "snapshot", ["base_sha256"])
    _prove(op.get_bind())


def downgrade() -> None:
    _unfold_snapshots(op.get_bind())
    op.drop_index(op.f("ix_snapshot_base_sha256"), "snapshot")
    op.drop_index(op.f("ix_fetch_snapshot_sha256"), "fetch")
    op.drop_index(op.f("ix_version_snapshot_fetch_id"), "version_snapshot")
    with op.batch_alter_table("snapshot") as batch:
        batch.drop_constraint(op.f("fk_snapshot_base_sha256_snapshot"), type_="foreignkey")
        batch.drop_column("base_sha256")
    with op.batch_alter_table("version") as batch:
        batch.drop_index(op.f("ix_version_policy_id_effective_on_number"))
        batch.drop_index(op.f("ix_version_policy_id_observed_at_number"))
        batch.drop_column("returns_to")
    op.drop_table("proof")


def _unfold_snapshots(connection) -> None:
    """Store each snapshot by itself again: the schema before knows no dictionaries."""
    import zstandard

    snapshots = sa.table("snapshot", sa.column("sha256"), sa.column("body"), sa.column("base_sha256"))
    based = connection.execute(sa.select(snapshots).where(snapshots.c.base_sha256.is_not(None))).all()

    def unfolded(row):
        if row.base_sha256 is None:
            return zstandard.ZstdDecompressor().decompress(bytes(row.body))
        base = unfolded(
            connection.execute(sa.select(snapshots).where(snapshots.c.sha256 == bytes(row.base_sha256))).one()
        )
        dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(bytes(row.body))

    for row in based:
        if row.body is not None:
            whole = zstandard.ZstdCompressor(level=3).compress(unfolded(row))
            connection.execute(
                sa.update(snapshots).where(snapshots.c.sha256 == bytes(row.sha256)).values(body=whole, base_sha256=None)
            )


# What follows is store.chain and store.seals as they were on the day of this migration, over plain columns.

_VERSION = [
    "number", "cause", "observed_at", "text_sha256", "manifest", "left_out_sha256", "characters", "clauses", "reader",
    "language", "title", "published_on", "updated_on", "effective_on", "version_label", "before_reading", "verdict",
    "reason_zh", "reason_en", "returns_to",
]  # fmt: skip
_FETCH = [
    "fetched_at", "status", "media_type", "charset", "etag", "last_modified", "final_location", "headers",
    "snapshot_sha256",
]  # fmt: skip
_SNAPSHOT = [
    "sha256", "size_bytes", "media_type", "charset", "fetched_at", "location",
]  # fmt: skip
_CHANGE = [
    "position", "kinds", "before_clauses", "after_clauses", "similarity", "edits",
]  # fmt: skip
_FINDING = [
    "position", "change_position", "rule", "rule_version", "type", "severity", "direction", "summary_zh",
    "summary_en", "why_zh", "why_en", "hooks", "before_quote", "before_path", "before_start", "before_end",
    "after_quote", "after_path", "after_start", "after_end",
]  # fmt: skip
_TYPES = {
    **dict.fromkeys(["observed_at", "fetched_at"], sa.DateTime(timezone=True)),
    **dict.fromkeys(["published_on", "updated_on", "effective_on"], sa.Date()),
    **dict.fromkeys(["kinds", "before_clauses", "after_clauses", "hooks"], sa.JSON()),
    **dict.fromkeys(["text_sha256", "left_out_sha256", "snapshot_sha256", "sha256"], sa.LargeBinary(32)),
}
_DIGESTS = {"text_sha256", "left_out_sha256", "snapshot_sha256", "sha256"}


def _table(name, *columns):
    return sa.table(name, *(sa.column(column, _TYPES.get(column)) for column in dict.fromkeys(columns)))


def _prove(connection) -> None:
    version = _table("version", "id", "policy_id", "compared_with_id", *_VERSION)
    policy = _table("policy", "id", "slug")
    proof = _table("proof", "version_id", "chain_sha256", "seal_sha256")
    for row in connection.execute(sa.select(policy).order_by(policy.c.id)).all():
        slug, previous = _unescaped(row.slug), None
        numbers, returns = {}, {}
        ids = connection.execute(
            sa.select(version.c.id).where(version.c.policy_id == row.id).order_by(version.c.number)
        ).scalars()
        for version_id in list(ids):
            one = connection.execute(sa.select(version).where(version.c.id == version_id)).one()
            text_sha256 = bytes(one.text_sha256)
            values = {name: _value(name, getattr(one, name)) for name in _VERSION}
            seen = returns.get(text_sha256)
            if seen is not None and one.cause == "source_changed" and seen != one.number - 1:
                values["returns_to"] = seen
                connection.execute(sa.update(version).where(version.c.id == version_id).values(returns_to=seen))
            returns[text_sha256] = one.number
            numbers[version_id] = one.number
            fetches, snapshots, shas = _pages(connection, version_id)
            previous = _digest(
                [
                    "clauselog.chain/1",
                    slug,
                    previous,
                    one.number,
                    one.cause,
                    _plain(_aware(one.observed_at)),
                    text_sha256.hex(),
                    shas,
                    _unescaped(one.reader),
                ]
            )
            seal = _digest(
                [
                    "clauselog.seal/1",
                    [values[name] for name in _VERSION],
                    numbers.get(one.compared_with_id),
                    fetches,
                    snapshots,
                    _rows(connection, "change", version_id, _CHANGE),
                    _rows(connection, "finding", version_id, _FINDING),
                ]
            )
            connection.execute(
                sa.insert(proof).values(
                    version_id=version_id, chain_sha256=bytes.fromhex(previous), seal_sha256=bytes.fromhex(seal)
                )
            )


def _pages(connection, version_id):
    link = _table("version_snapshot", "version_id", "position", "fetch_id")
    fetch = _table("fetch", "id", "source_id", *_FETCH)
    source = _table("source", "id", "location")
    snapshot = _table("snapshot", *_SNAPSHOT)
    fetches, snapshots, shas = [], [], []
    for one in connection.execute(
        sa.select(*(fetch.c[name] for name in _FETCH), source.c.location)
        .select_from(link)
        .join(fetch, fetch.c.id == link.c.fetch_id)
        .join(source, source.c.id == fetch.c.source_id)
        .where(link.c.version_id == version_id)
        .order_by(link.c.position)
    ).all():
        fetches.append([_unescaped(one.location), *(_value(name, getattr(one, name)) for name in _FETCH)])
        sha256 = bytes(one.snapshot_sha256)
        kept = connection.execute(sa.select(snapshot).where(snapshot.c.sha256 == sha256)).one()
        snapshots.append([_value(name, getattr(kept, name)) for name in _SNAPSHOT])
        shas.append(sha256.hex())
    return fetches, snapshots, shas


def _rows(connection, name, version_id, columns):
    table = _table(name, "version_id", *columns)
    rows = connection.execute(
        sa.select(*(table.c[column] for column in columns))
        .where(table.c.version_id == version_id)
        .order_by(table.c.position)
    )
    return [[_value(column, getattr(row, column)) for column in columns] for row in rows]


def _value(name, value):
    if value is None:
        return None
    if name in _DIGESTS:
        return bytes(value).hex()
    if isinstance(value, datetime):
        return _aware(value)
    return _unescaped(value) if isinstance(value, str) else value


def _aware(at):
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _unescaped(text):
    return text.replace("\ufdd00", "\0").replace("\ufdd01", "\ufdd0")


def _digest(value) -> str:
    dumped = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(dumped.encode("ascii")).hexdigest()


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return hashlib.sha256(value).hexdigest()
