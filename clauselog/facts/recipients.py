"""Who may get data: kinds of recipients and named companies, found in a sentence in one pass.

``lexicon/recipients.csv`` holds the kinds: ``id``, a name and aliases separated by "|" in Chinese and in English; an
English alias ending in "~" is the beginning of a word. The kind ``any`` names nobody in particular. ``lexicon/companies.csv``
holds companies and their toolkits; the first alias is the name. Both are matched in narrowed, lower-case text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from clauselog.facts.patterns import Pattern
from clauselog.model import Text

ANY = "any"
"""The id of words for others that say nothing of who they are: 第三方, third parties."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient named at ``[start, end)``. ``named`` tells a company from a kind of companies."""

    id: str
    name: Text
    start: int
    end: int
    named: bool = False


# 银行卡, 运营商类型, 好友列表, bank account, employer name: data about somebody, and nobody who gets them
_IS_DATA = Pattern(
    r"的?[^。;,]{0,4}(?:财产|人身|安全|权益|利益)|的?(?:规定|备案|批准|许可|条件)|提供的?为准"
    r"| ?(?:信息|数据|名称|列表|清单|类型|账[户号]|帐[户号]|[卡号]|关系|记录|单号|订单|文件|[库圈群]|权限|地址|电话|昵称|资料|费|事务所费|流水|预留|存管|证|同意|代码|标识|授权|登录|课|法律)"
    r"|s? (?:name|account|details|information|data|number|id|type|model|card|statement|transfer|history|list|record|credential|login|order|and model|address|phone)s?\b|'s? (?:name|address|email)"
)
# 某某云公司会…: the name that acts is the provider's own
_OF_IT = Pattern(
    r"'s\b| (?:privacy|terms|account|agreement|policy|policies|statement)\b|(?:账[号户]|隐私|用户协议|协议|政策)"
)
# "the Service Provider" in the singular is the name that a text gives to its own party
_ITSELF = Pattern(
    r"the service provider(?!s|'s|\w)(?= (?:may|will|can|does|do|is|has|shall|must|provides|collects|uses|receives|stores|processes|maintains|discovers?|requests?)\b)"
)
_PROTECTED = Pattern(r"\b(?:protect\w{0,3}|safety|security|rights|interests|property|harm|health)\b[^.;]{0,40}$")
_ACTS = Pattern(
    r" ?(?:公司|平台|团队)?(?:会|将|可能|有权|可以|不|已|承诺|非常)| (?:may|will|can|does|do|is|has|would|might)\b"
)
_WORD_REST = Pattern(r"[a-z]{0,9}")
# a company is one that gets data where something leads to it: with Stripe, 由友盟提供; elsewhere it may be the provider itself
_LEADS_TO_NAME = Pattern(
    r"(?:\b(?:with|to|by|from|and|or|like|as|including|use|uses|using|through|via|on|our|of|the|such as|engage|named)|[,;:(|/]|^) ?$|(?:与|向|和|给|至|同|由|及|或|、|如|为|括|用|入|了|成|方|[,:;(|“\"]|^) ?$"
)


@cache
def _finder() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for file, named in (("companies.csv", True), ("recipients.csv", False)):
        text = resources.files("clauselog.facts.lexicon").joinpath(file).read_text(encoding="utf8")
        for row in csv.DictReader(text.splitlines()):
            zh, en = ([a for a in row[lang].split("|") if a] for lang in ("zh", "en"))
            first = (zh or en)[0], (en or zh)[0]
            name = Text(_titled(first[0]), _titled(first[1])) if named else Text(row["name_zh"], row["name_en"])
            for alias in (*zh, *en):
                word = alias.rstrip("~")
                automaton.add_word(word, (row["id"], name, len(word), alias.endswith("~"), named))
    automaton.make_automaton()
    return automaton


def _titled(name: str) -> str:
    return name.title() if name.isascii() else name


def recipients(low: str) -> Iterator[Recipient]:
    """Everybody named in a sentence, in reading order; the longest name wins. English names are whole words."""
    hits: list[tuple[int, int, str, Text, bool]] = []
    chars = len(low)
    for last, (id, name, length, stem, named) in _finder().iter(low):
        start, end = last + 1 - length, last + 1
        if low[start].isascii():
            if start and low[start - 1].isascii() and low[start - 1].isalnum():
                continue
            if (
                low[last].isascii()
                and low[last].isalnum()
                and end < chars
                and low[end].isascii()
                and low[end].isalnum()
            ):
                rest = _WORD_REST.match(low, end)
                ending = rest.group() if rest else ""
                if not (stem or ending in ("s", "es", "sdk")) or (not stem and named and ending != "sdk"):
                    continue
                end += 0 if ending == "sdk" else len(ending)
        hits.append((start, -end, id, name, named))
    hits.sort(key=lambda h: h[:2])
    reached = 0
    for start, minus_end, id, name, named in hits:
        if start < reached:
            continue
        reached = -minus_end
        if named and _OF_IT.match(low, reached):
            continue
        if _ITSELF.match(low, max(0, start - 4)):
            continue
        if named and not low[:start].strip() and _ACTS.match(low, reached):
            continue
        if id in ("users", "public", ANY) and _PROTECTED.search(low, max(0, start - 60), start):
            continue
        if _LEADS_TO_NAME.search(low, max(0, start - 12), start) if named else not _IS_DATA.match(low, reached):
            yield Recipient(id, name, start, reached, named)
