"""Moved clauses that moved together."""

from __future__ import annotations

from clauselog.compare import compare
from clauselog.diff.blocks import moved_blocks
from clauselog.model import ChangeKind, Comparison, Pairing
from tests.builders import clause, document

NAMES = ["梧桐", "橘柚", "鲸鹭", "雁礁", "岚砚", "绸缎", "陶瓷", "铜锡", "琥珀", "松柏"]
TEXTS = [f"关于{name}的事项，由双方在{n + 1}个月内书面确认，{name}以外的部分不受影响。" for n, name in enumerate(NAMES)]


def compared(before: list[str], after: list[str]) -> Comparison:
    return compare(document(*before), document(*after), judge=lambda *_, **__: ())


def told(comparison: Comparison) -> list[tuple[str, int, int]]:
    return [("+".join(c.kinds), len(c.before), len(c.after)) for c in comparison.changes]


def test_neighbours_that_keep_their_order_are_one_block() -> None:
    comparison = compared(TEXTS, [*TEXTS[3:8], *TEXTS[:3], *TEXTS[8:]])
    assert told(comparison) == [("moved", 3, 3)]
    (block,) = comparison.changes
    assert block.is_block
    assert [old[0].text for old, _ in block.pairs] == TEXTS[:3]
    assert block.edits == (("equal", "\n".join(TEXTS[:3])),)


def test_two_blocks_that_moved_apart_are_two() -> None:
    comparison = compared(TEXTS, [*TEXTS[2:4], *TEXTS[:2], *TEXTS[4:7], TEXTS[9], *TEXTS[7:9]])
    assert sorted(told(comparison)) == [("moved", 1, 1), ("moved", 2, 2)]


def test_a_reworded_clause_in_a_moved_block_is_told_by_itself_and_does_not_part_it() -> None:
    reworded = TEXTS[1].replace("书面确认", "以书面形式确认")
    comparison = compared(TEXTS, [*TEXTS[4:9], TEXTS[0], reworded, TEXTS[2], TEXTS[3], TEXTS[9]])
    assert told(comparison) == [("moved", 3, 3), ("modified+moved", 1, 1)]


def test_a_clause_that_came_or_went_inside_a_block_does_not_part_it() -> None:
    new = "新增一项完全不同的内容：骑手应当佩戴头盔。"
    comparison = compared(TEXTS, [*TEXTS[4:9], TEXTS[0], new, TEXTS[1], TEXTS[3], TEXTS[9]])
    assert ("moved", 3, 3) in told(comparison)


def test_clauses_that_changed_places_are_no_block() -> None:
    pairings = [Pairing((n,), (4 - n,), 1.0, moved=True) for n in range(4)]
    assert moved_blocks(pairings) == []


def test_a_moved_clause_that_was_split_stays_a_change_of_its_own() -> None:
    whole = TEXTS[0] + TEXTS[1]
    comparison = compared([whole, *TEXTS[2:]], [*TEXTS[2:8], TEXTS[0], TEXTS[1], *TEXTS[8:]])
    assert told(comparison) == [("moved+split", 1, 2)]
    assert not comparison.changes[0].is_block


def test_a_block_that_was_renumbered_says_so_once() -> None:
    old = document(*[clause(text, f"{n}.") for n, text in enumerate(TEXTS, 1)])
    moved = [*TEXTS[3:], *TEXTS[:3]]
    new = document(*[clause(text, f"{n}.") for n, text in enumerate(moved, 1)])
    changes = compare(old, new, judge=lambda *_, **__: ()).changes
    blocks = [change for change in changes if change.is_block]
    assert [block.kinds for block in blocks] == [(ChangeKind.MOVED, ChangeKind.RENUMBERED)]
