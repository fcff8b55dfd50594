"""The numbers that Word prints and the text does not hold (``numbering.xml``; ECMA-376 part 1, 17.9).

A paragraph names a list (``numId``) and a level; the list is made of an abstract definition and overrides. Lists of
one abstract definition go on counting together, unless a start is overridden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from parsers.docx_package import W, children, number, switch, val

LEVELS = 9
_MARKER_CHARS = 40
"""A longer marker is no number of a clause."""
_CN = "零一二三四五六七八九"
_CN_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ONES = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
         "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen")  # fmt: skip
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
_ORDINALS = {"One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth", "Nine": "Ninth",
             "Twelve": "Twelfth"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints. ``restarts`` is the level (1..9) after which it begins anew."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restarts: int | None = None
    legal: bool = False
    style: str | None = None

    @property
    def is_bullet(self) -> bool:
        return self.format == "bullet"


@dataclass(frozen=True, slots=True)
class _List:
    """``starts`` are the overridden first numbers by level."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document: ask once for every numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists = _lists(root) if root is not None else {}
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str | None) -> int:
        """The level of the list that is linked to the paragraph style; 0 where none is."""
        found = self._lists.get(list_id)
        linked = (n for n, level in found.levels.items() if level.style == style) if found and style else iter(())
        return next(linked, 0)

    def level(self, list_id: str, depth: int) -> Level | None:
        found = self._lists.get(list_id)
        return found.levels.get(depth) if found else None

    def count(self, list_id: str, depth: int) -> str | None:
        """Count one paragraph on and say what is printed before it; None for bullets and what prints nothing."""
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels:
            return None
        counts = self._counts.setdefault(found.abstract, {})
        first = found.starts.get(depth, found.levels[depth].start)
        if depth in found.starts and (list_id, depth) not in self._restarted:
            self._restarted.add((list_id, depth))
            counts[depth] = first
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else first
        for deeper in [d for d in counts if d > depth]:
            after = found.levels[deeper].restarts if deeper in found.levels else None
            if after is None or depth < after:
                del counts[deeper]
        level = found.levels[depth]
        if level.is_bullet:
            return None

        def printed(m: re.Match[str]) -> str:
            n = int(m[1]) - 1
            other = found.levels.get(n, Level())
            value = counts.get(n, found.starts.get(n, other.start))
            return numeral(value, "decimal" if level.legal else other.format)

        return re.sub(r"%([1-9])", printed, level.text)[:_MARKER_CHARS].strip() or None


def _lists(root: etree._Element) -> dict[str, _List]:
    abstracts: dict[str, dict[int, Level]] = {}
    by_style: dict[str, str] = {}
    links: dict[str, str] = {}
    for element in root.iterchildren(W + "abstractNum"):
        name = val(element, "abstractNumId") or ""
        abstracts[name] = _levels(element)
        if style := val(element.find(W + "styleLink")):
            by_style[style] = name
        if style := val(element.find(W + "numStyleLink")):
            links[name] = style
    out = {}
    for element in root.iterchildren(W + "num"):
        name = val(element.find(W + "abstractNumId")) or ""
        if name in links:
            name = by_style.get(links[name], name)
        levels, starts = dict(abstracts.get(name, {})), {}
        for override in element.iterchildren(W + "lvlOverride"):
            depth = number(val(override, "ilvl"), most=LEVELS - 1)
            if depth is None:
                continue
            levels |= _levels(override)
            if (start := number(val(override.find(W + "startOverride")))) is not None:
                starts[depth] = start
                if depth in levels:
                    levels[depth] = replace(levels[depth], start=start)
        out[val(element, "numId") or ""] = _List(name, levels, starts)
    return out


def _levels(element: etree._Element) -> dict[int, Level]:
    levels = {}
    for one in children(element, "lvl"):
        depth = number(val(one, "ilvl"), most=LEVELS - 1)
        if depth is None:
            continue
        start = number(val(one.find(W + "start")))
        text = (val(one.find(W + "lvlText")) or "")[:_MARKER_CHARS]
        hidden = switch(one.find(f"{W}rPr/{W}vanish"))
        levels[depth] = Level(
            start=1 if start is None else start,
            format=val(one.find(W + "numFmt")) or "decimal",
            text="" if hidden else text,
            restarts=number(val(one.find(W + "lvlRestart")), most=LEVELS),
            legal=bool(switch(one.find(W + "isLgl"))),
            style=val(one.find(W + "pStyle")),
        )
    return levels


# ---------------------------------------------------------------------------------------------- numerals


def numeral(value: int, style: str) -> str:
    """A number as Word prints it in a ``numFmt`` (ST_NumberFormat); what is unknown or out of range is decimal."""
    if style == "none":
        return ""
    write = _FORMATS.get(style)
    return (write(value) if write is not None else None) or str(value)


def chinese(value: int, digits: str = _CN, units: str = "十百千", *, one_ten: bool = False) -> str | None:
    """十二, 一百零三; ``one_ten`` writes 一十二 in place of 十二."""
    if not 0 <= value < 10_000:
        return None
    if value < 10:
        return digits[value]
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        out += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return out[1:] if 10 <= value < 20 and not one_ten else out


def roman(value: int) -> str | None:
    if not 0 < value < 4000:
        return None
    out = ""
    for worth, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        out += sign * (value // worth)
        value %= worth
    return out


def letter(value: int) -> str | None:
    """a … z, aa, bb … as Word counts: the letter repeated, not the next place."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 26 * 6 else None


def _words(value: int) -> str | None:
    if not 0 <= value < 100:
        return None
    return _ONES[value] if value < 20 else _TENS[value // 10] + (f"-{_ONES[value % 10].lower()}" if value % 10 else "")


def _ordinal_words(value: int) -> str | None:
    words = _words(value)
    if words is None:
        return None
    head, dash, last = words.rpartition("-")
    last = last.capitalize()
    ending = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return f"{head}{dash}{ending.lower()}" if dash else ending


def _ordinal(value: int) -> str:
    teen = value % 100 in (11, 12, 13)
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _from(first: int, last_value: int) -> Callable[[int], str | None]:
    return lambda value: chr(first + value - 1) if 1 <= value <= last_value else None


def _one_of(signs: str) -> Callable[[int], str | None]:
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else None


def _upper(write: Callable[[int], str | None]) -> Callable[[int], str | None]:
    return lambda value: (write(value) or "").upper() or None


def _full_width(value: int) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in str(value))


def _digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(value))


_FORMATS: dict[str, Callable[[int], str | None]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": letter,
    "upperLetter": _upper(letter),
    "lowerRoman": roman,
    "upperRoman": _upper(roman),
    "ordinal": _ordinal,
    "cardinalText": _words,
    "ordinalText": _ordinal_words,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "ideographDigitalCounting"), chinese),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    "chineseLegalSimplified": lambda value: chinese(value, _CN_LEGAL, "拾佰仟", one_ten=True),
    "ideographLegalTraditional": lambda value: chinese(value, "零壹貳參肆伍陸柒捌玖", "拾佰仟", one_ten=True),
    "japaneseLegal": lambda value: chinese(value, "零壱弐参四伍六七八九", "拾百阡", one_ten=True),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": lambda value: (
        _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else None
    ),
}  # fmt: skip
