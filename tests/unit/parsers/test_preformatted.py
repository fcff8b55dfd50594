"""Text that a page shows with its line breaks."""

from __future__ import annotations

import time

from parsers.html import read_html


def _lines(body: str) -> list[str]:
    return [block.text for block in read_html(f"<body>{body}</body>", keep=("body",)).blocks]


def test_lines_of_preformatted_text_stay_lines() -> None:
    assert _lines("<pre>一、费用\na. 每月支付。\nb. <b>逾期</b> 支付违约金。\n</pre>") == [
        "一、费用",
        "a. 每月支付。",
        "b. 逾期 支付违约金。",
    ]


def test_text_that_its_style_shows_with_its_breaks_is_read_with_them() -> None:
    text = "1. 我们收集的信息\n\n2. 我们如何使用"
    assert _lines(f'<div style="color:red; white-space: pre-wrap">{text}</div>') == text.split("\n\n")
    assert _lines(f'<div style="white-space: nowrap">{text}</div>') == [text.replace("\n\n", " ")]


def test_wrapped_lines_of_preformatted_text_are_joined() -> None:
    text = """This agreement is between you and Northwind Ltd and governs your use of
the service, including whatever content you provide to us when using it."""
    assert _lines(f"<pre>{text}\n\n1. Fees\nYou pay monthly.</pre>") == [
        text.replace("\n", " "),
        "1. Fees",
        "You pay monthly.",
    ]


def test_a_preformatted_text_of_many_lines_costs_no_more_than_its_length() -> None:
    started_at = time.process_time()
    assert len(_lines("<pre>" + "(a) x\n" * 20_000 + "</pre>")) > 0
    assert time.process_time() - started_at < 20
