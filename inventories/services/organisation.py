"""Writing what a report says of the organisation in a year, and when the year is to be filed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Inventory, Organisation
from inventories.services.locking import locked_open

FIELDS = (
    "address", "executive", "coordinator", "coordinator_contact", "responsible", "proof", "output", "output_unit",
)  # fmt: skip
FILING = "filing_date"


@transaction.atomic
def save_organisation(
    *, inventory: Inventory, actor: User, fields: Mapping[str, Any], now: dt.datetime | None = None
) -> Organisation:
    """Write FIELDS and the planned day of filing of a draft year; what does not differ is no change.

    Raises policies.Refused and ValidationError.
    """
    inventory = locked_open(inventory)
    rows = Organisation.objects.of(inventory.municipality).filter(inventory=inventory)
    row = rows.first() or Organisation(municipality=inventory.municipality, inventory=inventory)
    changed = [name for name in FIELDS if getattr(row, name) != fields[name]]
    for name in changed:
        setattr(row, name, fields[name])
    filed_otherwise = inventory.filing_date != fields[FILING]
    if changed:
        row.changed_by, row.changed_at = actor, now or timezone.now()
        row.full_clean()
        row.save()
    if filed_otherwise:
        inventory.filing_date = fields[FILING]
        inventory.save(update_fields=[FILING])
    if changed or filed_otherwise:
        told = [*changed, *([FILING] if filed_otherwise else [])]
        ledger.append(
            municipality=inventory.municipality, actor=actor, act=acts.YEAR_CHANGED,
            subject=f"inventory:{inventory.pk}", facts={"year": inventory.token, "fields": ", ".join(told)}, now=now,
        )  # fmt: skip
    return row
