"""What a reader is given: one clause, narrowed, cut into sentences, with what stands above it.

Offsets are relative to the clause's own text; ``facts.reading`` shifts the facts to the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from clauselog.facts.lexicon import DataLexicon
from clauselog.facts.naming import as_we
from clauselog.facts.patterns import Pattern, tell
from clauselog.model import Actor, ClauseKind, Fact, Lang, Modality
from clauselog.text import CJK, narrow


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one part of a sentence ended by a semicolon, of a clause.

    ``text`` is narrowed (same length as published), ``low`` the same in lower case; ``start`` is its offset in
    the clause. ``lead`` (lower case) is what introduces it: the first part of the same sentence, or the line
    ending in a colon that the clause is an item of (first sentence only); "" where nothing does.
    """

    text: str
    low: str
    start: int
    lead: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """One clause as readers see it.

    ``raw`` is the clause's own text as published, ``text`` the same narrowed, ``low`` the same in lower case; all
    three are equally long. ``headings`` are the clause's own and its ancestors' headings, narrowed, in lower
    case, nearest first. ``lead`` (lower case) is the line that introduces the clause where it is an item of a list.
    ``sentences`` leaves the clause's own heading out: a heading states nothing. ``lexicon`` is the user's own, None stands for
    the one that comes with clauselog.
    """

    raw: str
    text: str
    low: str
    lang: Lang
    headings: tuple[str, ...]
    lead: str
    kind: ClauseKind
    sentences: tuple[Sentence, ...]
    lexicon: DataLexicon | None = None

    def only(self, sentences: tuple[Sentence, ...]) -> ClauseContext:
        """The same clause with these of its sentences."""
        return ClauseContext(
            self.raw, self.text, self.low, self.lang, self.headings, self.lead, self.kind, sentences, self.lexicon
        )

    def sentences_with(self, triggers: Iterable[str]) -> Iterator[Sentence]:
        """The sentences in which at least one of the (lower-case) words stands."""
        wanted = tuple(triggers)
        for sentence in self.sentences:
            if any(word in sentence.low for word in wanted):
                yield sentence

    def fact(
        self,
        type: str,
        value: str,
        start: int,
        end: int,
        *,
        actor: Actor = "provider",
        negated: bool = False,
        modality: Modality = "does",
        condition: str | None = None,
        **detail: str,
    ) -> Fact:
        """A fact whose quote is ``raw[start:end]``, less blanks and marks at both ends."""
        while start < end and (self.raw[start].isspace() or self.raw[start] in _MARKS):
            start += 1
        while end > start and (self.raw[end - 1].isspace() or self.raw[end - 1] in _MARKS):
            end -= 1
        pairs = tuple(sorted(detail.items()))
        return Fact(type, value, 0, start, end, self.raw[start:end], actor, negated, modality, condition, pairs)


_MARKS = "。.;；,，:：、*_-"

Read = Callable[[ClauseContext], Iterator[Fact]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How facts of one type are read. ``read`` runs only on clauses in which one of ``triggers`` stands.

    ``triggers`` are literal, narrowed, lower-case strings: the cheap check that keeps patterns off most clauses. Where
    ``by_sentence`` is set, ``context.sentences`` holds only those in which a trigger stands. ``read_item`` runs on items of
    a list whose introducing line holds a trigger and in which ``read`` found nothing.
    """

    type: str
    triggers: tuple[str, ...]
    read: Read
    by_sentence: bool = False
    read_item: Read | None = None


# the end of a sentence; ";" ends a part. A full stop ends one only before a blank and not after an abbreviation.
# All that may begin it stands in one set: the engine skips to the next of them
_STOP = Pattern(r"[。!?;.](?:(?<!\.)[。!?;]*[\"')\]]{0,2}|(?<=\.)[\"')\]]{0,2}(?= |$))")
_ABBREVIATION = Pattern(
    r"(?:^|[^a-z])(?:e\.g|i\.e|no|nos|inc|ltd|corp|co|vs|u\.s|u\.k|etc|art|arts|sec|st|mr|ms|dr|cf|[a-z])$"
)
_CJK_CHAR = Pattern(rf"[{CJK}]")
_LONGEST_HEADING_CHARS = 80
# 我们收集的信息包括:手机号、…: what stands before the colon is the first part of a sentence, and no title
_LEADS_IN = Pattern(
    r"(?:包括(?:但不限于)?|包含|如下|以下[^,。;:]{0,10}|下列[^,。;:]{0,10}|分别(?:为|是)|涉及|还会|将会|[^,。;:]{2,14}权限)$|\b(?:includes?|including|includes? but (?:is|are) not limited to|are|the following(?: [a-z]+){0,3}|as follows)$"
)
# 目前我们不会将信息转移至境外。…: a short sentence that a longer one follows, and no title either
_STATES = Pattern(
    r"(?:我们|本公司|平台|您|你|用户|双方)[^,。;:]{0,24}(?:不会|不得|不再|不应|应当|应该|必须|可以|有权|无权|将|会(?!员)|须|同意|承诺)|不承担|视为|\b(?:we|you|users?|customers?|the company)\b[^.;:]{0,24}\b(?:will|may|shall|must|cannot|can't|won't|do not|don't|does not|never|agree)\b"
)
_LONGEST_SENTENCE_CHARS = 2_000
"""A longer sentence is read in parts: people write none, and what is asked of a sentence must not cost the square of it."""


def language_of(text: str) -> Lang:
    """``zh`` where some characters are Chinese and at least one in twelve is beyond ASCII, ``en`` otherwise."""
    if text.isascii():
        return "en"
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return "zh" if 12 * beyond_ascii >= len(text.strip()) and _CJK_CHAR.search(text) else "en"


def lower(text: str) -> str:
    """Lower case of the same length (a few letters grow when lowered; they are left alone)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def cut(text: str, low: str, start: int, lead: str) -> Iterator[Sentence]:
    """The sentences of ``text[start:]``."""
    opening = ""
    at = start
    for stop in _bounded(low, start, [*_stops(low, start), len(text)]):
        piece = text[at:stop]
        if piece.strip():
            tell(part := low[at:stop])
            yield Sentence(piece, part, at, opening or (lead if at == start else ""))
            opening = (opening or part.strip()) if piece.rstrip().endswith(";") else ""
        at = stop


def _bounded(low: str, start: int, stops: Iterable[int]) -> Iterator[int]:
    """The stops, with more of them, behind a comma or blank where there is one, inside what is too long."""
    at = start
    for stop in stops:
        while stop - at > _LONGEST_SENTENCE_CHARS:
            most = at + _LONGEST_SENTENCE_CHARS
            found = max(low.rfind(mark, at + _LONGEST_SENTENCE_CHARS // 2, most) for mark in ",、 ")
            at = found + 1 if found >= 0 else most
            yield at
        yield stop
        at = stop


def _stops(low: str, start: int) -> Iterator[int]:
    for match in _STOP.finditer(low, start):
        if match.group()[0] != "." or not _ABBREVIATION.search(low[max(start, match.start() - 5) : match.start()]):
            yield match.end()


def context_of(
    raw: str,
    heading: str | None,
    headings: tuple[str, ...],
    lead: str,
    kind: ClauseKind,
    lexicon: DataLexicon | None = None,
    names: tuple[str, ...] = (),
) -> ClauseContext:
    """The context of a clause's text. ``headings`` and ``lead`` are narrowed and in lower case already; in ``low`` the
    provider's ``names`` are read as "we" where they act.
    """
    text = narrow(raw)
    low = as_we(lower(text), names)
    start = 0
    own = narrow(heading or "").strip()
    names_sdk = own.lower().endswith("sdk") and text[len(own) : len(own) + 1] == ":"  # an entry of a list, no title
    leads_in = text[len(own) : len(own) + 1] == ":" and _LEADS_IN.search(own.lower()) is not None
    states = text[len(own) : len(own) + 1] in ("。", ".") and _STATES.search(own.lower()) is not None
    is_title = bool(own) and own[-1] not in "。.;" and not (names_sdk or leads_in or states)
    if is_title and text.startswith(own) and len(own) <= _LONGEST_HEADING_CHARS:
        start = len(own)
    elif (
        kind is ClauseKind.HEADING
        and len(text) <= _LONGEST_HEADING_CHARS
        and not text.rstrip().endswith(("。", ".", ";"))
    ):
        start = len(text)
    for told in (lead, *headings):
        tell(told)
    sentences = tuple(cut(text, low, start, lead))
    return ClauseContext(raw, text, low, language_of(text), headings, lead, kind, sentences, lexicon)
