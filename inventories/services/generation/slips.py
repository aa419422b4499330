"""What is missing, late, estimated or wrong in a generated year: as in life, and always at the same places."""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cfo_site.thai import BE
from inventories.models import Frequency, Notation, Scope
from inventories.services.generation.chance import draw
from inventories.services.generation.figures import Figure, months_of, true_figure, usual_amount
from inventories.services.generation.sources import PlannedSource
from inventories.services.generation.tables import PARTLY, Tables, YearPlan

HEAD_COUNT = Decimal(1122222)  # a slip that once stood in a published office inventory, thirty-three times too much
CERTAIN = 14  # ranks of the sources that matter most and are always asked for
HALF_YEAR = 6  # months: so often comes the paper of what is serviced or surveyed, here also told month by month
UNITS = {"kWh": Decimal("4.2"), "litre": Decimal(33), "m3": Decimal(1000), "kg": Decimal("0.001")}  # typed / meant
REASONS = {
    "estimated": "ใบแจ้งหนี้ล่าช้า ประเมินจากค่าเฉลี่ยของเดือนใกล้เคียง",
    "not_estimated": "ไม่พบเอกสาร รอสำเนาจากผู้ให้บริการ",
    "never_collected": "ยังไม่ได้เริ่มเก็บข้อมูลในปีนี้",
    "corrected": "แก้ไขตามเอกสาร เดิมพิมพ์เกินหนึ่งหลัก",
}
MONTHLY_SLIPS = ("gap", "not_estimated", "ten_times", "copied", "unit")  # of years that are still worked on
# How far towns have come with a year still worked on: up to this share, written up to between these days from its start.
STAGES = ((0.2, 425, 425), (0.7, 262, 375), (0.9, 165, 252), (1.0, 78, 140))


@dataclass(frozen=True, slots=True)
class TownYear:
    """How a town's work on a year stands: locked, or written up to a day (None: long finished)."""

    town: str
    plan: YearPlan
    locked: bool
    written_up_to: dt.date | None


def town_year(town: str, plan: YearPlan, tables: Tables) -> TownYear:
    """Return how far a town has come with a year."""
    if plan.filled == PARTLY:
        return TownYear(town, plan, locked=False, written_up_to=_written_up_to(town, plan.year))
    known = any((key, year) == (town, plan.year) for key, year, *_ in tables.known_slips)
    # one draw for all years: a town that has locked 2567 has locked 2566 before
    locked = draw(town, "locked") < plan.locked_share and not known
    return TownYear(town, plan, locked=locked, written_up_to=None)


def figures(source: PlannedSource, stand: TownYear, tables: Tables) -> Iterator[Figure]:
    """Yield what a town has entered for a source in a year; a month that is still open is left out."""
    never = _never_collected(source, stand, tables)
    late = _falls("late", tables, source)
    for month in months_of(source, stand.plan.year):
        if stand.written_up_to and _arrives(source, month, late=late) > stand.written_up_to:
            continue
        figure = _not_estimated(month, "never_collected") if never else _entered(source, month, stand, tables)
        if figure is not None:
            yield figure


def _never_collected(source: PlannedSource, stand: TownYear, tables: Tables) -> bool:
    """Say whether nobody has begun to ask for the figures of an unimportant source of Scope 3 this year."""
    if stand.locked or source.kind.item.scope != Scope.THREE or source.kind.rank <= CERTAIN:
        return False
    return _falls("never_collected", tables, source, stand.plan.year)


def _entered(source: PlannedSource, month: dt.date, stand: TownYear, tables: Tables) -> Figure | None:
    place = (source.town, stand.plan.year, source.kind.key, source.number, month.month)
    figure = true_figure(source, month, tables)
    if slip := tables.known_slips.get(place):
        return _slipped(figure, slip, source, tables)
    if figure.amount is None:
        return figure
    if _falls("estimated", tables, source, month):
        amount = usual_amount(source, month, tables) or figure.amount
        return replace(figure, amount=amount, estimated=True, reason=REASONS["estimated"], slip="estimated")
    if stand.locked:
        if not _falls("corrected", tables, source, month):
            return figure
        return replace(figure, reason=REASONS["corrected"], slip="corrected", typed_first=figure.amount * 10)
    for slip in MONTHLY_SLIPS:
        if _falls(slip, tables, source, month):
            return _slipped(figure, slip, source, tables)
    return figure


def _slipped(figure: Figure, slip: str, source: PlannedSource, tables: Tables) -> Figure | None:
    """Return the figure with a slip; None where the slip is that it was never entered."""
    if slip == "gap":
        return None
    if slip == "not_estimated":
        return _not_estimated(figure.month, slip)
    if figure.amount is None:
        return figure
    wrong = _wrong_amount(figure.amount, slip, source, figure.month, tables)
    return figure if wrong == figure.amount else replace(figure, amount=wrong, slip=slip)


def _wrong_amount(amount: Decimal, slip: str, source: PlannedSource, month: dt.date, tables: Tables) -> Decimal:
    if slip == "head_count":
        return HEAD_COUNT
    if slip == "unit":
        return (amount * UNITS.get(source.kind.item.unit, Decimal(10))).quantize(Decimal("0.001")).normalize()
    if slip == "copied":
        before = (month - dt.timedelta(days=1)).replace(day=1)
        return true_figure(source, before, tables).amount or amount
    return amount * 10


def _not_estimated(month: dt.date, slip: str) -> Figure:
    return Figure(month, notation=Notation.NOT_ESTIMATED.value, reason=REASONS[slip], slip=slip)


def _falls(slip: str, tables: Tables, source: PlannedSource, *names: object) -> bool:
    return draw(source.town, source.identifier, *names, slip) < tables.slips[slip]


def _written_up_to(town: str, year: int) -> dt.date:
    """Return the day up to which a town has worked on a year that is not finished."""
    chance = draw(town, year, "stage")
    earliest, latest = next((first, last) for upper, first, last in STAGES if chance < upper)
    days = earliest + int((latest - earliest) * draw(town, year, "day"))
    return dt.date(year - BE, 1, 1) + dt.timedelta(days=days)


def _arrives(source: PlannedSource, month: dt.date, *, late: bool) -> dt.date:
    """Return the day on which a month's paper is there: after the source's own delay, longer for one that is late."""
    delay = source.kind.item.delay_days
    if source.kind.item.frequency == Frequency.ANNUAL:  # the service sheet of a half-year
        month = month.replace(month=HALF_YEAR if month.month <= HALF_YEAR else 12)
        delay = 30
    if late:
        delay = delay * 2 + 30
    return month.replace(day=calendar.monthrange(month.year, month.month)[1]) + dt.timedelta(days=delay)
