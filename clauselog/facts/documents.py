"""Other documents that bind, and which of them comes first."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, statements
from clauselog.model import Fact, Text

TYPE = "incorporation"

KINDS = (
    Kind("precedence", Text("冲突时以何者为准", "which document comes first"), False,
         Pattern(r"(?:冲突|不一致|抵触|不符)[^。;]{0,40}(?:为准|优先)"),
         Pattern(r"\b(?:conflict|inconsisten\w{1,4}|discrepancy)\b[^.;]{0,120}\b(?:control|controls|prevail|prevails|govern|governs|precedence)\b"), by=None, polarity="either"),
    Kind("binding", Text("另一文件同等约束", "another document that binds"), False,
         Pattern(r"《[^《》]{1,40}》[^。;]{0,40}(?:组成部分|同等(?:法律)?效力)|(?:遵守|按照|依照|受)[^。;,]{0,8}《"),
         Pattern(r"\bincorporated (?:herein |into [^.;]{0,30})?by reference\b|\b(?:must|agree to|shall) (?:also )?(?:follow|comply with|observe|adhere to)\b[^.;]{0,60}\b(?:policy|guidelines|rules|terms)\b"), by=None, polarity="either", light=True),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE,
    (
        "冲突",
        "不一致",
        "抵触",
        "不符",
        "组成部分",
        "同等",
        "《",
        "conflict",
        "inconsisten",
        "discrepancy",
        "incorporated",
        "follow",
        "comply",
        "observe",
        "adhere",
    ),
    read,
    by_sentence=True,
)
