"""Writes the sheet of workings, block by block, and returns the rates that the other sheets refer to."""

from collections.abc import Callable, Mapping

from reports.exports import thai_words
from reports.exports.parts.methods import FORMULAS as IN_WORDS
from reports.exports.workbook.lines import Year
from reports.exports.workbook.places import FIRST_ROW, Place
from reports.exports.workbook.potentials import Potentials
from reports.exports.workbook.rates import GasRate, Rates
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term, total
from reports.exports.workbook.workings.block import LABEL, MONTHS, WIDTHS, Block
from reports.exports.workbook.workings.burning import burning
from reports.exports.workbook.workings.formulas import FORMULAS, Formula
from reports.exports.workbook.workings.landfill import landfill

_HEADS = ("รายการ", "ค่า", "หน่วย", "ที่มา")
_ACROSS = 12  # columns for months and for tables
_METHODS: Mapping[str, Callable[[Block], tuple[Formula, ...]]] = {
    **FORMULAS,
    "incineration": burning,
    "open_burning": burning,
    "landfill_fod": landfill,
}


def write_workings(sheet: Sheet, year: Year, potentials: Potentials) -> dict[int, Rates]:
    """Write a block for each source whose method is not `factor`; return their rates by the source's number."""
    sheet.widths((*WIDTHS, *(10.5 for _ in range(_ACROSS))))
    sheet.heads([*_HEADS, *("" for _ in range(_ACROSS - 1))], left=len(_HEADS))
    rates: dict[int, Rates] = {}
    row = FIRST_ROW
    for line in year.lines:
        if line.method in _METHODS:
            block = Block(sheet, year, line, potentials, row)
            rates[line.number] = _block(block)
            row = block.row + 1
    if not rates:
        sheet.text(row, LABEL, "ทุกแหล่งปล่อยคำนวณด้วย ข้อมูลกิจกรรม × ค่า EF", "paragraph")
    return rates


def _block(block: Block) -> Rates:
    line, sheet = block.line, block.sheet
    sheet.text(block.row, LABEL, f"{line.number}. {line.source['name']}", "heading")
    formula = f"{thai_words.METHODS[line.method]}: {IN_WORDS[line.method]}"
    sheet.wide_text(block.row + 1, LABEL, MONTHS + _ACROSS - 1, formula)
    block.row += 2
    formulas = _METHODS[line.method](block)
    gases = tuple(_gas(block, formula) for formula in formulas)
    counted = None if line.monthly is None else _counted(block, gases)
    return Rates(gases, counted, f"วิธีคำนวณ ข้อ {line.number}")


def _gas(block: Block, formula: Formula) -> GasRate:
    name = block.gas_label(formula.gas, biogenic=formula.biogenic)
    rate: Place | tuple[Place, ...] | None
    match formula.per_unit:
        case None:
            rate = None
        case tuple() as terms:
            rate = block.results_by_month(f"{name} ต่อหน่วยของข้อมูลกิจกรรม", "กก.ต่อหน่วย", terms)
        case term:
            rate = block.result(f"{name} ต่อหน่วยของข้อมูลกิจกรรม", "กก.ต่อหน่วย", term)
    fixed = None
    if formula.fixed is not None:
        words = "ทั้งช่วงเวลา" if formula.per_unit is None else "ที่หักออกทั้งช่วงเวลา"
        fixed = block.result(f"{name} {words}", "กก.", formula.fixed)
    return GasRate(formula.gas, rate, fixed, formula.biogenic)


def _counted(block: Block, gases: tuple[GasRate, ...]) -> Place | tuple[Place, ...]:
    """Write kgCO2e per unit of what counts in the source's own scope."""
    own = [gas for gas in gases if gas.part(block.line, block.potentials.outside) == block.line.scope]
    label, unit = "kgCO2e ต่อหน่วย ที่นับในประเภทของแหล่ง", "kgCO2e ต่อหน่วย"
    if not any(isinstance(gas.rate, tuple) for gas in own):
        return block.result(label, unit, total(_product(block, gas, 0) for gas in own))
    months = range(len(block.year.months))
    return block.results_by_month(label, unit, tuple(total(_product(block, gas, at) for gas in own) for at in months))


def _product(block: Block, gas: GasRate, month: int) -> Term:
    rate = gas.rate[month] if isinstance(gas.rate, tuple) else gas.rate
    assert rate is not None  # noqa: S101 - only a landfill has no rate, and that has no result by month
    return rate.here * block.potentials.places[gas.gas].there
