"""From register to number: each item of a period with its sources, and each source without an item."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from emission_factors.models import Category as FactorCategory
from inventories.calc.baht import total
from inventories.calc.registers import Life, Standing, Tie, standing, ties_in, total_charge
from inventories.models import (
    Category,
    Inventory,
    InventorySource,
    ItemExclusion,
    ItemLink,
    RegisterItem,
    RegisterKind,
    Scope,
)
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.inventories import inventory_sources, latest_snapshot
from inventories.selectors.registers.items import all_items, links_of
from inventories.selectors.registers.lines import Charge, ItemLine, Reconciliation, Stands, Unbacked
from inventories.selectors.registers.rules import refrigerant_of

KEY = "registers"  # of the dossier
EXPECTED = {  # of a category, the register in which something should stand behind its sources
    Category.ONROAD: RegisterKind.VEHICLE,
    Category.OFFROAD: RegisterKind.VEHICLE,
    Category.ELECTRICITY: RegisterKind.ELECTRICITY,
    Category.REFRIGERANT: RegisterKind.COOLING,
    Category.FIRE_AGENT: RegisterKind.EXTINGUISHER,
}


def expected_register(use: InventorySource) -> RegisterKind | None:
    """Return the register in which something should stand behind a use, None where there is none of its kind.

    Of scope 3 only water by meter: other things there are seldom the municipality's own.
    """
    if is_tap_water(use):
        return RegisterKind.WATER
    return None if use.scope == Scope.THREE else EXPECTED.get(Category(use.category))


def is_tap_water(use: InventorySource) -> bool:
    """Say whether a use is of water from a meter."""
    return use.factor is not None and use.factor.category == FactorCategory.WATER


def reconciliation_in_force(inventory: Inventory) -> Reconciliation:
    """Return the reconciliation that stands for a year: as it was locked, else as registers and sources are now.

    A version that was locked before there were registers has none; then the one of now.
    """
    if inventory.is_locked and (snapshot := latest_snapshot(inventory)) is not None:
        said = json.loads(snapshot.dossier).get(KEY)
        if said is not None:
            return Reconciliation.from_mapping(said)
    return reconciliation(inventory)


def reconciliation(inventory: Inventory) -> Reconciliation:
    """Return the reconciliation of a year as registers and sources are now, in a fixed number of queries."""
    municipality = inventory.municipality
    uses = list(inventory_sources(inventory).filter(parent__isnull=True))
    names = {use.source_id: use.source.name_th for use in uses}
    reasons = dict(ItemExclusion.objects.of(municipality).filter(inventory=inventory).values_list("item", "reason"))
    links = links_of(municipality)
    seen = [
        _line(item, links.get(item.pk, ()), inventory, names, reasons.get(item.pk, ""))
        for item in all_items(municipality)
    ]
    items = [line for line in seen if line.standing is not Standing.OUTSIDE]
    behind = {each.source for line in items for each in line.sources}
    return Reconciliation(items, _unbacked(uses, behind), _charges(inventory, uses, items))


def _line(
    item: RegisterItem, links: Iterable[ItemLink], inventory: Inventory, names: Mapping[int, str], reason: str
) -> ItemLine:
    life, period = Life(item.first_day, item.last_day), Life(inventory.first_month, inventory.last_day)
    own = [Tie(link.source_id, Life(link.first_day, link.last_day)) for link in links]
    meter = item.meter
    metered = [] if meter is None else [Tie(meter.source_id, Life(meter.first_day, meter.last_day))]
    by_meter = set(ties_in(life, period, metered, names))
    sources = ties_in(life, period, [*metered, *own], names)
    stands = standing(life, period, sources, excluded=bool(reason))
    return ItemLine(
        item.pk,
        item.kind,
        item.number,
        item.description,
        item.place,
        item.division.name_th if item.division else "",
        item.quantity,
        item.agent,
        item.charge_kg,
        item.first_day,
        item.last_day,
        stands,
        [Stands(source, names[source], source in by_meter) for source in sources],
        reason if stands is Standing.EXCLUDED else "",
    )


def _unbacked(uses: Sequence[InventorySource], behind: set[int]) -> list[Unbacked]:
    """Return the sources that a register should know and does not, each once."""
    first: dict[int, Unbacked] = {}
    for use in uses:
        kind = expected_register(use)
        if kind is not None and use.source_id not in behind:
            first.setdefault(use.source_id, Unbacked(use.pk, use.source_id, use.source.name_th, kind.value))
    return list(first.values())


def _charges(inventory: Inventory, uses: Sequence[InventorySource], items: Sequence[ItemLine]) -> list[Charge]:
    """Return what the things behind each source in kilograms hold, beside what was recorded of it in the year."""
    by_source: dict[int, list[ItemLine]] = defaultdict(list)
    for line in items:
        if RegisterKind(line.kind).has_charge:
            for each in line.sources:
                by_source[each.source].append(line)
    held: dict[int, list[InventorySource]] = defaultdict(list)
    for use in uses:
        if use.source_id in by_source and use.source.unit == "kg":
            held[use.source_id].append(use)
    amounts = amounts_in_force(inventory.municipality, source_ids=held.keys(), months=inventory.month_list)
    recorded: dict[int, list[Decimal | None]] = {
        source: [
            amounts[source, month].amount
            for use in listed
            for month in use.counted(inventory.month_list)
            if (source, month) in amounts
        ]
        for source, listed in held.items()
    }
    return [_charge(listed[0], by_source[source], total(recorded[source])) for source, listed in held.items()]


def _charge(use: InventorySource, lines: Sequence[ItemLine], recorded: Decimal | None) -> Charge:
    meant = str(use.parameters.get("refrigerant", ""))
    return Charge(
        use.pk,
        use.source_id,
        use.source.name_th,
        lines[0].kind,
        sum(line.quantity for line in lines),
        sorted({line.agent for line in lines if line.agent}),
        total_charge((line.quantity, line.charge_kg) for line in lines),
        sum(line.charge_kg is None for line in lines),
        recorded,
        bool(meant) and any(line.agent and refrigerant_of(line.agent) != meant for line in lines),
    )
