"""The sheet of sources: a row per source, its amounts and its kgCO2e month by month, and what they stand on."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reports.exports import thai_words
from reports.exports.workbook.columns import PER_UNIT, Columns
from reports.exports.workbook.entries import Entry, write_part
from reports.exports.workbook.exactness import written_out
from reports.exports.workbook.lines import SEPARATE, Line, Year
from reports.exports.workbook.places import FIRST_AMOUNT, FIRST_ROW, SOURCES, Place, cell, span
from reports.exports.workbook.rates import BIOGENIC, Rates
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.sums import Sums, write_sums
from reports.exports.workbook.terms import WHOLE, total


def amounts_of(year: Year) -> dict[int, Place | None]:
    """Return where the total amount of each source stands, by its number; None for a landfill, which has none."""
    column = Columns(len(year.months)).amount
    return {
        line.number: None
        if line.conversion is None
        else Place(SOURCES, line.row, column, sum(line.numbers, Decimal(0)))
        for line in year.lines
    }


def write_sources(sheet: Sheet, year: Year, rates: Mapping[int, Rates], entries: Sequence[Entry]) -> Sums:
    """Write the sheet and return where its sums stand."""
    columns = Columns(len(year.months))
    heads = columns.heads(year.month_heads)
    sheet.widths(width for _, width in heads)
    sheet.heads([head for head, _ in heads], left=FIRST_AMOUNT)
    by_source: dict[int, list[Entry]] = {}
    for entry in entries:
        by_source.setdefault(entry.line.number, []).append(entry)
    for line in year.lines:
        _Row(sheet, year, line, rates[line.number], columns).write(by_source.get(line.number, []))
    if not year.lines:
        sheet.text(FIRST_ROW, 2, "ยังไม่มีแหล่งปล่อย", "quiet")
    apart = [each for each in entries if each.part == SEPARATE and (each.line.known or each.line.scope != SEPARATE)]
    return write_sums(sheet, year, columns, apart_known=bool(apart) or not year.of(SEPARATE))


class _Row:
    """One source being written."""

    def __init__(self, sheet: Sheet, year: Year, line: Line, rates: Rates, columns: Columns) -> None:
        self.sheet, self.year, self.line, self.rates, self.columns = sheet, year, line, rates, columns
        self.row = line.row

    def write(self, entries: Sequence[Entry]) -> None:
        """Write the row from left to right."""
        sheet, line, row = self.sheet, self.line, self.row
        sheet.blank(row, range(self.columns.last + 1), "amount")
        sheet.number(row, 0, line.number, "number")
        write_part(sheet, row, 1, line.scope)
        for column, text in enumerate((line.source["name"], line.unit, line.facts.category_th), 2):
            sheet.text(row, column, text)
        if line.conversion is not None:
            self._amounts()
        self._basis()
        self._monthly()
        self._totals(entries)
        self._working_paper()

    def _amounts(self) -> None:
        sheet, line, row = self.sheet, self.line, self.row
        estimated = line.result["completeness"]["months_estimated"]
        for column, month in enumerate(self.year.months, FIRST_AMOUNT):
            number, text = line.number_in(month), line.amounts.get(month)
            look = "estimated" if month in estimated else "given"
            if line.parent_row is not None:  # a derived source takes its parent's amounts, also what is missing
                there = cell(line.parent_row, column)
                stored = thai_words.NOTATIONS.get(text or "", "") if number is None else number
                sheet.formula_or_text(row, column, f'IF({there}="","",{there})', stored, "amount")
            elif number is not None:
                sheet.number(row, column, number, look)
            elif text is not None:
                sheet.text(row, column, thai_words.NOTATIONS[text], "notation")
        months = span((row, FIRST_AMOUNT), (row, self.columns.amount - 1))
        stored = sum(line.numbers, Decimal(0)) if line.numbers else ""
        sheet.formula_or_text(row, self.columns.amount, f'IF(COUNT({months}),SUM({months}),"")', stored, "amount")

    def _basis(self) -> None:
        """Write method, where factor or parameters stand, the conversion of units and kgCO2e per unit."""
        sheet, line, row, columns = self.sheet, self.line, self.row, self.columns
        sheet.text(row, columns.basis, thai_words.METHODS[line.method])
        sheet.text(row, columns.basis + 1, self.rates.origin)
        if line.conversion is None:
            return
        if line.conversion.binding == WHOLE:
            conversion = sheet.number(row, columns.conversion, line.conversion.value, "given_ratio")
        else:
            conversion = sheet.formula(row, columns.conversion, line.conversion, "ratio")
        if isinstance(self.rates.counted, Place):
            sheet.formula(row, PER_UNIT, self.rates.counted.there * conversion.here, "factor")
        elif self.rates.counted is not None:
            sheet.text(row, PER_UNIT, "ต่างกันตามเดือน", "centre")

    def _monthly(self) -> None:
        """Write kgCO2e of each month; a month without a number shows what its amount shows: nothing, or a word."""
        line, row = self.line, self.row
        if line.monthly is None or self.rates.counted is None:
            return
        for at, month in enumerate(self.year.months):
            amount = cell(row, FIRST_AMOUNT + at)
            if isinstance(self.rates.counted, tuple):
                per_unit = f"{self.rates.counted[at].there.text}*${cell(row, self.columns.conversion)}"
            else:
                per_unit = f"${cell(row, PER_UNIT)}"
            stored = line.monthly.get(month)
            self.sheet.formula_or_text(
                row,
                self.columns.monthly + at,
                f'IF(ISNUMBER({amount}),{amount}*{per_unit},{amount}&"")',
                thai_words.NOTATIONS.get(line.amounts.get(month, ""), "") if stored is None else Decimal(stored),
                "kg",
            )

    def _totals(self, entries: Sequence[Entry]) -> None:
        sheet, line, row, columns = self.sheet, self.line, self.row, self.columns
        kgco2e, separate, biogenic = (
            Decimal(line.result[key]) for key in ("kgco2e", "separate_kgco2e", "biogenic_co2_kg")
        )
        own = [entry.kgco2e_place.there for entry in entries if entry.part == line.scope]
        if line.monthly is None:
            sheet.formula(row, columns.kgco2e, total(own), "kg_exact", stored=kgco2e)
        else:
            months = span((row, columns.monthly), (row, columns.kgco2e - 1))
            formula = f'IF({self._known()},SUM({months}),"")'
            sheet.formula_or_text(row, columns.kgco2e, formula, kgco2e if line.known else "", "kg_exact")
        if line.scope == SEPARATE:
            own_total = cell(row, columns.kgco2e)
            formula = f'IF(ISNUMBER({own_total}),{own_total},"")'
            sheet.formula_or_text(row, columns.separate, formula, separate if line.known else "", "kg_exact")
        elif apart := [entry.kgco2e_place.there for entry in entries if entry.part == SEPARATE]:
            sheet.formula(row, columns.separate, total(apart), "kg_exact", stored=separate)
        if burnt := [entry.kg_place.there for entry in entries if entry.part == BIOGENIC]:
            sheet.formula(row, columns.biogenic, total(burnt), "kg_exact", stored=biogenic)

    def _known(self) -> str:
        """Return what asks whether anything is known: a number, or a word that says more than "not estimated"."""
        row = self.row if self.line.parent_row is None else self.line.parent_row
        amounts = span((row, FIRST_AMOUNT), (row, self.columns.amount - 1))
        return f'COUNTA({amounts})>COUNTIF({amounts},"{thai_words.NOTATIONS["NE"]}")'

    def _working_paper(self) -> None:
        year, line = self.year, self.line
        heads = dict(zip(year.months, year.month_heads, strict=True))
        numbers = {heads[month]: number for month in year.months if (number := line.number_in(month)) is not None}
        estimated = thai_words.month_list(list(line.result["completeness"]["months_estimated"]), len(year.months))
        texts = (
            line.facts.division_th, line.facts.location_th, line.facts.origin_th, line.facts.evidence_th, estimated,
            "; ".join(self._remarks()), written_out(numbers), year.simulated,
        )  # fmt: skip
        for column, text in enumerate(texts, self.columns.working):
            self.sheet.text(self.row, column, text)

    def _remarks(self) -> list[str]:
        line = self.line
        remarks = [line.facts.note_th] if line.facts.note_th else []
        if line.parent_row is not None:
            remarks.append(f"ปริมาณเดียวกับแหล่งปล่อยลำดับที่ {line.parent_row - FIRST_ROW + 1}")
        if line.monthly is None:
            remarks.append("คำนวณทั้งช่วงเวลา ไม่มีผลรายเดือน")
        if bridge := line.source.get("conversion"):
            remarks.append(f"ตัวแปลงหน่วย: {bridge['source']}")
        return remarks
