"""Fines and penalties of statutes and rules: from how much to how much, in money, in multiples of a gain, in percent.

处一万元以上十万元以下罚款, 违法所得一倍以上五倍以下; "a fine not exceeding $5,000", "2% of annual turnover".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clauselog.facts.context import ClauseContext, Sentence
from clauselog.facts.numbers import ZH_NUMBER, amounts, percentages, plain, read_number
from clauselog.facts.patterns import Pattern
from clauselog.facts.statements import quotable
from clauselog.model import Fact

# 处…罚款, 并处…罚金; not 乱罚款, 罚款决定
_ZH_FINE = Pattern(r"(?:处以?|并处|单处|加处|课以)(?P<how>[^。;]{0,70}?)(?:的)?(?:罚款|罚金)(?!数额|总额|决定)")
_EN_FINE = Pattern(r"\b(?:fine[sd]?|penalt(?:y|ies))\b(?! (?:print|art|dining))")
# 一万元以上, 五倍以下, 百分之五以下, 3000元
_ZH_PART = Pattern(
    rf"(?:(?P<of>百分之|千分之) ?(?P<share>{ZH_NUMBER})|(?P<number>{ZH_NUMBER}) ?(?P<unit>倍|元|圆|%))(?:人民币)?(?P<bound>以上|以下)?"
)
# not exceeding, up to; at least
_EN_MOST = Pattern(r"\b(?:not? (?:exceed\w{0,3}|more than)|up to|maximum|to exceed|extend to|at most)\b")
_EN_LEAST = Pattern(r"\b(?:not? less than|at least|minimum)\b")
_LEVEL = Pattern(r"\blevel (?P<level>\d)\b")
_EN_REACH_CHARS = 110
# where the offence ends and its punishment begins
_PUNISHED = Pattern(
    r"由[^。;,]{2,60}(?:部门|机关|机构|局|委员会|厅)|责令|没收|(?:并|可以)?处(?!理|置|于)|予以|给予|罚款"
    r"|\b(?:is|are|shall be|commits|may impose|guilty|liable|punish\w+|subject to|fined?|penalt(?:y|ies))\b"
)
_PREAMBLE = Pattern(
    r"^(?:第[一二三四五六七八九十百零\d]{1,7}条|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.])? ?(?:违反本?[^,，。]{1,16}(?:规定)?[,，])?"
)
_LONGEST_OFFENCE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Scale:
    """A range on one scale: a currency, ``x`` for multiples, ``%``, ``level``. None stands for no bound."""

    unit: str
    low: Decimal | None
    high: Decimal | None
    start: int
    end: int

    def __str__(self) -> str:
        low, high = (plain(v) if v is not None else "" for v in (self.low, self.high))
        return f"{self.unit} {low}..{high}"


def fines(context: ClauseContext, sentence: Sentence, type: str) -> Iterator[Fact]:
    """``fine:CNY 10000..100000``, ``fine:x 1..5``, ``fine:% ..5``; ``offence`` says what for."""
    scales = list(_zh_scales(sentence.low) if context.lang == "zh" else _en_scales(sentence.low))
    if not scales:
        return
    offence = _offence(sentence)
    for scale in dict.fromkeys(scales):
        start, end = quotable(sentence, scale.start, scale.end)
        yield context.fact(
            type, f"fine:{scale}", sentence.start + start, sentence.start + end, actor="other", offence=offence
        )


def _offence(sentence: Sentence) -> str:
    """What the fine is for: the beginning of the sentence, or of the part before it, up to the punishment."""
    said = sentence.lead if sentence.lead and not sentence.lead.endswith(":") else ""
    said = f"{said} {sentence.low}".strip()
    preamble = _PREAMBLE.match(said)
    start = preamble.end() if preamble else 0
    end = _PUNISHED.search(said, start)
    own = said[start : end.start() if end else len(said)][:_LONGEST_OFFENCE_CHARS]
    return own.strip(" ,;:，；：") or said[start : start + _LONGEST_OFFENCE_CHARS]


def _zh_scales(low: str) -> Iterator[Scale]:
    for match in _ZH_FINE.finditer(low):
        found: dict[str, list[tuple[Decimal, str]]] = {}
        for part in _ZH_PART.finditer(match["how"]):
            value = read_number((part["share"] or part["number"]).strip())
            if value is None:
                continue
            unit = {"倍": "x", "元": "CNY", "圆": "CNY", "%": "%"}[part["unit"]] if part["unit"] else "%"
            if part["of"] == "千分之":
                value = value / 10
            found.setdefault(unit, []).append((value, part["bound"] or ""))
        shares = found.get("%", [])
        if "x" in found and shares and shares[0][1] == "以上":  # 百分之二十以上二倍以下
            found["x"] = [(shares[0][0] / 100, "以上"), *found["x"]]
            del found["%"]
        for unit, parts in found.items():
            least = [v for v, bound in parts if bound == "以上"]
            most = [v for v, bound in parts if bound != "以上"]
            yield Scale(unit, min(least) if least else None, max(most) if most else None, *match.span())


def _en_scales(low: str) -> Iterator[Scale]:
    words = list(_EN_FINE.finditer(low))
    for number, word in enumerate(words):
        behind = words[number + 1].start() if number + 1 < len(words) else len(low)
        end = min(word.end() + _EN_REACH_CHARS, behind)
        found: dict[str, list[tuple[Decimal, int]]] = {}
        for amount in amounts(low, word.end(), end):
            found.setdefault(amount.currency, []).append((amount.value, amount.start))
        for share in percentages(low, word.end(), end):
            found.setdefault("%", []).append((share.value, share.start))
        for level in _LEVEL.finditer(low, word.end(), end):
            found.setdefault("level", []).append((Decimal(level["level"]), level.start()))
        for unit, parts in found.items():
            least: list[Decimal] = []
            most: list[Decimal] = []
            at = word.end()
            for value, start in parts:
                is_least = _EN_LEAST.search(low, at, start) and not _EN_MOST.search(low, at, start)
                (least if is_least else most).append(value)
                at = start
            yield Scale(unit, min(least) if least else None, max(most) if most else None, word.start(), end)
