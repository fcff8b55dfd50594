"""Markdown source without what its dialects never print: front matter, attributes, directives, fences, contents marks.

Dialects: CommonMark, GitHub, kramdown, PHP Markdown Extra, Pandoc, MDX. Taken out by the shape of the whole mark and
where it stands, never by braces alone: a clause may well speak of {something} or have {{places}} to fill in.
"""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"\A\s{0,20}(---|\+\+\+)[ \t]*\n(.{0,8000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title[ \t]{0,20}[:=][ \t]*[\"']?(.{1,200}?)[\"']?[ \t]*$", re.MULTILINE)
_IMPORTS = re.compile(r"\A(?:\s{0,20}(?:import|export)[ \t][^\n]{1,300}[\"'};][ \t]*(?:\n|\Z)){1,40}")

_NAME = r"[\w:.-]{1,80}"
_ATTRIBUTE = rf"(?:[#.]{_NAME}|{_NAME}(?:=(?:\"[^\"\n]{{0,300}}\"|'[^'\n]{{0,300}}'|[^\s\"'{{}}]{{1,200}}))?)"
_ATTRIBUTES = rf"[ \t]{{0,5}}{_ATTRIBUTE}(?:[ \t]{{1,5}}{_ATTRIBUTE}){{0,12}}[ \t]{{0,5}}"
# "* TOC" or "1. anything" above "{:toc}": kramdown puts the contents in its place
_TOC_ITEM = re.compile(
    r"^[ \t]{0,3}(?:[-*+]|1\.)[ \t][^\n]{0,80}\n[ \t]{0,3}\{:[ \t]?toc\b[^{}\n]{0,80}\}[ \t]*$", re.MULTILINE
)
_LINES = re.compile(
    r"^[ \t]{0,12}(?:"
    r"(?:`{3,}|~{3,})[ \t]*[\w-]{0,20}"  # fences around text that is no code
    rf"|\{{:{_ATTRIBUTES}\}}|\{{::?/?[a-z]{{0,20}}(?:[ \t][^{{}}\n]{{0,200}})?/?\}}"  # {: .lead}, {::options … /}
    r"|\[TOC\]|\[\[_?TOC_?\]\]|\{\{[<%]?[ \t]?toc[ \t]?[>%]?\}\}"
    r"|\{%-?[^%\n]{0,300}%\}"  # Liquid
    r"|\{\{[<%][^}\n]{0,300}[>%]\}\}"  # Hugo
    r")[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# ::: warning Title, :::note[Title], ::: {.class}, and the ::: that ends it
_DIRECTIVE = re.compile(
    r"^[ \t]{0,12}:{3,}[ \t]*(?:\{[^{}\n]{0,200}\}|[\w-]{0,40})[ \t]*\[?([^\]\n]{0,200})\]?[ \t]*:{0,9}$", re.MULTILINE
)
_ALERT = re.compile(r"^([ \t]{0,3}>[ \t]{0,3})\[!\w{1,20}\][+-]?", re.MULTILINE)
_COMMENT = re.compile(r"\{::comment\}[^{}]{0,5000}\{:/(?:comment)?\}")
_HEADING_ID = re.compile(
    rf"^([ \t]{{0,3}}#{{1,6}}[ \t][^\n]{{0,400}}?)[ \t]*\{{:?{_ATTRIBUTES}\}}[ \t]*#{{0,6}}[ \t]*$", re.MULTILINE
)
_UNDERLINED_ID = re.compile(
    rf"^([^\n]{{1,200}}?)[ \t]*\{{:?[ \t]?#{_NAME}[ \t]?\}}[ \t]*(?=\n[ \t]{{0,3}}(?:=+|-+)[ \t]*$)", re.MULTILINE
)
_INLINE = re.compile(rf"(?<=[\])*_`>])\{{:{_ATTRIBUTES}\}}|[ \t]\{{:{_ATTRIBUTES}\}}[ \t]*$", re.MULTILINE)


# !!! note "Title", ??? tip: the boxes of MkDocs, what they hold indented below them
_BOX = re.compile(r"^([ \t]{0,12})(?:!!!|\?\?\?\+?)[ \t]+[\w -]{1,60}(?:\"([^\"\n]{0,200})\")?[ \t]*$", re.MULTILINE)
# "##Your rights": a heading without the blank that CommonMark asks for; "#1" begins a sentence as well as a title
_CRAMPED = re.compile(
    r"^([ ]{0,3}(?:#(?!\d)|#{2,6}))(?=[^\W_][^\n]{0,79}$)(?![^\n]{0,79}[.。；;，,！!][ \t]{0,9}$)", re.MULTILINE
)
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]{1,80}:[ \t]?")


def printed(text: str) -> tuple[str, str | None]:
    """The source of what is printed, and the title that front matter gives, if any."""
    title = None
    if m := _FRONT_MATTER.match(text):
        if found := _FRONT_TITLE.search(m[2]):
            title = found[1]
        text = text[m.end() :]
    text = _IMPORTS.sub("", text, count=1)
    if "#" in text:
        text = _CRAMPED.sub(r"\1 ", text)
    if "{" in text:
        text = _COMMENT.sub("", text)
        text = _TOC_ITEM.sub("", text)
        text = _UNDERLINED_ID.sub(r"\1", _HEADING_ID.sub(r"\1", text))
        text = _INLINE.sub("", text)
    if ":::" in text:
        text = _DIRECTIVE.sub(r"\n\1\n", text)
    if "!!!" in text or "???" in text:
        text = _BOX.sub(lambda m: f"\n{m[1]}{m[2] or ''}\n", text)
    if "-" in text:
        text = _ICON.sub("", text)
    if "[!" in text:
        text = _ALERT.sub(r"\1", text)
    return _LINES.sub("", text), title
