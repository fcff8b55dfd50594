"""The Chinese privacy policy as a company's site shows it: the text somewhere among menus, banners and footers."""

from __future__ import annotations

import html as markup
import re
from importlib import resources
from itertools import groupby
from string import Template

from apps.demo.manuscript import Edition, Mark
from apps.demo.typeset import Line, lines

PHRASES = {Mark.TITLE: "h1", Mark.CHAPTER: "h2", Mark.SECTION: "h3"}


def html(edition: Edition) -> bytes:
    """The edition as an HTML page in the edition's encoding."""
    printed = lines(edition)
    body, hidden = _halves(printed)
    page = Template(_site_file("page.html")).substitute(
        title=markup.escape(printed[0].text),
        charset=edition.setting.charset or edition.setting.encoding,
        contents=_contents(printed),
        body=_blocks(body, edition),
        appendix_title=markup.escape(hidden[0].text),
        appendix=_blocks(hidden[1:], edition),
        number=edition.number,
    )
    return page.encode(edition.setting.encoding)


def challenge(edition: Edition) -> bytes:
    """What a guard in front of the site answers, with status 200, instead of the page asked for."""
    return _site_file("challenge.html").encode(edition.setting.encoding)


def _site_file(name: str) -> str:
    return (resources.files("apps.demo") / "site" / name).read_text("utf-8")


def _halves(printed: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """What is open on the page, and the appendix, which sits folded in an accordion."""
    cut = max(i for i, line in enumerate(printed) if line.mark is Mark.CHAPTER)
    return printed[:cut], printed[cut:]


def _blocks(printed: tuple[Line, ...], edition: Edition) -> str:
    told = []
    for mark, group in groupby(printed, key=lambda line: line.mark):
        members = list(group)
        if mark is Mark.BULLET and edition.setting.layout == "rich":
            told.append("<ul>" + "".join(f"<li><span>{_inline(m.text)}</span></li>" for m in members) + "</ul>")
        elif mark is Mark.BULLET:
            told += [f'<div class="t">{edition.setting.bullets} {_inline(m.text)}</div>' for m in members]
        else:
            told += [_block(m, edition) for m in members]
    return "\n".join(told)


def _block(line: Line, edition: Edition) -> str:
    text = _inline(line.label + line.text)
    is_rich = edition.setting.layout == "rich"
    if line.mark in PHRASES:
        tag = PHRASES[line.mark]
        return f'<{tag} id="{_anchor(line)}">{text}</{tag}>'
    if line.mark is Mark.TABLE:
        return _table(line)
    if line.mark is Mark.NOTE:
        return f'<div class="tips"><div class="tips-in"><p>{text}</p></div></div>'
    if is_rich:
        return f'<div class="para {line.mark.name.lower()}"><p><span>{text}</span></p></div>'
    return f'<div class="t">{text}</div>'


def _table(line: Line) -> str:
    head, *rows = line.rows
    told = ["<tr>" + "".join(f"<th>{markup.escape(c)}</th>" for c in head) + "</tr>"]
    told += ["<tr>" + "".join(f"<td>{markup.escape(c)}</td>" for c in row) + "</tr>" for row in rows]
    return '<div class="table-wrap"><table border="1">' + "\n".join(told) + "</table></div>"


def _contents(printed: tuple[Line, ...]) -> str:
    chapters = [line for line in printed if line.mark is Mark.CHAPTER]
    return "\n".join(f'<li><a href="#{_anchor(c)}">{_inline(c.label + c.text)}</a></li>' for c in chapters)


def _anchor(line: Line) -> str:
    return f"s-{abs(sum(ord(c) * i for i, c in enumerate(line.text, start=1)))}"


def _inline(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", markup.escape(text, quote=False))
