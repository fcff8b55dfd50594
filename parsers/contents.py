"""Tables of contents, told from the contract by what follows them: their lines come again as headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz.fuzz import ratio

from clauselog.model import Block, BlockKind, LeftOut
from clauselog.text import key
from parsers.markers import markers

_TITLE = re.compile(
    r"(?:目\s*录|目\s*次|contents|table of contents|on this page|本页内容|内容概览)[:：]?", re.IGNORECASE
)
_LEADER_SIGNS = ".．…·"
_DIGITS = "0123456789０１２３４５６７８９"
_NO_LETTER = re.compile(r"[\W_]+")
_MAX_CHARS = 90
_LEAST_LINES = 3
_LEAST_LINES_TITLED = 2
_NEAR_CHARS = 1500
_NAMED_RATIO = 0.25
_LEAST_START_CHARS = 4
_ALIKE = 80
_ALIKE_SAME_NUMBER = 49


def leave_out_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """The blocks without their tables of contents, and what was left out."""
    finder = _Finder(blocks)
    kept: list[Block] = []
    left: list[LeftOut] = []
    index = 0
    while index < len(blocks):
        titled = _TITLE.fullmatch(blocks[index].text.strip()) is not None
        lines = finder.contents_from(index + 1 if titled else index)
        if len(lines) >= (_LEAST_LINES_TITLED if titled else _LEAST_LINES) and (titled or finder.announce(lines)):
            end = lines[-1] + 1
            named = {*lines, *([index] if titled else [])}
            left += [LeftOut("contents", blocks[i].text) for i in range(index, end) if i in named or finder.counts(i)]
            kept += [blocks[i] for i in range(index, end) if i not in named and not finder.counts(i)]
            index = end
        else:
            kept.append(blocks[index])
            index += 1
    return kept, left


def _is_line(block: Block) -> bool:
    return (
        len(block.text) <= _MAX_CHARS
        and block.kind not in (BlockKind.ROW, BlockKind.NOTE)
        and not block.text.rstrip().endswith((";", "；", "。"))
    )


class _Finder:
    """Looks for runs of lines each of which stands again later, in the same order, as a line of its own."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.keys = [_key(b.text) if _is_line(b) else "" for b in blocks]
        self.places: dict[str, list[int]] = {}
        for index, key_ in enumerate(self.keys):
            if key_:
                self.places.setdefault(key_, []).append(index)

    @cached_property
    def starts(self) -> dict[tuple[str, tuple[int, ...]], list[tuple[int, str]]]:
        """What long blocks begin with, by their markers: asked for only where there seem to be contents."""
        found: dict[tuple[str, tuple[int, ...]], list[tuple[int, str]]] = {}
        for index, block in enumerate(self.blocks):
            if not _is_line(block) and (marked := markers(block.text[:_MAX_CHARS])):
                start = (index, _key(block.text[:_MAX_CHARS]))
                found.setdefault((marked[0].style, marked[0].number), []).append(start)
        return found

    def contents_from(self, start: int) -> list[int]:
        """The indexes of the lines of contents from ``start`` on; empty where none begin there."""
        if start >= len(self.blocks) or not self.keys[start]:
            return []
        first = self._exactly_again(start, start)
        if first is None and _leaders_at(self.blocks[start].text) is None:
            return []
        # The contract begins where a line of the run stands again, so no line of contents lies behind that.
        limit = first if first is not None else len(self.blocks)
        lines: list[int] = []
        cursor, missed = limit - 1 if first is not None else start, 0
        position = start
        while position < min(limit, len(self.blocks)):
            found = self._again(position, max(cursor, position)) if self.keys[position] else None
            leaders = _leaders_at(self.blocks[position].text) is not None
            if found is None and not leaders:
                missed += 1
                if missed > 1 or not lines:
                    break
            else:
                lines.append(position)
                missed = 0
                if found is not None:
                    limit, cursor = (min(limit, found), found) if found > cursor else (limit, cursor)
            position += 1
        return lines

    def counts(self, index: int) -> bool:
        """A line of contents whose title is another in the contract; all else a page put between the lines stays."""
        return _is_line(self.blocks[index]) and bool(markers(self.blocks[index].text))

    def announce(self, lines: Sequence[int]) -> bool:
        """Whether what the lines name follows them at once and makes up a good part of what is left of the page.

        Lists that come twice, and headings that repeat under every function, do neither.
        """
        first, last = self._again(lines[0], lines[-1]), self._again(lines[-1], lines[-1])
        if first is None or last is None or last <= first:
            return False
        rest = sum(len(b.text) for b in self.blocks[lines[-1] + 1 :])
        between = sum(len(b.text) for b in self.blocks[lines[-1] + 1 : first])
        named = sum(len(b.text) for b in self.blocks[first:last])
        return between <= max(_NEAR_CHARS, 0.1 * rest) and named >= _NAMED_RATIO * rest

    def _again(self, index: int, after: int) -> int | None:
        """Where this line stands again behind ``after``."""
        found = self._exactly_again(index, after)
        return found if found is not None else self._nearly_again(index, max(after, index))

    def _exactly_again(self, index: int, after: int) -> int | None:
        places = self.places[self.keys[index]]
        at = bisect_right(places, max(after, index))
        return places[at] if at < len(places) else None

    def _nearly_again(self, index: int, after: int) -> int | None:
        """The same number and nearly the same words ("8.其他" and "8. 其它"), or long and very nearly the same."""
        key_, mine = self.keys[index], markers(self.blocks[index].text)
        if not mine and len(key_) < 8:
            return None
        for other in range(after + 1, len(self.blocks)):
            theirs = self.keys[other]
            if not theirs or abs(len(theirs) - len(key_)) > max(2, len(key_) // 4):
                continue
            need = _ALIKE
            if mine:
                found = markers(self.blocks[other].text)
                if not found or found[0].number != mine[0].number or found[0].style != mine[0].style:
                    continue
                need = _ALIKE_SAME_NUMBER
            if ratio(theirs, key_) >= need:
                return other
        if mine and len(key_) >= _LEAST_START_CHARS:  # a page that lost the break behind its titles
            for other, text in self.starts.get((mine[0].style, mine[0].number), ()):
                if other > after and text.startswith(key_):
                    return other
        return None


def _key(text: str) -> str:
    text = text.strip()
    text = _without_page(text[: _leaders_at(text)])
    for _ in range(2):  # a computed number may stand before the printed one
        if found := markers(text):
            text = text[found[0].end :]
    return _NO_LETTER.sub("", key(text)).casefold()


def _leaders_at(text: str) -> int | None:
    """Where a row of four leader dots or more begins that only a page number may follow; None where there is none."""
    dotted, _ = _before_number(text)
    bare = dotted.rstrip().rstrip(_LEADER_SIGNS)
    return len(bare) if len(dotted.rstrip()) - len(bare) >= 4 else None


def _without_page(text: str) -> str:
    """The text less a page number at its end, set off by a blank or two dots, and what leads up to it."""
    before, digits = _before_number(text)
    if digits and (before[-1:].isspace() or (len(before) > 1 and set(before[-2:]) <= set(".…·"))):
        return before.rstrip().rstrip(_LEADER_SIGNS + "_—- \t\n\u3000\u00a0")
    return text


def _before_number(text: str) -> tuple[str, int]:
    """What stands before a number of at most four digits at the end, and how many digits; all of it where none does."""
    body = text.rstrip()
    before = body.rstrip(_DIGITS)
    digits = len(body) - len(before)
    return (before, digits) if digits <= 4 else (body, 0)
