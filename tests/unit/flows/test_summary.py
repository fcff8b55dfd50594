from __future__ import annotations

from clauselog.errors import SourceGone
from clauselog.model import Text, Verdict
from clauselog.pipeline import TrackOutcome
from flows.summary import Bug, summary_markdown


def test_what_happened_is_listed_and_what_did_not_only_counted() -> None:
    new = TrackOutcome("qinghe/terms", "new_version", 2, Verdict.MATERIAL, {"critical": 1, "major": 2})
    shown = summary_markdown([new, TrackOutcome("qinghe/privacy", "unchanged")], [])
    assert shown.startswith("**1 new_version, 1 unchanged**")
    assert "| qinghe/terms | new\\_version | 2 | material | 1 critical, 2 major |  |" in shown
    assert "qinghe/privacy" not in shown


def test_bugs_come_first_and_texts_of_the_world_cannot_break_the_table() -> None:
    hostile = Text(zh="", en="http://x/<script>|\n# a | b |")
    failed = TrackOutcome("qinghe/terms", "failed", error=SourceGone(hostile, hostile, hostile))
    lines = summary_markdown([failed], [Bug("qinghe/privacy", "KeyError: 'x'")]).splitlines()
    assert "1 stopped by bugs" in lines[0]
    assert "qinghe/privacy" in lines[4]
    assert "qinghe/terms" in lines[5]
    assert len(lines) == 6
    assert "<script>" not in lines[5]
    assert lines[5].replace("\\|", "").count("|") == 7


def test_a_long_list_is_cut_and_says_so() -> None:
    outcomes = [TrackOutcome(f"p{n}/terms", "failed") for n in range(250)]
    shown = summary_markdown(outcomes, [])
    assert shown.count("/terms |") == 200
    assert shown.endswith("… and 50 more")


def test_nothing_to_do_is_said_in_words() -> None:
    assert summary_markdown([], []).startswith("**no policies**")
