"""Words whose coming or going deserves a human look although no fact was read: negations, modals, numbers, parties, law, places."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from clauselog.facts.context import lower
from clauselog.facts.numbers import EN_NUMBER
from clauselog.facts.patterns import Pattern
from clauselog.facts.places import places
from clauselog.model import Text
from clauselog.text import narrow

_NEGATION = Pattern(
    r"不(?!同|断|时|限于|仅)|未(?!来|成年)|无需|无须|无权|除非|除外|禁止|拒绝|勿|例外"
    r"|\b(?:not|never|no|without|unless|except|neither|nor|cannot|exclud\w{0,5})\b|n't\b"
)
_MODAL = Pattern(
    r"应当|应该|必须|有权|可以|可能|须|需要|得以|义务|承诺|保证|将会|默认"
    r"|\b(?:may|must|shall|will|can|could|should|might|required|obligat\w{1,5}|entitled|reserve[sd]?|guarantee[sd]?|agree[sd]?|consent\w{0,2})\b"
)
_NUMBER = Pattern(rf"\d|[一二三四五六七八九十百千万]{1, 9}(?:个|日|天|月|年|元|周岁|小时|%)|{EN_NUMBER}")
_LEGAL = Pattern(
    r"责任|赔偿|损失|违约|终止|解除|法律|法规|管辖|仲裁|诉讼|许可|授权|同意|个人信息|隐私|权利|费用|退款|第三方|关联公司|共享|转让|披露|删除|注销|监护人|未成年"
    r"|\b(?:liab\w{2,8}|indemn\w{1,8}|damages|terminat\w{1,5}|law|arbitrat\w{1,5}|court|licen[sc]e\w?|personal (?:data|information)|third[- ]part\w{1,3}|fees?"
    r"|refund\w{0,3}|share[sd]?|disclos\w{1,4}|delet\w{1,4}|rights?|warrant\w{1,4}|parent|minors?|child\w{0,3}|affiliate[sd]?|subprocessors?|opt[- ]?out|retain\w{0,3})\b"
)
_PARTY = Pattern(r"有限公司|有限责任公司|股份公司|集团|\b(?:inc|llc|ltd|limited|gmbh|b\.v|corp|corporation|s\.a|pte)\b")
_KINDS = (
    (_NEGATION, Text("否定词", "a negation")),
    (_NUMBER, Text("数字", "a number")),
    (_MODAL, Text("义务或许可用语", "a word of duty or permission")),
    (_PARTY, Text("主体名称", "a party")),
    (_LEGAL, Text("法律用语", "a legal term")),
)


def weighty(fragment: str) -> tuple[Text, int, int] | None:
    """The kind and span of the weightiest such word in an inserted or deleted piece of text; None without one."""
    low = lower(narrow(fragment))
    for pattern, kind in _KINDS:
        if match := pattern.search(low):
            return kind, match.start(), match.end()
    for _, start, end in places(low):
        return Text("地名", "a place"), start, end
    return None


_ABOUT: tuple[tuple[str, Pattern], ...] = (
    ("dispute_forum", Pattern(r"仲裁|管辖|诉讼|法院|\b(?:arbitrat\w{1,5}|courts?|jurisdiction|lawsuits?)\b")),
    ("liability_exclusion", Pattern(r"责任|免责|损失|担保|\b(?:liab\w{2,8}|warrant\w{1,5}|damages)\b")),
    ("indemnity", Pattern(r"赔偿|补偿|\b(?:indemn\w{1,8}|harmless)\b")),
    ("fees", Pattern(r"费用|退款|价格|续费|[¥$€£]|\b(?:fees?|refund\w{0,3}|prices?|charges?|renew\w{0,3})\b")),
    ("termination", Pattern(r"终止|解除|封禁|冻结|\b(?:terminat\w{1,5}|suspend\w{0,3}|suspension)\b")),
    ("third_party", Pattern(r"第三方|共享|披露|合作伙伴|\b(?:third[- ]part\w{1,3}|shar(?:e|es|ed|ing)|disclos\w{1,4}|partners?|vendors?)\b")),
    ("user_rights", Pattern(r"查阅|更正|撤回|注销|\b(?:your rights?|rectif\w{1,7}|object to)\b")),
    ("age_threshold", Pattern(r"监护人|未成年|儿童|周岁|\b(?:child\w{0,3}|minors?|parent\w{0,4}|guardians?|years old)\b")),
    ("content_licence", Pattern(r"许可使用|著作权|知识产权|\b(?:licen[sc]e\w?|copyright\w{0,2}|intellectual property)\b")),
    ("consent", Pattern(r"同意|默认|\b(?:consent\w{0,3}|opt(?:ing)?[- ]?(?:out|in))\b")),
    ("retention", Pattern(r"保存期限|留存|保留期|\b(?:retain\w{0,3}|retention)\b")),
    ("security", Pattern(r"加密|泄露|\b(?:encrypt\w{1,5}|breach\w{0,2}|safeguards?)\b")),
    ("cross_border", Pattern(r"境外|出境|跨境|\b(?:cross-border|overseas|abroad|transfers? outside)\b")),
)  # fmt: skip


def about(fragment: str) -> str | None:
    """The one type of fact whose words stand in a piece of text; None where there are none, or of more than one type."""
    low = lower(narrow(fragment))
    types = [type for type, pattern in _ABOUT if pattern.search(low)]
    return types[0] if len(types) == 1 else None


def denies(fragment: str) -> bool:
    """Whether a piece of text holds a negation."""
    return _NEGATION.search(lower(narrow(fragment))) is not None


_TOKENS = re.compile(r"[a-z0-9]+|[^\W_]")
_IDLE = frozenset("的和及与或且以并也亦还等将会应地之于对在其则即须可所就按") | {
    "and",
    "or",
    "the",
    "a",
    "of",
    "to",
    "also",
}
"""Tokens whose loss takes nothing from a sentence."""
_LEAST_CJK, _LEAST_WORDS = 5, 4
_SAYS_NOTHING = Pattern(
    r"除外|但|^(?:例?如|比如|诸如|以及其他|等)|如下|简称|下称|合称|法律法规|依法|根据|按照|理解|知悉|确认|同意|注意|约定|感谢|本(?:协议|政策|条款)|服务(?:过程|期间)"
    r"|\b(?:except|unless|but|however|such as|for example|in accordance|pursuant|including|you (?:understand|agree|acknowledge)|applicable law|hereby)\b"
)


@lru_cache(maxsize=4096)
def grown(short: str, long: str) -> str | None:
    """What ``long`` says on top of ``short``: one run of words put into a text that otherwise stays; None where it is no such.

    Exceptions, examples, references to law and forms of words add nothing, nor does what stands in front: a title.
    """
    old, new = (list(_TOKENS.finditer(lower(narrow(text)))) for text in (short, long))
    run: tuple[int, int] | None = None
    for code in LCSseq.opcodes([t.group() for t in old], [t.group() for t in new]):
        if code.tag in ("delete", "replace") and any(
            t.group() not in _IDLE for t in old[code.src_start : code.src_end]
        ):
            return None
        if code.tag in ("insert", "replace") and (run is None or code.dest_end - code.dest_start > run[1] - run[0]):
            run = code.dest_start, code.dest_end
    if not run or not run[0]:
        return None
    tokens = [t.group() for t in new[run[0] : run[1]]]
    least = _LEAST_WORDS if all(t.isascii() for t in tokens) else _LEAST_CJK
    piece = long[new[run[0]].start() : new[run[1] - 1].end()]
    return piece if len(tokens) >= least and not _SAYS_NOTHING.search(lower(narrow(piece))) else None


_LIST_MARKS = frozenset("、/")
_SMALL = frozenset((
    "is", "are", "be", "been", "not", "no", "by", "any", "either", "each", "all", "in", "on", "at", "for", "from", "with", "as",
    "if", "you", "your", "we", "our", "us", "it", "its", "that", "which", "who",
))  # fmt: skip
_JOINS = frozenset(("或", "和", "及", "与", "以", "or", "and", "nor"))
_OPENS_AN_ASIDE = Pattern(r"^(?:但|除|例如|比如|即)|\b(?:except|unless|but|however|such as|for example)\b")
_LEAST_ITEM_CJK, _LEAST_ITEM_WORDS = 5, 3


@lru_cache(maxsize=4096)
def listed_more(short: str, long: str) -> tuple[str, ...]:
    """The items that lists of ``long`` have on top of those of ``short``; empty where too much else changed, or too little is new.

    An item stands behind or before a list mark ("、", "or"); what was put in the place of something else is no item.
    """
    old, new = (list(_TOKENS.finditer(lower(narrow(text)))) for text in (short, long))
    known = {t.group() for t in old} | _IDLE | _JOINS
    items: list[tuple[int, int]] = []
    gone = 0
    for code in LCSseq.opcodes([t.group() for t in old], [t.group() for t in new]):
        if code.tag in ("delete", "replace"):
            gone += sum(t.group() not in _IDLE for t in old[code.src_start : code.src_end])
        elif code.tag == "insert" and _is_item(long, new, code.dest_start, code.dest_end):
            run = [t.group() for t in new[code.dest_start : code.dest_end]]
            if 2 * sum(token not in known for token in run) >= len(run):  # what only changed its place is no item
                items.append((code.dest_start, code.dest_end))
    tokens = [t.group() for start, end in items for t in new[start:end] if t.group() not in _IDLE | _JOINS | _SMALL]
    if 2 * gone > len(tokens) or len(tokens) < (
        _LEAST_ITEM_WORDS if all(t.isascii() for t in tokens) else _LEAST_ITEM_CJK
    ):
        return ()
    return tuple(long[new[start].start() : new[end - 1].end()] for start, end in items)


def _is_item(text: str, tokens: list[re.Match[str]], start: int, end: int) -> bool:
    """Whether the run of tokens stands next to a list mark inside a text that goes on around it."""
    if not start:
        return False
    before = text[tokens[start - 1].end() : tokens[start].start()]
    after = text[tokens[end - 1].end() : tokens[end].start()] if end < len(tokens) else ""
    marks = _LIST_MARKS | ({","} if text.isascii() else set())
    joined = tokens[start].group() in _JOINS or tokens[end - 1].group() in _JOINS
    piece = text[tokens[start].start() : tokens[end - 1].end()]
    return bool((set(before) | set(after)) & marks or joined) and not _OPENS_AN_ASIDE.search(lower(narrow(piece)))
