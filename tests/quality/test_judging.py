"""Judging, held to invented changes that were written without looking at how clauses are read.

``judging/*.yaml`` (the language is the start of the file's name) hold ``cases`` and, optionally, ``frames``: short
policies with ``{clause}`` in them. A case is

- ``before`` and ``after``: a clause or a whole short policy; None where the clause is new or gone,
- ``in``: the frame that the clause stands in, none where the text stands for itself,
- ``expect``: findings that must be told, each with ``type``, ``direction``, the least severity and words that its
  quote on one side holds (any of them, where it is a list); empty for a near miss, of which nothing critical or major may be told, with ``why``,
- ``may``: types that may be told besides, ``may_better``: so may anything that is better for the person.

A file that is a plain list holds cases without frames. Run with ``-s`` to see the figures by type and each case that
fails. Floors are what was reached: they only rise.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from clauselog.compare import compare
from clauselog.model import Document, Finding, Severity
from parsers import read_bytes

SETS = Path(__file__).parent / "judging"
OBSERVED_ON = date(2026, 6, 1)

# The pairs of types that a careful reader may take for each other.
KIN = [
    {"data_category", "consent"},
    {"third_party", "purpose", "data_category"},
    {"liability_exclusion", "liability_cap"},
    {"governing_law", "dispute_forum"},
    {"automated_decision", "consent", "purpose"},
    {"party", "contact"},
    {"ai_training", "purpose", "content_licence"},
    {"termination", "unilateral_change"},
    {"prohibited_use", "scope"},
]

# What a clause stands in that names no frame: alone it would be too little text to be a policy.
PLAIN = {
    "zh": "欢迎使用本服务。请您在使用前仔细阅读以下内容。\n\n本页的标题仅为方便阅读而设，不影响对内容的理解。\n\n{clause}",
    "en": "Welcome to the service. Please read this page.\n\nHeadings are for convenience only.\n\n{clause}",
}
LEAST_LINES = 4

# set: recall, direction, quiet near misses, findings that were asked for
# A set is learnt from once it has been measured, so these floors guard what was learnt and promise nothing for policies
# nobody has seen. What carries over shows in the recall at first sight of the Chinese sets, in the order in which they
# were written: 0.73, 0.52, 0.62, 0.58, with 0.86 to 0.95 of the near misses left alone.
FLOORS: dict[str, tuple[float, float, float, float]] = {
    "en": (0.98, 1.0, 0.98, 0.97),
    "en-2": (0.96, 1.0, 0.96, 0.96),
    "en-3": (0.96, 1.0, 0.95, 0.94),
    "en-4": (0.7, 1.0, 0.8, 0.87),
    "en-contracts": (0.98, 1.0, 0.96, 0.93),
    "en-rights-and-fees-2": (0.94, 1.0, 0.97, 0.92),
    "en-rights-and-fees": (0.97, 1.0, 0.94, 0.9),
    "en-sharing": (1.0, 1.0, 1.0, 0.96),
    "en-sharing-2": (1.0, 1.0, 1.0, 1.0),
    "en-data-and-consent": (0.97, 1.0, 0.97, 0.97),
    "zh-data-and-consent": (0.97, 1.0, 0.97, 0.97),
    "zh": (0.99, 1.0, 0.99, 0.99),
    "zh-2": (1.0, 1.0, 1.0, 1.0),
    "zh-3": (1.0, 1.0, 1.0, 0.97),
    "zh-4": (0.91, 1.0, 1.0, 1.0),
    "zh-rights-and-fees-2": (0.95, 1.0, 0.95, 0.88),
    "zh-rights-and-fees": (0.97, 1.0, 0.94, 0.9),
    "zh-contracts": (0.98, 1.0, 0.96, 0.93),
    "zh-forms": (1.0, 1.0, 1.0, 1.0),
    "en-forms": (1.0, 1.0, 1.0, 1.0),
    "zh-sharing": (1.0, 1.0, 0.94, 0.96),
    "zh-sharing-2": (1.0, 1.0, 0.87, 0.9),
}


@dataclass(slots=True)
class Tally:
    """What was wanted and what was told, of one type or of a whole set."""

    wanted: int = 0
    told: int = 0
    rightly_directed: int = 0
    near: int = 0
    quiet: int = 0
    findings: int = 0
    asked_for: int = 0


@dataclass(slots=True)
class Score:
    all: Tally = field(default_factory=Tally)
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    notes: list[str] = field(default_factory=list)

    def count(self, type_: str, **by: int) -> None:
        for tally in (self.all, self.types[type_]):
            for name, number in by.items():
                setattr(tally, name, getattr(tally, name) + number)


def fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def load(path: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    data = yaml.safe_load(path.read_text(encoding="utf8"))
    return (data, {}) if isinstance(data, list) else (data["cases"], data.get("frames", {}))


def side(case: dict[str, Any], name: str, frames: dict[str, str], lang: str) -> Document:
    clause = case[name]
    clause = (clause or "").strip()
    if "in" in case:
        clause = frames[case["in"]].replace("{clause}", clause)
    elif min(len((case[name] or "").splitlines()) for name in ("before", "after")) < LEAST_LINES:
        clause = PLAIN[lang].replace("{clause}", clause)
    (document,) = read_bytes(clause.encode(), name="p.txt")
    return document


def is_kin(a: str, b: str) -> bool:
    return a == b or any(a in kin and b in kin for kin in KIN)


def held(wanted: dict[str, Any]) -> list[str]:
    words = wanted["quote_holds"]
    return [fold(str(w)) for w in (words if isinstance(words, list) else [words])]


def answers(finding: Finding, wanted: dict[str, Any]) -> bool:
    """Whether a finding tells what was wanted: the type, at least the severity, and the place."""
    quotes = [fold(e.quote) for e in (finding.before, finding.after) if e]
    return (
        is_kin(finding.type, wanted["type"])
        and finding.severity.rank <= Severity(wanted["severity_at_least"]).rank
        and any(words in quote for words in held(wanted) for quote in quotes)
    )


def tell(finding: Finding) -> str:
    quotes = " → ".join(e.quote if e else "∅" for e in (finding.before, finding.after))
    return f"{finding.type}/{finding.severity}/{finding.direction} [{finding.rule}] {quotes}"


def judge(case: dict[str, Any], findings: tuple[Finding, ...], score: Score) -> None:
    material = [f for f in findings if f.severity.is_material]
    asked = [f for f in material if f.type in case.get("may", ())]
    if case.get("may_better"):
        asked += [f for f in material if f.direction == "better"]
    for wanted in case["expect"]:
        found = [f for f in findings if answers(f, wanted)]
        right = wanted["direction"] == "unclear" or any(f.direction == wanted["direction"] for f in found)
        score.count(wanted["type"], wanted=1, told=bool(found), rightly_directed=bool(found) and right)
        asked += [f for f in found if f.severity.is_material]
        asked += [f for f in material if is_kin(f.type, wanted["type"])]
        if not found or not right:
            told = "; ".join(tell(f) for f in findings) or "nothing"
            score.notes.append(f"MISSED {case['id']}: {wanted['type']} {wanted['direction']}; told {told}")
    stray = [f for f in material if f not in asked]
    for finding in material:
        score.count(finding.type, findings=1, asked_for=finding not in stray)
    for finding in stray:
        score.notes.append(f"STRAY {case['id']}: {tell(finding)}")
    if not case["expect"]:
        score.all.near += 1
        score.all.quiet += not stray


@cache
def scored(path: Path) -> Score:
    score, lang = Score(), path.stem[:2]
    cases, frames = load(path)
    for case in cases:
        result = compare(side(case, "before", frames, lang), side(case, "after", frames, lang), observed_on=OBSERVED_ON)
        for finding in result.findings:
            for document, evidence in ((result.before, finding.before), (result.after, finding.after)):
                assert evidence is None or document.text[evidence.start : evidence.end] == evidence.quote, case["id"]
        judge(case, result.findings, score)
    return score


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def figures(tally: Tally) -> tuple[float, float, float, float]:
    return (
        ratio(tally.told, tally.wanted),
        ratio(tally.rightly_directed, tally.told),
        ratio(tally.quiet, tally.near),
        ratio(tally.asked_for, tally.findings),
    )


def table(name: str, score: Score) -> Iterator[str]:
    recall, direction, quiet, asked = figures(score.all)
    yield ""
    yield f"{name}: recall {recall:.3f} direction {direction:.3f} quiet near misses {quiet:.3f} asked for {asked:.3f}"
    for type_, tally in sorted(score.types.items()):
        yield (
            f"  {type_:20} wanted {tally.wanted:3} told {tally.told:3} directed {tally.rightly_directed:3}"
            f"   material findings {tally.findings:3} asked for {tally.asked_for:3}"
        )
    yield from (f"  {note}" for note in score.notes)


ALL = sorted(SETS.glob("*.yaml"))


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_changes_are_told_and_near_misses_are_not(path: Path) -> None:
    score = scored(path)
    print("\n".join(table(path.stem, score)))
    reached = figures(score.all)
    floors = FLOORS.get(path.stem, (0.0, 0.0, 0.0, 0.0))
    assert all(got >= floor for got, floor in zip(reached, floors, strict=True)), (reached, floors)


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.stem)
def test_cases_are_sound(path: Path) -> None:
    cases, frames = load(path)
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        assert case["before"] != case["after"], case["id"]
        assert case["expect"] or case["why"], case["id"]
        assert case.get("in") is None or case["in"] in frames, case["id"]
        text = fold(f"{case['before']}\n{case['after']}")
        for wanted in case["expect"]:
            assert all(words in text for words in held(wanted)), case["id"]
