"""The catalogue of methods says what the table of the inventory document says."""

import json

import pytest

from inventories.calc.catalogue import METHODS, as_mapping

REQUIRED, OPTIONAL = object(), object()

# The table of the inventory document, copied by hand: the default of each parameter, or that it is required.
TABLE = {
    "factor": {},
    "refrigerant": {"refrigerant": REQUIRED},
    "septic_tank": {"bod_g_per_person_day": "40", "bo": "0.6", "mcf": "0.5", "fraction": "1"},
    "wastewater_cod": {
        "input": "water_used",
        "return_fraction": "0.8",
        "cod_kg_per_m3": "0.12",
        "bo": "0.25",
        "mcf": REQUIRED,
        "sludge_cod_kg": "0",
        "recovered_ch4_kg": "0",
    },
    "wastewater_domestic": {
        "bod_g_per_person_day": "40",
        "industrial_factor": "1",
        "utilisation": "1",
        "bo": "0.6",
        "mcf": REQUIRED,
        "sludge_bod_kg": "0",
        "recovered_ch4_kg": "0",
        "protein_kg_per_person_year": OPTIONAL,
        "n_per_protein": "0.16",
        "f_non_con": "1.1",
        "f_ind_com": "1",
        "n_sludge_kg": "0",
        "ef_effluent": "0.005",
        "plant_n2o_g_per_person_year": "0",
    },
    "landfill_fod": {
        "deposits": REQUIRED,
        "inventory_year": OPTIONAL,
        "doc": REQUIRED,
        "k": REQUIRED,
        "mcf": REQUIRED,
        "docf": "0.5",
        "f": "0.5",
        "ox": "0",
        "recovered_ch4_t": "0",
    },
    "fertiliser": {
        "n_fraction": REQUIRED,
        "urea_fraction": "0",
        "organic": False,
        "ef1": "0.01",
        "frac_gasf": "0.10",
        "ef4": "0.01",
        "frac_leach": "0.30",
        "ef5": "0.0075",
        "wet": True,
    },
    "composting": {"ch4_g_per_kg": "4", "n2o_g_per_kg": "0.24", "recovered_ch4_kg": "0"},
    "anaerobic_digestion": {"ch4_g_per_kg": "0.8", "n2o_g_per_kg": "0", "recovered_ch4_kg": "0"},
    "incineration": {
        "composition": REQUIRED,
        "oxidation": "1",
        "ch4_g_per_t": REQUIRED,
        "n2o_g_per_t": REQUIRED,
        "n2o_basis": "wet",
    },
    "open_burning": {
        "composition": REQUIRED,
        "oxidation": "0.58",
        "ch4_g_per_t": REQUIRED,
        "n2o_g_per_t": REQUIRED,
        "n2o_basis": "dry",
    },
}


def _said(parameter):
    if parameter.required:
        return REQUIRED
    return OPTIONAL if parameter.default is None else parameter.default


def test_the_methods_are_those_of_the_table():
    assert list(METHODS) == list(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_parameters_and_defaults_are_those_of_the_table(name):
    assert {parameter.name: _said(parameter) for parameter in METHODS[name].parameters} == TABLE[name]


def test_two_defaults_depend_on_another_parameter():
    others = {
        (method.name, parameter.name): [(other.parameter, other.value, other.default) for other in parameter.otherwise]
        for method in METHODS.values()
        for parameter in method.parameters
        if parameter.otherwise
    }
    assert others == {
        ("wastewater_cod", "return_fraction"): [("input", "measured_inflow", "1")],
        ("fertiliser", "frac_gasf"): [("organic", True, "0.20")],
    }


def test_absolute_parameters_are_sludge_and_recovery():
    absolute = {parameter.name for method in METHODS.values() for parameter in method.parameters if parameter.absolute}
    assert absolute == {
        "sludge_cod_kg",
        "sludge_bod_kg",
        "n_sludge_kg",
        "recovered_ch4_kg",
        "recovered_ch4_t",
    }


@pytest.mark.parametrize("name", TABLE)
def test_every_parameter_says_where_it_comes_from(name):
    assert all(parameter.source for parameter in METHODS[name].parameters)


def test_the_catalogue_is_plain_data():
    assert list(json.loads(json.dumps(as_mapping()))) == list(TABLE)
