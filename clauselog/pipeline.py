"""The use cases as plain functions: track a policy, deliver what the outbox holds.

They know ports only, so the command line, the embedded scheduler, Prefect flows and tests all run the same
code. Fetch, then think, then save: nothing is stored before everything is known, and what belongs together is
committed together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from clauselog.compare import Judge, compare
from clauselog.errors import BotChallenge, ClauselogError, DeliveryError, ParseError, SourceRefused, StoreError
from clauselog.model import (
    Alert,
    Cause,
    Channel,
    Comparison,
    Document,
    Fetched,
    Message,
    Policy,
    Source,
    Text,
    Verdict,
    Version,
)
from clauselog.ports import Archive, Clock, Fetcher, NewVersion, Outbox, Reader, Sender
from clauselog.reports.mail import render_mail
from clauselog.reports.payload import webhook_payload
from clauselog.text import key, sha256_hex
from clauselog.triage import alerts_for, message_id

Outcome = Literal["new_version", "unchanged", "reparsed", "failed", "quarantined"]
Page = tuple[Source, bytes, str | None, str | None]


@dataclass(frozen=True, slots=True)
class TrackOutcome:
    """What one look at one policy came to. ``version`` is the new version's number, where there is one."""

    policy: str
    outcome: Outcome
    version: int | None = None
    verdict: Verdict | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    error: ClauselogError | None = None
    reason: str | None = None
    reason_text: Text | None = None
    """The reason of a quarantine in every language; ``reason`` is its English."""
    elapsed_s: float = 0.0
    returns_to: int | None = None
    """The last version that had this very text already, where the source went back to it."""


def track(
    policy: Policy,
    *,
    fetcher: Fetcher,
    reader: Reader,
    archive: Archive,
    clock: Clock,
    report_url: str | None = None,
    accept_break: bool = False,
    judge: Judge | None = None,
) -> TrackOutcome:
    """Look at a policy once: fetch, read, compare with the version before, judge, and commit what is new.

    A source that fails is an outcome, not an exception: it is written down and touches no other policy and no
    stored version. A text that looks cut short, emptied or swapped is quarantined: kept and shown, never told as a
    policy change, unless ``accept_break`` says that a person has looked and it is the policy.
    """
    started_at = clock.now()
    try:
        outcome = _look(policy, fetcher, reader, archive, started_at, report_url, accept_break, judge)
    except ClauselogError as error:
        outcome = _troubled(archive, policy, started_at, error)
    return replace(outcome, elapsed_s=(clock.now() - started_at).total_seconds())


def _troubled(archive: Archive, policy: Policy, at: datetime, error: ClauselogError) -> TrackOutcome:
    """Record what went wrong; where even that is impossible, the database's trouble is what must be told.

    A page that came in place of the policy is kept in quarantine; whatever else failed left no bytes to keep.
    """
    page = error.fetched if isinstance(error, BotChallenge) else None
    outcome: Outcome = "quarantined" if page else "failed"
    try:
        archive.record_check(policy.slug, outcome, at, error=str(error), fetched=(page,) if page else ())
    except ClauselogError as worse:
        return TrackOutcome(policy.slug, "failed", error=worse)
    return TrackOutcome(policy.slug, outcome, error=error, reason=error.seen.en if page else None)


def _look(
    policy: Policy,
    fetcher: Fetcher,
    reader: Reader,
    archive: Archive,
    now: datetime,
    report_url: str | None,
    accept_break: bool,
    judge: Judge | None,
) -> TrackOutcome:
    latest = archive.latest(policy.slug)
    fetched, same_bytes = _fetch(policy, fetcher, archive, conditional=latest is not None)
    signature = reader.signature(policy.sources)
    if latest is not None and same_bytes and latest.document.reader == signature:
        archive.record_check(policy.slug, "unchanged", now, fetched=fetched)
        return TrackOutcome(policy.slug, "unchanged")

    fetched = tuple(_filled(f, policy, archive) for f in fetched)
    document = reader.read([(f.source, f.body, f.media_type, f.charset) for f in fetched])
    if latest is None:
        return _commit(policy, archive, now, NewVersion(policy.slug, Cause.FIRST, now, document, fetched, None, (), ()))

    if same_bytes:  # the reader changed and the source did not: nobody is told
        return _reparse(policy, archive, latest, document, now, fetched)
    if latest.document.reader != signature:
        latest = catch_up(policy, reader, archive, latest, now)

    comparison = compare(latest.document, document, observed_on=now.date(), judge=judge)
    if comparison.verdict is Verdict.IDENTICAL:
        archive.record_check(policy.slug, "unchanged", now, fetched=fetched)
        return TrackOutcome(policy.slug, "unchanged", verdict=comparison.verdict)
    if comparison.verdict is Verdict.EXTRACTION_BREAK and not accept_break:
        reason = comparison.reason.en if comparison.reason else ""
        archive.record_check(policy.slug, "quarantined", now, error=reason, fetched=fetched)
        told = comparison.reason
        return TrackOutcome(policy.slug, "quarantined", verdict=comparison.verdict, reason=reason, reason_text=told)

    number = latest.number + 1
    alerts = alerts_for(policy, comparison.findings, archive.subscriptions())
    if alerts:
        know_it = archive.told_already(policy.slug, sha256_hex(document.text), now)
        alerts = tuple(alert for alert in alerts if alert.subscription.id not in know_it)
    messages = tuple(_message(policy, number, now, comparison, alert, report_url) for alert in alerts)
    return _commit(
        policy,
        archive,
        now,
        NewVersion(policy.slug, Cause.SOURCE_CHANGED, now, document, fetched, comparison, alerts, messages),
    )


def _fetch(
    policy: Policy, fetcher: Fetcher, archive: Archive, *, conditional: bool
) -> tuple[tuple[Fetched, ...], bool]:
    """Every source's answer, and whether all of them are the bytes that were good last time."""
    answers, same = [], True
    for source in policy.sources:
        last = archive.last_fetch(policy.slug, source) if conditional else None
        answer = fetcher.fetch(
            source, etag=last.etag if last else None, last_modified=last.last_modified if last else None
        )
        same = same and last is not None and (answer.not_modified or sha256_hex(answer.body) == last.sha256)
        answers.append(answer)
    return tuple(answers), same


def _filled(fetched: Fetched, policy: Policy, archive: Archive) -> Fetched:
    """An answer with its bytes: those of the snapshot it stands for where the source said *not modified*."""
    if not fetched.not_modified:
        return fetched
    last = archive.last_fetch(policy.slug, fetched.source)
    if last is None:  # a server that says 304 to an unconditional request
        raise _not_modified_unasked(fetched)
    snapshot = archive.snapshot(last.sha256)
    return replace(fetched, body=snapshot.body, media_type=snapshot.media_type, charset=snapshot.charset)


def _reparse(
    policy: Policy, archive: Archive, latest: Version, document: Document, now: datetime, fetched: tuple[Fetched, ...]
) -> TrackOutcome:
    comparison = compare(latest.document, document)
    new = NewVersion(policy.slug, Cause.REPARSED, now, document, fetched, replace(comparison, findings=()), (), ())
    version = archive.commit(new)
    if version is None:
        return TrackOutcome(policy.slug, "unchanged")
    return TrackOutcome(policy.slug, "reparsed", version.number)


def catch_up(policy: Policy, reader: Reader, archive: Archive, latest: Version, now: datetime) -> Version:
    """The version before, read again by today's reader, so that what differs from it is the source's doing alone.

    Where the old page is no longer kept, or cannot be read by it, or only in part (a selector that came with the new
    page finds nothing or something else on the old one), the stored reading stands.
    """
    try:
        pages = _pages(policy, archive, latest)
        if pages is None:
            return latest
        document = reader.read(pages)
    except (ParseError, StoreError) as error:
        if error.transient:
            raise
        return latest
    if key(document.text) == key(latest.document.text):
        return replace(latest, document=document)
    comparison = replace(compare(latest.document, document), findings=())
    if comparison.verdict is Verdict.EXTRACTION_BREAK:
        return latest
    committed = archive.commit(NewVersion(policy.slug, Cause.REPARSED, now, document, (), comparison, (), ()))
    return committed or replace(latest, document=document)


def _pages(policy: Policy, archive: Archive, version: Version) -> list[Page] | None:
    """What the version was read from; None where the policy has other sources now. Raises StoreError for lost bytes."""
    if len(version.snapshots) != len(policy.sources):
        return None
    kept = [archive.snapshot(sha256) for sha256 in version.snapshots]
    return [(s, one.body, one.media_type, one.charset) for s, one in zip(policy.sources, kept, strict=True)]


def _commit(policy: Policy, archive: Archive, now: datetime, new: NewVersion) -> TrackOutcome:
    version = archive.commit(new)
    if version is None:
        return TrackOutcome(policy.slug, "unchanged")
    findings = new.comparison.findings if new.comparison else ()
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.severity] = counts.get(finding.severity, 0) + 1
    verdict = new.comparison.verdict if new.comparison else None
    return TrackOutcome(policy.slug, "new_version", version.number, verdict, counts, returns_to=version.returns_to)


def _message(
    policy: Policy, number: int, now: datetime, comparison: Comparison, alert: Alert, report_url: str | None
) -> Message:
    subscription = alert.subscription
    msg_id = message_id(policy, number, subscription)
    if subscription.channel is Channel.EMAIL:
        mail = render_mail(
            policy, number, now, comparison, alert.findings, lang=subscription.lang, report_url=report_url
        )
        payload = {"subject": mail.subject, "text": mail.text, "html": mail.html}
    else:
        payload = webhook_payload(policy, number, now, comparison, alert.findings, msg_id=msg_id)
    body = json.dumps(payload, ensure_ascii=False)
    return Message(msg_id, subscription.channel, subscription.target, body, subscription.secret)


# ------------------------------------------------------------------------------------ reading again


def reparse(policy: Policy, *, reader: Reader, archive: Archive, clock: Clock) -> TrackOutcome:
    """Read the newest version again from its snapshots after the reader or a selector changed; nobody is told.

    What reads otherwise now is a version whose cause is *reparsed*; what reads the same changes nothing, so doing it
    twice does it once. A reading that looks broken is quarantined: the stored one stands. What cannot be read, or has
    no bytes any more, is an outcome with its error, and stays as it is.
    """
    started_at = clock.now()
    try:
        outcome = _reparse_latest(policy, reader, archive, started_at)
    except ClauselogError as error:
        outcome = TrackOutcome(policy.slug, "failed", error=error)
    return replace(outcome, elapsed_s=(clock.now() - started_at).total_seconds())


def _reparse_latest(policy: Policy, reader: Reader, archive: Archive, now: datetime) -> TrackOutcome:
    latest = archive.latest(policy.slug)
    if latest is None or latest.document.reader == reader.signature(policy.sources):
        return TrackOutcome(policy.slug, "unchanged")
    pages = _pages(policy, archive, latest)
    if pages is None:
        raise _other_sources(policy)
    document = reader.read(pages)
    if (document.text, document.clauses) == (latest.document.text, latest.document.clauses):
        return TrackOutcome(policy.slug, "unchanged")
    comparison = compare(latest.document, document)
    if comparison.verdict is Verdict.EXTRACTION_BREAK:
        told = comparison.reason
        return TrackOutcome(policy.slug, "quarantined", verdict=comparison.verdict, reason_text=told)
    new = NewVersion(policy.slug, Cause.REPARSED, now, document, (), replace(comparison, findings=()), (), ())
    version = archive.commit(new)
    return TrackOutcome(policy.slug, "reparsed", version.number) if version else TrackOutcome(policy.slug, "unchanged")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions side by side. ``note`` says what had to be read again before they could be compared, and how."""

    comparison: Comparison
    note: Text | None = None


def compare_versions(
    before: tuple[Policy, Version],
    after: tuple[Policy, Version],
    *,
    reader: Reader,
    archive: Archive,
    judge: Judge | None = None,
) -> Compared:
    """Any two versions, of one policy or of two.

    Trees that different readers made are never compared: both are read again from their snapshots, and where those
    are gone or no longer readable, both texts are read again as plain text. Two policies are no versions of each
    other, so no break is suspected between them and no notice is due.
    """
    same_policy = before[0].slug == after[0].slug
    observed_on = after[1].observed_at.date() if same_policy else None
    documents, note = _read_alike(before, after, reader, archive)
    return Compared(compare(*documents, observed_on=observed_on, same_policy=same_policy, judge=judge), note)


def _read_alike(
    before: tuple[Policy, Version], after: tuple[Policy, Version], reader: Reader, archive: Archive
) -> tuple[tuple[Document, Document], Text | None]:
    old, new = before[1].document, after[1].document
    if old.reader == new.reader or all(v.document.reader == reader.signature(p.sources) for p, v in (before, after)):
        return (old, new), None
    try:
        return (_read_again(*before, reader, archive), _read_again(*after, reader, archive)), _READ_AGAIN
    except (ParseError, StoreError) as error:
        if error.transient:
            raise
        return (_from_text(old, reader), _from_text(new, reader)), Text(
            zh=f"两版由不同的解析器读出，而原始页面已无法重读（{error.seen.zh}），因此把两版的文本重新读取后比较",
            en="the two were read by different readers and the pages cannot be read again "
            f"({error.seen.en}): the texts of both were read again instead",
        )


_READ_AGAIN = Text(
    zh="两版由不同的解析器读出，已从快照用现在的解析器重新读取后比较",
    en="the two were read by different readers: both were read again from their snapshots before comparing",
)


def _read_again(policy: Policy, version: Version, reader: Reader, archive: Archive) -> Document:
    if version.document.reader == reader.signature(policy.sources):
        return version.document
    pages = _pages(policy, archive, version)
    if pages is None:
        raise _other_sources(policy)
    return reader.read(pages)


def _from_text(document: Document, reader: Reader) -> Document:
    body = document.text.encode()
    return reader.read([(Source("text.txt", media_type="text/plain"), body, "text/plain", "utf-8")])


def _other_sources(policy: Policy) -> StoreError:
    return StoreError(
        Text(zh=f"重新读取 {policy.slug}", en=f"Reading {policy.slug} again"),
        Text(zh="它现在的来源与收录时不同", en="it has other sources now than when it was kept"),
        Text(zh=f"运行 clauselog track {policy.slug}", en=f"Run clauselog track {policy.slug}"),
    )


# ---------------------------------------------------------------------------------------- delivering

RETRY_AFTER_S: tuple[int, ...] = (60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600)
"""Waits between the attempts of one delivery: about three days in all, then the message is shown as dead."""


MOST_RETRY_AFTER_S = 24 * 3600.0
"""A receiver may ask for a longer wait, up to this."""


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many messages were handed over, will be tried again, or were given up."""

    sent: int = 0
    retried: int = 0
    dead: int = 0
    errors: tuple[DeliveryError, ...] = ()


def deliver(
    *,
    outbox: Outbox,
    senders: Mapping[Channel, Sender],
    clock: Clock,
    owner: str,
    limit: int = 100,
    lease_s: float = 300.0,
) -> DeliveryReport:
    """Hand over what is due, each message outside any transaction and under a lease of its own.

    A message is marked as sent only after the channel took it, so a crash in between repeats it with the same
    ``msg_id``, by which receivers know it; it is never lost.
    """
    sent = retried = dead = 0
    errors: list[DeliveryError] = []
    for message in _due(outbox, clock, owner, limit, lease_s):
        try:
            _sender(senders, message).send(message)
        except DeliveryError as error:
            now = clock.now()
            retry_at = _retry_at(message, error, now)
            outbox.failed(message.msg_id, now, str(error), retry_at=retry_at)
            errors.append(error)
            retried, dead = retried + (retry_at is not None), dead + (retry_at is None)
        else:
            outbox.sent(message.msg_id, clock.now())
            sent += 1
    return DeliveryReport(sent, retried, dead, tuple(errors))


def _due(outbox: Outbox, clock: Clock, owner: str, limit: int, lease_s: float) -> Sequence[Message]:
    return outbox.claim(clock.now(), limit=limit, lease_s=lease_s, owner=owner)


def _retry_at(message: Message, error: DeliveryError, now: datetime) -> datetime | None:
    if not error.transient or message.attempts >= len(RETRY_AFTER_S):
        return None
    wait_s = max(RETRY_AFTER_S[message.attempts], min(error.retry_after_s or 0.0, MOST_RETRY_AFTER_S))
    return now + timedelta(seconds=wait_s)


def _sender(senders: Mapping[Channel, Sender], message: Message) -> Sender:
    if message.channel in senders:
        return senders[message.channel]
    raise DeliveryError(
        Text(zh=f"发送 {message.msg_id}", en=f"Delivering {message.msg_id}"),
        Text(zh=f"没有配置 {message.channel} 渠道", en=f"no {message.channel} channel is configured"),
        Text(
            zh="请设置 CLAUSELOG_SMTP_HOST 等，然后运行 clauselog doctor",
            en="Set CLAUSELOG_SMTP_HOST and its like, then run clauselog doctor",
        ),
    )


def _not_modified_unasked(fetched: Fetched) -> SourceRefused:
    return SourceRefused(
        Text(zh=f"获取 {fetched.source.location}", en=f"Fetching {fetched.source.location}"),
        Text(zh="服务器回答 304，但我们还没有这份文本", en="the server answered 304, but there is no copy here yet"),
        Text(zh="稍后重试；若持续如此请联系网站", en="Try again later; if it persists the server is at fault"),
        transient=True,
    )
