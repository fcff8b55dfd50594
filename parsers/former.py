"""The list of former versions that a policy prints: 历史版本, 更新记录, "Previous versions", a table of versions.

A list opens with a short line that names it and goes on as long as each line is an entry: a day, a month or a version
label with few words around it. A lone link "历史版本" opens no list. What the list says is never the policy's own date.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from clauselog.days import DAY, MONTH, day_of, plain_days
from clauselog.model import Clause, ClauseKind, FormerVersion, Link

_OPENS_ZH = (
    r"(?:历史|过往|以往|往期|既往|旧|之前的?|先前的?|早期|存档)(?:的)?版本|(?:更新|修订|修改|变更|版本|发布"
    r"|历史)(?:更新)?(?:历史|记录|日志)|(?:历次|历史)(?:更新|修订|版本)"
)
_OPENS_EN = (
    r"(?:previous|past|prior|archived?|former|earlier|older|historical|superseded) (?:versions?|policies|terms"
    r"|(?:privacy )?(?:policy|notice) versions?)"
    r"|(?:version|revision|document|update|policy|amendment|change) (?:history|log)|changelog|archive of (?:previous"
    r"|past|prior) versions|table of revisions"
)
OPENS = re.compile(rf"{_OPENS_ZH}|\b(?:{_OPENS_EN})\b", re.IGNORECASE)
_PIVOTS = (
    "版本", "记录", "日志", "历史", "历次", "ersion", "istory", "rchive", "hangelog", "hange log",
    "hange Log", "HISTORY", "VERSION",
)  # fmt: skip
"""One of these stands in whatever opens a list."""
_THE_ONE_BEFORE = re.compile(
    r" ?(?:(?:view|see|read) )?(?:the |our )?(?:previous|prior|last|preceding) version ?"
    r"| ?(?:查看|点击查看)?[上前]一(?:个)?版本? ?",
    re.IGNORECASE,
)
_HEADING_CHARS, _OPENING_CHARS = 44, 120
_LINE_CHARS, _ROW_CHARS = 140, 500
_MOST = 200
_YEAR_MONTH = re.compile(
    rf"(?<!\d)(?:19|20)\d\d ?年(?: ?\d{{1,2}} ?月)?|(?:{MONTH},? +(?:19|20)\d\d)|(?<![\d.-])(?:19"
    rf"|20)\d\d[-/.](?:0[1-9]|1[0-2])(?![\d.-])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])(?:[Vv](?:er(?:sion)?)?\.? ?\d{1,3}(?:\.\d{1,3}){0,3}|20\d\d ?[Vv]\d{1,3}"
    r"|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?|第 ?[\d一二三四五六七八九十]{1,3} ?版)(?![\d%])"
)
_CURRENT = re.compile(r"当前|现行|最新|本版|current|latest|present version|this version", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:[^,。;|\n]{0,24}?)(?:(?:19|20)\d\d ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?日)?(?: ?[前之]?版(?:本)?)?|(?:19"
    r"|20)\d\d ?年(?: ?版)|[Vv](?:er(?:sion)?)?\.? ?\d{1,3}(?:\.\d{1,3}){0,3}|20\d\d ?[Vv]\d{1,3}"
    r"|第 ?[\d一二三四五六七八九十]{1,3} ?版)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[、;|\n]|,(?! ?(?:19|20)\d\d)| / ")
_SENTENCE = re.compile(
    r"(?:我们|[您你]|如有|\b(?:we|you|may|will|please|from time)\b)[^\n]{24}|[。.!?] ?\S{20}",
    re.IGNORECASE,
)


def former_versions(
    text: str, flat: str, clauses: Sequence[Clause], links: Sequence[Link], regions: Sequence[tuple[int, int]]
) -> tuple[tuple[FormerVersion, ...], list[tuple[int, int]]]:
    """The entries of every such list in the regions, and where the lists stand; nothing where none is printed."""
    found: list[FormerVersion] = _linked(text, flat, links, regions)
    places = list(_places(flat, regions))
    starts = [clause.start for clause in clauses] if places else []
    opening_at = {bisect_right(starts, place) - 1 for place in places}
    taken: list[tuple[int, int]] = []
    behind = 0
    for index in sorted(opening_at - {-1}):
        if index < behind:
            continue
        clause = clauses[index]
        opening = OPENS.search(flat, clause.text_start, min(clause.end, clause.text_start + _OPENING_CHARS))
        if opening is None:
            continue
        heading = clause.end - clause.text_start <= _HEADING_CHARS and not DAY.search(flat, clause.start, clause.end)
        inline = [] if heading else _inline(text, flat, opening.end(), clause.end, links)
        if inline:
            found += inline
            taken.append((clause.start, clause.end))
        if not (heading or inline):
            continue
        behind, entries, end = _entries(text, flat, clauses, index + 1, links)
        if entries:
            found += entries
            taken.append((clause.start, end))
    return tuple(dict.fromkeys(found[:_MOST])), taken


def _linked(text: str, flat: str, links: Sequence[Link], regions: Sequence[tuple[int, int]]) -> list[FormerVersion]:
    """The one version before, where the page links to it: Previous version, 上一版本; a link to them all is none."""
    return [
        FormerVersion(text[k.start : k.end], None, k.target, k.start, k.end)
        for k in links
        if any(start <= k.start < end for start, end in regions) and _THE_ONE_BEFORE.fullmatch(flat, k.start, k.end)
    ]


def _places(flat: str, regions: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Where the words stand without which no list opens."""
    for start, end in regions:
        for word in _PIVOTS:
            at = flat.find(word, start, end)
            while at >= 0:
                yield at
                at = flat.find(word, at + 1, end)


def _entries(
    text: str, flat: str, clauses: Sequence[Clause], index: int, links: Sequence[Link]
) -> tuple[int, list[FormerVersion], int]:
    """The entries from that clause on, the index behind the last of them, and where it ends."""
    entries: list[FormerVersion] = []
    end = 0
    skipped = 0
    while index < len(clauses):
        clause = clauses[index]
        entry = _entry(text, flat, clause.start, clause.end, links, row=clause.kind is ClauseKind.ROW)
        if entry is not None:
            entries.append(entry)
        elif clause.kind is ClauseKind.ROW or _CURRENT.search(
            flat, clause.start, min(clause.end, clause.start + _LINE_CHARS)
        ):
            pass  # the head of a table, the version that holds now
        elif not entries and skipped == 0 and clause.kind is ClauseKind.PARAGRAPH:
            skipped += 1  # a sentence of introduction
        elif (
            entries
            and clause.kind in (ClauseKind.ITEM, ClauseKind.PARAGRAPH)
            and clause.depth > clauses[index - 1].depth
        ):
            pass  # what that version changed
        else:
            break
        end = clause.end
        index += 1
    return (index, entries, end) if entries else (index - skipped if skipped else index, [], end)


def _entry(text: str, flat: str, start: int, end: int, links: Sequence[Link], *, row: bool) -> FormerVersion | None:
    line = plain_days(flat[start:end])
    if (
        len(line) > (_ROW_CHARS if row else _LINE_CHARS)
        or _CURRENT.search(line)
        or (not row and _SENTENCE.search(line))
    ):
        return None
    dated = DAY.search(line)
    numbered = _NUMBERED.search(line)
    month = None if dated else _YEAR_MONTH.search(line)
    mark = min((m.start() for m in (dated, numbered, month) if m), default=None)
    if mark is None or (not row and mark > 60):
        return None
    on = day_of(dated) if dated else None
    at = _label_at(line, dated, numbered, month)
    target = next((k.target for k in links if start <= k.start < end), None)
    lead = len(line) - len(line.lstrip(" *-•·"))
    return FormerVersion(text[start + at[0] : start + at[1]], on, target, start + lead, start + len(line.rstrip()))


def _label_at(
    line: str, dated: re.Match[str] | None, numbered: re.Match[str] | None, month: re.Match[str] | None
) -> tuple[int, int]:
    """What the version is called: a whole short line, else its number, else its day."""
    if len(line.strip()) <= 32 and "|" not in line and "http" not in line:
        lead = len(line) - len(line.lstrip(" *-•·"))
        return lead, len(line.rstrip(" *"))
    if numbered and not (dated and dated.start() <= numbered.start() < dated.end()):
        return numbered.span()
    if (m := _LABEL.match(line)) and m.end() - m.start() <= 32:
        return m.start() + len(m[0]) - len(m[0].lstrip(" *-•·")), m.end()
    chosen = dated or month or numbered
    assert chosen is not None  # the caller found one of them
    return chosen.start(), chosen.start() + len(chosen[0].rstrip())


def _inline(text: str, flat: str, start: int, end: int, links: Sequence[Link]) -> list[FormerVersion]:
    """Several in the line that names them: 历史版本：2023年4月25日版、2022年1月1日版."""
    while start < end and flat[start] in " :-(":
        start += 1
    out: list[FormerVersion] = []
    at = start
    for stop in [*(m.start() for m in _PARTS.finditer(flat, start, end)), end]:
        if (entry := _entry(text, flat, at, stop, links, row=False)) is not None and stop - at <= 48:
            lead = len(flat[at:stop]) - len(flat[at:stop].lstrip())
            out.append(
                FormerVersion(
                    text[at + lead : stop].rstrip(), entry.on, entry.link, at + lead, at + len(flat[at:stop].rstrip())
                )
            )
        at = stop + 1
    return out


def without_current(
    listed: Sequence[FormerVersion], own: Sequence[date | None], label: str | None
) -> tuple[FormerVersion, ...]:
    """The list without the version that holds: the one of the policy's own dates and label."""
    days = {day for day in own if day}
    return tuple(v for v in listed if v.on not in days and (label is None or v.label.lower() != label.lower()))
