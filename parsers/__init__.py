"""Bytes → blocks → clause tree. BeautifulSoup, selectolax and PDFium live here and nowhere else.

``read_bytes`` reads a file or page; ``PolicyReader`` is what ``clauselog.ports.Reader`` asks for.
"""

from parsers.reader import PolicyReader, assemble, read_bytes, read_page

__all__ = ["PolicyReader", "assemble", "read_bytes", "read_page"]
