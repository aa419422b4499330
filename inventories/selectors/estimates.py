"""What a missing month of a source could be estimated from, and what it would then be, with the working in words."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number, thai_date, thai_month, unit
from inventories.calc.bills import last_of
from inventories.calc.estimation import Known, by_days, middle, places_of, same_as
from inventories.calc.plausibility.series import YEAR, back
from inventories.models import BillKind, Estimation, Frequency, InventorySource, Notation
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.bill_cells import lines_in_force
from inventories.selectors.cells import read_cells

FARTHEST = 3  # figures of a source that a neighbour may lie away; farther ones say little of a month
_OPEN = """
SELECT month, coalesce(number, 0), notation FROM cell WHERE use_id = %(use)s AND (missing OR notation = 'NE')
   AND month + interval '1 month' <= %(today)s ORDER BY month
"""


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A month that is over and has no figure: nothing was entered, or that it is not estimated. `number`: its revision."""

    month: dt.date
    number: int
    notation: str

    @property
    def key(self) -> str:
        """Return the month as addresses and forms have it."""
        return f"{self.month:%Y-%m}"

    @property
    def is_not_estimated(self) -> bool:
        """Say whether somebody has said that the month is not estimated."""
        return self.notation == Notation.NOT_ESTIMATED


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a month would be by a method, with the working in words; without an amount, why it cannot be estimated so."""

    month: OpenMonth
    amount: Decimal | None
    working: str
    places: int = 0

    @property
    def key(self) -> str:
        """Return the month as addresses and forms have it."""
        return self.month.key


@dataclass(frozen=True, slots=True)
class _Figures:
    """Metered figures of a source by month, months whose figure is itself estimated, and bills by month of invoice."""

    use: InventorySource
    metered: Mapping[dt.date, Known]
    estimated: frozenset[dt.date]
    bills: Mapping[dt.date, Known] = field(default_factory=dict)


def methods_for(use: InventorySource) -> list[Estimation]:
    """Return the methods that suit a source: a figure of a whole year has no neighbours in the year."""
    if use.source.frequency == Frequency.ANNUAL:
        return [Estimation.LAST_YEAR]
    return [Estimation.LAST_YEAR, Estimation.NEIGHBOURS, Estimation.PER_DAY]


def open_months(use: InventorySource, *, today: dt.date) -> list[OpenMonth]:
    """Return the months of a source of a year that are over and have no figure."""
    return [OpenMonth(*row) for row in read_cells(_OPEN, [use.inventory], use=use.pk, today=today)]


def proposals(use: InventorySource, months: Sequence[OpenMonth], method: Estimation) -> list[Proposal]:
    """Return what months would be by a method. Estimates are made from metered figures alone, never from estimates."""
    if not months:
        return []
    read = _read(use, [each.month for each in months])
    how = {
        Estimation.LAST_YEAR: _by_last_year,
        Estimation.NEIGHBOURS: _by_neighbours,
        Estimation.PER_DAY: _by_days,
    }[method]
    return [how(read, month) for month in months]


def in_thai(use: InventorySource, months: Sequence[OpenMonth], method: Estimation) -> list[Proposal]:
    """Return proposals with their working in Thai whatever the language of the page: as they are stored."""
    with translation.override("th"):
        return proposals(use, months, method)


def _read(use: InventorySource, months: Sequence[dt.date]) -> _Figures:
    reach = FARTHEST * use.source.covers
    first, last = back(min(months), max(reach, YEAR)), back(max(months), -reach)
    wanted = [back(last, place) for place in range((last.year - first.year) * YEAR + last.month - first.month + 1)]
    rows = amounts_in_force(use.municipality, source_ids=[use.source_id], months=wanted)
    metered, estimated = dict[dt.date, Known](), set[dt.date]()
    for (_source, month), row in rows.items():
        if row.amount is None:
            continue
        if row.estimated:
            estimated.add(month)
        else:
            metered[month] = Known(*_period(use, month), row.amount)
    return _Figures(use, metered, frozenset(estimated), _bills(use, wanted))


def _period(use: InventorySource, month: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day for which a figure of a month is."""
    return back(month, use.source.covers - 1), last_of(month)


def _bills(use: InventorySource, months: Sequence[dt.date]) -> dict[dt.date, Known]:
    """Return bills by month of invoice where all lines of the source are of the same days, and none takes anything back."""
    lines = lines_in_force(use.municipality).filter(source=use.source_id, bill__invoice_month__in=months)
    found: dict[dt.date, list[Known]] = {}
    unfit = set()
    for line in lines.exclude(bill__kind=BillKind.FUEL):
        if line.units < 0 or line.bill.refers_to_id is not None:
            unfit.add(line.bill.invoice_month)
        found.setdefault(line.bill.invoice_month, []).append(Known(line.first_day, line.last_day, line.units))
    return {
        month: Known(parts[0].first_day, parts[0].last_day, sum((part.amount for part in parts), Decimal(0)))
        for month, parts in found.items()
        if month not in unfit and len({(part.first_day, part.last_day) for part in parts}) == 1
    }


def _by_last_year(read: _Figures, month: OpenMonth) -> Proposal:
    before = back(month.month, YEAR)
    known = read.metered.get(before)
    if known is None:
        values = {"month": thai_month(before)}
        if before in read.estimated:
            return Proposal(month, None, _("%(month)s เป็นค่าประมาณ จึงใช้ประมาณต่อไม่ได้") % values)
        return Proposal(month, None, _("ไม่มีตัวเลขของ %(month)s") % values)
    values = {"month": thai_month(before), "amount": number(known.amount), "unit": unit(read.use.source.unit)}
    return Proposal(month, same_as(known), _("เท่ากับ %(month)s %(amount)s %(unit)s") % values, places_of([known]))


def _by_neighbours(read: _Figures, month: OpenMonth) -> Proposal:
    before, after = _nearest(read.metered, read.use, month.month)
    if before is None or after is None:
        return _no_neighbours(read, month, before, after)
    values = {
        "before": thai_month(before),
        "after": thai_month(after),
        "first": number(read.metered[before].amount),
        "second": number(read.metered[after].amount),
        "unit": unit(read.use.source.unit),
    }
    pair = [read.metered[before], read.metered[after]]
    told = _("(%(before)s %(first)s + %(after)s %(second)s) ÷ 2 %(unit)s") % values
    return Proposal(month, middle(*pair), told, places_of(pair))


def _by_days(read: _Figures, month: OpenMonth) -> Proposal:
    """Return the daily mean of the bills of neighbouring months, else of their figures, times the days of the month."""
    first, last = _period(read.use, month.month)
    days = (last - first).days + 1
    from_bills = [known for known in map(read.bills.get, _beside(read.use, month.month)) if known is not None]
    if from_bills:
        neighbours = [(_days_told(known), known) for known in from_bills]
    else:
        near = _nearest(read.metered, read.use, month.month)
        neighbours = [(thai_month(each), read.metered[each]) for each in near if each is not None]
    if not neighbours:
        return _no_neighbours(read, month, None, None)
    known = [each for _name, each in neighbours]
    values = {
        "amounts": " + ".join(f"{name} {number(each.amount)}" for name, each in neighbours),
        "days": " + ".join(str(each.days) for each in known),
        "month_days": days,
        "unit": unit(read.use.source.unit),
    }
    told = _("(%(amounts)s) ÷ (%(days)s) วัน × %(month_days)s วัน %(unit)s") % values
    return Proposal(month, by_days(known, days), told, places_of(known))


def _beside(use: InventorySource, month: dt.date) -> tuple[dt.date, dt.date]:
    """Return the months of the figures right before and right after."""
    return back(month, use.source.covers), back(month, -use.source.covers)


def _nearest(
    metered: Mapping[dt.date, Known], use: InventorySource, month: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """Return the nearest months before and after that have a metered figure, None where none is near."""
    steps = [place * use.source.covers for place in range(1, FARTHEST + 1)]
    before = next((each for each in (back(month, step) for step in steps) if each in metered), None)
    after = next((each for each in (back(month, -step) for step in steps) if each in metered), None)
    return before, after


def _no_neighbours(read: _Figures, month: OpenMonth, before: dt.date | None, after: dt.date | None) -> Proposal:
    reach = {"months": FARTHEST * read.use.source.covers}
    if before is None and after is None:
        return Proposal(month, None, _("ไม่มีตัวเลขจริงภายใน %(months)s เดือนก่อนหรือหลัง") % reach)
    if before is None:
        return Proposal(month, None, _("ไม่มีตัวเลขจริงภายใน %(months)s เดือนก่อนหน้า") % reach)
    return Proposal(month, None, _("ไม่มีตัวเลขจริงภายใน %(months)s เดือนถัดไป") % reach)


def _days_told(known: Known) -> str:
    values = {"first": thai_date(known.first_day), "last": thai_date(known.last_day)}
    return _("บิล %(first)s–%(last)s") % values
