"""Which fuel is made of which pure ones, what a litre weighs, which upstream factor is whose: fixtures/upstream."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from django.conf import settings

from emission_factors.models import Confidence

FOLDER = settings.BASE_DIR / "fixtures" / "upstream"
ONE = Decimal(1)


class UpstreamFault(ValueError):
    """A line of the fixture does not fit; the message names file, line, column and reason."""


@dataclass(frozen=True, slots=True)
class Density:
    """Kilograms in a unit of a pure fuel, and within which bounds an own value is believed."""

    fuel: str
    name_th: str
    unit: str
    kg: Decimal
    lowest: Decimal
    highest: Decimal
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Component:
    """A pure fuel in another one: its share by volume, its upstream factor, and what stands in where there is none."""

    fuel: str
    share: Decimal
    upstream: str
    substitute: str


@dataclass(frozen=True, slots=True)
class Fuel:
    """A fuel as it is burnt; without components it has no upstream line, for the reason given."""

    key: str
    factors: tuple[str, ...]
    components: tuple[Component, ...]
    why_none_th: str


@cache
def densities() -> Mapping[str, Density]:
    """Return densities by fuel. Raises UpstreamFault."""
    return read_densities(FOLDER / "densities.csv")


@cache
def fuels() -> tuple[Fuel, ...]:
    """Return the fuels in the order of the file. Raises UpstreamFault."""
    return read_fuels(FOLDER / "fuels.csv")


def fuel_of(factor_key: str) -> Fuel | None:
    """Return the fuel that a factor is of, None for one without a line in the file."""
    return next((fuel for fuel in fuels() if any(fnmatchcase(factor_key, each) for each in fuel.factors)), None)


def upstream_pattern(fuel: str) -> str:
    """Return the pattern of the upstream factor of a pure fuel, empty for an unknown one."""
    parts = (part for each in fuels() for part in each.components)
    return next((part.upstream for part in parts if part.fuel == fuel), "")


def read_densities(file: Path) -> dict[str, Density]:
    """Read densities. Raises UpstreamFault at the first line that does not fit."""
    found: dict[str, Density] = {}
    for number, row in _rows(file):
        where = f"{file.name}, line {number}"
        made = Density(
            row["fuel"], row["name_th"], row["unit"], Decimal(row["kg"]), Decimal(row["lowest"]), Decimal(row["highest"]),
            row["source"], row["confidence"],
        )  # fmt: skip
        if not 0 < made.lowest <= made.kg <= made.highest:
            raise UpstreamFault(f"{where}, kg: {made.kg} is not between {made.lowest} and {made.highest}")
        if made.confidence not in Confidence.values or not made.source.strip():
            raise UpstreamFault(f"{where}: source and confidence must be known")
        found[made.fuel] = made
    return found


def read_fuels(file: Path) -> tuple[Fuel, ...]:
    """Read fuels; the shares of each are 1 in sum. Raises UpstreamFault at the first line that does not fit."""
    patterns: dict[str, tuple[str, ...]] = {}
    parts: dict[str, list[Component]] = {}
    reasons: dict[str, str] = {}
    for number, row in _rows(file):
        key, where = row["fuel"], f"{file.name}, line {number}"
        patterns.setdefault(key, tuple(row["factors"].split()))
        reasons.setdefault(key, row["why_none_th"])
        components = parts.setdefault(key, [])
        if row["component"]:
            if not row["upstream"]:
                raise UpstreamFault(f"{where}, upstream: must not be empty")
            components.append(Component(row["component"], Decimal(row["share"]), row["upstream"], row["substitute"]))
    for key, components in parts.items():
        if not patterns[key]:
            raise UpstreamFault(f"{file.name}, factors: nothing is {key}")
        if components and sum((each.share for each in components), Decimal(0)) != ONE:
            raise UpstreamFault(f"{file.name}, share: {key} is not 1 in sum")
        if bool(components) == bool(reasons[key]):
            raise UpstreamFault(f"{file.name}, why_none_th: {key} has components or a reason why it has none")
    return tuple(Fuel(key, patterns[key], tuple(parts[key]), reasons[key]) for key in patterns)


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(enumerate(csv.DictReader(lines, restval=""), 2))
