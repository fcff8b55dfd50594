"""The main job on an invented provider: declare, track four times, deliver, report, and check that it all happened."""

from __future__ import annotations

import base64
import html
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from apps.demo.calendar import ROUNDS, Round, StoryClock
from apps.demo.checks import (
    Check,
    Played,
    check_challenged,
    check_deliveries,
    check_first_round,
    check_planned,
    check_quiet_round,
    mail_text,
    quiet_changes,
)
from apps.demo.receivers import Mailbox, WebhookReceiver, mail_server, webhook_receiver
from apps.demo.site_server import Site, page, site
from apps.demo.stage import Stage
from clauselog.declarations import load_declaration
from clauselog.model import Channel, Finding, Lang, Policy, Severity, Subscription, Text
from clauselog.pipeline import deliver, track
from clauselog.settings import Settings
from flows.reporting import report_page
from flows.wiring import Services, connect

DECLARATION = Path(__file__).resolve().parents[2] / "declarations" / "qinghe.yaml"
_DECLARED_SITE = "http://qinghe.example"
_LAWYER = "lawyer@qinghe-readers.example"
_RETRY_S = 120


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything that runs during the story."""

    services: Services
    site: Site
    mailbox: Mailbox
    hook: WebhookReceiver
    clock: StoryClock
    stage: Stage
    policies: tuple[Policy, ...]


def play(output: Path, stage: Stage, lang: Lang) -> bool:
    """Run the whole story with its files in ``output``. True where every promise was kept."""
    started_s = time.monotonic()
    output.mkdir(parents=True, exist_ok=True)
    with ExitStack() as running:
        shown = running.enter_context(site())
        mailbox = running.enter_context(mail_server())
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
        hook = running.enter_context(webhook_receiver(secret, busy_for=1))
        stage.heading(Text(zh="开场：虚构的服务商与收件人", en="The stage: an invented provider, and who is told"))
        stage.say(f"网站 {shown.url}   邮件服务器 127.0.0.1:{mailbox.port}   Webhook {hook.url}",
                  f"web site {shown.url}   mail server 127.0.0.1:{mailbox.port}   webhook {hook.url}")  # fmt: skip
        settings = _settings(output, mailbox, lang)
        services = running.enter_context(connect(settings, create=True))
        policies = _declare(output, services, shown, stage)
        _subscribe(services, hook, stage)
        _typeset_everything(policies)
        cast = Cast(services, shown, mailbox, hook, StoryClock(ROUNDS[0].at), stage, policies)
        checks = list(_play_rounds(cast))
        checks += _finale(cast, output, lang)
    return _verdict(checks, time.monotonic() - started_s, stage)


def _verdict(checks: list[Check], elapsed_s: float, stage: Stage) -> bool:
    """Show the broken promises, if any, and how many were kept."""
    kept, total = sum(check.kept for check in checks), len(checks)
    stage.heading(Text(zh="自检", en="Self-check"))
    stage.checks([check for check in checks if not check.kept])
    stage.say(
        f"{total} 项承诺中 {kept} 项兑现，用时 {elapsed_s:.1f} 秒",
        f"{kept} of {total} promises kept, {elapsed_s:.1f} s",
        "bold green" if kept == total else "bold red",
    )
    return kept == total


def _settings(output: Path, mailbox: Mailbox, lang: Lang) -> Settings:
    """As from the environment, with a database of its own; one made by an earlier run is thrown away."""
    for suffix in ("", "-wal", "-shm"):
        (output / f"clauselog.db{suffix}").unlink(missing_ok=True)
    return Settings(
        home=output,
        lang=lang,
        allow_hosts=("127.0.0.1",),
        smtp_host="127.0.0.1",
        smtp_port=mailbox.port,
        smtp_tls="none",
        mail_from="clauselog@watch.example",
    )


def _declare(output: Path, services: Services, shown: Site, stage: Stage) -> tuple[Policy, ...]:
    declaration = output / "declaration.yaml"
    declaration.write_text(DECLARATION.read_text("utf-8").replace(_DECLARED_SITE, shown.url), "utf-8")
    policies = load_declaration(declaration)
    for policy in policies:
        services.archive.declare(policy)
    slugs = ", ".join(p.slug for p in policies)
    stage.say(f"声明 {declaration}：{slugs}", f"declared by {declaration}: {slugs}")
    return policies


def _subscribe(services: Services, hook: WebhookReceiver, stage: Stage) -> None:
    services.archive.subscribe(Subscription(Channel.EMAIL, _LAWYER, least=Severity.MAJOR, lang="zh"))
    services.archive.subscribe(
        Subscription(Channel.WEBHOOK, hook.url, least=Severity.MINOR, lang="en", secret=hook.secret)
    )
    stage.say(f"订阅 {_LAWYER}（中文，重大以上）和 Webhook（轻微以上，签名）",
              f"subscribed {_LAWYER} (Chinese, major and up) and the webhook (minor and up, signed)")  # fmt: skip


def _typeset_everything(policies: tuple[Policy, ...]) -> None:
    """The site's own work, done beforehand so that it is not counted as ours."""
    for policy in policies:
        for round_ in ROUNDS:
            page(policy.slug.rpartition("/")[2], round_.version)


def _play_rounds(cast: Cast) -> Iterator[Check]:
    played = []
    for round_ in ROUNDS:
        told = _play(cast, round_)
        played.append(told)
        if round_.version == 1:
            yield from check_first_round(told, cast.services.archive)
        elif round_.version == 3:
            yield from check_quiet_round(told, cast.services.archive)
        yield from check_planned(told, cast.services.archive)
        yield from check_challenged(told, cast.services.archive)
    yield from check_deliveries(played, cast.services.outbox, cast.mailbox, cast.hook)


def _play(cast: Cast, round_: Round) -> Played:
    """The site publishes, every policy is tracked, and what is due is delivered, once more after a pause."""
    stage, services = cast.stage, cast.services
    number = round_.version
    title = Text(zh=f"第 {number} 轮 {round_.title.zh}", en=f"Round {number}: {round_.title.en}")
    stage.heading(title, aside=round_.at.date().isoformat())
    cast.site.version = number
    cast.clock.turn_to(round_.at)
    outcomes = []
    for policy in cast.policies:
        stage.say(f"… 查看 {policy.slug}", f"… tracking {policy.slug}", "dim")
        outcome = track(
            policy, fetcher=services.fetcher, reader=services.reader, archive=services.archive, clock=cast.clock
        )
        outcomes.append((policy, outcome))
    stage.outcomes(outcomes, services.archive)
    found = [(p, f) for p, o in outcomes for f in _findings(services, p, o.version)]
    if found:
        stage.findings(found)
    if number > 1:
        _tell_quiet_changes(cast, Played(round_, tuple(outcomes), ()))
    deliveries = []
    for _ in range(2):
        deliveries.append(
            deliver(outbox=services.outbox, senders=services.senders, clock=cast.clock, owner="demo", limit=100)
        )
        cast.clock.pass_s(_RETRY_S)
    stage.deliveries(deliveries)
    return Played(round_, tuple(outcomes), tuple(deliveries))


def _findings(services: Services, policy: Policy, version: int | None) -> tuple[Finding, ...]:
    comparison = services.archive.comparison(policy.slug, version) if version else None
    return comparison.findings if comparison else ()


def _tell_quiet_changes(cast: Cast, played: Played) -> None:
    for policy, outcome in played.outcomes:
        latest = cast.services.archive.latest(policy.slug)
        if outcome.outcome in ("failed", "quarantined"):
            number = latest.number if latest else 0
            cast.stage.say(
                f"{policy.slug}：保留第 {number} 版，不会因此提醒订阅人",
                f"{policy.slug}: version {number} is kept; subscribers are not alerted of this",
                "yellow",
            )
            continue
        moved, renumbered = quiet_changes(cast.services.archive, policy, outcome)
        material = sum(outcome.findings.get(s, 0) for s in Severity if s.is_material)
        if not material and (moved or renumbered):
            cast.stage.say(
                f"{policy.slug}：没有实质变更（{moved} 处移位，{renumbered} 处重新编号）",
                f"{policy.slug}: nothing material happened ({moved} moved, {renumbered} renumbered)",
                "green",
            )


def _finale(cast: Cast, output: Path, lang: Lang) -> list[Check]:
    stage, mailbox, hook = cast.stage, cast.mailbox, cast.hook
    stage.heading(Text(zh="一封收到的邮件（纯文本部分）", en="One mail as received (its text part)"))
    if mailbox.mails:
        stage.mail(max(mailbox.mails, key=lambda mail: len(mail_text(mail))))
    stage.heading(Text(zh="收到的 Webhook", en="Webhooks received"))
    stage.calls(hook.calls)
    if hook.taken:
        stage.body(max(hook.taken, key=lambda call: len(call.body["data"]["findings"])))
    mails, calls, again = len(mailbox.mails), len(hook.taken), len(hook.calls) - len(hook.taken)
    stage.say(
        f"共送出 {mails} 封邮件、{calls} 个 Webhook，无一重复；{again} 次被拒后重试成功",
        f"{mails} mails and {calls} webhooks sent, none twice; {again} turned away and tried again",
    )
    stage.heading(Text(zh="报告（用浏览器打开）", en="Reports (open one in a browser)"))
    paths = _write_reports(cast, output, lang)
    stage.reports(paths)
    return [_report_check(cast, policy, path) for policy, path in zip(cast.policies, paths, strict=True)]


def _write_reports(cast: Cast, output: Path, lang: Lang) -> list[Path]:
    """One page per policy, in the order of the policies."""
    archive = cast.services.archive
    paths = []
    for policy in cast.policies:
        path = output / f"{policy.slug.replace('/', '-')}.html"
        path.write_text(report_page(archive, policy, lang, clock=cast.clock), "utf-8")
        paths.append(path)
    return paths


def _report_check(cast: Cast, policy: Policy, path: Path) -> Check:
    """The report holds the new quote of each finding that is worth an alert."""
    shown = "".join(html.unescape(re.sub(r"<[^>]*>", "", path.read_text("utf-8"))).split())
    quotes = [
        stored.finding.after.quote
        for stored in cast.services.archive.findings(policy=policy.slug, least=Severity.MAJOR)
        if stored.finding.after
    ]
    missing = [quote for quote in quotes if "".join(quote.split()) not in shown]
    return Check(
        Text(zh=f"{path.name} 载有全部重要引文", en=f"{path.name} holds every material quote"),
        bool(quotes) and not missing,
        "; ".join(missing) or "no finding",
    )
