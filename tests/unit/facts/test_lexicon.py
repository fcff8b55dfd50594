"""The lexicon of personal data: complete, consistent, and careful where it finds its words."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from clauselog.errors import DeclarationError
from clauselog.facts.lexicon import data_lexicon, lexicon_with
from clauselog.text import narrow

_COLUMNS = "id,group,sensitive,parent,zh,en,source"


def _found(text: str) -> list[tuple[str, str]]:
    low = narrow(text).lower()
    return [(low[hit.start : hit.end], hit.id) for hit in data_lexicon().find(low)]


def test_the_lexicon_names_more_than_three_hundred_categories_of_every_group() -> None:
    categories = data_lexicon().categories.values()
    assert len(categories) >= 300
    assert {c.group for c in categories} >= {
        "identity", "contact", "biometric", "health", "financial", "location", "device", "network", "content",
        "behaviour", "social", "minors", "vehicle", "education", "work", "government", "communications", "commerce",
    }  # fmt: skip


def test_every_parent_exists_and_no_category_is_its_own_ancestor() -> None:
    lexicon = data_lexicon()
    for category in lexicon.categories.values():
        assert category.parent is None or category.parent in lexicon.categories
        assert category.id not in lexicon.ancestors(category.id)


def test_no_alias_stands_for_two_categories() -> None:
    text = resources.files("clauselog.facts.lexicon").joinpath("data_categories.csv").read_text(encoding="utf-8")
    owner: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        for alias in (row["zh"] + "|" + row["en"]).split("|"):
            word = narrow(alias.lstrip("~")).lower()
            if word:
                assert owner.setdefault(word, row["id"]) == row["id"], alias


def test_every_alias_is_found_as_its_own_category() -> None:
    lexicon = data_lexicon()
    for category in lexicon.categories.values():
        for alias in (*category.zh, *category.en):
            low = narrow(alias).lower()
            hits = lexicon.find(low)
            assert any(h.id == category.id for h in hits), f"{alias} is read as {hits}"


@pytest.mark.parametrize(
    "id", ["face", "voiceprint", "fingerprint", "tracks", "bank_card", "religion", "health", "minor_info"]
)
def test_what_the_law_calls_sensitive_is_marked(id: str) -> None:
    assert data_lexicon().is_sensitive(id)


@pytest.mark.parametrize(
    "id", ["name", "email", "nickname", "device_model", "browsing_history", "address_book", "transaction"]
)
def test_what_only_a_standard_or_nobody_calls_sensitive_is_not(id: str) -> None:
    assert not data_lexicon().is_sensitive(id)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("手机号码、MAC 地址", [("手机号码", "phone_number"), ("mac 地址", "mac_address")]),
        ("ＭＡＣ地址、AndroidID", [("mac地址", "mac_address"), ("androidid", "android_id")]),
        ("人脸识别信息", [("人脸识别信息", "face")]),
        ("设备指纹与指纹信息", [("设备指纹", "device_fingerprint"), ("指纹信息", "fingerprint")]),
        ("email addresses and IP addresses", [("email addresses", "email"), ("ip addresses", "ip_address")]),
        ("Identity Cards", [("identity cards", "id_document")]),
        ("IDFAX, macaddress, simeis", []),
        ("隐私信息与评论区", []),
    ],
)
def test_the_longest_alias_wins_and_latin_words_are_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(text) == expected


def test_common_words_are_weak() -> None:
    assert [hit.weak for hit in data_lexicon().find("姓名、照片")] == [False, True]


def test_a_file_of_the_users_own_adds_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        f"{_COLUMNS}\nfavourite_tea,behaviour,,preferences,茶饮偏好,favourite tea,\nface,biometric,,,脸谱,face chart,\n",
        encoding="utf-8-sig",
    )
    lexicon = lexicon_with(path)
    assert [hit.id for hit in lexicon.find("茶饮偏好、姓名")] == ["favourite_tea", "name"]
    assert lexicon.categories["face"].zh == ("脸谱",)
    assert not lexicon.is_sensitive("face")
    assert data_lexicon().is_sensitive("face")


@pytest.mark.parametrize(
    "content",
    [
        b"id,zh,en\nx,y,z\n",
        f"{_COLUMNS}\nBAD ID,a,,,b,c,\n".encode(),
        f"{_COLUMNS}\nshort,a\n".encode(),
        b"\xff\xfe\x00",
    ],
)
def test_a_malformed_file_is_told_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(DeclarationError) as caught:
        lexicon_with(path)
    for lang in ("zh", "en"):
        assert "own.csv" in caught.value.message(lang)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError):
        lexicon_with(tmp_path / "none.csv")
