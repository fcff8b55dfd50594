from clauselog.model import ChangeKind
from clauselog.reports.redline import Fold, Row, redline
from tests import builders as a

MODIFIED, MOVED, RENUMBERED = ChangeKind.MODIFIED, ChangeKind.MOVED, ChangeKind.RENUMBERED


def told(before, after, *changes):
    return redline(a.comparison(before, after, changes=changes, findings=()))


def tones(rows):
    return [(row.tone, len(row.rows)) if isinstance(row, Fold) else row.tone for row in rows]


def numbered(*texts: str):
    return a.document(*(a.clause(text, f"{n}.", str(n)) for n, text in enumerate(texts, 1)))


def test_unchanged_clauses_are_folded_around_a_change() -> None:
    before, after = numbered("甲", "乙", "丙", "丁"), numbered("甲", "乙", "丙改", "丁")
    rows = told(before, after, a.change(MODIFIED, before=before.clauses[2:3], after=after.clauses[2:3],
                                        edits=[("equal", "丙"), ("insert", "改")]))  # fmt: skip
    assert tones(rows) == [("same", 2), "changed", ("same", 1)]
    assert rows[0].new_range == "1 – 2"
    assert rows[1].edits == (("equal", "丙"), ("insert", "改"))


def test_every_clause_of_the_newer_version_stands_there_in_order() -> None:
    before, after = numbered("甲", "乙", "丙"), numbered("新", "甲", "丙", "乙")
    rows = told(
        before,
        after,
        a.change(ChangeKind.ADDED, after=after.clauses[:1]),
        a.change(RENUMBERED, before=before.clauses[:1], after=after.clauses[1:2]),
        a.change(MOVED, RENUMBERED, before=before.clauses[1:2], after=after.clauses[3:]),
    )
    flat = [row for item in rows for row in (item.rows if isinstance(item, Fold) else (item,))]
    shown = [clause.text for row in flat if row.tone not in ("removed", "moved_away") for clause in row.after]
    assert shown == ["新", "甲", "丙", "乙"]


def test_a_removed_clause_stands_where_it_stood() -> None:
    before, after = numbered("甲", "乙", "丙"), numbered("甲", "丙")
    rows = told(
        before,
        after,
        a.change(ChangeKind.REMOVED, before=before.clauses[1:2]),
        a.change(RENUMBERED, before=before.clauses[2:], after=after.clauses[1:]),
    )
    assert tones(rows) == [("same", 1), "removed", ("same", 1)]
    assert rows[1].edits == (("delete", "乙"),)
    assert rows[2].renumbered == 1


def test_clauses_removed_at_the_top_and_at_the_end_stay_in_their_order() -> None:
    before, after = numbered("甲", "乙", "丙", "丁", "戊"), numbered("丙")
    gone = [a.change(ChangeKind.REMOVED, before=[before.clauses[i]]) for i in (4, 1, 0, 3)]
    kept = a.change(RENUMBERED, before=before.clauses[2:3], after=after.clauses)
    rows = told(before, after, *gone, kept)
    assert [row.text for row in rows if isinstance(row, Row)] == ["甲", "乙", "丁", "戊"]
    assert tones(rows) == ["removed", "removed", ("same", 1), "removed", "removed"]


def test_a_moved_block_is_told_once_here_and_once_there() -> None:
    before, after = numbered("甲", "乙", "丙", "丁"), numbered("丙", "丁", "甲", "乙")
    moves = [a.change(MOVED, RENUMBERED, before=[before.clauses[i]], after=[after.clauses[i + 2]]) for i in (0, 1)]
    stays = [a.change(RENUMBERED, before=[before.clauses[i]], after=[after.clauses[i - 2]]) for i in (2, 3)]
    rows = told(before, after, *moves, *stays)
    assert tones(rows) == [("moved_away", 2), ("same", 2), ("moved", 2)]
    away, _, here = rows
    assert (away.old_range, away.new_range) == (here.old_range, here.new_range) == ("1 – 2", "3 – 4")


def test_a_clause_that_moved_and_changed_is_shown_in_full_where_it_stands_now() -> None:
    before, after = numbered("甲", "乙", "丙"), numbered("乙", "丙", "甲改")
    rows = told(
        before,
        after,
        a.change(MODIFIED, MOVED, before=before.clauses[:1], after=after.clauses[2:],
                 edits=[("equal", "甲"), ("insert", "改")]),
        *(a.change(RENUMBERED, before=[before.clauses[i]], after=[after.clauses[i - 1]]) for i in (1, 2)),
    )  # fmt: skip
    assert tones(rows) == [("moved_away", 1), ("same", 2), "changed"]
    assert rows[2].is_relabelled


def test_a_split_clause_is_shown_once_with_all_its_parts() -> None:
    before, after = numbered("甲乙"), numbered("甲", "乙")
    rows = told(before, after, a.change(ChangeKind.SPLIT, before=before.clauses, after=after.clauses,
                                        edits=[("equal", "甲"), ("insert", "\n"), ("equal", "乙")]))  # fmt: skip
    assert tones(rows) == ["changed"]
    assert (rows[0].old_label, rows[0].new_label) == ("1.", "1., 2.")


def test_edits_that_are_not_about_the_texts_give_way_to_the_whole_texts() -> None:
    before, after = numbered("日志保存30天"), numbered("日志保存180天")
    rows = told(before, after, a.change(MODIFIED, before=before.clauses, after=after.clauses, edits=[("insert", "x")]))
    assert rows[0].edits == (("delete", "日志保存30天"), ("insert", "日志保存180天"))


def test_the_chapter_is_named_once_above_the_clauses_shown_in_it() -> None:
    clauses = [
        a.heading("存储", "五、", "五"),
        *(a.clause(t, f"5.{n}", f"五/5.{n}") for n, t in enumerate("甲乙丙", 1)),
    ]
    before = a.document(*clauses)
    after = a.document(clauses[0], *(a.clause(t + "改", f"5.{n}", f"五/5.{n}") for n, t in enumerate("甲乙丙", 1)))
    pairs = zip(before.clauses[1:], after.clauses[1:], strict=True)
    rows = told(before, after, *(a.change(MODIFIED, before=[b], after=[c]) for b, c in pairs))
    assert [row.under for row in rows[1:]] == ["五、存储", None, None]


def test_nothing_changed_is_one_fold() -> None:
    same = numbered("甲", "乙")
    assert tones(told(same, same)) == [("same", 2)]
