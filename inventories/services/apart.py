"""Writing the lines that stand beside an inventory; none of them ever changes a total."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.models import ApartLine, Inventory


@transaction.atomic
def save_apart_line(
    *,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    line: ApartLine | None = None,
    now: dt.datetime | None = None,
) -> ApartLine:
    """Add a line to a draft year, or change one. Raises policies.Refused and ValidationError."""
    inventory = _locked_open(inventory)
    row = line or ApartLine(municipality=inventory.municipality, inventory=inventory)
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = actor, now or timezone.now()
    row.full_clean()
    row.save()
    act = acts.APART_CHANGED if line else acts.APART_ADDED
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=act, subject=f"apart_line:{row.pk}",
        facts={"year": inventory.token, "kind": row.kind}, text=row.name, now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def remove_apart_line(*, line: ApartLine, actor: User) -> None:
    """Remove a line of a draft year. Raises policies.Refused."""
    inventory = _locked_open(line.inventory)
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.APART_REMOVED, subject=f"apart_line:{line.pk}",
        facts={"year": inventory.token, "kind": line.kind},
    )  # fmt: skip
    line.delete()


def _locked_open(inventory: Inventory) -> Inventory:
    """Lock a year's row against a lock at the same time, and refuse if it is no draft."""
    rows = Inventory.objects.of(inventory.municipality).select_related("municipality", "gwp_set")
    locked = rows.select_for_update(of=("self",)).get(pk=inventory.pk)
    policies.check_open(locked)
    return locked
