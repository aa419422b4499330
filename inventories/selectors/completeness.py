"""How far the figures of a year have come: sources × months, counted by the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cfo_site.accounts.models import Municipality
from inventories.models import Inventory
from inventories.selectors.cells import read_cells


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a year: cells to fill and filled, and in how many of its months no cell is open."""

    cells: int = 0
    filled: int = 0
    months: int = 0
    complete_months: int = 0

    @property
    def missing(self) -> int:
        """Return the number of cells still open."""
        return self.cells - self.filled

    @property
    def is_complete(self) -> bool:
        """Say whether every cell of every month is filled, and there is one at all."""
        return self.cells > 0 and self.missing == 0


@dataclass(frozen=True, slots=True)
class UseProgress:
    """Of one source in a year: months in use, months open, and those that are not estimated (NE) or estimated."""

    cells: int
    missing: tuple[dt.date, ...]
    not_estimated: tuple[dt.date, ...]
    estimated: int

    @property
    def filled(self) -> int:
        """Return the number of months that are done."""
        return self.cells - len(self.missing) - len(self.not_estimated)

    @property
    def is_complete(self) -> bool:
        """Say whether every month in use is done."""
        return self.filled == self.cells


def progress_by_year(municipality: Municipality, inventories: Iterable[Inventory]) -> dict[int, Progress]:
    """Return the progress of a municipality's years by primary key, in one query; one without sources has no cells."""
    years = {inventory.pk: inventory for inventory in inventories if inventory.municipality_id == municipality.pk}
    found = {pk: Progress(months=inventory.months) for pk, inventory in years.items()}
    rows = read_cells(
        "SELECT inventory_id, sum(cells)::int, sum(filled)::int, count(*) FILTER (WHERE filled = cells) FROM ("
        "SELECT inventory_id, month, count(*) AS cells, count(*) FILTER (WHERE filled) AS filled "
        "FROM cell GROUP BY inventory_id, month) by_month GROUP BY inventory_id",
        years.values(),
    )
    for pk, cells, filled, complete in rows:
        found[pk] = Progress(cells, filled, years[pk].months, complete)
    return found


def progress_by_use(inventory: Inventory) -> dict[int, UseProgress]:
    """Return the progress of a year's sources by the primary key of InventorySource, in one query."""
    rows = read_cells(
        "SELECT use_id, count(*), array_remove(array_agg(CASE WHEN missing THEN month END ORDER BY month), NULL), "
        "array_remove(array_agg(CASE WHEN notation = 'NE' THEN month END ORDER BY month), NULL), "
        "count(*) FILTER (WHERE estimated) FROM cell GROUP BY use_id",
        [inventory],
    )
    return {
        use: UseProgress(cells, tuple(missing), tuple(ne), estimated) for use, cells, missing, ne, estimated in rows
    }
