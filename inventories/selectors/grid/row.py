"""A row of the grid: a source with its cells and its totals of the year."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from cfo_site.templatetags.cfo import number
from inventories.models import Inventory, InventorySource, Scope
from inventories.selectors import results
from inventories.selectors.grid.cell import CLOSED, ENTERED, Cell, Figures, cells_of, in_force, kept_months, sheet_kinds
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.sheets import offered_for

PLACES_SHOWN = 4


@dataclass(slots=True)
class Row:
    """A source with its cells, its amount of the year and its kgCO2e (None where nothing was calculated)."""

    use: InventorySource
    cells: list[Cell]
    amount: Decimal | None
    kgco2e: Decimal | None
    sheet_kind: str = ""  # the sheet to begin with: the one last used this year, else the likeliest; empty: none suits

    @property
    def amount_text(self) -> str:
        """Return the amount of the year for a narrow column: as it is, or to 4 places where a division left more."""
        if self.amount is None or self.amount == round(self.amount, PLACES_SHOWN):
            return number(self.amount)
        return number(self.amount, PLACES_SHOWN)

    @property
    def seen(self) -> str:
        """Return the revision numbers shown, for the conflict check of a whole row."""
        return ",".join(str(cell.number) for cell in self.cells)

    @property
    def takes_figures(self) -> bool:
        """Say whether months are typed into this row: not into one that derives from another or has a history."""
        return self.use.parent_id is None and self.use.has_months

    @property
    def asked(self) -> int:
        """Return how many of its months ask for a figure."""
        return sum(cell.state != "off" for cell in self.cells)

    @property
    def entered(self) -> int:
        """Return how many of them have one, or say why there is none."""
        return sum(cell.state in ENTERED or (cell.state == "kept" and bool(cell.text)) for cell in self.cells)

    @property
    def open(self) -> bool:
        """Say whether anything can be typed into the row."""
        return self.takes_figures and any(cell.state not in CLOSED for cell in self.cells)


def make_row(use: InventorySource, months: Iterable[dt.date], totals: results.UseTotals | None, read: Figures) -> Row:
    """Return one source's row from what was read for the page."""
    cells = cells_of(use, months, read)
    known = [
        row.amount
        for cell in cells
        if cell.state != "off" and (row := read.amounts.get((use.source_id, cell.month))) and row.amount is not None
    ]
    kind = next((sheet.kind for sheet in offered_for(use)), "")
    for cell in cells:
        if cell.sheet:
            kind = read.sheets[read.amounts[use.source_id, cell.month].pk]
    kgco2e = None
    if totals is not None:
        kgco2e = totals.separate if use.scope == Scope.SEPARATE else totals.counted
    return Row(use, cells, sum(known, Decimal(0)) if known else None, kgco2e, kind)


def row_or_404(inventory: Inventory, use: int, *, today: dt.date) -> Row:
    """Return one source's row alone, or answer 404, also for a line that derives from another."""
    found = inventory_sources(inventory).filter(pk=use, parent__isnull=True).first()
    if found is None:
        raise Http404
    months = inventory.month_list
    amounts = in_force(inventory.municipality, months, [found.source_id])
    sheets = sheet_kinds(inventory.municipality, months, [found.source_id])
    read = Figures(amounts, sheets, frozenset(), kept_months(inventory, [found.source_id]), today)
    return make_row(found, months, results.totals_by_use(inventory, uses=[found]).get(use), read)
