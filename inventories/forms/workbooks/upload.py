"""The door for uploaded workbooks and CSV files."""

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO

from inventories.calc.workbooks.marks import REMARKS_SHEET
from inventories.forms.workbooks import words
from inventories.forms.workbooks.book import Book
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.layouts.goffice import GOFFICE
from inventories.forms.workbooks.layouts.layout import Layout
from inventories.forms.workbooks.layouts.month_table import MONTH_TABLE
from inventories.forms.workbooks.layouts.tcfo_r01 import TCFO_R01
from inventories.forms.workbooks.layouts.template import TEMPLATE, version_and_town
from inventories.forms.workbooks.reading import Reading
from inventories.forms.workbooks.refusals import refusal
from inventories.forms.workbooks.safety import Kind, kind_of, take
from inventories.forms.workbooks.text_table import read_text
from inventories.forms.workbooks.xlsx import read_xlsx

LAYOUTS: Sequence[Layout] = (TEMPLATE, TCFO_R01, *GOFFICE, MONTH_TABLE)  # the surest first


def read_upload(file: BinaryIO, name: str, *, months: Sequence[dt.date]) -> Reading:
    """Read an uploaded .xlsx or CSV file for an inventory's `months` (first of each, in order).

    `name` is used for the label of a CSV's only sheet and never to decide what the file is. Raises Unreadable with a
    sentence and a remedy for a file that cannot be read at all; what is wrong with single cells, or with the file for
    this inventory (the wrong year), stands in the Reading.
    """
    data = take(file)
    book = read_xlsx(data) if kind_of(data) is Kind.WORKBOOK else read_text(data, name)
    return read_book(book, months=months)


def read_book(book: Book, *, months: Sequence[dt.date]) -> Reading:
    """Read sheets by the first layout that finds any, and the others by the layouts after it. Raises Unreadable."""
    collector = Collector(book, months)
    main: Layout | None = None
    left = list(book.sheets)
    for layout in LAYOUTS:
        if main is not None and (main.alone or layout.alone):
            break
        sheets = [sheet for sheet in layout.finds(book, collector.near) if sheet in left]
        for sheet in sheets:
            layout.reads(sheet, collector)
            left.remove(sheet)
        main = main or (layout if sheets else None)
    if main is None:
        raise refusal("layout_unknown")
    for sheet in left:
        collector.ignore_sheet(sheet, _why(sheet.name))
    version, town = version_and_town(book) if main is TEMPLATE else ("", "")
    return collector.finish(layout=main.key, label=str(main.label), version=version, municipality_key=town)


def _why(name: str) -> str:
    """Return why a sheet that no layout knows is not read."""
    if name == REMARKS_SHEET:
        return "own_mark"
    return "reference_sheet" if words.is_reference(name) else "sheet_not_understood"
