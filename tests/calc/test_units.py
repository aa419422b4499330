"""Units convert within their dimension by exact ratios, and not at all between dimensions."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emission_factors.calc.decimals import NotAPlainDecimal
from emission_factors.calc.factors import Quantity
from emission_factors.calc.units import UnitMismatch, dimension, ratio

FAMILIES = [["g", "kg", "t"], ["litre", "m3"], ["Wh", "kWh", "MWh", "MJ", "GJ"]]
PAIRS = [pair for family in FAMILIES for pair in product(family, repeat=2)]


@pytest.mark.parametrize(
    ("given_unit", "wanted", "expected"),
    [
        ("t", "kg", (1000, 1)),
        ("g", "t", (1, 1_000_000)),
        ("m3", "litre", (1000, 1)),
        ("kWh", "MJ", (18, 5)),
        ("MJ", "kWh", (5, 18)),
        ("MWh", "GJ", (18, 5)),
        ("Wh", "kWh", (1, 1000)),
        ("pkm", "pkm", (1, 1)),
    ],
)
def test_a_ratio_is_a_pair_of_integers_in_lowest_terms(given_unit, wanted, expected):
    assert ratio(given_unit, wanted) == expected


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_there_and_back_is_exactly_one(one, other):
    assert Fraction(*ratio(one, other)) * Fraction(*ratio(other, one)) == 1


@given(st.decimals(0, 10**9, places=9), st.sampled_from(PAIRS))
def test_a_quantity_comes_back_exactly(amount, pair):
    quantity = Quantity.of(f"{amount:f}", pair[0])
    assert quantity.to(pair[1]).to(pair[0]) == quantity


@pytest.mark.parametrize(
    ("one", "other"),
    [("litre", "kg"), ("kWh", "litre"), ("kg", "kg dry"), ("kwh", "kWh"), ("km", "tkm"), ("scf", "m3")],
)
def test_what_measures_something_else_does_not_convert(one, other):
    assert dimension(one) != dimension(other)
    with pytest.raises(UnitMismatch, match=one):
        ratio(one, other)


def test_quantities_of_one_dimension_are_added_in_the_unit_of_the_first():
    total = Quantity.of("1.5", "t") + Quantity.of("250", "kg")
    assert (total.decimal(), total.unit) == (Fraction("1.75"), "t")


def test_adding_litres_to_kilowatt_hours_raises():
    with pytest.raises(UnitMismatch):
        Quantity.of("1", "litre") + Quantity.of("1", "kWh")


def test_a_third_is_rounded_only_when_it_is_printed():
    assert str(Quantity.of("1", "MJ").to("kWh").decimal(6)) == "0.277778"


def test_a_quantity_is_read_strictly():
    with pytest.raises(NotAPlainDecimal):
        Quantity.of("1e3", "kg")
