"""Other documents that bind, and which of them comes first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import actor, defines, negated
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import Kind, quotable, statements
from clauselog.model import Fact, Text

TYPE = "incorporation"

# the agreement controls; 以《X》为准
_WINS = Pattern(
    r"(?:^|[,:]|\b(?:then|that|between them|of them)) ?(?P<en>[^,.;:]{3,90}?) (?:(?:will|shall|would|does) )?(?:take |takes |have |has |be given )?(?:controls?|prevails?|governs?|precedence|supersedes?|prevail over)\b"
    r"|以(?P<zh>[^。;,]{2,40}?)(?:的?(?:规定|约定|内容|条款|版本))?为准|(?P<zh2>[^。;,]{2,40}?)(?:的?(?:规定|约定|内容|条款))?(?:将|应)?优先(?:适用)?"
)
_CONFLICT = Pattern(
    r"冲突|不一致|抵触|不符|歧义|\b(?:conflict|inconsisten\w{1,4}|discrepanc\w{1,3}|contradict\w{0,4})\b"
)
_THIS = Pattern(r"^(?:these|this|our|the present|本|此|这)")
_IDLE = Pattern(
    r"^(?:(?:the |such |those |applicable |relevant )*(?:terms|provisions|language|conditions|latter)(?: and conditions)? (?:of|in|contained in|set forth in) )?(?:the |such |an? |any |其|该|相应的?)?|[\"'“”‘’《》\[\]()*_]"
)
# must follow our Listing Policy; 应遵守《社区公约》
_DUTY = Pattern(
    r"\b(?:must|shall|agree to|agree that you will|required to|have to|need to|will|should)\b[^.;]{0,40}\b(?:follow|comply|abide|observe|adhere|be bound|respect|accept|not (?:violate|breach))\b|\b(?:you|your use|use of)\b[^.;]{0,60}\b(?:subject to|bound by|governed by)\b"
    r"|(?:应当?|须|需|必须|同意|承诺|并|还)[^。;,]{0,10}(?:遵守|遵循|受[^。;,]{0,30}约束)"
)
_DOCUMENT = Pattern(
    r"(?P<en>(?:[A-Z][\w'’&-]*(?:\.\w+)*(?: (?:of|and|for|on))? ){1,5}(?:Policy|Policies|Guidelines?|Terms(?: of (?:Service|Use))?|Agreement|Rules|Addendum|Conditions|Standards|Code of Conduct|Requirements|Charter))\b|《(?P<zh>[^《》]{2,40})》"
)
_LAW = Pattern(r"(?:法|条例|办法|公约|国家标准)$|^(?:中华人民共和国|信息安全技术|网络安全)")
_OWN = Pattern(r"^(?:[A-Z][\w.]*['’]s |The |These |This |Our |Your |In |If |When |While |By |You |We |Use |All |Any )")
_MOST = 8

KINDS = (
    Kind("precedence", Text("冲突时以何者为准", "which document comes first"), False,
         Pattern(r"(?:冲突|不一致|抵触|不符)[^。;]{0,40}(?:为准|优先)"),
         Pattern(r"\b(?:conflict|inconsisten\w{1,4}|discrepancy)\b[^.;]{0,120}\b(?:control|controls|prevail|prevails|govern|governs|precedence)\b"), by=None, polarity="either"),
    Kind("binding", Text("另一文件同等约束", "another document that binds"), False,
         Pattern(r"《[^《》]{1,40}》[^。;]{0,40}(?:组成部分|同等(?:法律)?效力)|(?:遵守|按照|依照|受)[^。;,]{0,8}《"),
         Pattern(r"\bincorporated (?:herein |into [^.;]{0,30})?by reference\b|\b(?:must|agree to|shall) (?:also )?(?:follow|comply with|observe|adhere to)\b[^.;]{0,60}\b(?:policy|guidelines|rules|terms)\b"), by=None, polarity="either", light=True),
)  # fmt: skip


def read(context: ClauseContext) -> Iterator[Fact]:
    """The kinds of ``KINDS``, ``wins:this`` or ``wins:order form`` (what comes first) and ``binds:`` each document to be followed."""
    yield from statements(context, TYPE, KINDS)
    for sentence in context.sentences:
        if _CONFLICT.search(sentence.low):
            yield from _wins(context, sentence)
        elif not defines(sentence):
            yield from _binds(context, sentence)


def _wins(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    conflict = _CONFLICT.search(sentence.low)
    for match in _WINS.finditer(sentence.low, conflict.end() if conflict else 0):
        found = next(name for name in ("en", "zh", "zh2") if match[name])
        name = match[found].strip()
        plain = "this" if _THIS.search(_IDLE.compiled.sub("", name)) else _IDLE.compiled.sub("", name).strip()
        if plain:
            start, end = quotable(sentence, *match.span())
            said = context.raw[sentence.start + match.start(found) : sentence.start + match.end(found)].strip()
            yield context.fact(TYPE, f"wins:{plain}", sentence.start + start, sentence.start + end, name=said)
            return


def _binds(context: ClauseContext, sentence: Sentence) -> Iterator[Fact]:
    duty = _DUTY.search(sentence.low)
    if duty is None or negated(sentence, duty.start()) or actor(sentence, duty.start(), default="user") == "provider":
        return
    for match in islice(_DOCUMENT.finditer(sentence.text), _MOST):
        name = match["zh"] or match["en"]
        while own := _OWN.match(name):
            name = name[own.end() :]
        if (len(name.split()) < 2 and match["en"]) or _LAW.search(name):
            continue
        start, end = quotable(sentence, *match.span())
        yield context.fact(TYPE, f"binds:{name.lower()}", sentence.start + start, sentence.start + end, name=name)


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
        "abide",
        "violate",
        "bound by",
        "governed by",
        "subject to",
        "in accordance",
        "contradict",
        "歧义",
    ),
    read,
    by_sentence=True,
)
