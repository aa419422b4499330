"""What is to be done in a year: months whose paper should have come, that are not estimated, or that must be explained."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.db.models import Sum

from emission_factors.calc.decimals import WORKING
from inventories.models import Inventory, InventorySource, MonthlyResult, Part, Scope, Source
from inventories.selectors.cells import ENTERED, ESTIMATED, FULL, MISSING, NOT_ESTIMATED, Cell
from inventories.selectors.plausibility import Flag
from inventories.selectors.results import UseTotals
from inventories.selectors.spans import spans


@dataclass(frozen=True, slots=True)
class Task:
    """A source with open months. `kgco2e`: what they would come to or may be wrong by, None where nothing known says.

    `odd`: months whose unusual figure must be explained or corrected.
    """

    use: InventorySource
    missing: tuple[dt.date, ...]
    not_estimated: tuple[dt.date, ...]
    months_in_use: int
    kgco2e: Decimal | None
    odd: tuple[dt.date, ...] = ()

    @property
    def thing(self) -> Source | InventorySource:
        """Return what gives the task its name: the source, or the line itself where it derives from another."""
        return self.use if self.use.label else self.use.source

    @property
    def missing_words(self) -> str:
        """Return the months that are missing."""
        return spans(self.missing)

    @property
    def not_estimated_words(self) -> str:
        """Return the months that are marked as not estimated."""
        return spans(self.not_estimated)

    @property
    def odd_words(self) -> str:
        """Return the months that must be explained."""
        return spans(self.odd)

    @property
    def is_only_odd(self) -> bool:
        """Say whether nothing is to be entered, only to be explained."""
        return not self.missing and not self.not_estimated

    @property
    def key_class(self) -> str:
        """Return the style of the numbered square of the source's scope."""
        return Scope(self.use.scope).key_class

    @property
    def mark(self) -> str:
        """Return what stands in that square."""
        return Scope(self.use.scope).mark

    @property
    def is_whole_year(self) -> bool:
        """Say whether nothing at all was entered."""
        return len(self.missing) == self.months_in_use


def tasks(
    uses: Iterable[InventorySource],
    cells: Mapping[int, Mapping[dt.date, Cell]],
    totals: Mapping[int, UseTotals],
    before: Mapping[int, Decimal],
    odd: Iterable[Flag] = (),
) -> list[Task]:
    """Return what is open, the most kgCO2e first, what cannot be judged last, in the order of the grid.

    A line that derives from another takes that one's figures: there is nothing to do in it.
    `before`: kgCO2e of a month of each source in the year before, by the primary key of the source. `odd`: cells that must
    be explained.
    """
    found = []
    flagged: dict[int, list[Flag]] = {}
    for flag in odd:
        flagged.setdefault(flag.use.pk, []).append(flag)
    for use in uses:
        if use.parent_id is not None:
            continue
        of_use = list(cells.get(use.pk, {}).values())
        missing = tuple(cell.month for cell in of_use if cell.state == MISSING)
        not_estimated = tuple(cell.month for cell in of_use if cell.state == NOT_ESTIMATED)
        doubtful = flagged.get(use.pk, [])
        at_stake = None
        if missing or not_estimated:
            month = _of_a_month(use, of_use, totals.get(use.pk)) or before.get(use.source_id)
            at_stake = None if month is None else month * (len(missing) + len(not_estimated))
        if weighed := [flag.kgco2e for flag in doubtful if flag.kgco2e is not None]:
            at_stake = sum(weighed, at_stake or Decimal(0))
        if missing or not_estimated or doubtful:
            months = tuple(sorted(flag.month for flag in doubtful))
            found.append(Task(use, missing, not_estimated, len(of_use), at_stake, months))
    return sorted(found, key=lambda task: (task.kgco2e is None, -(task.kgco2e or 0)))


def _of_a_month(use: InventorySource, cells: Iterable[Cell], totals: UseTotals | None) -> Decimal | None:
    """Return what a month of a source came to so far, on average; None where no month has a figure."""
    months = sum(cell.state in {FULL, ESTIMATED, ENTERED} for cell in cells)
    if totals is None or not months:
        return None
    with localcontext(WORKING):
        return (totals.separate if use.scope == Scope.SEPARATE else totals.counted) / months


def month_of_sources(inventory: Inventory) -> dict[int, Decimal]:
    """Return a twelfth of what each source came to in a year, by the primary key of the source, in one query."""
    rows = (
        MonthlyResult.objects.of(inventory.municipality)
        .filter(inventory_source__inventory=inventory)
        .exclude(part=Part.BIOGENIC)
        .values_list("inventory_source__source")
        .annotate(total=Sum("kgco2e"))
    )
    with localcontext(WORKING):
        return {source: total / inventory.months for source, total in rows}
