"""``import`` and ``export``: histories that others kept, what other tools watch, and evidence to hand on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from apps.cli import words
from apps.cli.exits import Status, UsageError
from apps.cli.naming import resolve
from apps.cli.options import DataFormat, FormatOption, LangOption, examples
from apps.cli.terminal import Terminal, terminal
from clauselog.errors import StoreError
from clauselog.model import Text

if TYPE_CHECKING:
    from clauselog.bundles import Bundle
    from clauselog.histories import Found, LeftAside
    from clauselog.imports import ImportOutcome
    from clauselog.watchlists import WatchList

EXCHANGE = "Exchange 交换"
MANY = 8
"""Troubles and things left aside that are listed by name; JSON lists all."""

ProviderOption = Annotated[str | None, typer.Option("--provider", help="Who publishes it. 发布方。")]
NameOption = Annotated[str | None, typer.Option("--name", help="What the policy is called. 政策名称。")]
SlugOption = Annotated[
    str | None, typer.Option("--slug", help="All of it is this one policy: provider/name. 全部归入这一份政策。")
]
BreaksOption = Annotated[
    bool,
    typer.Option("--accept-breaks", help="Take also texts that look cut short or swapped. 疑似不完整的文本也收录。"),
]


def register(app: typer.Typer) -> None:
    imports = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode="rich",
        help="Import histories and configurations: original dates, changes and findings, and nobody is alerted.\n\n"
        "导入已有的历史或配置：保留原日期、变更与发现，不发出任何通知。",
        epilog="Importing twice changes nothing; an import that was interrupted goes on when run again.",
    )
    imports.command(
        "folder",
        epilog=examples(
            "clauselog import folder archive/ --provider Example",
            "2023-04-20.md, 20230420-privacy.html, 2023年4月20日.pdf; each folder below is a history of its own",
        ),
    )(import_folder)
    imports.command(
        "git",
        epilog=examples(
            "clauselog import git ~/site legal/privacy.md legal/terms.md --provider Example",
            "A version for each commit of the main line that changed the file, by its commit date; "
            "the commits' order counts, not their dates; renames are followed",
        ),
    )(import_git)
    imports.command("ota", epilog="clauselog import ota ~/demo-versions")(import_ota)
    imports.command(
        "warc",
        epilog=examples("clauselog import warc crawl.warc.gz --url https://example.com/privacy"),
    )(import_warc)
    imports.command(
        "config",
        epilog=examples(
            "clauselog import config url-watches.json",
            "clauselog import config ~/.config/urlwatch/urls.yaml",
            "Nothing is fetched and no command is run; what a declaration cannot say is listed",
        ),
    )(import_config)
    imports.command("bundle", epilog="clauselog import bundle evidence.zip")(import_bundle)
    app.add_typer(imports, name="import", rich_help_panel=EXCHANGE)
    app.command(
        rich_help_panel=EXCHANGE,
        epilog=examples(
            "clauselog export example/privacy -o privacy-evidence.zip",
            "Anybody can check it with sha256sum; clauselog import bundle reads it on another machine",
        ),
    )(export)


# ------------------------------------------------------------------------------------------- export


def export(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="provider/name, or the name alone.")],
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The ZIP file to write. 写入的文件。")],
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Write all evidence of a policy as one file: snapshots, texts, changes, hashes. 导出证据包。"""
    here = terminal(ctx)
    from apps.cli.files import write_output
    from clauselog.text import sha256_hex
    from gateways.bundles import pack

    found = resolve(here.services.archive, policy)
    bundle = here.services.records.collect(found.slug)
    body = pack(bundle)
    write_output(to, body)
    facts: dict[str, Any] = {
        "policy": found.slug,
        "versions": len(bundle.editions),
        "snapshots": len(bundle.snapshots),
        "bytes": len(body),
        "sha256": sha256_hex(body),
    }
    if output is DataFormat.json:
        here.print_json({"schema": "clauselog.export/1", **facts, "path": str(to)})
        return
    here.say(words.EXPORTED, **facts, path=to)
    if bundle.let_go:
        here.note(words.LET_GO, n=len(bundle.let_go))


# ------------------------------------------------------------------------------------------- import


def import_bundle(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What clauselog export has written.")],
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """An evidence bundle, checked whole before anything is stored. 证据包。"""
    here = terminal(ctx)
    from apps.cli.files import read_input
    from gateways.bundles import MOST_BYTES, unpack

    records = here.services.records
    bundle = unpack(read_input(str(file), max_bytes=MOST_BYTES), name=str(file))
    try:
        new = records.restore(bundle)
    except StoreError as error:
        if error.transient:
            raise
        raise UsageError(error.tried, error.seen, error.todo) from None
    slug, versions, head = bundle.policy.slug, len(bundle.editions), _head(bundle)
    if output is DataFormat.json:
        facts = {"policy": slug, "versions": versions, "new_looks": new, "chain_sha256": head}
        here.print_json({"schema": "clauselog.bundle-import/1", **facts})
        return
    here.say(
        words.BUNDLE_IMPORTED if new else words.BUNDLE_KNOWN, slug=slug, versions=versions, new=new, head=head or "—"
    )


def _head(bundle: Bundle) -> str | None:
    return bundle.editions[-1].chain_sha256 if bundle.editions else None


def import_folder(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of files named by their date.")],
    provider: ProviderOption = None,
    name: NameOption = None,
    slug: SlugOption = None,
    accept_breaks: BreaksOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """A folder of dated files. 按日期命名的文件夹。"""
    here = terminal(ctx)
    from gateways.histories.folder import read_folder

    limit = here.settings.max_bytes
    whole = _slug(slug, provider)
    _import(
        here,
        lambda: read_folder(folder, max_bytes=limit, provider=provider, name=name, slug=whole),
        accept_breaks=accept_breaks,
        output=output,
    )


def import_git(
    ctx: typer.Context,
    repository: Annotated[Path, typer.Argument(metavar="REPO", help="The folder of a git repository.")],
    files: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files in it, each one policy.")],
    provider: ProviderOption = None,
    name: NameOption = None,
    slug: SlugOption = None,
    accept_breaks: BreaksOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Files of a git repository: each commit a version. git 仓库里的文件，每次提交一版。"""
    here = terminal(ctx)
    if len(files) > 1 and (name or slug):
        raise UsageError(
            Text(zh=f"导入 {repository}", en=f"Importing {repository}"),
            Text(zh="--name 和 --slug 只能用于一个文件", en="--name and --slug are for one file"),
            Text(zh="请逐个文件导入", en="Import the files one by one"),
        )
    from gateways.histories.git import read_git

    limit = here.settings.max_bytes
    whole = _slug(slug, provider)
    _import(
        here,
        lambda: read_git(repository, files, max_bytes=limit, provider=provider, name=name, slug=whole),
        accept_breaks=accept_breaks,
        output=output,
    )


def import_ota(
    ctx: typer.Context,
    repository: Annotated[Path, typer.Argument(metavar="REPO", help="A *-versions repository of Open Terms Archive.")],
    accept_breaks: BreaksOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """A versions repository of Open Terms Archive, as it is. Open Terms Archive 版本库。"""
    here = terminal(ctx)
    from gateways.histories.ota import read_versions

    limit = here.settings.max_bytes
    _import(here, lambda: read_versions(repository, max_bytes=limit), accept_breaks=accept_breaks, output=output)


def import_warc(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .warc or .warc.gz file.")],
    urls: Annotated[
        list[str] | None, typer.Option("--url", metavar="URL", help="Only the pages of this address. 只导入该网址。")
    ] = None,
    accept_breaks: BreaksOption = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """The pages of a WARC file, by the dates of their records. WARC 文件。"""
    here = terminal(ctx)
    from gateways.histories.warc import read_warc

    limit = here.settings.max_bytes
    known = [status.policy for status in here.services.archive.policies()]
    _import(
        here,
        lambda: read_warc(file, max_bytes=limit, urls=urls or (), known=known),
        accept_breaks=accept_breaks,
        output=output,
    )


def import_config(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A configuration, or changedetection.io's data folder.")],
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """What changedetection.io, urlwatch or webchanges watched. 其他工具的配置。"""
    here = terminal(ctx)
    found = _watchlist(file)
    archive = here.services.archive
    known = {status.policy.slug: status.policy for status in archive.policies()}
    watched = {source.location for policy in known.values() for source in policy.sources}
    added, kept = [], []
    for policy in found.policies:
        if policy.sources[0].location in watched:
            kept.append(policy)
            continue
        nth, slug = 1, policy.slug
        while slug in known:
            nth += 1
            slug = f"{policy.slug}-{nth}"
        from dataclasses import replace

        named = replace(policy, slug=slug)
        archive.declare(named)
        known[slug] = named
        added.append(named)
    if output is DataFormat.json:
        from apps.cli.shapes import config_import_json

        here.print_json(config_import_json(found, added, kept, here.lang))
        return
    for policy in added:
        here.say(words.DECLARED_NEW, slug=policy.slug, name=policy.name)
    here.say(words.CONFIG_IMPORTED, tool=found.tool, added=len(added), kept=len(kept), odd=len(found.not_mapped))
    if found.not_mapped:
        _not_mapped_table(here, found)
    if added:
        here.note(words.ADD_NEXT, slug="--all")


def _watchlist(file: Path) -> WatchList:
    from apps.cli.files import read_input
    from clauselog.watchlists import MOST_BYTES, WatchList, parse_watchlist

    if not file.is_dir():
        return parse_watchlist(read_input(str(file), max_bytes=MOST_BYTES), name=str(file))
    whole = file / "url-watches.json"
    if whole.is_file():
        return parse_watchlist(read_input(str(whole), max_bytes=MOST_BYTES), name=str(whole))
    root = file.resolve()
    single = sorted(p for p in file.glob("*/watch.json") if p.is_file() and p.resolve().is_relative_to(root))
    lists = [parse_watchlist(read_input(str(one), max_bytes=MOST_BYTES), name=str(one)) for one in single]
    if not lists:
        raise UsageError(
            Text(zh=f"导入配置 {file}", en=f"Importing the configuration {file}"),
            Text(
                zh="这个文件夹里没有 url-watches.json 或 */watch.json",
                en="the folder holds no url-watches.json or */watch.json",
            ),
            Text(
                zh="请给出 changedetection.io 的数据文件夹，或某个配置文件",
                en="Name the data folder of changedetection.io, or a configuration file",
            ),
        )
    return WatchList(
        lists[0].tool,
        tuple(policy for one in lists for policy in one.policies),
        tuple(part for one in lists for part in one.not_mapped),
    )


def _import(here: Terminal, read: Callable[[], Found], *, accept_breaks: bool, output: DataFormat) -> None:
    """Read what is there, replay each history, and tell what came of it."""
    assert here.services  # a missing database is told before anything is read
    started = time.monotonic()
    found = read()
    outcomes = _replay(here, found, accept_breaks=accept_breaks)
    elapsed_s = time.monotonic() - started
    if output is DataFormat.json:
        from apps.cli.shapes import import_json

        here.print_json(import_json(outcomes, found.left_aside, elapsed_s, here.lang))
    else:
        _summary(here, outcomes, found.left_aside, elapsed_s)
    if not all(outcome.is_clean for outcome in outcomes):
        raise typer.Exit(Status.FAILED)


def _replay(here: Terminal, found: Found, *, accept_breaks: bool) -> list[ImportOutcome]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from clauselog.imports import replay

    services = here.services
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    outcomes = []
    with Progress(*columns, console=here.err, disable=not here.is_watched, transient=True) as progress:
        bar = progress.add_task(here.words(words.IMPORTING), total=sum(one.size for one in found.histories))
        for history in found.histories:
            outcomes.append(
                replay(
                    history,
                    reader=services.reader,
                    archive=services.archive,
                    ledger=services.records,
                    accept_breaks=accept_breaks,
                    judge=services.judge,
                    on_page=lambda: progress.advance(bar),
                )
            )
    return outcomes


def _summary(here: Terminal, outcomes: Sequence[ImportOutcome], left: Sequence[LeftAside], elapsed_s: float) -> None:
    from apps.cli.rendering import cell, severity_counts, table

    right = {"justify": "right"}
    shown = table(
        here,
        here.words(words.POLICY),
        (here.words(words.NEW_VERSIONS), right),
        (here.words(words.SAME), right),
        (here.words(words.KNOWN_PAGES), right),
        (here.words(words.TROUBLED), right),
        here.words(words.PERIOD),
        here.words(words.FOUND),
    )
    for one in outcomes:
        made = one.fates["version"] + one.fates["reparsed"]
        period = f"{one.first_at:%Y-%m-%d} … {one.last_at:%Y-%m-%d}" if one.first_at and one.last_at else None
        shown.add_row(
            cell(one.policy),
            cell(made, "bold green" if made else "dim"),
            cell(one.fates["unchanged"] or None),
            cell(one.fates["known"] or None),
            cell(len(one.troubles) or None, "yellow"),
            cell(period),
            severity_counts(one.findings.items(), here),
        )
    here.show(shown)
    made = sum(one.fates["version"] + one.fates["reparsed"] for one in outcomes)
    here.say(
        words.IMPORTED,
        policies=len(outcomes),
        made=made,
        reparsed=sum(one.fates["reparsed"] for one in outcomes),
        same=sum(one.fates["unchanged"] for one in outcomes),
        known=sum(one.fates["known"] for one in outcomes),
        odd=sum(len(one.troubles) for one in outcomes),
        elapsed=f"{elapsed_s:.1f}",
        rate=f"{made / elapsed_s:.0f}" if elapsed_s > 0 else "—",
    )
    _troubles(here, outcomes)
    for aside in left[:MANY]:
        here.note(words.LEFT_ASIDE, what=aside.what, reason=aside.reason[here.lang])
    if len(left) > MANY:
        here.note(words.AND_MORE, n=len(left) - MANY)


def _troubles(here: Terminal, outcomes: Sequence[ImportOutcome]) -> None:
    troubles = [(one.policy, trouble) for one in outcomes for trouble in one.troubles]
    for slug, trouble in troubles[:MANY]:
        here.note(
            words.PAGE_TROUBLE,
            style="yellow",
            slug=slug,
            on=trouble.observed_at.date().isoformat(),
            origin=trouble.origin,
            fate=here.words(words.FATE_WORDS[trouble.fate]),
            reason=trouble.reason[here.lang].rstrip("。. "),
        )
    if len(troubles) > MANY:
        here.note(words.AND_MORE, n=len(troubles) - MANY)
    if any(trouble.fate == "quarantined" for _, trouble in troubles):
        here.note(words.ACCEPT_BREAKS_HINT)


def _not_mapped_table(here: Terminal, found: WatchList) -> None:
    from apps.cli.rendering import cell, table

    shown = table(here, here.words(words.JOB), here.words(words.PART), here.words(words.NOT_IMPORTED))
    for one in found.not_mapped:
        shown.add_row(cell(one.job), cell(one.part), cell(one.reason[here.lang]))
    here.show(shown)


def _slug(given: str | None, provider: str | None) -> str | None:
    from apps.cli.watching import _slug as checked
    from clauselog.declarations import slugify

    return None if given is None else checked(given, slugify(provider or "local"), "")
