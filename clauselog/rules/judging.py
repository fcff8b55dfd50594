"""Two documents and their changes in, findings out: the only caller of rules.

Facts are compared in the changed clauses and at document level: what only moved to another clause, or is said
again elsewhere, is no change; what stands in an unchanged clause never makes a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from clauselog.facts import read_facts
from clauselog.facts.context import lower
from clauselog.facts.lexicon import DataLexicon
from clauselog.facts.periods import periods
from clauselog.facts.wording import grown
from clauselog.model import FACT_TYPES, Change, Clause, Document, Evidence, Fact, Finding, Pairing
from clauselog.rules.framework import REGISTRY, Delta, Rule, Told, Versions
from clauselog.rules.local.rulebook import RuleBook
from clauselog.rules.wording import RULE as REVIEW
from clauselog.rules.wording import review
from clauselog.text import key as folded
from clauselog.text import narrow

_LONGEST_QUOTE_CHARS = 300
BY_WORDS = frozenset(
    {
        "third_party",
        "fees",
        "consent",
        "liability_exclusion",
        "termination",
        "prohibited_use",
        "indemnity",
        "incorporation",
        "unilateral_change",
        "other",
        "scope",
    }
)
"""Types whose facts are statements: only the wording tells one from another, except where the value has a ":"."""
BY_VALUE_AND_WORDS = frozenset({"retention"})
"""Types whose equal values may speak of different things: 30 days for logs are not 30 days for cookies."""
BY_VALUE = frozenset(FACT_TYPES) - BY_WORDS - BY_VALUE_AND_WORDS
ONCE = frozenset({"cross_border", "security", "user_rights", "purpose", "permission", "party", "service_level"})
"""Types by value of which each value is told once, however often the text repeats it."""
PROMISES = frozenset({"only-minimum", "only-use", "only-local", "remedy"})
"""Values of statements told by value that say the same of different things, which only the wording tells apart."""
ANEW = frozenset({"data_category"})
"""Types of which it matters that what was said before is said of something else as well."""
_SIMILAR_RATIO = 0.55
_WITHIN_RATIO = 0.8
_SAME_CHARS_RATIO = 0.8
_LEAST_ALIKE_RATIO = 0.7
_NEAR_CHARS = 160
MANY = frozenset({"prohibited_use", "liability_exclusion", "third_party", "indemnity", "termination"})
"""Types of which a clause may state many of one kind, each its own: a ban that joins another ban is new."""
SINGLE = frozenset({"governing_law", "dispute_forum"})
"""Types of which a policy states one: lost in a removed clause and gained in an added one is one swap."""


def judge(
    before: Document,
    after: Document,
    changes: Sequence[Change],
    pairings: Sequence[Pairing] = (),
    *,
    observed_on: date | None = None,
    book: RuleBook | None = None,
    lexicon: DataLexicon | None = None,
) -> tuple[Finding, ...]:
    """What matters in these changes, gravest first, then in the order of the new text.

    ``pairings`` is what the aligner said of all clauses, unchanged ones included; changes carry what is needed of it.
    ``book`` and ``lexicon`` are what a user decided (``rules.local``). What only a rule that is switched off would tell
    is told as nothing else either.
    """
    book = book or RuleBook()
    facts_before, facts_after = read_facts(before, lexicon), read_facts(after, lexicon)
    rules = [REGISTRY[id] for id in sorted(REGISTRY)]
    found: list[Finding] = []
    for delta in _deltas(before, after, changes, facts_before, facts_after, lexicon):
        for rule in rules:
            if rule.judge is not None and rule.type == delta.type:
                found += [_finding(rule, told, before, after, delta.change) for told in rule.judge(delta)]
    found += book.findings(before, after, changes)
    told_of = {finding.change for finding in found}
    for index, change in enumerate(changes):
        if index not in told_of and not change.is_quiet:
            olds, news = _within(change.before, facts_before), _within(change.after, facts_after)
            found += review(index, change, before, after, olds, news)
    found = book.weighed(found)
    versions = Versions(before, after, tuple(changes), tuple(found), facts_before, facts_after, observed_on)
    for rule in rules:
        if rule.judge_version is not None and rule.id not in book.off:
            for told in rule.judge_version(versions):
                found += book.weighed([_finding(rule, told, before, after, _change_of(told, changes, before, after))])
    return tuple(sorted(_one_of_a_cause(found), key=_order))


def _one_of_a_cause(found: Sequence[Finding]) -> list[Finding]:
    """Without what only repeats another finding: a line whose date is told of, data that are said to train a model, a
    choice that is told as the way out of training or of a profile.
    """
    dated = {f.change for f in found if f.type == "effective_date"}
    training = [f for f in found if f.type == "ai_training"]
    ways_out = [f for f in found if f.rule.startswith(("ai-training-opt-out", "profiling-opt-out"))]
    return [
        f
        for f in dict.fromkeys(found)
        if not (f.rule == REVIEW and f.change is not None and f.change in dated)
        and not (f.rule in _OF_TRAINING and any(_meet(f.after, t.after, _NEAR_CHARS) for t in training))
        and not (
            f.rule.startswith("consent-gate-")
            and any(
                w.direction == f.direction and (_meet(f.before, w.before) or _meet(f.after, w.after)) for w in ways_out
            )
        )
    ]


_OF_TRAINING = ("data-category-added", "data-category-extended")


def _meet(one: Evidence | None, other: Evidence | None, apart_chars: int = 0) -> bool:
    """Whether two quotes of one side overlap, or stand no farther apart in one clause than that."""
    if one is None or other is None or (apart_chars and one.path != other.path):
        return False
    return one.start - apart_chars < other.end and other.start < one.end + apart_chars


def _order(finding: Finding) -> tuple[int, int, int, str]:
    side = finding.after or finding.before
    return finding.severity.rank, side.start if side else -1, side.end if side else -1, finding.rule


# ------------------------------------------------------------------------------------------- deltas

Key = tuple[str, str, str, bool]


def key(fact: Fact) -> Key:
    """Two facts with one key say the same thing; modality, condition and detail may still differ.

    Twelve months are a year and two weeks are fourteen days, whichever way they are written.
    """
    return fact.type, _evened(fact.value), fact.actor, fact.negated


@lru_cache(maxsize=16_384)
def _evened(value: str) -> str:
    return _LONGER_UNIT.sub(_in_years_or_days, value)


def _in_years_or_days(match: re.Match[str]) -> str:
    count, unit = int(match[1]), match[2]
    if unit == "M":
        return f"P{count // 12}Y" if count % 12 == 0 else match[0]
    return f"P{7 * count}D"


_LONGER_UNIT = re.compile(r"\bP(\d{1,4})([MW])\b")


def _saying(fact: Fact) -> tuple[Key, str]:
    """What tells one fact of a clause from another: its key, and for statements of which there are many the wording."""
    return key(fact), folded(fact.quote) if fact.type in MANY and ":" not in fact.value else ""


def _deltas(
    before: Document, after: Document, changes: Sequence[Change], olds: tuple[Fact, ...], news: tuple[Fact, ...],
    lexicon: DataLexicon | None = None,
) -> list[Delta]:  # fmt: skip
    in_old, in_new = _by_clause(olds), _by_clause(news)
    at_old, at_new = _index(before.clauses), _index(after.clauses)
    keys_old, keys_new = _by_key(olds), _by_key(news)
    deltas: list[Delta] = []
    told: set[tuple[str, Key, str]] = set()
    for index, change in enumerate(changes):
        if change.is_quiet:
            continue
        was = [f for c in change.before for f in in_old.get(at_old[c.start, c.path], ())]
        now = [f for c in change.after for f in in_new.get(at_new[c.start, c.path], ())]
        for type in sorted({f.type for f in (*was, *now)}):
            own_was = tuple(f for f in was if f.type == type)
            own_now = tuple(f for f in now if f.type == type)
            here_was, here_now = {_saying(f): f for f in own_was}, {_saying(f): f for f in own_now}
            left, come = (
                _once(f for f in own_was if _saying(f) not in here_now),
                _once(f for f in own_now if _saying(f) not in here_was),
            )
            lost = _kinds(f for f in left if not _said(f, keys_new, after) and _first("lost", f, told))
            gained = _kinds(f for f in come if not _said(f, keys_old, before) and _first("gained", f, told))
            anew = (f for f in come if type in ANEW and _is_anew(f, after, change, keys_old.get(key(f), ()), before))
            again = [(a, b) for a in left if a not in lost for b in come if b not in gained and _one_kind(a, b)]
            deltas.append(
                Delta(
                    type=type,
                    change=index,
                    was=left,
                    now=come,
                    lost=lost,
                    gained=gained,
                    grown=tuple((a, b) for a, b in again if grown(a.quote, b.quote)),
                    shrunk=tuple((a, b) for a, b in again if grown(b.quote, a.quote)),
                    anew=tuple(anew),
                    kept=tuple((here_was[k], here_now[k]) for k in here_was if k in here_now),
                    all_before=tuple(f for f in olds if f.type == type),
                    all_after=tuple(f for f in news if f.type == type),
                    lexicon=lexicon,
                )
            )
    return _joined(deltas)


def _by_key(facts: Sequence[Fact]) -> Mapping[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    return found


def _said(fact: Fact, others: Mapping[Key, list[Fact]], document: Document) -> bool:
    """Whether the other version says the same: by value, or in so many words, or for wordy types in similar ones."""
    if (fact.type in BY_VALUE and fact.value not in PROMISES) or ":" in fact.value:
        return key(fact) in others
    if fact.type in BY_VALUE_AND_WORDS or fact.value in PROMISES:
        same = others.get(key(fact), ())
        if any(_similar(_but_for_periods(fact.quote), _but_for_periods(other.quote)) for other in same):
            return True
    else:
        if folded(fact.quote) in folded(document.text):
            return True
        same = [
            other
            for (type, value, _, _), facts in others.items()
            if type == fact.type and ":" not in value
            for other in facts
            if other.get("good") == fact.get("good")
        ]
    return any(_similar(fact.quote, other.quote) for other in same)


def _is_anew(fact: Fact, after: Document, change: Change, others: Sequence[Fact], before: Document) -> bool:
    """Whether the fact's sentence is like none of the clauses that changed and like none that told the same before.

    It is so, too, where the fact stands in what such a sentence says on top.
    """
    sentence = _sentence_of(fact, after)
    old = [s for clause in change.before for s in _SENTENCE_END.split(clause.text) if s.strip()]
    old += [_sentence_of(fact, before) for fact in others]
    alike = [other for other in old if _alike(sentence, other)]
    return all(fact.quote in (grown(other, sentence) or "") for other in alike)


def _alike(one: str, other: str) -> bool:
    """Whether two sentences are nearly word for word the same, or one holds the other; names in quotes are the same."""
    if any(name not in other for name in _QUOTED.findall(one)):
        return False
    short, long = sorted((_tokens(one), _tokens(other)), key=len)
    if 2 * len(short) < _LEAST_ALIKE_RATIO * (len(short) + len(long)) and "".join(short) not in "".join(long):
        return False
    common = LCSseq.similarity(short, long)
    return 2 * common >= _LEAST_ALIKE_RATIO * (len(short) + len(long)) or common == len(short)


def _sentence_of(fact: Fact, document: Document) -> str:
    clause = document.clauses[fact.clause]
    at = fact.start - clause.text_start
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(clause.text)), len(clause.text) + 1]
    return clause.text[max(end for end in ends if end <= at) : min(end for end in ends if end > at)]


_QUOTED = re.compile(r"[“「『【《]([^“”「」『』【】《》]{1,20})[”」』】》]")
_SENTENCE_END = re.compile(r"[。；！？\n]|[.;!?](?=\s|$)")


@lru_cache(maxsize=4096)
def _but_for_periods(quote: str) -> str:
    """A quote without the durations in it: two years and 24 months are compared by value."""
    low = lower(narrow(quote))
    for period in reversed(list(periods(low))):
        low = low[: period.start] + low[period.end :]
    return low


def _one_kind(one: Fact, other: Fact) -> bool:
    """Whether two statements of which there may be many in a clause are of one kind."""
    return one.type in MANY and ":" not in one.value and key(one) == key(other)


def _first(side: str, fact: Fact, told: set[tuple[str, Key, str]]) -> bool:
    """Of what a version states as a whole, only the first mention that came or went is told; of statements each once,
    however often the text repeats it word for word.
    """
    if (fact.type in ONCE and fact.value not in PROMISES) or (fact.type == "third_party" and ":" in fact.value):
        words = ""
    elif len(fact.quote) >= _LEAST_REPEATED_CHARS:
        words = folded(fact.quote)
    else:
        return True
    seen = (side, key(fact), words) in told
    told.add((side, key(fact), words))
    return not seen


_LEAST_REPEATED_CHARS = 20
"""A shorter quote may be said of different things."""


_SAME_STEMS_RATIO = 0.5
_STEM_CHARS = 5
_IDLE = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "any", "all", "such", "and", "or", "of", "to", "in", "on",
    "at", "by", "for", "from", "with", "as", "if", "is", "are", "be", "been", "being", "was", "were", "has", "have",
    "had", "do", "does", "did", "may", "might", "can", "could", "will", "would", "shall", "should", "must", "we",
    "us", "our", "ours", "you", "your", "yours", "it", "its", "they", "them", "their", "who", "which", "not", "no",
    "nor", "also", "upon", "under", "into",
))  # fmt: skip


@lru_cache(maxsize=16_384)
def _stems(quote: str) -> frozenset[str]:
    """The beginnings of the English words that carry the meaning; empty for Chinese."""
    if any(char >= "\u2e80" for char in quote):
        return frozenset()
    return frozenset(_stem(word) for word in _WORDS.findall(quote.lower()) if word not in _IDLE)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:_STEM_CHARS]
    return word[:_STEM_CHARS]


def _numbers(quote: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(quote))


_WORDS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"\d+")
_TOKENS = re.compile(r"[a-z0-9]+|[^\W_]", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def _tokens(quote: str) -> tuple[str, ...]:
    return tuple(_TOKENS.findall(folded(quote).lower()))


def _similar(one: str, other: str) -> bool:
    """Mostly the same words, or the shorter nearly all within the longer, or the same in another order and form."""
    if _stems(one) and _numbers(one) == _numbers(other):
        mine, its = _stems(one), _stems(other)
        if len(mine & its) >= _SAME_STEMS_RATIO * len(mine | its):
            return True
    short, long = sorted((_tokens(one), _tokens(other)), key=len)
    common = LCSseq.similarity(short, long)
    if not common:
        return False
    if not (one.isascii() or other.isascii()) and _numbers(one) == _numbers(other):
        shared = sum(
            (Counter(short) & Counter(long)).values()
        )  # Chinese clauses change places without a change of form
        if 2 * shared >= _SAME_CHARS_RATIO * (len(short) + len(long)):
            return True
    return 2 * common / (len(short) + len(long)) >= _SIMILAR_RATIO or common / len(short) >= _WITHIN_RATIO


def _joined(deltas: list[Delta]) -> list[Delta]:
    """A single value lost with one clause and gained with another is one delta, told of the clause stating it now."""
    for type in sorted(SINGLE):
        gone = [d for d in deltas if d.type == type and d.lost and not d.now]
        come = [d for d in deltas if d.type == type and d.gained and not d.was]
        for old, new in zip(gone, come, strict=False):
            deltas[deltas.index(new)] = replace(new, was=old.was, lost=old.lost)
            deltas.remove(old)
    return deltas


def _once(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    return tuple({_saying(f): f for f in reversed(list(facts))}.values())[::-1]


def _kinds(facts: Iterator[Fact]) -> tuple[Fact, ...]:
    """Of several statements of one kind that came or went in one change only the first is told."""
    return tuple({key(f): f for f in reversed(list(facts))}.values())[::-1]


def _within(clauses: Sequence[Clause], facts: Sequence[Fact]) -> list[Fact]:
    return [f for f in facts if any(clause.start <= f.start < clause.end for clause in clauses)]


def _by_clause(facts: Sequence[Fact]) -> Mapping[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.clause, []).append(fact)
    return found


def _index(clauses: Sequence[Clause]) -> Mapping[tuple[int, str], int]:
    return {(clause.start, clause.path): index for index, clause in enumerate(clauses)}


# ----------------------------------------------------------------------------------------- findings


def _finding(rule: Rule, told: Told, before: Document, after: Document, change: int | None) -> Finding:
    return Finding(
        rule=rule.id,
        rule_version=rule.version,
        type=rule.type,
        severity=told.severity or rule.severity,
        direction=told.direction or rule.direction,
        summary=told.summary,
        why=rule.why,
        before=_evidence(before, told.before),
        after=_evidence(after, told.after),
        hooks=rule.hooks,
        change=change,
    )


def _evidence(document: Document, facts: tuple[Fact, ...]) -> Evidence | None:
    """One quote that holds all the facts where they stand together, else the first one's."""
    if not facts:
        return None
    start, end = facts[0].start, facts[0].end
    same = [f for f in facts if f.clause == facts[0].clause]
    low, high = min(f.start for f in same), max(f.end for f in same)
    if high - low <= _LONGEST_QUOTE_CHARS:
        start, end = low, high
    return Evidence(document.text[start:end], document.clauses[facts[0].clause].path, start, end)


def _change_of(told: Told, changes: Sequence[Change], before: Document, after: Document) -> int | None:
    old = {(f.clause) for f in told.before}
    new = {(f.clause) for f in told.after}
    for index, change in enumerate(changes):
        if any(after.clauses[n].start == c.start for n in new for c in change.after) or any(
            before.clauses[n].start == c.start for n in old for c in change.before
        ):
            return index
    return None
