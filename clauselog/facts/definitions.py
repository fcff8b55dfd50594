"""What words mean in a text: 关联公司是指…, "Affiliate" means …"""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import quotable
from clauselog.model import Fact

TYPE = "definition"

# “关联公司”，是指…; 关联公司：是指…; 本协议所称开发者，系指…
_ZH = Pattern(
    r"^ ?(?:\d[\d.]* ?)?(?:本[^。;,:]{1,8}(?:所称|中)的?)?[\"“'「『【《]?(?P<term>[^。;,:\"“”'「」『』【】《》()]{1,24}?)[\"”'」』】》]?(?:\([^()]{0,30}\))?[,:]? ?(?:是指|系指|指的是|即指|是指代|意指|:? ?指(?![定引示导纹]))"
)
# "Affiliate" means …; the term Content refers to …
_EN = Pattern(
    r"^ ?(?:\d[\d.]* ?|\([a-z]{1,3}\) ?)?(?:the (?:term|word)s? )?[\"“'‘]?(?P<term>[a-z][\w /&'-]{1,40}?)[\"”'’]? ?(?:\([^()]{0,40}\) ?)?[,:]? ?(?:shall |will )?(?:means?|refers? to|is defined as|has the meaning)\b"
)
_NO_TERM = Pattern(
    r"^(?:it|this|that|which|what|these|those|they|we|you|here|there|by|if|when|where|in|the|a|an|so|and|or|not)\b|^(?:我们|您|你|其|这|那|该|即|也|就|并|此处|如|若|当|在|为了?|因|由于|根据|按照|上述|前述|以上|以下)|[是所]$"
)
_LONGEST_WORDS = 6


def read(context: ClauseContext) -> Iterator[Fact]:
    """The term defined, in lower case."""
    pattern = _ZH if context.lang == "zh" else _EN
    for sentence in context.sentences:
        match = pattern.search(sentence.low)
        if match is None:
            continue
        term = match["term"].strip()
        if term and not _NO_TERM.search(term) and len(term.split()) <= _LONGEST_WORDS:
            start, end = quotable(sentence, *match.span())
            written = sentence.text[match.start("term") : match.end("term")].strip()
            yield context.fact(TYPE, term, sentence.start + start, sentence.start + end, actor="other", name=written)


READER = Reader(TYPE, ("是指", "系指", "指的是", "即指", "意指", "指", " mean", "refers to", "refer to", "defined as", "has the meaning"), read, by_sentence=True)  # fmt: skip
