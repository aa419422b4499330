"""What a paper stands for: one file may serve many figures, each with its page."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Evidence, EvidenceUse, Inventory
from inventories.policies import Refused
from inventories.services.evidence.holding import Place, check_use_not_frozen, held, new_use, use_of


@transaction.atomic
def link_evidence(
    *, evidence: Evidence, inventory: Inventory, actor: User, places: Sequence[Place], now: dt.datetime | None = None
) -> list[EvidenceUse]:
    """Let a paper stand for more figures, all or none; for one that it stands for already, say on which page.

    Raises Refused. What is said already is passed over.
    """
    now = now or timezone.now()
    row = held(evidence, besides=[place.source_id for place in places])
    return [_linked(row, inventory, actor, place, now) for place in places]


def _linked(row: Evidence, inventory: Inventory, actor: User, place: Place, now: dt.datetime) -> EvidenceUse:
    use_of(inventory, place)  # or refuses
    if place.month is None and row.year != inventory.year:
        raise Refused(_("เอกสารของทั้งปีใช้ได้กับปีของรหัสเท่านั้น โปรดเลือกเดือน หรือลงทะเบียนเอกสารใหม่"))
    there = EvidenceUse.objects.of(row.municipality).filter(evidence=row, source=place.source_id, month=place.month)
    use = there.first()
    if use is not None and use.page == place.page:
        return use
    if use is not None:
        check_use_not_frozen(row, use)
        use.page = place.page
        use.save(update_fields=["page"])
    else:
        use = new_use(row, place, actor, now)
        use.save(force_insert=True)
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.EVIDENCE_LINKED, subject=f"evidence:{row.pk}",
        facts={
            "year": inventory.token, "code": row.code, "source": place.source_id,
            "month": f"{place.month:%Y-%m}" if place.month else "", "page": place.page,
        },
        now=now,
    )  # fmt: skip
    return use


@transaction.atomic
def unlink_evidence(*, use: EvidenceUse, inventory: Inventory, actor: User, now: dt.datetime | None = None) -> None:
    """Let a paper no longer stand for a figure. Raises Refused for its only one, and for one a locked year has frozen."""
    row = held(use.evidence)
    rows = EvidenceUse.objects.of(row.municipality).filter(evidence=row)
    if not rows.filter(pk=use.pk).exists():
        raise Refused(_("รายการนี้ถูกเอาออกไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    if rows.count() == 1:
        raise Refused(_("หลักฐานต้องใช้กับแหล่งปล่อยอย่างน้อยหนึ่งรายการ โปรดเพิ่มรายการอื่นก่อน หรือยกเลิกหลักฐานนี้"))
    check_use_not_frozen(row, use)
    ledger.append(
        municipality=row.municipality, actor=actor, act=acts.EVIDENCE_UNLINKED, subject=f"evidence:{row.pk}",
        facts={
            "year": inventory.token, "code": row.code, "source": use.source_id,
            "month": f"{use.month:%Y-%m}" if use.month else "",
        },
        now=now,
    )  # fmt: skip
    use.delete()
