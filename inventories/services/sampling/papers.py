"""Asking for papers, and recording which came on which day, or that one is not wanted any more."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from cfo_site.ledger.acts import Act
from inventories import acts
from inventories.models import CameIn, Evidence, Inventory, RequestedDocument
from inventories.policies import Refused
from inventories.policies.sampling import check_sampling
from inventories.services.path import held


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, from whom, and until when; of which item of the sample (its primary key), if of one."""

    what: str
    from_whom: str
    due_on: dt.date
    item: int | None = None


@transaction.atomic
def request_documents(
    *,
    inventory: Inventory,
    actor: User,
    requests: Sequence[Request],
    came_in: CameIn = CameIn.SCREEN,
    now: dt.datetime | None = None,
) -> list[RequestedDocument]:
    """Ask for papers, all or none, and return the rows. Raises policies.Refused for a day that has passed."""
    now = now or timezone.now()
    inventory = held(inventory)
    check_sampling(inventory)
    if any(each.due_on < timezone.localdate(now) for each in requests):
        raise Refused(_("กำหนดส่งเอกสารผ่านไปแล้ว โปรดกำหนดวันตั้งแต่วันนี้เป็นต้นไป"))
    rows = RequestedDocument.objects.of(inventory.municipality).filter(inventory=inventory)
    number = rows.aggregate(last=Max("number"))["last"] or 0
    made = []
    for place, each in enumerate(requests, number + 1):
        row = RequestedDocument(
            municipality=inventory.municipality, inventory=inventory, number=place, item_id=each.item, what=each.what,
            from_whom=each.from_whom, due_on=each.due_on, asked_by=actor, asked_at=now,
        )  # fmt: skip
        row.full_clean(exclude=["municipality", "inventory", "item", "asked_by"])
        row.save(force_insert=True)
        ledger.append(
            municipality=inventory.municipality,
            actor=actor,
            act=acts.DOCUMENT_REQUESTED,
            subject=f"inventory:{inventory.pk}",
            facts={"year": inventory.token, "number": place, "due": each.due_on.isoformat(), "came_in": came_in.value},
            text=f"{each.what} · {each.from_whom}",
            now=now,
        )
        made.append(row)
    return made


@transaction.atomic
def receive_document(
    *,
    document: RequestedDocument,
    actor: User,
    received_on: dt.date,
    evidence: Evidence | None = None,
    now: dt.datetime | None = None,
) -> RequestedDocument:
    """Record the day on which a paper came, and where it stands in the index. Raises policies.Refused."""
    now = now or timezone.now()
    row = _open(document)
    if received_on > timezone.localdate(now):
        raise Refused(_("วันที่ได้รับยังมาไม่ถึง โปรดตรวจวันที่"))
    row.received_on, row.evidence = received_on, evidence
    facts = {"received": received_on.isoformat(), "code": evidence.code if evidence else ""}
    return _close(row, actor, acts.DOCUMENT_RECEIVED, facts=facts, now=now)


@transaction.atomic
def drop_document(
    *, document: RequestedDocument, actor: User, reason: str, now: dt.datetime | None = None
) -> RequestedDocument:
    """Record that a paper is not wanted any more, and why. Raises policies.Refused."""
    row = _open(document)
    if not reason.strip():
        raise Refused(_("โปรดพิมพ์เหตุผล"))
    row.dropped_for = reason.strip()
    return _close(row, actor, acts.DOCUMENT_DROPPED, text=row.dropped_for, now=now or timezone.now())


def _open(document: RequestedDocument) -> RequestedDocument:
    inventory = held(document.inventory)
    check_sampling(inventory)
    row = RequestedDocument.objects.of(document.municipality).select_for_update(of=("self",)).get(pk=document.pk)
    row.inventory, row.municipality = inventory, inventory.municipality
    if not row.is_open:
        raise Refused(_("เอกสารนี้บันทึกผลไปแล้ว โปรดเปิดหน้าใหม่เพื่อดูสถานะล่าสุด"))
    return row


def _close(
    row: RequestedDocument,
    actor: User,
    act: Act,
    *,
    now: dt.datetime,
    facts: dict[str, str] | None = None,
    text: str = "",
) -> RequestedDocument:
    row.closed_by, row.closed_at = actor, now
    row.full_clean(exclude=["municipality", "inventory", "item", "asked_by", "closed_by", "evidence"])
    row.save(update_fields=["received_on", "evidence", "dropped_for", "closed_by", "closed_at"])
    ledger.append(
        municipality=row.municipality,
        actor=actor,
        act=act,
        subject=f"inventory:{row.inventory_id}",
        facts={"year": row.inventory.token, "number": row.number} | (facts or {}),
        text=text,
        now=now,
    )
    return row
