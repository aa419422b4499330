"""A checked package as a book: values by calamine, formulas, errors and what is hidden by our own look at its parts."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from inventories.forms.workbooks.book import Book, Cell, Sheet
from inventories.forms.workbooks.parts import Position, SheetFacts
from inventories.forms.workbooks.reading import Notice
from inventories.forms.workbooks.refusals import refusal
from inventories.forms.workbooks.safety import Package, open_package


def read_xlsx(data: bytes) -> Book:
    """Return the sheets of a workbook with what their cells hold. Raises Unreadable."""
    package = open_package(data)
    if not package.names:
        raise refusal("no_worksheet")
    values = _values(package)
    sheets = [_sheet(name, package, values[name]) for name in package.names]
    if not any(sheet.cells for sheet in sheets):
        raise refusal("nothing_in_it")
    book = Book(sheets)
    if package.external_links:
        book.notices.append(
            Notice(
                "external_links",
                _("ไฟล์นี้มีสูตรที่อ้างถึงไฟล์อื่น ระบบอ่านค่าที่บันทึกไว้ในไฟล์นี้เท่านั้น ไม่เปิดไฟล์อื่น"),
                _("ตรวจว่าค่าที่เห็นเป็นค่าล่าสุด หรือวางเป็นค่า (Paste Values) ก่อนส่ง"),
            )
        )
    return book


def _values(package: Package) -> dict[str, Iterable[Iterable[Any]]]:
    """Return each worksheet's rows from A1 on. Raises Unreadable where the parser cannot go on."""
    import python_calamine  # noqa: PLC0415  only when a workbook is read

    try:
        workbook = python_calamine.load_workbook(io.BytesIO(package.data))
        return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in package.names}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as wrong:  # a panic of the parser is no Exception
        raise refusal("damaged") from wrong


def _sheet(name: str, package: Package, rows: Iterable[Iterable[Any]]) -> Sheet:
    facts = package.sheets[name]
    cells: dict[Position, Cell] = {}
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = _cell(value, (row, column), facts, recalculates=package.recalculates)
            if cell is not None:
                cells[row, column] = cell
    for place in (facts.errors.keys() | facts.formulas.keys()) - cells.keys():
        if (cell := _cell("", place, facts, recalculates=package.recalculates)) is not None:
            cells[place] = cell
    return Sheet(
        name,
        dict(sorted(cells.items())),
        hidden=name in package.hidden,
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=tuple(facts.hidden_columns),
        merged=tuple(facts.merged),
    )


def _cell(value: Any, place: Position, facts: SheetFacts, *, recalculates: bool) -> Cell | None:
    """Return a cell, None where nothing is seen in it.

    A formula without a value was never calculated. Writers that cannot calculate store 0 instead and ask the program to
    calculate on opening: then a 0 is no value either.
    """
    formula = place in facts.formulas
    if place in facts.errors:
        return Cell("", error=facts.errors[place] or "#N/A", formula=formula)
    if formula and (not facts.formulas[place] or (recalculates and value == 0 and not isinstance(value, bool))):
        return Cell("", formula=True, missing=True)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return Cell(value, formula=formula)
