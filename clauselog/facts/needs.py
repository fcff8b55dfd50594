"""Which words must stand in a text for a pattern to match there, read from the pattern's own source.

``needs_of(r"\\b(?:sells?|sold)\\b[^.]{0,40}\\bdata\\b")`` is ("sell" or "sold") and "data". Where those words are wanting the
pattern need not be tried. What the reader does not understand asks for nothing: a need too few costs time, a need too many
would lose a match. The method is that of Cox, "Regular Expression Matching with a Trigram Index" (2012), on whole words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Need:
    """At least one of ``words`` must stand in the text; where there are ``branches``, all needs of one of them too."""

    words: frozenset[str]
    branches: tuple[tuple[Need, ...], ...] = ()


class _Part(NamedTuple):
    """Part of a pattern: all that it can match (None: more than can be listed), and what it needs besides."""

    exact: frozenset[str] | None
    needs: tuple[Need, ...] = ()


_NOTHING = _Part(frozenset(("",)))  # matches between two characters
_ANYTHING = _Part(None)
_EVERYWHERE = frozenset(
    ("an", "and", "as", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our", "so", "that", "the", "this",
     "to", "with", "you", "your")
)  # fmt: skip
"""Words that stand in most English sentences, or inside other words of them: they keep no pattern off."""
_MOST_SPELLINGS = 24
"""Of a run of adjoining parts; more of them and the parts are needed one by one."""
_MOST_COMPARED = 40
_TOKEN = re.compile(
    r"(?P<words>\(\?:[^\\\[\](){}|?*+.^$]+(?:\|[^\\\[\](){}|?*+.^$]+)*\))|(?P<text>[^\\\[\](){}|?*+.^$]+)|(?P<escape>\\.)|\[(?P<set>\^?\]?(?:\\.|[^\]\\]){0,300})\]"
    r"|(?P<open>\((?:\?(?::|=|!|<=|<!|P<\w+>))?)(?!\?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<times>[?*+]\??|\{(?:\d+(?:,\d*)?|,\d+)\}\??)|(?P<edge>[.^$])",
    re.DOTALL,
)


class _NotUnderstood(Exception):
    pass


def needs_of(source: str) -> tuple[Need, ...]:
    """Every one of them must be met where the pattern matches; () where nothing can be told."""
    tokens: list[tuple[str, str]] = []
    at = 0
    for match in _TOKEN.finditer(source):
        if match.start() != at or match.lastgroup is None:
            return ()
        tokens.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    if at != len(source):
        return ()
    tokens.append(("close", ""))
    try:
        part, end = _alternatives(tokens, 0)
    except _NotUnderstood:
        return ()
    return _needs(part) if end == len(tokens) else ()


def _alternatives(tokens: list[tuple[str, str]], at: int) -> tuple[_Part, int]:
    """What stands from there to the closing bracket, and the token behind it."""
    branches: list[_Part] = []
    while True:
        if tokens[at][0] == "text" and tokens[at + 1][0] in ("bar", "close"):
            part, at = _Part(frozenset((tokens[at][1],))), at + 1
        else:
            part, at = _sequence(tokens, at)
        branches.append(part)
        if tokens[at][0] == "close":
            return _either(branches), at + 1
        at += 1


def _sequence(tokens: list[tuple[str, str]], at: int) -> tuple[_Part, int]:
    run = _NOTHING.exact or frozenset()
    needs: list[Need] = []
    whole = True  # nothing but ``run`` so far
    while (kind := tokens[at][0]) not in ("close", "bar"):
        text = tokens[at][1]
        at += 1
        repeats = tokens[at][1] if tokens[at][0] == "times" else ""
        if kind == "text":
            if repeats and len(text) > 1:
                run = frozenset(word + text[:-1] for word in run)
                text = text[-1]
            part = _Part(frozenset((text,)))
        elif kind == "words":
            part = _Part(frozenset(text[3:-1].split("|")))
        elif kind == "open":
            part, at = _alternatives(tokens, at)
            if text in ("(?!", "(?<!"):
                part = _NOTHING
            elif text in ("(?=", "(?<="):  # what follows stands there as well, but not behind what was matched
                needs += _needs(part)
                part = _NOTHING
            repeats = tokens[at][1] if tokens[at][0] == "times" else ""
        elif kind == "escape":
            part = _escaped(text)
        elif kind == "set":
            part = _of_set(text)
        elif kind == "edge":
            part = _ANYTHING if text == "." else _NOTHING
        else:
            raise _NotUnderstood
        if repeats:
            part = _repeated(part, repeats)
            at += 1
        if part.exact is None:
            needs += [*_spelt(run), *part.needs]
            run, whole = _NOTHING.exact or run, False
        elif len(run) * len(part.exact) <= _MOST_SPELLINGS:
            run = frozenset(one + other for one in run for other in part.exact)
        else:
            needs += _spelt(run)
            run, whole = part.exact, whole and run == _NOTHING.exact
    if whole and not needs:
        return _Part(run), at
    return _Part(None, (*needs, *_spelt(run))), at


def _escaped(text: str) -> _Part:
    if text == r"\b":
        return _NOTHING
    if text[1] in "wWdDsS":
        return _ANYTHING
    if text[1].isalnum():
        raise _NotUnderstood
    return _Part(frozenset((text[1],)))


def _of_set(chars: str) -> _Part:
    if len(chars) > 8 or not chars or chars[0] in "^]" or "\\" in chars or "-" in chars[1:-1]:
        return _ANYTHING
    return _Part(frozenset(chars))


def _repeated(part: _Part, times: str) -> _Part:
    least = {"?": 0, "*": 0, "+": 1}.get(times[0])
    if least is None:
        first = times[1:].split(",")[0].rstrip("}?")
        least = int(first) if first else 0
    if times.rstrip("?") in ("", "{0,1}") and part.exact is not None and len(part.exact) < _MOST_SPELLINGS:
        return _Part(part.exact | {""})
    return _Part(None, _needs(part)) if least else _ANYTHING


def _either(branches: list[_Part]) -> _Part:
    if len(branches) == 1:
        return branches[0]
    if all(branch.exact is not None for branch in branches):
        return _Part(frozenset(word for branch in branches for word in branch.exact or ()))
    needed = [_needs(branch) for branch in branches]
    if not all(needed):
        return _ANYTHING
    least = frozenset(word for needs in needed for word in min(needs, key=_frequency).words)
    tells_more = any(len(needs) > 1 or needs[0].branches for needs in needed)
    return _Part(None, (Need(_shortest(least), tuple(needed) if tells_more else ()),))


def _needs(part: _Part) -> tuple[Need, ...]:
    return part.needs if part.exact is None else tuple(_spelt(part.exact))


def _spelt(run: frozenset[str]) -> list[Need]:
    """The need of a run of characters in one of its spellings; none where one of them stands nearly everywhere."""
    words = {word.strip() for word in run}
    return [] if max(map(_commonness, words)) > 0.5 else [Need(_shortest(words))]


def _shortest(words: Collection[str]) -> frozenset[str]:
    """Without the words that hold another one of them, where there are few enough to compare."""
    if len(words) > _MOST_COMPARED or len(words) == 1:
        return frozenset(words)
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in kept):
            kept.append(word)
    return frozenset(kept)


def _frequency(need: Need) -> float:
    return sum(map(_commonness, need.words))


def _commonness(word: str) -> float:
    """How often a word of that length stands in a sentence, roughly."""
    if word in _EVERYWHERE:
        return 1.0
    if word.isascii():
        return (1.0, 1.0, 0.4, 0.2, 0.1, 0.06, 0.04)[min(len(word), 6)]
    return (1.0, 0.3, 0.05, 0.02)[min(len(word), 3)]
