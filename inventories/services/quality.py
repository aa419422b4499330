"""Writing who keeps the data of a year, and the scores of its sources."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.models import DataQuality, Inventory, InventorySource, QualityRole
from inventories.services.locking import locked_open

FIELDS = ("task", "division", "position", "name", "duty", "frequency")


@transaction.atomic
def save_quality_role(
    *,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    role: QualityRole | None = None,
    now: dt.datetime | None = None,
) -> QualityRole:
    """Add a role of a draft year, or change one (FIELDS). Raises policies.Refused and ValidationError."""
    inventory = locked_open(inventory)
    row = _held(role) if role else QualityRole(municipality=inventory.municipality, inventory=inventory)
    changed = [name for name in FIELDS if role is None or getattr(row, name) != fields[name]]
    if not changed:
        return row
    for name in FIELDS:
        setattr(row, name, fields[name])
    row.changed_by, row.changed_at = actor, now or timezone.now()
    row.full_clean()
    row.save()
    act = acts.QUALITY_ROLE_CHANGED if role else acts.QUALITY_ROLE_ADDED
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=act, subject=f"quality_role:{row.pk}",
        facts={"year": inventory.token, "task": row.task}, text=" ".join(filter(None, (row.position, row.name))), now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def remove_quality_role(*, role: QualityRole, actor: User, now: dt.datetime | None = None) -> None:
    """Remove a role of a draft year. Raises policies.Refused."""
    inventory = locked_open(role.inventory)
    row = _held(role)
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.QUALITY_ROLE_REMOVED,
        subject=f"quality_role:{row.pk}", facts={"year": inventory.token, "task": row.task}, now=now,
    )  # fmt: skip
    row.delete()


@transaction.atomic
def score_sources(
    *, inventory: Inventory, actor: User, scores: Mapping[int, tuple[int, int]], now: dt.datetime | None = None
) -> int:
    """Give sources of a draft year (by InventorySource) their scores A and B; what does not differ is passed over.

    Return how many were written. Raises policies.Refused for a source that is no longer in the year, and ValidationError.
    """
    inventory = locked_open(inventory)
    municipality = inventory.municipality
    uses = {use.pk: use for use in InventorySource.objects.of(municipality).filter(inventory=inventory)}
    if scores.keys() - uses.keys():
        raise policies.Refused(_("มีแหล่งปล่อยที่ถูกนำออกจากบัญชีแล้ว โปรดเปิดหน้านี้ใหม่"))
    there = {row.use_id: row for row in DataQuality.objects.of(municipality).filter(use__in=list(scores))}
    written = 0
    for use, (a, b) in scores.items():
        row = there.get(use) or DataQuality(municipality=municipality, use=uses[use])
        if (row.a, row.b) != (a, b):
            row.a, row.b, row.changed_by, row.changed_at = a, b, actor, now or timezone.now()
            row.clean_fields()
            row.save()
            written += 1
    if written:
        told = ", ".join(f"{uses[use].source_id}={a}×{b}" for use, (a, b) in sorted(scores.items()))
        ledger.append(
            municipality=municipality, actor=actor, act=acts.SOURCES_SCORED, subject=f"inventory:{inventory.pk}",
            facts={"year": inventory.token, "count": written, "scores": told}, now=now,
        )  # fmt: skip
    return written


def _held(role: QualityRole) -> QualityRole:
    """Return a role as it is now. Raises policies.Refused where somebody has removed it."""
    rows = QualityRole.objects.of(role.municipality).select_for_update(of=("self",)).select_related("division")
    found = rows.filter(pk=role.pk).first()
    if found is None:
        raise policies.Refused(_("รายการนี้ถูกลบไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    return found
