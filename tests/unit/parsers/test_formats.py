"""Bytes of every kind: charsets, HTML with a page around it, PDF, and what is refused."""

import io

import pytest

from clauselog.errors import ParseError, SelectorMissed, TooLittleText, UndecodableText, UnsupportedFormat
from parsers import read_bytes
from parsers.charset import decode

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"
PAGE = f"""<!doctype html><html><head><meta charset="{{charset}}"><title>霁川隐私政策 - 霁川云</title>
<style>p{{{{color:red}}}}</style></head><body>
<div class="cookie-banner">本站使用 Cookie。<button>接受</button></div>
<nav class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/p">产品</a></li></ul></nav>
<div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/legal">法律</a></div>
<div class="lang-switch"><a href="?l=en">English</a> <a href="?l=zh">中文</a></div>
<main><h1>霁川隐私政策</h1><p>更新日期：2025年3月1日</p>
<h2>一、我们收集的信息</h2><p>{CLAUSE}</p>
<ol><li>姓名、手机号码；</li><li>设备标识。</li></ol>
<p><b>位置信息。</b>{CLAUSE}</p>
<div style="display:none"><h3>（一）折叠的条款</h3><p>{CLAUSE}</p></div>
<h2>二、第三方 SDK</h2>
<table><tr><th>名称</th><th>用途</th></tr><tr><td>霁川推送</td><td>消息推送</td></tr></table>
<ul class="sdk"><li><a href="https://example.com/a">甲 SDK 隐私政策</a></li><li><a href="https://example.com/b">乙 SDK 隐私政策</a></li></ul>
<dl><dt>关联公司</dt><dd>{CLAUSE}</dd></dl>
</main>
<aside class="related"><a href="/1">相关文章一</a><a href="/2">相关文章二</a></aside>
<footer>© 2025 霁川云 版权所有 浙ICP备00000000号</footer><script>alert(1)</script></body></html>"""


def page(charset: str = "utf-8") -> str:
    return PAGE.format(charset=charset)


def test_finds_the_contract_in_its_page():
    (document,) = read_bytes(page().encode())
    text = document.text
    for kept in (
        "更新日期",
        "位置信息",
        "折叠的条款",
        "霁川推送 | 消息推送",
        "甲 SDK 隐私政策",
        "关联公司",
        "设备标识",
    ):
        assert kept in text
    for gone in ("首页", "相关文章", "版权所有", "English", "alert", "color:red", "接受"):
        assert gone not in text
    reasons = {item.reason for item in document.left_out}
    assert {"menu", "cookie", "language", "footer"} <= reasons
    assert document.stated.title == "霁川隐私政策"


def test_a_computed_list_number_is_the_label_and_links_are_kept():
    (document,) = read_bytes(page().encode())
    first = next(c for c in document.clauses if c.text.startswith("姓名"))
    assert (first.path, first.label) == ("一/1", "1.")
    targets = {document.text[k.start : k.end]: k.target for k in document.links}
    assert targets["甲 SDK 隐私政策"] == "https://example.com/a"


def test_selectors_choose_and_drop():
    (document,) = read_bytes(page().encode(), keep=("main",), drop=(".sdk", "table"))
    assert "甲 SDK" not in document.text
    assert "霁川推送" not in document.text
    assert any(item.reason == "dropped: .sdk" for item in document.left_out)


@pytest.mark.parametrize("selector", ["#nowhere", "main[[", "p:nope("])
def test_a_selector_that_misses_or_is_none_says_so(selector):
    with pytest.raises(SelectorMissed) as caught:
        read_bytes(page().encode(), keep=(selector,))
    assert selector in caught.value.message("zh")


@pytest.mark.parametrize(
    ("charset", "said", "header"),
    [
        ("utf-8", "utf-8", None),
        ("gb18030", "gb2312", None),
        ("gb18030", "gbk", "text/html"),
        ("utf-16", "utf-16", None),
        ("utf-8", "gb2312", None),
        ("gb18030", "utf-8", None),
    ],
)
def test_reads_the_same_text_in_every_charset_even_when_the_page_lies(charset, said, header):
    extra = "镕𠮷" if charset == "gb18030" else ""
    html = page(said).replace("霁川推送", "霁川推送" + extra)
    (document,) = read_bytes(html.encode(charset), media_type=header)
    assert "霁川推送" + extra in document.text
    assert "\ufffd" not in document.text


def test_big5_and_shift_jis_are_read_where_they_are_declared():
    assert decode("隱私權政策：我們會收集您的資訊".encode("big5"), "big5")[0].startswith("隱私權政策")
    assert decode("プライバシーポリシー".encode("shift_jis"), "shift_jis")[0] == "プライバシーポリシー"


def test_a_latin_page_that_calls_itself_ascii_is_read():
    assert decode("Política de privacidad".encode("cp1252"), "iso-8859-1")[0] == "Política de privacidad"


def test_bytes_that_no_charset_explains_are_an_error_and_no_mojibake():
    with pytest.raises(UndecodableText) as caught:
        decode(bytes(range(128, 256)) * 4 + b"\x00\x01\xff\xfe\x80", "utf-8")
    assert "utf-8" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", TooLittleText, "为空"),
        (b"  \n ", TooLittleText, "为空"),
        ("你好".encode(), TooLittleText, "个可见字符"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, UnsupportedFormat, "PNG"),
        (b"PK\x03\x04" + b"\x00" * 50, UnsupportedFormat, "ZIP"),
        (b"%PDF-1.7 broken", UnsupportedFormat, "损坏"),
        (b"<html><body><script>1</script></body></html>", TooLittleText, "个可见字符"),
    ],
)
def test_what_is_no_policy_is_refused_with_a_reason(body, error, words):
    with pytest.raises(error) as caught:
        read_bytes(body)
    assert words in caught.value.message("zh")
    assert isinstance(caught.value, ParseError)


def pdf(paragraphs: list[str], *, pages: int = 1) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    lines = [line for p in paragraphs for line in [p[i : i + 38] for i in range(0, len(p), 38)]]
    per_page = max(1, -(-len(lines) // pages))
    for number in range(pages):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(60, 810, "霁川云 用户协议 2025 版")
        canvas.setFont("STSong-Light", 11)
        for row, line in enumerate(lines[number * per_page : (number + 1) * per_page]):
            canvas.drawString(60, 770 - row * 18, line)
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(290, 30, f"- {number + 1} -")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_reads_a_pdf_without_its_running_heads_and_with_its_sentences_whole():
    paragraphs = (
        ["第一条 适用范围"] + [f"1.{n} {CLAUSE}{CLAUSE}" for n in range(1, 9)] + ["第二条 责任", f"2.1 {CLAUSE}"]
    )
    (document,) = read_bytes(pdf(paragraphs, pages=3))
    assert [c.path for c in document.clauses] == [
        "第一条",
        *(f"第一条/1.{n}" for n in range(1, 9)),
        "第二条",
        "第二条/2.1",
    ]
    assert all(c.text == CLAUSE * 2 for c in document.clauses if c.path.startswith("第一条/"))
    assert sorted({item.reason for item in document.left_out}) == ["page_number", "running_head"]


def test_a_pdf_without_text_is_a_scan_and_says_so():
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.showPage()
    canvas.save()
    with pytest.raises(TooLittleText) as caught:
        read_bytes(out.getvalue())
    assert "扫描" in caught.value.message("zh")


def test_characters_that_nobody_sees_neither_hide_nor_fake_a_text():
    hidden = f"<html><body><h1>隐私政策</h1><p>一、责\u200b任\ufeff上\u00ad限</p><p>{CLAUSE}</p></body></html>"
    (document,) = read_bytes(hidden.encode())
    assert "责任上限" in document.text
    assert "\u200b" not in document.text


def test_a_computed_number_that_continues_nothing_is_still_shown():
    html = f"<html><body><h1>隐私政策</h1><p>{CLAUSE}</p><ol start=7><li>姓名；</li></ol><p>{CLAUSE}</p></body></html>"
    (document,) = read_bytes(html.encode())
    assert [(c.label, c.text) for c in document.clauses if c.label] == [("7.", "姓名；")]


def test_the_versions_of_the_parsers_are_those_that_documents_name():
    import importlib

    from parsers.reader import VERSIONS

    assert {kind: importlib.import_module(f"parsers.{kind}").VERSION for kind in VERSIONS} == VERSIONS
