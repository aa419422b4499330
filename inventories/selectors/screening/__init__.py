"""The screening of Scope 3 of a year: its criteria, and each of the 15 categories with what the inventory has of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import Http404

from inventories.calc.screening import Criterion, highest, is_significant, mean, missing
from inventories.models import Inventory, InventorySource, Scope, Scope3Screening, ScreenedCategory
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import UseTotals, totals_by_use
from inventories.selectors.screening.rules import Kind, Rule, Scale, criteria, kinds, scales


@dataclass(frozen=True, slots=True)
class Used:
    """A criterion in use: what it asks, by which scale, with which weight."""

    rule: Rule
    scale: Scale
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One of the 15 categories: what was said of it (None: nothing), its mean, whether that is significant, its sources."""

    kind: Kind
    row: ScreenedCategory | None
    mean: Decimal | None
    significant: bool | None
    uses: list[InventorySource]
    kgco2e: Decimal
    percent: Decimal | None  # of what Scope 3 comes to

    @property
    def is_judged(self) -> bool:
        """Say whether it is not applicable with a reason, or has every score."""
        return self.row is not None and (not self.row.applicable or self.significant is not None)

    @property
    def lacks_sources(self) -> bool:
        """Say whether it is to be assessed and no source of the year belongs to it."""
        return self.row is not None and self.row.chosen and not self.uses

    @property
    def has_stray_sources(self) -> bool:
        """Say whether sources of the year belong to it although it is not to be assessed."""
        return self.row is not None and not self.row.chosen and bool(self.uses)


@dataclass(frozen=True, slots=True)
class Screening:
    """The criteria of a year (`row` None: not set) and the 15 categories; sources that belong to none of them."""

    row: Scope3Screening | None
    used: list[Used]
    lines: list[Line]
    others: list[InventorySource] = field(default_factory=list)

    @property
    def criteria(self) -> list[Criterion]:
        """Return the criteria as the arithmetic reads them."""
        return [Criterion(each.rule.key, each.weight, each.scale.scores) for each in self.used]

    @property
    def judged(self) -> int:
        """Return how many categories are judged."""
        return sum(line.is_judged for line in self.lines)

    @property
    def highest(self) -> Decimal:
        """Return the highest mean that the criteria allow."""
        return highest(self.criteria)


def screening(
    inventory: Inventory,
    *,
    uses: list[InventorySource] | None = None,
    by_use: Mapping[int, UseTotals] | None = None,
) -> Screening:
    """Return the screening of a year in a fixed number of queries; `uses` and `by_use` where the caller has read them."""
    municipality = inventory.municipality
    uses = list(inventory_sources(inventory)) if uses is None else uses
    by_use = totals_by_use(inventory) if by_use is None else by_use
    set_up = Scope3Screening.objects.of(municipality).filter(inventory=inventory).select_related("changed_by").first()
    rows = {row.number: row for row in ScreenedCategory.objects.of(municipality).filter(inventory=inventory)}
    used = _used(set_up)
    asked = [Criterion(each.rule.key, each.weight, each.scale.scores) for each in used]
    third = [use for use in uses if use.scope == Scope.THREE]
    kg = {use.pk: by_use[use.pk].counted if use.pk in by_use else Decimal(0) for use in third}
    whole = sum(kg.values(), Decimal(0))
    lines = []
    for kind in kinds().values():
        row, own = rows.get(kind.number), [use for use in third if use.category in kind.sources]
        came_to = sum((kg[use.pk] for use in own), Decimal(0))
        scores = row.scores if row else {}
        judged = row is not None and row.applicable and set_up is not None
        lines.append(
            Line(
                kind,
                row,
                mean(asked, scores) if judged else None,
                is_significant(asked, scores, set_up.cut_off) if judged and set_up else None,
                own,
                came_to,
                came_to * 100 / whole if whole else None,
            )
        )
    known = {category for kind in kinds().values() for category in kind.sources}
    return Screening(set_up, used, lines, [use for use in third if use.category not in known])


def kind_or_404(number: int) -> Kind:
    """Return one of the 15 categories, or answer 404."""
    found = kinds().get(number)
    if found is None:
        raise Http404
    return found


def screening_for_dossier(inventory: Inventory) -> dict[str, Any]:
    """Return the screening of a year as the dossier keeps it: words too, so that the rules may change later."""
    found = screening(inventory)
    return {
        "criteria": [
            {
                "key": each.rule.key,
                "name_th": each.rule.name_th,
                "weight": format(each.weight.normalize(), "f"),
                "scores": list(each.scale.scores),
            }
            for each in found.used
        ],
        "cut_off": format(found.row.cut_off.normalize(), "f") if found.row else None,
        "rationale": found.row.rationale if found.row else "",
        "categories": [
            {
                "number": line.kind.number,
                "name_th": line.kind.name_th,
                "applicable": line.row.applicable if line.row else None,
                "scores": line.row.scores if line.row else {},
                "significant": line.significant,
                "chosen": line.row.chosen if line.row else None,
                "reason": line.row.reason if line.row else "",
                "sources": [f"s{use.pk}" for use in line.uses],
            }
            for line in found.lines
        ],
    }


def unscored(found: Screening, line: Line) -> list[str]:
    """Return the names of criteria by which an applicable category is not scored."""
    open_ones = missing(found.criteria, line.row.scores if line.row else {})
    return [criteria()[key].name for key in open_ones]


def _used(row: Scope3Screening | None) -> list[Used]:
    """Return the criteria in use, in the order of the form; one that the rules no longer know is left out."""
    chosen = row.criteria if row else {}
    return [
        Used(rule, scales()[chosen[key]["scale"]], Decimal(chosen[key]["weight"]))
        for key, rule in criteria().items()
        if key in chosen and chosen[key]["scale"] in scales()
    ]
