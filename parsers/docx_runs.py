"""The runs of a Word paragraph → the text that prints: changes accepted, hidden text and field codes left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from clauselog.model import Link
from parsers.docx_package import R, Relation, W, local, number, switch, val
from parsers.docx_styles import Style, Styles

BREAK = "\n"
"""A line break inside a paragraph."""

_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_HYPERLINK = re.compile(
    r'\s{0,40}HYPERLINK\s{1,40}(?:\\l\s{1,40}"(?P<anchor>[^"]{1,500})"|"(?P<target>[^"]{1,2000})")', re.IGNORECASE
)
_CODE_CHARS = 4_000
# Word's ways of drawing boxes, arrows and bullets: characters of two symbol fonts.
_SYMBOLS = {
    ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x6F): "□", ("wingdings", 0x71): "□",
    ("wingdings", 0x75): "◆", ("wingdings", 0xA7): "■", ("wingdings", 0xA8): "□", ("wingdings", 0xD8): "➢",
    ("wingdings", 0xE0): "→", ("wingdings", 0xFB): "✗", ("wingdings", 0xFC): "✓", ("wingdings", 0xFE): "☑",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0xA3): "□", ("symbol", 0xA3): "≤", ("symbol", 0xB0): "°",
    ("symbol", 0xB1): "±", ("symbol", 0xB3): "≥", ("symbol", 0xB4): "×", ("symbol", 0xB7): "•",
}  # fmt: skip
_WITHIN = frozenset(("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir"))


@dataclass(slots=True)
class _Field:
    """A field under way: its code is not shown, its result is."""

    code: str = ""
    in_result: bool = False
    start: int = 0


@dataclass(slots=True)
class Line:
    """What the runs of a paragraph print. ``notes`` are (part, id) of footnotes and endnotes, ``boxes`` text boxes."""

    text: str = ""
    links: list[Link] = field(default_factory=list)
    lead: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    big: bool = False


class Runs:
    """Reads one paragraph after the other; remembers fields that run over the end of a paragraph."""

    def __init__(self, styles: Styles, relations: dict[str, Relation]) -> None:
        self._styles = styles
        self._relations = relations
        self._fields: list[_Field] = []

    def line(self, paragraph: etree._Element, style: Style) -> Line:
        self._parts: list[str] = []
        self._length = 0
        self._ends_in_space = True
        self._lead_open = True
        self._out = Line()
        self._style = style
        for open_field in self._fields:
            open_field.start = 0
        self._walk(paragraph)
        # A code never spans paragraphs; one that was never closed must not swallow what follows.
        self._fields = [f for f in self._fields if f.in_result]
        out = self._out
        out.text = "".join(self._parts).rstrip()
        size = len(out.text)
        out.links = [Link(k.start, min(k.end, size), k.target) for k in out.links if k.start < min(k.end, size)]
        out.lead = min(out.lead, size)
        return out

    # ---------------------------------------------------------------------------------------- elements

    def _walk(self, element: etree._Element) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                self._run(child)
            elif name in _WITHIN:
                self._walk(child)
            elif name == "hyperlink":
                start = self._length
                self._walk(child)
                self._link(start, self._target(child))
            elif name == "fldSimple":
                start = self._length
                self._walk(child)
                self._link(start, _target_of_code(val(child, "instr") or ""))
            elif name in ("oMath", "oMathPara"):
                self._add("".join(t.text or "" for t in child.iter() if local(t) == "t"), bold=False)
            elif name == "AlternateContent":
                self._walk(_choice(child))

    def _run(self, run: etree._Element) -> None:
        bold, hidden = self._looks(run.find(W + "rPr"))
        if hidden:
            bold = False
        for child in run:
            self._piece(child, bold=bold, hidden=hidden)

    def _piece(self, child: etree._Element, *, bold: bool, hidden: bool) -> None:
        name = local(child)
        if name == "fldChar":
            self._field(val(child, "fldCharType"))
        elif name == "instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].code = (self._fields[-1].code + (child.text or ""))[:_CODE_CHARS]
        elif hidden or not all(f.in_result for f in self._fields):
            return
        elif name == "t":
            self._add(child.text or "", bold=bold)
        elif name in ("tab", "ptab"):
            self._add(" ", bold=bold)
        elif name == "cr" or (name == "br" and val(child, "type") in (None, "textWrapping")):
            self._break()
        elif name == "noBreakHyphen":
            self._add("-", bold=bold)
        elif name == "sym":
            self._add(_symbol(child), bold=bold)
        elif name in ("footnoteReference", "endnoteReference"):
            self._out.notes.append((name.removesuffix("Reference") + "s", val(child, "id") or ""))
        elif name == "ruby":
            for base in child.iterchildren(W + "rubyBase"):
                self._walk(base)
        elif name == "AlternateContent":
            for inner in _choice(child):
                self._piece(inner, bold=bold, hidden=hidden)
        elif name in ("drawing", "pict", "object"):
            self._out.boxes += _boxes(child)

    def _looks(self, properties: etree._Element | None) -> tuple[bool, bool]:
        """Bold and hidden: as the run says, else its style, else the paragraph's."""
        bold = hidden = None
        if properties is not None:
            bold, hidden = switch(properties.find(W + "b")), switch(properties.find(W + "vanish"))
            if (number(val(properties.find(W + "sz"))) or 0) >= 30:
                self._out.big = True
            if bold is None or hidden is None:
                style = self._styles.of_run(val(properties.find(W + "rStyle")))
                bold = style.bold if bold is None else bold
                hidden = style.hidden if hidden is None else hidden
        bold = self._style.bold if bold is None else bold
        hidden = self._style.hidden if hidden is None else hidden
        return bool(bold), bool(hidden)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field(start=self._length))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result, self._fields[-1].start = True, self._length
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            if done.in_result:
                self._link(done.start, _target_of_code(done.code))

    # -------------------------------------------------------------------------------------------- text

    def _add(self, raw: str, *, bold: bool) -> None:
        part = _SPACE.sub(" ", raw)
        if self._ends_in_space:
            part = part.lstrip(" ")
        if not part:
            return
        self._parts.append(part)
        self._length += len(part)
        self._ends_in_space = part.endswith(" ")
        if self._lead_open:
            if bold:
                self._out.lead = self._length - (1 if self._ends_in_space else 0)
            elif part != " ":
                self._lead_open = False

    def _break(self) -> None:
        self._parts.append(BREAK)
        self._length += 1
        self._ends_in_space = True

    def _link(self, start: int, target: str | None) -> None:
        end = self._length - (1 if self._ends_in_space and self._length else 0)
        if target and start < end:
            self._out.links.append(Link(start, end, target))

    def _target(self, element: etree._Element) -> str | None:
        relation = self._relations.get(element.get(R + "id") or "")
        anchor = val(element, "anchor")
        if relation is None:
            return f"#{anchor[:500]}" if anchor else None
        return relation.target + (f"#{anchor[:500]}" if anchor else "")


def _target_of_code(code: str) -> str | None:
    m = _HYPERLINK.match(code)
    if m is None:
        return None
    return m["target"] or f"#{m['anchor']}"


def _choice(alternate: etree._Element) -> etree._Element:
    """The first of the alternatives: Word writes what it draws first, and the same for old programs behind it."""
    return next((c for c in alternate if local(c) == "Choice"), alternate[0] if len(alternate) else alternate)


def _boxes(drawing: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing, each once: none inside another, none of the fallbacks."""
    found, stack = [], [drawing]
    while stack:
        element = stack.pop()
        if local(element) == "txbxContent":
            found.append(element)
        elif local(element) == "AlternateContent":
            stack.append(_choice(element))
        else:
            stack.extend(reversed(element))
    return found


def _symbol(element: etree._Element) -> str:
    code = val(element, "char") or ""
    try:
        value = int(code[-4:], 16)
    except ValueError:
        return ""
    if not 0xF000 <= value <= 0xF0FF:
        return chr(value) if 0x20 <= value < 0xD800 or 0xE000 <= value < 0xFFFE else ""
    font = (val(element, "font") or "").lower()
    return _SYMBOLS.get((font, value - 0xF000), "•")
