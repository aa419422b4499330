"""The dossier `cfo-dossier/1`: what a frozen year keeps besides what the calculator reads."""

import json
from typing import Any

from cfo_site.language import in_thai
from cfo_site.ledger import selectors as ledger
from inventories.models import AmountRevision, Inventory, Snapshot
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.baht import reconciling as baht
from inventories.selectors.bill_dossier import bills_for_dossier
from inventories.selectors.decisions import decisions
from inventories.selectors.document import left_standard, source_id
from inventories.selectors.evidence.cells import codes_for_dossier, evidence_for_dossier
from inventories.selectors.inventories import chosen_editions, inventory_sources, latest_snapshot
from inventories.selectors.path import prepared_by_one_person
from inventories.selectors.registers import reconciling as registers
from inventories.selectors.sheets import sheet_for_dossier, sheets_of

FORMAT = "cfo-dossier/1"


def dossier_in_force(inventory: Inventory) -> tuple[dict[str, Any], Snapshot | None]:
    """Return the dossier that stands for a year, frozen (with its snapshot) or as the year is now (with None)."""
    if inventory.is_locked and (snapshot := latest_snapshot(inventory)) is not None:
        return json.loads(snapshot.dossier), snapshot
    return dossier_mapping(inventory), None


@in_thai
def dossier_mapping(inventory: Inventory) -> dict[str, Any]:
    """Return boundary, choices, where each figure comes from, by whom and in which revision, and the ledger's head."""
    municipality = inventory.municipality
    rows = list(inventory_sources(inventory))
    amounts = amounts_in_force(municipality, source_ids={row.source_id for row in rows}, months=inventory.month_list)
    sheets = sheets_of(municipality, [amount.pk for amount in amounts.values()])
    codes, bills = codes_for_dossier(inventory), bills_for_dossier(inventory, amounts)
    head = ledger.head(municipality)
    return {
        "format": FORMAT,
        "municipality": {
            "key": municipality.key,
            "names": [
                {
                    "name_th": name.name_th,
                    "kind": name.kind,
                    "valid_from": name.valid_from and name.valid_from.isoformat(),
                }
                for name in municipality.names.all()
            ],
            "district_th": municipality.district_th,
            "credit_th": municipality.credit_th,
        },
        "year": inventory.token,
        "approach": inventory.approach,
        "filing_date": inventory.filing_date and inventory.filing_date.isoformat(),
        "editions": sorted(edition.key for edition in chosen_editions(inventory)),
        "ledger": {"number": head.last_number, "hash": head.last_hash},
        **decisions(inventory),
        "evidence": evidence_for_dossier(inventory),
        "by_one_person": prepared_by_one_person(inventory),
        registers.KEY: registers.reconciliation(inventory).as_mapping(),
        baht.KEY: [each.as_mapping() for each in baht.baht_reconciliation(inventory)],
        "sources": [
            {
                "id": source_id(row),
                "source": row.source_id,
                "division": row.source.division.name_th if row.source.division else "",
                "location": row.source.location,
                "identifier": row.source.identifier,
                "paper": row.source.paper,
                "origin": row.origin,
                "unit": row.source.unit,
                "frequency": row.source.frequency,
                "due_month": row.source.due_month,
                "boundary_note": row.boundary_note,
                "assumptions": row.assumptions,
                "standard": left_standard(row),
                "evidence": codes.get(row.source_id, {}),
                "revisions": {
                    f"{month:%Y-%m}": {
                        "number": amount.number,
                        "recorded_by": amount.recorded_by_id,
                        "recorded_at": amount.recorded_at.isoformat(),
                        "entry": amount.entry_number,
                        "came_by": amount.came_by,
                        **_said(amount),
                        **({"bills": bills[source, month]} if (source, month) in bills else {}),
                        **({"sheet": sheet_for_dossier(sheets[amount.pk])} if amount.pk in sheets else {}),
                    }
                    for (source, month), amount in sorted(amounts.items())
                    if source == row.source_id
                },
            }
            for row in rows
        ],
    }


def _said(amount: AmountRevision) -> dict[str, Any]:
    """Return what was said of a figure, where anything was: how it was estimated, why, in which source it is included."""
    said = {"estimation": amount.estimation, "reason": amount.reason, "elsewhere": amount.elsewhere_id}
    return {name: value for name, value in said.items() if value}
