"""The lines of bills as the rules of plausibility look at them."""

from collections.abc import Collection

from inventories.calc.plausibility.papers import Paper, Papers
from inventories.calc.plausibility.series import YEAR, back
from inventories.models import BillKind, BillLine, Inventory
from inventories.selectors.bill_cells import lines_touching, rule_in_force, shares_of, sums_of


def papers_of_year(inventory: Inventory, sources: Collection[int]) -> Papers:
    """Return the lines of sources in a year and the twelve months before, and the sums of its cells, in two queries."""
    months = inventory.month_list
    lines = lines_touching(inventory.municipality, source_ids=sources, months=[back(months[0], YEAR), *months])
    if not lines:
        return Papers()
    rule, mine = rule_in_force(inventory.municipality), set(months)
    sums = {cell: units for cell, units in sums_of(lines, rule).items() if cell[1] in mine}
    return Papers([_paper(line, rule) for line in lines], sums)


def _paper(line: BillLine, rule: str) -> Paper:
    meter, vehicle = line.meter, line.bill.kind == BillKind.FUEL
    return Paper(
        source=line.source_id,
        months=tuple(shares_of(line, rule)),
        meter=line.meter_id,
        first=line.first_day,
        last=line.last_day,
        units=line.units,
        expected=line.expected,
        before=line.reading_before,
        after=line.reading_after,
        multiplier=line.multiplier,
        vehicle=vehicle,
        tank=meter.tank_litres if meter and vehicle else None,
    )
