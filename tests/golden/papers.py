"""Word and PDF files with a little of everything that their parsers know, for fingerprints."""

from __future__ import annotations

from collections.abc import Callable

from tests.papers import Paper, docx, level, numbering, para, run, story, table, wrapped

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"
ENGLISH = (
    "We process the information that you hand over while you use the service in line with the law, and we protect it "
    "with measures that are adequate to the risk that the processing poses to you and to others."
)


def word() -> bytes:
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    box = f"<w:r><w:drawing><wps:txbx><w:txbxContent>{para('特别提示。')}</w:txbxContent></wps:txbx></w:drawing></w:r>"
    return docx(
        para("霁川云服务协议", style="Title"),
        para("一、范围 2", style="TOC1"),
        para("适用范围", style="Heading1", numbered=(1, 0)),
        para(run("重点。", bold=True), CLAUSE, note, numbered=(1, 1)),
        para(
            f"<w:ins>{run('新增。')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>",
            CLAUSE,
            numbered=(1, 1),
        ),
        para("第三方", style="Heading1", numbered=(1, 0)),
        table(["名称", "用途"], ["推送", "发送通知"]),
        para(f'<w:hyperlink r:id="l1">{run("名单")}</w:hyperlink>', box),
        '<w:altChunk r:id="annex.html"/>',
        para(f"<w:sdt><w:sdtContent>{run(CLAUSE)}</w:sdtContent></w:sdt>"),
        parts={
            "numbering.xml": numbering({0: level(0, "第%1条", "chineseCounting") + level(1, "%1.%2")}, {1: (0, "")}),
            "footnotes.xml": story("footnotes", f'<w:footnote w:id="5">{para("指注册用户。")}</w:footnote>'),
            "header1.xml": story("hdr", para("霁川云")),
        },
        links={"l1": "https://example.com/"},
        embedded={"annex.html": f"<html><body><h2>附件</h2><p>{CLAUSE}</p></body></html>".encode()},
    )


def book(**options: object) -> bytes:
    """Chapters over pages with heads, page numbers, a footnote that goes on, a table and a sentence around it."""
    lines = [line for n in range(1, 40) for line in wrapped(f"{n}．{CLAUSE[n % 30 :]}{CLAUSE}", 440)]
    heads = ("第一章 总则", "第一章 总则", "第二章 费用")
    paper = Paper(**options)
    for page, head in enumerate(heads):
        paper.line(head, 70, 815, size=8)
        paper.line(f"第 {page + 1} 页 共 3 页", 260, 25, size=8)
        y = paper.column(lines[page * 30 : page * 30 + 30], 70, 790, leading=17)
        if page == 1:
            for row, cells in enumerate((("名称", "用途"), ("推送", "发送通知"))):
                for cell, x in zip(cells, (74, 204), strict=True):
                    paper.line(cell, x, y - 14 - 20 * row, size=9)
            paper.canvas.grid([70, 200, 500], [y, y - 20, y - 40])
        paper.column((["1 注册用户是指完成实名认证，"], ["并同意本协议的人。"], [])[page], 70, 60, size=7)
        paper.page()
    return paper.bytes()


def columns() -> bytes:
    said = [wrapped(f"{n}. {ENGLISH}", 160, font="Helvetica") for n in range(1, 10)]
    paper = Paper()
    paper.line("Cedar Terms of Service", 180, 790, size=16, font="Helvetica-Bold")
    for at, x in ((0, 40), (3, 215), (6, 390)):
        paper.column([line for lines in said[at : at + 3] for line in lines], x, 750, font="Helvetica")
    return paper.bytes()


DOCX: dict[str, Callable[[], bytes]] = {"word": word}
PDF: dict[str, Callable[[], bytes]] = {"book": book, "columns": columns}
