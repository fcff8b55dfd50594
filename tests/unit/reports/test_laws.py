"""What laws are called in either language."""

import re

import pytest

from clauselog.reports.laws import cited, law_word
from clauselog.rules import REGISTRY

HOOKS = sorted({hook for rule in REGISTRY.values() for hook in rule.hooks})


@pytest.mark.parametrize("hook", HOOKS)
def test_every_law_a_rule_cites_is_named_so_that_english_readers_can_read_it(hook: str) -> None:
    assert not re.search(r"[\u4e00-\u9fff]", law_word(hook, "en"))


@pytest.mark.parametrize("hook", HOOKS)
def test_a_law_keeps_its_articles_in_both_languages(hook: str) -> None:
    article = hook.rpartition(" ")[2] if re.search(r" [\d(][^ ]*$", hook) else ""
    for lang in ("zh", "en"):
        assert law_word(hook, lang).endswith(article)


def test_chinese_and_european_laws_have_their_names_in_both_languages() -> None:
    assert law_word("PIPL 14(2)", "zh") == "个人信息保护法 14(2)"
    assert law_word("民法典 506", "en") == "PRC Civil Code 506"
    assert law_word("Directive 93/13/EEC annex 1(q)", "zh") == "欧盟指令 93/13/EEC 附件 1(q)"
    assert law_word("GDPR 9", "zh") == law_word("GDPR 9", "en") == "GDPR 9"


def test_a_law_of_the_users_own_stands_as_written() -> None:
    assert law_word("民法典实施细则 3", "en") == "民法典实施细则 3"
    assert cited(("House rule 7", "PIPL 9"), "zh") == "House rule 7；个人信息保护法 9"
    assert cited(("House rule 7", "民法典 9"), "en") == "House rule 7; PRC Civil Code 9"
