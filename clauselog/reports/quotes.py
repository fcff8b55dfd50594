"""Evidence with a little of what stands around it: *30 days* alone tells nobody what is kept for 30 days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselog.model import Document, Evidence

SENTENCE_ENDS = re.compile(r"[。！？；\n]|[.!?;](?=\s)")

_INSIDE_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f'’-]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exact text of a version: ``quote`` is the evidence, ``lead`` and ``tail`` the rest of its sentence.

    ``cut_before`` and ``cut_after`` say that the sentence goes on beyond what is shown.
    """

    lead: str
    quote: str
    tail: str
    cut_before: bool = False
    cut_after: bool = False

    @property
    def text(self) -> str:
        """All of it in one, with the customary dots where the sentence goes on."""
        return f"{'…' * self.cut_before}{self.lead}{self.quote}{self.tail}{'…' * self.cut_after}"


def in_context(document: Document, evidence: Evidence, *, around_chars: int = 120) -> Quoted:
    """The evidence within its sentence, at most ``around_chars`` of it on each side, never beyond its clause.

    Where the span does not hold the quote (it always should), the quote stands alone.
    """
    start, end = evidence.start, evidence.end
    if document.text[start:end] != evidence.quote:
        return Quoted("", evidence.quote, "")
    low, high = _clause_bounds(document, evidence)
    first = max([low, *(low + hit.end() for hit in SENTENCE_ENDS.finditer(document.text[low:start]))])
    after = document.text[end:high]
    if SENTENCE_ENDS.match(evidence.quote[-1:] + after[:1]):
        last = end
    else:
        stop = SENTENCE_ENDS.search(after)
        last = end + stop.end() if stop else high
    from_ = first if start - first <= around_chars else _next_word(document.text, start - around_chars, start)
    to = last if last - end <= around_chars else _word_before(document.text, end + around_chars, end)
    lead, tail = document.text[from_:start], document.text[end:to]
    return Quoted(
        lead=lead.lstrip(),
        quote=evidence.quote,
        tail=tail.rstrip(),
        cut_before=from_ > first,
        cut_after=to < last,
    )


def _next_word(text: str, at: int, until: int) -> int:
    """``at`` itself, or the first place after it that is not inside a word of a script with blanks."""
    hit = _INSIDE_WORD.match(text, at, until) if _is_inside(text, at) else None
    return hit.end() if hit else at


def _word_before(text: str, at: int, until: int) -> int:
    """``at`` itself, or the last place before it that is not inside a word of a script with blanks."""
    hit = _INSIDE_WORD.match(text[until:at][::-1]) if _is_inside(text, at) else None
    return at - hit.end() if hit else at


def _is_inside(text: str, at: int) -> bool:
    return 0 < at < len(text) and bool(_INSIDE_WORD.fullmatch(text[at - 1 : at + 1]))


def _clause_bounds(document: Document, evidence: Evidence) -> tuple[int, int]:
    for clause in document.clauses:
        if clause.start <= evidence.start and evidence.end <= clause.end:
            return min(clause.text_start, evidence.start), clause.end
    return evidence.start, evidence.end
