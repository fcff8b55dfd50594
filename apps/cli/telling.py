"""``findings``, ``subscribe``, ``subscriptions``, ``unsubscribe``, ``deliver``: what was found, and who hears of it."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from apps.cli import words
from apps.cli.exits import Status, UsageError
from apps.cli.naming import a_moment, resolve
from apps.cli.options import DataFormat, FormatOption, LangOption, SeverityChoice, as_severity, examples
from apps.cli.terminal import Terminal, terminal
from clauselog.model import FACT_TYPES, Channel, Subscription, Text

if TYPE_CHECKING:
    from clauselog.model import StoredFinding

TELL = "Telling 通知"
TypeOption = Annotated[
    list[str] | None, typer.Option("--type", metavar="TYPE", help="Only these types, e.g. liability_cap. 类型。")
]


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=TELL,
        epilog=examples(
            "clauselog findings --least major --since 30d",
            "clauselog findings example/privacy --type retention --format json",
            f"Types: {', '.join(FACT_TYPES)}",
        ),
    )(findings)
    app.command(
        rich_help_panel=TELL,
        epilog=examples(
            "clauselog subscribe legal@example.org --least critical --lang zh",
            "clauselog subscribe https://example.org/hook --provider Example --new-secret",
        ),
    )(subscribe)
    app.command(rich_help_panel=TELL)(subscriptions)
    app.command(rich_help_panel=TELL)(unsubscribe)
    app.command(
        rich_help_panel=TELL,
        epilog="Exit status 1 where a message could not be handed over; it is kept and tried again.",
    )(deliver)


def findings(
    ctx: typer.Context,
    policy: Annotated[str | None, typer.Argument(metavar="POLICY", help="Only of this policy.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only of this provider. 发布方。")] = None,
    types: TypeOption = None,
    least: Annotated[SeverityChoice | None, typer.Option(help="Only as grave as this or graver. 最低程度。")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE|30d|12h", help="Only seen since then. 起始时间。")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many. 最多条数。")] = 200,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """List what was found, newest first. 列出发现。"""
    here = terminal(ctx)
    services = here.services
    found = services.archive.findings(
        policy=resolve(services.archive, policy).slug if policy else None,
        provider=provider,
        types=known_types(types),
        least=as_severity(least) if least else None,
        since=a_moment(since, services.clock.now()) if since else None,
        limit=limit,
    )
    if output is DataFormat.json:
        from apps.cli.shapes import findings_json

        here.print_json(findings_json(found, here.lang))
    elif not found:
        here.say(words.NO_FINDINGS_STORED)
    else:
        _show_findings(here, found)


def subscribe(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="TARGET", help="An e-mail address or a webhook URL.")],
    policies: Annotated[
        list[str] | None, typer.Option("--policy", metavar="POLICY", help="Only these policies. 政策。")
    ] = None,
    providers: Annotated[
        list[str] | None, typer.Option("--provider", metavar="NAME", help="Only of these providers. 发布方。")
    ] = None,
    types: TypeOption = None,
    least: Annotated[
        SeverityChoice, typer.Option(help="Only findings as grave as this or graver. 最低程度。")
    ] = SeverityChoice.major,
    secret_env: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Environment variable that holds the webhook's secret (whsec_…). 密钥变量。"),
    ] = None,
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="Make a webhook secret and show it once. 生成密钥。")
    ] = False,
    lang: LangOption = None,
) -> None:
    """Have findings sent to an e-mail address or a webhook. 订阅通知。"""
    here = terminal(ctx)
    channel = _channel(target)
    secret = _secret(channel, secret_env, new_secret)
    archive = here.services.archive
    known = {status.policy.provider for status in archive.policies()} if providers else set()
    made = archive.subscribe(
        Subscription(
            channel=channel,
            target=target,
            policies=tuple(resolve(archive, name).slug for name in policies or ()),
            providers=tuple(providers or ()),
            types=known_types(types),
            least=as_severity(least),
            lang=here.lang,
            secret=secret,
        )
    )
    from clauselog.reports.as_json import without_login
    from clauselog.reports.labels import word

    here.say(words.SUBSCRIBED, id=made.id, target=without_login(made.target), channel=word(made.channel, here.lang))
    for provider in providers or ():
        if provider not in known:
            here.note(words.NO_PROVIDER, style="yellow", provider=provider)
    if new_secret and made.secret == secret:
        here.say(words.NEW_SECRET, style="bold", secret=secret)


def subscriptions(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """List who is told about what. 列出订阅。"""
    here = terminal(ctx)
    kept = here.services.archive.subscriptions()
    if output is DataFormat.json:
        from apps.cli.shapes import subscriptions_json

        here.print_json(subscriptions_json(kept))
    elif not kept:
        here.say(words.NO_SUBSCRIPTIONS)
    else:
        _subscription_table(here, kept)


def unsubscribe(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="As clauselog subscriptions shows it.")],
    lang: LangOption = None,
) -> None:
    """End a subscription. 取消订阅。"""
    here = terminal(ctx)
    archive = here.services.archive
    if number not in [kept.id for kept in archive.subscriptions()]:
        raise UsageError(
            Text(zh=f"取消订阅 {number}", en=f"Ending subscription {number}"),
            Text(zh="没有这个订阅", en="there is no such subscription"),
            Text(zh="clauselog subscriptions 列出全部订阅", en="clauselog subscriptions lists them all"),
        )
    archive.unsubscribe(number)
    here.say(words.UNSUBSCRIBED, id=number)


def deliver(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many messages. 最多条数。")] = 1000,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Hand over the messages that are due. 投递待发通知。"""
    here = terminal(ctx)
    services = here.services
    from clauselog import pipeline

    owner = f"cli-{os.getpid()}-{secrets.token_hex(4)}"
    done = pipeline.deliver(
        outbox=services.outbox, senders=services.senders, clock=services.clock, owner=owner, limit=limit
    )
    left = services.outbox.status()
    if output is DataFormat.json:
        from apps.cli.shapes import delivery_json

        here.print_json(delivery_json(done, left, here.lang))
    else:
        here.say(words.DELIVERED, sent=done.sent, retried=done.retried, dead=done.dead, pending=left.pending)
        for error in done.errors:
            here.complain(error)
    if done.retried or done.dead:
        raise typer.Exit(Status.FAILED)


# ------------------------------------------------------------------------------------------- reading


def known_types(types: list[str] | None) -> tuple[str, ...]:
    for given in types or ():
        if given not in FACT_TYPES:
            import difflib

            close = ", ".join(difflib.get_close_matches(given, FACT_TYPES, n=3)) or ", ".join(FACT_TYPES)
            raise UsageError(
                Text(zh=f"使用类型“{given}”", en=f"Using the type '{given}'"),
                Text(zh="没有这种类型", en="there is no such type"),
                Text(zh=f"可用：{close}", en=f"Choose from: {close}"),
            )
    return tuple(types or ())


_MAIL = re.compile(r"[^\s@<>,;:\"()\x00-\x1f]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?")


def _channel(target: str) -> Channel:
    """E-mail or webhook, by the look of the target. Raises DeclarationError or UsageError."""
    if "://" in target:
        from clauselog.declarations import check_location

        check_location(target, target)
        return Channel.WEBHOOK
    if _MAIL.fullmatch(target):
        return Channel.EMAIL
    raise UsageError(
        Text(zh=f"订阅到“{target}”", en=f"Subscribing '{target}'"),
        Text(zh="它既不是邮箱地址，也不是 http(s) 网址", en="it is neither an e-mail address nor an http(s) URL"),
        Text(zh="例如 legal@example.org", en="For example legal@example.org"),
    )


def _secret(channel: Channel, variable: str | None, new: bool) -> str | None:
    """The webhook's secret, from the environment or newly made. It is never taken from the command line itself."""
    tried = Text(zh="设置签名密钥", en="Setting the signing secret")
    if not variable and not new:
        return None
    if channel is not Channel.WEBHOOK or (variable and new):
        raise UsageError(
            tried,
            Text(
                zh="只有 Webhook 使用密钥，且 --secret-env 与 --new-secret 只能选一个",
                en="only a webhook has one, by --secret-env or by --new-secret, not by both",
            ),
            Text(zh="请改用其中一个选项", en="Give one of the two, with a webhook URL"),
        )
    if new:
        return "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    value = os.environ.get(variable or "", "")
    try:
        key = base64.b64decode(value.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if value.startswith("whsec_") and 24 <= len(key) <= 64:
        return value
    raise UsageError(
        tried,
        Text(
            zh=f"环境变量 {variable} 未设置，或不是 whsec_ 加 24–64 字节的 Base64",
            en=f"{variable} is not set, or is not whsec_ and 24–64 bytes in base64",
        ),
        Text(zh="请设置该变量，或用 --new-secret 生成", en="Set the variable, or let --new-secret make one"),
    )


# ------------------------------------------------------------------------------------------- showing


def _show_findings(here: Terminal, found: list[StoredFinding]) -> None:
    """Grouped by the version that brought them, newest first."""
    from itertools import groupby

    from rich.text import Text as Styled

    from apps.cli.layout import hang, joined
    from apps.cli.redline import show_finding
    from apps.cli.rendering import local_time

    told: set[str] = set()
    versions = groupby(found, key=lambda one: (one.policy, one.after_number, one.observed_at))
    for (policy, number, observed_at), group in versions:
        hang(
            here.out, Styled(), joined([Styled(f"{policy}@{number}", "bold underline"), local_time(observed_at) or ""])
        )
        for stored in group:
            show_finding(here, stored.finding, told=told, number=stored.id)
            here.show(Styled())


def _subscription_table(here: Terminal, kept: list[Subscription]) -> None:
    from apps.cli.rendering import cell, names, severity_badge, table
    from clauselog.reports.as_json import without_login
    from clauselog.reports.labels import type_word, word

    heads = (words.CHANNEL, words.TARGET, words.POLICY, words.PROVIDER, words.TYPE, words.LEAST, words.LANGUAGE)
    shown = table(here, ("ID", {"justify": "right"}), *(here.words(head) for head in heads), here.words(words.SIGNED))
    for one in kept:
        shown.add_row(
            cell(one.id, "bold"),
            cell(word(one.channel, here.lang)),
            cell(without_login(one.target)),
            names(here, one.policies),
            names(here, one.providers),
            names(here, [type_word(name, here.lang) for name in one.types]),
            severity_badge(one.least, here),
            cell(one.lang),
            cell(here.words(words.YES if one.secret else words.NO)),
        )
    here.show(shown)
