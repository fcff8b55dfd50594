"""Whom the user must make whole."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "indemnity"

KINDS = (
    Kind("indemnity", Text("用户赔偿义务", "the user's duty to indemnify"), False,
         Pattern(r"(?:赔偿|补偿)(?:我们|公司|平台|本公司|甲方|因此)|使(?:我们|公司|平台)[^。;]{0,16}免(?:受|于|遭)|(?:您|你|用户)[^。;]{0,40}(?:承担|予以|负责)[^。;,]{0,12}(?:赔偿|全部责任)|主体承担全部责任"),
         Pattern(r"\bindemnif(?:y|ies|ication)\b|\bhold\b[^.;]{0,40}\bharmless\b"), by=None, but_not=Pattern(r"(?:我们|公司|平台)(?:将|应|会)?(?:依法)?(?:赔偿|承担)|\bwe will (?:defend|indemnify)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``indemnity``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE, ("赔偿", "补偿", "免受", "免于", "免遭", "全部责任", "indemnif", "harmless"), read, by_sentence=True
)
