"""What a saved cell or block changes on the page: its rows, the lines that derive from them, totals. Nothing else is read."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from inventories.models import Inventory, InventorySource, Scope
from inventories.selectors import results
from inventories.selectors.grid.cell import Figures, in_force, sheet_kinds
from inventories.selectors.grid.page import ScopeGroup, scope_group
from inventories.selectors.grid.row import Row, make_row
from inventories.selectors.plausibility import Known, owed


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of sources, the rows that derive from them with their totals alone, the totals of scopes and year."""

    rows: list[Row]
    derived: list[Row]
    scopes: list[ScopeGroup]
    totals: results.Totals


def touched(inventory: Inventory, uses: Sequence[InventorySource], *, today: dt.date) -> Touched:
    """Read again what figures of some sources show on the page, in as many queries for one source as for many.

    `uses`: as `uses_of_page` gives them.
    """
    wanted, months = {use.source_id for use in uses}, inventory.month_list
    amounts = in_force(inventory.municipality, months, wanted)
    sheets = sheet_kinds(inventory.municipality, months, wanted)
    by_use = results.totals_by_use(inventory, uses=uses)
    totals, by_month = results.totals_and_months(inventory)
    odd = {(flag.use.pk, flag.month) for flag in owed(inventory, Known(uses, by_use, totals))}
    read = Figures(amounts, sheets, odd, {}, today)
    rows = [make_row(use, months, by_use.get(use.pk), read) for use in uses]
    shown = {use.scope for use in uses} | {Scope.SEPARATE.value for kg in [totals.scopes["separate"]] if kg}
    return Touched(
        [row for row in rows if row.use.parent_id is None],
        [row for row in rows if row.use.parent_id is not None],
        [scope_group(scope, months, totals, by_month) for scope in sorted(shown)],
        totals,
    )
