"""Which clause became which."""

from __future__ import annotations

import time

from clauselog.diff.align import align, bare
from clauselog.diff.chain import heaviest_chain, heaviest_order
from clauselog.model import Clause, Pairing
from tests.builders import clause, heading

ACCOUNT = "注册账号时，我们会收集您的手机号码，用于核验您的身份并找回密码。"
ORDER = "为了把商品送到您手中，我们需要您的收货地址、收件人姓名和联系电话。"
LOGS = "服务器日志在生成后保存九十天，届满自动删除，除非法律另有规定。"
COURT = "因本协议产生的争议，由被告住所地有管辖权的人民法院管辖。"
MINORS = "未满十四周岁的用户，应当在监护人的陪同下阅读本政策并取得其同意。"
CLAIMS = "您可以随时查阅、更正、删除您的信息，我们将在十五个工作日内答复。"


def told(before: list[Clause], after: list[Clause]) -> list[tuple[tuple[int, ...], tuple[int, ...], bool]]:
    return [(p.before, p.after, p.moved) for p in align(before, after)]


def plain(*texts: str) -> list[Clause]:
    return [clause(text) for text in texts]


def test_equal_texts_pair_one_to_one() -> None:
    assert align(plain(ACCOUNT, LOGS), plain(ACCOUNT, LOGS)) == [
        Pairing((0,), (0,), 1.0, False),
        Pairing((1,), (1,), 1.0, False),
    ]


def test_nothing_pairs_with_nothing() -> None:
    assert align([], []) == []
    assert told(plain(ACCOUNT), []) == [((0,), (), False)]
    assert told([], plain(ACCOUNT)) == [((), (0,), False)]


def test_a_clause_that_moved_is_the_only_one_told_as_moved() -> None:
    before = plain(ACCOUNT, ORDER, LOGS, COURT, MINORS)
    after = plain(ORDER, LOGS, COURT, MINORS, ACCOUNT)
    assert [p.before for p in align(before, after) if p.moved] == [(0,)]


def test_of_two_swapped_clauses_the_shorter_moved() -> None:
    short, long = "日志保存九十天，届满自动删除。", ORDER + LOGS
    assert [
        p.before for p in align(plain(COURT, short, long, MINORS), plain(COURT, long, short, MINORS)) if p.moved
    ] == [(1,)]


def test_a_block_moves_as_a_whole_with_its_reworded_clause() -> None:
    before = plain(ACCOUNT, ORDER, LOGS, COURT, MINORS, CLAIMS, ACCOUNT * 2, LOGS + COURT)
    block = [CLAIMS, MINORS.replace("陪同下阅读", "指导下仔细阅读"), COURT]
    before = plain(*block[:1], MINORS, COURT, ACCOUNT, ORDER, LOGS, ACCOUNT + ORDER)
    after = plain(ACCOUNT, ORDER, LOGS, ACCOUNT + ORDER, *block)
    moved = {p.before[0]: p.after[0] for p in align(before, after) if p.moved}
    assert moved == {0: 4, 1: 5, 2: 6}


def test_reworded_and_moved_clauses_are_found_across_the_order() -> None:
    after = plain(LOGS.replace("九十天", "一百八十天"), ACCOUNT, ORDER, COURT, MINORS)
    pairing = next(p for p in align(plain(ACCOUNT, ORDER, COURT, MINORS, LOGS), after) if p.before == (4,))
    assert (pairing.after, pairing.moved) == ((0,), True)
    assert 0.8 < pairing.similarity < 1


def test_a_clause_split_in_two_is_one_pairing() -> None:
    assert told(plain(COURT, ACCOUNT + ORDER, LOGS), plain(COURT, ACCOUNT, ORDER, LOGS)) == [
        ((0,), (0,), False), ((1,), (1, 2), False), ((2,), (3,), False),
    ]  # fmt: skip


def test_two_clauses_merged_are_one_pairing() -> None:
    assert told(plain(COURT, ACCOUNT, ORDER, LOGS), plain(COURT, ACCOUNT + ORDER, LOGS)) == [
        ((0,), (0,), False), ((1, 2), (1,), False), ((3,), (2,), False),
    ]  # fmt: skip


def test_a_clause_that_repeats_a_kept_one_is_added_not_split_off() -> None:
    pairings = align(plain(COURT, ACCOUNT + "特此说明。"), plain(COURT, ACCOUNT, ACCOUNT))
    assert [len(p.before) for p in pairings].count(0) == 1
    assert all(len(p.after) == 1 for p in pairings)


def test_unlike_clauses_in_one_place_are_removed_and_added() -> None:
    assert told(plain(ACCOUNT, LOGS, MINORS), plain(ACCOUNT, COURT, MINORS)) == [
        ((0,), (0,), False), ((1,), (), False), ((), (1,), False), ((2,), (2,), False),
    ]  # fmt: skip


def test_a_repeated_stub_pairs_under_its_own_chapter() -> None:
    def chapter(n: int, name: str, text: str) -> list[Clause]:
        return [
            heading(name, f"{n}.", str(n)),
            clause("必需信息", "（1）", f"{n}/1"),
            clause(text, "（2）", f"{n}/2"),
        ]

    before = chapter(1, "账号注册", ACCOUNT) + chapter(2, "日志留存", LOGS)
    after = chapter(1, "账号注册", ACCOUNT) + chapter(2, "商品配送", ORDER) + chapter(3, "日志留存", LOGS)
    stubs = [(p.before, p.after) for p in align(before, after) if p.before in ((1,), (4,))]
    assert stubs == [((1,), (1,)), ((4,), (7,))]


def test_a_heading_that_grew_is_still_that_heading() -> None:
    before = [heading("账号", "二、", "二"), clause(ACCOUNT), clause(LOGS)]
    after = [heading("账号与安全", "三、", "三"), clause(ACCOUNT), clause(LOGS)]
    assert told(before, after)[0] == ((0,), (0,), False)


def test_labels_say_the_same_in_any_dress() -> None:
    assert {bare(label) for label in ("（二）", "(二)", "二、", "第二条", "第二章")} == {"二"}
    assert {bare(label) for label in (None, "•", "-", "")} == {""}
    assert bare("6.3") != bare("63")


def test_near_duplicates_by_the_thousand_are_paired_in_bounded_time() -> None:
    def made(word: str) -> list[Clause]:
        return plain(*(f"第{n}类信息由合作方{n % 97}接收，{word}保存期限为{n % 365}天。" for n in range(2000)))

    start = time.perf_counter()
    pairings = align(made(""), made("其"))
    assert time.perf_counter() - start < 10  # about 0.6 s; a comparison of all with all takes minutes
    assert sum(p.before == p.after for p in pairings) > 1990


def test_the_heaviest_chain_weighs_and_does_not_count() -> None:
    assert heaviest_chain([(0, 2, 10), (1, 0, 3), (2, 1, 3)]) == [(0, 2)]
    assert heaviest_chain([(0, 0, 2), (0, 1, 5), (1, 1, 5), (1, 2, 1)]) == [(0, 0), (1, 1)]
    assert heaviest_order([(0, 2), (1, 0), (2, 1)], lambda i, j: 1) == {(1, 0), (2, 1)}
    assert heaviest_order([(0, 2), (1, 0), (2, 1)], lambda i, j: 5 - 4 * (j < 2)) == {(0, 2)}
