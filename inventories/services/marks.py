"""Saying what a figure is: metered, estimated, or no figure at all and why. Through the one door of figures."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import User
from inventories.models import (
    AmountRevision,
    CameBy,
    Estimation,
    InventorySource,
    Notation,
)
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.beside import may_include
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.continuing import keep_explanations, keep_sheet

METERED, ESTIMATED = "metered", "estimated"  # what a figure may be beside a Notation, which says that there is none


@transaction.atomic
def mark_figure(
    *,
    use: InventorySource,
    month: dt.date,
    actor: User,
    state: str,
    based_on: int,
    reason: str = "",
    elsewhere_id: int | None = None,
    now: dt.datetime | None = None,
) -> AmountRevision | None:
    """Mark a month's figure as metered or estimated, or replace it by a notation; return the new revision.

    The figure itself, its door, the sheet it came from and what was said about it stay. None: it is marked so already,
    with the same words. Raises Refused and ChangedSince, and stores nothing then.
    """
    now = now or timezone.now()
    reason = thai.normalise(reason).strip()
    row = amounts_in_force(use.municipality, source_ids=[use.source_id], months=[month]).get((use.source_id, month))
    change = _change(use, month, row, state=state, reason=reason, elsewhere_id=elsewhere_id, based_on=based_on)
    if row is not None and row.number == based_on and _told(row) == _told(change):
        return None
    (new,) = record_amounts(municipality=use.municipality, actor=actor, changes=[change], now=now)
    if row is not None and new.amount is not None:
        keep_sheet(row, new, actor, now)
        keep_explanations(use.inventory, row, new, actor, now)
    return new


def _change(
    use: InventorySource,
    month: dt.date,
    row: AmountRevision | None,
    *,
    state: str,
    reason: str,
    elsewhere_id: int | None,
    based_on: int,
) -> AmountChange:
    if state in {METERED, ESTIMATED}:
        if row is None or row.amount is None:
            raise Refused(_("ช่องนี้ยังไม่มีตัวเลข โปรดพิมพ์ตัวเลขในตารางก่อน"))
        estimated = state == ESTIMATED
        if estimated and not reason:
            raise Refused(_("โปรดพิมพ์ในหมายเหตุว่าประมาณค่าด้วยวิธีใด"))
        method = (row.estimation or Estimation.OWN) if estimated else ""
        return AmountChange(
            use.source_id, month, row.amount, based_on=based_on, estimated=estimated, estimation=method,
            came_by=row.came_by, reason=reason, afresh=True,
        )  # fmt: skip
    notation = Notation(state)
    if notation.needs_reason and not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่%(notation)s") % {"notation": notation.label})
    if notation == Notation.ELSEWHERE and elsewhere_id not in {source.pk for source in may_include(use)}:
        raise Refused(_("โปรดเลือกว่ารวมอยู่ในรายการใดของบัญชีปีนี้"))
    return AmountChange(
        use.source_id, month, None, notation.value, based_on, reason=reason, afresh=True,
        elsewhere_id=elsewhere_id if notation == Notation.ELSEWHERE else None,
        came_by=row.came_by if row is not None and row.notation == notation else CameBy.TYPED,
    )  # fmt: skip


def _told(said: AmountRevision | AmountChange) -> tuple[object, ...]:
    """Return what a revision says, to be compared with what somebody wants it to say."""
    return said.amount, said.notation, bool(said.estimated), said.estimation, said.elsewhere_id, said.reason


@transaction.atomic
def give_reason(
    *,
    use: InventorySource,
    notation: str,
    months: Mapping[dt.date, int],
    actor: User,
    reason: str,
    elsewhere_id: int | None = None,
    now: dt.datetime | None = None,
) -> list[AmountRevision]:
    """Say why months have a notation, and what includes them, all or none; return the new revisions.

    `months`: the revisions that were shown. Raises Refused for what is missing, and ChangedSince where a month is
    another by now.
    """
    reason = thai.normalise(reason).strip()
    rows = amounts_in_force(use.municipality, source_ids=[use.source_id], months=months)
    changes = []
    for month, based_on in sorted(months.items()):
        row = rows.get((use.source_id, month))
        if row is None or row.notation != notation:
            raise Refused(_("มีผู้อื่นแก้เดือนเหล่านี้ไปแล้ว โปรดดูรายการล่าสุด"))
        said = _change(use, month, row, state=notation, reason=reason, elsewhere_id=elsewhere_id, based_on=based_on)
        changes.append(said)
    return record_amounts(municipality=use.municipality, actor=actor, changes=changes, now=now or timezone.now())
