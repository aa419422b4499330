"""Formulas that carry their value: what is written comes to what is said, whatever is put together."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.workbook.places import cell, letters, span
from reports.exports.workbook.terms import Term, constant, exponential, total

NUMBERS = st.integers(min_value=1, max_value=99).map(constant)


def both(terms):
    """Any two terms put together by any operator."""
    pairs = st.tuples(st.sampled_from("+-*/"), terms, terms)
    return pairs.map(lambda each: _combined(*each))


def _combined(sign: str, one: Term, other: Term) -> Term:
    if sign == "/" and not other.value:
        sign = "*"
    return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[sign](other)


def reckoned(text: str) -> Fraction:
    """What a formula comes to in exact fractions, by Python's own rules of precedence, which are those of cells."""
    numbered = "".join(f"Fraction({part})" if part.isdigit() else part for part in _parts(text))
    return eval(numbered, {"Fraction": Fraction})


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for letter in text:
        if letter.isdigit() and parts and parts[-1].isdigit():
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


@given(st.recursive(NUMBERS, both, max_leaves=12))
def test_a_formula_comes_to_its_value(term):
    exact = reckoned(term.text)
    assert abs(Fraction(term.value) - exact) <= abs(exact) * Fraction(1, 10**30) + Fraction(1, 10**30)


def test_operands_are_put_in_brackets_only_where_they_must():
    one, two, three = constant(1), constant(2), constant(3)
    assert (one + two + three).text == "1+2+3"
    assert (one - (two + three)).text == "1-(2+3)"
    assert ((one + two) * three).text == "(1+2)*3"
    assert (one / (two * three)).text == "1/(2*3)"
    assert (one * two / three).text == "1*2/3"


def test_the_sum_of_nothing_is_nought():
    assert total([]) == constant(0)


def test_a_power_of_e():
    term = exponential(Term("H5", Decimal("0.4")), negative=True)
    assert term.text == "EXP(-H5)"
    assert float(term.value) == pytest.approx(0.6703200460356393)


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_sheet(column, name):
    assert letters(column) == name


def test_addresses():
    assert cell(4, 0) == "A5"
    assert cell(4, 27, fixed=True) == "$AB$5"
    assert span((4, 0), (6, 1)) == "A5:B7"
    assert span((4, 0), (6, 1), sheet="ค่า EF") == "'ค่า EF'!$A$5:$B$7"
