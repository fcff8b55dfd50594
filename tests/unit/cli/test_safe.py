"""Fetched text cannot act on a terminal."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.cli.safe import clean, json_text, one_line

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31m红\x1b[0m色", "红色"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bcreset", "reset"),
        ("one\rtwo\x08\x00", "onetwo"),
        ("100\u202e001", "100⟨U+202E⟩001"),
        ("a\tb\r\nc", "a b\nc"),
        ("lone \ud800 half", "lone \ufffd half"),
    ],
)
def test_what_would_act_on_the_terminal_is_gone_or_visible(hostile: str, shown: str) -> None:
    assert clean(hostile) == shown


def test_an_escape_sequence_that_never_ends_hides_no_words() -> None:
    assert "责任上限" in clean("\x1b]0;" + "责任上限" + "x" * 1000)
    assert clean("\x1b[" + "1" * 100 + " liability").endswith("liability")


def test_ordinary_policy_text_is_left_alone() -> None:
    text = "6.3 责任上限为“人民币 1,000 元”——见《协议》。\n(a) naïve café 👨‍👩‍👧"
    assert clean(text) == text


@given(st.text())
def test_nothing_that_acts_survives(text: str) -> None:
    assert not ACTING.search(clean(text))
    assert not ACTING.search(one_line(text))
    assert "\n" not in one_line(text)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.dictionaries(st.text(), st.text()))
def test_json_keeps_every_character_and_holds_none_that_acts(data: dict[str, str]) -> None:
    written = json_text(data)
    assert json.loads(written) == data
    assert not ACTING.search(written)
    assert json_text(data, ascii_only=True).isascii()


def test_a_long_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("一二三四五", 4) == "一二三…"
    assert one_line("a \n b", 10) == "a b"
