"""``clauselog``: the program a person types. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from apps.cli import health, history, reading, serving, telling, watching
from apps.cli.exits import EXIT_CODES, INTERRUPTED, Status, status_of
from apps.cli.options import LangOption, examples
from apps.cli.terminal import terminal
from clauselog.errors import ClauselogError

EPILOG = examples(
    "[bold]Examples 示例[/bold]",
    "clauselog compare old.txt new.txt",
    'clauselog init && clauselog add https://example.com/privacy --provider Example --name "Privacy Policy"',
    "clauselog track --all",
    "clauselog diff example/privacy-policy 2024-01-01 2024-06-30",
    "clauselog subscribe legal@example.org --least critical --lang zh && clauselog serve",
    EXIT_CODES,
)


class ClauselogCommands(TyperGroup):
    """Turns operational errors into a message and an exit status, in one place for all commands."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ClauselogError as error:
            terminal(ctx).complain(error)
            raise typer.Exit(status_of(error)) from None
        except KeyboardInterrupt:
            terminal(ctx).note(INTERRUPTED, style="yellow")
            raise typer.Exit(Status.INTERRUPTED) from None


app = typer.Typer(
    name="clauselog",
    cls=ClauselogCommands,
    help="Watches terms and privacy policies and tells, clause by clause, what changed and why it matters.\n\n"
    "监测用户协议与隐私政策，逐条说明改了什么、为何重要。",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from clauselog import __version__

        typer.echo(f"clauselog {__version__}")
        raise typer.Exit


@app.callback()
def root(
    lang: LangOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit. 版本号。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options that hold for every command."""


for group in (reading, watching, history, telling, serving, health):
    group.register(app)


def main(args: list[str] | None = None) -> None:
    """The entry point: run one command and leave the process with its exit status."""
    app(sys.argv[1:] if args is None else args, prog_name="clauselog")
