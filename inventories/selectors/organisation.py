"""Reading what a report says of the organisation in a year."""

from typing import Any

from emission_factors.calc.decimals import plain
from inventories.models import Inventory, Organisation

TOLD = ("address", "executive", "coordinator", "coordinator_contact", "responsible", "proof")


def organisation_of(inventory: Inventory) -> Organisation:
    """Return what was said of the organisation in a year; an unsaved row where nothing was."""
    rows = Organisation.objects.of(inventory.municipality).filter(inventory=inventory)
    return rows.first() or Organisation(municipality=inventory.municipality, inventory=inventory)


def organisation_for_dossier(inventory: Inventory) -> dict[str, Any]:
    """Return it as the dossier keeps it."""
    row = organisation_of(inventory)
    return {name: getattr(row, name) for name in TOLD} | {
        "output": plain(row.output) if row.output is not None else None,
        "output_unit": row.output_unit,
    }
