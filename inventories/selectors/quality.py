"""Reading who keeps the data of a year, and how good its sources' data are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404

from inventories.calc import data_quality
from inventories.models import (
    ActivityScore,
    DataQuality,
    Inventory,
    InventorySource,
    Origin,
    QualityRole,
    QualityTask,
    Scope,
)
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import UseTotals, totals_by_use

OFFERED = {
    Origin.MEASURED: ActivityScore.METERED,
    Origin.PAID: ActivityScore.METERED,
    Origin.ESTIMATED: ActivityScore.ESTIMATED,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A source with its scores (None: nobody gave them), those that are offered first, and its kg CO2e."""

    use: InventorySource
    row: DataQuality | None
    kgco2e: Decimal

    @property
    def offered(self) -> tuple[int, int | None]:
        """Return A by the origin of the figures and B of the factor in use; None where there is no factor."""
        return OFFERED[Origin(self.use.origin)], self.use.factor.quality if self.use.factor else None

    @property
    def score(self) -> int | None:
        """Return A × B."""
        return self.row.a * self.row.b if self.row else None

    @property
    def level(self) -> int | None:
        """Return the level, 1 (poor) to 4 (excellent)."""
        return data_quality.level(Decimal(self.score)) if self.score else None


def roles_of(inventory: Inventory) -> list[QualityRole]:
    """Return the roles of a year in the order of the report, then by division."""
    rows = QualityRole.objects.of(inventory.municipality).filter(inventory=inventory).select_related("division")
    order = QualityTask.values
    return sorted(rows, key=lambda row: (order.index(row.task), row.division.name_th if row.division else "", row.pk))


def role_or_404(inventory: Inventory, pk: int) -> QualityRole:
    """Return one role of a year, or answer 404."""
    rows = QualityRole.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk)
    found = rows.select_related("inventory", "division").first()
    if found is None:
        raise Http404
    found.inventory = inventory
    return found


def scored_sources(
    inventory: Inventory,
    *,
    uses: Sequence[InventorySource] | None = None,
    by_use: Mapping[int, UseTotals] | None = None,
) -> list[Scored]:
    """Return the sources of a year with their scores; what the caller has read already is not read again."""
    uses = list(inventory_sources(inventory)) if uses is None else uses
    by_use = totals_by_use(inventory) if by_use is None else by_use
    rows = {row.use_id: row for row in DataQuality.objects.of(inventory.municipality).filter(use__inventory=inventory)}
    return [Scored(use, rows.get(use.pk), _kg(use, by_use)) for use in uses]


def mean_score(scored: Sequence[Scored]) -> Decimal | None:
    """Return the mean of the scores of Scope 1 to 3 weighted by kg CO2e; None while nothing is scored or weighs."""
    given = [(each.score, each.kgco2e) for each in scored if each.score and each.use.scope != Scope.SEPARATE]
    return data_quality.mean((score, kg) for score, kg in given if score)


def quality_for_dossier(inventory: Inventory) -> dict[str, Any]:
    """Return roles and scores of a year as the dossier keeps them."""
    return {
        "roles": [
            {
                "task": row.task,
                "division": row.division.name_th if row.division else "",
                **{name: getattr(row, name) for name in ("position", "name", "duty", "frequency")},
            }
            for row in roles_of(inventory)
        ],
        "scores": [
            {"source": f"s{each.use.pk}", "a": each.row.a, "b": each.row.b}
            for each in scored_sources(inventory)
            if each.row
        ],
    }


def _kg(use: InventorySource, by_use: Mapping[int, UseTotals]) -> Decimal:
    found = by_use.get(use.pk, UseTotals())
    return found.separate if use.scope == Scope.SEPARATE else found.counted
