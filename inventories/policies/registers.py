"""When items of registers may be linked, left out or put back; what is refused names the items."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from inventories.calc.registers import Standing
from inventories.policies import Refused

MOST_NAMED = 5


def check_link(*, numbers: Sequence[str], excluded: Sequence[str]) -> None:
    """Refuse to link nothing, or items that were left out of the year from which they are linked."""
    if not numbers:
        raise Refused(_("โปรดเลือกรายการในทะเบียนอย่างน้อยหนึ่งรายการ"))
    if excluded:
        raise Refused(
            _("รายการนี้ระบุไว้ว่าไม่รวมในบัญชีปีนี้: %(items)s โปรดให้ผู้รับผิดชอบบัญชียกเลิกการไม่รวมก่อน แล้วจึงโยงกับแหล่งปล่อย")
            % {"items": _named(excluded)}
        )


def check_exclusion(*, standings: Sequence[tuple[str, Standing]], reason: str) -> None:
    """Refuse to leave out nothing, without a reason, what stands behind a source, or what was not there in the year."""
    if not standings:
        raise Refused(_("โปรดเลือกรายการในทะเบียนอย่างน้อยหนึ่งรายการ"))
    if not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่ไม่รวม เหตุผลนี้จะแสดงต่อผู้ทวนสอบ"))
    if linked := [number for number, standing in standings if standing is Standing.LINKED]:
        raise Refused(
            _("รายการนี้โยงกับแหล่งปล่อยของปีนี้อยู่แล้ว: %(items)s โปรดยกเลิกการโยงก่อน แล้วจึงระบุว่าไม่รวม")
            % {"items": _named(linked)}
        )
    if outside := [number for number, standing in standings if standing is Standing.OUTSIDE]:
        raise Refused(_("รายการนี้ไม่ได้ใช้ในปีนี้ จึงไม่ต้องระบุเหตุผล: %(items)s โปรดเปิดหน้านี้ใหม่") % {"items": _named(outside)})


def _named(numbers: Sequence[str]) -> str:
    named = ", ".join(numbers[:MOST_NAMED])
    return f"{named} …" if len(numbers) > MOST_NAMED else named
