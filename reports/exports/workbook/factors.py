"""The sheet of emission factors: kg of each gas per unit, and their kgCO2e with this inventory's GWP."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reports.exports import thai_words
from reports.exports.parts.sources import FactorRow, Key, factor_rows, key_of
from reports.exports.workbook.exactness import written_out
from reports.exports.workbook.lines import SEPARATE, Line, Source, Year
from reports.exports.workbook.places import FIRST_ROW, HEAD_ROW, Place, letters, span
from reports.exports.workbook.potentials import Potentials, look_of
from reports.exports.workbook.rates import GasRate, Rates
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term, constant

_FIRST_GAS = 3
_ORIGIN_HEADS = (
    "ค่าที่พิมพ์ในเอกสารต้นทาง", "ฉบับ", "แหล่งที่มา", "ความเชื่อมั่น", "ช่วงเวลาที่ใช้ได้", "รหัส", "ฐาน GWP ของค่า EF",
    "ตัวเลขเต็ม (เกิน 15 หลัก)", "หมายเหตุ",
)  # fmt: skip
_ORIGIN_WIDTHS = (13, 30, 44, 12, 20, 24, 16, 22, 40)


class Factors:
    """Writes the sheet, and then answers where the factor of a source stands.

    `pages`: the columns of the printed pages; the first `kept` (number, name, unit) come again on each.
    """

    kept = _FIRST_GAS

    def __init__(self, sheet: Sheet, year: Year, potentials: Potentials) -> None:
        self._sheet, self._potentials = sheet, potentials
        used: dict[Key, Source] = {}
        for line in year.lines:
            if "factor" in line.source:
                used.setdefault(key_of(line.source["factor"]), line.source["factor"])
        known = [gas for gas in potentials.places if any(gas in factor["gases"] for factor in used.values())]
        self._inside = [gas for gas in known if gas not in potentials.outside]
        self._outside = [gas for gas in known if gas in potentials.outside]
        self._columns = {gas: _FIRST_GAS + place for place, gas in enumerate(self._inside + self._outside)}
        self._biogenic = _FIRST_GAS + len(self._columns)
        self._total = self._biogenic + 1
        self._rates: dict[Key, tuple[tuple[GasRate, ...], Place, Place | None]] = {}
        self._numbers: dict[Key, int] = {}
        self.pages: tuple[tuple[int, int], ...] = ()
        self._heads()
        rows = factor_rows(year.facts.inventory, year.facts.factors)
        for key, factor in used.items():
            self._write(key, factor, rows[key])

    def of(self, line: Line) -> Rates:
        """Return the rates of a source with a factor, per unit of the factor."""
        key = key_of(line.source["factor"])
        gases, inside, outside = self._rates[key]
        if line.scope == SEPARATE and outside is not None:  # reported apart as a whole
            inside = self._sheet.formula(inside.row, self._total + 2, inside.here + outside.here, "factor")
        return Rates(gases, inside, f"EF {self._numbers[key]}")

    def _heads(self) -> None:
        sheet = self._sheet
        extra = ["kgCO2e ต่อหน่วย รายงานแยก", "kgCO2e ต่อหน่วย ทั้งสองส่วน"] if self._outside else []
        names = [f"{thai_words.gas_of_factor(gas)} (กก.ต่อหน่วย)" for gas in self._columns]
        heads = ["EF", "ชื่อ", "หน่วย", *names, "CO2 ชีวภาพ (กก.ต่อหน่วย)", "kgCO2e ต่อหน่วย", *extra]
        sheet.widths((6, 34, 12, *(14 for _ in self._columns), 14, 14, *(14 for _ in extra), *_ORIGIN_WIDTHS))
        self._after = len(heads)
        self.pages = (0, self._after), (self._after + 1, self._after + len(_ORIGIN_HEADS) - 1)
        sheet.heads([*heads, *_ORIGIN_HEADS], left=_FIRST_GAS)
        if self._columns:
            sheet.text(HEAD_ROW - 1, _FIRST_GAS - 1, "GWP", "label")
        for gas, column in self._columns.items():
            place = self._potentials.places[gas]
            sheet.formula(HEAD_ROW - 1, column, place.there, look_of(place.value))

    def _write(self, key: Key, factor: Source, shown: FactorRow) -> None:
        sheet, row = self._sheet, FIRST_ROW + shown.number - 1
        sheet.blank(row, range(self._after + len(_ORIGIN_HEADS)), "short")
        sheet.number(row, 0, shown.number, "number")
        sheet.text(row, 1, shown.name)
        sheet.text(row, 2, shown.unit)
        gases = {gas: Decimal(kg) for gas, kg in factor["gases"].items()}
        rates = [GasRate(gas, sheet.number(row, self._columns[gas], kg, "given_factor")) for gas, kg in gases.items()]
        biogenic = Decimal(factor.get("biogenic_co2", "0"))
        if biogenic:
            rates.append(GasRate("CO2", sheet.number(row, self._biogenic, biogenic, "given_factor"), biogenic=True))
        inside = sheet.formula(row, self._total, self._sum(row, self._inside, gases), "factor")
        outside = None
        if any(gas in gases for gas in self._outside):
            outside = sheet.formula(row, self._total + 1, self._sum(row, self._outside, gases), "factor")
        self._rates[key] = tuple(rates), inside, outside
        self._numbers[key] = shown.number
        if shown.printed:
            sheet.number(row, self._after, Decimal(shown.printed), "given_factor")
        exact = {thai_words.gas_of_factor(gas): kg for gas, kg in gases.items()} | {"CO2 ชีวภาพ": biogenic}
        texts = (
            shown.edition, shown.source, shown.confidence, shown.validity, factor["key"], factor.get("gwp_basis", ""),
            written_out(exact), "; ".join(shown.remarks),
        )  # fmt: skip
        for column, text in enumerate(texts, self._after + 1):
            sheet.text(row, column, text)

    def _sum(self, row: int, columns: Iterable[str], gases: Mapping[str, Decimal]) -> Term:
        """Return Σ kg × GWP over neighbouring columns of gases."""
        each = [self._columns[gas] for gas in columns]
        if not each:
            return constant(0)
        value = constant(0)
        for gas in columns:
            value += constant(gases.get(gas, Decimal(0))) * self._potentials.places[gas].there
        first, last = min(each), max(each)
        kg = span((row, first), (row, last))
        gwp = f"{letters(first)}${HEAD_ROW}:{letters(last)}${HEAD_ROW}"
        return Term(f"SUMPRODUCT({kg},{gwp})", value.value)
