"""Word lists: every alias leads to its own id, words inside words do not count, and a malformed list is refused."""

from __future__ import annotations

import pytest

from clauselog.errors import DeclarationError
from clauselog.facts.lexicon.terms import COLUMNS, build, rows, terms
from clauselog.facts.permissions import TERMS
from clauselog.text import narrow

LEAST = {"companies": 250, "places": 240, "forums": 50, "permissions": 40}
NAMES = tuple(LEAST)


def _named(name: str, text: str) -> list[str]:
    text = narrow(text)
    return [found.id for found in terms(name).find(text, text.lower())]


@pytest.mark.parametrize("name", NAMES)
def test_every_alias_is_read_as_its_own_term(name: str) -> None:
    listed = terms(name)
    assert len(listed.by_id) >= LEAST[name]
    for term in listed.by_id.values():
        for alias in (*term.zh, *term.en):
            assert term.id in _named(name, alias), f"{alias} is read as {_named(name, alias)}"


@pytest.mark.parametrize("name", NAMES)
def test_no_alias_stands_for_two_terms_and_every_term_has_a_source(name: str) -> None:
    owner: dict[str, str] = {}
    for term in terms(name).by_id.values():
        assert term.group
        assert term.source
        for alias in (*term.zh, *term.en):
            assert owner.setdefault(alias.lower(), term.id) == term.id, alias


@pytest.mark.parametrize(
    ("name", "text", "ids"),
    [
        ("places", "数据将存储于哈萨克斯坦和新加坡", ["KZ", "SG"]),
        ("places", "stored in Kazakhstan, Northern Ireland and New South Wales", ["KZ", "GB-NIR", "AU-NSW"]),
        ("places", "an indianapolis office", []),
        ("places", "马里兰州法律", ["US-MD"]),
        ("forums", "提交上海国际仲裁中心仲裁", ["shiac"]),
        ("forums", "administered by JAMS or the AAA", ["jams", "aaa"]),
        ("forums", "the aaaa group", []),
        (TERMS, "申请 ohos.permission.CAMERA 与悬浮窗权限", ["camera", "overlay"]),
        (TERMS, "NSMicrophoneUsageDescription and nearby devices", ["microphone", "bluetooth"]),
        (TERMS, "our microphones", []),
    ],
)
def test_the_longest_whole_word_counts(name: str, text: str, ids: list[str]) -> None:
    assert _named(name, text) == ids


def test_a_common_word_counts_only_with_a_capital() -> None:
    listed = build(rows([",".join(COLUMNS), "harbour,cloud,,~Harbour|Harbour Cloud,invented"], "list"))
    for text, ids in (("a safe harbour", []), ("we use Harbour", ["harbour"]), ("we use harbour cloud", ["harbour"])):
        assert [found.id for found in listed.find(text, text.lower())] == ids
    assert listed.by_id["harbour"].name.zh == "Harbour"


def test_a_later_row_replaces_an_earlier_one_of_the_same_id() -> None:
    head = ",".join(COLUMNS)
    listed = build(rows([head, "north,cloud,北云,North Cloud,invented", "north,cloud,朔云,Norte,invented"], "list"))
    assert [term.zh for term in listed.by_id.values()] == [("朔云",)]
    assert listed.find("北云", "北云") == []


@pytest.mark.parametrize(
    "lines", [[], ["id,zh,en"], [",".join(COLUMNS), "north,cloud"], [",".join(COLUMNS), "x,y,,,z"]]
)
def test_a_malformed_list_is_refused_with_its_line(lines: list[str]) -> None:
    with pytest.raises(DeclarationError) as refused:
        build(rows(lines, "own.csv"))
    assert "own.csv" in refused.value.tried.en
