"""What the invented provider wrote, before it is typeset: a text file per policy, and edits that make its versions.

A manuscript is blocks separated by blank lines: ``# `` title, ``## `` chapter, ``### `` section, ``#. `` numbered
clause, ``(#) `` item below it, ``- `` bullet, ``| a | b |`` table rows, ``> `` note, all else a paragraph. Numbers are
given when it is typeset, so that moving a chapter renumbers what follows as a word processor would.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

import yaml


class Mark(Enum):
    """A block's place in the order of the text; the value is its opening in the manuscript."""

    TITLE = "# "
    CHAPTER = "## "
    SECTION = "### "
    CLAUSE = "#. "
    ITEM = "(#) "
    BULLET = "- "
    NOTE = "> "
    TABLE = "| "
    PARAGRAPH = ""

    @property
    def level(self) -> int:
        """How deep it stands; the blocks below a chapter, section or clause are those of a greater level."""
        return {Mark.TITLE: 0, Mark.CHAPTER: 1, Mark.SECTION: 2, Mark.CLAUSE: 3}.get(self, 4)


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a manuscript. The text of a table keeps its lines."""

    mark: Mark
    text: str

    @property
    def rows(self) -> list[list[str]]:
        return [[cell.strip() for cell in line.strip("| ").split("|")] for line in self.text.splitlines()]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a version looks: everything here may differ without a word of the policy having changed."""

    quotes: str = "curly"
    spacing: str = "loose"
    width: str = "full"
    bold: bool = True
    bullets: str = "-"
    wrap: int = 96
    layout: str = "rich"
    encoding: str = "utf-8"
    charset: str | None = None
    font_pt: float = 10.5
    margin_mm: float = 26.0


@dataclass(frozen=True, slots=True)
class Expected:
    """The finding an edit must be told as."""

    type: str
    severity: str
    direction: str
    quote: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a policy, ready to be typeset; ``challenge`` says that a challenge page is served instead."""

    policy: str
    number: int
    lang: str
    pieces: tuple[Piece, ...]
    setting: Setting
    expected: tuple[Expected, ...]
    challenge: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What is carried from one version to the next."""

    pieces: tuple[Piece, ...]
    fields: Mapping[str, str] = field(default_factory=dict)


POLICIES: tuple[str, ...] = ("privacy-zh", "terms-zh", "terms-en")
LAST_VERSION = 4


@cache
def editions(policy: str) -> tuple[Edition, ...]:
    """The versions of a policy of the site in their order, number 1 first."""
    site = resources.files("apps.demo") / "site"
    lang = policy.rpartition("-")[2]
    state = _State(read_pieces((site / f"{policy}.txt").read_text("utf-8"), lang))
    told = []
    for plan in yaml.safe_load((site / "versions.yaml").read_text("utf-8"))[policy]:
        edits: Sequence[Mapping[str, Any]] = plan.get("edits", ())
        pieces = state.pieces
        for edit in edits:
            pieces = edited(pieces, edit, lang)
        state = _State(pieces, {**state.fields, **plan.get("fields", {})})
        told.append(
            Edition(
                policy,
                plan["version"],
                lang,
                tuple(Piece(p.mark, _filled_in(p.text, state.fields)) for p in pieces),
                Setting(**plan.get("set", {})),
                tuple(Expected(**edit["expect"]) for edit in edits if "expect" in edit),
                plan.get("challenge", False),
            )
        )
    return tuple(told)


def read_pieces(text: str, lang: str) -> tuple[Piece, ...]:
    """The blocks of a manuscript, lines joined as the language does: with a space in English, without in Chinese."""
    return tuple(_piece(block, lang) for block in re.split(r"\n\s*\n", text.strip()))


def _piece(block: str, lang: str) -> Piece:
    mark = next(m for m in Mark if block.startswith(m.value))
    if mark is Mark.TABLE:
        return Piece(mark, block)
    lines = block.removeprefix(mark.value).splitlines()
    return Piece(mark, (" " if lang == "en" else "").join(line.strip() for line in lines))


def edited(pieces: tuple[Piece, ...], edit: Mapping[str, Any], lang: str) -> tuple[Piece, ...]:
    """The manuscript after one edit of ``versions.yaml``. Raises LookupError where its anchor is not found once."""
    if "replace" in edit:
        at = _only([i for i, p in enumerate(pieces) if edit["replace"] in p.text], edit["replace"])
        new = Piece(pieces[at].mark, pieces[at].text.replace(edit["replace"], edit["with"]))
        return (*pieces[:at], new, *pieces[at + 1 :])
    if "insert" in edit:
        end = _group(pieces, edit["after"]).stop
        return (*pieces[:end], *read_pieces(edit["insert"], lang), *pieces[end:])
    moved = _group(pieces, edit["move"])
    rest = (*pieces[: moved.start], *pieces[moved.stop :])
    at = _group(rest, edit["before"]).start
    return (*rest[:at], *pieces[moved], *rest[at:])


def _group(pieces: Sequence[Piece], beginning: str) -> slice:
    """The block that begins so, with all that stands below it."""
    text = beginning.removeprefix("#. ")
    start = _only([i for i, p in enumerate(pieces) if p.text.startswith(text)], beginning)
    level = pieces[start].mark.level
    stop = next((i for i in range(start + 1, len(pieces)) if pieces[i].mark.level <= level), len(pieces))
    return slice(start, stop)


def _only(found: list[int], anchor: str) -> int:
    if len(found) != 1:
        raise LookupError(f"{len(found)} blocks of the manuscript hold {anchor!r}; there must be one")
    return found[0]


def _filled_in(text: str, fields: Mapping[str, str]) -> str:
    for name, value in fields.items():
        text = text.replace(f"{{{name}}}", value)
    return text
