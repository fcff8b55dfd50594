"""Which part of a page is the contract: what is left out is menus, banners and footers, each kept with its reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from clauselog.model import Block, BlockKind, LeftOut
from parsers.markers import markers
from parsers.page import Page, Tag

_BY_TAG = {"nav": "menu", "footer": "footer", "aside": "aside", "header": "header"}
_BY_ROLE = {"navigation": "menu", "banner": "header", "contentinfo": "footer", "search": "aside", "dialog": "aside"}
_NEVER = ("body", "html", "main", "article")
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:(?P<cookie>cookies?|consent|gdpr)"
    r"|(?P<menu>nav|navbar|navigation|menu|breadcrumbs?|crumbs?|topbar|toolbar|tabbar)"
    r"|(?P<footer>footer|foot|copyright|copyrights|siteinfo|beian)|(?P<language>lang|langs|language|languages|locale)"
    r"|(?P<aside>sidebar|side|aside|related|recommend|recommended|latest|hot|share|social|pager|pagination|search|login"
    r"|modal|popup|toast|feedback|advert|ads?))"
    r"(?:$|[-_ ]|\d|bar|list|box|wrap|wrapper|banner|container|switch|switcher|picker|selector|notice|inner)",
    re.IGNORECASE,
)
_MOST_RATIO = 0.25
_LINKED_RATIO = 0.4
_SMALL_CHARS = 400
_FOOT = re.compile(
    r"©|版权所有|ICP ?备|ICP ?证|公网安备|all rights reserved|copyright \d{4}|copyright ©", re.IGNORECASE
)


def leave_out_page(page: Page) -> tuple[Page, list[LeftOut]]:
    """The page less what surrounds the contract, and what that was: what its tag or role says first, then names."""
    reasons = {tag: reason for tag, kind in page.kinds.items() if not kind.closes and (reason := _reason(kind))}
    if not reasons:
        return page, []
    elements = page.find(reasons)
    said = {tag for tag in reasons if _says(page.kinds[tag])}
    named = {tag for tag in reasons if {"class", "id"} & page.kinds[tag].attributes.keys()}
    surroundings = _Surroundings(page)
    hidden = bytearray(len(page.tags))
    gone: dict[int, int] = {}
    left: list[LeftOut] = []
    for tags in (said, named):
        for start, end in elements.items():
            reason = reasons[page.tags[start]]
            if page.tags[start] in tags and not hidden[start] and surroundings.hold(start, end, reason):
                hidden[start : end + 1] = b"\1" * (end + 1 - start)
                gone[start] = end
                if text := " ".join(page.text(start, end).split()):
                    left.append(LeftOut(reason, text))
    return page.without(dict(sorted(gone.items()))), left


def contract(page: Page) -> Page:
    """``main`` or ``article`` where it holds most of the text, else all of the page."""
    roles = [tag for tag, kind in page.kinds.items() if kind.attributes.get("role") == "main"]
    for starts in (page.starts(("main",)), page.starts(("article",)), roles):
        found = list(page.find(starts).items())
        if len(found) == 1 and page.size(*found[0]) > 0.7 * max(1, page.size(0, len(page.tags))):
            return page.within(*found[0])
    return page


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


def _says(kind: Tag) -> bool:
    return kind.name in _BY_TAG or kind.attributes.get("role") in _BY_ROLE


def _reason(kind: Tag) -> str | None:
    """What an element of this start tag is by its names, else by its role or tag."""
    if kind.name in _NEVER:
        return None
    names = f"{kind.attributes.get('class', '')} {kind.attributes.get('id', '')}"[:400]
    if m := _NAMES.search(names):
        return m.lastgroup
    return _BY_ROLE.get(kind.attributes.get("role", "").lower()) or _BY_TAG.get(kind.name)


class _Surroundings:
    """Tells what stands around the contract of a page from the contract."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.total = max(1, page.size(0, len(page.tags)))
        self.links = list(page.named("a").items())
        self.titles = list(page.named("h1"))

    def hold(self, start: int, end: int, reason: str) -> bool:
        """Whether the element, called so, is one of them."""
        size = self.page.size(start, end)
        if size > _MOST_RATIO * self.total:
            return False
        if size == 0:
            return True
        linked = self._linked(start, end) / size
        titled = bisect_left(self.titles, start) < bisect_left(self.titles, end)
        if titled and linked < _LINKED_RATIO:
            return False  # the contract's own head, with its title
        if reason in ("cookie", "language"):
            return size < 2 * _SMALL_CHARS or linked > _LINKED_RATIO
        if reason == "footer":
            printed = _FOOT.search(self.page.text(start, end, "")) is not None
            return linked > 0.2 or printed or size < _SMALL_CHARS // 4
        if reason == "menu":
            return linked > _LINKED_RATIO or size < _SMALL_CHARS // 8
        return linked > _LINKED_RATIO

    def _linked(self, start: int, end: int) -> int:
        """Visible characters inside links of the element."""
        inside = self.links[bisect_left(self.links, (start, 0)) : bisect_left(self.links, (end, 0))]
        return sum(self.page.size(*link) for link in inside)


def _is_link(block: Block) -> bool:
    return bool(block.links) and sum(k.end - k.start for k in block.links) >= 0.9 * len(block.text)


def _is_imprint(block: Block) -> bool:
    return len(block.text) < 300 and _FOOT.search(block.text) is not None and block.kind is not BlockKind.HEADING
