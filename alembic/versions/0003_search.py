"""Full-text search over the texts of all clauses, and an index of findings by what is asked of them.

Revision 0003, after 0002. ``store.search`` says how words are found; whoever runs this migration has it fill the index
of SQLite, since folding characters is the program's business. PostgreSQL fills its own.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_finding_severity_type_version_id"), "finding", ["severity", "type", "version_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE clause_search "
            "USING fts5(words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        )
        return
    # Pairs of neighbouring Chinese (or Japanese, Korean …) characters and words of ASCII letters and digits.
    op.execute(
        """
        CREATE FUNCTION clause_search_grams(words text) RETURNS text[]
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
    )
    # A short list of pending entries: the default of 4 MB stays in the index for ever.
    op.execute(
        "CREATE INDEX clause_search ON clause_text USING gin (clause_search_grams(text)) "
        "WITH (gin_pending_list_limit = 256)"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_finding_severity_type_version_id"), "finding")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE clause_search")
        return
    op.execute("DROP INDEX clause_search")
    op.execute("DROP FUNCTION clause_search_grams(text)")
