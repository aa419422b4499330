"""Logs of fuel: a line per filling, by month or by vehicle. A month's lines are summed, and that is told.

A figure of a log has the range of its lines for a cell (E5:E17); one faulty line makes its month faulty, with that line's
cell, because a sum without it would be wrong in silence.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import cast

from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.templatetags.cfo import number
from inventories.forms.workbooks import words
from inventories.forms.workbooks.book import Cell, Sheet
from inventories.forms.workbooks.collecting import Collector, looks_like_number
from inventories.forms.workbooks.headings import MonthHead, common_era, folded, month_of, without_marks, years_in
from inventories.forms.workbooks.known_rows import KnownRow, known_row
from inventories.forms.workbooks.parts import Position, cell_name
from inventories.forms.workbooks.reading import Found, Notice

TITLE_ROWS = 6
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_DAY_IN_WORDS = re.compile(r"\d{1,2}\s+(\D+?\.?)\s*(\d{4}|\d{2})?")


@dataclass(slots=True)
class Log:
    """One block: its heading's row, its last row, the date's column, the fuels, and what the lines over it say."""

    row: int
    end: int
    date: int
    fuels: list[tuple[int, KnownRow]]
    plate: str = ""
    month: MonthHead | None = None
    year: int | None = None
    sums: dict[int, Decimal] = field(default_factory=dict)  # of what was read, by column


@dataclass(slots=True)
class Series:
    """What is read of one fuel of one vehicle."""

    known: KnownRow
    plate: str
    place: Position
    lines: dict[dt.date, list[tuple[Position, Found]]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return the row's key: of the form's fuel, and of the vehicle where the log is one vehicle's."""
        return ":".join(filter(None, (self.known.key, folded(self.plate))))

    @property
    def label(self) -> str:
        """Return how the series is called."""
        name = {"diesel": _("น้ำมันดีเซล"), "gasoline": _("น้ำมันเบนซินและแก๊สโซฮอล์")}[self.known.key.partition(":")[2]]
        return f"{name} {self.plate}".strip()


def logs_of(sheet: Sheet, near: int, *, layout: str) -> list[Log]:
    """Return the blocks of a sheet: each heading with a date and a fuel, down to the next."""
    found = sheet.memo.get("logs")
    if found is None:
        found = sheet.memo["logs"] = _logs_of(sheet, near, layout)
    return cast("list[Log]", found)


def _logs_of(sheet: Sheet, near: int, layout: str) -> list[Log]:
    logs: list[Log] = []
    for row in sheet.filled_rows():
        dates = [column for column in sheet.columns_of(row) if words.is_date_head(sheet.text(row, column))]
        if not dates:
            continue
        fuels = []
        for column in range(dates[0] + 1, sheet.columns + 1):
            heads = (sheet.text(row, column), sheet.text(row + 1, column))
            if known := next((found for head in heads if (found := known_row(layout, head))), None):
                fuels.append((column, known))
        if fuels:
            logs.append(Log(row, sheet.rows, dates[0], fuels))
    for log, after in pairwise(logs):
        log.end = after.row - 1
    last = 0
    for log in logs:
        _look_above(sheet, log, last, near)
        last = log.row
    return logs


def _look_above(sheet: Sheet, log: Log, above: int, near: int) -> None:
    """Find the plate, month and year that the sheet's name and the lines right over a block say."""
    rows = range(max(above + 1, log.row - TITLE_ROWS), log.row)
    cells = [sheet.cells[row, column] for row in rows for column in sheet.columns_of(row)]
    texts = [without_marks(cell.text) for cell in cells if cell.text]
    for text in (sheet.name, *texts):
        log.plate = words.plate_in(text) or log.plate
        log.month = month_of(Cell(words.after_month(text)), near=near) or log.month
    said = years_in(texts) or years_in([sheet.name])
    log.year = said[-1] if said else None


def read_logs(sheet: Sheet, collector: Collector, *, layout: str) -> None:
    """Read all blocks of a sheet: a row per vehicle (or one for all) and fuel, a figure per month."""
    series: dict[tuple[str, str], Series] = {}
    for log in logs_of(sheet, collector.near, layout=layout):
        _see_headings(sheet, collector, log)
        for row in sheet.filled_rows(log.row + 1, log.end):
            if words.is_total(_first_text(sheet, row)):
                _compare(sheet, collector, log, row)
                break
            _read_line(sheet, collector, log, row, series)
        _tell_the_rest(sheet, collector, log)
    for each in series.values():
        cells = [_summed(lines) for _month, lines in sorted(each.lines.items())]
        collector.years.extend(month.year for month in each.lines)
        collector.row(
            sheet, each.place, label=each.label, cells=cells, unit=each.known.unit, known=each.known, key=each.key
        )


def _first_text(sheet: Sheet, row: int) -> str:
    texts = [sheet.text(row, column) for column in sorted(sheet.columns_of(row))]
    return next((text for text in texts if text), "")


def _see_headings(sheet: Sheet, collector: Collector, log: Log) -> None:
    titles = sheet.places((max(log.row - TITLE_ROWS, 1), 1), (log.row, sheet.columns))
    collector.see(sheet, (place for place in titles if sheet.cells[place].text))
    collector.see(sheet, sheet.places((log.row, log.date), (log.end, log.date)))


def _read_line(
    sheet: Sheet,
    collector: Collector,
    log: Log,
    row: int,
    series: dict[tuple[str, str], Series],
) -> None:
    places = [(row, column) for column, _known in log.fuels if (row, column) in sheet.cells]
    if not places or known_row(log.fuels[0][1].key.partition(":")[0], sheet.text(*places[0])):
        return  # a line without fuel, or the second line of the headings
    month = _month_of_line(sheet, row, log, collector)
    if month is None:
        for place in places:
            collector.ignore(sheet, "no_date", place)
        return
    for column, known in log.fuels:
        each = series.setdefault((log.plate, known.key), Series(known, log.plate, (log.row, column)))
        found = collector.found(sheet, (row, column), label=each.label, key=each.key, unit=known.unit, month=month)
        if found is not None:
            log.sums[column] = log.sums.get(column, Decimal(0)) + (found.amount or 0)
            each.lines.setdefault(month, []).append(((row, column), found))


def _month_of_line(sheet: Sheet, row: int, log: Log, collector: Collector) -> dt.date | None:
    """Return the month of a line by its own date, else by the month that stands over its block; None if neither."""
    cell, year, month = sheet.get(row, log.date), log.year, None
    if cell is not None and isinstance(cell.value, dt.date):
        return dt.date(common_era(cell.value.year, collector.near), cell.value.month, 1)
    text = thai.arabic_digits(without_marks(cell.text)) if cell else ""
    if match := _DAY.fullmatch(text):
        month, year = int(match[1]), common_era(int(match[2]), collector.near)
    elif match := _DAY_IN_WORDS.fullmatch(text):
        head = month_of(Cell(match[1]), near=collector.near)
        month = head.month if head else None
        year = common_era(int(match[2]), collector.near) if match[2] else year
    elif log.month is not None:
        month, year = log.month.month, log.month.year or year
    if month is None or not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return None
    if year is not None:
        return dt.date(year, month, 1)
    collector.assume_year(sheet)
    return next((own for own in collector.months if own.month == month), None)


def _summed(lines: Sequence[tuple[Position, Found]]) -> Found:
    """Return a month's lines as one figure; a line's fault is the month's, and "-" among figures adds none."""
    faulty = next((found for _place, found in lines if found.fault), None)
    if faulty is not None:
        return faulty
    figures = [found for _place, found in lines if found.amount is not None]
    if not figures:
        return lines[0][1]
    if len(lines) == 1:
        return figures[0]
    amount = sum((found.amount for found in figures if found.amount is not None), Decimal(0))
    first, last = lines[0][0], lines[-1][0]
    cell = f"{cell_name(*first)}:{cell_name(*last)}"
    told = Notice("summed", _("รวมจากบันทึก %(count)s บรรทัด (%(cells)s)") % {"count": len(figures), "cells": cell})
    notices = tuple(dict.fromkeys(notice for found in figures for notice in found.notices))
    return replace(figures[0], cell=cell, raw=number(amount), amount=amount, notices=(*notices, told))


def _compare(sheet: Sheet, collector: Collector, log: Log, row: int) -> None:
    """Compare a block's own sums with the lines read, and tell them."""
    for column, known in log.fuels:
        label = Series(known, log.plate, (log.row, column)).label
        collector.compare(
            sheet, (row, column), label=f"{label} ({_first_text(sheet, row)})", read=log.sums.get(column, Decimal(0))
        )
    collector.ignore(sheet, "totals", (row, 1), (row, sheet.columns))


def _tell_the_rest(sheet: Sheet, collector: Collector, log: Log) -> None:
    """Tell odometers, distances and money beside the fuel."""
    fuels = {column for column, _known in log.fuels}
    for column in range(1, sheet.columns + 1):
        if column not in fuels and any(
            (cell := sheet.get(row, column)) and (cell.is_number or looks_like_number(cell))
            for row in range(log.row + 1, log.end + 1)
        ):
            collector.ignore(sheet, "not_quantity", (log.row + 1, column), (log.end, column))
