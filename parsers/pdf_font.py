"""A font of one glyph, a box, for every character: what PDFium measures text with where a PDF embeds no font.

PDFium takes the machine's fonts for that. Then the same bytes are read differently on different machines: where there
is no Chinese font, every character measures nothing and lines that say the same are taken for one. And drawing the
outlines of a real one to measure them takes 20 ms a page.
"""

from __future__ import annotations

import struct
from functools import lru_cache

UNITS = 1000
ASCENT, DESCENT = 880, -120
_NAME = "Box"
_CODE_PAGES = 1 << 17 | 1 << 18 | 1 << 19 | 1 << 20
"""Japanese, simplified Chinese, Korean, traditional Chinese: what PDFium looks for in OS/2 ulCodePageRange1."""
_RANGES = ((0x20, 0x7E), (0xA0, 0xD7FF), (0xE000, 0xFFFD), (0x20000, 0x3FFFF))


@lru_cache(maxsize=1)
def box_font() -> bytes:
    """The font as a TrueType file (OpenType 1.9); its cmap is of format 13, many characters to one glyph."""
    box = _glyph(40, DESCENT + 40, UNITS - 40, ASCENT - 40)
    tables = {
        b"OS/2": struct.pack(
            ">HhHHHhhhhhhhhhhh10s4L4sHHHhhhHHLL", 1, UNITS, 400, 5, 0, *[100] * 10, 0, bytes(10), 0, 0, 0, 0, b"none",
            0x40, 0x20, 0xFFFF, ASCENT, DESCENT, 0, ASCENT, -DESCENT, _CODE_PAGES, 0),
        b"cmap": _cmap(),
        b"glyf": box * 2,
        b"head": struct.pack(
            ">HHLLLHHQQhhhhHHhhh", 1, 0, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 40, DESCENT + 40, UNITS - 40,
            ASCENT - 40, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">HHhhhHhhhhhh8xhH", 1, 0, ASCENT, DESCENT, 0, UNITS, 40, 40, UNITS - 40, 1, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", UNITS, 40, UNITS, 40),
        b"loca": struct.pack(">3H", 0, len(box) // 2, len(box)),
        b"maxp": struct.pack(">L14H", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": _name(),
        b"post": struct.pack(">LLhhL16x", 0x30000, 0, -100, 50, 0),
    }  # fmt: skip
    head = struct.pack(">LHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    directory, data, at = b"", b"", len(head) + 16 * len(tables)
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">LLL", checksum, at + len(data), len(table))
        data += padded
    return head + directory + data


def _glyph(left: int, bottom: int, right: int, top: int) -> bytes:
    """One contour of four points on the curve, in words: 1 is *on the curve*."""
    header = struct.pack(">hhhhhHH", 1, left, bottom, right, top, 3, 0)
    points = bytes([1, 1, 1, 1])
    xs = struct.pack(">4h", left, 0, right - left, 0)
    ys = struct.pack(">4h", bottom, top - bottom, 0, bottom - top)
    glyph = header + points + xs + ys
    return glyph + bytes(-len(glyph) % 4)


def _cmap() -> bytes:
    groups = b"".join(struct.pack(">LLL", first, last, 1) for first, last in _RANGES)
    table = struct.pack(">HHLLL", 13, 0, 16 + len(groups), 0, len(_RANGES)) + groups
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table


def _name() -> bytes:
    texts = {1: _NAME, 2: "Regular", 4: _NAME, 6: _NAME}
    records, data = b"", b""
    for number, text in texts.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(encoded), len(data))
        data += encoded
    records_mac = b""
    for number, text in texts.items():
        records_mac += struct.pack(">6H", 1, 0, 0, number, len(text), len(data))
        data += text.encode("ascii")
    count = 2 * len(texts)
    return struct.pack(">HHH", 0, count, 6 + 12 * count) + records_mac + records + data
