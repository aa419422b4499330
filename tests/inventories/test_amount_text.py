"""What may be typed into a cell."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from inventories.forms.amount import Reading, read_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("71.65", "71.65"),
        ("1,234.50", "1234.5"),
        ("๑,๒๓๔.๕", "1234.5"),
        (" 12 ", "12"),
        ("1 234", "1234"),
        ("0", "0"),
        ("007", "7"),
        (".5", "0.5"),
        ("12.", "12"),
        ("0.123456789000", "0.123456789"),
        ("999999999999999.999999999", "999999999999999.999999999"),
    ],
)
def test_numbers_as_people_write_them(typed, amount):
    assert read_amount(typed) == Reading(amount=Decimal(amount))


def test_an_empty_cell_is_neither_zero_nor_not_occurring():
    assert read_amount("") == read_amount("   ") == Reading()
    assert read_amount("0") != Reading()


@pytest.mark.parametrize(
    ("typed", "notation"),
    [
        ("ไม่มี", "NO"),
        ("ไม่มีกิจกรรม", "NO"),
        ("no", "NO"),
        ("NE", "NE"),
        ("ยังไม่ประเมิน", "NE"),
        ("รวมที่อื่น", "IE"),
        ("ลับ", "C"),
    ],
)
def test_words_for_having_no_number(typed, notation):
    assert read_amount(typed) == Reading(notation=notation)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("มาก", "not_a_number"),
        ("12o0", "not_a_number"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("1e400", "scientific"),
        ("1.5E3", "scientific"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("-", "not_a_number"),
        ("1,23", "separators"),
        ("1.234,50", "separators"),
        ("1.2.3", "separators"),
        ("12 5", "separators"),
        ("1.0000000001", "places"),
        ("1000000000000000", "too_large"),
        ("9" * 400, "too_large"),
        ("1_000", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("½", "not_a_number"),
        ("١٢", "not_a_number"),
    ],
)
def test_what_is_no_amount_is_answered_with_a_sentence(typed, code):
    with pytest.raises(ValidationError) as told:
        read_amount(typed)
    assert told.value.code == code
    assert len(told.value.message) > 20
