"""What a command has at hand: the language, the settings, and the two streams it writes to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import typer

from apps.cli.safe import clean, json_text
from clauselog.errors import ClauselogError, SettingsError
from clauselog.model import Lang, Text
from clauselog.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from clauselog.compare import Judge
    from flows.wiring import Services

PIPE_COLUMNS = 160
"""Width of tables where nobody is looking; ``COLUMNS`` overrides it."""


@dataclass
class Terminal:
    """One run of the program. ``chosen`` is what ``--lang`` said, ``rules_path`` what ``--rules`` did."""

    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    chosen: Lang | None = None
    rules_path: Path | None = None
    _closing: list[Callable[[], None]] = field(default_factory=list)

    @cached_property
    def settings(self) -> Settings:
        settings = Settings.from_environment(self.env)
        return replace(settings, rules_path=self.rules_path) if self.rules_path else settings

    @cached_property
    def judge(self) -> Judge | None:
        """The user's own rules and words; None where there are none. Raises DeclarationError."""
        if self.settings.rules_path is None and self.settings.lexicon_path is None:
            return None
        from flows.wiring import judge_of

        return judge_of(self.settings)

    @cached_property
    def services(self) -> Services:
        """The world as the settings wire it; made only by commands that need the database."""
        from flows.wiring import connect

        services = connect(self.settings)
        self._closing.append(services.close)
        return services

    def close(self) -> None:
        """Let go of the database and of every connection."""
        while self._closing:
            self._closing.pop()()

    @property
    def lang(self) -> Lang:
        """``--lang``, else the setting, else the locale, else English."""
        if self.chosen:
            return self.chosen
        try:
            return self.settings.lang or locale_lang(self.env)
        except SettingsError:  # the error itself must still be told in some language
            return locale_lang(self.env)

    @cached_property
    def out(self) -> Console:
        return _console(sys.stdout, self.env)

    @cached_property
    def err(self) -> Console:
        return _console(sys.stderr, self.env)

    @property
    def is_watched(self) -> bool:
        """Somebody looks at standard error, so a progress bar makes sense."""
        return self.err.is_terminal and not self.err.is_dumb_terminal

    def show(self, *things: RenderableType) -> None:
        for thing in things:
            self.out.print(thing)

    def say(self, message: Text | str, *, style: str | None = None, **values: object) -> None:
        """One line on standard output, in the chosen language."""
        from rich.text import Text as Styled

        self.out.print(Styled(self.words(message, **values), style=style or ""), soft_wrap=not self.out.is_terminal)

    def note(self, message: Text | str, *, style: str | None = "dim", **values: object) -> None:
        """One line on standard error: what is no result, so that a pipe holds results alone."""
        from rich.text import Text as Styled

        self.err.print(Styled(self.words(message, **values), style=style or ""), soft_wrap=not self.err.is_terminal)

    def words(self, message: Text | str, **values: object) -> str:
        text = message if isinstance(message, str) else message[self.lang]
        return clean(text.format(**values) if values else text)

    def json_text(self, data: object) -> str:
        """JSON as standard output can hold it: plain ASCII where it knows no Chinese."""
        return json_text(data, ascii_only=not _speaks_unicode(sys.stdout))

    def print_json(self, data: object) -> None:
        """The data alone on standard output."""
        self.print_text(self.json_text(data))

    def print_text(self, text: str) -> None:
        """A whole file (JSON, HTML, Markdown) on standard output, as it is."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        sys.stdout.flush()

    def print_csv(self, lines: Iterable[Sequence[str]]) -> None:
        """Rows as CSV on standard output, fetched text made harmless."""
        import csv

        buffer = StringIO()
        csv.writer(buffer, lineterminator="\n").writerows([clean(text) for text in line] for line in lines)
        self.print_text(buffer.getvalue())

    @contextmanager
    def captured(self) -> Iterator[StringIO]:
        """What is shown meanwhile goes into the buffer, as plain as into a pipe."""
        from rich.console import Console

        buffer, before = StringIO(), self.__dict__.get("out")
        plain = Console(file=buffer, width=PIPE_COLUMNS, highlight=False, markup=False, emoji=False, color_system=None)
        self.__dict__["out"] = plain
        try:
            yield buffer
        finally:
            self.__dict__.pop("out")
            if before is not None:
                self.__dict__["out"] = before

    def complain(self, error: ClauselogError) -> None:
        """Tried, seen and to do, on standard error; never a traceback."""
        from rich.text import Text as Styled

        lang = self.lang
        marks = ("✗", "→") if _speaks_unicode(sys.stderr) else ("x", "->")
        soft = not self.err.is_terminal
        line = Styled.assemble((f"{marks[0]} ", "bold red"), (clean(error.tried[lang]), "bold"))
        line.append(("：" if lang == "zh" else ": ") + clean(error.seen[lang]))
        self.err.print(line, soft_wrap=soft)
        self.err.print(Styled.assemble((f"{marks[1]} ", "bold cyan"), clean(error.todo[lang])), soft_wrap=soft)


def terminal(ctx: typer.Context) -> Terminal:
    """The one of this run, made on first use and shared by the group and its command."""
    root = ctx.find_root()
    if not isinstance(root.obj, Terminal):
        root.obj = Terminal()
        root.call_on_close(root.obj.close)
    return cast(Terminal, root.obj)


def locale_lang(env: Mapping[str, str]) -> Lang:
    """Chinese where the locale says so, English everywhere else."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if env.get(name):
            return "zh" if env[name].lower().startswith("zh") else "en"
    return "en"


def _speaks_unicode(stream: Any) -> bool:
    return (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith(("utf", "gb18030"))


def _console(stream: Any, env: Mapping[str, str]) -> Console:
    from rich.console import Console

    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")  # a narrow code page must not end a command half way
    is_terminal = bool(getattr(stream, "isatty", lambda: False)())
    columns = env.get("COLUMNS", "")
    width = None if is_terminal else int(columns) if columns.isdecimal() and int(columns) else PIPE_COLUMNS
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
