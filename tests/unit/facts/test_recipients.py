"""Who is named as a recipient, and who only seems to be."""

import csv
from importlib import resources

import pytest

from clauselog.facts.recipients import recipients


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("我们与关联公司、征信机构和广告联盟共享信息", ["affiliates", "credit", "advertisers"]),
        ("请填写银行卡号和运营商类型", []),
        ("保障您和其他用户的账号与财产安全", []),
        ("由友盟提供统计服务", ["umeng"]),
        ("we share data with couriers, data brokers and stripe.", ["logistics", "brokers", "stripe"]),
        ("give us your bank account number and employer name", []),
        ("to protect the rights and safety of our users and the public", []),
        ("our subsidiaries and other related companies", ["affiliates", "affiliates"]),
    ],
)
def test_those_who_get_data_are_found_and_data_about_them_are_not(sentence: str, ids: list[str]) -> None:
    assert [r.id for r in recipients(sentence) if r.id != "any"] == ids


def test_a_company_named_is_told_from_a_kind_of_companies() -> None:
    named = {r.id: r.named for r in recipients("we use stripe and other payment processors")}
    assert named["stripe"]
    assert not named["payment"]


def test_a_provider_that_acts_is_no_recipient() -> None:
    assert not [r for r in recipients("腾讯云公司会按照约定保护信息") if r.named]
    assert not [r for r in recipients("github's privacy statement says more") if r.named]


@pytest.mark.parametrize("sentence", ["stripes and plaidly", "第二天的课程", "notarised minutes"])
def test_names_inside_other_words_are_nobody(sentence: str) -> None:
    assert not [r for r in recipients(sentence) if r.named]


@pytest.mark.parametrize("file", ["recipients.csv", "companies.csv"])
def test_word_lists_hold_each_id_once_and_lower_case_aliases(file: str) -> None:
    text = resources.files("clauselog.facts.lexicon").joinpath(file).read_text(encoding="utf8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["zh"] or row["en"], row["id"]
        assert row["en"] == row["en"].lower(), row["id"]
        assert row["zh"] == row["zh"].lower(), row["id"]
