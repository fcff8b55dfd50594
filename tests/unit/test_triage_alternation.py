"""A text that comes back is news once; a source that flaps is told of once."""

from datetime import timedelta

import pytest

from clauselog.triage import LONGEST_STAY, Stay, same_change_before
from tests.builders import NOON


def history(texts, *, days=1.0):
    return [Stay(n, text, NOON + timedelta(days=days * (n - 1))) for n, text in enumerate(texts, 1)]


def before(texts, new, *, days=1.0):
    """What is found when ``new`` follows ``texts``, each of which stood for so many days."""
    return same_change_before(history(texts, days=days), new, NOON + timedelta(days=days * len(texts)))


@pytest.mark.parametrize(
    ("texts", "new", "found"),
    [
        ("", "A", ()),
        ("A", "B", ()),
        ("AB", "A", ()),  # the first way back: somebody reverted
        ("ABA", "B", (2,)),
        ("ABAB", "A", (3,)),
        ("ABABA", "B", (4, 2)),
        ("AB", "C", ()),  # something new
        ("ABAC", "A", ()),
        ("ABACA", "B", ()),  # C came since: told once more
        ("ABACA", "C", (4,)),
        ("ABCABC", "A", (4,)),  # three variants in turn
        ("ABCA", "B", ()),
        ("ABAB", "C", ()),
    ],
)
def test_only_the_same_change_within_the_alternation_counts(texts, new, found):
    assert before(texts, new) == found


def test_a_text_that_stood_longer_than_a_variant_does_is_news_when_it_comes_back():
    stay = LONGEST_STAY / timedelta(days=1)
    assert before("ABA", "B", days=stay) == (2,)
    assert before("ABA", "B", days=stay + 0.1) == ()


def test_the_last_text_counts_by_how_long_it_has_stood_by_now():
    stays = history("ABA")
    assert same_change_before(stays, "B", stays[-1].since_at + LONGEST_STAY) == (2,)
    assert same_change_before(stays, "B", stays[-1].since_at + LONGEST_STAY + timedelta(seconds=1)) == ()
