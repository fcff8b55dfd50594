"""Links that lead elsewhere are a note and never a change."""

from __future__ import annotations

from clauselog.compare import compare
from clauselog.model import Comparison, LinkChange, Verdict
from parsers import read_page

POLICY = """# 青禾隐私政策

1. 我们收集您的手机号码，详见[《信息清单》]({a})。

2. 合作方名单见[《信息清单》]({b})，您可以联系[客服]({c})。

3. 本政策依照法律规定制定，并在您同意后生效。
"""
SAME = {"a": "https://qinghe.example/a", "b": "https://qinghe.example/b", "c": "mailto:help@qinghe.example"}


def compared(before: str, after: str) -> Comparison:
    old, new = (read_page(text.encode(), name="p.md") for text in (before, after))
    return compare(old, new, judge=lambda *_, **__: ())


def test_the_same_words_with_another_target_are_a_note_and_the_texts_identical() -> None:
    told = compared(POLICY.format(**SAME), POLICY.format(**{**SAME, "b": "https://qinghe.example/new"}))
    assert told.verdict is Verdict.IDENTICAL
    assert told.changes == ()
    assert told.links_changed == (
        LinkChange("《信息清单》", "2", "https://qinghe.example/b", "https://qinghe.example/new"),
    )


def test_words_that_are_no_link_any_more_are_a_note() -> None:
    told = compared(POLICY.format(**SAME), POLICY.format(**SAME).replace(f"[客服]({SAME['c']})", "客服"))
    assert [(link.text, link.after) for link in told.links_changed] == [("客服", None)]


def test_links_are_followed_through_renumbering_and_moves() -> None:
    lines = POLICY.format(**SAME).split("\n\n")
    moved = "\n\n".join(
        [lines[0], lines[3].replace("3.", "1."), lines[1].replace("1.", "2."), lines[2].replace("2.", "3.")]
    )
    assert compared(POLICY.format(**SAME), moved).links_changed == ()
    told = compared(POLICY.format(**SAME), moved.replace("example/a", "example/z"))
    assert [(link.before, link.after) for link in told.links_changed] == [
        ("https://qinghe.example/a", "https://qinghe.example/z")
    ]


def test_words_that_came_or_went_take_their_links_along() -> None:
    told = compared(POLICY.format(**SAME), POLICY.format(**SAME).replace(f"，您可以联系[客服]({SAME['c']})", ""))
    assert told.links_changed == ()


def test_a_format_without_links_makes_no_note() -> None:
    old = read_page(POLICY.format(**SAME).encode(), name="p.md")
    plain = read_page(old.text.encode(), name="p.txt")
    assert compare(old, plain, judge=lambda *_, **__: ()).links_changed == ()
