"""Whatever bytes a source hands over, reading them gives a document or an error of ours: no other end, and soon."""

import gc
import io
import re
import tempfile
import threading
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauselog.errors import ClauselogError
from parsers import read_bytes
from tests.golden.papers import CLAUSE, book, word

MOST_S = 20.0


@lru_cache(maxsize=1)
def whole_docx() -> bytes:
    return word()


@lru_cache(maxsize=1)
def whole_pdf() -> bytes:
    return book(pageCompression=0)


WHOLE = {"docx": whole_docx, "pdf": whole_pdf}
places = st.floats(0, 1, exclude_max=True)
changes = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "drop", "insert", "repeat"]), places, st.integers(0, 255), places),
    max_size=8,
)


def mutated(body: bytes, how: list[tuple[str, float, int, float]]) -> bytes:
    """The bytes after flips, cuts, drops, insertions and repetitions at places given as shares of the length."""
    out = bytearray(body)
    for kind, where, value, other in how:
        at = int(where * len(out))
        reach = int(other * min(400, max(1, len(out))))
        if kind == "flip" and out:
            out[at] ^= value
        elif kind == "cut":
            del out[max(1, at) :]
        elif kind == "drop":
            del out[at : at + reach]
        elif kind == "insert":
            out[at:at] = bytes([value]) * reach
        else:
            out[at:at] = out[at : at + reach] * (1 + value % 5)
    return bytes(out)


def mutated_parts(body: bytes, how: list[tuple[str, float, int, float]], which: int) -> bytes:
    """A well-formed ZIP, one XML part of which was changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(held, "w") as new:
        names = old.namelist()
        for n, name in enumerate(names):
            data = old.read(name)
            new.writestr(name, mutated(data, how) if n == which % len(names) else data)
    return held.getvalue()


_TOKEN = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])|/[A-Za-z]+|\([^()\\]{0,40}\)|<<|>>|\bobj\b|\bendstream\b")
tokens = st.lists(
    st.tuples(places, st.sampled_from([b"-1", b"0", b"99999999999", b"1e300", b"2147483648", b"null", b"<<", b"(", b"]",
                                       b"/Kids", b"/Font", b"1 0 R", b"4 0 R", b"\x00", b"endobj"])), min_size=1, max_size=6,
)  # fmt: skip


def mutated_tokens(body: bytes, how: list[tuple[float, bytes]]) -> bytes:
    """A PDF some of whose numbers, names and brackets are others: what a parser believes rather than checks."""
    found = list(_TOKEN.finditer(body))
    for m, other in sorted(((found[int(at * len(found))], other) for at, other in how), key=lambda p: -p[0].start()):
        body = body[: m.start()] + other + body[m.end() :]
    return body


_FIELDS = {b"PK\x03\x04": 30, b"PK\x01\x02": 46, b"PK\x05\x06": 22}
"""The headers of a ZIP and how long they are: of an entry, of one in the directory, at the end."""
fields = st.lists(
    st.tuples(places, st.integers(4, 45), st.sampled_from([b"\x00", b"\xff", b"\x01", b"\x63"]), st.integers(1, 4)),
    min_size=1, max_size=6,
)  # fmt: skip


def mutated_headers(body: bytes, how: list[tuple[float, int, bytes, int]]) -> bytes:
    """A ZIP whose headers say other sizes, places, methods, flags and counts than are true."""
    headers = [(m.start(), _FIELDS[m[0]]) for m in re.finditer(rb"PK(?:\x03\x04|\x01\x02|\x05\x06)", body)]
    out = bytearray(body)
    for which, offset, value, count in how:
        at, length = headers[int(which * len(headers))]
        if offset + count <= length:
            out[at + offset : at + offset + count] = value * count
    return bytes(out)


def rezipped(change: Callable[[zipfile.ZipFile, str, bytes], None]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole_docx())) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change(new, name, old.read(name))
    return held.getvalue()


def twice(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        new.writestr(name, data)
        new.writestr(name, data.replace("霁川".encode(), "岚桥".encode()))


def climbing(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    data = data.replace(b'Target="', b'Target="../../../../etc/') if name.endswith(".rels") else data
    new.writestr(name, data)
    new.writestr(f"../../{name}", data)


def full_of_itself(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    new.writestr(name, whole_docx() if name.endswith("annex.html") else data)


def many(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    new.writestr(name, data)
    if name == "word/document.xml":
        for n in range(6_000):
            new.writestr(f"word/media/{n}.png", b"")


def reads_or_refuses(body: bytes) -> None:
    begun = time.monotonic()
    documents, said = (), "read"
    try:
        documents = read_bytes(body)
    except ClauselogError as error:
        said = error.message("zh") and error.message("en")
    assert said
    for document in documents:
        for clause in document.clauses:
            assert document.text[clause.text_start : clause.end] == clause.text
    assert time.monotonic() - begun < MOST_S


def gently(examples: int) -> settings:
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_files_are_read(kind):
    assert CLAUSE in read_bytes(WHOLE[kind]())[0].text


@given(changes)
@gently(150)
def test_a_damaged_word_file_is_read_or_refused(how):
    reads_or_refuses(mutated(whole_docx(), how))


@given(changes, st.integers(0, 20))
@gently(200)
def test_a_word_file_with_damaged_parts_is_read_or_refused(how, which):
    reads_or_refuses(mutated_parts(whole_docx(), how, which))


@given(changes)
@gently(25)
def test_a_damaged_pdf_is_read_or_refused(how):
    reads_or_refuses(mutated(whole_pdf(), how))


@given(tokens)
@gently(25)
def test_a_pdf_of_wrong_numbers_and_names_is_read_or_refused(how):
    reads_or_refuses(mutated_tokens(whole_pdf(), how))


@given(fields)
@gently(200)
def test_a_word_file_whose_headers_lie_is_read_or_refused(how):
    reads_or_refuses(mutated_headers(whole_docx(), how))


@pytest.mark.parametrize("change", [twice, climbing, full_of_itself, many])
def test_tricks_with_the_entries_of_a_word_file_are_read_or_refused(change):
    reads_or_refuses(rezipped(change))


@pytest.mark.parametrize(
    "body",
    [
        lambda: b"#!/bin/sh\n" + whole_docx(),
        lambda: whole_docx() + b"\x00" * 70_000,
        lambda: whole_docx() + whole_docx(),
        lambda: whole_docx()[:-2] + b"\xff\xff" + b"PK\x05\x06" * 10_000,
        lambda: b"\x00" * 1_000 + whole_pdf(),
        lambda: whole_pdf() + whole_pdf(),
        lambda: whole_pdf() + whole_docx(),
        lambda: whole_docx() + whole_pdf(),
    ],
)
def test_a_file_with_something_before_or_behind_it_is_read_or_refused(body):
    reads_or_refuses(body())


def test_an_entry_that_two_names_share_is_unpacked_within_the_limits():
    body = whole_docx()
    at = body.index(b"PK\x01\x02")
    end = body.rindex(b"PK\x05\x06")
    entries = body[at:end] * 40
    head = bytearray(body[end : end + 22])
    count = int.from_bytes(head[10:12], "little") * 40
    head[8:10] = head[10:12] = count.to_bytes(2, "little")
    head[12:16] = len(entries).to_bytes(4, "little")
    reads_or_refuses(body[:at] + entries + bytes(head))


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"]),
    st.binary(max_size=3000),
)
@gently(60)
def test_random_bytes_are_read_or_refused(head, rest):
    if head.startswith(b"%PDF"):
        rest = rest[:50]
    reads_or_refuses(head + rest)


def test_reading_damaged_word_files_again_and_again_keeps_no_memory():
    def read_many(first: int) -> None:
        for n in range(first, first + 40):
            reads_or_refuses(mutated_parts(whole_docx(), [("drop", (n * 37 % 100) / 100, n, 0.05)], n))

    read_many(0)
    gc.collect()
    tracemalloc.start()
    try:
        read_many(40)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        read_many(80)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 500_000


def _children() -> set[str]:
    """The processes that this thread has started and that are still there."""
    listed = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(listed.read_text().split()) if listed.exists() else set()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_reading_damaged_pdfs_leaves_neither_files_nor_processes_nor_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def read_many(first: int) -> None:
        for n in range(first, first + 6):
            reads_or_refuses(mutated(whole_pdf(), [("drop", (n * 37 % 100) / 100, n, 0.3)]))

    read_many(0)
    gc.collect()
    files = len(list(Path("/proc/self/fd").iterdir()))
    children = _children()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        read_many(6)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 500_000
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert list(tmp_path.iterdir()) == []
    assert _children() <= children  # servers of other tests may have ended meanwhile


@pytest.mark.slow
@pytest.mark.parametrize("kind", WHOLE)
def test_thousands_of_damaged_files_are_read_or_refused(kind):
    @given(changes, st.integers(0, 20), tokens, fields)
    @gently(4_000 if kind == "docx" else 400)
    def check(how: Any, which: int, others: Any, headers: Any) -> None:
        body = WHOLE[kind]()
        reads_or_refuses(mutated(body, how))
        if kind == "docx":
            reads_or_refuses(mutated_parts(body, how, which))
            reads_or_refuses(mutated_headers(body, headers))
        else:
            reads_or_refuses(mutated_tokens(body, others))

    check()
