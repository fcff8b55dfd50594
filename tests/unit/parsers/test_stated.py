"""Dates, labels and titles in the ways policies print them."""

from datetime import date

import pytest

from parsers import read_bytes
from parsers.language import language_of
from parsers.stated import read_date

BODY = "\n\n1. 总则\n\n本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取相称的安全措施。\n"
BODY_EN = "\n\n1. General\n\nThe company processes the information that you give to us in line with the law.\n"


def stated(head: str, body: str = BODY):
    return read_bytes((head + body).encode(), name="p.txt")[0].stated


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023年4月20日", date(2023, 4, 20)),
        ("2025 年 9 月 1 日", date(2025, 9, 1)),
        ("2025.02.27", date(2025, 2, 27)),
        ("2025-2-27", date(2025, 2, 27)),
        ("２０２３年０７月２５日", date(2023, 7, 25)),
        ("April 14, 2020", date(2020, 4, 14)),
        ("1st of September 2022", date(2022, 9, 1)),
        ("14 Apr 2020", date(2020, 4, 14)),
        ("2023年13月1日", None),
        ("no date", None),
    ],
)
def test_reads_every_way_of_writing_a_date(text, day):
    assert read_date(text) == day


def test_tells_update_effect_and_publication_apart():
    found = stated("发布日期:2023年07月20日\n\n最近更新：2023年7月22日\n\n生效日期:2023年08月01日")
    assert (found.published_on, found.updated_on, found.effective_on) == (
        date(2023, 7, 20),
        date(2023, 7, 22),
        date(2023, 8, 1),
    )


def test_reads_a_date_that_its_verb_follows():
    assert stated("本声明于2020年05月17日生效。").effective_on == date(2020, 5, 17)
    assert stated("本政策自2021年11月1日起施行。").effective_on == date(2021, 11, 1)


def test_reads_english_dates():
    found = stated("Last updated: January 15, 2026\n\nEffective as of 1 February 2026", BODY_EN)
    assert (found.updated_on, found.effective_on) == (date(2026, 1, 15), date(2026, 2, 1))


def test_a_month_without_a_day_is_a_label_and_no_date():
    found = stated("Last Updated: March 2026", BODY_EN)
    assert (found.updated_on, found.version_label) == (None, "March 2026")


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("版本：2023年4月版", "2023年4月版"),
        ("版本号：V2.1", "V2.1"),
        ("Version 3.2", "Version 3.2"),
        ("2021V1", "2021V1"),
    ],
)
def test_reads_the_version_label(head, label):
    assert stated(head).version_label == label


def test_dates_of_laws_are_not_dates_of_the_policy():
    found = stated("根据2021年11月1日施行的法律以及2016年11月7日公布的法律，我们制定本政策。")
    assert found.updated_on is None


def test_every_stated_fact_has_the_span_it_was_read_from():
    document = read_bytes(("更新日期：2023年4月20日\n\n生效时间：2023年5月4日" + BODY).encode(), name="p.txt")[0]
    spans = {name: document.text[a:b] for name, (a, b) in document.stated.spans.items()}
    assert spans == {"updated_on": "2023年4月20日", "effective_on": "2023年5月4日"}


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("我们会收集您的个人信息，用于为您提供服务。", "zh-Hans"),
        ("我們會收集您的個人資訊，以便為您提供服務。", "zh-Hant"),
        ("We collect the information you give us, and we use it for the service.", "en"),
        ("Wir erheben die Daten, die Sie uns geben, und nutzen sie nicht für andere Zwecke der Werbung.", "de"),
        ("Nous recueillons les données que vous nous fournissez pour le service et la sécurité.", "fr"),
        ("私たちはお客様の個人情報を収集します。", "ja"),
        ("우리는 귀하의 개인정보를 수집합니다.", "ko"),
        ("OK", None),
    ],
)
def test_names_the_language(text, tag):
    assert language_of(text) == tag


def test_an_effective_date_is_no_update():
    found = stated("Effective Date: 3rd of October 2024\nVersion 4.2", BODY_EN)
    assert (found.updated_on, found.effective_on, found.version_label) == (None, date(2024, 10, 3), "Version 4.2")


def test_of_several_amendments_of_a_law_the_last_one_holds():
    found = stated(
        "2004年4月30日 公布\n\n2012年11月9日 《关于修改的决定》第一次修订\n\n2023年7月20日 《关于修改的决定》第二次修订"
    )
    assert found.updated_on == date(2023, 7, 20)
