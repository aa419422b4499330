"""Thai text: one way to write SARA AM, digits, and an order that needs no ICU."""

import pytest

from cfo_site import thai


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นํ้ามัน", "น้ำมัน"),  # the tone mark inside the vowel
        ("น้ํามัน", "น้ำมัน"),  # the tone mark before it
        ("ทํางาน", "ทำงาน"),
        ("ทำงาน", "ทำงาน"),
        ("กองช่าง\u200b\u00a0", "กองช่าง "),
    ],
)
def test_sara_am_becomes_one_character_however_it_was_typed(typed, meant):
    assert thai.normalise(typed) == meant
    assert thai.normalise(meant) == meant


def test_digits_go_both_ways():
    assert thai.arabic_digits("๑,๒๓๔.๕๐") == "1,234.50"
    assert thai.thai_digits("หน้า 12") == "หน้า ๑๒"


def test_words_stand_in_dictionary_order_though_a_vowel_is_written_first():
    words = ["แกลง", "เขาชะเมา", "บ้านค่าย", "บ้านฉาง", "ปลวกแดง", "เมืองระยอง", "วังจันทร์"]
    assert [*sorted(words, key=thai.sort_key)] == words != sorted(words)


def test_a_tone_mark_decides_only_between_words_that_are_otherwise_the_same():
    words = ["ข่า", "ข้า", "ขาย"]
    assert sorted(["ขาย", "ข้า", "ข่า"], key=thai.sort_key) == words
    assert thai.sort_key("นํ้า") == thai.sort_key("น้ำ")
