"""A page that lost its lines: opened into its blocks where the markers inside it follow each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clauselog.model import Block, BlockKind, LeftOut, Link
from clauselog.text import CJK, has_cjk
from parsers.headings import POLICY_WORDS
from parsers.markers import Marker, markers

_LEAST_CHARS = 700
_LEAST_MARKERS = 3
# After a stop or a space, before a character that can begin a marker.
_PLACE = re.compile(r"(?:(?<=[。．；;!！?？：:]) ?|(?<=\S) )(?=[(（第①-⑳⑴-⒇§A-Za-z\d一二三四五六七八九十])")
_BREAK = re.compile(rf"(?<=[。！？”）)]) (?=\S)|(?<=[{CJK}]) (?=[^ ]{{14}})")
_SENTENCE_BREAK = re.compile(r"(?<=[。！？]) (?=\S)")
_TITLE_CHARS = 40
_QUOTES = "\"'“”‘’「『《〈"


def open_flat(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """Blocks with every overlong one that holds a sequence of markers opened; menus in front of it left out."""
    out: list[Block] = []
    left: list[LeftOut] = []
    for block in blocks:
        if block.kind is BlockKind.ROW or len(block.text) < _LEAST_CHARS:
            out.append(block)
            continue
        cuts = _cuts(block.text)
        if len(cuts) < _LEAST_MARKERS:
            out.append(block)
            continue
        pieces = _cut(block, [0, *cuts])
        if len(blocks) <= 3 and len(block.text) > 0.8 * sum(len(b.text) for b in blocks):
            head, menu = _without_menu(pieces[0])
            left += menu
            pieces = [*head, *pieces[1:]]
        for piece in pieces:
            out += _open_piece(piece)
    return out, left


def _cuts(text: str) -> list[int]:
    """Where the markers stand that follow each other from 1 on, of every style that does so on this page."""
    found: list[tuple[int, Marker]] = []
    for m in _PLACE.finditer(text):
        at = m.end()
        if text[at - 1] in _QUOTES or _in_reference(text, at):
            continue
        for marker in markers(text[at : at + 60]):
            if not marker.weak and not (marker.style in ("alpha_upper", "alpha_lower") and not has_cjk(text)):
                found.append((at, marker))
                break
    if (first := markers(text)) and not first[0].weak:
        found.insert(0, (0, first[0]))
    good: list[int] = []
    expected: dict[str, list[int]] = {}
    spans: dict[str, list[int]] = {}
    for at, marker in found:
        if len(marker.number) > 1:
            good.append(at)
            continue
        number = marker.number[0]
        previous = expected.setdefault(marker.style, [])
        if number == 1:
            previous.append(1)
        elif previous and number in (previous[-1] + 1, previous[-1] + 2):
            previous[-1] = number
        else:
            continue
        spans.setdefault(marker.style, []).append(at)
    for places in spans.values():
        if len(places) >= 2:
            good += places
    return sorted(p for p in set(good) if p > 0)


def _in_reference(text: str, at: int) -> bool:
    """Inside 《…》 or quotes that opened a little before: a cross-reference and no marker."""
    before = text[max(0, at - 40) : at]
    return before.count("《") > before.count("》") or before.count("“") > before.count("”")


def _cut(block: Block, starts: Sequence[int]) -> list[Block]:
    ends = [*starts[1:], len(block.text)]
    return [_slice(block, a, b) for a, b in zip(starts, ends, strict=True) if block.text[a:b].strip()]


def _slice(block: Block, start: int, end: int) -> Block:
    text = block.text[start:end]
    shift = start + len(text) - len(text.lstrip())
    text = text.strip()
    links = tuple(
        Link(k.start - shift, k.end - shift, k.target)
        for k in block.links
        if k.start >= shift and k.end <= shift + len(text)
    )
    return Block(
        BlockKind.PARAGRAPH, text, block.level, None, max(0, min(block.lead - shift, len(text))), links, block.joins
    )


def _open_piece(piece: Block) -> list[Block]:
    """A clause of a flat page: its title, then its paragraphs, where single spaces show that they were blocks."""
    if piece.kind is not BlockKind.PARAGRAPH:
        return [piece]
    out: list[Block] = []
    text = piece.text
    found = markers(text)
    if found and has_cjk(text):
        rest_at = found[0].end
        space = text.find(" ", rest_at)
        if (
            0 < space - rest_at <= _TITLE_CHARS
            and not re.search(r"[。；;，,：:]", text[rest_at:space])
            and len(text) > space + 12
        ):
            out.append(_slice(piece, 0, space))
            piece = _slice(piece, space, len(text))
    starts = [0, *(m.end() for m in _SENTENCE_BREAK.finditer(piece.text))] if has_cjk(piece.text) else [0]
    return out + _cut(piece, starts)


def _without_menu(block: Block) -> tuple[list[Block], list[LeftOut]]:
    """The words in front of the first sentence are a menu; the last of them that names a policy is its title."""
    words = block.text.split(" ")
    first = next((i for i, w in enumerate(words) if len(w) > 24 or re.search(r"[。，；]", w)), 0)
    if first < 5:
        return [block], []
    title_at = next((i for i in range(first - 1, -1, -1) if POLICY_WORDS.search(words[i])), None)
    if title_at is None:
        return [block], []
    body = block.text[len(" ".join(words[:first])) + 1 :]
    head = [Block(BlockKind.HEADING, words[title_at], level=1, joins=False)]
    label = [w for w in words[title_at + 1 : first] if re.search(r"\d", w)]
    head += [Block(BlockKind.PARAGRAPH, w, joins=False) for w in label]
    menu = [
        LeftOut("menu", w) for i, w in enumerate(words[:first]) if i != title_at and not (i > title_at and w in label)
    ]
    return [*head, Block(BlockKind.PARAGRAPH, body)], menu
