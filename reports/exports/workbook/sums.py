"""The sums under the sheet of sources, by scope and month."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from reports.exports import thai_words
from reports.exports.workbook.columns import Columns
from reports.exports.workbook.lines import SEPARATE, Line, Year
from reports.exports.workbook.places import FIRST_ROW, Place, cell, span
from reports.exports.workbook.rates import BIOGENIC
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term, total

COUNTED = ("1", "2", "3")
_LABEL = 2  # the column of the names


@dataclass(frozen=True, slots=True)
class Sums:
    """Where the kgCO2e of scopes 1, 2, 3 and separate stand, and the kg of biogenic CO2."""

    places: Mapping[str, Place]

    def __getitem__(self, part: str) -> Place:
        """Return the cell of a scope, of `separate` or of `biogenic`."""
        return self.places[part]


def write_sums(sheet: Sheet, year: Year, columns: Columns) -> Sums:
    """Write a row for each scope, one for all of them, and one for what is reported apart."""
    result = year.facts.result
    places: dict[str, Place] = {}
    row = max(FIRST_ROW, FIRST_ROW + len(year.lines) - 1) + 1
    for scope in COUNTED:
        row += 1
        _band(sheet, row, columns)
        sheet.text(row, _LABEL, f"รวม {thai_words.SCOPES[scope]}", "sum_label")
        lines = [line for line in year.lines if line.scope == scope]
        _months(sheet, row, year, lines, columns)
        stored = Decimal(result["scopes"][scope]["kgco2e"])
        places[scope] = _sum(sheet, row, columns.kgco2e, lines, stored)
    row += 1
    _band(sheet, row, columns)
    sheet.text(row, _LABEL, "รวมประเภทที่ 1, 2 และ 3", "sum_label")
    for at, month in enumerate(year.months):
        each = [cell(places[scope].row, columns.monthly + at) for scope in COUNTED]
        counted = [line for line in year.lines if line.scope in COUNTED]
        _sum_if_any(sheet, (row, columns.monthly + at), ",".join(each), _in_month(counted, month))
    whole = total(places[scope].here for scope in COUNTED)
    sheet.formula(row, columns.kgco2e, whole, "sum_kg_exact", stored=Decimal(result["scope_1_2_3"]["kgco2e"]))
    row += 1
    _band(sheet, row, columns)
    sheet.text(row, _LABEL, "รวมที่รายงานแยก และ CO2 ชีวภาพ", "sum_label")
    lines = list(year.lines)
    apart = Decimal(result["scopes"][SEPARATE]["kgco2e"])
    places[SEPARATE] = _sum(sheet, row, columns.separate, lines, apart)
    burnt = Decimal(result["biogenic_co2_kg"])
    places[BIOGENIC] = _sum(sheet, row, columns.biogenic, lines, burnt)
    return Sums(places)


def _band(sheet: Sheet, row: int, columns: Columns) -> None:
    sheet.blank(row, range(columns.biogenic + 1), "sum_label")


def _months(sheet: Sheet, row: int, year: Year, lines: list[Line], columns: Columns) -> None:
    """Write the sums of a scope by month; a month in which nothing is known stays empty."""
    for at, month in enumerate(year.months) if lines else ():
        column = columns.monthly + at
        there = span((lines[0].row, column), (lines[-1].row, column))
        _sum_if_any(sheet, (row, column), there, _in_month(lines, month))


def _sum_if_any(sheet: Sheet, at: tuple[int, int], there: str, stored: Decimal | None) -> None:
    formula = f'IF(COUNT({there}),SUM({there}),"")'
    sheet.formula_or_text(*at, formula, "" if stored is None else stored, "sum_kg")


def _in_month(lines: list[Line], month: str) -> Decimal | None:
    """Return kgCO2e of a month, exact; None where no source has a result in it."""
    known = [Decimal(line.monthly[month]) for line in lines if line.monthly and month in line.monthly]
    with localcontext(EXACT):
        return sum(known, Decimal(0)) if known else None


def _sum(sheet: Sheet, row: int, column: int, lines: list[Line], stored: Decimal) -> Place:
    """Write the sum of a column over the rows of some neighbouring sources; 0 where there is none."""
    if not lines:
        return sheet.number(row, column, 0, "sum_kg_exact")
    there = span((lines[0].row, column), (lines[-1].row, column))
    return sheet.formula(row, column, Term(f"SUM({there})", stored), "sum_kg_exact")
