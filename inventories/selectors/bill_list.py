"""Reading bills: those of a year, one of them, those of a cell."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.models import (
    Bill,
    BillEvidence,
    BillKind,
    BillLine,
    BillWithdrawal,
    Evidence,
    Inventory,
    InventorySource,
)
from inventories.selectors.bill_cells import CellPlan, lines_touching, plan, rule_in_force, shares_of
from inventories.selectors.evidence.entries import of_year
from inventories.selectors.inventories import inventory_sources


def bills_in_force(municipality: Municipality) -> QuerySet[Bill]:
    """Return the bills that nobody withdrew."""
    withdrawn = BillWithdrawal.objects.of(municipality).filter(bill=OuterRef("pk"))
    return Bill.objects.of(municipality).filter(~Exists(withdrawn))


def bills_of_year(inventory: Inventory) -> QuerySet[Bill]:
    """Return all bills, withdrawn ones too, of a year's sources that are of one of its months or reach into it."""
    months = inventory.month_list
    sources = inventory_sources(inventory).values("source")
    lines = BillLine.objects.of(inventory.municipality).filter(bill=OuterRef("pk"), source__in=sources)
    reaching = lines.filter(first_day__lte=inventory.last_day, last_day__gte=inventory.first_month)
    return (
        Bill.objects.of(inventory.municipality)
        .filter(Q(invoice_month__in=months) | Q(Exists(reaching)))
        .filter(Exists(lines))
        .select_related("municipality", "recorded_by", "refers_to", "replaces")
        .order_by("-invoice_month", "-pk")
    )


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line of a bill, the months it counts in with its share of each, and the units it contradicts (None: none)."""

    line: BillLine
    shares: Mapping[dt.date, Decimal]
    expected: Decimal | None


@dataclass(frozen=True, slots=True)
class BillTold:
    """A bill with its lines; withdrawn or in force."""

    bill: Bill
    lines: list[LineTold]
    withdrawal: BillWithdrawal | None

    @property
    def broken(self) -> int:
        """Return how many of its lines contradict themselves."""
        return sum(each.expected is not None for each in self.lines)

    @property
    def sources(self) -> list[str]:
        """Return the names of its sources, each once."""
        return list(dict.fromkeys(each.line.source.name_th for each in self.lines))

    @property
    def units(self) -> Decimal | None:
        """Return the sum of its units, None where its sources are counted in different units."""
        if len({each.line.source.unit for each in self.lines}) != 1:
            return None
        return sum((each.line.units for each in self.lines), Decimal(0))

    @property
    def unit(self) -> str:
        """Return the unit of that sum."""
        return self.lines[0].line.source.unit if self.lines else ""

    @property
    def is_fuel(self) -> bool:
        """Say whether its lines are of vehicles."""
        return self.bill.kind == BillKind.FUEL


def told(municipality: Municipality, bills: Iterable[Bill]) -> list[BillTold]:
    """Return bills with their lines and withdrawals, in three queries."""
    listed = list(bills)
    rule = rule_in_force(municipality)
    lines: dict[int, list[LineTold]] = defaultdict(list)
    rows = BillLine.objects.of(municipality).filter(bill__in=listed).select_related("source", "meter")
    by_pk = {bill.pk: bill for bill in listed}
    for row in rows.order_by("bill_id", "position"):
        row.bill = by_pk[row.bill_id]
        lines[row.bill_id].append(LineTold(row, shares_of(row, rule), row.expected))
    withdrawn = BillWithdrawal.objects.of(municipality).filter(bill__in=listed).select_related("withdrawn_by")
    by_bill = {row.bill_id: row for row in withdrawn}
    return [BillTold(bill, lines[bill.pk], by_bill.get(bill.pk)) for bill in listed]


def bill_or_404(inventory: Inventory, pk: int) -> BillTold:
    """Return a bill of a year with its lines, or answer 404."""
    found = bills_of_year(inventory).filter(pk=pk).first()
    if found is None:
        raise Http404
    return told(inventory.municipality, [found])[0]


def successor(bill: Bill) -> Bill | None:
    """Return the correction that took a bill's place, None if there is none."""
    return Bill.objects.of(bill.municipality).filter(replaces=bill).first()


def credits_of(bill: Bill) -> list[Bill]:
    """Return the credit bills in force that refer to a bill."""
    return list(bills_in_force(bill.municipality).filter(refers_to=bill).order_by("bill_date", "pk"))


def creditable(inventory: Inventory, kind: str, correcting: BillTold | None = None) -> list[Bill]:
    """Return the bills of a year and kind that a credit bill can refer to, newest first.

    `correcting`: a bill that is being corrected; not itself, but the one that it refers to already, of whatever year.
    """
    found = bills_of_year(inventory).filter(kind=kind, refers_to__isnull=True)
    withdrawn = BillWithdrawal.objects.of(inventory.municipality).filter(bill=OuterRef("pk"))
    listed = list(found.filter(~Exists(withdrawn)))
    if correcting is None:
        return listed
    listed = [bill for bill in listed if bill.pk != correcting.bill.pk]
    known = correcting.bill.refers_to
    return listed if known is None or known in listed else [*listed, known]


def invoice_months(inventory: Inventory, correcting: BillTold | None = None) -> list[dt.date]:
    """Return the months an invoice of a year can be of: its own, and the one after, which bills its last days.

    `correcting`: a bill that is being corrected, whose month may be of the year before.
    """
    months = {*inventory.month_list, inventory.last_day + dt.timedelta(days=1)}
    return sorted(months if correcting is None else months | {correcting.bill.invoice_month})


def papers_of(bill: Bill) -> list[BillEvidence]:
    """Return the lines of the index of evidence that are a bill's paper."""
    rows = BillEvidence.objects.of(bill.municipality).filter(bill=bill)
    return list(rows.select_related("evidence", "added_by").order_by("pk"))


def papers_to_tie(inventory: Inventory, bill: Bill) -> list[Evidence]:
    """Return the lines of the index of a year that could be a bill's paper: in force, and not tied to it yet."""
    tied = BillEvidence.objects.of(bill.municipality).filter(bill=bill).values("evidence")
    rows = of_year(inventory).filter(cancelled_at__isnull=True)
    return list(rows.exclude(pk__in=tied).order_by("code"))


def bills_of_paper(inventory: Inventory, evidence: Evidence) -> list[Bill]:
    """Return the bills of a year, withdrawn ones too, whose paper a line of the index is."""
    tied = BillEvidence.objects.of(evidence.municipality).filter(evidence=evidence).values("bill")
    return list(bills_of_year(inventory).filter(pk__in=tied))


def counted_lines(
    told: BillTold, inventory: Inventory
) -> list[tuple[LineTold, list[tuple[dt.date, Decimal, InventorySource | None]]]]:
    """Return a bill's lines, each with its months: the share, and the use in a year that has the figure (None: none)."""
    uses = [use for use in inventory_sources(inventory) if use.parent_id is None]
    return [
        (
            each,
            [
                (
                    month,
                    units,
                    next((use for use in uses if use.source_id == each.line.source_id and use.counts_in(month)), None),
                )
                for month, units in each.shares.items()
            ],
        )
        for each in told.lines
    ]


def cells_in(told: BillTold, inventory: Inventory) -> list[tuple[int, dt.date]]:
    """Return source and month of the figures of a year in which a bill counts, in their order."""
    lines = counted_lines(told, inventory)
    return sorted(
        {(use.source_id, month) for _line, months in lines for month, _units, use in months if use is not None}
    )


@dataclass(frozen=True, slots=True)
class CellBills:
    """The bills that make up a cell: each line with its share; their sum, and whether the cell holds it."""

    lines: list[tuple[BillLine, Decimal]]
    plan: CellPlan

    @property
    def total(self) -> Decimal:
        """Return what the bills come to, in the source's unit."""
        return self.plan.after or Decimal(0)

    @property
    def agrees(self) -> bool:
        """Say whether the cell holds the sum of its bills."""
        return self.plan.now is not None and self.plan.now.amount == self.plan.after


def bills_of_cell(use: InventorySource, month: dt.date) -> CellBills | None:
    """Return the bills that make up one cell, None where it has none."""
    municipality = use.municipality
    rule = rule_in_force(municipality)
    lines = [
        (line, share)
        for line in lines_touching(municipality, source_ids=[use.source_id], months=[month])
        if (share := shares_of(line, rule).get(month)) is not None
    ]
    if not lines:
        return None
    (planned,) = plan(municipality, rule=rule, besides=[(use.source_id, month)])
    return CellBills(lines, planned)
