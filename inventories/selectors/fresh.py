"""Fresh results straight from the calculator: to store, to compare with what is stored, to judge completeness."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal

from inventories.calc import document, emissions, result
from inventories.models import AmountRevision, Inventory, InventorySource, MonthlyResult, Snapshot
from inventories.selectors.amounts import Cell
from inventories.selectors.document import inventory_mapping, source_id
from inventories.selectors.inventories import latest_snapshot
from inventories.selectors.results import totals

Key = tuple[int, dt.date | None, str, str]
ONE = Decimal(1)


def fresh_rows(
    inventory: Inventory, uses: Iterable[InventorySource], *, amounts: Mapping[Cell, AmountRevision] | None = None
) -> list[MonthlyResult]:
    """Return the unsaved rows of sources as they come out of the calculator now.

    `amounts`: their figures in force in all months of the year, where the caller knows them.
    Raises inventories.calc.document.Faults if a source cannot be calculated.
    """
    chosen = list(uses)
    if not chosen:
        return []
    # GWP set and blends once for all
    return _rows(
        inventory, chosen, document.from_mapping(inventory_mapping(inventory, sources=chosen, amounts=amounts))
    )


def _rows(inventory: Inventory, chosen: Iterable[InventorySource], read: document.Document) -> list[MonthlyResult]:
    months: dict[str | None, dt.date | None] = {None: None}
    months |= {month: dt.date.fromisoformat(f"{month}-01") for month in read.period.months}
    rows: list[MonthlyResult] = []
    by_id = {source.id: source for source in read.sources}  # with the parents of those that derive
    for use in chosen:
        source = by_id.get(source_id(use))
        rows += [
            MonthlyResult(
                municipality_id=inventory.municipality_id,
                inventory_source=use,
                month=months[row.month],
                part=row.part,
                gas=row.gas,
                kg=row.kg,
                gwp=ONE if row.part == emissions.BIOGENIC else read.gwp.of(row.gas),
            )
            for row in (emissions.result_of(source, read.period, read.gwp).rows() if source else ())
        ]
    return rows


def _fresh(inventory: Inventory, chosen: list[InventorySource]) -> list[MonthlyResult]:
    """Return the fresh rows that stored ones are held against: of a frozen year those of its frozen document.

    The library, the standard values of methods and names may change around it.
    """
    snapshot = latest_snapshot(inventory) if inventory.is_locked else None
    if snapshot is None or not _is_whole(snapshot):  # which `against_frozen` tells
        return fresh_rows(inventory, chosen)
    return _rows(inventory, chosen, document.parse(snapshot.document))


def _is_whole(snapshot: Snapshot) -> bool:
    return hashlib.sha256(snapshot.document.encode()).hexdigest() == snapshot.document_sha256


def compare(inventory: Inventory, uses: Iterable[InventorySource]) -> tuple[int, list[str]]:
    """Compare stored rows with fresh ones: (rows compared, a line for each that differs, is missing or is too many)."""
    chosen = list(uses)
    stored = {
        (row.inventory_source_id, row.month, row.part, row.gas): (row.kg, row.gwp)
        for row in MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__in=chosen)
    }
    fresh: dict[Key, tuple[Decimal, Decimal]] = {
        (row.inventory_source_id, row.month, row.part, row.gas): (row.kg, row.gwp) for row in _fresh(inventory, chosen)
    }
    differences = [
        f"s{use} {f'{month:%Y-%m}' if month else 'whole period'} {part} {gas}: "
        f"stored {_told(stored.get(key))}, fresh {_told(fresh.get(key))}"
        for key in sorted(stored.keys() | fresh.keys(), key=str)
        if stored.get(key) != fresh.get(key)
        for use, month, part, gas in [key]
    ]
    return len(stored.keys() | fresh.keys()), differences


def against_frozen(inventory: Inventory) -> list[str]:
    """Return in what the stored results of a locked year differ from its frozen document, a line each.

    Pages read the one and papers the other. `compare` cannot tell: whoever changed a source of a locked year changed
    what is calculated afresh as well.
    """
    if not inventory.is_locked:
        return []
    snapshot = latest_snapshot(inventory)
    if snapshot is None:
        return ["locked without a frozen document"]
    if not _is_whole(snapshot):
        return ["the frozen document does not match its hash"]
    frozen, stored = result.calculate(document.parse(snapshot.document)), totals(inventory)
    pairs = {f"scope {scope}": (stored.scopes[scope], total.kgco2e) for scope, total in frozen.scopes.items()}
    pairs["biogenic CO2"] = stored.biogenic_kg, frozen.biogenic_co2_kg
    return [f"{name}: stored {now}, frozen {then}" for name, (now, then) in pairs.items() if now != then]


def incomplete_sources(inventory: Inventory) -> list[str]:
    """Return the names of sources with a month that is missing or not estimated (rule 8); what derives is not named."""
    mapping = inventory_mapping(inventory)
    calculated = result.calculate(document.from_mapping(mapping))
    names = {source["id"]: source["name"] for source in mapping["sources"] if "parent" not in source}
    open_ones = (each.source_id for each in calculated.sources if not each.completeness.complete)
    return [str(names[each]) for each in open_ones if each in names]


def _told(row: tuple[Decimal, Decimal] | None) -> str:
    return "nothing" if row is None else f"{row[0].normalize():f} kg × {row[1].normalize():f}"
