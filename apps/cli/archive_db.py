"""``db``: the database as a thing to look after: its schema, its copies, what it may let go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from apps.cli.exits import Status, UsageError
from apps.cli.options import DataFormat, FormatOption, LangOption, examples
from apps.cli.terminal import Terminal, terminal
from clauselog.model import Text

if TYPE_CHECKING:
    from store.backups import Copied

ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite what is there. 覆盖已有内容。")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        name="db",
        help="Look after the database: upgrade, check, back up, restore, prune, reindex. 维护数据库。",
        no_args_is_help=True,
        rich_markup_mode="rich",
    )
    group.command(epilog="Make a backup first: clauselog db backup before.db")(upgrade)
    group.command(epilog="Exit status 1 where the schema is not the one this program needs.")(check)
    group.command(epilog="On PostgreSQL use pg_dump; the command is printed.")(backup)
    group.command(epilog="On PostgreSQL use pg_restore; the command is printed.")(restore)
    group.command(
        epilog=examples(
            "clauselog db prune --older-than 365d --dry-run",
            "clauselog db prune        (by CLAUSELOG_KEEP_SNAPSHOTS_DAYS)",
        )
    )(prune)
    group.command(epilog="Where clauselog verify says that the index of words does not agree.")(reindex)
    app.add_typer(group, rich_help_panel="Running 运行")


def upgrade(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """Bring the schema up to this program's; nothing is lost. 升级结构。"""
    here = terminal(ctx)
    from store import migrate

    url, busy_timeout_s = here.settings.url, here.settings.busy_timeout_s
    before = migrate.revision_of(url, busy_timeout_s=busy_timeout_s)
    migrate.upgrade(url, busy_timeout_s=busy_timeout_s)
    if output is DataFormat.json:
        here.print_json({"schema": "clauselog.upgrade/1", "before": before, "after": migrate.HEAD})
    elif before == migrate.HEAD:
        here.say(_CURRENT, style="green", revision=migrate.HEAD)
    else:
        here.say(_UPGRADED, style="green", before=before or "—", after=migrate.HEAD)


def check(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """Compare the database with what this program needs. 检查结构。"""
    here = terminal(ctx)
    from store import migrate

    url, busy_timeout_s = here.settings.url, here.settings.busy_timeout_s
    revision = migrate.revision_of(url, busy_timeout_s=busy_timeout_s)
    differences = migrate.check(url, busy_timeout_s=busy_timeout_s) if revision == migrate.HEAD else []
    sound = revision == migrate.HEAD and not differences
    if output is DataFormat.json:
        here.print_json(
            {
                "schema": "clauselog.schema-check/1",
                "current": sound,
                "revision": revision,
                "needed": migrate.HEAD,
                "differences": differences,
            }
        )
    elif sound:
        here.say(_CURRENT, style="green", revision=migrate.HEAD)
    elif revision == migrate.HEAD:
        here.say(_DIFFERS, style="red", n=len(differences))
        for difference in differences:
            here.say(f"  {difference}")
    else:
        with here.services:  # says precisely what is wrong, and what to do
            pass
    if not sound:
        raise typer.Exit(Status.FAILED)


def backup(
    ctx: typer.Context,
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write. 写入的文件。")],
    force: ForceOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Copy the database into one file while others use it, and check the copy. 备份。"""
    here = terminal(ctx)
    from store import backups

    _copied(here, backups.back_up(here.settings.url, to, force=force), output, _BACKED_UP)


def restore(
    ctx: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `db backup` wrote. 备份文件。")],
    force: ForceOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Put a backup in the place of the database, then verify all of it. 恢复并校验。"""
    here = terminal(ctx)
    from store import backups, migrate

    copied = backups.restore(here.settings.url, source, force=force)
    _copied(here, copied, output, _RESTORED)
    if copied.revision != migrate.HEAD:
        here.note(_OLDER, revision=copied.revision)
        return
    from apps.cli.archive_proof import show_damages
    from store.session import open_store

    with open_store(here.settings.url, busy_timeout_s=here.settings.busy_timeout_s) as store:
        report = store.proofs.verify()
    if not report.is_sound:
        show_damages(here, report)
        raise typer.Exit(Status.FAILED)


def prune(
    ctx: typer.Context,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="DAYS", help="365d; by default the setting. 早于多少天。"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go. 只显示。")] = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Let go the bytes of old snapshots; digests, headers and every version stay. 清理旧快照。"""
    here = terminal(ctx)
    days = _days(older_than) if older_than is not None else here.settings.keep_snapshots_days
    if days is None:
        raise UsageError(
            Text(zh="清理旧快照", en="Pruning old snapshots"),
            Text(zh="没有说明保留多久", en="nothing says how long to keep them"),
            Text(
                zh="用 --older-than 365d，或设置 CLAUSELOG_KEEP_SNAPSHOTS_DAYS",
                en="Say --older-than 365d, or set CLAUSELOG_KEEP_SNAPSHOTS_DAYS",
            ),
        )
    services = here.services
    pruned = services.retention.prune(services.clock.now(), keep_days=days, dry_run=dry_run)
    if output is DataFormat.json:
        here.print_json(
            {
                "schema": "clauselog.pruned/1",
                "dry_run": dry_run,
                "keep_days": days,
                "let_go": pruned.let_go,
                "bytes": pruned.bytes_let_go,
                "kept": pruned.kept,
                "kept_though_old": pruned.kept_though_old,
            }
        )
        return
    message = _WOULD_LET_GO if dry_run else _LET_GO
    here.say(message, n=pruned.let_go, bytes=f"{pruned.bytes_let_go:,}", kept=pruned.kept, old=pruned.kept_though_old)


def reindex(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """Make the index of words anew that search goes by. 重建搜索用的词语索引。"""
    here = terminal(ctx)
    clauses = here.services.proofs.reindex()
    if output is DataFormat.json:
        here.print_json({"schema": "clauselog.reindex/1", "clauses": clauses})
    else:
        here.say(_REINDEXED, style="green", n=clauses)


def _copied(here: Terminal, copied: Copied, output: DataFormat, message: Text) -> None:
    if output is DataFormat.json:
        shown: dict[str, Any] = {
            "schema": "clauselog.copy/1",
            "path": str(copied.path),
            "bytes": copied.size_bytes,
            "revision": copied.revision,
            "policies": copied.policies,
            "versions": copied.versions,
        }
        here.print_json(shown)
        return
    here.say(
        message,
        style="green",
        path=copied.path,
        bytes=f"{copied.size_bytes:,}",
        policies=copied.policies,
        versions=copied.versions,
    )


def _days(written: str) -> float:
    found = re.fullmatch(r"(\d{1,6})d?", written)
    if found:
        return float(found[1])
    raise UsageError(
        Text(zh=f"理解 --older-than {written}", en=f"Reading --older-than {written}"),
        Text(zh="它不是天数", en="it is no number of days"),
        Text(zh="写作 365d", en="Write it as 365d"),
    )


_CURRENT = Text(zh="数据库结构为最新（{revision}）", en="The schema is current ({revision})")
_UPGRADED = Text(zh="数据库结构已从 {before} 升级到 {after}", en="The schema was upgraded from {before} to {after}")
_DIFFERS = Text(zh="数据库结构与程序不符（{n} 处）：", en="The schema differs from the program's in {n} places:")
_BACKED_UP = Text(
    zh="已备份到 {path}（{bytes} 字节，{policies} 份政策，{versions} 个版本），副本已检查",
    en="Backed up to {path} ({bytes} bytes, {policies} policies, {versions} versions); the copy was checked",
)
_RESTORED = Text(
    zh="已恢复到 {path}（{policies} 份政策，{versions} 个版本）",
    en="Restored {path}: {policies} policies, {versions} versions",
)
_OLDER = Text(
    zh="其结构版本是较旧的 {revision}：请运行 clauselog db upgrade",
    en="Its schema is the older {revision}: run clauselog db upgrade",
)
_REINDEXED = Text(zh="词语索引已重建：{n} 条条款文字", en="The index of words was made anew for {n} clause texts")
_LET_GO = Text(
    zh="已删除 {n} 个旧快照的内容（{bytes} 字节）；保留 {kept} 个，其中 {old} 个虽旧但仍需要",
    en="Let go the bytes of {n} old snapshots ({bytes} bytes); {kept} are kept, {old} of them old but still needed",
)
_WOULD_LET_GO = Text(
    zh="将删除 {n} 个旧快照的内容（{bytes} 字节）；保留 {kept} 个，其中 {old} 个虽旧但仍需要",
    en="Would let go the bytes of {n} old snapshots ({bytes} bytes); keeps {kept}, {old} of them old but needed",
)
