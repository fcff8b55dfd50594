"""``read`` and ``compare``: any two files, no database, the truth on standard output."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

OLD = """# Larkspur Notes Terms of Service

Last updated: 1 March 2024

1. The service
1.1 Larkspur Notes lets you write, store and share notes.
1.2 We collect your e-mail address and device identifiers when you register.

2. Liability
2.1 Our total liability shall not exceed USD 500 in any twelve months.
2.2 Nothing in these terms limits liability that cannot be limited by law.

3. Disputes
3.1 Any dispute shall be resolved by the courts of the place where you live.
3.2 These terms are governed by the laws of Ireland.

4. Retention
4.1 We retain log data for 30 days.
"""
NEW = (
    OLD.replace("1 March 2024", "1 September 2024")
    .replace("USD 500", "USD 50")
    .replace("for 30 days", "for 180 days")
    .replace("3. Disputes", "3. Disputes and law")
)
Writer = Callable[[Path, str], Path]


def as_text(path: Path, text: str) -> Path:
    return written(path.with_suffix(".txt"), text.replace("# ", "").encode())


def as_markdown(path: Path, text: str) -> Path:
    return written(path.with_suffix(".md"), text.encode())


def as_html(path: Path, text: str) -> Path:
    title, *lines = [line for line in text.splitlines() if line]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<!doctype html><html><body><nav><a href='/'>Home</a></nav><main><h1>{title[2:]}</h1>{body}</main></body></html>"
    return written(path.with_suffix(".html"), page.encode())


def as_pdf(path: Path, text: str) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    path = path.with_suffix(".pdf")
    canvas = Canvas(str(path), invariant=1)
    at = 800
    for line in text.replace("# ", "").splitlines():
        canvas.drawString(60, at, line)
        at -= 20
    canvas.save()
    return path


def written(path: Path, body: bytes) -> Path:
    path.write_bytes(body)
    return path


FORMATS = pytest.mark.parametrize("write", [as_text, as_markdown, as_html, as_pdf])


@pytest.fixture
def clauselog(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def schema(name: str, root: pytest.Config) -> Any:
    path = root.rootpath.parent / "shared" / "quality" / f"{name}.schema.json"
    if not path.is_file():
        pytest.skip(f"{path} is missing")
    return json.loads(path.read_text("utf-8"))


# ---------------------------------------------------------------------------------------------- read


@FORMATS
def test_a_file_is_read_as_its_clauses(clauselog: CommandLine, tmp_path: Path, write: Writer) -> None:
    document = clauselog("read", write(tmp_path / "terms", OLD), "--format", "json").json["documents"][0]
    assert document["title"] == "Larkspur Notes Terms of Service"
    assert document["updated_on"] == "2024-03-01"
    labels = [clause["label"] for clause in document["clauses"] if clause["label"]]
    assert [label.rstrip(".") for label in labels] == [
        "1",
        "1.1",
        "1.2",
        "2",
        "2.1",
        "2.2",
        "3",
        "3.1",
        "3.2",
        "4",
        "4.1",
    ]


@FORMATS
def test_what_read_prints_follows_the_schema(
    clauselog: CommandLine, tmp_path: Path, write: Writer, pytestconfig: pytest.Config
) -> None:
    import jsonschema

    contract = schema("reading", pytestconfig)
    jsonschema.validate(clauselog("read", write(tmp_path / "terms", OLD), "--format", "json").json, contract)


def test_clauses_are_an_indented_tree_behind_their_labels(clauselog: CommandLine, tmp_path: Path) -> None:
    seen = clauselog("read", as_markdown(tmp_path / "terms", OLD))
    assert seen.status == 0
    assert "Larkspur Notes Terms of Service\nEnglish · updated 2024-03-01 · " in seen.out
    assert "\n2. Liability\n  2.1 Our total liability shall not exceed USD 500 in any twelve months.\n" in seen.out


def test_what_is_left_out_can_be_seen(clauselog: CommandLine, tmp_path: Path) -> None:
    page = as_html(tmp_path / "terms", OLD)
    assert "Home" not in clauselog("read", page).out
    assert "--left-out" in clauselog("read", page).out
    assert "Home" in clauselog("read", page, "--left-out").out


@pytest.mark.parametrize(
    ("lang", "by", "former"),
    [
        ("zh", "发布方：Larkspur Labs Ltd（Larkspur）", "列出历史版本 2 个：4 May 2022、Version 1.0 of 3 June 2020"),
        (
            "en",
            "published by Larkspur Labs Ltd (Larkspur)",
            "lists 2 former versions: 4 May 2022, Version 1.0 of 3 June 2020",
        ),
    ],
)
def test_who_publishes_and_which_versions_came_before_stand_above_the_clauses(
    clauselog: CommandLine, tmp_path: Path, lang: str, by: str, former: str
) -> None:
    page = tmp_path / "terms.md"
    said = OLD.replace("1. The service", "Larkspur Labs Ltd (“Larkspur”, “we”) runs the notes.\n\n1. The service")
    page.write_text(f"{said}\n## Previous versions\n\n- 4 May 2022\n- Version 1.0 of 3 June 2020\n", "utf-8")
    seen = clauselog("read", page, "--lang", lang)
    shown = "".join(seen.out.split())
    assert by.replace(" ", "") in shown
    assert former.replace(" ", "") in shown
    document = clauselog("read", page, "--format", "json").json["documents"][0]
    assert document["provider"] == "Larkspur Labs Ltd"
    assert [version["date"] for version in document["former_versions"]] == ["2022-05-04", "2020-06-03"]
    assert document["updated_on"] == "2024-03-01"


def test_only_the_chosen_part_of_a_page_counts(clauselog: CommandLine, tmp_path: Path) -> None:
    page = written(
        tmp_path / "page.html",
        (f"<aside>{'Buy now. ' * 40}</aside><main>" + "<p>".join(OLD.split("\n")) + "</main>").encode(),
    )
    for options in (["--keep", "main"], ["--drop", "aside"]):
        seen = clauselog("read", page, *options)
        assert "Buy now" not in seen.out
        assert "USD 500" in seen.out


def test_a_policy_may_come_from_standard_input(clauselog: CommandLine) -> None:
    assert "USD 500" in clauselog("read", "-", stdin=OLD.encode()).out


# ------------------------------------------------------------------------------------------- compare


@FORMATS
def test_what_compare_prints_follows_the_schema_and_names_the_changes(
    clauselog: CommandLine, tmp_path: Path, write: Writer, pytestconfig: pytest.Config
) -> None:
    import jsonschema

    contract = schema("comparison", pytestconfig)
    seen = clauselog("compare", write(tmp_path / "old", OLD), write(tmp_path / "new", NEW), "--format", "json")
    assert seen.status == 0
    assert seen.err == ""
    jsonschema.validate(seen.json, contract)
    assert seen.json["verdict"] == "material"
    assert {"liability_cap", "retention"} <= {finding["type"] for finding in seen.json["findings"]}


def test_files_of_different_formats_can_be_compared(clauselog: CommandLine, tmp_path: Path) -> None:
    seen = clauselog("compare", as_pdf(tmp_path / "old", OLD), as_markdown(tmp_path / "new", OLD), "--format", "json")
    assert seen.json["verdict"] in ("identical", "editorial")
    assert seen.json["findings"] == []


def test_a_file_equals_itself(clauselog: CommandLine, tmp_path: Path) -> None:
    path = as_markdown(tmp_path / "terms", OLD)
    assert clauselog("compare", path, path, "--format", "json").json["changes"] == []
    assert "没有条款发生变化" in clauselog("compare", path, path, "--lang", "zh").out


def test_the_redline_reads_in_both_languages(clauselog: CommandLine, tmp_path: Path) -> None:
    old, new = as_markdown(tmp_path / "old", OLD), as_markdown(tmp_path / "new", NEW)
    english, chinese = clauselog("compare", old, new).out, clauselog("compare", old, new, "--lang", "zh").out
    for text in (english, chinese):
        assert "[-USD 500-]{+USD 50+}" in text
        assert "\x1b" not in text
    assert "material change" in english
    assert "重大变更" in chinese
    assert "为何重要" in chinese


def test_the_language_is_the_options_then_the_settings_then_the_locales(clauselog: CommandLine, tmp_path: Path) -> None:
    path = as_markdown(tmp_path / "terms", OLD)
    zh = "没有条款发生变化"
    assert zh in clauselog("compare", path, path, env={"LC_ALL": "zh_CN.UTF-8"}).out
    assert zh in clauselog("compare", path, path, env={"CLAUSELOG_LANG": "zh"}).out
    assert zh not in clauselog("compare", path, path, env={"LC_ALL": "zh_CN.UTF-8", "CLAUSELOG_LANG": "en"}).out
    assert zh in clauselog("--lang", "zh", "compare", path, path, env={"CLAUSELOG_LANG": "en"}).out


@pytest.mark.parametrize(
    ("form", "mark"), [("html", "<html"), ("markdown", "# "), ("json", '"schema"'), ("text", "USD 50")]
)
def test_every_format_can_be_printed_or_written_to_a_file(
    clauselog: CommandLine, tmp_path: Path, form: str, mark: str
) -> None:
    old, new = as_markdown(tmp_path / "old", OLD), as_markdown(tmp_path / "new", NEW)
    printed = clauselog("compare", old, new, "--format", form)
    to = tmp_path / "out"
    written_to = clauselog("compare", old, new, "--format", form, "-o", to)
    assert mark in printed.out
    assert to.read_text("utf-8").rstrip() == printed.out.rstrip()
    assert written_to.out == ""
    assert str(to) in written_to.err
    assert to.stat().st_mode & 0o777 == 0o644


def test_a_text_that_attacks_the_terminal_or_the_page_is_only_shown(clauselog: CommandLine, tmp_path: Path) -> None:
    evil = "4.2 <script>alert(1)</script> [bold]x[/bold] \x1b[31mred\x1b[0m \u202eesrever\n"
    old, new = as_text(tmp_path / "old", OLD), as_text(tmp_path / "new", OLD + evil)
    for form in ("text", "json", "markdown", "html"):
        out = clauselog("compare", old, new, "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert "[bold]x[/bold]" in clauselog("compare", old, new).out
    assert "<script>alert" not in clauselog("compare", old, new, "--format", "html").out


# ------------------------------------------------------------------------------------------ start-up


def cpu_seconds(*arguments: object) -> float:
    """Processor time of a whole run of the program, its start included; walls depend on who else is running."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "apps.cli", *map(str, arguments)], check=True, capture_output=True, timeout=60
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def long_policy(days: int) -> str:
    sentence = "We use device data {n} to keep accounts safe, and retain the records of chapter {n} for {days} days. "
    chapters = (
        "\n".join(f"{c}.{k} " + sentence.format(n=c * 50 + k, days=days) * 2 for k in range(1, 14))
        for c in range(1, 21)
    )
    return OLD + "".join(f"\n{c}. Chapter {c}\n{chapter}\n" for c, chapter in enumerate(chapters, 5))


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("COVERAGE_RUN") is not None, reason="tracing slows the program down")
def test_help_and_a_comparison_of_two_long_policies_answer_at_once(tmp_path: Path) -> None:
    old, new = (
        as_text(tmp_path / "old", long_policy(30)),
        as_text(tmp_path / "new", long_policy(31).replace("31 days", "30 days", 400)),
    )
    assert old.stat().st_size > 50_000
    assert any(cpu_seconds("--help") < 0.5 for _ in range(5))
    assert any(cpu_seconds("compare", old, new, "--format", "json") < 1.0 for _ in range(5))


@pytest.mark.parametrize("write", [as_html, as_markdown, as_text])
def test_every_clause_can_be_found_in_the_bytes_of_its_file(
    clauselog: CommandLine, tmp_path: Path, write: Writer
) -> None:
    page = write(tmp_path / "terms", OLD)
    body = Path(page).read_bytes()
    seen = clauselog("read", page, "--origins").json
    assert seen["sha256"] == hashlib.sha256(body).hexdigest()
    clauses = seen["documents"][0]["clauses"]
    cap = next(c for c in clauses if "USD 500" in c["text"])
    found = body[cap["source"]["byte_start"] : cap["source"]["byte_end"]].decode()
    assert found.endswith("shall not exceed USD 500 in any twelve months.")
    assert all(c["source"] for c in clauses)


def test_the_place_in_a_pdf_is_not_guessed(clauselog: CommandLine, tmp_path: Path) -> None:
    seen = clauselog("read", as_pdf(tmp_path / "terms", OLD), "--origins")
    assert seen.status != 0
    assert "no offsets of text" in seen.err
