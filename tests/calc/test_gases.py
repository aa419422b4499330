"""Gases by the letter, refrigerants by component, CO2e as itself."""

from decimal import Decimal

import pytest

from emission_factors.calc.factors import Factor
from emission_factors.calc.gases import (
    BlendNotWhole,
    GwpSet,
    UnknownGas,
    UnknownRefrigerant,
    check_blend,
    components,
)

D = Decimal
AR5 = GwpSet("AR5", {"CH4": D(28), "CH4_fossil": D(30), "R-32": D(677), "R-125": D(3170)}, frozenset({"R-22"}))


def test_co2e_is_one_without_standing_in_the_set():
    assert AR5.of("CO2e") == 1
    assert AR5.knows("CO2e")


@pytest.mark.parametrize("gas", ["ch4", "CH4 ", "CH4-fossil", "CO2"])
def test_a_gas_is_found_by_the_letter_only(gas):
    assert not AR5.knows(gas)
    with pytest.raises(UnknownGas, match=gas):
        AR5.of(gas)


def test_fossil_methane_has_its_own_value_and_no_other_takes_its_place():
    assert AR5.of("CH4_fossil") == 30
    without = GwpSet("AR4", {"CH4": D(25)})
    with pytest.raises(UnknownGas):
        without.of("CH4_fossil")


def test_a_refrigerant_with_its_own_potential_is_whole():
    assert components("R-32", AR5, {"R-32": {"R-125": D(1)}}) == {"R-32": D(1)}


def test_a_blend_is_its_components():
    blends = {"R-410A": {"R-32": D("0.5"), "R-125": D("0.5")}}
    assert components("R-410A", AR5, blends) == blends["R-410A"]


def test_a_blend_must_be_whole_exactly():
    with pytest.raises(BlendNotWhole):
        check_blend({"R-32": D("0.5"), "R-125": D("0.4999999999999999999999999999")})


def test_a_blend_of_an_unknown_gas_and_an_unknown_blend_raise():
    with pytest.raises(UnknownGas):
        components("R-X", AR5, {"R-X": {"R-9": D(1)}})
    with pytest.raises(UnknownRefrigerant):
        components("R-9", AR5, {})


def _factor(printed):
    return Factor("k", "e", "litre", {"CH4": D("0.1"), "CH4_fossil": D("0.1")}, printed_kgco2e=printed)


def test_a_factor_is_the_sum_of_its_gases():
    assert _factor(None).kgco2e(AR5) == D("5.8")


@pytest.mark.parametrize(
    ("printed", "agrees"), [(None, None), ("5.8", True), ("5.80", True), ("6", True), ("5", False), ("5.81", False)]
)
def test_a_printed_total_is_compared_in_its_own_places(printed, agrees):
    assert _factor(printed and D(printed)).agrees_with_print(AR5) is agrees
