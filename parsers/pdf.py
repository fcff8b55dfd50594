"""PDF → blocks: lines from a guarded process, laid out as they are read, put together to paragraphs."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from clauselog.errors import TooLittleText, UndecodableText, UnsupportedFormat
from clauselog.model import Block, BlockKind, LeftOut, Text
from parsers.lines import join, width
from parsers.markers import markers
from parsers.pdf_font import box_font
from parsers.pdf_layout import Line, Page, in_reading_order, part_notes, straightened
from parsers.pdf_running import leave_out_running
from parsers.pdf_tables import joined_rows, with_rows

VERSION = "pdf/2"
TIMEOUT_S = 90.0

_WORKER = Path(__file__).with_name("pdf_worker.py")
_STOP = re.compile(r"[。.；;！!？?：:”\"）)】]$")
_FIRST_TOKEN = re.compile(r"[!-~]+|.")
_BULLET = re.compile(r"[•●○▪■◆◇►▶▸◦‣⁃➢]\s*\S")
_SYMBOL_BULLET = re.compile(r"^[\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc](?=\s*\S)")
_UNNAMED = re.compile(r"[\x00\ufffd\ue000-\uf8ff]")
_MOST_UNNAMED_RATIO = 0.05
_BIGGER_RATIO = 1.12
_MOST_BOLD_RATIO = 0.6
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BROKEN = re.compile(r"(?<![A-Za-z])(?<![A-Za-z]-)([A-Za-z]+(?:-[A-Za-z]+)*)[-\u00ad\u2010]+$")
_HYPHENS = ("-", "\u00ad", "\u2010")
_GOES_ON = re.compile(r"[a-z]+")
_PREFIXES = frozenset(("co", "cross", "ex", "multi", "non", "opt", "pre", "self", "sub", "third"))
"""Words that keep their hyphen where a line ends behind it."""


def read_pdf(body: bytes, *, timeout_s: float = TIMEOUT_S) -> tuple[list[Block], list[LeftOut]]:
    """Blocks in reading order and what was left out.

    Raises UnsupportedFormat, UndecodableText where the fonts do not say what they print, TooLittleText for a scan.
    """
    pages = _pages(body, timeout_s)
    _refuse_scan(pages)
    pages, left = leave_out_running(pages)
    ordered, again = joined_rows(straightened([in_reading_order(with_rows(page)) for page in pages]))
    left += [LeftOut("running_head", line.text) for line in again]
    return _Paragraphs(ordered, _body_size(ordered)).blocks(), left


# ------------------------------------------------------------------------------------------- process


@lru_cache(maxsize=1)
def _command() -> tuple[str, ...]:
    """Python without site-packages, environment and working directory; told where PDFium's bindings lie."""
    found = importlib.util.find_spec("pypdfium2_raw")
    place = str(Path(found.origin).parent.parent) if found is not None and found.origin else ""
    return (sys.executable, "-I", "-S", str(_WORKER), place)


def _pages(body: bytes, timeout_s: float) -> list[Page]:
    environment = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows needs it
    with tempfile.TemporaryDirectory(prefix="clauselog-") as folder, tempfile.TemporaryFile() as out:
        (Path(folder) / "box.ttf").write_bytes(box_font())
        try:
            run = subprocess.run(  # noqa: S603  (our own interpreter and file)
                _command(),
                input=body,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=timeout_s,
                check=False,
                cwd=folder,
                env=environment,
            )
            out.seek(0)
            data: Any = json.load(out) if run.returncode == 0 else _ended(run.returncode)
        except subprocess.TimeoutExpired:
            data = {"error": "slow"}
        except (json.JSONDecodeError, UnicodeDecodeError):
            data = {"error": "broken"}
    if "error" in data:
        raise _unreadable(str(data["error"]), int(data.get("count", 0)))
    return [
        Page(
            page["width"],
            page["height"],
            tuple(_line(values, number) for values in page["lines"]),
            tuple((left, low, right, high) for left, low, right, high in page["rules"]),
        )
        for number, page in enumerate(data["pages"])
    ]


def _ended(status: int) -> dict[str, str]:
    ran_long = getattr(signal, "SIGXCPU", None)
    return {"error": "slow" if ran_long is not None and status == -ran_long else "broken"}


def _line(values: Sequence[Any], page: int) -> Line:
    text, left, right, base, size, lead, slanted, cuts, raised = values
    text = _SYMBOL_BULLET.sub("•", text)
    cuts = tuple((at, end, start) for at, end, start in cuts)
    return Line(text, left, right, base, size, page, lead, slanted, cuts, tuple(raised))


def _unreadable(why: str, count: int) -> UnsupportedFormat:
    seen = {
        "password": Text(zh="文件有密码保护", en="it is protected by a password"),
        "slow": Text(zh="处理超时", en="it took too long to process"),
        "memory": Text(zh="处理它需要过多内存", en="it needs too much memory"),
        "pages": Text(zh=f"共 {count} 页，超出政策的篇幅", en=f"it has {count} pages, more than any policy"),
        "long": Text(zh=f"超过 {count} 个字符，超出政策的篇幅", en=f"it has more than {count} characters, too many"),
        "broken": Text(zh="文件已损坏或不是 PDF", en="it is damaged, or no PDF at all"),
    }
    return UnsupportedFormat(
        Text(zh="读取 PDF", en="Reading the PDF"),
        seen.get(why, seen["broken"]),
        Text(zh="请在浏览器中确认能打开，再换一个来源", en="Check that a browser opens it, or declare another source"),
    )


def _refuse_scan(pages: Sequence[Page]) -> None:
    if not any(page.lines for page in pages):
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
    chars = sum(len(line.text) for page in pages for line in page.lines)
    unnamed = sum(len(_UNNAMED.findall(line.text)) for page in pages for line in page.lines)
    if unnamed > max(3, _MOST_UNNAMED_RATIO * chars):
        raise UndecodableText(
            Text(zh="读取 PDF", en="Reading the PDF"),
            Text(
                zh=f"{chars} 个字符中有 {unnamed} 个的字体没有说明是什么字",
                en=f"of {chars} characters {unnamed} are drawn by fonts that do not say which they are",
            ),
            Text(
                zh="请换一个来源（HTML 或 Word），或先做文字识别（OCR）",
                en="Declare another source (HTML or Word), or run OCR over it first",
            ),
        )


# ---------------------------------------------------------------------------------------- paragraphs


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


class _Paragraphs:
    """Lines put together to paragraphs; a footnote stands behind the paragraph that its page ends with."""

    def __init__(self, pages: Sequence[Sequence[Line]], body_size: float) -> None:
        self.size = body_size
        self.pages = part_notes(pages, body_size)
        lines = [line for page in self.pages for line in page.lines if not line.cells]
        self.margins = {c: _margins([x for x in lines if x.column == c]) for c in {line.column for line in lines}}
        self.bigger = sorted({x.size for x in lines if x.size > body_size * _BIGGER_RATIO}, reverse=True)
        self.leading = _leading(lines)
        self.words = _words(lines) if any(line.text.endswith(_HYPHENS) for line in lines) else frozenset()
        bold = sum(line.lead for line in lines) > _MOST_BOLD_RATIO * sum(len(line.text) for line in lines)
        self.knows_bold = not bold
        self.out: list[Block] = []
        self.at = -1
        """The index of the paragraph that may go on."""
        self.rows = 0
        """How many lines it has."""
        self.parts: list[str] = []
        self.length = 0
        """Its text as lines: put together once, since a file may hold a paragraph of a million."""

    def blocks(self) -> list[Block]:
        previous: Line | None = None
        rows = False
        for page in self.pages:
            for line in page.lines:
                if line.cells:
                    self.out.append(Block(BlockKind.ROW, line.text))
                    rows = True
                    continue
                if not self.knows_bold:
                    line = replace(line, lead=0)
                if rows and previous is not None and _STOP.search(previous.text):
                    previous = None  # only a sentence that is not over goes on behind a table
                self._add(previous, line)
                previous, rows = line, False
            self.out += [Block(BlockKind.NOTE, _plain(note)) for note in page.notes]
        self._close()
        return self.out

    def _add(self, previous: Line | None, line: Line) -> None:
        open_block = self.out[self.at] if previous is not None else None
        text = _plain(line.text)
        if line.size > self.size * _BIGGER_RATIO:
            level = min(6, self.bigger.index(line.size) + 1)
            if (
                previous is not None
                and open_block is not None
                and previous.size == line.size
                and open_block.kind is BlockKind.HEADING
                and not markers(line.text)
            ):
                self._extend(join(self.parts[-1], text), text)
                return
            self._open(Block(BlockKind.HEADING, text, level))
        elif (
            previous is not None
            and open_block is not None
            and open_block.kind is BlockKind.PARAGRAPH
            and self._runs_on(previous, line)
        ):
            joined = self._joined(self.parts[-1], previous.text, line.text)
            if line.lead and open_block.lead == self.length:
                lead = self.length - len(self.parts[-1]) + len(joined) - len(text) + line.lead
                self.out[self.at] = replace(open_block, lead=lead)
            self._extend(joined, text)
            self.rows += 1
        else:
            self._open(Block(BlockKind.PARAGRAPH, text, lead=min(line.lead, len(text))))

    def _open(self, block: Block) -> None:
        self._close()
        self.out.append(block)
        self.at, self.rows = len(self.out) - 1, 1
        self.parts, self.length = [block.text], len(block.text)

    def _extend(self, joined: str, last: str) -> None:
        """The open paragraph with its last part as ``joined``, which ends with the line just read."""
        self.length += len(joined) - len(self.parts[-1])
        cut = max(0, len(joined) - len(last))
        self.parts[-1:] = [joined[:cut], joined[cut:]]

    def _close(self) -> None:
        if self.at >= 0 and len(self.parts) > 1:
            block = self.out[self.at]
            self.out[self.at] = replace(block, text="".join(self.parts), lead=min(block.lead, self.length))
            self.parts = []

    def _runs_on(self, first: Line, second: Line) -> bool:
        """Whether the second line continues the first's paragraph: that one is full, this begins at the margin."""
        if first.cuts or second.cuts:
            return False  # rows of a table without rules
        right = self.margins[first.column][1]
        token = _FIRST_TOKEN.match(second.text)
        token_width = width(token[0] if token else "") * self.size * 0.5
        if first.right + max(token_width, 2.0 * self.size) < right - self.size:
            return False  # there was room for what came next, so the line was ended on purpose
        if any(not m.weak for m in markers(second.text)) or _BULLET.match(second.text):
            return False
        ended = _STOP.search(first.text) is not None
        if not ended:
            return True
        if first.page == second.page and first.column == second.column:
            gap = first.base - second.base
            if gap > min(2.6 * self.size, 1.35 * self.leading):
                return False
        same_indent = self.rows > 1 and abs(second.left - first.left) < 1
        return same_indent or second.left <= self.margins[second.column][0] + 1.2 * self.size

    def _joined(self, before: str, first: str, second: str) -> str:
        """Two lines as one text; a word that a hyphen breaks is whole again, one that has a hyphen keeps it."""
        m, goes_on = _BROKEN.search(first), _GOES_ON.match(second)
        if m is None or goes_on is None:
            if first.endswith("\u00ad"):
                return before + second
            return join(before, _plain(second))
        head, tail = m[1].lower(), goes_on[0]
        keeps = (
            "-" in head
            or f"{head}-{tail}" in self.words
            or head in _PREFIXES
            or (head in self.words and tail in self.words and head + tail not in self.words)
        )
        bare = before.rstrip("-\u00ad\u2010")
        return f"{bare}{'-' if keeps else ''}{_plain(second)}"


def _plain(text: str) -> str:
    """PDFium's sign for a hyphen at the end of a line as the hyphen it was."""
    return text[:-1] + "-" if text.endswith("\u00ad") else text


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    rights = sorted(line.right for line in lines)
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    return float(left), rights[int(len(rights) * 0.9)]


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of lines."""
    gaps = Counter(
        round(a.base - b.base)
        for a, b in pairwise(lines)
        if a.page == b.page and a.column == b.column and 0 < a.base - b.base < 4 * a.size
    )
    return float(gaps.most_common(1)[0][0]) if gaps else 1000.0


def _words(lines: Sequence[Line]) -> frozenset[str]:
    """The English words that stand whole in a line."""
    found: set[str] = set()
    broken = False
    for line in lines:
        words = _WORD.findall(line.text)
        if broken and words and line.text[:1].isalpha():
            words = words[1:]
        broken = _BROKEN.search(line.text) is not None
        found.update(w.lower() for w in (words[:-1] if broken else words))
    return frozenset(found)
