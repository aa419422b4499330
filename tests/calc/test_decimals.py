"""Plain decimals are read strictly and printed canonically."""

from decimal import Decimal, getcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emission_factors.calc.decimals import NotAPlainDecimal, parse_amount, parse_decimal, plain


@pytest.mark.parametrize("text", ["0", "12", "0.5", "1.500", "999999999999999.999999999", "0.000000001"])
def test_an_amount_is_what_a_person_writes(text):
    assert parse_amount(text) == Decimal(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5", "not_decimal"),
        ("-0", "not_decimal"),
        ("+1", "not_decimal"),
        (" 1", "not_decimal"),
        ("1\n", "not_decimal"),
        ("1e400", "not_decimal"),
        ("NaN", "not_decimal"),
        ("Infinity", "not_decimal"),
        ("1_000", "not_decimal"),
        ("٣", "not_decimal"),
        ("๓", "not_decimal"),
        ("00.5", "not_decimal"),
        (".5", "not_decimal"),
        ("5.", "not_decimal"),
        ("", "not_decimal"),
        ("1000000000000000", "too_large"),
        ("0.0000000001", "too_many_places"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text, reason):
    with pytest.raises(NotAPlainDecimal) as refused:
        parse_amount(text)
    assert refused.value.reason == reason


def test_a_factor_may_have_all_the_places_of_a_workbook():
    assert parse_decimal("0.00012440691644850007") == Decimal("0.00012440691644850007")
    with pytest.raises(NotAPlainDecimal):
        parse_decimal("0." + "1" * 51)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("0E-18", "0"),
        ("-0.00", "0"),
        ("1.500", "1.5"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("1E-18", "0.000000000000000001"),
        ("20.000000000000000000", "20"),
        ("-7.10", "-7.1"),
    ],
)
def test_a_number_is_printed_without_exponent_and_trailing_zeros(value, printed):
    assert plain(Decimal(value)) == printed


@given(st.decimals(0, 10**15 - 1, places=9))
def test_what_is_printed_reads_back_as_the_same_number(value):
    assert parse_amount(plain(value)) == value


@given(st.integers(0, 10**15), st.integers(-20, 0))
def test_printing_does_not_depend_on_the_context_of_the_caller(digits, exponent):
    value = Decimal(digits).scaleb(exponent)
    before = getcontext().prec
    getcontext().prec = 3
    try:
        printed = plain(value)
    finally:
        getcontext().prec = before
    assert Decimal(printed) == value
    assert "E" not in printed
