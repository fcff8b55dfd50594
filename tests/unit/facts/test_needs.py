from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import clauselog.facts.readers  # noqa: F401  (makes every pattern)
from clauselog.facts.needs import Need, needs_of
from clauselog.facts.patterns import ALL, Pattern, tell
from tests.hostile import samples


def met(needs: tuple[Need, ...], text: str) -> bool:
    return all(
        any(word in text for word in need.words)
        and (not need.branches or any(met(branch, text) for branch in need.branches))
        for need in needs
    )


def words(source: str) -> list[set[str]]:
    return [set(need.words) for need in needs_of(source)]


def test_every_part_that_must_stand_is_needed() -> None:
    assert words(r"\b(?:sells?|sold)\b[^.]{0,40}\bdata\b") == [{"sell", "sold"}, {"data"}]


def test_spellings_of_one_word_are_told_apart() -> None:
    assert words(r"账[号户]注销") == [{"账号注销", "账户注销"}]
    assert words(r"de-?identified") == [{"de-identified", "deidentified"}]


def test_what_may_be_left_out_is_not_needed() -> None:
    assert words(r"(?:personal data)? processed") == [{"processed"}]
    assert words(r"(?:third parties)* processed") == [{"processed"}]
    assert words(r"x{0,3}processed") == [{"processed"}]


def test_what_must_not_stand_is_not_needed_and_what_must_follow_is() -> None:
    assert words(r"转让(?!情况)") == [{"转让"}]
    assert {"信息"} in words(r"转让(?=[^。]{0,9}信息)")


def test_each_way_needs_its_own_words() -> None:
    (need,) = needs_of(r"终止[^。]{0,9}服务|delete[^.]{0,9}account")
    assert met((need,), "终止您的服务")
    assert met((need,), "delete your account")
    assert not met((need,), "终止 account")


@pytest.mark.parametrize(
    "source", [r"[a-z]+", r".", r"a|终止", r"(?i:终止)", r"(a)\1终止", r"(?:the )?", "", r"\d{1,3}"]
)
def test_what_is_not_understood_or_stands_everywhere_needs_nothing(source: str) -> None:
    assert needs_of(source) == ()


def test_whatever_matches_a_pattern_meets_what_it_needs() -> None:
    wrong, matched, gated = [], 0, 0
    for source in {pattern.source for pattern in ALL}:
        needs = needs_of(source)
        gated += bool(needs)
        compiled = re.compile(source)
        for text in samples(compiled, 12) if needs else ():
            if compiled.search(text):
                matched += 1
                if not met(needs, text):
                    wrong.append((source[:80], text))
    assert not wrong
    assert gated > 500
    assert matched > 2_000


_PIECES = [
    "终止",
    "ab",
    "c",
    "账",
    "[号户]",
    "[^。]{0,3}",
    r"\b",
    "(?:终|ab)",
    "(?:止|b|)",
    "(?:c终)?",
    "(?:ab|止){1,2}",
    "(?=ab)",
    "(?!c)",
    "x*",
    ".",
    "|",
]


@given(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map("".join), st.text("终止abc账号户。x", max_size=14)
)
@settings(max_examples=400, deadline=None)
def test_no_match_of_any_pattern_is_lost(source: str, text: str) -> None:
    if re.search(source, text):
        assert met(needs_of(source), text)


def test_a_pattern_told_of_a_text_answers_as_one_that_was_not() -> None:
    texts = ("we do not sell your data.", "我们不会出售您的个人信息。", "您可以注销账号。", "nothing of the kind")
    for text in texts:
        tell(text)
    for pattern in ALL:
        for text in texts:
            fresh = re.compile(pattern.source)
            assert (pattern.search(text) is None) == (fresh.search(text) is None)
            assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in fresh.finditer(text)]


def test_a_pattern_made_late_is_tried_on_every_text() -> None:
    tell("late")
    assert Pattern("unheard of").search("late") is None
    assert Pattern("late").search("late")
