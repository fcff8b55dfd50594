import re
from dataclasses import replace

import pytest

from clauselog.model import LANGS, Severity, Text, Verdict
from clauselog.reports.columns import width
from clauselog.reports.laws import law_word
from clauselog.reports.letter import QUOTE_CHARS
from clauselog.reports.mail import COLUMNS, render_mail
from tests import builders as a
from tests.unit.reports.conftest import assert_harmless

LONG = Text(
    "若平台因任何原因被认定应当承担责任,其累计赔偿总额由您在过去十二个月内实际支付的全部服务费用降低为人民币一千元",
    "Should the provider be held liable, the total it owes falls from all the fees paid in twelve months to CNY 1,000",
)


def mail(comparison=None, findings=None, lang="zh", policy=None, number=3, report_url=None):
    comparison = comparison or a.comparison()
    told = comparison.findings if findings is None else findings
    return render_mail(
        policy or a.policy(), number, a.NOON, comparison, told, lang=lang, report_url=report_url
    )  # fmt: skip


def findings(*severities: Severity):
    return tuple(
        a.finding(severity=s, summary=Text(f"第{n}件事", f"thing {n} happened")) for n, s in enumerate(severities, 1)
    )


@pytest.mark.parametrize(
    ("severities", "zh", "en"),
    [
        (["critical"], "第1件事", "thing 1 happened"),
        (["critical", "major"], "第1件事等 2 项重大变更", "thing 1 happened and 1 more material change"),
        (["critical", "major", "major"], "第1件事等 3 项重大变更", "thing 1 happened and 2 more material changes"),
        (["critical", "minor"], "第1件事等 2 项变更", "thing 1 happened and 1 more change"),
        (["minor", "critical", "major"], "第2件事等 2 项重大变更", "thing 2 happened and 1 more material change"),
        (["minor", "minor", "minor"], "第1件事等 3 项变更", "thing 1 happened and 2 more changes"),
    ],
)
def test_the_subject_names_the_gravest_finding_and_counts_the_others(severities, zh, en) -> None:
    told = findings(*map(Severity, severities))
    assert mail(findings=told).subject == f"[clauselog] 青禾 隐私政策：{zh}"
    assert mail(findings=told, lang="en").subject == f"[clauselog] 青禾 隐私政策: {en}"


def test_a_long_summary_is_named_by_type_and_direction_in_the_subject() -> None:
    told = [a.finding(type="liability_cap", summary=LONG)]
    assert mail(findings=told).subject.endswith("：责任上限（对用户更不利）")
    assert mail(findings=told, lang="en").subject.endswith(": liability cap (worse for users)")


def test_without_findings_the_subject_is_the_verdict() -> None:
    comparison = a.comparison(verdict=Verdict.EDITORIAL, findings=())
    assert mail(comparison).subject == "[clauselog] 青禾 隐私政策：仅文字调整"


def test_a_provider_named_in_the_policy_is_not_named_twice() -> None:
    policy = a.policy(provider="Qinghe", name="Qinghe Privacy Policy")
    assert mail(policy=policy, lang="en").subject.startswith("[clauselog] Qinghe Privacy Policy: ")
    both = a.policy(provider="青禾云笺 (Qinghe Cloud)", name="Qinghe Cloud Terms")
    assert mail(policy=both, lang="en").subject.startswith("[clauselog] Qinghe Cloud Terms: ")
    other = a.policy(provider="青禾云笺 (Qinghe Cloud)", name="Terms")
    assert mail(policy=other, lang="en").subject.startswith("[clauselog] 青禾云笺 (Qinghe Cloud) Terms: ")


def test_a_subject_is_one_line_whatever_the_names_hold() -> None:
    policy = a.policy(provider="Evil\r\nBcc: all@example.org", name="x\u2028y\x00" * 100)
    subject = mail(findings=[a.finding(summary=Text("一\n二", "a\r\nb"))], policy=policy).subject
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", subject)
    assert len(subject) < 250


@pytest.mark.parametrize("lang", LANGS)
def test_both_parts_say_what_changed_why_it_matters_and_by_which_law(lang) -> None:
    comparison = a.comparison()
    sent = mail(comparison, lang=lang)
    finding = comparison.findings[0]
    page = assert_harmless(sent.html)
    for part in (sent.text, page.text):
        for told in (finding.summary[lang], finding.why[lang], law_word("PIPL 19", lang), "30天", "180天"):
            assert told in part


def test_a_side_without_a_quote_says_so() -> None:
    added = mail(findings=[a.finding(before=None)], lang="en")
    removed = mail(findings=[a.finding(after=None)], lang="zh")
    assert "- old · nothing of the kind in the old version" in added.text
    assert "+ 新 · 新版中不再有相应内容" in removed.text
    assert "nothing of the kind" in assert_harmless(added.html).text


def test_a_quote_is_told_with_its_chapter_and_clause() -> None:
    document = a.document(
        a.heading("责任限制", "九、", "九"), a.clause("以1000元为限。", "9.2", "九/9.2"), language="zh-Hans"
    )
    found = a.finding(after=a.evidence("1000元", document=document))
    comparison = a.comparison(after=document, changes=(), findings=[found])
    assert "+ 新 · 九、责任限制 › 9.2" in mail(comparison).text


def test_a_long_quote_is_cut_in_the_middle_and_says_how_much_is_missing() -> None:
    text = "".join(f"第{n}项内容,平台可能收集。" for n in range(200))
    document = a.document(text)
    found = a.finding(after=a.evidence(text, document=document), before=None)
    comparison = a.comparison(after=document, changes=(), findings=[found])
    for lang, mark in (("zh", r"\[…省略 (\d+) 字…\]"), ("en", r" \[… (\d+) characters left out …\] ")):
        shown = assert_harmless(mail(comparison, lang=lang).html).text
        start = shown.index(text[:50])
        cut = re.search(mark, shown)
        assert cut
        head = shown[start : cut.start()]
        tail = shown[cut.end() :].split("\n")[0]
        assert text.startswith(head)
        assert text.endswith(tail)
        assert len(head) + int(cut[1]) + len(tail) == len(text)
        assert len(head) + len(tail) == QUOTE_CHARS


def test_a_quote_up_to_the_limit_is_told_in_full() -> None:
    text = "字" * QUOTE_CHARS
    document = a.document(text)
    found = a.finding(after=a.evidence(text, document=document))
    page = assert_harmless(mail(a.comparison(after=document, changes=(), findings=[found])).html)
    assert text in page.text


@pytest.mark.parametrize("lang", LANGS)
def test_the_text_part_keeps_to_its_columns(lang) -> None:
    zh = "我们可能会与合作方（包括但不限于广告、统计、推送类SDK）共享您的「设备信息」。"
    text = zh * 3 + " We retain personal data, including device identifiers, for as long as is necessary." * 3
    document = a.document(text)
    found = a.finding(after=a.evidence(text, document=document), summary=LONG, why=LONG, hooks=("PIPL 14(2)",) * 12)
    sent = mail(a.comparison(after=document, changes=(), findings=[found]), lang=lang)
    for line in sent.text.splitlines():
        assert width(line) <= COLUMNS + 2, line
        assert line == line.rstrip()
        assert line.strip()[:1] not in tuple("，。、；：）》」"), "a line begins with closing punctuation"


def test_findings_that_were_not_asked_for_are_counted() -> None:
    comparison = replace(a.comparison(), findings=findings(Severity.CRITICAL, Severity.MINOR, Severity.MINOR))
    assert "另有 2 项变更不在您的订阅范围内" in mail(comparison, comparison.findings[:1]).text
    assert "one more finding outside" in mail(comparison, comparison.findings[:2], lang="en").text
    assert "订阅范围" not in mail(comparison).text


def test_the_report_is_linked_by_policy_and_version() -> None:
    sent = mail(report_url="https://reports.example/all/")
    assert "https://reports.example/all/qinghe-privacy-zh.html#v3" in sent.text
    page = assert_harmless(sent.html)
    assert page.attributes("href") == ["https://reports.example/all/qinghe-privacy-zh.html#v3"]
    assert "https://r.example/one.html#v3" in mail(report_url="https://r.example/one.html").text


@pytest.mark.parametrize("base", ["javascript:alert(1)//", 'https://a.example/"><script>', "data:text/html,x"])
def test_an_address_that_is_no_web_address_never_becomes_a_link(base: str) -> None:
    assert assert_harmless(mail(report_url=base).html).attributes("href") == []


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_text_in_any_place_stays_text(hostile: str, lang) -> None:
    document = a.document(a.heading(hostile, "1.", "1"), a.clause(hostile + " 30天", "1.1", "1/1.1"), language=hostile,
                          version_label=hostile)  # fmt: skip
    evil = Text(hostile, hostile)
    found = a.finding(before=a.evidence(hostile, document=document), after=None, summary=evil, why=evil,
                      hooks=(hostile,), type=hostile)  # fmt: skip
    comparison = a.comparison(document, document, changes=(), findings=[found], reason=evil)
    sent = mail(comparison, policy=a.policy(provider=hostile, name=hostile), report_url=hostile, lang=lang)
    assert_harmless(sent.html)
    assert "<script>alert" not in sent.html
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", sent.text)
    sent.text.encode()


def test_an_extraction_break_gives_its_reason() -> None:
    broken = a.comparison(verdict=Verdict.EXTRACTION_BREAK, findings=(), reason=Text("过半条款消失", "half is gone"))
    assert "过半条款消失" in mail(broken).text
    assert "half is gone" in assert_harmless(mail(broken, lang="en").html).text


def apart(*severities: Severity):
    """Findings of as many clauses, one each."""
    return tuple(replace(found, change=n) for n, found in enumerate(findings(*severities)))


@pytest.mark.parametrize("lang", LANGS)
def test_a_mail_of_many_findings_tells_the_gravest_in_full_and_counts_every_one(lang) -> None:
    told = apart(*[Severity.MINOR] * 90, *[Severity.CRITICAL] * 12)
    comparison = replace(a.comparison(), findings=told)
    sent = mail(comparison, lang=lang)
    page = assert_harmless(sent.html)
    for part in (sent.text, page.text):
        assert all(finding.summary[lang] in part for finding in told[90:])
        assert sum(finding.summary[lang] in part for finding in told[:90]) == 40
        assert {"zh": "另有 50 项见完整报告", "en": "50 more findings are in the full report"}[lang] in part
    assert sent.text.count(law_word("PIPL 19", lang)) == 12


@pytest.mark.parametrize("lang", LANGS)
def test_a_mail_of_many_findings_begins_with_how_many_there_are_of_each_type(lang) -> None:
    told = [*apart(*[Severity.MAJOR] * 20), replace(apart(Severity.CRITICAL)[0], type="fees", change=50)]
    sent = mail(replace(a.comparison(), findings=tuple(told)), lang=lang)
    for line in {"zh": ("费用：严重 1", "保存期限：重大 20"), "en": ("fees: critical 1", "retention period: major 20")}[
        lang
    ]:
        assert line in sent.text
        assert sent.text.index(line) < sent.text.index("1. [")
    page = assert_harmless(sent.html)
    assert {"zh": "按类型统计", "en": "By type"}[lang] in page.text
    assert {"zh": "按类型统计", "en": "By type"}[lang] not in mail(lang=lang).text


@pytest.mark.parametrize("lang", LANGS)
def test_many_changes_of_wording_are_counted_and_not_told_beside_what_matters(lang) -> None:
    told = apart(Severity.CRITICAL, *[Severity.REVIEW] * 4)
    sent = mail(replace(a.comparison(), findings=told), lang=lang)
    note = {"zh": "另有 4 处措辞变化待复核", "en": "4 changes of wording to review are in the full report"}[lang]
    for part in (" ".join(sent.text.split()), assert_harmless(sent.html).text):
        assert note in part
        assert told[1].summary[lang] not in part
    alone = mail(replace(a.comparison(), findings=told[1:]), lang=lang)
    assert all(finding.summary[lang] in alone.text for finding in told[1:])


def test_what_one_passage_brings_is_told_as_one_point_with_its_quotes_once() -> None:
    whole = "日志保存180天。"
    document = a.document(whole)
    quote = a.evidence(whole, document=document)
    told = (
        a.finding(before=None, after=quote, summary=Text("新写明期限（“日志保存180…”）", "Now stated (“日志保存180…”)")),
        a.finding(type="purpose", before=None, after=a.evidence("180天", document=document), summary=Text("用途", "use"), why=Text("因为", "so"), hooks=("PIPL 14(2)",)),
    )  # fmt: skip
    comparison = replace(a.comparison(after=document), findings=told)
    sent = mail(comparison)
    assert sent.text.count(whole) == 1
    assert "2. [" not in sent.text
    for words in (
        "[重大] 保存期限",
        "新写明期限\n",
        "[重大] 使用目的",
        "用途",
        "因为",
        "个人信息保护法 19；个人信息保护法 14(2)",
    ):
        assert words in sent.text
    assert assert_harmless(sent.html).text.count(whole) == 1


def test_a_long_summary_loses_its_excerpt_in_the_subject_before_it_loses_its_words() -> None:
    document = a.document("您" * 90)
    summary = Text(f"新增须先征得同意（“{'您' * 35}…”）", f"Added: asking for consent first (“{'您' * 70}…”)")
    told = [a.finding(type="consent", before=None, after=a.evidence("您" * 90, document=document), summary=summary)]
    assert mail(findings=told).subject.endswith("：新增须先征得同意")
    assert mail(findings=told, lang="en").subject.endswith(": Added: asking for consent first")


def test_a_mail_can_be_read_on_a_dark_screen() -> None:
    html = mail().html
    assert '<meta name="color-scheme" content="light dark">' in html
    classes = set(
        re.findall(r"\.([a-z-]+)(?=[ ,{])", html.partition("prefers-color-scheme: dark")[2].partition("</style>")[0])
    )
    shown = {name for value in re.findall(r'class="([^"]+)"', html) for name in value.split()}
    assert shown <= classes, "every coloured part has a dark colour"
