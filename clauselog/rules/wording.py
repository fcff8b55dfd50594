"""The review bucket: wording changed, no fact did, and a word of weight came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clauselog.facts.numbers import read_number
from clauselog.facts.wording import about, weighty
from clauselog.model import Change, Clause, Direction, Document, Edit, Evidence, Fact, Finding, Severity, Text

RULE = "wording-review"
WHY = Text(
    "没有读出事实的变化，但改动的文字中有否定、义务、数字、主体或法律用语，值得有人看一眼。",
    "No fact was seen to change, but a negation, modal, number, party or legal term came or went: worth a look.",
)
_QUOTE_CHARS = 160
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
    else ``other``. ``facts_before`` and ``facts_after`` are those of the clauses of the change.
    """
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
            end = min(at + len(wanted), at + _QUOTE_CHARS)
            return Evidence(document.text[at:end], clause.path, at, end)
    first = clauses[0]
    start = first.text_start
    end = min(first.end, start + _QUOTE_CHARS)
    if start == end:
        start, end = first.start, first.end
    return Evidence(document.text[start:end], first.path, start, end)
