"""What a Word style says that reading needs: heading depth, numbering, bold and hidden (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from parsers.docx_package import W, children, number, switch, val

_HEADING = re.compile(r"(?:heading|标题|標題) ?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|標題", re.IGNORECASE)
_CONTENTS = re.compile(r"toc ?(?:[1-9]|heading)|目录 ?[1-9]", re.IGNORECASE)
_MOST_ANCESTORS = 20
BODY_LEVEL = 9
"""The outline level that Word calls body text; 0..8 are headings 1..9."""


@dataclass(frozen=True, slots=True)
class Style:
    """Everything inherited already. ``outline`` is 0..8 for headings, None or 9 for body text."""

    outline: int | None = None
    list_id: str | None = None
    depth: int | None = None
    """Of the list; None where the list says which of its levels this style is."""
    list_style: str | None = None
    """The style that brought the numbering, which a list's level may be linked to."""
    bold: bool | None = None
    hidden: bool | None = None
    is_title: bool = False
    is_contents: bool = False


class Styles:
    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        for element in children(root, "style"):
            name = val(element, "styleId") or ""
            self._elements.setdefault(name, element)
            if val(element, "type") == "paragraph" and (val(element, "default") or "0") not in ("0", "false", "off"):
                self._default = name

    def of_paragraph(self, name: str | None) -> Style:
        return self._resolve(name if name in self._elements and name is not None else self._default)

    def of_run(self, name: str | None) -> Style:
        return self._resolve(name) if name in self._elements and name is not None else Style()

    def _resolve(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        outline, list_id, depth, list_style = None, None, None, None
        bold, hidden, is_title, is_contents = None, None, False, False
        seen: set[str] = set()
        at: str | None = name
        while at is not None and at not in seen and len(seen) < _MOST_ANCESTORS:
            element = self._elements.get(at)
            if element is None:
                break
            seen.add(at)
            properties, run = element.find(W + "pPr"), element.find(W + "rPr")
            printed = val(element.find(W + "name")) or ""
            if outline is None and properties is not None:
                outline = number(val(properties.find(W + "outlineLvl")), most=BODY_LEVEL)
            if outline is None and (m := _HEADING.fullmatch(printed)):
                outline = int(m[1]) - 1
            if list_id is None and properties is not None and (numbered := properties.find(W + "numPr")) is not None:
                list_id = val(numbered.find(W + "numId"))
                depth = depth if depth is not None else number(val(numbered.find(W + "ilvl")), most=8)
                list_style = at if list_id is not None else None
            if run is not None:
                bold = switch(run.find(W + "b")) if bold is None else bold
                hidden = switch(run.find(W + "vanish")) if hidden is None else hidden
            is_title = is_title or (len(seen) == 1 and _TITLE.fullmatch(printed) is not None)
            is_contents = is_contents or (len(seen) == 1 and _CONTENTS.fullmatch(printed) is not None)
            at = val(element.find(W + "basedOn"))
        return Style(outline, list_id, depth, list_style, bold, hidden, is_title, is_contents)
