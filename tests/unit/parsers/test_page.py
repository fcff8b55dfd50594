"""A page as a run of tags: broken markup, comments and text that looks like markup lose nothing and add nothing."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from parsers.html import read_html
from parsers.page import page_of, strip_code


def page(html: str):
    tree = LexborHTMLParser(html)
    strip_code(tree)
    return page_of(tree.body)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p title='a > b'>责任</p>", ["责任"]),
        ('<p class="x"<b>责任</p>', ["责任"]),
        ("<p>责任<!-- <p>上限</p> -->上限</p>", ["责任上限"]),
        ("<p>责任<script>if (a<b) {}</script>上限</p>", ["责任上限"]),
        ("<p>责任<script><!--<script></script>--></script>上限</p>", ["责任上限"]),
        ("<template><script>a<b c='</script></template><p>责任</p>", ["责任"]),
        ("<p>1 &lt; 2 &amp;lt; 3&nbsp;&nbsp;4</p>", ["1 < 2 &lt; 3 4"]),
        ("<xmp>a <b>c</b></xmp>", ["a <b>c</b>"]),
        ("<svg><input>a</input><text>b</text></svg><p>责任</p>", ["责任"]),
        ("<p>责任<br>上限<hr>其他", ["责任", "上限", "其他"]),
        ("<div>" * 3000 + "责任", ["责任"]),
    ],
)
def test_blocks_are_what_a_reader_sees(html, said):
    assert [block.text for block in read_html(html, keep=("body",)).blocks] == said


def test_elements_are_found_with_their_ends():
    found = page("<div id=a>x<div>y</div></div><div id=b>z</div>")
    a, inner, b = found.named("div").items()
    assert [found.text(*a, ""), found.text(*inner, ""), found.text(*b, "")] == ["xy", "y", "z"]
    assert [found.size(*a), found.size(*b)] == [2, 1]
    assert list(found.find({'div id="b"'}).items()) == [b]


def test_what_is_left_out_does_not_join_the_text_around_it():
    found = page("<p>one<svg><text>x</text></svg>two</p>")
    less = found.without(found.named("svg"))
    assert "".join(less.texts) == "onetwo"
    assert [text for text in less.texts if text] == ["one", "two"]
    assert less.size(0, len(less.tags)) == 6


@pytest.mark.parametrize("selector", ["div", "div, p"])
def test_elements_dropped_inside_others_are_dropped_once(selector):
    reading = read_html("<div>one<div>two</div></div><h1>three</h1>", drop=(selector,))
    assert [block.text for block in reading.blocks] == ["three"]
    assert [left.text for left in reading.left_out] == ["one two"]
