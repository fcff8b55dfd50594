"""Numbers as policies write them: 15, 十五, １５, 叁拾, 1,000, "thirty (30)", 100万; amounts of money; percentages.

All patterns are for narrowed, lower-case text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clauselog.facts.patterns import Pattern

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "陸": 6}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_EN_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_EN_WORDS = {w: i for i, w in enumerate(_EN_SMALL)} | {
    w: 10 * i
    for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
_EN_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}

# 1,000.50
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,4})?"
# 三百六十五, 壹仟
ZH_NUMERAL = "[" + "".join(dict.fromkeys([*_DIGITS, *_TENS])) + "]{1,9}"
# 15, 十五, 三十(30), 100万
ZH_NUMBER = rf"(?:{DIGITS}|{ZH_NUMERAL})(?: ?\((?:{DIGITS}|{ZH_NUMERAL})\))? ?[万萬亿億]?"
_EN_WORD = r"(?:" + "|".join(sorted([*_EN_WORDS, *_EN_SCALES], key=len, reverse=True)) + ")"
# 15, thirty (30), twenty-one, one hundred and twenty
EN_NUMBER = rf"(?:{DIGITS}|\b{_EN_WORD}(?:[- ](?:and )?{_EN_WORD}){{0,4}}\b)(?: ?\({DIGITS}\))?"

_WRITTEN_DIGITS = Pattern(DIGITS)
_EN_TOKEN = Pattern(_EN_WORD)


def read_number(written: str) -> Decimal | None:
    """The value of one written number (narrowed, lower case); None where it is none. Digits in brackets win."""
    bracketed = written.partition("(")[2].rstrip(") ")
    if bracketed and (value := read_number(bracketed)) is not None:
        return value
    plain = written.partition("(")[0].strip()
    digits = _WRITTEN_DIGITS.match(plain)
    if digits:
        value = Decimal(digits.group().replace(",", ""))
        rest = plain[digits.end() :].strip()
        return value * (_MYRIADS.get(rest) or _EN_SCALES.get(rest) or 1)
    if plain and all(c in _DIGITS or c in _TENS or c in _MYRIADS for c in plain):
        return Decimal(_zh_value(plain))
    if _EN_TOKEN.match(plain):
        return Decimal(_en_value(plain))
    return None


def _zh_value(numeral: str) -> int:
    if not any(c in _TENS or c in _MYRIADS for c in numeral):  # 二〇二六
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _TENS:
            section += (digit or 1) * _TENS[c]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[c]
            section = digit = 0
    return total + section + digit


def _en_value(words: str) -> int:
    total = current = 0
    for match in _EN_TOKEN.finditer(words):
        word = match.group()
        if word in _EN_WORDS:
            current += _EN_WORDS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            total += (current or 1) * _EN_SCALES[word]
            current = 0
    return total + current


def plain(value: Decimal) -> str:
    """Without exponent and without zeros behind the point: 1000, 0.5."""
    text = format(value.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# ------------------------------------------------------------------------------------------- money


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: ISO 4217 code and value. ``str()`` is canonical: ``CNY 1000``."""

    currency: str
    value: Decimal
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.currency} {plain(self.value)}"


_CURRENCIES = {
    "人民币": "CNY", "元": "CNY", "圆": "CNY", "rmb": "CNY", "cny": "CNY", "¥": "CNY", "yuan": "CNY", "元人民币": "CNY",
    "美元": "USD", "us$": "USD", "$": "USD", "usd": "USD", "dollars": "USD", "u.s. dollars": "USD", "us dollars": "USD",
    "美金": "USD", "dollar": "USD", "港元": "HKD", "港币": "HKD", "hk$": "HKD", "hkd": "HKD", "欧元": "EUR", "€": "EUR", "eur": "EUR", "euros": "EUR",
    "euro": "EUR", "英镑": "GBP", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "pounds sterling": "GBP", "日元": "JPY",
    "jpy": "JPY", "新台币": "TWD", "新加坡元": "SGD", "sgd": "SGD", "s$": "SGD", "a$": "AUD", "aud": "AUD", "c$": "CAD", "cad": "CAD",
    "rs.": "INR", "rs": "INR", "₹": "INR", "inr": "INR", "rupees": "INR", "chf": "CHF", "krw": "KRW",
}  # fmt: skip
_BEFORE = r"(?P<before>人民币|美元|港币|欧元|rmb|cny|us\$|hk\$|s\$|a\$|c\$|usd|eur|gbp|hkd|sgd|aud|cad|inr|chf|\brs\.?|[$€£¥₹])"
_AFTER = (
    r"(?P<after>元人民币|元|圆|美元|美金|港元|港币|欧元|英镑|日元|新台币|新加坡元|rmb|cny|usd|eur|gbp|hkd"
    r"|(?:u\.?s\.? )?dollars?|euros?|pounds(?: sterling)?|yuan|rupees|inr|chf)"
)
# 人民币1000元, 5万元, us$100, $1,000.00, one hundred dollars ($100), 100 usd
_AMOUNT = Pattern(
    rf"(?:{_BEFORE} ?)?(?P<number>{ZH_NUMBER}|{EN_NUMBER})(?P<scale> (?:thousand|million|billion))? ?(?:{_AFTER})?"
)


def amounts(low: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Every amount of money in a stretch of narrowed, lower-case text, left to right."""
    for match in _AMOUNT.finditer(low, start, end):
        sign = match["after"] or match["before"]
        if not sign:
            continue
        value = read_number(match["number"].strip() + (match["scale"] or ""))
        if value is None:
            continue
        before = _CURRENCIES.get(match["before"] or "")
        after = _CURRENCIES.get((match["after"] or "").replace("u.s. ", "").replace("us ", ""))
        currency = before if after in (None, "CNY") and before else after or before
        if currency is None:
            continue
        stop = match.end() - (len(match.group()) - len(match.group().rstrip()))
        yield Amount(currency, value, match.start(), stop)


# ------------------------------------------------------------------------------------- percentages


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share in percent. ``str()`` is canonical: ``99.9%``."""

    value: Decimal
    start: int
    end: int

    def __str__(self) -> str:
        return f"{plain(self.value)}%"


# 99.95%, 百分之三十, 30 percent, 万分之五
_PERCENT = Pattern(
    rf"(?P<of>百分之|千分之|万分之) ?(?P<zh>{ZH_NUMBER})(?:点(?P<part>[零一二三四五六七八九]{{1,4}}))?|(?P<digits>{DIGITS}) ?(?P<sign>%|‰|percent\b|per cent\b)"
)
_PARTS = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01"), "‰": Decimal("0.1")}


def percentages(low: str, start: int = 0, end: int | None = None) -> Iterator[Percentage]:
    """Every percentage in a stretch of narrowed, lower-case text, left to right."""
    for match in _PERCENT.finditer(low, start, end):
        value = read_number((match["zh"] or match["digits"]).strip())
        if value is not None and match["part"]:
            value += Decimal("0." + "".join(str(_DIGITS[c]) for c in match["part"]))
        if value is not None:
            part = _PARTS.get(match["of"] or match["sign"] or "", Decimal(1))
            yield Percentage(value * part, match.start(), match.end())
