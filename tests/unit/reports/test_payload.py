import json
from datetime import date

from clauselog.model import Severity
from clauselog.reports.payload import webhook_payload
from tests import builders as a


def payload(comparison=None, findings=None, number=2):
    comparison = comparison or a.comparison()
    told = comparison.findings if findings is None else findings
    return webhook_payload(a.policy(), number, a.NOON, comparison, told, msg_id="msg_7")


def test_a_material_finding_makes_a_material_change() -> None:
    assert payload()["type"] == "policy.material_change"
    assert payload(findings=[a.finding(severity=Severity.MINOR)])["type"] == "policy.change"
    assert payload(findings=[])["type"] == "policy.change"


def test_the_payload_says_who_what_and_when() -> None:
    before = a.document("日志保存30天。", updated_on=date(2026, 1, 1))
    after = a.document("日志保存180天。", updated_on=date(2026, 5, 1), version_label="V2")
    sent = payload(a.comparison(before, after))
    assert (sent["id"], sent["timestamp"]) == ("msg_7", "2024-03-01T12:00:00Z")
    assert sent["data"]["policy"] == {"slug": "qinghe/privacy-zh", "provider": "青禾", "name": "隐私政策"}
    assert sent["data"]["versions"] == {"before": 1, "after": 2}
    assert sent["data"]["verdict"] == "material"
    assert sent["data"]["stated"] == {
        "before": {"updated_on": "2026-01-01", "effective_on": None, "version_label": None},
        "after": {"updated_on": "2026-05-01", "effective_on": None, "version_label": "V2"},
    }


def test_every_finding_has_both_languages_and_quotes_that_stand_in_the_text() -> None:
    comparison = a.comparison()
    (sent,) = payload(comparison)["data"]["findings"]
    assert sent["summary"] == {"zh": "保存期限由30天延长为180天", "en": "Data are kept for 180 days in place of 30"}
    assert set(sent["why"]) == {"zh", "en"}
    for side, document in (("before", comparison.before), ("after", comparison.after)):
        quote = sent[side]
        assert document.text[quote["start"] : quote["end"]] == quote["quote"]


def test_a_side_without_evidence_is_null() -> None:
    assert payload(findings=[a.finding(before=None)])["data"]["findings"][0]["before"] is None


def test_findings_come_gravest_first_and_keys_in_a_stable_order() -> None:
    sent = payload(findings=[a.finding(severity=s) for s in (Severity.MINOR, Severity.CRITICAL, Severity.MAJOR)])
    assert [f["severity"] for f in sent["data"]["findings"]] == ["critical", "major", "minor"]
    assert list(sent) == ["type", "id", "timestamp", "data"]
    assert list(sent["data"]) == ["policy", "versions", "stated", "verdict", "findings"]
    assert json.loads(json.dumps(sent)) == sent
