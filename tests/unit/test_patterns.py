"""No pattern takes more than linear time, whatever text is laid before it."""

from __future__ import annotations

import re

import pytest

from tests.hostile import FRAGMENTS, patterns_of, repeated, samples, seconds

PACKAGES = {
    "facts": ("clauselog.facts",),
    "heart": ("clauselog.rules", "clauselog.diff", "clauselog.reports", "clauselog.text", "clauselog.compare",
              "clauselog.declarations", "clauselog.histories", "clauselog.imports"),
    "edges": ("parsers", "gateways", "store", "apps"),
}  # fmt: skip
SHORT = tuple(fragment for fragment in FRAGMENTS if len(fragment) <= 2)
MOST_S_PER_CHAR = 25e-6
"""What takes longer is not let near a longer text."""
SUSPICIOUS_S = 0.0003
"""On 800 characters; what takes longer is measured on longer ones."""
MOST_RATIO = 8.0
"""Four times the text may take so many times as long: 4 is linear, 16 quadratic, the rest is the clock."""


def grows(pattern: re.Pattern[str], fragment: str) -> bool:
    """Whether the pattern takes more than linear time on the fragment repeated, up to 40,000 characters."""
    for chars in (24, 200, 800):
        took = seconds(pattern, repeated(fragment, chars))
        if took > max(0.01, MOST_S_PER_CHAR * chars):
            return True
    if took < SUSPICIOUS_S:
        return False
    for chars in (3_200, 10_000, 40_000):
        took, before = seconds(pattern, repeated(fragment, chars)), took
        if took > MOST_S_PER_CHAR * chars:
            return True
        if chars < 40_000 and took < before * 5:  # surely linear so far; a longer text would tell nothing new
            return False
    return took > before * MOST_RATIO


def slow_on(pattern: re.Pattern[str], fragments: tuple[str, ...]) -> str | None:
    """The first fragment on which time grows faster than the text, seen four times; None where there is none."""
    every = (*fragments, *samples(pattern))
    return next((fragment for fragment in every if all(grows(pattern, fragment) for _ in range(4))), None)


@pytest.mark.parametrize("group", sorted(PACKAGES))
def test_every_pattern_takes_linear_time_on_hostile_text(group: str) -> None:
    patterns = [pattern for package in PACKAGES[group] for pattern in patterns_of(package)]
    assert len(patterns) > 20
    bad = {pattern.pattern[:120]: found for pattern in patterns if (found := slow_on(pattern, SHORT))}
    assert not bad


@pytest.mark.slow
@pytest.mark.parametrize("group", sorted(PACKAGES))
def test_every_pattern_takes_linear_time_on_every_hostile_text(group: str) -> None:
    patterns = [pattern for package in PACKAGES[group] for pattern in patterns_of(package)]
    bad = {pattern.pattern[:120]: found for pattern in patterns if (found := slow_on(pattern, FRAGMENTS))}
    assert not bad


@pytest.mark.parametrize("source", [r"\s*\d+$", r"(a+)+$"])
def test_the_measure_sees_a_pattern_that_takes_quadratic_time(source: str) -> None:
    assert slow_on(re.compile(source), SHORT)
