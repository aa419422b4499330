"""The monthly grid as a page shows it: scopes, categories, a row per source, twelve cells each."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inventories.models import Category, Inventory, InventorySource, Scope
from inventories.selectors import results
from inventories.selectors.grid.cell import ENTERED, Figures, in_force, kept_months, sheet_kinds
from inventories.selectors.grid.row import Row, make_row
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.plausibility import Known, owed


@dataclass(slots=True)
class CategoryGroup:
    """Rows of one category."""

    label: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class ScopeGroup:
    """Categories of one scope, and its kgCO2e by month and in all."""

    scope: str
    months: list[Decimal | None]
    kgco2e: Decimal
    categories: list[CategoryGroup] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return its name."""
        return str(Scope(self.scope).label)

    @property
    def mark(self) -> str:
        """Return what stands in the numbered square before the scope's name."""
        return Scope(self.scope).mark

    @property
    def key_class(self) -> str:
        """Return the style of that square."""
        return Scope(self.scope).key_class


@dataclass(slots=True)
class Grid:
    """The page: months, groups, totals, and how many of the sources in use have a figure in each month."""

    inventory: Inventory
    months: list[dt.date]
    scopes: list[ScopeGroup]
    totals: results.Totals
    filled: list[tuple[int, int]]

    @property
    def heads(self) -> list[tuple[dt.date, tuple[int, int]]]:
        """Return the months, each with (sources that have a figure, sources in use)."""
        return list(zip(self.months, self.filled, strict=True))

    @property
    def width(self) -> int:
        """Return the number of columns: name, unit, months, total."""
        return len(self.months) + 3

    @property
    def rows(self) -> list[Row]:
        """Return all rows, top to bottom."""
        return [row for scope in self.scopes for category in scope.categories for row in category.rows]

    def row(self, use: int) -> Row | None:
        """Return the row of an InventorySource by primary key."""
        return next((row for row in self.rows if row.use.pk == use), None)


def grid(inventory: Inventory, *, today: dt.date) -> Grid:
    """Read a whole grid in a fixed number of queries."""
    uses, months = uses_of_page(inventory), inventory.month_list
    amounts, sheets = in_force(inventory.municipality, months), sheet_kinds(inventory.municipality, months)
    by_use, (totals, by_month) = results.totals_by_use(inventory), results.totals_and_months(inventory)
    odd = {(flag.use.pk, flag.month) for flag in owed(inventory, Known(uses, by_use, totals))}
    read = Figures(amounts, sheets, odd, kept_months(inventory), today)
    rows = [make_row(use, months, by_use.get(use.pk), read) for use in uses]
    return Grid(inventory, months, _grouped(rows, months, totals, by_month), totals, _filled(rows, len(months)))


def uses_of_page(inventory: Inventory, around: Collection[int] | None = None) -> list[InventorySource]:
    """Return the sources of a year with what the grid shows of them: one inventory and town for all.

    `around`: only some, by primary key, and with them whatever shares their figures in this year.
    """
    rows = inventory_sources(inventory).select_related(None).select_related("source__division", "factor")
    if around is not None:
        same = InventorySource.objects.of(inventory.municipality).filter(inventory=inventory, pk__in=around)
        rows = rows.filter(source__in=same.values("source"))
    uses = list(rows)
    for use in uses:
        use.inventory, use.municipality = inventory, inventory.municipality
    return uses


def scope_group(
    scope: str,
    months: Iterable[dt.date],
    totals: results.Totals,
    by_month: Mapping[tuple[str, dt.date | None], Decimal],
) -> ScopeGroup:
    """Return a scope's totals by month and in all."""
    return ScopeGroup(scope, [by_month.get((scope, month)) for month in months], totals.scopes[scope])


def _grouped(
    rows: Iterable[Row],
    months: list[dt.date],
    totals: results.Totals,
    by_month: Mapping[tuple[str, dt.date | None], Decimal],
) -> list[ScopeGroup]:
    scopes: list[ScopeGroup] = []
    for row in rows:
        if not scopes or scopes[-1].scope != row.use.scope:
            scopes.append(scope_group(row.use.scope, months, totals, by_month))
        label = str(Category(row.use.category).label)
        if not scopes[-1].categories or scopes[-1].categories[-1].label != label:
            scopes[-1].categories.append(CategoryGroup(label))
        scopes[-1].categories[-1].rows.append(row)
    return scopes


def _filled(rows: Iterable[Row], months: int) -> list[tuple[int, int]]:
    done, asked = [0] * months, [0] * months
    for row in rows:
        if not row.takes_figures:
            continue
        for place, cell in enumerate(row.cells):
            done[place] += cell.state in ENTERED or (cell.state == "kept" and bool(cell.text))
            asked[place] += cell.state != "off"
    return list(zip(done, asked, strict=True))
