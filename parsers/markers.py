"""One grammar of clause markers, Chinese and English: what a line may begin with, and which number it says.

A marker found here is only a candidate; ``parsers.outline`` decides by the sequence whether it counts. Patterns run
on narrowed text (full-width folded, same length), at the start of a block, and are linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from clauselog.text import CJK, narrow

HEADING_STYLES = ("part", "chapter", "section", "article", "annex")
"""Styles that are headings of a contract wherever they stand."""


class Marker(NamedTuple):
    """A possible marker: ``text[:end]`` is label and the space behind it, ``label`` what is printed.

    ``number`` has one element, or several for decimals (6.3 → (6, 3)). ``style`` is the family whose members follow
    each other; ``variant`` tells "1." from "1、" where both are used on different levels. ``weak`` ones are only
    believed at a heading.
    """

    style: str
    number: tuple[int, ...]
    label: str
    end: int
    variant: str = ""
    weak: bool = False

    @property
    def bare(self) -> str:
        """The marker without brackets and stops, as it stands in a path."""
        return _BARE.sub("", narrow(self.label)).strip() or self.label


_HEAD_CHARS = 48
_BARE = re.compile(r"^[(\[【\s]+|(?<![)\]】、.:,\s-])[)\]】、.:,\s-]+$")
_CN = "零〇一二三四五六七八九十百两"
_CN_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")

# 第三条 (a clause); but 第三条的规定, 第三条第二款 (a cross-reference)
_ORDINAL = re.compile(
    rf"第 ?([{_CN}]{{1,6}}|\d{{1,4}}) ?(编|篇|部分|章|节|条|款|项)"
    r"(?![的所中之款项第和及至或以规约内外下])(?!、 ?第)[、.:,]? *"
)
_CN_COMMA = re.compile(rf"([{_CN}]{{1,4}}) ?、 *")
_CN_DOT = re.compile(rf"([{_CN}]{{1,4}})[.:] *(?=\S)")
_CN_PAREN = re.compile(rf"[(\[] ?([{_CN}]{{1,4}}) ?[)\]][、.:]? *")
_CN_RPAREN = re.compile(rf"([{_CN}]{{1,4}})\)[、.]? *")
# 1.5 倍, 2.0 版, 3 日内; but 1.5 年龄, 2.0 版权, 3 日历, 4 个人信息
_UNIT = (
    r"(?:[%‰亿,]|倍(?![率数])|元(?!素|数据|宇宙)|万(?![能一])|年(?![龄度费满轻检审])|月(?![度租费卡付结])"
    r"|日(?![历常志程语本期报用])|版(?!权|式|块|面|税|本(?:更新|升级|说明|管理))|个(?![人性体别案推]))"
)
# 6.3, 1.2.4., 13.2可分割性; but 99.5%, 1.5倍, 2.0版
_DECIMAL = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})(?!\d)([.、:)]?)(?! ?(?:{_UNIT}|[KMGT]B\b|kg\b)|\d) *")
_NUM = re.compile(r"(\d{1,3}) ?([.、])(?!\d) *")
_NUM_RPAREN = re.compile(r"(\d{1,3}) ?\)[、.]? *")
_NUM_PAREN = re.compile(r"\( ?(\d{1,3}) ?\)[、.:]? *")
_NUM_SPACE = re.compile(rf"(\d{{1,2}})(?: +|(?=[{CJK}]))(?!{_UNIT}|\d)")
_ALPHA_PAREN = re.compile(r"\( ?([a-z]{1,5}|[A-Z]{1,4}) ?\)[、.:]? *")
_ALPHA_DOT = re.compile(rf"([a-z]{{1,5}}|[A-Z]{{1,4}})([.)])(?: +|(?=[{CJK}]))(?!\S\.)")
_ENGLISH = re.compile(
    r"(article|section|part|chapter|schedule|annex|exhibit|appendix|clause) +"
    r"(\d{1,3}(?:\.\d{1,3}){0,3}|[ivxlc]{1,6}|[a-z])(?![\w%])[.:)]?(?: *- *| *)(?=$|[A-Z0-9\"'(]|[" + CJK + "])",
    re.IGNORECASE,
)
_PARAGRAPH_SIGN = re.compile(r"§ ?(\d{1,3}(?:\.\d{1,3}){0,3})[.:)]? *")
_ANNEX = re.compile(rf"附(?:件|录|表) ?([{_CN}]{{1,3}}|\d{{1,2}})[、.:]? *")
_BRACKETED = re.compile(r"【([^】]{1,24})】 *")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# What _letters and _english can read begins so, and most English prose does not.
_LETTERED = re.compile(
    r"[a-z]{1,5}[.)]|(?:article|section|part|chapter|schedule|annex|exhibit|appendix|clause)\s", re.IGNORECASE
)
_WORD_CHARS = 10


def chinese_number(text: str) -> int | None:
    """一 → 1, 十二 → 12, 一百零三 → 103, 12 → 12; None where it is no number."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _CN_VALUE:
            digit = digit * 10 + _CN_VALUE[char] if len(text) > 1 and not set(text) & {"十", "百"} else _CN_VALUE[char]
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit


def roman_number(text: str) -> int | None:
    """iv → 4, XX → 20; None where it is no well-formed Roman numeral up to 100."""
    low = text.lower()
    if not _ROMAN.fullmatch(low):
        return None
    values = [_ROMAN_VALUE[c] for c in low]
    return sum(-v if i + 1 < len(values) and values[i + 1] > v else v for i, v in enumerate(values)) or None


def markers(text: str) -> tuple[Marker, ...]:
    """The markers this text may begin with, likeliest first; ``(i)`` is both a Roman one and the letter i."""
    first = text[:1]
    if first not in _FIRST:
        return _markers(text[:_HEAD_CHARS]) if _may_begin(first) else ()
    if first in _LETTERS and not _LETTERED.match(text) and text[:_WORD_CHARS].isascii():
        return ()
    return _markers(text[:_HEAD_CHARS])


@lru_cache(maxsize=8192)
def _may_begin(char: str) -> bool:
    """Whether a marker, or what may stand before one, can begin with the character: most prose begins with none."""
    flat = narrow(char)
    return flat in _FIRST or flat in ("*", " ") or (bool(flat) and _single_character(flat) is not None)


@lru_cache(maxsize=8192)
def _markers(text: str) -> tuple[Marker, ...]:
    head = narrow(text).lstrip("* ")
    shift = len(text) - len(head)
    if not head:
        return ()
    found: list[Marker] = []
    if head[0] in _FIRST:
        for reader in _READERS_BY_FIRST[head[0]]:
            if got := reader(head):
                found = got
                break
    elif (number := _single_character(head[0])) is not None:
        style, value = number
        end = 1 + len(head[1:]) - len(head[1:].lstrip("、. "))
        found = [Marker(style, (value,), head[:end], end)]
    return tuple(
        Marker(m.style, m.number, text[shift : shift + m.end].rstrip(), shift + m.end, m.variant, m.weak) for m in found
    )


def _single_character(char: str) -> tuple[str, int] | None:
    """①, ⑴, ⒈, ㈠, ❶: one character, one number."""
    code = ord(char)
    if not (
        0x2460 <= code <= 0x249B or 0x24EA <= code <= 0x24FF or 0x2776 <= code <= 0x2793 or 0x3220 <= code <= 0x3229
    ):
        return None
    value = unicodedata.numeric(char, None)
    if value is None or value != int(value):
        return None
    return ("circled" if not 0x3220 <= code <= 0x3229 else "cn_paren"), int(value)


def _ordinal(head: str) -> list[Marker]:
    styles = {"编": "part", "篇": "part", "部分": "part", "章": "chapter", "节": "section", "条": "article"}
    if m := _ORDINAL.match(head):
        value = chinese_number(m[1])
        return [Marker(styles.get(m[2], "kuan"), (value,), m[0], m.end())] if value else []
    return []


def _annex(head: str) -> list[Marker]:
    if (m := _ANNEX.match(head)) and (value := chinese_number(m[1])):
        return [Marker("annex", (value,), m[0], m.end())]
    return []


def _chinese(head: str) -> list[Marker]:
    for pattern, style in (
        (_CN_PAREN, "cn_paren"),
        (_CN_COMMA, "cn_comma"),
        (_CN_RPAREN, "cn_rparen"),
        (_CN_DOT, "cn_comma"),
    ):
        if (m := pattern.match(head)) and (value := chinese_number(m[1])):
            return [Marker(style, (value,), m[0], m.end(), m[0].strip()[-1:])]
    return []


def _decimal(head: str) -> list[Marker]:
    if m := _DECIMAL.match(head):
        number = tuple(int(n) for n in m[1].split("."))
        if number[0] and len(head) > m.end():
            return [Marker("decimal", number, m[0], m.end())]
    return []


def _plain_number(head: str) -> list[Marker]:
    if (m := _NUM.match(head)) and int(m[1]):
        return [Marker("num", (int(m[1]),), m[0], m.end(), m[2])]
    for pattern, style in ((_NUM_PAREN, "num_paren"), (_NUM_RPAREN, "num_rparen")):
        if (m := pattern.match(head)) and int(m[1]):
            return [Marker(style, (int(m[1]),), m[0], m.end())]
    if (m := _NUM_SPACE.match(head)) and int(m[1]) and len(head) > m.end():
        return [Marker("num", (int(m[1]),), m[0], m.end(), " ", weak=True)]
    return []


def _letters(head: str) -> list[Marker]:
    for pattern, suffix in ((_ALPHA_PAREN, "_paren"), (_ALPHA_DOT, "")):
        if not (m := pattern.match(head)):
            continue
        word, close = m[1], "_rparen" if not suffix and m[2] == ")" else suffix
        case = "upper" if word.isupper() else "lower"
        both = []
        if (value := roman_number(word)) is not None:
            both.append(Marker(f"roman_{case}{close}", (value,), m[0], m.end()))
        if len(word) == 1:
            both.append(Marker(f"alpha_{case}{close}", (ord(word.lower()) - 96,), m[0], m.end()))
        return both
    return []


def _english(head: str) -> list[Marker]:
    if m := _ENGLISH.match(head):
        word = m[1].lower()
        style = {"schedule": "annex", "exhibit": "annex", "appendix": "annex", "clause": "article"}.get(word, word)
        rest = head[m.end() :]
        if rest[:1].islower():
            return []
        number = _number_word(m[2])
        return [Marker(style, number, m[0], m.end(), word)] if number else []
    if m := _PARAGRAPH_SIGN.match(head):
        return [Marker("article", tuple(int(n) for n in m[1].split(".")), m[0], m.end(), "§")]
    return []


def _number_word(word: str) -> tuple[int, ...] | None:
    if word[0].isdigit():
        return tuple(int(n) for n in word.split("."))
    roman = roman_number(word)
    if roman is not None and (len(word) > 1 or word.lower() in "ivx"):
        return (roman,)
    return (ord(word.lower()) - 96,) if len(word) == 1 else None


_READERS_BY_FIRST: dict[str, tuple[Callable[[str], list[Marker]], ...]] = {
    **dict.fromkeys(_LETTERS, (_english, _letters)),
    **dict.fromkeys("0123456789", (_decimal, _plain_number)),
    **dict.fromkeys(_CN, (_chinese,)),
    "第": (_ordinal,),
    "附": (_annex,),
    "§": (_english,),
    "[": (_chinese,),
    "(": (_chinese, _plain_number, _letters),
}
"""What a marker that begins so may be, likeliest first."""
_FIRST = frozenset(_READERS_BY_FIRST)


def bracketed_heading(text: str) -> str | None:
    """【特别提示】…: the heading that full lenticular brackets give a paragraph."""
    m = _BRACKETED.match(text)
    return m[1].strip() if m else None
