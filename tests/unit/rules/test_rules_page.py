"""What docs/rules.md shows is what clauselog takes."""

from __future__ import annotations

import re
from pathlib import Path

from clauselog.facts.lexicon import lexicon_with
from clauselog.rules.local.patterns import MOST_STEPS
from clauselog.rules.local.reading import parse_rules

PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")


def shown(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_rule_file_on_the_page_is_taken() -> None:
    book = parse_rules(shown("yaml"))
    assert book.off == {"contact-removed"}
    assert set(book.severities) == {"retention-lengthened"}
    assert [rule.id for rule in book.added] == ["arbitration-fee"]
    assert f"{MOST_STEPS:,}" in PAGE


def test_the_lexicon_on_the_page_is_taken(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(shown("csv"), "utf-8")
    lexicon = lexicon_with(tmp_path / "mine.csv")
    assert lexicon.is_sensitive("nose_print")
    assert "face" in lexicon.categories
