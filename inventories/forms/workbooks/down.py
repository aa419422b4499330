"""Tables with the months one below another and a column per kind of figure, this year beside the last."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from inventories.forms.workbooks import words
from inventories.forms.workbooks.book import Sheet
from inventories.forms.workbooks.collecting import Collector
from inventories.forms.workbooks.headings import MonthHead, dated, month_of, years_in
from inventories.forms.workbooks.known_rows import known_row

LEAST_MONTHS = 3
HEAD_ROWS = 4
TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class MonthRows:
    """Months in one column: (row, month), the rows of their headings, and where what belongs to them ends."""

    column: int
    rows: Sequence[tuple[int, MonthHead]]
    top: int
    end: int


def month_rows(sheet: Sheet, near: int) -> list[MonthRows]:
    """Return the runs of months that stand one below another in the leftmost column that has them."""
    found = sheet.memo.get("down")
    if found is None:
        found = sheet.memo["down"] = _month_rows(sheet, near)
    return cast("list[MonthRows]", found)


def _month_rows(sheet: Sheet, near: int) -> list[MonthRows]:
    named: dict[int, list[tuple[int, MonthHead]]] = {}
    for (row, column), cell in sheet.cells.items():
        if head := month_of(cell, near=near):
            named.setdefault(column, []).append((row, head))
    column = next((column for column in sorted(named) if len(named[column]) >= LEAST_MONTHS), 0)
    if not column:
        return []
    runs: list[list[tuple[int, MonthHead]]] = []
    for row, head in named[column]:
        before = runs[-1][-1] if runs else None
        follows = before and row - before[0] <= 2 and head.month % 12 == (before[1].month + 1) % 12  # noqa: PLR2004
        runs[-1].append((row, head)) if follows else runs.append([(row, head)])
    runs = [run for run in runs if len(run) >= LEAST_MONTHS]
    if not runs:
        return []
    tops = [1] + [run[-1][0] + 1 for run in runs[:-1]]
    ends = [max(run[0][0] - HEAD_ROWS, before[-1][0]) for before, run in pairwise(runs)] + [sheet.rows]
    return [MonthRows(column, run, top, end) for run, top, end in zip(runs, tops, ends, strict=True)]


def heads_over(sheet: Sheet, table: MonthRows) -> list[str]:
    """Return the texts of the headings of a table's columns."""
    first = table.rows[0][0]
    rows = range(max(table.top, first - HEAD_ROWS), first)
    texts = [sheet.text(row, column) for row in rows for column in range(table.column + 1, sheet.columns + 1)]
    return [text for text in texts if text]


def read_down(sheet: Sheet, collector: Collector, *, layout: str, only_known: bool) -> None:
    """Read all such tables of a sheet. `only_known`: columns that the form is not known to have are told, not read."""
    for table in month_rows(sheet, collector.near):
        _read_table(sheet, collector, table, layout=layout, only_known=only_known)


def _read_table(sheet: Sheet, collector: Collector, table: MonthRows, *, layout: str, only_known: bool) -> None:
    first, last = table.rows[0][0], table.rows[-1][0]
    heads = range(max(table.top, first - HEAD_ROWS), first)
    collector.see(sheet, sheet.places((table.top, 1), (first - 1, sheet.columns)))
    collector.see(sheet, sheet.places((first, table.column), (last, table.column)))
    year = _year_over(sheet, table)
    total_row = next(
        (row for row in sheet.filled_rows(last + 1, table.end) if words.is_sum(sheet.text(row, table.column))), 0
    )
    if total_row:
        collector.see(sheet, [(total_row, table.column)])
    for column in range(table.column + 1, sheet.columns + 1):
        if not any((row, column) in sheet.cells for row, _head in table.rows):
            continue
        path = list(dict.fromkeys(text for row in heads if (text := sheet.text(row, column))))
        said = years_in(path)
        known = next(
            (found for text in reversed(path) if (found := known_row(layout, text, beside=" ".join(path)))), None
        )
        span = ((first, column), (table.end, column))
        text = path[-1] if path else ""
        if known is None and (only_known or not text or words.is_no_quantity(" ".join(path)) or words.is_total(text)):
            collector.ignore(sheet, _why(text, path), *span)
            continue
        own = said[-1] if said else year
        months = _dated(table, own, collector)
        if not any(month in collector.within for month in months if month):
            collector.other_years.extend({month.year for month in months if month})
            collector.ignore(sheet, "other_year", *span)
            continue
        if own is None and any(head.year is None for _row, head in table.rows):
            collector.assume_year(sheet)
        collector.years.append(max(month.year for month in months if month in collector.within and month))
        label = known_label(path, known is not None)
        unit = words.unit_in(text) or (known.unit if known else "")
        cells = [
            collector.found(sheet, (row, column), label=label, key=known.key if known else "", unit=unit, month=month)
            for (row, _head), month in zip(table.rows, months, strict=True)
            if month is not None
        ]
        total = (total_row, column) if total_row and all(month in collector.within for month in months) else None
        collector.row(sheet, (first - 1, column), label=label, cells=cells, unit=unit, known=known, total=total)
    below = [row for row in sheet.filled_rows(last + 1, table.end) if words.is_total(sheet.text(row, table.column))]
    for row in below:
        collector.ignore(sheet, "totals", (row, table.column + 1), (row, sheet.columns))


def known_label(path: Sequence[str], known: bool) -> str:  # noqa: FBT001
    """Return what a column is called: the innermost heading, with those over it where that alone says little."""
    inner = [text for text in path if not years_in([text])] or list(path)
    return inner[-1] if known or len(inner) == 1 else " · ".join(inner[-2:])


def _why(text: str, path: Sequence[str]) -> str:
    if words.is_emissions(text):
        return "emissions"
    if words.is_no_quantity(" ".join(path)) or words.is_quantity(text):
        return "not_quantity"
    return "total_column" if words.is_total(text) else "heading_not_understood"


def _year_over(sheet: Sheet, table: MonthRows) -> int | None:
    """Return the year that the lines over a table say, else the one in the sheet's name, None where in doubt."""
    first = table.rows[0][0]
    titles = [sheet.cells[row, column].text for row in range(max(table.top, first - TITLE_ROWS), first)
              for column in sheet.columns_of(row)]  # fmt: skip
    for texts in ([sheet.name], titles):
        if len(said := years_in(texts)) == 1:
            return said[0]
    return None


def _dated(table: MonthRows, year: int | None, collector: Collector) -> list[dt.date | None]:
    heads = [head for _row, head in table.rows]
    fiscal = heads[0].month == 10 and heads[-1].month == 9  # noqa: PLR2004  October to September
    return dated(heads, year, collector.months, fiscal=fiscal)
