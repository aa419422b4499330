"""Published totals of the factor library, derived again from their gases."""

import re
from decimal import Decimal

import pytest

from .factor_library import factor_of, factor_rows, gwp_sets

D = Decimal

ROWS = {row["key"]: row for row in factor_rows()}
SPLIT = {key: row for key, row in ROWS.items() if any(gas != "CO2e" for gas in factor_of(row).kg_by_gas)}
SETS = gwp_sets()
NCV = re.compile(r"NCV ([0-9.]+) MJ/\S+ x \(([0-9.]+),([0-9.]+),([0-9.]+)\) kg/TJ")
FUELS = {key: match for key, row in ROWS.items() if (match := NCV.search(row["note"]))}


def close(one, other):
    """Twelve digits are what the library holds of a derived number."""
    return abs(one - other) <= D("1e-9") * max(D(1), abs(other))


def test_the_library_has_no_key_twice_and_enough_rows_to_be_worth_deriving():
    assert len(ROWS) == len(factor_rows())
    assert len(SPLIT) >= 215
    assert len(FUELS) >= 110


@pytest.mark.parametrize("key", SPLIT)
def test_a_total_is_the_sum_of_its_gases(key):
    row = SPLIT[key]
    factor, gwp = factor_of(row), SETS[row["gwp_basis"] or "AR5"]
    if row["total_kgco2e"] and row["total_kgco2e"] != row["printed_kgco2e"]:
        assert close(factor.kgco2e(gwp), D(row["total_kgco2e"]))
    if factor.printed_kgco2e is not None:
        assert factor.agrees_with_print(gwp), (factor.kgco2e(gwp), factor.printed_kgco2e)


@pytest.mark.parametrize("key", FUELS)
def test_a_fuel_is_heating_value_times_ipcc_factor(key):
    """kg per unit = NCV (MJ per unit) x kg/TJ / 10^6; the note prints the heating value with up to 6 digits."""
    ncv, co2, ch4, n2o = map(D, FUELS[key].groups())
    kg = factor_of(ROWS[key]).kg_by_gas
    biogenic = factor_of(ROWS[key]).biogenic_co2
    derived = [each * ncv / 10**6 for each in (co2, ch4, n2o)]
    held = [kg.get("CO2", D(0)) + biogenic, kg.get("CH4", D(0)) + kg.get("CH4_fossil", D(0)), kg.get("N2O", D(0))]
    for calculated, published in zip(derived, held, strict=True):
        assert abs(calculated - published) <= D("2e-6") * published + D("1e-15")
