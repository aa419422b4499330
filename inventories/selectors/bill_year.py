"""What a year's bills leave open: days without and days twice, invoices that have not come, cells that say otherwise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inventories.calc.bills import first_of, last_of
from inventories.calc.coverage import Span, gaps_and_overlaps
from inventories.models import BillKind, BillLine, Inventory, InventorySource, Meter
from inventories.selectors.bill_cells import CellPlan, lines_touching, plan, rule_in_force, sums_of
from inventories.selectors.bill_list import BillTold, bills_of_year, told
from inventories.selectors.inventories import inventory_sources


@dataclass(frozen=True, slots=True)
class MeterYear:
    """A meter (None: a source billed without one) in a year: its invoices against those expected, its gaps and overlaps."""

    use: InventorySource
    meter: Meter | None
    have: int
    expected: list[dt.date]  # months in which an invoice is due by today
    missing: list[dt.date]
    gaps: list[Span]
    overlaps: list[Span]

    @property
    def is_whole(self) -> bool:
        """Say whether nothing is open."""
        return not (self.missing or self.gaps or self.overlaps)


@dataclass(frozen=True, slots=True)
class YearBills:
    """The bills of a year, and what they leave open."""

    rule: str
    bills: list[BillTold]
    meters: list[MeterYear]
    differing: list[CellPlan]
    uses: dict[int, InventorySource] = field(default_factory=dict)  # by source

    @property
    def in_force(self) -> list[BillTold]:
        """Return the bills that count."""
        return [each for each in self.bills if each.withdrawal is None]

    @property
    def withdrawn(self) -> list[BillTold]:
        """Return those that were withdrawn."""
        return [each for each in self.bills if each.withdrawal is not None]

    @property
    def open_meters(self) -> list[MeterYear]:
        """Return the meters of which something is open."""
        return [each for each in self.meters if not each.is_whole]


def year_bills(inventory: Inventory, *, today: dt.date) -> YearBills:
    """Return the bills of a year in a fixed number of queries."""
    municipality, months = inventory.municipality, inventory.month_list
    rule = rule_in_force(municipality)
    uses: dict[int, list[InventorySource]] = defaultdict(list)
    for use in inventory_sources(inventory).filter(parent__isnull=True):
        uses[use.source_id].append(use)
    lines = lines_touching(municipality, source_ids=uses.keys(), months=months)
    return YearBills(
        rule,
        told(municipality, bills_of_year(inventory)),
        _meters(inventory, uses, lines, today),
        _differing(inventory, uses, lines, rule),
        {source: listed[0] for source, listed in uses.items()},
    )


def differing_cells(inventory: Inventory, uses: Iterable[InventorySource]) -> list[CellPlan]:
    """Return the cells of a year that hold something else than their bills come to; `uses`: all of the year's."""
    by_source: dict[int, list[InventorySource]] = defaultdict(list)
    for use in uses:
        if use.parent_id is None:
            by_source[use.source_id].append(use)
    lines = lines_touching(inventory.municipality, source_ids=by_source.keys(), months=inventory.month_list)
    return _differing(inventory, by_source, lines, rule_in_force(inventory.municipality)) if lines else []


def _differing(
    inventory: Inventory, uses: Mapping[int, Sequence[InventorySource]], lines: Sequence[BillLine], rule: str
) -> list[CellPlan]:
    mine = set(inventory.month_list)
    cells = [cell for cell in sums_of(lines, rule) if cell[1] in mine and _counts(uses[cell[0]], cell[1])]
    plans = plan(inventory.municipality, rule=rule, besides=cells)
    return [each for each in plans if each.after != (each.now.amount if each.now else None)]


def _counts(uses: Sequence[InventorySource], month: dt.date) -> bool:
    return any(use.counts_in(month) for use in uses)


def _meters(
    inventory: Inventory, uses: dict[int, list[InventorySource]], lines: Sequence[BillLine], today: dt.date
) -> list[MeterYear]:
    """Return each meter of bills that come monthly: of electricity and water."""
    by_meter: dict[tuple[int, int], list[BillLine]] = defaultdict(list)
    for line in lines:
        if BillKind(line.bill.kind).is_periodic and line.units >= 0:
            by_meter[line.source_id, line.meter_id or 0].append(line)
    meters = {meter.pk: meter for line in lines if (meter := line.meter)}
    known = {source for source, _meter in by_meter}
    for meter in Meter.objects.of(inventory.municipality).filter(source__in=list(uses)):
        if BillKind(meter.kind).is_periodic:
            meters.setdefault(meter.pk, meter)
            if meter.source_id in known:
                by_meter.setdefault((meter.source_id, meter.pk), [])
    order = {source: place for place, source in enumerate(uses)}
    return [
        _meter_year(inventory, uses[source], meters.get(meter), listed, today)
        for (source, meter), listed in sorted(by_meter.items(), key=lambda each: (order[each[0][0]], each[0][1]))
    ]


def _meter_year(
    inventory: Inventory,
    uses: Sequence[InventorySource],
    meter: Meter | None,
    lines: Sequence[BillLine],
    today: dt.date,
) -> MeterYear:
    source = uses[0].source
    months = [month for month in inventory.month_list if _counts(uses, month) and _stands(meter, month)]
    have = {line.bill.invoice_month for line in lines} & set(months)
    due = [month for month in months if source.due_on(month) <= today or month in have]
    spans = [Span(line.first_day, line.last_day) for line in lines]
    gaps, overlaps = list[Span](), list[Span]()
    if spans and months:
        first, last = months[0], last_of(months[-1])
        if meter is not None:
            first = max(first, meter.first_day or first)
            last = min(last, meter.last_day or last)
        if first <= last:
            gaps, overlaps = gaps_and_overlaps(spans, within=Span(first, last))
    return MeterYear(uses[0], meter, len(have), due, [month for month in due if month not in have], gaps, overlaps)


def _stands(meter: Meter | None, month: dt.date) -> bool:
    """Say whether an invoice of a month is expected: the meter was there for some of the month."""
    if meter is None:
        return True
    return (meter.first_day is None or first_of(meter.first_day) <= month) and (
        meter.last_day is None or month <= meter.last_day
    )
