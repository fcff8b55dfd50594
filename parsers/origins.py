"""Where in the source a text stands: from a span of ``Document.text`` back to the decoded source and to its bytes.

Made when it is asked for. The reader keeps no offsets on its way through a page, so what it read is found again: every
visible character of the source in its order, without markup; lines that stand there once hold the rest in place.
"""

from __future__ import annotations

import codecs
import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from clauselog.errors import UnsupportedFormat
from clauselog.model import Document, Text
from clauselog.text import INVISIBLE, narrow
from parsers import charset as charsets
from parsers.sniff import Kind, is_docx, is_pdf, text_kind

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]{0,40}(?=[\s/>])")
_INLINE_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,40}(?:\s[^<>]{0,2000})?/?>")
_TAG_STOP = re.compile(r">|=\s{0,40}([\"'])")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}(?:\s{1,9}\"[^\"\n]{0,200}\")?\)")
_CODE = ("script", "style", "iframe")
_SOFT = frozenset("*_#|\\[]`~")
"""What may be markup in one format and text in another: placed by its neighbours."""
_UNSEEN = frozenset(INVISIBLE) | {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), *range(0xE000, 0xF900))}
"""What the reader drops."""
_LEAST_ANCHOR_CHARS = 8
_MOST_NOTE_CHARS = 3000
_MOST_STEPS = 40_000_000
"""How many pairs of characters are laid beside each other for one line that does not stand there as it is."""


@dataclass(frozen=True, slots=True)
class Origin:
    """``[start, end)`` in code points of the decoded source, ``[byte_start, byte_end)`` in its bytes."""

    start: int
    end: int
    byte_start: int
    byte_end: int


@dataclass(frozen=True, slots=True)
class Origins:
    """The way back for one document: ``places[i]`` is where its i-th character stands in ``source``.

    None for spaces, and for what the page computes and does not hold: the numbers of lists, bars between table cells.
    """

    source: str
    places: Sequence[tuple[int, int] | None]
    byte_starts: Sequence[int]

    def of(self, start: int, end: int) -> Origin | None:
        """Where ``Document.text[start:end]`` stands; None where none of it is in the source."""
        found = [place for place in self.places[start:end] if place is not None]
        if not found:
            return None
        first, last = found[0][0], max(stop for _, stop in found)
        return Origin(first, last, self.byte_starts[first], self.byte_starts[last])


def origins_of(
    body: bytes,
    document: Document,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
) -> Origins:
    """The way back from a document to the bytes it was read from; the hints are those it was read with.

    Raises UnsupportedFormat for PDF and Word, whose bytes hold no text, and UndecodableText.
    """
    if is_pdf(body) or is_docx(body):
        raise UnsupportedFormat(
            Text(zh="查找原文位置", en="Finding where a text stands in its source"),
            Text(zh="PDF 和 Word 文件中没有文字偏移", en="PDF and Word files have no offsets of text"),
            Text(zh="可用于 HTML、Markdown 和纯文本", en="Ask for HTML, Markdown or plain text"),
        )
    source, used = charsets.decode(body, charset)
    kind = text_kind(source, name=name, media_type=media_type)
    return Origins(source, _placed(document, _Source(source, kind)), _byte_starts(body, used))


class _Source:
    """The visible characters of a source in their order, narrowed, each with its span; ``solid`` are the sure ones."""

    def __init__(self, text: str, kind: Kind) -> None:
        found = [(c, a, b) for c, a, b in _visible(text, kind) if not c.isspace() and c not in _UNSEEN]
        self.spans = [(a, b) for _, a, b in found]
        self.characters = narrow("".join(c for c, _, _ in found))
        solid = [i for i, c in enumerate(self.characters) if c not in _SOFT]
        self.solid = "".join(self.characters[i] for i in solid)
        self.index = solid


def _visible(text: str, kind: Kind) -> Iterator[tuple[str, int, int]]:
    """Characters outside markup with their spans; a character reference is one."""
    if kind == "plain":
        yield from ((c, i, i + 1) for i, c in enumerate(text))
        return
    at = 0
    while at < len(text):
        end = _markup_end(text, at, kind)
        if end > at:
            at = end
        elif text[at] == "&" and (m := _REFERENCE.match(text, at)) and (meant := html.unescape(m[0])) != m[0]:
            yield from ((c, at, m.end()) for c in meant)
            at = m.end()
        else:
            yield text[at], at, at + 1
            at += 1


def _markup_end(text: str, at: int, kind: Kind) -> int:
    """Where the markup ends that begins here; ``at`` where none does."""
    first = text[at]
    if first == "]" and kind == "markdown" and (m := _TARGET.match(text, at)):
        return m.end()
    if first != "<":
        return at
    if text.startswith("<!--", at):
        return _behind(text, "-->", at + 4)
    if m := (_TAG if kind == "html" else _INLINE_TAG).match(text, at):
        end = _tag_end(text, m.end()) if kind == "html" else m.end()
        name = m[0][1:].rstrip("/>").split()[0].lower()
        return _behind(text, f"</{name}", end, code=True) if name in _CODE else end
    return _behind(text, ">", at) if kind == "html" and text[at + 1 : at + 2] in ("!", "?", "/") else at


def _behind(text: str, sign: str, at: int, *, code: bool = False) -> int:
    if code:
        m = re.compile(re.escape(sign), re.IGNORECASE).search(text, at)
        return m.start() if m else len(text)
    found = text.find(sign, at)
    return found + len(sign) if found >= 0 else len(text)


def _tag_end(text: str, at: int) -> int:
    """Behind the > that closes a tag, which none inside a quoted value does."""
    while m := _TAG_STOP.search(text, at):
        if not m[1]:
            return m.end()
        closing = text.find(m[1], m.end())
        if closing < 0:
            return _behind(text, ">", m.end())
        at = closing + 1
    return len(text)


def _placed(document: Document, source: _Source) -> list[tuple[int, int] | None]:
    flat = narrow(document.text)
    lines = [[i for i in range(c.text_start, c.end) if _is_solid(flat[i])] for c in document.clauses]
    texts = ["".join(flat[i] for i in line) for line in lines]
    taken: dict[int, int] = {}  # index in the document → index among the visible characters of the source
    starts = _lines_placed(texts, source.solid)
    low = 0
    for number, (line, text) in enumerate(zip(lines, texts, strict=True)):
        at = starts[number]
        if at is not None:
            pairs = [(i, at + n) for n, i in enumerate(line)]
            label = [
                i
                for i in range(document.clauses[number].start, document.clauses[number].text_start)
                if _is_solid(flat[i])
            ]
            printed = "".join(flat[i] for i in label)
            if printed and source.solid[max(low, at - len(label)) : at] == printed:
                pairs = [(i, at - len(label) + n) for n, i in enumerate(label)] + pairs
        else:
            high = next((s for s in starts[number + 1 :] if s is not None), len(source.solid))
            pairs = [(line[a], low + b) for a, b in _alike(text, source.solid[low:high])]
            behind = _behind_a_note(line, text, pairs, source.solid, high)
            taken.update((i, source.index[place]) for i, place in behind)
        for i, place in pairs:
            taken[i] = source.index[place]
            low = place + 1
    _place_soft(flat, source, taken)
    return [source.spans[taken[i]] if i in taken else None for i in range(len(flat))]


def _is_solid(character: str) -> bool:
    return not character.isspace() and character not in _SOFT


def _lines_placed(texts: Sequence[str], solid: str) -> list[int | None]:
    """Where each line begins in the source: those that stand there once first, the others between them."""
    starts: list[int | None] = [None] * len(texts)
    once = [
        (number, at)
        for number, text in enumerate(texts)
        if len(text) >= _LEAST_ANCHOR_CHARS and (at := solid.find(text)) >= 0 and solid.find(text, at + 1) < 0
    ]
    for number, at in _rising(once):
        starts[number] = at
    high, held = len(solid), False
    floor = [0] * len(texts)
    low = 0
    for number, text in enumerate(texts):
        floor[number] = low
        if (known := starts[number]) is not None:
            low = known + len(text)
    for number in range(len(texts) - 1, -1, -1):
        text, known = texts[number], starts[number]
        if known is not None:
            high, held = known, True
        elif text and held and (at := solid.rfind(text, floor[number], high)) >= 0:
            starts[number] = high = at
    last = max((number for number, known in enumerate(starts) if known is not None), default=-1)
    low = (starts[last] or 0) + len(texts[last]) if last >= 0 else 0
    for number in range(last + 1, len(texts)):  # behind the last of them the nearest counts
        text = texts[number]
        if text and (at := solid.find(text, low)) >= 0:
            starts[number], low = at, at + len(text)
    return starts


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, at) in enumerate(pairs):
        place = bisect_left(tails, at)
        tails[place : place + 1] = [at]
        ends[place : place + 1] = [index]
        before.append(ends[place - 1] if place else -1)
    chosen: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _alike(line: str, window: str) -> Iterator[tuple[int, int]]:
    """The characters that both have, in order, of a line that something else is set into."""
    if not line or len(line) * len(window) > _MOST_STEPS:
        return
    for step in LCSseq.opcodes(line, window):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def _behind_a_note(
    line: Sequence[int], text: str, pairs: Sequence[tuple[int, int]], solid: str, high: int
) -> list[tuple[int, int]]:
    """The rest of a paragraph that a note at the foot of a page stands in: the document has the note behind it."""
    begun = text[: bisect_left(line, pairs[-1][0]) + 1] if pairs else ""
    rest = text[len(begun) :]
    if not begun or len(rest) < _LEAST_ANCHOR_CHARS // 2:
        return []
    at = solid.find(rest, high, high + _MOST_NOTE_CHARS + len(rest))
    return [(i, at + n) for n, i in enumerate(line[len(begun) :])] if at >= 0 else []


def _place_soft(flat: str, source: _Source, taken: dict[int, int]) -> None:
    """Signs that may be markup: taken where the source has them between what stands beside them."""
    following: list[int] = []
    high = len(source.characters)
    for i in range(len(flat) - 1, -1, -1):
        high = taken.get(i, high)
        following.append(high)
    following.reverse()
    low = 0
    for i, character in enumerate(flat):
        if i in taken:
            low = taken[i] + 1
        elif character in _SOFT and (at := source.characters.find(character, low, following[i])) >= 0:
            taken[i], low = at, at + 1


def _byte_starts(body: bytes, charset: str) -> list[int]:
    """At which byte each character of the decoded text begins, and where the last one ends."""
    decoder = codecs.getincrementaldecoder("utf-8-sig" if charset == "utf-8" else charset)()
    starts: list[int] = []
    begun = next((len(bom) for bom, _ in charsets.BOMS if body.startswith(bom)), 0)
    for at in range(len(body)):
        got = decoder.decode(body[at : at + 1], final=at + 1 == len(body))
        if got:
            starts += [begun] * len(got)
            begun = at + 1
    starts.append(begun)
    return starts
