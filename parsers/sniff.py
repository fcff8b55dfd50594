"""What the bytes are, by looking at them; names and headers are only hints."""

from __future__ import annotations

import re
from typing import Literal

from clauselog.errors import TooLittleText, UnsupportedFormat
from clauselog.model import Text

Kind = Literal["html", "markdown", "plain", "pdf", "docx"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "ZIP"),
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
_OLD_WORD = "DOC (Word 97–2003)"
_LOCKED_WORD = "DOCX (with a password / 有密码保护)"
_TODO_WORD = Text(
    zh="请在 Word 中打开并另存为不加密的 .docx", en="Open it in Word and save it as .docx without a password"
)
_IN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook", "XLSX"),
    (b"ppt/presentation", "PPTX"),
    (b"application/epub", "EPUB"),
    (b"application/vnd.oasis.opendocument", "ODT / ODS"),
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
            name = _inside(body, name)
            raise UnsupportedFormat(
                Text(zh="识别格式", en="Recognising the format"),
                Text(zh=f"内容是 {name}", en=f"the content is {name}"),
                _TODO_WORD
                if name in (_OLD_WORD, _LOCKED_WORD)
                else Text(
                    zh="支持 HTML、PDF、Word（.docx）、Markdown 和纯文本",
                    en="HTML, PDF, Word (.docx), Markdown and plain text can be read",
                ),
            )


def _inside(body: bytes, name: str) -> str:
    """What a container holds, as far as its names tell without unpacking anything."""
    if name.startswith("DOC"):
        head = body[:4_000_000]
        if "EncryptedPackage".encode("utf-16-le") in head:
            return _LOCKED_WORD
        return _OLD_WORD if "WordDocument".encode("utf-16-le") in head else name
    if name != "ZIP":
        return name
    for mark, what in _IN_ZIP:
        if mark in body[:400] or (b"[Content_Types].xml" in body and mark in body):
            return f"{what} (ZIP)"
    return name


def is_docx(body: bytes) -> bool:
    """A ZIP with a list of content types and a Word document in it."""
    return body.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in body and b"word/document" in body


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
