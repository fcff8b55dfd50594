"""What a page looks like is no change: the same words by every reader, however they are set."""

from __future__ import annotations

import html
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clauselog.compare import compare
from clauselog.model import ClauseKind, Document, Severity, Verdict
from parsers import read_page
from tests.quality.mutations import laid_out, policy_lines

QUIET = (Verdict.IDENTICAL, Verdict.EDITORIAL)
LANGS = st.sampled_from(["zh", "en"])
SEEDS = st.integers(1, 400)


def parts(seed: int, lang: str) -> list[tuple[bool, str, str]]:
    """(chapter?, label, text) of an invented policy."""
    clauses = laid_out(policy_lines(seed, lang, chapters=4, per_chapter=3), lang)
    return [(c.kind is ClauseKind.HEADING, c.label or "", c.text) for c in clauses]


def lead(label: str) -> str:
    return label + (" " if label[-1:].isascii() and label else "")


def as_html(seed: int, lang: str, rng: random.Random) -> Document:
    level = rng.choice("2345")
    lines = []
    for is_chapter, label, text in parts(seed, lang):
        words = html.escape(lead(label) + text)
        if rng.random() < 0.3:
            words = f"<b>{words}</b>"
        elif rng.random() < 0.3:
            words = re.sub(r"(\w{2})$", r"<a href='/x'>\1</a>", words)
        if rng.random() < 0.3:
            words = words.replace(" ", "\n    ") if lang == "en" else f"\n  {words}\n"
        lines.append(f"<h{level}>{words}</h{level}>" if is_chapter else f"<p class='c{rng.randrange(9)}'>{words}</p>")
    body = "\n".join(lines)
    return read_page(f"<html><body><main>{body}</main></body></html>".encode(), name="page.html")


def as_markdown(seed: int, lang: str, rng: random.Random) -> Document:
    hashes = "#" * rng.randint(2, 4)
    lines = []
    for is_chapter, label, text in parts(seed, lang):
        words = lead(label) + text
        lines.append(f"{hashes} {words}" if is_chapter else f"**{words}**" if rng.random() < 0.2 else words)
    return read_page("\n\n".join(lines).encode(), name="page.md")


def as_text(seed: int, lang: str, rng: random.Random) -> Document:
    """Wrapped at a width of the day; Chinese breaks anywhere, English between words."""
    width = rng.randint(38, 90)
    lines = []
    for is_chapter, label, text in parts(seed, lang):
        words = lead(label) + text
        lines.append(words if is_chapter else wrapped(words, width, lang))
    return read_page("\n\n".join(lines).encode(), name="page.txt")


def wrapped(text: str, width: int, lang: str) -> str:
    """Nobody breaks a line inside a number or a word."""
    pieces = re.findall(r"[\w.%]+ ?|\S ?|\s", text, re.ASCII) if lang == "zh" else re.findall(r"\S+ ?", text)
    lines = [""]
    for piece in pieces:
        if lines[-1] and len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


WAYS = {"html": as_html, "markdown": as_markdown, "text": as_text}


@settings(max_examples=12, deadline=None)
@pytest.mark.parametrize("one", WAYS)
@pytest.mark.parametrize("other", WAYS)
@given(seed=SEEDS, lang=LANGS, turn=st.integers(0, 99))
def test_the_same_words_in_another_format_or_setting_are_no_change(
    one: str, other: str, seed: int, lang: str, turn: int
) -> None:
    before = WAYS[one](seed, lang, random.Random(turn))
    after = WAYS[other](seed, lang, random.Random(turn + 100))
    told = compare(before, after)
    assert told.verdict in QUIET, [(c.kinds, [e for e in c.edits if e[0] != "equal"]) for c in told.changes][:3]
    assert not [f for f in told.findings if f.severity is not Severity.EDITORIAL]


_DIGITS = {"7天": "七天", "15天": "十五天", "30天": "三十天", "60天": "六十天", "90日": "九十日", "6个月": "六个月"}


@pytest.mark.parametrize(("digits", "words"), _DIGITS.items())
@pytest.mark.parametrize("backwards", [False, True])
def test_a_number_written_in_words_is_an_edit_but_no_change_of_what_is_said(
    digits: str, words: str, backwards: bool
) -> None:
    texts = [
        f"# 青禾隐私政策\n\n1. 我们会在收到您的请求后{term}内答复。\n\n2. 服务器日志保存{term}，届满后删除。\n\n"
        "3. 本政策未尽事宜，双方协商解决，协商不成的依照法律规定处理。\n"
        for term in (words, digits)
    ]
    before, after = (read_page(text.encode(), name="p.md") for text in (texts if backwards else texts[::-1]))
    told = compare(before, after)
    assert told.changes
    assert told.verdict is Verdict.EDITORIAL, [(f.rule, f.summary.zh) for f in told.findings]
