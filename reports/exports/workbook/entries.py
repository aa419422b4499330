"""The working paper of gases: a row for each source and gas, from the amount to kgCO2e."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from reports.exports import thai_words
from reports.exports.workbook.lines import SEPARATE, Line, Year
from reports.exports.workbook.places import FIRST_AMOUNT, FIRST_ROW, GASES_BY_SOURCE, SOURCES, Place, cell, span
from reports.exports.workbook.potentials import Potentials, look_of
from reports.exports.workbook.rates import BIOGENIC, GasRate, Rates, by_months
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import WHOLE, Term, constant

PARTS = ("1", "2", "3", SEPARATE, BIOGENIC)
PART_WORDS = {**thai_words.SCOPE_MARKS, BIOGENIC: "ชีวภาพ"}

_HEADS = (
    "นับใน", "ก๊าซ", "ลำดับ", "แหล่งปล่อย", "ปริมาณรวม", "ตัวแปลงหน่วย", "กก. ก๊าซต่อหน่วย", "บวกหรือหักทั้งช่วงเวลา (กก.)",
    "ก๊าซ (กก.)", "GWP", "kgCO2e", "ข้อมูลจำลอง",
)  # fmt: skip
_WIDTHS = (9, 22, 7, 40, 14, 10, 15, 15, 17, 9, 17, 9)
_AMOUNT, _CONVERSION, _RATE, _FIXED, _KG, _GWP, _KGCO2E, _SIMULATED = range(4, 12)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the working paper: one gas of one source in one part of the result."""

    row: int
    line: Line
    rate: GasRate
    part: str
    kg: Decimal
    potential: Place | None

    @property
    def gas(self) -> str:
        """Return the gas as documents write it."""
        return self.rate.gas

    @property
    def kg_place(self) -> Place:
        """Return the cell with kg of the gas."""
        return Place(GASES_BY_SOURCE, self.row, _KG, self.kg)

    @property
    def kgco2e_place(self) -> Place:
        """Return the cell with kgCO2e; biogenic CO2 has none."""
        assert self.potential is not None  # noqa: S101 - biogenic CO2 is asked for its kilograms
        with localcontext(EXACT):
            return Place(GASES_BY_SOURCE, self.row, _KGCO2E, self.kg * self.potential.value)


def entries_of(year: Year, rates: Mapping[int, Rates], potentials: Potentials) -> tuple[Entry, ...]:
    """Return the rows of the working paper in their order: by part, by gas, by source; so each total is one range."""
    loose = [
        (rate.part(line, potentials.outside), rate, line) for line in year.lines for rate in rates[line.number].gases
    ]
    order = list(potentials.places)
    loose.sort(key=lambda each: (PARTS.index(each[0]), order.index(each[1].gas), each[2].number))
    return tuple(
        Entry(
            row=FIRST_ROW + place,
            line=line,
            rate=rate,
            part=part,
            kg=Decimal(line.result["biogenic_co2_kg"] if part == BIOGENIC else line.result["kg"][rate.gas]),
            potential=None if part == BIOGENIC else potentials.places[rate.gas],
        )
        for place, (part, rate, line) in enumerate(loose)
    )


def write_entries(sheet: Sheet, year: Year, entries: Sequence[Entry], amounts: Mapping[int, Place | None]) -> None:
    """Write the working paper. `amounts`: where the total amount of each source stands, by the source's number."""
    sheet.widths(_WIDTHS)
    sheet.heads(_HEADS, left=4)
    for entry in entries:
        row, line = entry.row, entry.line
        sheet.blank(row, range(len(_HEADS)), "short")
        write_part(sheet, row, 0, entry.part)
        sheet.text(row, 1, name_of(entry))
        sheet.number(row, 2, line.number, "number")
        sheet.text(row, 3, line.source["name"])
        kg = _kg(sheet, year, entry, amounts[line.number])
        sheet.formula(row, _KG, kg, "kg_exact", stored=entry.kg)
        if entry.potential is not None:
            potential = sheet.formula(row, _GWP, entry.potential.there, look_of(entry.potential.value))
            product = entry.kg_place.here * potential.here
            sheet.formula(row, _KGCO2E, product, "kg_exact", stored=entry.kgco2e_place.value)
        sheet.text(row, _SIMULATED, year.simulated, "centre")
    if not entries:
        sheet.text(FIRST_ROW, 0, "ยังไม่มีแหล่งปล่อย", "quiet")


def _kg(sheet: Sheet, year: Year, entry: Entry, amount: Place | None) -> Term:
    """Write amount, conversion, rate and what is added once; return the formula of the kilograms."""
    row, line, rate = entry.row, entry.line, entry.rate
    fixed = None if rate.fixed is None else sheet.formula(row, _FIXED, rate.fixed.there, "kg_exact").here
    if rate.rate is None or amount is None or line.conversion is None:
        return constant(0) if fixed is None else fixed
    sheet.formula_or_text(row, _AMOUNT, amount.there.text, amount.value if line.numbers else "", "amount")
    conversion = _conversion(sheet, row, line.conversion)
    if isinstance(rate.rate, tuple):
        sheet.text(row, _RATE, "ต่างกันตามเดือน", "centre")
        kg = by_months(_monthly_amounts(year, line), rate.rate) * conversion
    else:
        per_unit = sheet.formula(row, _RATE, rate.rate.there, "factor").here
        kg = Term(f"N({cell(row, _AMOUNT)})", amount.value) * conversion * per_unit
    return kg if fixed is None else kg + fixed


def _conversion(sheet: Sheet, row: int, conversion: Term) -> Term:
    if conversion.binding == WHOLE:
        return sheet.number(row, _CONVERSION, conversion.value, "given_ratio").here
    return sheet.formula(row, _CONVERSION, conversion, "ratio").here


def _monthly_amounts(year: Year, line: Line) -> tuple[str, list[Decimal | None]]:
    last = FIRST_AMOUNT + len(year.months) - 1
    there = span((line.row, FIRST_AMOUNT), (line.row, last), sheet=SOURCES)
    return there, [line.number_in(month) for month in year.months]


def name_of(entry: Entry) -> str:
    """Return the gas as a reader knows it."""
    return "CO2 ชีวภาพ" if entry.part == BIOGENIC else thai_words.gas(entry.rate.gas)


def write_part(sheet: Sheet, row: int, column: int, part: str) -> None:
    """Write where something counts: the number of a scope, or แยก, or ชีวภาพ."""
    if part in thai_words.SCOPE_MARKS and part != SEPARATE:
        sheet.number(row, column, int(part), "number")
    else:
        sheet.text(row, column, PART_WORDS[part], "centre")
