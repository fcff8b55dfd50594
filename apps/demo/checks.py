"""What must have happened for the demonstration to have worked. Each check reads what is stored or was received."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from apps.demo.calendar import Round
from apps.demo.manuscript import Edition, Expected, editions
from apps.demo.receivers import Mailbox, WebhookReceiver
from clauselog.model import ChangeKind, Comparison, Direction, Evidence, Finding, Policy, Severity, Text
from clauselog.pipeline import DeliveryReport, TrackOutcome
from clauselog.ports import Archive, Outbox

LEAST_CLAUSES = 30


@dataclass(frozen=True, slots=True)
class Check:
    """One promise and whether it was kept; ``seen`` says what there was where it was not."""

    promise: Text
    kept: bool
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """One round of the story as it went: an outcome per policy, and what was handed over."""

    round: Round
    outcomes: tuple[tuple[Policy, TrackOutcome], ...]
    deliveries: tuple[DeliveryReport, ...]

    @property
    def sent(self) -> int:
        return sum(d.sent for d in self.deliveries)

    def outcome(self, policy: Policy) -> TrackOutcome:
        return next(o for p, o in self.outcomes if p.slug == policy.slug)


def check_first_round(played: Played, archive: Archive) -> Iterator[Check]:
    for policy, outcome in played.outcomes:
        latest = archive.latest(policy.slug)
        clauses = len(latest.document.clauses) if latest else 0
        yield Check(
            Text(zh=f"{policy.slug} 已存为第 1 版", en=f"{policy.slug} is kept as version 1"),
            outcome.outcome == "new_version" and clauses >= LEAST_CLAUSES,
            f"{outcome.outcome}, {clauses} clauses, {outcome.error or ''}",
        )
    yield Check(
        Text(zh="首次入库不提醒任何人", en="Nobody is alerted of a first version"), played.sent == 0, str(played.sent)
    )


def check_planned(played: Played, archive: Archive) -> Iterator[Check]:
    """Every planned change of the round is told as planned, by quotes that stand in the versions."""
    for policy, outcome in played.outcomes:
        expected = _expected(policy, played.round.version)
        comparison = archive.comparison(policy.slug, outcome.version) if outcome.version else None
        findings = comparison.findings if comparison else ()
        for wanted in expected:
            found = next((f for f in findings if _tells(f, wanted)), None)
            yield Check(
                Text(
                    zh=f"{policy.slug}：{wanted.type}“{wanted.quote}”已找到",
                    en=f"{policy.slug}: {wanted.type} “{wanted.quote}” is found",
                ),
                found is not None,
                "; ".join(f"{f.type} {f.severity} {f.direction}" for f in findings)
                or str(outcome.error or outcome.outcome),
            )
        if expected and comparison:
            yield Check(
                Text(zh=f"{policy.slug}：每处引文都与原文一致", en=f"{policy.slug}: every quote stands in its version"),
                all(_quotes_hold(comparison, f) for f in findings),
            )


def check_quiet_round(played: Played, archive: Archive) -> Iterator[Check]:
    for policy, outcome in played.outcomes:
        moved, renumbered = quiet_changes(archive, policy, outcome)
        material = sum(outcome.findings.get(s, 0) for s in Severity if s.is_material)
        yield Check(
            Text(zh=f"{policy.slug}：没有实质变更", en=f"{policy.slug}: nothing material happened"),
            outcome.outcome == "new_version" and material == 0,
            f"{outcome.outcome} {dict(outcome.findings)} {outcome.error or ''}",
        )
        yield Check(
            Text(zh=f"{policy.slug}：认出移位与重新编号", en=f"{policy.slug}: moves and renumbering are recognised"),
            moved > 0 and renumbered > 0,
            f"{moved} moved, {renumbered} renumbered",
        )
    yield Check(Text(zh="无人被打扰", en="Nobody is alerted"), played.sent == 0, str(played.sent))


def check_challenged(played: Played, archive: Archive) -> Iterator[Check]:
    for policy, outcome in played.outcomes:
        if not _edition(policy, played.round.version).challenge:
            continue
        latest = archive.latest(policy.slug)
        yield Check(
            Text(
                zh=f"{policy.slug}：安全验证页没有被当成政策，旧版本仍在",
                en=f"{policy.slug}: the challenge page is not taken for the policy, the old version stands",
            ),
            outcome.outcome in ("failed", "quarantined")
            and latest is not None
            and latest.number == played.round.version - 1
            and "安全验证" not in latest.document.text,
            f"{outcome.outcome}, latest {latest.number if latest else None}",
        )


def check_deliveries(
    played: Sequence[Played], outbox: Outbox, mailbox: Mailbox, hook: WebhookReceiver
) -> Iterator[Check]:
    """All alerts sent, none twice, and each planned material change told on both channels."""
    status = outbox.status()
    received = len(mailbox.mails) + len(hook.taken)
    yield Check(
        Text(zh="提醒全部送达", en="Every alert was delivered"),
        status.pending == 0 and status.dead == 0 and status.sent == received == sum(p.sent for p in played) > 0,
        f"{status}, {received} received",
    )
    keys = Counter([str(m["Message-ID"]) for m in mailbox.mails] + [c.msg_id for c in hook.taken])
    yield Check(Text(zh="没有一条重复", en="None was delivered twice"), max(keys.values(), default=0) == 1, str(keys))
    yield Check(Text(zh="签名全部有效", en="Every signature is good"), all(c.signature_ok for c in hook.calls))
    mails = "\n".join(mail_text(m) for m in mailbox.mails)
    bodies = json.dumps([c.body for c in hook.taken], ensure_ascii=False)
    for version in sorted({p.round.version for p in played}):
        for slug, wanted in _all_expected(played, version):
            material = Severity(wanted.severity).is_material
            missing = [
                name
                for name, told in (("mail", mails), ("webhook", bodies))
                if (material or name == "webhook") and not _holds(told, wanted.quote)
            ]
            yield Check(
                Text(zh=f"{slug}：“{wanted.quote}”已告知", en=f"{slug}: “{wanted.quote}” was told"),
                not missing,
                f"missing in {missing}",
            )


def quiet_changes(archive: Archive, policy: Policy, outcome: TrackOutcome) -> tuple[int, int]:
    """How many clauses of a new version only moved, and how many were only renumbered or renumbered as well."""
    comparison = archive.comparison(policy.slug, outcome.version) if outcome.version else None
    kinds = [set(change.kinds) for change in comparison.changes] if comparison else []
    return sum(ChangeKind.MOVED in k for k in kinds), sum(ChangeKind.RENUMBERED in k for k in kinds)


def mail_text(mail: EmailMessage) -> str:
    """The plain-text part of a mail as its reader sees it."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def _all_expected(played: Sequence[Played], version: int) -> Iterator[tuple[str, Expected]]:
    for policy, _ in played[0].outcomes:
        for wanted in _expected(policy, version):
            yield policy.slug, wanted


def _expected(policy: Policy, version: int) -> tuple[Expected, ...]:
    return _edition(policy, version).expected


def _edition(policy: Policy, version: int) -> Edition:
    return editions(policy.slug.rpartition("/")[2])[version - 1]


def _tells(finding: Finding, wanted: Expected) -> bool:
    """The planned type and direction, at least as grave as planned, quoting the words that were put in."""
    return (
        finding.type == wanted.type
        and finding.direction is Direction(wanted.direction)
        and finding.severity.rank <= Severity(wanted.severity).rank
        and finding.after is not None
        and _holds(finding.after.quote, wanted.quote)
        and (finding.before is None or not _holds(finding.before.quote, wanted.quote))
    )


def _holds(text: str, words: str) -> bool:
    """Whether the words stand in the text, however lines were broken; ``5天`` does not stand in ``15天``."""
    return re.search(rf"(?<!\d){re.escape(''.join(words.split()))}", "".join(text.split())) is not None


def _quotes_hold(comparison: Comparison, finding: Finding) -> bool:
    sides: tuple[tuple[Evidence | None, str], ...] = (
        (finding.before, comparison.before.text),
        (finding.after, comparison.after.text),
    )
    return all(e is None or text[e.start : e.end] == e.quote for e, text in sides)
