"""Markdown of every dialect: what is printed is read, what is markup is not."""

import pytest

from clauselog.model import BlockKind, ClauseKind
from parsers import read_bytes
from parsers.markdown import read_markdown

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"


def said(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read_markdown(text)[0]]


def lines(text: str) -> list[str]:
    return [line for _, line in said(text)]


# ------------------------------------------------------------------------------------------ attributes


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("# Cedar Terms {#terms .big}", "Cedar Terms"),
        ("## Your data {: #data } ##", "Your data"),
        ("Your data {#data}\n---------", "Your data"),
        ('*Effective 1 May 2024*{: datetime="2024-05-01"}', "Effective 1 May 2024"),
        ('Effective 1 May 2024 {: datetime="2024-05-01" }', "Effective 1 May 2024"),
        ("Effective 1 May 2024\n{: .date}", "Effective 1 May 2024"),
        ("See [the list](l.html){:target=_blank rel='noopener'} of suppliers.", "See the list of suppliers."),
        ("- We keep logs.\n  {: .item}", "We keep logs."),
        ('{::options parse_block_html="true" /}\n\nWe keep logs.', "We keep logs."),
        ("{::comment}\ndraft\n{:/comment}\n\nWe keep logs.", "We keep logs."),
        ("{% include head.html %}\n\nWe keep logs.", "We keep logs."),
        ("::: {.warning}\nWe keep logs.\n:::", "We keep logs."),
        ("> [!IMPORTANT]\n> We keep logs.", "We keep logs."),
        ('!!! note "Please note"\n    We keep logs.', "Please note We keep logs."),
        ("??? warning\n\n    We keep logs.", "We keep logs."),
        (":material-shield-lock-outline: We keep logs.", "We keep logs."),
        ("import Note from '@site/note';\n\nWe keep logs.", "We keep logs."),
    ],
)
def test_attributes_and_directives_of_the_dialects_are_no_text(source, read):
    assert " ".join(lines(source)) == read


@pytest.mark.parametrize(
    "text",
    [
        "The {Customer} pays {amount} on the {date: the first} of a month.",
        "This contract is between {{ customer }} and Cedar {: who is told below :}.",
        "Write to us {preferably by mail}.",
        "Codes such as {a:b} and { #5 } are kept.",
        "The label of a list {.css} stands in a sentence.",
    ],
)
def test_braces_in_a_sentence_are_text(text):
    assert lines(text) == [text]


def test_the_title_of_a_directive_is_a_line_of_its_own():
    assert lines(":::caution[Please note]\nWe keep logs.\n:::") == ["Please note", "We keep logs."]


@pytest.mark.parametrize("mark", ["* TOC\n{:toc}", "1. TOC\n{:toc .inner}", "[TOC]", "[[_TOC_]]", "{{< toc >}}"])
def test_the_place_of_a_contents_list_is_no_clause(mark):
    assert lines(f"# Cedar Terms\n\n{mark}\n\n## Scope\n\n{CLAUSE}") == ["Cedar Terms", "Scope", CLAUSE]


# ---------------------------------------------------------------------------------------- front matter


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "霁川隐私政策"\nlayout: page\n---\n',
        "\n---\ntitle: 霁川隐私政策\n...\n",
        "+++\ntitle = '霁川隐私政策'\ndate = 2024-05-01\n+++\n",
    ],
)
def test_front_matter_gives_the_title_and_no_text(head):
    blocks, title = read_markdown(f"{head}\n{CLAUSE}")
    assert ([b.text for b in blocks], title) == ([CLAUSE], "霁川隐私政策")


def test_a_rule_at_the_head_of_a_text_is_no_front_matter():
    assert lines(f"---\n\n{CLAUSE}\n\n## 范围\n\n{CLAUSE}") == [CLAUSE, "范围", CLAUSE]


# -------------------------------------------------------------------------------------- notes and links


def test_a_footnote_is_a_note_and_its_number_no_text():
    text = f"用户[^1]享有权利[^why]，但[^none]除外。\n\n[^1]: 指注册用户，\n    包括企业用户。\n\n    以注册信息为准。\n[^why]: 见[附件](a.html)。\n\n{CLAUSE}"
    assert said(text) == [
        ("paragraph", "用户享有权利，但[^none]除外。"),
        ("note", "指注册用户，包括企业用户。以注册信息为准。"),
        ("note", "见附件。"),
        ("paragraph", CLAUSE),
    ]
    notes = [b for b in read_markdown(text)[0] if b.kind is BlockKind.NOTE]
    assert [(b.marker, [b.text[k.start : k.end] for k in b.links]) for b in notes] == [("1", []), ("2", ["附件"])]
    (document,) = read_bytes(f"# 霁川隐私政策\n\n{CLAUSE}\n\n{text}".encode(), name="p.md")
    assert sum(c.kind is ClauseKind.NOTE for c in document.clauses) == 2


def test_a_footnote_of_one_word_is_no_address_of_a_link():
    assert said("The fee[^fee] is due.\n\n[^fee]: Monthly.") == [("paragraph", "The fee is due."), ("note", "Monthly.")]


def test_a_list_inside_a_footnote_stays_in_it():
    assert said("The fee[^1] is due.\n\n[^1]: Of\n\n    1. storage\n    2. traffic\n\nNext.") == [
        ("paragraph", "The fee is due."),
        ("note", "Of 1. storage 2. traffic"),
        ("paragraph", "Next."),
    ]


def test_reference_links_lead_where_their_definitions_say():
    text = 'Read [our policy][p], [the list] and [no link][x].\n\n[p]: https://a.example/p "Policy"\n[the list]: <https://a.example/l>'
    (block,) = read_markdown(text)[0]
    assert block.text == "Read our policy, the list and [no link][x]."
    assert [(block.text[k.start : k.end], k.target) for k in block.links] == [
        ("our policy", "https://a.example/p"),
        ("the list", "https://a.example/l"),
    ]


# ------------------------------------------------------------------------- definitions, tables, headings


def test_terms_and_what_they_mean_are_lines_of_their_own():
    text = "Account\n: What you register.\n: Also a **guest** account.\n\nLogs\n\n:   Lists of requests,\n    kept for a month.\n\nNext."
    assert lines(text) == [
        "Account",
        "What you register.",
        "Also a guest account.",
        "Logs",
        "Lists of requests, kept for a month.",
        "Next.",
    ]


@pytest.mark.parametrize("text", ["请注意 : 本条适用于企业用户", "Hours are as follows.\n: 9 to 5"])
def test_a_colon_elsewhere_defines_nothing(text):
    assert [":" in line for line in lines(text)] == [True]


def test_a_pipe_that_is_escaped_stays_in_its_cell():
    text = (
        "| Name | Data \\| use |\n|:---|---:|\n| `a \\| b` | [the list](l.html) |\n| last | none |\n{: .wide}\n\nNext."
    )
    assert said(text) == [
        ("row", "Name | Data | use"),
        ("row", "a | b | the list"),
        ("row", "last | none"),
        ("paragraph", "Next."),
    ]


def test_a_table_pasted_with_tabs_is_read_row_by_row_and_contents_are_none():
    text = "项目\t用户信息\t交互数据\n---\t---\t---\n\n**披露**\t征得[同意](c.html)后\t不披露\n保存\t一年\t不保存\n\n一、\t总则\t3\n二、\t附则\t4"
    assert said(text)[:3] == [
        ("row", "项目 | 用户信息 | 交互数据"),
        ("row", "披露 | 征得同意后 | 不披露"),
        ("row", "保存 | 一年 | 不保存"),
    ]
    assert {kind for kind, _ in said(text)[3:]} == {"paragraph"}
    (link,) = read_markdown(text)[0][1].links
    assert read_markdown(text)[0][1].text[link.start : link.end] == "同意"


def test_headings_with_a_rule_below_are_headings_and_paragraphs_above_a_rule_are_none():
    text = f"霁川服务协议\n====\n\n适用范围\n----\n\n{CLAUSE}\n---\n\n{CLAUSE}"
    assert said(text) == [
        ("heading", "霁川服务协议"),
        ("heading", "适用范围"),
        ("paragraph", CLAUSE),
        ("paragraph", CLAUSE),
    ]


def test_html_inside_markdown_is_read_and_markdown_inside_html_too():
    text = (
        '<div class="box" markdown="1">\n\n## 范围\n\n**适用**于[全部用户](u.html)。\n\n</div>\n\n'
        '<details>\n<summary>更多</summary>\n<ol start="3"><li>甲；</li></ol>\n</details>\n\n'
        "<!-- 草稿\n\n不发布 -->\n\n<table><tr><td>推送</td><td>通知</td></tr></table>\n\n末段<br>换行。"
    )
    assert lines(text) == ["范围", "适用于全部用户。", "更多", "甲；", "推送 | 通知", "末段", "换行。"]


@pytest.mark.parametrize("depth", [15, 40, 70, 2000])
@pytest.mark.parametrize("mark", ["> ", "- ", "[^a]: ", "1. "])
def test_what_is_nested_without_end_is_read_all_the_same(mark, depth):
    assert "deep text" in " ".join(lines(mark * depth + "deep text"))


def test_a_list_of_forty_levels_keeps_every_item():
    text = "\n".join(f"{'  ' * n}- item {n}" for n in range(40))
    read = " ".join(lines(text))
    assert all(f"item {n}" in read for n in range(40))


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("#Your data\n\nWe keep logs.", "Your data"),
        ("Effective: May 1, 2024\n##Cedar Terms\nWe keep logs.", "Cedar Terms"),
        ("###三、您的权利\n您可以查阅个人信息。", "三、您的权利"),
    ],
)
def test_a_heading_needs_no_blank_behind_its_marks(source, title):
    assert ("heading", title) in said(source)


@pytest.mark.parametrize("source", ["#1 in our list is safety, as every user knows.", "#Cedar was first named in May."])
def test_a_sentence_that_begins_with_a_mark_is_no_heading(source):
    assert said(source) == [("paragraph", source)]


def test_a_line_break_written_as_an_end_tag_breaks_the_line():
    read = lines("雪松统计 SDK（com.cedar）\n</br>使用目的：统计应用的使用情况\n</br>收集信息：设备型号、网络类型")
    assert read == ["雪松统计 SDK（com.cedar）", "使用目的：统计应用的使用情况", "收集信息：设备型号、网络类型"]


def test_two_lines_that_each_begin_with_a_label_stay_two():
    text = "# 雪松隐私政策\n\n运营者名称：青岛雪松云帆信息技术有限责任公司\n联系邮箱：privacy@cedar.example\n\n本政策适用于雪松笔记。\n"
    read = [clause.text for clause in read_bytes(text.encode())[0].clauses]
    assert read[1:3] == ["运营者名称：青岛雪松云帆信息技术有限责任公司", "联系邮箱：privacy@cedar.example"]
