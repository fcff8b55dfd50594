"""Every rule against its golden cases: what it must tell (``flags``) and what it must leave alone (``passes``).

A case is a clause before and after (a line each; nothing where it is new or gone), laid between clauses that
stay as they are. ``says`` is the summary expected, ``severity`` and ``direction`` the finding's.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import clauselog.rules
from clauselog.compare import compare
from clauselog.model import Comparison, Document
from clauselog.rules import REGISTRY
from tests.builders import document

_CASES = Path(__file__).parent / "rules"
_AROUND = {
    "zh": (
        "欢迎使用青禾笔记，请您在使用前阅读以下内容。",
        "我们会不断改进产品的界面和操作方式。",
        "标题仅为阅读方便而设。",
        "感谢您一直以来的支持。",
    ),
    "en": (
        "Welcome to Qinghe Notes; please take a moment with this text.",
        "Our product keeps growing and so does this page.",
        "Headings are here for convenience.",
        "Thanks for being part of it all along.",
    ),
}
_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


def _cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(_CASES.glob("*.yaml")):
        for id, languages in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert id not in found, f"{id} has cases in two files"
            found[id] = languages
    return found


CASES = _cases()


def _each(kind: str) -> Iterator[Any]:
    for id, languages in CASES.items():
        for lang, kinds in languages.items():
            for number, case in enumerate(kinds[kind], 1):
                yield pytest.param(id, lang, case, id=f"{id}-{lang}-{number}")


def _document(lang: str, text: str | None) -> Document:
    around = _AROUND[lang]
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return document(*around[:2], *lines, *around[2:], language=_LANGUAGES[lang])


def _compare(lang: str, case: dict[str, Any]) -> Comparison:
    seen = case.get("observed_on")
    comparison = compare(
        _document(lang, case.get("before")), _document(lang, case.get("after")),
        observed_on=date.fromisoformat(str(seen)) if seen else None,
    )  # fmt: skip
    for finding in comparison.findings:
        for side, whole in ((finding.before, comparison.before), (finding.after, comparison.after)):
            if side is not None:
                assert whole.text[side.start : side.end] == side.quote
                assert side.quote.strip(), f"{finding.rule} quotes nothing"
                assert any(c.path == side.path and c.start <= side.start and side.end <= c.end for c in whole.clauses)
    return comparison


@pytest.mark.parametrize(("id", "lang", "case"), list(_each("flags")))
def test_a_rule_tells_what_it_is_for(id: str, lang: str, case: dict[str, Any]) -> None:
    findings = [f for f in _compare(lang, case).findings if f.rule == id]
    assert findings, f"{id} said nothing"
    finding = findings[0]
    assert finding.before or finding.after
    if "says" in case:
        assert finding.summary["zh" if lang == "zh" else "en"] == case["says"]
    if "severity" in case:
        assert finding.severity == case["severity"]
    if "direction" in case:
        assert finding.direction == case["direction"]


@pytest.mark.parametrize(("id", "lang", "case"), list(_each("passes")))
def test_a_rule_leaves_near_misses_alone(id: str, lang: str, case: dict[str, Any]) -> None:
    said = [f.summary.zh for f in _compare(lang, case).findings if f.rule == id]
    assert not said


@pytest.mark.parametrize("id", sorted(REGISTRY))
def test_every_rule_has_hits_and_near_misses_in_both_languages(id: str) -> None:
    assert id in CASES, f"{id} has no golden cases"
    for lang in ("zh", "en"):
        assert CASES[id][lang]["flags"]
        assert CASES[id][lang]["passes"]


def test_no_cases_are_left_of_rules_that_are_gone() -> None:
    assert set(CASES) <= set(REGISTRY)


@pytest.mark.parametrize("id", sorted(REGISTRY))
def test_every_rule_says_why_it_matters_in_both_languages(id: str) -> None:
    rule = REGISTRY[id]
    assert len(rule.why.zh) >= 8
    assert len(rule.why.en) >= 15
    assert rule.hooks or rule.severity not in ("critical", "major")


def test_every_module_of_rules_is_in_force() -> None:
    topics = {module.__name__ for module in clauselog.rules.TOPICS}
    framework = {"framework", "judging", "local", "stating", "wording"}
    modules = {m.name for m in pkgutil.iter_modules(clauselog.rules.__path__)} - framework
    assert {f"clauselog.rules.{name}" for name in modules} == topics
