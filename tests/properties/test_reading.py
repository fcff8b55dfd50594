"""Any text at all gives a tree, and no visible character is lost."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.model import Block, BlockKind, LeftOut
from clauselog.text import INVISIBLE
from parsers.contents import leave_out_contents
from parsers.document import build
from parsers.flat import open_flat
from parsers.lines import join_cut
from parsers.markdown import read_markdown
from parsers.outline import outline
from parsers.plain import read_plain

_WORDS = [
    "一、",
    "（一）",
    "1.",
    "1.1",
    "(1)",
    "2、",
    "第一条",
    "a.",
    "(i)",
    "(ii)",
    "①",
    "目录",
    "您的权利",
    "信息。",
    "责任；",
    "\n",
    "\n\n",
    " ",
    "：",
    "服务",
    "Section 1.",
    "§ 2",
    "- ",
    "# ",
    "## ",
    "姓名、手机号",
    "the user",
    "2023年4月20日",
    "...... 3",
]
policies = st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=12)), max_size=60).map("".join)


def visible(text: str) -> str:
    return re.sub(rf"[\s{INVISIBLE}]", "", text)


def read(blocks: list[Block]) -> tuple[str, list[LeftOut]]:
    opened, menus = open_flat(join_cut(blocks))
    kept, contents = leave_out_contents(opened)
    document = build(outline(kept), reader="test")
    paths = [c.path for c in document.clauses]
    assert len(set(paths)) == len(paths)
    for clause in document.clauses:
        assert document.text[clause.text_start : clause.end] == clause.text
        assert document.text[clause.start : clause.end].startswith(clause.label or "")
    return document.text, [*menus, *contents]


@given(policies)
@settings(max_examples=300, deadline=None)
def test_any_plain_text_gives_a_tree_that_holds_every_character(text):
    blocks = read_plain(text)
    shown, left = read(blocks)
    assert sorted(visible(shown + "".join(item.text for item in left))) == sorted(
        visible("".join(b.text for b in blocks))
    )


@given(policies)
@settings(max_examples=200, deadline=None)
def test_any_markdown_gives_a_tree_that_holds_every_character(text):
    blocks, _ = read_markdown(text)
    shown, left = read(blocks)
    assert sorted(visible(shown + "".join(item.text for item in left))) == sorted(
        visible("".join(b.text for b in blocks))
    )


@given(policies)
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same_tree(text):
    blocks = read_plain(text)
    assert [n.text for n in outline(blocks)] == [n.text for n in outline(blocks)]


@given(
    st.lists(
        st.builds(
            Block, st.sampled_from(BlockKind), st.text(min_size=1, max_size=40).filter(str.strip), st.integers(0, 6)
        ),
        max_size=30,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_blocks_in_any_order_give_a_tree(blocks):
    nodes = outline(blocks)
    assert len(nodes) == len(blocks)
