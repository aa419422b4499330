"""How far the figures of a year have come: sources × months, counted by the database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cfo_site.accounts.models import Municipality
from inventories.models import Inventory

# A cell is a month in which a source is in use (as InventorySource.counts_in says it); its figure is the newest revision.
# A landfill has no cells: its history of deposits gives one result of the whole period.
# Missing: never entered, or withdrawn. Not estimated (NE) adds nothing and leaves the year incomplete as well.
_CELLS = """
    SELECT use.inventory_id, use.id AS use_id, span.month::date AS month,
           coalesce(figure.notation, '') AS notation, coalesce(figure.estimated, false) AS estimated,
           figure.amount IS NULL AND coalesce(figure.notation, '') = '' AS missing
      FROM inventories_inventorysource use
      JOIN inventories_inventory year ON year.municipality_id = use.municipality_id AND year.id = use.inventory_id
      JOIN inventories_source source ON source.municipality_id = use.municipality_id AND source.id = use.source_id
     CROSS JOIN LATERAL generate_series(year.first_month, year.first_month + (year.months - 1) * interval '1 month',
                                        interval '1 month') AS span(month)
      LEFT JOIN LATERAL (
           SELECT revision.amount, revision.notation, revision.estimated
             FROM inventories_amountrevision revision
            WHERE revision.municipality_id = use.municipality_id AND revision.source_id = use.source_id
              AND revision.month = span.month::date
            ORDER BY revision.number DESC LIMIT 1) figure ON true
     WHERE use.municipality_id = %(municipality)s AND use.inventory_id = ANY(%(inventories)s) AND use.parent_id IS NULL
       AND use.method <> 'landfill_fod'
       AND span.month >= coalesce(greatest(source.first_month, use.first_month), span.month)
       AND span.month <= coalesce(least(source.last_month, use.last_month), span.month)
       AND CASE source.frequency WHEN 'quarterly' THEN extract(month FROM span.month) IN (3, 6, 9, 12)
                                 WHEN 'annual' THEN extract(month FROM span.month) = source.due_month
                                 ELSE true END
"""


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
    """Return the progress of years by primary key, in one query; a year without sources has no cells."""
    years = {inventory.pk: inventory for inventory in inventories}
    found = {pk: Progress(months=inventory.months) for pk, inventory in years.items()}
    rows = _rows(
        "SELECT inventory_id, sum(cells)::int, sum(filled)::int, count(*) FILTER (WHERE filled = cells) FROM ("  # noqa: S608
        "SELECT inventory_id, month, count(*) AS cells, count(*) FILTER (WHERE NOT missing AND notation <> 'NE') AS filled "
        f"FROM ({_CELLS}) cell GROUP BY inventory_id, month) by_month GROUP BY inventory_id",
        municipality,
        years,
    )
    for pk, cells, filled, complete in rows:
        found[pk] = Progress(cells, filled, years[pk].months, complete)
    return found


def progress_by_use(inventory: Inventory) -> dict[int, UseProgress]:
    """Return the progress of a year's sources by the primary key of InventorySource, in one query."""
    rows = _rows(
        "SELECT use_id, count(*), array_remove(array_agg(CASE WHEN missing THEN month END ORDER BY month), NULL), "  # noqa: S608
        "array_remove(array_agg(CASE WHEN notation = 'NE' THEN month END ORDER BY month), NULL), "
        f"count(*) FILTER (WHERE estimated) FROM ({_CELLS}) cell GROUP BY use_id",
        inventory.municipality,
        [inventory.pk],
    )
    return {
        use: UseProgress(cells, tuple(missing), tuple(ne), estimated) for use, cells, missing, ne, estimated in rows
    }


def _rows(sql: str, municipality: Municipality, inventories: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"municipality": municipality.pk, "inventories": list(inventories)})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
