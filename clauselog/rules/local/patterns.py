"""Regular expressions that users write: taken only where they match in time linear in the text.

Python's engine tries again and again. A pattern is accepted where the steps it may take from one place of a text are
bounded, whatever the text: every repetition has an end, and what the repetitions may try together stays under a limit.
So ``仲裁费.{0,20}承担`` is accepted, ``(a+)+`` and ``.*`` are refused, with the reason in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from clauselog.model import Text
from clauselog.text import narrow

LONGEST_CHARS = 300
MOST_STEPS = 2_000
"""How many steps a pattern may take from one place of a text: ``a.{0,30}b.{0,30}c`` takes 1,953."""


class UnsafePattern(ValueError):
    """The pattern is malformed, or could take too long on some text. ``seen`` says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.seen = Text(zh, en)


def safe_pattern(source: str) -> re.Pattern[str]:
    """The pattern compiled for narrowed text, without regard to case. Raises UnsafePattern."""
    if len(source) > LONGEST_CHARS:
        raise UnsafePattern(
            f"模式有 {len(source)} 个字符，最多 {LONGEST_CHARS}",
            f"the pattern has {len(source)} characters, {LONGEST_CHARS} at most",
        )
    written = _narrowed(source)
    try:
        compiled = re.compile(written, re.IGNORECASE)
        parsed = import_module("re._parser").parse(written, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnsafePattern(f"模式“{source}”不成立：{error}", f"the pattern '{source}' is malformed: {error}") from None
    if compiled.match("") is not None or compiled.search(" ") is not None:
        raise UnsafePattern(f"模式“{source}”连空白也能匹配", f"the pattern '{source}' matches where nothing is written")
    _, steps = _cost(parsed, source)
    if steps > MOST_STEPS:
        raise UnsafePattern(
            f"模式“{source}”在每个字符处最多可能要走 {_many(steps)} 步，上限 {MOST_STEPS:,}："
            "请缩短 .{0,40} 一类的间隔，或减少其数量",
            f"the pattern '{source}' could take {_many(steps)} steps at each character, {MOST_STEPS:,} at most: "
            "make gaps such as .{0,40} shorter, or fewer",
        )
    return compiled


def _narrowed(source: str) -> str:
    """The pattern as texts are searched: full-width signs stand for themselves, so a folded one is escaped."""
    return "".join(old if old == new else re.escape(new) for old, new in zip(source, narrow(source), strict=True))


def _many(steps: int) -> str:
    return f"{steps:,}" if steps < 10**9 else "10^9+"


# ------------------------------------------------------------------------------------------- reckoning

_CEILING = 10**12
_ONE_CHARACTER = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN", "CATEGORY", "RANGE"})


def _cost(items: Iterable[tuple[Any, Any]], source: str) -> tuple[int, int]:
    """Upper bounds for one place of a text: in how many ways the items can match, and the steps to try them all."""
    ways, steps = 1, 0
    for op, argument in items:
        w, s = _cost_of(str(op), argument, source)
        steps = min(_CEILING, steps + ways * s)
        ways = min(_CEILING, ways * w)
    return ways, steps


def _cost_of(op: str, argument: Any, source: str) -> tuple[int, int]:
    if op in _ONE_CHARACTER or op == "AT":
        return 1, 1
    if op == "SUBPATTERN":
        return _cost(argument[3], source)
    if op == "BRANCH":
        each = [_cost(items, source) for items in argument[1]]
        return sum(w for w, _ in each), 1 + sum(s for _, s in each)
    if op in ("ASSERT", "ASSERT_NOT"):
        return 1, 1 + _cost(argument[1], source)[1]
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, repeated = argument
        return _repeated(least, most, repeated, source)
    raise UnsafePattern(
        f"模式“{source}”使用了不支持的写法（反向引用、条件或占有量词）",
        f"the pattern '{source}' uses what is not supported: a back reference, a condition or a possessive repetition",
    )


def _repeated(least: Any, most: Any, items: Any, source: str) -> tuple[int, int]:
    if int(most) > LONGEST_CHARS:
        raise UnsafePattern(
            f"模式“{source}”含有没有上限的重复（* + {{n,}}）：请写明上限，例如 .{{0,40}}",
            f"the pattern '{source}' holds a repetition without an end (* + {{n,}}): give it one, as in .{{0,40}}",
        )
    w, s = _cost(items, source)
    ways = steps = 0
    so_far = 1
    for n in range(int(most) + 1):
        if n >= int(least):
            ways = min(_CEILING, ways + so_far)
        if n < int(most):
            steps = min(_CEILING, steps + so_far * s)
        so_far = min(_CEILING, so_far * w)
    return ways, steps
