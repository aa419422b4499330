"""Which months of an inventory have data."""

from collections.abc import Iterable
from dataclasses import dataclass

from inventories.calc.amounts import NOT_ESTIMATED, Amounts
from inventories.calc.period import Period


@dataclass(frozen=True, slots=True)
class Completeness:
    """Months of the period with an entry, without one, and estimated; how many entries are NE.

    A month with a notation key has an entry. ``complete``: nothing is missing and nothing is NE (rule 8).
    """

    months_present: tuple[str, ...]
    months_missing: tuple[str, ...]
    months_estimated: tuple[str, ...]
    ne_count: int
    complete: bool


def of_source(amounts: Amounts, period: Period, *, has_months: bool) -> Completeness:
    """Return the completeness of one source; a source without monthly amounts (a landfill) has no month to miss."""
    if not has_months:
        return Completeness((), (), (), 0, complete=True)
    months = period.months
    ne_count = sum(1 for key in amounts.notations.values() if key == NOT_ESTIMATED) if amounts.notations else 0
    if len(amounts.numbers) == len(months):
        return Completeness(months, (), amounts.estimated, 0, complete=True)
    present = tuple(month for month in months if month in amounts)
    missing = tuple(month for month in months if month not in amounts)
    return Completeness(present, missing, amounts.estimated, ne_count, complete=not missing and not ne_count)


def of_inventory(sources: Iterable[Completeness], period: Period) -> Completeness:
    """Return the completeness of an inventory from that of its sources.

    A month is missing where any source misses it, and present otherwise; it is estimated where any source estimates
    it; ``ne_count`` is the sum.
    """
    missing: set[str] = set()
    estimated: set[str] = set()
    ne_count = 0
    complete = True
    for each in sources:
        missing.update(each.months_missing)
        estimated.update(each.months_estimated)
        ne_count += each.ne_count
        complete = complete and each.complete
    return Completeness(
        tuple(month for month in period.months if month not in missing),
        tuple(month for month in period.months if month in missing),
        tuple(month for month in period.months if month in estimated),
        ne_count,
        complete,
    )
