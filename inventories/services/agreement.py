"""Keeping the agreement with a verifying body, and the plan of its days."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Inventory, State, Verification
from inventories.policies import Refused
from inventories.policies.findings import check
from inventories.selectors.agreement import agreement
from inventories.services.path import held


@transaction.atomic
def keep_agreement(
    *,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    another: bool = False,
    now: dt.datetime | None = None,
) -> Verification:
    """Keep the agreement of a year as it is now, or begin one with another body. Raises Refused and ValidationError.

    Another one is begun before a verification or after it was stopped, never in the middle of it.
    """
    inventory = held(inventory)
    check(inventory, "agree")
    now = now or timezone.now()
    row = agreement(inventory)
    if another and row is not None and inventory.state != State.LOCKED:
        raise Refused(_("อยู่ระหว่างทวนสอบ จึงเริ่มข้อตกลงใหม่ไม่ได้ โปรดยุติการทวนสอบในหน้าเส้นทางของบัญชีก่อน"))
    if row is None or another:
        number = row.number + 1 if row else 1
        row = Verification(municipality=inventory.municipality, inventory=inventory, number=number, begun_at=now)
    changed = sorted(name for name, value in fields.items() if row.pk is None or getattr(row, name) != value)
    if not changed:
        return row
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.AGREEMENT_KEPT, subject=f"verification:{row.pk}",
        facts={"year": inventory.token, "number": row.number, "fields": ", ".join(changed)}, text=row.body, now=now,
    )  # fmt: skip
    return row
