"""The value that a verifier found: as a number, or as a difference with its sign, in Thai or Arabic digits."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.forms.amount import read_amount

_SIGNED = re.compile(r"([+\-−–])\s*(.+)", re.DOTALL)


def read_found(text: str, reported: Decimal | None) -> Decimal | None:
    """Return the value that was found, None where nothing was typed. Raises ValidationError.

    `+120` and `−1,000` are a difference from what was reported; a month without a number has none to differ from.
    """
    typed = thai.arabic_digits(thai.normalise(text)).strip()
    signed = _SIGNED.fullmatch(typed)
    value = read_amount(signed[2] if signed else typed)
    if value.notation:
        raise ValidationError(_("โปรดพิมพ์ค่าที่ตรวจพบเป็นตัวเลข ถ้าพบว่าไม่มีกิจกรรม ให้พิมพ์ 0"), code="not_a_number")
    if value.amount is None or not signed:
        return value.amount
    if reported is None:
        raise ValidationError(_("รายการนี้ไม่มีตัวเลขในรายงาน โปรดพิมพ์ค่าที่ตรวจพบ ไม่ใช่ผลต่าง"), code="nothing_to_differ_from")
    found = reported + value.amount if signed[1] == "+" else reported - value.amount
    if found < 0:
        raise ValidationError(_("ผลต่างนี้ทำให้ค่าที่ตรวจพบติดลบ โปรดตรวจผลต่างอีกครั้ง"), code="negative")
    return found
