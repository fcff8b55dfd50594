"""Who publishes a policy: the company or brand that says "we", as its text names it.

Every company named at the head and the tail is looked at for what stands beside it: “（以下简称“我们”）”, 由…运营,
operated by …, a label such as 公司名称 or Data Controller, a copyright line. The strongest such sign holds, the first
of equals; only where no company shows one, the brand that says "we" is read. Partners, affiliates, customers and the
blanks of forms show none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clauselog.model import NamedProvider
from parsers.brands import Candidate, brands, says_we
from parsers.companies import Company, companies
from parsers.provider_signs import (
    APPLIES,
    BETWEEN,
    BRAND_MEANS,
    CONTRACT,
    COPYRIGHT,
    GREETS,
    HUMBLE,
    LABEL,
    LISTED_WITH,
    MEANS,
    OF_OTHERS,
    OPERATED,
    OWN_TITLE,
    RESERVED,
    RUN_BY,
    RUN_THEN_BRACKET,
    RUNS,
    SAYS_COMPANY,
    SAYS_WE,
    SAYS_YOU,
    WELCOME,
    WITH_YOU,
    brackets,
    other_names,
)

HEAD_CHARS = 4000
TAIL_CHARS = 4000
_GATE = re.compile(
    r"公司|我们|运营|事务所|工作室|合伙|版权|\b(?:we|us|our|by|inc|llc|ltd|gmbh|controller|company)\b|©",
    re.IGNORECASE,
)

# How what stands before may end, so that most signs need no search
_MEANT, _LABELLED = frozenset("指为是即:,sneot?"), frozenset(":|为是,srynt")
_JOINED = ("与", "和", " and ", " between ", " with ")
_GREETED = (" to ", " for ", " visiting ", " using ", " in ", " by ", "at ", "At ")
_APPLIED = ("适用于", " how ", " way ", " of ", " for ", " from ", " by ")
_OPENING_MARKS, _CLOSING_MARKS = frozenset('"【[{*「'), '"】]}*」'
_SENTENCES = re.compile(r"[。;\n]|\. ")
_FULL = re.compile(r"公司|[A-Za-z]")  # 三江银行 is short for 三江银行股份有限公司
_OWN = ("联系我们", "关于我们", "联系方式", "如何联系", "Contact", "About us", "Who we are")
_FOREIGN = ("SDK", "sdk", "第三方", "合作", "共享", "隐私政策链接", "hird part", "partner", "processor")
_EARLY_CHARS, _NAMING_CHARS, _TITLE_CHARS = 2500, 1500, 400
"""Where a policy introduces itself, where it gives names, and where its title stands."""
_BEFORE_CHARS, _AFTER_CHARS = 120, 320
"""How much beside a name is looked at."""
_LETTERHEAD_CHARS, _SIGNED_CHARS = 600, 1500
_MOST_COMPANIES, _MOST_MENTIONS, _MOST_PROVIDERS = 60, 6, 6
"""So many companies of a region are looked at, each so often; so many are told."""
_LEAST_COMPANY, _LEAST_BRAND, _SURE, _WE = 30, 40, 80, 100
"""Scores: the least that a company and a brand need, where no brand is looked for, where the text says "we" of it."""


def providers(text: str, flat: str) -> tuple[NamedProvider, ...]:
    """Who publishes, as named at the head or the tail of the text; several where they say "we" together.

    ``flat`` is ``text`` after ``clauselog.text.narrow``. Empty where nobody is named.
    """
    cut = max(HEAD_CHARS, len(flat) - TAIL_CHARS)
    regions = [(0, min(HEAD_CHARS, len(flat))), *([(cut, len(flat))] if cut < len(flat) else [])]
    regions = [(start, end) for start, end in regions if _GATE.search(flat, start, end)]
    named = [company for start, end in regions for company in _seldom(flat, companies(flat, start, end))]
    alone = _alone(flat, named)
    found = [_judged(flat, company, alone) for company in named]
    best = _strongest(flat, found, regions)
    if best is None:
        return ()
    if best.legal and not best.also:
        near = range(best.start, best.end + _AFTER_CHARS)
        brand = next((b for b in says_we(flat, *regions[0]) if b.start not in near), None)
        best = replace(best, also=(text[brand.start : brand.end], *brand.also)) if brand else best
    chosen = [best, *_beside(flat, best, found)]
    if best.score >= _WE:
        chosen += [c for c in found if c.score >= _WE]
    out: dict[str, NamedProvider] = {}
    for one in sorted(chosen, key=lambda c: c.start):
        name = text[one.start : one.end]
        out.setdefault(
            flat[one.start : one.end].lower(),
            NamedProvider(name, one.legal, _as_printed(text, flat, one), one.start, one.end),
        )
    return tuple(out.values())[:_MOST_PROVIDERS]


def _seldom(flat: str, named: Sequence[Company]) -> Iterator[Company]:
    """The companies, without what is repeated all over: one that publishes says so early, or in its imprint."""
    seen: Counter[str] = Counter()
    for company in named[:_MOST_COMPANIES]:
        name = flat[company.start : company.end]
        seen[name] += 1
        if seen[name] <= _MOST_MENTIONS:
            yield company


def _strongest(flat: str, found: Sequence[Candidate], regions: Sequence[tuple[int, int]]) -> Candidate | None:
    """The company of the strongest sign, a brand where none shows a sure one; its fuller name if there is one."""
    best = max(found, key=lambda c: c.score, default=None)
    if best is None or best.score < _SURE:
        brand = max((b for region in regions for b in brands(flat, *region)), key=lambda c: c.score, default=None)
        if brand is not None and (best is None or brand.score > best.score):
            owner = next((c for c in found if c.score >= _LEAST_COMPANY and _holds(flat, c, brand)), None)
            same = any((c.start, c.end) == (brand.start, brand.end) for c in found)
            best = replace(brand, legal=True) if same else replace(owner, also=brand.also) if owner else brand
    if best is None or best.score < (_LEAST_COMPANY if best.legal else _LEAST_BRAND):
        return None
    short = flat[best.start : best.end]
    if not best.legal or _FULL.search(short):
        return best
    fuller = next((c for c in found if flat.startswith(short, c.start) and c.end - c.start > len(short)), None)
    return replace(fuller, score=best.score, also=(short, *best.also)) if fuller else best


def _holds(flat: str, company: Candidate, brand: Candidate) -> bool:
    return flat[brand.start : brand.end].lower() in flat[company.start : company.end].lower()


def _judged(flat: str, company: Company, alone: Company | None) -> Candidate:
    """How strongly the words beside the name say that this company publishes, and what else it is called."""
    start, end = company
    before, after = flat[max(0, start - _BEFORE_CHARS) : start], flat[end : end + _AFTER_CHARS].lstrip(_CLOSING_MARKS)
    if before[-1:] in _OPENING_MARKS:
        before = before[:-1]
    subject = _SENTENCES.split(before)[-1]
    others = bool(OF_OTHERS.search(subject[-40:]))
    score = 0
    also: tuple[str, ...] = ()
    for inside in brackets(after):
        if SAYS_WE.search(inside):
            return Candidate(start, end, _WE, legal=True, also=(*also, *other_names(inside)))
        if SAYS_YOU.search(inside):
            return Candidate(start, end, 0, legal=True)
        also = (*also, *other_names(inside))
        if SAYS_COMPANY.search(inside):
            score = 86
        elif also and start < _NAMING_CHARS and not others:
            score = max(score, 50)
    if (m := RUN_THEN_BRACKET.match(after)) and SAYS_WE.search(m[1]) and not others:
        return Candidate(start, end, _WE, legal=True, also=other_names(m[1]))
    early = start < _EARLY_CHARS
    last = before.rstrip(" \n")[-1:]
    signs = (
        (95, last in _MEANT and MEANS.search(before)),
        (
            88,
            early
            and before.endswith(_JOINED)
            and BETWEEN.search(before)
            and CONTRACT.search(flat[max(0, start - 60) : end + 80]),
        ),
        (84, (last in _LABELLED or before.endswith("\n")) and LABEL.search(before) and not _listed(flat, start)),
        (82, not others and RUNS.match(after)),
        (80, not others and last == "由" and RUN_BY.match(after)),
        (80, before.endswith(" by ") and not OF_OTHERS.search(subject) and OPERATED.search(before)),
        (78, early and last and last in "由用择" and WELCOME.search(before[-24:]) and RUN_BY.match(after)),
        (75, early and not others and WITH_YOU.match(after)),
        (70, last and last in "指为是" and BRAND_MEANS.search(before)),
        (60, early and not others and before.endswith(_APPLIED) and APPLIES.search(before[-50:])),
        (55, early and not others and HUMBLE.match(after)),
        (45, early and before.endswith(_GREETED) and GREETS.search(before[-40:])),
        (45, start < _TITLE_CHARS and before.rpartition("\n")[2].strip() == "" and OWN_TITLE.match(after)),
        (40, company == alone),
        (35, COPYRIGHT.search(before[-50:]) or RESERVED.match(after)),
    )
    score = max([score, *(points for points, sign in signs if sign)])
    return Candidate(start, end, score, legal=True, also=also)


def _listed(flat: str, start: int) -> bool:
    """A label in a list of others' kits and partners, not in the policy's own imprint."""
    around = flat[max(0, start - 160) : start]
    return max(map(around.rfind, _FOREIGN)) > max(map(around.rfind, _OWN))


def _alone(flat: str, named: Sequence[Company]) -> Company | None:
    """The only company with a line of its own, at the head or the end: a letterhead or a signature."""
    lines = [
        c
        for c in named
        if (c.start < _LETTERHEAD_CHARS or c.start >= len(flat) - _SIGNED_CHARS) and _has_own_line(flat, c)
    ]
    if len({flat[c.start : c.end] for c in lines}) != 1:
        return None
    low = flat.rfind("\n", 0, max(0, lines[0].start - 2)) + 1
    high = flat.find("\n", lines[0].end + 1)
    around = [c for c in named if low <= c.start < (high if high >= 0 else len(flat))]
    return lines[0] if around == lines[:1] else None


def _has_own_line(flat: str, company: Company) -> bool:
    before = flat[flat.rfind("\n", 0, company.start) + 1 : company.start]
    finish = flat.find("\n", company.end)
    after = flat[company.end : finish if finish >= 0 else len(flat)]
    return not before.strip(" #*") and not re.sub(r"[\d年月日 ./*-]", "", after)


def _beside(flat: str, best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The companies named in one breath before the one whose bracket says "we" of them all."""
    out: list[Candidate] = []
    if best.score < _SURE or not best.legal:
        return out
    low = best.start
    for one in reversed([c for c in found if c.end <= best.start]):
        if not LISTED_WITH.fullmatch(flat, one.end, low):
            break
        out.append(one)
        low = one.start
    return out


def _as_printed(text: str, flat: str, one: Candidate) -> tuple[str, ...]:
    """The other names as the text writes them; they stand right behind the name, or are its brand's."""
    names: list[str] = []
    for name in one.also:
        at = flat.find(name, one.end)
        printed = text[at : at + len(name)] if 0 <= at < one.end + _AFTER_CHARS else name
        if printed and printed.lower() != text[one.start : one.end].lower():
            names.append(printed)
    return tuple(names)
