"""What an executive approves: the totals of a year that was handed in, and the hash of the figures they come from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from inventories.calc import document, hashing, result
from inventories.models import Inventory
from inventories.selectors.document import mapping_to_keep
from inventories.selectors.inventories import chosen_editions
from inventories.selectors.path import last_step


@dataclass(frozen=True, slots=True)
class Approval:
    """A year as it is laid before the executive: unrounded kgCO2e by scope, whole tonnes as TGO's form reports them."""

    inventory: Inventory
    figures_sha256: str
    sources: int
    submitted_on: dt.date
    scopes: Mapping[str, Decimal]
    reported: Mapping[str, Decimal]
    scope_1_2: Decimal
    scope_1_2_3: Decimal
    biogenic_kg: Decimal
    gwp_th: str
    editions_th: tuple[str, ...]


def for_approval(inventory: Inventory) -> Approval:
    """Return what is approved of a year that was handed in; calculated from the very document that the hash names.

    Raises LookupError for a year that was never handed in, calc.document.Faults for one that cannot be calculated.
    """
    submitted = last_step(inventory, "submit")
    if submitted is None:
        message = f"{inventory} was not handed in"
        raise LookupError(message)
    mapping = mapping_to_keep(inventory)
    found = result.calculate(document.from_mapping(mapping))
    return Approval(
        inventory=inventory,
        figures_sha256=hashing.figures_sha256(mapping),
        sources=len([source for source in mapping["sources"] if "parent" not in source]),
        submitted_on=timezone.localdate(submitted.changed_at),
        scopes={scope: total.kgco2e for scope, total in found.scopes.items()},
        reported={
            **{scope: total.reported_tco2e for scope, total in found.scopes.items()},
            "1_2": found.scope_1_2.reported_tco2e,
            "1_2_3": found.scope_1_2_3.reported_tco2e,
        },
        scope_1_2=found.scope_1_2.kgco2e,
        scope_1_2_3=found.scope_1_2_3.kgco2e,
        biogenic_kg=found.biogenic_co2_kg,
        gwp_th=inventory.gwp_set.name_th,
        editions_th=tuple(edition.title_th for edition in chosen_editions(inventory)),
    )


def figures_hash(inventory: Inventory) -> str:
    """Return the hash of a year's figures as they stand: what the memo for its approval prints."""
    return hashing.figures_sha256(mapping_to_keep(inventory))
