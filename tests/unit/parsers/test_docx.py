"""Word files: what Word prints, with its numbers, and nothing of what it hides; hostile packages are refused."""

import base64
import io
import struct
import time
import zipfile

import pytest

from clauselog.errors import UnsupportedFormat
from clauselog.model import Block, BlockKind, ClauseKind, Link
from parsers import read_bytes
from parsers.docx import read_docx
from parsers.docx_numbering import numeral
from tests.papers import docx, level, numbering, para, run, story, style, styles, table

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"


def blocks(*body: str, **more: object) -> list[Block]:
    return read_docx(docx(*body, **more))[0]  # type: ignore[arg-type]


def texts(*body: str, **more: object) -> list[str]:
    return [b.text for b in blocks(*body, **more)]


def markers(*body: str, lists: str) -> list[str | None]:
    return [b.marker for b in blocks(*body, parts={"numbering.xml": lists})]


# --------------------------------------------------------------------------------------------- numbers

LEGAL = {
    0: level(0, "第%1条", "chineseCountingThousand")
    + level(1, "%1.%2", more="<w:isLgl/>")
    + level(2, "(%3)", "lowerLetter")
    + level(3, "%4.", "upperRoman"),
    1: level(0, "•", "bullet"),
}
TWO_LISTS = numbering(LEGAL, {1: (0, ""), 2: (1, "")})


def test_the_numbers_word_computes_are_the_labels_of_the_clauses():
    (document,) = read_bytes(
        docx(
            para("霁川云服务协议", style="Title"),
            para("适用范围", numbered=(1, 0)),
            para(CLAUSE, numbered=(1, 1)),
            para("下列情形除外：", numbered=(1, 1)),
            para("法律另有规定；", numbered=(1, 2)),
            para("双方另有约定。", numbered=(1, 2)),
            para("责任", numbered=(1, 0)),
            para(CLAUSE, numbered=(1, 1)),
            parts={"numbering.xml": TWO_LISTS},
        )
    )
    assert [c.path for c in document.clauses] == [
        "title",
        "第一条",
        "第一条/1.1",
        "第一条/1.2",
        "第一条/1.2/a",
        "第一条/1.2/b",
        "第二条",
        "第二条/2.1",
    ]
    assert [c.label for c in document.clauses[1:]] == ["第一条", "1.1", "1.2", "(a)", "(b)", "第二条", "2.1"]


def test_a_deeper_level_begins_anew_after_a_higher_one_unless_it_is_told_not_to():
    through = numbering({0: level(0, "%1.") + level(1, "%2)", more='<w:lvlRestart w:val="0"/>')}, {1: (0, "")})
    body = [para("甲", numbered=(1, d)) for d in (0, 1, 1, 0, 1)]
    assert markers(*body, lists=through) == ["1.", "1)", "2)", "2.", "3)"]
    anew = numbering({0: level(0, "%1.") + level(1, "%2)")}, {1: (0, "")})
    assert markers(*body, lists=anew) == ["1.", "1)", "2)", "2.", "1)"]


def test_lists_of_one_definition_count_on_unless_a_start_is_overridden():
    lists = numbering(
        {0: level(0, "%1.")},
        {1: (0, ""), 2: (0, ""), 3: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')},
    )
    body = [para("甲", numbered=(n, 0)) for n in (1, 2, 2, 3, 3)]
    assert markers(*body, lists=lists) == ["1.", "2.", "3.", "1.", "2."]


def test_an_override_may_bring_a_level_of_its_own():
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "%1、", "japaneseCounting", start=3)}</w:lvlOverride>'
    lists = numbering({0: level(0, "%1.")}, {1: (0, own)})
    assert markers(para("甲", numbered=(1, 0)), para("乙", numbered=(1, 0)), lists=lists) == ["三、", "四、"]


def test_styles_bring_their_numbers_and_a_paragraph_may_do_without():
    lists = numbering(
        {
            0: level(0, "%1.", more='<w:pStyle w:val="Heading1"/>')
            + level(1, "%1.%2", more='<w:pStyle w:val="Clause"/>')
        },
        {7: (0, "")},
    )
    by_style = styles(
        style("Heading1", "heading 1", '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="7"/></w:numPr>'),
        style("Base", "Clause base", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'),
        style("Clause", "Clause", based_on="Base"),
    )
    found = blocks(
        para("Scope", style="Heading1"),
        para("These terms apply.", style="Clause"),
        para("Not numbered here.", style="Clause", looks='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        para("They apply to all.", style="Clause"),
        parts={"numbering.xml": lists, "styles.xml": by_style},
    )
    assert [(b.kind, b.marker) for b in found] == [
        (BlockKind.HEADING, "1."),
        (BlockKind.PARAGRAPH, "1.1"),
        (BlockKind.PARAGRAPH, None),
        (BlockKind.PARAGRAPH, "1.2"),
    ]


def test_a_list_defined_by_a_list_style_is_found():
    lists = numbering(
        {
            0: level(0, "§%1") + '<w:styleLink w:val="Legal"/>',
            1: '<w:numStyleLink w:val="Legal"/>',
        },
        {1: (0, ""), 2: (1, "")},
    )
    assert markers(para("甲", numbered=(2, 0)), para("乙", numbered=(2, 0)), lists=lists) == ["§1", "§2"]


def test_bullets_are_items_and_print_no_number():
    found = blocks(para("甲项", numbered=(2, 0)), parts={"numbering.xml": TWO_LISTS})
    assert [(b.kind, b.level, b.marker) for b in found] == [(BlockKind.ITEM, 0, None)]


def test_a_number_no_grammar_knows_stands_in_the_text():
    lists = numbering({0: level(0, "Regel-%1 ::", "decimal")}, {1: (0, "")})
    (found,) = blocks(para(run("付款", bold=True), "按月结算。", numbered=(1, 0)), parts={"numbering.xml": lists})
    assert (found.text, found.marker, found.text[: found.lead]) == (
        "Regel-1 :: 付款按月结算。",
        None,
        "Regel-1 :: 付款",
    )


@pytest.mark.parametrize(
    ("style_", "printed"),
    [
        ("decimal", ["1", "2", "12", "105"]),
        ("decimalZero", ["01", "02", "12", "105"]),
        ("chineseCounting", ["一", "二", "十二", "一百零五"]),
        ("chineseCountingThousand", ["一", "二", "十二", "一百零五"]),
        ("japaneseCounting", ["一", "二", "十二", "一百零五"]),
        ("chineseLegalSimplified", ["壹", "贰", "壹拾贰", "壹佰零伍"]),
        ("ideographTraditional", ["甲", "乙", "12", "105"]),
        ("ideographZodiac", ["子", "丑", "亥", "105"]),
        ("decimalEnclosedCircle", ["①", "②", "⑫", "105"]),
        ("decimalFullWidth", ["１", "２", "１２", "１０５"]),
        ("lowerLetter", ["a", "b", "l", "aaaaa"]),
        ("upperLetter", ["A", "B", "L", "AAAAA"]),
        ("lowerRoman", ["i", "ii", "xii", "cv"]),
        ("upperRoman", ["I", "II", "XII", "CV"]),
        ("ordinal", ["1st", "2nd", "12th", "105th"]),
        ("ordinalText", ["First", "Second", "Twelfth", "105"]),
        ("cardinalText", ["One", "Two", "Twelve", "105"]),
        ("unknownToAnybody", ["1", "2", "12", "105"]),
    ],
)
def test_every_number_format_prints_as_in_word(style_, printed):
    assert [numeral(n, style_) for n in (1, 2, 12, 105)] == printed


def test_round_numbers_in_chinese_say_no_more_than_they_must():
    assert [numeral(n, "chineseCounting") for n in (10, 20, 21, 100, 110, 1003)] == [
        "十",
        "二十",
        "二十一",
        "一百",
        "一百一十",
        "一千零三",
    ]


# --------------------------------------------------------------------------------------------- paragraphs


def test_heading_styles_give_levels_below_the_title():
    found = blocks(
        para("霁川隐私政策", style="Title"),
        para("一、收集", style="Heading1"),
        para("（一）注册", style="Heading2"),
        para(CLAUSE, style="Heading2"),
    )
    assert [(b.kind, b.level) for b in found] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_chapters_on_the_first_level_are_no_titles():
    chapters = [
        text
        for n in range(1, 12)
        for text in (para(f"Amendment of these terms, part {n}", style="Heading1"), para(CLAUSE))
    ]
    documents = read_bytes(docx(para("Cedar terms of service", style="Heading1"), *chapters))
    assert len(documents) == 1
    assert [c.path for c in documents[0].clauses if "title" in c.path] == ["title"]


def test_a_centred_first_line_that_names_a_policy_is_the_title():
    (document,) = read_bytes(
        docx(para("霁川云用户协议", looks='<w:jc w:val="center"/>'), para("一、总则", style="Heading1"), para(CLAUSE))
    )
    assert document.stated.title == "霁川云用户协议"


def test_bold_leads_and_line_breaks_keep_their_places():
    found = blocks(para(run("位置信息。", bold=True), "用于定位。", "<w:r><w:br/></w:r>", run("第二行。", bold=False)))
    assert [(b.text, b.lead) for b in found] == [("位置信息。用于定位。", 5), ("第二行。", 0)]


def test_bold_may_come_from_a_style_and_be_taken_back_by_a_run():
    by_style = styles(
        style("Strong", "Strong", kind="character", run_looks="<w:b/>"), style("Bold", "Bold", run_looks="<w:b/>")
    )
    found = blocks(
        para(run("要点", looks='<w:rStyle w:val="Strong"/>'), "其他"),
        para("全粗", run("不粗", looks='<w:b w:val="0"/>'), style="Bold"),
        parts={"styles.xml": by_style},
    )
    assert [(b.text, b.lead) for b in found] == [("要点其他", 2), ("全粗不粗", 2)]


def test_tracked_changes_are_read_as_accepted():
    found = texts(
        para(
            "保存",
            '<w:del w:id="1"><w:r><w:delText>30</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("180")}</w:ins>',
            "天。",
        ),
        para(f'<w:moveFrom w:id="3">{run("旧处。")}</w:moveFrom>'),
        para(f'<w:moveTo w:id="4">{run("新处。")}</w:moveTo>'),
    )
    assert found == ["保存180天。", "新处。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_counts_once():
    found = blocks(
        para("我们收集", numbered=(1, 0), mark='<w:del w:id="1"/>'),
        para("您的信息。", numbered=(1, 0)),
        para(
            '<w:del w:id="2"><w:r><w:delText>删去的一条</w:delText></w:r></w:del>',
            numbered=(1, 0),
            mark='<w:del w:id="3"/>',
        ),
        para("第二条。", numbered=(1, 0)),
        parts={"numbering.xml": numbering({0: level(0, "%1.")}, {1: (0, "")})},
    )
    assert [(b.marker, b.text) for b in found] == [("1.", "我们收集您的信息。"), ("2.", "第二条。")]


def test_a_heading_run_into_its_paragraph_keeps_its_number():
    found = blocks(
        para(run("Scope.", bold=True), numbered=(1, 0), mark="<w:vanish/><w:specVanish/>"),
        para(" These terms apply to everyone."),
        parts={"numbering.xml": numbering({0: level(0, "%1.")}, {1: (0, "")})},
    )
    assert [(b.marker, b.text, b.lead) for b in found] == [("1.", "Scope. These terms apply to everyone.", 6)]


def test_hidden_text_is_not_read_and_a_hidden_paragraph_is_not_counted():
    hidden = "<w:vanish/>"
    found = blocks(
        para("可见", run("隐藏", looks=hidden), run("也可见", looks='<w:vanish w:val="0"/>'), numbered=(1, 0)),
        para(run("整段隐藏", looks=hidden), numbered=(1, 0), mark=hidden),
        para("第二条", numbered=(1, 0)),
        parts={"numbering.xml": numbering({0: level(0, "%1.")}, {1: (0, "")})},
    )
    assert [(b.marker, b.text) for b in found] == [("1.", "可见也可见"), ("2.", "第二条")]


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_of_fields_the_result_is_read_and_the_code_is_not():
    (found,) = blocks(
        para(
            "见第",
            field(" REF _Ref1 \\r \\h ", "3.2"),
            "款，",
            field(' HYPERLINK "https://a.example/p" ', "隐私政策"),
            "。",
        )
    )
    assert found.text == "见第3.2款，隐私政策。"
    assert found.links == (Link(7, 11, "https://a.example/p"),)


def test_a_field_that_never_ends_swallows_nothing_behind_its_paragraph():
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert texts(para("甲", begun), para("乙")) == ["甲", "乙"]


def test_links_lead_outside_and_inside():
    (found,) = blocks(
        para(
            "参见",
            f'<w:hyperlink r:id="l1">{run("合作方")}{run("清单")}</w:hyperlink>与',
            f'<w:hyperlink w:anchor="s3">{run("第三条")}</w:hyperlink>',
        ),
        links={"l1": "https://example.com/sdk"},
    )
    assert [(found.text[k.start : k.end], k.target) for k in found.links] == [
        ("合作方清单", "https://example.com/sdk"),
        ("第三条", "#s3"),
    ]


def test_a_contents_list_is_left_out():
    found, left = read_docx(docx(para("一、收集\t2", style="TOC1"), para("一、收集", style="Heading1"), para(CLAUSE)))
    assert [b.text for b in found] == ["一、收集", CLAUSE]
    assert [(item.reason, item.text) for item in left] == [("contents", "一、收集 2")]


def test_a_text_box_is_read_once_though_word_writes_it_twice():
    box = f"<w:txbxContent>{para('特别提示：请仔细阅读。')}</w:txbxContent>"
    drawing = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(para("正文。", drawing), para("后文。")) == ["正文。", "特别提示：请仔细阅读。", "后文。"]


def test_comments_and_phonetic_guides_are_not_read_but_symbols_are():
    ruby = f"<w:r><w:ruby><w:rt>{run('jì')}</w:rt><w:rubyBase>{run('霁')}</w:rubyBase></w:ruby></w:r>"
    comment = (
        '<w:commentRangeStart w:id="0"/>'
        + run("川")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert texts(para(ruby, comment, box, "<w:r><w:noBreakHyphen/><w:tab/></w:r>", "云")) == ["霁川☑- 云"]


def test_controls_and_smart_tags_hide_nothing():
    assert texts(
        f"<w:sdt><w:sdtContent>{para('一')}</w:sdtContent></w:sdt>",
        para(f"<w:smartTag>{run('二')}</w:smartTag>", f"<w:sdt><w:sdtContent>{run('三')}</w:sdtContent></w:sdt>"),
    ) == ["一", "二三"]


def test_text_boxes_in_a_heading_a_cell_and_a_group_are_read():
    def boxed(text: str) -> str:
        box = f"<w:txbxContent>{para(text)}</w:txbxContent>"
        return f"<w:r><w:drawing><wps:wgp><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></wps:wgp></w:drawing></w:r>"

    assert texts(
        para("一、范围", boxed("提示甲"), style="Heading1"),
        table(["名称", "用途"], ["推送", para("通知", boxed("提示乙"))]),
    ) == ["一、范围", "提示甲", "名称 | 用途", "推送 | 通知 提示乙"]


def test_controls_around_rows_and_cells_and_in_controls_hide_nothing():
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    second = para(control(run("乙")))
    cells = f"<w:tc>{para('甲')}</w:tc>{control(f'<w:tc>{second}</w:tc>')}"
    assert texts(f"<w:tbl>{control(f'<w:tr>{cells}</w:tr>')}</w:tbl>", control(control(para("丙")))) == [
        "甲 | 乙",
        "丙",
    ]


def test_what_reviewers_wrote_beside_the_text_is_not_read():
    said = story("comments", f'<w:comment w:id="0" w:author="甲">{para("这里要改")}</w:comment>')
    found, left = read_docx(
        docx(para(CLAUSE, '<w:r><w:commentReference w:id="0"/></w:r>'), parts={"comments.xml": said})
    )
    assert ([b.text for b in found], left) == ([CLAUSE], [])


MAIL = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(f"<html><body><p>{CLAUSE}</p></body></html>".encode("gb2312"))
    + b"\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.html", f"<html><body><h2>附则</h2><p>{CLAUSE}</p></body></html>".encode()),
        ("a.htm", f'<html><head><meta charset="gbk"></head><body><p>{CLAUSE}</p></body></html>'.encode("gbk")),
        ("a.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{CLAUSE}</p></body></html>'.encode()),
        ("a.txt", CLAUSE.encode("utf-16")),
        ("a.mht", MAIL),
        ("a.docx", docx(para("附件一"), para(CLAUSE))),
    ],
)
def test_an_embedded_page_or_text_is_read_where_it_stands(name, part):
    found, left = read_docx(docx(para("前文。"), f'<w:altChunk r:id="{name}"/>', para("后文。"), embedded={name: part}))
    said = [b.text for b in found]
    assert said[0] == "前文。"
    assert said[-2:] == [CLAUSE, "后文。"]
    assert left == []


@pytest.mark.parametrize(
    ("name", "part"),
    [("a.rtf", b"{\\rtf1 text}"), ("a.bin", bytes(range(128, 256)) * 9), ("a.docx", b"PK\x03\x04[Content_Types].xml word/document"),
     ("a.html", b""), ("a.mht", b"MIME-Version: 1.0\nContent-Type: image/png\n\n")],
)  # fmt: skip
def test_an_embedded_part_that_cannot_be_read_is_named(name, part):
    found, left = read_docx(docx(para(CLAUSE), f'<w:altChunk r:id="{name}"/>', embedded={name: part}))
    assert [b.text for b in found] == [CLAUSE]
    assert [(item.reason, item.text) for item in left] == [("embedded_part", f"word/{name}")]


def test_a_word_file_in_a_word_file_in_a_word_file_is_named_and_not_opened():
    inner = docx(para("内层"))
    for _ in range(3):
        inner = docx(para(CLAUSE), '<w:altChunk r:id="a.docx"/>', embedded={"a.docx": inner})
    found, left = read_docx(inner)
    assert [b.text for b in found] == [CLAUSE, CLAUSE]
    assert [item.reason for item in left] == ["embedded_part"]


def test_a_part_outside_of_the_file_is_named_and_never_fetched():
    found, left = read_docx(docx(para(CLAUSE, '<w:subDoc r:id="l1"/>'), links={"l1": "file:///etc/policy.docx"}))
    assert [b.text for b in found] == [CLAUSE]
    assert [(item.reason, item.text) for item in left] == [("embedded_part", "file:///etc/policy.docx")]


def test_the_words_of_a_diagram_are_named():
    drawn = story("dataModel", f"<w:t>{'收集'}</w:t><w:t>{'使用'}</w:t>")
    _, left = read_docx(docx(para(CLAUSE), parts={"diagramData1.xml": drawn}))
    assert [(item.reason, item.text) for item in left] == [("diagram", "收集 使用")]


# ------------------------------------------------------------------------------- tables, notes, heads


def test_the_rows_of_a_table_are_rows_and_merged_cells_come_once():
    found = blocks(
        table(
            ["名称", "用途", "数据"],
            ["霁川推送", "消息", "设备标识"],
            ["", "统计", "日志"],
            cell_looks={(1, 0): '<w:vMerge w:val="restart"/>', (2, 0): "<w:vMerge/>"},
        ),
        table(["全部", "说明"], ["合计"], cell_looks={(1, 0): '<w:gridSpan w:val="2"/>'}),
    )
    assert [b.text for b in found] == [
        "名称 | 用途 | 数据",
        "霁川推送 | 消息 | 设备标识",
        "统计 | 日志",
        "全部 | 说明",
        "合计",
    ]
    assert {b.kind for b in found} == {BlockKind.ROW}


def test_numbers_and_links_in_cells_are_kept_and_deleted_rows_are_not():
    linked = para(f'<w:hyperlink r:id="l1">{run("政策")}</w:hyperlink>')
    rows = table(["序号", "链接"], [para("甲", numbered=(1, 0)), linked]).replace(
        "</w:tbl>",
        f"<w:tr><w:trPr><w:del w:id='9'/></w:trPr><w:tc>{para('删')}</w:tc><w:tc>{para('去')}</w:tc></w:tr></w:tbl>",
    )
    found = blocks(
        rows, parts={"numbering.xml": numbering({0: level(0, "%1.")}, {1: (0, "")})}, links={"l1": "https://e.example/"}
    )
    assert [b.text for b in found] == ["序号 | 链接", "1. 甲 | 政策"]
    assert found[1].links == (Link(7, 9, "https://e.example/"),)


@pytest.mark.parametrize(
    "cells",
    [
        [para("单列") + para(CLAUSE)],
        [para("甲章", style="Heading1"), para(CLAUSE)],
        [table(["内", "层"]), para(CLAUSE)],
        ["左", CLAUSE * 40],
    ],
    ids=["one column", "headings inside", "a table inside", "a chapter in a cell"],
)
def test_a_table_that_only_lays_out_the_page_is_read_as_paragraphs(cells):
    assert BlockKind.PARAGRAPH in {b.kind for b in blocks(table(cells))}


NOTES = story(
    "footnotes",
    f'<w:footnote w:type="separator" w:id="-1">{para("———")}</w:footnote><w:footnote w:id="5">{para("指注册用户。")}</w:footnote>',
)


def test_a_footnote_stands_behind_its_paragraph_and_cuts_no_sentence():
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    found = blocks(para("用户", note, "享有权利。"), para("另一段。"), parts={"footnotes.xml": NOTES})
    assert [(b.kind, b.text) for b in found] == [
        (BlockKind.PARAGRAPH, "用户享有权利。"),
        (BlockKind.NOTE, "指注册用户。"),
        (BlockKind.PARAGRAPH, "另一段。"),
    ]
    (document,) = read_bytes(docx(para(f"用户{CLAUSE}", note), parts={"footnotes.xml": NOTES}))
    assert document.clauses[-1].kind is ClauseKind.NOTE


def test_endnotes_stand_at_the_end_and_a_note_of_a_cell_behind_its_row():
    ends = story("endnotes", f'<w:endnote w:id="2">{para("尾注。")}</w:endnote>')
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    found = texts(
        para("正文", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        table(["甲", para("乙", note)], ["丙", "丁"]),
        para("末段"),
        parts={"footnotes.xml": NOTES, "endnotes.xml": ends},
    )
    assert found == ["正文", "甲 | 乙", "指注册用户。", "丙 | 丁", "末段", "尾注。"]


def test_headers_and_footers_are_left_out_and_can_be_listed():
    parts = {"header1.xml": story("hdr", para("霁川云 · 内部编号 7")), "footer1.xml": story("ftr", para("第 1 页"))}
    found, left = read_docx(docx(para(CLAUSE), parts=parts))
    assert [b.text for b in found] == [CLAUSE]
    assert {(item.reason, item.text) for item in left} == {
        ("running_head", "霁川云 · 内部编号 7"),
        ("running_head", "第 1 页"),
    }


def test_the_strict_dialect_of_the_standard_reads_the_same():
    body = docx(para("霁川隐私政策", style="Title"), para(CLAUSE))
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            new.writestr(name, data)
    assert read_docx(strict.getvalue()) == read_docx(body)


# ------------------------------------------------------------------------------------------ hostile


def archive(entries: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in entries.items():
            out.writestr(name, data)
    return held.getvalue()


def word(document: bytes, **more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": document, **more})


def refused(body: bytes) -> UnsupportedFormat:
    begun = time.monotonic()
    with pytest.raises(UnsupportedFormat) as caught:
        read_bytes(body)
    assert time.monotonic() - begun < 3
    return caught.value


ENTITIES = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9))
HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
TAIL = b"</w:t></w:r></w:p></w:body></w:document>"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (lambda: word(b'<!DOCTYPE x [<!ENTITY e0 "ha">' + ENTITIES + b"]>" + HEAD + b"&e8;" + TAIL), "XML"),
        (lambda: word(b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + b"&x;" + TAIL), "DTD"),
        (lambda: word(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">' + HEAD + TAIL), "DTD"),
        (lambda: word(HEAD + b" " * 20_000_000 + TAIL), "exhaust"),
        (lambda: word(HEAD + b" " * 40_000_000 + TAIL), "exhaust"),
        (lambda: word(HEAD + b"<a/>" * 4_000_000 + TAIL), "exhaust"),
        (
            lambda: archive(
                {"[Content_Types].xml": b"", "word/document.xml": HEAD} | {f"x{n}": b"" for n in range(6000)}
            ),
            "exhaust",
        ),
        (lambda: word(b"<w:document"), "damaged"),
        (lambda: word(b"<other/>"), "no Word document"),
        (lambda: word(HEAD + b"</w:t></w:r></w:p>" + b"<w:p>" * 300_000), "damaged"),
        (lambda: docx(para(CLAUSE))[:-200], "damaged"),
    ],
    ids=[
        "billion laughs",
        "file entity",
        "outer dtd",
        "ratio",
        "size",
        "elements",
        "entries",
        "cut xml",
        "other xml",
        "depth",
        "cut zip",
    ],
)
def test_a_hostile_or_broken_package_is_refused_at_once(body, words):
    assert words in refused(body()).message("en")


def test_tables_in_tables_without_end_are_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 600 + para("深") + "</w:tc></w:tr></w:tbl>" * 600
    message = refused(docx(deep)).message("en")
    assert "nested too deeply" in message or "damaged" in message


def test_a_directory_that_claims_too_much_is_refused_before_it_is_read():
    body = bytearray(docx(para(CLAUSE)))
    end = body.rfind(b"PK\x05\x06")
    body[end + 12 : end + 16] = struct.pack("<I", 3_000_000)
    assert "directory" in refused(bytes(body)).message("en")


def test_an_entry_that_lies_about_its_size_is_refused():
    body = bytearray(word(HEAD + CLAUSE.encode() * 50 + TAIL))
    at = body.rfind(b"PK\x01\x02")
    body[at + 24 : at + 28] = struct.pack("<I", 10)
    refused(bytes(body))


def test_a_number_of_absurd_length_prints_no_more_than_a_number():
    lists = numbering({0: level(0, "%1" * 200_000, "lowerLetter", start=900_000)}, {1: (0, "")})
    found = blocks(*[para("甲", numbered=(1, 0))] * 500, parts={"numbering.xml": lists})
    assert sum(len(b.text) + len(b.marker or "") for b in found) < 50_000


def test_styles_based_on_each_other_in_a_circle_end():
    circle = styles(style("A", "甲", based_on="B"), style("B", "乙", based_on="A"))
    assert texts(para("文", style="A"), parts={"styles.xml": circle}) == ["文"]


@pytest.mark.parametrize(
    ("body", "zh", "todo"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "DOC (Word 97–2003)",
            ".docx",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "DOC / XLS", ".docx"),
        (archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), "XLSX", ".docx"),
        (archive({"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<x/>"}), "PPTX", ".docx"),
        (archive({"policy.txt": CLAUSE.encode()}), "ZIP", ".docx"),
    ],
    ids=["old word", "password", "other ole", "xlsx", "pptx", "zip"],
)
def test_what_is_no_docx_is_refused_by_its_name(body, zh, todo):
    message = refused(body).message("zh")
    assert zh in message
    assert todo in message
