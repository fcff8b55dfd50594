"""``doctor``: what is configured, what can be reached, what is missing, and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import typer

from apps.cli import words
from apps.cli.exits import Status
from apps.cli.options import DataFormat, FormatOption, LangOption
from apps.cli.terminal import Terminal, terminal
from clauselog.errors import ClauselogError
from clauselog.model import Channel, Text

if TYPE_CHECKING:
    from clauselog.ports import OutboxStatus, PolicyStatus
    from clauselog.settings import Settings

LIBRARIES = ("sqlalchemy", "alembic", "httpx", "selectolax", "pypdfium2", "rapidfuzz", "pyahocorasick", "apscheduler")
OLDEST_PYTHON = (3, 11)
MAIL_TIMEOUT_S = 5.0


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    """Works, but somebody should look."""
    BROKEN = "broken"
    """Needed, and does not work: exit status 1."""


MARKS = {State.OK: ("✓", "green"), State.WARNING: ("!", "yellow"), State.BROKEN: ("✗", "bold red")}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was seen of it, and advice where it is not well."""

    name: Text
    state: State
    seen: Text
    advice: Text | None = None


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel="Running 运行", epilog="Exit status 1 where something that is needed is broken. Sends nothing."
    )(doctor)


def doctor(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """Check what is configured, reachable and missing. 自检。"""
    here = terminal(ctx)
    checks = list(examine(here))
    broken = any(check.state is State.BROKEN for check in checks)
    if output is DataFormat.json:
        here.print_json(
            {
                "schema": "clauselog.doctor/1",
                "healthy": not broken,
                "checks": [_check_json(here, check) for check in checks],
            }
        )
    else:
        _table(here, checks)
    if broken:
        raise typer.Exit(Status.FAILED)


def examine(here: Terminal) -> Iterator[Check]:
    """Everything worth looking at, in the order in which it should be mended."""
    yield _python()
    yield _libraries()
    try:
        settings = here.settings
    except ClauselogError as error:
        yield _from_error(_SETTINGS, error)
        return
    yield Check(_SETTINGS, State.OK, _settings_seen(here, settings))
    yield _home(settings)
    mail_is_needed = False
    try:
        archive, outbox = here.services.archive, here.services.outbox
        policies, waiting = archive.policies(), outbox.status()
        mail_is_needed = any(one.channel is Channel.EMAIL and one.active for one in archive.subscriptions())
    except ClauselogError as error:
        yield _from_error(_DATABASE, error)
    else:
        where = _database_name(settings)
        yield Check(_DATABASE, State.OK, Text(zh=f"{where}，结构为最新", en=f"{where}, its schema is current"))
        yield _policies(policies)
        yield _outbox(waiting)
    yield _mail(settings, needed=mail_is_needed)
    yield _private_hosts(settings)


_SETTINGS = Text(zh="设置", en="settings")
_DATABASE = Text(zh="数据库", en="database")
_MAIL = Text(zh="邮件服务器", en="mail server")


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    seen = Text(zh=f"{version}（{sys.platform}）", en=f"{version} ({sys.platform})")
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Check(Text(zh="Python", en="Python"), State.OK, seen)
    return Check(
        Text(zh="Python", en="Python"),
        State.BROKEN,
        seen,
        Text(zh="请安装 Python 3.11 或更高版本", en="Install Python 3.11 or newer"),
    )


def _libraries() -> Check:
    from importlib.metadata import PackageNotFoundError, version

    from clauselog import __version__

    found, missing = [f"clauselog {__version__}"], []
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            missing.append(library)
    name = Text(zh="程序与库", en="program and libraries")
    if not missing:
        listed = ", ".join(found)
        return Check(name, State.OK, Text(zh=listed, en=listed))
    lacking = ", ".join(missing)
    return Check(
        name,
        State.BROKEN,
        Text(zh=f"缺少 {lacking}", en=f"{lacking} missing"),
        Text(zh="请重新安装 clauselog", en="Install clauselog again"),
    )


def _settings_seen(here: Terminal, settings: Settings) -> Text:
    """The names of the variables that are set; a value may be a secret, a name is none."""
    named = sorted(name for name, value in here.env.items() if name.startswith("CLAUSELOG_") and value.strip())
    if not named:
        return Text(zh="全部为默认值", en="all at their defaults")
    listed = ", ".join(named)
    return Text(zh=f"已设置 {listed}", en=f"set: {listed}")


def _home(settings: Settings) -> Check:
    name, where = Text(zh="工作目录", en="working folder"), str(settings.home.resolve())
    if settings.home.is_dir() and os.access(settings.home, os.W_OK):
        return Check(name, State.OK, Text(zh=where, en=where))
    return Check(
        name,
        State.BROKEN,
        Text(zh=f"{where} 不存在或不可写", en=f"{where} does not exist or cannot be written to"),
        Text(zh="请建立该目录，或更改 CLAUSELOG_HOME", en="Make the folder, or change CLAUSELOG_HOME"),
    )


def _database_name(settings: Settings) -> str:
    """The address of the database without its password."""
    from store.database import name_of, read_url

    return name_of(read_url(settings.url))


def _policies(policies: list[PolicyStatus]) -> Check:
    name = Text(zh="政策", en="policies")
    ill = [status.policy.slug for status in policies if status.outcome in ("failed", "quarantined")]
    unseen = sum(status.checked_at is None for status in policies)
    seen = Text(
        zh=f"共 {len(policies)} 份，从未检查 {unseen} 份，上次检查未成功 {len(ill)} 份",
        en=f"{len(policies)} in all, {unseen} never checked, {len(ill)} whose last check did not succeed",
    )
    if ill:
        listed = " ".join(ill[:5]) + (" …" if len(ill) > 5 else "")
        return Check(
            name, State.WARNING, seen, Text(zh=f"clauselog track {listed}", en=f"See clauselog track {listed}")
        )
    if not policies:
        return Check(name, State.WARNING, seen, Text(zh="用 clauselog add 添加", en="Add one with clauselog add"))
    return Check(name, State.OK, seen)


def _outbox(waiting: OutboxStatus) -> Check:
    name = Text(zh="待发通知", en="outbox")
    seen = Text(
        zh=f"排队 {waiting.pending}，已送出 {waiting.sent}，放弃 {waiting.dead}",
        en=f"{waiting.pending} waiting, {waiting.sent} sent, {waiting.dead} given up",
    )
    if not waiting.dead and not (waiting.pending and waiting.last_error):
        return Check(name, State.OK, seen)
    last = waiting.last_error or "—"
    return Check(name, State.WARNING, seen, Text(zh=f"最近的错误：{last}", en=f"Last error: {last}"))


def _mail(settings: Settings, *, needed: bool) -> Check:
    if not settings.smtp_host:
        return Check(
            _MAIL,
            State.BROKEN if needed else State.WARNING,
            Text(zh="没有设置", en="not set"),
            Text(
                zh="要发邮件，请设置 CLAUSELOG_SMTP_HOST、_PORT、_USER、_PASSWORD、_TLS 与 CLAUSELOG_MAIL_FROM",
                en="For e-mail set CLAUSELOG_SMTP_HOST, _PORT, _USER, _PASSWORD, _TLS and CLAUSELOG_MAIL_FROM",
            ),
        )
    from flows.wiring import SystemClock
    from gateways.email import MailSender

    try:
        MailSender(settings, SystemClock(), timeout_s=MAIL_TIMEOUT_S).check()
    except ClauselogError as error:
        return Check(_MAIL, State.BROKEN, error.seen, error.todo)
    where = f"{settings.smtp_host}:{settings.smtp_port} ({settings.smtp_tls})"
    return Check(_MAIL, State.OK, Text(zh=f"{where} 可连接", en=f"{where} answers"))


def _private_hosts(settings: Settings) -> Check:
    name = Text(zh="内部地址", en="private addresses")
    if not settings.allow_hosts:
        return Check(name, State.OK, Text(zh="一律不访问", en="never contacted"))
    listed = ", ".join(settings.allow_hosts)
    return Check(name, State.OK, Text(zh=f"仅允许 {listed}", en=f"contacted only: {listed}"))


def _from_error(name: Text, error: ClauselogError) -> Check:
    seen = Text(zh=f"{error.tried.zh}：{error.seen.zh}", en=f"{error.tried.en}: {error.seen.en}")
    return Check(name, State.BROKEN, seen, error.todo)


def _check_json(here: Terminal, check: Check) -> dict[str, Any]:
    return {
        "check": check.name.en,
        "state": check.state.value,
        "seen": check.seen[here.lang],
        "advice": check.advice[here.lang] if check.advice else None,
    }


def _table(here: Terminal, checks: list[Check]) -> None:
    from apps.cli.rendering import cell, table

    heads: tuple[str, ...] = ("", here.words(words.CHECK), here.words(words.STATE), here.words(words.ADVICE))
    shown = table(here, *heads)
    lang = here.lang
    for check in checks:
        mark, style = MARKS[check.state]
        advice = check.advice[lang] if check.advice else None
        shown.add_row(cell(mark, style), cell(check.name[lang], "bold"), cell(check.seen[lang]), cell(advice))
    here.show(shown)
