"""Lists of former versions, and what several pages of one policy say of themselves together."""

from datetime import date

import pytest

from parsers import assemble, read_bytes

HEAD = "隐私政策\n\n更新日期：2024年6月1日\n\n"
BODY = "1. 总则\n\n本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取相称的安全措施。\n\n2. 其他\n\n您可以联系客服。\n\n"


def read(text, name="p.txt"):
    return read_bytes(text.encode(), name=name)[0]


def listed(text, name="p.txt"):
    return [(v.label, v.on) for v in read(text, name).stated.former_versions]


@pytest.mark.parametrize(
    "heading", ["历史版本", "更新记录", "修订历史", "往期版本", "Previous versions", "Version history", "Change log"]
)
def test_a_list_opens_under_many_names(heading):
    found = listed(f"{HEAD}{BODY}{heading}\n\n2023年4月25日版\n\n2022年3月21日版\n")
    assert found == [("2023年4月25日版", date(2023, 4, 25)), ("2022年3月21日版", date(2022, 3, 21))]


def test_an_introduction_stands_between_the_heading_and_its_list():
    found = listed(f"{HEAD}{BODY}历史版本\n\n以下为本政策此前各版本，供您查阅：\n\n2022年3月21日版\n")
    assert found == [("2022年3月21日版", date(2022, 3, 21))]


def test_the_list_ends_where_the_text_goes_on():
    found = listed(f"{HEAD}历史版本\n\n2022年3月21日版\n\n{BODY}我们于2021年1月1日搬迁了办公地址，并通知了全体用户。\n")
    assert found == [("2022年3月21日版", date(2022, 3, 21))]


def test_the_version_that_holds_is_no_former_one():
    found = listed(f"{HEAD}{BODY}版本记录\n\nV3.0 2024年6月1日\n\nV2.0 2022年3月21日（旧版）\n")
    assert found == [("V2.0 2022年3月21日（旧版）", date(2022, 3, 21))]


def test_what_a_version_changed_is_read_on_from():
    text = (
        "# Policy\n\nLast updated: May 1, 2024\n\n1. We keep data as long as the account stands and then delete it.\n\n"
    )
    text += "## Change log\n\n- Version 2.1 (March 3, 2023)\n  - New section on cookies\n- Version 2.0 (May 5, 2021)\n"
    assert listed(text, "p.md") == [
        ("Version 2.1 (March 3, 2023)", date(2023, 3, 3)),
        ("Version 2.0 (May 5, 2021)", date(2021, 5, 5)),
    ]


def test_a_long_policy_is_looked_at_at_both_ends_only():
    middle = "历史版本\n\n2019年1月1日版\n\n"
    long = "".join(f"{n}. 第{n}项约定如下，双方应当遵守并妥善保管有关资料，不得对外披露。\n\n" for n in range(1, 400))
    assert listed(f"{HEAD}{long}{middle}{long}历史版本\n\n2020年1月1日版\n") == [("2020年1月1日版", date(2020, 1, 1))]


def test_pages_of_one_policy_say_together_who_publishes_and_what_came_before():
    first = read(f"{HEAD}{BODY}历史版本\n\n2022年3月21日版\n")
    second = read(
        f"附录\n\n甲山科技有限公司（以下简称“我们”）提供本附录所列服务。\n\n{BODY}历史版本\n\n2021年3月21日版\n"
    )
    whole = assemble([first, second])
    assert whole.stated.provider == "甲山科技有限公司"
    assert [p.name for p in whole.stated.providers] == [whole.text[p.start : p.end] for p in whole.stated.providers]
    assert [whole.text[v.start : v.end] for v in whole.stated.former_versions] == ["2022年3月21日版", "2021年3月21日版"]
    assert whole.stated.updated_on == date(2024, 6, 1)


def test_each_of_two_policies_on_a_page_names_its_own_provider():
    clauses = "".join(
        f"## {n}. 第{n}项\n\n约定如下，双方应当遵守并妥善保管有关资料，不得对外披露。\n\n" for n in range(1, 12)
    )
    page = f"# 用户协议\n\n本协议由甲山科技有限公司（以下简称“我们”）订立。\n\n{clauses}# 隐私政策\n\n乙水网络有限公司（以下简称“我们”）制定本政策。\n\n{clauses}"
    documents = read_bytes(page.encode(), name="p.md")
    assert [d.stated.provider for d in documents] == ["甲山科技有限公司", "乙水网络有限公司"]
    assert all(d.text[p.start : p.end] == p.name for d in documents for p in d.stated.providers)
