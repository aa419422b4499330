"""A bill's paper in the index of evidence: registered with what the bill says, or tied where it is there already."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import BillEvidence, Evidence, Inventory
from inventories.selectors.bill_list import BillTold, cells_in
from inventories.selectors.evidence.entries import stands_for
from inventories.services.evidence.handing_in import HandedIn, hand_in
from inventories.services.evidence.holding import Place
from inventories.services.evidence.uses import link_evidence


@transaction.atomic
def file_paper(
    *,
    told: BillTold,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    upload: "UploadedFile[Any] | None" = None,
    now: dt.datetime | None = None,
) -> HandedIn:
    """Add a bill's paper to the index of a year, for all figures of it in which the bill counts.

    Raises Refused (no such figure, what `hand_in` refuses) and ValidationError; then nothing is kept.
    """
    places = [Place(source, month) for source, month in cells_in(told, inventory)]
    done = hand_in(inventory=inventory, actor=actor, fields=fields, places=places, upload=upload, now=now)
    tie_paper(told=told, inventory=inventory, evidence=done.evidence, actor=actor, now=now)
    return done


@transaction.atomic
def tie_paper(
    *, told: BillTold, inventory: Inventory, evidence: Evidence, actor: User, now: dt.datetime | None = None
) -> BillEvidence:
    """Say that a line of the index is a bill's paper: it then stands for all figures of the year that the bill makes up.

    Again changes nothing. Raises Refused for a line that was cancelled.
    """
    now = now or timezone.now()
    bill = told.bill
    there = stands_for(evidence)
    places = [Place(source, month) for source, month in cells_in(told, inventory) if (source, month) not in there]
    link_evidence(evidence=evidence, inventory=inventory, actor=actor, places=places, now=now)
    row, added = BillEvidence.objects.of(bill.municipality).get_or_create(
        municipality=bill.municipality,
        bill=bill,
        evidence=evidence,
        defaults={"added_by": actor, "added_at": now},
    )
    if added:
        ledger.append(
            municipality=bill.municipality,
            actor=actor,
            act=acts.BILL_PAPER_TIED,
            subject=f"bill:{bill.pk}",
            facts={"code": evidence.code},
            now=now,
        )
    return row
