"""Reads the facts of a document, clause by clause, and remembers what was read.

A clause's facts depend on its text, its headings, its lead and its kind, and on nothing else; so a clause
that stands unchanged in the next version is not read again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import ahocorasick

from clauselog.facts import data, readers
from clauselog.facts.context import context_of, lower
from clauselog.facts.lexicon import DataLexicon
from clauselog.facts.naming import as_we, provider_names
from clauselog.facts.patterns import Pattern
from clauselog.model import Clause, ClauseKind, Document, Fact
from clauselog.text import narrow

VERSION = "facts/2"
"""Goes up when readers read differently."""
_LEAD_CHARS = 240
_LONGEST_TITLE_CHARS = 40
_ITEM_CHARS = 80
"""An unmarked line no longer than this may be an item of the list that the lines before it belong to."""


def read_facts(document: Document, lexicon: DataLexicon | None = None) -> tuple[Fact, ...]:
    """Every fact of the document in reading order, each with its clause index and its span in ``document.text``.

    ``lexicon`` is a user's own list of personal data; None stands for the one that comes with clauselog.
    """
    found: list[Fact] = []
    names = provider_names(document)
    headings = _headings(document.clauses)
    items = _one_liners(document.clauses)
    for index, (clause, above, lead) in enumerate(
        zip(document.clauses, headings, _leads(document.clauses), strict=True)
    ):
        heading = None if lead and index in items else clause.heading
        for fact in read_clause(clause.text, heading, above, lead, clause.kind, lexicon, names):
            at = clause.text_start
            found.append(
                Fact(
                    fact.type, fact.value, index, fact.start + at, fact.end + at, fact.quote,
                    fact.actor, fact.negated, fact.modality, fact.condition, fact.detail,
                )
            )  # fmt: skip
    return tuple(found)


def _one_liners(clauses: Sequence[Clause]) -> frozenset[int]:
    """Labelled clauses that are nothing but what looks like their title, right before or behind one of their kind: below a
    line that introduces them they are the items of a list ("5. ask us to delete your data"), and no titles.
    """
    found: set[int] = set()
    for index, clause in enumerate(clauses):
        if not (clause.label and clause.heading and clause.text.strip() == clause.heading.strip()):
            continue
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        if following and following.parent_path == clause.path:
            continue
        next_in_list = following and following.label and following.parent_path == clause.parent_path
        if next_in_list or index - 1 in found:
            found.add(index)
    return frozenset(found)


@lru_cache(maxsize=32_768)
def read_clause(
    text: str,
    heading: str | None = None,
    above: tuple[str, ...] = (),
    lead: str = "",
    kind: ClauseKind = ClauseKind.CLAUSE,
    lexicon: DataLexicon | None = None,
    names: tuple[str, ...] = (),
) -> tuple[Fact, ...]:
    """The facts of one clause's text, relative to it (``clause`` is 0), in order of their spans. ``names`` are those by
    which the policy calls its provider (see ``naming``).
    """
    awake = _woken_by(lower(narrow(text)))
    if lexicon is not None:  # a user's own words may stand where no trigger does
        awake.setdefault(readers.READERS.index(data.READER), [])
    by_lead = [r for n in _woken_by(lead) if (r := readers.READERS[n]).read_item] if lead else []
    if not awake and not by_lead:
        return ()
    context = context_of(text, heading, above, as_we(lead, names), kind, lexicon, names)
    if not context.sentences:
        return ()
    facts: set[Fact] = set()
    starts = [sentence.start for sentence in context.sentences]
    for number, places in awake.items():
        reader = readers.READERS[number]
        seen = context
        if reader.by_sentence:
            wanted = sorted({bisect_right(starts, at) - 1 for at in places} - {-1})
            if not wanted:
                continue
            if len(wanted) < len(starts):
                seen = context.only(tuple(context.sentences[n] for n in wanted))
        facts.update(reader.read(seen))
    read_already = {fact.type for fact in facts}
    for reader in by_lead:
        if reader.read_item and reader.type not in read_already and kind is not ClauseKind.HEADING:
            facts.update(reader.read_item(context))
    return tuple(sorted(facts, key=_order))


def _order(fact: Fact) -> tuple[int, int, str, str, bool, str, str, str, tuple[tuple[str, str], ...]]:
    """By span, and the same in every process: all that a fact says, since two may differ in a detail only."""
    said = (fact.actor, fact.modality, fact.condition or "", fact.detail)
    return fact.start, fact.end, fact.type, fact.value, fact.negated, *said


@cache
def _triggers() -> ahocorasick.Automaton:
    by_word: dict[str, list[int]] = {}
    for number, reader in enumerate(readers.READERS):
        for word in reader.triggers:
            by_word.setdefault(word, []).append(number)
    automaton = ahocorasick.Automaton()
    for word, numbers in by_word.items():
        automaton.add_word(word, tuple(numbers))
    automaton.make_automaton()
    return automaton


def _woken_by(low: str) -> dict[int, list[int]]:
    """Numbers of the readers whose triggers stand in the text, each with where (the end of the trigger)."""
    woken: dict[int, list[int]] = {}
    for at, numbers in _triggers().iter(low):
        for number in numbers:
            woken.setdefault(number, []).append(at)
    return woken


def _headings(clauses: Sequence[Clause]) -> Iterator[tuple[str, ...]]:
    """For each clause its own and its ancestors' headings, nearest first."""
    own: dict[str, str] = {}
    for clause in clauses:
        if clause.heading:
            own.setdefault(clause.path, lower(narrow(clause.heading)))
    under: dict[str, tuple[str, ...]] = {"": ()}  # many clauses stand under the same headings

    def above(path: str) -> tuple[str, ...]:
        unknown: list[str] = []
        while path not in under:
            unknown.append(path)
            path = path.rpartition("/")[0]
        found = under[path]
        for one in reversed(unknown):
            found = under[one] = (own[one], *found) if one in own else found
        return found

    for clause in clauses:
        yield above(clause.path)


_GOES_ON = frozenset(
    ("to", "may", "can", "must", "not", "for", "by", "including", "that", "will", "shall", "should", "with", "if",
     "from", "when", "or", "such as", "as", "include", "includes", "following")
)  # fmt: skip
"""Words that end a line that goes on in the items below it: "you may", "we use your data to"."""


def _leads(clauses: Sequence[Clause]) -> Iterator[str]:
    """For each clause the line ending in a colon that introduces it: its parent's, or one before it in its list."""
    ending: dict[str, str] = {}
    previous: tuple[str | None, ClauseKind, str, bool] = (None, ClauseKind.CLAUSE, "", False)
    listed = False  # whether the clause before is a labelled item of a list
    for clause in clauses:
        parent = clause.parent_path
        lead = ending.get(parent or "", "")
        sibling, kind, tail_before, has_tail = previous
        in_list = clause.kind in (ClauseKind.ITEM, ClauseKind.ROW) or (
            clause.label and (kind is ClauseKind.PARAGRAPH or listed)
        )
        looks_listed = not clause.label and (has_tail or len(clause.text) <= _ITEM_CHARS)
        if not lead and sibling == parent and (in_list or looks_listed):
            lead = tail_before if has_tail or clause.kind is kind or clause.label else ""
        yield lead
        listed = bool(clause.label and lead)
        tail = _colon_tail(clause.text)
        if tail or (below := _points_below(clause.text)):
            ending[clause.path] = tail or below
        previous = (parent, clause.kind, tail or lead, bool(tail))


# 出现下列情形时,…不承担责任。: the clauses under such a one are its list, although no colon says so
_BELOW = Pattern(r"(?:以下|下列|下述)[^。;,:]{0,6}(?:情况|情形|行为|原因|事项|事件)")


# 2.2 服务限制, Prohibited uses: a title that says what its items are
_RESTRICTS = Pattern(
    r"^[\d.、\s()一二三四五六七八九十]{0,8}(?:(?:服务|使用|行为|用户)?(?:限制|禁止)|禁止(?:的)?(?:行为|事项|用途|使用)|(?:use |usage |service |user )?restrictions|restrictions on use|prohibited (?:uses?|conduct|activit(?:y|ies)|acts|content)|acceptable use)[。.:]?$"
)


def _points_below(text: str) -> str:
    if len(text) <= _LONGEST_TITLE_CHARS and _RESTRICTS.search(title := lower(narrow(text.strip()))):
        return title
    if "以下" not in text and "下列" not in text and "下述" not in text:
        return ""
    tail = lower(narrow(text.rstrip()[-_LEAD_CHARS:]))
    found = _BELOW.search(tail)
    return tail[tail.rfind("。", 0, found.start()) + 1 :] if found else ""


def _colon_tail(text: str) -> str:
    stripped = text.rstrip()
    if stripped[-1:] in ".。;；!?！？)）":  # as most clauses end
        return ""
    if not stripped.endswith((":", "：")):
        before, _, last = stripped[-16:].rpartition(" ")
        if last not in _GOES_ON or not (before[-1:] == "," or (before[-1:].isascii() and before[-1:].isalpha())):
            return ""
    tail = lower(narrow(stripped[-_LEAD_CHARS:]))
    cut_at = max(tail.rfind("。"), tail.rfind(". "), tail.rfind(";"))
    return tail[cut_at + 1 :].strip()
