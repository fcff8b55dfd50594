"""Texts that try to break out of a report, and a reader that sees a page as a browser does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "</style></title><iframe src='https://evil.example/'>",
    "{{ 7 * 7 }}{% raw %}",
    "worse \u202eretteb\u202c for you",
    "nothing\x00here\x1b[31m",
    "&lt;already escaped&gt; &amp;",
    "lone \ud800 surrogate",
)
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr"}


@dataclass
class Page(HTMLParser):
    """A parsed page: its tags with attributes, the text inside elements of each class, and what was left open."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    by_class: dict[str, list[str]] = field(default_factory=dict)
    open: list[tuple[str, list[str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) < len(names):
            self.faults.append(f"an attribute twice on <{tag}>")
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            classes = (dict(attrs).get("class") or "").split()
            self.open.append((tag, classes))
            for name in classes:
                self.by_class.setdefault(name, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:] or 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for name in {name for _, classes in self.open for name in classes}:
            self.by_class[name][-1] += data

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def read_page(html: str) -> Page:
    html.encode()  # what cannot be encoded cannot be saved or sent
    page = Page()
    page.feed(html)
    page.close()
    assert not page.faults, page.faults
    assert not page.open, f"left open: {page.open}"
    return page


def assert_harmless(html: str) -> Page:
    """The page parses, runs nothing, loads nothing, and its links lead to http(s) or into the page itself."""
    page = read_page(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "iframe", "img", "svg", "link", "object", "embed", "form", "base", "input", "video"}
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "srcset", "background")]
    for target in page.attributes("href"):
        assert target.startswith(("#", "https://", "http://")), target
    assert "url(" not in html
    assert "@import" not in html
    policies = [a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not set(html) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b")
    return page


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    return request.param
