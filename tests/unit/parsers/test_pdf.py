"""PDF files: pages as a person reads them, and a process that survives whatever it is handed."""

import os
import zlib
from collections.abc import Sequence
from itertools import pairwise, zip_longest

import pytest

from clauselog.errors import TooLittleText, UndecodableText, UnsupportedFormat
from clauselog.model import Block, BlockKind, ClauseKind
from parsers import pdf as pdf_module
from parsers import read_bytes
from parsers.pdf import read_pdf
from tests.papers import SONG, Paper, wrapped

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"
ENGLISH = (
    "We process the information that you hand over while you use the service in line with the law, and we protect it "
    "with measures that are adequate to the risk that the processing poses to you and to others."
)
LATIN = "Helvetica"


def texts(blocks: Sequence[Block]) -> list[str]:
    return [b.text for b in blocks]


def prose(paragraphs: Sequence[str], room: float, **look: object) -> list[str]:
    return [line for text in paragraphs for line in wrapped(text, room, **look)]  # type: ignore[arg-type]


# ----------------------------------------------------------------------------------------- columns


def two_columns(*, across: bool) -> tuple[bytes, list[str]]:
    """Two columns below a title, drawn column by column or line by line across both; the clauses as they are read."""
    texts_ = [f"{n}. {ENGLISH}" for n in range(1, 9)]
    half = 4
    left, right = prose(texts_[:half], 220, font=LATIN), prose(texts_[half:], 220, font=LATIN)
    paper = Paper()
    paper.line("Cedar Terms of Service", 180, 780, size=16, font=LATIN)
    rows = [(text, 60, 740 - 13 * n) for n, text in enumerate(left)]
    other = [(text, 310, 740 - 13 * n) for n, text in enumerate(right)]
    drawn = [pair for both in zip(rows, other, strict=False) for pair in both] if across else rows + other
    for text, x, y in drawn:
        paper.line(text, x, y, font=LATIN)
    return paper.bytes(), texts_


@pytest.mark.parametrize("across", [False, True], ids=["column by column", "line by line"])
def test_of_two_columns_the_left_one_is_read_first(across):
    body, read = two_columns(across=across)
    assert texts(read_pdf(body)[0]) == ["Cedar Terms of Service", *read]


def test_chinese_columns_are_read_as_well_and_a_line_across_parts_them():
    all_ = clauses(13)
    paper = Paper()
    bands = [(all_[:3], all_[3:6], 740), (all_[6:9], all_[9:], 400)]
    for left, right, top in bands:
        paper.column(prose(left, 220), 60, top)
        paper.column(prose(right, 220), 320, top)
    paper.line("第二部分 补充规则（适用于全部用户，包括未成年用户、境外用户与其他使用者，请您仔细阅读）", 60, 430)
    got = texts(read_pdf(paper.bytes())[0])
    assert got[:6] == all_[:6]
    assert got[6].startswith("第二部分")
    assert got[7:] == all_[6:]


@pytest.mark.parametrize("across", [False, True], ids=["column by column", "line by line"])
@pytest.mark.parametrize("text", [CLAUSE, ENGLISH[:95]], ids=["Chinese", "English"])
def test_three_columns_are_read_from_left_to_right(across, text):
    font = SONG if text is CLAUSE else LATIN
    said = [f"{n}. {text[n:].strip()}{text}" for n in range(1, 25)]
    columns = [prose(said[at : at + 8], 150, font=font) for at in (0, 8, 16)]
    paper = Paper()
    paper.line("霁川云平台服务规则总则与适用范围说明", 150, 790, size=16)
    rows = [[(line, 40 + 175 * c, 750 - 13 * n) for n, line in enumerate(lines)] for c, lines in enumerate(columns)]
    drawn = zip_longest(*rows) if across else rows
    for line, x, y in [place for row in drawn for place in row if place]:
        paper.line(line, x, y, font=font)
    assert texts(read_pdf(paper.bytes())[0])[1:] == said


def test_a_page_of_three_columns_that_ends_early_keeps_its_order():
    said = [f"{n}. {CLAUSE[n:]}{CLAUSE}" for n in range(1, 22)]
    paper = Paper()
    for at, x in ((0, 40), (8, 215), (16, 390)):
        paper.column(prose(said[at : at + 8], 150), x, 780)
    assert texts(read_pdf(paper.bytes())[0]) == said


# ------------------------------------------------------------------------------------------ tables


def ruled(
    paper: Paper, rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, *, drawn: str = "grid"
) -> float:
    """A table with rules between its cells, drawn as one grid, cell by cell, or as thin filled bars; its lower end."""
    y, ys, size = top, [top], 9
    for cells in rows:
        held = [wrapped(cell, b - a - 8, size=size) for cell, (a, b) in zip(cells, pairwise(xs), strict=True)]
        for lines, x in zip(held, xs, strict=False):
            paper.column(lines, x + 4, y - 12, leading=12, size=size)
        low = y - 12 * max(map(len, held)) - 6
        for a, b in pairwise(xs):
            if drawn == "cells":
                paper.canvas.rect(a, low, b - a, y - low)
        y = low
        ys.append(y)
    if drawn == "grid":
        paper.canvas.grid(list(xs), ys)
    if drawn == "bars":
        for x in xs:
            paper.canvas.rect(x, ys[-1], 0.5, top - ys[-1], stroke=0, fill=1)
        for at in ys:
            paper.canvas.rect(xs[0], at, xs[-1] - xs[0], 0.5, stroke=0, fill=1)
    return y


HEAD = ["名称", "收集的信息", "用途"]
SDKS = [
    ["霁川推送", "设备标识、网络状态、安装列表、系统版本、运营商信息以及您的推送偏好", "向您发送服务通知与安全提醒"],
    ["霁川地图", "位置信息", "展示附近的服务网点，并为您规划前往网点的路线，以及估算到达所需要的时间"],
    ["霁川支付", "订单信息、支付结果", "完成支付"],
]


def told_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    return [" | ".join(row) for row in rows]


@pytest.mark.parametrize("drawn", ["grid", "cells", "bars"])
def test_a_table_inside_a_page_is_read_cell_by_cell(drawn):
    paper = Paper()
    y = paper.column(prose([CLAUSE * 3], 440), 70, 780)
    y = ruled(paper, [HEAD, *SDKS], (70, 140, 330, 510), y - 6, drawn=drawn)
    paper.column(prose([CLAUSE * 2], 440), 70, y - 30)
    blocks, _ = read_pdf(paper.bytes())
    assert texts(blocks) == [CLAUSE * 3, *told_rows([HEAD, *SDKS]), CLAUSE * 2]
    assert [b.kind for b in blocks[1:5]] == [BlockKind.ROW] * 4


def test_cells_drawn_in_one_stroke_are_parted_by_the_rules():
    paper = Paper()
    paper.column(prose([CLAUSE * 2], 440), 70, 780)
    for n, row in enumerate([["甲类", "注册信息"], ["乙类", "登录信息"], ["丙类", "支付信息"]]):
        paper.line(" ".join(row), 74, 708 - 20 * n)
    paper.canvas.grid([70, 95.5, 300], [720, 700, 680, 660])
    assert texts(read_pdf(paper.bytes())[0])[1:] == ["甲类 | 注册信息", "乙类 | 登录信息", "丙类 | 支付信息"]


def test_merged_cells_of_a_table_come_once():
    paper = Paper()
    paper.column(["推送类"], 74, 690)
    paper.column(["霁川推送", "岚桥推送"], 174, 705, leading=30)
    paper.column(["发送通知", "发送提醒"], 324, 705, leading=30)
    paper.line("以上组件均可关闭", 174, 645)
    for x, low in ((70, 630), (170, 660), (320, 660), (500, 630)):
        paper.canvas.line(x, low, x, 720)
    for left, y in ((70, 720), (170, 690), (70, 660), (70, 630)):
        paper.canvas.line(left, y, 500, y)
    paper.column(prose([CLAUSE * 2], 440), 70, 600)
    assert texts(read_pdf(paper.bytes())[0])[:3] == [
        "推送类 | 霁川推送 | 发送通知",
        "岚桥推送 | 发送提醒",
        "以上组件均可关闭",
    ]


def test_a_table_over_two_pages_says_its_head_once_and_its_cut_row_whole():
    xs = (70, 140, 330, 510)
    paper = Paper()
    y = paper.column(prose([CLAUSE * 3], 440), 70, 780)
    ruled(paper, [HEAD, *SDKS, ["霁川客服", "聊天记录、", "答复您的咨询"]], xs, y)
    paper.page()
    y = ruled(paper, [HEAD, ["", "通话录音", ""], ["霁川统计", "访问记录", "统计分析"]], xs, 790)
    paper.column(prose([CLAUSE], 440), 70, y - 30)
    blocks, left = read_pdf(paper.bytes())
    last = [["霁川客服", "聊天记录、通话录音", "答复您的咨询"], ["霁川统计", "访问记录", "统计分析"]]
    assert texts(blocks)[1:-1] == told_rows([HEAD, *SDKS, *last])
    assert [item.text for item in left] == [" | ".join(HEAD)]


def test_a_sentence_around_a_table_is_whole_and_one_that_ended_is_not_carried_on():
    for ending, count in (("，", 1), ("。", 2)):
        lines = wrapped(CLAUSE * 6, 440)
        lines[2] = lines[2][:-1] + ending
        paper = Paper()
        y = paper.column(lines[:3], 70, 780)
        y = ruled(paper, SDKS, (70, 140, 330, 510), y - 6)
        paper.column(lines[3:], 70, y - 20)
        assert [b.kind for b in read_pdf(paper.bytes())[0]].count(BlockKind.PARAGRAPH) == count


def test_frames_around_the_page_and_rules_between_columns_are_no_table():
    said = [f"{n}. {CLAUSE[n:]}{CLAUSE}" for n in range(1, 13)]
    paper = Paper()
    paper.column(prose(said[:6], 220), 60, 740)
    paper.column(prose(said[6:], 220), 320, 740)
    paper.canvas.grid([50, 300, 550], [760, 300])
    blocks, _ = read_pdf(paper.bytes())
    assert texts(blocks) == said


def test_a_drawing_of_thousands_of_lines_is_no_table():
    paper = Paper()
    for n in range(300):
        paper.canvas.line(70 + n, 100 + n, 70 + n, 700)
        paper.canvas.line(70, 100 + 2 * n, 500, 100 + 2 * n)
    paper.column(prose([CLAUSE * 4], 440), 70, 780)
    assert texts(read_pdf(paper.bytes())[0]) == [CLAUSE * 4]


# A table without rules.


def test_a_table_of_two_columns_is_read_row_by_row():
    paper = Paper()
    for n in range(14):
        paper.line(f"霁川组件{n}", 60, 740 - 20 * n)
        paper.line(f"用途{n}：推送消息", 320, 740 - 20 * n)
    got = texts(read_pdf(paper.bytes())[0])
    assert got == [f"霁川组件{n} 用途{n}：推送消息" for n in range(14)]


# ------------------------------------------------------------------------------- heads, feet, notes


def clauses(count: int) -> list[str]:
    """Numbered clauses no two lines of which say the same."""
    text = CLAUSE[:-1]
    return [f"{n}．{text[n % 39 :]}，{text[: n % 37]}，{text[n % 31 :]}。" for n in range(1, count)]


def book(pages: int, *, heads: bool = True, mirrored: bool = False) -> bytes:
    """Clauses over several pages, other heads on left and right pages, page numbers outside."""
    lines = prose(clauses(12 * pages), 440)
    paper = Paper()
    per_page = 34
    for page in range(pages):
        margin = 90 if mirrored and page % 2 else 70
        if heads:
            paper.line("霁川云 用户协议" if page % 2 else "法务部 公开文件", 70 if page % 2 else 430, 815, size=8)
            paper.line(str(page + 1), 60 if page % 2 else 520, 30, size=8)
        paper.column(lines[page * per_page : (page + 1) * per_page], margin, 770, leading=20)
        paper.page()
    return paper.bytes()


@pytest.mark.parametrize("mirrored", [False, True])
def test_heads_that_differ_on_odd_and_even_pages_and_page_numbers_are_left_out(mirrored):
    blocks, left = read_pdf(book(7, mirrored=mirrored))
    assert {(item.reason, item.text) for item in left if item.reason == "running_head"} == {
        ("running_head", "霁川云 用户协议"),
        ("running_head", "法务部 公开文件"),
    }
    assert [item.text for item in left if item.reason == "page_number"] == [str(n) for n in range(1, 8)]
    assert texts(blocks)[:-1] == clauses(len(blocks))


def test_a_line_that_opens_two_pages_of_many_stays():
    paper = Paper()
    for page in range(6):
        first = "以下条款仅适用于企业用户。" if page in (1, 4) else f"第{page + 1}组条款如下。"
        paper.column([first, *prose([CLAUSE * 6], 440), f"以上为{'甲乙丙丁戊己'[page]}组，内容到此为止。"], 70, 780)
        paper.page()
    assert texts(read_pdf(paper.bytes())[0]).count("以下条款仅适用于企业用户。") == 2


def chapters(heads: Sequence[str], *, size: float, foot: str = "", text_heads: bool = False) -> bytes:
    """A page of clauses for every head printed above it; as a heading in the text too, where told."""
    lines = prose(clauses(14 * len(heads)), 440)
    paper = Paper()
    for page, head in enumerate(heads):
        paper.line(head, 70, 815, size=size)
        if foot:
            paper.line(foot.format(page + 1, len(heads)), 260, 30, size=8)
        y = 770.0
        if text_heads and head not in heads[:page]:
            paper.line(head, 70, y, size=14)
            y -= 40
        paper.column(lines[page * 30 : page * 30 + 30], 70, y, leading=20)
        paper.page()
    return paper.bytes()


@pytest.mark.parametrize(
    ("heads", "size", "in_text"),
    [
        (["第一章 总则", "第一章 总则", "第二章 账户", "第三章 费用", "第三章 费用"], 10, True),
        (["总则", "账户", "费用", "责任", "争议"], 8, False),
        (["第一章 总则", "第一章 总则", "第二章 账户", "第二章 账户", "第三章 费用", "第三章 费用"], 10, False),
    ],
    ids=["said in the text too", "small", "repeated"],
)
def test_heads_that_change_with_the_chapter_are_left_out(heads, size, in_text):
    blocks, left = read_pdf(chapters(heads, size=size, text_heads=in_text))
    assert [item.text for item in left if item.reason == "running_head"] == heads
    assert texts(blocks).count(heads[0]) == in_text
    text = "".join(b.text for b in blocks if b.kind is BlockKind.PARAGRAPH)
    assert "".join(clauses(14 * len(heads))).startswith(text)


def test_what_every_page_begins_with_stays_where_it_is_text():
    paper = Paper()
    for n, name in enumerate("甲乙丙丁戊"):
        paper.line(f"{name}类服务规则", 70, 790)
        paper.column(prose([CLAUSE * (3 + n % 2)], 440), 70, 776)
        paper.page()
    assert [t for t in texts(read_pdf(paper.bytes())[0]) if t.endswith("类服务规则")] == [
        f"{n}类服务规则" for n in "甲乙丙丁戊"
    ]


@pytest.mark.parametrize(
    "form",
    ["第 {} 页 共 {} 页", "第{}页/共{}页", "第 {} 页（共 {} 页）", "{} / {}", "Page {} of {}", "{} of {}", "- {} -", "页码：{}/{}",
     "Page | {}", "P. {}", "第{}页，总计{}页", "{}|{}", "~ {} ~"],
)  # fmt: skip
@pytest.mark.parametrize("pages", [1, 4])
def test_page_numbers_in_any_form_are_left_out(form, pages):
    blocks, left = read_pdf(chapters(["霁川云平台公告"] * pages, size=8, foot=form))
    assert [item.text for item in left if item.reason == "page_number"] == [
        form.format(n + 1, pages) for n in range(pages)
    ]
    assert "Page" not in "".join(texts(blocks))


def test_a_number_at_the_edge_that_counts_no_pages_stays():
    paper = Paper()
    paper.column([*prose([CLAUSE * 4], 440), "承诺可用性的百分点数为", "97"], 70, 780)
    assert texts(read_pdf(paper.bytes())[0])[-1].endswith("97")


def paper_with_note(*, size: float = 7, mark: str = "1") -> bytes:
    lines = prose([f"{CLAUSE * 30}"], 440)
    paper = Paper()
    paper.column(lines[:40], 70, 790, leading=17)
    paper.column([f"{mark} 注册用户是指完成实名认证", "并同意本协议的自然人或者组织。"], 70, 70, size=size, leading=10)
    paper.page()
    paper.column(lines[40:], 70, 790, leading=17)
    return paper.bytes()


def test_a_footnote_is_a_note_and_cuts_no_sentence_in_two():
    blocks, _ = read_pdf(paper_with_note())
    assert [b.kind for b in blocks] == [BlockKind.PARAGRAPH, BlockKind.NOTE]
    assert blocks[0].text == CLAUSE * 30
    assert blocks[1].text == "1 注册用户是指完成实名认证并同意本协议的自然人或者组织。"
    (document,) = read_bytes(paper_with_note())
    assert document.clauses[-1].kind is ClauseKind.NOTE


def test_a_footnote_that_goes_on_at_the_foot_of_the_next_page_is_one_note():
    lines = prose([f"{CLAUSE * 45}"], 440)
    paper = Paper()
    feet = (
        ["1 注册用户是指完成实名认证", "并同意本协议，且在最近十二个月内"],
        ["至少登录过一次的自然人或者组织。", "2 工作日不含周六与周日。"],
    )
    for n, foot in enumerate(feet):
        paper.column(lines[40 * n : 40 * n + 40], 70, 790, leading=17)
        paper.column(foot, 70, 70, size=7, leading=10)
        paper.page()
    blocks, _ = read_pdf(paper.bytes())
    assert texts(blocks) == [
        CLAUSE * 45,
        "1 注册用户是指完成实名认证并同意本协议，且在最近十二个月内至少登录过一次的自然人或者组织。",
        "2 工作日不含周六与周日。",
    ]


def test_a_footnote_whose_second_line_is_drawn_first_is_a_note_all_the_same():
    paper = Paper()
    paper.column(prose([CLAUSE * 12], 440), 70, 790, leading=17)
    paper.line("并同意本协议的自然人或者组织。", 70, 60, size=7)
    paper.line("1 注册用户是指完成实名认证", 70, 70, size=7)
    blocks, _ = read_pdf(paper.bytes())
    assert blocks[0].text == CLAUSE * 12
    assert "".join(b.text for b in blocks if b.kind is BlockKind.NOTE).count("注册用户") == 1


def test_small_print_below_a_page_whose_note_is_over_stays_text():
    paper = Paper()
    for foot in ("1 注册用户是指完成实名认证的人。", "本页以下为企业用户专用条款。"):
        paper.column(prose([CLAUSE * 12], 440), 70, 790, leading=17)
        paper.line(foot, 70, 60, size=7)
        paper.page()
    blocks, _ = read_pdf(paper.bytes())
    assert [b.text for b in blocks if b.kind is BlockKind.NOTE] == ["1 注册用户是指完成实名认证的人。"]


@pytest.mark.parametrize(
    ("size", "mark"), [(10, "1"), (7, "7."), (7, "7年")], ids=["full size", "a clause", "a period"]
)
def test_what_only_looks_like_a_footnote_stays_in_the_text(size, mark):
    assert BlockKind.NOTE not in {b.kind for b in read_pdf(paper_with_note(size=size, mark=mark))[0]}


def raised(number: str, note: str) -> bytes:
    paper = Paper()
    end = paper.line("我们会收集您的账号信息", 70, 700)
    end = paper.line(number, end, 704, size=6)
    paper.line("，用于提供服务。", end, 700)
    paper.column(prose([CLAUSE * 3], 440), 70, 680)
    paper.line(f"{note} 见附件。", 70, 60, size=7)
    return paper.bytes()


def test_the_raised_number_of_a_footnote_goes_with_it_and_another_stays():
    assert texts(read_pdf(raised("2", "2"))[0])[0] == "我们会收集您的账号信息，用于提供服务。"
    assert texts(read_pdf(raised("3", "2"))[0])[0] == "我们会收集您的账号信息3，用于提供服务。"


def test_a_stamp_across_the_page_is_left_out():
    paper = Paper()
    paper.column(prose([CLAUSE * 6], 440), 70, 780)
    paper.canvas.rotate(45)
    paper.line("CONFIDENTIAL DRAFT", 400, 100, size=40, font=LATIN)
    blocks, left = read_pdf(paper.bytes())
    assert texts(blocks) == [CLAUSE * 6]
    assert [(item.reason, item.text) for item in left] == [("watermark", "CONFIDENTIAL DRAFT")]


def test_a_page_drawn_sideways_reads_like_any_other():
    paper = Paper()
    paper.canvas.rotate(90)
    lines = prose([CLAUSE * 5, CLAUSE * 4], 440)
    for n, text in enumerate(lines):
        paper.line(text, 70, -80 - 18 * n)
    assert "".join(texts(read_pdf(paper.bytes())[0])) == CLAUSE * 9


# ---------------------------------------------------------------------------- words, bold, paragraphs


def english(*lines: str) -> list[str]:
    paper = Paper()
    paper.column(list(lines), 70, 780, font=LATIN)
    return texts(read_pdf(paper.bytes())[0])


FULL = "The provider explains on this page which of the data it holds on you are inform-"
CASES = [
    (FULL, "ation about others and how they came there.", "information about"),
    (FULL.replace("inform-", "third-"), "party content that it does not answer for.", "third-party content"),
    (FULL.replace("are inform-", "opt-"), "out rights cover, of all that has been kept.", "opt-out rights"),
    (FULL.replace("are inform-", "long-"), "term storage, and a long-term copy.", "long-term storage"),
    (FULL.replace("are inform-", "data-"), "subject requests; the data of a subject.", "data-subject requests"),
]


@pytest.mark.parametrize(("first", "second", "words"), CASES)
def test_a_word_broken_at_the_end_of_a_line_is_whole_again(first, second, words):
    (text,) = english(first, second)
    assert words in text


def test_a_short_bold_line_is_a_heading_and_a_bold_lead_is_one_of_its_paragraph():
    lines = wrapped(ENGLISH * 2, 440, font=LATIN)
    paper = Paper()
    y = 780.0
    for title in ("Data we collect", "How we share data"):
        paper.line(title, 70, y, font="Helvetica-Bold")
        end = paper.line("In short. ", 70, y - 20, font="Helvetica-Bold")
        paper.line("We keep it brief.", end, y - 20, font=LATIN)
        y = paper.column(lines, 70, y - 40, font=LATIN) - 20
    blocks = read_pdf(paper.bytes())[0]
    assert [(b.text, b.text[: b.lead]) for b in blocks[:2]] == [
        ("Data we collect", "Data we collect"),
        ("In short. We keep it brief.", "In short."),
    ]
    assert blocks[2].lead == 0
    headings = [c.heading for c in read_bytes(paper_bytes(paper))[0].clauses if c.kind is ClauseKind.HEADING]
    assert headings == ["Data we collect", "How we share data"]


def paper_bytes(paper: Paper) -> bytes:
    return paper._held.getvalue()


def test_where_everything_is_bold_nothing_is():
    paper = Paper()
    paper.column(wrapped(ENGLISH, 440, font="Helvetica-Bold"), 70, 780, font="Helvetica-Bold")
    assert [b.lead for b in read_pdf(paper.bytes())[0]] == [0]


def test_paragraphs_apart_by_a_gap_are_two_though_the_first_ends_at_the_margin():
    line = wrapped(CLAUSE * 2, 440)[0][:-1] + "。"
    paper = Paper()
    y = paper.column([line, line], 70, 780)
    paper.column([line, line], 70, y - 14)
    assert texts(read_pdf(paper.bytes())[0]) == [line * 2, line * 2]


# ----------------------------------------------------------------------------------------- hostile


def raw_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % n + content + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % at for at in places)
    return out + table + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(data), more) + data + b"\nendstream"


def pages_of(kids: bytes, count: int, *objects: bytes) -> bytes:
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 600 800] >>" % (count, kids),
        *objects,
    )


PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def refused(body: bytes, **more: float) -> str:
    with pytest.raises((UnsupportedFormat, TooLittleText)) as caught:
        read_pdf(body, **more)
    return caught.value.message("en")


def test_ten_thousand_pages_are_too_many_and_none_is_dropped_silently():
    kids = b" ".join(b"3 0 R" for _ in range(10_000))
    assert "10000 pages" in refused(pages_of(kids, 10_000, PAGE, stream(b"BT /F 10 Tf (x) Tj ET"), FONT))


@pytest.mark.slow
def test_one_page_of_endless_text_is_refused():
    text = zlib.compress(b"BT /F 1 Tf 1 0 0 1 9 9 Tm " + b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 600_000 + b"ET")
    message = refused(pages_of(b"3 0 R", 1, PAGE, stream(text, b"/Filter /FlateDecode"), FONT))
    assert "characters" in message or "memory" in message or "damaged" in message


def test_a_bomb_in_a_stream_ends_within_its_limits():
    bomb = zlib.compress(b" " * 60_000_000, 9)
    bomb = zlib.compress(bomb, 9)
    body = pages_of(b"3 0 R", 1, PAGE, stream(bomb, b"/Filter [/FlateDecode /FlateDecode]"), FONT)
    assert refused(body)


def test_brackets_nested_without_end_are_refused():
    deep = pages_of(b"3 0 R", 1, PAGE, stream(b"[" * 500_000), b"[" * 200_000 + b"]" * 200_000)
    assert refused(deep)


def test_a_tree_of_pages_that_leads_back_to_itself_is_refused():
    assert refused(pages_of(b"2 0 R", 1))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_read_or_refused(keep):
    body = book(3, heads=False)
    try:
        blocks, _ = read_pdf(body[: int(len(body) * keep)])
    except (UnsupportedFormat, TooLittleText):
        return
    assert blocks


def test_an_encrypted_file_says_that_it_needs_a_password():
    from reportlab.lib.pdfencrypt import StandardEncryption

    paper = Paper(encrypt=StandardEncryption("secret", canPrint=0))
    paper.line(CLAUSE, 70, 700)
    assert "password" in refused(paper.bytes())


def test_a_process_that_takes_too_long_is_ended():
    assert "too long" in refused(book(3), timeout_s=0.001)


def test_glyphs_without_a_name_are_an_error_and_not_an_empty_policy():
    unnamed = b"BT /F 10 Tf 50 700 Td " + b"<%s> Tj " % (b"0102030405060708" * 20) + b"ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbolic /FirstChar 1 /LastChar 8 /Widths [9 9 9 9 9 9 9 9] >>"
    with pytest.raises((UndecodableText, TooLittleText)):
        read_bytes(pages_of(b"3 0 R", 1, PAGE, stream(unnamed), font))


def test_lines_that_say_the_same_on_one_page_are_all_read_without_any_chinese_font():
    paper = Paper()
    paper.column([CLAUSE] * 5, 70, 780, size=8)
    assert "".join(texts(read_pdf(paper.bytes())[0])) == CLAUSE * 5


def test_the_process_sees_neither_the_environment_nor_the_folder_nor_the_packages(monkeypatch, tmp_path):
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os, sys\n"
        "seen = [dict(os.environ), os.listdir('.'), os.getcwd(), [p for p in sys.path if 'site-packages' in p]]\n"
        "json.dump({'pages': [{'width': 1, 'height': 1, 'lines':"
        " [[json.dumps(seen), 0, 0, 0, 1, 0, False, [], []]], 'rules': []}]}, sys.stdout)\n"
    )
    monkeypatch.setenv("CLAUSELOG_SMTP_PASSWORD", "hush")
    monkeypatch.setattr(pdf_module, "_command", lambda: (*COMMAND[:3], str(spy)))
    (page,) = pdf_module._pages(b"", 20)
    text = page.lines[0].text
    assert "hush" not in text
    environment, files, folder, packages = __import__("json").loads(text)
    assert set(environment) <= {"LC_CTYPE", "SYSTEMROOT"}
    assert (files, packages) == (["box.ttf"], [])
    assert folder != os.getcwd()  # noqa: PTH109


COMMAND = pdf_module._command()
assert SONG
