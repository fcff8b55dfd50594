"""A clause is known again through moves, new numbers and new words."""

from clauselog.model import ChangeKind
from store.codec import Origin
from store.lineage import origins
from tests import builders as b


def trace(before, after, changes, known):
    return origins(9, after.clauses, before.clauses, known, b.comparison(before, after, changes=changes, findings=[]))


def test_a_first_versions_clauses_are_new():
    assert origins(1, b.document("a", "b").clauses, (), (), None) == (Origin(1, 1), Origin(1, 1))


def test_an_unchanged_clause_keeps_its_origin_and_a_reworded_one_keeps_its_first_appearance():
    before, after = b.document("same", "old words"), b.document("same", "new words")
    change = b.change(before=before.clauses[1:], after=after.clauses[1:])
    assert trace(before, after, [change], [Origin(2, 3), Origin(1, 5)]) == (Origin(2, 3), Origin(1, 9))


def test_a_moved_clause_has_not_changed():
    before, after = b.document("x", "y"), b.document("y", "x")
    change = b.change(ChangeKind.MOVED, before=before.clauses[:1], after=after.clauses[1:], similarity=1.0)
    assert trace(before, after, [change], [Origin(1, 4), Origin(2, 2)]) == (Origin(2, 2), Origin(1, 4))


def test_halves_of_a_split_clause_are_as_old_as_the_whole():
    before, after = b.document("x and y"), b.document("x", "y")
    change = b.change(ChangeKind.SPLIT, before=before.clauses, after=after.clauses, similarity=0.5)
    assert trace(before, after, [change], [Origin(3, 3)]) == (Origin(3, 9), Origin(3, 9))


def test_an_added_clause_with_the_words_of_a_removed_one_is_new():
    before, after = b.document("x", "y"), b.document("y", "x")
    changes = [
        b.change(ChangeKind.REMOVED, before=before.clauses[:1]),
        b.change(ChangeKind.ADDED, after=after.clauses[1:]),
    ]
    assert trace(before, after, changes, [Origin(1, 1), Origin(1, 1)]) == (Origin(1, 1), Origin(9, 9))


def test_a_reparse_knows_clauses_by_their_words():
    before, after = b.document("x", "y", "y"), b.document("y", "x", "y", "y")
    known = [Origin(1, 1), Origin(2, 2), Origin(3, 3)]
    assert origins(9, after.clauses, before.clauses, known, None) == (
        Origin(2, 2),
        Origin(1, 1),
        Origin(3, 3),
        Origin(9, 9),
    )


def test_a_clause_whose_quotes_alone_were_restyled_keeps_its_origin():
    before, after = b.document("“日志” 保存30天。"), b.document('"日志"保存30天。')
    assert trace(before, after, [], [Origin(2, 3)]) == (Origin(2, 3),)
