"""Rules of factors, units, descent and parameters, each broken once: (what, how, source id, field, code)."""

from .changes import added, at, of, together
from .example_town import burning, factor, landfill, source, upstream
from .inventory_generator import months_from

FACTORS = [
    ("no factor", of("electricity", "factor"), "electricity", "factor", "factor_missing"),
    ("a factor elsewhere", of("septic", "factor", value=factor()), "septic", "factor", "factor_forbidden"),
    ("a factor as a text", of("electricity", "factor", value="0.4999"), "electricity", "factor", "wrong_type"),
    ("a factor without unit", of("electricity", "factor", "unit"), "electricity", "factor.unit", "missing_key"),
    ("a factor without gases", of("electricity", "factor", "gases"), "electricity", "factor.gases", "missing_key"),
    (
        "a factor of no gas",
        of("electricity", "factor", "gases", value={}),
        "electricity",
        "factor.gases",
        "factor_without_gas",
    ),
    (
        "a negative gas",
        of("electricity", "factor", "gases", "CO2e", value="-1"),
        "electricity",
        "factor.gases.CO2e",
        "not_decimal",
    ),
    (
        "a gas as a number",
        of("electricity", "factor", "gases", "CO2e", value=0.5),
        "electricity",
        "factor.gases.CO2e",
        "number_not_string",
    ),
    (
        "a gas with an exponent",
        of("electricity", "factor", "gases", "CO2e", value="1e-05"),
        "electricity",
        "factor.gases.CO2e",
        "not_decimal",
    ),
    (
        "an unknown gas",
        of("refilled", "factor", "gases", value={"XF6": "1"}),
        "refilled",
        "factor.gases.XF6",
        "gas_without_gwp",
    ),
    (
        "a gas in other letters",
        of("refilled", "factor", "gases", value={"ch4": "1"}),
        "refilled",
        "factor.gases.ch4",
        "gas_without_gwp",
    ),
    (
        "CO2e beside a gas",
        of("electricity", "factor", "gases", "CO2", value="1"),
        "electricity",
        "factor.gases",
        "co2e_not_alone",
    ),
    (
        "negative biogenic CO2",
        of("electricity", "factor", "biogenic_co2", value="-1"),
        "electricity",
        "factor.biogenic_co2",
        "not_decimal",
    ),
    (
        "a printed total as a number",
        of("electricity", "factor", "printed_kgco2e", value=0.4999),
        "electricity",
        "factor.printed_kgco2e",
        "number_not_string",
    ),
    ("an unknown key", of("electricity", "factor", "scope", value="2"), "electricity", "factor.scope", "unknown_key"),
    ("a unit of another dimension", of("electricity", "unit", value="litre"), "electricity", "unit", "unit_mismatch"),
    ("an unknown unit", of("electricity", "unit", value="kwh"), "electricity", "unit", "unit_mismatch"),
    ("a method's unit that does not fit", of("septic", "unit", value="kg"), "septic", "unit", "unit_mismatch"),
    ("refrigerant by volume", of("cooling", "unit", value="litre"), "cooling", "unit", "unit_mismatch"),
    (
        "an unknown refrigerant",
        of("cooling", "parameters", "refrigerant", value="R-9"),
        "cooling",
        "parameters.refrigerant",
        "refrigerant_unknown",
    ),
    (
        "a component without potential",
        at("gwp", "values", "R-124"),
        "cooling",
        "parameters.refrigerant",
        "gas_without_gwp",
    ),
    (
        "a gas of many sources without potential",
        at("gwp", "values", "CH4_fossil"),
        "diesel",
        "factor.gases.CH4_fossil",
        "gas_without_gwp",
    ),
    ("a gas of a method without potential", at("gwp", "values", "CH4"), "septic", "method", "gas_without_gwp"),
]

CONVERSIONS = [
    ("no conversion", of("upstream", "conversion"), "upstream", "unit", "unit_mismatch"),
    (
        "a conversion without source",
        of("upstream", "conversion", "source"),
        "upstream",
        "conversion.source",
        "missing_key",
    ),
    (
        "a conversion by 0",
        of("upstream", "conversion", "ratio", value="0"),
        "upstream",
        "conversion.ratio",
        "out_of_range",
    ),
    (
        "a ratio as a number",
        of("upstream", "conversion", "ratio", value=0.84),
        "upstream",
        "conversion.ratio",
        "number_not_string",
    ),
    ("a conversion as a text", of("upstream", "conversion", value="0.84"), "upstream", "conversion", "wrong_type"),
    (
        "a conversion from elsewhere",
        of("upstream", "conversion", "from", value="kWh"),
        "upstream",
        "conversion",
        "conversion_elsewhere",
    ),
    (
        "a conversion to elsewhere",
        of("upstream", "conversion", "to", value="kWh"),
        "upstream",
        "conversion",
        "conversion_elsewhere",
    ),
    (
        "a conversion within a dimension",
        of("electricity", "conversion", value={"from": "MWh", "to": "kWh", "ratio": "900", "source": "x"}),
        "electricity",
        "conversion",
        "conversion_not_a_bridge",
    ),
    (
        "a conversion the wrong way round",
        of("upstream", "conversion", value={"from": "kg", "to": "litre", "ratio": "1.2", "source": "x"}),
        "upstream",
        "conversion",
        "conversion_elsewhere",
    ),
    (
        "a conversion nobody needs",
        of("septic", "conversion", value={"from": "litre", "to": "kg", "ratio": "1", "source": "x"}),
        "septic",
        "conversion",
        "conversion_elsewhere",
    ),
    (
        "a conversion of a landfill",
        of("landfill", "conversion", value={"from": "litre", "to": "kg", "ratio": "1", "source": "x"}),
        "landfill",
        "conversion",
        "not_used_here",
    ),
]

DESCENT = [
    ("a parent that is not there", of("upstream", "parent", value="petrol"), "upstream", "parent", "parent_missing"),
    ("a parent that went", of("diesel", "id", value="petrol"), "upstream", "parent", "parent_missing"),
    ("a parent as a number", of("upstream", "parent", value=1), "upstream", "parent", "wrong_type"),
    ("a parent as null", of("upstream", "parent", value=None), "upstream", "parent", "wrong_type"),
    ("its own parent", of("upstream", "parent", value="upstream"), "upstream", "parent", "parent_cycle"),
    (
        "a ring of three",
        together(of("upstream", "parent", value="b"), added(upstream("b", "c"), upstream("c", "upstream"))),
        "upstream",
        "parent",
        "parent_cycle",
    ),
    ("a parent with a parent", added(upstream("second", "upstream")), "second", "parent", "parent_derived"),
    (
        "a chain of three",
        added(upstream("second", "upstream"), upstream("third", "second")),
        "second",
        "parent",
        "parent_derived",
    ),
    (
        "amounts beside a parent",
        of("upstream", "amounts", value={"2024-01": "1"}),
        "upstream",
        "amounts",
        "parent_amounts",
    ),
    ("an upstream line of scope 1", of("upstream", "scope", value="1"), "upstream", "scope", "parent_scope"),
    (
        "a landfill as parent",
        of("upstream", "parent", value="landfill"),
        "upstream",
        "parent",
        "parent_without_amounts",
    ),
    (
        "a fault of the parent",
        of("diesel", "amounts", "2024-01", value="x"),
        "diesel",
        "amounts.2024-01",
        "not_decimal",
    ),
    ("a unit of neither side", of("upstream", "unit", value="kWh"), "upstream", "unit", "unit_mismatch"),
]


def _of_landfill(name, code, field, **parameters):
    return (f"a landfill with {name}", added(landfill("dump", **parameters)), "dump", field, code)


ROOTS = [
    ("the unit of a parent", of("diesel", "unit", value="kWh"), "diesel", "unit", "unit_mismatch"),
    ("no unit of a parent", of("diesel", "unit"), "diesel", "unit", "missing_key"),
    ("no id of a parent", of("diesel", "id"), None, "sources[0].id", "missing_key"),
    ("the id of a parent used twice", of("diesel", "id", value="septic"), "septic", "id", "duplicate_id"),
    ("a parent that is a text", at("sources", "diesel", value="diesel"), None, "sources[0]", "wrong_type"),
    ("no amounts of a parent", of("diesel", "amounts"), "diesel", "amounts", "missing_key"),
    ("amounts of a parent as a list", of("diesel", "amounts", value=[]), "diesel", "amounts", "wrong_type"),
    ("an upstream line without its parent", of("upstream", "parent"), "upstream", "amounts", "missing_key"),
    ("factor for another method", of("pond", "method", value="factor"), "pond", "factor", "factor_missing"),
    ("another method for factor", of("diesel", "method", value="composting"), "diesel", "factor", "factor_forbidden"),
    ("no waste types at all", at("waste_types"), "incinerator", "parameters.composition.food", "waste_type_unknown"),
    ("no blends at all", at("blends"), "cooling", "parameters.refrigerant", "refrigerant_unknown"),
    (
        "a misspelt waste type in deposits",
        of("landfill", "parameters", "deposits", value={"foods": {"2023": "1"}}),
        "landfill",
        "parameters.deposits.foods",
        "no_values_for_type",
    ),
    (
        "a whole year outside in one source",
        of("garden", "amounts", value=dict.fromkeys(months_from(2023), "1")),
        "garden",
        "amounts.2023-01",
        "months_outside_period",
    ),
]

PARAMETERS = [
    ("no mcf", of("pond", "parameters"), "pond", "parameters.mcf", "missing_key"),
    ("an mcf of 2", of("pond", "parameters", "mcf", value="2"), "pond", "parameters.mcf", "out_of_range"),
    ("an mcf as a number", of("pond", "parameters", "mcf", value=0.2), "pond", "parameters.mcf", "number_not_string"),
    ("an unknown input", of("pond", "parameters", "input", value="rain"), "pond", "parameters.input", "not_a_choice"),
    (
        "a COD for some of the months",
        of("pond", "parameters", "cod_kg_per_m3", value={"2024-01": "0.1"}),
        "pond",
        "parameters.cod_kg_per_m3",
        "no_value_for_month",
    ),
    (
        "a COD of another year",
        of("pond", "parameters", "cod_kg_per_m3", value={"2023-01": "0.1"}),
        "pond",
        "parameters.cod_kg_per_m3.2023-01",
        "month_outside_period",
    ),
    (
        "nitrogen of no protein",
        of("plant", "parameters", "n_sludge_kg", value="1"),
        "plant",
        "parameters.n_sludge_kg",
        "needs_parameter",
    ),
    ("wet as a text", of("garden", "parameters", "wet", value="true"), "garden", "parameters.wet", "wrong_type"),
    ("no refrigerant", of("cooling", "parameters"), "cooling", "parameters.refrigerant", "missing_key"),
    (
        "an empty refrigerant",
        of("cooling", "parameters", "refrigerant", value=""),
        "cooling",
        "parameters.refrigerant",
        "empty",
    ),
    (
        "a composition of 90 %",
        of("fire", "parameters", "composition", "food", value="0.5"),
        "fire",
        "parameters.composition",
        "shares_not_whole",
    ),
    (
        "an unknown waste type",
        of("fire", "parameters", "composition", value={"glass": "1"}),
        "fire",
        "parameters.composition.glass",
        "waste_type_unknown",
    ),
    (
        "a waste type of many sources that went",
        at("waste_types", "plastics"),
        "incinerator",
        "parameters.composition.plastics",
        "waste_type_unknown",
    ),
    (
        "an unknown basis",
        of("fire", "parameters", "n2o_basis", value="damp"),
        "fire",
        "parameters.n2o_basis",
        "not_a_choice",
    ),
    (
        "more recovered than generated",
        added(source("lagoon", "wastewater_cod", "m3", parameters={"mcf": "0.8", "recovered_ch4_kg": "100"})),
        "lagoon",
        "parameters.recovered_ch4_kg",
        "recovered_above_generated",
    ),
    (
        "more sludge than there is",
        added(source("lagoon", "wastewater_cod", "m3", parameters={"mcf": "0.8", "sludge_cod_kg": "100"})),
        "lagoon",
        "parameters.sludge_cod_kg",
        "negative_result",
    ),
    (
        "more nitrogen in the sludge than there is",
        added(
            source(
                "works",
                "wastewater_domestic",
                "person",
                parameters={"mcf": "0", "protein_kg_per_person_year": "20", "n_sludge_kg": "100"},
            )
        ),
        "works",
        "parameters.n_sludge_kg",
        "negative_result",
    ),
    (
        "a result too large to be stored",
        added(
            source(
                "sun",
                "factor",
                amounts={"2024-01": "999999999999999"},
                factor=factor("kg", gases={"CO2": "999999999999999"}),
            )
        ),
        "sun",
        "amounts",
        "result_too_large",
    ),
    _of_landfill("amounts", "amounts_forbidden", "amounts", amounts={"2024-01": "1"}),
    _of_landfill("no deposits", "empty", "parameters.deposits", deposits={}),
    _of_landfill(
        "a year left out", "deposit_gap", "parameters.deposits.food", deposits={"food": {"2020": "1", "2022": "1"}}
    ),
    _of_landfill(
        "a Buddhist-era year", "not_a_year", "parameters.deposits.food.2563", deposits={"food": {"2563": "1"}}
    ),
    _of_landfill(
        "a deposit below zero", "not_decimal", "parameters.deposits.food.2020", deposits={"food": {"2020": "-1"}}
    ),
    _of_landfill("a type without DOC", "no_value_for_type", "parameters.doc", doc={"food": "0.15"}),
    _of_landfill("a type without k", "no_value_for_type", "parameters.k", k={"food": "0.4"}),
    _of_landfill("a type without DOCf", "no_value_for_type", "parameters.docf", docf={"food": "0.7"}),
    _of_landfill("a k of 0", "out_of_range", "parameters.k.food", k={"food": "0", "paper": "0.07"}),
    _of_landfill("years without MCF", "no_value_for_year", "parameters.mcf", mcf={"2021": "0.4", "2022": "0.4"}),
    _of_landfill("an MCF of a month", "not_a_year", "parameters.mcf.2021-01", mcf={"2021-01": "0.4"}),
    _of_landfill(
        "more recovered than generated",
        "recovered_above_generated",
        "parameters.recovered_ch4_t",
        recovered_ch4_t="1000",
    ),
    _of_landfill("a Buddhist inventory year", "not_a_year", "parameters.inventory_year", inventory_year="2567"),
    _of_landfill(
        "an inventory year as a number", "number_not_string", "parameters.inventory_year", inventory_year=2024
    ),
    ("no composition", added(burning("stove", composition={})), "stove", "parameters.composition", "empty"),
]
