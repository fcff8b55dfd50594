"""The tables, as SQLAlchemy Core: rows are written in bulk, read into the nouns of ``clauselog.model``, and stay here.

    policy ─┬─ source ───────────┐
            ├─ policy_check ─── fetch ─── snapshot          what was seen, and when
            ├─ version ─┬─ version_snapshot (→ fetch)       what the policy said
            │           ├─ proof                            that this is what was stored
            │           ├─ finding ┈ rule_wording           what was new in it, and why it matters
            │           └─ alert ─── outbox                 who is told
            └─ text_block                                   the words of its clauses
    subscription ── alert            lease

A clause's text is stored once for all versions of its policy: in the *block* of texts that came with it (see
``texts``). What is only ever read together with its version is packed into the version's row (see ``packed``): the
order, paths and labels of the clauses and what stands between them, the changes it brought, and what was told of them;
and its ``turns``: which texts came and which are gone. A row for each of these costs ten times as much, and nothing is
asked of such rows. A finding has a row, by which it is found.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from clauselog.model import Cause, Channel, Severity, Verdict
from store.columns import Key, PlainText, Sha256, UtcDateTime, metadata

OUTCOMES = ("new_version", "unchanged", "failed", "quarantined")
GOOD_OUTCOMES = ("new_version", "unchanged")
"""Checks whose answers became, or equal, a version: only their validators may be sent to the source again."""


def _one_of(column: str, words: type[StrEnum] | tuple[str, ...], name: str) -> CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=name)


policy = Table(
    "policy",
    metadata,
    Column("id", Key, primary_key=True),
    Column("slug", PlainText, nullable=False),
    Column("provider", PlainText, nullable=False, index=True),
    Column("name", PlainText, nullable=False),
    UniqueConstraint("slug"),
)

source = Table(
    "source",
    metadata,
    Column("id", Key, primary_key=True),
    Column("policy_id", Key, ForeignKey("policy.id"), nullable=False),
    Column("identity_sha256", Sha256, nullable=False, comment="of location, selectors and media type"),
    Column("position", Integer, comment="among the policy's sources; null once no longer declared"),
    Column("location", PlainText, nullable=False),
    Column("keep_selectors", JSON, nullable=False),
    Column("drop_selectors", JSON, nullable=False),
    Column("media_type", PlainText),
    UniqueConstraint("policy_id", "identity_sha256"),
)

policy_check = Table(
    "policy_check",
    metadata,
    Column("id", Key, primary_key=True),
    Column("policy_id", Key, ForeignKey("policy.id"), nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("error", PlainText),
    Column("version_id", Key, ForeignKey("version.id"), comment="the version this check made"),
    _one_of("outcome", OUTCOMES, "outcome"),
    Index(None, "policy_id", "checked_at"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("sha256", Sha256, primary_key=True),
    Column("body", LargeBinary, comment="zstd; null once retention let the bytes go"),
    Column(
        "base_sha256",
        Sha256,
        ForeignKey("snapshot.sha256"),
        index=True,
        comment="the snapshot whose bytes are the dictionary of these",
    ),
    Column("size_bytes", Key, nullable=False),
    Column("media_type", PlainText),
    Column("charset", PlainText),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("location", PlainText, nullable=False),
    CheckConstraint("size_bytes >= 0", name="size"),
)

fetch = Table(
    "fetch",
    metadata,
    Column("id", Key, primary_key=True),
    Column("check_id", Key, ForeignKey("policy_check.id"), nullable=False, index=True),
    Column("source_id", Key, ForeignKey("source.id"), nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("media_type", PlainText),
    Column("charset", PlainText),
    Column("etag", PlainText),
    Column("last_modified", PlainText),
    Column("final_location", PlainText),
    Column("headers", LargeBinary, comment="packed"),
    Column(
        "snapshot_sha256",
        Sha256,
        ForeignKey("snapshot.sha256"),
        index=True,
        comment="the bytes it gave or, by 304, stood by",
    ),
    Index(None, "source_id", "fetched_at"),
)

version = Table(
    "version",
    metadata,
    Column("id", Key, primary_key=True),
    Column("policy_id", Key, ForeignKey("policy.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("cause", String(16), nullable=False),
    Column("observed_at", UtcDateTime, nullable=False, index=True),
    Column("text_sha256", Sha256, nullable=False),
    Column("record", LargeBinary, nullable=False, comment="packed; see store.packed"),
    Column("record_base_id", Key, ForeignKey("version.id"), comment="whose record is the dictionary of this one"),
    Column("turns", LargeBinary, comment="packed: the clause texts that came, and those that are gone"),
    Column("left_out_sha256", Sha256, ForeignKey("left_out.sha256")),
    Column("characters", Integer, nullable=False),
    Column("clauses", Integer, nullable=False),
    Column("reader", PlainText, nullable=False),
    Column("language", String(35)),
    Column("title", PlainText),
    Column("published_on", Date),
    Column("updated_on", Date),
    Column("effective_on", Date),
    Column("version_label", PlainText),
    Column("compared_with_id", Key, ForeignKey("version.id"), comment="the version its changes start from"),
    Column("before_reading", LargeBinary, comment="packed: that version as read for the comparison, where otherwise"),
    Column("verdict", String(20)),
    Column("reason_zh", PlainText),
    Column("reason_en", PlainText),
    Column("returns_to", Integer, comment="the last version of equal text"),
    UniqueConstraint("policy_id", "number"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("characters >= 0 AND clauses >= 0", name="size"),
    CheckConstraint("(compared_with_id IS NULL) = (verdict IS NULL)", name="compared"),
    _one_of("cause", Cause, "cause"),
    _one_of("verdict", Verdict, "verdict"),
    Index(None, "policy_id", "text_sha256"),
    Index(None, "policy_id", "observed_at", "number"),
    Index(None, "policy_id", "effective_on", "number"),
)

proof = Table(
    "proof",
    metadata,
    Column("version_id", Key, ForeignKey("version.id"), primary_key=True),
    Column("chain_sha256", Sha256, nullable=False, comment="see store.chain"),
    Column("seal_sha256", Sha256, nullable=False, comment="see store.seals"),
)

left_out = Table(
    "left_out",
    metadata,
    Column("sha256", Sha256, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    comment="menus and footers around the policies: they seldom change, so each is stored once",
)

version_snapshot = Table(
    "version_snapshot",
    metadata,
    Column("version_id", Key, ForeignKey("version.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("fetch_id", Key, ForeignKey("fetch.id"), nullable=False, index=True),
)

text_block = Table(
    "text_block",
    metadata,
    Column("id", Key, primary_key=True, comment="and the key of its first text; see store.texts"),
    Column("policy_id", Key, ForeignKey("policy.id"), nullable=False, index=True),
    Column("texts", Integer, nullable=False, comment="how many"),
    Column("base_id", Key, ForeignKey("text_block.id"), comment="the block whose words are the dictionary of these"),
    Column("sha256", Sha256, nullable=False, comment="of the words"),
    Column("words", LargeBinary().with_variant(Text(), "postgresql"), nullable=False),
    CheckConstraint("texts >= 1", name="texts"),
)

rule_wording = Table(
    "rule_wording",
    metadata,
    Column("id", Key, primary_key=True),
    Column("sha256", Sha256, nullable=False, comment="of all the others"),
    Column("rule", PlainText, nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("why_zh", PlainText, nullable=False),
    Column("why_en", PlainText, nullable=False),
    Column("hooks", JSON, nullable=False),
    UniqueConstraint("sha256"),
    comment="what all findings of a rule say alike",
)

finding = Table(
    "finding",
    metadata,
    Column("id", Key, primary_key=True),
    Column("version_id", Key, ForeignKey("version.id"), nullable=False),
    Column("position", Integer, nullable=False, comment="in what the version told"),
    Column("type", String(40), nullable=False),
    Column("severity", String(16), nullable=False),
    UniqueConstraint("version_id", "position"),
    Index(None, "severity", "type", "version_id"),
    _one_of("severity", Severity, "severity"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Key, primary_key=True),
    Column("identity_sha256", Sha256, nullable=False, comment="of channel, target, language and filters"),
    Column("channel", String(16), nullable=False),
    Column("target", PlainText, nullable=False),
    Column("policies", JSON, nullable=False),
    Column("providers", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("least", String(16), nullable=False),
    Column("lang", String(2), nullable=False),
    Column("secret", PlainText),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("identity_sha256"),
    _one_of("channel", Channel, "channel"),
    _one_of("least", Severity, "least"),
    _one_of("lang", ("zh", "en"), "lang"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Key, primary_key=True),
    Column("version_id", Key, ForeignKey("version.id"), nullable=False),
    Column("subscription_id", Key, ForeignKey("subscription.id"), nullable=False, index=True),
    Column("findings", JSON, nullable=False, comment="positions of the findings told"),
    UniqueConstraint("version_id", "subscription_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Key, primary_key=True),
    Column("msg_id", String(128), nullable=False),
    Column("alert_id", Key, ForeignKey("alert.id"), nullable=False, comment="its subscription holds the secret"),
    Column("channel", String(16), nullable=False),
    Column("target", PlainText, nullable=False),
    Column("payload", PlainText, nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("next_at", UtcDateTime, nullable=False),
    Column("lease_owner", PlainText),
    Column("lease_until", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("failed_at", UtcDateTime),
    Column("last_error", PlainText),
    UniqueConstraint("msg_id"),
    UniqueConstraint("alert_id", "channel"),
    CheckConstraint("attempts >= 0", name="attempts"),
    CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent"),
    CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease"),
    _one_of("channel", Channel, "channel"),
    _one_of("status", ("pending", "sent", "dead"), "status"),
    Index(None, "status", "next_at"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("owner", PlainText, nullable=False),
    Column("token", String(32), nullable=False, comment="of one holding: an owner may hold, lose and hold again"),
    Column("until_at", UtcDateTime, nullable=False),
)
