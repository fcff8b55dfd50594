import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from clauselog.model import (
    Cause,
    ChangeKind,
    FormerVersion,
    LeftOut,
    NamedProvider,
    StoredFinding,
    Text,
    Verdict,
    VersionInfo,
)
from clauselog.ports import PolicyStatus
from clauselog.reports import as_json
from tests import builders as a

CONTRACTS = Path(__file__).resolve().parents[3].parent / "shared" / "quality"


def contract(name: str) -> Draft202012Validator:
    path = CONTRACTS / f"{name}.schema.json"
    if not path.exists():
        pytest.skip(f"the JSON contract {path.name} is not beside this checkout")
    return Draft202012Validator(json.loads(path.read_text("utf-8")), format_checker=FormatChecker())


def full_comparison():
    before = a.document(
        a.clause("日志保存30天。", "6.3", "6/6.3"), "旧的一条。", title="隐私政策", updated_on=date(2026, 4, 20)
    )
    after = a.document(
        a.clause("日志保存180天。", "6.4", "6/6.4"),
        language="en",
        title=None,
        published_on=date(2026, 5, 1),
        updated_on=date(2026, 5, 1),
        effective_on=date(2026, 6, 1),
        version_label="V2.1",
    )
    changes = (
        a.change(ChangeKind.MODIFIED, ChangeKind.RENUMBERED, before=before.clauses[:1], after=after.clauses[:1],
                 similarity=0.8, edits=[("equal", "日志保存"), ("delete", "30"), ("insert", "180"), ("equal", "天。")]),
        a.change(ChangeKind.REMOVED, before=before.clauses[1:]),
    )  # fmt: skip
    findings = (
        a.finding(before=a.evidence("30天", document=before), after=a.evidence("180天", document=after)),
        a.finding(before=None, after=None, hooks=(), change=None),
    )
    return a.comparison(before, after, changes=changes, findings=findings, reason=Text("原因", "a reason"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_comparison_prints_what_its_contract_asks_for(lang: str) -> None:
    contract("comparison").validate(as_json.comparison_json(full_comparison(), lang))


@pytest.mark.parametrize("verdict", Verdict)
def test_a_comparison_without_changes_and_findings_keeps_the_contract(verdict: Verdict) -> None:
    same = a.document("日志保存30天。")
    printed = as_json.comparison_json(a.comparison(same, same, verdict=verdict, changes=(), findings=()), "zh")
    contract("comparison").validate(printed)
    assert printed["verdict"] == verdict.value
    assert printed["reason"] is None


def test_a_reading_prints_what_its_contract_asks_for() -> None:
    one = a.document(
        a.heading("一个标题", "一、"), a.clause("文字", "1.", "一/1"), left_out=[LeftOut("menu", "首页 关于")]
    )
    two = a.document("Only a paragraph.", language=None, effective_on=date(2024, 2, 29))
    printed = as_json.reading_json([one, two])
    contract("reading").validate(printed)
    assert [len(d["clauses"]) for d in printed["documents"]] == [2, 1]
    assert printed["documents"][0]["left_out"] == [{"reason": "menu", "text": "首页 关于"}]
    assert printed["documents"][1]["effective_on"] == "2024-02-29"


def test_a_reading_prints_who_publishes_and_the_former_versions_with_their_places() -> None:
    document = a.document("星河有限公司（星河）", "2021年5月1日版")
    stated = replace(
        document.stated,
        providers=(NamedProvider("星河有限公司", True, ("星河",), 0, 6),),
        former_versions=(FormerVersion("2021年5月1日版", date(2021, 5, 1), "https://me:pw@a.example/v1", 11, 21),),
        spans={"updated_on": (11, 20)},
    )
    printed = as_json.reading_json([replace(document, stated=stated), document])
    contract("reading").validate(printed)
    one, other = printed["documents"]
    assert one["provider"] == "星河有限公司"
    assert one["providers"] == [{"name": "星河有限公司", "legal_entity": True, "also": ["星河"], "start": 0, "end": 6}]
    assert one["former_versions"] == [
        {"label": "2021年5月1日版", "date": "2021-05-01", "link": "https://a.example/v1", "start": 11, "end": 21}
    ]
    assert one["spans"] == {"updated_on": [11, 20]}
    assert (other["provider"], other["providers"], other["former_versions"], other["spans"]) == (None, [], [], {})


def test_offsets_in_the_json_point_at_the_text_of_the_clause() -> None:
    document = a.document(a.heading("标题", "一、"), a.clause("文字", "1.", "一/1"))
    for printed in as_json.reading_json([document])["documents"][0]["clauses"]:
        assert document.text[printed["start"] : printed["end"]].endswith(printed["text"])


def test_the_summary_is_in_the_language_asked_for_and_the_quotes_are_as_published() -> None:
    comparison = full_comparison()
    zh, en = (as_json.comparison_json(comparison, lang)["findings"][0] for lang in ("zh", "en"))
    assert zh["summary"] == comparison.findings[0].summary.zh
    assert en["summary"] == comparison.findings[0].summary.en
    assert zh["before"] == en["before"] == {"quote": "30天", "path": "6/6.3", "start": 8, "end": 11}


def test_applying_the_printed_edits_turns_the_old_text_into_the_new_one() -> None:
    change = as_json.comparison_json(full_comparison(), "en")["changes"][0]
    assert "".join(t for op, t in change["edits"] if op != "insert") == change["before"][0]["text"]
    assert "".join(t for op, t in change["edits"] if op != "delete") == change["after"][0]["text"]


def test_everything_printed_survives_a_round_through_json_text() -> None:
    printed = as_json.comparison_json(full_comparison(), "zh")
    assert json.loads(json.dumps(printed)) == printed


def version_info(**more: object) -> VersionInfo:
    info = VersionInfo(
        policy="qinghe/privacy-zh", number=2, cause=Cause.SOURCE_CHANGED, observed_at=a.NOON, title="隐私政策",
        language="zh-Hans", characters=900, clauses=30, published_on=None, updated_on=date(2026, 4, 20),
        effective_on=None, version_label="V2", verdict=Verdict.MATERIAL, findings={"critical": 1, "minor": 2},
    )  # fmt: skip
    return replace(info, **more)  # type: ignore[arg-type]


def test_a_version_of_the_log_prints_days_moments_and_counts() -> None:
    printed = as_json.version_json(version_info())
    assert printed["observed_at"] == "2024-03-01T12:00:00Z"
    assert printed["updated_on"] == "2026-04-20"
    assert printed["effective_on"] is None
    assert printed["findings"] == {"critical": 1, "minor": 2}
    assert as_json.version_json(version_info(verdict=None))["verdict"] is None


def test_moments_are_told_in_utc_whatever_zone_they_came_in() -> None:
    assert as_json.moment(datetime(2026, 1, 1, 7, 30, tzinfo=timezone(timedelta(hours=8)))) == "2025-12-31T23:30:00Z"
    assert as_json.moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"
    assert as_json.moment(None) is None


def test_a_stored_finding_prints_its_address_in_front_of_the_finding() -> None:
    stored = StoredFinding(7, "qinghe/privacy-zh", 1, 2, a.NOON, a.finding())
    printed = as_json.finding_json(stored, "en")
    assert (printed["id"], printed["before_version"], printed["after_version"]) == (7, 1, 2)
    assert printed.items() >= as_json.finding_json(a.finding(), "en").items()


def test_a_status_prints_the_policy_and_its_newest_version() -> None:
    status = PolicyStatus(a.policy(), 2, version_info(), a.NOON, "failed", "404")
    printed = as_json.status_json(status)
    assert printed["slug"] == "qinghe/privacy-zh"
    assert printed["latest"]["number"] == 2
    assert (printed["outcome"], printed["error"]) == ("failed", "404")
    assert as_json.status_json(PolicyStatus(a.policy(), 0, None, None, None, None))["latest"] is None


def test_no_secret_and_no_password_is_ever_printed() -> None:
    subscription = a.subscription(secret="whsec_c2VjcmV0", target="https://me:hunter2@hook.example/x")
    policy = a.policy(sources=[a.source("https://me:hunter2@qinghe.example/a?b=@c")])
    printed = json.dumps([as_json.subscription_json(subscription), as_json.policy_json(policy)])
    assert "whsec" not in printed
    assert "c2VjcmV0" not in printed
    assert "hunter2" not in printed
    assert "https://qinghe.example/a?b=@c" in printed
    assert as_json.subscription_json(subscription)["signed"] is True


@pytest.mark.parametrize(
    "location", ["https://qinghe.example/@me", "/srv/policy@2.html", "https://a.example/?", "C:\\x"]
)
def test_a_location_without_a_login_is_printed_as_it_is(location: str) -> None:
    assert as_json.without_login(location) == location


def test_a_location_that_is_no_url_at_all_gives_nothing_away() -> None:
    assert "hunter2" not in as_json.without_login("https://me:hunter2@[broken/x")
