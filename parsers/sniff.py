"""What the bytes are, by looking at them; names and headers are only hints."""

from __future__ import annotations

import re
from typing import Literal

from clauselog.errors import TooLittleText, UnsupportedFormat
from clauselog.model import Text

Kind = Literal["html", "markdown", "plain", "pdf"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP / DOCX / XLSX"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC / XLS (OLE)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP / AVI"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"wOF2", "WOFF2"),
)
_HTML = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]", re.IGNORECASE)
_TAGS = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|table|section|article|main|span|br)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE
)


def refuse_binary(body: bytes) -> None:
    """Raises UnsupportedFormat for what is plainly no text, TooLittleText for nothing at all."""
    if not body.strip():
        raise TooLittleText(
            Text(zh="读取内容", en="Reading the content"),
            Text(zh="内容为空（0 个字符）", en="it is empty (0 characters)"),
            Text(zh="空内容不会当作政策保存；请检查来源", en="Nothing is stored for an empty page; check the source"),
        )
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            raise UnsupportedFormat(
                Text(zh="识别格式", en="Recognising the format"),
                Text(zh=f"内容是 {name}", en=f"the content is {name}"),
                Text(zh="支持 HTML、PDF、Markdown 和纯文本", en="HTML, PDF, Markdown and plain text can be read"),
            )


def is_pdf(body: bytes) -> bool:
    return b"%PDF-" in body[:1024]


def text_kind(text: str, *, name: str | None = None, media_type: str | None = None) -> Kind:
    """HTML where there are its tags, Markdown where there are its signs or it is declared so, else plain text."""
    from parsers.markdown import looks_like_markdown

    head = text[:50_000]
    declared = (media_type or "").split(";")[0].strip().lower()
    suffix = (name or "").rpartition(".")[2].lower()
    if _HTML.search(head[:4000]):
        return "html"
    signs = len(_TAGS.findall(head))
    if declared in ("text/html", "application/xhtml+xml") and signs:
        return "html"
    if declared == "text/markdown" or suffix in ("md", "markdown"):
        return "markdown"
    if signs >= 5 and len(_TAGS.findall(head)) * 200 > len(head) - 2000 and not looks_like_markdown(text):
        return "html"
    if suffix in ("html", "htm") and signs:
        return "html"
    return "markdown" if looks_like_markdown(text) else "plain"
