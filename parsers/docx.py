"""DOCX → blocks: paragraphs, headings, computed numbers, tables and notes as Word prints them (ECMA-376 part 1, 17).

Read from the XML, because what matters here no higher library gives: the numbers that Word computes, tracked changes
accepted, fields' results, hidden text. Headers and footers are left out, comments ignored; embedded pages and texts
are read where they stand, diagrams and what lies outside of the file are named among what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from clauselog.model import Block, BlockKind, LeftOut, Link
from parsers.docx_embedded import REASON, read_embedded
from parsers.docx_numbering import Numbering
from parsers.docx_package import Package, R, Relation, W, children, local, number, refusal, switch, val
from parsers.docx_runs import BREAK, Line, Runs
from parsers.docx_styles import BODY_LEVEL, Style, Styles
from parsers.headings import POLICY_WORDS
from parsers.lines import join
from parsers.markers import markers

VERSION = "docx/2"

_HEADING_CHARS = 120
_TITLE_CHARS = 60
_TITLE_BLOCKS = 6
"""An unstyled title stands among so many first blocks."""
_CONTENTS_CHARS = 200
_CELL_CHARS = 1500
_MOST_HEADS = 60
_MOST_EMBEDDED = 50
_SENTENCE_ENDS = ("。", "；", ";", "，", ",")
_WITHIN = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"))


def read_docx(body: bytes) -> tuple[list[Block], list[LeftOut]]:
    """Blocks in reading order and what was left out. Raises UnsupportedFormat for what is damaged or hostile."""
    try:
        return _read(Package(body), nested=False)
    except RecursionError:
        raise refusal("its parts are nested too deeply", "其中的元素嵌套过深") from None
    except MemoryError:
        raise refusal("it needs too much memory", "处理它需要过多内存") from None


def _read(package: Package, *, nested: bool) -> tuple[list[Block], list[LeftOut]]:
    name = package.main()
    root = package.xml(name)
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise refusal("it holds no Word document", "其中没有 Word 正文")
    relations = package.relations(name)
    parts = {relation.kind: relation.target for relation in relations.values() if not relation.external}
    styles = Styles(package.xml(parts["styles"]) if "styles" in parts else None)
    notes: dict[str, dict[str, str]] = {}
    for kind in ("footnotes", "endnotes"):
        if kind in parts and (root := package.xml(parts[kind])) is not None:
            notes[kind] = _notes(root, kind, styles, package.relations(parts[kind]))
    numbering = Numbering(package.xml(parts["numbering"]) if "numbering" in parts else None)
    walk = _Walk(styles, numbering, relations, notes, None if nested else package)
    walk.run(body)
    heads = _running_heads(package, relations, styles)
    return _levelled(walk.out, walk.titles), [*heads, *walk.left, *_diagrams(package, relations)]


def _read_inner(body: bytes) -> tuple[list[Block], list[LeftOut]]:
    """A Word file inside another; what it holds in turn is not opened."""
    return _read(Package(body), nested=True)


@dataclass(frozen=True, slots=True)
class _Carried:
    """A paragraph whose mark is deleted or hidden: it goes on in the next one. ``block`` is its own look, if kept."""

    text: str
    links: tuple[Link, ...]
    lead: int
    block: Block | None


class _Walk:
    """One story of the document: the body, a header, or a note. ``titles`` are indexes into ``out``."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering | None,
        relations: dict[str, Relation],
        notes: dict[str, dict[str, str]] | None = None,
        package: Package | None = None,
    ) -> None:
        self.out: list[Block] = []
        self.left: list[LeftOut] = []
        self.titles: set[int] = set()
        self._styles = styles
        self._numbering = numbering or Numbering(None)
        self._relations = relations
        self._runs = Runs(styles, relations)
        self._notes = notes or {}
        self._package = package
        self._embedded = 0
        self._noted = 0
        self._told: set[tuple[str, str]] = set()
        self._pending: list[tuple[str, str]] = []
        self._carried: _Carried | None = None
        self._in_cell = 0

    def run(self, story: etree._Element) -> None:
        self._blocks(story)
        self._end_carried()
        self._print_notes("footnotes")
        self._print_notes("endnotes")

    def _blocks(self, parent: etree._Element) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("altChunk", "subDoc"):
                self._part(child)
            elif name in _WITHIN:
                self._blocks(child)

    def _part(self, element: etree._Element) -> None:
        """What stands in a part of its own, or outside of the file, and prints here."""
        relation = self._relations.get(element.get(R + "id") or "")
        if relation is None:
            return
        self._end_carried()
        self._embedded += 1
        readable = self._package is not None and not relation.external and self._embedded <= _MOST_EMBEDDED
        data = self._package.data(relation.target) if self._package is not None and readable else None
        if data is None:
            self.left.append(LeftOut(REASON, relation.target))
            return
        blocks, left = read_embedded(relation.target, data, _read_inner)
        self.out += [replace(block, joins=False) for block in blocks]
        self.left += left

    # --------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(W + "pPr")
        style = self._styles.of_paragraph(val(properties.find(W + "pStyle")) if properties is not None else None)
        line = self._runs.line(element, style)
        self._pending += line.notes
        mark = properties.find(W + "rPr") if properties is not None else None
        gone = mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
        unseen = bool(switch(mark.find(W + "vanish"))) if mark is not None else bool(style.hidden)
        if (gone or unseen) and not line.text:
            self._boxes(line)
            return
        block = self._block(line, properties, style) if not gone else None
        if gone or unseen:
            self._carry(line, block)
        elif block is not None:
            self._emit(line, block, properties, style)
        self._boxes(line)
        for outside in element.iterchildren(W + "subDoc"):
            self._part(outside)
        if not self._carried:
            self._print_notes("footnotes")

    def _carry(self, line: Line, block: Block | None) -> None:
        before = self._carried
        text, links, lead = line.text, tuple(line.links), line.lead
        if before is not None:
            text, links, lead = _after(before, text, links, lead)
            block = before.block or block
        self._carried = _Carried(text, links, lead, block)

    def _block(self, line: Line, properties: etree._Element | None, style: Style) -> Block:
        """The paragraph by its look: heading, bullet or paragraph, with the number that Word prints before it."""
        outline = number(val(properties.find(W + "outlineLvl")), most=BODY_LEVEL) if properties is not None else None
        outline = style.outline if outline is None else outline
        list_id, depth = self._list_of(properties, style)
        kind, level, marker = BlockKind.PARAGRAPH, 0, None
        if list_id is not None:
            level = depth
            defined = self._numbering.level(list_id, depth)
            marker = self._numbering.count(list_id, depth)
            if defined is not None and defined.is_bullet:
                kind = BlockKind.ITEM
        short = len(line.text) <= _HEADING_CHARS and not line.text.endswith(_SENTENCE_ENDS)
        if short and (style.is_title or (outline is not None and outline < BODY_LEVEL)):
            kind, level = BlockKind.HEADING, 1 if style.is_title or outline is None else min(outline + 1, 6)
        return Block(kind, line.text, level, marker, line.lead, tuple(line.links), joins=False)

    def _list_of(self, properties: etree._Element | None, style: Style) -> tuple[str | None, int]:
        direct = properties.find(W + "numPr") if properties is not None else None
        list_id = val(direct.find(W + "numId")) if direct is not None else None
        depth = number(val(direct.find(W + "ilvl")), most=8) if direct is not None else None
        if list_id is None:
            list_id = style.list_id
            if depth is None:
                depth = style.depth
            if depth is None and list_id is not None:
                depth = self._numbering.level_of_style(list_id, style.list_style)
        return (None if list_id == "0" else list_id), depth or 0

    def _emit(self, line: Line, block: Block, properties: etree._Element | None, style: Style) -> None:
        if self._carried is not None:
            before, self._carried = self._carried, None
            text, links, lead = _after(before, block.text, block.links, block.lead)
            block = replace(before.block or block, text=text, links=links, lead=lead)
            if block.kind is BlockKind.HEADING and len(text) > _HEADING_CHARS:
                block = replace(block, kind=BlockKind.PARAGRAPH, level=0)
        if not block.text:
            return
        if style.is_contents and len(block.text) <= _CONTENTS_CHARS and not self._in_cell:
            self.left.append(LeftOut("contents", block.text.replace(BREAK, " ")))
            return
        if style.is_title or (not self._in_cell and self._looks_like_title(block, line, properties)):
            self.titles.add(len(self.out))
            block = replace(block, kind=BlockKind.HEADING, level=1)
        self.out += _lines(block)

    def _looks_like_title(self, block: Block, line: Line, properties: etree._Element | None) -> bool:
        """Unstyled, but centred or large, at the head, short, and named like a policy."""
        centred = properties is not None and val(properties.find(W + "jc")) == "center"
        return (
            len(self.out) < _TITLE_BLOCKS
            and block.kind is BlockKind.PARAGRAPH
            and block.marker is None
            and (centred or line.big)
            and len(block.text) <= _TITLE_CHARS
            and not block.text.endswith(_SENTENCE_ENDS)
            and POLICY_WORDS.search(block.text) is not None
            and not any(b.kind is BlockKind.HEADING for b in self.out)
        )

    def _end_carried(self) -> None:
        """What was to go on in a next paragraph, where none comes."""
        if self._carried is not None:
            last, self._carried = self._carried, None
            block = last.block or Block(BlockKind.PARAGRAPH, "", joins=False)
            self.out += _lines(replace(block, text=last.text, links=last.links, lead=last.lead))

    def _boxes(self, line: Line) -> None:
        for box in line.boxes:
            self._end_carried()
            self._blocks(box)

    # -------------------------------------------------------------------------------------------- notes

    def _print_notes(self, kind: str) -> None:
        """The notes that the paragraphs so far refer to, each once; a table prints them behind the row."""
        if self._in_cell:
            return
        rest = []
        for of, name in self._pending:
            if of != kind:
                rest.append((of, name))
            elif (of, name) not in self._told:
                self._told.add((of, name))
                if text := self._notes.get(of, {}).get(name):
                    self._noted += 1
                    self.out.append(Block(BlockKind.NOTE, text, marker=str(self._noted)))
        self._pending = rest

    # -------------------------------------------------------------------------------------------- tables

    def _table(self, table: etree._Element) -> None:
        self._end_carried()
        rows = [cells for row in _within(table, "tr") if (cells := _cells(row))]
        if not rows:
            return
        if max(map(len, rows)) < 2 or self._lays_out(table, rows):
            for cells in rows:
                for cell in cells:
                    self._blocks(cell)
                    self._end_carried()
            return
        for cells in rows:
            parts = [self._cell(cell) for cell in cells]
            text, links = "", []
            for index, (part, inner) in enumerate(parts):
                text += " | " if index else ""
                links += [Link(k.start + len(text), k.end + len(text), k.target) for k in inner]
                text += part
            if text.replace("|", "").strip():
                self.out.append(Block(BlockKind.ROW, text, links=tuple(links), joins=False))
            self._print_notes("footnotes")

    def _lays_out(self, table: etree._Element, rows: Sequence[Sequence[etree._Element]]) -> bool:
        """A table that only lays the page out: it holds another table, headings, or whole chapters in a cell."""
        if next((t for t in table.iter(W + "tbl") if t is not table), None) is not None:
            return True
        for cells in rows:
            for cell in cells:
                if sum(len(t.text or "") for t in cell.iter(W + "t")) > _CELL_CHARS:
                    return True
                for styled in cell.iter(W + "pStyle"):
                    outline = self._styles.of_paragraph(val(styled)).outline
                    if outline is not None and outline < BODY_LEVEL:
                        return True
        return False

    def _cell(self, cell: etree._Element) -> tuple[str, list[Link]]:
        """All of a cell on one line, numbers included."""
        outer, self.out = self.out, []
        titles = set(self.titles)
        self._in_cell += 1
        self._blocks(cell)
        self._end_carried()
        self._in_cell -= 1
        inner, self.out, self.titles = self.out, outer, titles
        text, links = "", []
        for block in inner:
            text += " " if text else ""
            text += f"{block.marker} " if block.marker else ""
            links += [Link(k.start + len(text), k.end + len(text), k.target) for k in block.links]
            text += block.text
        return text, links


# ------------------------------------------------------------------------------------------------- parts


def _within(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of that name, also inside content controls and tracked insertions."""
    for child in parent:
        tag = local(child)
        if tag == name:
            yield child
        elif tag in _WITHIN:
            yield from _within(child, name)


def _cells(row: etree._Element) -> list[etree._Element]:
    """The cells that begin in this row; none of a row that was deleted."""
    properties = row.find(W + "trPr")
    if properties is not None and (properties.find(W + "del") is not None or switch(properties.find(W + "hidden"))):
        return []
    cells = []
    for cell in _within(row, "tc"):
        looks = cell.find(W + "tcPr")
        merged = looks.find(W + "vMerge") if looks is not None else None
        goes_on = merged is not None and val(merged) != "restart"
        deleted = looks is not None and looks.find(W + "cellDel") is not None
        if not goes_on and not deleted:
            cells.append(cell)
    return cells


def _notes(root: etree._Element, kind: str, styles: Styles, relations: dict[str, Relation]) -> dict[str, str]:
    """The text of every note by its id; separators are none."""
    found = {}
    for element in children(root, kind.removesuffix("s")):
        if val(element, "type") in (None, "normal"):
            found[val(element, "id") or ""] = _text(element, styles, relations)
    return found


def _text(story: etree._Element, styles: Styles, relations: dict[str, Relation]) -> str:
    walk = _Walk(styles, None, relations)
    walk.run(story)
    text = ""
    for block in walk.out:
        text = join(text, block.text)
    return text


def _running_heads(package: Package, relations: dict[str, Relation], styles: Styles) -> list[LeftOut]:
    targets = [r.target for r in relations.values() if r.kind in ("header", "footer") and not r.external]
    texts: dict[str, None] = {}
    for target in sorted(set(targets))[:_MOST_HEADS]:
        root = package.xml(target)
        if root is not None and (text := _text(root, styles, {})):
            texts[text] = None
    return [LeftOut("running_head", text) for text in texts]


def _diagrams(package: Package, relations: dict[str, Relation]) -> list[LeftOut]:
    """The words of diagrams (SmartArt), which stand in parts of their own and have no place in the text."""
    left = []
    targets = {r.target for r in relations.values() if r.kind == "diagramData" and not r.external}
    for target in sorted(targets)[:_MOST_HEADS]:
        root = package.xml(target)
        words = (element.text or "" for element in root.iter() if local(element) == "t") if root is not None else ()
        if text := " ".join(word.strip() for word in words if word.strip()):
            left.append(LeftOut("diagram", text))
    return left


def _after(before: _Carried, text: str, links: Sequence[Link], lead: int) -> tuple[str, tuple[Link, ...], int]:
    joined = join(before.text, text)
    shift = len(joined) - len(text)
    moved = tuple(Link(k.start + shift, k.end + shift, k.target) for k in links)
    whole = before.lead == len(before.text)
    return joined, (*before.links, *moved), lead + shift if whole and lead else before.lead


def _lines(block: Block) -> list[Block]:
    """A paragraph with line breaks as so many blocks; a heading's are only typography."""
    block = _numbered(block)
    if BREAK not in block.text:
        return [block]
    if block.kind is BlockKind.HEADING:
        return [replace(block, text=block.text.replace(BREAK, " "))]
    out: list[Block] = []
    start = 0
    for piece in block.text.split(BREAK):
        shift = start + len(piece) - len(piece.lstrip())
        text = piece.strip()
        start += len(piece) + 1
        if not text:
            continue
        links = tuple(
            Link(max(0, k.start - shift), min(len(text), k.end - shift), k.target)
            for k in block.links
            if k.start - shift < len(text) and k.end > shift
        )
        lead = max(0, min(block.lead - shift, len(text)))
        if not out:
            out.append(replace(block, text=text, links=links, lead=lead))
        else:
            out.append(Block(BlockKind.PARAGRAPH, text, block.level, None, lead, links, joins=False))
    return out


def _numbered(block: Block) -> Block:
    """A computed number that no grammar of markers knows is still printed: then it is part of the text."""
    if not block.marker or markers(f"{block.marker} x"):
        return block
    shift = len(block.marker) + 1
    links = tuple(Link(k.start + shift, k.end + shift, k.target) for k in block.links)
    lead = block.lead + shift if block.lead else 0
    return replace(block, text=f"{block.marker} {block.text}", marker=None, links=links, lead=lead)


def _levelled(blocks: list[Block], titles: set[int]) -> list[Block]:
    """Headings one level down where the document has a title of its own, or uses the first level for its chapters."""
    first = [i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and b.level == 1 and i not in titles]
    all_titles = bool(first) and all(POLICY_WORDS.search(blocks[i].text) and not blocks[i].marker for i in first)
    if not titles and (len(first) < 2 or all_titles):
        return blocks
    head = set(titles)
    if not titles and first and POLICY_WORDS.search(blocks[first[0]].text) and not blocks[first[0]].marker:
        head.add(first[0])
    return [
        replace(b, level=min(6, b.level + 1)) if b.kind is BlockKind.HEADING and i not in head else b
        for i, b in enumerate(blocks)
    ]
