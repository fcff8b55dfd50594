"""A WARC file: each page that was answered with 200 is a page of its URL's policy, by the date of its record.

Records are read one by one, first to see what there is, then each where it lies: a file of any size needs the memory of
one page. Packed bodies are unpacked up to the same limit as fetched ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from clauselog.declarations import slugify
from clauselog.errors import DeclarationError
from clauselog.histories import DatedPage, Found, History, LeftAside
from clauselog.model import Policy, Source, Text
from gateways.histories import refusals

PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown", "text/x-markdown")
MOST_RECORDS = 1_000_000
_SECRET = ("set-cookie", "set-cookie2")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page lies in the file."""

    at: datetime
    offset: int
    record: str


def read_warc(path: Path, *, max_bytes: int, urls: Sequence[str] = (), known: Sequence[Policy] = ()) -> Found:
    """The pages of each URL as a history; only those of ``urls`` where there are any.

    A page at the source of a ``known`` policy belongs to that policy. Raises DeclarationError, SourceGone.
    """
    shown = str(path)
    if not path.is_file():
        raise refusals.absent(shown)
    left: list[LeftAside] = []
    places: dict[str, list[_Place]] = defaultdict(list)
    passed: Counter[str] = Counter()
    with _records(path) as records:
        for number, record in enumerate(records, 1):
            if number > MOST_RECORDS:
                raise refusals.wrong(shown, _TOO_MANY, Text(zh="请先把它拆开", en="Split the file first"))
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in ("response", "resource") or (urls and url not in urls):
                continue
            kind = _media_type(record)
            if _status(record) != 200 or kind not in PAGES:
                passed[f"{_status(record)} {kind or '?'}"] += 1
                continue
            at = _date(record.rec_headers.get_header("WARC-Date") or "")
            if at is None or urlsplit(url).scheme not in ("http", "https"):
                left.append(LeftAside(url[:200] or f"#{number}", _NO_ADDRESS))
                continue
            places[url].append(_Place(at, records.get_record_offset(), _id(record)))
    left += [LeftAside(f"{n} × {what}", _NO_PAGE) for what, n in sorted(passed.items())]
    left += [LeftAside(url, _NOT_IN_IT) for url in urls if url not in places]
    if not places:
        raise refusals.wrong(
            shown,
            Text(zh="里面没有可读的页面", en="it holds no page that could be read"),
            Text(
                zh="需要状态为 200 的 HTML、PDF 或文本记录；--url 须与记录中的网址完全一致",
                en="It takes records of HTML, PDF or text with status 200; --url must be written as in the records",
            ),
        )
    by_url = {source.location: (policy, source) for policy in known for source in policy.sources}
    histories = []
    taken: Counter[str] = Counter()
    for url, found in sorted(places.items()):
        policy, source = by_url.get(url) or _policy(url)
        taken[policy.slug] += 1
        if taken[policy.slug] > 1:
            policy = Policy(f"{policy.slug}-{taken[policy.slug]}", policy.provider, policy.name, policy.sources)
        ordered = tuple(sorted(found, key=lambda one: (one.at, one.offset)))
        histories.append(History(policy, _Pages(path, ordered, source, max_bytes), len(ordered)))
    return Found(tuple(histories), tuple(left))


@dataclass(frozen=True, slots=True)
class _Pages:
    """Read from the file one by one."""

    path: Path
    places: tuple[_Place, ...]
    source: Source
    max_bytes: int

    def __iter__(self) -> Iterator[DatedPage]:
        for place in self.places:
            with _records(self.path, place.offset) as records:
                record = next(iter(records))
                body = _whole(record.content_stream(), self.max_bytes + 1)
                too_large = len(body) > self.max_bytes
                headers = record.http_headers.headers if record.http_headers else []
                kept = tuple((str(n), str(v)) for n, v in headers if str(n).lower() not in _SECRET)
                yield DatedPage(
                    observed_at=place.at,
                    body=b"" if too_large else body,
                    source=self.source,
                    media_type=_media_type(record),
                    charset=_charset(record),
                    headers=kept,
                    origin=f"{self.path.name} {place.record}",
                    problem=refusals.TOO_LARGE if too_large else None,
                )


def _whole(stream: Any, max_bytes: int) -> bytes:
    """All of a body, unpacked, up to the limit: a stream may give less than is asked for."""
    parts, left = [], max_bytes
    while left > 0 and (part := stream.read(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


@contextmanager
def _records(path: Path, offset: int = 0) -> Iterator[Any]:
    """The records from ``offset`` on. What warcio or the file say becomes a DeclarationError."""
    from warcio.archiveiterator import ArchiveIterator  # 40 ms to import, and only this command needs it
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            file.seek(offset)
            yield _Counted(ArchiveIterator(file), offset)
    except DeclarationError:
        raise
    except (ArchiveLoadFailed, EOFError, ValueError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise refusals.wrong(
            str(path),
            Text(zh=f"不是可读的 WARC 文件（{reason}）", en=f"it is no WARC file that can be read ({reason})"),
            Text(
                zh="请检查文件是否完整；压缩的 WARC 须逐条记录压缩（warcio recompress）",
                en="Check that it is whole; a packed one must be packed record by record (warcio recompress)",
            ),
        ) from None
    except OSError as error:
        raise refusals.unreadable(str(path), error.strerror or str(error)) from None


@dataclass(frozen=True, slots=True)
class _Counted:
    """The records of a file that may have been entered in the middle."""

    inner: Any
    base: int

    def __iter__(self) -> Iterator[Any]:
        from warcio.exceptions import ArchiveLoadFailed

        records = iter(self.inner)
        while True:
            try:
                record = next(records, None)
            except (AttributeError, TypeError, LookupError) as error:  # its parser stumbles over a broken record
                raise ArchiveLoadFailed(f"a broken record: {error}") from None
            if record is None:
                return
            yield record

    def get_record_offset(self) -> int:
        return self.base + int(self.inner.get_record_offset())


def _status(record: Any) -> int:
    if record.rec_type == "resource":
        return 200
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code and code.isdecimal() else 0


def _content_type(record: Any) -> str:
    if record.rec_type == "resource" or record.http_headers is None:
        return record.rec_headers.get_header("Content-Type") or ""
    return record.http_headers.get_header("Content-Type") or ""


def _media_type(record: Any) -> str | None:
    return _content_type(record).split(";")[0].strip().lower() or None


def _charset(record: Any) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", _content_type(record))
    return found[1] if found else None


def _id(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID") or "")[:100]


def _date(written: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _policy(url: str) -> tuple[Policy, Source]:
    parts = urlsplit(url)
    host = re.sub(r"^www\.", "", parts.hostname or "")
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"\.(?:html?|pdf|txt|md|php|aspx?)$", "", last) or host
    source = Source(url)
    return Policy(f"{slugify(host)}/{slugify(stem)}", host, stem, (source,)), source


_TOO_MANY = Text(zh=f"记录超过 {MOST_RECORDS:,} 条", en=f"it holds more than {MOST_RECORDS:,} records")
_NO_PAGE = Text(zh="不是状态为 200 的页面", en="no page with status 200")
_NO_ADDRESS = Text(zh="没有可用的网址或日期", en="it has no usable address or date")
_NOT_IN_IT = Text(zh="文件里没有这个网址的页面", en="the file holds no page of that address")
