"""A year beside the year before: the same months of both, or no comparison."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from inventories.models import Inventory, Scope
from inventories.selectors.cells import MonthCount
from inventories.selectors.results import totals_by_scope_and_month
from inventories.selectors.spans import spans
from reports.selectors.town_line import COUNTED, exact_sum

ByMonth = Mapping[tuple[str, dt.date | None], Decimal]
Counts = Mapping[dt.date, MonthCount]


@dataclass(frozen=True, slots=True)
class Change:
    """kgCO2e of a scope (empty: of all) in the months compared, in the year before and in this one."""

    scope: str
    label: str
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        """Return by how much it is more now; negative where it is less."""
        with localcontext(EXACT):
            return self.now - self.before

    @property
    def percent(self) -> Decimal | None:
        """Return the difference in percent of before, None where there was nothing."""
        return Decimal(100) * self.difference / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`months`: those of this year that are complete in both; `whole`: that is all of them. Without any, no changes."""

    before: Inventory
    months: list[dt.date]
    whole: bool
    changes: list[Change]
    total: Change | None

    @property
    def months_words(self) -> str:
        """Return the months compared."""
        return spans(self.months)


def comparison(
    inventory: Inventory, before: Inventory, now: ByMonth, counts: Counts, counts_before: Counts
) -> Comparison:
    """Compare a year with the one before, in one query. `now`: its kgCO2e by scope and month; `counts`: its months."""
    pairs = [
        (month, last)
        for month, last in zip(inventory.month_list, before.month_list, strict=False)
        if is_complete(counts.get(month)) and is_complete(counts_before.get(last)) and month.month == last.month
    ]
    if not pairs:
        return Comparison(before, [], whole=False, changes=[], total=None)
    whole = len(pairs) == inventory.months == before.months
    then = totals_by_scope_and_month(before)
    wanted_now: set[dt.date | None] = {month for month, _ in pairs} | ({None} if whole else set())
    wanted_then: set[dt.date | None] = {last for _, last in pairs} | ({None} if whole else set())
    changes = [
        Change(scope, str(Scope(scope).label), _sum(then, scope, wanted_then), _sum(now, scope, wanted_now))
        for scope in COUNTED
        if any(key[0] == scope for key in (*now, *then))
    ]
    with localcontext(EXACT):
        total = (
            Change(
                "",
                "",
                sum((each.before for each in changes), Decimal(0)),
                sum((each.now for each in changes), Decimal(0)),
            )
            if changes
            else None
        )
    return Comparison(before, [month for month, _ in pairs], whole, changes, total)


def is_complete(count: MonthCount | None) -> bool:
    """Say whether a month has sources in use and every one of them is filled."""
    return count is not None and count.filled == count.cells > 0


def _sum(values: ByMonth, scope: str, months: set[dt.date | None]) -> Decimal:
    return exact_sum(kg for (of, month), kg in values.items() if of == scope and month in months) or Decimal(0)
