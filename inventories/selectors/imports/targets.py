"""Where figures of a file may go: a year's sources that are asked for amounts, with the months in which each counts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from emission_factors.models import fold
from inventories.models import AmountRevision, Inventory, InventorySource, Source, State
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.catalogue import Item, catalogue
from inventories.selectors.inventories import inventory_sources


@dataclass(frozen=True, slots=True)
class Target:
    """A source of a year. `use`: its first in the year. `months`: those of the year in which it counts.

    `locked`: those of them that another year, which is locked, covers too; their figures cannot change.
    """

    use: InventorySource
    months: frozenset[dt.date]
    locked: frozenset[dt.date]

    @property
    def source(self) -> Source:
        """Return the source itself."""
        source: Source = self.use.source
        return source


def targets(inventory: Inventory) -> list[Target]:
    """Return the sources of a year that give amounts by month, in the order of the grid; none that only derives."""
    by_source: dict[int, list[InventorySource]] = {}
    for use in inventory_sources(inventory).filter(parent__isnull=True):
        if use.has_months:
            by_source.setdefault(use.source_id, []).append(use)
    months, elsewhere = inventory.month_list, _locked_elsewhere(inventory)
    return [
        Target(
            uses[0],
            frozenset(month for month in months if any(use.counts_in(month) for use in uses)),
            frozenset(month for month in months if any(use.counts_in(month) for use in elsewhere.get(source, ()))),
        )
        for source, uses in by_source.items()
    ]


def kinds_of(use: InventorySource) -> frozenset[str]:
    """Return the key of the catalogue that a source was made from; of one made without, all keys that fit it.

    They fit by factor; where that is none of the catalogue's, by the first word of the name (น้ำมันดีเซล, ไฟฟ้า).
    """
    if use.source.catalogue_key:
        return frozenset({use.source.catalogue_key})
    alike = [item for item in catalogue().values() if _alike(item, use)]
    fitting = [item for item in alike if use.factor is None or item.place_of(use.factor.key) < len(item.factors)]
    named = [item for item in alike if fold(item.name_th).split()[0] in fold(use.source.name_th)]
    return frozenset(item.key for item in fitting or named)


def _alike(item: Item, use: InventorySource) -> bool:
    """Say whether scope, category and method are those of an item, and its refrigerant where it names one."""
    told = item.parameters.get("refrigerant")
    ours = (use.scope, use.category, use.method)
    return (item.scope, item.category, item.method) == ours and told in {None, use.parameters.get("refrigerant")}


def in_force(inventory: Inventory, found: Sequence[Target]) -> Mapping[Cell, AmountRevision]:
    """Return the newest revision of each cell of a year's targets, by (source id, month)."""
    sources = [target.use.source_id for target in found]
    return amounts_in_force(inventory.municipality, source_ids=sources, months=inventory.month_list)


def _locked_elsewhere(inventory: Inventory) -> dict[int, list[InventorySource]]:
    rows = InventorySource.objects.of(inventory.municipality).exclude(inventory__state=State.DRAFT)
    rows = rows.exclude(inventory__corrects_whole=True)
    found: dict[int, list[InventorySource]] = {}
    for use in rows.exclude(inventory=inventory.pk).select_related("inventory", "source"):
        found.setdefault(use.source_id, []).append(use)
    return found
