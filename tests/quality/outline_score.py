"""How well a clause tree agrees with gold: places in the text as published, printed labels and the way to the root.

Gold is a list of entries ``{"offset", "label", "path"}`` in reading order. ``offset`` counts code points of the raw
text; ``label`` is None for a heading without a number; in ``path`` such a heading is ``h`` and a title ``title``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from clauselog.model import Clause, ClauseKind, Document
from clauselog.text import narrow

_TOLERANCE_CHARS = 8
_ANCHOR_CHARS = 40
_KEY_CHARS = (60, 20, 10, 5)
_MARKUP = re.compile(r"<!--.*?-->|<[a-zA-Z/!][^<>]*>|\]\([^()\s]*\)|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z]+);", re.DOTALL)
_SKIPPED = frozenset("*#_|[\\")


@dataclass(frozen=True, slots=True)
class Gold:
    offset: int
    label: str | None
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    offset: int | None
    label: str | None
    path: str
    shown: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one text. ``missed``, ``false`` and ``misplaced`` say in words what is wrong."""

    gold_labels: int
    found_labels: int
    right_labels: int
    gold_headings: int
    found_headings: int
    right_headings: int
    right_paths: int
    missed: tuple[str, ...]
    false: tuple[str, ...]
    misplaced: tuple[str, ...]

    @property
    def recall(self) -> float:
        return self.right_labels / self.gold_labels if self.gold_labels else 1.0

    @property
    def precision(self) -> float:
        return self.right_labels / self.found_labels if self.found_labels else 1.0

    @property
    def paths(self) -> float:
        return self.right_paths / max(1, self.right_labels + self.right_headings)

    @property
    def headings(self) -> float:
        """How many of the headings without a number are there and nothing else: the lesser of recall and precision."""
        most = max(self.gold_headings, self.found_headings)
        return self.right_headings / most if most else 1.0


def score(raw: str, gold: Sequence[Gold], documents: Iterable[Document]) -> Score:
    found = place(raw, documents)
    open_gold = list(gold)
    right: list[tuple[Gold, Found]] = []
    false: list[str] = []
    for item in found:
        hit = next((g for g in open_gold if _same(g, item)), None)
        if hit is None:
            false.append(f"{item.path} {item.shown!r}")
        else:
            open_gold.remove(hit)
            right.append((hit, item))
    return Score(
        gold_labels=sum(g.label is not None for g in gold),
        found_labels=sum(f.label is not None for f in found),
        right_labels=sum(g.label is not None for g, _ in right),
        gold_headings=sum(g.label is None for g in gold),
        found_headings=sum(f.label is None for f in found),
        right_headings=sum(g.label is None for g, _ in right),
        right_paths=sum(g.path == _plain_path(f.path) for g, f in right),
        missed=tuple(f"{g.path} {g.label or ''} {raw[g.offset : g.offset + 20]!r}" for g in open_gold),
        false=tuple(false),
        misplaced=tuple(f"{g.path} read as {f.path} {f.shown!r}" for g, f in right if g.path != _plain_path(f.path)),
    )


def place(raw: str, documents: Iterable[Document]) -> list[Found]:
    """Labelled clauses and headings without a number, each with its place in the raw text (None where not found)."""
    bare, places = _bare(raw)
    clauses = [(document, clause) for document in documents for clause in document.clauses]
    at = _anchors(bare, clauses)
    end = len(bare)
    for index in range(len(clauses) - 1, -1, -1):
        if at[index] is None:
            start = next((a for a in reversed(at[:index]) if a is not None), 0)
            at[index] = _last(bare, start, end, *clauses[index])
        end = at[index] if at[index] is not None else end
    return [
        Found(places[where] if where is not None else None, c.label, c.path, d.text[c.start : c.start + 24])
        for where, (d, c) in zip(at, clauses, strict=True)
        if c.label is not None or c.kind is ClauseKind.HEADING
    ]


def _anchors(bare: str, clauses: Sequence[tuple[Document, Clause]]) -> list[int | None]:
    """The running text from the clause on, so that a line of contents is not taken for the clause it names."""
    out: list[int | None] = []
    cursor = 0
    for document, clause in clauses:
        running = _visible(document.text[clause.start : clause.start + 200])[:_ANCHOR_CHARS]
        at = bare.find(running, cursor) if len(running) == _ANCHOR_CHARS else -1
        cursor = at if at >= 0 else cursor
        out.append(at if at >= 0 else None)
    return out


def _last(bare: str, start: int, end: int, document: Document, clause: Clause) -> int | None:
    """Where the clause's own words stand last before those of the next clause; a computed label is not printed."""
    for begin in (clause.start, clause.text_start):
        own = _visible(document.text[begin : clause.end])
        for size in _KEY_CHARS:
            if own and (at := bare.rfind(own[:size], start, end)) >= 0:
                return at
    return None


def _bare(raw: str) -> tuple[str, list[int]]:
    """The visible characters of the raw text and where each stands: no tags, entities read, no marks of Markdown."""
    chars: list[str] = []
    places: list[int] = []

    def take(text: str, start: int, step: int) -> None:
        for index, char in enumerate(text):
            if not char.isspace() and char not in _SKIPPED:
                chars.append(char)
                places.append(start + index * step)

    at = 0
    for m in _MARKUP.finditer(raw):
        take(raw[at : m.start()], at, 1)
        if m[0].startswith("&"):
            take(unescape(m[0]), m.start(), 0)
        at = m.end()
    take(raw[at:], at, 1)
    return "".join(chars), places


def _visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in _SKIPPED and c != "]")


def _same(gold: Gold, found: Found) -> bool:
    if found.offset is None or abs(found.offset - gold.offset) > _TOLERANCE_CHARS:
        return False
    if gold.label is None or found.label is None:
        return gold.label is found.label
    return narrow(gold.label).replace(" ", "") == narrow(found.label).replace(" ", "")


def _plain_path(path: str) -> str:
    """``一/h2/1~2`` → ``一/h/1``: unnumbered headings without their counter, repeated numbers without their mark."""
    parts = [re.sub(r"~\d+$", "", part) for part in path.split("/")]
    return "/".join(re.sub(r"^h\d+$", "h", part) for part in parts if part != "preamble")
