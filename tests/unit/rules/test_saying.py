"""How findings are worded: excerpts cut between words, amounts as a reader writes them, stamps passed over."""

from __future__ import annotations

import pytest

from clauselog.facts.disputes import forum_name
from clauselog.facts.lexicon import data_lexicon
from clauselog.model import ChangeKind, Text
from clauselog.rules.fines import _in_words
from clauselog.rules.stating import excerpt
from clauselog.rules.wording import review
from tests import builders as a


def test_an_excerpt_is_cut_between_words_and_is_the_same_in_both_languages() -> None:
    quote = "To monitor abuse (meaning, to monitor any breach by You of the Agreement) and to report it"
    assert excerpt(quote) == Text(*["To monitor abuse (meaning, to monitor any breach by You of the…"] * 2)


def test_an_excerpt_is_as_wide_in_chinese_as_in_english() -> None:
    assert excerpt("我" * 40).zh == "我" * 35 + "…"
    assert excerpt("我" * 36).zh == "我" * 36
    assert len(excerpt("x" * 100).en) == 72, "a single long word is cut where it has to be"
    assert excerpt(" 两\n行 ").zh == "两 行"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("CNY 30000..100000", "3万元至10万元", "CNY 30,000–100,000"),
        ("CNY ..50000", "5万元以下", "up to CNY 50,000"),
        ("CNY 20..200", "20元至200元", "CNY 20–200"),
        ("CNY 55000..", "5.5万元以上", "at least CNY 55,000"),
        ("x 2..10", "2倍至10倍", "2×–10×"),
        ("% ..5", "5%以下", "up to 5%"),
        ("GBP ..1000", "GBP 1000以下", "up to GBP 1,000"),
    ],
)
def test_a_fine_is_written_as_laws_of_either_language_write_it(value: str, zh: str, en: str) -> None:
    assert _in_words(a.fact("fees", f"fine:{value}")) == Text(zh, en)


@pytest.mark.parametrize("value", ["costs:loser", "costs:defaulter", "costs:own", "recourse"])
def test_what_is_said_of_disputes_is_never_an_id(value: str) -> None:
    assert value not in (forum_name(value).zh, forum_name(value).en)


def test_categories_are_named_with_the_capitals_people_write() -> None:
    names = {category.name.en for category in data_lexicon().categories.values()}
    assert {"IP address", "PayPal information", "IMEI number", "Wi-Fi name", "full name"} <= names


def reviewed(old: str, new: str, **stated: object):
    before, after = a.document(old), a.document(new, **stated)
    before = a.document(old, version_label="7.1")
    edits = [("delete", old), ("insert", new)]
    one = a.change(ChangeKind.MODIFIED, before=before.clauses, after=after.clauses, edits=edits)
    return list(review(0, one, before, after))


def test_a_new_label_of_the_version_is_no_change_of_wording_but_a_new_number_is() -> None:
    assert reviewed("Version 7.1", "Version 7.2", version_label="7.2") == []
    assert reviewed("Version 7.1 with 3 parts", "Version 7.2 with 5 parts", version_label="7.2")
    assert reviewed("Version 7.1", "Keep 7 copies", version_label="7.2")


def test_a_long_quote_of_changed_wording_ends_with_a_sentence_or_a_word() -> None:
    words = "We never keep what we need not keep for the purposes described here and there "
    (found,) = reviewed("Version 7.1", words * 4)
    assert found.after is not None
    assert found.after.quote.split()[-1] in words.split()
    sentence = "We never keep what we need not keep for the purposes described here and there. "
    (found,) = reviewed("Version 7.1", sentence * 4)
    assert found.after is not None
    assert found.after.quote.endswith("there.")
