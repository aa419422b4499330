"""Any table with months for heads, across or down, of no known form: rows are found by their names alone."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from inventories.forms.workbooks.across import read_across, tables_of
from inventories.forms.workbooks.book import Book, Sheet
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.down import month_rows, read_down
from inventories.forms.workbooks.layouts.layout import Layout


def finds(book: Book, near: int) -> Sequence[Sheet]:
    """Return the sheets that name at least three months in a row or column."""
    return [sheet for sheet in book.sheets if tables_of(sheet, near) or month_rows(sheet, near)]


def reads(sheet: Sheet, collector: Collector) -> None:
    """Read a sheet the way its months run."""
    if tables_of(sheet, collector.near):
        read_across(sheet, collector, layout="")
    else:
        read_down(sheet, collector, layout="", only_known=False)


MONTH_TABLE = Layout("month-table", gettext_lazy("ตารางรายเดือนทั่วไป"), finds, reads, alone=True)
