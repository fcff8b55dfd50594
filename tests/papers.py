"""Word and PDF files made for tests: the least XML that Word writes, and pages drawn line by line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="{R_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# ---------------------------------------------------------------------------------------------- Word


def run(text: str, *, bold: bool = False, looks: str = "") -> str:
    """Text in a run; ``looks`` is what else stands in its properties."""
    looks += "<w:b/>" if bold else ""
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(
    *content: str, style: str = "", numbered: tuple[int, int] | None = None, looks: str = "", mark: str = ""
) -> str:
    """A paragraph of plain texts and ready XML. ``numbered`` is (list, level), ``mark`` the looks of its mark."""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    looks = (f"<w:pStyle w:val={quoteattr(style)}/>" if style else "") + looks
    if numbered is not None:
        looks += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    if mark:
        looks += f"<w:rPr>{mark}</w:rPr>"
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{inner}</w:p>"


def table(*rows: Sequence[str], cell_looks: Mapping[tuple[int, int], str] | None = None) -> str:
    """A table of plain texts or ready XML; ``cell_looks`` gives properties of single cells by (row, column)."""
    out = ""
    for at, cells in enumerate(rows):
        out += "<w:tr>"
        for column, cell in enumerate(cells):
            looks = (cell_looks or {}).get((at, column), "")
            inner = cell if cell.startswith("<") else para(cell)
            out += f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"
        out += "</w:tr>"
    return f"<w:tbl>{out}</w:tbl>"


def level(depth: int, text: str, style: str = "decimal", *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def numbering(abstracts: Mapping[int, str], lists: Mapping[int, tuple[int, str]]) -> str:
    """``abstracts`` are levels by id, ``lists`` are (abstract id, overrides) by id."""
    inner = "".join(f'<w:abstractNum w:abstractNumId="{k}">{v}</w:abstractNum>' for k, v in abstracts.items())
    inner += "".join(f'<w:num w:numId="{k}"><w:abstractNumId w:val="{a}"/>{o}</w:num>' for k, (a, o) in lists.items())
    return f"<w:numbering {_NAMESPACES}>{inner}</w:numbering>"


def styles(*inner: str) -> str:
    return f"<w:styles {_NAMESPACES}>{''.join(inner)}</w:styles>"


def style(
    name: str, printed: str, looks: str = "", *, based_on: str = "", run_looks: str = "", kind: str = "paragraph"
) -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{printed}"/>{based}'
        f"<w:pPr>{looks}</w:pPr><w:rPr>{run_looks}</w:rPr></w:style>"
    )


HEADINGS = styles(
    style("Title", "Title"),
    *(style(f"Heading{n}", f"heading {n}", f'<w:outlineLvl w:val="{n - 1}"/>') for n in (1, 2, 3)),
    style("TOC1", "toc 1"),
)


def story(name: str, inner: str) -> str:
    """The root of a part: ``footnotes``, ``hdr``, ``ftr`` …"""
    return f"<w:{name} {_NAMESPACES}>{inner}</w:{name}>"


def docx(
    *body: str,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    embedded: Mapping[str, bytes] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word file. ``parts`` are further XML parts by file name (``numbering.xml``, ``header1.xml``), ``links`` targets
    by id, ``embedded`` parts in any format by file name, which is their id too.
    """
    parts = {"styles.xml": HEADINGS, **(parts or {})}
    related = "".join(
        f'<Relationship Id="rel{n}" Type="{_OFFICE}/{name.removesuffix(".xml").rstrip("0123456789")}" Target="{name}"/>'
        for n, name in enumerate(parts)
    )
    related += "".join(
        f'<Relationship Id="{k}" Type="{_OFFICE}/hyperlink" Target={quoteattr(v)} TargetMode="External"/>'
        for k, v in (links or {}).items()
    )
    related += "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/aFChunk" Target="{name}"/>' for name in embedded or ()
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:

        def put(name: str, content: str | bytes) -> None:
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            if isinstance(content, str):
                content = '<?xml version="1.0" encoding="UTF-8"?>\n' + content
            archive.writestr(entry, content, compression)

        put("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        put(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
        )
        put("word/document.xml", f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>")
        for name, content in {**parts, **(embedded or {})}.items():
            put(f"word/{name}", content)
    return held.getvalue()


# ----------------------------------------------------------------------------------------------- PDF

SONG = "STSong-Light"
"""One of the Asian fonts every PDF reader brings along."""


def _register_song() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(SONG))


class Paper:
    """Draws lines on pages; positions in points from the lower left corner of an A4 page."""

    def __init__(self, **options: object) -> None:
        from reportlab.lib.pagesizes import A4
        from reportlab.pdfgen.canvas import Canvas

        _register_song()
        self._held = io.BytesIO()
        self.canvas = Canvas(self._held, pagesize=A4, invariant=1, **options)

    def line(self, text: str, x: float, y: float, *, size: float = 10, font: str = SONG) -> float:
        """Draw the text; where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return x + self.canvas.stringWidth(text, font, size)

    def column(
        self, lines: Sequence[str], x: float, y: float, *, leading: float = 14, size: float = 10, font: str = SONG
    ) -> float:
        """Lines below each other; the place of the next."""
        for text in lines:
            self.line(text, x, y, size=size, font=font)
            y -= leading
        return y

    def page(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._held.getvalue()


def wrapped(text: str, room: float, *, size: float = 10, font: str = SONG) -> list[str]:
    """The text as lines of at most that width: Chinese after any character, English between words."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    _register_song()
    measure: Callable[[str], float] = lambda t: stringWidth(t, font, size)  # noqa: E731
    pieces = list(text) if any(ord(c) > 0x2E80 for c in text) else [w + " " for w in text.split()]
    lines, line = [], ""
    for piece in pieces:
        if line and measure((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
