"""Figures on paper: exact, aligned, and never 0 for nothing."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports import thai_words
from reports.exports.figures import checked, column, exact, percent, product, rounded, tonnes_of

KG = st.decimals(min_value=0, max_value=10**12, places=18)


@given(KG)
def test_tonnes_are_kilograms_over_1000_exactly(kg):
    with localcontext() as context:
        context.prec = 60
        assert tonnes_of(kg) * 1000 == kg


@given(KG)
def test_checked_kilograms_differ_by_half_a_millionth_at_most(kg):
    assert abs(checked(kg) - kg) <= Decimal("0.0000005")
    assert checked(checked(kg)) == checked(kg)


@given(st.lists(st.one_of(st.none(), st.decimals(min_value=0, max_value=10**9, places=6)), max_size=8))
def test_a_column_keeps_every_digit_and_one_number_of_decimals(values):
    written = column(values)
    for text, value in zip(written, values, strict=True):
        assert (text == "–") if value is None else (Decimal(text.replace(",", "")) == value)
    places = {len(text.partition(".")[2]) for text, value in zip(written, values, strict=True) if value}
    assert len(places) <= 1


def test_in_a_column_nothing_and_none_differ():
    assert column([None, Decimal(0), Decimal("1.5"), Decimal("12.25")]) == ["–", "0", "1.50", "12.25"]


@pytest.mark.parametrize(
    ("tonnes", "text"),
    [("0", "0"), ("0.004", "<0.01"), ("0.005", "0.01"), ("1234.567", "1,234.57"), ("0.000001", "<0.01")],
)
def test_a_trace_of_a_tonne_does_not_read_0_00(tonnes, text):
    assert rounded(Decimal(tonnes)) == text


def test_a_share_of_nothing_is_unknown():
    assert percent(Decimal(0), Decimal(0)) == "–"
    assert percent(Decimal(1), Decimal(3)) == "33.33"
    assert percent(Decimal(1), Decimal(10**6)) == "<0.01"


def test_a_sum_of_products_is_exact():
    gases = {"CO2": "2.698722", "CH4_fossil": "0.000142038", "N2O": "0.000142038"}
    assert product(gases, {"CO2": "1", "CH4_fossil": "30", "N2O": "265"}) == Decimal(
        "2.74062321"
    )  # TGO, diesel on road
    with pytest.raises(KeyError):
        product({"SF6": "1"}, {})


def test_numbers_are_written_without_exponent_and_trailing_zeros():
    assert exact("0.000000001") == "0.000000001"
    assert exact(Decimal("1E+3")) == "1,000"
    assert exact("12.500") == "12.5"


def test_months_are_told_in_buddhist_years():
    assert thai_words.month("2024-02") == "ก.พ. 67"
    assert thai_words.month_long("2024-02") == "กุมภาพันธ์ 2567"
    assert thai_words.months_of("2023-11", 3) == ("2023-11", "2023-12", "2024-01")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ([], ""),
        (["2024-03"], "มี.ค. 67"),
        (["2024-01", "2024-02", "2024-05"], "ม.ค. 67 – ก.พ. 67, พ.ค. 67"),
        (["2023-12", "2024-01"], "ธ.ค. 66 – ม.ค. 67"),
        ([f"2024-{month:02d}" for month in range(1, 13)], "ทุกเดือน"),
    ],
)
def test_months_are_listed_as_one_would_say_them(keys, text):
    assert thai_words.month_list(keys, 12) == text
