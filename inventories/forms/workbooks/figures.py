"""What a cell in a figure's place means: an amount, a notation that is only proposed, or what is wrong with it.

A workbook stores binary numbers: 0.1 + 0.2 stands there as 0.30000000000000004. What is taken is the decimal number that
Excel shows, 15 significant digits, wherever the rest is only that noise; and never more than 9 decimals, which is told.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.templatetags.cfo import number
from inventories.calc.workbooks.units import meant_by
from inventories.forms.amount import LIMIT, PLACES, read_amount
from inventories.forms.workbooks.book import Cell
from inventories.forms.workbooks.headings import without_marks
from inventories.forms.workbooks.reading import Fault, Notice
from inventories.models import Notation

NOISE_FROM = 13  # digits: a figure that has no more of them when 15 are kept had only noise behind
_DASH = re.compile(r"[-‐-―−]+")
_WITH_UNIT = re.compile(r"([0-9][0-9.,]*) *([^0-9.,\s].*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """Exactly one of amount, notation and fault, and what is to be known about it."""

    amount: Decimal | None = None
    notation: str = ""
    fault: Fault | None = None
    notices: tuple[Notice, ...] = ()


def decimal_of(value: float) -> Decimal:
    """Return the decimal number that a workbook's binary one stands for. See the module."""
    shown = Decimal(f"{value:.15g}").normalize()
    return shown if len(shown.as_tuple().digits) <= NOISE_FROM else Decimal(repr(value))


def read_figure(cell: Cell, *, unit: str, typed: bool = True) -> Figure | None:
    """Return what a cell means, None where it is empty. `unit`: of its row; `typed`: numbers are told from texts."""
    value = cell.value
    if cell.error:
        return _faulty(
            "error_value",
            _("สูตรในเซลล์ให้ผลผิดพลาด %(error)s") % {"error": cell.error},
            _("แก้สูตรในไฟล์ หรือพิมพ์ตัวเลขแทน"),
        )
    if cell.missing:
        return _faulty(
            "no_cached_value",
            _("เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ ในไฟล์จึงไม่มีค่า"),
            _("เปิดไฟล์ใน Excel หรือ LibreOffice ให้คำนวณ แล้วบันทึกและส่งใหม่"),
        )
    if isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
        return _faulty("not_a_number", _("เซลล์นี้ (%(shown)s) ไม่ใช่ตัวเลข") % {"shown": cell.raw}, _("พิมพ์ปริมาณเป็นตัวเลข"))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _faulty(
            "date_for_figure",
            _("เซลล์นี้เป็นวันที่หรือเวลา (%(shown)s) Excel อาจเปลี่ยนตัวเลขเป็นวันที่ให้เอง") % {"shown": cell.raw},
            _("ตั้งรูปแบบเซลล์เป็นตัวเลข แล้วพิมพ์ปริมาณใหม่"),
        )
    if isinstance(value, float):
        return _of_number(value, formula=cell.formula)
    return _of_text(value, unit=unit, typed=typed)


def _plain(amount: Decimal) -> Decimal:
    """Return an amount without zeros behind its decimals and without an exponent."""
    return Decimal(f"{amount.normalize():f}")


def _faulty(rule: str, sentence: str, remedy: str) -> Figure:
    return Figure(fault=Fault(rule, sentence, remedy))


def _of_number(value: float, *, formula: bool) -> Figure:
    notices: list[Notice] = []
    if formula:
        notices.append(Notice("formula", _("ค่านี้เป็นผลของสูตรในไฟล์ ใช้ค่าที่บันทึกไว้ล่าสุด")))
    amount = decimal_of(value)
    if amount < 0:
        sentence = _("ปริมาณติดลบไม่ได้ (%(amount)s)") % {"amount": f"{value:,.15g}"}
        return _faulty("negative", sentence, _("พิมพ์ตัวเลขตั้งแต่ 0 ขึ้นไป ใบลดหนี้ให้กรอกที่หน้าบิล"))
    if amount >= LIMIT:
        remedy = _("ตัวเลขต้องน้อยกว่า 1,000,000,000,000,000 โปรดตรวจหน่วยและจุดทศนิยม")
        return _faulty("too_large", _("ตัวเลขมากเกินไป (%(amount)s)") % {"amount": f"{value:.15g}"}, remedy)
    kept = round(amount, PLACES)
    if amount and not kept:
        sentence = _("ตัวเลขเล็กเกินไป (%(amount)s) เมื่อเก็บ 9 ตำแหน่งจะเป็น 0") % {"amount": f"{value:.15g}"}
        return _faulty("too_small", sentence, _("ตรวจหน่วยและจุดทศนิยม ถ้าเป็นศูนย์จริงให้พิมพ์ 0"))
    if kept != amount:
        shown = {"kept": number(kept)}
        notices.append(Notice("rounded", _("ทศนิยมเกิน 9 ตำแหน่ง เก็บเป็น %(kept)s") % shown))
    return Figure(_plain(kept), notices=tuple(notices))


def _of_text(text: str, *, unit: str, typed: bool) -> Figure | None:
    plain = thai.arabic_digits(without_marks(text))
    if not plain:
        return None
    if _DASH.fullmatch(plain):
        asked = Notice(
            "dash",
            _("เครื่องหมาย “-” อาจหมายถึงไม่มีกิจกรรม"),
            _("ยืนยันว่าไม่มีกิจกรรมในเดือนนี้ ถ้ายังไม่ทราบตัวเลข ให้เว้นว่าง"),
        )
        return Figure(notation=Notation.NOT_OCCURRING.value, notices=(asked,))
    notices: list[Notice] = []
    if typed and plain[:1].isdigit():
        notices.append(
            Notice("text_number", _("ในไฟล์เป็นข้อความ “%(text)s” ไม่ใช่ตัวเลข สูตรรวมของ Excel จึงไม่นับ") % {"text": text})
        )
    if (match := _WITH_UNIT.fullmatch(plain)) and not re.fullmatch(r"[eE][+-]?[0-9]+", match[2]):
        meant, asked_unit = meant_by(match[2]), meant_by(unit)
        if not meant or (asked_unit and not meant & asked_unit):
            return _faulty(
                "text_behind",
                _("มีข้อความ “%(words)s” ต่อท้ายตัวเลข ซึ่งไม่ตรงกับหน่วยของแถวนี้") % {"words": match[2]},
                _("พิมพ์เฉพาะตัวเลขในหน่วยของแถว"),
            )
        plain = match[1]
        notices.append(
            Notice(
                "unit_in_text",
                _("ตัวเลขมีหน่วย “%(unit)s” พิมพ์ต่อท้าย อ่านเป็น %(amount)s") % {"unit": match[2], "amount": match[1]},
                _("ยืนยันว่าตัวเลขนี้เป็นหน่วยเดียวกับแถว"),
            )
        )
    try:
        read = read_amount(plain)
    except ValidationError as wrong:
        return _faulty(
            wrong.code or "not_a_number", _("“%(text)s” อ่านเป็นปริมาณไม่ได้") % {"text": plain[:40]}, str(wrong.message)
        )
    if read.amount is not None:
        return Figure(_plain(read.amount), notices=tuple(notices))
    return Figure(notation=read.notation)
