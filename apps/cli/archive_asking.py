"""``blame``, ``history``, ``changes`` and ``search``: what people ask of the archive besides reading a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from apps.cli.exits import UsageError
from apps.cli.naming import a_date, number_of, resolve, split_at
from apps.cli.options import (
    DataFormat,
    FormatOption,
    LangOption,
    SeverityChoice,
    as_severity,
    examples,
)
from apps.cli.terminal import Terminal, terminal
from clauselog.model import FACT_TYPES, Text

if TYPE_CHECKING:
    from store.questions import Blame, ChangedPage
    from store.search import Hit, Hits
    from store.tracing import ClauseState

PANEL = "History 历史"
LEAD_CHARS, TAIL_CHARS = 40, 80

LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many. 最多条数。")]
OffsetOption = Annotated[int, typer.Option("--offset", min=0, help="Go on behind so many. 从第几条之后。")]


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=PANEL,
        epilog=examples("clauselog blame example/privacy", "clauselog blame example/privacy@2024-06-30 --format json"),
    )(blame)
    app.command(
        rich_help_panel=PANEL,
        epilog=examples("clauselog history example/privacy 6/6.3", "clauselog history example/terms@3 '二/1'"),
    )(history)
    app.command(
        rich_help_panel=PANEL,
        epilog=examples(
            "clauselog changes --from 2024-01-01 --to 2024-06-30 --least critical",
            "clauselog changes --from 2024-01-01 --type dispute_forum --provider Example --format json",
        ),
    )(changes)
    app.command(
        rich_help_panel=PANEL,
        epilog=examples(
            "clauselog search 人脸 第三方        (clauses that hold both)",
            "clauselog search 'class action' --provider Example --format json",
        ),
    )(search)


def blame(
    ctx: typer.Context,
    policy: Annotated[
        str, typer.Argument(metavar="POLICY[@VERSION|@DATE]", help="Without version or date: the newest.")
    ],
    limit: LimitOption = 10_000,
    offset: OffsetOption = 0,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """For each clause: first seen, last changed, in which version. 条款溯源。"""
    here = terminal(ctx)
    name, which = split_at(policy)
    archive = here.services.archive
    slug = resolve(archive, name).slug
    found = here.services.questions.blame(slug, number_of(archive, slug, which))
    if output is DataFormat.json:
        here.print_json(_blame_json(found, limit, offset))
        return
    from apps.cli.rendering import cell, table

    here.say(_BLAMED, style="dim", slug=found.policy, number=found.number)
    shown = table(here, *(here.words(head) for head in (_CLAUSE, _FIRST_SEEN, _LAST_CHANGED, _WORDS)))
    for one in found.clauses[offset : offset + limit]:
        shown.add_row(
            cell(one.clause.path, "bold"),
            cell(f"{one.first_seen.observed_at:%Y-%m-%d} @{one.first_seen.number}"),
            cell(f"{one.last_changed.observed_at:%Y-%m-%d} @{one.last_changed.number}"),
            cell(one.clause.text, width=60),
        )
    here.show(shown)


def history(
    ctx: typer.Context,
    policy: Annotated[str, typer.Argument(metavar="POLICY[@VERSION|@DATE]", help="Where the path is looked up.")],
    path: Annotated[str, typer.Argument(metavar="PATH", help="A clause path as show and blame print it.")],
    limit: LimitOption = 1000,
    offset: OffsetOption = 0,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """One clause through all versions, with its edits, whatever its number was. 单条历史。"""
    here = terminal(ctx)
    name, which = split_at(policy)
    archive = here.services.archive
    slug = resolve(archive, name).slug
    states = here.services.questions.clause_history(slug, path, number_of(archive, slug, which))
    page = states[offset : offset + limit]
    more = offset + limit if len(states) > offset + limit else None
    if output is DataFormat.json:
        here.print_json(_history_json(slug, path, page, more))
        return
    for state in page:
        _show_state(here, state)
    _more(here, more)


def changes(
    ctx: typer.Context,
    from_on: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day. 起始日。")],
    to_on: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="The last day; by default today. 截止日。")
    ] = None,
    policy: Annotated[str | None, typer.Option("--policy", metavar="POLICY", help="One policy. 某份政策。")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="One provider. 某个发布方。")] = None,
    types: Annotated[list[str] | None, typer.Option("--type", help="Findings of this type; may be repeated.")] = None,
    least: Annotated[
        SeverityChoice | None, typer.Option("--least", help="Findings at least so grave. 最低程度。")
    ] = None,
    limit: LimitOption = 50,
    offset: OffsetOption = 0,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """What changed between two days, over all policies. 两日之间的变化。"""
    here = terminal(ctx)
    services = here.services
    start = a_date(from_on)
    end = a_date(to_on) if to_on is not None else services.clock.now().date()
    _refuse_backwards(start > end, from_on, to_on or end.isoformat())
    page = services.questions.changes(
        start,
        end,
        policy_slug=resolve(services.archive, policy).slug if policy is not None else None,
        provider=provider,
        types=tuple(map(_fact_type, types or ())),
        least=as_severity(least) if least is not None else None,
        limit=limit,
        offset=offset,
    )
    if output is DataFormat.json:
        here.print_json(_changes_json(here, page))
        return
    _show_changes(here, page)
    _more(here, page.next_offset)


def search(
    ctx: typer.Context,
    wanted: Annotated[list[str], typer.Argument(metavar="WORDS…", help="All must stand in a clause; quote phrases.")],
    policy: Annotated[str | None, typer.Option("--policy", metavar="POLICY", help="One policy. 某份政策。")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="One provider. 某个发布方。")] = None,
    limit: LimitOption = 20,
    offset: OffsetOption = 0,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Search the clauses of all versions there ever were. 全文检索。"""
    here = terminal(ctx)
    slug = resolve(here.services.archive, policy).slug if policy is not None else None
    found = here.services.questions.search(wanted, policy=slug, provider=provider, limit=limit, offset=offset)
    if output is DataFormat.json:
        here.print_json(_search_json(wanted, found))
        return
    for hit in found.hits:
        _show_hit(here, hit)
    if not found.hits:
        here.say(_NOTHING_FOUND)
    _more(here, found.next_offset)


# --------------------------------------------------------------------------------------------- JSON


def _blame_json(found: Blame, limit: int, offset: int) -> dict[str, Any]:
    from clauselog.reports.as_json import clause_json, moment

    page = found.clauses[offset : offset + limit]
    return {
        "schema": "clauselog.blame/1",
        "policy": found.policy,
        "version": found.number,
        "observed_at": moment(found.observed_at),
        "clauses": [
            {
                **clause_json(one.clause),
                **{
                    name: {"version": at.number, "observed_at": moment(at.observed_at)}
                    for name, at in (("first_seen", one.first_seen), ("last_changed", one.last_changed))
                },
            }
            for one in page
        ],
        "next_offset": offset + limit if len(found.clauses) > offset + limit else None,
    }


def _history_json(slug: str, path: str, states: list[ClauseState], more: int | None) -> dict[str, Any]:
    from clauselog.reports.as_json import moment

    return {
        "schema": "clauselog.clause-history/1",
        "policy": slug,
        "path": path,
        "states": [
            {
                "version": state.number,
                "observed_at": moment(state.observed_at),
                "cause": state.cause.value,
                "path": state.path,
                "label": state.label,
                "text": state.text,
                "kinds": [kind.value for kind in state.kinds],
                "edits": [[op, text] for op, text in state.edits],
                "others": list(state.others),
            }
            for state in states
        ],
        "next_offset": more,
    }


def _changes_json(here: Terminal, page: ChangedPage) -> dict[str, Any]:
    from clauselog.reports.as_json import finding_json, version_json

    return {
        "schema": "clauselog.changes/1",
        "changes": [
            {
                "policy": one.version.policy,
                "provider": one.provider,
                "version": version_json(one.version),
                "findings": [finding_json(finding, here.lang) for finding in one.findings],
            }
            for one in page.changed
        ],
        "next_offset": page.next_offset,
    }


def _search_json(wanted: list[str], found: Hits) -> dict[str, Any]:
    from clauselog.reports.as_json import moment

    hits = []
    for hit in found.hits:
        lead, word, tail = _snippet(hit)
        places = [
            {
                "policy": place.policy,
                "since": place.since,
                "since_at": moment(place.since_at),
                "until": place.until,
                "path": place.path,
                "label": place.label,
            }
            for place in hit.places
        ]
        hits.append(
            {
                "text": hit.text,
                "spans": [list(span) for span in hit.spans],
                "snippet": {"lead": lead, "hit": word, "tail": tail},
                "places": places,
                "places_in_all": hit.all_places,
            }
        )
    return {"schema": "clauselog.search/1", "words": wanted, "hits": hits, "next_offset": found.next_offset}


# --------------------------------------------------------------------------------------------- text


def _show_state(here: Terminal, state: ClauseState) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang
    from apps.cli.safe import one_line
    from clauselog.reports.labels import word

    head = f"@{state.number}  {state.observed_at:%Y-%m-%d}  {state.path}"
    kinds = " ".join(word(kind, here.lang) for kind in state.kinds) or word(state.cause, here.lang)
    here.say(f"{head}  {kinds}", style="bold")
    body = Styled()
    styles = {"equal": "", "delete": "red strike", "insert": "green"}
    marks = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
    for op, text in state.edits or (("equal", state.text),):
        before, after = ("", "") if here.out.is_terminal else marks[op]
        body.append(before + one_line(text) + after, styles[op])
    hang(here.out, Styled("  "), body)


def _show_changes(here: Terminal, page: ChangedPage) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang
    from apps.cli.rendering import severity_counts
    from clauselog.reports.labels import word

    if not page.changed:
        here.say(_NOTHING_CHANGED)
    for one in page.changed:
        info = one.version
        verdict = word(info.verdict, here.lang) if info.verdict else ""
        line = Styled(f"{info.observed_at:%Y-%m-%d}  ")
        line.append(here.words("{slug}@{n}", slug=info.policy, n=info.number), "bold").append(f"  {verdict}  ")
        here.show(line.append_text(severity_counts(info.findings.items(), here)))
        for stored in one.findings:
            mark = Styled(f"  {word(stored.finding.severity, here.lang)} ", "dim")
            hang(here.out, mark, Styled(here.words(stored.finding.summary)))


def _show_hit(here: Terminal, hit: Hit) -> None:
    from rich.text import Text as Styled

    from apps.cli.layout import hang
    from apps.cli.safe import one_line

    for place in hit.places[:5]:
        until = str(place.until) if place.until is not None else here.words(_STILL)
        here.say(
            "{policy}@{since}–{until}  {path}  {on}",
            style="bold",
            policy=place.policy,
            since=place.since,
            until=until,
            path=place.path or "",
            on=f"{place.since_at:%Y-%m-%d}",
        )
    if hit.all_places > 5:
        here.say(_MORE_PLACES, style="dim", n=hit.all_places - 5)
    lead, word, tail = _snippet(hit)
    mark = ("", "") if here.out.is_terminal else ("«", "»")
    body = Styled.assemble(one_line(lead), (mark[0] + one_line(word) + mark[1], "bold yellow"), one_line(tail))
    hang(here.out, Styled("  "), body)


def _snippet(hit: Hit) -> tuple[str, str, str]:
    """The first hit in what stands around it; ellipses where that is cut."""
    start, end = hit.spans[0]
    lead_from, tail_to = max(0, start - LEAD_CHARS), min(len(hit.text), end + TAIL_CHARS)
    lead = ("…" if lead_from else "") + hit.text[lead_from:start]
    tail = hit.text[end:tail_to] + ("…" if tail_to < len(hit.text) else "")
    return lead, hit.text[start:end], tail


def _more(here: Terminal, offset: int | None) -> None:
    if offset is not None:
        here.note(_GO_ON, offset=offset)


def _fact_type(written: str) -> str:
    if written in FACT_TYPES:
        return written
    listed = " ".join(FACT_TYPES)
    raise UsageError(
        Text(zh=f"理解 --type {written}", en=f"Reading --type {written}"),
        Text(zh="没有这个类型", en="there is no such type"),
        Text(zh=f"可用：{listed}", en=f"Use one of: {listed}"),
    )


def _refuse_backwards(is_backwards: bool, from_on: str, to_on: str) -> None:
    if is_backwards:
        raise UsageError(
            Text(zh=f"查询 {from_on} 到 {to_on} 的变化", en=f"Looking for changes from {from_on} to {to_on}"),
            Text(zh="起始日晚于截止日", en="the first day comes after the last"),
            Text(zh="请调换 --from 与 --to", en="Exchange --from and --to"),
        )


_BLAMED = Text(zh="{slug} 第 {number} 版", en="{slug} version {number}")
_CLAUSE = Text(zh="条款", en="clause")
_FIRST_SEEN = Text(zh="首次见到", en="first seen")
_LAST_CHANGED = Text(zh="最后改动", en="last changed")
_WORDS = Text(zh="文字", en="words")
_NOTHING_FOUND = Text(zh="任何版本中都没有这样的条款。", en="No clause of any version holds them.")
_NOTHING_CHANGED = Text(zh="这段时间没有符合条件的变化。", en="Nothing of the kind changed in that time.")
_STILL = Text(zh="至今", en="now")
_MORE_PLACES = Text(zh="……另有 {n} 处", en="… and {n} more places")
_GO_ON = Text(zh="还有更多：--offset {offset}", en="There is more: --offset {offset}")
