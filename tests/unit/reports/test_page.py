import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from clauselog.model import LANGS, Cause, ChangeKind, Severity, Text, Verdict, VersionInfo
from clauselog.reports import page as pages
from clauselog.reports.laws import law_word
from clauselog.reports.page import render_comparison, render_report
from tests import builders as a
from tests.unit.reports.conftest import assert_harmless


def info(number: int, comparison=None, **more) -> VersionInfo:
    document = comparison.after if comparison else a.document("日志保存30天。")
    first = VersionInfo(
        "qinghe/privacy-zh", number, Cause.SOURCE_CHANGED if comparison else Cause.FIRST,
        a.NOON + timedelta(days=number), document.stated.title, document.language, len(document.text),
        len(document.clauses), None, document.stated.updated_on, document.stated.effective_on,
        document.stated.version_label, comparison.verdict if comparison else None,
    )  # fmt: skip
    return replace(first, **more)


def report(*comparisons, lang="zh", policy=None) -> str:
    history = [(info(1), None), *((info(n, c), c) for n, c in enumerate(comparisons, 2))]
    return render_report(policy or a.policy(), history, lang=lang, generated_at=a.NOON)


def busy_comparison():
    before = a.document(
        a.heading("存储", "五、", "五"), a.clause("登录日志保存30天。账单保存十年。", "5.1", "五/5.1"),
        a.clause("不变的一条。", "5.2", "五/5.2"), a.clause("被删去的一条。", "5.3", "五/5.3"), a.clause("走了。", "5.4", "五/5.4"),
        updated_on=date(2026, 1, 1), version_label="V1",
    )  # fmt: skip
    after = a.document(
        a.heading("存储", "五、", "五"), a.clause("走了。", "5.1", "五/5.1"),
        a.clause("登录日志保存180天。账单保存十年。", "5.2", "五/5.2"),
        a.clause("不变的一条。", "5.3", "五/5.3"), a.clause("新增的一条。", "5.4", "五/5.4"),
        updated_on=date(2026, 5, 1), version_label="V1",
    )  # fmt: skip
    old, new = before.clauses, after.clauses
    changes = (
        a.change(ChangeKind.MOVED, ChangeKind.RENUMBERED, before=[old[4]], after=[new[1]]),
        a.change(ChangeKind.MODIFIED, ChangeKind.RENUMBERED, before=[old[1]], after=[new[2]],
                 edits=[("equal", "登录日志保存"), ("delete", "30"), ("insert", "180"), ("equal", "天。账单保存十年。")]),
        a.change(ChangeKind.RENUMBERED, before=[old[2]], after=[new[3]]),
        a.change(ChangeKind.REMOVED, before=[old[3]]),
        a.change(ChangeKind.ADDED, after=[new[4]]),
    )  # fmt: skip
    findings = (
        a.finding(severity=Severity.MINOR, before=a.evidence("被删去的一条", document=before), after=None, change=3),
        a.finding(severity=Severity.CRITICAL, before=a.evidence("30天", document=before),
                  after=a.evidence("180天", document=after), change=1),
        a.finding(rule="silent-change", type="effective_date", before=None, after=None, change=None),
    )  # fmt: skip
    return a.comparison(before, after, changes=changes, findings=findings)


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_tells_everything_of_every_finding(lang) -> None:
    comparison = busy_comparison()
    page = assert_harmless(report(comparison, lang=lang))
    for finding in comparison.findings:
        assert finding.summary[lang] in page.text
        assert finding.why[lang] in page.text
        assert all(law_word(hook, lang) in page.text for hook in finding.hooks)
    assert page.tags[0] == ("html", {"lang": "zh-Hans" if lang == "zh" else "en"})


def test_the_quotes_on_the_page_are_the_evidence_letter_for_letter() -> None:
    comparison = busy_comparison()
    page = assert_harmless(report(comparison))
    ordered = sorted(comparison.findings, key=lambda f: f.severity.rank)
    expected = [side.quote for f in ordered for side in (f.before, f.after) if side]
    assert page.by_class["quote"] == expected


def test_the_gravest_finding_comes_first_and_an_absent_side_says_so() -> None:
    page = assert_harmless(report(busy_comparison()))
    assert [text.split()[0] for text in page.by_class["card"]] == ["严重", "重大", "轻微"]
    assert page.by_class["nothing"] == ["新版中不再有相应内容"]


def test_the_redline_marks_deleted_and_inserted_words_and_folds_the_rest() -> None:
    html = report(busy_comparison())
    assert "登录日志保存<del>30</del><ins>180</ins>天。账单保存十年。" in html
    assert "<ins>新增的一条。</ins>" in html
    assert "<del>被删去的一条。</del>" in html
    page = assert_harmless(html)
    assert "1 条移至 5.1" in page.text
    assert "1 条自 5.4 移来，文字未变" in page.text
    assert any("1 条未变" in fold and "不变的一条。" in fold for fold in page.by_class["fold"])


def test_every_link_inside_the_page_leads_somewhere_and_no_anchor_stands_twice() -> None:
    page = assert_harmless(report(busy_comparison(), busy_comparison()))
    anchors = page.attributes("id")
    assert len(set(anchors)) == len(anchors)
    inner = [target[1:] for target in page.attributes("href") if target.startswith("#")]
    assert set(inner) <= set(anchors)
    assert "v3-f1" in inner


def test_versions_are_listed_newest_first_with_dates_and_counts() -> None:
    comparison = busy_comparison()
    history = [(info(2, comparison), comparison), (info(1), None)]
    shuffled = render_report(a.policy(), history[::-1], lang="zh", generated_at=a.NOON)
    assert shuffled == render_report(a.policy(), history, lang="zh", generated_at=a.NOON)
    page = assert_harmless(shuffled)
    assert page.by_class["number"] == ["第 2 版", "第 1 版"]
    assert page.by_class["counts"] == ["严重 1重大 1轻微 1", ""]
    assert "更新 2026-05-01" in page.by_class["stated"][0]
    assert "声明更新日期 2026-01-01 → 2026-05-01" in page.by_class["meta"][0]
    assert "版本标识 V1" in page.by_class["meta"][0]


def test_a_version_read_again_is_not_told_as_the_provider_s_change() -> None:
    comparison = replace(busy_comparison(), findings=())
    again = info(2, comparison, cause=Cause.REPARSED)
    page = assert_harmless(render_report(a.policy(), [(again, comparison)], lang="en", generated_at=a.NOON))
    assert "the provider changed nothing" in page.text
    assert "material change" not in page.text


@pytest.mark.parametrize("lang", LANGS)
def test_a_policy_without_versions_and_one_with_a_first_version_only_have_a_page(lang) -> None:
    assert_harmless(render_report(a.policy(), [], lang=lang, generated_at=a.NOON))
    assert_harmless(report(lang=lang))


def test_where_a_history_is_long_older_folds_name_their_clauses_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "FOLDED_CHARS", 10)
    page = assert_harmless(report(busy_comparison(), busy_comparison()))
    assert page.text.count("不变的一条。") == 1
    assert "全文见较新版本" in page.text
    assert page.text.count("登录日志保存30180天") == 2


def test_sources_become_links_only_where_they_are_web_addresses() -> None:
    sources = [
        a.source("https://me:pw@qinghe.example/p?a=1&b=2"),
        a.source("/srv/p.pdf"),
        a.source("javascript:alert(1)"),
    ]
    html = report(policy=a.policy(sources=sources))
    page = assert_harmless(html)
    assert [t for t in page.attributes("href") if not t.startswith("#")] == ["https://qinghe.example/p?a=1&b=2"]
    assert "/srv/p.pdf" in page.text
    assert "pw" not in html


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_in_any_place_stays_text(hostile: str, lang) -> None:
    evil = Text(hostile, hostile)
    before = a.document(a.heading(hostile, hostile, "1"), a.clause(hostile + "旧", hostile, "1/2"), language=hostile,
                        title=hostile, version_label=hostile)  # fmt: skip
    after = a.document(a.heading(hostile, hostile, "1"), a.clause(hostile + "新", hostile, "1/2"), language=hostile,
                       title=hostile)  # fmt: skip
    change = a.change(before=before.clauses[1:], after=after.clauses[1:],
                      edits=[("equal", hostile), ("delete", "旧"), ("insert", "新")])  # fmt: skip
    found = a.finding(type=hostile, summary=evil, why=evil, hooks=(hostile,), change=0,
                      before=a.evidence(hostile, document=before), after=a.evidence(hostile, document=after))  # fmt: skip
    comparison = a.comparison(before, after, changes=[change], findings=[found], reason=evil)
    policy = a.policy(provider=hostile, name=hostile, sources=[a.source(hostile)])
    for html in (report(comparison, lang=lang, policy=policy),
                 render_comparison(comparison, lang=lang, names=(hostile, hostile))):  # fmt: skip
        page = assert_harmless(html)
        assert "<script>alert" not in html
        assert "49" not in page.by_class["summary"][0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_single_comparison_has_a_page_of_its_own(lang) -> None:
    comparison = busy_comparison()
    page = assert_harmless(render_comparison(comparison, lang=lang, names=("old.html", "new.pdf")))
    assert "old.html" in page.text
    assert "new.pdf" in page.text
    assert page.by_class["quote"]
    assert {t[1:] for t in page.attributes("href")} <= set(page.attributes("id"))


def test_an_extraction_break_and_an_identical_pair_say_what_they_are() -> None:
    same = a.document("日志保存30天。")
    broken = a.comparison(
        same, same, verdict=Verdict.EXTRACTION_BREAK, changes=(), findings=(), reason=Text("少了一半", "half")
    )
    assert "少了一半" in assert_harmless(render_comparison(broken, lang="zh", names=("a", "b"))).by_class["alarm"][0]
    identical = a.comparison(same, same, verdict=Verdict.IDENTICAL, changes=(), findings=())
    assert "条款文字没有变化" in assert_harmless(render_comparison(identical, lang="zh", names=("a", "b"))).text


@pytest.mark.parametrize(
    "template", ["report.html.j2", "comparison.html.j2", "parts.html.j2", "mail.html.j2", "base.html.j2"]
)
def test_no_template_switches_escaping_off(template: str) -> None:
    from importlib.resources import files

    source = files("clauselog.reports").joinpath("templates", template).read_text("utf-8")
    assert not re.search(r"\|\s*safe|autoescape|Markup", source)


def test_words_of_the_interface_follow_the_language_asked_for() -> None:
    english = assert_harmless(report(busy_comparison(), lang="en"))
    assert "Why it matters" in english.text
    assert "为什么重要" not in english.text
    chinese = assert_harmless(report(busy_comparison(), lang="zh"))
    assert "Why it matters" not in chinese.text


def test_changes_of_wording_are_folded_together_with_their_reason_told_once() -> None:
    base = busy_comparison()
    review = [
        replace(base.findings[1], severity=Severity.REVIEW, why=Text("值得一看", "worth a look"), rule=f"r{n}")
        for n in range(5)
    ]
    page = assert_harmless(report(replace(base, findings=(*base.findings, *review))))
    (folded,) = page.by_class["wording"]
    assert "5 处措辞变化待复核" in folded
    assert folded.count("值得一看") == 1
    assert folded.count("登录日志保存180天。") == 5


def crowded(n: int = 12):
    """A comparison of so many changed clauses with a major finding each, and four minor ones."""
    severities = [Severity.MAJOR] * n + [Severity.MINOR] * 4
    before = a.document(*[f"第{i}种日志保存30天。" for i in range(len(severities))])
    after = a.document(*[f"第{i}种日志保存180天。" for i in range(len(severities))])
    pairs = list(zip(before.clauses, after.clauses, strict=True))
    changes = [a.change(before=[old], after=[new]) for old, new in pairs]
    found = [
        a.finding(severity=severity, change=i, before=a.evidence("30天", document=before, start=old.end - 4),
                  after=a.evidence("180天", document=after, start=new.end - 5))
        for i, (severity, (old, new)) in enumerate(zip(severities, pairs, strict=True))
    ]  # fmt: skip
    return a.comparison(before, after, changes=changes, findings=found)


@pytest.mark.parametrize("lang", LANGS)
def test_many_findings_begin_with_a_list_by_type_and_fold_what_is_minor_away(lang) -> None:
    page = assert_harmless(render_comparison(crowded(), lang=lang, names=("a", "b")))
    (of_type,) = page.by_class["of-type"]
    assert {"zh": "重大 12轻微 4", "en": "major 12minor 4"}[lang] in of_type
    assert {"zh": "保存期限由30天延长为180天", "en": "Data are kept for 180 days in place of 30"}[lang] in of_type
    (lesser,) = page.by_class["lesser"]
    assert {"zh": "4 处轻微变更", "en": "4 minor passages"}[lang] in lesser
    assert page.by_class["how-grave"] == [{"zh": "重大 12 处", "en": "major 12 passages"}[lang]]
    assert {t[1:] for t in page.attributes("href")} <= set(page.attributes("id"))


def test_a_few_findings_are_simply_told() -> None:
    page = assert_harmless(render_comparison(busy_comparison(), lang="en", names=("a", "b")))
    assert not {"of-type", "lesser", "how-grave"} & set(page.by_class)


def test_what_one_sentence_brings_is_one_card_with_its_quote_once_and_every_finding_linked() -> None:
    after = a.document("为推荐内容收集浏览记录。")
    quote = a.evidence("为推荐内容收集浏览记录。", document=after)
    findings = [
        a.finding(type="purpose", before=None, after=quote, summary=Text("新用途", "use"), why=Text("甲", "A"), hooks=("GDPR 13(3)",)),
        a.finding(type="data_category", before=None, after=a.evidence("浏览记录", document=after), summary=Text("新数据", "data"), why=Text("乙", "B")),
    ]  # fmt: skip
    page = assert_harmless(report(a.comparison(after=after, findings=findings)))
    (card,) = page.by_class["card"]
    assert page.by_class["quote"] == [quote.quote]
    assert page.by_class["summary"] == ["新用途", "新数据"]
    assert all(words in card for words in ("使用目的甲", "收集的个人信息乙", "GDPR 13(3)", "个人信息保护法 19"))
    assert {"v2-f1", "v2-f2"} <= set(page.attributes("id"))


def test_a_side_that_has_nothing_leaves_its_room_to_the_other() -> None:
    after = a.document("新增一句。")
    added = a.finding(before=None, after=a.evidence("新增一句。", document=after))
    page = assert_harmless(report(a.comparison(after=after, findings=[added])))
    assert "no-before" in page.by_class
    assert "no-after" not in page.by_class
