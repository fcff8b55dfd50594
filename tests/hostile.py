"""Hostile strings for patterns: fragments that policies are made of, repeated, and what a pattern itself asks for."""

from __future__ import annotations

import functools
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from clauselog.facts.patterns import Pattern

FRAGMENTS = (
    " ", "\n", "\t", "a", "a ", "1", "1.", "1.1", "1.1.", "(1)", "(", "((", ")", "[", "]", "<", "<a", "</", "&", "&#", "\"", "'", "*", "**", "_",
    "`", "#", "|", "| ", "-", "- ", ",", ", ", ".", ". ", "...", ":", ";", "/", "\\", "@", "a@", "a.", "%", "$1", "一", "十", "第", "第一条",
    "第1条 ", "一、", "(一)", "、", "，", "。", "；", "：", "《", "》", "《a", "“", "”", "……", "　", "\u200b", "您", "您的", "我们", "我们将", "您不得",
    "信息", "收集", "收集您的", "将您的", "对您", "不", "不会", "或", "和", "的", "与", "等", "在", "为", "年", "1年", "30天", "2024年1月", "元", "100元", "岁",
    "未满14周岁", "法院", "由", "向", "适用", "责任", "不承担", "不超过", "授予", "权限", "训练", "您同意我们", "如果您", "例如", "包括", "用于", "通过",
    "we ", "you ", "your ", "we collect ", "not ", "no ", "the ", "of ", "and ", "or ", "to ", "data, ", "information ", "such as ", "including ", "if you ",
    "when you ", "for ", "with ", "any ", "may ", "will ", "shall ", "liability ", "not be liable ", "exceed ", "usd 5 ", "thirty (30) days ", "under the age of ",
    "courts of ", "laws of ", "grant us ", "you agree that ", "third parties ", "2024-01-01 ", "january 1, ", "i) ", "(i) ", "a) ", "chapter 1 ", "e.g. ",
)  # fmt: skip
"""What policies are made of: words, signs, numbers and markers of both languages."""


def modules_of(name: str) -> list[ModuleType]:
    """The module and, where it is a package, all modules below it."""
    module = import_module(name)
    below = pkgutil.walk_packages(getattr(module, "__path__", ()), name + ".")
    return [module, *(import_module(found.name) for found in below if not found.name.endswith("__main__"))]


def patterns_of(name: str) -> list[re.Pattern[str]]:
    """Every pattern over text that the modules of a package hold, in tables and values too, each once."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    seen: set[int] = set()
    for module in modules_of(name):
        for value in list(vars(module).values()):
            if not isinstance(value, ModuleType):
                for pattern in _within(value, seen):
                    found[pattern.pattern, pattern.flags] = pattern
    return list(found.values())


def _within(value: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Pattern):
        yield value.compiled
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for item in [*value.keys(), *value.values()]:
            yield from _within(item, seen)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from _within(item, seen)
    elif hasattr(type(value), "__dataclass_fields__"):
        for name in type(value).__dataclass_fields__:
            yield from _within(getattr(value, name, None), seen)


# ---------------------------------------------------------------------- what a pattern itself asks for


def samples(pattern: re.Pattern[str], count: int = 6) -> list[str]:
    """Strings that the pattern matches, or nearly: ways through it taken at random, always the same ones."""
    rng = random.Random(repr(pattern.pattern))
    parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    return list(dict.fromkeys(s for _ in range(count) if (s := _written(parsed, rng, {}))))


def _written(items: Any, rng: random.Random, groups: dict[int, str]) -> str:
    return "".join(_one(str(op), argument, rng, groups) for op, argument in items)


def _one(op: str, argument: Any, rng: random.Random, groups: dict[int, str]) -> str:
    if op == "LITERAL":
        return chr(argument)
    if op in ("ANY", "NOT_LITERAL"):
        return rng.choice("甲a1 ")
    if op == "IN":
        return _of_set(argument, rng)
    if op == "BRANCH":
        return _written(rng.choice(argument[1]), rng, groups)
    if op == "SUBPATTERN":
        text = _written(argument[3], rng, groups)
        groups[argument[0] or 0] = text
        return text
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = argument
        times = rng.randint(int(least), max(int(least), min(int(most), 3)))
        return "".join(_written(inner, rng, groups) for _ in range(times))
    if op == "ATOMIC_GROUP":
        return _written(argument, rng, groups)
    if op == "ASSERT":
        return _written(argument[1], rng, groups) if argument[0] > 0 else ""
    if op == "GROUPREF":
        return groups.get(argument, "")
    return ""


def _of_set(items: Any, rng: random.Random) -> str:
    if str(items[0][0]) == "NEGATE":
        return rng.choice("甲a1 ")
    op, argument = rng.choice(items)
    if str(op) == "LITERAL":
        return chr(argument)
    if str(op) == "RANGE":
        return chr(rng.randint(*argument))
    return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(str(argument), "甲")


# ------------------------------------------------------------------------------------------ measuring


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """CPU time to find every match, the best of two where the first took long."""
    best = 9e9
    for _ in range(2):
        started_at = time.process_time()
        for _match in pattern.finditer(text):
            pass
        best = min(best, time.process_time() - started_at)
        if best < 0.002:
            break
    return best


@functools.cache
def repeated(fragment: str, chars: int) -> str:
    """So many characters of it, with a last one that no pattern wants, so that what looks like a match fails."""
    return (fragment * (chars // len(fragment) + 1))[: chars - 1] + "\x01"
