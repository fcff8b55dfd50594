"""``clauselog``: the program a person types. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.models import CommandInfo, TyperInfo

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


GROUPS = {
    "apps.cli.reading": ("read", "compare"),
    "apps.cli.watching": ("init", "add", "track", "reparse", "policies"),
    "apps.cli.history": ("log", "show", "diff", "report"),
    "apps.cli.telling": ("findings", "subscribe", "subscriptions", "unsubscribe", "deliver"),
    "apps.cli.exchange": ("import", "export"),
    "apps.cli.archive_asking": ("blame", "history", "changes", "search"),
    "apps.cli.archive_proof": ("verify",),
    "apps.cli.judging": ("facts", "explain", "rules"),
    "apps.cli.serving": ("serve",),
    "apps.cli.archive_db": ("db",),
    "apps.cli.health": ("doctor",),
}
"""The modules and the commands each registers, in the order of the help."""


def make_app(wanted: str | None = None) -> typer.Typer:
    """The program with all its commands, or with the one that is ``wanted``: a command line is built per command,
    and building nineteen to run one takes longer than to read a policy.
    """
    app = typer.Typer(
        name="clauselog",
        cls=ClauselogCommands,
        help="Watches terms and privacy policies and tells, clause by clause, what changed and why it matters.\n\n"
        "监测用户协议与隐私政策，逐条说明改了什么、为何重要。",
        epilog=EPILOG,
        no_args_is_help=True,
        add_completion=wanted is None,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(root)
    for module, commands in GROUPS.items():
        if wanted is None or wanted in commands:
            import_module(module).register(app)
    if wanted is not None:
        app.registered_commands = [made for made in app.registered_commands if _name(made) == wanted]
        app.registered_groups = [made for made in app.registered_groups if group_name(made) == wanted]
    return app


def _name(command: CommandInfo) -> str:
    return command.name or str(getattr(command.callback, "__name__", ""))


def group_name(group: TyperInfo) -> str:
    """What is typed for it: given where it is added, or by itself."""
    named = (group.name, group.typer_instance and group.typer_instance.info.name)
    return next((name for name in named if isinstance(name, str)), "")


def _version(wanted: bool) -> None:
    if wanted:
        from clauselog import __version__

        typer.echo(f"clauselog {__version__}")
        raise typer.Exit


def root(
    lang: LangOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit. 版本号。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options that hold for every command."""


def main(args: list[str] | None = None) -> None:
    """The entry point: run one command and leave the process with its exit status."""
    arguments = sys.argv[1:] if args is None else args
    known = {command for commands in GROUPS.values() for command in commands}
    wanted = arguments[0] if arguments and arguments[0] in known else None
    make_app(wanted)(arguments, prog_name="clauselog")
