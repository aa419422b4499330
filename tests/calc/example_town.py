"""A small town that uses every method of the inventory document once: the ground for tests of single rules."""

from copy import deepcopy
from random import Random

from .inventory_generator import DIESEL_ON_ROAD, fuel_source, inventory, months_from

YEAR = months_from(2024)


def source(source_id, method, unit="kg", **parts):
    """Return a source with an amount of 10 in every month; `parts` replace parts of it."""
    return {
        "id": source_id,
        "name": source_id,
        "scope": "1",
        "category": "example",
        "method": method,
        "unit": unit,
        "amounts": dict.fromkeys(YEAR, "10"),
        **parts,
    }


def factor(unit="kWh", **parts):
    """Return a factor of 0.4999 kg CO2e per unit; `parts` replace parts of it."""
    return {"key": "example", "edition": "example 2565", "unit": unit, "gases": {"CO2e": "0.4999"}, **parts}


def upstream(source_id="upstream", parent="diesel", **parts):
    """Return a line that takes its amounts from `parent`: litres of diesel, by weight."""
    return {
        "id": source_id,
        "name": source_id,
        "scope": "3",
        "category": "fuel_upstream",
        "method": "factor",
        "unit": "kg",
        "parent": parent,
        "conversion": {"from": "litre", "to": "kg", "ratio": "0.84", "source": "density of diesel"},
        "factor": factor("kg", gases={"CO2e": "0.3522"}),
        **parts,
    }


def landfill(source_id="landfill", amounts=None, unit="t", **parameters):
    """Return a disposal site with three years of food and paper waste."""
    return source(
        source_id,
        "landfill_fod",
        unit,
        amounts=amounts or {},
        parameters={
            "deposits": {
                "food": {"2021": "1000", "2022": "1100", "2023": "1200"},
                "paper": {"2021": "300", "2022": "310", "2023": "320"},
            },
            "doc": {"food": "0.15", "paper": "0.40"},
            "k": {"food": "0.4", "paper": "0.07"},
            "mcf": "0.8",
            **parameters,
        },
    )


def burning(source_id="incinerator", method="incineration", **parameters):
    """Return the burning of food and plastics."""
    return source(
        source_id,
        method,
        parameters={
            "composition": {"food": "0.6", "plastics": "0.4"},
            "ch4_g_per_t": "6",
            "n2o_g_per_t": "50",
            **parameters,
        },
    )


def town():
    """Return a new copy of the town's document: every method, an upstream line, a blend, all months complete."""
    return inventory(
        [
            source("diesel", "factor", "litre", factor=deepcopy(DIESEL_ON_ROAD), estimated=["2024-02"]),
            source("electricity", "factor", "MWh", scope="2", factor=factor()),
            upstream(),
            source("cooling", "refrigerant", parameters={"refrigerant": "R-401A"}),
            source("septic", "septic_tank", "person.day"),
            source("pond", "wastewater_cod", "m3", parameters={"mcf": "0.2"}),
            source("plant", "wastewater_domestic", "person", parameters={"mcf": "0.3"}),
            landfill(),
            source("garden", "fertiliser", parameters={"n_fraction": "0.46", "urea_fraction": "1"}),
            source("compost", "composting"),
            source("digester", "anaerobic_digestion"),
            burning(),
            burning("fire", "open_burning"),
            source("refilled", "factor", scope="separate", factor=factor("kg", gases={"R-22": "1"})),
        ]
    )


def large_town(sources=200):
    """Return the town with fuel sources added up to `sources`."""
    document = town()
    random = Random(200)
    document["sources"] += [fuel_source(number, random) for number in range(len(document["sources"]), sources)]
    return document
