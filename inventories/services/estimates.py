"""Estimating missing months of a source: only on request, by a stated method, marked as what they are."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import User
from inventories.models import AmountRevision, CameBy, Estimation, InventorySource
from inventories.policies import Refused
from inventories.selectors.estimates import in_thai, methods_for, open_months
from inventories.services.amounts import AmountChange, record_amounts


@transaction.atomic
def estimate_months(
    *,
    use: InventorySource,
    actor: User,
    method: str,
    shown: Mapping[dt.date, Decimal],
    reason: str,
    now: dt.datetime | None = None,
) -> list[AmountRevision]:
    """Record estimates of months as they were shown (`shown`: what each came to), all or none.

    A month that has a figure is never touched. The reason is stored with the working, in Thai. Raises Refused where a
    month has a figure now, is not over, or comes to something else than was shown; and as record_amounts.
    """
    now = now or timezone.now()
    reason = thai.normalise(reason).strip()
    if not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่ไม่มีตัวเลขจริง เช่น ใบแจ้งหนี้หาย"))
    if method not in methods_for(use) or not shown:
        raise Refused(_("โปรดเลือกเดือนที่ขาดและวิธีประมาณ"))
    free = {each.month: each for each in open_months(use, today=timezone.localdate(now))}
    if taken := shown.keys() - free.keys():
        raise Refused(
            _("มีเดือนที่ประมาณไม่ได้แล้ว เพราะมีตัวเลขหรือยังไม่สิ้นเดือน โปรดเลือกใหม่ (%(count)s เดือน)") % {"count": len(taken)}
        )
    proposed = in_thai(use, [free[month] for month in sorted(shown)], Estimation(method))
    if any(each.amount != shown[each.month.month] for each in proposed):
        raise Refused(_("ตัวเลขที่ใช้ประมาณเปลี่ยนไปหลังจากที่ท่านดู โปรดตรวจค่าประมาณใหม่แล้วบันทึกอีกครั้ง"))
    changes = [
        AmountChange(
            use.source_id,
            each.month.month,
            each.amount,
            based_on=each.month.number,
            estimated=True,
            estimation=method,
            came_by=CameBy.ESTIMATE,
            reason=f"{reason} · {each.working}",
        )
        for each in proposed
    ]
    return record_amounts(municipality=use.municipality, actor=actor, changes=changes, now=now)
