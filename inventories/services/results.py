"""Storing results: a source is calculated by inventories.calc and its rows are replaced."""

from collections.abc import Iterable, Mapping

from inventories.calc.document import Faults
from inventories.models import AmountRevision, Inventory, InventorySource, MonthlyResult
from inventories.policies import Refused
from inventories.selectors.amounts import Cell
from inventories.selectors.document import source_id
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.fresh import fresh_rows


def recalculate(
    inventory: Inventory, uses: Iterable[InventorySource], *, amounts: Mapping[Cell, AmountRevision] | None = None
) -> None:
    """Calculate sources of one inventory afresh and store their rows, inside the caller's transaction.

    `amounts`: the figures in force of these sources in all months of the year, where the caller has just read them.
    Raises Refused, naming source and reason, when a source cannot be calculated with its new figures (more is taken
    away than there is).
    """
    chosen = list(uses)
    MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__in=chosen).delete()
    try:
        rows = fresh_rows(inventory, chosen, amounts=amounts)
    except Faults as faults:
        names = {source_id(use): str(use) for use in chosen}
        said = [f"{names.get(fault.source_id or '', '')}: {fault_sentence(fault)}" for fault in faults.faults]
        raise Refused(" ".join(said)) from faults
    MonthlyResult.objects.bulk_create(rows, batch_size=2000)
