"""The factor library of fixtures/, read without Django."""

import csv
from decimal import Decimal
from pathlib import Path

from emission_factors.calc.factors import Factor
from emission_factors.calc.gases import GwpSet

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
GASES = ("CO2", "CH4_fossil", "CH4", "N2O", "CO2e")
# Rows that name only the report: TGO's list of April 2565 is AR5 with both values of methane.
AR5 = "AR5-TGO-2565"


def rows_of(path):
    """Return the rows of a CSV file of fixtures/."""
    with (FIXTURES / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gwp_sets():
    """Return {name: set of warming potentials}."""
    sets = {
        row["key"]: GwpSet(row["key"], {each["gas"]: Decimal(each["value"]) for each in rows_of(f"gwp/{row['file']}")})
        for row in rows_of("gwp/sets.csv")
    }
    return sets | {"AR5": sets[AR5]}


def factor_rows():
    """Return every row of every edition, with the key of its edition."""
    return [
        row | {"edition": edition["key"]}
        for edition in rows_of("emission_factors/editions.csv")
        for row in rows_of(f"emission_factors/{edition['file']}")
    ]


def factor_of(row):
    """Return the factor of a row; it has no gases where the publisher gives no split."""
    kg = {gas: Decimal(row[gas]) for gas in GASES if row[gas]}
    for part in filter(None, map(str.strip, row["other_gases"].split(";"))):
        gas, _, share = part.partition("=")
        kg[gas] = Decimal(share)
    printed = Decimal(row["printed_kgco2e"]) if row["printed_kgco2e"] else None
    return Factor(row["key"], row["edition"], row["unit"], kg, Decimal(row["biogenic_co2"] or 0), printed)
