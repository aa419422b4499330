"""The same document with another factor or another GWP set."""

from copy import deepcopy
from decimal import Decimal

from inventories.calc.sensitivity import compare, side, with_factors, with_gwp

OLD = {"key": "grid-old", "edition": "e", "unit": "kWh", "gases": {"CO2e": "0.4999"}}
NEW = {"key": "grid-new", "edition": "f", "unit": "kWh", "gases": {"CO2e": "0.4750"}}
FUEL = {"key": "diesel", "edition": "e", "unit": "litre", "gases": {"CO2": "2.7", "CH4_fossil": "0.001"}}
DOCUMENT = {
    "format": "cfo-inventory/1",
    "municipality": {"key": "a", "name_th": "ก", "name_en": "A"},
    "period": {"first_month": "2025-01", "months": 12},
    "gwp": {"name": "2565", "values": {"CO2": "1", "CH4": "28", "CH4_fossil": "30"}},
    "sources": [
        {"id": "s1", "name": "meter", "scope": "2", "category": "electricity", "method": "factor", "unit": "kWh",
         "amounts": {"2025-01": "1000", "2025-02": "2000"}, "factor": OLD},
        {"id": "s2", "name": "car", "scope": "1", "category": "mobile", "method": "factor", "unit": "litre",
         "amounts": {"2025-01": "100"}, "factor": FUEL},
    ],
}  # fmt: skip
KEY = ("grid-old", "e")


def test_the_total_either_way():
    found = compare([("old", DOCUMENT), ("new", with_factors(DOCUMENT, {KEY: NEW}))])
    assert found.first.scope_1_2 == Decimal(3000) * Decimal("0.4999") + Decimal(100) * Decimal("2.73")
    assert found.difference_1_2 == Decimal(3000) * Decimal("-0.0249") == Decimal("-74.7")
    assert round(found.percent_1_2, 6) == Decimal("-4.213911")  # 74.7 of 1772.7


def test_what_is_given_is_not_changed():
    before = deepcopy(DOCUMENT)
    with_factors(DOCUMENT, {KEY: NEW})
    with_gwp(DOCUMENT, {"name": "x", "values": {"CO2": "1"}})
    assert before == DOCUMENT


def test_a_factor_of_the_same_key_in_another_edition_stays():
    other = with_factors(DOCUMENT, {("grid-old", "another"): NEW})
    assert compare([("a", DOCUMENT), ("b", other)]).difference_1_2 == 0


def test_forth_and_back_is_where_it_began():
    there = with_factors(DOCUMENT, {KEY: NEW})
    assert side("", with_factors(there, {("grid-new", "f"): OLD})) == side("", DOCUMENT)


def test_another_gwp_set_weighs_fossil_methane_differently():
    values = {"CO2": "1", "CH4": "28", "CH4_fossil": "28"}
    found = compare([("2565", DOCUMENT), ("2569", with_gwp(DOCUMENT, {"name": "2569", "values": values}))])
    assert found.difference_1_2_3 == Decimal(100) * Decimal("0.001") * -2


def test_a_set_that_lacks_a_gas_gives_no_figure_instead_of_a_wrong_one():
    assert compare([("a", DOCUMENT), ("b", with_gwp(DOCUMENT, {"name": "x", "values": {"CO2": "1"}}))]) is None


def test_nothing_has_no_percentage():
    nothing = deepcopy(DOCUMENT)
    for source in nothing["sources"]:
        source["amounts"] = {}
    found = compare([("a", nothing), ("b", with_factors(nothing, {KEY: NEW}))])
    assert (found.difference_1_2, found.percent_1_2) == (0, None)


def test_reported_tonnes_are_rounded_up_by_scope():
    assert side("", DOCUMENT).reported_1_2 == 1 + 2
