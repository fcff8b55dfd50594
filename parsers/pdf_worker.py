"""The process that touches PDF bytes: reads a file from standard input, prints its lines as JSON, and ends.

PDFium is native code and not thread-safe, so hostile files meet it here, under limits of time, memory and output,
where a crash is only an exit status. Imports nothing of clauselog, is started without site-packages (its argument
says where PDFium's bindings lie) and without the parent's environment: it starts quickly and has nothing to leak.

Of every page: width, height (points), lines in PDFium's order, each ``[text, left, right, baseline, size, lead,
slanted, cuts, raised]``, and the straight rules drawn on it, each ``[left, low, right, high]``. ``lead`` is how many
leading characters are bold; ``cuts`` are ``[at, end, start]`` where a gutter between columns or a rule between cells
would part the text, with the places where one part ends and the next starts; ``raised`` are the places of digits
printed as superscript.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from typing import Any

MEMORY_BYTES = 1_000_000_000
CPU_S = 60
OUTPUT_BYTES = 200_000_000
MOST_PAGES = 2_000
MOST_CHARS = 5_000_000

_HYPHENATED = "\ufffe"
"""PDFium's sign for a hyphen at the end of a line whose word goes on in the next."""
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|simhei|heiti|[-_ ]hei\b", re.IGNORECASE)
_FORCE_BOLD, _BOLD_WEIGHT = 1 << 18, 600
_FILL_AND_STROKE = 2
_REFERENCE = re.compile(r"(?<=[^\s\d.,:/-])\d{1,2}(?![\d.%])")
_BREAK = re.compile(r"[\r\n" + _HYPHENATED + "]+")
_GUTTER_FROM, _GUTTER_TO = 0.2, 0.8
_GUTTER_PT = 9.0
_MOST_GUTTERS = 3
_COLUMN_PT = 60.0
_MOST_STARTS = 400
_LEAST_LINES = 6
_MOST_CROSSING = 0.2
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 4_000
_MOST_RULES = 30_000
_RULE_PT = 6.0
_STRAIGHT_PT = 0.7
_IN_RULE_PT = 1.5


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the parent's time-out still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_BYTES, OUTPUT_BYTES))


def main() -> int:
    body = sys.stdin.buffer.read()
    _limit()
    if len(sys.argv) > 1:
        sys.path.append(sys.argv[1])
    import pypdfium2_raw as raw

    _start(raw)
    try:
        found: dict[str, Any] = _read(body, raw)
    except MemoryError:
        found = {"error": "memory"}
    sys.stdout.write(json.dumps(found))  # json.dump is the slow one: it writes piece by piece
    sys.stdout.flush()
    return 0


def _start(raw: Any) -> None:
    """With the font that lies in the working directory and none of this machine's: every machine has others."""
    config = raw.FPDF_LIBRARY_CONFIG()
    paths = (ctypes.c_char_p * 2)(b".", None)
    config.version = 2
    config.m_pUserFontPaths = ctypes.cast(paths, type(config.m_pUserFontPaths))
    raw.FPDF_InitLibraryWithConfig(config)


def _read(body: bytes, raw: Any) -> dict[str, Any]:
    document = raw.FPDF_LoadMemDocument64(body, len(body), None)
    if not document:
        return {"error": "password" if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD else "broken"}
    count = raw.FPDF_GetPageCount(document)
    if not 0 < count <= MOST_PAGES:
        return {"error": "pages" if count > MOST_PAGES else "broken", "count": count}
    pages, chars = [], 0
    rules = _Rules(raw)
    for index in range(count):
        page = raw.FPDF_LoadPage(document, index)
        text = raw.FPDFText_LoadPage(page) if page else None
        if not text:
            return {"error": "broken"}
        chars += max(0, raw.FPDFText_CountChars(text))
        if chars > MOST_CHARS:
            return {"error": "long", "count": chars}
        size = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        pages.append(_Page(raw, text, size, rules.of(page)).as_json())
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
    return {"pages": pages}


class _Rules:
    """Reads the horizontal and vertical lines that paths draw, edges of rectangles included, on all pages together."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._matrix = raw.FS_MATRIX()
        self._to_matrix = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._left = _MOST_RULES

    def of(self, page: Any) -> list[list[float]]:
        raw, found = self._raw, list[list[float]]()
        objects = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
        get, kind, path = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_PATH
        for index in range(objects):
            drawn = get(page, index)
            if kind(drawn) == path:
                found += self._of_path(drawn)
                if len(found) > self._left:
                    return []
        self._left -= len(found)
        return found

    def _of_path(self, path: Any) -> list[list[float]]:
        raw, found = self._raw, list[list[float]]()
        if not raw.FPDFPageObj_GetMatrix(path, self._to_matrix):
            return []
        m = self._matrix
        begun = at = (0.0, 0.0)
        for index in range(min(raw.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
            segment = raw.FPDFPath_GetPathSegment(path, index)
            if not raw.FPDFPathSegment_GetPoint(segment, self._to_x, self._to_y):
                continue
            x, y = self._x.value, self._y.value
            to = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                begun = to
            elif kind == raw.FPDF_SEGMENT_LINETO:
                _add_rule(found, at, to)
            at = to
            if raw.FPDFPathSegment_GetClose(segment):
                _add_rule(found, at, begun)
                at = begun
        return found


def _add_rule(found: list[list[float]], a: tuple[float, float], b: tuple[float, float]) -> None:
    wide, high = abs(a[0] - b[0]), abs(a[1] - b[1])
    if min(wide, high) <= _STRAIGHT_PT and max(wide, high) >= _RULE_PT:
        found.append([_r(min(a[0], b[0])), _r(min(a[1], b[1])), _r(max(a[0], b[0])), _r(max(a[1], b[1]))])


class _Page:
    """One page's lines. Every call into PDFium costs as much as ten of Python's, so a line asks as little as it can."""

    def __init__(self, raw: Any, text: Any, size: tuple[float, float], rules: list[list[float]]) -> None:
        self.raw, self.page, (self.width, self.height), self.rules = raw, text, size, rules
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._to_box, self._to_matrix = ctypes.byref(self._box), ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._fonts: dict[int, bool] = {}

    def as_json(self) -> dict[str, Any]:
        text = self._text()
        spans = []
        at = 0
        for m in _BREAK.finditer(text):
            spans.append((at, m.start(), m[0][0] == _HYPHENATED))
            at = m.end()
        spans.append((at, len(text), False))
        lines = []
        for start, end, hyphenated in spans:
            part = text[start:end]
            if bare := part.strip():
                first = start + len(part) - len(part.lstrip())
                lines.append((bare, first, first + len(bare), hyphenated))
        measured = [self._line(*line) for line in lines]
        uprights = [rule for rule in self.rules if rule[2] - rule[0] < rule[3] - rule[1]]
        gutters = self._gutters(len(lines), measured)
        if uprights or gutters:
            for line, (_, first, end, _) in zip(measured, lines, strict=True):
                self._part(line, first, end, gutters, uprights)
        size = {"width": _r(self.width), "height": _r(self.height)}
        return {**size, "lines": measured, "rules": self.rules}

    def _text(self) -> str:
        """One character per index of PDFium's; what it cannot name is a NUL."""
        count = max(0, self.raw.FPDFText_CountChars(self.page))
        if not count:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = self.raw.FPDFText_GetText(self.page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(0, got - 1)].decode("utf-16-le", "replace")
        if len(text) == count and "\ufffd" not in text:
            return text
        codes = (self.raw.FPDFText_GetUnicode(self.page, i) for i in range(count))  # beyond the first plane
        return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c < 0x110000 else "\x00" for c in codes)

    def _line(self, text: str, first: int, end: int, hyphenated: bool) -> list[Any]:
        raw, page = self.raw, self.page
        size, angle = raw.FPDFText_GetFontSize(page, first), 0.0
        if raw.FPDFText_GetMatrix(page, first, self._to_matrix):
            m = self._matrix
            size *= math.hypot(m.c, m.d)
            if m.b or m.a <= 0:
                angle = math.degrees(math.atan2(m.b, m.a))
        turned, slanted = (round(angle / 90) % 4, abs(angle - 90 * round(angle / 90)) > 4) if angle else (0, False)
        left, _ = self._extent(first, turned)
        _, right = self._extent(end - 1, turned)
        raw.FPDFText_GetCharOrigin(page, first, self._to_x, self._to_y)
        base = self._y.value
        if turned:
            x, y = self._x.value, base
            base = (y, self.width - x, self.height - y, x)[turned]
        raised = self._raised(text, first, size, base) if not turned else []
        lead = len(text[: self._bold_chars(first, end)].rstrip())
        if hyphenated:
            text += "\u00ad"
        if not math.isfinite(left + right + base + size):
            left, right, base, size = (_r(value) for value in (left, right, base, size))
        return [text, round(left, 1), round(right, 1), round(base, 1), round(size, 1), lead, slanted, [], raised]

    def _extent(self, index: int, turned: int = 0) -> tuple[float, float]:
        """Where a character begins and ends in the direction of its line."""
        if not self.raw.FPDFText_GetLooseCharBox(self.page, index, self._to_box):
            return 0.0, 0.0
        b = self._box
        if not turned:
            return b.left, b.right
        return (
            (b.left, b.right),
            (b.bottom, b.top),
            (self.width - b.right, self.width - b.left),
            (self.height - b.top, self.height - b.bottom),
        )[turned]

    def _raised(self, text: str, first: int, size: float, base: float) -> list[int]:
        places: list[int] = []
        for m in _REFERENCE.finditer(text):
            at = first + m.start()
            self.raw.FPDFText_GetCharOrigin(self.page, at, self._to_x, self._to_y)
            if self._y.value > base + 0.15 * size and self._size(at) < 0.85 * size:
                places += range(m.start(), m.end())
        return places

    def _size(self, index: int) -> float:
        size = float(self.raw.FPDFText_GetFontSize(self.page, index))
        if self.raw.FPDFText_GetMatrix(self.page, index, self._to_matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return size

    # ---------------------------------------------------------------------------------------- bold

    def _bold_chars(self, first: int, end: int) -> int:
        if not self._is_bold(first):
            return 0
        if self._is_bold(end - 1):
            return end - first
        return bisect_left(range(first, end), True, key=lambda i: not self._is_bold(i))

    def _is_bold(self, index: int) -> bool:
        raw = self.raw
        drawn = raw.FPDFText_GetTextObject(self.page, index)
        if not drawn:
            return self._is_bold_font(index)
        font = ctypes.cast(raw.FPDFTextObj_GetFont(drawn), ctypes.c_void_p).value or 0
        if font not in self._fonts:
            self._fonts[font] = self._is_bold_font(index)
        return self._fonts[font] or raw.FPDFTextObj_GetTextRenderMode(drawn) == _FILL_AND_STROKE

    def _is_bold_font(self, index: int) -> bool:
        raw = self.raw
        named = raw.FPDFText_GetFontInfo(self.page, index, self._name, 128, self._flags)
        if named and (self._flags.value & _FORCE_BOLD or _BOLD_NAME.search(self._name.value)):
            return True
        return bool(raw.FPDFText_GetFontWeight(self.page, index) >= _BOLD_WEIGHT)

    # ----------------------------------------------------------------------------- columns and cells

    def _gutters(self, count: int, lines: list[list[Any]]) -> list[tuple[float, float]]:
        """The empty strips in the page that lines are merged across, from left to right."""
        rects = self.raw.FPDFText_CountRects(self.page, 0, -1)
        if rects <= count + _LEAST_LINES:
            return []
        edges = [ctypes.c_double() for _ in range(4)]
        boxes = []
        for index in range(rects):
            self.raw.FPDFText_GetRect(self.page, index, *edges)
            boxes.append((edges[0].value, edges[2].value))
        middle_from, middle_to = _GUTTER_FROM * self.width, _GUTTER_TO * self.width
        starts = Counter(left for left, _ in boxes if middle_from < left < middle_to)
        found = []
        for start, _ in starts.most_common(_MOST_STARTS):
            before = [right for left, right in boxes if left < start - _GUTTER_PT and right < start]
            if len(before) < _LEAST_LINES:
                continue
            end = max(before)
            crossing = sum(1 for left, right in boxes if left < start - 1 and right > start)
            behind = sum(1 for left, _ in boxes if start - 1 <= left <= start + 30)
            empty = start - end >= _GUTTER_PT and crossing <= _MOST_CROSSING * len(boxes)
            if empty and behind >= _LEAST_LINES:
                found.append((behind, end, start))
        chosen: list[tuple[float, float]] = []
        for _, end, start in sorted(found, key=lambda strip: -strip[0]):
            if len(chosen) < _MOST_GUTTERS and all(abs(start - other) > _COLUMN_PT for _, other in chosen):
                chosen.append((end, start))
        return sorted(chosen)

    def _part(
        self,
        line: list[Any],
        first: int,
        end: int,
        gutters: list[tuple[float, float]],
        uprights: list[list[float]],
    ) -> None:
        """Mark where gutters between columns and rules between cells part a line that PDFium merged across them."""
        left, right, base = line[1:4]
        places = [(before, behind, 0.5 * _GUTTER_PT) for before, behind in gutters if left < before < behind < right]
        for rule in uprights:
            if rule[1] <= base + _IN_RULE_PT and rule[3] >= base and left < rule[0] - 1 and right > rule[2] + 1:
                places.append((rule[0], rule[2], 0.0))
        text, cuts = line[0], line[7]
        for _, behind, apart in sorted(places, key=lambda place: place[1]):
            at = bisect_left(range(first, end), behind - 1, key=lambda i: self._extent(i)[0])
            if not (cuts[-1][0] if cuts else 0) < at < end - first:
                continue
            last = at - 1
            while last > 0 and text[last] == " ":
                last -= 1
            ends = self._extent(first + last)[1]
            if ends <= behind - apart + 2 * (not apart) and text[at] != " ":
                cuts.append([at, _r(ends), _r(self._extent(first + at)[0])])


def _r(value: float) -> float:
    return round(value, 1) if math.isfinite(value) else 0.0


if __name__ == "__main__":
    sys.exit(main())
