"""Fetched text is hostile: what it may do to a page, a mail or a terminal is undone here.

Escaping is the template's work. This is about characters that survive escaping: terminal escapes, the controls
that turn the direction of text around so that "worse" reads "better", line breaks inside a subject.
"""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"
_DIRECTION = r"\u202a-\u202e\u2066-\u2069"
_NO_CHARACTER = r"\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_UNSEEN = re.compile(f"[{_CONTROLS}{_DIRECTION}{_NO_CHARACTER}]")
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with every control that could hide or reorder it shown as its number, ``[U+202E]``.

    Line feeds and tabs stay; other line breaks become line feeds. All else is untouched, so an ordinary quote
    comes out as it went in. The result can always be encoded.
    """
    return _UNSEEN.sub(lambda hit: f"[U+{ord(hit[0]):04X}]", _LINE_BREAK.sub("\n", text))


def one_line(text: str) -> str:
    """As ``visible``, on one line: for subjects, titles and labels."""
    return _SPACES.sub(" ", visible(text)).strip()


def web_address(location: str) -> str | None:
    """The location where it may become a link: an http(s) URL without login, blanks or controls; else None."""
    if not re.fullmatch(r"https?://[^\s\x00-\x20\x7f-\x9f\"'<>\\@]+(/[^\s\x00-\x20\x7f-\x9f\"'<>\\]*)?", location):
        return None
    return location if visible(location) == location else None
