"""Outlines of invented texts that hold the traps real policies set."""

import pytest

from clauselog.errors import SelectorMissed
from parsers import read_bytes


def tree(text: str, name: str = "policy.md") -> list[tuple[str, str]]:
    (document,) = read_bytes(text.encode(), name=name)
    for clause in document.clauses:
        assert document.text[clause.text_start : clause.end] == clause.text
    return [(c.path, c.text) for c in document.clauses]


def paths(text: str, name: str = "policy.md") -> list[str]:
    return [path for path, _ in tree(text, name)]


EN = "The company handles the data that you give it only for the purposes that are named in this text"
LONG = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施"


def test_numbering_decides_where_heading_marks_are_random():
    text = f"""# 霁川平台隐私政策

## 一、我们收集的信息

#### 1. 注册

{LONG}。

## 2. 下单

### （1）必需信息

{LONG}。

#### (2) 可选信息

{LONG}。

### 3. 客服

{LONG}。

## 二、共享
"""
    assert paths(text) == [
        "title", "一", "一/1", "一/1/p1", "一/2", "一/2/1", "一/2/1/p1", "一/2/2", "一/2/2/p1", "一/3", "一/3/p1", "二",
    ]  # fmt: skip


def test_a_sentence_cut_by_a_page_is_one_clause():
    text = f"""一、保存

1.1 {LONG}，您注销账户之后我们会在合理期限内删

除相应的信息。

1.2 {LONG}。
"""
    found = tree(text, "policy.txt")
    assert [p for p, _ in found] == ["一", "一/1.1", "一/1.2"]
    assert found[1][1].endswith("合理期限内删除相应的信息。")


def test_a_continuation_taken_for_a_heading_goes_back_to_its_sentence():
    text = f"""# 隐私政策

## 一、注销

{LONG}，您的账户注销后保

## 留的记录会被匿名化处理。

## 二、联系我们

请致电客服热线。
"""
    found = tree(text)
    assert [p for p, _ in found] == ["title", "一", "一/p1", "二", "二/p1"]
    assert found[2][1].endswith("账户注销后保留的记录会被匿名化处理。")


def test_a_table_of_contents_is_left_out_even_when_a_title_differs_a_little():
    text = f"""本协议将帮助您了解以下内容：

1.服务的使用

2.免责声明

3.其他

1. 服务的使用

1.1 {LONG}。

2. 免责声明

2.1 {LONG}。

3. 其它

3.1 {LONG}。
"""
    (document,) = read_bytes(text.encode(), name="policy.txt")
    assert [c.path for c in document.clauses] == ["preamble/p1", "1", "1/1.1", "2", "2/2.1", "3", "3/3.1"]
    assert [item.reason for item in document.left_out] == ["contents"] * 3


def test_headings_that_repeat_under_every_function_are_no_contents():
    part = "#### (1) 必需信息\n\n{0}。\n\n#### (2) 调用的权限\n\n{0}。\n\n"
    text = "# 隐私政策\n\n## 一、功能\n\n" + "".join(f"### {n}. 功能{n}\n\n{part.format(LONG)}" for n in range(1, 5))
    (document,) = read_bytes(text.encode(), name="policy.md")
    assert document.left_out == ()
    assert [c.path for c in document.clauses if c.label == "(2)"] == [f"一/{n}/2" for n in range(1, 5)]


def test_the_same_exemption_list_twice_is_no_contents():
    exempt = (
        "（1）与履行法定义务有关的；\n\n（2）与国家安全有关的；\n\n（3）与公共卫生有关的；\n\n（4）涉及商业秘密的。\n\n"
    )
    text = f"一、共享\n\n以下情形无需同意：\n\n{exempt}二、权利\n\n以下情形无法响应：\n\n{exempt}三、其他\n\n{LONG}。\n"
    (document,) = read_bytes(text.encode(), name="policy.txt")
    assert document.left_out == ()
    assert [c.path for c in document.clauses if c.label == "（4）"] == ["一/4", "二/4"]


def test_two_styles_of_brackets_are_one_sequence():
    text = f"一、功能\n\n(1) 甲\n\n{LONG}。\n\n（2）乙\n\n{LONG}。\n\n(3) 丙\n\n{LONG}。\n"
    assert [p for p in paths(text, "policy.txt") if not p.endswith("p1")] == ["一", "一/1", "一/2", "一/3"]


def test_cross_references_and_phone_numbers_open_no_clause():
    text = f"""一、权利

如需撤回授权，可参见“五、您的权利”-“（三）改变授权同意”。

请拨打 400-620-0000 2、关注公众号。

违反第五条的，我们有权停止服务。

{LONG}。

二、其他
"""
    assert paths(text, "policy.txt") == ["一", "一/p1", "一/p2", "一/p3", "一/p4", "二"]


def test_articles_count_on_through_chapters():
    text = "\n\n".join(
        ["第一章 总则", f"第一条 {LONG}。", f"第二条 {LONG}。", "第二章 账户", f"第三条 {LONG}。", f"第四条 {LONG}。"]
    )
    assert paths(text, "policy.txt") == [
        "第一章", "第一章/第一条", "第一章/第二条", "第二章", "第二章/第三条", "第二章/第四条",
    ]  # fmt: skip


def test_decimals_hang_below_their_chapter_whatever_it_is_called():
    text = f"三、费用\n\n3.1 {LONG}。\n\n3.2退款\n\n{LONG}。\n\n四、责任\n\n4.1 {LONG}。\n"
    assert paths(text, "policy.txt") == ["三", "三/3.1", "三/3.2", "三/3.2/p1", "四", "四/4.1"]


def test_a_list_ends_where_its_last_member_ends():
    text = f"""2.1 您不得：

(1) 侵害他人权益；

(2) 干扰服务运行；

(3) 传播违法内容。

{LONG}。

2.2 {LONG}。
"""
    assert paths(text, "policy.txt") == ["2.1", "2.1/1", "2.1/2", "2.1/3", "2.1/p1", "2.2"]


def test_numbers_that_begin_again_under_a_new_sentence_are_a_second_list():
    text = f"""一、删除

1. 简历：{LONG}；

2. 记录：{LONG}；

3. 地址：{LONG}。

在以下情形，您可以提出请求：

1. 违反约定的；

2. 停止服务的。
"""
    assert paths(text, "policy.txt") == ["一", "一/1", "一/2", "一/3", "一/p1", "一/1~2", "一/2~2"]


def test_english_sections_letters_and_numerals_nest():
    body = "The Company provides the service as described here and may update it with notice to you"
    text = f"""# Terms of Service

Last updated: March 3, 2025

## 1. Use

1.1 {body}.

(a) {body};

(b) {body}, which includes:

(i) text; and

(ii) images.

1.2 {body}.

## 2. Fees

{body}.
"""
    assert paths(text) == [
        "title", "preamble/p1", "1", "1/1.1", "1/1.1/a", "1/1.1/b", "1/1.1/b/i", "1/1.1/b/ii", "1/1.2", "2", "2/p1",
    ]  # fmt: skip


def test_the_letter_i_after_h_is_a_letter():
    body = "something that the user must not do while using the service"
    text = "1. Rules\n\nYou must not:\n\n" + "".join(f"({letter}) {body};\n\n" for letter in "abcdefghij")
    assert paths(text, "policy.txt")[2:] == [f"1/{letter}" for letter in "abcdefghij"]


def test_bullets_are_items_and_numbered_bullets_are_clauses():
    text = f"# 用户协议\n\n二、术语\n\n- 2.1 用户：{LONG}。\n- 2.2 服务：{LONG}。\n\n三、清单\n\n- 姓名\n- 手机号码\n"
    assert paths(text) == ["title", "二", "二/2.1", "二/2.2", "三", "三/i1", "三/i2"]


def test_two_policies_on_one_page_are_two_documents():
    first = "# 云岭用户协议\n\n更新日期：2025.02.27\n\n" + "".join(
        f"## {n}. 条款{n}\n\n{n}.1 {LONG}。\n\n" for n in range(1, 6)
    )
    second = "# 云岭隐私政策\n\n更新日期：2025.3.1\n\n" + "".join(
        f"## {n}. 事项{n}\n\n{n}.1 {LONG}。\n\n" for n in range(1, 6)
    )
    documents = read_bytes((first + second).encode(), name="page.md")
    assert [d.stated.title for d in documents] == ["云岭用户协议", "云岭隐私政策"]
    assert [str(d.stated.updated_on) for d in documents] == ["2025-02-27", "2025-03-01"]
    assert documents[0].clauses[-1].path == documents[1].clauses[-1].path == "5/5.1"


def test_a_footnote_inside_a_sentence_does_not_cut_it():
    text = f"""# 协议

5. 保密

{LONG}，保密信息包括任何根据其性质应被合理理

---

<sup>1</sup> 使用数据不同于交互数据。

解为保密的信息。
"""
    found = tree(text)
    assert any(t.endswith("应被合理理解为保密的信息。") for _, t in found)
    assert [p for p, _ in found if p.endswith("n1")] == ["5/n1"]


def test_a_page_on_one_line_is_opened_into_its_clauses():
    menu = "首页 产品 帮助中心 服务协议 隐私政策 算法说明 直播声明 "
    body = "直播声明 2024V2 下载 " + f"{LONG}。 本声明于2024年05月17日生效。请您仔细阅读。 "
    clauses = (
        "一、信息收集 "
        + f"{LONG}。 （一）必要信息 为实现功能我们需要以下信息： （1） 直播申请 {LONG}。 （2） 实名认证 {LONG}。 "
    )
    clauses += "（二）以下情形无需同意： 1、履行法定义务的； 2、与国家安全有关的； 3、其他情形。 "
    tail = f"二、共享 {LONG}{LONG}{LONG}。 三、联系我们 公司名称：霁川 1、拨打热线 400-620-0000 2、关注公众号。"
    (document,) = read_bytes((menu + body + clauses + LONG * 8 + "。 " + tail).encode(), name="page.txt")
    labels = [c.path for c in document.clauses if c.label]
    assert labels == [
        "一", "一/一", "一/一/1", "一/一/2", "一/二", "一/二/1", "一/二/2", "一/二/3", "二", "三", "三/1", "三/2",
    ]  # fmt: skip
    assert document.stated.title == "直播声明"
    assert str(document.stated.effective_on) == "2024-05-17"
    assert {item.reason for item in document.left_out} == {"menu"}


def test_bold_lead_ins_and_first_sentences_are_headings():
    text = f"# 协议\n\n1. 账户\n\n1.1 **账户安全。**{LONG}。\n\n1.2 可分割性。{LONG}。\n\n1.3 {LONG}。\n"
    (document,) = read_bytes(text.encode(), name="p.md")
    assert [c.heading for c in document.clauses][2:] == ["账户安全", "可分割性", None]


def test_a_chapter_whose_title_begins_with_the_third_is_a_chapter():
    text = f"第九条 费用\n\n9.1 {LONG}。\n\n第十条 第三方服务\n\n10.1 {LONG}。\n"
    assert paths(text, "policy.txt") == ["第九条", "第九条/9.1", "第十条", "第十条/10.1"]


def test_a_wrap_before_a_number_in_brackets_cuts_no_sentence():
    text = """# Terms

1. Notice

We will answer every complaint that reaches us within no more than thirty
(30) days after we have received it, and within twenty-four
(24) hours where it is urgent.

2. Fees

You must not:
(a) resell the service;
(b) share your account.
"""
    assert paths(text) == ["title", "1", "1/p1", "2", "2/p1", "2/a", "2/b"]


def test_a_printed_bullet_is_typography():
    text = f"# 协议\n\n一、清单\n\n• 姓名\n\n● 手机号码\n\n二、其他\n\n{LONG}。\n"
    assert tree(text)[2:4] == [("一/i1", "姓名"), ("一/i2", "手机号码")]


def test_a_sentence_marked_as_a_heading_introduces_its_list_and_is_no_level():
    text = f"# 协议\n\n一、推荐\n\n## 请您留意，我们按照下列做法维护您的选择权：\n\n- a. {LONG}；\n- b. {LONG}。\n"
    (document,) = read_bytes(text.encode(), name="p.md")
    assert [(c.path, c.kind) for c in document.clauses][2:] == [
        ("一/p1", "paragraph"),
        ("一/a", "clause"),
        ("一/b", "clause"),
    ]


def test_a_bold_line_alone_is_a_heading():
    text = f"# Privacy Policy\n\n**What We Collect**\n\n{EN}.\n\n### From you\n\n{EN}.\n\n**Your Rights**\n\n{EN}.\n"
    assert paths(text) == ["title", "h1", "h1/p1", "h1/h1", "h1/h1/p1", "h2", "h2/p1"]


def test_a_bold_line_below_a_numbered_title_stands_below_it():
    text = f"一、收集\n\n<b>登录</b>\n\n{LONG}。\n\n<b>支付</b>\n\n{LONG}。\n\n二、共享\n\n{LONG}。\n"
    assert paths(text) == ["一", "一/h1", "一/h1/p1", "一/h2", "一/h2/p1", "二", "二/p1"]


def test_bold_dates_and_lists_of_bold_lines_are_no_headings():
    text = f"# 政策\n\n**更新日期：2024年5月1日**\n\n{LONG}。\n\n## 历史版本\n\n**2023 年 4 月版**\n\n**2023 年 3 月版**\n\n**2022 年 2 月版**\n"
    assert paths(text) == ["title", "preamble/p1", "preamble/p2", "h1", "h1/p1", "h1/p2", "h1/p3"]


def test_short_lines_alone_are_headings_where_nothing_else_is_marked():
    text = f"TERMS OF USE\n\nYour Account\n\n{EN}.\n\nOur Liability\n\n{EN}.\n\nTallow Ltd.\n5 High Street\nLeeds\n"
    found = tree(text, "terms.txt")
    assert [p for p, _ in found] == ["title", "h1", "h1/p1", "h2", "h2/p1", "h2/p2", "h2/p3", "h2/p4"]
    assert [t for _, t in found[-3:]] == ["Tallow Ltd.", "5 High Street", "Leeds"]


def test_articles_count_on_below_a_heading_without_a_number():
    text = f"第一章 总则\n\n第一条 {LONG}。\n\n附则\n\n第二条 {LONG}。\n"
    assert paths(text, "rules.txt") == ["第一章", "第一章/第一条", "h1", "h1/第二条"]


def test_a_wrap_before_a_number_or_a_reference_begins_no_clause():
    text = f"""3. Fees

3.1 {EN} and late amounts bear interest at
1.5 per cent a month, or as is set out in
Section 4.3.
3.2 {EN}.
"""
    assert paths(text, "terms.txt") == ["3", "3/3.1", "3/3.2"]


def test_what_a_page_put_between_the_lines_of_contents_stays():
    text = f"""# 政策

目录

1. 收集

2. 保存

保存事项见下表

3. 权利

## 1. 收集

{LONG}。

## 2. 保存

{LONG}。

## 3. 权利

{LONG}。
"""
    (document,) = read_bytes(text.encode(), name="policy.md")
    assert "保存事项见下表" in document.text
    assert [item.text for item in document.left_out] == ["目录", "1. 收集", "2. 保存", "3. 权利"]


def test_html_inside_markdown_is_read_as_html():
    text = f"""# 政策

<table>
<tr><th>目的</th><th>信息</th></tr>
<tr>
<td>安全，见<a href="https://example.com">此处</a>的说明</td>

<td>日志<br>标识</td>
</tr>
</table>

{LONG}。
"""
    (document,) = read_bytes(text.encode(), name="p.md")
    rows = [c.text for c in document.clauses if c.kind == "row"]
    assert rows == ["目的 | 信息", "安全，见此处的说明 | 日志 标识"]


def test_dashes_behind_a_sentence_without_an_empty_line_are_items():
    text = f"# 协议\n\n3. 费用\n\n3.1 {LONG}：\n\t- a) {LONG}。\n\t- b) {LONG}。\n"
    assert paths(text) == ["title", "3", "3/3.1", "3/3.1/a", "3/3.1/b"]


def test_contents_whose_titles_have_lost_their_breaks_are_left_out():
    titles = ["我们收集的信息", "我们使用的信息", "联系我们的方式"]
    contents = "".join(f"{n}、{title}\n\n" for n, title in enumerate(titles, 1))
    body = f"1、{titles[0]}\n\n{LONG}。\n\n2、{titles[1]}{LONG}，{LONG}。\n\n3、{titles[2]}{LONG}，{LONG}，{LONG}。\n"
    (document,) = read_bytes(f"本政策将帮助您了解：\n\n{contents}{body}".encode(), name="p.txt")
    assert [c.path for c in document.clauses if c.label] == ["1", "2", "3"]
    assert [item.reason for item in document.left_out] == ["contents"] * 3


def test_a_list_in_chinese_brackets_ends_where_its_last_member_ends():
    text = f"第八条 申请人应当具备下列条件：\n（一）有合格的设备；\n（二）有健全的制度。\n{LONG}。\n\n第九条 {LONG}。\n"
    assert paths(text, "law.txt") == ["第八条", "第八条/一", "第八条/二", "第八条/p1", "第九条"]


def test_the_title_is_what_names_a_policy_and_no_name_of_a_file():
    text = f"com.example.app\n===============\n\n### 青禾个人信息保护政策\n\n更新日期：2024年5月1日\n==========\n\n{LONG}。\n"
    (document,) = read_bytes(text.encode(), name="p.md")
    assert document.stated.title == "青禾个人信息保护政策"
    assert [c.kind for c in document.clauses if c.text.startswith("更新日期")] == ["paragraph"]


def test_an_announcement_marked_as_a_heading_swallows_nothing():
    text = f"# Privacy Policy\n\n## We updated this policy in May. Visit the archive to read the versions before it.\n\n## 1. Data\n\n{EN}.\n"
    assert paths(text) == ["title", "preamble/p1", "1", "1/p1"]


def test_bare_numbers_count_where_their_decimals_follow():
    text = f"一、收集\n\n1 您提供的信息\n\n1.1 {LONG}。\n\n2 设备信息\n\n{LONG}。\n\n2 个选项可供您使用。\n\n二、共享\n\n1 共享\n\n{LONG}。\n\n2 转让\n\n2.1 {LONG}。\n"
    assert paths(text, "p.txt") == [
        "一", "一/1", "一/1/1.1", "一/2", "一/2/p1", "一/2/p2", "二", "二/1", "二/1/p1", "二/2", "二/2/2.1",
    ]  # fmt: skip


def test_fences_and_attributes_are_not_printed():
    text = (
        f'# 政策\n\n2025年2月25日生效\n{{: datetime="2025-02-25" }}\n\n```\na. {LONG}；\nb. {LONG}。\n```\n\n{LONG}。\n'
    )
    (document,) = read_bytes(text.encode(), name="p.md")
    assert "`" not in document.text
    assert "datetime" not in document.text
    assert [c.label for c in document.clauses if c.label] == ["a.", "b."]


def test_contents_in_front_of_computed_numbers_are_left_out():
    text = f"# Privacy Policy\n\n## Table of Contents\n\n1. What we collect\n2. How we share\n\n1. ### 1. What we collect\n\n{EN}.\n\n2. ### 2. How we share\n\n{EN}. {EN}.\n"
    (document,) = read_bytes(text.encode(), name="p.md")
    assert [i.text for i in document.left_out] == ["Table of Contents", "1. What we collect", "2. How we share"]


def test_a_title_behind_a_notice_is_the_title():
    text = f"{EN}.\n\n# Corporate Terms of Service\n\n## A. Definitions\n\n{EN}.\n"
    assert paths(text) == ["preamble/p1", "title", "A", "A/p1"]


def test_one_of_two_policies_on_a_page_can_be_chosen_by_its_title():
    first = "# 云岭用户协议\n\n更新日期：2025.02.27\n\n" + "".join(
        f"## {n}. 条款{n}\n\n{n}.1 {LONG}。\n\n" for n in range(1, 6)
    )
    second = "# 云岭隐私政策\n\n更新日期：2025.3.1\n\n" + "".join(
        f"## {n}. 事项{n}\n\n{n}.1 {LONG}。\n\n" for n in range(1, 6)
    )
    (document,) = read_bytes((first + second).encode(), name="page.md", keep=("title:隐私政策",))
    assert document.stated.title == "云岭隐私政策"
    assert "条款1" not in document.text
    with pytest.raises(SelectorMissed) as caught:
        read_bytes((first + second).encode(), name="page.md", keep=("title:儿童规则",))
    assert "云岭用户协议" in caught.value.message("zh")


def test_a_short_title_above_a_long_line_is_a_line_of_its_own():
    text = f"第三条 特别约定\n{LONG}。\n\n第四条 其他\n{LONG}。\n"
    assert tree(text, "policy.txt")[0] == ("第三条", "特别约定")
    assert paths(text, "policy.txt") == ["第三条", "第三条/p1", "第四条", "第四条/p1"]


def test_bare_numbers_count_wherever_the_text_numbers_its_paragraphs_so() -> None:
    text = """一、存储

1 地点

我们把在境内收集的信息存放在境内的服务器上，未经您单独同意不会传输到境外。

2 期限

我们只在提供服务所必需的期间内保存，期满后删除或者匿名化处理。

3 例外

法律另有规定的，按照其规定保存相应的期间，期满以后立即删除。

二、安全

1 我们采用加密、访问控制和日志审计等措施保护信息，防止其遭到未经授权的访问。

2 尽管如此，请您理解没有任何措施能够保证绝对的安全，请妥善保管您的密码。

3 个月没有登录的账号，我们会先行冻结并通知您，由您决定是否恢复。
"""
    [document] = read_bytes(text.encode(), name="policy.txt")
    labelled = [(clause.path, clause.label) for clause in document.clauses if clause.label]
    assert labelled == [
        ("一", "一、"), ("一/1", "1"), ("一/2", "2"), ("一/3", "3"), ("二", "二、"), ("二/1", "1"), ("二/2", "2"),
    ]  # fmt: skip


def test_numbers_that_count_things_number_no_paragraphs() -> None:
    text = "Rules\n\n1 year after you leave we delete it.\n\n2 people may share a plan of the family kind.\n"
    [document] = read_bytes(text.encode(), name="policy.txt")
    assert [clause.label for clause in document.clauses if clause.label] == []


def test_a_section_that_its_decimals_follow_is_no_part_of_the_list_before_it() -> None:
    text = """**概要**

（1）本政策说明我们如何处理您的信息，请您仔细阅读。

（2）我们会在您使用具体功能时另行告知您有关的事项。

1. 我们如何收集信息

1.1 注册和登录

我们会收集您的手机号，用于为您创建账号以及登录。

1.2 购买

我们会收集您的收货地址，用于向您寄送您购买的商品。
"""
    [document] = read_bytes(text.encode(), name="policy.md")
    assert [clause.path for clause in document.clauses if clause.label] == ["h1/1", "h1/2", "1", "1/1.1", "1/1.2"]


def test_chapters_stand_beside_the_numbered_notes_before_them() -> None:
    text = """1. 本政策适用于我们的全部服务，请您在使用前阅读。

2. 本政策中的用语，没有约定的按照法律的规定解释。

一、我们如何收集信息

1. 注册时，我们会收集您的手机号，用于创建账号。

二、我们如何保护信息
"""
    [document] = read_bytes(text.encode(), name="policy.txt")
    assert [clause.path for clause in document.clauses if clause.label] == ["1", "2", "一", "一/1", "二"]
