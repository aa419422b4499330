"""The sheet of gases: kg of each gas in each scope, × GWP, and the sums by scope."""

from collections.abc import Sequence
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from reports.exports import thai_words
from reports.exports.workbook.entries import PARTS, Entry, name_of
from reports.exports.workbook.lines import Year
from reports.exports.workbook.places import FIRST_ROW, GASES_BY_SOURCE, Place, span
from reports.exports.workbook.potentials import look_of
from reports.exports.workbook.rates import BIOGENIC
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term, total


def write_gases(sheet: Sheet, year: Year, entries: Sequence[Entry]) -> dict[str, Place]:
    """Write the totals by scope and gas; return where the kgCO2e of each scope stands."""
    sheet.widths((34, 34, 22, 12, 22, 12))
    sheet.heads(("ประเภท", "ก๊าซ", "กก. ก๊าซ", "GWP", "kgCO2e", "ข้อมูลจำลอง"), left=2)
    sums: dict[str, Place] = {}
    row = FIRST_ROW
    for part in PARTS:
        label = thai_words.SCOPES.get(part, "คาร์บอนไดออกไซด์ชีวภาพ (ไม่รวมในประเภทใด)")
        products = []
        of_part = [entry for entry in entries if entry.part == part]
        for gas in dict.fromkeys(entry.gas for entry in of_part):
            rows = [entry for entry in of_part if entry.gas == gas]
            sheet.blank(row, range(6), "short")
            sheet.text(row, 0, label)
            sheet.text(row, 1, name_of(rows[0]))
            kg = sheet.formula(row, 2, _sum(rows), "kg_exact")
            if rows[0].potential is not None:
                potential = sheet.formula(row, 3, rows[0].potential.there, look_of(rows[0].potential.value))
                products.append(sheet.formula(row, 4, kg.here * potential.here, "kg_exact"))
            sheet.text(row, 5, year.simulated, "centre")
            row += 1
        if part != BIOGENIC:
            sheet.blank(row, (1, 2, 3, 5), "sum_label")
            sheet.text(row, 0, f"รวม {label}", "sum_label")
            sums[part] = sheet.formula(row, 4, total(product.here for product in products), "sum_kg_exact")
            row += 1
    return sums


def _sum(rows: Sequence[Entry]) -> Term:
    """Return the sum over neighbouring rows of the working paper."""
    first, last = rows[0].kg_place, rows[-1].kg_place
    there = span((first.row, first.column), (last.row, last.column), sheet=GASES_BY_SOURCE)
    with localcontext(EXACT):
        return Term(f"SUM({there})", sum((row.kg for row in rows), Decimal(0)))
