"""Bytes in, documents out: the parsers put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePosixPath

from clauselog.errors import SelectorMissed, TooLittleText
from clauselog.model import (
    Block,
    BlockKind,
    Clause,
    Document,
    FormerVersion,
    LeftOut,
    Link,
    NamedProvider,
    Source,
    Stated,
    Text,
)
from clauselog.text import INVISIBLE, key, sha256_hex
from parsers import charset as charsets
from parsers.contents import leave_out_contents
from parsers.document import build
from parsers.flat import open_flat
from parsers.headings import POLICY_WORDS
from parsers.lines import join_cut
from parsers.outline import VERSION as OUTLINE_VERSION
from parsers.outline import outline
from parsers.sniff import Kind, is_docx, is_pdf, refuse_binary, text_kind
from parsers.stated import stated_facts

VERSIONS = {"html": "html/2", "markdown": "markdown/2", "plain": "plain/2", "pdf": "pdf/2", "docx": "docx/2"}
TITLE_MARK = "title:"
"""Before the words of a title in ``keep``: that policy of a page which holds several."""
LEAST_CHARS = 40
"""Less visible text than this is no policy."""
LEAST_CLAUSES = 8
LEAST_SHARE = 0.1
"""A second policy on a page has at least so many clauses and such a share of the text; less is a part of the first."""

_BULLET = re.compile(r"[•●○▪■◆◇►▶▸◦‣⁃](?=\s*\S)\s*|[-*–]\s+(?=\S)")
_CONTROL = re.compile("[" + re.escape(INVISIBLE) + "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]")


def read_bytes(
    body: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> tuple[Document, ...]:
    """The policies found in the bytes of one page or file: usually one, several where a page holds several.

    ``name`` and ``media_type`` are hints; what the bytes look like decides. Raises ParseError.
    """
    return split_documents(read_page(body, name=name, media_type=media_type, charset=charset, keep=keep, drop=drop))


def read_page(
    body: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> Document:
    """All of a page as one document, whatever number of policies it holds. Raises ParseError.

    ``keep`` may also name one of several policies on the page, ``title:隐私政策``: then that one alone is read.
    """
    titles = [k.removeprefix(TITLE_MARK).strip() for k in keep if k.startswith(TITLE_MARK)]
    if titles:
        selectors = [k for k in keep if not k.startswith(TITLE_MARK)]
        page_ = read_page(body, name=name, media_type=media_type, charset=charset, keep=selectors, drop=drop)
        return _titled(page_, titles)
    docx = is_docx(body)
    if not docx:
        refuse_binary(body)
    left: list[LeftOut] = []
    title: str | None = None
    kind: Kind
    if docx:
        from parsers.docx import read_docx

        kind = "docx"
        blocks, left = read_docx(body)
    elif is_pdf(body):
        from parsers.pdf import read_pdf

        kind = "pdf"
        blocks, left = read_pdf(body)
    else:
        text, _ = charsets.decode(body, charset)
        text = _CONTROL.sub("", text)
        kind = text_kind(text, name=name, media_type=media_type)
        if kind == "html":
            from parsers.content import leave_out_edges
            from parsers.html import read_html

            page = read_html(text, keep=keep, drop=drop)
            left, title = page.left_out, page.title
            blocks, edges = leave_out_edges(page.blocks)
            left = [*left, *edges]
        elif kind == "markdown":
            from parsers.markdown import read_markdown

            blocks, title = read_markdown(text)
        else:
            from parsers.plain import read_plain

            blocks = read_plain(text)
    blocks = [clean for block in blocks if (clean := _clean(block)).text]
    _refuse_too_little(blocks)
    blocks, menus = open_flat(join_cut(blocks))
    blocks = [_bulleted(block) for block in blocks]
    blocks, contents = leave_out_contents(blocks)
    return build(
        outline(blocks),
        reader=_signature(kind, keep, drop),
        left_out=[*left, *menus, *contents],
        fallback_title=_site_title(title),
    )


def _titled(page: Document, titles: Sequence[str]) -> Document:
    """The policies of the page whose titles hold the words asked for, in the order of the page."""
    parts = split_documents(page)
    chosen = [p for p in parts if any(key(title) in key(p.stated.title or "") for title in titles)]
    if not chosen:
        found = "、".join(f"《{p.stated.title or '?'}》" for p in parts)
        asked = " | ".join(titles)
        raise SelectorMissed(
            Text(zh=f"按标题“{asked}”取政策", en=f"Choosing the policy titled '{asked}'"),
            Text(zh=f"页面中有 {found}", en=f"the page holds {found}"),
            Text(
                zh="请在声明中更正标题；旧版本保持不变",
                en="Mend the title in the declaration; the versions there are stay as they were",
            ),
        )
    return chosen[0] if len(chosen) == 1 else assemble(chosen)


def _clean(block: Block) -> Block:
    """The block without characters that nobody sees, its links moved along."""
    if not _CONTROL.search(block.text):
        return block
    shifts = [m.start() for m in _CONTROL.finditer(block.text)]

    def moved(at: int) -> int:
        return at - sum(s < at for s in shifts)

    return replace(
        block,
        text=_CONTROL.sub("", block.text).strip(),
        lead=moved(block.lead),
        links=tuple(Link(moved(k.start), moved(k.end), k.target) for k in block.links),
    )


def _bulleted(block: Block) -> Block:
    """A paragraph that begins with a bullet is a list item, and the bullet is typography."""
    if block.kind is not BlockKind.PARAGRAPH or not (m := _BULLET.match(block.text)):
        return block
    cut = m.end()
    links = tuple(Link(k.start - cut, k.end - cut, k.target) for k in block.links if k.start >= cut)
    return replace(block, kind=BlockKind.ITEM, text=block.text[cut:], lead=max(0, block.lead - cut), links=links)


def _refuse_too_little(blocks: Sequence[Block]) -> None:
    seen = 0
    for block in blocks:
        seen += len("".join(block.text.split()))
        if seen >= LEAST_CHARS:
            return
    raise TooLittleText(
        Text(zh="读取正文", en="Reading the text"),
        Text(zh=f"只有 {seen} 个可见字符，不像一份政策", en=f"only {seen} visible characters, which is no policy"),
        Text(
            zh="页面可能需要脚本才显示正文，或选择器不对；已存版本保持不变",
            en="The page may need scripts to show its text, or a selector is wrong; stored versions are untouched",
        ),
    )


def _site_title(title: str | None) -> str | None:
    """The page's own title without the site's name behind a bar or dash."""
    if not title:
        return None
    parts = [p.strip() for p in re.split(r"\s[|\-–—_·]\s|[|_]", title) if p.strip()]
    named = [p for p in parts if POLICY_WORDS.search(p)]
    return (named or parts or [title])[0]


def _signature(kind: str, keep: Sequence[str], drop: Sequence[str]) -> str:
    selectors = "\n".join([*keep, "--", *drop]) if keep or drop else ""
    mark = f" sel:{sha256_hex(selectors)[:8]}" if selectors else ""
    return f"{VERSIONS[kind]} {OUTLINE_VERSION}{mark}"


def split_documents(document: Document) -> tuple[Document, ...]:
    """One document per policy on the page: a second title in the middle of it begins a second one."""
    starts = [i for i, c in enumerate(document.clauses) if re.fullmatch(r"(?:preamble/)?title(?:~\d+)?", c.path) and i]
    if not starts:
        return (document,)
    cuts = [0, *starts, len(document.clauses)]
    parts = []
    for begin, end in pairwise(cuts):
        clauses = document.clauses[begin:end]
        if len(clauses) < LEAST_CLAUSES or sum(len(c.text) for c in clauses) < LEAST_SHARE * len(document.text):
            return (document,)
        parts.append(_part(document, clauses, first=begin == 0))
    return tuple(parts)


def _part(document: Document, clauses: Sequence[Clause], *, first: bool) -> Document:
    base = clauses[0].start
    text = document.text[base : clauses[-1].end]
    links = tuple(
        Link(k.start - base, k.end - base, k.target)
        for k in document.links
        if base <= k.start and k.end <= base + len(text)
    )
    paths = _own_paths([c.path for c in clauses])
    moved = tuple(
        replace(c, path=path, start=c.start - base, end=c.end - base) for c, path in zip(clauses, paths, strict=True)
    )
    title = clauses[0].text if clauses[0].path.rpartition("/")[2].startswith("title") else document.stated.title
    return replace(
        document,
        text=text,
        clauses=moved,
        stated=stated_facts(text, moved, title=title, links=links),
        left_out=document.left_out if first else (),
        links=links,
    )


def _own_paths(paths: Sequence[str]) -> list[str]:
    """The paths of one of several policies, as if it were alone: what stands at the top is counted from one again."""
    names: dict[str, str] = {}
    used: dict[str, int] = {}
    out: list[str] = []
    for path in paths:
        parts = path.split("/")
        top = 2 if parts[0].startswith("preamble") and len(parts) > 1 else 1
        head = "/".join(parts[:top])
        if head not in names:
            plain = re.sub(r"~\d+$", "", head)
            counted = re.fullmatch(r"(.*?)([hpirnc])\d+", plain) if parts[top - 1][0] in "hpirnc" else None
            name = counted[1] + counted[2] if counted else plain
            used[name] = used.get(name, 0) + 1
            names[head] = f"{name}{used[name]}" if counted else name if used[name] == 1 else f"{name}~{used[name]}"
        out.append("/".join([names[head], *parts[top:]]))
    return out


class PolicyReader:
    """Reads the pages of one policy, in the order of its sources, into one document. Implements ``ports.Reader``."""

    def signature(self, sources: Sequence[Source]) -> str:
        versions = " ".join([*(VERSIONS[k] for k in sorted(VERSIONS)), OUTLINE_VERSION])
        selectors = "\n".join(f"{s.location}\t{s.keep}\t{s.drop}" for s in sources if s.keep or s.drop)
        return f"{versions} sel:{sha256_hex(selectors)[:8]}" if selectors else versions

    def read(self, pages: Sequence[tuple[Source, bytes, str | None, str | None]]) -> Document:
        parts = [
            read_page(
                body,
                name=PurePosixPath(source.location.split("?")[0]).name,
                media_type=source.media_type or media_type,
                charset=charset,
                keep=source.keep,
                drop=source.drop,
            )
            for source, body, media_type, charset in pages
        ]
        reader = self.signature([page[0] for page in pages])
        return replace(parts[0] if len(parts) == 1 else assemble(parts), reader=reader)


def assemble(parts: Sequence[Document]) -> Document:
    """Several pages as one policy: the texts behind each other, the paths of later pages marked where they repeat."""
    texts: list[str] = []
    clauses: list[Clause] = []
    links: list[Link] = []
    taken: set[str] = set()
    at = 0
    for number, part in enumerate(parts, 1):
        heads = {c.path.split("/")[0] for c in part.clauses}
        clash = heads & taken
        taken |= heads
        for clause in part.clauses:
            head, slash, rest = clause.path.partition("/")
            path = f"{head}~{number}{slash}{rest}" if head in clash else clause.path
            clauses.append(replace(clause, path=path, start=clause.start + at, end=clause.end + at))
        links += [Link(k.start + at, k.end + at, k.target) for k in part.links]
        texts.append(part.text)
        at += len(part.text) + 1
    first = parts[0]
    left = tuple(item for part in parts for item in part.left_out)
    return replace(
        first, text="\n".join(texts), clauses=tuple(clauses), links=tuple(links), stated=_stated(parts), left_out=left
    )


def _stated(parts: Sequence[Document]) -> Stated:
    """What the first of several pages says of itself; who publishes from the first that names them, and every list of
    former versions."""
    first = parts[0].stated
    dated = any((first.updated_on, first.effective_on))
    providers: tuple[NamedProvider, ...] = ()
    former: list[FormerVersion] = []
    at = 0
    for part in parts:
        own = part.stated
        providers = providers or tuple(replace(p, start=p.start + at, end=p.end + at) for p in own.providers)
        former += [replace(v, start=v.start + at, end=v.end + at) for v in own.former_versions]
        at += len(part.text) + 1
    return replace(first if dated else Stated(title=first.title), providers=providers, former_versions=tuple(former))
