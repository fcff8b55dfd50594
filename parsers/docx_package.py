"""The package around a Word file, opened as if it were hostile: bombs refused before reading, XML without DTDs.

A DOCX is a ZIP of XML parts (ECMA-376 part 2). What is read of it is bounded by numbers that stand here, whatever
its directory claims; entities are never resolved and nothing is ever loaded from elsewhere.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clauselog.errors import UnsupportedFormat
from clauselog.model import Text

MOST_ENTRIES = 5_000
MOST_DIRECTORY_BYTES = 2_000_000
MOST_TOTAL_BYTES = 300_000_000
"""Of all entries unpacked, pictures included."""
MOST_PART_BYTES = 32_000_000
MOST_TAGS = 3_000_000
MOST_RATIO = 200
"""Unpacked to packed size, of parts of more than ``SMALL_BYTES``; the XML of Word packs 5 to 40 times."""
SMALL_BYTES = 2_000_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What zipfile and zlib are known to raise over bytes that are no ZIP.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, KeyError, IndexError,
           NotImplementedError, RuntimeError, OverflowError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to by an id: another part of the package, or an address outside of it."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a DOCX by name. Raises UnsupportedFormat for what is damaged, protected, or made to exhaust."""

    def __init__(self, body: bytes) -> None:
        _refuse_directory(body)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _BROKEN:
            raise refusal("it is damaged, or no Word file at all", "文件已损坏或不是 Word 文档") from None
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise _bomb(f"{len(entries)} entries", f"{len(entries)} 个条目")
        total = sum(entry.file_size for entry in entries)
        if total > MOST_TOTAL_BYTES:
            raise _bomb(f"{total:,} bytes unpacked", f"解压后 {total:,} 字节")
        self._entries = {entry.filename: entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def main(self) -> str:
        """The name of the main part, as the package declares it."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self:
                return relation.target
        if "word/document.xml" in self:
            return "word/document.xml"
        raise refusal("it holds no Word document", "其中没有 Word 正文")

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part."""
        data = self.data(name)
        if data is None:
            return None
        if data.count(b"<") > MOST_TAGS:
            raise _bomb("more elements than any policy", "元素数量超出任何政策所需")
        return _parse(data)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise refusal("it is protected by a password", "文件有密码保护")
        if entry.file_size > MOST_PART_BYTES:
            raise _bomb(f"a part of {entry.file_size:,} bytes", f"一个部件有 {entry.file_size:,} 字节")
        if entry.file_size > max(SMALL_BYTES, MOST_RATIO * entry.compress_size):
            raise _bomb(
                f"a part packed {entry.file_size // max(1, entry.compress_size)} times",
                f"一个部件压缩了 {entry.file_size // max(1, entry.compress_size)} 倍",
            )
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MOST_PART_BYTES + 1)
        except _BROKEN:
            raise refusal("it is damaged", "文件已损坏") from None
        if len(data) > MOST_PART_BYTES:
            raise _bomb(f"a part of more than {MOST_PART_BYTES:,} bytes", f"一个部件超过 {MOST_PART_BYTES:,} 字节")
        return data

    def relations(self, name: str) -> dict[str, Relation]:
        """What the part refers to, by relationship id; ``""`` stands for the package itself."""
        folder, _, base = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for element in root.iter(_RELATION) if root is not None else ():
            target = element.get("Target") or ""
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = (element.get("Type") or "").rpartition("/")[2]
            found[element.get("Id") or ""] = Relation(kind, target[:2000], external)
        return found


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def val(element: etree._Element | None, name: str = "val") -> str | None:
    """The ``w:val`` (or another ``w:`` attribute) of an element that may not be there."""
    return None if element is None else element.get(W + name)


def number(text: str | None, least: int = 0, most: int = 1_000_000) -> int | None:
    """A whole number within bounds; None for anything else."""
    if text is None or len(text) > 9:
        return None
    try:
        value = int(text)
    except ValueError:
        return None
    return value if least <= value <= most else None


def switch(element: etree._Element | None) -> bool | None:
    """An on/off property: present is on, unless its value says otherwise; None where it is not there."""
    if element is None:
        return None
    return (element.get(W + "val") or "true").lower() not in ("0", "false", "off", "none")


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    yield from element.iterchildren(W + name) if element is not None else ()


def refusal(en: str, zh: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        Text(zh="读取 Word 文档", en="Reading the Word file"),
        Text(zh=zh, en=en),
        Text(
            zh="请在 Word 中打开并另存为不加密的 .docx，或换一个来源",
            en="Open it in Word and save it as .docx without a password, or declare another source",
        ),
    )


def _bomb(en: str, zh: str) -> UnsupportedFormat:
    return refusal(f"it is made to exhaust whoever unpacks it ({en})", f"疑似压缩炸弹（{zh}）")


def _refuse_directory(body: bytes) -> None:
    """Look at the end record before zipfile makes an object of every entry that the directory claims."""
    end = len(body) - 22 if body[-22:-18] == b"PK\x05\x06" else body.rfind(b"PK\x05\x06", max(0, len(body) - 65_557))
    if end < 0 or end + 22 > len(body):
        return  # zipfile finds none either and says so
    size = int.from_bytes(body[end + 12 : end + 16], "little")
    if body[max(0, end - 20) : end].startswith(b"PK\x06\x07") and end >= 76:
        size = max(size if size != 0xFFFFFFFF else 0, int.from_bytes(body[end - 36 : end - 28], "little"))
    if size > MOST_DIRECTORY_BYTES:
        raise _bomb(f"a directory of {size:,} bytes", f"目录有 {size:,} 字节")


def _parse(data: bytes) -> etree._Element:
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise refusal("its XML is damaged", "其中的 XML 已损坏") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("its XML declares a DTD, which Word never writes", "其中的 XML 含有 Word 从不写入的 DTD")
    return root
