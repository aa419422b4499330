"""The sums under the sheet of sources, by scope and month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from reports.exports import thai_words
from reports.exports.workbook.columns import Columns
from reports.exports.workbook.lines import SEPARATE, Line, Year
from reports.exports.workbook.places import FIRST_ROW, SOURCES, Place, span
from reports.exports.workbook.rates import BIOGENIC
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term

COUNTED = ("1", "2", "3")
_LABEL = 2  # the column of the names
_NOTHING = '""'


@dataclass(frozen=True, slots=True)
class Sums:
    """Where the kgCO2e of scopes 1, 2, 3 and separate stand, and the kg of biogenic CO2.

    `unknown`: the scopes of whose sources nothing is known, or that have none; their cells stay empty.
    """

    places: Mapping[str, Place]
    unknown: frozenset[str]

    def __getitem__(self, part: str) -> Place:
        """Return the cell of a scope, of `separate` or of `biogenic`."""
        return self.places[part]


def write_sums(sheet: Sheet, year: Year, columns: Columns, *, apart_known: bool) -> Sums:
    """Write a row for each scope, one for all of them, and one for what is reported apart.

    `apart_known`: something is known of what is reported apart, or no source is there for it.
    """
    result = year.facts.result
    first = FIRST_ROW + max(len(year.lines), 1) + 1
    rows = dict(zip(COUNTED, range(first, first + len(COUNTED)), strict=True))
    places = {scope: Place(SOURCES, row, columns.kgco2e, _kg(result["scopes"][scope])) for scope, row in rows.items()}
    unknown = {scope for scope in COUNTED if not any(line.known for line in year.of(scope))}
    for scope, row in rows.items():
        lines = year.of(scope)
        _band(sheet, row, columns, f"รวม {thai_words.SCOPES[scope]}")
        if lines:
            _months(sheet, row, year, columns, rows=(lines[0].row, lines[-1].row), lines=lines)
            there = span((lines[0].row, columns.kgco2e), (lines[-1].row, columns.kgco2e))
            _sum_if_any(sheet, places[scope], there, known=scope not in unknown)
    row = first + len(COUNTED)
    _band(sheet, row, columns, "รวมประเภทที่ 1, 2 และ 3")
    counted = [line for line in year.lines if line.scope in COUNTED]
    _months(sheet, row, year, columns, rows=(first, row - 1), lines=counted)
    whole = Place(SOURCES, row, columns.kgco2e, _kg(result["scope_1_2_3"]))
    _sum_if_any(
        sheet, whole, span((first, columns.kgco2e), (row - 1, columns.kgco2e)), known=len(unknown) < len(COUNTED)
    )
    row += 1
    _band(sheet, row, columns, "รวมที่รายงานแยก และ CO2 ชีวภาพ")
    apart = Place(SOURCES, row, columns.separate, _kg(result["scopes"][SEPARATE]))
    burnt = Place(SOURCES, row, columns.biogenic, Decimal(result["biogenic_co2_kg"]))
    first, last = FIRST_ROW, FIRST_ROW + max(len(year.lines), 1) - 1
    there = span((first, apart.column), (last, apart.column))
    formula = f"IF(COUNT({there}),SUM({there}),{_NOTHING if year.of(SEPARATE) else 0})"
    sheet.formula_or_text(row, apart.column, formula, apart.value if apart_known else "", "sum_kg_exact")
    there = span((first, burnt.column), (last, burnt.column))
    sheet.formula(row, burnt.column, Term(f"SUM({there})", burnt.value), "sum_kg_exact")
    if not apart_known:
        unknown.add(SEPARATE)
    return Sums({**places, SEPARATE: apart, BIOGENIC: burnt}, frozenset(unknown))


def _kg(document: Mapping[str, str]) -> Decimal:
    return Decimal(document["kgco2e"])


def _band(sheet: Sheet, row: int, columns: Columns, label: str) -> None:
    sheet.blank(row, range(columns.biogenic + 1), "sum_label")
    sheet.text(row, _LABEL, label, "sum_label")


def _months(
    sheet: Sheet, row: int, year: Year, columns: Columns, *, rows: tuple[int, int], lines: Sequence[Line]
) -> None:
    """Write the sums of some rows by month; a month in which nothing is known stays empty."""
    for at, month in enumerate(year.months):
        column = columns.monthly + at
        there = span((rows[0], column), (rows[1], column))
        known = [line for line in lines if line.monthly is not None and month in line.amounts]
        with localcontext(EXACT):
            stored = sum((Decimal((line.monthly or {}).get(month, "0")) for line in known), Decimal(0))
        # a word (ไม่มีกิจกรรม) is something known, and adds nothing
        formula = f"IF(SUMPRODUCT(--(LEN({there})>0)),SUM({there}),{_NOTHING})"
        sheet.formula_or_text(row, column, formula, stored if known else "", "sum_kg")


def _sum_if_any(sheet: Sheet, place: Place, there: str, *, known: bool) -> None:
    formula = f"IF(COUNT({there}),SUM({there}),{_NOTHING})"
    sheet.formula_or_text(place.row, place.column, formula, place.value if known else "", "sum_kg_exact")
