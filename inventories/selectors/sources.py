"""Reading sources for their list and their form."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.models import AmountRevision, Category, Division, Inventory, InventorySource, Notation, Scope
from inventories.selectors.completeness import UseProgress, progress_by_use
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import UseTotals, totals_by_use

NOTHING = UseTotals()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list: what it came to, and how far its months are."""

    use: InventorySource
    totals: UseTotals | None
    progress: UseProgress | None

    @property
    def kgco2e(self) -> Decimal | None:
        """Return kgCO2e in its scope; None where nothing was calculated yet."""
        if self.totals is None:
            return None
        return self.totals.separate if self.use.scope == Scope.SEPARATE else self.totals.counted

    @property
    def apart(self) -> Decimal | None:
        """Return kgCO2e of a source in a scope that is reported apart (R-22), None if there is none."""
        if self.totals is None or self.use.scope == Scope.SEPARATE:
            return None
        return self.totals.separate or None


@dataclass(frozen=True, slots=True)
class SourceCategory:
    """Sources of one category."""

    label: str
    lines: list[SourceLine]


@dataclass(frozen=True, slots=True)
class SourceScope:
    """Categories of one scope."""

    scope: str
    label: str
    categories: list[SourceCategory]

    @property
    def count(self) -> int:
        """Return the number of sources."""
        return sum(len(category.lines) for category in self.categories)


def source_scopes(inventory: Inventory) -> list[SourceScope]:
    """Return a year's sources by scope and category, in a fixed number of queries."""
    by_use, progress = totals_by_use(inventory), progress_by_use(inventory)
    scopes: list[SourceScope] = []
    for use in inventory_sources(inventory):
        if not scopes or scopes[-1].scope != use.scope:
            scopes.append(SourceScope(use.scope, str(Scope(use.scope).label), []))
        label = str(Category(use.category).label)
        categories = scopes[-1].categories
        if not categories or categories[-1].label != label:
            categories.append(SourceCategory(label, []))
        categories[-1].lines.append(SourceLine(use, by_use.get(use.pk), progress.get(use.pk)))
    return scopes


def inventory_source_or_404(inventory: Inventory, pk: int) -> InventorySource:
    """Return one source of a year, or answer 404, also for a line that derives from another."""
    found = inventory_sources(inventory).filter(pk=pk, parent__isnull=True).first()
    if found is None:
        raise Http404
    found.inventory, found.municipality = inventory, inventory.municipality  # with all that is read of them already
    return found


def catalogue_counts(inventory: Inventory) -> Counter[str]:
    """Return how often each line of the catalogue is in a year already."""
    rows = InventorySource.objects.of(inventory.municipality).filter(inventory=inventory, parent__isnull=True)
    return Counter(rows.exclude(source__catalogue_key="").values_list("source__catalogue_key", flat=True))


def divisions(municipality: Municipality) -> QuerySet[Division]:
    """Return the divisions of a municipality, in its order."""
    return Division.objects.of(municipality).order_by("position", "name_th")


def months_with_figures(use: InventorySource) -> list[dt.date]:
    """Return the months of any year in which the source has a figure or a notation."""
    return [row.month for row in _in_force(use) if row.amount is not None or row.notation]


def months_that_say(use: InventorySource) -> list[dt.date]:
    """Return the months of any year in which the source has a figure, or a notation other than that nothing occurred."""
    nothing = {"", Notation.NOT_OCCURRING}
    return [row.month for row in _in_force(use) if row.amount is not None or row.notation not in nothing]


def _in_force(use: InventorySource) -> QuerySet[AmountRevision]:
    rows = AmountRevision.objects.of(use.municipality).filter(source=use.source_id)
    return rows.order_by("month", "-number").distinct("month")


def next_use(use: InventorySource) -> InventorySource | None:
    """Return the use of the same source in the same year that begins where this one ends; None where none does."""
    if use.last_month is None:
        return None
    rows = InventorySource.objects.of(use.municipality).filter(
        inventory=use.inventory_id, source=use.source_id, parent__isnull=True, first_month=month_after(use.last_month)
    )
    return rows.select_related("factor__edition").first()


def month_after(month: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
