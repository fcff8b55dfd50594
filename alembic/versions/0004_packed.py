"""Store together what is read together: clause texts in blocks, changes and what findings say with their version.

Revision 0004, after 0003. Nothing is lost either way: texts, manifests, changes and findings are written anew, and each
version is sealed anew where its seal still held; where it did not, the old one stays, so that ``verify`` goes on naming
it. Whoever runs this migration has it fill the index of words of SQLite.
"""

import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from datetime import UTC, date, datetime

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = sa.LargeBinary().with_variant(sa.Text(), "postgresql")
SEVERITIES = "severity IN ('critical', 'major', 'minor', 'review', 'editorial')"


# ------------------------------------------------------------------------------------------ schema


def upgrade() -> None:
    op.create_table(
        "text_block",
        sa.Column("id", KEY, nullable=False, comment="and the key of its first text; see store.texts"),
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False, comment="how many"),
        sa.Column("base_id", KEY, nullable=True, comment="the block whose words are the dictionary of these"),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False, comment="of the words"),
        sa.Column("words", WORDS, nullable=False),
        sa.CheckConstraint("texts >= 1", name=op.f("ck_text_block_texts")),
        sa.ForeignKeyConstraint(["base_id"], ["text_block.id"], name=op.f("fk_text_block_base_id_text_block")),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_text_block_policy_id_policy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
    )
    op.create_index(op.f("ix_text_block_policy_id"), "text_block", ["policy_id"])
    op.create_table(
        "rule_wording",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False, comment="of all the others"),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("why_zh", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("hooks", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_wording")),
        sa.UniqueConstraint("sha256", name=op.f("uq_rule_wording_sha256")),
        comment="what all findings of a rule say alike",
    )
    with op.batch_alter_table("version") as batch:
        batch.alter_column(
            "manifest",
            new_column_name="record",
            existing_type=sa.LargeBinary(),
            existing_nullable=False,
            existing_comment="packed; see store.codec",
            comment="packed; see store.packed",
        )
        batch.add_column(
            sa.Column(
                "record_base_id",
                KEY,
                sa.ForeignKey("version.id", name=op.f("fk_version_record_base_id_version")),
                nullable=True,
                comment="whose record is the dictionary of this one",
            )
        )
        batch.add_column(
            sa.Column(
                "turns",
                sa.LargeBinary(),
                nullable=True,
                comment="packed: the clause texts that came, and those that are gone",
            )
        )
    connection = op.get_bind()
    Packing(connection).run()
    _drop_index()
    op.drop_index(op.f("ix_clause_run_text_id"), "clause_run")
    for name in ("clause_run", "change", "clause_text"):
        op.drop_table(name)
    _exchange_findings(
        [
            sa.Column("id", KEY, nullable=False),
            sa.Column("version_id", KEY, nullable=False),
            sa.Column("position", sa.Integer(), nullable=False, comment="in what the version told"),
            sa.Column("type", sa.String(length=40), nullable=False),
            sa.Column("severity", sa.String(length=16), nullable=False),
        ],
        [],
    )
    if connection.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE clause_search "
            "USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        return
    op.execute(_GRAMS)
    op.execute(
        "CREATE INDEX clause_search ON text_block USING gin (clause_search_grams(words)) "
        "WITH (gin_pending_list_limit = 256)"
    )


def downgrade() -> None:
    connection = op.get_bind()
    op.create_table(
        "clause_text",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_text")),
        sa.UniqueConstraint("sha256", name=op.f("uq_clause_text_sha256")),
    )
    op.create_table(
        "clause_run",
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("text_id", KEY, nullable=False),
        sa.Column("since_number", sa.Integer(), nullable=False),
        sa.Column(
            "until_number", sa.Integer(), nullable=True,
            comment="the last version that holds it; null while the latest does",
        ),
        sa.CheckConstraint(
            "since_number >= 1 AND (until_number IS NULL OR until_number >= since_number)",
            name=op.f("ck_clause_run_span"),
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_clause_run_policy_id_policy")),
        sa.ForeignKeyConstraint(["text_id"], ["clause_text.id"], name=op.f("fk_clause_run_text_id_clause_text")),
        sa.PrimaryKeyConstraint("policy_id", "text_id", "since_number", name=op.f("pk_clause_run")),
        sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index(op.f("ix_clause_run_text_id"), "clause_run", ["text_id"])
    op.create_table(
        "change",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column(
            "before_clauses", sa.JSON(), nullable=False, comment="indexes into the clauses of the version before"
        ),
        sa.Column("after_clauses", sa.JSON(), nullable=False, comment="indexes into the clauses of this version"),
        sa.Column("similarity", sa.Double(), nullable=True),
        sa.Column("edits", sa.LargeBinary(), nullable=True, comment="packed"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_change_version_id_version")),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )
    sides = [
        (f"{side}_{name}", kind)
        for side in ("before", "after")
        for name, kind in (("quote", sa.Text()), ("path", sa.Text()), ("start", sa.Integer()), ("end", sa.Integer()))
    ]
    _exchange_findings(
        [
            sa.Column("id", KEY, nullable=False),
            sa.Column("version_id", KEY, nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column("change_position", sa.Integer(), nullable=True),
            sa.Column("rule", sa.Text(), nullable=False, server_default=""),
            sa.Column("rule_version", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("type", sa.String(length=40), nullable=False),
            sa.Column("severity", sa.String(length=16), nullable=False),
            sa.Column("direction", sa.String(length=16), nullable=False, server_default="unclear"),
            *(
                sa.Column(name, sa.Text(), nullable=False, server_default="")
                for name in ("summary_zh", "summary_en", "why_zh", "why_en")
            ),
            sa.Column("hooks", sa.JSON(), nullable=False, server_default="[]"),
            *(sa.Column(name, kind, nullable=True) for name, kind in sides),
        ],
        [
            sa.CheckConstraint(
                "direction IN ('worse', 'better', 'neutral', 'unclear')", name=op.f("ck_finding_direction")
            ),
            *(
                sa.CheckConstraint(
                    f"({side}_quote IS NULL) = ({side}_{part} IS NULL)", name=op.f(f"ck_finding_{side}_{part}")
                )
                for side in ("before", "after")
                for part in ("path", "start", "end")
            ),
        ],
    )
    Unpacking(connection).run()
    with op.batch_alter_table("finding") as batch:
        for name in ("rule", "rule_version", "direction", "summary_zh", "summary_en", "why_zh", "why_en", "hooks"):
            batch.alter_column(name, server_default=None)
    _drop_index()
    with op.batch_alter_table("version") as batch:
        batch.drop_constraint(op.f("fk_version_record_base_id_version"), type_="foreignkey")
        batch.drop_column("record_base_id")
        batch.drop_column("turns")
        batch.alter_column(
            "record",
            new_column_name="manifest",
            existing_type=sa.LargeBinary(),
            existing_nullable=False,
            existing_comment="packed; see store.packed",
            comment="packed; see store.codec",
        )
    op.drop_table("rule_wording")
    op.drop_index(op.f("ix_text_block_policy_id"), "text_block")
    op.drop_table("text_block")
    if connection.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE clause_search "
            "USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        )
        return
    op.execute(_GRAMS_BEFORE)
    op.execute(
        "CREATE INDEX clause_search ON clause_text USING gin (clause_search_grams(text)) "
        "WITH (gin_pending_list_limit = 256)"
    )


def _drop_index() -> None:
    op.execute("DROP TABLE clause_search" if op.get_bind().dialect.name == "sqlite" else "DROP INDEX clause_search")


def _exchange_findings(columns, checks) -> None:
    """A table of findings with those columns, and the rows and keys of the one there is."""
    connection = op.get_bind()
    kept = "id, version_id, position, type, severity"
    op.execute(f"CREATE TABLE finding_kept AS SELECT {kept} FROM finding")
    op.drop_index(op.f("ix_finding_severity_type_version_id"), "finding")
    op.drop_table("finding")
    op.create_table(
        "finding",
        *columns,
        sa.CheckConstraint(SEVERITIES, name=op.f("ck_finding_severity")),
        *checks,
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_finding_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_finding_version_id_position")),
    )
    op.create_index(op.f("ix_finding_severity_type_version_id"), "finding", ["severity", "type", "version_id"])
    op.execute(f"INSERT INTO finding ({kept}) SELECT {kept} FROM finding_kept ORDER BY id")
    op.execute("DROP TABLE finding_kept")
    _count_on(connection, "finding")


def _count_on(connection, name) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) > 0")
        )


# Pairs of neighbouring Chinese (or Japanese, Korean …) characters, each character, words of ASCII letters and digits.
_GRAMS = """
    CREATE OR REPLACE FUNCTION clause_search_grams(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    SET search_path = pg_catalog
    AS $$
        SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
            SELECT CASE
                WHEN next COLLATE "C" >= U&'\\2E80' AND next COLLATE "C" NOT BETWEEN U&'\\3000' AND U&'\\3004'
                THEN one || next ELSE one END AS gram
            FROM (
                SELECT one, lead(one) OVER () AS next
                FROM unnest(string_to_array(normalize(words, NFKC), NULL)) AS one
            ) AS neighbours
            WHERE one COLLATE "C" >= U&'\\2E80' AND one COLLATE "C" NOT BETWEEN U&'\\3000' AND U&'\\3004'
            UNION ALL
            SELECT one
            FROM unnest(string_to_array(normalize(words, NFKC), NULL)) AS one
            WHERE one COLLATE "C" >= U&'\\2E80' AND one COLLATE "C" NOT BETWEEN U&'\\3000' AND U&'\\3004'
            UNION ALL
            SELECT left(found[1], 64)
            FROM regexp_matches(lower(normalize(words, NFKC)), '[a-z0-9]+', 'g') AS found
        ) AS grams
    $$
    """
_GRAMS_BEFORE = """
    CREATE OR REPLACE FUNCTION clause_search_grams(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    SET search_path = pg_catalog
    AS $$
        SELECT coalesce(array_agg(gram), '{}') FROM (
            SELECT one || next AS gram
            FROM (
                SELECT one, lead(one) OVER () AS next
                FROM unnest(string_to_array(normalize(words, NFKC), NULL)) AS one
            ) AS neighbours
            WHERE one COLLATE "C" >= U&'\\2E80' AND next COLLATE "C" >= U&'\\2E80'
                AND one COLLATE "C" NOT BETWEEN U&'\\3000' AND U&'\\3004'
                AND next COLLATE "C" NOT BETWEEN U&'\\3000' AND U&'\\3004'
            UNION ALL
            SELECT found[1]
            FROM regexp_matches(lower(normalize(words, NFKC)), '[a-z0-9]+', 'g') AS found
        ) AS grams
    $$
    """


# ------------------------------------------------------------------------------------------- tables

_VERSION = [
    "number", "cause", "observed_at", "text_sha256", "left_out_sha256", "characters", "clauses", "reader",
    "language", "title", "published_on", "updated_on", "effective_on", "version_label", "before_reading", "verdict",
    "reason_zh", "reason_en", "returns_to",
]  # fmt: skip
_VERSION_BEFORE = [*_VERSION[:4], "manifest", *_VERSION[4:]]
_FETCH = [
    "fetched_at", "status", "media_type", "charset", "etag", "last_modified", "final_location", "headers",
    "snapshot_sha256",
]  # fmt: skip
_SNAPSHOT = ["sha256", "size_bytes", "media_type", "charset", "fetched_at", "location"]
_CHANGE = ["position", "kinds", "before_clauses", "after_clauses", "similarity", "edits"]
_SIDES = [f"{side}_{part}" for side in ("before", "after") for part in ("quote", "path", "start", "end")]
_FINDING = [
    "position", "change_position", "rule", "rule_version", "type", "severity", "direction", "summary_zh",
    "summary_en", "why_zh", "why_en", "hooks", *_SIDES,
]  # fmt: skip
_TYPES = {
    **dict.fromkeys(["observed_at", "fetched_at"], sa.DateTime(timezone=True)),
    **dict.fromkeys(["published_on", "updated_on", "effective_on"], sa.Date()),
    **dict.fromkeys(["kinds", "before_clauses", "after_clauses", "hooks"], sa.JSON()),
    **dict.fromkeys(["text_sha256", "left_out_sha256", "snapshot_sha256", "sha256", "seal_sha256"], sa.LargeBinary(32)),
    "words": WORDS,
}
_DIGESTS = {"text_sha256", "left_out_sha256", "snapshot_sha256", "sha256"}


def _table(name, *columns):
    return sa.table(name, *(sa.column(column, _TYPES.get(column)) for column in dict.fromkeys(columns)))


VERSION = _table("version", "id", "policy_id", "compared_with_id", "record", "record_base_id", "turns", *_VERSION)
PROOF = _table("proof", "version_id", "seal_sha256")
BLOCK = _table("text_block", "id", "policy_id", "texts", "base_id", "sha256", "words")
WORDING = _table("rule_wording", "id", "sha256", "rule", "rule_version", "why_zh", "why_en", "hooks")
CLAUSE_TEXT = _table("clause_text", "id", "sha256", "text")
CLAUSE_RUN = _table("clause_run", "policy_id", "text_id", "since_number", "until_number")
CHANGE = _table("change", "version_id", *_CHANGE)
FINDING = _table("finding", "id", "version_id", *_FINDING)


# --------------------------------------------------------------------------------------------- there


class Packing:
    """From rows to blocks and packed values, policy by policy."""

    def __init__(self, connection) -> None:
        self.connection = connection
        self.wordings = {}

    def run(self) -> None:
        ids = self.connection.execute(
            sa.select(sa.column("id")).select_from(sa.table("policy")).order_by(sa.text("id"))
        )
        for policy_id in list(ids.scalars()):
            self._policy(policy_id)

    def _policy(self, policy_id) -> None:
        blocks = _Blocks(self.connection, policy_id)
        held, base, numbers = set(), None, {}
        ids = self.connection.execute(
            sa.select(VERSION.c.id).where(VERSION.c.policy_id == policy_id).order_by(VERSION.c.number)
        ).scalars()
        for version_id in list(ids):
            row = self.connection.execute(sa.select(VERSION).where(VERSION.c.id == version_id)).one()
            numbers[version_id] = row.number
            changes = self._rows(CHANGE, _CHANGE, version_id)
            findings = self._rows(FINDING, _FINDING, version_id)
            try:
                manifest, holds = self._manifest(row, blocks)
            except (ValueError, LookupError, TypeError):  # damaged: kept as it is, and named by verify as before
                manifest, holds = None, held
            turns = _dump([_runs(holds - held), _runs(held - holds)])
            held = holds
            values = {"turns": _fold(turns)}
            changed = told = b""
            wordings = [self._wording(one) for one in findings]
            try:
                changed = _dump(_changes_value(changes)) if changes else b""
            except ValueError:
                manifest = None
            if findings:
                told = _dump([_told(one, key) for one, (key, _) in zip(findings, wordings, strict=True)])
            if manifest is not None:
                record = b"\n".join((manifest, changed, told))
                values |= {"record": _fold(record), "record_base_id": None}
                if base is not None:
                    based = _squeeze(record, base[1])
                    if len(based) <= 0.5 * len(values["record"]):
                        values |= {"record": based, "record_base_id": base[0]}
                if values["record_base_id"] is None:
                    base = version_id, record
            stored = self._seal(version_id)
            pages = _pages(self.connection, version_id)
            compared_with = numbers.get(row.compared_with_id)
            columns = {name: _value(name, getattr(row, name)) for name in _VERSION}
            columns["manifest"] = bytes(row.record)
            if manifest is not None and stored == _seal_1(columns, compared_with, pages, changes, findings):
                seal = _digest(
                    [
                        "clauselog.seal/2",
                        [columns[name] for name in _VERSION],
                        compared_with,
                        [manifest, turns, changed, told],
                        *pages,
                        [[one[0], one[4], one[5]] for one in findings],
                        [digest for _, digest in wordings],
                    ]
                )
                self._set_seal(version_id, seal)
            self.connection.execute(sa.update(VERSION).where(VERSION.c.id == version_id).values(**values))

    def _manifest(self, row, blocks):
        """The manifest as JSON, and the keys of its texts; its new texts are stored."""
        manifest = _unpack(row.record)
        old_ids = list(dict.fromkeys(manifest["texts"]))
        words = {}
        for at in range(0, len(old_ids), 500):
            chunk = old_ids[at : at + 500]
            for one in self.connection.execute(sa.select(CLAUSE_TEXT).where(CLAUSE_TEXT.c.id.in_(chunk))):
                words[one.id] = _unescaped(one.text)
        blocks.keep([words[old_id] for old_id in old_ids])
        ids = [blocks.ids[words[old_id]] for old_id in manifest["texts"]]
        manifest = {"gaps": manifest.pop("gaps"), "places": manifest.pop("places"), **manifest, "texts": ids}
        manifest["blocks"] = blocks.of(ids)
        return _dump(manifest), set(ids)

    def _rows(self, table, columns, version_id):
        rows = self.connection.execute(
            sa.select(*(table.c[name] for name in columns))
            .where(table.c.version_id == version_id)
            .order_by(table.c.position)
        )
        return [[_value(name, getattr(row, name)) for name in columns] for row in rows]

    def _seal(self, version_id):
        stored = self.connection.execute(
            sa.select(PROOF.c.seal_sha256).where(PROOF.c.version_id == version_id)
        ).scalar_one_or_none()
        return bytes(stored).hex() if stored is not None else None

    def _set_seal(self, version_id, seal) -> None:
        self.connection.execute(
            sa.update(PROOF).where(PROOF.c.version_id == version_id).values(seal_sha256=bytes.fromhex(seal))
        )

    def _wording(self, one):
        rule, rule_version, why_zh, why_en, hooks = one[2], one[3], one[9], one[10], one[11]
        digest = _digest([rule, rule_version, why_zh, why_en, hooks])
        if digest not in self.wordings:
            self.wordings[digest] = len(self.wordings) + 1
            self.connection.execute(
                sa.insert(WORDING).values(
                    id=self.wordings[digest], sha256=bytes.fromhex(digest), rule=_escaped(rule),
                    rule_version=rule_version, why_zh=_escaped(why_zh), why_en=_escaped(why_en), hooks=hooks,
                )
            )  # fmt: skip
            _count_on(self.connection, "rule_wording")
        return self.wordings[digest], digest


def _changes_value(changes):
    """Neighbours that changed alike, one for one, are one entry."""
    found = []
    for _, kinds, olds, news, similarity, packed in changes:
        edits = _unpack(packed) if packed is not None else None
        if edits is not None and len(edits) == 1 and edits[0][0] == 0 and not isinstance(edits[0][1], str):
            edits = 0
        if len(olds) != 1 or len(news) != 1 or isinstance(edits, list) or not isinstance(olds[0], int):
            found.append([kinds, olds, news, similarity, edits])
            continue
        last = found[-1] if found and len(found[-1]) == 6 else None
        if (
            last is not None
            and [kinds, similarity, edits] == [last[0], *last[3:5]]
            and [olds[0], news[0]] == [last[1] + last[5], last[2] + last[5]]
        ):
            last[5] += 1
        elif isinstance(news[0], int):
            found.append([kinds, olds[0], news[0], similarity, edits, 1])
        else:
            found.append([kinds, olds, news, similarity, edits])
    return found


def _told(one, wording):
    change, direction, summary_zh, summary_en, sides = one[1], one[6], one[7], one[8], one[12:]
    before, after = (side if side[0] is not None else None for side in (sides[:4], sides[4:]))
    return [wording, direction, summary_zh, summary_en, change, before, after]


class _Blocks:
    """The texts of one policy, in blocks."""

    def __init__(self, connection, policy_id) -> None:
        self.connection, self.policy_id = connection, policy_id
        self.is_plain = connection.dialect.name == "postgresql"
        self.ids, self.keys, self.base = {}, [], None

    def keep(self, texts) -> None:
        new = [one for one in dict.fromkeys(texts) if one not in self.ids]
        size = 16 if self.is_plain else max(1, len(new))
        for at in range(0, len(new), size):
            part = new[at : at + size]
            block_id = self._next_key()
            words = "\x1e".join(map(_escaped_in_block, part))
            encoded, base_id = words.encode(), None
            if not self.is_plain:
                stored = _squeeze(encoded)
                if self.base is not None:
                    based = _squeeze(encoded, self.base[1])
                    if 2 * len(encoded) < len(self.base[1]) or len(based) <= 0.8 * len(stored):
                        stored, base_id = based, self.base[0]
            if base_id is None:
                self.base = block_id, encoded
            self.connection.execute(
                sa.insert(BLOCK).values(
                    id=block_id, policy_id=self.policy_id, texts=len(part), base_id=base_id,
                    sha256=hashlib.sha256(encoded).digest(), words=words if self.is_plain else stored,
                )
            )  # fmt: skip
            self.keys.append(block_id)
            self.ids.update((one, block_id + place) for place, one in enumerate(part))

    def of(self, ids):
        return sorted({self.keys[bisect_right(self.keys, one) - 1] for one in ids})

    def _next_key(self):
        if self.is_plain:
            return 16 * self.connection.execute(sa.text("SELECT nextval('text_block_id_seq')")).scalar_one()
        last = self.connection.execute(
            sa.select(BLOCK.c.id, BLOCK.c.texts).order_by(BLOCK.c.id.desc()).limit(1)
        ).one_or_none()
        return last.id + last.texts if last is not None else 1


# ------------------------------------------------------------------------------------------ and back


class Unpacking:
    """From blocks and packed values to rows, in the order in which the versions came."""

    def __init__(self, connection) -> None:
        self.connection = connection
        self.texts, self.ids, self.runs, self.bases = {}, {}, defaultdict(dict), {}
        self.wordings = {
            row.id: (
                [_unescaped(row.rule), row.rule_version, _unescaped(row.why_zh), _unescaped(row.why_en), row.hooks],
                bytes(row.sha256).hex(),
            )
            for row in connection.execute(sa.select(WORDING))
        }

    def run(self) -> None:
        numbers = dict(self.connection.execute(sa.select(VERSION.c.id, VERSION.c.number)).all())
        latest = {}
        for version_id in sorted(numbers):
            row = self.connection.execute(sa.select(VERSION).where(VERSION.c.id == version_id)).one()
            self._version(row, numbers)
            latest[row.policy_id] = row.number
        rows = []
        for policy_id, runs in self.runs.items():
            for text_id, spans in runs.items():
                for since, until in spans:
                    last = None if until == latest[policy_id] else until
                    rows.append(
                        {"policy_id": policy_id, "text_id": text_id, "since_number": since, "until_number": last}
                    )
        for at in range(0, len(rows), 5000):
            self.connection.execute(sa.insert(CLAUSE_RUN), rows[at : at + 5000])
        _count_on(self.connection, "clause_text")

    def _version(self, row, numbers) -> None:
        values = {}
        changes, findings, kinds, digests = [], [], [], []
        try:
            parts = self._record(row).split(b"\n")
            manifest = json.loads(parts[0].decode("utf-8", "surrogatepass"))
            values["record"], lengths = self._restored(row, manifest)
            changes = self._changes(row, parts[1], lengths)
            if parts[2]:
                told = json.loads(parts[2].decode("utf-8", "surrogatepass"))
                findings, kinds, digests = self._findings(row.id, told)
        except (ValueError, LookupError, TypeError):  # damaged: kept as it is, and named by verify as before
            parts = None
        columns = {name: _value(name, getattr(row, name)) for name in _VERSION}
        columns["manifest"] = values.get("record", row.record)
        if changes:
            self.connection.execute(
                sa.insert(CHANGE), [{"version_id": row.id, **dict(zip(_CHANGE, one, strict=True))} for one in changes]
            )
        compared_with = numbers.get(row.compared_with_id)
        pages = _pages(self.connection, row.id)
        stored = self.connection.execute(
            sa.select(PROOF.c.seal_sha256).where(PROOF.c.version_id == row.id)
        ).scalar_one_or_none()
        if parts is not None and stored is not None:
            seal = _digest(
                [
                    "clauselog.seal/2",
                    [columns[name] for name in _VERSION],
                    compared_with,
                    [parts[0], _unfold(row.turns or b""), parts[1], parts[2]],
                    *pages,
                    kinds,
                    digests,
                ]
            )
            if bytes(stored).hex() == seal:
                before = _seal_1(columns, compared_with, pages, changes, findings)
                self.connection.execute(
                    sa.update(PROOF).where(PROOF.c.version_id == row.id).values(seal_sha256=bytes.fromhex(before))
                )
        if values:
            self.connection.execute(sa.update(VERSION).where(VERSION.c.id == row.id).values(**values))

    def _record(self, row):
        if row.id in self.bases:
            return self.bases[row.id]
        if row.record_base_id is None:
            self.bases[row.id] = _unfold(row.record)
            return self.bases[row.id]
        return _unsqueeze(row.record, self.bases[row.record_base_id])

    def _changes(self, row, dumped, lengths):
        """One for each pair again, with the lengths of what stayed equal."""
        found = []
        for one in json.loads(dumped.decode("utf-8", "surrogatepass")) if dumped else ():
            kinds, olds, news, similarity, edits, *many = one
            pairs = [([olds + n], [news + n]) for n in range(many[0])] if many else [(olds, news)]
            for old, new in pairs:
                told = edits
                if edits == 0 and edits is not None:
                    words = [len(ref[3]) if isinstance(ref, list) else lengths[ref] for ref in new]
                    told = [[0, sum(words) + len(words) - 1]]
                found.append([len(found), kinds, old, new, similarity, _pack(told) if told is not None else None])
        return found

    def _restored(self, row, manifest):
        texts = [self._text(one, manifest["blocks"]) for one in manifest["texts"]]
        new = {hashlib.sha256(one.encode()).digest(): one for one in texts if one not in self.ids}
        for digest, one in sorted(new.items()):
            self.ids[one] = len(self.ids) + 1
            self.connection.execute(sa.insert(CLAUSE_TEXT).values(id=self.ids[one], sha256=digest, text=_escaped(one)))
        ids = [self.ids[one] for one in texts]
        runs = self.runs[row.policy_id]
        for text_id in set(ids):
            spans = runs.setdefault(text_id, [])
            if spans and spans[-1][1] == row.number - 1:
                spans[-1][1] = row.number
            else:
                spans.append([row.number, row.number])
        del manifest["blocks"]
        return _pack(manifest | {"texts": ids}), [len(one) for one in texts]

    def _text(self, text_id, blocks):
        if text_id not in self.texts:
            for row in self.connection.execute(sa.select(BLOCK).where(BLOCK.c.id.in_(blocks))).all():
                words = row.words
                if not isinstance(words, str):
                    base = None
                    if row.base_id is not None:
                        wanted = sa.select(BLOCK.c.words).where(BLOCK.c.id == row.base_id)
                        base = _unsqueeze(self.connection.execute(wanted).scalar_one())
                    words = _unsqueeze(words, base).decode()
                for place, one in enumerate(words.split("\x1e")):
                    self.texts[row.id + place] = _unescaped(one)
        return self.texts[text_id]

    def _findings(self, version_id, told):
        findings, kinds, digests = [], [], []
        rows = self.connection.execute(
            sa.select(FINDING.c.id, FINDING.c.position, FINDING.c.type, FINDING.c.severity)
            .where(FINDING.c.version_id == version_id)
            .order_by(FINDING.c.position)
        ).all()
        for row in rows:
            wording, direction, zh, en, change, before, after = told[row.position]
            (rule, rule_version, why_zh, why_en, hooks), digest = self.wordings[wording]
            sides = [*(before or [None] * 4), *(after or [None] * 4)]
            one = [row.position, change, rule, rule_version, row.type, row.severity, direction, zh, en, why_zh, why_en]
            findings.append([*one, hooks, *sides])
            kinds.append([row.position, row.type, row.severity])
            digests.append(digest)
            values = {
                name: _escaped(value) if isinstance(value, str) else value
                for name, value in zip(_FINDING, findings[-1], strict=True)
            }
            self.connection.execute(sa.update(FINDING).where(FINDING.c.id == row.id).values(**values))
        return findings, kinds, digests


# ------------------------------------------- store.codec, .chain and .seals as they were on the day of this migration


def _seal_1(columns, compared_with, pages, changes, findings):
    return _digest(
        [
            "clauselog.seal/1",
            [columns[name] for name in _VERSION_BEFORE],
            compared_with,
            *pages,
            changes,
            findings,
        ]
    )


def _pages(connection, version_id):
    link = _table("version_snapshot", "version_id", "position", "fetch_id")
    fetch = _table("fetch", "id", "source_id", *_FETCH)
    source = _table("source", "id", "location")
    snapshot = _table("snapshot", *_SNAPSHOT)
    fetches, snapshots = [], []
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
        kept = connection.execute(sa.select(snapshot).where(snapshot.c.sha256 == sha256)).one_or_none()
        snapshots.append([_value(name, getattr(kept, name)) if kept is not None else None for name in _SNAPSHOT])
    return fetches, snapshots


def _value(name, value):
    if value is None:
        return None
    if name in _DIGESTS:
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    if isinstance(value, memoryview):
        return bytes(value)
    return _unescaped(value) if isinstance(value, str) else value


def _unescaped(text):
    pieces = text.split("\ufdd0")
    meant = {"0": "\0", "1": "\ufdd0", "2": "\x1e"}
    return pieces[0] + "".join(meant[piece[:1]] + piece[1:] for piece in pieces[1:])


def _escaped(text):
    return text.replace("\ufdd0", "\ufdd01").replace("\0", "\ufdd00")


def _escaped_in_block(text):
    return _escaped(text).replace("\x1e", "\ufdd02")


def _digest(value) -> str:
    dumped = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(dumped.encode("ascii")).hexdigest()


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    return hashlib.sha256(value).hexdigest()


def _dump(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _fold(dumped) -> bytes:
    return dumped if len(dumped) < 80 else _squeeze(dumped)


def _unfold(data) -> bytes:
    data = bytes(data)
    return _unsqueeze(data) if data[:4] == b"\x28\xb5\x2f\xfd" or len(data) >= 80 else data


def _pack(value) -> bytes:
    return _fold(_dump(value))


def _unpack(data):
    return json.loads(_unfold(data).decode("utf-8", "surrogatepass"))


def _squeeze(data, base=None) -> bytes:
    if base is None:
        return zstandard.ZstdCompressor(level=3, write_checksum=True).compress(data)
    dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    return zstandard.ZstdCompressor(level=3, write_checksum=True, dict_data=dictionary).compress(data)


def _unsqueeze(data, base=None) -> bytes:
    dictionary = None
    if base is not None:
        dictionary = zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    try:
        return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(bytes(data))
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error


def _runs(numbers):
    runs = []
    for number in sorted(numbers):
        if runs and sum(runs[-1]) == number:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return runs
