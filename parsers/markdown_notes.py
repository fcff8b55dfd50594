"""Footnotes of Markdown, ``[^1]: …``, as a block rule for markdown-it: CommonMark takes them for addresses of links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

OPEN, CLOSE = "note_open", "note_close"
_DEFINITION = re.compile(r"\[\^([^\]\s]{1,60})\]:[ \t]*")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_INDENT = 4


def know_notes(engine: MarkdownIt) -> None:
    """Make the engine tell notes apart; what is indented by four below one belongs to it."""
    engine.block.ruler.before("reference", "note", _read_note, {"alt": ["paragraph", "reference", "blockquote"]})


def labels(tokens: Sequence[Token]) -> frozenset[str]:
    """The labels of the notes there are: only these are references and no text."""
    return frozenset(token.info for token in tokens if token.type == OPEN)


def without_references(text: str, known: frozenset[str]) -> str:
    return _REFERENCE.sub(lambda m: "" if m[1] in known else m[0], text) if known and "[^" in text else text


def _read_note(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    m = _DEFINITION.match(state.src, start, state.eMarks[line])
    if m is None or state.is_code_block(line):
        return False
    if silent:
        return True
    token = state.push(OPEN, "", 1)
    token.info = m[1]
    kept = state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType
    state.bMarks[line] = state.bMarks[line] + m.end() - start + state.tShift[line]
    state.tShift[line] = 0
    state.blkIndent += _INDENT
    state.sCount[line] = state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, line, end_line)
    state.blkIndent -= _INDENT
    state.bMarks[line], state.tShift[line], state.sCount[line], state.parentType = kept
    state.push(CLOSE, "", -1)
    return True
