"""The checks and their weights: read once from fixtures/readiness, checked line by line."""

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from emission_factors.models import Confidence
from inventories.calc.readiness import Level

FILE = settings.BASE_DIR / "fixtures" / "readiness" / "checks.csv"
GENERAL_KNOWLEDGE = "GK"
CONFIDENCES = frozenset({GENERAL_KNOWLEDGE, *Confidence.values})
ITEMS = range(1, 13)  # of the checklist that the checks cover together


class CheckFault(ValueError):
    """A line of the checks does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its words, why a verifier asks, what it does while it is open, and which items of the checklist it covers."""

    key: str
    level: Level
    weight: Decimal
    title_th: str
    why_th: str
    items: tuple[int, ...]
    confidence: str

    @property
    def title(self) -> str:
        """Return its words in the language of the page."""
        return gettext(self.title_th)

    @property
    def why(self) -> str:
        """Return why a verifier asks, in the language of the page."""
        return gettext(self.why_th)

    @property
    def is_unsourced(self) -> bool:
        """Say whether the rule is professional knowledge without a source."""
        return self.confidence == GENERAL_KNOWLEDGE


@cache
def checks() -> dict[str, Check]:
    """Return the checks of the application by key, in the order of the file."""
    return read_checks()


def read_checks(file: Path = FILE) -> dict[str, Check]:
    """Read the checks. Raises CheckFault at the first line that does not fit."""
    found: dict[str, Check] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, restval=""), 2):
            where = f"{file.name} line {number}"
            if row["key"] in found or not all(row[name].strip() for name in ("key", "title_th", "why_th", "source")):
                raise CheckFault(f"{where}: {row['key']} is given twice or lacks its words")
            if row["level"] not in set(Level) or row["confidence"] not in CONFIDENCES:
                raise CheckFault(f"{where}: level or confidence is unknown")
            level, weight = Level(row["level"]), _weight(row["weight"], where)
            if (weight > 0) is (level is Level.NOTE):
                raise CheckFault(f"{where}: a note weighs nothing, all others more than nothing")
            items = tuple(int(each) for each in row["items"].split() if each.isdecimal())
            if not items or set(items) - set(ITEMS):
                raise CheckFault(f"{where}: items of the checklist are 1 to {ITEMS[-1]}")
            found[row["key"]] = Check(
                row["key"], level, weight, row["title_th"], row["why_th"], items, row["confidence"]
            )
    return found


def _weight(text: str, where: str) -> Decimal:
    try:
        weight = Decimal(text)
    except InvalidOperation:
        raise CheckFault(f"{where}: {text!r} is no weight") from None
    if not weight.is_finite() or weight < 0:
        raise CheckFault(f"{where}: {text!r} is no weight")
    return weight
