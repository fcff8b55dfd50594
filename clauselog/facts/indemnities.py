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
         Pattern(r"(?:赔偿|补偿)(?:我们|公司|平台|本公司|甲方|因此)|使(?:我们|公司|平台)[^。;]{0,16}免(?:受|于|遭)|(?:您|你|用户)[^。;]{0,40}(?:承担|予以|负责)[^。;,]{0,12}(?:赔偿|全部责任)|(?:您|你|用户|乙方|商家|卖家|买家|客户|主播|会员|作者|开发者|司机|骑手)[^。;]{0,60}(?:应当?|须|需)[^。;,]{0,6}(?:全额)?(?:赔偿|补偿|支付[^。;,]{0,12}违约金)|(?:您|你|用户|乙方|商家|卖家|买家|客户|主播|会员|作者|开发者|司机|骑手)[^。;]{0,60}(?:赔偿|支付|承担)[^。;,]{0,16}违约金|主体承担全部责任"),
         Pattern(r"\bindemnif(?:y|ies|ied|ication)\b|\bhold\b[^.;]{0,40}\bharmless\b|\b(?:you|customer|user|seller|member)s? (?:agree to |shall |will |must |undertake to |have to )?(?:cover|bear|pay(?: for)?|compensate|reimburse|make good)\b(?=[^.;]{0,80}\b(?:claims?|loss(?:es)?|damages?|fines|penalties|legal|lawyers?'?|attorneys?'?|liabilit\w{1,3})\b)[^.;]{0,80}\b(?:we|us|our|company)\b|\b(?:you|customer|user|seller|member)s? (?:agree to |shall |will |must |undertake to )?(?:compensate|reimburse|make good)\b[^.;]{0,16}\b(?:us|company|our|the (?:company|provider))\b"), by=None, but_not=Pattern(r"(?:我们|公司|平台)(?:将|应|会)?(?:依法)?(?:赔偿|承担)|(?:我们|公司|平台|我方)(?:对|向)(?:您|你|用户)[^。;,]{0,10}(?:承担|赔偿)|保险公司|\b(?:we|company|provider|licensor|vendor) (?:will|shall|agrees? to) (?:also )?(?:defend|indemnify|hold)\b|\bnothing\b[^.;]{0,60}\bindemnif|\bnot\b[^.;]{0,24}\bindemnif")),
    Kind("indemnified", Text("服务提供者的赔偿义务", "the provider's duty to indemnify"), True,
         Pattern(r"(?:我们|公司|平台|我方)(?:将|应当?|会|负责)[^。;]{0,20}(?:为您|使您|使用户|使客户)[^。;]{0,20}(?:抗辩|辩护|免受|免于|免遭)"),
         Pattern(r"\b(?:we|company|provider|licensor|vendor) (?:will|shall|agrees? to) (?:also )?(?:defend|indemnify|hold)\b"), by=None),
)  # fmt: skip

COVERED = (
    ("legal-fees", Text("律师费等维权费用", "legal fees"), Pattern(r"律师费|诉讼费|仲裁费|公证费|维权费|\b(?:attorneys?'?s?'?|legal|lawyers?'?) (?:fees|costs|expenses)\b")),
    ("indirect", Text("商誉或间接损失", "goodwill or indirect loss"), Pattern(r"商誉|名誉损失|间接损失|预期(?:利益|收益)|可得利益|\b(?:goodwill|indirect|consequential)\b")),
    ("all", Text("全部损失", "all losses"), Pattern(r"(?:全部|一切|所有)(?:的)?(?:经济)?(?:损失|责任)|\b(?:any and )?all (?:claims|loss(?:es)?|damages|liabilities)\b")),
    ("penalty", Text("违约金或多倍赔偿", "a penalty or a multiple"), Pattern(r"违约金|[二三四五六七八九十百两\d]倍|\b(?:liquidated damages|(?:two|three|ten|\d+) times)\b")),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """``indemnity``, and ``covers:legal-fees`` … for what has to be made good."""
    for fact in statements(context, TYPE, KINDS):
        yield fact
        low = context.low[fact.start : fact.end]
        for id, name, pattern in COVERED:
            if hit := pattern.search(low):
                at = fact.start + hit.start()
                yield context.fact(TYPE, f"covers:{id}", at, fact.start + hit.end(), zh=name.zh, en=name.en, good="no")


READER = Reader(
    TYPE,
    (
        "赔偿",
        "违约金",
        "补偿",
        "免受",
        "免于",
        "免遭",
        "全部责任",
        "抗辩",
        "辩护",
        "indemnif",
        "harmless",
        "compensate",
        "cover",
        "bear",
        "claim",
        "reimburse",
        "make good",
        "defend",
    ),
    read,
    by_sentence=True,
)
