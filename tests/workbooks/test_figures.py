"""What a cell in a figure's place means."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.forms.workbooks.book import Cell
from inventories.forms.workbooks.figures import decimal_of, read_figure


@pytest.mark.parametrize(
    ("stored", "amount"),
    [
        (0.1 + 0.2, "0.3"), (1.1 * 3, "3.3"), (71.65, "71.65"), (0.0, "0"), (120.0, "120"), (1e14, "100000000000000"),
        (1234567.123456789, "1234567.123456789"), (0.000000001, "1E-9"), (123456789.1 + 1e-8, "123456789.1"),
    ],
)  # fmt: skip
def test_binary_noise_goes_and_every_digit_that_was_typed_stays(stored, amount):
    assert decimal_of(stored) == Decimal(amount)


def figure(value, unit="kWh", **how):
    return read_figure(Cell(value, **how), unit=unit)


def test_more_than_nine_decimals_are_rounded_and_that_is_told():
    read = figure(10 / 3)
    assert read.amount == Decimal("3.333333333")
    assert [notice.rule for notice in read.notices] == ["rounded"]


@pytest.mark.parametrize(
    ("text", "amount", "rules"),
    [
        ("120", "120", ["text_number"]), (" 1,234.50 ", "1234.5", ["text_number"]), ("๑๒๐", "120", ["text_number"]),
        ("120 kWh", "120", ["text_number", "unit_in_text"]), ("120หน่วย", "120", ["text_number", "unit_in_text"]),
    ],
)  # fmt: skip
def test_numbers_typed_as_text_are_used_and_told(text, amount, rules):
    read = figure(text)
    assert (read.amount, [notice.rule for notice in read.notices]) == (Decimal(amount), rules)


@pytest.mark.parametrize("text", ["120 บาท", "120 ลิตร", "5 %", "120 (ประมาณ)"])
def test_another_unit_or_remark_behind_a_number_is_never_guessed_away(text):
    read = figure(text)
    assert (read.amount, read.fault.rule) == (None, "text_behind")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("-5", "negative"), ("1.5e3", "scientific"), ("1,23", "separators"), ("ประมาณ 50", "not_a_number"), ("inf", "not_a_number"),
        ("NaN", "not_a_number"), ("=1+1", "not_a_number"), ("+5", "not_a_number"), ("@SUM(A1)", "not_a_number"), ("9" * 16, "too_large"),
        ("0.1234567891", "places"),
    ],
)  # fmt: skip
def test_what_is_no_amount_says_so_and_how_to_mend_it(text, rule):
    read = figure(text)
    assert (read.amount, read.fault.rule) == (None, rule)
    assert read.fault.sentence
    assert read.fault.remedy


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", "---"])
def test_a_dash_is_only_proposed_as_not_occurring(dash):
    read = figure(dash)
    assert (read.notation, read.amount, [notice.rule for notice in read.notices]) == ("NO", None, ["dash"])


@pytest.mark.parametrize(("word", "notation"), [("ไม่มี", "NO"), ("ไม่ประเมิน", "NE"), ("รวมที่อื่น", "IE")])
def test_the_words_of_our_own_cells_need_no_question(word, notation):
    assert (figure(word).notation, figure(word).notices) == (notation, ())


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0", "\u200b"])
def test_blanks_are_an_empty_cell(blank):
    assert figure(blank) is None


def test_dates_and_truths_are_no_amounts():
    assert figure(dt.datetime.fromisoformat("2025-02-01")).fault.rule == "date_for_figure"
    assert figure(True).fault.rule == "not_a_number"


def test_a_text_of_a_csv_is_not_called_a_text():
    assert read_figure(Cell("120"), unit="", typed=False).notices == ()
