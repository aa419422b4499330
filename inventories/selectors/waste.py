"""What waste is made of and how it decays: read once from fixtures/waste, checked line by line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings

from cfo_site.templatetags.cfo import plain_name
from emission_factors.calc.decimals import parse_decimal, plain
from emission_factors.models import Confidence
from inventories.calc.methods.schema import ONE

FOLDER = settings.BASE_DIR / "fixtures" / "waste"
WHOLE = Decimal(100)  # percent
CLIMATES = ("wet", "dry")  # of the tropics


class WasteFault(ValueError):
    """A line of the tables does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class WasteType:
    """A kind of waste. Numbers are plain decimals from 0 to 1; k is per year, by climate."""

    key: str
    name_th: str
    dm: str
    c: str
    fcf: str
    doc: str
    k: Mapping[str, str]
    source: str
    confidence: str
    note_th: str

    @property
    def decays(self) -> bool:
        """Say whether it has carbon that decays in a landfill."""
        return Decimal(self.doc) > 0


@dataclass(frozen=True, slots=True)
class Composition:
    """Shares by wet mass, in percent, summing to exactly 100."""

    key: str
    name_th: str
    percent: Mapping[str, Decimal]
    source: str
    confidence: str
    note_th: str

    @property
    def shares(self) -> dict[str, str]:
        """Return {waste type: share} as the inventory document writes it."""
        return {kind: plain(percent / WHOLE) for kind, percent in self.percent.items()}


@dataclass(frozen=True, slots=True)
class Site:
    """A kind of disposal site with its methane correction factor."""

    key: str
    name_th: str
    mcf: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Generation:
    """How much municipal waste a person makes, in tonnes a year."""

    name_th: str
    tonnes: str
    source: str
    confidence: str


@cache
def waste_types() -> Mapping[str, WasteType]:
    """Return all kinds of waste by key, in the order of the file. Raises WasteFault."""
    found = {}
    for number, row in _rows("types.csv"):
        numbers = {name: _number(row[name], "types.csv", number, ONE) for name in ("dm", "c", "fcf", "doc")}
        k = {climate: _number(row[f"k_{climate}"], "types.csv", number, ONE) for climate in CLIMATES}
        found[row["key"]] = WasteType(
            row["key"], row["name_th"], **numbers, k=k, source=row["source"], confidence=row["confidence"],
            note_th=row["note_th"],
        )  # fmt: skip
    return found


@cache
def compositions() -> Mapping[str, Composition]:
    """Return the compositions by key. Raises WasteFault where one does not sum to 100 or names an unknown kind."""
    percents: dict[str, dict[str, Decimal]] = {}
    heads: dict[str, Mapping[str, str]] = {}
    for number, row in _rows("compositions.csv", confident=False):
        if row["waste_type"] not in waste_types():
            raise WasteFault(f"compositions.csv, line {number}: there is no waste type {row['waste_type']}")
        heads.setdefault(row["key"], row)
        percent = _number(row["percent"], "compositions.csv", number, WHOLE)
        percents.setdefault(row["key"], {})[row["waste_type"]] = Decimal(percent)
    for key, table in percents.items():
        if (total := sum(table.values())) != WHOLE:
            raise WasteFault(f"compositions.csv, {key}: the shares sum to {total}, not to 100")
    return {
        key: Composition(
            key, head["name_th"], percents[key], head["source"], str(Confidence(head["confidence"])), head["note_th"]
        )
        for key, head in heads.items()
    }


@cache
def sites() -> Mapping[str, Site]:
    """Return the kinds of disposal site by key. Raises WasteFault."""
    return {
        row["key"]: Site(
            row["key"], row["name_th"], _number(row["mcf"], "sites.csv", number, ONE), row["source"], row["confidence"]
        )
        for number, row in _rows("sites.csv")
    }


@cache
def generation() -> Generation:
    """Return the rate by which years without records are estimated. Raises WasteFault."""
    number, row = next(_rows("generation.csv"))
    tonnes = _number(row["tonnes_per_person_year"], "generation.csv", number, WHOLE)
    return Generation(row["name_th"], tonnes, row["source"], row["confidence"])


def name_of(key: str) -> str:
    """Return a kind of waste in words; one that the tables do not hold as it is written."""
    found = waste_types().get(key)
    return plain_name(found) if found else key


def in_order(kinds: Iterable[str]) -> list[str]:
    """Return kinds of waste in the order of the table, unknown ones last: a database keeps no order of keys."""
    places = {key: place for place, key in enumerate(waste_types())}
    return sorted(kinds, key=lambda kind: (places.get(kind, len(places)), kind))


def waste_types_for_document(parameters: list[Mapping[str, object]]) -> dict[str, dict[str, str]]:
    """Return {waste type: {dm, c, fcf}} of those in the compositions of these parameters, in the order of the table."""
    used: set[str] = set()
    for each in parameters:
        if isinstance(composition := each.get("composition"), Mapping):
            used |= {str(kind) for kind in composition}
    return {
        key: {"dm": kind.dm, "c": kind.c, "fcf": kind.fcf} for key, kind in waste_types().items() if key in used
    }  # fmt: skip


def _rows(name: str, *, confident: bool = True) -> Iterator[tuple[int, Mapping[str, str]]]:
    with Path(FOLDER / name).open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, restval=""), 2):
            if confident and row["confidence"] not in Confidence.values:
                raise WasteFault(f"{name}, line {number}: the confidence {row['confidence']!r} is not known")
            yield number, row


def _number(text: str, name: str, line: int, highest: Decimal) -> str:
    number = parse_decimal(text)
    if not 0 <= number <= highest:
        raise WasteFault(f"{name}, line {line}: {text} does not lie from 0 to {highest}")
    return plain(number)
