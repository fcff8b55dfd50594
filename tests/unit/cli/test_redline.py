"""What a person sees of a comparison on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from apps.cli.redline import redline
from apps.cli.terminal import Terminal
from clauselog.model import ChangeKind, Comparison, Lang, LinkChange, Severity, Text, Verdict
from tests.builders import change, clause, comparison, document, evidence, finding, heading

Show = Callable[..., str]


@pytest.fixture
def show() -> Show:
    def shown(of: Comparison, *, lang: Lang = "en", colour: bool = False, full: bool = False) -> str:
        here = Terminal(env={}, chosen=lang)
        here.__dict__["out"] = Console(
            file=StringIO(), width=100, force_terminal=colour, color_system="truecolor" if colour else None
        )
        redline(here, of, ("old.txt", "new.txt"), full=full)
        return here.out.file.getvalue()  # type: ignore[attr-defined]

    return shown


def test_findings_come_before_the_clauses_and_the_gravest_first(show: Show) -> None:
    grave = finding(rule="liability-cap-lowered", severity=Severity.CRITICAL, summary=Text("上限降低", "The cap falls"))
    text = show(comparison(findings=[finding(), grave]))
    order = [text.index(words) for words in ("material change", "The cap falls", "Data are kept", "Clause by clause")]
    assert order == sorted(order)


def test_a_finding_shows_both_quotes_why_it_matters_and_the_law(show: Show) -> None:
    text = show(comparison(), lang="zh")
    for words in (
        "旧 日志保存“30天”。",
        "新 日志保存“180天”。",
        "为何重要：数据留得越久",
        "个人信息保护法 19",
        "重大",
        "对用户更不利",
    ):
        assert words in text


def test_without_colour_edits_stand_in_brackets(show: Show) -> None:
    assert "日志保存[-30-]{+180+}天。" in show(comparison())


def test_in_colour_deleted_words_are_struck_and_inserted_ones_underlined(show: Show) -> None:
    text = show(comparison(), colour=True)
    assert "\x1b[9;31m30\x1b[0m" in text
    assert "\x1b[4;32m180\x1b[0m" in text
    assert "[-" not in text


def test_long_unchanged_text_is_folded_unless_all_is_wanted(show: Show) -> None:
    long = "我们收集您的信息。" * 60
    old, new = document(long + "保存30天。"), document(long + "保存180天。")
    edits = [("equal", long + "保存"), ("delete", "30"), ("insert", "180"), ("equal", "天。")]
    of = comparison(old, new, changes=[change(before=old.clauses, after=new.clauses, edits=edits)], findings=[])
    assert long not in show(of)
    assert "482 characters" in show(of)
    assert "保存[-30-]{+180+}天。" in show(of)
    assert long in show(of, full=True)


def test_added_and_removed_clauses_are_shown_whole(show: Show) -> None:
    old, new = document("旧条款一句。"), document("新条款一句。")
    changes = [change(ChangeKind.REMOVED, before=old.clauses), change(ChangeKind.ADDED, after=new.clauses)]
    text = show(comparison(old, new, changes=changes, findings=[]))
    assert "[-旧条款一句。-]" in text
    assert "{+新条款一句。+}" in text
    assert "No findings" in text


def test_a_clause_is_named_with_the_chapters_above_it_and_both_numbers(show: Show) -> None:
    old = document(heading("责任", "六、", "六"), clause("上限为5000元。", "6.2", "六/6.2"))
    new = document(heading("责任", "六、", "六"), clause("上限为100元。", "6.3", "六/6.3"))
    one = change(
        ChangeKind.MODIFIED,
        ChangeKind.RENUMBERED,
        before=old.clauses[1:],
        after=new.clauses[1:],
        edits=[("equal", "上限为"), ("delete", "5000"), ("insert", "100"), ("equal", "元。")],
    )
    text = show(comparison(old, new, changes=[one], findings=[]), lang="zh")
    assert "六、责任 › 6.2 → 6.3  修改 · 重新编号" in text


def test_clauses_that_were_renumbered_alike_fill_one_line_and_no_more(show: Show) -> None:
    old = document(*[clause(f"第{n}句。", f"{n}.") for n in range(1, 41)])
    new = document(*[clause(f"第{n}句。", f"{n + 1}.") for n in range(1, 41)])
    changes = [
        change(ChangeKind.RENUMBERED, before=[one], after=[other])
        for one, other in zip(old.clauses, new.clauses, strict=True)
    ]
    text = show(comparison(old, new, verdict=Verdict.EDITORIAL, changes=changes, findings=[]))
    assert "renumbered: 1 – 40 → 2 – 41 (40 clauses)" in text
    assert "renumbered 40" in text


def test_many_quiet_lines_are_cut_short_unless_all_are_asked_for(show: Show) -> None:
    old = document(*[clause(f"第{n}句。", f"{n}.") for n in range(1, 61)])
    new = document(*[clause(f"第{n}句。", f"{n + n // 2}.") for n in range(1, 61)])
    changes = [
        change(ChangeKind.RENUMBERED, before=[one], after=[other])
        for one, other in zip(old.clauses[1::3], new.clauses[1::3], strict=True)
    ]
    compared = comparison(old, new, changes=changes, findings=[])
    assert "9 more: --full" in show(compared)
    assert "renumbered: 59 → 88" not in show(compared)
    assert "renumbered: 59 → 88" in show(compared, full=True)


def test_links_that_lead_elsewhere_are_a_note_at_the_end(show: Show) -> None:
    both = document("详见《规则》。")
    link = LinkChange("《规则》", "p1", "https://a.example/1", None)
    told = replace(comparison(both, both, verdict=Verdict.IDENTICAL, changes=[], findings=[]), links_changed=(link,))
    assert "Links that lead elsewhere" in show(told)
    assert "《规则》: https://a.example/1 → (no link)" in show(told)


def test_identical_texts_say_so(show: Show) -> None:
    same = document("一句。")
    text = show(comparison(same, same, verdict=Verdict.IDENTICAL, changes=[], findings=[]))
    assert "identical" in text
    assert "No clause changed." in text


def test_a_suspected_break_says_why(show: Show) -> None:
    reason = Text(zh="超过一半的条款没有对应", en="more than half of the clauses have no counterpart")
    text = show(comparison(verdict=Verdict.EXTRACTION_BREAK, reason=reason))
    assert "! more than half" in text


def test_markup_and_escapes_in_a_policy_are_only_text(show: Show) -> None:
    hostile = "[bold red]x[/bold red] [link=https://evil.example]y[/link] \x1b[2J\u202e"
    old, new = document("一句。"), document(hostile, title="[blink]标题\x1b]0;z\x07")
    of = comparison(old, new, changes=[change(ChangeKind.ADDED, after=new.clauses)], findings=[])
    text = show(of)
    assert "[bold red]x[/bold red] [link=https://evil.example]y[/link]" in text
    assert "[blink]标题" in text
    assert "\x1b" not in text
    assert "⟨U+202E⟩" in text
    assert "\x1b[2J" not in show(of, colour=True)


def test_spaces_and_width_alone_are_no_marked_edits(show: Show) -> None:
    old, new = document("使用OAID(设备)保存30天。"), document("使用 OAID（设备）保存180天。")
    edits = [("equal", "使用"), ("insert", " "), ("equal", "OAID"), ("delete", "(设备)"), ("insert", "（设备）")]
    edits += [("equal", "保存"), ("delete", "30"), ("insert", "180"), ("equal", "天。")]
    text = show(comparison(old, new, changes=[change(before=old.clauses, after=new.clauses, edits=edits)], findings=[]))
    assert "使用 OAID（设备）保存[-30-]{+180+}天。" in text


def crowded(*severities: Severity) -> Comparison:
    old = document(*[f"第{n}种日志保存30天。" for n in range(len(severities))])
    new = document(*[f"第{n}种日志保存180天。" for n in range(len(severities))])
    pairs = list(zip(old.clauses, new.clauses, strict=True))
    found = [
        finding(
            severity=severity,
            change=n,
            summary=Text(f"第{n}件", f"thing {n}."),
            before=evidence("30天", document=old, start=a.end - 4),
            after=evidence("180天", document=new, start=b.end - 5),
        )
        for n, (severity, (a, b)) in enumerate(zip(severities, pairs, strict=True))
    ]
    return comparison(old, new, changes=[change(before=[a], after=[b]) for a, b in pairs], findings=found)


def test_many_findings_begin_with_their_number_by_type_and_tell_what_is_minor_in_a_line(show: Show) -> None:
    of = crowded(*[Severity.MAJOR] * 9, Severity.MINOR)
    text = show(of)
    assert "retention period  9 major · 1 minor  ▼ 10" in text
    assert text.index("9 major") < text.index("thing 0.")
    findings = text.partition("Clause by clause")[0]
    assert "“180天”" in findings.partition("thing 8.")[2]
    assert "“180天”" not in findings.partition("thing 9.")[2]
    assert "“180天”" in show(of, full=True).partition("Clause by clause")[0].partition("thing 9.")[2]
    assert "▼" not in show(crowded(Severity.MAJOR))


def test_many_changes_of_wording_are_only_counted_unless_all_is_wanted_or_there_is_nothing_else(show: Show) -> None:
    of = crowded(Severity.MAJOR, *[Severity.REVIEW] * 4)
    assert "4 changes of wording to review: --full" in show(of)
    assert "thing 2." not in show(of)
    assert "thing 2." in show(of, full=True)
    assert "thing 2." in show(crowded(*[Severity.REVIEW] * 4))


def test_what_one_sentence_brings_is_told_above_its_quote_and_the_quote_once(show: Show) -> None:
    new = document("为推荐内容收集浏览记录。")
    quoted = evidence("为推荐内容收集浏览记录。", document=new)
    told = [
        finding(
            type="purpose", before=None, after=quoted, summary=Text("新用途（“为推荐内容…”）", "Use (“为推荐内容…”)")
        ),
        finding(type="consent", before=None, after=evidence("浏览记录", document=new), summary=Text("新数据", "Data")),
    ]
    text = show(comparison(after=new, findings=told)).partition("Clause by clause")[0]
    assert text.count("浏览记录") == 1
    assert text.index("major  Use\n") < text.index("major  Data") < text.index("“为推荐内容收集浏览记录。”")
    assert text.count("The longer data are kept") == 1
