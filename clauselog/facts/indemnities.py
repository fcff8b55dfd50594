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
         Pattern(r"(?:赔偿|补偿)(?:我们|公司|平台|本公司|甲方|因此)|使(?:我们|公司|平台)[^。;]{0,16}免(?:受|于|遭)|(?:您|你|用户)[^。;]{0,40}(?:承担|予以|负责)[^。;,]{0,12}(?:赔偿|全部责任)|(?:您|你|用户|乙方|商家|客户|主播|会员)[^。;]{0,60}(?:应当?|须|需)[^。;,]{0,6}(?:全额)?(?:赔偿|补偿|支付[^。;,]{0,12}违约金)|(?:您|你|用户|乙方|商家|客户|主播|会员)[^。;]{0,60}(?:赔偿|支付|承担)[^。;,]{0,16}违约金|主体承担全部责任"),
         Pattern(r"\bindemnif(?:y|ies|ication)\b|\bhold\b[^.;]{0,40}\bharmless\b"), by=None, but_not=Pattern(r"(?:我们|公司|平台)(?:将|应|会)?(?:依法)?(?:赔偿|承担)|(?:我们|公司|平台|我方)(?:对|向)(?:您|你|用户)[^。;,]{0,10}(?:承担|赔偿)|保险公司|\bwe will (?:defend|indemnify)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``indemnity``."""
    return statements(context, TYPE, KINDS)


READER = Reader(
    TYPE, ("赔偿", "违约金", "补偿", "免受", "免于", "免遭", "全部责任", "indemnif", "harmless"), read, by_sentence=True
)
