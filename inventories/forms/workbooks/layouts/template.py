"""Our own template: known by its hidden sheet, read by the keys that move with its rows."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventories.calc.workbooks import template as places
from inventories.forms.workbooks.book import Book, Sheet
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.layouts.layout import Layout
from inventories.forms.workbooks.parts import cell_name
from inventories.forms.workbooks.reading import Fault
from inventories.forms.workbooks.words import scope_in

VERSION_ROW, TOWN_ROW, MONTHS_ROW = 2, 3, 5


def finds(book: Book, _near: int) -> Sequence[Sheet]:
    """Return the data sheet of a book that carries our mark."""
    mark = book.by_name.get(places.MARK_SHEET)
    data = book.by_name.get(places.DATA_SHEET)
    if mark is None or data is None or mark.text(1, 1) != places.MARKER:
        return ()
    return (data,)


def version_and_town(book: Book) -> tuple[str, str]:
    """Return the template's version and the key of the municipality that it was made for."""
    mark = book.by_name[places.MARK_SHEET]
    return mark.text(VERSION_ROW, 1), mark.text(TOWN_ROW, 1)


def reads(sheet: Sheet, collector: Collector) -> None:
    """Read the rows that carry a key; what was added without one is told."""
    mark = collector.book.by_name[places.MARK_SHEET]
    collector.ignore_sheet(mark, "own_mark")
    if (help_sheet := collector.book.by_name.get(places.HELP_SHEET)) is not None:
        collector.see(help_sheet, help_sheet.cells)
    if mark.text(VERSION_ROW, 1) != places.VERSION:
        sentence = _("แบบฟอร์มนี้เป็นรุ่น %(version)s ซึ่งระบบไม่รู้จัก") % {"version": mark.text(VERSION_ROW, 1)[:20] or "–"}
        collector.faults.append(
            Fault("template_version", sentence, _("ดาวน์โหลดแบบฟอร์มใหม่จากหน้านำเข้าไฟล์ แล้วคัดลอกตัวเลขไปวาง"))
        )
        return
    months = _months(mark.text(MONTHS_ROW, 1))
    if not months:
        collector.faults.append(
            Fault(
                "template_mark",
                _("แผ่นซ่อนของแบบฟอร์มถูกแก้ ระบบจึงไม่ทราบว่าแต่ละคอลัมน์เป็นเดือนใด"),
                _("ดาวน์โหลดแบบฟอร์มใหม่จากหน้านำเข้าไฟล์ แล้วคัดลอกตัวเลขไปวาง"),
            )
        )
        return
    if not collector.within & set(months):
        collector.ignore_sheet(sheet, "other_year", year=months[-1].year)
        return
    collector.years.append(months[-1].year)
    collector.see(sheet, sheet.places((1, 1), (places.HEAD_ROW, sheet.columns)))
    last = places.FIRST_MONTH + len(months) - 1
    for row in sheet.filled_rows(places.FIRST_ROW):
        _read_row(sheet, collector, row, months, last)
    collector.see(sheet, [place for place in sheet.cells if place[1] > last + 1 and sheet.text(place[0], places.KEY)])


def _read_row(sheet: Sheet, collector: Collector, row: int, months: Sequence[dt.date], last: int) -> None:
    key = sheet.text(row, places.KEY)
    if not key:
        collector.ignore(sheet, "no_label", (row, 1), (row, sheet.columns))
        return
    label, unit = sheet.text(row, places.NAME), sheet.text(row, places.UNIT)
    collector.see(sheet, [(row, column) for column in range(1, places.FIRST_MONTH)])
    cells = [
        collector.found(sheet, (row, column), label=label, key=key, unit=unit, month=month)
        for column, month in enumerate(months, places.FIRST_MONTH)
    ]
    scope = sheet.text(row, places.SCOPE)
    collector.row(
        sheet, (row, places.NAME), label=label or cell_name(row, places.NAME), cells=cells, unit=unit, key=key,
        scope=scope_in(scope) or scope, total=(row, last + 1),
    )  # fmt: skip


def _months(text: str) -> list[dt.date]:
    """Return the months that the mark lists, none where it was damaged."""
    try:
        months = [dt.date.fromisoformat(f"{month}-01") for month in text.split(",")]
    except ValueError:
        return []
    return months if len(months) <= 12 else []  # noqa: PLR2004  months of a year


TEMPLATE = Layout(places.LAYOUT, gettext_lazy("แบบฟอร์มของระบบ"), finds, reads, alone=True)
