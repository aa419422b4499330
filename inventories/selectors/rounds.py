"""TGO's rounds of consideration: as the fixture has them, and as the province has stated them since."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from emission_factors.models import Confidence
from inventories.calc.renewal import Round
from inventories.models import FilingRound

FILE = settings.BASE_DIR / "fixtures" / "rounds" / "rounds.csv"


class RoundFault(ValueError):
    """A line of the rounds does not fit; the message names line and reason."""


@dataclass(frozen=True, slots=True)
class KnownRound:
    """A round with where it was read. `stated`: by whom and when, None for a line of the fixture; `confidence` of that."""

    year: int
    number: int
    documents_by: dt.date
    fee_by: dt.date | None
    announced_on: dt.date
    source: str
    confidence: str = ""
    withdrawn: bool = False
    stated: FilingRound | None = None

    @property
    def name(self) -> str:
        """Return 6/2569."""
        return f"{self.number}/{self.year}"


def read_rounds(file: Path = FILE) -> tuple[KnownRound, ...]:
    """Read the rounds of the fixture. Raises RoundFault where a line does not fit or a round stands twice."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(enumerate(csv.DictReader(lines), 2))
    found: dict[tuple[int, int], KnownRound] = {}
    for line, row in rows:
        try:
            fee = dt.date.fromisoformat(row["fee_by"]) if row["fee_by"] else None
            documents, announced = (dt.date.fromisoformat(row[name]) for name in ("documents_by", "announced_on"))
            key = int(row["year"]), int(row["number"])
        except ValueError as wrong:
            raise RoundFault(f"{file.name} line {line}: {wrong}") from None
        if key in found or documents >= announced or row["confidence"] not in Confidence.values or not row["source"]:
            raise RoundFault(f"{file.name} line {line}: given twice, out of order, or without source and confidence")
        found[key] = KnownRound(*key, documents, fee, announced, row["source"], row["confidence"])
    return tuple(found.values())


@cache
def _fixture() -> tuple[KnownRound, ...]:
    return read_rounds()


def every_round() -> list[KnownRound]:
    """Return the rounds in order, those that are not held too: what was stated last counts in the place of the fixture."""
    found = {(each.year, each.number): each for each in _fixture()}
    for row in FilingRound.objects.select_related("stated_by").order_by("pk"):
        found[row.year, row.number] = KnownRound(
            row.year, row.number, row.documents_by, row.fee_by, row.announced_on, row.source,
            withdrawn=row.withdrawn, stated=row,
        )  # fmt: skip
    return sorted(found.values(), key=lambda each: (each.announced_on, each.year, each.number))


def plannable(rounds: Iterable[KnownRound]) -> list[Round]:
    """Return the rounds that are held, as plans count by them."""
    return [Round(each.name, each.documents_by, each.announced_on) for each in rounds if not each.withdrawn]
