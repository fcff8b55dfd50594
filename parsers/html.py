"""HTML → blocks, by selectolax: what a reader sees, in reading order, without the page around the contract.

The walk keeps its own stack, so that no nesting, however deep, can exhaust Python's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from clauselog.errors import SelectorMissed
from clauselog.model import Block, BlockKind, LeftOut, Link, Text
from parsers.content import contract_root, leave_out_page
from parsers.lines import join

VERSION = "html/2"

_UNSEEN = ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "head", "canvas", "video",
           "audio", "map", "math", "input", "textarea", "select", "datalist", "dialog[hidden]")  # fmt: skip
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "details",
        "summary",
        "address",
        "form",
        "fieldset",
        "legend",
        "hr",
        "center",
        "aside",
        "nav",
        "body",
        "html",
        "button",
        "menu",
        "dir",
        "hgroup",
        "label",
    ]
)
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_ROW_CELL_CHARS = 1500
_HEADINGS = {f"h{n}": n for n in range(1, 7)}


@dataclass(slots=True)
class HtmlReading:
    blocks: list[Block]
    left_out: list[LeftOut]
    title: str | None


def read_html(html: str, *, keep: Sequence[str] = (), drop: Sequence[str] = ()) -> HtmlReading:
    """The blocks of the contract. ``keep`` and ``drop`` are CSS selectors; without ``keep`` the contract is found.

    Raises SelectorMissed where a selector of ``keep`` matches nothing, or any selector is no CSS.
    """
    tree = LexborHTMLParser(html)
    title_node = tree.css_first("title")
    title = _SPACE.sub(" ", title_node.text()).strip() if title_node else None
    for selector in _UNSEEN:
        for node in tree.css(selector):
            node.decompose()
    left: list[LeftOut] = []
    for selector in drop:
        for node in _select(tree, selector):
            if text := _text(node):
                left.append(LeftOut(f"dropped: {selector}", text))
            node.decompose()
    if keep:
        roots = _kept(tree, keep)
    else:
        left += leave_out_page(tree)
        root = contract_root(tree)
        roots = [root] if root is not None else []
    walk = _Walk()
    for root in roots:
        walk.run(root)
    return HtmlReading(walk.out, left, title or None)


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise _selector_error(selector, f"不是有效的 CSS（{error}）", f"it is not valid CSS ({error})") from None


def _kept(tree: LexborHTMLParser, keep: Sequence[str]) -> list[LexborNode]:
    """The nodes kept, in the order of the page, each once and none inside another."""
    chosen: dict[int, LexborNode] = {}
    for selector in keep:
        nodes = _select(tree, selector)
        if not nodes:
            raise _selector_error(selector, "页面中没有匹配的元素", "nothing on the page matches it")
        chosen.update((node.mem_id, node) for node in nodes)
    ordered = []
    for node in tree.root.traverse() if tree.root else ():
        if node.mem_id in chosen and not _inside(node, chosen):
            ordered.append(node)
    return ordered


def _inside(node: LexborNode, chosen: dict[int, LexborNode]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in chosen:
            return True
        parent = parent.parent
    return False


def _selector_error(selector: str, zh: str, en: str) -> SelectorMissed:
    return SelectorMissed(
        Text(zh=f"按选择器“{selector}”取正文", en=f"Selecting '{selector}'"),
        Text(zh=zh, en=en),
        Text(
            zh="请在声明中更正该选择器；旧版本保持不变",
            en="Mend the selector in the declaration; the versions there are stay as they were",
        ),
    )


def _text(node: LexborNode) -> str:
    return _SPACE.sub(" ", node.text(deep=True, separator=" ")).strip()


@dataclass(slots=True)
class _List:
    ordered: bool
    style: str
    next_number: int


@dataclass(slots=True)
class _Frame:
    """What an element changed on entering, to be put back on leaving."""

    block: bool = False
    bold: bool = False
    link: bool = False
    list_: bool = False
    item: bool = False
    heading: bool = False


@dataclass(slots=True)
class _Walk:
    out: list[Block] = field(default_factory=list)
    text: str = ""
    links: list[Link] = field(default_factory=list)
    lead: int = 0
    lead_open: bool = True
    bold: int = 0
    targets: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    marker: str | None = None
    item_open: bool = False
    heading: int = 0

    def run(self, root: LexborNode) -> None:
        """Enter and leave every node below and including ``root``, in order, without recursion."""
        stack: list[LexborNode | _Frame] = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, _Frame):
                self._leave(node)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._add_text(node.text_content or "")
            elif not tag.startswith(("-", "_", "!")) and (opened := self.enter(node, tag)) is not None:
                stack.append(opened)
                children = list(node.iter(include_text=True))
                children.reverse()
                stack += children
        self._flush()

    # -------------------------------------------------------------------------------------------- inline

    def _add_text(self, raw: str) -> None:
        part = _SPACE.sub(" ", raw)
        if not self.text or self.text.endswith(" "):
            part = part.lstrip()
        if not part:
            return
        start = len(self.text)
        self.text += part
        if self.lead_open:
            if self.bold:
                self.lead = len(self.text.rstrip())
            elif part.strip():
                self.lead_open = False
        if self.targets and part.strip():
            target, end = self.targets[-1], len(self.text.rstrip())
            if self.links and self.links[-1].target == target and self.links[-1].end >= start - 1:
                self.links[-1] = Link(self.links[-1].start, end, target)
            else:
                self.links.append(Link(start, end, target))

    def _flush(self, kind: BlockKind | None = None) -> None:
        text = self.text.rstrip()
        if text:
            depth = len(self.lists)
            level, marker = depth, None
            if kind is None:
                kind = BlockKind.HEADING if self.heading else BlockKind.PARAGRAPH
            if kind is BlockKind.HEADING:
                level = self.heading
            if self.item_open and self.lists:
                self.item_open = False
                marker, self.marker = self.marker, None
                if kind is BlockKind.PARAGRAPH:
                    kind, level = BlockKind.ITEM, depth - 1
            links = tuple(k for k in self.links if k.start < k.end <= len(text))
            self.out.append(Block(kind, text, level, marker, min(self.lead, len(text)), links, joins=False))
        self.text, self.links, self.lead, self.lead_open = "", [], 0, True

    # -------------------------------------------------------------------------------------------- blocks

    def enter(self, node: LexborNode, tag: str) -> _Frame | None:
        """Open an element; None where its children are not to be walked (they have been read, or print nothing)."""
        frame = _Frame()
        if tag == "br":
            self._flush()
            return None
        if tag == "hr":
            self._flush()
            return None
        if tag == "table" and (rows := _data_rows(node)):
            self._flush()
            for caption in node.css("caption"):
                self._add_text(_text(caption))
                self._flush()
            self._rows(rows)
            return None
        if tag in _BLOCKS:
            self._flush()
            frame.block = True
        if tag in _HEADINGS:
            self.heading, frame.heading = _HEADINGS[tag], True
        elif tag in ("ul", "ol", "menu", "dir", "dl"):
            self.lists.append(_list_of(node, tag))
            frame.list_ = True
        elif tag in ("li", "dt"):  # a term is an item, and what is said of it belongs inside
            self.marker, self.item_open = self._next_marker(node), True
            frame.item = True
        style = node.attributes.get("style") or ""
        if tag in _BOLD or tag == "dt" or (style and _BOLD_STYLE.search(style)):
            self.bold += 1
            frame.bold = True
        if tag == "a" and (href := node.attributes.get("href")):
            self.targets.append(href.strip()[:2000])
            frame.link = True
        return frame

    def _leave(self, frame: _Frame) -> None:
        if frame.block:
            self._flush()
        if frame.bold:
            self.bold -= 1
        if frame.link:
            self.targets.pop()
        if frame.heading:
            self.heading = 0
        if frame.list_:
            self.lists.pop()
            self.item_open = False
        if frame.item:
            self.item_open, self.marker = False, None

    def _next_marker(self, node: LexborNode) -> str | None:
        if not self.lists or not self.lists[-1].ordered:
            return None
        current = self.lists[-1]
        value = node.attributes.get("value") or ""
        if value.isdigit() and len(value) < 5:
            current.next_number = int(value)
        number, current.next_number = current.next_number, current.next_number + 1
        return f"{_printed(number, current.style)}." if current.style else None

    def _rows(self, rows: list[list[LexborNode]]) -> None:
        for cells in rows:
            text, links = "", []
            for number, cell in enumerate(cells):
                text += " | " if number else ""
                inner = _Walk()
                inner.run(cell)
                for index, block in enumerate(inner.out):
                    text += " " if index else ""
                    links += [Link(k.start + len(text), k.end + len(text), k.target) for k in block.links]
                    text += block.text
            if text.replace("|", "").strip():
                self.out.append(Block(BlockKind.ROW, text, len(self.lists), links=tuple(links), joins=False))


def _data_rows(table: LexborNode) -> list[list[LexborNode]]:
    """The rows of a table that holds data; none where it only lays the page out."""
    laid_out = "table table, h1, h2, h3, h4, ol" + ("" if table.css_first("th") else ", ul")
    if table.css_first(laid_out) is not None:
        return []
    rows = [[c for c in row.iter() if c.tag in ("td", "th")] for row in table.css("tr")]
    rows = [r for r in rows if r]
    if not rows or max(len(r) for r in rows) < 2:
        return []
    if any(len(cell.text(deep=True)) > _ROW_CELL_CHARS for row in rows for cell in row):
        return []
    return rows


def _list_of(node: LexborNode, tag: str) -> _List:
    attributes = node.attributes
    if tag != "ol":
        return _List(False, "", 1)
    style = attributes.get("style") or ""
    kind = (attributes.get("type") or "1").strip() or "1"
    if re.search(r"list-style(?:-type)?\s*:\s*none", style, re.IGNORECASE):
        kind = ""
    start = attributes.get("start") or "1"
    return _List(
        True,
        kind if kind in ("1", "a", "A", "i", "I", "") else "1",
        int(start) if start.isdigit() and len(start) < 5 else 1,
    )


def _printed(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 90:
        roman = ""
        left = number
        for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            roman += sign * (left // value)
            left %= value
        return roman.upper() if style == "I" else roman
    return str(number)


def html_fragment_text(html: str) -> str:
    """The visible text of a fragment, its parts joined as a reader would."""
    text = ""
    for block in read_html(html, keep=("html",)).blocks:
        text = join(text, block.text)
    return text
