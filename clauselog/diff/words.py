"""The smallest edit a person would mark between two wordings of a clause.

Tokens are characters in Chinese and words elsewhere; numbers, amounts, dates, percentages, addresses and Latin words
are one token each, so 1500元 never becomes 5100元 by "-1 5 +1 00". The tokens are matched by rapidfuzz, tidied by
diff-match-patch's semantic clean-up, and set to the borders of list items.

Spaces between scripts and the width of a character take no part in the matching; where they differ they are told as
tiny edits of their own, because applying the edits to the old text gives the new one exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from clauselog.diff.chain import heaviest_chain
from clauselog.model import Edit, EditOp
from clauselog.text import CJK, narrow

MATRIX_TOKENS = 16_000_000
"""Longest old × new that is matched token by token (a bit matrix of 2 MB); beyond, unique runs are matched first."""
ANCHOR_TOKENS = 16
LEAST_ANCHOR_TOKENS = 4
"""Runs of so many tokens that stand once in either text are taken for the same; a text without any was rewritten."""
ITEM_TOKENS = 20
"""A list item longer than this is prose, and edited like prose."""
ITEM_KEPT_RATIO = 0.5
"""An item that keeps no more of its characters than this is told as replaced, not as patched."""

_TOKEN = re.compile(
    # The commonest first: nothing that follows begins with them.
    rf"(?P<plain>(?:(?![零〇一二两三四五六七八九十百千万亿])[{CJK}])+)"
    r"|(?P<lower>[a-z]+(?=[ ,;)]))"
    r"|(?P<space>\s+)"
    r"|(?P<url>(?:https?://|www\.)[\x21-\x7e]+)"
    r"|(?P<mail>[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
    # 2023年4月20日, 2023 年 4 月
    r"|(?P<date_zh>\d{4}[ \u3000]?年(?:[ \u3000]?\d{1,2}[ \u3000]?月(?:[ \u3000]?\d{1,2}[ \u3000]?日)?)?)"
    # 2023-04-20, 2023/4/20, 2023.4.20
    r"|(?P<date_iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))"
    # January 5, 2024
    r"|(?P<date_en>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, \d{4})"
    # 1,500.00元, ￥1500, US$ 10, 15%, 3.1, 5万
    r"|(?P<number>(?:(?:(?:US|HK|CN|NT)?[$￥¥€£]|RMB|CNY|USD|EUR|GBP)[ ]?)?"
    r"\d+(?:[.．]\d+|[,，]\d{3}(?!\d))*(?:[%％‰]|[ ]?(?:[十百千万萬亿億]{0,2}(?:人民币)?元))?)"
    # 百分之二十, 十五, 三千元; not the 一 of 一般
    r"|(?P<numeral>百分之[零〇一二两三四五六七八九十百]+|[零〇一二两三四五六七八九十百千万亿]{2,}元?)"
    rf"|(?P<word>[^\W\d_{CJK}](?:[^\W{CJK}]|['’-](?=[^\W\d_{CJK}]))*)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_URL_TAIL = re.compile(r"(?<![.,;:!?)\]}'\"])[.,;:!?)\]}'\"]+$")
_CJK_LIKE = re.compile(rf"[{CJK}\u3001\u3002\u3008-\u3011\u3014-\u301b·…，；：？！（）“”]")
_SENTENCE_END = re.compile(r"[。；！？\n]|[a-z)]{5}\. ")
"""Where no token goes on: sentences are cut here before they are looked at."""
_SEPARATORS = frozenset("、,，;；/|")
_STOPS = frozenset("。；！？：，、（）.;:!?,()\n")
_STOP = re.compile("[" + re.escape("".join(sorted(_STOPS))) + "]")
_DIGIT = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]")
_TOOL = diff_match_patch()
_TOOL.Diff_Timeout = 0  # its clock would make the edits depend on how busy the machine is
_ALNUM = 0x20000  # assigned ideographs: the semantic clean-up takes them for letters, like the words they stand for
_ALNUM_SIZE = 0x2A6DF - 0x20000


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """Equal and deleted parts joined are ``old``, equal and inserted parts joined are ``new``; deletions come first.

    The same input gives the same edits on every run: no clock cuts the work short.
    """
    if old == new:
        return (("equal", old),) if old else ()
    head, tail = _equal_sentences(old, new)
    ours, theirs = tokens(old[head : len(old) - tail]), tokens(new[head : len(new) - tail])
    codes = _Codes()
    hunks = _match(codes.encode(ours), codes.encode(theirs))
    hunks = _numbers_apart(_whole_items(_bridge(_slide(hunks))), codes)
    return _told(old[:head], hunks, ours, theirs, old[len(old) - tail :])


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into what is kept whole.

    Each token is a core behind a lead: the spaces before it that mean nothing where they stand (next to Chinese, at a
    border). ``tail`` is where the spaces begin that end the text.
    """

    source: str
    starts: list[int]
    """Where each token begins, its lead included, and where the last one ends."""
    cores: list[int]
    """Where each core begins."""
    runs: list[tuple[int, int, bool]]
    """Start and end of neighbouring cores without leads between them; true for Chinese, one token a character."""

    def __len__(self) -> int:
        return len(self.cores)

    def lead(self, n: int) -> str:
        return self.source[self.starts[n] : self.cores[n]]

    def core(self, n: int) -> str:
        return self.source[self.cores[n] : self.starts[n + 1]]

    def text(self, start: int, size: int) -> str:
        """So many tokens from ``start`` on, with their leads."""
        return self.source[self.starts[start] : self.starts[start + size]]

    @property
    def tail(self) -> str:
        return self.source[self.starts[-1] :]


def tokens(text: str) -> Tokens:
    """The text cut into what is kept whole; the tokens in turn, and the tail, give the text."""
    starts: list[int] = []
    cores: list[int] = []
    runs: list[tuple[int, int, bool]] = []
    begin = 0  # of the next token's lead
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "plain":
            starts.append(begin)
            starts.extend(range(start + 1, end))
            cores.extend(range(start, end))
            runs.append((start, end, True))
        elif kind == "space" and _is_loose(text, start, end):
            continue
        elif kind == "url" and (found := _URL_TAIL.search(text, start, end)):
            stop = found.start()
            starts += [begin, *range(stop, end)]
            cores += [start, *range(stop, end)]
            runs += [(start, stop, False), *((n, n + 1, False) for n in range(stop, end))]
        else:
            starts.append(begin)
            cores.append(start)
            runs.append((start, end, False))
        begin = end
    starts.append(begin if cores else 0)
    return Tokens(text, starts, cores, runs)


def _is_loose(text: str, start: int, end: int) -> bool:
    if start == 0 or end == len(text):
        return True
    if text[start - 1].isascii() and text[end].isascii():
        return False
    return bool(_CJK_LIKE.match(text[start - 1]) or _CJK_LIKE.match(text[end]))


def _equal_sentences(old: str, new: str) -> tuple[int, int]:
    """How many characters of whole equal sentences both texts begin and end with: they need no matching."""
    head = _TOOL.diff_commonPrefix(old, new)
    ends = [m.end() for m in _SENTENCE_END.finditer(old, 0, head)]
    head = ends[-1] if ends else 0
    tail = _TOOL.diff_commonSuffix(old[head:], new[head:])
    first = _SENTENCE_END.search(old, len(old) - tail)
    return head, len(old) - first.end() if first else 0


# ------------------------------------------------------------------------------------------- matching

Hunk = tuple[int, str]
"""-1, 0 or 1 and the code points of its tokens, as diff-match-patch has them."""


class _Codes:
    """One code point per distinct token, its width and quotes folded; a single letter or sign stays itself."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._back: dict[str, str] = {}

    def encode(self, found: Tokens) -> str:
        source, folded = found.source, narrow(found.source)
        return "".join(
            [
                folded[start:end] if is_plain else self.code(folded[start:end], source[start:end])
                for start, end, is_plain in found.runs
            ]
        )

    def code(self, folded: str, core: str) -> str:
        if folded.isspace() and "\n" not in core:
            return " "
        code = self._of.get(folded)
        if code is None:
            code = folded if len(folded) == 1 and ord(folded) < _ALNUM else self._fresh()
            self._of[folded] = code
            self._back[code] = folded
        return code

    def _fresh(self) -> str:
        n = len(self._back)
        return chr(_ALNUM + n) if n < _ALNUM_SIZE else chr(0xF0000 + n - _ALNUM_SIZE)

    def is_number(self, code: str) -> bool:
        """Whether the token is a number, an amount, a date or the like."""
        return _DIGIT.search(self._back.get(code, code)) is not None


def _match(ours: str, theirs: str) -> list[Hunk]:
    head = _TOOL.diff_commonPrefix(ours, theirs)
    tail = _TOOL.diff_commonSuffix(ours[head:], theirs[head:])
    raw = [[op, text] for op, text in _match_middle(ours[head : len(ours) - tail], theirs[head : len(theirs) - tail])]
    raw = [[0, ours[:head]]] * bool(head) + raw + [[0, ours[len(ours) - tail :]]] * bool(tail)
    _TOOL.diff_cleanupSemantic(raw)
    return [(cast(int, op), cast(str, text)) for op, text in raw if text]


def _match_middle(ours: str, theirs: str, size: int = ANCHOR_TOKENS) -> list[Hunk]:
    """Token by token where the matrix is small enough; else between runs of tokens that stand once in either text."""
    if len(ours) * len(theirs) <= MATRIX_TOKENS:
        return _opcodes(ours, theirs)
    if size < LEAST_ANCHOR_TOKENS:
        return [hunk for hunk in ((-1, ours), (1, theirs)) if hunk[1]]
    hunks: list[Hunk] = []
    i = j = 0
    for m, n in [*_anchors(ours, theirs, size), (len(ours), len(theirs))]:
        if m < i or n < j:  # overlaps the anchor before
            continue
        head = _TOOL.diff_commonSuffix(ours[i:m], theirs[j:n])
        if ours[i : m - head] or theirs[j : n - head]:
            hunks += _match_middle(ours[i : m - head], theirs[j : n - head], size // 2)
        end = m + _TOOL.diff_commonPrefix(ours[m:], theirs[n:]) if m < len(ours) and n < len(theirs) else m
        if ours[m - head : end]:
            hunks.append((0, ours[m - head : end]))
        i, j = end, n + end - m
    return hunks


def _anchors(ours: str, theirs: str, size: int) -> list[tuple[int, int]]:
    """Places of runs that are the same and stand once in either text, as many as keep their order."""
    places: dict[str, int] = {}
    for n in range(len(theirs) - size + 1):
        run = theirs[n : n + size]
        places[run] = -1 if run in places else n
    mine: dict[str, int] = {}
    for m in range(len(ours) - size + 1):
        run = ours[m : m + size]
        if places.get(run, -1) >= 0:
            mine[run] = -1 if run in mine else m
    return heaviest_chain([(m, places[run], 1) for run, m in mine.items() if m >= 0])


def _opcodes(ours: str, theirs: str) -> list[Hunk]:
    hunks: list[Hunk] = []
    for op in Indel.opcodes(ours, theirs):
        if op.tag == "equal":
            hunks.append((0, ours[op.src_start : op.src_end]))
        else:
            if op.src_end > op.src_start:
                hunks.append((-1, ours[op.src_start : op.src_end]))
            if op.dest_end > op.dest_start:
                hunks.append((1, theirs[op.dest_start : op.dest_end]))
    return hunks


# ------------------------------------------------------------------------------------------ list items


def _slide(hunks: list[Hunk]) -> list[Hunk]:
    """Shift a lone insertion or deletion to where whole items come or go: ``设备[信息、网络]信息`` becomes
    ``设备信息、[网络信息]``-like, which says the same."""
    out = list(hunks)
    for n in range(1, len(out) - 1):
        (left_op, left), (op, text), (right_op, right) = out[n - 1 : n + 2]
        if left_op or right_op or not op or not text:
            continue
        back = 0
        while back < min(len(left), len(text) * 2) and left[-1 - back] == text[-1 - back % len(text)]:
            back += 1
        whole = left[len(left) - back :] + text + right
        size = len(text)
        room = 0
        while room + size < len(whole) and whole[room] == whole[room + size]:
            room += 1
        if not room:
            continue
        before = left[: len(left) - back]
        best = max(range(room + 1), key=lambda at: (_fit(before, whole, at, size), -abs(at - back), at))
        if _fit(before, whole, best, size) > _fit(before, whole, back, size):
            out[n - 1 : n + 2] = [
                (0, before + whole[:best]),
                (op, whole[best : best + size]),
                (0, whole[best + size :]),
            ]
    return [hunk for hunk in out if hunk[1]]


def _fit(before: str, whole: str, at: int, size: int) -> int:
    """How well an edit at this place takes whole items: 3 with its separator before or after, 1 at one border."""
    first, last = whole[at], whole[at + size - 1]
    previous = whole[at - 1] if at else before[-1:]
    following = whole[at + size : at + size + 1]
    starts = not previous or previous in _STOPS
    ends = not following or following in _STOPS
    if starts and last in _SEPARATORS:
        return 4
    if ends and first in _SEPARATORS:
        return 3
    return int(starts) + int(ends)


def _bridge(hunks: list[Hunk]) -> list[Hunk]:
    """Tell 青[-青-]禾{+苗+}-like edits as one replacement: what is kept between them is no longer than either."""
    out: list[Hunk] = []
    for hunk in hunks:
        if len(out) >= 2 and hunk[0] and out[-1][0] == 0 and out[-2][0] == -hunk[0]:
            kept = out[-1][1]
            lone = len(out) == 2 or out[-3][0] == 0
            is_plain = not any(c in _STOPS or c.isspace() for c in kept)
            if lone and is_plain and len(kept) <= min(len(hunk[1]), len(out[-2][1])):
                first_op, first = out[-2]
                sides = {first_op: first + kept, hunk[0]: kept + hunk[1]}
                out[-2:] = [(-1, sides[-1]), (1, sides[1])]
                continue
        out.append(hunk)
    return out


def _whole_items(hunks: list[Hunk]) -> list[Hunk]:
    """Tell a list item that kept little of itself as one item replaced by another."""
    out: list[Hunk] = []
    segment: list[Hunk] = []
    opened_by_comma = False

    def close(by_comma: bool) -> None:
        nonlocal segment, opened_by_comma
        listed = by_comma or opened_by_comma or any(op and "、" in text for op, text in segment)
        out.extend(_one_item(segment) if listed else segment)
        segment = []
        opened_by_comma = by_comma

    for op, text in hunks:
        if op:
            segment.append((op, text))
            continue
        first = _STOP.search(text)
        if first is None:
            segment.append((0, text))
            continue
        if first.start():
            segment.append((0, text[: first.start()]))
        close(first[0] == "、")
        last = max(text.rfind(c) for c in _STOPS)
        opened_by_comma = text[last] == "、"
        out.append((0, text[first.start() : last + 1]))
        if last + 1 < len(text):
            segment.append((0, text[last + 1 :]))
    close(False)
    return out


def _one_item(segment: list[Hunk]) -> list[Hunk]:
    old = "".join(text for op, text in segment if op <= 0)
    new = "".join(text for op, text in segment if op >= 0)
    kept = sum(len(text) for op, text in segment if op == 0)
    if not kept or not old or not new or max(len(old), len(new)) > ITEM_TOKENS:
        return segment
    one_sided = len({op for op, _ in segment if op}) == 1
    if kept > ITEM_KEPT_RATIO * max(len(old), len(new)) or (one_sided and len(segment) == 2):
        return segment
    return [(-1, old), (1, new)]


def _numbers_apart(hunks: list[Hunk], codes: _Codes) -> list[Hunk]:
    """Tell 100或1500 becoming 200或1800 as two numbers that changed: the word between them is theirs alone."""
    out: list[Hunk] = []
    for hunk in hunks:
        if hunk[0] > 0 and out and out[-1][0] < 0 and len(out[-1][1]) == len(hunk[1]) > 1:
            pairs = list(zip(out[-1][1], hunk[1], strict=True))
            if any(old == new for old, new in pairs) and all(
                old == new or (codes.is_number(old) and codes.is_number(new)) for old, new in pairs
            ):
                out.pop()
                for old, new in pairs:
                    out += [(0, old)] if old == new else [(-1, old), (1, new)]
                continue
        out.append(hunk)
    return out


# -------------------------------------------------------------------------------------------- telling


def _told(head: str, hunks: list[Hunk], ours: Tokens, theirs: Tokens, tail: str) -> tuple[Edit, ...]:
    """The hunks in the words of both texts; an equal token that is printed in another way is told as replaced."""
    told: list[Edit] = []
    gone: list[str] = []
    come: list[str] = []
    same: list[str] = [head] if head else []

    def flush_changed() -> None:
        for op, parts in (("delete", gone), ("insert", come)):
            if text := "".join(parts):
                told.append((cast(EditOp, op), text))
            parts.clear()

    def flush_same() -> None:
        if text := "".join(same):
            told.append(("equal", text))
        same.clear()

    def tell(old: str, new: str) -> None:
        if old == new:
            if old:
                if gone or come:
                    flush_changed()
                same.append(old)
            return
        if same:
            flush_same()
        gone.append(old)
        come.append(new)

    i = j = 0
    for op, text in hunks:
        size = len(text)
        if op < 0:
            tell(ours.text(i, size), "")
            i += size
        elif op > 0:
            tell("", theirs.text(j, size))
            j += size
        elif (words := ours.text(i, size)) == theirs.text(j, size):
            tell(words, words)
            i, j = i + size, j + size
        else:
            for _ in text:
                tell(ours.lead(i), theirs.lead(j))
                tell(ours.core(i), theirs.core(j))
                i, j = i + 1, j + 1
    tell(ours.tail, theirs.tail)
    tell(tail, tail)
    flush_changed()
    flush_same()
    return _without_shared_spaces(told)


def _without_shared_spaces(told: list[Edit]) -> tuple[Edit, ...]:
    """A space that stands before (or after) both the old and the new words did not change."""
    out: list[Edit] = []

    def put(op: EditOp, text: str) -> None:
        if text and out and out[-1][0] == op:
            out[-1] = (op, out[-1][1] + text)
        elif text:
            out.append((op, text))

    n = 0
    while n < len(told):
        op, text = told[n]
        if op == "delete" and n + 1 < len(told) and told[n + 1][0] == "insert":
            old, new = text, told[n + 1][1]
            head = 0
            while head < min(len(old), len(new)) and old[head] == new[head] and old[head].isspace():
                head += 1
            shared, old, new = old[:head], old[head:], new[head:]
            tail = 0
            while tail < min(len(old), len(new)) and old[-1 - tail] == new[-1 - tail] and old[-1 - tail].isspace():
                tail += 1
            put("equal", shared)
            put("delete", old[: len(old) - tail])
            put("insert", new[: len(new) - tail])
            put("equal", old[len(old) - tail :])
            n += 2
        else:
            put(op, text)
            n += 1
    return tuple(out)
