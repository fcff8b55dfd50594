"""What only moved or was renumbered, told in few lines."""

from __future__ import annotations

from clauselog.compare import compare
from clauselog.model import ChangeKind, Clause, Comparison, Document
from clauselog.reports.quiet import counted, quiet_lines
from tests import builders as a

WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def chapter(n: int, name: str, *texts: str) -> list[Clause]:
    parts = [a.clause(text, f"{n}.{m}", f"{n}/{n}.{m}") for m, text in enumerate(texts, 1)]
    return [a.heading(name, f"{n}.", f"{n}"), *parts]


def sentences(name: str, many: int) -> list[str]:
    return [f"{name}的第{WORDS[n]}项事宜由双方另行协商并以书面形式确认。" for n in range(many)]


CHAPTERS = {name: sentences(name, 3) for name in ("账号管理", "费用结算", "知识产权", "违约责任", "争议解决")}


def compared(before: list[str], after: list[str]) -> Comparison:
    sides = [
        a.document(*[c for n, name in enumerate(names, 1) for c in chapter(n, name, *CHAPTERS[name])])
        for names in (before, after)
    ]
    return compare(*sides, judge=lambda *_, **__: ())


def test_a_moved_chapter_is_one_block_with_all_its_clauses() -> None:
    names = list(CHAPTERS)
    told = compared(names, [*names[1:], names[0]])
    (moved,) = [change for change in told.changes if ChangeKind.MOVED in change.kinds]
    assert [clause.path for clause in moved.before] == ["1", "1/1.1", "1/1.2", "1/1.3"]
    assert [clause.path for clause in moved.after] == ["5", "5/5.1", "5/5.2", "5/5.3"]
    assert moved.is_block
    assert moved.kinds == (ChangeKind.MOVED, ChangeKind.RENUMBERED)
    assert dict(counted(told)) == {ChangeKind.MOVED: 1, ChangeKind.RENUMBERED: 20}


def test_chapters_renumbered_alike_are_one_line_that_counts_their_clauses() -> None:
    names = list(CHAPTERS)
    told = compared(names, [*names[1:], names[0]])
    assert [line.told("zh") for line in quiet_lines(told)] == [
        "重新编号：2 – 5 → 1 – 4（16 条）",
        "移动：1 – 1.3 账号管理 → 5 – 5.3（4 条）",
    ]
    assert quiet_lines(told)[0].told("en") == "renumbered: 2 – 5 → 1 – 4 (16 clauses)"


def test_what_comes_between_two_numbers_parts_the_run() -> None:
    names = list(CHAPTERS)
    told = compared([*names[:2], *names[3:]], names)
    assert [line.told("zh") for line in quiet_lines(told)] == ["重新编号：3 – 4 → 4 – 5（8 条）"]
    told = compared([names[1], names[3]], [names[0], names[1], names[2], names[3]])
    assert [(line.old, line.new) for line in quiet_lines(told)] == [("1", "2"), ("2", "4")]


def test_a_block_without_numbers_is_told_by_its_heading_and_its_neighbours() -> None:
    def plain(names: list[str]) -> Document:
        return a.document(
            *[
                clause
                for n, name in enumerate(names)
                for clause in (a.heading(name, None, f"h{n}"), *[a.clause(t, None, f"h{n}/p{m}") for m, t in
                                                                enumerate(CHAPTERS[name])])
            ]
        )  # fmt: skip

    names = list(CHAPTERS)
    told = compare(plain(names), plain([*names[1:4], names[0], names[4]]), judge=lambda *_, **__: ())
    assert len(told.changes) == 1
    assert quiet_lines(told)[0].told("zh") == "移动：账号管理（4 条），原在“开头”之后，现在“违约责任”之后"
