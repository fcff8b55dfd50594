"""HTML → blocks, by selectolax: what a reader sees, in reading order, without the page around the contract.

The walk keeps its own stack, so that no nesting, however deep, can exhaust Python's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from clauselog.errors import SelectorMissed
from clauselog.model import Block, BlockKind, LeftOut, Link, Text
from parsers.content import contract, leave_out_page
from parsers.page import VOID, Page, Tag, page_of, strip_code
from parsers.preformatted import keep_lines

VERSION = "html/2"

_UNSEEN = frozenset(("noscript", "svg", "object", "embed", "head", "canvas", "video", "audio", "map", "math", "input",
                     "textarea", "select", "datalist"))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "pre", "figure", "figcaption", "details", "summary", "address", "form", "fieldset", "legend", "hr", "center",
    "aside", "nav", "body", "html", "button", "menu", "dir", "hgroup", "label"
))  # fmt: skip
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_NO_NUMBERS = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_ROW_CELL_CHARS = 1500
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_LAYING_OUT = frozenset(("h1", "h2", "h3", "h4", "ol"))
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
    keep_lines(tree, html)
    strip_code(tree)
    left: list[LeftOut] = []
    for selector in drop:
        for node in _outermost(_select(tree, selector)):
            if text := _SPACE.sub(" ", " ".join(_seen(page_of(node)).texts)).strip():
                left.append(LeftOut(f"dropped: {selector}", text))
            node.decompose()
    if keep:
        parts = [_seen(page_of(node)) for node in _kept(tree, keep)]
    elif tree.body is not None:
        page, around = leave_out_page(_seen(page_of(tree.body)))
        left += around
        parts = [contract(page)]
    else:
        parts = []
    blocks: list[Block] = []
    for part in parts:
        walk = _Walk(_steps(part))
        walk.run(part)
        blocks += walk.out
    return HtmlReading(blocks, left, title or None)


def _seen(page: Page) -> Page:
    """The page less the elements that print nothing, or nothing that is text."""
    hidden = [tag for tag in page.starts(("dialog",)) if "hidden" in page.kinds[tag].attributes]
    return page.without(page.find([*page.starts(_UNSEEN), *hidden]))


def _select(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The nodes that match, less those that nobody sees."""
    try:
        return [node for node in tree.css(selector) if not _is_unseen(node)]
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
    if len(chosen) == 1:
        return list(chosen.values())
    ordered = [node for node in tree.root.traverse() if node.mem_id in chosen] if tree.root else []
    return _outermost(ordered)


def _is_unseen(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _UNSEEN or (node.tag == "dialog" and "hidden" in node.attributes):
            return True
        node = node.parent
    return False


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Those that do not stand inside another of them."""
    among = {node.mem_id for node in nodes}
    return [node for node in nodes if len(among) == 1 or not _inside(node, among)]


def _inside(node: LexborNode, others: Collection[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in others:
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


@dataclass(slots=True)
class _List:
    """A list that is open: ``style`` is how its items are numbered, "" where they are and it is not printed."""

    style: str | None
    next_number: int = 1

    def marker(self, item: Tag) -> str | None:
        """What is printed before the next item."""
        if self.style is None:
            return None
        value = item.attributes.get("value", "")
        if value.isdigit() and len(value) < 5:
            self.next_number = int(value)
        number, self.next_number = self.next_number, self.next_number + 1
        return f"{_printed(number, self.style)}." if self.style else None


@dataclass(frozen=True, slots=True)
class _Element:
    """What an element changes from its start to its end, beside the text: of each kind of element one for a page."""

    tag: Tag
    block: bool = False
    bold: bool = False
    target: str | None = None
    heading: int = 0
    lists: bool = False
    item: bool = False

    def enter(self, walk: _Walk) -> None:
        if self.block:
            walk.flush()
        if self.heading:
            walk.heading = self.heading
        elif self.lists:
            walk.lists.append(_list_of(self.tag))
        elif self.item:
            walk.marker, walk.item_open = walk.lists[-1].marker(self.tag) if walk.lists else None, True
        walk.bold += self.bold
        if self.target is not None:
            walk.targets.append(self.target)
        walk.opened.append(self)

    def leave(self, walk: _Walk) -> None:
        if self.block:
            walk.flush()
        walk.bold -= self.bold
        if self.target is not None:
            walk.targets.pop()
        if self.heading:
            walk.heading = 0
        elif self.lists:
            walk.lists.pop()
            walk.item_open = False
        elif self.item:
            walk.item_open, walk.marker = False, None


def _changing(tag: Tag) -> _Element | None:
    """What an element of this start tag changes; None where it is at most a block."""
    name, block = tag.name, tag.name in _BLOCKS
    style = tag.attributes.get("style") if tag.attributes else None
    bold = name in _BOLD or (style is not None and _BOLD_STYLE.search(style) is not None)
    if name == "a":
        href = tag.attributes.get("href")
        return _Element(tag, bold=bold, target=href.strip()[:2000] if href else None)
    if name in ("li", "dt"):  # a term is an item, and what is said of it belongs inside
        return _Element(tag, block, bold or name == "dt", item=True)
    if name in _HEADINGS or name in _LISTS:
        return _Element(tag, block, bold, heading=_HEADINGS.get(name, 0), lists=name in _LISTS)
    return _Element(tag, block, bold) if bold else None


def _leave(walk: _Walk) -> None:
    walk.opened.pop().leave(walk)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of data: every cell is a page of its own."""

    captions: Sequence[str]
    rows: Sequence[Sequence[Page]]


class _Walk:
    """Collects the text between the ends of blocks, and what is known of it."""

    def __init__(self, steps: Mapping[str, _Step | None]) -> None:
        self.steps = steps
        self.out: list[Block] = []
        self.text = ""
        self.links: list[Link] = []
        self.lead = 0
        self.lead_open = True
        self.bold = 0
        self.targets: list[str] = []
        self.lists: list[_List] = []
        self.marker: str | None = None
        self.item_open = False
        self.heading = 0
        self.opened: list[_Element] = []

    def run(self, page: Page) -> None:
        at = 0
        for start, (end, table) in _data_tables(page).items():
            self.go(page.tags[at:start], page.texts[at:start])
            self.flush()
            self.put(table)
            self.add(page.texts[end])
            at = end + 1
        self.go(page.tags[at:], page.texts[at:])
        self.flush()

    def go(self, tags: Sequence[str], texts: Sequence[str]) -> None:
        for step, text in zip(map(self.steps.__getitem__, tags), texts, strict=True):
            if step is not None:
                step(self)
            if text:
                self.add(text)

    def add(self, text: str) -> None:
        before = self.text
        if not before or before[-1] == " ":
            text = text.lstrip()
            if not text:
                return
        self.text = before + text
        if self.lead_open:
            if self.bold:
                self.lead = len(self.text.rstrip())
            elif not text.isspace():
                self.lead_open = False
        if self.targets and not text.isspace():
            self._link(len(before), len(self.text.rstrip()))

    def _link(self, start: int, end: int) -> None:
        target, links = self.targets[-1], self.links
        if links and links[-1].target == target and links[-1].end >= start - 1:
            links[-1] = Link(links[-1].start, end, target)
        else:
            links.append(Link(start, end, target))

    def flush(self) -> None:
        """The end of a block."""
        if not self.text:
            return
        text = self.text.rstrip()
        if text:
            level, kind, marker = len(self.lists), BlockKind.PARAGRAPH, None
            if self.heading:
                level, kind = self.heading, BlockKind.HEADING
            if self.item_open and self.lists:
                self.item_open = False
                marker, self.marker = self.marker, None
                if kind is BlockKind.PARAGRAPH:
                    level, kind = level - 1, BlockKind.ITEM
            links = tuple(k for k in self.links if k.start < k.end <= len(text)) if self.links else ()
            self.out.append(Block(kind, text, level, marker, min(self.lead, len(text)), links, False))
        self.text, self.lead, self.lead_open = "", 0, True
        if self.links:
            self.links = []

    def put(self, table: _Table) -> None:
        self.flush()
        for caption in table.captions:
            self.add(_SPACE.sub(" ", caption).strip())
            self.flush()
        for cells in table.rows:
            text, links = "", []
            for number, cell in enumerate(cells):
                text += " | " if number else ""
                inner = _Walk(self.steps)
                inner.go(cell.tags, cell.texts)
                inner.flush()
                for index, block in enumerate(inner.out):
                    text += " " if index else ""
                    links += [Link(k.start + len(text), k.end + len(text), k.target) for k in block.links]
                    text += block.text
            if text.replace("|", "").strip():
                self.out.append(Block(BlockKind.ROW, text, len(self.lists), links=tuple(links), joins=False))


_Step = Callable[[_Walk], None]


def _steps(page: Page) -> dict[str, _Step | None]:
    """What every distinct tag of the page asks for."""
    elements = {tag: _changing(kind) for tag, kind in page.kinds.items() if not kind.closes and kind.name not in VOID}
    names = {element.tag.name for element in elements.values() if element is not None}
    steps: dict[str, _Step | None] = {}
    for tag, kind in page.kinds.items():
        if kind.name in names:
            steps[tag] = _leave if kind.closes else (elements[tag] or _Element(kind, kind.name in _BLOCKS)).enter
        else:
            steps[tag] = _Walk.flush if kind.name in _BLOCKS or kind.name == "br" else None
    return steps


def _data_tables(page: Page) -> dict[int, tuple[int, _Table]]:
    """The tables that hold data and where they end: neither in nor around another, nor there to lay a page out."""
    found: dict[int, tuple[int, _Table]] = {}
    behind = 0
    for (start, end), (following, _) in pairwise([*page.named("table").items(), (len(page.tags), 0)]):
        alone = start >= behind and following > end
        behind = max(behind, end)
        if alone and (rows := _data_rows(table := page.within(start, end))):
            captions = table.named("caption").items()
            found[start] = end, _Table([table.text(*caption) for caption in captions], rows)
    return found


def _data_rows(table: Page) -> list[list[Page]]:
    """The rows of a table that holds data; none where it only lays the page out."""
    names = {table.kinds[tag].name for tag in table.tags}
    if names & _LAYING_OUT or ("ul" in names and "th" not in names):
        return []
    rows: list[list[Page]] = []
    for start, end in table.named("tr", "td", "th").items():
        if table.kinds[table.tags[start]].name == "tr":
            rows.append([])
        elif len(table.text(start, end, "")) > _ROW_CELL_CHARS:
            return []
        else:
            rows[-1].append(table.within(start, end))
    return [row for row in rows if row] if max(map(len, rows), default=0) > 1 else []


def _list_of(tag: Tag) -> _List:
    if tag.name != "ol":
        return _List(None)
    style = (tag.attributes.get("type") or "1").strip() or "1"
    if _NO_NUMBERS.search(tag.attributes.get("style", "")):
        style = ""
    start = tag.attributes.get("start") or "1"
    return _List(
        style if style in ("1", "a", "A", "i", "I", "") else "1",
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
