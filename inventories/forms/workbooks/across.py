"""Tables with a row per source and the months as columns, as they come in life.

The months are found by their words wherever they stand, also merged over a pair of columns (ปริมาณ | CF), with blank
columns between, and twice below one another for two years.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from django.utils.translation import gettext as _

from inventories.forms.workbooks import words
from inventories.forms.workbooks.book import Sheet
from inventories.forms.workbooks.collecting import Collector, looks_like_number
from inventories.forms.workbooks.headings import MonthHead, dated, month_of, without_marks, years_in
from inventories.forms.workbooks.known_rows import KnownRow, known_row
from inventories.forms.workbooks.reading import Notice

LEAST_MONTHS = 3
DEEPEST_HEAD = 60  # rows from the top in which the first heading is looked for
HEAD_ROWS = 3  # rows under the months that may still be headings
ABOVE = 3  # rows above the months that may be headings
TITLE_ROWS = 8
LONGEST_YEAR_TEXT = 40


@dataclass(slots=True)
class MonthColumns:
    """The columns under one month: the one with quantities, and those beside it."""

    head: MonthHead
    first: int
    last: int
    quantity: int = 0


@dataclass(slots=True)
class Table:
    """Where a table stands: rows `top`…`bottom` are its headings, the data end with `end`."""

    top: int
    bottom: int
    end: int
    months: list[MonthColumns]
    label_columns: list[int] = field(default_factory=list)
    unit_column: int = 0
    scope_column: int = 0
    total_column: int = 0
    left_out: dict[int, str] = field(default_factory=dict)  # other columns by why they are not read


def tables_of(sheet: Sheet, near: int) -> list[Table]:
    """Return the tables of a sheet from top to bottom, none where no row names at least three months."""
    found = sheet.memo.get("across")
    if found is None:
        found = sheet.memo["across"] = _tables_of(sheet, near)
    return cast("list[Table]", found)


def _tables_of(sheet: Sheet, near: int) -> list[Table]:
    heads: list[tuple[int, list[MonthColumns]]] = []
    for row in sheet.filled_rows():
        if not heads and row > DEEPEST_HEAD:
            break
        named = [
            (column, head)
            for column in sorted(sheet.columns_of(row))
            if (head := month_of(sheet.get(row, column), near=near))
        ]
        if len({head for _column, head in named}) >= LEAST_MONTHS:
            heads.append((row, _spans(named)))
    ends = [row - 1 for row, _months in heads[1:]] + [sheet.rows][: len(heads)]
    return [_table(sheet, row, months, end) for (row, months), end in zip(heads, ends, strict=True)]


def _spans(named: Sequence[tuple[int, MonthHead]]) -> list[MonthColumns]:
    """Return each month's columns: up to the next month, the last one as wide as the narrowest."""
    starts = [column for column, _head in named]
    widths = [after - before for before, after in pairwise(starts)]
    ends = [after - 1 for after in starts[1:]] + [starts[-1] + min(widths, default=1) - 1]
    return [MonthColumns(head, column, last, column) for (column, head), last in zip(named, ends, strict=True)]


def _table(sheet: Sheet, row: int, months: list[MonthColumns], end: int) -> Table:
    table = Table(row, row, end, months)
    for below in range(row + 1, min(row + HEAD_ROWS, end) + 1):
        if _is_heading(sheet, below, months):
            table.bottom = below
    for above in range(row - 1, max(row - ABOVE, 0), -1):
        texts = [sheet.text(above, column) for column in range(1, months[0].first)]
        if not any(
            words.is_label_head(text) or words.is_scope_head(text) or words.is_unit_head(text) for text in texts
        ):
            break
        table.top = above
    if table.bottom > row:
        _choose_quantities(sheet, table, row)
    _name_columns(sheet, table)
    return table


def _is_heading(sheet: Sheet, row: int, months: Sequence[MonthColumns]) -> bool:
    """Say whether a row under the months is one of headings: words such as ปริมาณ and CF, and no figures."""
    cells = [
        cell
        for month in months
        for column in range(month.first, month.last + 1)
        if (cell := sheet.get(row, column)) is not None
    ]
    if any(not cell.text or without_marks(cell.text)[:1].isdigit() for cell in cells):
        return False
    return any(
        words.is_quantity(cell.text) or words.is_emissions(cell.text) or words.is_no_quantity(cell.text)
        for cell in cells
    )


def _choose_quantities(sheet: Sheet, table: Table, row: int) -> None:
    """Find under each month the column of quantities; tell the others by what they are."""
    for month in table.months:
        heads = {
            column: " ".join(dict.fromkeys(sheet.text(below, column) for below in range(row + 1, table.bottom + 1)))
            for column in range(month.first, month.last + 1)
        }
        fitting = [column for column, text in heads.items() if words.is_quantity(text)]
        fitting += [
            column
            for column, text in heads.items()
            if text.strip() and not words.is_emissions(text) and not words.is_no_quantity(text)
        ]
        month.quantity = fitting[0] if fitting else month.first
        for column, text in heads.items():
            if column != month.quantity:
                table.left_out[column] = "emissions" if words.is_emissions(text) or not text else "not_quantity"


def _name_columns(sheet: Sheet, table: Table) -> None:
    """Find the columns of names, units, scopes and the sum; the rest left and right of the months are told."""
    first, last = table.months[0].first, table.months[-1].last
    labels: list[int] = []
    for column in range(1, sheet.columns + 1):
        heads = [sheet.text(row, column) for row in range(table.top, table.bottom + 1)]
        text = " ".join(dict.fromkeys(head for head in heads if head))
        if first <= column <= last or not text:
            continue
        if column < first and _name_left(table, column, text):
            continue
        if column < first and words.is_label_head(text):
            labels.append(column)
        elif words.is_sum(text):
            if not table.total_column and (words.is_sum_of_quantity(text) or not _of_results(sheet, table, column)):
                table.total_column = column
            else:
                table.left_out[column] = "emissions"
        elif not words.is_unit_head(text):
            table.left_out[column] = "emissions" if words.is_emissions(text) else "heading_not_understood"
    _find_labels(sheet, table, labels)


def _name_left(table: Table, column: int, text: str) -> bool:
    """Take a column left of the months for the one of units or scopes, and say so."""
    if words.is_unit_head(text):
        if not table.unit_column or words.is_unit_kept(text):  # หน่วยการเก็บข้อมูล, beside the unit of the factor
            table.unit_column = column
        return True
    if words.is_scope_head(text) and not table.scope_column:
        table.scope_column = column
        return True
    return False


def _of_results(sheet: Sheet, table: Table, column: int) -> bool:
    """Say whether a column of sums is of results: months have CF beside quantities, or a unit of CO2e stands beside."""
    beside = [sheet.text(row, column + 1) for row in range(table.bottom + 1, table.end + 1)]
    return any(words.is_emissions(text) for text in beside) or "emissions" in {
        table.left_out.get(each) for month in table.months for each in range(month.first, month.last + 1)
    }


def _find_labels(sheet: Sheet, table: Table, named: list[int]) -> None:
    """Choose the columns that hold names: from the one headed so, or else the one with most texts, up to the next head."""
    first = table.months[0].first
    taken = {table.unit_column, table.scope_column, table.total_column, *table.left_out}
    free = [column for column in range(1, first) if column not in taken]
    rows = range(table.bottom + 1, table.end + 1)

    def texts(column: int) -> int:
        found = (sheet.get(row, column) for row in rows)
        return sum(cell is not None and bool(cell.text) and not looks_like_number(cell) for cell in found)

    if named:
        start = named[0]
        following = [column for column in taken if column > start]
        stop = min([*following, first])
        table.label_columns = [column for column in free if start <= column < stop]
    elif counted := [column for column in free if texts(column)]:
        table.label_columns = [max(counted, key=texts)]
    elif table.scope_column:
        table.label_columns, table.scope_column = [table.scope_column], 0


def year_of(sheet: Sheet, table: Table, above: int = 0) -> tuple[int | None, bool]:
    """Return the year of the common era that stands nearest over a table or in the sheet's name, and if it is in doubt.

    It is in doubt where title and name say different years: then the sheet's name counts.
    """
    first = max(above + 1, table.top - TITLE_ROWS)
    titles = [sheet.cells[row, column].text for row in range(first, table.top) for column in sheet.columns_of(row)]
    said, named = years_in(titles), years_in([sheet.name])
    if len(named) == 1:
        return named[0], bool(said) and named[0] not in said
    return (said[0], False) if len(said) == 1 else (None, False)


def read_across(sheet: Sheet, collector: Collector, *, layout: str, only_known: bool = False) -> None:
    """Read all tables of a sheet. `layout`: whose known rows are looked for, "" for none.

    `only_known`: rows that the form is not known to have are told, not read.
    """
    above = 0
    for table in tables_of(sheet, collector.near):
        _read_table(sheet, collector, table, layout=layout, above=above, only_known=only_known)
        above = table.end


def _read_table(sheet: Sheet, collector: Collector, table: Table, *, layout: str, above: int, only_known: bool) -> None:
    months = _months_of(sheet, collector, table, above)
    inside = [month for month in months if month in collector.within and month]
    if not inside:
        collector.other_years.extend({month.year for month in months if month})
        collector.ignore(sheet, "other_year", (above + 1, 1), (table.end, sheet.columns))
        return
    collector.years.append(inside[-1].year)
    collector.see(sheet, sheet.places((table.top, 1), (table.bottom, sheet.columns)))
    titles = sheet.places((above + 1, 1), (table.top - 1, sheet.columns))
    collector.see(sheet, (place for place in titles if sheet.cells[place].text))
    around = Around()
    for row in sheet.filled_rows(table.bottom + 1, table.end):
        line = _line(sheet, table, row, around, layout)
        if line.known is None and words.is_total(line.label):
            collector.ignore(sheet, "totals", (row, 1), (row, sheet.columns))
        elif line.known is None and words.is_below(line.label):
            collector.ignore(sheet, "below_table", (row, 1), (table.end, sheet.columns))
            break
        elif not any((row, month.quantity) in sheet.cells for month in table.months):
            around.group = line.label or around.group
        elif not line.label:
            collector.ignore(sheet, "no_label", (row, 1), (row, sheet.columns))
        elif line.known is None and only_known:
            collector.ignore(sheet, "not_quantity", (row, 1), (row, sheet.columns))
        else:
            _read_line(sheet, collector, table, line, months)
    _tell_columns(sheet, collector, table)


@dataclass(slots=True)
class Around:
    """What the rows above say of the ones below: the scope, and the heading of their group."""

    scope: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row's names."""

    row: int
    label: str
    scope: str
    unit: str
    known: KnownRow | None


def _line(sheet: Sheet, table: Table, row: int, around: Around, layout: str) -> Line:
    """Return what a row is called: its innermost name, inside the groups that stand beside and above it."""
    parts = [text for column in table.label_columns if (text := sheet.text(row, column))]
    scope_text = sheet.text(row, table.scope_column) if table.scope_column else ""
    label = parts[-1] if parts else scope_text
    around.scope = words.scope_in(scope_text) or words.scope_in(label) or around.scope
    beside = " ".join([*parts[:-1], scope_text, around.group, sheet.name])
    known = known_row(layout, label, beside=beside) if layout else None
    unit = sheet.text(row, table.unit_column) if table.unit_column else ""
    unit = unit or words.unit_in(label) or (known.unit if known else "")
    return Line(row, label, around.scope, unit, known)


def _read_line(sheet: Sheet, collector: Collector, table: Table, line: Line, months: Sequence[dt.date | None]) -> None:
    key = line.known.key if line.known else ""
    cells = [
        collector.found(sheet, (line.row, column.quantity), label=line.label, key=key, unit=line.unit, month=month)
        for column, month in zip(table.months, months, strict=True)
        if month is not None
    ]
    place = (line.row, table.label_columns[-1] if table.label_columns else max(table.scope_column, 1))
    whole = table.total_column and all(month in collector.within for month in months)
    total = (line.row, table.total_column) if whole else None
    collector.row(
        sheet, place, label=line.label, cells=cells, unit=line.unit, known=line.known, scope=line.scope, total=total
    )


def _months_of(sheet: Sheet, collector: Collector, table: Table, above: int) -> list[dt.date | None]:
    """Return each column's month: by its own heading, a year over it, the table's title or the sheet's name."""
    year, doubtful = year_of(sheet, table, above)
    heads = []
    for column in table.months:
        head = column.head
        if head.year is None:
            over = [sheet.text(row, column.first) for row in range(max(above, table.top - ABOVE) + 1, table.bottom + 1)]
            said = years_in(text for text in over if len(text) <= LONGEST_YEAR_TEXT)
            head = MonthHead(head.month, said[-1] if len(said) == 1 and said[0] != year else None)
        heads.append(head)
    fiscal = heads[0].month == 10 and heads[-1].month == 9  # noqa: PLR2004  October to September
    if doubtful:
        collector.doubt(
            sheet,
            Notice(
                "years_disagree",
                _("แผ่น “%(sheet)s”: ปีในชื่อแผ่นกับปีในหัวเรื่องไม่ตรงกัน ใช้ปีในชื่อแผ่น") % {"sheet": sheet.name},
                _("ตรวจว่าเป็นแผ่นของปีนี้ ไม่ใช่แผ่นเก่าที่คัดลอกมา"),
            ),
        )
    if year is None and any(head.year is None for head in heads):
        collector.assume_year(sheet)
    return dated(heads, year, collector.months, fiscal=fiscal)


def _tell_columns(sheet: Sheet, collector: Collector, table: Table) -> None:
    """Tell the columns beside the figures that were not read."""
    for why in dict.fromkeys(table.left_out.values()):
        columns = sorted(column for column, left in table.left_out.items() if left == why)
        collector.ignore_columns(sheet, why, columns, (table.bottom + 1, table.end))
    if table.total_column:
        collector.ignore_columns(sheet, "total_column", [table.total_column], (table.bottom + 1, table.end))
