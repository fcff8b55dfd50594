"""Days as policies print them, and those that may be either of two."""

from datetime import date

import pytest

from clauselog.days import read_date

READ = [
    ("【2023年08月09日】", date(2023, 8, 9)),
    ("【2022】年【4】月【1】日", date(2022, 4, 1)),
    ("2024年10月31", date(2024, 10, 31)),
    ("2024/08/14", date(2024, 8, 14)),
    ("28.09.2022", date(2022, 9, 28)),
    ("09/28/2022", date(2022, 9, 28)),
    ("01/01/2023", date(2023, 1, 1)),
    ("9th July 2024", date(2024, 7, 9)),
    ("the 22nd day of September 2024", date(2024, 9, 22)),
    ("Dec 24, 2025", date(2025, 12, 24)),
    ("12-Feb-2024", date(2024, 2, 12)),
    ("中華民國113年5月20日", date(2024, 5, 20)),
    ("二〇二四年十一月二十五日", date(2024, 11, 25)),
    ("二○二三年一月三十日", date(2023, 1, 30)),
]
UNREAD = [
    "03/05/2024",
    "03.05.2024",
    "Q1 2024",
    "2024年13月1日",
    "31/02/2024",
    "2021115",
    "12024年1月1日",
    "version 1.2.2024x",
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_day_is_read_in_every_form(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_day_or_one_of_two_is_not_guessed(text):
    assert read_date(text) is None


def test_a_day_behind_much_text_is_found():
    assert read_date("x 1998 y 2024 " * 50 + "on 4 May 2022") == date(2022, 5, 4)
