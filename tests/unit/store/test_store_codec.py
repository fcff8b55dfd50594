"""Values that are stored whole come back equal; damaged ones are noticed."""

from dataclasses import replace
from datetime import date

import pytest

from clauselog.model import FormerVersion, LeftOut, Link, NamedProvider
from store import codec
from store.codec import Manifest, Origin
from store.columns import PlainText
from tests import builders as b


def manifest(document):
    return Manifest(
        document.text,
        document.clauses,
        document.stated.spans,
        document.links,
        tuple(Origin(1, number) for number, _ in enumerate(document.clauses, 1)),
    )


def repacked(one):
    texts = list(dict.fromkeys(clause.text for clause in one.clauses))
    value = codec.manifest_value(one, {text: key for key, text in enumerate(texts)}, [0])
    unpacked = codec.unpack(codec.pack(value))
    assert set(unpacked["texts"]) == set(range(len(texts)))
    return codec.rebuild(unpacked, dict(enumerate(texts)))


def test_a_manifest_comes_back_equal():
    one = manifest(b.document(b.heading("第一章", label="一、"), b.clause("内容。", label="1."), "内容。"))
    assert repacked(one) == one


def test_an_empty_version_comes_back_equal():
    one = manifest(b.document())
    assert repacked(one) == one


def test_a_manifest_holds_no_clause_text_of_its_own():
    long = "我们重视您的隐私并承诺保护。" * 500
    value = codec.manifest_value(manifest(b.document(long)), {long: 1}, [1])
    assert "隐私" not in codec.dump(value).decode()


def test_snapshots_are_squeezed_and_come_back_byte_for_byte():
    for body in (b"", b"\x00\xff" * 10, b"<p>" * 10_000):
        assert codec.unsqueeze(codec.squeeze(body)) == body
    assert len(codec.squeeze(b"<p>" * 10_000)) < 100


@pytest.mark.parametrize("damaged", [b"", b"nonsense", codec.squeeze(b"x" * 100)[:-3]])
def test_damaged_data_are_noticed(damaged):
    with pytest.raises(ValueError, match="damaged"):
        codec.unsqueeze(damaged)


def test_left_out_parts_come_back_equal():
    parts = (LeftOut("menu", "首页\n登录"), LeftOut("running_head", ""))
    assert codec.unpack_left_out(codec.pack_left_out(parts)) == parts


@pytest.mark.parametrize("text", ["", "plain", "a\0b", "\ufdd0", "\ufdd00", "\0\ufdd01\0"])
def test_any_text_survives_a_text_column_without_nul_characters(text):
    column = PlainText()
    bound = column.process_bind_param(text, None)
    assert "\0" not in bound
    assert column.process_result_value(bound, None) == text


@pytest.mark.parametrize(
    ("edits", "old", "new"),
    [
        ((("equal", "保存"), ("delete", "30"), ("insert", "180"), ("equal", "天")), "保存30天", "保存180天"),
        ((("insert", "新"),), "", "新"),
        ((("equal", "of"), ("delete", "another")), "text", "altogether"),
    ],
)
def test_edits_come_back_equal(edits, old, new):
    assert codec.edits_of(codec.edits_value(edits, old, new), old, new) == edits


def test_a_whole_document_comes_back_equal():
    one = b.document(b.heading("标题", label="一、"), "内容。", title="题", effective_on=date(2024, 9, 1))
    one = replace(one, left_out=(LeftOut("menu", "首页"),), links=(Link(0, 2, "https://a.example"),))
    assert codec.unpack_document(codec.pack_document(one)) == one


def test_numbers_come_back_from_their_runs():
    assert codec.runs_value([7, 1, 2, 3, 9]) == [[1, 3], [7, 1], [9, 1]]
    assert list(codec.runs_of([[1, 3], [7, 1], [9, 1]])) == [1, 2, 3, 7, 9]
    assert list(codec.runs_of(codec.runs_value([]))) == []


NAMED = (NamedProvider("星河有限公司", True, ("星河",), 0, 6),)
FORMER = (FormerVersion("V1", date(2021, 5, 1), "/v1", 7, 9), FormerVersion("2020年版", None, None, 10, 15))


def test_who_publishes_and_former_versions_come_back_equal():
    one = b.document("内容。")
    one = replace(one, stated=replace(one.stated, providers=NAMED, former_versions=FORMER))
    assert codec.unpack_document(codec.pack_document(one)) == one
    kept = replace(manifest(one), providers=NAMED, former_versions=FORMER)
    assert repacked(kept) == kept


def test_what_was_stored_before_providers_were_read_opens_and_is_packed_as_it_was():
    one = b.document("内容。")
    for packed in (codec.pack_document(one), codec.pack(codec.manifest_value(manifest(one), {"内容。": 1}, [1]))):
        stored = codec.unpack(packed)
        assert not {"providers", "former_versions"} & set(stored)
        assert codec.pack(stored) == packed
    assert codec.unpack_document(codec.pack_document(one)).stated.providers == ()
    assert repacked(manifest(one)).former_versions == ()
