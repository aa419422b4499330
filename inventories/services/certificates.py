"""Saying how many days before the last round the renewal of a certificate begins."""

import datetime as dt

from django.db import transaction

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import RenewalPlan
from inventories.services.locking import hold_municipality


@transaction.atomic
def plan_renewal(
    *,
    municipality: Municipality,
    actor: User,
    verification_days: int,
    correction_days: int,
    now: dt.datetime | None = None,
) -> RenewalPlan:
    """Keep the days that a municipality wants for verification and correction. Raises ValidationError."""
    hold_municipality(municipality)
    row = RenewalPlan.objects.of(municipality).first() or RenewalPlan(municipality=municipality)
    if row.pk and (row.verification_days, row.correction_days) == (verification_days, correction_days):
        return row
    row.verification_days, row.correction_days = verification_days, correction_days
    row.full_clean()
    row.save()
    ledger.append(
        municipality=municipality, actor=actor, act=acts.RENEWAL_PLANNED,
        facts={"verification_days": verification_days, "correction_days": correction_days}, now=now,
    )  # fmt: skip
    return row
