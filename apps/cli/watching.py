"""``init``, ``add``, ``track`` and ``policies``: what is watched, and looking at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apps.cli import words
from apps.cli.exits import Status, UsageError
from apps.cli.naming import resolve
from apps.cli.options import DataFormat, FormatOption, LangOption, RulesOption, examples
from apps.cli.reading import DropOption, KeepOption, read_documents
from apps.cli.terminal import Terminal, terminal
from clauselog.model import Policy, Source, Text

if TYPE_CHECKING:
    from rich.text import Text as Styled

    from clauselog.pipeline import TrackOutcome
    from clauselog.ports import Archive, PolicyStatus

WATCH = "Watching 监测"
DECLARATIONS = (".yaml", ".yml")


def register(app: typer.Typer) -> None:
    app.command(rich_help_panel=WATCH, epilog="The database is CLAUSELOG_DATABASE_URL, by default ./clauselog.db.")(
        init
    )
    app.command(
        rich_help_panel=WATCH,
        epilog=examples(
            "clauselog add https://example.com/privacy --provider Example --name 'Privacy Policy' --keep main",
            "clauselog add terms.pdf --provider Example",
            "clauselog add declarations/example.yaml",
        ),
    )(add)
    app.command(
        rich_help_panel=WATCH,
        epilog=examples(
            "clauselog track example/privacy example/terms",
            "clauselog track --all",
            "Exit status 1 where a policy failed or was quarantined; all others are tracked all the same.",
        ),
    )(track)
    app.command(
        rich_help_panel=WATCH,
        epilog=examples(
            "clauselog reparse --all",
            "Nothing is fetched and nobody is alerted. Exit status 1 where a policy could not be read again.",
        ),
    )(reparse)
    app.command(rich_help_panel=WATCH)(policies)


def init(ctx: typer.Context, lang: LangOption = None) -> None:
    """Make the database, or bring its schema up to date. 建库或升级。"""
    here = terminal(ctx)
    from store.database import name_of, read_url
    from store.migrate import upgrade

    upgrade(here.settings.url, busy_timeout_s=here.settings.busy_timeout_s)
    here.say(words.INITIALISED, style="green", where=name_of(read_url(here.settings.url)))
    here.note(words.INIT_NEXT)


def add(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="URL|FILE", help="A URL, a policy file or a declaration (.yaml).")],
    name: Annotated[str | None, typer.Option(help="What the policy is called. 政策名称。")] = None,
    provider: Annotated[str | None, typer.Option(help="Who publishes it. 发布方。")] = None,
    slug: Annotated[
        str | None, typer.Option(help="How you will call it: provider/name in a-z, 0-9 and hyphens. 短名。")
    ] = None,
    keep: KeepOption = None,
    drop: DropOption = None,
    replace_known: Annotated[
        bool, typer.Option("--replace", help="Give a known policy another source. 更换已有政策的来源。")
    ] = False,
    lang: LangOption = None,
) -> None:
    """Watch a policy: a URL, a file, or all those of a declaration. 添加政策。"""
    here = terminal(ctx)
    archive = here.services.archive
    if what.lower().endswith(DECLARATIONS) and "://" not in what:
        _refuse_options(what, name=name, provider=provider, slug=slug, keep=keep, drop=drop)
        from clauselog.declarations import load_declaration

        declared: Sequence[Policy] = load_declaration(Path(what))
    else:
        one = _policy(here, what, name, provider, slug, keep or (), drop or ())
        if not replace_known:
            _refuse_other_source(archive, one)
        declared = (one,)
    for policy in declared:
        new = archive.declare(policy)
        here.say(words.DECLARED_NEW if new else words.DECLARED_AGAIN, slug=policy.slug, name=policy.name)
    here.note(words.ADD_NEXT, slug=declared[0].slug if len(declared) == 1 else "--all")


def track(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="POLICY…", help="One policy or several.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every policy. 全部政策。")] = False,
    accept_break: Annotated[
        bool, typer.Option("--accept-break", help="Take a quarantined text as the policy. 确认隔离的文本就是政策。")
    ] = False,
    rules: RulesOption = None,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Look at policies now: fetch, compare, judge, queue alerts. 立即检查。"""
    here = terminal(ctx)
    chosen = _chosen(here, names, everything, "track")
    outcomes = _track(here, chosen, accept_break=accept_break)
    if output is DataFormat.json:
        from apps.cli.shapes import tracking_json

        here.print_json(tracking_json(outcomes, here.lang))
    else:
        _summary(here, outcomes)
    if any(outcome.outcome in ("failed", "quarantined") for outcome in outcomes):
        raise typer.Exit(Status.FAILED)


def reparse(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="POLICY…", help="One policy or several.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every policy. 全部政策。")] = False,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Read kept pages again after an upgrade or with other selectors; nobody is alerted. 升级后重新读取。"""
    here = terminal(ctx)
    from clauselog import pipeline

    chosen = _chosen(here, names, everything, "reparse")
    services = here.services

    def again(policy: Policy) -> TrackOutcome:
        return pipeline.reparse(policy, reader=services.reader, archive=services.archive, clock=services.clock)

    outcomes = _each(here, words.REPARSING, chosen, again)
    if output is DataFormat.json:
        from apps.cli.shapes import tracking_json

        here.print_json(tracking_json(outcomes, here.lang))
    else:
        _summary(here, outcomes, words.REPARSED, words.NOT_REPARSED)
    if any(outcome.outcome in ("failed", "quarantined") for outcome in outcomes):
        raise typer.Exit(Status.FAILED)


def policies(ctx: typer.Context, output: FormatOption = DataFormat.text, lang: LangOption = None) -> None:
    """List what is watched. 列出政策。"""
    here = terminal(ctx)
    statuses = here.services.archive.policies()
    if output is DataFormat.json:
        from apps.cli.shapes import policies_json

        here.print_json(policies_json(statuses))
    elif not statuses:
        here.say(words.NO_POLICIES)
    else:
        _policy_table(here, statuses)


# ----------------------------------------------------------------------------------------------- add


def _policy(
    here: Terminal,
    what: str,
    name: str | None,
    provider: str | None,
    slug: str | None,
    keep: Sequence[str],
    drop: Sequence[str],
) -> Policy:
    """The policy meant by a URL or file. A file is read at once, so that what is no policy is refused now."""
    from clauselog.declarations import check_location, slugify

    if "://" in what:
        from urllib.parse import urlsplit

        parts = urlsplit(check_location(what, what))
        host = re.sub(r"^www\.", "", parts.hostname or "")
        last = parts.path.rstrip("/").rpartition("/")[2]
        location, title, owner, stem = what, name or last or host, provider or host, name or last or "policy"
    else:
        path = Path(what).expanduser().resolve()
        found = read_documents(here, str(path), keep=list(keep), drop=list(drop))
        if len(found) > 1:
            titles = "、".join(d.stated.title or "?" for d in found)
            here.note(words.SEVERAL_POLICIES, style="yellow", n=len(found), titles=titles, first=found[0].stated.title)
        document = found[0]
        location, owner, stem = str(path), provider or "local", name or path.stem
        title = name or document.stated.title or path.stem
    made = Policy(
        slug=_slug(slug, slugify(owner), slugify(stem)),
        provider=owner,
        name=title,
        sources=(Source(location, tuple(keep), tuple(drop)),),
    )
    return replace(made, name=" ".join(made.name.split())[:200])


def _slug(given: str | None, provider: str, name: str) -> str:
    if given is None:
        return f"{provider}/{name}"
    full = given if "/" in given else f"{provider}/{given}"
    part = "[a-z0-9][a-z0-9-]{0,63}"
    if re.fullmatch(f"{part}/{part}", full):
        return full
    raise UsageError(
        Text(zh=f"使用短名“{given}”", en=f"Using the slug '{given}'"),
        Text(
            zh="只能用小写字母、数字和连字符，写作 发布方/名称",
            en="it must be provider/name in lower-case letters, digits and hyphens",
        ),
        Text(zh="例如 --slug example/privacy", en="For example --slug example/privacy"),
    )


def _refuse_other_source(archive: Archive, policy: Policy) -> None:
    """A name that is taken by another source is a mistake more often than a move."""
    for status in archive.policies():
        known = status.policy
        if known.slug == policy.slug and [s.location for s in known.sources] != [s.location for s in policy.sources]:
            where = known.sources[0].location if known.sources else "—"
            raise UsageError(
                Text(zh=f"添加 {policy.slug}", en=f"Adding {policy.slug}"),
                Text(zh=f"这个短名已用于 {where}", en=f"that slug already stands for {where}"),
                Text(
                    zh="换一个 --slug；若政策确已搬家，加 --replace",
                    en="Choose another --slug, or say --replace if the policy has moved",
                ),
            )


def _refuse_options(what: str, **given: object) -> None:
    if named := [f"--{option}" for option, value in given.items() if value]:
        raise UsageError(
            Text(zh=f"添加声明 {what}", en=f"Adding the declaration {what}"),
            Text(zh=f"声明自带这些内容，不能再用 {'、'.join(named)}", en=f"{', '.join(named)} cannot be given with it"),
            Text(zh="请写在声明文件中", en="Write it into the declaration"),
        )


# --------------------------------------------------------------------------------------------- track


def _chosen(here: Terminal, names: Sequence[str] | None, everything: bool, command: str) -> list[Policy]:
    """The policies named, or all. Raises UsageError where neither or both is said."""
    if bool(names) == everything:
        raise UsageError(
            Text(zh="选择政策", en="Choosing policies"),
            Text(zh="请在政策名与 --all 之间选择其一", en="name policies or say --all, one of the two"),
            Text(zh=f"例如：clauselog {command} --all", en=f"For example: clauselog {command} --all"),
        )
    archive = here.services.archive
    if names:
        return [resolve(archive, name) for name in dict.fromkeys(names)]
    return [status.policy for status in archive.policies()]


def _track(here: Terminal, chosen: Sequence[Policy], *, accept_break: bool) -> list[TrackOutcome]:
    """Each policy looked at once."""
    from clauselog import pipeline

    services, settings = here.services, here.settings
    judge = services.judge  # a rule file that cannot be meant is told before anything is fetched

    def look(policy: Policy) -> TrackOutcome:
        return pipeline.track(
            policy,
            fetcher=services.fetcher,
            reader=services.reader,
            archive=services.archive,
            clock=services.clock,
            report_url=settings.report_url,
            judge=judge,
            accept_break=accept_break,
        )

    return _each(here, words.TRACKING, chosen, look)


def _each(
    here: Terminal, doing: Text, chosen: Sequence[Policy], look: Callable[[Policy], TrackOutcome]
) -> list[TrackOutcome]:
    """The same done to each policy, several at a time, with a progress bar where somebody watches."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=here.err, disable=not here.is_watched, transient=True) as progress:
        bar = progress.add_task(here.words(doing), total=len(chosen))
        pool = ThreadPoolExecutor(here.settings.workers, "track")
        try:
            looks = [pool.submit(look, policy) for policy in chosen]
            for _ in as_completed(looks):
                progress.advance(bar)
        finally:  # on Ctrl-C, what runs is finished and what waits is not begun
            pool.shutdown(wait=True, cancel_futures=True)
        return [one.result() for one in looks]


def _summary(
    here: Terminal, outcomes: Sequence[TrackOutcome], done: Text = words.TRACKED, kept: Text = words.QUARANTINED
) -> None:
    from apps.cli.rendering import cell, outcome_cell, severity_counts, table
    from clauselog.reports.labels import word

    if not outcomes:
        here.say(words.NO_POLICIES)
        return
    heads = (words.POLICY, words.OUTCOME, words.VERSION, words.VERDICT, words.FOUND)
    shown = table(
        here,
        *(here.words(head) for head in heads),
        (here.words(words.ELAPSED), {"justify": "right"}),
    )
    for one in outcomes:
        shown.add_row(
            cell(one.policy),
            outcome_cell(here, one.outcome),
            _version_cell(here, one),
            cell(word(one.verdict, here.lang) if one.verdict else None),
            severity_counts(one.findings.items(), here),
            cell(f"{one.elapsed_s:.1f} s", "dim"),
        )
    here.show(shown)
    count = [one.outcome for one in outcomes].count
    here.say(
        done,
        n=len(outcomes),
        new=count("new_version") + count("reparsed"),
        same=count("unchanged"),
        odd=count("quarantined"),
        failed=count("failed"),
    )
    for one in outcomes:
        if one.error is not None:
            here.note(one.policy, style="bold")
            here.complain(one.error)
        elif one.outcome == "quarantined":
            reason = here.words(one.reason_text or words.LOOKS_BROKEN)
            here.note(kept, style="yellow", slug=one.policy, reason=reason.rstrip("。. "))


def _version_cell(here: Terminal, one: TrackOutcome) -> Styled:
    from apps.cli.rendering import cell

    if one.returns_to is None:
        return cell(one.version)
    return cell(one.version).append("\n" + here.words(words.BACK_TO, number=one.returns_to), "dim")


def _policy_table(here: Terminal, statuses: Sequence[PolicyStatus]) -> None:
    from apps.cli.rendering import cell, local_time, outcome_cell, stated_dates, table
    from clauselog.reports.labels import language_word

    right = {"justify": "right"}
    shown = table(
        here,
        here.words(words.POLICY),
        here.words(words.LANGUAGE),
        here.words(words.STATED),
        (here.words(words.CLAUSE_COUNT), right),
        (here.words(words.VERSIONS), right),
        (here.words(words.CHECKED), {"no_wrap": True}),
    )
    for status in statuses:
        latest = status.latest
        checked = cell(local_time(status.checked_at))
        if status.outcome:
            checked = checked.append("\n").append_text(outcome_cell(here, status.outcome))
        shown.add_row(
            cell(status.policy.slug, "bold").append_text(
                cell(f"\n{status.policy.name} · {status.policy.provider}", "dim")
            ),
            cell(language_word(latest.language, here.lang) if latest else None),
            cell(stated_dates(here, latest) if latest else None),
            cell(latest.clauses if latest else None),
            cell(status.versions),
            checked,
        )
    here.show(shown)
