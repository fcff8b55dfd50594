"""The process that touches PDF bytes: reads a file from standard input, prints its lines as JSON, and ends.

PDFium is native code and not thread-safe, so hostile files meet it here, under limits of time and memory, where a
crash is only an exit status. Imports nothing of clauselog: it starts quickly and has nothing to leak.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

MEMORY_BYTES = 1_500_000_000
CPU_S = 60
MOST_PAGES = 2_000


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the parent's time-out still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    body = sys.stdin.buffer.read()
    _limit()
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        json.dump({"error": "password" if "assword" in str(error) else "broken"}, sys.stdout)
        return 0
    pages = []
    for index in range(min(len(document), MOST_PAGES)):
        page = document[index]
        textpage = page.get_textpage()
        pages.append({"width": page.get_width(), "height": page.get_height(), "lines": _lines(textpage, raw)})
        textpage.close()
        page.close()
    json.dump({"pages": pages}, sys.stdout)
    return 0


def _lines(textpage: Any, raw: Any) -> list[list[Any]]:
    """[text, left, right, bottom, size] of each line in PDFium's reading order; units are points."""
    count = textpage.count_chars()
    if count <= 0:
        return []
    text = textpage.get_text_range(0, count)
    if len(text) != count:  # surrogates shift the offsets: fetch character by character
        text = "".join(chr(raw.FPDFText_GetUnicode(textpage, i)) for i in range(count))
    box = [ctypes.c_double() for _ in range(4)]
    lines, start = [], 0
    for end in range(count + 1):
        if end < count and text[end] not in "\r\n":
            continue
        if (part := text[start:end]).strip():
            first = start + len(part) - len(part.lstrip())
            last = start + len(part.rstrip()) - 1
            raw.FPDFText_GetCharBox(textpage, first, *box)
            left, bottom = box[0].value, box[2].value
            raw.FPDFText_GetCharBox(textpage, last, *box)
            size = raw.FPDFText_GetFontSize(textpage, first)
            lines.append([part.strip(), round(left, 1), round(box[1].value, 1), round(bottom, 1), round(size, 1)])
        start = end + 1
    return lines


if __name__ == "__main__":
    sys.exit(main())
