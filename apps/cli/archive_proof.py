"""``verify``: whether what is stored is what was published, and what of it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from apps.cli.exits import Status
from apps.cli.naming import resolve
from apps.cli.options import DataFormat, FormatOption, LangOption, examples
from apps.cli.terminal import Terminal, terminal
from clauselog.model import Text

if TYPE_CHECKING:
    from store.proofs import Damage, ProofReport


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel="History 历史",
        epilog=examples(
            "clauselog verify",
            "clauselog verify example/privacy --format json",
            "Exit status 1 where anything is damaged; each damage is named.",
        ),
    )(verify)


def verify(
    ctx: typer.Context,
    policy: Annotated[
        str | None, typer.Argument(metavar="[POLICY]", help="One policy; without it all of the database.")
    ] = None,
    output: FormatOption = DataFormat.text,
    lang: LangOption = None,
) -> None:
    """Recompute every digest, text, seal and chain, and name what is damaged. 校验。"""
    here = terminal(ctx)
    slug = resolve(here.services.archive, policy).slug if policy is not None else None
    report = here.services.proofs.verify(slug)
    if output is DataFormat.json:
        here.print_json(_report_json(here, report))
    else:
        here.say(
            _LOOKED_AT,
            policies=report.policies,
            versions=report.versions,
            snapshots=report.snapshots,
            let_go=report.let_go,
            clauses=report.clauses,
            findings=report.findings,
        )
        if report.is_sound:
            here.say(_SOUND, style="green")
            for head in report.heads:
                here.say(f"{head.sha256}  {head.policy}@{head.number}", style="dim")
        else:
            show_damages(here, report)
    if not report.is_sound:
        raise typer.Exit(Status.FAILED)


def show_damages(here: Terminal, report: ProofReport) -> None:
    """One line each: whose, which part, its digest or path, what is wrong."""
    here.say(_DAMAGED, style="bold red", n=len(report.damages))
    for one in report.damages:
        here.say(
            "  {where}  {part} {name}  {problem}",
            where=_where(one) or "—",
            part=_PARTS[one.part][here.lang],
            name=one.name,
            problem=one.problem[here.lang],
        )


def _where(one: Damage) -> str | None:
    if one.policy is None:
        return None
    return f"{one.policy}@{one.number}" if one.number is not None else one.policy


def _report_json(here: Terminal, report: ProofReport) -> dict[str, Any]:
    return {
        "schema": "clauselog.proof/1",
        "sound": report.is_sound,
        "policies": report.policies,
        "versions": report.versions,
        "snapshots": report.snapshots,
        "snapshots_let_go": report.let_go,
        "clauses": report.clauses,
        "findings": report.findings,
        "damages": [
            {
                "policy": one.policy,
                "version": one.number,
                "part": one.part,
                "name": one.name,
                "problem": one.problem[here.lang],
            }
            for one in report.damages
        ],
        "heads": [{"policy": head.policy, "version": head.number, "sha256": head.sha256} for head in report.heads],
    }


_LOOKED_AT = Text(
    zh="已重新计算：{policies} 份政策，{versions} 个版本，{snapshots} 个快照（其中 {let_go} 个内容已按期限删除），"
    "{clauses} 条条款文字，{findings} 项发现",
    en="Recomputed: {policies} policies, {versions} versions, {snapshots} snapshots ({let_go} let go by retention), "
    "{clauses} clause texts, {findings} findings",
)
_SOUND = Text(
    zh="一切与存入时相同。每条链的末端（记在别处，可证明之前的版本未被替换）：",
    en="All is as it was stored. The head of each chain (noted elsewhere, it proves all versions before it):",
)
_DAMAGED = Text(zh="有 {n} 处损坏：", en="{n} damaged:")
_PARTS = {
    "database": Text(zh="数据库", en="database"),
    "policy": Text(zh="政策", en="policy"),
    "snapshot": Text(zh="快照", en="snapshot"),
    "clause": Text(zh="条款", en="clause"),
    "version": Text(zh="版本", en="version"),
    "record": Text(zh="记录", en="record"),
    "chain": Text(zh="哈希链", en="chain"),
    "finding": Text(zh="发现", en="finding"),
    "index": Text(zh="索引", en="index"),
}
