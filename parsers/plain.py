"""Plain text → blocks: paragraphs between blank lines, wraps joined, bullets seen."""

from __future__ import annotations

import re

from clauselog.model import Block, BlockKind
from parsers.lines import unwrap

VERSION = "plain/2"

_BULLET = re.compile(r"^[ \t]*[•·●○▪■◆◇※►▶\-–*][ \t]+(?=\S)")
_RULE = re.compile(r"^[ \t]*[-=_*~—－]{4,}[ \t]*$")


def read_plain(text: str) -> list[Block]:
    """Blocks in reading order. Bullets become items; rules of dashes are typography and fall away."""
    out: list[Block] = []
    paragraph: list[str] = []

    def flush() -> None:
        out.extend(Block(BlockKind.PARAGRAPH, line) for line in unwrap(paragraph))
        paragraph.clear()

    for raw in text.splitlines():
        line = re.sub(r"[ \t\u00a0\u3000]+", " ", raw).strip()
        if not line or _RULE.match(line):
            flush()
        elif m := _BULLET.match(raw):
            flush()
            out.append(Block(BlockKind.ITEM, line[len(line) - len(raw[m.end() :].strip()) :]))
        else:
            paragraph.append(line)
    flush()
    return out
