"""Years and dates as officials type them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from inventories.forms.dates import BuddhistYearField, ThaiDateField, read_date

DAY = dt.date(2026, 9, 28)


@pytest.mark.parametrize(
    "typed",
    ["28/9/2569", "28/09/2569", "28-9-2569", "28.9.2569", "28 9 2569", "๒๘/๙/๒๕๖๙", "28/9/2026", "2026-09-28", "2569-09-28",
     "28 ก.ย. 2569", "28 กย 2569", "28 กันยายน 2569", "28 กันยายน พ.ศ. 2569", "วันที่ 28 กันยายน พ.ศ. 2569", "28 ก.ย. ค.ศ. 2026",
     " 28 / 9 / 2569 ", "๒๘ กันยายน ๒๕๖๙"],
)  # fmt: skip
def test_a_date_is_read_in_both_eras_and_in_words(typed):
    assert read_date(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("พรุ่งนี้", "อ่านวันที่ “พรุ่งนี้” ไม่ออก"),
        ("28/9", "อ่านวันที่"),
        ("28 ก.ค.ย. 2569", "อ่านวันที่"),
        ("2569", "อ่านวันที่"),
        ("28/9/69", "โปรดพิมพ์ปีเป็นสี่หลัก"),
        ("28/9/25690", "โปรดพิมพ์ปีเป็นสี่หลัก"),
        ("28/9/0000", "โปรดพิมพ์ปีเป็นสี่หลัก"),
        ("31/2/2569", "ไม่มีวันที่ 31 เดือน 2 ของปี พ.ศ. 2569"),
        ("29/2/2568", "ไม่มีวันที่ 29"),
        ("9/28/2569", "ไม่มีวันที่ 9 เดือน 28"),
        ("0/1/2569", "ไม่มีวันที่ 0"),
        ("28/9/2569; DROP TABLE", "อ่านวันที่"),
    ],
)
def test_what_is_no_date_is_answered_with_a_sentence(typed, said):
    with pytest.raises(ValidationError, match=said):
        read_date(typed)


def test_the_29th_of_february_exists_in_a_leap_year():
    assert read_date("29/2/2567") == dt.date(2024, 2, 29)


def test_a_date_is_shown_again_as_it_would_be_typed():
    field = ThaiDateField(required=False)
    assert field.prepare_value(DAY) == "28/9/2569"
    assert field.prepare_value("28 ก.ย.") == "28 ก.ย."
    assert field.clean("") is None


@pytest.mark.parametrize(
    ("typed", "year"), [("2568", 2568), ("๒๕๖๘", 2568), ("พ.ศ. 2568", 2568), ("ปี 2568", 2568), ("", None)]
)
def test_a_buddhist_year_is_read(typed, year):
    assert BuddhistYearField(required=False).clean(typed) == year


@pytest.mark.parametrize(
    ("typed", "said"), [("2025", "พ.ศ. คือ 2568"), ("68", "สี่หลัก"), ("ปีนี้", "สี่หลัก"), ("25 68", "สี่หลัก"), ("1e3", "สี่หลัก")]
)
def test_another_year_is_answered_with_a_sentence(typed, said):
    with pytest.raises(ValidationError, match=said):
        BuddhistYearField().clean(typed)
