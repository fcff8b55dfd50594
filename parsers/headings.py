"""Paragraphs that a reader takes for headings: a short bold line alone, a short line alone where nothing is marked.

Numbered lines are left to ``parsers.outline``; here are only those without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from clauselog.model import Block, BlockKind
from clauselog.text import has_cjk
from parsers.markers import markers

POLICY_WORDS = re.compile(
    r"政策|协议|協議|条款|條款|声明|聲明|规则|規則|须知|指引|公约|policy|terms|agreement|notice|statement|conditions",
    re.IGNORECASE,
)
ABOVE, BELOW = 2, 7
"""Levels of headings that are only bold: beside the page's sections where it marks none, else below all it marks."""
_STOP = re.compile(r"[。．.；;!！…：:，,、]\s*$")
_SENTENCE = re.compile(r"[。；;，：:]|[,.] ")
_DIGITS = re.compile(r"\d{4}|\d{1,2} ?[月日]")
_DATED = re.compile(r"更新|生效|发布|施行|修订|版本|updated|effective|revised|version|published", re.IGNORECASE)
_ENDED = re.compile(r"[。．.；;!！?？：:…”\"」』）)】\]]\s*$")
_WORDS = 10
_CJK_CHARS = 30
_LATIN_CHARS = 80
_ALONE_CJK_CHARS = 12
_ALONE_LATIN_CHARS = 60
_BODY_CHARS = 60
_TITLE_BLOCKS = 4
_OPENING_BLOCKS = 12
_LEAST_RUN = 3
_COUNTED = re.compile(
    r"[年月日天周时分秒个元名人次条款项份台部张页万亿％%+/~～至到]|小时|工作日|周岁|"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|business|calendar|working|percent|users?|people|or|and|to)\b|[a-z]"
)


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with those that are headings by their look marked as such; as many, in the same order."""
    out = list(blocks)
    _mark_title(out)
    marked = [b.level for b in out if b.kind is BlockKind.HEADING and b.level > 1]
    bold = [i for i in range(len(out)) if _is_bold_heading(out, i)]
    if bold:
        above = _stand_above(out, bold)
        for index in bold:
            out[index] = _as_heading(out[index], ABOVE if above else BELOW)
    elif not marked:
        for index in [i for i in range(len(out)) if _stands_alone(out, i)]:
            out[index] = _as_heading(out[index], ABOVE)
    return out


def _stand_above(blocks: Sequence[Block], bold: Sequence[int]) -> bool:
    """Bold lines are the sections where they come first and what is marked or numbered stands below them."""
    before = blocks[: bold[0]]
    if any(b.kind is BlockKind.HEADING and b.level > 1 for b in before):
        return False
    marked = [b.level for b in blocks if b.kind is BlockKind.HEADING and b.level > 1]
    if marked:
        return min(marked) > ABOVE and len(bold) > 1
    return not any(not m.weak for b in before for m in markers(b.text))


def _as_heading(block: Block, level: int) -> Block:
    return replace(block, kind=BlockKind.HEADING, level=level)


def _mark_title(blocks: list[Block]) -> None:
    """The first short line that names a kind of policy, where the page marks no title."""
    opening = blocks[:_OPENING_BLOCKS]
    if any(b.kind is BlockKind.HEADING and (b.level == 1 or POLICY_WORDS.search(b.text)) for b in opening):
        return
    for index, block in enumerate(blocks[:_TITLE_BLOCKS]):
        text = block.text.strip()
        if block.kind is not BlockKind.PARAGRAPH or len(text) > _LATIN_CHARS:
            return
        if may_be_heading(text) and POLICY_WORDS.search(text) and not _DIGITS.search(text) and index + 1 < len(blocks):
            blocks[index] = _as_heading(block, 1)
            return


def may_be_heading(text: str) -> bool:
    """Short, without a stop, a sentence inside or a number in front."""
    if not text or _STOP.search(text) or markers(text):
        return False
    if has_cjk(text):
        return len(text) <= _CJK_CHARS and not _SENTENCE.search(text)
    return len(text) <= _LATIN_CHARS and len(text.split()) <= _WORDS and text[:1].isupper() and ": " not in text


def _is_bold(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and block.level == 0 and block.lead >= len(block.text.rstrip()) > 0


def _is_bold_heading(blocks: Sequence[Block], index: int) -> bool:
    """Bold all through, short, without a stop, and what it is the heading of follows; lists of bold lines are none."""
    block = blocks[index]
    text = block.text.strip()
    if not _is_bold(block) or not may_be_heading(text) or (_DATED.search(text) and _DIGITS.search(text)):
        return False
    if index and _is_bold(blocks[index - 1]) and index > 1 and _is_bold(blocks[index - 2]):
        return False
    behind = blocks[index + 1 : index + 3]
    if not behind:
        return False
    if _is_bold(behind[0]):
        return len(behind) > 1 and behind[1].kind is not BlockKind.HEADING and not _is_bold(behind[1])
    if index and _is_bold(blocks[index - 1]):
        return behind[0].kind is not BlockKind.HEADING
    return True


def _stands_alone(blocks: Sequence[Block], index: int) -> bool:
    """A short line without a stop between a finished paragraph and a long one, or a list."""
    block = blocks[index]
    text = block.text.strip()
    if block.kind is not BlockKind.PARAGRAPH or block.level or not may_be_heading(text) or _DIGITS.search(text):
        return False
    if len(text) > (_ALONE_CJK_CHARS if has_cjk(text) else _ALONE_LATIN_CHARS) or index + 1 >= len(blocks):
        return False
    before = blocks[index - 1] if index else None
    if before is not None and before.kind is not BlockKind.HEADING and not _ENDED.search(before.text):
        return False
    after = blocks[index + 1]
    if after.kind is BlockKind.PARAGRAPH:
        return len(after.text) >= _BODY_CHARS or bool(markers(after.text)) or _is_body(after.text)
    return after.kind is BlockKind.ITEM and not markers(after.text)


def _is_body(text: str) -> bool:
    return has_cjk(text) and len(text) >= _BODY_CHARS // 2 and text.rstrip().endswith(("。", "：", "；"))


def numbered_without_stop(blocks: Sequence[Block]) -> frozenset[int]:
    """Which paragraphs that begin with a bare number ("2 Sharing") are numbered: the members of a run 1, 2, 3 …

    A run counts where one of its members is followed by its own first decimal (2.1), or all are short titles. Where one
    counts the text numbers its paragraphs so, and its other runs count too, unless they count things ("3 months").
    """
    runs = list(_bare_runs(blocks))
    sure = [run for run in runs if _is_numbering(blocks, run)]
    alone = (i for i, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH and _is_weak(b.text))
    sure.append([i for i in alone if _opens_decimals(blocks, i)])
    likely = [list(takewhile(lambda i: not _counts(blocks[i].text), run)) for run in runs] if any(sure) else []
    return frozenset(i for run in (*sure, *(run for run in likely if len(run) > 1)) for i in run)


def _bare_runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The paragraphs that begin with the bare numbers 1, 2, 3 … in order."""
    run: list[int] = []
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or not _is_weak(block.text):
            continue
        number = markers(block.text)[0].number[0]
        if number == 1:
            yield run
            run = [index]
        elif number == len(run) + 1 and run:
            run.append(index)
    yield run


def _is_weak(text: str) -> bool:
    found = markers(text)
    return bool(found) and found[0].weak


def _is_numbering(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    titles = [may_be_heading(_unnumbered(blocks[i].text)) for i in run]
    return (len(run) >= _LEAST_RUN and all(titles)) or any(_opens_decimals(blocks, i) for i in run)


def _counts(text: str) -> bool:
    """Whether the number says how many there are of what follows."""
    return _COUNTED.match(_unnumbered(text)) is not None


def _unnumbered(text: str) -> str:
    return text[markers(text)[0].end :].strip()


def _opens_decimals(blocks: Sequence[Block], index: int) -> bool:
    number = markers(blocks[index].text)[0].number
    return any(m.number == (*number, 1) for block in blocks[index + 1 : index + 5] for m in markers(block.text))
