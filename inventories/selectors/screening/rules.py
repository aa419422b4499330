"""The criteria, scales and 15 categories of the screening: read once from fixtures/screening, checked line by line."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from emission_factors.models import Confidence
from inventories.models import Category
from inventories.models.screening import CATEGORIES

FOLDER = settings.BASE_DIR / "fixtures" / "screening"
CONFIDENCES = frozenset({"GK", *Confidence.values})


class ScreeningFault(ValueError):
    """A line of the rules does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Scores that may be given, with a word for each."""

    key: str
    name_th: str
    scores: tuple[int, ...]
    words_th: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return its name in the language of the page."""
        return gettext(self.name_th)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return its scores as a form offers them: 3 ปานกลาง."""
        return [
            (str(score), f"{score} {gettext(word)}") for score, word in zip(self.scores, self.words_th, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion: what to score, and the weight (None: first left out) and scale that are first offered."""

    key: str
    name_th: str
    explain_th: str
    weight: Decimal | None
    scale: str

    @property
    def name(self) -> str:
        """Return its name in the language of the page."""
        return gettext(self.name_th)

    @property
    def explain(self) -> str:
        """Return what to score, in the language of the page."""
        return gettext(self.explain_th)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the 15 categories, and the inventory's categories that belong to it."""

    number: int
    name_th: str
    name_en: str
    example_th: str
    sources: frozenset[str]

    @property
    def example(self) -> str:
        """Return what it is in a municipality, in the language of the page."""
        return gettext(self.example_th)


@cache
def scales() -> dict[str, Scale]:
    """Return the scales by key."""
    return read_scales()


@cache
def criteria() -> dict[str, Rule]:
    """Return the criteria by key, in the order of the form."""
    return read_criteria()


@cache
def kinds() -> dict[int, Kind]:
    """Return the 15 categories by number."""
    return read_kinds()


def read_scales(file: Path = FOLDER / "scales.csv") -> dict[str, Scale]:
    """Read the scales. Raises ScreeningFault."""
    listed: dict[str, list[tuple[int, str]]] = {}
    names: dict[str, str] = {}
    for where, row in _rows(file, ("key", "name_th", "score", "word_th")):
        scores = listed.setdefault(row["key"], [])
        if not row["score"].isdecimal() or (scores and int(row["score"]) <= scores[-1][0]):
            raise ScreeningFault(f"{where}: the scores of {row['key']} are whole numbers that rise")
        scores.append((int(row["score"]), row["word_th"]))
        names[row["key"]] = row["name_th"]
    if short := [key for key, scores in listed.items() if len(scores) < 2]:  # noqa: PLR2004 - one score says nothing
        raise ScreeningFault(f"{file.name}: {', '.join(short)} has one score alone")
    return {
        key: Scale(key, names[key], tuple(score for score, _word in scores), tuple(word for _score, word in scores))
        for key, scores in listed.items()
    }


def read_criteria(file: Path = FOLDER / "criteria.csv") -> dict[str, Rule]:
    """Read the criteria. Raises ScreeningFault."""
    found: dict[str, Rule] = {}
    for where, row in _rows(file, ("key", "name_th", "explain_th", "scale")):
        weight = Decimal(row["weight"]) if row["weight"] else None
        if row["key"] in found or row["scale"] not in scales() or (weight is not None and not weight > 0):
            raise ScreeningFault(f"{where}: {row['key']} is given twice or does not fit")
        found[row["key"]] = Rule(row["key"], row["name_th"], row["explain_th"], weight, row["scale"])
    return found


def read_kinds(file: Path = FOLDER / "categories.csv") -> dict[int, Kind]:
    """Read the categories. Raises ScreeningFault, also where they are not the 15 in order."""
    found: dict[int, Kind] = {}
    for where, row in _rows(file, ("number", "name_th", "name_en", "example_th")):
        sources = frozenset(row["sources"].split())
        if sources - set(Category.values) or int(row["number"]) in found:
            raise ScreeningFault(f"{where}: {row['number']} is given twice or names a category that is unknown")
        found[int(row["number"])] = Kind(int(row["number"]), row["name_th"], row["name_en"], row["example_th"], sources)
    if list(found) != list(CATEGORIES):
        raise ScreeningFault(f"{file.name}: the categories are 1 to {CATEGORIES[-1]}")
    return found


def _rows(file: Path, needed: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(f"{file.name} line {number}", row) for number, row in enumerate(csv.DictReader(lines, restval=""), 2)]
    for where, row in rows:
        if not all(row[name].strip() for name in (*needed, "source")) or row["confidence"] not in CONFIDENCES:
            raise ScreeningFault(f"{where}: something is empty, or the confidence is unknown")
    return rows
