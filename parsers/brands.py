"""Brands that publish: names of no company whose bracket says "we" of them, or that are told to run the service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clauselog.text import has_cjk
from parsers.companies import chinese_start, is_name, latin_start
from parsers.provider_signs import OF_OTHERS, SAYS_WE, other_names

_BRACKET = re.compile(
    r"\((?=[^()]{0,4}(?:[\"'「『]|以下|下称|下文|合称|统称|简称|或称|hereinafter|collectively|together"
    r"|referred))([^()]{1,140})"
)
_WITHOUT_GROUP = re.compile(
    r"(?:(?:及/或|与/或|和/或|以及|及|和|与|或)?其?(?:各自的?|全部|所有)?(?:关联|附属|子|分支)(?:公司|方|企业|机构|实体|主体)"
    r"|,? (?:and|together with|along with|including) (?:its|their|all)\b[^().;\n]{0,100})\s?$"
)
_SAID_OF_BRANDS = (
    (
        re.compile(
            r"[\"'](?i:we|us|our)[\"'](?:,? ?(?:and|or|/)? ?[\"'](?i:we|us|our)[\"']){0,3} (?:means?|refers? to|is"
            r"|are) ([A-Z][\w.&' -]{1,40}?)(?=[.,;(\n])"
        ),
        60,
    ),
    (
        re.compile(
            r"(?:^|\n)(?:the )?(?:responsible (?:person|party|entity|body)|(?:data )?controller"
            r"|data protection controller|person responsible|operator|provider)(?: (?:for|of"
            r"|within)\b[^\n]{0,60})?:?(?:\n| (?=[A-Z]))([A-ZÀ-Þ][^\n,;:(]{1,60})(?=[\n,;(]|$)",
            re.IGNORECASE,
        ),
        58,
    ),
    (
        re.compile(
            r"(?:^|\n|[.!?] )(?:The |At )?([A-Z][\w&.'-]{0,30}(?: (?:&"
            r"|[A-Za-z][\w&.'-]{0,20})){0,4}?) (?:is committed to|respects|values|recogni[sz]es|takes (?:your|the"
            r"|privacy)|cares about|is the (?:data )?controller|is an? (?:[\w&,-]{1,20} ){0,8}?company)\b"
        ),
        44,
    ),
    (
        re.compile(
            r"(?i:policy|notice|statement|terms) (?:for|of"
            r"|by) ([A-Z][\w&.'-]{0,30}(?: [A-Z&][\w&.'-]{0,20}){0,4}) (?:describes?|explains?|sets? out|tells?"
            r"|governs?)\b"
        ),
        43,
    ),
    (
        re.compile(
            r"(?<![自理])由([^,。;\n由()]{2,20}?)(?:独立|负责|自主|全权)?(?:运营|开发并|研发并|提供产品|制作)"
        ),
        45,
    ),
    (
        re.compile(
            r"(?:[您你]|用户)(?:与|和)([^,。;\n与和()]{2,20}?)(?:\([^()]{0,30}\))?之间(?:关于|就|的|订立|签订)"
        ),
        44,
    ),
    (
        re.compile(
            r"(?:运营主体|运营者|运营方|开发者|开发者名称|主办单位|个人信息处理者)(?:名称)?[:为] ?([^,。;:\n"
            r"|()]{2,20})(?=[,。;\n]|$)"
        ),
        42,
    ),
)  # fmt: skip
_BRAND_CHARS, _LATIN_CHARS, _WINDOW_CHARS = 24, 40, 40
_OURS = re.compile(r"\b(?:our|this|these|the|your|any) $", re.IGNORECASE)
_VERBAL = re.compile(
    r"我们|[您你]|^[或及和与]|关联(?:方|公司)|本(?:政策|协议|声明|软件|平台|网站|应用|服务|产品|公司)|该|收集|处理|信息|规则|客户端|APP$|网站$"
    r"|第三方|用户|服务$|产品$|软件$|政策|协议|\b(?:services?|website|site|app|policy|terms|information|data|personal"
    r"|software|agreement|platform|application|apps?|games?|company)$|^(?:we|this|these|our|it|you|your|the|each"
    r"|every|all|any|such|user|company|customer|data)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, how strongly the text says that it publishes, whether it is a legal entity's, and its other names."""

    start: int
    end: int
    score: int
    legal: bool
    also: tuple[str, ...] = ()


def brands(flat: str, start: int, end: int) -> Iterator[Candidate]:
    """Names that are no company's and say "we", or run the service."""
    yield from says_we(flat, start, end)
    for pattern, score in _SAID_OF_BRANDS:
        for m in pattern.finditer(flat, start, end):
            yield from _whole(flat, m, score)


def says_we(flat: str, start: int, end: int) -> Iterator[Candidate]:
    """Names whose bracket says "we" of them."""
    for m in _BRACKET.finditer(flat, start, end):
        if not SAYS_WE.search(m[1]):
            continue
        low = max(start, m.start() - 160)
        stop = low + len(_WITHOUT_GROUP.sub("", flat[low : m.start()]).rstrip(" \n,"))
        if stop and flat[stop - 1] in '"」】':
            stop -= 1
        yield from _brand(flat, low, stop, 60, other_names(m[1]))


def _brand(flat: str, low: int, stop: int, score: int, also: tuple[str, ...]) -> Iterator[Candidate]:
    latin = latin_start(flat, low, stop)
    start = chinese_start(flat, max(low, stop - _WINDOW_CHARS), stop)
    if latin < stop:
        start = latin if flat[start:stop].isascii() else min(latin, start)
        if _OURS.search(flat, low, start):
            return
    name = flat[start:stop].lstrip()
    start = stop - len(name)
    most = _BRAND_CHARS if has_cjk(name) else _LATIN_CHARS
    if 2 <= len(name) <= most and is_name(name) and not _VERBAL.search(name):
        yield Candidate(start, stop, score, legal=False, also=also)


def _whole(flat: str, m: re.Match[str], score: int) -> Iterator[Candidate]:
    start, end = m.span(1)
    name = flat[start:end].strip()
    start += len(flat[start:end]) - len(flat[start:end].lstrip())
    end = start + len(name)
    if (
        is_name(name)
        and not _VERBAL.search(name)
        and not OF_OTHERS.search(flat[max(0, start - 40) : start].rpartition("\n")[2])
    ):
        yield Candidate(start, end, score, legal=False)
