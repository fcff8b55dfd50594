"""Two documents in, one comparison out: changes in reading order, findings, and a verdict over all.

``clauselog.diff`` says which clause became which, this module says what to call it, ``clauselog.rules`` what it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from clauselog.diff.align import align, bare
from clauselog.diff.blocks import moved_blocks
from clauselog.diff.breaks import broken
from clauselog.diff.links import changed_links
from clauselog.diff.words import edits
from clauselog.model import Change, ChangeKind, Clause, Comparison, Document, Finding, Pairing, Severity, Verdict
from clauselog.text import key

Judge = Callable[..., tuple[Finding, ...]]
"""``(before, after, changes, pairings, *, observed_on) -> findings``, as ``clauselog.rules.judge``."""

_SPACES = re.compile(r"\s+")


def compare(
    before: Document,
    after: Document,
    *,
    observed_on: date | None = None,
    same_policy: bool = True,
    judge: Judge | None = None,
) -> Comparison:
    """What changed from one document to the other and why it matters.

    Differences of typography (``clauselog.text.key``) and of the dress of labels are no changes. Where ``after`` looks
    broken rather than rewritten, the verdict is an extraction break with its reason and nothing is judged.
    ``observed_on`` is the day the text was first seen, for rules about notice. Two texts that are not versions of one
    policy (``same_policy`` false: two providers side by side) are never taken for broken. ``judge`` replaces the rules.
    """
    pairings = align(before.clauses, after.clauses)
    changes = _changes(before, after, pairings)
    reason = broken(before, after, pairings) if same_policy else None
    if reason is not None:
        return Comparison(before, after, Verdict.EXTRACTION_BREAK, changes, (), reason)
    links = changed_links(before, after, changes)
    if judge is None:
        # Imported here: whoever only pairs or reads does not wait for the word lists.
        from clauselog.rules import judge as rules_judge

        judge = rules_judge
    findings = judge(before, after, changes, pairings, observed_on=observed_on) if changes else ()
    return Comparison(before, after, _verdict(changes, findings), changes, findings, links_changed=links)


def _changes(before: Document, after: Document, pairings: Sequence[Pairing]) -> tuple[Change, ...]:
    """What is not unchanged, in reading order; the clauses of a block that moved without a word changed are one."""
    told = [_change(before, after, pairing) for pairing in pairings]
    for block in moved_blocks(pairings):
        quiet = [(n, c) for n in block if (c := told[n]) is not None and c.is_quiet]
        if len(quiet) > 1:
            for n, _ in quiet:
                told[n] = None
            told[quiet[0][0]] = _block([change for _, change in quiet])
    return tuple(change for change in told if change is not None)


def _block(members: Sequence[Change]) -> Change:
    old = tuple(clause for member in members for clause in member.before)
    new = tuple(clause for member in members for clause in member.after)
    kinds = {kind for member in members for kind in member.kinds}
    return Change(
        kinds=tuple(kind for kind in ChangeKind if kind in kinds),
        before=old,
        after=new,
        similarity=min(member.similarity or 0.0 for member in members),
        edits=edits(_joined(old), _joined(new)),
    )


def _change(before: Document, after: Document, pairing: Pairing) -> Change | None:
    if len(pairing.before) == len(pairing.after) == 1 and not pairing.moved:
        one, other = before.clauses[pairing.before[0]], after.clauses[pairing.after[0]]
        if one.text == other.text and one.label == other.label:  # as nearly all are
            return None
    old = tuple(before.clauses[n] for n in pairing.before)
    new = tuple(after.clauses[n] for n in pairing.after)
    kinds = _kinds(old, new, pairing.moved)
    if not kinds:
        return None
    return Change(
        kinds=kinds,
        before=old,
        after=new,
        similarity=round(pairing.similarity, 4) if old and new else None,
        edits=edits(_joined(old), _joined(new)),
    )


def _kinds(old: Sequence[Clause], new: Sequence[Clause], moved: bool) -> tuple[ChangeKind, ...]:
    if not old:
        return (ChangeKind.ADDED,)
    if not new:
        return (ChangeKind.REMOVED,)
    kinds: list[ChangeKind] = []
    if _reads_other(old, new):
        kinds.append(ChangeKind.MODIFIED)
    if moved:
        kinds.append(ChangeKind.MOVED)
    if bare(old[0].label) != bare(new[0].label):
        kinds.append(ChangeKind.RENUMBERED)
    if len(new) > 1:
        kinds.append(ChangeKind.SPLIT)
    if len(old) > 1:
        kinds.append(ChangeKind.MERGED)
    return tuple(kinds)


def _joined(clauses: Sequence[Clause]) -> str:
    return "\n".join(c.text for c in clauses)


def _reads_other(old: Sequence[Clause], new: Sequence[Clause]) -> bool:
    """Whether any word differs. Where a clause was split or merged, the break itself is none."""
    if len(old) == len(new) == 1:
        return key(old[0].text) != key(new[0].text)
    return _SPACES.sub("", key(_joined(old))) != _SPACES.sub("", key(_joined(new)))


def _verdict(changes: Sequence[Change], findings: Sequence[Finding]) -> Verdict:
    severities = {f.severity for f in findings}
    if any(s.is_material for s in severities):
        return Verdict.MATERIAL
    if Severity.MINOR in severities:
        return Verdict.MINOR
    if Severity.REVIEW in severities:
        return Verdict.REVIEW
    return Verdict.EDITORIAL if changes or findings else Verdict.IDENTICAL
