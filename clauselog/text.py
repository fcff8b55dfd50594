"""One place that says which differences of writing are none.

``narrow`` keeps the length, so offsets into a narrowed text are offsets into the text as published; facts are
read from it. ``key`` is what two texts are compared by: width, quotes, dashes, spaces between scripts, case of
nothing else. What is shown and quoted is always the text as published.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = {**dict.fromkeys("“”„‟«»＂〝〞", '"'), **dict.fromkeys("‘’‚‛＇´`", "'")}
_DASHES = dict.fromkeys("‐‑‒–—―−﹣－", "-")
_SPACES = dict.fromkeys(
    "\t\n\r\v\f\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000",
    " ",
)
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062"
    "\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that no reader sees: dropped when a page is read, so that they can neither hide nor fake a change."""


def _width_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in [*range(0xFF01, 0xFFEF), *range(0x2F00, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2E80, 0x2F00)]:
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")


# A search for the few characters that fold, six times as fast as str.translate over Chinese text.
_NARROW = {**{chr(code): t for code, t in _width_table().items()}, **_QUOTES, **_DASHES, **_SPACES}
_NARROWED = _any_of(_NARROW)
_FOLD = {**_NARROW, **dict.fromkeys(INVISIBLE, ""), "…": "..."}
_FOLDED = _any_of(_FOLD)

CJK = "\u2e80-\u2fdf\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""A character class (without brackets) of the scripts that are written without spaces."""
_CJK_LIKE = CJK + "\u3001\u3002\u3008-\u3011\u3014-\u301b·…"
_LOOSE_SPACE = re.compile(
    rf" (?:(?<=[{_CJK_LIKE}] )|(?=[{_CJK_LIKE}])|(?<=[(,:;!?\"'] )(?=[{CJK}])|(?=[),:;!?]))"  # of single spaces
)
_MANY_SPACES = re.compile(r" {2,}")


def narrow(text: str) -> str:
    """Full-width forms, quotes, dashes and every kind of space in their ASCII form, traditional characters in their
    simplified one; as long as ``text``."""
    return _simplified(_NARROWED.sub(lambda m: _NARROW[m[0]], text))


def _simplified(text: str) -> str:
    """Traditional characters folded, one for one, so that 服務 and 服务 are the same word.

    GB 2312 holds no traditional form: what fits it, and what has no Chinese at all, needs no table.
    """
    if text.isascii():
        return text
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return text.translate(_traditional()) if has_cjk(text) else text
    return text


@lru_cache(maxsize=1)
def _traditional() -> dict[int, str]:
    """Every traditional character with its simplified form, from OpenCC's tables; slow to make, so made when needed."""
    from opencc import OpenCC

    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    folded = OpenCC("t2s").convert(" ".join(characters)).split(" ")
    return {ord(a): b for a, b in zip(characters, folded, strict=True) if a != b and len(b) == 1}


def variants(character: str) -> tuple[str, ...]:
    """A character and all that ``narrow`` takes for the same: 务 with 務."""
    return (character, *_written_otherwise().get(character, ()))


@lru_cache(maxsize=1)
def _written_otherwise() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for code, simple in _traditional().items():
        forms[simple] = (*forms.get(simple, ()), chr(code))
    return forms


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What two texts are compared by: equal keys mean that a reader would see the same words."""
    folded = _simplified(_FOLDED.sub(lambda m: _FOLD[m[0]], text))
    return _LOOSE_SPACE.sub("", _MANY_SPACES.sub(" ", folded)).strip()


def sha256_hex(data: bytes | str) -> str:
    """The lower-case hex SHA-256 of the bytes, or of the UTF-8 of the text."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def has_cjk(text: str) -> bool:
    return _CJK_ANY.search(text) is not None


_CJK_ANY = re.compile(rf"[{CJK}]")
