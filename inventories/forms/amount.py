"""What people may type into a cell."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from inventories.models import Notation

PLACES = 9
LIMIT = Decimal(10) ** 15
_PLAIN = re.compile(r"\d+(\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")
_NEGATIVE = re.compile(r"[-−–]\s*[\d.,]+")
_SCIENTIFIC = re.compile(r"[\d.,]+[eE][+-]?\d+")
_WORDS = {
    **{notation.value.lower(): notation for notation in Notation},
    "ไม่มี": Notation.NOT_OCCURRING,
    "ไม่มีกิจกรรม": Notation.NOT_OCCURRING,
    "ยังไม่ประเมิน": Notation.NOT_ESTIMATED,
    "รวมในรายการอื่น": Notation.ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell's text means: an amount, a notation, or (neither) an empty cell."""

    amount: Decimal | None = None
    notation: str = ""


def read_amount(text: str) -> Reading:
    """Read a cell as typed: Thai or Arabic digits, thousands commas, a word such as ไม่มี, or nothing.

    Raises ValidationError with a sentence naming what is wrong and how to mend it.
    """
    typed = thai.arabic_digits(thai.normalise(text)).strip()
    if not typed:
        return Reading()
    if notation := _WORDS.get(typed.lower().replace(" ", "")):
        return Reading(notation=notation.value)
    compact = typed.replace(" ", "")
    if _NEGATIVE.fullmatch(compact):
        raise ValidationError(_("ปริมาณติดลบไม่ได้ โปรดพิมพ์ตัวเลขตั้งแต่ 0 ขึ้นไป"), code="negative")
    if _SCIENTIFIC.fullmatch(compact):
        raise ValidationError(_("โปรดพิมพ์เป็นตัวเลขธรรมดา เช่น 1500 ไม่ใช้รูปแบบ 1.5e3"), code="scientific")
    if not (_PLAIN.fullmatch(compact) or _GROUPED.fullmatch(compact)):
        if re.fullmatch(r"[\d.,]+", compact):
            message = _("จุดหรือจุลภาคอยู่ผิดที่ โปรดพิมพ์เช่น 1,234.50")
            raise ValidationError(message, code="separators")
        message = _("ไม่ใช่ตัวเลข โปรดพิมพ์ปริมาณเป็นตัวเลข เช่น 1,234.50 หรือพิมพ์ ไม่มี ถ้าเดือนนี้ไม่มีกิจกรรม")
        raise ValidationError(message, code="not_a_number")
    whole, _point, fraction = compact.replace(",", "").partition(".")
    if len(fraction.rstrip("0")) > PLACES:
        raise ValidationError(_("ทศนิยมเกิน 9 ตำแหน่ง โปรดปัดให้เหลือไม่เกิน 9 ตำแหน่ง"), code="places")
    if len(whole.lstrip("0")) > len(str(LIMIT)) - 1:
        raise ValidationError(_("ตัวเลขมากเกินไป ต้องน้อยกว่า 1,000,000,000,000,000 โปรดตรวจหน่วยและจุดทศนิยม"), code="too_large")
    return Reading(amount=Decimal(f"{whole or '0'}.{fraction.rstrip('0') or '0'}"))
