"""The bills behind figures, as the dossier freezes them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from inventories.models import AmountRevision, Bill, CameBy, Inventory
from inventories.selectors.amounts import Cell
from inventories.selectors.bill_cells import cells_of, lines_touching, rule_in_force, sums_of


def bills_for_dossier(
    inventory: Inventory, amounts: Mapping[Cell, AmountRevision]
) -> dict[Cell, list[dict[str, str | None]]]:
    """Return, by figure that comes from bills or is their sum, what each of these says on its paper; in two queries."""
    rule = rule_in_force(inventory.municipality)
    sources, months = {source for source, _month in amounts}, {month for _source, month in amounts}
    lines = lines_touching(inventory.municipality, source_ids=sources, months=months)
    sums = sums_of(lines, rule)
    bills: dict[Cell, dict[int, Bill]] = defaultdict(dict)
    for line in lines:
        for cell in cells_of(line, rule):
            held = amounts.get(cell)
            if held is not None and (held.came_by == CameBy.BILL or held.amount == sums[cell]):
                bills[cell].setdefault(line.bill_id, line.bill)
    return {cell: [_said(bill) for bill in each.values()] for cell, each in bills.items()}


def _said(bill: Bill) -> dict[str, Any]:
    return {
        "kind": bill.get_kind_display(),
        "number": bill.number,
        "date": bill.bill_date.isoformat(),
        "issuer": bill.issuer,
    }
