"""The use case *replay*: a history that somebody else kept becomes versions with their changes and findings.

Imported versions carry their own dates and alert nobody. Each page is one commit and is known again by its moment and
its bytes: replaying twice changes nothing, and a replay that was interrupted goes on behind the last page it kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, Protocol

from clauselog.compare import Judge, compare
from clauselog.errors import ParseError, StoreError
from clauselog.histories import DatedPage, History
from clauselog.model import Cause, Comparison, Document, Fetched, Finding, Policy, Text, Verdict, Version
from clauselog.pipeline import catch_up
from clauselog.ports import Archive, NewVersion, Reader
from clauselog.text import sha256_hex

ORIGIN_HEADER = "clauselog-origin"
"""The header of an imported snapshot that says where it was found."""

Fate = Literal["version", "reparsed", "unchanged", "known", "quarantined", "unreadable", "late"]
FATES: tuple[Fate, ...] = ("version", "reparsed", "unchanged", "known", "quarantined", "unreadable", "late")
"""What became of a page: ``known`` ones were imported before; ``late`` ones are older than what is stored already."""


@dataclass(frozen=True, slots=True)
class SeenPage:
    """An answer of a source that is on record, good or not; ``outcome`` is that of its check."""

    fetched_at: datetime
    sha256: str
    outcome: str


class Ledger(Protocol):
    """What was ever seen of a policy."""

    def seen(self, policy: str) -> Sequence[SeenPage]: ...


@dataclass(frozen=True, slots=True)
class PageTrouble:
    """A page that made no version, and why."""

    origin: str
    observed_at: datetime
    fate: Fate
    reason: Text


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What the replay of one history came to. ``findings`` counts by severity, ``fates`` the pages by their fate."""

    policy: str
    fates: Mapping[Fate, int]
    findings: Mapping[str, int] = field(default_factory=dict)
    troubles: tuple[PageTrouble, ...] = ()
    first_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def is_clean(self) -> bool:
        """Every page became, equalled or already was a version."""
        return not self.troubles


def replay(
    history: History,
    *,
    reader: Reader,
    archive: Archive,
    ledger: Ledger,
    accept_breaks: bool = False,
    judge: Judge | None = None,
    on_page: Callable[[], None] = lambda: None,
) -> ImportOutcome:
    """Import the pages in their order: each one version, one *unchanged*, or one trouble; nobody is alerted.

    A page that looks broken against the version before is believed where the page after it goes on from it (the policy
    was rewritten) and quarantined where the next one returns to the text before, or where it is the last;
    ``accept_breaks`` believes all, also those quarantined by an earlier import. A page older than what the policy has
    on record otherwise is *late*: versions are numbered in the order in which they came, and none is ever put in
    between. A policy that is declared already keeps its declaration. ``judge`` replaces the rules, as in live tracking.
    Raises StoreError, keeping what was stored so far.
    """
    policy = _declared(archive, history.policy)
    run = _Replay(policy, reader, archive, accept_breaks, judge, archive.latest(policy.slug))
    place = _resume(history, run, ledger)
    pages = _distinct(history.pages)
    for number, (page, following) in enumerate(_with_next(pages)):
        run.take(page, following, place.of(number, page))
        on_page()
    return run.outcome()


# --------------------------------------------------------------------------------- where to go on


@dataclass(frozen=True, slots=True)
class _Resume:
    """Which pages are on record, and from where on new ones may be put."""

    known: frozenset[int]
    behind: int
    """The number of the last page on record; -1 for none."""
    not_before: datetime | None
    """Set where the policy has a version that is none of this history's: older pages would come late."""

    def of(self, number: int, page: DatedPage) -> Literal["known", "late", "new"]:
        if number in self.known:
            return "known"
        if number < self.behind or (self.not_before is not None and page.observed_at < self.not_before):
            return "late"
        return "new"


def _resume(history: History, run: _Replay, ledger: Ledger) -> _Resume:
    seen = {(one.fetched_at, one.sha256): one.outcome for one in ledger.seen(run.policy.slug)}
    if not seen:
        return _Resume(frozenset(), -1, run.latest.observed_at if run.latest else None)
    made = {info.observed_at for info in run.archive.log(run.policy.slug)}
    known: set[int] = set()
    retried: set[int] = set()
    moments: set[datetime] = set()
    for number, page in enumerate(_distinct(history.pages)):
        outcome = seen.get((page.observed_at, sha256_hex(page.body)))
        if outcome is None:
            continue
        known.add(number)
        moments.add(page.observed_at)
        if outcome == "quarantined" and page.observed_at not in made:
            retried.add(number)
    if run.accept_breaks:  # those behind the last good one are looked at again
        good = max(known - retried, default=-1)
        known -= {number for number in retried if number > good}
    foreign = run.latest is not None and run.latest.observed_at not in moments
    return _Resume(frozenset(known), max(known, default=-1), run.latest.observed_at if run.latest and foreign else None)


def _distinct(pages: Iterable[DatedPage]) -> Iterator[DatedPage]:
    """Pages of the same moment told apart by microseconds, in their order: a version is found again by its moment."""
    taken: Counter[datetime] = Counter()
    for page in pages:
        nth = taken[page.observed_at]
        taken[page.observed_at] += 1
        yield replace(page, observed_at=page.observed_at + timedelta(microseconds=nth)) if nth else page


def _with_next(pages: Iterable[DatedPage]) -> Iterator[tuple[DatedPage, DatedPage | None]]:
    before: DatedPage | None = None
    for page in pages:
        if before is not None:
            yield before, page
        before = page
    if before is not None:
        yield before, None


# ------------------------------------------------------------------------------------- page by page


@dataclass(slots=True)
class _Replay:
    """One replay on its way: the version before, and what was counted."""

    policy: Policy
    reader: Reader
    archive: Archive
    accept_breaks: bool
    judge: Judge | None
    latest: Version | None
    fates: Counter[Fate] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    troubles: list[PageTrouble] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    _read_ahead: tuple[DatedPage, Document] | None = None

    def take(self, page: DatedPage, following: DatedPage | None, place: Literal["known", "late", "new"]) -> None:
        if place == "known":
            self.fates["known"] += 1
        elif place == "late":
            self._trouble(page, "late", _LATE)
        else:
            self._take_new(page, following)

    def outcome(self) -> ImportOutcome:
        counted: dict[Fate, int] = {fate: self.fates[fate] for fate in FATES}
        first, last = (min(self.moments), max(self.moments)) if self.moments else (None, None)
        return ImportOutcome(self.policy.slug, counted, dict(self.findings), tuple(self.troubles), first, last)

    def _take_new(self, page: DatedPage, following: DatedPage | None) -> None:
        slug, at, fetched = self.policy.slug, page.observed_at, (_as_fetched(page),)
        if page.problem is not None:
            self.archive.record_check(slug, "failed", at, error=page.problem.en, fetched=fetched)
            self._trouble(page, "unreadable", page.problem)
            return
        try:
            document = self._read(page)
        except ParseError as error:
            self.archive.record_check(slug, "failed", at, error=str(error), fetched=fetched)
            self._trouble(page, "unreadable", error.seen)
            return
        if self.latest is None:
            self._commit(page, NewVersion(slug, Cause.FIRST, at, document, fetched, None, (), ()))
            return
        if self.latest.document.reader != document.reader:
            self.latest = catch_up(self.policy, self.reader, self.archive, self.latest, at)
        comparison = compare(self.latest.document, document, observed_on=at.date(), judge=self.judge)
        if comparison.verdict is Verdict.IDENTICAL:
            self.archive.record_check(slug, "unchanged", at, fetched=fetched)
            self.fates["unchanged"] += 1
            return
        if comparison.verdict is Verdict.EXTRACTION_BREAK and not self._believed(page, document, following):
            reason = comparison.reason or _BROKEN
            self.archive.record_check(slug, "quarantined", at, error=reason.en, fetched=fetched)
            self._trouble(page, "quarantined", reason)
            return
        cause = Cause.REPARSED if page.reread else Cause.SOURCE_CHANGED
        self._commit(page, NewVersion(slug, cause, at, document, fetched, comparison, (), ()))

    def _believed(self, page: DatedPage, document: Document, following: DatedPage | None) -> bool:
        """Whether a text that looks broken is the policy, rewritten: the page after it tells."""
        if self.accept_breaks or page.reread:
            return True
        if following is None or self.latest is None:
            return False
        try:
            after = self._read(following)
        except ParseError:
            return False
        self._read_ahead = (following, after)
        return _is_break(self.latest.document, after) and not _is_break(document, after)

    def _read(self, page: DatedPage) -> Document:
        if self._read_ahead is not None and self._read_ahead[0] is page:
            return self._read_ahead[1]
        return self.reader.read([(page.source, page.body, page.media_type, page.charset)])

    def _commit(self, page: DatedPage, new: NewVersion) -> None:
        made = self.archive.commit(new)
        if made is None:  # the text differs by nothing but what no comparison sees
            self.fates["unchanged"] += 1
            return
        self.latest = made
        self.moments.append(page.observed_at)
        self.fates["reparsed" if new.cause is Cause.REPARSED else "version"] += 1
        self.findings.update(finding.severity.value for finding in _findings(new.comparison))

    def _trouble(self, page: DatedPage, fate: Fate, reason: Text) -> None:
        self.fates[fate] += 1
        self.troubles.append(PageTrouble(page.origin, page.observed_at, fate, reason))


def _as_fetched(page: DatedPage) -> Fetched:
    origin = ((ORIGIN_HEADER, page.origin),) if page.origin else ()
    return Fetched(
        source=page.source,
        status=200,
        body=page.body,
        fetched_at=page.observed_at,
        media_type=page.media_type,
        charset=page.charset,
        final_location=page.source.location,
        headers=(*page.headers, *origin),
    )


def _findings(comparison: Comparison | None) -> tuple[Finding, ...]:
    return comparison.findings if comparison is not None else ()


def _is_break(before: Document, after: Document) -> bool:
    return compare(before, after, judge=lambda *_, **__: ()).verdict is Verdict.EXTRACTION_BREAK


def _declared(archive: Archive, policy: Policy) -> Policy:
    try:
        return archive.policy(policy.slug)
    except StoreError as error:
        if error.transient:
            raise
    archive.declare(policy)
    return policy


_LATE = Text(
    zh="比已保存的版本更早，不能插到中间",
    en="it is older than what is stored already and cannot be put in between",
)
_BROKEN = Text(zh="疑似抓取不完整", en="the text looks broken")
