"""Blocks → clause tree: sequence checking over the markers that ``parsers.markers`` finds.

A marker counts only where it continues a run of siblings that is still open or opens a new one at its first number;
heading levels and list nesting of the page are hints that settle what numbering leaves open. Whatever the blocks,
there is a tree, and every block's text stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clauselog.model import Block, BlockKind, ClauseKind
from clauselog.text import has_cjk
from parsers.headings import BELOW, POLICY_WORDS, mark_headings, may_be_heading, numbered_without_stop
from parsers.markers import HEADING_STYLES, Marker, bracketed_heading, markers

VERSION = "outline/2"

_TERMINAL = "。.；;！!？?…：:"
_COLON = (":", "：")
_ITEM_STYLES = ("cn_paren", "num", "num_paren", "num_rparen", "circled", "cn_rparen")
_LISTED = ("num", "num_rparen")
_CARRIED = ("article", "section", "chapter", "num", "kuan")
_TITLE_CHARS = 60
_LETTERS = {"heading": "h", "paragraph": "p", "item": "i", "row": "r", "note": "n"}
"""How a path names what has no number."""
_DATED = re.compile(
    r"^.{0,8}(?:更新|生效|发布|修订|版本).{0,16}\d|^.{0,12}(?:updated|effective|revised|version).{0,20}\d",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[a-z]{2}[.!] [A-Z]")
_FIRST_SENTENCE = re.compile(r"[^。．；;：:!?！？\n]{2,16}[。：]")
_FIRST_SENTENCE_EN = re.compile(r"[A-Z][^.;:!?\n]{2,70}[.:] +(?=[A-Z\"“(])")


@dataclass(slots=True, eq=False)
class Node:
    """A clause in the making. ``gap`` is what is printed between label and text."""

    kind: ClauseKind
    text: str
    block: Block
    parent: Node | None = None
    label: str | None = None
    gap: str = ""
    marker: Marker | None = None
    heading: str | None = None
    element: str = ""
    is_title: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def ends_open(self) -> bool:
        """Its text introduces what follows."""
        return self.text.rstrip().endswith(_COLON)


@dataclass(slots=True, eq=False)
class _Run:
    """Siblings that follow each other in one style under one parent, and what their blocks looked like."""

    parent: Node
    style: str
    last: tuple[int, ...]
    variant: str
    hint: tuple[BlockKind, int, bool]
    introduced: bool
    node: Node


def outline(blocks: Sequence[Block]) -> list[Node]:
    """The clauses in reading order, linked to their parents (top-level ones to a common root with no parent)."""
    builder = _Builder()
    blocks = mark_headings(blocks)
    builder.trusted = numbered_without_stop(blocks)
    for index, block in enumerate(blocks):
        builder.following = blocks[index + 1 : index + 4]
        builder.index = index
        builder.add(block)
    return builder.finish()


class _Builder:
    def __init__(self) -> None:
        self.root = Node(ClauseKind.HEADING, "", Block(BlockKind.HEADING, ""))
        self.top = self.root
        self.nodes: list[Node] = []
        self.runs: list[_Run] = []
        self.carried: dict[str, tuple[int, ...]] = {}
        self.following: Sequence[Block] = ()
        self.index = 0
        self.trusted: frozenset[int] = frozenset()
        self._numbered = False

    # ------------------------------------------------------------------------------------------ placing

    def add(self, block: Block) -> None:
        if block.kind in (BlockKind.ROW, BlockKind.NOTE):
            kind = ClauseKind.ROW if block.kind is BlockKind.ROW else ClauseKind.NOTE
            self._append(Node(kind, block.text, block), self._paragraph_parent(block))
            return
        placed = self._place_marked(block)
        if placed is not None:
            return
        if block.kind is BlockKind.HEADING and not _introduces(block.text):
            self._add_heading(block)
        elif block.kind is BlockKind.ITEM:
            self._add_item(block)
        else:
            self._append(Node(ClauseKind.PARAGRAPH, block.text, block), self._paragraph_parent(block))

    def _append(self, node: Node, parent: Node) -> Node:
        node.parent = parent
        parent.children.append(node)
        self.nodes.append(node)
        return node

    def _place_marked(self, block: Block) -> Node | None:
        candidates = markers(block.text)
        computed = False
        if not candidates and block.marker:
            candidates, computed = markers(block.marker.rstrip() + " x"), True
        best: tuple[float, Marker, Node, _Run | None] | None = None
        for marker in candidates:
            if (
                marker.weak
                and block.kind is not BlockKind.HEADING
                and not block.lead
                and self.index not in self.trusted
            ):
                continue
            for score, parent, run in self._options(marker, block):
                if best is None or score > best[0]:
                    best = (score, marker, parent, run)
        if best is None:
            return None
        _, marker, parent, run = best
        if computed:
            label, gap, text = (block.marker or "").strip(), " ", block.text
        else:
            label = marker.label
            start = block.text.index(label) + len(label)
            gap, text = block.text[start : marker.end], block.text[marker.end :]
        kind = ClauseKind.HEADING if block.kind is BlockKind.HEADING else ClauseKind.CLAUSE
        node = Node(kind, text, block, label=label, gap=gap, marker=marker)
        self._enter_run(node, marker, parent, run, block)
        self._append(node, parent)
        self.top, self._numbered = node, True
        return node

    def _options(self, marker: Marker, block: Block) -> list[tuple[float, Node, _Run | None]]:
        if marker.style == "decimal" or len(marker.number) > 1:
            return self._decimal_options(marker)
        options: list[tuple[float, Node, _Run | None]] = []
        number, hint = marker.number[0], _hint(block)
        for depth, run in enumerate(self.runs):
            if run.style != marker.style or len(run.last) > 1:
                continue
            step = number - run.last[-1]
            alike = (run.hint == hint) * 2 + (run.hint[0] == hint[0]) + (run.variant == marker.variant)
            if step == 1:
                options.append((10 + alike + depth * 0.1, run.parent, run))
            elif step == 2 and alike >= 2:
                options.append((4 + alike * 0.5, run.parent, run))
            elif step == 0 and alike >= 3 and number > 1 and block.kind is BlockKind.HEADING:
                options.append((3.0, run.parent, run))
        if number == 1:
            options.append((6.0, self._opening_parent(marker, block), None))
        elif marker.style in _CARRIED and self.carried.get(marker.style) == (number - 1,):
            options.append((8.0, self._opening_parent(marker, block), None))
        elif not options and marker.style in HEADING_STYLES and not any(r.style == marker.style for r in self.runs):
            options.append((2.0, self._opening_parent(marker, block), None))
        elif not options and block.kind is BlockKind.HEADING and marker.style in ("cn_comma", "num") and number < 40:
            options.append((1.0, self._opening_parent(marker, block), None))
        elif (
            not options
            and number < 40
            and not self._numbered
            and marker.style in ("cn_comma", "num")
            and _short(block.text)
        ):
            options.append((1.0, self._opening_parent(marker, block), None))  # an excerpt that begins in the middle
        return options

    def _decimal_options(self, marker: Marker) -> list[tuple[float, Node, _Run | None]]:
        prefix, last = marker.number[:-1], marker.number[-1]
        for run in reversed(self.runs):
            if len(run.last) == len(marker.number) and run.last[:-1] == prefix and 0 <= last - run.last[-1] <= 3:
                return [(12.0, run.parent, run)]
        for node in self._open_nodes():
            if node.marker is not None and node.marker.number == prefix and node.marker.style not in ("num_paren",):
                return [(11.0, node, None)]
        for run in reversed(self.runs):  # 1.9 → 2.1 without a chapter heading in between
            if len(run.last) == len(marker.number) and last == 1 and run.last[:-2] == prefix[:-1]:
                step = prefix[-1] - run.last[-2]
                if 0 < step <= 2:
                    return [(9.0, run.parent, run)]
        if last <= 1 or (not any(len(r.last) > 1 for r in self.runs) and last <= 3):
            for node in self._open_nodes():
                if (
                    node.marker is not None
                    and len(node.marker.number) > 1
                    and prefix[: len(node.marker.number)] == node.marker.number
                ):
                    return [(5.0, node, None)]
            parent = self.top if self.top.marker is None else self._opening_parent(marker, self.top.block)
            return [(5.0, parent, None)]
        return []

    def _open_nodes(self) -> list[Node]:
        """From the innermost open clause outwards, then the members of runs that only an unnumbered heading closed."""
        found, node = [], self.top
        while node.parent is not None:
            found.append(node)
            node = node.parent
        for run in reversed(self.runs):
            if run.node not in found:
                found.append(run.node)
        return found

    def _opening_parent(self, marker: Marker, block: Block) -> Node:
        node = self._paragraph_parent(block) if block.kind is BlockKind.PARAGRAPH else self.top
        if block.kind is BlockKind.PARAGRAPH and marker.style in _LISTED:  # "1." beside "*" is no part of that item
            while node.parent is not None and node.block.kind is BlockKind.ITEM and node.block.level == block.level - 1:
                node = node.parent
        if block.kind is BlockKind.ITEM:
            node = self._item_parent(block)
        if marker.style == "num" and self._opens_decimals(marker):  # 1. above 1.1 is a section, no part of item (7)
            while node.marker is not None and node.marker.style in _ITEM_STYLES and not node.ends_open and node.parent:
                node = node.parent
                if node.kind is ClauseKind.HEADING and node.marker is None and node.parent:  # a summary before it
                    node = node.parent
        if marker.style == "cn_comma":  # 一、 stands above 1. and （一）, unless one of them introduces it
            while node.marker is not None and node.marker.style in _ITEM_STYLES and not node.ends_open and node.parent:
                node = node.parent
        if marker.style in HEADING_STYLES:
            if (
                marker.style == "article"
                and node.kind is ClauseKind.HEADING
                and node.marker is None
                and node is self.top
            ):
                return node
            # a chapter never opens inside a clause of a lesser kind: 第二章 belongs beside 第一章, not under 第九条
            order = HEADING_STYLES.index(marker.style) if marker.style != "annex" else 0
            while node.parent is not None and (
                node.marker is None
                or node.marker.style not in HEADING_STYLES
                or HEADING_STYLES.index(node.marker.style) >= order
            ):
                node = node.parent
            return node
        if block.kind is BlockKind.HEADING:
            while node.parent is not None and node.kind is not ClauseKind.HEADING and not self._may_hold(node):
                node = node.parent
            while (
                node.parent is not None
                and node.marker is not None
                and node.marker.style == marker.style
                and node.block.kind is BlockKind.HEADING
                and node.block.level >= block.level
            ):
                node = node.parent
            if node.marker is None:
                while node.parent is not None and node.marker is None and node.block.level >= block.level:
                    node = node.parent
        return node

    def _opens_decimals(self, marker: Marker) -> bool:
        return any(m.number == (*marker.number, 1) for block in self.following for m in markers(block.text))

    @staticmethod
    def _may_hold(node: Node) -> bool:
        return (
            node.marker is not None
            and len(node.text) <= _TITLE_CHARS
            and not node.text.rstrip().endswith(("。", ";", "；"))
        )

    def _enter_run(self, node: Node, marker: Marker, parent: Node, run: _Run | None, block: Block) -> None:
        if run is not None:
            index = self.runs.index(run)
            self._close(index + 1)
            run.last, run.node, run.variant = marker.number, node, marker.variant
            return
        previous = self.nodes[-1] if self.nodes else self.root
        keep = [r for r in self.runs if not _descends(r.parent, parent) or r.parent is parent]
        for closed in self.runs:
            if closed not in keep:
                self.carried[closed.style] = closed.last
        self.runs = [r for r in keep if not (r.parent is parent and r.style == marker.style)]
        self.runs.append(
            _Run(parent, marker.style, marker.number, marker.variant, _hint(block), previous.ends_open, node)
        )

    def _close(self, index: int) -> None:
        for run in self.runs[index:]:
            self.carried[run.style] = run.last
        del self.runs[index:]

    # ---------------------------------------------------------------------------------------- unnumbered

    def _add_heading(self, block: Block) -> None:
        if self._is_title(block):
            node = self._append(Node(ClauseKind.HEADING, block.text, block, is_title=True), self.root)
            self.runs.clear()
            self.carried.clear()
            self.top = self.root
            return
        parent = self.top
        while parent.parent is not None and not _holds_heading(parent, block.level):
            parent = parent.parent
        node = self._append(Node(ClauseKind.HEADING, block.text, block), parent)
        self.top = node
        for run in [r for r in self.runs if r.style == "article" and r.parent is not parent]:
            if _descends(run.parent, parent):  # articles count on below a heading that ends their chapter
                self.carried[run.style] = run.last
                self.runs.remove(run)

    def _is_title(self, block: Block) -> bool:
        if len(block.text) > _TITLE_CHARS * 2 or block.text.rstrip().endswith(("。", "；")):
            return False
        headings = [n for n in self.nodes if n.kind is ClauseKind.HEADING]
        if not headings:
            if not POLICY_WORDS.search(block.text) and any(map(_names_policy, self.following)):
                return False  # what a shop or an archive printed above the title
            if block.level == 1 and POLICY_WORDS.search(block.text) and not self._numbered:
                return len(self.nodes) <= 8
            opening = len(self.nodes) <= 8 and all(len(n.text) <= _TITLE_CHARS for n in self.nodes)
            return opening and (block.level == 1 or bool(POLICY_WORDS.search(block.text)))
        dated = any(_DATED.search(b.text) for b in self.following)
        return (
            (block.level == 1 or (dated and block.level <= 2))
            and len(self.nodes) >= 8
            and len(block.text) <= _TITLE_CHARS
            and any(n.is_title for n in headings)
            and bool(POLICY_WORDS.search(block.text))
            and any(n.marker is not None for n in headings)
        )

    def _add_item(self, block: Block) -> None:
        # a computed number that continues nothing is no place in the tree, but it is printed all the same
        label, gap = (block.marker.strip(), " ") if block.marker and block.marker.strip() else (None, "")
        node = Node(ClauseKind.ITEM, block.text, block, label=label, gap=gap)
        self.top = self._append(node, self._item_parent(block))

    def _item_parent(self, block: Block) -> Node:
        node = self.top
        while node.parent is not None and node.block.kind is BlockKind.ITEM and node.block.level >= block.level:
            node = node.parent
        if block.level == 0 and node.block.kind is not BlockKind.ITEM:
            node = self._past_items(node)
        return node

    def _paragraph_parent(self, block: Block) -> Node:
        """Where an unnumbered paragraph belongs: inside its list item, else behind a list that has ended."""
        node = self.top
        while node.parent is not None and node.block.kind is BlockKind.ITEM and node.block.level >= block.level:
            node = node.parent
        return self._past_items(node) if node is self.top else node

    def _past_items(self, node: Node) -> Node:
        while node.parent is not None and self._is_list_item(node):
            node = node.parent
        return node

    def _is_list_item(self, node: Node) -> bool:
        """One of a list in running text: introduced by a colon, closed by a stop, with nothing below it yet."""
        if node.marker is None or node.children or node.block.kind is BlockKind.HEADING or node.ends_open:
            return False
        style = node.marker.style
        if not (style in _ITEM_STYLES or style.startswith(("alpha", "roman"))):
            return False
        run = next((r for r in self.runs if r.node is node), None)
        siblings = [c for c in node.parent.children if c.marker is not None] if node.parent else []
        if run is None or len(siblings) < 2 or any(s.children for s in siblings):
            return False
        closed = node.text.rstrip().endswith(("。", ".")) and all(
            s.text.rstrip().endswith(("；", ";"))
            for s in siblings[:-1]
            if s.marker is not None and s.marker.style == style
        )
        return closed or (run.introduced and style != "cn_paren")

    # ------------------------------------------------------------------------------------------ finishing

    def finish(self) -> list[Node]:
        for node in self.nodes:
            node.heading = _heading(node)
            if (
                node.kind is ClauseKind.CLAUSE
                and node.heading is not None
                and node.heading == node.text.strip()
                and node.children
            ):
                node.kind = ClauseKind.HEADING
            elif node.kind is ClauseKind.HEADING and node.heading is None:
                node.kind = ClauseKind.CLAUSE if node.marker else ClauseKind.PARAGRAPH
        self._name(self.root, started=False)
        return self.nodes

    def _name(self, parent: Node, *, started: bool) -> None:
        used: dict[str, int] = {}
        counts: dict[str, int] = {}
        for node in parent.children:
            if node.is_title:
                element, started = "title", False
            elif node.marker is not None:
                element = node.marker.bare.replace("/", "-")
            else:
                letter = _LETTERS.get(node.kind, "c")
                counts[letter] = counts.get(letter, 0) + 1
                element = f"{letter}{counts[letter]}"
            if node.marker is not None or (node.kind is ClauseKind.HEADING and not node.is_title):
                started = True
            elif parent is self.root and not started and not node.is_title:
                element = f"preamble/{element}"
            used[element] = used.get(element, 0) + 1
            node.element = element if used[element] == 1 else f"{element}~{used[element]}"
            if node.children:
                self._name(node, started=True)


def _hint(block: Block) -> tuple[BlockKind, int, bool]:
    return (block.kind, block.level, block.lead > 0)


def _holds_heading(node: Node, level: int) -> bool:
    """Whether a heading of this level may stand below the node; one that is only bold also below a numbered title."""
    if node.block.kind is BlockKind.HEADING:
        return node.block.level < level
    if level < BELOW or node.marker is None:
        return False
    bold = node.block.lead >= len(node.block.text.rstrip())
    return bold or (node.marker.style in (*HEADING_STYLES, "cn_comma") and _short(node.block.text))


def _descends(node: Node, ancestor: Node) -> bool:
    walk: Node | None = node
    while walk is not None:
        if walk is ancestor:
            return True
        walk = walk.parent
    return False


def _heading(node: Node) -> str | None:
    """The clause's heading: all of a short title, a bold lead-in, 【…】, or a first sentence that is a title."""
    text = node.text.strip()
    if not text:
        return None
    if node.block.kind is BlockKind.HEADING and len(text) <= 200 and (node.marker is None or not _is_sentence(text)):
        return text
    if bracketed := bracketed_heading(text):
        return bracketed
    lead = node.block.lead - (len(node.block.text) - len(node.text))
    if 0 < lead <= _TITLE_CHARS and lead < len(node.text):
        return node.text[:lead].strip().rstrip(_TERMINAL).strip() or None
    if node.marker is None:
        return None
    limit = 30 if has_cjk(text) else 80
    if len(text) <= limit and not text.endswith(("。", ".", "；", ";", "！", "，", ",", "、")):
        return text.rstrip("：:")
    m = _FIRST_SENTENCE.match(text) or _FIRST_SENTENCE_EN.match(text)
    if m and len(m[0]) < len(text):
        return m[0].strip().rstrip(_TERMINAL).strip()
    return None


def _names_policy(block: Block) -> bool:
    text = block.text.strip()
    return block.kind is not BlockKind.ROW and may_be_heading(text) and POLICY_WORDS.search(text) is not None


def _introduces(text: str) -> bool:
    """A date, or a whole sentence marked as a heading: a comma inside, and a stop or a colon at its end."""
    text = text.rstrip()
    if _DATED.match(text) and len(text) <= _TITLE_CHARS and not POLICY_WORDS.search(text):
        return True
    if has_cjk(text):
        return text.endswith(("：", ":", "。", "；")) and len(text) > 12 and ("，" in text or "," in text)
    return len(text) > 60 and (_SENTENCES.search(text) is not None or (text.endswith((":", ".", ";")) and ", " in text))


def _short(text: str) -> bool:
    return len(text) <= 30 and not text.rstrip().endswith(("。", "；", ";", "，", ","))


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；", ";")) and len(text) > 30
