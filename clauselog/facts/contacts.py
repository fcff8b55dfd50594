"""How the provider can be reached: e-mail addresses, telephone numbers, the person responsible for data protection."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader
from clauselog.facts.guards import phrase_around
from clauselog.facts.patterns import Pattern
from clauselog.model import Fact

TYPE = "contact"
_MOST = 20
_EMAIL = Pattern(r"(?<![a-z0-9_.+-])[a-z0-9][a-z0-9_.+-]{0,62}@[a-z0-9](?:[a-z0-9-]{0,61}\.)[a-z0-9.-]{1,80}[a-z0-9]")
_PHONE = Pattern(r"(?<![\d-])\+?\(?\d{1,4}\)?(?:[ -]\d{2,5}){2,4}(?![\d-])|(?<!\d)\d{3,4}-\d{7,8}(?!\d)")
_CALLS = Pattern(r"电话|热线|致电|拨打|\b(?:call|phone|telephone|tel|hotline|toll[- ]free)\b")
_OFFICER = Pattern(
    r"个人信息保护(?:负责人|专员|机构)|数据保护(?:负责人|官|专员)|\b(?:data protection officer|dpo|privacy officer|(?:eu|uk|european) representative)\b"
)


def read(context: ClauseContext) -> Iterator[Fact]:
    """``email:dpo@…``, ``phone:4001234567`` and ``officer``."""
    for sentence in context.sentences:
        low = sentence.low
        found = [(f"email:{m.group()}", m.start(), m.end()) for m in islice(_EMAIL.finditer(low), _MOST)]
        if _CALLS.search(low) or _CALLS.search(sentence.lead):
            for match in islice(_PHONE.finditer(low), _MOST):
                digits = "".join(c for c in match.group() if c.isdigit())
                if 7 <= len(digits) <= 15:
                    found.append((f"phone:{digits}", match.start(), match.end()))
        if officer := _OFFICER.search(low):
            found.append(("officer", *officer.span()))
        for value, start, end in found:
            left, right = phrase_around(sentence, start, end) if value == "officer" else (start, end)
            yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)


READER = Reader(
    TYPE,
    ("@", "电话", "热线", "致电", "拨打", "负责人", "专员", "数据保护官", "call", "phone", "tel", "hotline", "toll", "officer", "dpo", "representative"),
    read,
    by_sentence=True,
)  # fmt: skip
