"""Every formula of the inventory document, repeated with fractions and compared to the last stored place."""

from decimal import Decimal
from fractions import Fraction

import pytest

from inventories.calc.document import from_mapping
from inventories.calc.result import calculate, to_mapping

from .example_town import YEAR, burning, factor, source
from .inventory_generator import inventory

F = Fraction

DAYS = dict(zip(YEAR, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))


def stored(value):
    """Round a fraction half-even to 18 places, as an integer division would."""
    scaled = value * 10**18
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    if 2 * rest > scaled.denominator or (2 * rest == scaled.denominator and whole % 2):
        whole += 1
    return F(whole, 10**18)


def result_of(made, **parts):
    """Return the result mapping of the only source of a document."""
    return to_mapping(calculate(from_mapping(inventory([made], **parts))))["sources"][0]


def kg(result, gas):
    """Return the kg of a gas as a fraction."""
    return F(result["kg"][gas])


def monthly(formula):
    """Return the yearly kg: the formula for each month, rounded as stored, summed."""
    return sum(stored(formula(month)) for month in YEAR)


def test_a_factor_is_amount_times_each_gas():
    made = source(
        "van",
        "factor",
        "litre",
        amounts={"2024-01": "71.65"},
        factor=factor("litre", gases={"CO2": "2.698722", "N2O": "0.000142038"}),
    )
    result = result_of(made)
    assert result["kg"] == {"CO2": "193.3634313", "N2O": "0.0101770227"}
    assert F(result["kgco2e"]) == F("193.3634313") + F("0.0101770227") * 265


def test_units_of_one_dimension_convert_exactly():
    made = source("meter", "factor", "MJ", amounts={"2024-01": "1"}, factor=factor("kWh", gases={"CO2e": "0.5"}))
    assert kg(result_of(made), "CO2e") == stored(F(5, 18) * F("0.5"))


def test_a_conversion_bridges_two_dimensions_and_units_on_both_sides():
    bridge = {"from": "litre", "to": "kg", "ratio": "0.54", "source": "density of LPG"}
    made = source(
        "gas", "factor", "m3", amounts={"2024-01": "2"}, conversion=bridge, factor=factor("t", gases={"CO2": "3000"})
    )
    assert kg(result_of(made), "CO2") == 2 * 1000 * F("0.54") / 1000 * 3000


def test_biogenic_co2_of_a_factor_stands_apart():
    made = source(
        "wood",
        "factor",
        amounts={"2024-01": "100"},
        factor=factor("kg", gases={"CH4": "0.0004797"}, biogenic_co2="1.79088"),
    )
    result = result_of(made)
    assert result["biogenic_co2_kg"] == "179.088"
    assert result["kg"] == {"CH4": "0.04797"}


def test_a_factor_may_hold_biogenic_co2_alone():
    made = source("wood", "factor", amounts={"2024-01": "100"}, factor=factor("kg", gases={}, biogenic_co2="1.79088"))
    result = result_of(made)
    assert (result["kg"], result["kgco2e"], result["biogenic_co2_kg"]) == ({}, "0", "179.088")


def test_a_septic_tank_gives_twelve_grams_a_person_day():
    made = source("tank", "septic_tank", "person.day", amounts={"2024-01": "2090"})
    assert result_of(made)["kg"] == {"CH4": "25.08"}


def test_every_parameter_of_a_septic_tank_counts():
    parameters = {"bod_g_per_person_day": "39", "bo": "0.59", "mcf": "0.7", "fraction": "0.333333"}
    made = source("tank", "septic_tank", "person-days", parameters=parameters)
    each = 10 * F(39, 1000) * F("0.59") * F("0.7") * F("0.333333")
    assert kg(result_of(made), "CH4") == monthly(lambda _: each)


def test_wastewater_of_water_used_is_eighty_per_cent_at_the_effluent_standard():
    made = source("pond", "wastewater_cod", "m3", amounts={"2024-01": "291"}, parameters={"mcf": "0.2"})
    assert result_of(made)["kg"] == {"CH4": "1.3968"}


def test_measured_wastewater_returns_wholly():
    parameters = {"mcf": "0.2", "input": "measured_inflow"}
    made = source("pond", "wastewater_cod", "m3", amounts={"2024-01": "291"}, parameters=parameters)
    assert result_of(made)["kg"] == {"CH4": "1.746"}
    made["parameters"]["return_fraction"] = "0.5"
    assert result_of(made)["kg"] == {"CH4": "0.873"}


def test_cod_may_differ_by_month():
    cod = {month: f"0.{number}1" for number, month in enumerate(YEAR, 1)}
    made = source("pond", "wastewater_cod", "m3", parameters={"mcf": "0.8", "cod_kg_per_m3": cod})
    assert kg(result_of(made), "CH4") == monthly(lambda month: 10 * F("0.8") * F(cod[month]) * F("0.25") * F("0.8"))


def test_sludge_and_recovery_leave_one_result_for_the_period():
    parameters = {"mcf": "0.8", "sludge_cod_kg": "3.5", "recovered_ch4_kg": "0.7"}
    result = result_of(source("pond", "wastewater_cod", "m3", parameters=parameters))
    assert kg(result, "CH4") == stored((120 * F("0.8") * F("0.12") - F("3.5")) * F("0.25") * F("0.8") - F("0.7"))
    assert "kgco2e_by_month" not in result
    assert result["completeness"]["complete"] is True


def test_domestic_wastewater_counts_the_days_of_each_month():
    parameters = {"mcf": "0.3", "industrial_factor": "1.25", "utilisation": "0.7", "bo": "0.6"}
    result = result_of(source("plant", "wastewater_domestic", "person", parameters=parameters))
    each = 10 * F(40, 1000) * F("1.25") * F("0.7") * F("0.6") * F("0.3")
    assert kg(result, "CH4") == monthly(lambda month: each * DAYS[month])
    assert "N2O" not in result["kg"]


def test_nitrous_oxide_of_the_effluent_and_of_the_plant_add_up():
    parameters = {
        "mcf": "0",
        "protein_kg_per_person_year": "21.7",
        "f_ind_com": "1.25",
        "plant_n2o_g_per_person_year": "3.2",
    }
    result = result_of(source("plant", "wastewater_domestic", "person", parameters=parameters))

    def of_month(month):
        nitrogen = 10 * F("21.7") * F(DAYS[month], 365) * F("0.16") * F("1.1") * F("1.25")
        return nitrogen * F("0.005") * F(44, 28) + 10 * F("3.2") / 1000 * F(DAYS[month], 365)

    assert kg(result, "N2O") == monthly(of_month)
    assert kg(result, "CH4") == 0


def test_the_plant_alone_gives_nitrous_oxide_without_protein():
    parameters = {"mcf": "0", "plant_n2o_g_per_person_year": "3.2"}
    result = result_of(source("plant", "wastewater_domestic", "person", parameters=parameters))
    assert kg(result, "N2O") == monthly(lambda month: F(32, 1000) * F(DAYS[month], 365))


def test_nitrogen_in_the_sludge_is_taken_off_the_period():
    parameters = {"mcf": "0.3", "protein_kg_per_person_year": "20", "n_sludge_kg": "1.5"}
    result = result_of(source("plant", "wastewater_domestic", "person", parameters=parameters))
    nitrogen = 10 * 20 * F(366, 365) * F("0.16") * F("1.1") - F("1.5")
    assert kg(result, "N2O") == stored(nitrogen * F("0.005") * F(44, 28))
    assert kg(result, "CH4") == stored(10 * F(40, 1000) * 366 * F("0.6") * F("0.3"))
    assert "kgco2e_by_month" not in result


def test_urea_gives_nitrous_oxide_and_carbon_dioxide():
    result = result_of(source("urea", "fertiliser", parameters={"n_fraction": "0.46", "urea_fraction": "1"}))
    direct_and_indirect = F("0.01") + F("0.10") * F("0.01") + F("0.30") * F("0.0075")
    assert kg(result, "N2O") == monthly(lambda _: 10 * F("0.46") * F(44, 28) * direct_and_indirect)
    assert kg(result, "CO2") == monthly(lambda _: 10 * F("0.20") * F(44, 12))


def test_organic_fertiliser_on_dry_land_evaporates_more_and_leaches_nothing():
    result = result_of(source("manure", "fertiliser", parameters={"n_fraction": "0.02", "organic": True, "wet": False}))
    assert kg(result, "N2O") == monthly(lambda _: 10 * F("0.02") * F(44, 28) * (F("0.01") + F("0.20") * F("0.01")))


def test_a_given_fraction_wins_over_both_defaults():
    parameters = {"n_fraction": "0.02", "organic": True, "wet": False, "frac_gasf": "0.5"}
    result = result_of(source("manure", "fertiliser", parameters=parameters))
    assert kg(result, "N2O") == monthly(lambda _: 10 * F("0.02") * F(44, 28) * (F("0.01") + F("0.5") * F("0.01")))


@pytest.mark.parametrize(
    ("method", "expected"),
    [("composting", {"CH4": "0.48", "N2O": "0.0288"}), ("anaerobic_digestion", {"CH4": "0.096", "N2O": "0"})],
)
def test_biological_treatment_by_wet_weight(method, expected):
    assert result_of(source("heap", method))["kg"] == expected


def test_recovered_biogas_is_taken_off_the_digester():
    result = result_of(source("heap", "anaerobic_digestion", "t", parameters={"recovered_ch4_kg": "90"}))
    assert result["kg"] == {"CH4": "6", "N2O": "0"}


def test_incineration_splits_fossil_and_biogenic_carbon():
    result = result_of(burning())
    plastics, food = F("0.4") * F("0.75"), F("0.6") * F("0.40") * F("0.38")
    assert kg(result, "CO2") == monthly(lambda _: 10 * plastics * F(44, 12))
    assert F(result["biogenic_co2_kg"]) == monthly(lambda _: 10 * food * F(44, 12))
    assert kg(result, "CH4") == monthly(lambda _: F(10) * 6 / 10**6)
    assert kg(result, "N2O") == monthly(lambda _: F(10) * 50 / 10**6)


def test_open_burning_leaves_carbon_and_counts_nitrous_oxide_of_dry_waste():
    result = result_of(burning("fire", "open_burning", ch4_g_per_t="6500", n2o_g_per_t="150"))
    dry = F("0.6") * F("0.40") + F("0.4")
    assert kg(result, "CO2") == monthly(lambda _: 10 * F("0.4") * F("0.75") * F("0.58") * F(44, 12))
    assert kg(result, "N2O") == monthly(lambda _: F(10) * 150 / 10**6 * dry)


def test_the_basis_of_nitrous_oxide_can_be_stated_otherwise():
    dry = result_of(burning(n2o_basis="dry"))
    wet = result_of(burning("fire", "open_burning", n2o_basis="wet"))
    assert kg(dry, "N2O") == kg(wet, "N2O") * (F("0.6") * F("0.40") + F("0.4"))


def test_methane_of_a_method_is_never_fossil():
    made = [source("heap", "composting"), burning(), source("tank", "septic_tank", "person.day")]
    assert all("CH4_fossil" not in result_of(each)["kg"] for each in made)


def test_a_result_is_rounded_half_even_once():
    gases = {"CO2": "0.0000000000000000005", "N2O": "0.0000000000000000015"}
    made = source("trace", "factor", amounts={"2024-01": "1"}, factor=factor("kg", gases=gases))
    assert result_of(made)["kg"] == {"CO2": "0", "N2O": "0.000000000000000002"}


def test_a_large_amount_keeps_all_its_digits():
    made = source(
        "meter",
        "factor",
        amounts={"2024-01": "999999999999999.999999999"},
        factor=factor("kg", gases={"CO2e": "2.698722"}),
    )
    assert Decimal(result_of(made)["kgco2e"]) == Decimal("2698721999999999.999999997301278")
