"""The nouns of clauselog, as frozen values. The glossary in ARCHITECTURE.md says what each word means.

Offsets are code points into ``Document.text``. Dates called ``_on`` are plain dates as printed, times
called ``_at`` are aware and in UTC. Absent is ``None``, empty is ``()``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One message in every language clauselog speaks. ``text["zh"]`` and ``text["en"]`` both exist."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


# ------------------------------------------------------------------------------------------ reading


class ClauseKind(StrEnum):
    HEADING = "heading"
    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


class BlockKind(StrEnum):
    """What a parser saw on the page, before anybody asked what it means."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink inside a block or document: ``text[start:end]`` points to ``target``."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One visual block of a page in reading order: what ``parsers/*`` make out of bytes.

    ``level`` is the heading depth (1..6) for headings and the nesting depth (0..) for list items: a hint
    only, numbering is the truth. ``marker`` is a list marker the page computes and does not print in the
    text (``<ol>``, Word numbering). ``lead`` is how many leading characters of ``text`` are bold.
    ``joins`` is false where a following block must never be taken for its continuation.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str | None = None
    lead: int = 0
    links: tuple[Link, ...] = ()
    joins: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the page that is not part of the policy, with the reason (menu, running_head, contents …)."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest addressable text of a version.

    ``text`` is the clause's own text as published: without the label, without its descendants, heading
    included at its start. ``[start, end)`` covers label and text in ``Document.text``; the text itself
    is always ``Document.text[clause.text_start:clause.end]``. ``path`` is a place in one version
    (``二/一/1``, ``6/6.3``, ``preamble/p1``), never an identity.
    """

    path: str
    label: str | None
    heading: str | None
    text: str
    start: int
    end: int
    depth: int = 0
    kind: ClauseKind = ClauseKind.CLAUSE

    @property
    def text_start(self) -> int:
        return self.end - len(self.text)

    @property
    def parent_path(self) -> str | None:
        head, slash, _ = self.path.rpartition("/")
        return head if slash else None


@dataclass(frozen=True, slots=True)
class NamedProvider:
    """Who publishes, as the policy names it: ``text[start:end] == name``.

    ``legal`` is true for the name of a legal entity (有限公司, Inc., GmbH …), false where only a brand is named.
    ``also`` are the other names the text gives it there, 星河 or Acme; never 我们 or "the Company".
    """

    name: str
    legal: bool
    also: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """An earlier version that the policy lists: ``text[start:end]`` is its line, ``label`` what it is called there.

    ``on`` is the day printed beside it, whatever it is the day of; ``link`` where the page points, as written.
    """

    label: str
    on: date | None
    link: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What the policy says of itself, each with the span it was read from (keys: the field names)."""

    title: str | None = None
    published_on: date | None = None
    updated_on: date | None = None
    effective_on: date | None = None
    version_label: str | None = None
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    providers: tuple[NamedProvider, ...] = ()
    former_versions: tuple[FormerVersion, ...] = ()

    @property
    def provider(self) -> str | None:
        """The name of the first provider named."""
        return self.providers[0].name if self.providers else None


@dataclass(frozen=True, slots=True)
class Document:
    """A policy text as a clause tree in reading order: what is read, compared and stored as a version.

    ``language`` is a BCP 47 tag (``zh-Hans``, ``zh-Hant``, ``en``, …) or None where the text is too short
    to tell. ``reader`` names the parsers and their versions; documents of different readers are not compared.
    """

    text: str
    clauses: tuple[Clause, ...]
    stated: Stated = Stated()
    language: str | None = None
    reader: str = ""
    left_out: tuple[LeftOut, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def lang(self) -> Lang:
        """The language rules and messages use: ``zh`` for any Chinese, ``en`` otherwise."""
        return "zh" if (self.language or "").startswith("zh") else "en"

    def quote(self, start: int, end: int) -> str:
        return self.text[start:end]

    def ancestors(self, clause: Clause) -> Iterator[Clause]:
        """The clauses above this one, nearest first."""
        by_path = {c.path: c for c in self.clauses}
        path = clause.parent_path
        while path:
            if path in by_path:
                yield by_path[path]
            path = path.rpartition("/")[0] or None


# ---------------------------------------------------------------------------------------- comparing


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MODIFIED = "modified"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"


EditOp = Literal["equal", "delete", "insert"]
Edit = tuple[EditOp, str]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The aligner's verdict: indexes into the clauses of both sides and their similarity in [0, 1].

    One index on each side is the common case; none on a side is added or removed; several on one side
    is a split or a merge. ``moved`` says that the clause left the order of its neighbours.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    similarity: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A pairing that is not unchanged. ``kinds`` holds at least one kind, in the order of ``ChangeKind``.

    ``edits`` turns the old text into the new one, without labels, the texts of several clauses joined by a line
    break: the equal and deleted parts give the old text, the equal and inserted the new. One that was added is one
    insertion, one that was removed one deletion. Several clauses on both sides are a block that moved as one, its
    wording unchanged: as many before as after, each the next one's neighbour.
    """

    kinds: tuple[ChangeKind, ...]
    before: tuple[Clause, ...]
    after: tuple[Clause, ...]
    similarity: float | None
    edits: tuple[Edit, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Only moved or renumbered: no word of the text changed."""
        return set(self.kinds) <= {ChangeKind.MOVED, ChangeKind.RENUMBERED}

    @property
    def is_block(self) -> bool:
        """Several clauses that moved together."""
        return self.is_quiet and ChangeKind.MOVED in self.kinds and len(self.before) == len(self.after) > 1

    @property
    def pairs(self) -> tuple[tuple[tuple[Clause, ...], tuple[Clause, ...]], ...]:
        """Which clauses became which: one pair, or one for each clause of a block."""
        if not self.is_block:
            return ((self.before, self.after),)
        return tuple(((old,), (new,)) for old, new in zip(self.before, self.after, strict=True))


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The same words pointing elsewhere: ``None`` where they were or are no link. ``path`` is of the new version."""

    text: str
    path: str
    before: str | None
    after: str | None


class Severity(StrEnum):
    """How much a finding matters, most first; *material* means critical or major and nothing vaguer."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    REVIEW = "review"
    EDITORIAL = "editorial"

    @property
    def rank(self) -> int:
        """0 for the gravest, so that sorting by rank puts what matters first."""
        return list(Severity).index(self)

    @property
    def is_material(self) -> bool:
        return self in (Severity.CRITICAL, Severity.MAJOR)


class Direction(StrEnum):
    """Seen by the person who accepts the policy."""

    WORSE = "worse"
    BETTER = "better"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"


class Verdict(StrEnum):
    IDENTICAL = "identical"
    EDITORIAL = "editorial"
    REVIEW = "review"
    MINOR = "minor"
    MATERIAL = "material"
    EXTRACTION_BREAK = "extraction_break"


FACT_TYPES: tuple[str, ...] = (
    "data_category", "purpose", "permission", "third_party", "cross_border", "retention", "automated_decision",
    "ai_training", "consent", "user_rights", "security", "content_licence", "liability_exclusion", "liability_cap",
    "indemnity", "governing_law", "dispute_forum", "age_threshold", "response_deadline", "unilateral_change", "fees",
    "termination", "service_level", "prohibited_use", "party", "contact", "effective_date", "incorporation", "scope",
    "definition", "other",
)  # fmt: skip

Actor = Literal["provider", "user", "other"]
Modality = Literal["does", "may", "with_consent"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A typed reading of a clause: what it says, said in values that can be compared.

    ``value`` is the canonical value as a string: two facts of one type with equal ``value`` say the same
    (``P15D``, ``face``, ``CNY 1000``, ``arbitration:cietac``). ``detail`` holds what rules and summaries need besides
    it, as sorted key/value pairs. ``negated`` facts state that something is not done. ``[start, end)`` are
    offsets into ``Document.text`` and ``quote`` is exactly that text.
    """

    type: str
    value: str
    clause: int
    start: int
    end: int
    quote: str
    actor: Actor = "provider"
    negated: bool = False
    modality: Modality = "does"
    condition: str | None = None
    detail: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        return dict(self.detail).get(key)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote of one side: ``Document.text[start:end] == quote``, standing in the clause at ``path``."""

    quote: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Rule + severity + direction + evidence + legal hooks: why somebody should read this change.

    ``change`` is the index into ``Comparison.changes`` of the change it is told of, None where it speaks of
    the whole version. ``why`` is the rule's "Why it matters".
    """

    rule: str
    rule_version: int
    type: str
    severity: Severity
    direction: Direction
    summary: Text
    why: Text
    before: Evidence | None
    after: Evidence | None
    hooks: tuple[str, ...] = ()
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents in, the truth out. ``reason`` says in words why an extraction break is suspected.

    ``links_changed`` is a quiet note: where only targets of links differ, the verdict is *identical*.
    """

    before: Document
    after: Document
    verdict: Verdict
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    reason: Text | None = None
    links_changed: tuple[LinkChange, ...] = ()


# ------------------------------------------------------------------------------------------ keeping


@dataclass(frozen=True, slots=True)
class Source:
    """One URL or file of a policy and what part of it counts. ``keep`` and ``drop`` are CSS selectors.

    ``media_type`` overrides what the bytes look like, None lets the reader see for itself.
    """

    location: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """One kind of document of one provider, through time; it has an identity and no text.

    ``slug`` is ``provider/name`` in lower case letters, digits and hyphens, e.g. ``qinghe/privacy-zh``.
    """

    slug: str
    provider: str
    name: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a source answered. ``status`` is the HTTP status (200 for files, 304 for not modified)."""

    source: Source
    status: int
    body: bytes
    fetched_at: datetime
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def not_modified(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes a source returned; immutable. ``sha256`` is the lower-case hex digest of ``body``."""

    sha256: str
    body: bytes
    media_type: str | None
    charset: str | None
    fetched_at: datetime
    location: str


class Cause(StrEnum):
    """Why a version exists. Only the first two are ever told to anybody."""

    FIRST = "first"
    SOURCE_CHANGED = "source_changed"
    REPARSED = "reparsed"


@dataclass(frozen=True, slots=True)
class Version:
    """A stored document: number 1..n within its policy, seen first at ``observed_at``."""

    policy: str
    number: int
    cause: Cause
    observed_at: datetime
    document: Document
    snapshots: tuple[str, ...] = ()
    text_sha256: str = ""
    returns_to: int | None = None
    """The last version that had this very text already, where the source went back to it."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A line of a policy's log: everything of a version but its text."""

    policy: str
    number: int
    cause: Cause
    observed_at: datetime
    title: str | None
    language: str | None
    characters: int
    clauses: int
    published_on: date | None
    updated_on: date | None
    effective_on: date | None
    version_label: str | None
    verdict: Verdict | None
    findings: Mapping[str, int] = field(default_factory=dict)
    """How many findings this version brought, by severity."""
    returns_to: int | None = None
    """As in ``Version``."""


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with its address: the policy, the versions it compares and a number of its own."""

    id: int
    policy: str
    before_number: int | None
    after_number: int
    observed_at: datetime
    finding: Finding


# ------------------------------------------------------------------------------------------- telling


class Channel(StrEnum):
    EMAIL = "email"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who is told about what. Empty ``policies``, ``providers`` or ``types`` mean every one.

    ``target`` is an e-mail address or a webhook URL; ``secret`` signs webhooks (Standard Webhooks,
    ``whsec_…``) and never appears in output or logs.
    """

    channel: Channel
    target: str
    id: int | None = None
    policies: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    least: Severity = Severity.MAJOR
    lang: Lang = "zh"
    secret: str | None = field(default=None, repr=False)
    active: bool = True


@dataclass(frozen=True, slots=True)
class Alert:
    """What one subscriber is told about one version. ``findings`` are those that the subscription asked for."""

    subscription: Subscription
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """An outbox row on its way: idempotent by ``msg_id``, which every attempt of one delivery carries.

    ``payload`` is what the channel sends, made when the alert was committed: for a webhook the JSON body, for
    e-mail a JSON object with ``subject``, ``text`` and ``html``.
    """

    msg_id: str
    channel: Channel
    target: str
    payload: str
    secret: str | None = field(default=None, repr=False)
    attempts: int = 0
