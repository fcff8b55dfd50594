"""Bytes → text: header → BOM → meta → detection; what cannot be decoded is an error, never a replacement character."""

from __future__ import annotations

import codecs
import re

from clauselog.errors import UndecodableText
from clauselog.model import Text

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
          "ascii": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
          "big5": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "euc-kr": "cp949"}  # fmt: skip
"""What pages say and what they hold: browsers read the wider charset, and so do we (WHATWG Encoding)."""
_MUST_BE_MULTIBYTE = ("gb18030", "big5hkscs", "cp932", "cp949", "euc-jp", "utf-8")


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the charset it was read with. Raises UndecodableText.

    A declared charset that does not fit every byte is a wrong declaration, and the next witness is heard.
    """
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return _checked(body, charset, declared)
    tried: list[str] = []
    meta = _META.search(body[:4096])
    for name in (declared, meta[1].decode("ascii") if meta else None):
        if name and (text := _strict(body, name)) is not None and not _mojibake(text, name, body):
            return text, _canonical(name)
        if name:
            tried.append(name)
    for charset in ("utf-8", "gb18030"):
        text = _strict(body, charset)
        if text is not None and (charset == "utf-8" or _plausible_chinese(text)):
            return text, charset
        tried.append(charset)
    from charset_normalizer import from_bytes  # the last resort, and slow to import

    best = from_bytes(body[:200_000]).best()
    if best is not None and (text := _strict(body, best.encoding)) is not None:
        return text, _canonical(best.encoding)
    raise _undecodable(tried)


def _canonical(name: str) -> str:
    low = name.strip().lower()
    return _WIDER.get(low, low)


def _strict(body: bytes, name: str) -> str | None:
    try:
        text = body.decode(_canonical(name))
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return None if "\ufffd" in text or "\x00" in text else text


def _mojibake(text: str, name: str, body: bytes) -> bool:
    """A single-byte charset fits any bytes: where they are good UTF-8 or GB18030, it was declared wrongly."""
    if _canonical(name) in _MUST_BE_MULTIBYTE or body.isascii():
        return False
    return _strict(body, "utf-8") is not None


def _plausible_chinese(text: str) -> bool:
    """GB18030 decodes much that is none: most of what is beyond ASCII must be common Chinese."""
    wide = [c for c in text[:50_000] if ord(c) > 127]
    common = sum(
        "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" or c in "“”‘’—…·《》"
        for c in wide
    )
    return not wide or common > 0.85 * len(wide)


def _checked(body: bytes, charset: str, declared: str | None) -> tuple[str, str]:
    text = _strict(body, charset)
    if text is None:
        raise _undecodable([charset, *([declared] if declared else [])])
    return text, charset.removesuffix("-sig")


def _undecodable(tried: list[str]) -> UndecodableText:
    names = ", ".join(dict.fromkeys(tried))
    return UndecodableText(
        Text(zh="把字节解码为文字", en="Decoding the bytes into text"),
        Text(zh=f"试过 {names}，都有无法解码的字节", en=f"no charset fits every byte (tried {names})"),
        Text(
            zh="请确认文件未损坏，或在声明中写明字符集（charset）",
            en="Check that the file is whole, or that the server states the right charset",
        ),
    )
