"""What is saved loads back equal, whatever a document, a comparison or a finding holds."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauselog.diff.links import changed_links
from clauselog.model import (
    Cause,
    Change,
    ChangeKind,
    Clause,
    ClauseKind,
    Comparison,
    Direction,
    Evidence,
    Finding,
    FormerVersion,
    LeftOut,
    Link,
    NamedProvider,
    Severity,
    Stated,
    Text,
    Verdict,
)
from clauselog.ports import NewVersion
from tests import builders as b

words = st.text(max_size=12)
maybe_words = st.none() | words
maybe_days = st.none() | st.dates()
numbers = st.integers(0, 2**31 - 1)
both = st.builds(Text, zh=words, en=words)


@st.composite
def laid_out(draw):
    """Clauses in their places, with anything in between, and now and then one that is out of place."""
    text, clauses = "", []
    for _ in range(draw(st.integers(0, 5))):
        text += draw(words)
        lead, own = draw(words), draw(words)
        start, end = len(text), len(text) + len(lead) + len(own)
        if draw(st.integers(0, 9)) == 0:
            start, end = draw(numbers), draw(numbers)
        heading = draw(maybe_words | st.integers(0, 12).map(lambda n, own=own: own[:n]))
        clauses.append(Clause(draw(words), draw(maybe_words), heading, own, start, end, draw(numbers), draw(kinds)))
        text += lead + own
    return text + draw(words), tuple(clauses)


kinds = st.sampled_from(ClauseKind)
stated = st.builds(
    Stated,
    maybe_words,
    maybe_days,
    maybe_days,
    maybe_days,
    maybe_words,
    st.dictionaries(words, st.tuples(numbers, numbers), max_size=2),
    st.lists(
        st.builds(NamedProvider, words, st.booleans(), st.lists(words, max_size=2).map(tuple), numbers, numbers),
        max_size=2,
    ).map(tuple),
    st.lists(st.builds(FormerVersion, words, maybe_days, maybe_words, numbers, numbers), max_size=2).map(tuple),
)


@st.composite
def documents(draw):
    text, clauses = draw(laid_out())
    return replace(
        b.document(),
        text=text,
        clauses=clauses,
        stated=draw(stated),
        language=draw(st.none() | st.sampled_from(["zh-Hans", "zh-Hant", "en"])),
        reader=draw(words),
        left_out=tuple(draw(st.lists(st.builds(LeftOut, words, words), max_size=2))),
        links=tuple(draw(st.lists(st.builds(Link, numbers, numbers, words), max_size=2))),
    )


evidence = st.none() | st.builds(Evidence, words, words, numbers, numbers)
findings = st.builds(
    Finding,
    words,
    numbers,
    st.text(max_size=40).filter(lambda text: "\0" not in text),
    st.sampled_from(Severity),
    st.sampled_from(Direction),
    both,
    both,
    evidence,
    evidence,
    st.lists(words, max_size=2).map(tuple),
    st.none() | numbers,
)


@st.composite
def comparisons(draw):
    before, after = draw(documents()), draw(documents())

    def some(clauses):
        return st.lists(st.sampled_from(clauses), max_size=3).map(tuple) if clauses else st.just(())

    changes = st.builds(
        Change,
        st.lists(st.sampled_from(ChangeKind), min_size=1, max_size=2).map(tuple),
        some(before.clauses),
        some(after.clauses),
        st.none() | st.floats(0, 1),
        st.lists(st.tuples(st.sampled_from(["equal", "delete", "insert"]), words), max_size=3).map(tuple),
    )
    verdict = draw(st.sampled_from(Verdict))
    told = tuple(draw(st.lists(changes, max_size=3)))
    return Comparison(
        before,
        after,
        verdict,
        told,
        tuple(draw(st.lists(findings, max_size=3))),
        draw(st.none() | both),
        () if verdict is Verdict.EXTRACTION_BREAK else changed_links(before, after, told),
    )


numbered = itertools.count(1)
"""One database serves all examples of a test, each with a policy of its own."""


@pytest.mark.parametrize("reread", [False, True])
@given(compared=comparisons(), other=documents(), at=st.datetimes(datetime(1970, 1, 1), timezones=st.just(UTC)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_saved_loads_back_equal(store, reread, compared, other, at):
    slug = f"qinghe/policy-{next(numbered)}"
    store.archive.declare(b.policy(slug))
    stored_before = replace(other, text=compared.before.text, clauses=()) if reread else compared.before
    first = NewVersion(slug, Cause.FIRST, at, stored_before, (b.fetched(b"1", fetched_at=at),), None, (), ())
    assert store.archive.commit(first) == store.archive.version(slug, 1) == store.archive.latest(slug)
    assert store.archive.version(slug, 1).document == stored_before

    second = replace(first, cause=Cause.SOURCE_CHANGED, document=compared.after, comparison=compared)
    made = store.archive.commit(second)
    if compared.after.text == compared.before.text:
        assert made is None
        return
    assert store.archive.version(slug, 2) == made
    assert store.archive.version(slug, 2).document == compared.after
    assert store.archive.comparison(slug, 2) == compared
    told = [one.finding for one in store.archive.findings(policy=slug)]
    assert told == sorted(compared.findings, key=lambda finding: finding.severity.rank)
    assert len(store.archive.origins(slug, 2)) == len(compared.after.clauses)
