"""Charsets: who is believed, and what is said where nobody can be."""

import codecs

import pytest

from clauselog.errors import UndecodableText
from parsers import read_bytes
from parsers.charset import decode

ZH = "霁川隐私政策：我们会收集您的姓名、手机号码，用于为您提供服务，并依法保护您的信息安全。" * 3
TW = "隱私權政策：我們會收集您的資訊，並依法保護您的個人資料，以提供服務給您使用。" * 3
JA = "プライバシーポリシー：当社は、お客様の個人情報を適切に取り扱います。利用規約に同意してください。" * 3
KO = "개인정보 처리방침: 회사는 이용자의 개인정보를 수집하고 이용합니다." * 4
FR = "Politique de confidentialité : nous collectons des données à caractère personnel des utilisateurs. " * 3
EN = "Privacy policy: we collect data about you and keep it for thirty days. " * 3


@pytest.mark.parametrize(
    ("text", "charset"),
    [(ZH, "gb18030"), (TW, "big5"), (JA, "cp932"), (JA, "euc-jp"), (FR, "cp1252"), (ZH, "utf-8")],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "right"])
def test_a_page_is_read_whether_its_charset_is_declared_rightly_wrongly_or_not_at_all(text, charset, declared):
    assert decode(text.encode(charset), charset if declared == "right" else declared)[0] == text


def test_korean_is_read_where_it_is_declared():
    assert decode(KO.encode("cp949"), "euc-kr")[0] == KO


@pytest.mark.parametrize(
    ("text", "charset", "declared"),
    [
        (ZH, "gb18030", "iso-8859-1"),
        (ZH, "gb18030", "big5"),
        (ZH, "gb18030", "shift_jis"),
        (ZH, "utf-8", "iso-8859-1"),
        (ZH, "utf-8", "gbk"),
        (ZH, "utf-8", "big5"),
        (ZH, "utf-8", "utf-16"),
        (EN, "ascii", "utf-16-le"),
        (TW, "big5", "gbk"),
        (TW, "big5", "gb2312"),
        (TW, "utf-8", "big5"),
        (ZH, "utf-8", "x-nonsense"),
        (ZH, "utf-8", "hex"),
        (EN, "ascii", "unicode_escape"),
        (EN, "ascii", "utf-7"),
    ],
)
def test_a_header_that_lies_is_not_believed(text, charset, declared):
    assert decode(text.encode(charset), declared)[0] == text


def test_a_header_is_believed_before_the_page_and_a_mark_at_the_head_before_both():
    page = f'<html><head><meta charset="big5"></head><body>{ZH}</body></html>'
    assert decode(page.encode("gb18030"), "gbk") == (page, "gb18030")
    assert decode(codecs.BOM_UTF8 + page.encode(), "gbk") == (page, "utf-8")


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "x-gbk", "cp936", "GB_2312-80", None])
def test_what_calls_itself_gb2312_or_gbk_is_read_as_gb18030(declared):
    text = ZH + "镕𠮷"  # the first is in GBK and not in GB2312, the second takes four bytes
    assert decode(text.encode("gb18030"), declared) == (text, "gb18030")


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("declared", [None, "utf-16", "explicit"])
@pytest.mark.parametrize("text", [ZH, EN], ids=["Chinese", "English"])
@pytest.mark.parametrize("marked", [True, False], ids=["with a mark", "without one"])
def test_utf16_is_read_with_and_without_a_mark(order, declared, text, marked):
    body = text.encode(f"utf-16-{order}")
    if marked:
        body = (codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE) + body
    assert decode(body, f"utf-16-{order}" if declared == "explicit" else declared)[0] == text


def test_iso_2022_jp_is_told_by_its_escapes():
    assert decode(JA.encode("iso2022_jp"))[0] == JA


def test_a_page_of_few_chinese_words_is_read_as_it_says():
    text = "Contact: 霁川 (Hangzhou). " + EN
    assert decode(text.encode("gbk"), "gbk")[0] == text


# ------------------------------------------------------------------------------------------- refused


def message(body: bytes, declared: str | None = None) -> str:
    with pytest.raises(UndecodableText) as caught:
        decode(body, declared)
    assert caught.value.message("zh") != caught.value.message("en")
    return caught.value.message("en")


@pytest.mark.parametrize(
    ("charset", "declared", "cut"),
    [("utf-8", None, 1), ("utf-8", "utf-8", 2), ("gbk", None, 1), ("gbk", "gb2312", 1), ("utf-16", None, 1)],
)
def test_a_last_character_that_is_cut_says_that_the_content_is(charset, declared, cut):
    assert "cut short" in message(ZH.encode(charset)[:-cut], declared)


@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_a_replacement_character_in_the_source_is_an_error_that_names_it(declared):
    said = message(f"{ZH}\ufffd\ufffd{ZH}".encode(), declared)
    assert "U+FFFD (2 in all" in said
    assert f"character {len(ZH)}" in said


def test_a_replacement_character_is_an_error_in_a_page_as_well():
    with pytest.raises(UndecodableText, match="U\\+FFFD"):
        read_bytes(f"<html><body><h1>隐私政策</h1><p>{ZH}\ufffd</p></body></html>".encode())


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1"])
def test_one_wrong_byte_in_utf8_is_told_by_its_place_and_not_read_as_latin(declared):
    body = ZH.encode() + b"\xff" + ZH.encode()
    assert f"byte {len(ZH.encode())} (0xff)" in message(body, declared)


def test_a_mark_that_lies_is_an_error():
    assert "utf-8" in message(codecs.BOM_UTF8 + ZH.encode("gbk"))
