import pytest
from markdown_it import MarkdownIt

from clauselog.model import LANGS, ChangeKind, Severity, Text
from clauselog.reports.laws import law_word
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
    for told in (
        finding.summary[lang],
        finding.why[lang],
        law_word("PIPL 19", lang),
        "- 日志保存30天。",
        "+ 日志保存180天。",
    ):
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


def test_what_one_sentence_brings_is_one_section_and_many_changes_of_wording_are_a_list() -> None:
    after = a.document("为推荐内容收集浏览记录。")
    quote = a.evidence("为推荐内容收集浏览记录。", document=after)
    told = [
        a.finding(type="purpose", before=None, after=quote, summary=Text("新用途", "use")),
        a.finding(type="consent", before=None, after=quote, summary=Text("新数据", "data"), change=0),
        *(a.finding(severity=Severity.REVIEW, summary=Text(f"措辞{n}", f"w{n}"), change=n) for n in range(4)),
    ]
    text = comparison_markdown(a.comparison(after=after, findings=told), "zh")
    findings = text.partition("## 逐条对照")[0]
    assert findings.count("为推荐内容收集浏览记录。") == 1
    assert findings.index("### 1. 新用途") < findings.index("### 2. 新数据") < findings.index("```diff")
    assert "### 4 处措辞变化待复核" in findings
    assert all(f"\n- p1：措辞{n}" in findings for n in range(4))


def test_many_findings_begin_with_a_table_by_type() -> None:
    told = [a.finding(change=n, summary=Text(f"第{n}件", f"thing {n}")) for n in range(9)]
    text = comparison_markdown(a.comparison(findings=told), "en")
    assert "| retention period | major 9 | 9 | 0 |" in text
    assert "| retention period" not in comparison_markdown(a.comparison(), "en")
