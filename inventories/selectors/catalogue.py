"""The catalogue of what a Thai municipality has: read once from fixtures/catalogue, checked line by line."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from emission_factors.models import Category as FactorCategory
from emission_factors.models import Confidence, Unit, fold
from inventories.calc.catalogue import METHODS
from inventories.models import Category, Frequency, Method, Origin, Scope
from inventories.selectors.waste import CLIMATES, compositions, sites

FILE = settings.BASE_DIR / "fixtures" / "catalogue" / "sources.csv"
# What people count in beside the library's units: what a method counts, and what a stated conversion turns into kg.
OWN_UNITS = {"person": _("คน"), "cylinder": _("ถัง"), "ream": _("รีม")}
PRESET = "@"  # before the name of a table's row: composition=@ipcc-se-asia, k=@wet, mcf=@managed
LONGEST_KEY = 40  # as Source.catalogue_key
LONGEST_DELAY = 400  # days: a yearly paper and a month of grace
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CatalogueFault(ValueError):
    """A line of the catalogue does not fit; the message names line, column and reason."""


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of source. `factors` are patterns of library keys, the likeliest first; `parameters` those of its method."""

    key: str
    scope: str
    category: str
    name_th: str
    name_en: str
    unit: str
    method: str
    factor_categories: tuple[str, ...]
    factors: tuple[str, ...]
    parameters: Mapping[str, Any]  # as the inventory document writes them
    presets: Mapping[str, str]  # rows of the tables of waste by parameter
    origin: str
    paper: str
    division: str
    frequency: str  # of inventories.models.Frequency
    delay_days: int
    help_th: str
    boundary_th: str
    source: str
    confidence: str
    search: str

    @property
    def unit_label(self) -> str:
        """Return the unit as it is read aloud: ลิตร, กก."""
        return unit_label(self.unit)

    @property
    def assumptions(self) -> dict[str, dict[str, str]]:
        """Return where the parameters come from, as InventorySource keeps it."""
        return {name: {"preset": preset} for name, preset in self.presets.items()}

    @property
    def in_green_office_form(self) -> bool:
        """Say whether form 1.5(1), which the offices know, has this line."""
        return "1.5(1)" in self.source

    def place_of(self, factor_key: str) -> int:
        """Return how likely a factor is meant: the place of the first pattern it fits, or one beyond the last."""
        for place, pattern in enumerate(self.factors):
            if fnmatchcase(factor_key, pattern):
                return place
        return len(self.factors)


def unit_label(unit: str) -> str:
    """Return a unit as the library or the catalogue spells it out; an unknown one as it is."""
    return str(Unit(unit).label) if unit in Unit.values else str(OWN_UNITS.get(unit, unit))


@cache
def catalogue() -> Mapping[str, Item]:
    """Return all items by key, in the order of the file. Raises CatalogueFault."""
    return read(FILE)


def item(key: str) -> Item | None:
    """Return an item by its key, None for an unknown one (or for a source made without the catalogue)."""
    return catalogue().get(key)


def find(text: str) -> list[Item]:
    """Return the items in whose words all words of `text` occur, however accented; all of them for an empty text."""
    words = fold(text).split()
    return [each for each in catalogue().values() if all(word in each.search for word in words)]


@dataclass(frozen=True, slots=True)
class CategoryItems:
    """Items of one category, each with how often it is there already."""

    label: str
    lines: list[tuple[Item, int]]


@dataclass(frozen=True, slots=True)
class ScopeItems:
    """Categories of one scope."""

    scope: str
    label: str
    categories: list[CategoryItems]


def grouped(items: Iterable[Item], counts: Mapping[str, int]) -> list[ScopeItems]:
    """Return items by scope and category, both in the order of grid and report; within, the order of the file.

    `counts` says by key how often an item is there already.
    """
    ordered = sorted(items, key=lambda each: (Scope.values.index(each.scope), Category.order(each.category)))
    groups: list[ScopeItems] = []
    for each in ordered:
        if not groups or groups[-1].scope != each.scope:
            groups.append(ScopeItems(each.scope, str(Scope(each.scope).label), []))
        label = str(Category(each.category).label)
        categories = groups[-1].categories
        if not categories or categories[-1].label != label:
            categories.append(CategoryItems(label, []))
        categories[-1].lines.append((each, counts.get(each.key, 0)))
    return groups


def read(file: Path) -> dict[str, Item]:
    """Read a catalogue. Raises CatalogueFault at the first line that does not fit."""
    items: dict[str, Item] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, restval=""), 2):
            made = _item(row, number)
            if made.key in items:
                raise CatalogueFault(f"{file.name}, line {number}, key: {made.key} is there twice")
            items[made.key] = made
    return items


Row = Mapping[str, str]
_PRESETS: Mapping[str, Callable[[], Collection[str]]] = {
    "shares": compositions,
    "deposits": compositions, "by_type": lambda: CLIMATES, "number_or_by_year": sites,
}  # fmt: skip


def _item(row: Row, number: int) -> Item:
    """Return a line as an item. Raises CatalogueFault."""
    for column, reason in chain(_wrong_words(row), _wrong_method(row)):
        raise CatalogueFault(f"{FILE.name}, line {number}, {column}: {reason}")
    category = str(Category(row["category"]).label)
    words = (row["name_th"], row["name_en"], row["help_th"], row["key"], category, row["division"])
    return Item(
        key=row["key"], scope=row["scope"], category=row["category"], name_th=row["name_th"], name_en=row["name_en"],
        unit=row["unit"], method=row["method"], factor_categories=tuple(row["factor_categories"].split()),
        factors=tuple(row["factors"].split()), parameters=_parameters(row), presets=_presets(row),
        origin=row["origin"], paper=row["paper"],
        division=row["division"], frequency=row["frequency"] or Frequency.MONTHLY.value,
        delay_days=int(row["delay_days"]), help_th=row["help_th"],
        boundary_th=row["boundary_th"], source=row["source"], confidence=row["confidence"], search=fold(" ".join(words)),
    )  # fmt: skip


def _wrong_words(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (column, reason) for what is empty, unknown or misspelt."""
    for column, known in (
        ("scope", Scope.values), ("category", Category.values), ("unit", (*Unit.values, *OWN_UNITS)), ("method", Method.values),
        ("origin", Origin.values), ("confidence", Confidence.values), ("frequency", ("", *Frequency.values)),
    ):  # fmt: skip
        if row[column] not in known:
            yield column, f"{row[column]!r} is not one of {', '.join(map(str, known))}"
    for column in ("name_th", "name_en", "paper", "division", "help_th", "source"):
        if not row[column].strip():
            yield column, "must not be empty"
    if not _KEY.fullmatch(row["key"]) or len(row["key"]) > LONGEST_KEY:
        yield "key", f"{row['key']!r} is not a short name of small letters, digits and hyphens"
    if not row["delay_days"].isdecimal() or int(row["delay_days"]) > LONGEST_DELAY:
        yield "delay_days", f"{row['delay_days']!r} is not a number of days up to {LONGEST_DELAY}"
    if unknown := set(row["factor_categories"].split()) - set(FactorCategory.values):
        yield "factor_categories", f"the library has no {', '.join(sorted(unknown))}"


def _wrong_method(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (column, reason) for what does not fit the method."""
    method = METHODS[row["method"]]
    if (row["method"] == Method.FACTOR) != bool(row["factor_categories"].split() and row["factors"].split()):
        yield "factors", "the method factor needs categories and patterns of factors, and only it"
    if method.units and row["unit"] not in method.units:
        yield "unit", f"{row['method']} counts in {method.units[0]}"
    if unknown := dict(_pairs(row)).keys() - method.by_name.keys():
        yield "parameters", f"{row['method']} has no {', '.join(sorted(unknown))}"
        return
    for name, preset in _presets(row).items():
        if preset not in _PRESETS.get(method.by_name[name].shape, dict)():
            yield "parameters", f"{name} has no preset {preset}"


def _parameters(row: Row) -> dict[str, Any]:
    """Return what is given for a method as the inventory document writes it; of presets only a composition is known."""
    values: dict[str, Any] = {}
    for name, value in _pairs(row):
        parameter = METHODS[row["method"]].by_name[name]
        if parameter.shape == "shares":
            values[name] = compositions()[value.removeprefix(PRESET)].shares
        elif not value.startswith(PRESET):
            values[name] = value == "true" if parameter.shape == "flag" else value
    return values


def _presets(row: Row) -> dict[str, str]:
    return {name: value.removeprefix(PRESET) for name, value in _pairs(row) if value.startswith(PRESET)}


def _pairs(row: Row) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for pair in row["parameters"].split(";") if pair)
    return [(name, value) for name, _equals, value in pairs]
