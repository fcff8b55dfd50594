"""Parts in other formats that a Word file holds and prints as its own (``w:altChunk``, ECMA-376 part 1, 17.17.2).

Word takes them in when it opens the file: until then an embedded web page or text stands in a part of its own. What
cannot be read here is named among what was left out, and never lost in silence.
"""

from __future__ import annotations

import email
from collections.abc import Callable, Sequence

from clauselog.errors import ClauselogError
from clauselog.model import Block, LeftOut
from parsers.charset import decode
from parsers.html import read_html
from parsers.plain import read_plain
from parsers.sniff import is_docx, refuse_binary, text_kind

REASON = "embedded_part"
Reading = tuple[Sequence[Block], Sequence[LeftOut]]


def read_embedded(name: str, data: bytes, read_word: Callable[[bytes], Reading]) -> Reading:
    """The blocks of an embedded part and what was left out of it; ``name`` stands for one that cannot be read."""
    try:
        if is_docx(data):
            return read_word(data)
        charset = None
        if _is_mail(data):
            data, charset = _page_of(data)
        refuse_binary(data)
        text, _ = decode(data, charset)
    except ClauselogError:
        return (), (LeftOut(REASON, name),)
    if text_kind(text, name=name) == "html":
        page = read_html(text, keep=("body",))
        return page.blocks, page.left_out
    return read_plain(text), ()


def _is_mail(data: bytes) -> bool:
    """A web page as one file (MHTML, RFC 2557): the headers of a mail before a body of several parts."""
    head = data[:4_000].lower()
    return b"mime-version:" in head and b"content-type:" in head


def _page_of(data: bytes) -> tuple[bytes, str | None]:
    """The first web page or text of an MHTML file, and its charset as declared."""
    message = email.message_from_bytes(data)
    for kind in ("text/html", "text/plain"):
        for part in message.walk():
            if part.get_content_type() == kind:
                payload = part.get_payload(decode=True)
                return payload if isinstance(payload, bytes) else b"", part.get_content_charset()
    return b"", None
