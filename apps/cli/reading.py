"""``read`` and ``compare``: files in, truth out, no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from apps.cli.files import read_input, write_output
from apps.cli.options import DataFormat, DiffFormat, DiffFormatOption, FormatOption, LangOption, RulesOption, examples
from apps.cli.terminal import Terminal, terminal
from apps.cli.words import WRITTEN
from clauselog.errors import ParseError
from clauselog.model import Text

if TYPE_CHECKING:
    from clauselog.model import Comparison, Document

LOCAL = "Without a database 不用数据库"
KeepOption = Annotated[
    list[str] | None, typer.Option("--keep", metavar="CSS", help="Only these parts of a page count. 只取这些部分。")
]
DropOption = Annotated[
    list[str] | None, typer.Option("--drop", metavar="CSS", help="These parts do not count. 去掉这些部分。")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file. 写入文件。")
]
FullOption = Annotated[bool, typer.Option("--full", help="Fold nothing away. 不折叠。")]


def register(app: typer.Typer) -> None:
    app.command(
        rich_help_panel=LOCAL,
        epilog=examples(
            "clauselog read terms.pdf",
            "clauselog read page.html --keep main --format json",
            "curl -s https://example.com/terms | clauselog read -",
        ),
    )(read)
    app.command(
        rich_help_panel=LOCAL,
        epilog=examples(
            "clauselog compare old.html new.html",
            "clauselog compare old.txt new.pdf --format html -o redline.html",
            "Exit status 0 whatever is found, 2 for bad input.",
        ),
    )(compare)


def read(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="HTML, Markdown, text, PDF or Word; - reads standard input.")
    ],
    output: FormatOption = DataFormat.text,
    keep: KeepOption = None,
    drop: DropOption = None,
    left_out: Annotated[
        bool, typer.Option("--left-out", help="Also show what is not part of the policy. 未计入的内容。")
    ] = False,
    origins: Annotated[
        bool,
        typer.Option(
            "--origins",
            help="As JSON, with each clause's place in the file, in characters and bytes. 每条在原文件中的位置。",
        ),
    ] = False,
    lang: LangOption = None,
) -> None:
    """Show the clauses of a file. 读出一个文件的条款。"""
    here = terminal(ctx)
    if origins:
        here.print_json(_located(here, file, keep=keep, drop=drop))
        return
    documents = read_documents(here, file, keep=keep, drop=drop)
    if output is DataFormat.json:
        from clauselog.reports.as_json import reading_json

        here.print_json(reading_json(documents))
        return
    from apps.cli.rendering import document_tree

    for document in documents:
        document_tree(here, document, left_out=left_out)


def compare(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="The older text: HTML, Markdown, text, PDF or Word.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The newer text; it may be of another format.")],
    output: DiffFormatOption = DiffFormat.text,
    to: OutputOption = None,
    full: FullOption = False,
    keep: KeepOption = None,
    drop: DropOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Compare two files clause by clause. 逐条比较两个文件。"""
    here = terminal(ctx)
    judge = here.judge
    before, after = (read_whole(here, name, keep, drop) for name in (old, new))
    from clauselog.compare import compare as compare_documents

    show_comparison(here, compare_documents(before, after, judge=judge), (old, new), output, to, full=full)


def read_documents(
    here: Terminal, name: str, *, keep: list[str] | None = None, drop: list[str] | None = None
) -> tuple[Document, ...]:
    """The policies in a file. Raises SourceGone, UsageError and ParseError."""
    body = read_input(name, max_bytes=here.settings.max_bytes)
    from parsers import read_bytes

    with _told_of(name):
        return read_bytes(body, name=_file_name(name), keep=keep or (), drop=drop or ())


def _located(here: Terminal, name: str, *, keep: list[str] | None, drop: list[str] | None) -> dict[str, Any]:
    """The policies in a file, every clause with its place. Raises as ``read_documents``, and for PDF and Word."""
    body = read_input(name, max_bytes=here.settings.max_bytes)
    from dataclasses import asdict

    from clauselog.reports.as_json import located_json
    from clauselog.text import sha256_hex
    from parsers import read_bytes
    from parsers.origins import origins_of

    with _told_of(name):
        documents = read_bytes(body, name=_file_name(name), keep=keep or (), drop=drop or ())
        places = []
        for document in documents:
            way = origins_of(body, document, name=_file_name(name))
            found = [way.of(clause.start, clause.end) for clause in document.clauses]
            places.append([asdict(place) if place else None for place in found])
    return located_json(documents, places, sha256_hex(body))


def show_comparison(
    here: Terminal,
    comparison: Comparison,
    names: tuple[str, str],
    output: DiffFormat,
    to: Path | None = None,
    *,
    full: bool = False,
) -> None:
    """Print a comparison in the format asked for, or write it to a file. ``names`` are what the sides are called."""
    text = _written(here, comparison, names, output)
    if text is None:
        from apps.cli.redline import redline

        if to is None:
            redline(here, comparison, names, full=full)
            return
        with here.captured() as captured:
            redline(here, comparison, names, full=full)
        text = captured.getvalue()
    if to is None:
        here.print_text(text)
        return
    write_output(to, text)
    here.note(WRITTEN, path=to)


def _written(here: Terminal, comparison: Comparison, names: tuple[str, str], output: DiffFormat) -> str | None:
    """The comparison as one text; None for the terminal's own rendering."""
    match output:
        case DiffFormat.json:
            from clauselog.reports.as_json import comparison_json

            return here.json_text(comparison_json(comparison, here.lang))
        case DiffFormat.html:
            from clauselog.reports.page import render_comparison

            return render_comparison(comparison, lang=here.lang, names=names)
        case DiffFormat.markdown:
            from clauselog.reports.markdown import comparison_markdown

            return comparison_markdown(comparison, here.lang)
        case DiffFormat.text:
            return None


def read_whole(here: Terminal, name: str, keep: list[str] | None, drop: list[str] | None) -> Document:
    """A file as one document even where it holds several policies: a change in the second is a change."""
    body = read_input(name, max_bytes=here.settings.max_bytes)
    from parsers import read_page

    with _told_of(name):
        return read_page(body, name=_file_name(name), keep=keep or (), drop=drop or ())


@contextmanager
def _told_of(name: str) -> Iterator[None]:
    """What could not be read is told with the name of its file."""
    try:
        yield
    except ParseError as error:
        tried = Text(zh=f"读取 {name}（{error.tried.zh}）", en=f"Reading {name} ({error.tried.en})")
        raise type(error)(tried, error.seen, error.todo) from error


def _file_name(name: str) -> str | None:
    return None if name == "-" else Path(name).name
