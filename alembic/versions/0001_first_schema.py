"""First schema.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "clause_text",
        sa.Column("id", KEY, nullable=False),
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_text")),
        sa.UniqueConstraint("sha256", name=op.f("uq_clause_text_sha256")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column(
            "token",
            sa.String(length=32),
            nullable=False,
            comment="of one holding: an owner may hold, lose and hold again",
        ),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "left_out",
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_left_out")),
        comment="menus and footers around the policies: they seldom change, so each is stored once",
    )
    op.create_table(
        "policy",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("slug", name=op.f("uq_policy_slug")),
    )
    op.create_index(op.f("ix_policy_provider"), "policy", ["provider"])

    op.create_table(
        "snapshot",
        sa.Column("sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True, comment="zstd; null once retention let the bytes go"),
        sa.Column("size_bytes", KEY, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_snapshot_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", KEY, nullable=False),
        sa.Column(
            "identity_sha256", sa.LargeBinary(32), nullable=False, comment="of channel, target, language and filters"
        ),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("policies", sa.JSON(), nullable=False),
        sa.Column("providers", sa.JSON(), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("least", sa.String(length=16), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'webhook')", name=op.f("ck_subscription_channel")),
        sa.CheckConstraint("lang IN ('zh', 'en')", name=op.f("ck_subscription_lang")),
        sa.CheckConstraint(
            "least IN ('critical', 'major', 'minor', 'review', 'editorial')", name=op.f("ck_subscription_least")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("identity_sha256", name=op.f("uq_subscription_identity_sha256")),
    )
    op.create_table(
        "clause_run",
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("text_id", KEY, nullable=False),
        sa.Column("since_number", sa.Integer(), nullable=False),
        sa.Column(
            "until_number",
            sa.Integer(),
            nullable=True,
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
    )
    op.create_index(op.f("ix_clause_run_text_id"), "clause_run", ["text_id"])

    op.create_table(
        "source",
        sa.Column("id", KEY, nullable=False),
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column(
            "identity_sha256", sa.LargeBinary(32), nullable=False, comment="of location, selectors and media type"
        ),
        sa.Column(
            "position", sa.Integer(), nullable=True, comment="among the policy's sources; null once no longer declared"
        ),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("keep_selectors", sa.JSON(), nullable=False),
        sa.Column("drop_selectors", sa.JSON(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_source_policy_id_policy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("policy_id", "identity_sha256", name=op.f("uq_source_policy_id_identity_sha256")),
    )
    op.create_table(
        "version",
        sa.Column("id", KEY, nullable=False),
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=False, comment="packed; see store.codec"),
        sa.Column("left_out_sha256", sa.LargeBinary(32), nullable=True),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("clauses", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("version_label", sa.Text(), nullable=True),
        sa.Column("compared_with_id", KEY, nullable=True, comment="the version its changes start from"),
        sa.Column(
            "before_reading",
            sa.LargeBinary(),
            nullable=True,
            comment="packed: that version as read for the comparison, where otherwise",
        ),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("reason_zh", sa.Text(), nullable=True),
        sa.Column("reason_en", sa.Text(), nullable=True),
        sa.CheckConstraint("cause IN ('first', 'source_changed', 'reparsed')", name=op.f("ck_version_cause")),
        sa.CheckConstraint(
            "verdict IN ('identical', 'editorial', 'review', 'minor', 'material', 'extraction_break')",
            name=op.f("ck_version_verdict"),
        ),
        sa.CheckConstraint("(compared_with_id IS NULL) = (verdict IS NULL)", name=op.f("ck_version_compared")),
        sa.CheckConstraint("characters >= 0 AND clauses >= 0", name=op.f("ck_version_size")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_version_number")),
        sa.ForeignKeyConstraint(["compared_with_id"], ["version.id"], name=op.f("fk_version_compared_with_id_version")),
        sa.ForeignKeyConstraint(
            ["left_out_sha256"], ["left_out.sha256"], name=op.f("fk_version_left_out_sha256_left_out")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_version_policy_id_policy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("policy_id", "number", name=op.f("uq_version_policy_id_number")),
    )
    op.create_index(op.f("ix_version_observed_at"), "version", ["observed_at"])
    op.create_index(op.f("ix_version_policy_id_text_sha256"), "version", ["policy_id", "text_sha256"])

    op.create_table(
        "alert",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("subscription_id", KEY, nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False, comment="positions of the findings told"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name=op.f("fk_alert_subscription_id_subscription")
        ),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_alert_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("version_id", "subscription_id", name=op.f("uq_alert_version_id_subscription_id")),
    )
    op.create_index(op.f("ix_alert_subscription_id"), "alert", ["subscription_id"])

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
    op.create_table(
        "finding",
        sa.Column("id", KEY, nullable=False),
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("change_position", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("direction", sa.String(length=16), nullable=False),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("why_zh", sa.Text(), nullable=False),
        sa.Column("why_en", sa.Text(), nullable=False),
        sa.Column("hooks", sa.JSON(), nullable=False),
        sa.Column("before_quote", sa.Text(), nullable=True),
        sa.Column("before_path", sa.Text(), nullable=True),
        sa.Column("before_start", sa.Integer(), nullable=True),
        sa.Column("before_end", sa.Integer(), nullable=True),
        sa.Column("after_quote", sa.Text(), nullable=True),
        sa.Column("after_path", sa.Text(), nullable=True),
        sa.Column("after_start", sa.Integer(), nullable=True),
        sa.Column("after_end", sa.Integer(), nullable=True),
        sa.CheckConstraint("direction IN ('worse', 'better', 'neutral', 'unclear')", name=op.f("ck_finding_direction")),
        sa.CheckConstraint(
            "severity IN ('critical', 'major', 'minor', 'review', 'editorial')", name=op.f("ck_finding_severity")
        ),
        sa.CheckConstraint("(after_quote IS NULL) = (after_end IS NULL)", name=op.f("ck_finding_after_end")),
        sa.CheckConstraint("(after_quote IS NULL) = (after_path IS NULL)", name=op.f("ck_finding_after_path")),
        sa.CheckConstraint("(after_quote IS NULL) = (after_start IS NULL)", name=op.f("ck_finding_after_start")),
        sa.CheckConstraint("(before_quote IS NULL) = (before_end IS NULL)", name=op.f("ck_finding_before_end")),
        sa.CheckConstraint("(before_quote IS NULL) = (before_path IS NULL)", name=op.f("ck_finding_before_path")),
        sa.CheckConstraint("(before_quote IS NULL) = (before_start IS NULL)", name=op.f("ck_finding_before_start")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_finding_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_finding_version_id_position")),
    )
    op.create_table(
        "policy_check",
        sa.Column("id", KEY, nullable=False),
        sa.Column("policy_id", KEY, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("version_id", KEY, nullable=True, comment="the version this check made"),
        sa.CheckConstraint(
            "outcome IN ('new_version', 'unchanged', 'failed', 'quarantined')", name=op.f("ck_policy_check_outcome")
        ),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_policy_check_policy_id_policy")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_policy_check_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_check")),
    )
    op.create_index(op.f("ix_policy_check_policy_id_checked_at"), "policy_check", ["policy_id", "checked_at"])

    op.create_table(
        "fetch",
        sa.Column("id", KEY, nullable=False),
        sa.Column("check_id", KEY, nullable=False),
        sa.Column("source_id", KEY, nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("final_location", sa.Text(), nullable=True),
        sa.Column("headers", sa.LargeBinary(), nullable=True, comment="packed"),
        sa.Column(
            "snapshot_sha256", sa.LargeBinary(32), nullable=True, comment="the bytes it gave or, by 304, stood by"
        ),
        sa.ForeignKeyConstraint(["check_id"], ["policy_check.id"], name=op.f("fk_fetch_check_id_policy_check")),
        sa.ForeignKeyConstraint(
            ["snapshot_sha256"], ["snapshot.sha256"], name=op.f("fk_fetch_snapshot_sha256_snapshot")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_fetch_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
    )
    op.create_index(op.f("ix_fetch_check_id"), "fetch", ["check_id"])
    op.create_index(op.f("ix_fetch_source_id_fetched_at"), "fetch", ["source_id", "fetched_at"])

    op.create_table(
        "outbox",
        sa.Column("id", KEY, nullable=False),
        sa.Column("msg_id", sa.String(length=128), nullable=False),
        sa.Column("alert_id", KEY, nullable=False, comment="its subscription holds the secret"),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_outbox_sent")),
        sa.CheckConstraint("channel IN ('email', 'webhook')", name=op.f("ck_outbox_channel")),
        sa.CheckConstraint("status IN ('pending', 'sent', 'dead')", name=op.f("ck_outbox_status")),
        sa.CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name=op.f("ck_outbox_lease")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_outbox_alert_id_alert")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("alert_id", "channel", name=op.f("uq_outbox_alert_id_channel")),
        sa.UniqueConstraint("msg_id", name=op.f("uq_outbox_msg_id")),
    )
    op.create_index(op.f("ix_outbox_status_next_at"), "outbox", ["status", "next_at"])

    op.create_table(
        "version_snapshot",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fetch_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetch.id"], name=op.f("fk_version_snapshot_fetch_id_fetch")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_version_snapshot_version_id_version")),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_snapshot")),
    )


def downgrade() -> None:
    op.drop_table("version_snapshot")
    op.drop_index(op.f("ix_outbox_status_next_at"), "outbox")

    op.drop_table("outbox")
    op.drop_index(op.f("ix_fetch_source_id_fetched_at"), "fetch")
    op.drop_index(op.f("ix_fetch_check_id"), "fetch")

    op.drop_table("fetch")
    op.drop_index(op.f("ix_policy_check_policy_id_checked_at"), "policy_check")

    op.drop_table("policy_check")
    op.drop_table("finding")
    op.drop_table("change")
    op.drop_index(op.f("ix_alert_subscription_id"), "alert")

    op.drop_table("alert")
    op.drop_index(op.f("ix_version_policy_id_text_sha256"), "version")
    op.drop_index(op.f("ix_version_observed_at"), "version")

    op.drop_table("version")
    op.drop_table("source")
    op.drop_index(op.f("ix_clause_run_text_id"), "clause_run")

    op.drop_table("clause_run")
    op.drop_table("subscription")
    op.drop_table("snapshot")
    op.drop_index(op.f("ix_policy_provider"), "policy")

    op.drop_table("policy")
    op.drop_table("left_out")
    op.drop_table("lease")
    op.drop_table("clause_text")
