"""The Chinese terms as a PDF: running heads, page numbers, and sentences that the end of a page cuts in two."""

from __future__ import annotations

import io
import re
from functools import partial
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from apps.demo.manuscript import Edition, Mark
from apps.demo.typeset import Line, lines

FONT = "STSong-Light"
"""One of the Asian fonts every PDF reader brings along, so no font file is needed."""


def pdf(edition: Edition) -> bytes:
    """The edition as a PDF file; equal editions give equal bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    printed = lines(edition)
    pages = _build(printed, edition, pages=0)[1]
    return _build(printed, edition, pages=pages)[0]


def _build(printed: tuple[Line, ...], edition: Edition, *, pages: int) -> tuple[bytes, int]:
    """The file and its number of pages, which a second pass prints in the footers."""
    file, margin = io.BytesIO(), edition.setting.margin_mm * mm
    title = next(line.text for line in printed if line.mark is Mark.TITLE)
    template = SimpleDocTemplate(
        file, pagesize=A4, margins=margin, leftMargin=margin, rightMargin=margin, topMargin=30 * mm,
        bottomMargin=26 * mm, title=title, author="青禾云笺（杭州）科技有限公司", invariant=1,
    )  # fmt: skip
    furnish = partial(_running_head, title=title, pages=pages)
    template.build([_paragraph(line, edition) for line in printed], onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue(), template.page


def _running_head(canvas: Canvas, template: SimpleDocTemplate, *, title: str, pages: int) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFont(FONT, 8.5)
    canvas.drawString(22 * mm, height - 16 * mm, title)
    canvas.drawRightString(width - 22 * mm, height - 16 * mm, "青禾云笺 · 法务公示文件")
    canvas.line(22 * mm, height - 18 * mm, width - 22 * mm, height - 18 * mm)
    canvas.drawCentredString(width / 2, 13 * mm, f"第 {canvas.getPageNumber()} 页 / 共 {pages} 页")
    canvas.restoreState()


def _paragraph(line: Line, edition: Edition) -> Paragraph:
    size = edition.setting.font_pt
    heads = {Mark.TITLE: size + 6, Mark.CHAPTER: size + 2}
    style = ParagraphStyle(
        line.mark.name, fontName=FONT, fontSize=heads.get(line.mark, size), leading=heads.get(line.mark, size) * 1.65,
        wordWrap="CJK", alignment=TA_CENTER if line.mark is Mark.TITLE else 0, spaceAfter=size * 0.5,
        spaceBefore=size if line.mark is Mark.CHAPTER else 0, leftIndent=2 * size if line.mark is Mark.ITEM else 0,
        keepWithNext=line.mark is Mark.CHAPTER, allowWidows=1, allowOrphans=1,
    )  # fmt: skip
    marked = re.sub(r"\*\*(.+?)\*\*", r'<font color="#7a1f1f">\1</font>', escape(line.label + line.text))
    return Paragraph(marked, style)
