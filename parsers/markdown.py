"""Markdown → blocks, by markdown-it-py's tokens. What looks like code or setext is text here: policies are prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from clauselog.model import Block, BlockKind, Link
from parsers.html import read_html
from parsers.lines import join, unwrap
from parsers.markdown_notes import CLOSE, OPEN, know_notes, labels, without_references
from parsers.markdown_source import printed
from parsers.plain import read_plain

VERSION = "markdown/2"

_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9-]{0,20})(?:\s[^<>]{0,2000})?/?>|<!--.{0,5000}?-->", re.DOTALL)
_SUPERSCRIPT_LEAD = re.compile(r"\s{0,40}<sup>\s{0,40}\[?\d{1,3}\]?\s{0,40}</sup>\s{0,40}\S")
_EQUALS = re.compile(r"={4,}")
_ITEM = re.compile(r"[ \t]{0,40}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_AT_MARGIN = re.compile(r"[^\s|<>#=\-`~:]")
_UNDERLINES = ("=", "-")
_RUNS_ON = re.compile(r"[，,、（(“《。.；;：:！!？?]\s*$")
_ENDS = re.compile(r"[。；;][*_\s]*$|[^.]{80}\.[*_\s]*$")
_MOST_NESTED = 100
_LEAST_TABBED = 3
_PAGE = re.compile(r"[.…·\s]{0,200}\d{0,4}")
_HEADING_CHARS = 80
_SENTENCE = re.compile(r"[。；;！!.][\"”’)）]?$")
_DEFINED = re.compile(r":[ \t]+\S")
_LONGEST_TITLE_CHARS = 160
_LOOSE_CELL = re.compile(r"\s{0,100}</?(?:t[drh]|thead|tbody|tfoot|caption)[\s>]", re.IGNORECASE)
_SIGNS = re.compile(
    r"^#{1,6}[ \t]+\S|^[ \t]{0,40}[-*+][ \t]+\S|\*\*[^*\n]{1,200}\*\*|\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)"
    r"|^\|.{0,500}\|[ \t]*$|^[=-]{4,}[ \t]*$",
    re.MULTILINE,
)


def looks_like_markdown(text: str) -> bool:
    """Two different signs of Markdown, or one heading mark, in the text's first part."""
    found = {m[0].strip()[:1] for m in _SIGNS.finditer(text, 0, min(len(text), 40_000))}
    return "#" in found or len(found) >= 2


@lru_cache(maxsize=1)
def _engine() -> MarkdownIt:
    engine = MarkdownIt("commonmark", {"html": True, "linkify": False, "maxNesting": _MOST_NESTED})
    engine.enable(["table", "strikethrough"])
    engine.disable(["code", "fence"])
    know_notes(engine)
    return engine


def read_markdown(text: str) -> tuple[list[Block], str | None]:
    """The blocks in reading order, and the title that front matter gives, if any."""
    text, title = printed(text)
    tokens = _engine().parse(_lists_ended(text))
    if any(token.level >= _MOST_NESTED - 1 for token in tokens):
        return read_plain(text), title  # what is nested deeper the engine would leave out
    return _underlined(_Walk(tokens).blocks()), title


def _lists_ended(text: str) -> str:
    """The source with an empty line behind each list item that a paragraph of its own follows at the left margin.

    CommonMark takes such a line for the rest of the item; where it is no wrap of it, its author did not.
    """
    out: list[str] = []
    inside = False
    for line in text.split("\n"):
        if _ITEM.match(line):
            inside = True
        elif not line.strip():
            inside = False
        elif inside and _AT_MARGIN.match(line) and len(unwrap([out[-1], line])) > 1:
            out.append("")
            inside = False
        out.append(line)
    return "\n".join(out)


def _is_underlined_title(raw: str) -> bool:
    """Whether what stands above a rule of "=" or "-" is its title, and no body of text that a rule happens to end."""
    lines = unwrap(raw.splitlines())
    return len(lines) == 1 and len(lines[0]) <= _LONGEST_TITLE_CHARS and not _ENDS.search(lines[0])


def _underlined(blocks: Sequence[Block]) -> list[Block]:
    """Without the rules of equals signs that an empty line parted from the heading above them."""
    out: list[Block] = []
    for block in blocks:
        if block.kind is not BlockKind.PARAGRAPH or not _EQUALS.fullmatch(block.text):
            out.append(block)
        elif out and out[-1].kind is BlockKind.PARAGRAPH and len(out[-1].text) <= _HEADING_CHARS:
            out[-1] = replace(out[-1], kind=BlockKind.HEADING, level=1)
    return out


class _Walk:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.out: list[Block] = []
        self.lists: list[str] = []  # "" for bullets, the printed delimiter for numbered lists
        self.pending: str | None = None  # marker of the list item that has not printed anything yet
        self.first_in_item = False
        self.notes = labels(tokens)
        self.outside: list[tuple[str, list[Block]]] = []  # of the notes under way: label, what stands before
        self.noted = 0

    def blocks(self) -> list[Block]:
        heading, underlined, html = 0, False, ""
        row: list[tuple[str, tuple[Link, ...]]] | None = None
        for token in self.tokens:
            match token.type:
                case "heading_open":
                    heading, underlined = int(token.tag[1]), token.markup in _UNDERLINES
                case "heading_close":
                    heading = 0
                case "bullet_list_open" | "ordered_list_open":
                    self.lists.append("" if token.type.startswith("b") else token.markup)
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.pending = f"{token.info}{token.markup}" if token.info else ""
                    self.first_in_item = True
                case "list_item_close":
                    if self.pending:  # an item that holds nothing still prints its number
                        self._emit(BlockKind.PARAGRAPH, self.pending, (), 0)
                    self.pending = None
                case "tr_open":
                    row = []
                case "tr_close":
                    if row is not None:
                        self._row(row)
                    row = None
                case "inline":
                    pieces = _inline(token, self.notes)
                    if row is not None:
                        row.append(_flat(pieces))
                    else:
                        body = underlined and not _is_underlined_title(token.content)
                        self._lines(pieces, 0 if body else heading, token.content)
                case t if t == OPEN:
                    self.outside.append((token.info, self.out))
                    self.out = []
                case t if t == CLOSE:
                    self._note()
                case "html_block":
                    html = f"{html}\n{token.content}"
            if html and token.type != "html_block":
                self._html(html)
                html = ""
        if html:
            self._html(html)
        return self.out

    def _note(self) -> None:
        """A footnote with all its paragraphs as one."""
        (label, outer), inner = self.outside.pop(), self.out
        self.out = outer
        text, links = "", list[Link]()
        for block in inner:
            said = f"{block.marker} {block.text}" if block.marker else block.text
            joined = join(text, said)
            shift = len(joined) - len(block.text)
            links += [Link(k.start + shift, k.end + shift, k.target) for k in block.links]
            text = joined
        if text:
            self.noted += 1
            marker = label if label.isdecimal() else str(self.noted)
            self.out.append(Block(BlockKind.NOTE, text, marker=marker, links=tuple(links)))

    def _row(self, cells: list[tuple[str, tuple[Link, ...]]]) -> None:
        text, links = "", []
        for cell, inner in cells:
            if text:
                text += " | "
            links += [Link(k.start + len(text), k.end + len(text), k.target) for k in inner]
            text += cell
        if text.replace("|", "").strip():
            self._emit(BlockKind.ROW, text, tuple(links), 0)

    def _html(self, html: str) -> None:
        """What is written in HTML, read as HTML: tables row by row, lists, links inside their sentence."""
        if _SUPERSCRIPT_LEAD.match(html):
            text = " ".join(re.sub(r"\s+", " ", _TAG.sub(" ", html)).split())
            self._emit(BlockKind.NOTE, unescape(text), (), 0)
            return
        if _LOOSE_CELL.match(html):
            html = f"<table>{html}"
        for block in read_html(html, keep=("body",)).blocks:
            level = block.level + (len(self.lists) if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) else 0)
            self.out.append(replace(block, level=level, joins=True))

    def _lines(self, pieces: list[_Piece], heading: int, raw: str) -> None:
        note = _SUPERSCRIPT_LEAD.match(raw) is not None and not heading
        for group in _hard_lines(pieces):
            if heading:
                text, links = _flat(group)
                if text:
                    self._emit(BlockKind.HEADING, text, links, _lead(group, text), level=heading)
                continue
            soft = _split(group, "\n")
            if rows := _tabbed(soft):
                for cells in rows:
                    self._row([_flat(cell) for cell in cells])
                continue
            if len(soft) > 1:
                if not heading and self._definitions(soft, [_flat(part)[0] for part in soft]):
                    continue
                joined = [line for section in _sections(soft) for line in unwrap(section)]
                if len(joined) > 1:
                    self._soft(soft, joined, note)
                    continue
            text, links = _flat(group)
            if _DEFINED.match(text) and self._defines():
                text, links = _without_colon(text, links)
            if text:
                self._emit(BlockKind.NOTE if note else BlockKind.PARAGRAPH, text, links, _lead(group, text))

    def _definitions(self, soft: list[list[_Piece]], flat: Sequence[str]) -> bool:
        """A term with what it means below, each behind a colon (PHP Markdown Extra): terms and meanings apart."""
        begins = [i for i, line in enumerate(flat) if i and _DEFINED.match(line)]
        if not begins or any(_SENTENCE.search(line) for line in flat[: begins[0]]):
            return False
        parts = [(i, i + 1) for i in range(begins[0])] + list(pairwise([*begins, len(flat)]))
        for start, end in parts:
            pieces = [piece for part in soft[start:end] for piece in (*part, _Piece("\n"))]
            text, links = _flat(pieces)
            if start in begins:
                text, links = _without_colon(text, links)
            if text:
                self._emit(BlockKind.PARAGRAPH, text, links, _lead(pieces, text) if start not in begins else 0)
        return True

    def _defines(self) -> bool:
        last = self.out[-1] if self.out else None
        return last is not None and last.kind is BlockKind.PARAGRAPH and len(last.text) <= _HEADING_CHARS

    def _soft(self, soft: list[list[_Piece]], joined: list[str], note: bool) -> None:
        """Lines that stay lines: hand each its own pieces back, so that bold and links keep their places."""
        parts = iter(soft)
        for text in joined:
            pieces: list[_Piece] = []
            while True:
                got = next(parts, None)
                if got is None:
                    break
                pieces += [*got, _Piece("\n")]
                if len(_flat(pieces)[0].replace(" ", "")) >= len(text.replace(" ", "")):
                    break
            flat, links = _flat(pieces)
            if flat:
                self._emit(BlockKind.NOTE if note else BlockKind.PARAGRAPH, flat, links, _lead(pieces, flat))

    def _emit(self, kind: BlockKind, text: str, links: tuple[Link, ...], lead: int, level: int = 0) -> None:
        depth = len(self.lists)
        if depth and self.first_in_item and kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            if self.pending and text != self.pending:
                shift = len(self.pending) + 1
                links = tuple(Link(k.start + shift, k.end + shift, k.target) for k in links)
                text, lead = f"{self.pending} {text}", lead and lead + shift
            elif not self.pending and kind is BlockKind.PARAGRAPH:
                kind = BlockKind.ITEM
            self.pending, self.first_in_item = None, False
        if kind is BlockKind.ITEM:
            level = depth - 1
        elif kind is BlockKind.PARAGRAPH:
            level = depth
        self.out.append(Block(kind, text, level, None, lead, links))


class _Piece:
    """A run of inline text with what matters of its style."""

    __slots__ = ("bold", "target", "text")

    def __init__(self, text: str, bold: bool = False, target: str | None = None) -> None:
        self.text, self.bold, self.target = text, bold, target


_HARD = "\u2028"


def _without_colon(text: str, links: tuple[Link, ...]) -> tuple[str, tuple[Link, ...]]:
    bare = text[1:].lstrip()
    gone = len(text) - len(bare)
    return bare, tuple(Link(max(0, k.start - gone), k.end - gone, k.target) for k in links)


def _inline(token: Token, notes: frozenset[str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    bold, stray, target = 0, 0, None
    for child in token.children or ():
        match child.type:
            case "text":
                # emphasis that CommonMark does not see beside Chinese ("**…。**我们") is bold on the page all the same
                for index, part in enumerate(without_references(child.content, notes).split("**")):
                    stray = (stray + 1) % 2 if index else stray
                    pieces.append(_Piece(part, bold > 0 or stray > 0, target))
            case "code_inline" | "text_special":
                pieces.append(_Piece(child.content, bold > 0 or stray > 0, target))
            case "softbreak":
                pieces.append(_Piece("\n", bold > 0, target))
            case "hardbreak":
                pieces.append(_Piece(_HARD))
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "link_open":
                target = str(child.attrGet("href") or "")
            case "link_close":
                target = None
            case "image":
                pieces.append(_Piece(child.content, bold > 0, target))
            case "html_inline":
                tag = child.content.lower()
                if tag.startswith(("<br", "</br", "<p", "</p", "<div", "</div", "<li", "</li", "<tr", "</tr")):
                    pieces.append(_Piece(_HARD))
                elif tag.startswith(("<b>", "<strong")):
                    bold += 1
                elif tag.startswith(("</b>", "</strong")):
                    bold -= 1
                elif not _TAG.fullmatch(child.content):
                    pieces.append(_Piece(child.content, bold > 0, target))
    return pieces


def _hard_lines(pieces: list[_Piece]) -> list[list[_Piece]]:
    return [group for group in _split(pieces, _HARD) if any(p.text.strip() for p in group)]


def _split(pieces: list[_Piece], at: str) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.text == at:
            groups.append([])
        else:
            groups[-1].append(piece)
    return groups


def _tabbed(lines: list[list[_Piece]]) -> list[list[list[_Piece]]]:
    """The cells of a table that was pasted with tabs between them, three or more in every line; none for contents."""
    rows: list[list[list[_Piece]]] = []
    for pieces in lines:
        cells: list[list[_Piece]] = [[]]
        for piece in pieces:
            for index, part in enumerate(piece.text.split("\t")):
                if index:
                    cells.append([])
                cells[-1].append(_Piece(part, piece.bold, piece.target))
        texts = [_flat(cell)[0] for cell in cells]
        if (
            len(cells) < _LEAST_TABBED
            or not all(texts)
            or _PAGE.fullmatch(texts[-1])
            or len(cells) != len(rows[0] if rows else cells)
        ):
            return []
        rows.append(cells)
    return rows


def _sections(lines: list[list[_Piece]]) -> list[list[str]]:
    """The lines of a paragraph, each bold title among them alone: no wrap joins it to what it is the title of."""
    sections: list[list[str]] = [[]]
    for pieces in lines:
        text = _flat(pieces)[0]
        if _is_bold_title(pieces, text):
            sections += [[text], []]
        else:
            sections[-1].append(text)
    return [section for section in sections if section]


def _is_bold_title(pieces: list[_Piece], text: str) -> bool:
    bold = [piece.bold for piece in pieces if piece.text.strip()]
    return bool(bold) and all(bold) and len(text) <= _HEADING_CHARS and not _RUNS_ON.search(text)


def _flat(pieces: list[_Piece]) -> tuple[str, tuple[Link, ...]]:
    """The pieces as one line, white space folded, with the links' places in it."""
    text = ""
    links: list[Link] = []
    for piece in pieces:
        if piece.text == "\n":
            text = text.rstrip() + "\n"
            continue
        part = re.sub(r"[ \t\u00a0\n]+", " ", piece.text)
        if text.endswith("\n"):
            before = text[:-1]
            joined = join(before, part) if part.strip() else before + "\n"
            start = len(joined) - len(part.lstrip())
            text = joined + (" " if part.endswith(" ") and part.strip() else "")
        else:
            if not text or text.endswith(" "):
                part = part.lstrip()
            start = len(text)
            text += part
        if piece.target and part.strip():
            if links and links[-1].end == start and links[-1].target == piece.target:
                links[-1] = Link(links[-1].start, len(text), piece.target)
            else:
                links.append(Link(start, len(text.rstrip()), piece.target))
    flat = text.rstrip()
    return flat, tuple(k for k in links if k.start < k.end <= len(flat))


def _lead(pieces: list[_Piece], text: str) -> int:
    """How many leading characters of the line are bold."""
    count, blank = 0, True
    for piece in pieces:
        if piece.text.strip():
            if not piece.bold:
                break
            blank = False
        count += len(re.sub(r"[ \t\u00a0\n]+", " ", piece.text))
    return 0 if blank else min(count, len(text))
