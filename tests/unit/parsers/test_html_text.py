"""No visible word of a page is lost: our reading against BeautifulSoup with lxml, on the texts here and on made ones."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.text import INVISIBLE
from parsers import read_bytes
from parsers.html import read_html

TEXTS = sorted((Path(__file__).parents[2] / "quality" / "texts").glob("*.html"))
UNSEEN = ("script", "style", "noscript", "template", "head", "title", "svg", "iframe", "textarea", "select", "input")
NOTE = re.compile(r"⟦[^⟦⟧]*⟧")


def letters(text: str) -> Counter[str]:
    """Every visible character and how often it stands there."""
    return Counter(re.sub(rf"[\s|{INVISIBLE}\x00-\x1f\x7f-\x9f\ue000-\uf8ff]", "", text))


def soup_text(html: str) -> str:
    soup = BeautifulSoup(html, "lxml")
    for node in soup(UNSEEN):
        node.decompose()
    return (soup.body or soup).get_text(" ")


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_every_word_of_a_page_is_read_or_left_out(path):
    html = NOTE.sub("", path.read_text(encoding="utf-8"))
    documents = read_bytes(html.encode(), name=path.name)
    ours = letters("".join(d.text + "".join(item.text for item in d.left_out) for d in documents))
    assert letters(soup_text(html)) - ours == Counter()


WORDS = st.sampled_from(
    ["责任上限", "甲", "the user", "a&amp;b", "&lt;x&gt;", "&nbsp;", "30&nbsp;days", "&#20013;&#x6587;", "一、", "1.", "(a)",
     "信息。", "第三条", "&hellip;", "e-mail", "“引号”", "\n", " "]
)  # fmt: skip
INLINE = ("b", "em", "span", "a href='/x'", "strong", "u", "sup", "code", "font", "i", "mark", "small", "time")
BLOCK = ("p", "div", "li", "ul", "ol", "td", "blockquote", "h2", "h5", "section", "pre", "address", "figure", "center")


def wrapped(tags: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(tags), inner, st.booleans()).map(
        lambda t: f"<{t[0]}>{t[1]}" + (f"</{t[0].split()[0]}>" if t[2] else "")
    )


def several(inner: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=most).map("".join)


def tables(cell: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(st.tuples(st.sampled_from(["td", "th"]), cell), min_size=1, max_size=3).map(
        lambda cells: "<tr>" + "".join(f"<{tag}>{inner}</{tag}>" for tag, inner in cells)
    )
    caption = st.one_of(st.just(""), WORDS.map("<caption>{}</caption>".format))
    return st.tuples(caption, several(row, 3)).map(lambda t: f"<table>{t[0]}{t[1]}</table>")


def lists(item: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(
        st.sampled_from(["ul", "ol", "ol type=a", "ol start=3"]), st.lists(item, min_size=1, max_size=3)
    ).map(lambda t: f"<{t[0]}>" + "".join(f"<li>{i}" for i in t[1]) + f"</{t[0].split()[0]}>")


def definitions(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(WORDS, inner), min_size=1, max_size=2).map(
        lambda pairs: "<dl>" + "".join(f"<dt>{t}<dd>{d}" for t, d in pairs) + "</dl>"
    )


def details(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(WORDS, inner).map(lambda t: f"<details><summary>{t[0]}</summary>{t[1]}</details>")


fragments = st.recursive(
    st.one_of(WORDS, st.just("<br>"), st.just("<hr>"), st.just("<!-- gone -->")),
    lambda inner: st.one_of(
        wrapped(INLINE, several(inner)),
        wrapped(BLOCK, several(inner)),
        tables(inner),
        lists(inner),
        definitions(inner),
        details(inner),
        several(inner),
    ),
    max_leaves=25,
)


@given(several(fragments, 6))
@settings(max_examples=250, deadline=None)
def test_no_visible_character_of_any_fragment_is_lost_or_doubled(fragment):
    html = f"<html><body>{fragment}</body></html>"
    reading = read_html(html, keep=("body",))
    ours = letters("".join(block.text for block in reading.blocks))
    assert ours == letters(soup_text(html))


@given(several(fragments, 6))
@settings(max_examples=100, deadline=None)
def test_what_surrounds_the_contract_is_left_out_and_not_lost(fragment):
    html = (
        "<html><body><nav><a href='/'>首页</a><a href='/h'>帮助</a></nav><main><h1>隐私政策</h1>"
        f"<p>{'我们依照法律处理您的信息。' * 8}</p>{fragment}</main><footer>© 2025 版权所有</footer></body></html>"
    )
    documents = read_bytes(html.encode(), name="p.html")
    ours = letters("".join(d.text + "".join(item.text for item in d.left_out) for d in documents))
    assert letters(soup_text(html)) - ours == Counter()
