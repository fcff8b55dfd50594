"""Tables of contents, told from the contract by what follows them: their lines come again as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from clauselog.model import Block, BlockKind, LeftOut
from clauselog.text import key
from parsers.markers import markers

_TITLE = re.compile(
    r"(?:目\s*录|目\s*次|contents|table of contents|on this page|本页内容|内容概览)[:：]?", re.IGNORECASE
)
_PAGE = re.compile(r"[\s.．…·_—-]*(?:\s|[.…·]{2,})\d{1,4}\s*$")
_LEADERS = re.compile(r"[.．…·]{4,}\s*\d{0,4}\s*$")
_MAX_CHARS = 90
_LEAST_LINES = 3
_HEAD_BLOCKS = 80
_MATCH_RATIO = 80


def leave_out_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """The blocks without their tables of contents, and what was left out."""
    keys = [_key(b) for b in blocks]
    kept: list[Block] = []
    left: list[LeftOut] = []
    index = 0
    while index < len(blocks):
        titled = _TITLE.fullmatch(blocks[index].text.strip()) is not None
        start = index + 1 if titled else index
        end = _run_end(blocks, keys, start) if titled or index < _HEAD_BLOCKS else start
        if end - start >= (2 if titled else _LEAST_LINES):
            left += [LeftOut("contents", b.text) for b in blocks[index:end]]
            index = end
        else:
            kept.append(blocks[index])
            index += 1
    return kept, left


def _key(block: Block) -> str:
    text = _LEADERS.sub("", block.text.strip())
    text = _PAGE.sub("", text) if len(text) <= _MAX_CHARS else text
    found = markers(text)
    if found:
        text = text[found[0].end :]
    return re.sub(r"[\W_]+", "", key(text)).casefold()


def _run_end(blocks: Sequence[Block], keys: Sequence[str], start: int) -> int:
    """One past the last line of contents from ``start``: each stands again later, in the same order, as a line of its own."""
    size = start
    while (
        size < len(blocks)
        and len(blocks[size].text) <= _MAX_CHARS
        and blocks[size].kind is not BlockKind.ROW
        and keys[size]
    ):
        size += 1
    best, cursor, lines = start, size, 0
    later: dict[str, list[int]] = {}
    for position in range(start, len(blocks)):
        later.setdefault(keys[position], []).append(position)
    # A run may be followed at once by the first heading, so its length is not known beforehand: the first line that
    # stands again inside the run tells where the contract begins.
    limit = size
    for position in range(start, size):
        again = next((p for p in later.get(keys[position], ()) if p > position), None)
        if again is not None and again < limit:
            limit = again
    cursor = limit
    for position in range(start, limit):
        if _LEADERS.search(blocks[position].text):
            best, lines = position + 1, lines + 1
            continue
        found = next((p for p in later.get(keys[position], ()) if p >= cursor), None)
        if found is None and len(keys[position]) >= 2:
            found = next(
                (
                    p
                    for p in range(cursor, len(blocks))
                    if len(blocks[p].text) <= _MAX_CHARS
                    and ratio(keys[p], keys[position], score_cutoff=_MATCH_RATIO - 31)
                    and _alike(blocks[p], blocks[position], keys[p], keys[position])
                ),
                None,
            )
        if found is None:
            break
        cursor, best, lines = found, position + 1, lines + 1
    return best if lines else start


def _alike(a: Block, b: Block, key_a: str, key_b: str) -> bool:
    """Nearly the same words, and the same number where both print one ("8.其他", "8. 其它")."""
    score = ratio(key_a, key_b)
    found_a, found_b = markers(a.text), markers(b.text)
    if found_a and found_b and found_a[0].number == found_b[0].number and found_a[0].style == found_b[0].style:
        return score >= 49 and min(len(key_a), len(key_b)) >= 2
    return score >= _MATCH_RATIO
