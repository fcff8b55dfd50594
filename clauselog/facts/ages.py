"""Ages from which, or below which, something holds: 未满十四周岁, under the age of 13, at least 18 years old."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from clauselog.facts.context import ClauseContext, Reader, Sentence
from clauselog.facts.guards import phrase_around
from clauselog.facts.numbers import EN_NUMBER, ZH_NUMBER, read_number
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import place_name, places
from clauselog.facts.statements import quotable
from clauselog.model import Fact, Text

TYPE = "age_threshold"

# 未满十四周岁, 不满14岁, 年满18周岁, 16周岁以下
_ZH = Pattern(
    rf"(?P<side>未满|不满|低于|小于|不足|未达到?|年满|已满|满|达到|超过)? ?(?P<n>{ZH_NUMBER}) ?(?:周)?岁(?:\((?:含|不含)[^()]{{0,8}}\))?(?P<after>以下|以上|及以上|及以下)?"
)
# under 13, under the age of thirteen (13), at least 18 years old, 16 years of age or older, younger than 13
_EN = Pattern(
    rf"\b(?P<side>under|below|younger than|less than|at least|over|older than|attained|reached|minimum age(?: of| is)?|aged?)(?: the)?(?: minimum)?(?: age)?(?: of)? (?P<n>{EN_NUMBER})\b(?: ?\(\d{{1,2}}\))?"
    rf"(?P<unit>(?: years?)?(?: old| of age)?)(?P<after>,? (?:or|and) (?:older|over|above|younger|under))?"
    rf"|\b(?:be|is|are|being|aged?) (?P<n3>{EN_NUMBER})(?P<after3>,? or (?:older|over|above|more))"
    rf"|(?P<n2>{EN_NUMBER})(?: ?\(\d{{1,2}}\))?(?:[- ]years?)(?:[- ]old| of age)(?P<after2>,? (?:or|and) (?:older|over|above|younger|under))?"
)
_ABOUT_AGE = Pattern(
    r"\bage|\byears old|\bchild|\bminor|\bteen|\bkid|\byouth|\bparent|\bguardian|\beligib|\bor (?:older|over)\b|\bolder than\b|\bbe over\b|\b(?:nobody|no one|persons?|people|anyone|users?) (?:who (?:is|are) )?(?:under|below)\b"
)
_ROLES = (
    ("consent", Pattern(r"(?<!被)(?:监护人|父母|家长)(?:的|明确|书面|事先|单独|及|和|阅读|本[^。;,]{2,6}|并|后){0,6}(?:同意|许可|授权)|(?:征得|取得|获得|获取|经过?)(?:您|你|其)?的?(?<!被)(?:法定)?(?:监护人|父母|家长)|\b(?:parent|guardian)\w{0,2}(?:'s)?[^.;,]{0,40}\b(?:consent|permission|approv|authori[sz])|\b(?:consent|permission|approval|authori[sz]ation)\b[^.;,]{0,30}\b(?:parent|guardian|adult)|\bparental(?:ly)? (?:consent|permission|approval)")),
    ("no-collection", Pattern(r"不(?:会)?[^。;,]{0,12}(?:收集|处理|获取)|\b(?:do|does|will) not (?:knowingly|intentionally)?\b.{0,40}\b(?:collect|solicit|process|share|sell)\b|\bnot directed\b|\bnever knowingly\b|\bknowingly\b")),
    ("guardian", Pattern(r"监护人|父母|家长|\bparent|\bguardian")),
    ("use", Pattern(r"不得(?:使用|注册|访问)|请(?:勿|不要|停止)|不(?:能|应)(?:使用|注册|创建)|禁止(?:使用|注册)|(?:须|应|应当|需|需要)(?:年满|已满)|必须|方可|才(?:能|可)|具备|具有完全民事行为能力|\bmust\b|\bmay not\b|\bha(?:ve|s) to\b|\bneed(?:s)? to\b|\b(?:nobody|no one|no person)\b|\bnot (?:permitted|allowed|intended|eligible|use)\b|\bonly\b|\bat least\b|\bprohibited\b|\brepresent\b|\bor older\b")),
)  # fmt: skip
# "under 13 may not", "under 13 in California"; not "under 20 dollars"
_NEXT_WORD = Pattern(r"[a-z]+")
_MAY_FOLLOW = frozenset(
    [
        "or",
        "and",
        "to",
        "in",
        "may",
        "must",
        "are",
        "is",
        "should",
        "without",
        "who",
        "from",
        "with",
        "you",
        "we",
        "please",
        "not",
        "cannot",
        "can",
        "will",
        "have",
        "has",
        "as",
        "unless",
        "for",
        "if",
        "at",
        "on",
    ]
)
_YOUNG, _OLD = 5, 25
_FROM, _TO = ("年满", "已满", "满", "达到"), ("不满", "未满", "但不满", "但未满", "且不满", "且未满", ",不满", ",未满")
_MOST_PLACES = 12


def read(context: ClauseContext) -> Iterator[Fact]:
    """``14:consent``, ``13:no-collection``, ``18:use``, ``14:mention``: the age with what hangs on it.

    ``18:use@AU``: where it holds, for each place that the sentence names.
    """
    for sentence in context.sentences:
        said: set[str] = set()
        for age, start, end in _zh(sentence) if context.lang == "zh" else _en(sentence):
            value = f"{age}:{_role(sentence)}"
            if value not in said:
                said.add(value)
                left, right = phrase_around(sentence, start, end)
                yield context.fact(TYPE, value, sentence.start + left, sentence.start + right)
                for place, first, last in islice(places(sentence.low), _MOST_PLACES):
                    left, right = quotable(sentence, first, last)
                    yield context.fact(TYPE, f"{value}@{place}", sentence.start + left, sentence.start + right)


def _zh(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    for match in _ZH.finditer(sentence.low):
        if match["side"] in _FROM and sentence.low.startswith(_TO, match.end()):
            continue  # 已满十四周岁不满十八周岁: only where it ends does anything change
        value = read_number(match["n"].strip())
        if (match["side"] or match["after"]) and value is not None and _YOUNG <= value <= _OLD:
            yield int(value), match.start(), match.end()


def _en(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    if not _ABOUT_AGE.search(sentence.low):
        return
    for match in _EN.finditer(sentence.low):
        value = read_number((match["n"] or match["n2"] or match["n3"]).strip())
        named = (
            match["n2"]
            or match["n3"]
            or (match["side"] or "").startswith("age")
            or match["unit"]
            or " age" in match.group()
            or match["side"] in ("under", "below", "younger than", "older than")
        )
        follows = sentence.low[match.end() : match.end() + 12].lstrip()
        bare = not (match["n2"] or match["n3"] or match["unit"] or " age" in match.group())
        if bare and (word := _NEXT_WORD.match(follows)) and word.group() not in _MAY_FOLLOW:
            continue
        counts_else = follows.startswith(("day", "month", "hour", "minute", "%", "percent", "week"))
        if named and not counts_else and value is not None and _YOUNG <= value <= _OLD and value == int(value):
            yield int(value), match.start(), match.end()


def _role(sentence: Sentence) -> str:
    return next((name for name, pattern in _ROLES if pattern.search(sentence.low)), "mention")


_NAMES = {
    "no-collection": ("不收集信息的年龄", "age below which no data are collected"),
    "consent": ("需监护人同意的年龄", "age below which a guardian must agree"),
    "guardian": ("需监护人参与的年龄", "age below which a guardian must be involved"),
    "use": ("最低使用年龄", "minimum age for use"),
    "mention": ("所述年龄", "age named"),
}


def role_name(role: str) -> Text:
    """What hangs on the age and, where the role names a place, where."""
    plain, _, place = role.partition("@")
    zh, en = _NAMES[plain]
    where = place_name(place) if place else None
    return Text(f"{zh}（{where.zh}）", f"{en} in {where.en}") if where else Text(zh, en)


READER = Reader(
    TYPE, ("岁", "under", "below", "younger", "years", "age", "older", " over", " above"), read, by_sentence=True
)
