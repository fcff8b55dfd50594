"""Evidence with a little of what stands around it: *30 days* alone tells nobody what is kept for 30 days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clauselog.model import Document, Evidence

_SENTENCE_ENDS = re.compile(r"[。！？；\n]|[.!?;](?=\s)")


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
    first = max([low, *(low + hit.end() for hit in _SENTENCE_ENDS.finditer(document.text[low:start]))])
    after = document.text[end:high]
    if _SENTENCE_ENDS.match(evidence.quote[-1:] + after[:1]):
        last = end
    else:
        stop = _SENTENCE_ENDS.search(after)
        last = end + stop.end() if stop else high
    from_, to = max(first, start - around_chars), min(last, end + around_chars)
    lead, tail = document.text[from_:start], document.text[end:to]
    return Quoted(
        lead=lead.lstrip(),
        quote=evidence.quote,
        tail=tail.rstrip(),
        cut_before=from_ > first,
        cut_after=to < last,
    )


def _clause_bounds(document: Document, evidence: Evidence) -> tuple[int, int]:
    for clause in document.clauses:
        if clause.start <= evidence.start and evidence.end <= clause.end:
            return min(clause.text_start, evidence.start), clause.end
    return evidence.start, evidence.end
