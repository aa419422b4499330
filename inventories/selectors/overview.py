"""A municipality at a glance, and one year of it: totals, progress, what is open. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from emission_factors.models import Edition
from inventories.models import Inventory, InventorySource, MonthlyResult, Part, Scope, Snapshot
from inventories.selectors.completeness import Progress, UseProgress, progress_by_use, progress_by_year
from inventories.selectors.inventories import chosen_editions, inventories, inventory_sources, latest_snapshot
from inventories.selectors.results import ZERO, Totals, totals


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year in the list of a municipality's years."""

    inventory: Inventory
    totals: Totals
    progress: Progress


@dataclass(frozen=True, slots=True)
class OpenSource:
    """A source with months still open."""

    use: InventorySource
    progress: UseProgress


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of TGO's summary form Fr-05: kgCO2e unrounded, whole tonnes as reported; None where nothing is known."""

    scope: str
    label: str
    kgco2e: Decimal | None
    reported: Decimal | None


@dataclass(frozen=True, slots=True)
class YearSummary:
    """Everything the page of a year shows."""

    inventory: Inventory
    totals: Totals
    progress: Progress
    uses: list[InventorySource]  # in the order of grid and report
    open_sources: list[OpenSource]
    estimated: int
    snapshot: Snapshot | None
    editions: list[Edition]
    known: frozenset[str]  # scopes in which there is a figure, and parts of results that there are

    @property
    def source_count(self) -> int:
        """Return the number of sources."""
        return len(self.uses)

    @property
    def scopes(self) -> list[ReportLine]:
        """Return the lines of Scope 1, 2 and 3."""
        return [self._line(scope) for scope in Scope if scope != Scope.SEPARATE]

    @property
    def separate(self) -> ReportLine:
        """Return the line of gases that are in no scope."""
        return self._line(Scope.SEPARATE)

    @property
    def biogenic_kg(self) -> Decimal | None:
        """Return kg of biogenic CO2, None where no source has any."""
        return self.totals.biogenic_kg if Part.BIOGENIC in self.known else None

    def _line(self, scope: Scope) -> ReportLine:
        if scope not in self.known:
            return ReportLine(scope.value, str(scope.label), None, None)
        return ReportLine(scope.value, str(scope.label), self.totals.scopes[scope], self.totals.reported[scope])


def year_lines(municipality: Municipality, visitor: Visitor) -> list[YearLine]:
    """Return the years that a visitor may see, newest first."""
    years = [year for year in inventories(municipality) if visitor.sees_year(year.token)]
    by_year, progress = _totals_by_year(municipality, years), progress_by_year(municipality, years)
    return [YearLine(year, by_year[year.pk], progress[year.pk]) for year in years]


def year_summary(inventory: Inventory) -> YearSummary:
    """Return one year with what is still open in it, in the order of grid and report."""
    by_use = progress_by_use(inventory)
    uses = list(inventory_sources(inventory))
    unfinished = [OpenSource(use, found) for use in uses if (found := by_use.get(use.pk)) and not found.is_complete]
    return YearSummary(
        inventory=inventory,
        totals=totals(inventory),
        progress=progress_by_year(inventory.municipality, [inventory])[inventory.pk],
        uses=uses,
        open_sources=unfinished,
        estimated=sum(found.estimated for found in by_use.values()),
        snapshot=latest_snapshot(inventory),
        editions=chosen_editions(inventory),
        known=frozenset(
            {use.scope for use in uses if (found := by_use.get(use.parent_id or use.pk)) and found.filled}
            | set(
                MonthlyResult.objects.of(inventory.municipality)
                .filter(inventory_source__in=uses)
                .values_list("part", flat=True)
                .distinct()
            )
        ),
    )


def _totals_by_year(municipality: Municipality, years: Iterable[Inventory]) -> dict[int, Totals]:
    """Return stored totals by the primary key of the year, all zero where nothing was calculated."""
    scopes = {year.pk: {scope.value: ZERO for scope in Scope} for year in years}
    biogenic = dict.fromkeys(scopes, ZERO)
    rows = (
        MonthlyResult.objects.of(municipality)
        .filter(inventory_source__inventory__in=list(scopes))
        .values("inventory_source__inventory", "inventory_source__scope", "part")
        .annotate(total=Sum("kgco2e"))
    )
    for row in rows:
        year, part = row["inventory_source__inventory"], row["part"]
        if part == Part.BIOGENIC:
            biogenic[year] += row["total"]
        else:
            scopes[year][Scope.SEPARATE if part == Part.SEPARATE else row["inventory_source__scope"]] += row["total"]
    return {year: Totals(found, biogenic[year]) for year, found in scopes.items()}
