"""Writing an inventory down as `cfo-inventory/1`: everything needed to recalculate it, and nothing that is not."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from emission_factors.calc.decimals import plain
from emission_factors.selectors import blends_for_document, factor_for_document, gwp_for_document
from inventories.calc.catalogue import METHODS
from inventories.calc.parameters import explicit
from inventories.models import AmountRevision, Inventory, InventorySource, Notation
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.inventories import inventory_sources, latest_snapshot
from inventories.selectors.waste import waste_types_for_document

FORMAT = "cfo-inventory/1"
FORM_EDITION = "TCFO_R_01 Version 04 : 21/2/2020"  # the edition whose rules of rounding and grouping are followed


def source_id(inventory_source: InventorySource) -> str:
    """Return the id by which the document and every fault names a source."""
    return f"s{inventory_source.pk}"


def source_mapping(
    inventory_source: InventorySource, amounts: Mapping[Cell, AmountRevision], months: list[dt.date]
) -> dict[str, Any]:
    """Return a source as the document writes it. A month outside its range of use is not occurring (NO).

    A landfill has no months: what was deposited stands in its parameters.
    """
    written: dict[str, str] = {}
    estimated: list[str] = []
    for month in months if inventory_source.has_months else ():
        key = f"{month:%Y-%m}"
        if not inventory_source.counts_in(month):
            written[key] = Notation.NOT_OCCURRING.value
            continue
        row = amounts.get((inventory_source.source_id, month))
        if row is None or (row.amount is None and not row.notation):
            continue
        written[key] = plain(row.amount) if row.amount is not None else row.notation
        if row.estimated:
            estimated.append(key)
    mapping: dict[str, Any] = {
        "id": source_id(inventory_source),
        "name": inventory_source.name_th,
        "scope": inventory_source.scope,
        "category": inventory_source.category,
        "method": inventory_source.method,
        "unit": inventory_source.source.unit,
        "amounts": written,
        "estimated": estimated,
        "parameters": inventory_source.parameters,
    }
    if inventory_source.factor is not None:
        mapping["factor"] = factor_for_document(inventory_source.factor)
    if inventory_source.parent_id is not None:  # it takes its parent's amounts
        del mapping["amounts"], mapping["estimated"]
        mapping["parent"] = f"s{inventory_source.parent_id}"
    if inventory_source.conversion:
        mapping["conversion"] = inventory_source.conversion
    return mapping


def inventory_mapping(
    inventory: Inventory,
    *,
    dossier_sha256: str | None = None,
    sources: list[InventorySource] | None = None,
    amounts: Mapping[Cell, AmountRevision] | None = None,
) -> dict[str, Any]:
    """Return the inventory document of a year as it stands, or of some of its sources.

    `amounts`: the figures in force of these sources in all its months, where the caller knows them.
    """
    rows = list(inventory_sources(inventory)) if sources is None else _with_parents(inventory, sources)
    months = inventory.month_list
    if amounts is None:
        amounts = amounts_in_force(inventory.municipality, source_ids={row.source_id for row in rows}, months=months)
    name = inventory.municipality.name_on(inventory.last_day)
    mapping: dict[str, Any] = {
        "format": FORMAT,
        "municipality": {"key": inventory.municipality.key, "name_th": name.name_th, "name_en": name.name_en},
        "period": {"first_month": f"{inventory.first_month:%Y-%m}", "months": inventory.months},
        "gwp": gwp_for_document(inventory.gwp_set),
        "blends": blends_for_document(
            {str(row.parameters["refrigerant"]) for row in rows if "refrigerant" in row.parameters}
        ),
        "form_edition": FORM_EDITION,
        "sources": [source_mapping(row, amounts, months) for row in rows],
    }
    if waste_types := waste_types_for_document([row.parameters for row in rows]):
        mapping["waste_types"] = waste_types
    if dossier_sha256 is not None:
        mapping["dossier_sha256"] = dossier_sha256
    return mapping


def mapping_to_keep(inventory: Inventory, *, dossier_sha256: str | None = None) -> dict[str, Any]:
    """Return the document of a year as it is approved and frozen: it says the standard values that were taken, too."""
    return _explicit(inventory_mapping(inventory, dossier_sha256=dossier_sha256))


def left_standard(use: InventorySource) -> list[str]:
    """Return the parameters of a source for which the method's standard value is taken, by name."""
    return sorted(explicit(METHODS[use.method], use.parameters).keys() - use.parameters.keys())


def _explicit(mapping: dict[str, Any]) -> dict[str, Any]:
    sources = [
        source | {"parameters": explicit(METHODS[source["method"]], source["parameters"])}
        for source in mapping["sources"]
    ]
    return mapping | {"sources": sources}


def _with_parents(inventory: Inventory, sources: list[InventorySource]) -> list[InventorySource]:
    """Return sources and, after them, those from which some derive and which are not among them."""
    missing = {source.parent_id for source in sources if source.parent_id} - {source.pk for source in sources}
    return sources + list(inventory_sources(inventory).filter(pk__in=missing)) if missing else sources


def document_in_force(inventory: Inventory) -> dict[str, Any]:
    """Return the document that stands for a year: the frozen one of a locked year, else the year as it is now."""
    if inventory.is_locked and (snapshot := latest_snapshot(inventory)) is not None:
        frozen: dict[str, Any] = json.loads(snapshot.document)
        return frozen
    return inventory_mapping(inventory)
