"""Builders whose every argument has a default: a test names only what it is about.

``document`` lays clauses out into one text with the right offsets, so that quotes and spans can be checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from clauselog.model import (
    Alert,
    Cause,
    Change,
    ChangeKind,
    Channel,
    Clause,
    ClauseKind,
    Comparison,
    Direction,
    Document,
    Edit,
    Evidence,
    Fact,
    Fetched,
    Finding,
    LeftOut,
    Link,
    Message,
    Policy,
    Severity,
    Snapshot,
    Source,
    Stated,
    Subscription,
    Text,
    Verdict,
    Version,
)
from clauselog.text import sha256_hex

NOON = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class StoppedClock:
    """A clock that stands still until told to move; counts in UTC."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


# ------------------------------------------------------------------------------------------ reading


def clause(
    text: str = "我们会收集您的手机号码,用于注册账号。",
    label: str | None = None,
    path: str | None = None,
    heading: str | None = None,
    kind: ClauseKind = ClauseKind.CLAUSE,
    *,
    depth: int | None = None,
) -> Clause:
    """A clause as if it stood alone; ``document`` puts it in its place. No path: made from the label there."""
    lead = _lead(label, text)
    return Clause(
        path=path or "",
        label=label,
        heading=heading,
        text=text,
        start=0,
        end=len(lead) + len(text),
        depth=depth if depth is not None else (path or "").count("/"),
        kind=kind,
    )


def heading(text: str = "我们如何收集信息", label: str | None = None, path: str | None = None) -> Clause:
    return clause(text, label, path, heading=text, kind=ClauseKind.HEADING)


def document(
    *clauses: str | Clause,
    language: str | None = "zh-Hans",
    title: str | None = None,
    published_on: date | None = None,
    updated_on: date | None = None,
    effective_on: date | None = None,
    version_label: str | None = None,
    reader: str = "test-reader/1",
    links: Sequence[Link] = (),
    left_out: Sequence[LeftOut] = (),
) -> Document:
    """The clauses one per line: label and text, with every offset right and every path there is none of filled in."""
    laid: list[Clause] = []
    lines: list[str] = []
    at = 0
    unnamed = 0
    for given in clauses:
        one = clause(given) if isinstance(given, str) else given
        path = one.path
        if not path:
            bare = re.sub(r"[\s.、()（）第条章节款项]", "", one.label or "")
            if not bare:
                unnamed += 1
                bare = f"p{unnamed}"
            path = bare
        line = _lead(one.label, one.text) + one.text
        laid.append(replace(one, path=path, start=at, end=at + len(line)))
        lines.append(line)
        at += len(line) + 1
    return Document(
        text="\n".join(lines),
        clauses=tuple(laid),
        stated=Stated(
            title=title,
            published_on=published_on,
            updated_on=updated_on,
            effective_on=effective_on,
            version_label=version_label,
        ),
        language=language,
        reader=reader,
        left_out=tuple(left_out),
        links=tuple(links),
    )


def _lead(label: str | None, text: str) -> str:
    if not label:
        return ""
    return label + (" " if label[-1].isascii() and text else "")


# ---------------------------------------------------------------------------------------- comparing


def fact(
    type: str = "retention",
    value: str = "P30D",
    quote: str = "30天",
    *,
    document: Document | None = None,
    clause: int = 0,
    start: int | None = None,
    **more: object,
) -> Fact:
    """With a document, the span is where the quote first stands in that clause."""
    if start is None:
        start = document.text.index(quote, document.clauses[clause].start) if document else 0
    return Fact(type, value, clause, start, start + len(quote), quote, **more)  # type: ignore[arg-type]


def evidence(
    quote: str = "30天", path: str = "p1", start: int | None = None, *, document: Document | None = None
) -> Evidence:
    """With a document, the span is where the quote first stands and the path that of the clause there."""
    if document is not None:
        start = document.text.index(quote) if start is None else start
        path = next(c.path for c in document.clauses if c.start <= start < c.end)
    start = start or 0
    return Evidence(quote, path, start, start + len(quote))


def finding(
    rule: str = "retention-lengthened",
    type: str = "retention",
    severity: Severity = Severity.MAJOR,
    direction: Direction = Direction.WORSE,
    *,
    rule_version: int = 1,
    summary: Text = Text(zh="保存期限由30天延长为180天", en="Data are kept for 180 days in place of 30"),
    why: Text = Text(zh="数据留得越久,泄露与滥用的风险越大", en="The longer data are kept, the greater the risk"),
    before: Evidence | None = Evidence("30天", "p1", 0, 3),
    after: Evidence | None = Evidence("180天", "p1", 0, 4),
    hooks: tuple[str, ...] = ("PIPL 19",),
    change: int | None = 0,
) -> Finding:
    return Finding(rule, rule_version, type, severity, direction, summary, why, before, after, hooks, change)


def change(
    *kinds: ChangeKind,
    before: Sequence[Clause] = (),
    after: Sequence[Clause] = (),
    similarity: float | None = None,
    edits: Sequence[Edit] = (),
) -> Change:
    return Change(kinds or (ChangeKind.MODIFIED,), tuple(before), tuple(after), similarity, tuple(edits))


def comparison(
    before: Document | None = None,
    after: Document | None = None,
    *,
    verdict: Verdict = Verdict.MATERIAL,
    changes: Sequence[Change] | None = None,
    findings: Sequence[Finding] | None = None,
    reason: Text | None = None,
) -> Comparison:
    """By default one modified clause (30 days become 180) with one finding, all quotes in their place."""
    before = before or document("日志保存30天。")
    after = after or document("日志保存180天。")
    if changes is None:
        changes = (
            Change(
                (ChangeKind.MODIFIED,),
                before.clauses[:1],
                after.clauses[:1],
                0.8,
                (
                    ("equal", "日志保存"),
                    ("delete", "30"),
                    ("insert", "180"),
                    ("equal", "天。"),
                ),
            ),
        )
    if findings is None:
        findings = (
            finding(
                before=evidence("30天", document=before) if "30天" in before.text else None,
                after=evidence("180天", document=after) if "180天" in after.text else None,
            ),
        )
    return Comparison(before, after, verdict, tuple(changes), tuple(findings), reason)


# ------------------------------------------------------------------------------------------ keeping


def source(location: str = "https://qinghe.example/privacy", *, media_type: str | None = None) -> Source:
    return Source(location, media_type=media_type)


def policy(
    slug: str = "qinghe/privacy-zh",
    provider: str = "青禾",
    name: str = "隐私政策",
    sources: Sequence[Source] | None = None,
) -> Policy:
    return Policy(slug, provider, name, tuple(sources) if sources is not None else (source(),))


def fetched(
    body: bytes | str = "<h1>青禾隐私政策</h1><p>我们会收集您的手机号码,用于注册账号。</p>",
    *,
    source: Source | None = None,
    status: int = 200,
    fetched_at: datetime = NOON,
    media_type: str | None = "text/html",
    charset: str | None = "utf-8",
    etag: str | None = None,
    last_modified: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> Fetched:
    from_where = source or Source("https://qinghe.example/privacy")
    return Fetched(
        source=from_where,
        status=status,
        body=body.encode() if isinstance(body, str) else body,
        fetched_at=fetched_at,
        media_type=media_type,
        charset=charset,
        etag=etag,
        last_modified=last_modified,
        final_location=from_where.location,
        headers=tuple(headers),
    )


def snapshot(body: bytes = b"<p>text</p>", *, fetched_at: datetime = NOON) -> Snapshot:
    return Snapshot(sha256_hex(body), body, "text/html", "utf-8", fetched_at, "https://qinghe.example/privacy")


def version(
    number: int = 1,
    *,
    policy: str = "qinghe/privacy-zh",
    document: Document | None = None,
    cause: Cause | None = None,
    observed_at: datetime = NOON,
    snapshots: Sequence[str] = (),
) -> Version:
    text = document or _plain_document()
    why = cause or (Cause.FIRST if number == 1 else Cause.SOURCE_CHANGED)
    return Version(policy, number, why, observed_at, text, tuple(snapshots), sha256_hex(text.text))


def _plain_document() -> Document:
    return document(heading("青禾隐私政策"), clause(label="一、"), clause("日志保存30天。", label="二、"))


# ------------------------------------------------------------------------------------------ telling


def subscription(
    channel: Channel = Channel.WEBHOOK, target: str | None = None, *, least: Severity = Severity.MAJOR, **more: object
) -> Subscription:
    where = target or ("legal@example.org" if channel is Channel.EMAIL else "http://127.0.0.1:9/hook")
    return Subscription(channel, where, least=least, **more)  # type: ignore[arg-type]


def alert(to: Subscription | None = None, findings: Sequence[Finding] | None = None) -> Alert:
    return Alert(to or subscription(), tuple(findings) if findings is not None else (finding(),))


def message(
    msg_id: str = "msg_1",
    channel: Channel = Channel.WEBHOOK,
    target: str = "http://127.0.0.1:9/hook",
    payload: str = "{}",
    *,
    secret: str | None = None,
    attempts: int = 0,
) -> Message:
    return Message(msg_id, channel, target, payload, secret, attempts)
