"""Storing results: a source is calculated by inventories.calc and its rows are replaced."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from inventories.calc import emissions
from inventories.models import Inventory, InventorySource, MonthlyResult
from inventories.selectors.document import inventory_mapping
from inventories.selectors.results import result_rows


def recalculate(inventory: Inventory, sources: Iterable[InventorySource]) -> None:
    """Calculate sources of one inventory afresh and store their rows, inside the caller's transaction.

    Raises inventories.calc.document.Faults when a source cannot be calculated; forms and services refuse such input
    before it gets here.
    """
    chosen = list(sources)
    MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__in=chosen).delete()
    fresh = result_rows(inventory, chosen)
    MonthlyResult.objects.bulk_create(fresh, batch_size=2000)
