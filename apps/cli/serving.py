"""``serve``: the same use cases on a clock of their own, without any server beside it."""

from __future__ import annotations

import typer

from apps.cli.options import LangOption
from apps.cli.terminal import terminal

SERVE = "Running 运行"


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=SERVE,
        epilog="CLAUSELOG_CHECK_EVERY_S says how often each policy is looked at. Several processes on one database "
        "share the work; none doubles it.",
    )(serve)


def serve(ctx: typer.Context, lang: LangOption = None) -> None:
    """Keep looking and delivering until stopped. 持续监测与投递。"""
    here = terminal(ctx)
    here.services.archive.policies()  # a database that cannot be used is told now, not an hour later
    from flows.embedded import serve as serve_on

    serve_on(here.settings)
