import pytest
from markdown_it import MarkdownIt

from clauselog.model import LANGS, ChangeKind, Text
from clauselog.reports.markdown import comparison_markdown, escaped
from tests import builders as a
from tests.unit.reports.conftest import read_page


def shown(markdown: str):
    """What a careless renderer, one that lets HTML through, makes of it."""
    return read_page(MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(markdown))


@pytest.mark.parametrize("lang", LANGS)
def test_a_comparison_tells_verdict_findings_and_quotes(lang) -> None:
    comparison = a.comparison()
    page = shown(comparison_markdown(comparison, lang))
    finding = comparison.findings[0]
    for told in (finding.summary[lang], finding.why[lang], "PIPL 19", "- 日志保存30天。", "+ 日志保存180天。"):
        assert told in page.text


def test_quiet_changes_are_told_by_their_numbers_and_not_spelled_out() -> None:
    before, after = a.document(a.clause("甲", "1.", "1")), a.document(a.clause("甲", "2.", "2"))
    change = a.change(ChangeKind.RENUMBERED, before=before.clauses, after=after.clauses)
    markdown = comparison_markdown(a.comparison(before, after, changes=[change], findings=()), "zh")
    assert "重新编号：1 → 2（1 条）" in markdown
    assert "甲" not in markdown.split("##")[-1]


def test_a_quote_with_backticks_cannot_leave_its_block() -> None:
    text = "```\n# 标题\n<script>alert(1)</script>\n````"
    before, after = a.document("旧"), a.document(text)
    change = a.change(before=before.clauses, after=after.clauses)
    found = a.finding(before=None, after=a.evidence(text, document=after))
    page = shown(comparison_markdown(a.comparison(before, after, changes=[change], findings=[found]), "en"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert len([tag for tag, _ in page.tags if tag == "h1"]) == 1


def test_hostile_text_in_any_place_stays_text(hostile: str) -> None:
    evil = Text(hostile, hostile)
    document = a.document(a.heading(hostile, hostile, "1"), a.clause(hostile, hostile, "1/2"), title=hostile,
                          version_label=hostile)  # fmt: skip
    change = a.change(before=document.clauses[1:], after=document.clauses[1:])
    found = a.finding(type=hostile, summary=evil, why=evil, hooks=(hostile,), before=None,
                      after=a.evidence(hostile, document=document))  # fmt: skip
    comparison = a.comparison(document, document, changes=[change], findings=[found], reason=evil)
    page = shown(comparison_markdown(comparison, "en"))
    allowed = {"h1", "h2", "h3", "p", "ul", "li", "strong", "pre", "code", "blockquote"}
    assert {tag for tag, _ in page.tags} <= allowed


@pytest.mark.parametrize(
    "text",
    ["**bold** _it_ ~~gone~~", "[link](https://evil.example)", "![img](x)", "<b>x</b> &amp;", "1. one", "- item", "# head",
     "| a | b |", "`code`", "https://evil.example www.evil.example", "a\\b", "> quote", "=== x", "1) x"],
)  # fmt: skip
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    page = shown(escaped(text))
    assert {tag for tag, _ in page.tags} == {"p"}
    assert page.text.strip() == text
