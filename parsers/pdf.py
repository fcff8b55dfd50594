"""PDF → blocks: lines from a guarded process, running heads and page numbers left out, paragraphs put together."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clauselog.errors import TooLittleText, UnsupportedFormat
from clauselog.model import Block, BlockKind, LeftOut, Text
from clauselog.text import narrow
from parsers.lines import join, width
from parsers.markers import markers

VERSION = "pdf/1"
TIMEOUT_S = 90.0

_PAGE_NUMBER = re.compile(
    r"[-—–\s]*(?:第 ?)?\d{1,4}(?: ?页)?(?: ?[/／,，] ?(?:共 ?)?\d{1,4}(?: ?页)?)?[-—–\s]*"
    r"|page \d{1,4}(?: of \d{1,4})?|[ivxlc]{1,6}",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:\d{1,2}|[*†‡]) ?\S")
_STOP = re.compile(r"[。.；;！!？?：:”\"）)】]$")
_FIRST_TOKEN = re.compile(r"[!-~]+|.")
_EDGE_LINES = 2
_BIGGER_RATIO = 1.12


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int


def read_pdf(body: bytes, *, timeout_s: float = TIMEOUT_S) -> tuple[list[Block], list[LeftOut]]:
    """Blocks in reading order and what was left out. Raises UnsupportedFormat, or TooLittleText for a scan."""
    pages = _pages(body, timeout_s)
    if not any(pages):
        raise TooLittleText(
            Text(zh="读取 PDF", en="Reading the PDF"),
            Text(
                zh=f"{len(pages)} 页里没有文字，多半是扫描件",
                en=f"no text on its {len(pages)} pages, so it is most likely a scan",
            ),
            Text(
                zh="请提供带文字的版本，或先做文字识别（OCR）", en="Find a version with text, or run OCR over it first"
            ),
        )
    running = _running(pages)
    kept: list[_Line] = []
    left: list[LeftOut] = []
    for lines in pages:
        for index, line in enumerate(lines):
            at_edge = index < _EDGE_LINES or index >= len(lines) - _EDGE_LINES
            if at_edge and _PAGE_NUMBER.fullmatch(narrow(line.text)):
                left.append(LeftOut("page_number", line.text))
            elif at_edge and _shape(line.text) in running:
                left.append(LeftOut("running_head", line.text))
            else:
                kept.append(line)
    return _paragraphs(kept), left


def _pages(body: bytes, timeout_s: float) -> list[list[_Line]]:
    try:
        run = subprocess.run(
            [sys.executable, "-m", "parsers.pdf_worker"],
            input=body,
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
        data = json.loads(run.stdout) if run.returncode == 0 else {"error": "broken"}
    except subprocess.TimeoutExpired:
        data = {"error": "slow"}
    except json.JSONDecodeError:
        data = {"error": "broken"}
    if "error" in data:
        raise _unreadable(data["error"])
    return [
        [_Line(text, left, right, bottom, size, number) for text, left, right, bottom, size in page["lines"]]
        for number, page in enumerate(data["pages"])
    ]


def _unreadable(why: str) -> UnsupportedFormat:
    seen = {
        "password": Text(zh="文件有密码保护", en="it is protected by a password"),
        "slow": Text(zh="处理超时", en="it took too long to process"),
        "broken": Text(zh="文件已损坏或不是 PDF", en="it is damaged, or no PDF at all"),
    }
    return UnsupportedFormat(
        Text(zh="读取 PDF", en="Reading the PDF"),
        seen.get(why, seen["broken"]),
        Text(zh="请在浏览器中确认能打开，再换一个来源", en="Check that a browser opens it, or declare another source"),
    )


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def _running(pages: Sequence[Sequence[_Line]]) -> set[str]:
    """Shapes of lines that stand at the edge of at least three pages and of half of them."""
    seen: Counter[str] = Counter()
    for lines in pages:
        edge = {_shape(line.text) for line in [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]}
        seen.update(edge)
    need = max(3, (len(pages) + 1) // 2)
    return {shape for shape, count in seen.items() if count >= need}


def _paragraphs(lines: Sequence[_Line]) -> list[Block]:
    sizes = Counter(line.size for line in lines for _ in line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 10.0
    rights = sorted(line.right for line in lines)
    right = rights[int(len(rights) * 0.9)] if rights else 0.0
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0] if lines else 0
    bigger = sorted({line.size for line in lines if line.size > body_size * _BIGGER_RATIO}, reverse=True)
    out: list[Block] = []
    previous: _Line | None = None
    for line in lines:
        if line.size > body_size * _BIGGER_RATIO:
            level = min(6, bigger.index(line.size) + 1)
            if (
                previous is not None
                and previous.size == line.size
                and out[-1].kind is BlockKind.HEADING
                and not markers(line.text)
            ):
                out[-1] = Block(BlockKind.HEADING, join(out[-1].text, line.text), level)
            else:
                out.append(Block(BlockKind.HEADING, line.text, level))
        elif (
            previous is not None
            and out[-1].kind is BlockKind.PARAGRAPH
            and _runs_on(previous, line, right, left, body_size)
        ):
            out[-1] = Block(BlockKind.PARAGRAPH, join(out[-1].text, line.text))
        else:
            out.append(Block(BlockKind.PARAGRAPH, line.text))
        previous = line
    return out


def _runs_on(first: _Line, second: _Line, right: float, left: float, size: float) -> bool:
    """Whether the second line continues the first's paragraph: the first is full, the second begins at the margin."""
    if any(not m.weak for m in markers(second.text)):
        return False
    token = _FIRST_TOKEN.match(second.text)
    token_width = width(token[0] if token else "") * size * 0.5
    if first.right + max(token_width, 2.0 * size) < right - size:
        return False  # there was room for what came next, so the line was ended on purpose
    ended = _STOP.search(first.text) is not None
    indented = second.left > left + 1.2 * size
    if first.page == second.page:
        gap = first.bottom - second.bottom
        if gap > 2.6 * size and ended:
            return False
    return not (ended and indented)
