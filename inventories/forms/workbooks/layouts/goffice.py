"""Green Office forms that municipal staff know: 1.5(1) greenhouse gases, 3.2(1) electricity, 3.2(2) fuel, 4.1(1) waste."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from inventories.forms.workbooks.across import Table, read_across, tables_of
from inventories.forms.workbooks.book import Book, Sheet
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.down import heads_over, month_rows, read_down
from inventories.forms.workbooks.headings import folded
from inventories.forms.workbooks.known_rows import known_row
from inventories.forms.workbooks.layouts.layout import Layout
from inventories.forms.workbooks.logs import logs_of, read_logs

GASES, ELECTRICITY, FUEL, WASTE = "goffice-1.5", "goffice-3.2.1", "goffice-3.2.2", "goffice-4.1"
_SEPTIC = "septic"  # in the name of the sheet that feeds the form's septic line
LEAST_KNOWN = 2  # rows that make a table one of a form


def _known_in(sheet: Sheet, table: Table, layout: str) -> int:
    names = [
        " ".join([*(sheet.text(row, column) for column in table.label_columns[:-1]), sheet.name])
        for row in range(table.bottom + 1, table.end + 1)
    ]
    labels = [
        next((text for column in reversed(table.label_columns) if (text := sheet.text(row, column))), "")
        for row in range(table.bottom + 1, table.end + 1)
    ]
    found = (known_row(layout, label, beside=beside) for label, beside in zip(labels, names, strict=True) if label)
    return len({known.key for known in found if known})


def _finds_gases(book: Book, near: int) -> Sequence[Sheet]:
    """Return sheets with pairs of quantity and CF, or rows of the form; and the sheets of septic tanks that feed them."""
    main, feeding = [], []
    for sheet in book.sheets:
        tables = tables_of(sheet, near)
        pairs = any("emissions" in table.left_out.values() and len(table.left_out) >= LEAST_KNOWN for table in tables)
        if tables and _SEPTIC in folded(sheet.name):
            feeding.append(sheet)
        elif any(_known_in(sheet, table, GASES) >= LEAST_KNOWN + 1 for table in tables) or (
            pairs and any(_known_in(sheet, table, GASES) for table in tables)
        ):
            main.append(sheet)
    return [*main, *feeding] if main else []


def _reads_gases(sheet: Sheet, collector: Collector) -> None:
    read_across(sheet, collector, layout=GASES, only_known=_SEPTIC in folded(sheet.name))


def _finds_electricity(book: Book, near: int) -> Sequence[Sheet]:
    return [sheet for sheet in book.sheets if any(
        "kwh" in folded(text)
        for table in month_rows(sheet, near) for text in heads_over(sheet, table)
    )]  # fmt: skip


def _reads_electricity(sheet: Sheet, collector: Collector) -> None:
    read_down(sheet, collector, layout=ELECTRICITY, only_known=True)


def _finds_fuel(book: Book, near: int) -> Sequence[Sheet]:
    return [sheet for sheet in book.sheets if logs_of(sheet, near, layout=FUEL)]


def _reads_fuel(sheet: Sheet, collector: Collector) -> None:
    read_logs(sheet, collector, layout=FUEL)


def _finds_waste(book: Book, near: int) -> Sequence[Sheet]:
    found = []
    for sheet in book.sheets:
        down = {
            known.key
            for table in month_rows(sheet, near)
            for text in heads_over(sheet, table)
            if (known := known_row(WASTE, text))
        }
        across = max((_known_in(sheet, table, WASTE) for table in tables_of(sheet, near)), default=0)
        if max(len(down), across) >= LEAST_KNOWN:
            found.append(sheet)
    return found


def _reads_waste(sheet: Sheet, collector: Collector) -> None:
    if tables_of(sheet, collector.near):
        read_across(sheet, collector, layout=WASTE)
    else:
        read_down(sheet, collector, layout=WASTE, only_known=False)


GOFFICE = (
    Layout(GASES, gettext_lazy("สำนักงานสีเขียว แบบฟอร์ม 1.5(1) ก๊าซเรือนกระจก"), _finds_gases, _reads_gases),
    Layout(ELECTRICITY, gettext_lazy("สำนักงานสีเขียว แบบฟอร์ม 3.2(1) ไฟฟ้า"), _finds_electricity, _reads_electricity),
    Layout(FUEL, gettext_lazy("สำนักงานสีเขียว แบบฟอร์ม 3.2(2) น้ำมัน"), _finds_fuel, _reads_fuel),
    Layout(WASTE, gettext_lazy("สำนักงานสีเขียว แบบฟอร์ม 4.1(1) ขยะ"), _finds_waste, _reads_waste),
)
