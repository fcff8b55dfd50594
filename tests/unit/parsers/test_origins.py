"""From a place in the text that was read back to the page's characters and bytes."""

from pathlib import Path

import pytest

from clauselog.errors import UnsupportedFormat
from clauselog.model import ClauseKind
from clauselog.text import narrow
from parsers import read_bytes, read_page
from parsers.origins import origins_of
from tests.papers import Paper, docx, para

TEXTS = sorted(p for p in (Path(__file__).parents[2] / "quality" / "texts").iterdir() if p.suffix != ".yaml")
FILLER = "<p>本页说明砚溪书阁如何处理您的个人信息，请您在注册之前仔细阅读全部条款并确认。</p>"


def origin_of(body: bytes, quote: str, *, name: str, charset: str | None = None):
    document = read_page(body, name=name, charset=charset)
    at = document.text.index(quote)
    return origins_of(body, document, name=name, charset=charset).of(at, at + len(quote))


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_every_printed_character_of_a_policy_is_found_in_its_source_in_order(path):
    body = path.read_bytes()
    for document in read_bytes(body, name=path.name):
        origins = origins_of(body, document, name=path.name)
        flat = narrow(document.text)
        lost, last, turned = [], -1, 0
        for i, character in enumerate(flat):
            place = origins.places[i]
            if place is None:
                if not character.isspace() and character != "|":  # the bars between table cells are no text
                    lost.append(i)
                continue
            turned += place[0] < last
            last = place[0]
            source = origins.source[slice(*place)]
            assert narrow(source) == character or source.startswith("&")
        labels = {i for c in document.clauses if c.label for i in range(c.start, c.start + len(c.label))}
        assert set(lost) <= labels  # the numbers of lists are computed by the page
        assert len(lost) <= 0.02 * len(flat)
        assert turned <= 2 * sum(c.kind is ClauseKind.NOTE for c in document.clauses)  # a note stands in a paragraph


def test_a_quote_is_found_across_tags_comments_and_references():
    body = f"<body>{FILLER}<p>甲方<b title='a>b'>责任</b><!-- 上限 -->上限&nbsp;为&#20154;民币&amp;港币</p></body>".encode()
    found = origin_of(body, "责任上限 为人民币&港币", name="a.html")
    assert body[found.byte_start : found.byte_end].decode() == "责任</b><!-- 上限 -->上限&nbsp;为&#20154;民币&amp;港币"
    assert body.decode()[found.start : found.end] == "责任</b><!-- 上限 -->上限&nbsp;为&#20154;民币&amp;港币"


def test_the_title_is_found_above_its_text_and_not_in_the_menu():
    menu = "<nav>" + "".join(f"<a href='/{n}'>{n}</a>" for n in ("首页", "隐私政策", "帮助中心")) + "</nav>"
    body = f"<body>{menu}<h1>隐私政策</h1>{FILLER}</body>".encode()
    found = origin_of(body, "隐私政策", name="a.html")
    assert body[: found.byte_start].decode().endswith("<h1>")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"])
def test_bytes_are_those_of_the_charset(charset):
    text = "砚溪书阁用户服务条款\n\n1. 平台在收到通知后三日内删除该信息。\n\n2. 平台的赔偿总额不超过一百元，除非另有规定。\n"
    if charset == "big5hkscs":
        text = "硯溪書閣用戶服務條款\n\n1. 平台在收到通知後三日內刪除該資訊。\n\n2. 平台的賠償總額不超過一百元，除非另有規定。\n"
    quote = text[text.index("2. ") + 3 : text.index("，")]
    body = text.encode(charset)
    found = origin_of(body, quote, name="a.txt", charset=charset.removesuffix("-sig"))
    head = 2 if charset == "utf-16" else 0
    part = body[found.byte_start : found.byte_end]
    assert part.decode("utf-16-le" if head else charset) == quote


def test_markup_of_markdown_is_passed_over():
    body = "# 砚溪书阁隐私政策\n\n1. **共享**：我们与[合作方](https://example.com/a_b)共享 *设备标识*，用于统计与分析。\n\n2. 其他条款以平台公示为准，请您留意。\n"
    found = origin_of(body.encode(), "共享：我们与合作方共享 设备标识", name="a.md")
    assert body[found.start : found.end] == "共享**：我们与[合作方](https://example.com/a_b)共享 *设备标识"


def test_what_the_page_computes_stands_nowhere():
    body = f"<body>{FILLER}<ol><li>您可以随时注销账号。</li><li>我们将在十五日内处理。</li></ol></body>".encode()
    document = read_page(body, name="a.html")
    origins = origins_of(body, document, name="a.html")
    clause = next(c for c in document.clauses if c.label == "1.")
    assert origins.of(clause.start, clause.text_start) is None
    assert origins.of(clause.text_start, clause.end) is not None


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_formats_without_offsets_say_so(kind):
    if kind == "pdf":
        paper = Paper()
        for n in range(3):
            paper.line(f"{n + 1}. 平台的赔偿总额不超过一百元，除非另有规定。", 70, 780 - 20 * n)
        body = paper.bytes()
    else:
        body = docx(*(para(f"{n}. 平台的赔偿总额不超过一百元，除非另有规定。") for n in range(1, 4)))
    document = read_page(body, name=f"a.{kind}")
    with pytest.raises(UnsupportedFormat):
        origins_of(body, document, name=f"a.{kind}")
