"""What is reported apart: gases outside the scopes, sources of scope separate, biogenic CO2."""

from inventories.calc.document import from_mapping
from inventories.calc.emissions import Row
from inventories.calc.result import calculate, to_mapping

from .example_town import factor, source
from .inventory_generator import inventory

JANUARY = {"2024-01": "10"}


def results(*sources, **parts):
    """Return the result of a document and its mapping."""
    result = calculate(from_mapping(inventory(list(sources), **parts)))
    return result, to_mapping(result)


def refrigerant(name, **parts):
    """Return 10 kg of a refrigerant in January."""
    return source(name, "refrigerant", amounts=JANUARY, parameters={"refrigerant": name}, **parts)


def test_a_blend_is_split_component_by_component():
    """R-401A: 13 % R-152a (138) in the scope, 53 % R-22 (1760) and 34 % R-124 (527) apart."""
    result, mapping = results(refrigerant("R-401A"))
    made = mapping["sources"][0]
    assert made["kg"] == {"R-22": "5.3", "R-152a": "1.3", "R-124": "3.4"}
    assert made["kgco2e"] == "179.4"
    assert made["kgco2e_by_month"] == {"2024-01": "179.4"}
    assert made["separate_kgco2e"] == "11119.8"
    assert mapping["scopes"]["1"] == {"kgco2e": "179.4", "kg": {"R-152a": "1.3"}, "reported_tco2e": "1"}
    assert mapping["scopes"]["separate"] == {
        "kgco2e": "11119.8",
        "kg": {"R-22": "5.3", "R-124": "3.4"},
        "reported_tco2e": "12",
    }
    assert [(row.gas, row.part) for row in result.sources[0].rows()] == [
        ("R-22", "separate"),
        ("R-152a", "counted"),
        ("R-124", "separate"),
    ]


def test_a_gas_outside_the_scopes_counts_apart_in_a_factor_too():
    made = source("s", "factor", amounts=JANUARY, factor=factor("kg", gases={"R-22": "0.5", "CH4": "1"}))
    _, mapping = results(made)
    assert mapping["sources"][0]["kgco2e"] == "280"
    assert mapping["sources"][0]["separate_kgco2e"] == "8800"


def test_a_source_of_scope_separate_counts_there_wholly():
    _, mapping = results(refrigerant("R-410A", scope="separate"))
    made = mapping["sources"][0]
    assert made["kgco2e"] == made["separate_kgco2e"] == "19235"
    assert made["kgco2e_by_month"] == {"2024-01": "19235"}
    assert mapping["scopes"]["separate"]["kg"] == {"R-32": "5", "R-125": "5"}
    assert mapping["scope_1_2_3"] == {"kgco2e": "0", "reported_tco2e": "0"}


def test_a_value_of_its_own_goes_before_the_blend():
    gwp = {"name": "list", "values": {"R-410A": "1923.5", "R-32": "677", "R-125": "3170"}}
    _, mapping = results(refrigerant("R-410A"), gwp=gwp)
    assert mapping["sources"][0]["kg"] == {"R-410A": "10"}
    assert mapping["sources"][0]["kgco2e"] == "19235"


def test_biogenic_co2_is_in_no_scope():
    wood = factor("kg", gases={"CH4": "0.001"}, biogenic_co2="1.5")
    result, mapping = results(source("wood", "factor", amounts=JANUARY, factor=wood))
    assert mapping["biogenic_co2_kg"] == mapping["sources"][0]["biogenic_co2_kg"] == "15"
    assert mapping["scopes"]["1"]["kg"] == {"CH4": "0.01"}
    rows = list(result.sources[0].rows())
    assert rows == [Row("2024-01", "CH4", "counted", rows[0].kg), Row("2024-01", "CO2", "biogenic", rows[1].kg)]


def test_without_a_list_nothing_stands_outside():
    gwp = {"name": "AR5", "values": {"R-22": "1760"}}
    _, mapping = results(refrigerant("R-22"), gwp=gwp, blends={})
    assert (mapping["sources"][0]["kgco2e"], mapping["sources"][0]["separate_kgco2e"]) == ("17600", "0")
