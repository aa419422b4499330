"""Which papers of a year say baht of electricity, water and fuel: bills, and lines of the index where there is no bill."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cfo_site.thai import BE
from inventories.calc.baht import total
from inventories.models import (
    AmountRevision,
    Bill,
    BillEvidence,
    BillWithdrawal,
    Category,
    EvidenceUse,
    Inventory,
    InventorySource,
    MoneyKind,
    Scope,
)
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.bill_cells import cells_of, lines_touching, rule_in_force
from inventories.selectors.bill_list import BillTold, bills_of_year, told
from inventories.selectors.evidence.entries import uses_in
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.registers.reconciling import is_tap_water

Place = tuple[int, dt.date | None]  # a figure, or a source over the whole year
_FUELS = frozenset({Category.STATIONARY, Category.ONROAD, Category.OFFROAD})


def money_of(use: InventorySource) -> str:
    """Return as which kind of money a use's papers count; empty for none of the three."""
    if use.category == Category.ELECTRICITY:
        return MoneyKind.ELECTRICITY.value
    if is_tap_water(use):
        return MoneyKind.WATER.value
    return MoneyKind.FUEL.value if use.scope == Scope.ONE and use.category in _FUELS else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A bill or a line of the index, with its baht and the units of what it stands for; None: not said, or of several units."""

    baht: Decimal | None
    unit: str = ""
    units: Decimal | None = None


@dataclass(slots=True)
class Papers:
    """The papers of one kind of money in a year; `unclear`: of several kinds; `bare`: figures without any."""

    bills: list[Paper] = field(default_factory=list)
    others: list[Paper] = field(default_factory=list)
    unclear: int = 0
    bare: int = 0


def papers_by_money(inventory: Inventory) -> dict[str, Papers]:
    """Return the papers of a year by kind of money, in a fixed number of queries.

    A bill counts in the month that it is the invoice of, as the treasury books it; a line of the index in the month of
    its code, unless it is a bill's paper or stands for a figure that has bills.
    """
    municipality, months = inventory.municipality, inventory.month_list
    uses = list(inventory_sources(inventory).filter(parent__isnull=True))
    moneys = {use.source_id: kind for use in uses if (kind := money_of(use))}
    found = {kind.value: Papers() for kind in MoneyKind}
    for each in told(municipality, bills_of_year(inventory)):
        if each.withdrawal is None and each.bill.invoice_month in months and each.bill.kind in found:
            found[each.bill.kind].bills.append(_of_bill(each))
    rule = rule_in_force(municipality)
    billed: set[Place] = {
        cell
        for line in lines_touching(municipality, source_ids=moneys.keys(), months=months)
        for cell in cells_of(line, rule)
    }
    amounts = amounts_in_force(municipality, source_ids=moneys.keys(), months=months)
    units = {use.source_id: use.source.unit for use in uses}
    covered = set[Place]()
    for cells, baht in _lines_of_the_index(inventory, billed):
        kinds = {moneys.get(source, "") for source, _month in cells}
        if len(kinds) > 1:
            for kind in kinds & found.keys():
                found[kind].unclear += 1
        elif (kind := kinds.pop()) in found:
            found[kind].others.append(_of_index(cells, baht, amounts, units))
            covered.update(cells if baht is not None else ())
    for use in uses:
        if money := moneys.get(use.source_id):
            found[money].bare += sum(
                _has_amount(amounts, (use.source_id, month))
                and not {(use.source_id, month), (use.source_id, None)} & (billed | covered)
                for month in use.counted(months)
            )
    return found


def _lines_of_the_index(inventory: Inventory, billed: set[Place]) -> list[tuple[list[Place], Decimal | None]]:
    """Return the cells and baht of the lines of the index that count beside the bills."""
    municipality, months = inventory.municipality, set(inventory.month_list)
    withdrawn = BillWithdrawal.objects.of(municipality).values("bill")
    tied = set(BillEvidence.objects.of(municipality).exclude(bill__in=withdrawn).values_list("evidence", flat=True))
    by_paper: dict[int, list[EvidenceUse]] = defaultdict(list)
    for use in uses_in(inventory).filter(evidence__cancelled_at__isnull=True).select_related("evidence"):
        by_paper[use.evidence_id].append(use)
    billed_sources = {source for source, _month in billed}
    found: list[tuple[list[Place], Decimal | None]] = []
    for pk, uses in by_paper.items():
        paper = uses[0].evidence
        of_year = (
            any((month.year + BE, month.month) == (paper.year, paper.month) for month in months)
            if paper.month
            else paper.year == inventory.year
        )
        has_bills = any(
            (use.source_id, use.month) in billed if use.month else use.source_id in billed_sources for use in uses
        )
        if of_year and pk not in tied and not has_bills:
            found.append(([(use.source_id, use.month) for use in uses], paper.baht))
    return found


def _of_bill(told: BillTold) -> Paper:
    baht = baht_of(told.bill, (each.line.baht for each in told.lines))
    return Paper(baht, told.unit if told.units is not None else "", told.units)


def baht_of(bill: Bill, lines: Iterable[Decimal | None]) -> Decimal | None:
    """Return the baht of a bill: its own total, else the sum of its lines where each says its own."""
    if bill.baht is not None:
        return bill.baht
    said = list(lines)
    return None if None in said else total(said)


def _of_index(
    cells: Iterable[Place],
    baht: Decimal | None,
    amounts: Mapping[Cell, AmountRevision],
    units: Mapping[int, str],
) -> Paper:
    """Return a line of the index; its units are those of its figures, where all are known and of one unit."""
    listed = list(cells)
    named = {units[source] for source, _month in listed}
    held = [amounts.get((source, month)) for source, month in listed]  # type: ignore[arg-type]  # of the year: no figure
    known = [each.amount for each in held if each is not None and each.amount is not None]
    if len(named) != 1 or len(known) != len(listed):
        return Paper(baht)
    return Paper(baht, named.pop(), total(known))


def _has_amount(amounts: Mapping[Cell, AmountRevision], cell: Cell) -> bool:
    return cell in amounts and bool(amounts[cell].amount)
