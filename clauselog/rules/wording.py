"""The review bucket: wording changed, no fact did, and a word of weight came or went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clauselog.days import day_of, days, plain_days
from clauselog.facts.numbers import read_number
from clauselog.facts.wording import about, weighty
from clauselog.model import Change, Clause, Direction, Document, Edit, Evidence, Fact, Finding, Severity, Text

RULE = "wording-review"
WHY = Text(
    "没有读出事实的变化，但改动的文字中有否定、义务、数字、主体或法律用语，值得有人看一眼。",
    "No fact was seen to change, but a negation, a word of duty or permission, a number, party or legal term "
    "came or went: worth a look.",
)
_QUOTE_CHARS = 160
_LONGEST_STAMP_CHARS = 24
"""Last updated, 版本生效日期: beside its date a stamp says no more."""
_SENTENCE = re.compile(r"[。！？；]|[.!?;](?=\s)")
_IN_NUMBERS = frozenset("0123456789.,零〇一二两三四五六七八九十百千万亿")


def review(
    index: int,
    change: Change,
    before: Document,
    after: Document,
    facts_before: Sequence[Fact] = (),
    facts_after: Sequence[Fact] = (),
) -> Iterator[Finding]:
    """At most one finding for a change of which no rule told anything.

    It bears the type of the fact in whose words the change stands, or the one type that the changed words speak of,
    else ``other``. ``facts_before`` and ``facts_after`` are those of the clauses of the change. A line of nothing
    but the date or the label of the version is no change of wording: both are told of the version.
    """
    if change.before and change.after and _is_stamp(before, change.before) and _is_stamp(after, change.after):
        return
    for op, fragment in _told_otherwise(change.edits) or _whole(change):
        if op == "equal" or (seen := weighty(fragment)) is None:
            continue
        kind = seen[0]
        removed = op == "delete"
        summary = Text(
            f"措辞变化：{'删去' if removed else '加入'}了{kind.zh}，未识别出具体事实的变化",
            f"Wording changed: {kind.en} was {'removed' if removed else 'added'}; no known fact changed",
        )
        old = _side(before, change.before, fragment if removed else None)
        new = _side(after, change.after, None if removed else fragment)
        type = _type_at(old, fragment, facts_before) if removed else _type_at(new, fragment, facts_after)
        yield Finding(
            rule=RULE, rule_version=2, type=type or about(fragment) or "other", severity=Severity.REVIEW,
            direction=Direction.UNCLEAR, summary=summary, why=WHY, before=old, after=new, change=index,
        )  # fmt: skip
        return


def _is_stamp(document: Document, clauses: tuple[Clause, ...]) -> bool:
    """Whether the clauses say nothing but when the version was made, or which it is."""
    stated = document.stated
    stated_on = (stated.published_on, stated.updated_on, stated.effective_on)
    for clause in clauses:
        rest = clause.text.lower()
        plain = plain_days(rest)
        for match in reversed(list(days(plain, 0, len(plain)))):
            if day_of(match) in stated_on:
                rest = rest[: match.start()] + rest[match.end() :]
        if stated.version_label:
            rest = rest.replace(stated.version_label.lower(), "", 1)
        left = [char for char in rest if char.isalnum()]
        if len(left) == sum(map(str.isalnum, clause.text)) or len(left) > _LONGEST_STAMP_CHARS:
            return False
        if any(map(str.isdigit, left)):
            return False
    return True


def _type_at(quoted: Evidence | None, fragment: str, facts: Sequence[Fact]) -> str | None:
    """The type of the shortest fact that holds the quoted words, or lies in them."""
    if quoted is None or not fragment.strip().startswith(quoted.quote):
        return None
    here = [f for f in facts if f.start < quoted.end and quoted.start < f.end and f.type != "effective_date"]
    return min(here, key=lambda f: (f.end - f.start, f.start, f.type)).type if here else None


def _told_otherwise(edits: Sequence[Edit]) -> list[Edit]:
    """The edits without numbers that are only written in another way: 15 and 十五."""
    kept: list[Edit] = []
    for edit in edits:
        if edit[0] == "insert" and kept and kept[-1][0] == "delete" and _same_number(kept[-1][1], edit[1]):
            kept.pop()
        else:
            kept.append(edit)
    return kept


def _same_number(one: str, other: str) -> bool:
    old, new = one.strip(), other.strip()
    if not (old and new and set(old) | set(new) <= _IN_NUMBERS):
        return False
    value = read_number(old)
    return value is not None and value == read_number(new)


def _whole(change: Change) -> Iterator[tuple[str, str]]:
    """What was deleted and inserted where the change carries no edits: the whole clauses."""
    yield from (("delete", clause.text) for clause in change.before if not change.after)
    yield from (("insert", clause.text) for clause in change.after if not change.before)


def _side(document: Document, clauses: tuple[Clause, ...], fragment: str | None) -> Evidence | None:
    """The fragment where it stands in one of the clauses, else the beginning of the first clause."""
    if not clauses:
        return None
    wanted = (fragment or "").strip()
    for clause in clauses:
        at = document.text.find(wanted, clause.start, clause.end) if wanted else -1
        if at >= 0:
            end = _end(document.text, at, at + len(wanted))
            return Evidence(document.text[at:end], clause.path, at, end)
    first = clauses[0]
    start = first.text_start
    end = _end(document.text, start, first.end)
    if start == end:
        start, end = first.start, first.end
    return Evidence(document.text[start:end], first.path, start, end)


def _end(text: str, start: int, end: int) -> int:
    """Where a quote ends that would be too long: after a sentence, else between two words."""
    if end - start <= _QUOTE_CHARS:
        return end
    limit = start + _QUOTE_CHARS
    sentences = [hit.end() for hit in _SENTENCE.finditer(text, start + _QUOTE_CHARS // 2, limit)]
    if sentences:
        return sentences[-1]
    for at in range(limit, start + _QUOTE_CHARS // 2, -1):
        if not (text[at].isascii() and text[at].isalnum() and text[at - 1].isascii() and text[at - 1].isalnum()):
            return at - 1 if text[at - 1].isspace() else at
    return limit
