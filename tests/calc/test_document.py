"""What an inventory document may say, and how its doubtful corners are read."""

import json

import pytest

from inventories.calc.document import FORMAT, Faults, from_mapping, parse
from inventories.calc.result import calculate, to_mapping

from .example_town import YEAR, burning, factor, landfill, source, town, upstream
from .inventory_generator import DIESEL_ON_ROAD, inventory, months_from


def result_of(document):
    """Return the result mapping of a document."""
    return to_mapping(calculate(from_mapping(document)))


def faults_of(document):
    """Return (source id, field, code) of every fault."""
    with pytest.raises(Faults) as caught:
        from_mapping(document)
    return [(fault.source_id, fault.field, fault.code) for fault in caught.value.faults]


def test_a_document_without_optional_keys_is_whole():
    document = {
        "format": FORMAT,
        "municipality": {"key": "", "name_th": "", "name_en": ""},
        "period": {"first_month": "2024-01", "months": 1},
        "gwp": {"name": "", "values": {"CO2": "1"}},
        "sources": [],
    }
    result = result_of(document)
    assert result["sources"] == []
    assert result["completeness"] == {
        "months_present": ["2024-01"],
        "months_missing": [],
        "months_estimated": [],
        "ne_count": 0,
        "complete": True,
    }


def test_text_and_mapping_are_read_alike():
    assert parse(json.dumps(town())) == from_mapping(town())


@pytest.mark.parametrize("months", [12, "12"])
def test_the_number_of_months_is_an_integer_or_a_string_of_one(months):
    assert from_mapping(inventory([], period={"first_month": "2023-10", "months": months})).period.months == (
        *months_from(2023)[9:],
        *months_from(2024)[:9],
    )


def test_an_upstream_line_takes_the_amounts_of_its_parent():
    result = result_of(town())
    by_id = {each["id"]: each for each in result["sources"]}
    assert by_id["upstream"]["kg"] == {"CO2e": "35.50176"}  # 120 litres x 0.84 kg x 0.3522
    assert by_id["upstream"]["completeness"] == by_id["diesel"]["completeness"]
    assert by_id["upstream"]["completeness"]["months_estimated"] == ["2024-02"]


def test_an_upstream_line_may_stand_before_its_parent():
    document = town()
    before = result_of(document)["sources"]
    document["sources"].insert(0, document["sources"].pop(2))
    after = result_of(document)["sources"]
    assert after[0] == before[2]
    assert [each["id"] for each in after[:3]] == ["upstream", "diesel", "electricity"]


@pytest.mark.parametrize("unit", [None, "litre", "m3", "kg", "t"])
def test_the_unit_of_an_upstream_line_may_be_of_either_end_of_its_bridge(unit):
    line = upstream()
    if unit is None:
        del line["unit"]
    else:
        line["unit"] = unit
    made = source("diesel", "factor", "litre", factor=DIESEL_ON_ROAD)
    assert result_of(inventory([made, line]))["sources"][1]["kg"] == {"CO2e": "35.50176"}


def test_an_upstream_line_in_the_unit_of_its_parent_needs_no_bridge():
    line = upstream(parent="power", unit="kWh", factor=factor("kWh", gases={"CO2e": "0.0987"}))
    del line["conversion"]
    made = source("power", "factor", "MWh", scope="2", factor=factor("kWh"))
    assert result_of(inventory([made, line]))["sources"][1]["kgco2e"] == "11844"


def test_the_bridge_of_a_parent_is_not_that_of_its_upstream_line():
    cylinders = source(
        "gas",
        "factor",
        "cylinder",
        conversion={"from": "cylinder", "to": "kg", "ratio": "15", "source": "size of the cylinder"},
        factor=factor("kg", gases={"CO2": "3.11"}),
    )
    line = upstream(parent="gas")
    del line["conversion"]
    assert faults_of(inventory([cylinders, line])) == [("upstream", "unit", "unit_mismatch")]


def test_empty_amounts_beside_a_parent_are_no_amounts():
    made = source("diesel", "factor", "litre", factor=DIESEL_ON_ROAD)
    result_of(inventory([made, upstream(amounts={}, estimated=[])]))


def test_several_upstream_lines_may_share_a_parent():
    made = source("diesel", "factor", "litre", factor=DIESEL_ON_ROAD)
    result = result_of(inventory([made, upstream("one"), upstream("two")]))
    assert result["sources"][1]["kg"] == result["sources"][2]["kg"]


@pytest.mark.parametrize("unit", ["person.day", "person-days", "person-day"])
def test_person_days_may_be_spelt_as_in_the_library_or_in_the_table(unit):
    result_of(inventory([source("tank", "septic_tank", unit)]))


def test_the_unit_of_a_landfill_is_only_a_word():
    result_of(inventory([landfill(unit="site")]))


def test_a_method_counts_in_any_unit_of_its_dimension():
    tonnes = result_of(inventory([source("heap", "composting", "t", amounts={"2024-01": "1.5"})]))
    kilograms = result_of(inventory([source("heap", "composting", amounts={"2024-01": "1500"})]))
    assert tonnes["sources"] == kilograms["sources"]


def test_two_faults_of_two_causes_are_two():
    document = town()
    document["sources"][0]["amounts"]["2024-01"] = "-1"
    document["sources"][1]["unit"] = "litre"
    document["gwp"]["values"]["N2O"] = 265
    assert faults_of(document) == [
        (None, "gwp.values.N2O", "number_not_string"),
        ("diesel", "amounts.2024-01", "not_decimal"),
        ("electricity", "unit", "unit_mismatch"),
    ]


def test_an_impossible_result_is_told_beside_other_faults():
    document = town()
    document["sources"][0]["amounts"]["2024-01"] = "-1"
    document["sources"].append(landfill("dump", recovered_ch4_t="9999"))
    assert [fault[2] for fault in faults_of(document)] == ["not_decimal", "recovered_above_generated"]


def test_one_gas_missing_for_many_sources_is_one_fault_that_counts_them():
    made = [source(f"s{i}", "factor", "litre", factor=DIESEL_ON_ROAD) for i in range(5)]
    with pytest.raises(Faults) as caught:
        from_mapping(inventory(made, gwp={"name": "x", "values": {"CO2": "1", "N2O": "265"}}, blends={}))
    assert [fault.line() for fault in caught.value.faults] == [
        "Source s0, factor.gases.CH4_fossil: CH4_fossil has no warming potential in gwp.values (and so in 4 more)."
    ]


def test_a_source_that_suffers_twice_from_one_cause_is_counted_once():
    document = inventory([burning("one"), burning("two")])
    del document["waste_types"]
    with pytest.raises(Faults) as caught:
        from_mapping(document)
    assert [(fault.source_id, fault.more_sources) for fault in caught.value.faults] == [("one", 1)]


def test_the_same_strange_month_in_two_sources_is_two_faults():
    made = [source(f"s{i}", "composting", amounts={"2024-01": "1", "2025-01": "1"}) for i in range(2)]
    assert faults_of(inventory(made)) == [(f"s{i}", "amounts.2025-01", "month_outside_period") for i in range(2)]


@pytest.mark.parametrize("sources", [1, 2, 5])
def test_a_wrong_period_is_one_fault_however_many_sources(sources):
    made = [source(f"s{i}", "composting") for i in range(sources)]
    for first_month in ("2023-01", "2024-07"):
        assert len(faults_of(inventory(made, period={"first_month": first_month, "months": 12}))) == 1


def test_biogenic_co2_needs_no_warming_potential():
    wood = factor("kg", gases={"CH4": "0.001"}, biogenic_co2="1.5")
    gwp = {"name": "methane alone", "values": {"CH4": "28"}}
    result = result_of(inventory([source("wood", "factor", factor=wood)], gwp=gwp))
    assert result["biogenic_co2_kg"] == "180"


def test_a_document_of_another_format_is_told_only_that():
    assert faults_of({"format": "cfo-dossier/1", "anything": 1}) == [(None, "format", "wrong_format")]


def test_what_leans_on_a_faulty_part_is_not_blamed():
    document = town()
    document["period"] = document["gwp"] = None
    assert [fault[1] for fault in faults_of(document)] == ["period", "gwp"]


def test_the_mapping_given_is_left_as_it_was():
    document = town()
    calculate(from_mapping(document))
    assert document == town()


def test_months_are_read_in_their_own_order():
    amounts = {month: str(number) for number, month in reversed(list(enumerate(YEAR)))}
    result = result_of(inventory([source("heap", "composting", amounts=amounts)]))
    assert list(result["sources"][0]["kgco2e_by_month"]) == YEAR
