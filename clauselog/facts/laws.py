"""Whose law governs: "适用中华人民共和国法律", "governed by the laws of the State of California"."""

from __future__ import annotations

from collections.abc import Iterator

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import negated, phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import places
from clauselog.model import Fact

TYPE = "governing_law"

# 适用中华人民共和国大陆地区法律, 受…法律管辖, 以…法律为准据法
_ZH = Pattern(
    r"(?:适用|受|依照|依据|按照|遵循|根据|以|依|按)(?P<law>[^,。;:(]{2,40}?(?:\([^()。]{0,80}\)[^,。;:(]{0,10}?)?(?:法律|现行法))"
    r"(?P<after>[^。;]{0,20}(?:管辖|解释|约束|支配|准据法|为准))?"
)
_ZH_ABOUT = Pattern(r"本(?:协议|政策|条款|合同|服务|声明|用户协议|规则)|争议|解释|成立|订立|效力|执行|准据法|管辖")
# governed by and construed in accordance with the laws of …; the laws of … govern; California law applies
_EN = Pattern(
    r"(?:\b(?:governed|construed|interpreted)\b.{0,80}?\b(?:by|with|under)|\b(?:contract|agreement|terms|conditions|disputes?|relationship|it|they) (?:(?:shall|will) be|is|are) subject to)\b (?P<law>.{0,100}?\blaws?\b(?:(?: and regulations)? of [^;]{2,80})?)"
    r"|\bthe (?P<subject>(?:substantive |internal )?laws? of [^;]{2,60}?)(?: without [^;]{0,60})? (?:shall |will )?(?:governs?|appl(?:y|ies))\b"
    r"|\b(?P<adjective>[a-z ]{3,30}) law (?:shall |will )?(?:governs?|appl(?:y|ies))\b"
)
_HOME_LAW = Pattern(
    r"\bmandatory (?:consumer )?(?:provisions|laws?|protections?|rights)\b[^;]{0,80}\b(?:residence|country|live|reside)"
    r"|\b(?:country|place) of (?:your )?residence\b[^;]{0,60}\bmandatory|消费者[^。;]{0,20}强制性(?:规定|法律)"
)
_CISG = Pattern(r"\bunited nations convention (?:on|of) contracts\b|联合国国际货物销售合同公约")


def read(context: ClauseContext) -> Iterator[Fact]:
    """The id of the place whose law governs (``CN``, ``US-CA``), ``home-law-kept``, ``cisg-excluded``."""
    for sentence in context.sentences:
        low = sentence.low
        pattern = _ZH if context.lang == "zh" else _EN
        for match in pattern.finditer(low):
            if context.lang == "zh" and not (_ZH_ABOUT.search(low) or match["after"]):
                continue
            if negated(sentence, match.start(), reach=12):
                continue
            group = next(g for g in ("law", "subject", "adjective") if g in match.groupdict() and match[g])
            found = next(places(low, match.start(group), match.end(group)), None)
            if found is None:
                continue
            left, right = phrase_around(
                sentence, match.start(), max(found[2], match.start(group)) if context.lang == "en" else match.end(group)
            )
            yield context.fact(TYPE, found[0], sentence.start + left, sentence.start + right)
            break
        for value, special in (("home-law-kept", _HOME_LAW), ("cisg-excluded", _CISG)):
            if hit := special.search(low):
                left, right = phrase_around(sentence, hit.start(), hit.end())
                yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)


READER = Reader(
    TYPE,
    ("法律", "现行法", "公约", "governed", "construed", "interpreted", " law", "convention"),
    read,
    by_sentence=True,
)
