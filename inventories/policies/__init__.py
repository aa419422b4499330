"""When a thing may change. A refusal carries a sentence for the person at the screen, saying what and how to mend it."""

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number, plain_name, thai_month, unit
from inventories.models import Inventory, InventorySource, Source, State

REPORTING_YEAR = 12  # months; a shorter period can be kept but not locked (inventory document, rule 8)


class Refused(Exception):
    """A rule of the house said no. The message is written for the person at the screen."""


def check_open(inventory: Inventory) -> None:
    """Refuse a change of a year that is neither a draft nor opened as a whole by a correction."""
    if not may_change(inventory):
        raise Refused(_closed(inventory))


def may_change(inventory: Inventory) -> bool:
    """Say whether a year may be changed: sources, boundary and every figure."""
    return inventory.is_open


def takes_figures(inventory: Inventory) -> bool:
    """Say whether figures may be written in a year: all of a draft, in a correction at least those that it opened."""
    return may_change(inventory) or inventory.state == State.CORRECTING


def check_month(
    source: Source,
    month: dt.date,
    inventory_sources: Iterable[InventorySource],
    opened: Container[tuple[int, int, dt.date]] = (),
) -> None:
    """Refuse an amount for a month that no inventory of the source covers, or that one covers which is closed.

    `opened`: (inventory, source, month) of the figures that corrections have opened one by one.
    """
    covering = [each for each in inventory_sources if each.source_id == source.pk and each.counts_in(month)]
    if not covering:
        raise Refused(
            _("%(source)s ไม่ได้ใช้ในเดือน %(month)s ของบัญชีใด โปรดตรวจเดือน หรือช่วงเดือนที่ใช้ของแหล่งปล่อย")
            % {"source": plain_name(source), "month": thai_month(month)}
        )
    for each in covering:
        if not (each.inventory.state == State.CORRECTING and (each.inventory_id, source.pk, month) in opened):
            check_open(each.inventory)


def _closed(inventory: Inventory) -> str:
    if inventory.is_locked:
        sentence = _("บัญชี%(year)s ล็อกฉบับแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข ให้ผู้รับผิดชอบบัญชีเปิดฉบับแก้ไขก่อน")
    elif inventory.state == State.CORRECTING:
        sentence = _("ฉบับแก้ไขของบัญชี%(year)s เปิดให้แก้เฉพาะตัวเลขที่ระบุไว้ โปรดแก้เฉพาะช่องเหล่านั้น หรือให้ผู้รับผิดชอบบัญชีเปิดเพิ่ม")
    else:
        sentence = _("บัญชี%(year)s ส่งตรวจแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข ให้ผู้รับผิดชอบบัญชีหรือผู้อนุมัติส่งกลับก่อน")
    return sentence % {"year": inventory.title}


def check_no_overlap(uses: Sequence[InventorySource]) -> None:
    """Refuse uses of one source in one year that share a month: its figure would count twice. Without a query."""
    for month in uses[0].inventory.month_list if len(uses) > 1 else ():
        if sum(_in_range(use, month) for use in uses) > 1:
            raise Refused(
                _("%(source)s ถูกใช้สองรายการในเดือน %(month)s ของบัญชี%(year)s ตัวเลขจะถูกนับซ้ำ โปรดเลือกช่วงเดือนที่ไม่ทับกัน")
                % {"source": plain_name(uses[0].source), "month": thai_month(month), "year": uses[0].inventory.title}
            )


def _in_range(use: InventorySource, month: dt.date) -> bool:
    return (use.first_month or month) <= month <= (use.last_month or month)


def check_bill_rule(*, bills: int) -> None:
    """Refuse another rule of bills once a bill counts: the months of all years, and of the base year, stand by one rule."""
    if bills:
        raise Refused(
            _("มีบิลที่นับอยู่แล้ว %(count)s ใบ จึงเปลี่ยนวิธีนับบิลเข้าเดือนไม่ได้ เพราะทุกปีของเทศบาลต้องใช้วิธีเดียวกัน รวมถึงปีฐาน")
            % {"count": bills}
        )


def check_month_total(source: Source, month: dt.date, units: Decimal | None) -> None:
    """Refuse bills whose credits exceed what was billed for a month: a bill may be negative, a month's total never."""
    if units is not None and units < 0:
        raise Refused(
            _(
                "บิลลดหนี้ทำให้ %(source)s เดือน %(month)s ติดลบ (%(units)s %(unit)s) โปรดบันทึกบิลที่ถูกลดหนี้ก่อน หรือตรวจเดือนของใบแจ้งหนี้"
            )
            % {
                "source": plain_name(source),
                "month": thai_month(month),
                "units": number(units),
                "unit": unit(source.unit),
            }
        )


def check_complete(
    inventory: Inventory, *, incomplete: list[str], unexplained: list[str], unreasoned: list[str]
) -> None:
    """Refuse to hand on or lock a year without sources, or one with months missing (inventory document, rule 8).

    `unexplained`: cells whose doubtful figure weighs so much that it must be explained first (practice, section 4).
    `unreasoned`: cells whose figure is said to be elsewhere, without where or why (a month not estimated is incomplete).
    """
    if inventory.months != REPORTING_YEAR:
        raise Refused(_("บัญชีที่ล็อกต้องครบ 12 เดือน"))
    if not InventorySource.objects.of(inventory.municipality).filter(inventory=inventory).exists():
        raise Refused(_("บัญชีนี้ยังไม่มีแหล่งปล่อย โปรดเพิ่มแหล่งปล่อยก่อน"))
    if incomplete:
        raise Refused(
            _("ข้อมูลไม่ครบ 12 เดือน: %(sources)s โปรดกรอกให้ครบ หรือระบุว่าไม่มีกิจกรรม แล้วจึงล็อก")
            % {"sources": ", ".join(incomplete)}
        )
    if unreasoned:
        raise Refused(
            _("ยังไม่ได้บอกว่ารวมอยู่ในรายการใดหรือเพราะเหตุใด: %(cells)s โปรดระบุในหน้าความครบถ้วน แล้วจึงล็อก")
            % {"cells": ", ".join(unreasoned)}
        )
    if unexplained:
        raise Refused(
            _("ยังไม่ได้ชี้แจงตัวเลขที่ผิดปกติและมีผลมาก: %(cells)s โปรดแก้ตัวเลขหรือชี้แจงในหน้าตรวจตัวเลข แล้วจึงล็อก")
            % {"cells": ", ".join(unexplained)}
        )
