"""Which part of a page is the contract: what is left out is menus, banners and footers, each kept with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from clauselog.model import Block, BlockKind, LeftOut
from parsers.markers import markers

_TAGS = "nav, footer, aside, header, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=dialog]"
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:(?P<cookie>cookies?|consent|gdpr)"
    r"|(?P<menu>nav|navbar|navigation|menu|breadcrumbs?|crumbs?|topbar|toolbar|tabbar)"
    r"|(?P<footer>footer|foot|copyright|copyrights|siteinfo|beian)|(?P<language>lang|langs|language|languages|locale)"
    r"|(?P<aside>sidebar|side|aside|related|recommend|recommended|latest|hot|share|social|pager|pagination|search|login"
    r"|modal|popup|toast|feedback|advert|ads?))"
    r"(?:$|[-_ ]|\d|bar|list|box|wrap|wrapper|banner|container|switch|switcher|picker|selector|notice|inner)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_MOST_RATIO = 0.25
_LINKED_RATIO = 0.4
_SMALL_CHARS = 400
_FOOT = re.compile(
    r"©|版权所有|ICP ?备|ICP ?证|公网安备|all rights reserved|copyright \d{4}|copyright ©", re.IGNORECASE
)


def leave_out_page(tree: LexborHTMLParser) -> list[LeftOut]:
    """Take out of the tree what surrounds the contract, and say what it was."""
    body = tree.body
    if body is None:
        return []
    total = max(1, _size(body))
    left: list[LeftOut] = []
    gone: set[int] = set()
    found: list[LexborNode] = []
    for node in tree.css(_TAGS) + tree.css("[class], [id]"):
        if node.mem_id in gone or node.tag in ("body", "html", "main", "article") or (gone and _under(node, gone)):
            continue
        reason = _reason(node)
        if reason is None or not _is_around(node, reason, total):
            continue
        gone.add(node.mem_id)
        found.append(node)
        if text := _SPACE.sub(" ", node.text(deep=True, separator=" ")).strip():
            left.append(LeftOut(reason, text))
    for node in [node for node in found if not _under(node, gone)]:
        node.decompose()
    return left


def contract_root(tree: LexborHTMLParser) -> LexborNode | None:
    """``main`` or ``article`` where it holds most of the text, else the body."""
    body = tree.body
    if body is None:
        return None
    total = max(1, _size(body))
    for selector in ("main", "article", "[role=main]"):
        nodes = tree.css(selector)
        if len(nodes) == 1 and _size(nodes[0]) > 0.7 * total:
            return nodes[0]
    return body


def leave_out_edges(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """Without the links in front of the title and the imprint of the site behind the last clause."""
    start, end = 0, len(blocks)
    title = next((i for i, b in enumerate(blocks[:40]) if b.kind is BlockKind.HEADING), 0)
    while start < title and _is_link(blocks[start]):
        start += 1
    while (
        end > start + 3
        and (_is_imprint(blocks[end - 1]) or _is_link(blocks[end - 1]))
        and not markers(blocks[end - 1].text)
    ):
        end -= 1
    if end < len(blocks) and not any(_is_imprint(b) for b in blocks[end:]):
        end = len(blocks)  # links alone at the end may be a list that belongs to the contract
    left = [LeftOut("menu", b.text) for b in blocks[:start]] + [LeftOut("footer", b.text) for b in blocks[end:]]
    return list(blocks[start:end]), left


def _size(node: LexborNode) -> int:
    return len("".join(node.text(deep=True).split()))


def _under(node: LexborNode, gone: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in gone:
            return True
        parent = parent.parent
    return False


def _reason(node: LexborNode) -> str | None:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"[:400]
    return _reason_of(node.tag or "", (attributes.get("role") or "").lower(), names)


@lru_cache(maxsize=2048)
def _reason_of(tag: str, role: str, names: str) -> str | None:
    by_tag = {"nav": "menu", "footer": "footer", "aside": "aside", "header": "header"}
    by_role = {"navigation": "menu", "banner": "header", "contentinfo": "footer", "search": "aside", "dialog": "aside"}
    if m := _NAMES.search(names):
        return next(name for name, value in m.groupdict().items() if value)
    return by_role.get(role) or by_tag.get(tag)


def _is_around(node: LexborNode, reason: str, total: int) -> bool:
    size = _size(node)
    if size > _MOST_RATIO * total:
        return False
    if size == 0:
        return True
    linked = sum(_size(a) for a in node.css("a")) / size
    if node.css_first("h1") is not None and linked < _LINKED_RATIO:
        return False  # the contract's own head, with its title
    if reason in ("cookie", "language"):
        return size < 2 * _SMALL_CHARS or linked > _LINKED_RATIO
    if reason == "footer":
        return linked > 0.2 or _FOOT.search(node.text(deep=True)) is not None or size < _SMALL_CHARS // 4
    if reason == "menu":
        return linked > _LINKED_RATIO or size < _SMALL_CHARS // 8
    return linked > _LINKED_RATIO


def _is_link(block: Block) -> bool:
    return bool(block.links) and sum(k.end - k.start for k in block.links) >= 0.9 * len(block.text)


def _is_imprint(block: Block) -> bool:
    return len(block.text) < 300 and _FOOT.search(block.text) is not None and block.kind is not BlockKind.HEADING
