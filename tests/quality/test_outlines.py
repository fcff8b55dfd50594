"""The outline agrees with gold that a careful reader made: of five real policies, and of ten texts full of traps.

Run with ``-s`` for the table of figures. Gold of the real policies holds places and labels and none of their words.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from parsers import read_bytes
from tests.quality.outline_score import Gold, Score, score

HERE = Path(__file__).parent
POLICIES = HERE.parents[1] / ".." / "shared" / "policies"
REAL = sorted(p.stem for p in (HERE / "outlines").glob("*.json"))
TEXTS = sorted(p for p in (HERE / "texts").iterdir() if p.suffix in (".md", ".txt", ".html"))
EXPECTED = yaml.safe_load((HERE / "texts" / "expected.yaml").read_text(encoding="utf-8"))
LEAST_LABELS_RATIO = 0.99
LEAST_PATHS_RATIO = 0.98
LEAST_HEADINGS_RATIO = 0.9
_NOTE = re.compile(r"⟦([^⟦⟧|]+)\|([^⟦⟧|]*)⟧")


def told(name: str, found: Score) -> str:
    return (
        f"{name:40} labels {found.gold_labels:4}  recall {found.recall:.3f}  precision {found.precision:.3f}"
        f"  paths {found.paths:.3f}  headings {found.headings:.3f}"
    )


def agrees(name: str, found: Score) -> None:
    print("\n" + told(name, found))
    wrong = {"missed": found.missed, "false": found.false, "misplaced": found.misplaced}
    report = "\n".join(f"{kind}: {line}" for kind, lines in wrong.items() for line in lines)
    if report:
        print(report)
    assert found.recall >= LEAST_LABELS_RATIO, report
    assert found.precision >= LEAST_LABELS_RATIO, report
    assert found.paths >= LEAST_PATHS_RATIO, report
    assert found.headings >= LEAST_HEADINGS_RATIO, report


@pytest.mark.parametrize("name", REAL)
def test_a_real_policy_is_read_as_a_careful_person_reads_it(name):
    path = POLICIES / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real policies (../shared/policies) are not here")
    gold = [Gold(**entry) for entry in json.loads((HERE / "outlines" / f"{name}.json").read_text(encoding="utf-8"))]
    raw = path.read_bytes()
    agrees(name, score(raw.decode("utf-8"), gold, read_bytes(raw, name=path.name)))


def annotated(text: str) -> tuple[str, list[Gold]]:
    """The text without its notes ``⟦path|label⟧``, and what they say of the place where they stood."""
    parts: list[str] = []
    gold: list[Gold] = []
    at = size = 0
    for m in _NOTE.finditer(text):
        parts.append(text[at : m.start()])
        size += m.start() - at
        gold.append(Gold(size, m[2] or None, m[1]))
        at = m.end()
    parts.append(text[at:])
    return "".join(parts), gold


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_a_text_full_of_traps_is_read_as_a_careful_person_reads_it(path):
    raw, gold = annotated(path.read_text(encoding="utf-8"))
    documents = read_bytes(raw.encode(), name=path.name)
    agrees(path.name, score(raw, gold, documents))
    expected = EXPECTED[path.name]
    text = "\n".join(d.text for d in documents)
    left = "\n".join(item.text for d in documents for item in d.left_out)
    assert [d.language for d in documents] == expected["languages"]
    assert [d.stated.title for d in documents] == expected["titles"]
    for name in ("updated_on", "effective_on", "published_on", "version_label"):
        if name in expected:
            assert [getattr(d.stated, name) for d in documents] == expected[name]
            assert all(isinstance(day, date | str | None) for day in expected[name])
    for whole in expected.get("whole", ()):
        assert text.count(whole) == 1, whole
    for gone in expected.get("left_out", ()):
        assert gone in left
        assert gone not in text
