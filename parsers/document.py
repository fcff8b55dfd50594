"""Clause nodes → Document: one text with exact offsets, and what the policy says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from clauselog.model import Clause, Document, LeftOut, Link
from parsers.language import language_of
from parsers.outline import Node
from parsers.stated import stated_facts


def build(
    nodes: Sequence[Node],
    *,
    reader: str,
    left_out: Sequence[LeftOut] = (),
    fallback_title: str | None = None,
) -> Document:
    """Lay the nodes out, a line each; every clause's text is an exact slice of ``Document.text``."""
    parts: list[str] = []
    clauses: list[Clause] = []
    links: list[Link] = []
    places: dict[int, tuple[str, int]] = {}  # path and depth
    at = 0
    for node in nodes:
        above, depth = places.get(id(node.parent), ("", -1))
        path = f"{above}/{node.element}" if above else node.element
        places[id(node)] = path, depth + 1
        line = f"{node.label}{node.gap}{node.text}" if node.label else node.text
        end = at + len(line)
        clauses.append(Clause(path, node.label, node.heading, node.text, at, end, depth + 1, node.kind))
        if node.block.links:
            shift = end - len(node.block.text)
            links += [Link(shift + k.start, shift + k.end, k.target) for k in node.block.links if shift + k.start >= at]
        parts.append(line)
        at += len(line) + 1
    text = "\n".join(parts)
    titles = [c.text for c, n in zip(clauses, nodes, strict=True) if n.is_title]
    return Document(
        text=text,
        clauses=tuple(clauses),
        stated=stated_facts(
            text, clauses, title=titles[0] if titles else None, fallback_title=fallback_title, links=links
        ),
        language=language_of(text),
        reader=reader,
        left_out=tuple(left_out),
        links=tuple(links),
    )
