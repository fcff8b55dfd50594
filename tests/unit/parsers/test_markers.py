"""The grammar of markers: what a line may begin with."""

import pytest

from parsers.markers import bracketed_heading, chinese_number, markers, roman_number


@pytest.mark.parametrize(
    ("text", "style", "number", "label", "bare"),
    [
        ("一、总则", "cn_comma", (1,), "一、", "一"),
        ("十二、附则", "cn_comma", (12,), "十二、", "十二"),
        ("（二）共享", "cn_paren", (2,), "（二）", "二"),
        ("第十七条 退款", "article", (17,), "第十七条", "第十七条"),
        ("第 3 章 账户", "chapter", (3,), "第 3 章", "第 3 章"),
        ("1.2.4 账户安全", "decimal", (1, 2, 4), "1.2.4", "1.2.4"),
        ("13.2可分割性", "decimal", (13, 2), "13.2", "13.2"),
        ("1.14 日历提醒", "decimal", (1, 14), "1.14", "1.14"),
        ("3.2 版权声明", "decimal", (3, 2), "3.2", "3.2"),
        ("2.1 年龄要求", "decimal", (2, 1), "2.1", "2.1"),
        ("4.5月度账单", "decimal", (4, 5), "4.5", "4.5"),
        ("5 个人信息的保护", "num", (5,), "5", "5"),
        ("1.2.2 个人可以代表公司", "decimal", (1, 2, 2), "1.2.2", "1.2.2"),
        ("４．３　服务费", "decimal", (4, 3), "４．３", "4.3"),
        ("3、退订", "num", (3,), "3、", "3"),
        ("4. 51st 平台：指本平台", "num", (4,), "4.", "4"),
        ("（7） 权限", "num_paren", (7,), "（7）", "7"),
        ("5) 其他", "num_rparen", (5,), "5)", "5"),
        ("③ 位置", "circled", (3,), "③", "③"),
        ("a. 您的姓名", "alpha_lower", (1,), "a.", "a"),
        ("(iv) any refund", "roman_lower_paren", (4,), "(iv)", "iv"),
        ("Article IV - Law", "article", (4,), "Article IV -", "Article IV"),
        ("Section 5. Fees", "section", (5,), "Section 5.", "Section 5"),
        ("§ 12 Liability", "article", (12,), "§ 12", "§ 12"),
        ("附件二 权限清单", "annex", (2,), "附件二", "附件二"),
    ],
)
def test_reads_the_marker(text, style, number, label, bare):
    first = markers(text)[0]
    assert (first.style, first.number, first.label, first.bare) == (style, number, label, bare)


@pytest.mark.parametrize(
    "text",
    [
        "2023 年 4 月 25 日版",
        "51Sky 愿一直陪伴您",
        "（Android）/相册权限",
        "第五条的规定同样适用",
        "第三条、第四条所述情形",
        "99.5% 可用性",
        "1.5 倍赔偿",
        "1.5 年内",
        "2.0 版本号",
        "3.5 个月",
        "400-885-1234 2、关注公众号",
        "十八周岁以上",
        "一般情况下，我们",
        "e.g. cookies",
        "U.S. residents",
        "Section 5 of this agreement applies",
        "I agree that you may",
        "IP 地址",
        "",
    ],
)
def test_takes_no_ordinary_words_for_a_marker(text):
    assert [m for m in markers(text) if not m.weak] == []


def test_a_single_i_is_both_a_roman_numeral_and_a_letter():
    assert {(m.style, m.number) for m in markers("(i) the name")} == {
        ("roman_lower_paren", (1,)),
        ("alpha_lower_paren", (9,)),
    }


def test_a_bare_number_is_weak_and_only_believed_at_headings():
    assert [m.weak for m in markers("1 通则")] == [True]


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("二十三", 23), ("一百零三", 103), ("两", 2), ("甲", None)]
)
def test_reads_chinese_numerals(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("i", 1), ("iv", 4), ("XX", 20), ("xlix", 49), ("iiii", None), ("vx", None), ("", None)]
)
def test_reads_roman_numerals(text, value):
    assert roman_number(text) == value


def test_reads_headings_in_lenticular_brackets():
    assert bracketed_heading("【特别提示】请您阅读") == "特别提示"
    assert bracketed_heading("请您阅读【特别提示】") is None
