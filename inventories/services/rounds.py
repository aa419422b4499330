"""Stating TGO's rounds: by the province or the steward, for all municipalities."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import FilingRound
from inventories.policies import Refused


@transaction.atomic
def state_round(
    *,
    actor: User,
    year: int,
    number: int,
    documents_by: dt.date,
    announced_on: dt.date,
    source: str,
    fee_by: dt.date | None = None,
    withdrawn: bool = False,
    now: dt.datetime | None = None,
) -> FilingRound:
    """State the days of a round, or that it is not held; what was stated before is kept. Raises Refused, ValidationError.

    To be called inside the scope of every municipality: the act stands in the chain that belongs to none.
    """
    if documents_by >= announced_on:
        raise Refused(_("วันประกาศผลต้องหลังวันส่งเอกสาร โปรดตรวจวันที่"))
    row = FilingRound(
        year=year, number=number, documents_by=documents_by, fee_by=fee_by, announced_on=announced_on, source=source,
        withdrawn=withdrawn, stated_by=actor, stated_at=now or timezone.now(),
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    ledger.append(
        municipality=None, actor=actor, act=acts.ROUND_STATED, subject=f"round:{number}/{year}",
        facts={
            "year": year, "number": number, "documents_by": documents_by.isoformat(),
            "announced_on": announced_on.isoformat(), "withdrawn": withdrawn,
        },
        text=source, now=now,
    )  # fmt: skip
    return row
