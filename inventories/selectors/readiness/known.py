"""What all checks of a year look at, read once: a fixed number of queries however many sources there are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING
from inventories.models import AmountRevision, Inventory, InventorySource, Scope
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.cells import Cell, cells_by_use
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.plausibility import Flag, flags
from inventories.selectors.plausibility import Known as Looked
from inventories.selectors.results import Totals, UseTotals, totals, totals_by_use

ZERO = Decimal(0)
LARGE = Decimal("0.05")  # of Scope 1 and 2: what TGO calls a source of much significance (TCFO_R_02, 3.2.1)


@dataclass(frozen=True, slots=True)
class Known:
    """A year as its checks see it: sources, figures in force, cells, results, doubts."""

    inventory: Inventory
    today: dt.date
    uses: tuple[InventorySource, ...]
    amounts: Mapping[tuple[int, dt.date], AmountRevision]
    cells: Mapping[int, Mapping[dt.date, Cell]]
    by_use: Mapping[int, UseTotals]
    totals: Totals
    flags: tuple[Flag, ...]

    @property
    def own(self) -> list[InventorySource]:
        """Return the sources with figures of their own: a line that derives from another takes that one's."""
        return [use for use in self.uses if use.parent_id is None]

    @property
    def kg_of_all(self) -> Decimal:
        """Return kg CO2e of the year, what is reported apart included."""
        return sum(self.totals.scopes.values(), ZERO)

    def kg(self, use: InventorySource) -> Decimal:
        """Return kg CO2e of a source in its scope (or apart), by stored results."""
        found = self.by_use.get(use.pk, UseTotals())
        return found.separate if use.scope == Scope.SEPARATE else found.counted

    def stake(self, use: InventorySource) -> Decimal | None:
        """Return kg CO2e of a source, None where it has no result yet: nothing known is not nothing."""
        return self.kg(use) if use.pk in self.by_use else None

    def kg_of_month(self, use: InventorySource, *, months: int = 1) -> Decimal | None:
        """Return what so many months of a source come to, on average of those that have a figure; None if none has."""
        filled = sum(cell.amount is not None for cell in self.cells.get(use.pk, {}).values())
        if not filled:
            return None
        with localcontext(WORKING):
            return self.kg(use) * months / filled

    def is_large(self, use: InventorySource) -> bool:
        """Say whether a source is 5 % or more of Scope 1 and 2; where there is no Scope 1 and 2, of all scopes."""
        base = self.totals.scope_1_2 or self.totals.scope_1_2_3
        return base > 0 and use.scope != Scope.SEPARATE and self.kg(use) >= base * LARGE


def read(inventory: Inventory, *, today: dt.date) -> Known:
    """Return a year as its checks see it."""
    uses = list(inventory_sources(inventory))
    by_use, whole = totals_by_use(inventory), totals(inventory)
    sources = {use.source_id for use in uses}
    return Known(
        inventory=inventory,
        today=today,
        uses=tuple(uses),
        amounts=amounts_in_force(inventory.municipality, source_ids=sources, months=inventory.month_list),
        cells=cells_by_use(inventory, today=today),
        by_use=by_use,
        totals=whole,
        flags=tuple(flags(inventory, Looked(uses, by_use, whole))),
    )
