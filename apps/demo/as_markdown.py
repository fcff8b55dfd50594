"""The English terms as the provider's repository serves them: Markdown with badges, anchors and hard-wrapped lines."""

from __future__ import annotations

import re
import textwrap

from apps.demo.manuscript import Edition, Mark
from apps.demo.typeset import Line, lines


def markdown(edition: Edition) -> bytes:
    """The edition as a Markdown file."""
    printed = lines(edition)
    parts = [f"<!-- legal/{edition.policy}.md: generated, do not edit -->"]
    for line in printed:
        if line.mark is Mark.CHAPTER and line.label == "1. ":
            parts.append(_contents(printed))
        parts.append(_block(line, edition))
    parts.append("[^ Back to top](#contents)")
    return (re.sub(r"(?m)(?<=^[-+*] )(.+)\n\n(?=[-+*] )", r"\1\n", "\n\n".join(parts)) + "\n").encode()


def _block(line: Line, edition: Edition) -> str:
    text = line.label + line.text
    if line.mark is Mark.TITLE:
        return f"# {text}"
    if line.mark is Mark.CHAPTER:
        return f'<a name="{_anchor(text)}"></a>\n\n## {text}'
    if line.mark is Mark.NOTE:
        return _wrapped(text, edition, "> ", "> ")
    if line.mark is Mark.BULLET:
        return _wrapped(text, edition, f"{edition.setting.bullets} ", "  ")
    return _wrapped(text, edition)


def _wrapped(text: str, edition: Edition, first: str = "", others: str = "") -> str:
    if not edition.setting.wrap:
        return first + text
    return textwrap.fill(
        text,
        edition.setting.wrap,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _contents(printed: tuple[Line, ...]) -> str:
    chapters = [line.label + line.text for line in printed if line.mark is Mark.CHAPTER]
    return "\n".join(["**Contents**", "", *(f"- [{title}](#{_anchor(title)})" for title in chapters)])


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
