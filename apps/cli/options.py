"""Options that mean the same on every command."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from apps.cli.terminal import terminal
from clauselog.model import Lang, Severity


def examples(*lines: str) -> str:
    """The foot of a command's help: one paragraph each, so that every example stands on a line of its own."""
    return "\n\n".join(lines)


class DataFormat(StrEnum):
    """What commands that print data can print."""

    text = "text"
    json = "json"


class TableFormat(StrEnum):
    """What commands that print a table can print."""

    table = "table"
    json = "json"
    csv = "csv"


class DiffFormat(StrEnum):
    """What commands that compare can print."""

    text = "text"
    json = "json"
    html = "html"
    markdown = "markdown"


class LangChoice(StrEnum):
    zh = "zh"
    en = "en"


class SeverityChoice(StrEnum):
    """The severities, most first."""

    critical = "critical"
    major = "major"
    minor = "minor"
    review = "review"
    editorial = "editorial"


def as_severity(choice: SeverityChoice) -> Severity:
    return Severity(choice.value)


def as_lang(choice: LangChoice | None) -> Lang | None:
    return None if choice is None else "zh" if choice is LangChoice.zh else "en"


def _remember(ctx: typer.Context, choice: LangChoice | None) -> LangChoice | None:
    if choice is not None:
        terminal(ctx).chosen = as_lang(choice)
    return choice


LangOption = Annotated[
    LangChoice | None,
    typer.Option("--lang", help="Language of the output. 输出语言。", callback=_remember, is_eager=True),
]


def _take_rules(ctx: typer.Context, path: Path | None) -> Path | None:
    if path is not None:
        terminal(ctx).rules_path = path
    return path


RulesOption = Annotated[
    Path | None,
    typer.Option(
        "--rules", metavar="FILE", help="Your own rules, see docs/rules.md. 自定义规则文件。", callback=_take_rules
    ),
]
FormatOption = Annotated[
    DataFormat, typer.Option("--format", "-f", help="A table, or JSON in a stable shape. 表格或 JSON。")
]
TableFormatOption = Annotated[
    TableFormat, typer.Option("--format", "-f", help="A table, JSON, or CSV for a spreadsheet. 表格、JSON 或 CSV。")
]
DiffFormatOption = Annotated[
    DiffFormat, typer.Option("--format", "-f", help="Text, JSON, one HTML page or Markdown. 输出格式。")
]
