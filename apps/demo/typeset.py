"""Numbers and typography: from a manuscript to lines that only need a file format."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from apps.demo.manuscript import Edition, Mark, Piece, Setting

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Line:
    """A block as it is printed: its label (``第十二条``, ``(a)``) apart from its text; ``**`` still marks bold."""

    mark: Mark
    label: str
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Numbering:
    """How a policy numbers its levels; each takes the counters of (chapter, section, clause, item)."""

    labels: Mapping[Mark, Callable[[int, int, int, int], str]]
    section_restarts_clauses: bool
    reference: Callable[[int], str]


def lines(edition: Edition) -> tuple[Line, ...]:
    """The edition's blocks with their numbers given, cross-references filled in and its typography applied."""
    numbering = _NUMBERINGS[edition.policy]
    chapters = [p.text for p in edition.pieces if p.mark is Mark.CHAPTER]
    references = {title: numbering.reference(i) for i, title in enumerate(chapters, start=1)}
    told = []
    for label, piece in zip(_labels(edition.pieces, numbering), edition.pieces, strict=True):
        text = re.sub(r"\{§([^}]+)\}", lambda m: references[m[1]], piece.text)
        rows = (
            tuple(tuple(dress(cell, edition) for cell in row) for row in piece.rows) if piece.mark is Mark.TABLE else ()
        )
        told.append(Line(piece.mark, _in_width(label, edition.setting), dress(text, edition), rows))
    return tuple(told)


def _labels(pieces: tuple[Piece, ...], numbering: _Numbering) -> list[str]:
    counts = {Mark.CHAPTER: 0, Mark.SECTION: 0, Mark.CLAUSE: 0, Mark.ITEM: 0}
    labels = []
    for piece in pieces:
        if piece.mark in counts:
            counts[piece.mark] += 1
            for below in _RESTARTED[piece.mark]:
                if below is not Mark.CLAUSE or piece.mark is Mark.CHAPTER or numbering.section_restarts_clauses:
                    counts[below] = 0
        is_numbered = piece.mark in numbering.labels and not piece.text.startswith("附录")
        labels.append(numbering.labels[piece.mark](*counts.values()) if is_numbered else "")
    return labels


def chinese(number: int) -> str:
    """1..99 in Chinese figures, as chapters are counted: 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def dress(text: str, edition: Edition) -> str:
    """The same words in the edition's quotes, width, spacing and weight."""
    setting = edition.setting
    if not setting.bold:
        text = text.replace("**", "")
    if setting.spacing == "tight":
        text = re.sub(r"(?<=[\u4e00-\u9fff，。、；：（）]) +| +(?=[\u4e00-\u9fff，。、；：（）])", "", text)
    return _in_width(_in_quotes(text, edition), setting)


def _in_quotes(text: str, edition: Edition) -> str:
    if edition.setting.quotes == "straight":
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return text.replace("'", "’") if edition.lang == "en" else text


def _in_width(text: str, setting: Setting) -> str:
    return text if setting.width == "full" else text.translate(str.maketrans("（）：；％", "():;%"))


_RESTARTED = {
    Mark.CHAPTER: (Mark.SECTION, Mark.CLAUSE, Mark.ITEM),
    Mark.SECTION: (Mark.CLAUSE, Mark.ITEM),
    Mark.CLAUSE: (Mark.ITEM,),
    Mark.ITEM: (),
}

_NUMBERINGS = {
    "privacy-zh": _Numbering(
        {
            Mark.CHAPTER: lambda c, s, n, i: f"{chinese(c)}、",
            Mark.SECTION: lambda c, s, n, i: f"（{chinese(s)}）",
            Mark.CLAUSE: lambda c, s, n, i: f"{n}. ",
            Mark.ITEM: lambda c, s, n, i: f"({i}) ",
        },
        section_restarts_clauses=True,
        reference=lambda c: f"第{chinese(c)}章",
    ),
    "terms-zh": _Numbering(
        {
            Mark.CHAPTER: lambda c, s, n, i: f"第{chinese(c)}条 ",
            Mark.CLAUSE: lambda c, s, n, i: f"{c}.{n} ",
            Mark.ITEM: lambda c, s, n, i: f"（{i}）",
        },
        section_restarts_clauses=False,
        reference=lambda c: f"第{chinese(c)}条",
    ),
    "terms-en": _Numbering(
        {
            Mark.CHAPTER: lambda c, s, n, i: f"{c}. ",
            Mark.CLAUSE: lambda c, s, n, i: f"{c}.{n} ",
            Mark.ITEM: lambda c, s, n, i: f"({chr(96 + i)}) ",
        },
        section_restarts_clauses=False,
        reference=lambda c: f"Section {c}",
    ),
}
