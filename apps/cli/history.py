"""``log``, ``show``, ``diff`` and ``report``: what a policy said, and when it came to say something else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apps.cli import words
from apps.cli.exits import UsageError
from apps.cli.naming import number_of, resolve, split_at, version_of
from apps.cli.options import DataFormat, DiffFormat, DiffFormatOption, FormatOption, LangOption, examples
from apps.cli.reading import FullOption, OutputOption, show_comparison
from apps.cli.terminal import Terminal, terminal
from clauselog.model import Text

if TYPE_CHECKING:
    from clauselog.model import Comparison, VersionInfo
    from clauselog.ports import Archive

HISTORY = "History 历史"
PolicyArgument = Annotated[
    str, typer.Argument(metavar="POLICY", help="provider/name, or the name alone where only one has it.")
]


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=HISTORY)(log)
    app.command(
        rich_help_panel=HISTORY,
        epilog=examples(
            "clauselog show example/privacy",
            "clauselog show example/privacy@3",
            "clauselog show example/privacy@2024-06-30 --format json",
        ),
    )(show)
    app.command(
        rich_help_panel=HISTORY,
        epilog=examples(
            "clauselog diff example/privacy",
            "clauselog diff example/privacy 1 3",
            "clauselog diff example/privacy 2024-01-01 2024-06-30 --format html -o redline.html",
        ),
    )(diff)
    app.command(rich_help_panel=HISTORY, epilog="clauselog report example/privacy -o report.html --lang en")(report)


def log(
    ctx: typer.Context, policy: PolicyArgument, output: FormatOption = DataFormat.text, lang: LangOption = None
) -> None:
    """List the versions of a policy, newest first. 版本列表。"""
    here = terminal(ctx)
    archive = here.services.archive
    slug = resolve(archive, policy).slug
    versions = archive.log(slug)
    if output is DataFormat.json:
        from apps.cli.shapes import log_json

        here.print_json(log_json(slug, versions))
    elif not versions:
        here.say(words.NO_VERSIONS, slug=slug)
    else:
        _log_table(here, versions)


def show(
    ctx: typer.Context,
    policy: Annotated[
        str, typer.Argument(metavar="POLICY[@VERSION|@DATE]", help="Without version or date: the newest.")
    ],
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Also show what is not part of the policy. 未计入的内容。")
    ] = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Show the clauses of a version. 显示某一版的条款。"""
    here = terminal(ctx)
    name, which = split_at(policy)
    archive = here.services.archive
    version = version_of(archive, resolve(archive, name).slug, which)
    if output is DataFormat.json:
        from apps.cli.shapes import stored_version_json

        here.print_json(stored_version_json(version))
        return
    from apps.cli.rendering import document_tree, local_time

    at = local_time(version.observed_at)
    here.say(words.SHOWN_VERSION, style="dim", slug=version.policy, number=version.number, at=at)
    document_tree(here, version.document, left_out=left_out)


def diff(
    ctx: typer.Context,
    policy: PolicyArgument,
    a: Annotated[str | None, typer.Argument(metavar="A", help="Older version: a number or a date.")] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Newer version; without it the newest.")] = None,
    output: DiffFormatOption = DiffFormat.text,
    to: OutputOption = None,
    full: FullOption = False,
    lang: LangOption = None,
) -> None:
    """Show what changed between two versions, clause by clause. 逐条比较两版。"""
    here = terminal(ctx)
    archive = here.services.archive
    slug = resolve(archive, policy).slug
    older, newer = _pair(archive, slug, a, b)
    at = {info.number: info.observed_at.date() for info in archive.log(slug)}
    names = (f"{slug}@{older} ({at[older]})", f"{slug}@{newer} ({at[newer]})")
    show_comparison(here, _compared(archive, slug, older, newer), names, output, to, full=full)


def report(
    ctx: typer.Context,
    policy: PolicyArgument,
    to: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The HTML file to write. 写入的文件。")],
    lang: LangOption = None,
) -> None:
    """Write the whole history of a policy as one HTML file. 生成 HTML 报告。"""
    here = terminal(ctx)
    archive = here.services.archive
    found = resolve(archive, policy)
    number_of(archive, found.slug, None)  # a policy without any version has no report
    from apps.cli.files import write_output
    from flows.reporting import report_page

    write_output(to, report_page(archive, found, here.lang))
    here.say(words.WRITTEN, path=to)


def _pair(archive: Archive, slug: str, a: str | None, b: str | None) -> tuple[int, int]:
    """The numbers of the two versions meant; by default the last two."""
    newer = number_of(archive, slug, b)
    if a is not None:
        return number_of(archive, slug, a), newer
    earlier = [info.number for info in archive.log(slug) if info.number < newer]
    if earlier:
        return max(earlier), newer
    raise UsageError(
        Text(zh=f"比较 {slug} 的版本", en=f"Comparing the versions of {slug}"),
        Text(zh="目前只有一版", en="there is only one version so far"),
        Text(zh=f"用 clauselog show {slug} 查看它", en=f"See it with clauselog show {slug}"),
    )


def _compared(archive: Archive, slug: str, older: int, newer: int) -> Comparison:
    """As it was told then where the versions are neighbours, else compared now."""
    if older == newer - 1 and (stored := archive.comparison(slug, newer)) is not None:
        return stored
    from clauselog.compare import compare

    after = archive.version(slug, newer)
    before = archive.version(slug, older)
    return compare(before.document, after.document, observed_on=after.observed_at.date())


def _log_table(here: Terminal, versions: list[VersionInfo]) -> None:
    from apps.cli.rendering import cell, local_time, severity_counts, stated_dates, table
    from clauselog.reports.labels import word

    right = {"justify": "right"}
    shown = table(
        here,
        (here.words(words.VERSION), right),
        (here.words(words.OBSERVED), {"no_wrap": True}),
        here.words(words.CAUSE),
        here.words(words.STATED),
        (here.words(words.CLAUSE_COUNT), right),
        (here.words(words.CHARACTER_COUNT), right),
        here.words(words.VERDICT),
        here.words(words.FOUND),
    )
    for info in versions:
        shown.add_row(
            cell(info.number, "bold"),
            cell(local_time(info.observed_at)),
            cell(word(info.cause, here.lang)),
            cell(stated_dates(here, info)),
            cell(info.clauses),
            cell(f"{info.characters:,}"),
            cell(word(info.verdict, here.lang) if info.verdict else None),
            severity_counts(info.findings.items(), here),
        )
    here.show(shown)
