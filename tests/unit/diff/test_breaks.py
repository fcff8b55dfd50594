"""A broken text is told from a rewritten one."""

from __future__ import annotations

from clauselog.diff.align import align
from clauselog.diff.breaks import broken
from clauselog.model import Document, Text
from tests.builders import clause, document
from tests.quality.mutations import laid_out, policy_lines


def suspected(before: Document, after: Document) -> Text | None:
    return broken(before, after, align(before.clauses, after.clauses))


def policy_text(seed: int = 1, lang: str = "zh", title: str | None = None) -> Document:
    return document(
        *laid_out(policy_lines(seed, lang), lang), language="zh-Hans" if lang == "zh" else "en", title=title
    )


def test_an_emptied_page_is_a_break() -> None:
    reason = suspected(policy_text(), document("加载中"))
    assert reason
    assert "几乎为空" in reason.zh
    assert "all but empty" in reason.en


def test_a_text_cut_short_is_a_break() -> None:
    whole = policy_text()
    reason = suspected(whole, document(*whole.clauses[: len(whole.clauses) // 4]))
    assert reason
    assert "截断" in reason.zh


def test_a_language_switch_is_a_break() -> None:
    reason = suspected(policy_text(), policy_text(1, "en"))
    assert reason
    assert "zh-Hans" in reason.en


def test_another_page_of_the_same_length_is_a_break() -> None:
    news = "昨晚的比赛在雨中开场，主队凭借角球先下一城，下半场又由替补前锋锁定胜局，看台上三万名观众高唱队歌直到深夜。"
    page = document(*(clause(f"{news}{n}" + news[::-1]) for n in range(60)), title="体育新闻")
    assert suspected(policy_text(title="青禾隐私政策"), page)


def test_a_policy_of_which_half_is_new_is_no_break() -> None:
    whole = policy_text(1, title="青禾隐私政策")
    fresh = policy_text(2, title="青禾隐私政策").clauses
    assert suspected(whole, document(*whole.clauses[:10], *fresh[10:], title="青禾隐私政策")) is None


def test_a_complete_rewrite_in_the_same_words_is_no_break() -> None:
    assert suspected(policy_text(1, title="青禾隐私政策"), policy_text(2, title="青禾隐私政策")) is None


def test_a_text_that_grew_much_is_no_break() -> None:
    whole = policy_text(1)
    assert suspected(document(*whole.clauses[:8]), whole) is None


def test_a_region_is_no_language() -> None:
    before, after = policy_text(21, "en"), policy_text(22, "en")
    british = document(*after.clauses, language="en-GB", title="Privacy policy")
    assert suspected(document(*before.clauses, language="en", title="Privacy policy"), british) is None


def test_a_text_that_lost_more_than_half_and_gained_nothing_is_a_break() -> None:
    whole = policy_text()
    reason = suspected(whole, document(*whole.clauses[len(whole.clauses) * 3 // 5 :]))
    assert reason
    assert "gone" in reason.en


def test_a_text_whose_last_part_is_gone_is_a_break_though_most_of_it_stands() -> None:
    whole = policy_text()
    reason = suspected(whole, document(*whole.clauses[: len(whole.clauses) * 3 // 5]))
    assert reason
    assert "整段不见" in reason.zh


def test_a_part_that_was_struck_out_while_the_rest_was_revised_is_no_break() -> None:
    whole = policy_text()
    kept = whole.clauses[: len(whole.clauses) * 3 // 5]
    assert suspected(whole, document(*kept, *policy_text(2).clauses[:8])) is None


def test_the_policy_of_another_provider_is_a_break_and_a_rewrite_is_none() -> None:
    def named(seed: int, brand: str, goods: str) -> Document:
        texts = (clause(f"{brand}：{c.text}（{goods}{brand}适用）", c.label) for c in policy_text(seed).clauses)
        return document(*texts, title="隐私政策")

    assert suspected(named(1, "青禾集市", "生鲜果蔬配送"), named(2, "青禾集市", "生鲜果蔬配送")) is None
    reason = suspected(named(1, "青禾集市", "生鲜果蔬配送"), named(2, "霁川影院", "院线观影票务"))
    assert reason
    assert "另一份文件" in reason.zh


def test_a_rewrite_in_new_words_under_the_same_name_is_no_break() -> None:
    def named(seed: int, title: str, goods: str) -> Document:
        texts = (clause(f"{goods}：{c.text}（{goods}适用）", c.label) for c in policy_text(seed).clauses)
        return document(*texts, title=title)

    before = named(1, "青禾集市用户服务协议", "生鲜果蔬配送")
    assert suspected(before, named(2, "青禾集市服务条款（2024版）", "会员团购提货")) is None
    assert suspected(before, named(2, "霁川影院服务条款", "会员团购提货"))
