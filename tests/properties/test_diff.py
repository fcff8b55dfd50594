"""What holds for the pairing and the edits of any two texts."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.compare import compare
from clauselog.diff.align import align
from clauselog.diff.words import edits, tokens
from clauselog.model import Change, ChangeKind, Clause, Comparison, Document
from tests.builders import clause, document

_MESSY = st.text(alphabet='服务信息、，。；是 不ab1２3.5,%元年月日“"\n\t（(@-$￥百一http:/', max_size=60)
_PHRASES = (
    "我们会收集您的手机号码", "用于确认您的身份", "保存期限为30天", "不会出售给第三方", "争议提交杭州市西湖区人民法院", "您可以注销账号",
    "青禾有权修改本政策", "we keep your order history for ninety days", "you may close the account at any time",
    "disputes go to the courts of Fairhaven", "a children's account needs the consent of a parent",
)  # fmt: skip
_SENTENCE = st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=4).map(lambda parts: "，".join(parts) + "。")
_OTHER_SENTENCE = st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=4, unique=True).map(
    lambda parts: "，".join(parts) + "。"
)
"""Without stuttering: where a sentence repeats itself, which of its halves went where is anybody's guess."""
_CLAUSES = st.lists(
    st.builds(clause, _SENTENCE, st.sampled_from([None, "一、", "（二）", "3.", "3.1", "•"])), min_size=0, max_size=12
)
_MIRROR = {
    ChangeKind.ADDED: ChangeKind.REMOVED,
    ChangeKind.REMOVED: ChangeKind.ADDED,
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
}


def compared(before: Document, after: Document) -> Comparison:
    return compare(before, after, judge=lambda *_, **__: ())


@settings(deadline=None)
@given(_MESSY, _MESSY)
def test_edits_applied_to_the_old_text_give_the_new_one(old: str, new: str) -> None:
    told = edits(old, new)
    assert "".join(text for op, text in told if op != "insert") == old
    assert "".join(text for op, text in told if op != "delete") == new
    assert all(text for _, text in told)
    assert all(one[0] != other[0] for one, other in pairwise(told))


@settings(deadline=None)
@given(_MESSY)
def test_a_text_has_no_edits_against_itself(text: str) -> None:
    assert edits(text, text) == ((("equal", text),) if text else ())


@settings(deadline=None)
@given(_MESSY)
def test_tokens_joined_are_the_text(text: str) -> None:
    found = tokens(text)
    assert found.text(0, len(found)) + found.tail == text
    assert "".join(found.lead(n) + found.core(n) for n in range(len(found))) + found.tail == text


@settings(deadline=None)
@given(_CLAUSES)
def test_a_document_has_no_changes_against_itself(clauses: list[Clause]) -> None:
    assert compared(document(*clauses), document(*clauses)).changes == ()


@settings(deadline=None)
@given(_CLAUSES, _CLAUSES)
def test_every_clause_stands_in_exactly_one_pairing(before: list[Clause], after: list[Clause]) -> None:
    pairings = align(before, after)
    assert sorted(n for p in pairings for n in p.before) == list(range(len(before)))
    assert sorted(n for p in pairings for n in p.after) == list(range(len(after)))
    assert all(len(p.before) <= 1 or len(p.after) <= 1 for p in pairings)
    assert all(0 <= p.similarity <= 1 for p in pairings)


@settings(deadline=None)
@given(_CLAUSES, _CLAUSES)
def test_the_changed_clauses_alone_tell_one_text_from_the_other(before: list[Clause], after: list[Clause]) -> None:
    """Whatever is in no change stands on both sides, equally often."""
    told = compared(document(*before), document(*after)).changes
    old = Counter(c.text for c in before)
    new = Counter(c.text for c in after)
    old.subtract(Counter(c.text for change in told for c in change.before))
    new.subtract(Counter(c.text for change in told for c in change.after))
    assert +old == +new


@settings(deadline=None)
@given(_CLAUSES, st.data())
def test_the_order_of_equal_clauses_does_not_matter(clauses: list[Clause], data: st.DataObject) -> None:
    other = data.draw(_CLAUSES)
    places = list(range(len(clauses)))
    for text in {c.text for c in clauses}:
        same = [n for n, c in enumerate(clauses) if c.text == text]
        for n, m in zip(same, data.draw(st.permutations(same)), strict=True):
            places[n] = m
    shuffled = [clauses[n] for n in places]
    one = align(clauses, other)
    two = align([clause(c.text, was.label) for c, was in zip(shuffled, clauses, strict=True)], other)
    assert one == two


def _shape(change: Change) -> tuple[frozenset[ChangeKind], tuple[str, ...], tuple[str, ...]]:
    return frozenset(change.kinds), tuple(c.path for c in change.before), tuple(c.path for c in change.after)


def _mirrored(change: Change) -> tuple[frozenset[ChangeKind], tuple[str, ...], tuple[str, ...]]:
    kinds, before, after = _shape(change)
    return frozenset(_MIRROR.get(kind, kind) for kind in kinds), after, before


@settings(max_examples=200, deadline=None)
@given(st.lists(_OTHER_SENTENCE, max_size=10, unique=True), st.data())
def test_exchanging_the_sides_exchanges_the_kinds(texts: list[str], data: st.DataObject) -> None:
    """Added and removed, split and merged change places; moved, modified and renumbered stay what they are."""
    kept = data.draw(st.permutations(texts))[: data.draw(st.integers(0, len(texts)))]
    new = [*kept, *data.draw(st.lists(_OTHER_SENTENCE.filter(lambda t: t not in texts), max_size=3, unique=True))]
    before, after = document(*texts), document(*new)
    there = {_shape(change) for change in compared(before, after).changes}
    back = {_mirrored(change) for change in compared(after, before).changes}
    assert there == back


_WIDTH = str.maketrans({"，": ",", "。": "。", "（": "(", "：": ":"})


@settings(deadline=None)
@given(_CLAUSES, st.data())
def test_typography_and_wrapping_alone_change_nothing(clauses: list[Clause], data: st.DataObject) -> None:
    def printed(text: str) -> str:
        if data.draw(st.booleans()):
            text = text.translate(_WIDTH)
        if data.draw(st.booleans()):
            text = text.replace("'", "’").replace(" ", data.draw(st.sampled_from(["  ", "\u00a0", "\n"])))
        at = data.draw(st.integers(0, len(text)))
        is_between_chinese = 0 < at < len(text) and text[at - 1] > "\u2e80" and text[at] > "\u2e80"
        return text[:at] + "\n" + text[at:] if is_between_chinese else text

    again = [clause(printed(c.text), c.label) for c in clauses]
    assert compared(document(*clauses), document(*again)).changes == ()
