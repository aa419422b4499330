"""Which cells the lines of bills make up: their shares, their sums, and what a cell becomes when bills come or go."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from cfo_site.accounts.models import Municipality
from inventories.calc.bills import attribute, quarter_month, sum_of
from inventories.models import (
    AmountRevision,
    BillLine,
    BillRule,
    BillWithdrawal,
    Frequency,
    Inventory,
    InventorySource,
    Source,
    State,
)
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.path import Opened, opened_cells

Sums = Mapping[Cell, Decimal]


def rule_in_force(municipality: Municipality) -> str:
    """Return the rule by which bills count in a municipality: that of its newest draft, else of its newest year.

    All drafts have the same one; a year without any bill that was locked under another is left as it was locked.
    """
    years = Inventory.objects.of(municipality).order_by("-first_month", "-pk").values_list("state", "bill_rule")
    listed = list(years)
    drafts = [rule for state, rule in listed if state == State.DRAFT]
    return (drafts or [rule for _state, rule in listed] or [BillRule.INVOICE.value])[0]


def shares_of(line: BillLine, rule: str) -> dict[dt.date, Decimal]:
    """Return the months of a line's source in whose figures its units stand, with its share of each."""
    shares = attribute(
        line.units,
        rule=rule,
        invoice_month=line.bill.invoice_month,
        first=line.first_day,
        last=line.last_day,
        dated=line.is_slip,
    )
    if line.source.frequency != Frequency.QUARTERLY:
        return shares
    return sum_of({quarter_month(month): units} for month, units in shares.items())


def cells_of(line: BillLine, rule: str) -> list[Cell]:
    """Return the cells to which a line belongs."""
    return [(line.source_id, month) for month in shares_of(line, rule)]


def sums_of(lines: Iterable[BillLine], rule: str) -> dict[Cell, Decimal]:
    """Return what lines come to by cell, credits taken off; in the unit of each source."""
    by_source: dict[int, list[dict[dt.date, Decimal]]] = defaultdict(list)
    for line in lines:
        by_source[line.source_id].append(shares_of(line, rule))
    return {(source, month): units for source, shares in by_source.items() for month, units in sum_of(shares).items()}


def lines_in_force(municipality: Municipality) -> QuerySet[BillLine]:
    """Return the lines of bills that nobody withdrew, each with its bill, source and meter."""
    withdrawn = BillWithdrawal.objects.of(municipality).filter(bill=OuterRef("bill"))
    return (
        BillLine.objects.of(municipality)
        .filter(~Exists(withdrawn))
        .select_related("bill", "source", "meter")
        .order_by("bill__invoice_month", "bill_id", "position")
    )


def lines_touching(
    municipality: Municipality, *, source_ids: Collection[int], months: Collection[dt.date]
) -> list[BillLine]:
    """Return the lines in force of sources that can have a share of one of some months, whatever the rule."""
    if not source_ids or not months or not _have_lines(municipality, source_ids):
        return []
    first = min(months) - dt.timedelta(days=62)  # a quarter's figure stands in its last month
    after = max(months) + dt.timedelta(days=31)
    near = Q(bill__invoice_month__gte=first, bill__invoice_month__lte=after) | Q(
        first_day__lte=after, last_day__gte=first
    )
    return list(lines_in_force(municipality).filter(near, source__in=list(source_ids)))


def _have_lines(municipality: Municipality, source_ids: Collection[int]) -> bool:
    """Say whether sources ever had a bill: most have none, and whoever saves a figure should not wait for the rest."""
    return BillLine.objects.of(municipality).filter(source__in=list(source_ids)).exists()


class Becomes(StrEnum):
    """What becomes of a cell when bills come or go."""

    SET = "set"  # it takes the sum of its bills
    SAME = "same"  # it holds that already
    ASK = "ask"  # it holds a figure of another origin: keep or replace
    LOCKED = "locked"  # its year is locked, and its figure is not of bills: it stays
    FROZEN = "frozen"  # its year is locked, and its figure is of bills: they cannot come or go
    OUTSIDE = "outside"  # no year has this month of the source


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell that bills touch: what it holds, what its bills came to before and come to then (None: it has none)."""

    source: Source
    month: dt.date
    now: AmountRevision | None
    before: Decimal | None
    after: Decimal | None
    becomes: Becomes
    bills: tuple[int, ...]  # primary keys of the bills in the sum; 0 stands for the new one

    @property
    def cell(self) -> Cell:
        """Return source and month."""
        return self.source.pk, self.month

    @property
    def number(self) -> int:
        """Return the revision that the cell holds, 0 for none."""
        return self.now.number if self.now else 0

    @property
    def seen(self) -> str:
        """Return cell and revision as a form carries them."""
        return f"{self.source.pk}:{self.month:%Y-%m}:{self.number}"

    @property
    def key(self) -> str:
        """Return the cell as a form names it."""
        return f"{self.source.pk}-{self.month:%Y-%m}"

    @property
    def holds_something(self) -> bool:
        """Say whether somebody gave the cell a figure or a notation."""
        return self.now is not None and (self.now.amount is not None or bool(self.now.notation))

    @property
    def is_negative(self) -> bool:
        """Say whether credits exceed what was billed: no month may be below zero."""
        return self.after is not None and self.after < 0


def plan(
    municipality: Municipality,
    *,
    rule: str,
    coming: Sequence[BillLine] = (),
    going: Collection[int] = (),
    besides: Collection[Cell] = (),
) -> list[CellPlan]:
    """Return what becomes of every cell that lines touch which come (not stored yet) or go (bills, by primary key).

    `besides`: cells to look at though nothing comes or goes there. In a fixed number of queries, in the order of
    sources and months.
    """
    leaving = list(lines_in_force(municipality).filter(bill__in=list(going))) if going else []
    cells = {cell for line in (*coming, *leaving) for cell in cells_of(line, rule)} | set(besides)
    if not cells:
        return []
    source_ids, months = {source for source, _month in cells}, {month for _source, month in cells}
    standing = lines_touching(municipality, source_ids=source_ids, months=months)
    before = sums_of(standing, rule)
    staying = [line for line in standing if line.bill_id not in set(going)]
    after = sums_of((*staying, *coming), rule)
    names: dict[Cell, list[int]] = defaultdict(list)
    for line in (*staying, *coming):
        for cell in cells_of(line, rule):
            names[cell].append(line.bill_id or 0)
    now = amounts_in_force(municipality, source_ids=source_ids, months=months)
    sources = {source.pk: source for source in Source.objects.of(municipality).filter(pk__in=source_ids)}
    uses = _uses(municipality, source_ids)
    opened = opened_cells(
        [year for of in uses.values() for use in of if (year := use.inventory).state == State.CORRECTING]
    )
    return [
        CellPlan(
            sources[cell[0]],
            cell[1],
            now.get(cell),
            before.get(cell),
            after.get(cell),
            _becomes(cell, now.get(cell), before.get(cell), after.get(cell), uses, opened=opened),
            tuple(sorted(set(names.get(cell, ())))),
        )
        for cell in sorted(cells)
    ]


def _uses(municipality: Municipality, source_ids: Collection[int]) -> dict[int, list[InventorySource]]:
    rows = InventorySource.objects.of(municipality).filter(source__in=list(source_ids), parent__isnull=True)
    found: dict[int, list[InventorySource]] = defaultdict(list)
    for use in rows.select_related("inventory", "source"):
        found[use.source_id].append(use)
    return found


def _is_frozen(use: InventorySource, month: dt.date, opened: frozenset[Opened]) -> bool:
    """Say whether a figure stays what was frozen: of a locked year, and of a correction that has not opened it."""
    year: Inventory = use.inventory
    if year.state == State.CORRECTING and not year.corrects_whole:
        return (year.pk, use.source_id, month) not in opened
    return year.is_locked


def _becomes(
    cell: Cell,
    now: AmountRevision | None,
    before: Decimal | None,
    after: Decimal | None,
    uses: Mapping[int, Sequence[InventorySource]],
    *,
    opened: frozenset[Opened],
) -> Becomes:
    source, month = cell
    covering = [use for use in uses.get(source, ()) if use.counts_in(month)]
    if not covering:
        return Becomes.OUTSIDE
    empty = now is None or (now.amount is None and not now.notation)
    held = now.amount if now else None
    of_bills = held is not None and held == before
    if any(_is_frozen(use, month, opened) for use in covering):
        return Becomes.FROZEN if of_bills else Becomes.LOCKED
    if after is None and empty:
        return Becomes.SAME
    if now is not None and not empty and after in {before, held} and not now.estimated:
        return Becomes.SAME  # a figure of another origin that was kept beside the same bills stays kept
    return Becomes.SET if empty or of_bills or held == after else Becomes.ASK
