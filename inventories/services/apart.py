"""Writing the lines that stand beside an inventory; none of them ever changes a total."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.models import ApartLine, Inventory
from inventories.services.locking import locked_open


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
    inventory = locked_open(inventory)
    _check_still_there(line)
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
    inventory = locked_open(line.inventory)
    _check_still_there(line)
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.APART_REMOVED, subject=f"apart_line:{line.pk}",
        facts={"year": inventory.token, "kind": line.kind},
    )  # fmt: skip
    line.delete()


def _check_still_there(line: ApartLine | None) -> None:
    if line is not None and not ApartLine.objects.of(line.municipality).filter(pk=line.pk).exists():
        raise policies.Refused(_("รายการนี้ถูกลบไปแล้ว โปรดเปิดหน้านี้ใหม่"))
