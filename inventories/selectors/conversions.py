"""Stated ways from one dimension to another: densities, cylinders, reams. Read once from fixtures/catalogue."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from django.conf import settings

from emission_factors.calc.decimals import parse_decimal, plain
from emission_factors.calc.units import dimension
from emission_factors.models import Confidence, Factor

FILE = settings.BASE_DIR / "fixtures" / "catalogue" / "conversions.csv"


@dataclass(frozen=True, slots=True)
class Conversion:
    """One `given` is `ratio` `wanted` (a litre of LPG is 0.54 kg). `factors`: patterns of library keys it is meant for."""

    key: str
    name_th: str
    given: str
    wanted: str
    ratio: str
    factors: tuple[str, ...]
    source: str
    confidence: str

    @property
    def for_document(self) -> dict[str, str]:
        """Return it as the inventory document writes it."""
        return {"from": self.given, "to": self.wanted, "ratio": self.ratio, "source": f"{self.name_th}: {self.source}"}

    def leads(self, unit: str, factor: Factor) -> bool:
        """Say whether it is the way from amounts in `unit` to a factor."""
        ways = (dimension(self.given), dimension(self.wanted)) == (dimension(unit), dimension(factor.unit))
        return ways and any(fnmatchcase(factor.key, pattern) for pattern in self.factors)


@cache
def conversions() -> Mapping[str, Conversion]:
    """Return all conversions by key, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["key"]: _conversion(row) for row in csv.DictReader(lines)}


def conversions_to(unit: str, factor: Factor) -> list[Conversion]:
    """Return the ways from amounts in `unit` to a factor; none is needed where both are of one dimension."""
    if dimension(unit) == dimension(factor.unit):
        return []
    return [each for each in conversions().values() if each.leads(unit, factor)]


def _conversion(row: Mapping[str, str]) -> Conversion:
    ratio = parse_decimal(row["ratio"])
    if ratio <= 0 or dimension(row["from"]) == dimension(row["to"]):
        raise ValueError(f"{FILE.name}, {row['key']}: leads nowhere")
    return Conversion(
        row["key"], row["name_th"], row["from"], row["to"], plain(ratio), tuple(row["factors"].split()), row["source"],
        str(Confidence(row["confidence"])),
    )  # fmt: skip
