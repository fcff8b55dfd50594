"""Whatever the page, what is found in its source is the same character, and nothing printed is lost."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.errors import ParseError
from clauselog.text import narrow
from parsers import read_page
from parsers.origins import origins_of

_SENTENCES = st.sampled_from(
    ["平台在三日内删除该信息。", "您可以更正、导出账号信息；", "We may share device data.", "赔偿总额不超过 100 元 <含税> & 其他费用。",
     "第一条 总则", "一、定义", "“砚溪”指本平台…", "服務條款與隱私權", "Fees | Taxes", "a_b*c # d"]
)  # fmt: skip
_PARTS = st.lists(_SENTENCES, min_size=1, max_size=3).map("".join)
_OPENING = "本页说明砚溪书阁如何处理您的个人信息，请您在注册之前仔细阅读全部条款并确认同意。"


def _paragraph(parts: tuple[str, str, int]) -> str:
    text, tag, style = parts
    inner = html.escape(text)
    if style == 1:
        inner = f"<b>{inner[:2]}</b><!-- > -->{inner[2:]}" if "&" not in inner[:3] else inner
    elif style == 2:
        inner = "".join(f"&#{ord(c)};" for c in text)
    return f"<{tag} title='a > b'>{inner}</{tag}>"


PAGES = st.lists(
    st.tuples(_PARTS, st.sampled_from(["p", "div", "h2", "li", "section"]), st.integers(0, 2)).map(_paragraph),
    max_size=12,
).map(lambda parts: f"<!doctype html><body><script>if (a<b) {{}}</script><p>{_OPENING}</p>{''.join(parts)}</body>")


def check(body: bytes, name: str) -> None:
    try:
        document = read_page(body, name=name)
    except ParseError:
        return
    origins = origins_of(body, document, name=name)
    for index, character in enumerate(narrow(document.text)):
        place = origins.places[index]
        if place is None:
            assert character.isspace() or document.text[index] in "|*_#~`\\[]", document.text[: index + 1]
        else:
            assert narrow(html.unescape(origins.source[slice(*place)])) == character
            found = origins.of(index, index + 1)
            assert found is not None
            assert body[found.byte_start : found.byte_end].decode() == origins.source[found.start : found.end]


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_every_character_of_a_page_is_found_in_it(page):
    check(page.encode(), "a.html")


@given(st.lists(st.tuples(st.sampled_from(["", "## ", "- ", "> ", "1. "]), _PARTS), max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_character_of_a_markdown_text_is_found_in_it(lines):
    body = f"# 砚溪书阁隐私政策\n\n{_OPENING}\n\n" + "\n\n".join(mark + html.escape(text) for mark, text in lines)
    check(body.encode(), "a.md")


@given(st.lists(_PARTS, max_size=20))
@settings(max_examples=60, deadline=None)
def test_every_character_of_a_plain_text_is_found_in_it(lines):
    check(f"砚溪书阁隐私政策\n\n{_OPENING}\n".encode() + "\n".join(lines).encode(), "a.txt")
