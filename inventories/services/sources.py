"""Adding and changing sources of a year."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.calc import document
from inventories.models import Division, Inventory, InventorySource, Source
from inventories.selectors.document import inventory_mapping
from inventories.services.results import recalculate

SOURCE_FIELDS = ("name_th", "name_en", "unit", "division", "location", "identifier", "paper", "delay_days", "first_month", "last_month")  # fmt: skip
USE_FIELDS = ("scope", "category", "method", "factor", "parameters", "origin", "boundary_note", "first_month", "last_month")  # fmt: skip


@transaction.atomic
def add_division(*, municipality: Municipality, actor: User, name_th: str) -> Division:
    """Return the division of that name, adding it where there is none yet."""
    division, added = Division.objects.of(municipality).get_or_create(
        municipality=municipality, name_th=name_th, defaults={"position": Division.objects.of(municipality).count()}
    )
    if added:
        division.full_clean()
        ledger.append(
            municipality=municipality, actor=actor, act=acts.DIVISION_ADDED, subject=f"division:{division.pk}"
        )
    return division


@transaction.atomic
def add_source(
    *, inventory: Inventory, actor: User, source: dict[str, Any], use: dict[str, Any], catalogue_key: str = ""
) -> InventorySource:
    """Add a source and its use in a year. `source` and `use` hold the fields of Source and InventorySource.

    Raises policies.Refused for a locked year and ValidationError for fields that do not fit or cannot be calculated.
    """
    municipality = inventory.municipality
    inventory = _locked_open(inventory)
    new = Source(municipality=municipality, catalogue_key=catalogue_key, **source)
    new.full_clean()
    new.save()
    position = InventorySource.objects.of(municipality).filter(inventory=inventory).count()
    added = InventorySource(municipality=municipality, inventory=inventory, source=new, position=position, **use)
    _save_use(added)
    ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.SOURCE_ADDED,
        subject=f"inventory_source:{added.pk}",
        facts={"year": inventory.token, "source": new.pk, "sha256": _sha256(added)},
    )
    return added


@transaction.atomic
def change_source(
    *, use: InventorySource, actor: User, source_changes: dict[str, Any], use_changes: dict[str, Any]
) -> InventorySource:
    """Change a source and its use in a year that is still a draft, and calculate it afresh. Raises as add_source."""
    inventory = _locked_open(use.inventory)
    source = use.source
    changed = [name for name, value in source_changes.items() if getattr(source, name) != value]
    changed += [name for name, value in use_changes.items() if getattr(use, name) != value]
    if not changed:
        return use
    _check_other_years(
        use, [name for name in changed if name in {"unit", "first_month", "last_month"} and name in source_changes]
    )
    for target, values in ((source, source_changes), (use, use_changes)):
        for name, value in values.items():
            setattr(target, name, value)
    source.full_clean()
    source.save()
    _save_use(use)
    recalculate(inventory, [use])
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.SOURCE_CHANGED,
        subject=f"inventory_source:{use.pk}",
        facts={"year": inventory.token, "fields": ", ".join(sorted(set(changed))), "sha256": _sha256(use)},
    )
    return use


def _locked_open(inventory: Inventory) -> Inventory:
    """Lock the inventory's row against a lock or a change at the same time, and refuse if it is no draft."""
    related = ("municipality", "gwp_set")
    locked = (
        Inventory.objects.of(inventory.municipality)
        .select_for_update(of=("self",))
        .select_related(*related)
        .get(pk=inventory.pk)
    )
    policies.check_open(locked)
    return locked


def _check_other_years(use: InventorySource, fields: list[str]) -> None:
    """Refuse to change what a locked year's figures of the same source stand on."""
    if fields:
        for other in InventorySource.objects.of(use.municipality).filter(source=use.source).select_related("inventory"):
            policies.check_open(other.inventory)


def _save_use(use: InventorySource) -> None:
    """Save after asking the calculator itself whether it could calculate the source."""
    use.full_clean(exclude=["category_order"])
    use.save()
    try:
        document.from_mapping(inventory_mapping(use.inventory, sources=[use]))
    except document.Faults as faults:
        raise ValidationError({"parameters": [fault.message for fault in faults.faults]}) from faults


def _sha256(use: InventorySource) -> str:
    """Return the hash that the ledger keeps of a source's set-up, names left out."""
    content = {
        "source": use.source_id, "unit": use.source.unit, "scope": use.scope, "category": use.category,
        "method": use.method, "factor": use.factor.key if use.factor else "", "parameters": use.parameters,
        "origin": use.origin,
    }  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
