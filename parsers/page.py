"""A page as a flat run of tags, each with the text behind it.

lexbor parses a page and writes its tree out again: well-formed, ``<`` and ``>`` only where there is markup. What Python
walks is that run of tags, since an object for every node would cost more than the parse; what a tag means is worked out
once for each distinct one. An element is named by the index of its start tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import accumulate, compress, count
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

VOID = frozenset(("area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
                  "link", "meta", "param", "source", "track", "wbr"))  # fmt: skip
"""Elements that have no end tag."""
_CODE = ("script", "style", "iframe", "template")
_VERBATIM = ("xmp", "noembed", "noframes", "plaintext")
"""With those of ``_CODE`` the elements whose text lexbor writes out as it is; a reader sees it."""
_COMMENT = "!"
_NUL = "\0"  # stands in no text of a parsed page
_SPACES = re.compile("  +")
_ATTRIBUTE = re.compile(r' ([^\s=]+)="([^"]*)"')


class Tag(NamedTuple):
    """A start or end tag taken apart; ``name`` is empty for a comment."""

    name: str
    closes: bool
    attributes: Mapping[str, str]


_NO_TAG = Tag("", False, {})


class Page:
    """``texts[i]`` is what stands between ``tags[i]`` and the next tag, white space folded; ``kinds`` explains tags."""

    def __init__(self, tags: list[str], texts: list[str], kinds: Mapping[str, Tag]) -> None:
        self.tags = tags
        self.texts = texts
        self.kinds = kinds

    def starts(self, names: Collection[str]) -> list[str]:
        """The distinct start tags of elements of these names."""
        return [tag for tag, kind in self.kinds.items() if kind.name in names and not kind.closes]

    def find(self, starts: Collection[str]) -> dict[int, int]:
        """Where the elements of these start tags start and end, in the order of the page; empty ones at once."""
        names = {self.kinds[tag].name for tag in starts}
        marks = {tag: kind for tag, kind in self.kinds.items() if kind.name in names}
        found: dict[int, int] = {}
        opened: list[int] = []
        for index in compress(count(), map(marks.__contains__, self.tags)) if marks else ():
            tag = self.tags[index]
            kind = marks[tag]
            if not kind.closes and tag in starts:
                found[index] = index
            if kind.name in VOID:
                continue
            if not kind.closes:
                opened.append(index)
            elif opened and (start := opened.pop()) in found:
                found[start] = index
        return found

    def named(self, *names: str) -> dict[int, int]:
        """Where the elements of these names start and end, as ``find`` has it."""
        return self.find(self.starts(names))

    @cached_property
    def _visible(self) -> list[int]:
        """How many visible characters each text has."""
        return list(map(len, "".join(_NUL.join(self.texts).split()).split(_NUL)))

    @cached_property
    def _sizes(self) -> list[int]:
        """How many visible characters stand before each tag."""
        return [0, *accumulate(self._visible)]

    def size(self, start: int, end: int) -> int:
        """Visible characters inside the element that starts and ends with these tags."""
        return self._sizes[end] - self._sizes[start]

    def text(self, start: int, end: int, separator: str = " ") -> str:
        """All text inside the element that starts and ends with these tags."""
        return separator.join(self.texts[start:end])

    def without(self, elements: Mapping[int, int]) -> Page:
        """The page less the elements, given in its order. The text behind one stays apart from the text before it."""
        if not elements:
            return self
        kept = bytearray(b"\1") * len(self.tags)
        tags, behind = self.tags.copy(), 0
        for start, end in elements.items():
            if start >= behind:
                kept[start:end] = bytes(end - start)
                tags[end], behind = _COMMENT, end + 1
        page = Page(list(compress(tags, kept)), list(compress(self.texts, kept)), {**self.kinds, _COMMENT: _NO_TAG})
        page._visible = list(compress(self._visible, kept))
        return page

    def within(self, start: int, end: int) -> Page:
        """One element of the page."""
        return Page(self.tags[start : end + 1], [*self.texts[start:end], ""], self.kinds)


def strip_code(tree: LexborHTMLParser) -> None:
    """Take what is code out of the tree, the text around it still apart; make plain text of what is shown as it is."""
    for name in _CODE:
        for node in tree.tags(name):
            node.replace_with(tree.create_node("wbr"))
    for name in _VERBATIM:
        for node in tree.tags(name):
            node.unwrap()


def page_of(node: LexborNode) -> Page:
    """The element and all that is in it. ``strip_code`` must have seen its tree."""
    markup = _without_comments(node.html or "")
    if markup.count("<") != markup.count(">"):  # broken markup can put < into the name of a tag or attribute
        parts = (part.partition("<") for part in markup.split(">"))
        markup = ">".join(text + sign + tag.replace("<", "") for text, sign, tag in parts)
    pieces = markup.replace(">", "<").split("<")
    tags = pieces[1::2]
    return Page(tags, _folded(pieces[2::2]), {tag: _taken_apart(tag) for tag in dict.fromkeys(tags)})


def _without_comments(markup: str) -> str:
    if "<!--" not in markup:
        return markup
    parts, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        parts.append(markup[at:start])
        end = markup.find("-->", start + 4)
        at = end + 3 if end >= 0 else len(markup)
    parts.append(markup[at:])
    return f"<{_COMMENT}>".join(parts)


def _folded(texts: list[str]) -> list[str]:
    """The texts as they are read, one space for any run of white space."""
    every = _NUL.join(texts)
    for space in ("&nbsp;", "\n", "\t", "\r", "\f", "\u3000"):
        every = every.replace(space, " ")
    return _SPACES.sub(" ", _unescaped(every)).split(_NUL)


def _unescaped(text: str) -> str:
    """With the characters for the five references that lexbor writes."""
    if "&" not in text:
        return text
    for reference, character in (("&nbsp;", "\xa0"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(reference, character)
    return text


def _taken_apart(tag: str) -> Tag:
    name, _, rest = tag.partition(" ")
    if name.startswith("/"):
        return Tag(name[1:], True, {})
    if name.startswith(("!", "?")):
        return _NO_TAG
    attributes = {key: _unescaped(value) for key, value in _ATTRIBUTE.findall(" " + rest)} if rest else {}
    return Tag(name, False, attributes)
