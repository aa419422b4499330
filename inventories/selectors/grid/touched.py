"""What a saved cell or block changes on the page: its rows, the lines that derive from them, totals. Nothing else is read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from inventories.models import Inventory, Scope
from inventories.selectors import results
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.grid.cell import Figures
from inventories.selectors.grid.page import ScopeGroup, scope_group
from inventories.selectors.grid.row import Row, make_row
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.plausibility import Known, owed
from inventories.selectors.sheets import kinds_by_revision


@dataclass(frozen=True, slots=True)
class Touched:
    """Rows of sources, the rows that derive from them with their totals alone, the totals of scopes and year."""

    rows: list[Row]
    derived: list[Row]
    scopes: list[ScopeGroup]
    totals: results.Totals


def touched(inventory: Inventory, source_ids: Iterable[int], *, today: dt.date) -> Touched:
    """Read again what figures of some sources show on the page, in as many queries for one source as for many."""
    wanted, months = set(source_ids), inventory.month_list
    uses = list(inventory_sources(inventory).filter(source__in=wanted))
    for use in uses:
        use.inventory = inventory
    amounts = amounts_in_force(inventory.municipality, source_ids=wanted, months=months)
    sheets = kinds_by_revision(inventory.municipality, [row.pk for row in amounts.values()])
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
