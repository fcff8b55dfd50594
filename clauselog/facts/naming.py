"""A policy that calls its provider by name says "we" all the same: 星河将收集您的信息, Acme may use your content.

Readers know 我们 and "we"; a name that acts is read as one of these. Only the text that patterns look at changes, and its
length never does, so every offset and every quote stays what was published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clauselog.model import Document
from clauselog.text import narrow

_LEAST_CHARS = 2
_MOST_NAMES = 6
_LEAST_ACTS = 4
"""A name that acts as often as this, and stands in the head of the text, is the provider's."""
_HEAD_CHARS = 3_000
_FORMS = re.compile(
    r",? (?:inc|llc|l\.l\.c|ltd|limited|corp|corporation|company|co|gmbh|ag|b\.v|s\.a|sarl|plc|pty|pte|oy|ab|a/s|kk|s\.r\.l)\b\.?.*$"
)
# what a provider does right behind its name: Acme may, Acme's, 星河将, 星河有权
_EN_VERBS = (
    r"may|might|will|shall|can|cannot|could|would|must|does|do|did|has|have|had|is|are|was|were|also|only|never|not|reserves?|uses?|collects?"
    r"|shares?|sells?|stores?|keeps?|retains?|process(?:es)?|provides?|discloses?|transfers?|receives?|obtains?|requires?|allows?|offers?"
    r"|makes?|takes?|disclaims?|grants?|owns?|claims?|charges?|agrees?|believes?|complies|relies|works?|employs?|engages?|maintains?|and its affiliates"
)
_EN_ACTS = rf"(?= (?:{_EN_VERBS})\b| (?:wo|does|do|ca|is|has)n't\b)"
_ZH_ACTS = r"(?=将|会|可|有权|不|仅|只|无须|无需|须|需|应|已|未|承诺|保留|收集|使用|处理|共享|存储|保存|向您|对您|为您|与您|依法|依据|根据|按照|严格|采取|采用|及其关联|或其关联)"
_ACTING = re.compile(
    r"\b([A-Z][\w&'-]{0,30}(?:\.[a-z]{2,3}\b)?(?: [A-Z][\w&'-]{0,30}){0,2}) (?:may|will|shall|reserves|cannot|does not|is not)\b"
)
_NO_NAMES = frozenset((
    "you", "we", "they", "it", "this", "that", "these", "those", "he", "she", "who", "such", "the", "a", "an",
    "any", "all", "each", "no", "if", "user", "users", "customer", "customers", "client", "clients", "member",
    "members", "subscriber", "licensee", "licensor", "party", "parties", "company", "provider", "service",
    "services", "software", "app", "website", "site", "platform", "product", "products", "agreement", "terms",
    "policy", "privacy", "section", "article", "content", "information", "data", "law", "laws", "third-party",
    "both", "either", "neither", "one", "some", "other", "others", "what", "which", "individuals", "people",
    "children", "parents", "participants", "contributors", "organization", "account", "notice", "fees", "payment",
    "payments", "cookies", "company's", "there", "here", "your", "our", "their", "its", "nothing", "everything",
    "anyone", "everyone", "authorities", "employees", "affiliates", "partners", "vendors", "merchant", "merchants",
    "seller", "sellers", "buyer", "buyers", "publisher", "developer", "developers", "administrator", "owner",
    "owners", "visitors", "applicant", "host", "hosts", "guest", "guests", "driver", "drivers",
))  # fmt: skip


@lru_cache(maxsize=64)
def _names_in(text: str, given: tuple[str, ...]) -> tuple[str, ...]:
    low = {narrow(name).lower().strip(" .,") for name in given}
    names = low | {_FORMS.sub("", name) for name in low if name.isascii()} | set(_acting(text))
    return tuple(sorted((n for n in names if len(n) >= _LEAST_CHARS), key=lambda n: (-len(n), n))[:_MOST_NAMES])


def provider_names(document: Document) -> tuple[str, ...]:
    """The names by which a document calls its provider, in lower case, the longest first."""
    given = tuple(name for one in document.stated.providers for name in (one.name, *one.also))
    return _names_in(document.text, given)


def _acting(text: str) -> Iterator[str]:
    """The name that acts most often in an English text, where that is often enough."""
    if not text[:_HEAD_CHARS].isascii() and sum(c > "\u2e80" for c in text[:_HEAD_CHARS]) > _HEAD_CHARS // 10:
        return
    acts = Counter(m[1] for m in _ACTING.finditer(text))
    for name, times in acts.most_common(12):
        words = name.lower().split()
        if times >= _LEAST_ACTS and not _NO_NAMES.intersection(words) and name in text[:_HEAD_CHARS]:
            yield name.lower()
            return


def as_we(low: str, names: Sequence[str]) -> str:
    """``low`` with the provider's name read as "we", "our" or 我们 where it acts or owns; as long as before."""
    if not any(name in low for name in names):
        return low
    return _pattern(tuple(names)).sub(_we, low)


def _we(match: re.Match[str]) -> str:
    if match["owner"]:
        return "our".rjust(len(match[0]))
    return ("we" if match["en"] else "我们").rjust(len(match[0]))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    latin = "|".join(re.escape(n) for n in names if n.isascii()) or r"(?!)"
    other = "|".join(re.escape(n) for n in names if not n.isascii()) or r"(?!)"
    return re.compile(
        rf"(?P<owner>\b(?:{latin})'s\b)|(?P<en>\b(?:{latin})){_EN_ACTS}|(?P<zh>(?:{other}|(?<![a-z])(?:{latin}))){_ZH_ACTS}"
    )
