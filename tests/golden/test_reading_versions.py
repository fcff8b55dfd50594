"""What a parser makes of the same bytes changes only together with its version."""

import pytest

from tests.golden.fingerprints import KINDS, Fingerprint, made, objection, stored


@pytest.mark.parametrize("kind", KINDS)
def test_a_parser_that_reads_differently_has_a_new_version(kind):
    said = objection(kind, made(kind), stored().get(kind))
    assert said is None, said


def test_a_changed_tree_under_the_same_version_is_told_with_what_to_do():
    before, now = Fingerprint("pdf/1", "f", "a"), Fingerprint("pdf/1", "f", "b")
    said = objection("pdf", now, before)
    assert said is not None
    assert "raise VERSION in parsers/pdf.py and VERSIONS in parsers/reader.py" in said
    assert "make fingerprints" in said


@pytest.mark.parametrize(
    "now", [Fingerprint("pdf/2", "f", "b"), Fingerprint("pdf/1", "g", "b"), Fingerprint("pdf/2", "f", "a")]
)
def test_a_new_version_or_new_fixtures_are_only_to_be_written_down(now):
    said = objection("pdf", now, Fingerprint("pdf/1", "f", "a"))
    assert said is not None
    assert "VERSION is still" not in said


def test_making_a_fingerprint_twice_gives_the_same():
    assert made("docx") == made("docx")
