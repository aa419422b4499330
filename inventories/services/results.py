"""Storing results: a source is calculated by inventories.calc and its rows are replaced."""

from collections.abc import Iterable

from inventories.models import Inventory, InventorySource, MonthlyResult
from inventories.selectors.fresh import fresh_rows


def recalculate(inventory: Inventory, uses: Iterable[InventorySource]) -> None:
    """Calculate sources of one inventory afresh and store their rows, inside the caller's transaction.

    Raises inventories.calc.document.Faults when a source cannot be calculated; forms and services refuse such input
    before it gets here.
    """
    chosen = list(uses)
    MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__in=chosen).delete()
    MonthlyResult.objects.bulk_create(fresh_rows(inventory, chosen), batch_size=2000)
