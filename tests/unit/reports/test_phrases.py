import re
from importlib.resources import files

import pytest

from clauselog.reports.phrases import COUNTS, PHRASES, count, say
from clauselog.text import has_cjk

PACKAGE = files("clauselog.reports")
SOURCES = {
    item.name: item.read_text("utf-8")
    for folder in (PACKAGE, PACKAGE.joinpath("templates"))
    for item in folder.iterdir()
    if item.name.endswith((".py", ".j2"))
}
USERS = "\n".join(text for name, text in SOURCES.items() if name != "phrases.py")
BUILT = {"not_there_before", "not_there_after", "updated_on_short", "effective_on_short"}
"""Keys that are put together from a side or a field."""


def test_every_phrase_asked_for_exists() -> None:
    said = set(re.findall(r'\bsay\(\s*["\'](\w+)["\'](?!\s*~)', USERS))
    counted = set(re.findall(r'\bcount\(\s*["\'](\w+)["\']', USERS))
    assert said
    assert {key for key in said if not key.endswith("_")} <= set(PHRASES)
    assert counted <= set(COUNTS)


@pytest.mark.parametrize("key", [*PHRASES, *COUNTS])
def test_no_phrase_is_left_over(key: str) -> None:
    assert key in BUILT or re.search(rf'["\']{key}["\']', USERS)


@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_has_both_languages_with_the_same_places(key: str) -> None:
    text = PHRASES[key]
    assert not has_cjk(text.en)
    assert has_cjk(text.zh)
    assert set(re.findall(r"{(\w+)}", text.zh)) == set(re.findall(r"{(\w+)}", text.en))


@pytest.mark.parametrize("key", COUNTS)
def test_every_count_has_its_forms(key: str) -> None:
    forms = COUNTS[key]
    assert "{n}" in forms.zh
    assert "{n}" in forms.many
    assert not has_cjk(forms.one + forms.many)


def test_english_tells_one_from_many_and_groups_thousands() -> None:
    assert count("clauses", 1, "en") == "1 clause"
    assert count("clauses", 12345, "en") == "12,345 clauses"
    assert count("clauses", 1, "zh") == "1 条"
    assert say("version", "en", number=3) == "Version 3"
