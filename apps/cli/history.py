"""``log``, ``show``, ``diff`` and ``report``: what a policy said, and when it came to say something else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apps.cli import words
from apps.cli.exits import UsageError
from apps.cli.naming import a_date, is_version, number_of, resolve, split_at, version_of
from apps.cli.options import DataFormat, DiffFormat, DiffFormatOption, FormatOption, LangOption, examples
from apps.cli.reading import FullOption, OutputOption, show_comparison
from apps.cli.terminal import Terminal, terminal
from clauselog.model import Text

if TYPE_CHECKING:
    from rich.text import Text as Styled

    from clauselog.model import Policy, Version, VersionInfo
    from clauselog.pipeline import Compared
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
            "clauselog show example/privacy@2024-06-30 --format json        (as observed by that day)",
            "clauselog show example/privacy@2024-06-30 --effective        (in force by its own words)",
        ),
    )(show)
    app.command(
        rich_help_panel=HISTORY,
        epilog=examples(
            "clauselog diff example/privacy",
            "clauselog diff example/privacy 1 3",
            "clauselog diff example/privacy 2024-01-01 2024-06-30 --format html -o redline.html",
            "clauselog diff example/privacy@3 another/privacy",
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
    effective: Annotated[
        bool, typer.Option("--effective", help="The version that states to be in force on DATE. 按自述生效日。")
    ] = False,
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
    slug = resolve(archive, name).slug
    version = _in_force(archive, slug, which) if effective else version_of(archive, slug, which)
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
    policy: Annotated[
        str, typer.Argument(metavar="POLICY[@VERSION|@DATE]", help="With a version: what it brought, or the older one.")
    ],
    a: Annotated[
        str | None, typer.Argument(metavar="A", help="Older version: a number or a date; or another policy[@version].")
    ] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Newer version; without it the newest.")] = None,
    output: DiffFormatOption = DiffFormat.text,
    to: OutputOption = None,
    full: FullOption = False,
    lang: LangOption = None,
) -> None:
    """Show what changed between two versions, or how two policies differ. 逐条比较两版或两份政策。"""
    here = terminal(ctx)
    older, newer = _sides(here.services.archive, policy, a, b)
    compared = _compared(here, older, newer)
    if compared.note is not None:
        here.note(compared.note, style="yellow")
    names = (_named(here.services.archive, *older), _named(here.services.archive, *newer))
    show_comparison(here, compared.comparison, names, output, to, full=full)


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


Side = tuple["Policy", int]
"""A policy and the number of the version meant."""


def _sides(archive: Archive, policy: str, a: str | None, b: str | None) -> tuple[Side, Side]:
    """The two versions meant: of two policies where ``a`` names one, else of one, by default its last two."""
    name, which = split_at(policy)
    found = resolve(archive, name)
    if a is not None and not is_version(a):
        if b is not None:
            raise UsageError(
                Text(zh=f"比较 {policy} 与 {a}", en=f"Comparing {policy} and {a}"),
                Text(zh=f"多出了 {b}", en=f"{b} is one too many"),
                Text(zh=f"写作 clauselog diff {policy} {a}@{b}", en=f"Write clauselog diff {policy} {a}@{b}"),
            )
        other, other_which = split_at(a)
        second = resolve(archive, other)
        first = found, number_of(archive, found.slug, which)
        return first, (second, number_of(archive, second.slug, other_which))
    if which is not None and a is not None:
        if b is not None:
            raise UsageError(
                Text(zh=f"比较 {policy} 的版本", en=f"Comparing versions of {policy}"),
                Text(zh="给了三个版本", en="three versions are named"),
                Text(zh=f"写作 clauselog diff {name} {a} {b}", en=f"Write clauselog diff {name} {a} {b}"),
            )
        a, b = which, a
    elif which is not None:
        b = which
    older, newer = _pair(archive, found.slug, a, b)
    return (found, older), (found, newer)


def _in_force(archive: Archive, slug: str, which: str | None) -> Version:
    """The version in force on a day by its own words; without a day, today."""
    return archive.version_effective_on(slug, a_date(which) if which is not None else datetime.now(UTC).date())


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
        Text(zh="目前只有一版", en="there is only one version so far")
        if b is None
        else Text(zh=f"第 {newer} 版之前没有更早的版本", en=f"there is none before version {newer}"),
        Text(zh=f"用 clauselog show {slug} 查看它", en=f"See it with clauselog show {slug}"),
    )


def _named(archive: Archive, policy: Policy, number: int) -> str:
    at = next(info.observed_at.date() for info in archive.log(policy.slug) if info.number == number)
    return f"{policy.slug}@{number} ({at})"


def _compared(here: Terminal, older: Side, newer: Side) -> Compared:
    """As it was told then where the versions are neighbours, else compared now."""
    from clauselog.pipeline import Compared, compare_versions

    archive = here.services.archive
    (first, old), (second, new) = older, newer
    if first.slug == second.slug and old == new - 1 and (stored := archive.comparison(second.slug, new)) is not None:
        return Compared(stored)
    before, after = archive.version(first.slug, old), archive.version(second.slug, new)
    services = here.services
    return compare_versions(
        (first, before), (second, after), reader=services.reader, archive=archive, judge=services.judge
    )


def _back_to(here: Terminal, info: VersionInfo) -> Styled:
    from rich.text import Text as Styled

    if info.returns_to is None:
        return Styled()
    return Styled("\n" + here.words(words.BACK_TO, number=info.returns_to), "dim")


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
            cell(word(info.cause, here.lang)).append_text(_back_to(here, info)),
            cell(stated_dates(here, info)),
            cell(info.clauses),
            cell(f"{info.characters:,}"),
            cell(word(info.verdict, here.lang) if info.verdict else None),
            severity_counts(info.findings.items(), here),
        )
    here.show(shown)
