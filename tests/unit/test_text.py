"""Which differences of writing are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clauselog.text import key, narrow


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“您”在（App）中", '"您"在(App)中'),
        ("１５ 日", "15日"),
        ("使用 Cookie 技术", "使用Cookie技术"),
        ("服務條款與隱私權政策", "服务条款与隐私权政策"),
        ("a – b", "a - b"),
        ("责\u200b任\u00ad上限", "责任上限"),
        ("one  two\u00a0three", "one two three"),
        ("等等…", "等等..."),
    ],
)
def test_typography_is_no_difference(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("15日", "15个工作日"), ("should", "Should"), ("ab", "a b"), ("不收集", "收集"), ("1,000", "1.000")],
)
def test_words_numbers_and_case_are_differences(one, other):
    assert key(one) != key(other)


@given(st.text())
def test_narrowing_keeps_every_offset(text):
    assert len(narrow(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert key(key(text)) == key(text)
