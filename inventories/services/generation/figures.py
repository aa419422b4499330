"""What a source uses in a month: its level x season x growth, give or take; and months without a figure, with reasons."""

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from cfo_site.thai import BE
from inventories.models import Notation
from inventories.services.generation.chance import draw, grown, swing
from inventories.services.generation.sources import ANCHOR, PlannedSource
from inventories.services.generation.tables import WORKDAYS, Tables

# Public holidays that usually fall on a working day, by month (GK; those of the moon are taken where they mostly are).
HOLIDAYS = (1, 1, 0, 4, 3, 1, 2, 1, 0, 2, 0, 3)
SATURDAY = 5
PACKS = {
    "cylinder_15": Decimal(15),
    "cylinder_48": Decimal(48),
    "ream_a4": Decimal("2.4948"),
    "ream_a3": Decimal("4.9896"),
}
VISITS = {"once_a_year": (range(2, 12),), "twice_a_year": (range(2, 7), range(7, 12))}  # months in which one falls
NOT_OCCURRING = {
    "monthly": "ปิดภาคเรียน",
    "cylinder_15": "ไม่ได้ซื้อก๊าซในเดือนนี้",
    "cylinder_48": "ไม่ได้ซื้อก๊าซในเดือนนี้",
    "ream_a4": "ไม่ได้เบิกกระดาษในเดือนนี้",
    "ream_a3": "ไม่ได้เบิกกระดาษในเดือนนี้",
    "once_a_year": "ไม่มีการเติมหรือส่งกำจัดในเดือนนี้",
    "twice_a_year": "ไม่มีการเติมหรือส่งกำจัดในเดือนนี้",
}
ELSEWHERE = "ใช้น้ำมันถังเดียวกับรถดับเพลิง นับรวมในน้ำมันรถดับเพลิงแล้ว"
# The kind whose first source includes such a figure; of a better rank, so it is always there.
INCLUDED_IN = "fire-truck"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a month holds, as somebody would enter it: an amount, or a notation with its reason.

    `slip` names what is wrong with it or special about it. `typed_first`: the wrong amount that stood there before.
    """

    month: dt.date
    amount: Decimal | None = None
    notation: str = ""
    estimated: bool = False
    reason: str = ""
    slip: str = ""
    typed_first: Decimal | None = None


def months_of(source: PlannedSource, year: int) -> list[dt.date]:
    """Return the months of a calendar year (B.E.) in which the source is in use."""
    months = [dt.date(year - BE, month, 1) for month in range(1, 13)]
    first, last = source.first_month or months[0], source.last_month or months[-1]
    return [month for month in months if first <= month <= last]


def true_figure(source: PlannedSource, month: dt.date, tables: Tables) -> Figure:
    """Return what a careful officer would enter."""
    kind = source.kind
    if kind.rhythm == "elsewhere":
        return Figure(month, notation=Notation.ELSEWHERE.value, reason=ELSEWHERE)
    if kind.rhythm in VISITS and month.month not in _visits(source):
        return _nothing(source, month)
    noise = 1 + kind.noise * swing(source.town, source.identifier, month, "noise")
    amount = _rounded(source, expected(source, month, tables) * noise)
    return Figure(month, amount=amount) if amount else _nothing(source, month)


def usual_amount(source: PlannedSource, month: dt.date, tables: Tables) -> Decimal:
    """Return the month without its chance: what an officer puts in who has to estimate it."""
    return _rounded(source, expected(source, month, tables))


def expected(source: PlannedSource, month: dt.date, tables: Tables) -> float:
    """Return level x season x growth."""
    season = (
        working_days(month) if source.kind.season == WORKDAYS else tables.seasons[source.kind.season][month.month - 1]
    )
    return grown(source.monthly, source.growth, month.year + BE - ANCHOR) * season


def working_days(month: dt.date) -> int:
    """Return the working days of a month: Monday to Friday less public holidays."""
    days = calendar.monthrange(month.year, month.month)[1]
    weekdays = sum(month.replace(day=day).weekday() < SATURDAY for day in range(1, days + 1))
    return weekdays - HOLIDAYS[month.month - 1]


def _visits(source: PlannedSource) -> set[int]:
    """Return the months in which the service man comes, the same every year."""
    halves = VISITS[source.kind.rhythm]
    return {
        half[int(len(half) * draw(source.town, source.identifier, "visit", place))] for place, half in enumerate(halves)
    }


def _nothing(source: PlannedSource, month: dt.date) -> Figure:
    return Figure(month, notation=Notation.NOT_OCCURRING.value, reason=NOT_OCCURRING[source.kind.rhythm])


def _rounded(source: PlannedSource, amount: float) -> Decimal:
    """Return an amount as it is written: with so many places, or in whole cylinders and reams."""
    if pack := PACKS.get(source.kind.rhythm):
        return round(amount / float(pack)) * pack
    return Decimal(round(amount * 10**source.kind.places)).scaleb(-source.kind.places)
