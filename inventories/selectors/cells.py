"""Cells of years, read by the database: what is filled, what is late by its source's own delay, what is not due yet.

A cell is a month in which a source gives a figure (as InventorySource.counts_in says it); its figure is the newest
revision. A landfill has no cells: its history of deposits gives one result of the whole period. Read inside the scope of
the municipality, or of every municipality: nothing shows outside.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from inventories.models import Inventory

# Missing: never entered, or withdrawn. Not estimated (NE) adds nothing and leaves the year incomplete as well. Due: so
# many days after the end of its month as its source's paper usually takes. `covers`: of how many months it is the figure.
_CELLS = """
WITH cell AS (
    SELECT use.inventory_id, use.id AS use_id, use.source_id, use.scope, use.category, use.category_order, use.position,
           source.catalogue_key, source.unit, span.month::date AS month,
           figure.number, figure.amount, figure.reason, figure.elsewhere_id,
           CASE source.frequency WHEN 'quarterly' THEN 3 WHEN 'annual' THEN 12 ELSE 1 END AS covers,
           coalesce(figure.notation, '') AS notation, coalesce(figure.estimated, false) AS estimated,
           figure.amount IS NULL AND coalesce(figure.notation, '') = '' AS missing,
           figure.amount IS NOT NULL OR coalesce(figure.notation, '') NOT IN ('', 'NE') AS filled,
           (span.month + interval '1 month')::date + source.delay_days AS due
      FROM inventories_inventory year
      JOIN inventories_inventorysource use ON use.municipality_id = year.municipality_id AND use.inventory_id = year.id
      JOIN inventories_source source ON source.municipality_id = use.municipality_id AND source.id = use.source_id
     CROSS JOIN LATERAL generate_series(year.first_month, year.first_month + (year.months - 1) * interval '1 month',
                                        interval '1 month') AS span(month)
      LEFT JOIN LATERAL (
           SELECT revision.number, revision.amount, revision.notation, revision.estimated, revision.reason,
                  revision.elsewhere_id
             FROM inventories_amountrevision revision
            WHERE revision.municipality_id = use.municipality_id AND revision.source_id = use.source_id
              AND revision.month = span.month::date
            ORDER BY revision.number DESC LIMIT 1) figure ON true
     WHERE year.municipality_id = ANY(%(municipalities)s) AND year.id = ANY(%(inventories)s)
       AND use.method <> 'landfill_fod' AND use.parent_id IS NULL  -- a derived line takes its parent's amounts
       AND span.month >= coalesce(greatest(source.first_month, use.first_month), span.month)
       AND span.month <= coalesce(least(source.last_month, use.last_month), span.month)
       AND CASE source.frequency WHEN 'quarterly' THEN extract(month FROM span.month) IN (3, 6, 9, 12)
                                 WHEN 'annual' THEN extract(month FROM span.month) = source.due_month
                                 ELSE true END
)
"""
FULL, ESTIMATED, PART, MISSING, LATER, OFF = "full", "est", "part", "missing", "later", "off"
ENTERED, NOT_ESTIMATED = "no", "ne"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state shows: a tint (class of the style sheet), a mark (of the sprite) and a word. Never one alone."""

    tint: str
    mark: str
    word: Any  # text, translated when it is shown


LOOKS = {
    FULL: Look("k-full", "i-full", _("ครบ")),
    ESTIMATED: Look("k-est", "i-half", _("ครบ มีค่าประมาณ")),
    PART: Look("k-part", "i-part", _("บางส่วน")),
    MISSING: Look("k-ask", "i-warn", _("ยังไม่กรอก เลยกำหนดแล้ว")),
    LATER: Look("k-none", "i-none", _("ยังไม่ถึงกำหนด")),
    OFF: Look("k-off", "i-ring", _("ไม่มีแหล่งปล่อยในเดือนนี้")),
}
CELL_LOOKS = {
    FULL: Look("k-full", "i-full", _("กรอกแล้ว")),
    ESTIMATED: Look("k-est", "i-half", _("ประมาณค่า")),
    ENTERED: Look("k-no", "i-tick", _("ไม่มีตัวเลข ระบุเหตุแล้ว")),
    NOT_ESTIMATED: Look("k-part", "i-part", _("ยังไม่ประเมิน")),
    MISSING: LOOKS[MISSING],
    LATER: LOOKS[LATER],
    OFF: Look("k-off", "i-ring", _("ไม่ได้ใช้ในเดือนนี้")),
}


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Of one month of a year: cells, and how many are filled, estimated, not estimated (NE), late, not due yet."""

    cells: int = 0
    filled: int = 0
    estimated: int = 0
    not_estimated: int = 0
    late: int = 0
    waiting: int = 0
    scopes: frozenset[str] = field(default_factory=frozenset)  # in which a cell is filled

    @property
    def state(self) -> str:
        """Return the month's state; no source in use is neither full nor missing."""
        if not self.cells:
            return OFF
        if self.filled == self.cells:
            return ESTIMATED if self.estimated else FULL
        if self.filled or self.not_estimated:
            return PART
        return MISSING if self.late else LATER

    @property
    def look(self) -> Look:
        """Return how the month shows."""
        return LOOKS[self.state]


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one source. `state`: full, est, no (a notation), ne (not estimated), missing (late), later."""

    month: dt.date
    state: str
    amount: Decimal | None
    due: dt.date

    @property
    def look(self) -> Look:
        """Return how the cell shows."""
        return CELL_LOOKS[self.state]


def month_counts(inventories: Iterable[Inventory], *, today: dt.date) -> dict[int, dict[dt.date, MonthCount]]:
    """Return what each month of years holds, by the primary key of the year, in one query."""
    found: dict[int, dict[dt.date, MonthCount]] = {}
    rows = read_cells(
        "SELECT inventory_id, month, count(*), count(*) FILTER (WHERE filled), count(*) FILTER (WHERE estimated), "
        "count(*) FILTER (WHERE notation = 'NE'), count(*) FILTER (WHERE missing AND due <= %(today)s), "
        "count(*) FILTER (WHERE missing AND due > %(today)s), array_agg(DISTINCT scope) FILTER (WHERE filled) "
        "FROM cell GROUP BY inventory_id, month",
        inventories,
        today=today,
    )
    for inventory, month, cells, filled, estimated, not_estimated, late, waiting, scopes in rows:
        found.setdefault(inventory, {})[month] = MonthCount(
            cells, filled, estimated, not_estimated, late, waiting, frozenset(scopes or ())
        )
    return found


def cells_by_use(inventory: Inventory, *, today: dt.date) -> dict[int, dict[dt.date, Cell]]:
    """Return the cells of a year's sources by the primary key of InventorySource and by month, in one query."""
    found: dict[int, dict[dt.date, Cell]] = {}
    rows = read_cells(
        "SELECT use_id, month, CASE WHEN missing THEN CASE WHEN due <= %(today)s THEN 'missing' ELSE 'later' END "
        "WHEN notation = 'NE' THEN 'ne' WHEN notation <> '' THEN 'no' WHEN estimated THEN 'est' ELSE 'full' END, "
        "amount, due FROM cell ORDER BY use_id, month",
        [inventory],
        today=today,
    )
    for use, month, state, amount, due in rows:
        found.setdefault(use, {})[month] = Cell(month, state, amount, due)
    return found


def read_cells(select: str, inventories: Iterable[Inventory], **values: Any) -> list[tuple[Any, ...]]:
    """Return what a query says of the cells of years: `select` reads from `cell`, whose columns stand above.

    `values` are its parameters beside the years' own.
    """
    years = list(inventories)
    if not years:
        return []
    values |= {
        "municipalities": sorted({year.municipality_id for year in years}),
        "inventories": [year.pk for year in years],
    }
    with connection.cursor() as cursor:
        cursor.execute(_CELLS + select, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
