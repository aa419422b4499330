"""TGO's V-Sheet TCFO_R_01: annual quantities of sheet Fr-04.1, and monthly supporting sheets that offices add to it.

Found by its heads (รายการ, ค่า LCI: หน่วย | ปริมาณ), not by its name: rows and columns are inserted in it as offices need.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventories.forms.workbooks import words
from inventories.forms.workbooks.across import read_across, tables_of
from inventories.forms.workbooks.book import Book, Sheet
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.headings import common_era, folded, years_in
from inventories.forms.workbooks.known_rows import known_row
from inventories.forms.workbooks.layouts.layout import Layout
from inventories.forms.workbooks.reading import Notice

KEY = "tcfo-r01"
HEAD_ROWS = 20
PERIOD_ROWS = 6
_SHORT_YEAR = re.compile(r"[ก-ฮ]\.?\s*-?\s*([0-9]{2})(?![0-9])")
_OWN_SHEETS = re.compile(r"fr-?0[0-9]|ef ?tgo|บันทึกการปรับปรุง", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the columns of a sheet stand, and the row of their heads."""

    row: int
    scope: int
    label: int
    unit: int
    quantity: int


def places_of(sheet: Sheet) -> Places | None:
    """Return where scope, name, unit and quantity stand; None for another kind of sheet."""
    for row in range(1, min(sheet.rows, HEAD_ROWS) + 1):
        heads = {folded(sheet.text(row, column)): column for column in sorted(sheet.columns_of(row), reverse=True)}
        unit, quantity = heads.get("หน่วย"), heads.get("ปริมาณ")
        if not unit or not quantity or quantity != unit + 1:
            continue
        over = {folded(sheet.text(row, column)): column for column in range(1, unit)}
        above = [folded(sheet.text(each, unit)) for each in range(max(row - 4, 1), row)]
        if "รายการ" in over and any("lci" in text for text in above):
            return Places(row, over.get("ขอบเขต", 1), over["รายการ"], unit, quantity)
    return None


def finds(book: Book, near: int) -> Sequence[Sheet]:
    """Return the sheets of the inventory's list, and the monthly sheets beside them."""
    lists = [sheet for sheet in book.sheets if places_of(sheet)]
    if not lists:
        return ()
    monthly = [
        sheet
        for sheet in book.sheets
        if sheet not in lists and not _OWN_SHEETS.match(sheet.name) and tables_of(sheet, near)
    ]
    return [*lists, *monthly]


def reads(sheet: Sheet, collector: Collector) -> None:
    """Read a list's annual quantities, or a supporting sheet's months. The base year's list is told and left."""
    places = places_of(sheet)
    if places is None:
        read_across(sheet, collector, layout=KEY)
        return
    if "042" in folded(sheet.name) or "ปีฐาน" in folded(sheet.text(1, 2)):
        collector.ignore_sheet(sheet, "base_year")
        return
    years = _years_of_period(sheet, collector)
    if years and not {month.year for month in collector.months} & set(years):
        collector.ignore_sheet(sheet, "other_year", year=max(years))
        return
    collector.years.append(max(years) if years else collector.near)
    if not years:
        collector.assume_year(sheet)
    collector.note(
        Notice(
            "annual_only",
            _("แบบ Fr-04.1 มีเฉพาะปริมาณทั้งปี ไม่มีรายเดือน"),
            _("ใช้ได้กับแหล่งปล่อยที่เก็บตัวเลขปีละครั้ง แหล่งอื่นต้องกรอกรายเดือน"),
        )
    )
    _read_list(sheet, collector, places)


def _read_list(sheet: Sheet, collector: Collector, places: Places) -> None:
    scope = ""
    for row in sheet.filled_rows(places.row + 1):
        scope = words.scope_in(sheet.text(row, places.scope)) or scope
        label = sheet.text(row, places.label)
        own = sheet.get(row, places.label)
        if (cell := sheet.get(row, places.quantity)) is None:
            continue
        if not label or words.is_total(label):
            if not (cell.formula and cell.value == 0.0):
                collector.ignore(sheet, "totals" if label else "no_label", (row, places.quantity))
            continue
        known = known_row(KEY, label)
        unit = sheet.text(row, places.unit)
        found = collector.found(
            sheet, (row, places.quantity), label=label, key=known.key if known else "", unit=unit, month=None
        )
        if own is not None:
            collector.row(sheet, (row, places.label), label=label, cells=[found], unit=unit, known=known, scope=scope)
    beside = [place for place in sheet.cells if place[0] <= places.row or place[1] > places.quantity]
    results = [place for place in beside if place[0] > places.row]
    collector.see(sheet, [place for place in beside if place[0] <= places.row])
    if results:
        last = max(column for _row, column in results)
        collector.ignore(sheet, "emissions", (places.row + 1, places.quantity + 1), (sheet.rows, last))


def _years_of_period(sheet: Sheet, collector: Collector) -> list[int]:
    """Return the years of ปีที่เก็บข้อมูล: 2568, or both of ม.ค.68-ธ.ค.68."""
    for row in range(1, PERIOD_ROWS + 1):
        columns = sorted(sheet.columns_of(row))
        for column in columns:
            if folded(sheet.text(row, column)).startswith("ปีที่เก็บข้อมูล"):
                after = [sheet.get(row, each) for each in columns if each > column]
                text = next((cell.text or cell.raw for cell in after if cell), "")
                short = [common_era(int(match[1]), collector.near) for match in _SHORT_YEAR.finditer(text)]
                return [] if "เช่น" in text else years_in([text.replace(",", "")]) or short
    return []


TCFO_R01 = Layout(KEY, gettext_lazy("V-Sheet ของ อบก. (TCFO_R_01)"), finds, reads)
