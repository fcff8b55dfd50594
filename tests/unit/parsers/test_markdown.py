"""Markdown as policies use it: rules that end a body of text, titles in bold, wraps."""

from __future__ import annotations

from clauselog.model import BlockKind, ClauseKind
from parsers import read_bytes
from parsers.markdown import read_markdown

UNDERLINED = """\
**五、我们如何保存信息**
**（一）保存的地点**
我们在境内运营中收集的信息保存在境内，不会传输到境外，确需传输的会另行征得同意。
**（二）保存的期限**
我们只在提供服务所需的期间内保存您的信息，期满后会删除或者做匿名化处理。
==========
**六、您的权利**
您可以随时查阅、更正、删除您的信息，也可以注销账号。
==========
"""


def test_a_rule_of_equals_signs_below_a_body_of_text_makes_no_heading_of_it() -> None:
    texts = [(block.kind, block.text) for block in read_markdown(UNDERLINED)[0]]
    assert [text for kind, text in texts if kind is BlockKind.HEADING] == []
    assert [text for _, text in texts][:3] == [
        "五、我们如何保存信息",
        "（一）保存的地点",
        "我们在境内运营中收集的信息保存在境内，不会传输到境外，确需传输的会另行征得同意。",
    ]
    assert len(texts) == 7


def test_a_short_line_above_such_a_rule_stays_a_heading() -> None:
    kinds = [block.kind for block in read_markdown("Northwind Terms\n===============\n\nWelcome to Northwind.")[0]]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_title_in_bold_is_not_joined_to_the_line_below_it() -> None:
    text = "**3.对接收信息的第三方主体的谨慎评估以及责任约束措施**\n**我们会要求接收方按照约定处理信息，并定期检查其落实情况。**"
    assert len(read_markdown(text)[0]) == 2
    document = read_bytes(text.encode(), name="policy.md")[0]
    assert document.clauses[0].text == "对接收信息的第三方主体的谨慎评估以及责任约束措施"


def test_a_bold_sentence_that_wraps_stays_one() -> None:
    text = "**我们会按照法律法规的规定，在实现目的所必需的最短期限内保存您的信息，\n并在期满后删除**，除非另有规定。"
    assert len(read_markdown(text)[0]) == 1


def test_lines_wider_than_any_column_are_paragraphs_of_their_own() -> None:
    long = (
        "You pay the fees of the plan you chose in advance, for every period, until you cancel it in your settings. "
        * 3
    )
    text = f"{long}\nFees you owe us are due when they are shown.\n2.\n{long}"
    assert [block.text for block in read_markdown(text)[0]] == [
        long.strip(),
        "Fees you owe us are due when they are shown.",
        f"2. {long.strip()}",
    ]


LISTS = """\
本政策不适用于：
* 其他商家提供的商品和服务；
* 您自行公开的信息。
您使用其他商家的服务时，应当遵守其服务条款，请您仔细阅读。
1. 我们收集的信息
2. 我们如何使用
"""


def test_a_paragraph_at_the_margin_ends_the_list_above_it() -> None:
    document = read_bytes(LISTS.encode(), name="policy.md")[0]
    assert [(clause.path, clause.kind) for clause in document.clauses] == [
        ("preamble/p1", ClauseKind.PARAGRAPH),
        ("preamble/i1", ClauseKind.ITEM),
        ("preamble/i2", ClauseKind.ITEM),
        ("preamble/p2", ClauseKind.PARAGRAPH),
        ("1", ClauseKind.CLAUSE),
        ("2", ClauseKind.CLAUSE),
    ]


def test_an_item_that_wraps_to_the_margin_stays_one() -> None:
    text = "* You may cancel at any time in your settings, and the plan\nthen ends with the period that you have paid for.\n"
    assert [block.text for block in read_markdown(text)[0]] == [
        "You may cancel at any time in your settings, and the plan then ends with the period that you have paid for."
    ]
