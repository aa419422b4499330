"""Makes inventory documents of any size, the same for the same arguments, for tests and benchmarks."""

import json
from copy import deepcopy
from random import Random

GWP = {
    "name": "AR5-TGO-2565",
    "values": {
        "CO2": "1",
        "CH4_fossil": "30",
        "CH4": "28",
        "N2O": "265",
        "SF6": "23500",
        "NF3": "16100",
        "R-32": "677",
        "R-125": "3170",
        "R-134a": "1300",
        "R-152a": "138",
        "R-124": "527",
        "R-22": "1760",
    },
    "outside": ["R-22", "R-124", "R-123"],
}

DIESEL_ON_ROAD = {
    "key": "tgo-cfo-2565.on.diesel.l",
    "edition": "CFO AR5 April 2565",
    "unit": "litre",
    "gases": {"CO2": "2.698722", "CH4_fossil": "0.000142038", "N2O": "0.000142038"},
    "biogenic_co2": "0",
    "printed_kgco2e": "2.7406",
    "gwp_basis": "AR5-TGO-2565",
    "source": "TGO CFO list, April 2565",
    "confidence": "high",
}


def months_from(year, count=12):
    """Return `count` months from January of `year` on."""
    return [f"{year + number // 12:04d}-{number % 12 + 1:02d}" for number in range(count)]


def inventory(sources, **parts):
    """Return a document around the given sources; `parts` replace parts of it."""
    return {
        "format": "cfo-inventory/1",
        "municipality": {"key": "rayong-example", "name_th": "เทศบาลตัวอย่าง", "name_en": "Example Municipality"},
        "period": {"first_month": "2024-01", "months": 12},
        "gwp": deepcopy(GWP),
        "blends": {
            "R-410A": {"R-32": "0.5", "R-125": "0.5"},
            "R-401A": {"R-22": "0.53", "R-152a": "0.13", "R-124": "0.34"},
        },
        "waste_types": {
            "food": {"dm": "0.40", "c": "0.38", "fcf": "0"},
            "plastics": {"dm": "1.00", "c": "0.75", "fcf": "1"},
        },
        "sources": sources,
        **parts,
    }


def fuel_source(number, random, year=2024):
    """Return an on-road diesel source with twelve monthly amounts and three gases."""
    return {
        "id": f"s{number}",
        "name": f"รถบรรทุกขยะ {number}",
        "scope": "1",
        "category": "mobile_onroad",
        "method": "factor",
        "unit": "litre",
        "amounts": {month: f"{random.randrange(10**6) / 100:.2f}" for month in months_from(year)},
        "estimated": [f"{year}-03"] if number % 7 == 0 else [],
        "factor": deepcopy(DIESEL_ON_ROAD),
        "parameters": {},
    }


def large_inventory(sources=1860, seed=2567):
    """Return a document with `sources` sources of twelve amounts each, three gases per amount."""
    random = Random(seed)
    return inventory([fuel_source(number, random) for number in range(1, sources + 1)])


def write_large_inventory(path, sources=1860, seed=2567):
    """Write such a document to `path` as JSON."""
    path.write_text(json.dumps(large_inventory(sources, seed), ensure_ascii=False), encoding="utf-8")
