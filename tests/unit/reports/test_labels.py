from enum import StrEnum
from typing import get_args

import pytest

from clauselog.model import (
    FACT_TYPES,
    LANGS,
    Cause,
    ChangeKind,
    Channel,
    ClauseKind,
    Direction,
    Severity,
    Verdict,
)
from clauselog.reports import labels
from clauselog.text import has_cjk

ENUMS = (Severity, Direction, Verdict, ChangeKind, Cause, Channel, ClauseKind)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("enum", ENUMS)
def test_every_value_of_the_model_has_words_of_its_own(enum: type[StrEnum], lang: str) -> None:
    words = [labels.word(value, lang) for value in enum]
    assert all(words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("lang", LANGS)
def test_every_fact_type_has_words_of_its_own(lang: str) -> None:
    assert set(labels.FACT_TYPE) == set(FACT_TYPES)
    words = [labels.type_word(fact_type, lang) for fact_type in FACT_TYPES]
    assert len(set(words)) == len(words)


def test_every_outcome_of_a_check_has_words() -> None:
    from clauselog.pipeline import Outcome

    assert set(labels.OUTCOME) == set(get_args(Outcome))


@pytest.mark.parametrize(
    "table",
    [labels.FACT_TYPE, labels.SEVERITY, labels.DIRECTION, labels.VERDICT, labels.CHANGE_KIND, labels.CAUSE,
     labels.OUTCOME, labels.CLAUSE_KIND],
)  # fmt: skip
def test_chinese_words_are_chinese_and_english_words_are_not(table: dict) -> None:
    for text in table.values():
        assert has_cjk(text.zh), text
        assert not has_cjk(text.en), text


def test_a_value_from_the_future_stands_for_itself() -> None:
    assert labels.type_word("telepathy", "zh") == "telepathy"
    assert labels.outcome_word("paused", "en") == "paused"
    assert labels.language_word("tlh", "zh") == "tlh"


def test_a_language_with_a_region_is_named_by_its_language() -> None:
    assert labels.language_word("en-GB", "zh") == "英文"
    assert labels.language_word("zh-Hant", "en") == "Chinese (Traditional)"
