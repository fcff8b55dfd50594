"""Whatever bytes a source hands over, reading them gives a document or an error of ours: no other end, and soon."""

import gc
import io
import time
import tracemalloc
import zipfile
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clauselog.errors import ClauselogError
from parsers import read_bytes
from tests.papers import Paper, docx, level, numbering, para, run, story, table, wrapped

CLAUSE = "本平台依照法律规定处理您在使用服务期间提交或者产生的信息，并采取与风险相称的安全措施。"
MOST_S = 20.0


@lru_cache(maxsize=1)
def whole_docx() -> bytes:
    note = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return docx(
        para("霁川云服务协议", style="Title"),
        para("适用范围", style="Heading1", numbered=(1, 0)),
        para(CLAUSE, field, note, numbered=(1, 1)),
        para(f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", CLAUSE, numbered=(1, 1)),
        table(["名称", "用途"], ["甲", "乙"]),
        para(f'<w:hyperlink r:id="l1">{run("链接")}</w:hyperlink>', mark="<w:vanish/>"),
        para(CLAUSE),
        parts={
            "numbering.xml": numbering({0: level(0, "第%1条", "chineseCounting") + level(1, "%1.%2")}, {1: (0, "")}),
            "footnotes.xml": story("footnotes", f'<w:footnote w:id="5">{para("脚注。")}</w:footnote>'),
            "header1.xml": story("hdr", para("页眉")),
        },
        links={"l1": "https://example.com/"},
    )


@lru_cache(maxsize=1)
def whole_pdf() -> bytes:
    paper = Paper(pageCompression=0)
    for _ in range(2):
        paper.column(wrapped(CLAUSE * 6, 440), 70, 780)
        paper.line("1 脚注。", 70, 50, size=7)
        paper.page()
    return paper.bytes()


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


@pytest.mark.slow
@pytest.mark.parametrize("kind", WHOLE)
def test_thousands_of_damaged_files_are_read_or_refused(kind):
    @given(changes, st.integers(0, 20))
    @gently(6_000 if kind == "docx" else 600)
    def check(how: list[tuple[str, float, int, float]], which: int) -> None:
        body = WHOLE[kind]()
        reads_or_refuses(mutated(body, how))
        if kind == "docx":
            reads_or_refuses(mutated_parts(body, how, which))

    check()
