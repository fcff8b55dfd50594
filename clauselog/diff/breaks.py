"""Whether a new text is broken rather than rewritten: emptied, cut short, switched to another language or page.

A rewrite, however thorough, is compared and judged: half of a real policy may be new. What gives a break away is
that the text is gone and nothing of its kind has taken its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from clauselog.model import Document, Pairing, Text
from clauselog.text import CJK, key

EMPTY_CHARS = 20
"""Fewer visible characters than this are no policy."""
UNMATCHED_RATIO = 0.5
"""No break is suspected while at least half of the longer text found its clauses again."""
SHORT_RATIO = 0.4
"""A text that lost half its clauses and is shorter than this share of the old one was cut off."""
STRANGE_RATIO = 0.9
"""Two texts that share less than a tenth on either side are not versions of each other, unless their words are."""
STRANGE_WORDS_RATIO = 0.6
"""Shared vocabulary below which strange texts are two pages; policies of two providers share about half."""
STRANGE_WORDS_SAME_TITLE_RATIO = 0.35
SAME_TITLE_RATIO = 0.5
NOTHING_NEW_RATIO = 0.1
"""Where more than half of a text is gone, less than this of the rest being new means that nothing took its place."""
TAIL_RATIO = 0.33
TAIL_NEW_RATIO = 0.02
LEAST_TAIL = 5
"""Five clauses and a third of the text gone at its end, hardly a word new elsewhere: it was cut off, not revised."""
FREQUENT_WORDS = 60
FREQUENT_TIMES = 3
LEAST_FREQUENT = 30
FOREIGN_RATIO = 0.06
"""Share of the words that one text says again and again and the other never. A provider who rewrites his policy goes
on speaking of the same things by the same names (at most 0.03 measured), another provider does not (0.07 and more)."""

_KIND_OF_DOCUMENT = re.compile(
    r"\b(?:privacy|cookies?|polic(?:y|ies)|notice|statement|terms?|conditions?|of|and|the|our|for|use|users?|services?"
    r"|agreement|licen[cs]e|general|website|legal|eula|tos|version|updated?|effective|date)\b"
    r"|(?:用户|个人|信息|隐私|保护|政策|声明|协议|条款|服务|使用|许可|软件|平台|会员|注册|与|和|及|的|版本?|指引|规则|总则)",
    re.IGNORECASE,
)
LEAST_NAME_CHARS = 2
"""So many characters of a title beyond the kind of document it names are a name, "Cedar" or "雪松"."""

_WORDS = re.compile(rf"[{CJK}]+|[^\W\d_{CJK}]{{4,}}")


def broken(before: Document, after: Document, pairings: Sequence[Pairing]) -> Text | None:
    """The reason in words why ``after`` is taken for broken; None where it is a version like any other."""
    old = [len(key(c.text)) for c in before.clauses]
    new = [len(key(c.text)) for c in after.clauses]
    old_chars, new_chars = sum(old), sum(new)
    if old_chars < EMPTY_CHARS:
        return None
    if new_chars < EMPTY_CHARS:
        return Text(
            zh=f"正文几乎为空（{new_chars} 个字符，此前 {old_chars} 个）",
            en=f"the text is all but empty ({new_chars} characters, {old_chars} before)",
        )
    old_lost = sum(old[i] for p in pairings if not p.after for i in p.before) / old_chars
    new_lost = sum(new[j] for p in pairings if not p.before for j in p.after) / new_chars
    gone = _lost_tail(old, pairings)
    if new_lost < TAIL_NEW_RATIO and len(gone) >= LEAST_TAIL and (tail := sum(gone) / old_chars) > TAIL_RATIO:
        return Text(
            zh=f"后面 {tail:.0%} 的内容整段不见，其余几乎未变，可能被截断",
            en=f"the last {tail:.0%} of the text is gone and hardly anything else changed: cut short?",
        )
    if (old_lost if old_chars >= new_chars else new_lost) <= UNMATCHED_RATIO:
        return None
    if _tongue(before) and _tongue(after) and _tongue(before) != _tongue(after):
        return Text(
            zh=f"语言由 {before.language} 变为 {after.language}，且多数条款无法对应",
            en=f"the language switched from {before.language} to {after.language} and most clauses have no counterpart",
        )
    is_emptied = old_lost > UNMATCHED_RATIO and new_lost < NOTHING_NEW_RATIO and len(old) - len(new) >= LEAST_TAIL
    if new_chars < SHORT_RATIO * old_chars or is_emptied:
        return Text(
            zh=f"文本只剩此前的 {new_chars / old_chars:.0%}，{old_lost:.0%} 的内容不见了，可能被截断",
            en=f"only {new_chars / old_chars:.0%} of the length is left, {old_lost:.0%} of the text gone: cut short?",
        )
    if (
        min(old_lost, new_lost) > UNMATCHED_RATIO
        and not _is_of_one_name(before, after)
        and (foreign := _foreign_words(before, after)) > FOREIGN_RATIO
    ):
        return Text(
            zh=f"过半条款无法对应，且 {foreign:.0%} 的常用词只见于一方，可能换成了另一份文件",
            en=f"more than half of the clauses have no counterpart, and {foreign:.0%} of the words that one text keeps "
            "using never stand in the other: another document?",
        )
    if min(old_lost, new_lost) >= STRANGE_RATIO:
        alike = _title_ratio(before, after) >= SAME_TITLE_RATIO
        shared = _shared_words(before, after)
        if shared < (STRANGE_WORDS_SAME_TITLE_RATIO if alike else STRANGE_WORDS_RATIO):
            return Text(
                zh=f"几乎没有条款能与此前对应，用词也只有 {shared:.0%} 相同，可能换成了另一个页面",
                en=f"hardly a clause has a counterpart and only {shared:.0%} of the words are shared: another page?",
            )
    return None


def _tongue(document: Document) -> str:
    """Language with its script, without its region: zh-Hans and zh-Hant are two, en and en-GB are one."""
    parts = (document.language or "").split("-")
    return "-".join([parts[0].lower(), *(p for p in parts[1:] if len(p) == 4)])


def _title_ratio(before: Document, after: Document) -> float:
    old, new = before.stated.title, after.stated.title
    return fuzz.ratio(key(old).lower(), key(new).lower()) / 100 if old and new else 0.0


def _is_of_one_name(before: Document, after: Document) -> bool:
    """Whether both titles name the same provider or product, which the policy of another one would not."""
    old, new = (
        re.sub(r"[\W\d_]+", "", _KIND_OF_DOCUMENT.sub(" ", key(d.stated.title or "").lower())) for d in (before, after)
    )
    return len(old) >= LEAST_NAME_CHARS and old == new


def _lost_tail(old: Sequence[int], pairings: Sequence[Pairing]) -> Sequence[int]:
    """The lengths of the clauses at the very end that have no counterpart."""
    kept = max((i for p in pairings if p.after for i in p.before), default=-1)
    return old[kept + 1 :]


def _shared_words(before: Document, after: Document) -> float:
    """The share of the smaller vocabulary (words, pairs of Chinese characters) that the other text has too."""
    old, new = _vocabulary(before), _vocabulary(after)
    return len(old.keys() & new.keys()) / max(1, min(len(old), len(new)))


def _foreign_words(before: Document, after: Document) -> float:
    """The share of the frequent words of either text that the other one does without; 0 where too few are frequent."""
    old, new = _vocabulary(before), _vocabulary(after)
    frequent = [
        (word, theirs)
        for ours, theirs in ((old, new), (new, old))
        for word, times in ours.most_common(FREQUENT_WORDS)
        if times >= FREQUENT_TIMES
    ]
    if len(frequent) < LEAST_FREQUENT:
        return 0.0
    return sum(word not in theirs for word, theirs in frequent) / len(frequent)


def _vocabulary(document: Document) -> Counter[str]:
    words: Counter[str] = Counter()
    for clause in document.clauses:
        for run in _WORDS.findall(key(clause.text).lower()):
            if run[0] >= "\u2e80":
                words.update(run[n : n + 2] for n in range(len(run) - 1))
            else:
                words[run] += 1
    return words
