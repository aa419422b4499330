"""What people may type into a cell."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from cfo_site import thai
from inventories.models import AmountRevision, Notation
from inventories.selectors.grid import CELL_WORDS, Row

PLACES = 9
LIMIT = Decimal(10) ** 15
_PLAIN = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}((,[0-9]{3})+|( [0-9]{3})+)(\.[0-9]*)?")
_NEGATIVE = re.compile(r"[-−–] *[0-9.,]+")
_SCIENTIFIC = re.compile(r"[0-9.,]+[eE][+-]?[0-9]+")


@cache
def _words() -> Mapping[str, Notation]:
    """Return what may be typed for a notation: its key, and cell word and term in every language, without blanks."""
    words = {notation.value.lower(): notation for notation in Notation}
    for code, _name in settings.LANGUAGES:
        with override(code):
            for notation, word in CELL_WORDS.items():
                term = str(notation.label).partition("(")[0]  # not occurring (NO)
                words |= {text.lower().replace(" ", ""): notation for text in (str(word), term)}
    return words


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
    if notation := _words().get(typed.lower().replace(" ", "")):
        return Reading(notation=notation.value)
    if _NEGATIVE.fullmatch(typed):
        raise ValidationError(_("ปริมาณติดลบไม่ได้ โปรดพิมพ์ตัวเลขตั้งแต่ 0 ขึ้นไป"), code="negative")
    if _SCIENTIFIC.fullmatch(typed):
        raise ValidationError(_("โปรดพิมพ์เป็นตัวเลขธรรมดา เช่น 1500 ไม่ใช้รูปแบบ 1.5e3"), code="scientific")
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        if re.fullmatch(r"[0-9., ]+", typed):
            message = _("จุด จุลภาค หรือช่องว่างอยู่ผิดที่ โปรดพิมพ์เช่น 1,234.50")
            raise ValidationError(message, code="separators")
        message = _("ไม่ใช่ตัวเลข โปรดพิมพ์ปริมาณเป็นตัวเลข เช่น 1,234.50 หรือพิมพ์ ไม่มี ถ้าเดือนนี้ไม่มีกิจกรรม")
        raise ValidationError(message, code="not_a_number")
    whole, _point, fraction = typed.replace(",", "").replace(" ", "").partition(".")
    if len(fraction.rstrip("0")) > PLACES:
        raise ValidationError(_("ทศนิยมเกิน 9 ตำแหน่ง โปรดปัดให้เหลือไม่เกิน 9 ตำแหน่ง"), code="places")
    if len(whole.lstrip("0")) > len(str(LIMIT)) - 1:
        raise ValidationError(
            _("ตัวเลขมากเกินไป ต้องน้อยกว่า 1,000,000,000,000,000 โปรดตรวจหน่วยและจุดทศนิยม"), code="too_large"
        )
    return Reading(amount=Decimal(f"{whole or '0'}.{fraction.rstrip('0') or '0'}"))


def read_based_on(text: str) -> int:
    """Read the number of the revision that a form was made from. Raises ValidationError."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValidationError(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"), code="based_on")
    return int(text)


@dataclass(slots=True)
class Typed:
    """A cell that somebody changed: what they typed, the revision they saw, and either its meaning or what is wrong.

    `use`: primary key of the InventorySource. `back`: the earlier revision that is to hold again, where somebody takes
    back what was done since; its text is read from there.
    """

    use: int
    month: dt.date
    text: str
    based_on: int
    reading: Reading = Reading()
    error: str = ""
    clash: bool = False  # somebody else changed the cell after it was shown
    back: int | None = None


def typed(use: int, month: dt.date, text: str, based_on: int) -> Typed:
    """Return a cell as typed, read."""
    try:
        return Typed(use, month, text, based_on, read_amount(text))
    except ValidationError as wrong:
        return Typed(use, month, text, based_on, error=str(wrong.message))


def read_cell(data: Mapping[str, str], use: int, month: dt.date) -> Typed:
    """Read one cell's form: `amount` as typed and `based_on`. Raises ValidationError if it was not made by the page."""
    return typed(use, month, data.get("amount", ""), read_based_on(data.get("based_on", "")))


def read_row(data: Mapping[str, str], row: Row, before: Mapping[dt.date, AmountRevision]) -> list[Typed]:
    """Read a row's form without JavaScript: only cells that say something else than what was shown count as typed.

    `data` holds m1…m12 as typed and `seen`, the revisions shown; `before`: those revisions by month. What was shown is
    read there and not taken from the form, so that a form that came back refused can be corrected and sent again. Raises
    ValidationError if the form was not made by this page.
    """
    seen = numbers_seen(data, row)
    return [
        cell
        for shown, number in zip(row.cells, seen, strict=True)
        if shown.field in data
        and (cell := typed(row.use.pk, shown.month, data[shown.field], number))
        and (cell.error or cell.reading != _said(before.get(shown.month)))
    ]


def numbers_seen(data: Mapping[str, str], row: Row) -> list[int]:
    """Return the revisions that a row's form was made from, a number for each month. Raises ValidationError."""
    seen = [read_based_on(number) for number in data.get("seen", "").split(",")]
    if len(seen) != len(row.cells):
        raise ValidationError(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"), code="based_on")
    return seen


def _said(row: AmountRevision | None) -> Reading:
    return Reading() if row is None else Reading(row.amount, row.notation)
