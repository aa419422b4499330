"""The bills behind figures, as the dossier freezes them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from inventories.models import AmountRevision, Bill, CameBy, Inventory
from inventories.selectors.amounts import Cell
from inventories.selectors.bill_cells import cells_of, lines_touching, rule_in_force


def bills_for_dossier(
    inventory: Inventory, amounts: Mapping[Cell, AmountRevision]
) -> dict[Cell, list[dict[str, str | None]]]:
    """Return, by figure that comes from bills, what each of these says on its paper, in one query beside the rule's."""
    cells = {cell for cell, amount in amounts.items() if amount.came_by == CameBy.BILL}
    if not cells:
        return {}
    rule = rule_in_force(inventory.municipality)
    months: set[dt.date] = {month for _source, month in cells}
    lines = lines_touching(inventory.municipality, source_ids={source for source, _month in cells}, months=months)
    bills: dict[Cell, dict[int, Bill]] = defaultdict(dict)
    for line in lines:
        for cell in cells_of(line, rule):
            if cell in cells:
                bills[cell].setdefault(line.bill_id, line.bill)
    return {cell: [_said(bill) for bill in each.values()] for cell, each in bills.items()}


def _said(bill: Bill) -> dict[str, Any]:
    return {
        "kind": bill.get_kind_display(),
        "number": bill.number,
        "date": bill.bill_date.isoformat(),
        "issuer": bill.issuer,
    }
