"""The invented profiles of fixtures/demo/province, read once and checked: what a town of some size has and uses."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from inventories.selectors.catalogue import Item, catalogue

FOLDER = settings.BASE_DIR / "fixtures" / "demo" / "province"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORKDAYS = "workdays"  # a season that is reckoned, not listed
RHYTHMS = {"monthly", "once_a_year", "twice_a_year", "cylinder_15", "cylinder_48", "ream_a4", "ream_a3", "elsewhere"}
PARTLY = "partly"
Row = dict[str, str]
Made = TypeVar("Made")


class TableFault(ValueError):
    """A line of the profiles does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Population:
    """How many people a kind of municipality (or one by its key) is taken to have, where the register knows no figure."""

    mean: int
    spread: float


@dataclass(frozen=True, slots=True)
class Driver:
    """A size of a town reckoned from another: base + per x of, give or take the spread."""

    name: str
    of: str
    base: float
    per: float
    spread: float


@dataclass(frozen=True, slots=True)
class Trait:
    """Something that a share of the towns between two populations have."""

    name: str
    share: float
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source: which towns have it, how many, and what it uses a month."""

    key: str
    place: int  # in the file, which is the order in a year
    rank: int  # who comes first when few sources are wanted
    item: Item
    trait: str
    driver: str
    base: float
    per: float
    every: float | None  # units of the driver for one source; None: there is only one
    most: int
    season: str
    spread: float
    noise: float
    growth: float
    places: int
    rhythm: str
    names_th: tuple[str, ...]
    names_en: tuple[str, ...]
    location: str
    note_th: str


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What is chosen once for a generated year. One filled `partly` is still worked on; of others a share is locked."""

    year: int
    gwp_set: str
    editions: tuple[str, ...]
    filing_date: dt.date
    filled: str
    locked_share: float


@dataclass(frozen=True, slots=True)
class Tables:
    """All profiles."""

    populations: Mapping[str, Population]
    drivers: tuple[Driver, ...]
    traits: tuple[Trait, ...]
    kinds: tuple[Kind, ...]
    seasons: Mapping[str, tuple[float, ...]]
    years: Mapping[int, YearPlan]
    slips: Mapping[str, float]  # how likely, of a month or of a source
    known_slips: Mapping[tuple[str, int, str, int, int], str]  # (town, year, kind, number, month): slip


@cache
def tables(folder: Path = FOLDER) -> Tables:
    """Read the profiles. Raises TableFault at the first line that does not fit."""
    seasons = dict(_rows(folder / "seasons.csv", lambda row, _: (row["season"], tuple(float(row[m]) for m in MONTHS))))
    made = Tables(
        populations=dict(_rows(folder / "populations.csv", _population)),
        drivers=tuple(_rows(folder / "drivers.csv", _driver)),
        traits=tuple(_rows(folder / "traits.csv", _trait)),
        kinds=tuple(_rows(folder / "kinds.csv", _kind)),
        seasons=seasons,
        years={plan.year: plan for plan in _rows(folder / "years.csv", _year)},
        slips=dict(_rows(folder / "slips.csv", lambda row, _: (row["slip"], float(row["share"])))),
        known_slips=dict(_rows(folder / "known_slips.csv", _known_slip)),
    )
    _check_words(made)
    return made


def _rows(file: Path, make: Callable[[Row, int], Made]) -> Iterable[Made]:
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            try:
                yield make(row, number)
            except (ValueError, KeyError) as fault:
                raise TableFault(f"{file.name}, line {number}: {fault!r}") from fault


def _population(row: Row, _: int) -> tuple[str, Population]:
    return row["kind_or_key"], Population(int(row["population"]), float(row["spread"]))


def _driver(row: Row, _: int) -> Driver:
    return Driver(row["driver"], row["of"], float(row["base"]), float(row["per"]), float(row["spread"]))


def _trait(row: Row, _: int) -> Trait:
    return Trait(row["trait"], float(row["share"]), int(row["least"] or 0), int(row["most"] or 10**9))


def _kind(row: Row, number: int) -> Kind:
    return Kind(
        key=row["key"], place=number, rank=int(row["rank"]), item=catalogue()[row["catalogue_key"]],
        trait=row["trait"], driver=row["driver"], base=float(row["base"]), per=float(row["per"]),
        every=float(row["every"]) if row["every"] else None, most=int(row["most"] or 1), season=row["season"],
        spread=float(row["spread"]), noise=float(row["noise"]), growth=float(row["growth"]), places=int(row["places"]),
        rhythm=row["rhythm"], names_th=tuple(row["names_th"].split("|")), names_en=tuple(row["names_en"].split("|")),
        location=row["location"], note_th=row["note_th"],
    )  # fmt: skip


def _year(row: Row, _: int) -> YearPlan:
    filing = dt.date.fromisoformat(row["filing_date"])
    editions, locked = tuple(row["editions"].split()), float(row["locked_share"])
    return YearPlan(int(row["year"]), row["gwp_set"], editions, filing, row["filled"], locked)


def _known_slip(row: Row, _: int) -> tuple[tuple[str, int, str, int, int], str]:
    place = (row["municipality"], int(row["year"]), row["kind"], int(row["number"]), int(row["month"]))
    return place, row["slip"]


def _check_words(made: Tables) -> None:
    """Refuse a word that names nothing: a driver, trait, season or rhythm that is not there."""
    drivers = {"population", *(driver.name for driver in made.drivers)}
    traits = {"", *(trait.name for trait in made.traits)}
    for kind in made.kinds:
        known = (
            kind.driver in drivers, kind.trait.removeprefix("-") in traits, kind.rhythm in RHYTHMS,
            kind.season in {WORKDAYS, *made.seasons}, len(kind.names_th) == len(kind.names_en),
        )  # fmt: skip
        if not all(known):
            raise TableFault(f"kinds.csv, line {kind.place}: driver, trait, rhythm, season or names of {kind.key}")
