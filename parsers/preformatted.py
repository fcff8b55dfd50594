"""Text whose line breaks count although the page is HTML: ``<pre>``, and what its style calls preformatted."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.lines import unwrap

_MAY_HOLD = re.compile(r"<(?:pre|listing|xmp)\b|white-space", re.IGNORECASE)
_ELEMENTS = "pre, listing, xmp, [style*='white-space']"
_NAMES = ("pre", "listing", "xmp")
_KEPT = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")


def keep_lines(tree: LexborHTMLParser, html: str) -> None:
    """Put a ``<br>`` where a line of preformatted text ends; lines that were only wrapped become one."""
    if _MAY_HOLD.search(html) is None:
        return
    done: set[int] = set()
    for node in tree.css(_ELEMENTS):
        if node.tag not in _NAMES and not _KEPT.search(node.attributes.get("style") or ""):
            continue
        texts = [child for child in node.traverse(include_text=True) if child.is_text_node]
        for text in texts:
            if text.mem_id not in done and "\n" in (content := text.text(deep=False)):
                done.add(text.mem_id)
                _part(tree, text, content)


def _part(tree: LexborHTMLParser, node: LexborNode, content: str) -> None:
    lines = [line for part in _EMPTY_LINE.split(content) for line in unwrap(part.splitlines())]
    # What stands before and behind belongs to the same line, unless a break parts them.
    opening, closing = content[: len(content) - len(content.lstrip())], content[len(content.rstrip()) :]
    lines = ["", *lines] if "\n" in opening else [opening + lines[0], *lines[1:]] if lines else [" "]
    lines = [*lines, ""] if "\n" in closing else [*lines[:-1], lines[-1] + closing]
    for number, line in enumerate(lines):
        if number:
            node.insert_before(tree.create_node("br"))
        node.insert_before(line)
    node.remove()
