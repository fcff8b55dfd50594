"""What a run over many policies came to, as a Markdown table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clauselog.pipeline import TrackOutcome
from clauselog.reports.markdown import escaped

_ROWS = 200
_CELL_CHARS = 300


@dataclass(frozen=True, slots=True)
class Bug:
    """A policy that our own code could not handle; the others of its shard went on."""

    policy: str
    error: str


def summary_markdown(outcomes: Sequence[TrackOutcome], bugs: Sequence[Bug]) -> str:
    """Counts, then a line for each policy where something happened; texts of the world escaped."""
    counts = Counter(o.outcome for o in outcomes)
    counted = ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "no policies"
    lines = [f"**{counted}**" + (f", **{len(bugs)} stopped by bugs**" if bugs else ""), ""]
    rows = [*(_bug_row(b) for b in bugs), *(_row(o) for o in outcomes if o.outcome != "unchanged")]
    if rows:
        lines += ["| policy | outcome | version | verdict | findings | trouble |", "|---|---|---|---|---|---|"]
        lines += rows[:_ROWS]
    if len(rows) > _ROWS:
        lines += ["", f"… and {len(rows) - _ROWS} more"]
    return "\n".join(lines)


def _row(outcome: TrackOutcome) -> str:
    findings = ", ".join(f"{n} {severity}" for severity, n in outcome.findings.items())
    trouble = str(outcome.error) if outcome.error else outcome.reason or ""
    return _cells(outcome.policy, outcome.outcome, outcome.version, outcome.verdict, findings, trouble)


def _bug_row(bug: Bug) -> str:
    return _cells(bug.policy, "bug", None, None, "", bug.error)


def _cells(*values: object) -> str:
    return "| " + " | ".join(_cell(str(v if v is not None else "")) for v in values) + " |"


def _cell(text: str) -> str:
    return escaped(text[:_CELL_CHARS])
