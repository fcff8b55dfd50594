"""Bytes → text: BOM → header → meta → detection; what cannot be decoded is an error, never a replacement character.

Servers and pages often name a charset that the bytes are not in, and most charsets fit most bytes. So a name is
believed only where what it makes of the bytes can be text: GB18030 and Big5 read as one another give characters that
nobody uses, UTF-8 read as Latin gives none that anybody would write.
"""

from __future__ import annotations

import codecs
import re

from clauselog.errors import UndecodableText
from clauselog.model import Text

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
          "ascii": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
          "big5": "big5hkscs", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "euc-kr": "cp949"}  # fmt: skip
"""What pages say and what they hold: browsers read the wider charset, and so do we (WHATWG Encoding)."""
_MULTIBYTE = ("gb18030", "big5hkscs", "cp932", "cp949", "euc-jp", "euc_jp", "utf-8", "iso2022-jp", "iso-2022-jp")
_NO_CHARSETS = frozenset(
    ("unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf_7", "undefined", "mbcs", "oem")
)
"""What Python decodes by and no page is written in."""
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面"
    "起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政相见被"
    "利什二等产或新己制身果加月话合回特代内信表化给世位次度门任常先通教原提立及比员解名真处各入认条平系题更别变总何电数安少报结受目量建务做接必场件计管期市直"
    "资命金指许统区保至社便决治展司基非则界达放强即权完设式路记品住告类求据程该交规取望术领共确您息私隐策服户址码收集供护网站"
    "這個們來為國說時會對於著過發後裡種經麼學現當沒動還進樣開從實無與長機關點業將兩間問並應頭體見產話內給門員處認條題別變總電數報結務場計資許統區決則達強權"
    "設記類據術領確訊隱戶碼蒐護網"
)
"""Characters that every Chinese text is full of, simplified and traditional."""
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ’‘“”–—«»…•·°§©®™€¡¿\u00a0")
"""What is beyond ASCII in the languages of Western Europe: browsers' guess where nothing else is known."""
_NO_ORDER = ("utf-16", "utf_16", "utf16")
"""Names that leave the order of bytes to a mark at the head; Python takes its machine's where there is none."""
_LEAST_COMMON_RATIO = 0.25
_ENOUGH_HAN = 20
_LEAST_UTF8 = 5
_DAMAGE = re.compile("\ufffd+")


def decode(body: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the charset it was read with. Raises UndecodableText.

    A declared charset that does not fit every byte, or makes no text of them, is a wrong declaration, and the next
    witness is heard.
    """
    for bom, charset in BOMS:
        if body.startswith(bom):
            return _checked(body, charset, declared)
    tried: list[str] = []
    meta = _META.search(body[:4096])
    for name in (declared, meta[1].decode("ascii") if meta else None):
        if name and (text := _strict(body, name)) is not None and _is_text(text, _canonical(name), body):
            return text, _canonical(name)
        if name:
            tried.append(name)
    if b"\x1b$" in body and (text := _strict(body, "iso-2022-jp")) is not None:
        return text, "iso-2022-jp"
    text = _strict(body, "utf-8")
    if text is not None:
        return text, "utf-8"
    chinese = [(name, text) for name in ("gb18030", "big5hkscs") if (text := _strict(body, name)) is not None]
    chinese = [(name, text) for name, text in chinese if _plausible_chinese(text)]
    if chinese:
        name, text = max(chinese, key=lambda found: _common_ratio(found[1]))
        return text, name
    tried += ["utf-8", "gb18030"]
    if _nearly_utf8(body) is None:
        from charset_normalizer import from_bytes  # the last resort, and slow to import

        western = _strict(body, "cp1252")
        if western is not None and all(c in _WESTERN for c in western if ord(c) > 127):
            return western, "cp1252"
        best = from_bytes(body[:200_000]).best()
        if best is not None and (text := _strict(body, best.encoding)) is not None:
            return text, _canonical(best.encoding)
    raise _undecodable(body, tried)


def _canonical(name: str) -> str:
    low = name.strip().lower()
    return _WIDER.get(low, low)


def _strict(body: bytes, name: str) -> str | None:
    try:
        if codecs.lookup(_canonical(name)).name.replace("-", "_") in _NO_CHARSETS:
            return None
        text = body.decode(_canonical(name))
        if _canonical(name) in _NO_ORDER and not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = max((body.decode(order) for order in ("utf-16-le", "utf-16-be")), key=_ordinary_ratio)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    return None if "\ufffd" in text or "\x00" in text else text


# ------------------------------------------------------------------------------------ can it be text?


def _is_text(text: str, charset: str, body: bytes) -> bool:
    """Whether what a declared charset makes of the bytes can be what was written."""
    if charset in ("gb18030", "big5hkscs"):
        private = sum("\ue000" <= c <= "\uf8ff" for c in text[:50_000])
        han = _han(text)
        return private <= 0.01 * len(han) + 1 and (
            len(han) < _ENOUGH_HAN or _common_ratio(text) >= _LEAST_COMMON_RATIO or _has_kana(text)
        )
    if charset in ("cp932", "euc-jp", "euc_jp"):
        wide = [c for c in text[:50_000] if ord(c) > 127]
        return sum("\uff61" <= c <= "\uff9f" for c in wide) <= 0.2 * len(wide)
    if charset.startswith(("utf-16", "utf_16", "utf-32", "utf_32", "utf16", "utf32")):
        return _strict(body, "utf-8") is None
    if charset in _MULTIBYTE:
        return True
    if body.isascii():
        return True
    # one byte a character fits any bytes: where they make good UTF-8 or Chinese, it was declared wrongly
    if _strict(body, "utf-8") is not None or _nearly_utf8(body) is not None:
        return False
    other = _strict(body, "gb18030")
    return other is None or len(_han(other)) < _ENOUGH_HAN or not _plausible_chinese(other)


def _plausible_chinese(text: str) -> bool:
    """GB18030 decodes much that is none: most of what is beyond ASCII must be Chinese, and some of it common."""
    wide = [c for c in text[:50_000] if ord(c) > 127]
    fitting = sum(
        "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef" or c in "“”‘’—…·《》"
        for c in wide
    )
    return not wide or (
        fitting > 0.85 * len(wide) and (len(_han(text)) < _ENOUGH_HAN or _common_ratio(text) >= _LEAST_COMMON_RATIO)
    )


def _han(text: str) -> list[str]:
    return [c for c in text[:50_000] if "\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff"]


def _common_ratio(text: str) -> float:
    han = _han(text)
    return sum(c in _COMMON for c in han) / len(han) if han else 0.0


def _ordinary_ratio(text: str) -> float:
    """How much of it is ASCII or common Chinese: much in the right order of bytes, little in the other."""
    head = text[:5_000]
    return sum(c < "\x7f" or c in _COMMON for c in head) / max(1, len(head))


def _has_kana(text: str) -> bool:
    return any("\u3041" <= c <= "\u30fa" for c in text[:50_000])


def _nearly_utf8(body: bytes) -> int | None:
    """The place of the first byte that is wrong in what else is UTF-8; None where it is not meant to be."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = body[:200_000].decode("utf-8", "replace")
        good, bad = sum(ord(c) > 127 and c != "\ufffd" for c in text), len(_DAMAGE.findall(text))
        return error.start if good >= max(_LEAST_UTF8, 9 * bad) else None
    return None


# --------------------------------------------------------------------------------------------- errors


def _checked(body: bytes, charset: str, declared: str | None) -> tuple[str, str]:
    text = _strict(body, charset)
    if text is None:
        raise _undecodable(body, [charset, *([declared] if declared else [])])
    return text, charset.removesuffix("-sig")


def _undecodable(body: bytes, tried: list[str]) -> UndecodableText:
    return UndecodableText(
        Text(zh="把字节解码为文字", en="Decoding the bytes into text"),
        _what_is_wrong(body, tried),
        Text(
            zh="请确认文件完整、未损坏，或在声明中写明字符集（charset）",
            en="Check that the file is whole, or that the server states the right charset",
        ),
    )


def _what_is_wrong(body: bytes, tried: list[str]) -> Text:
    """Damage done before the bytes came here, an end that is cut off, a single wrong byte; else which were tried."""
    for name in dict.fromkeys([*tried, "utf-8"]):
        try:
            text = body.decode(_canonical(name))
        except UnicodeDecodeError as error:
            if len(body) - error.start <= 4 and error.start >= len(body) // 2 and not body[: error.start].isascii():
                at = error.start
                return Text(
                    zh=f"{name} 的最后一个字符不完整（第 {at} 字节起），内容被截断",
                    en=f"its last {name} character is incomplete (from byte {at}), so the content was cut short",
                )
            continue
        except (LookupError, ValueError):
            continue
        for sign, code in (("\ufffd", "U+FFFD"), ("\x00", "U+0000")):
            if sign in text:
                count, at = text.count(sign), text.index(sign)
                return Text(
                    zh=f"来源本身含有 {count} 个 {code}，首个在第 {at} 个字符处：原文在发布前已经损坏",
                    en=f"the source itself holds {code} ({count} in all, first at character {at}): damaged before",
                )
    wrong = _nearly_utf8(body)
    if wrong is not None:
        return Text(
            zh=f"第 {wrong} 字节（0x{body[wrong]:02x}）不是 UTF-8，其余是",
            en=f"byte {wrong} (0x{body[wrong]:02x}) is no UTF-8, though the rest is",
        )
    names = ", ".join(dict.fromkeys(tried))
    return Text(zh=f"试过 {names}，都有无法解码的字节", en=f"no charset fits every byte (tried {names})")
