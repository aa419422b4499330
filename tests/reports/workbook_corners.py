"""Years full of what seldom happens: gases outside the totals, units in a chain, parameters by month, things taken off."""

import copy
from typing import Any

from reports.exports.facts import YearFacts
from tests.reports.sample_years import MONTHS, factor, facts_of, inventory

BLENDS = {
    "R-410A": {"R-32": "0.5", "R-125": "0.5"},
    "R-401A": {"R-22": "0.53", "R-152a": "0.13", "R-124": "0.34"},
}
WASTE = {"food": {"dm": "0.40", "c": "0.38", "fcf": "0.03"}, "plastics": {"dm": "1", "c": "0.75", "fcf": "1"}}
DEPOSITS = {"food": {"2019": "1200.5", "2020": "0", "2021": "1250"}, "paper": {"2022": "300", "2023": "12.25"}}
TEN = dict.fromkeys(MONTHS, "10.1")


def source(number: int, scope: str, method: str, unit: str, parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": f"c{number}", "name": f"มุมที่ {number}", "scope": scope, "category": method, "method": method, "unit": unit,
        "amounts": dict(TEN), "parameters": parameters, **more,
    }  # fmt: skip


def corners() -> dict[str, Any]:
    """The document of a year with all of it."""
    gone = {"2024-01": "NO", "2024-02": "NE", "2024-03": "0", "2024-05": "7.77"}
    mixed = factor("mixed", "kg", {"CO2": "1.25", "R-22": "0.001", "CH4": "0.02"}, biogenic_co2="0.333333333333333333")
    only_outside = factor("outside", "kg", {"R-22": "1", "R-124": "0.25"})
    by_energy = factor("energy", "MJ", {"CO2": "0.0741", "CH4": "0.000003", "N2O": "0.0000006"})
    by_mass = factor("mass", "t", {"CO2e": "3110.123456789012345678"})
    cod = {month: f"0.{place}" for place, month in enumerate(MONTHS, 11)}
    landfill = {
        "deposits": DEPOSITS, "doc": {"food": "0.15", "paper": "0.4"}, "k": {"food": "0.4", "paper": "0.07"},
        "mcf": {"2019": "0.4", "2021": "0.8", "2022": "1", "2023": "1"}, "docf": {"food": "0.7", "paper": "0.5"},
        "ox": "0.1", "recovered_ch4_t": "0.75",
    }  # fmt: skip
    burnt = {"composition": {"food": "0.65", "plastics": "0.35"}, "ch4_g_per_t": "6500", "n2o_g_per_t": "150"}
    people = {
        "mcf": "0.5", "protein_kg_per_person_year": "24.5", "f_ind_com": "1.25", "utilisation": "0.85",
        "industrial_factor": "1.25", "plant_n2o_g_per_person_year": "3.2",
    }  # fmt: skip
    sources = [
        source(1, "1", "refrigerant", "g", {"refrigerant": "R-401A"}),
        source(2, "separate", "refrigerant", "kg", {"refrigerant": "R-401A"}),
        source(3, "separate", "refrigerant", "kg", {"refrigerant": "R-32"}, amounts=gone),
        source(4, "1", "factor", "kg", {}, factor=mixed),
        source(5, "separate", "factor", "g", {}, factor=mixed),
        source(6, "2", "factor", "kg", {}, factor=only_outside),
        source(7, "separate", "factor", "kg", {}, factor=only_outside),
        source(8, "1", "factor", "kWh", {}, factor=by_energy, amounts=gone, estimated=["2024-05"]),
        source(9, "1", "factor", "m3", {}, factor=by_mass,
               conversion={"from": "litre", "to": "kg", "ratio": "0.8434", "source": "ความหนาแน่น"}),
        source(10, "1", "wastewater_cod", "litre", {"mcf": "0.2", "cod_kg_per_m3": cod}),
        source(11, "1", "wastewater_cod", "m3", {"mcf": "0.8", "cod_kg_per_m3": cod, "sludge_cod_kg": "1.5",
                                                "recovered_ch4_kg": "0.25", "input": "measured_inflow"}),
        source(12, "1", "wastewater_domestic", "person", people),
        source(13, "1", "wastewater_domestic", "person", {**people, "n_sludge_kg": "0.4", "sludge_bod_kg": "3"}),
        source(14, "1", "wastewater_domestic", "person", {"mcf": "0.1", "plant_n2o_g_per_person_year": "3.2"}),
        source(15, "1", "landfill_fod", "t", landfill, amounts={}),
        source(16, "1", "landfill_fod", "t", {**landfill, "inventory_year": "2023", "recovered_ch4_t": "0"}, amounts={}),
        source(17, "1", "fertiliser", "t", {"n_fraction": "0.03", "organic": True, "wet": False}),
        source(18, "1", "anaerobic_digestion", "kg", {"recovered_ch4_kg": "0.005", "n2o_g_per_kg": "0.1"}),
        source(19, "1", "open_burning", "kg", {**burnt, "n2o_basis": "wet"}),
        source(20, "3", "incineration", "t", {**burnt, "n2o_basis": "dry", "oxidation": "0.97"}),
        source(21, "separate", "septic_tank", "person.day", {"fraction": "0.333333333"}),
        source(22, "2", "factor", "MWh", {}, factor=factor("power", "kWh", {"CO2e": "0.4999"}), amounts={}),
        source(23, "3", "factor", "kWh", {}, factor=by_mass, parent="c8",
               conversion={"from": "MJ", "to": "kg", "ratio": "0.0235", "source": "ค่าความร้อน"}),
    ]  # fmt: skip
    for derived in sources[-1:]:
        del derived["amounts"]
    mapping = inventory(sources, blends=BLENDS, waste_types=WASTE)
    mapping["gwp"] = copy.deepcopy(mapping["gwp"])
    mapping["gwp"]["values"] |= {"R-152a": "138", "R-124": "527", "R-134a": "1300.5"}
    mapping["gwp"]["outside"] = ["R-22", "R-124", "R-123"]
    return mapping


def year_of_corners() -> YearFacts:
    """All of it at once."""
    return facts_of(corners())


def short_year_of_corners() -> YearFacts:
    """The same over five months that cross into another year."""
    months = ["2023-11", "2023-12", "2024-01", "2024-02", "2024-03"]
    mapping = corners()
    mapping["period"] = {"first_month": months[0], "months": len(months)}
    for each in mapping["sources"]:
        if each.get("amounts"):
            each["amounts"] = {month: each["amounts"][month] for month in months if month in each["amounts"]}
            each["amounts"] |= {"2023-11": "3.3"}
        each.pop("estimated", None)
        cod = each["parameters"].get("cod_kg_per_m3")
        if isinstance(cod, dict):
            each["parameters"] = {**each["parameters"], "cod_kg_per_m3": dict.fromkeys(months, "0.11")}
    return facts_of(mapping, year_th="พ.ย. 2566 – มี.ค. 2567")
