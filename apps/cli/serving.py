"""``serve``: the same use cases on a clock of their own, without any server beside it."""

from __future__ import annotations

import typer

from apps.cli import words
from apps.cli.options import LangOption
from apps.cli.terminal import terminal

SERVE = "Running 运行"


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=SERVE,
        epilog="CLAUSELOG_CHECK_EVERY_S says how often each policy is looked at. Several processes on one database "
        "share the work; none doubles it. Ctrl-C or SIGTERM ends it, with status 0, once what is running has ended.",
    )(serve)


def serve(ctx: typer.Context, lang: LangOption = None) -> None:
    """Keep looking and delivering until stopped. 持续监测与投递。"""
    here = terminal(ctx)
    watched = len(here.services.archive.policies())  # a database that cannot be used is told now, not an hour later
    here.close()
    import logging

    from flows.scheduler import serve as serve_until_stopped

    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines hold whole webhook URLs, which may be secrets
    here.note(words.SERVING, n=watched, every=f"{here.settings.check_every_s:g} s")
    serve_until_stopped(here.settings)
    here.note(words.STOPPED)
