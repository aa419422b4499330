"""A landfill by first-order decay: a row for each year of each kind of waste, from the first deposit on."""

from collections.abc import Mapping
from decimal import Decimal

from cfo_site.thai import BE
from emission_factors.calc.gases import CH4
from inventories.calc.methods.constants import CH4_PER_C, KG_PER_TONNE
from inventories.calc.period import MONTHS_IN_YEAR
from reports.exports import thai_parameters
from reports.exports.workbook.terms import Term, constant, exponential, total
from reports.exports.workbook.workings.block import LABEL, MONTHS, VALUE, Block
from reports.exports.workbook.workings.formulas import NOTHING, Formula, ratio

_TABLES = ("deposits", "doc", "k", "mcf", "docf")
_HEADS = ("DOC", "DOCf", "MCF", "k", "คาร์บอนที่ฝัง (ตัน)", "คงเหลือสิ้นปี (ตัน)", "ย่อยสลายในปี (ตัน)")
_AT_CARBON, _AT_STOCK, _AT_GONE = (MONTHS + at for at in (4, 5, 6))


def landfill(block: Block) -> tuple[Formula, ...]:
    """Return CH4 of the period = (Σ months/12 × decomposed × F × 16/12 − R) × (1 − OX), in kg."""
    block.parameters(without=_TABLES)
    months = _months_by_year(block)
    weighted: list[Term] = []
    deposits = block.given["deposits"]
    assert isinstance(deposits, Mapping)  # noqa: S101 - so the method says
    for kind, by_year in deposits.items():
        assert isinstance(by_year, Mapping)  # noqa: S101 - so the method says
        tonnes = {int(year): amount for year, amount in by_year.items()}
        for year, gone in _decay(block, kind, tonnes, max(months)).items():
            if year in months:
                weighted.append(gone * constant(months[year]) / constant(MONTHS_IN_YEAR))
    carbon = block.result("คาร์บอนที่ย่อยสลายในช่วงเวลา", "ตัน C", total(weighted)).here
    methane, mass = ratio(CH4_PER_C)
    generated = carbon * block["f"] * methane / mass
    emitted = (generated - block["recovered_ch4_t"]) * (constant(1) - block["ox"])
    return (Formula(CH4, None, fixed=emitted * constant(KG_PER_TONNE)),)


def _months_by_year(block: Block) -> dict[int, int]:
    """Return how many months of each year are reckoned; the year, where one is named, counts whole."""
    if "inventory_year" in block.given:
        return {int(str(block.given["inventory_year"])): MONTHS_IN_YEAR}
    years = [int(month[:4]) for month in block.year.months]
    return {year: years.count(year) for year in years}


def _decay(block: Block, kind: str, deposits: Mapping[int, Decimal], last: int) -> dict[int, Term]:
    """Write a kind of waste's table; return what decomposes in each of its years."""
    sheet = block.sheet
    for column, head in ((LABEL, _name(kind)), (VALUE, "ฝังกลบ (ตัน)"), *enumerate(_HEADS, MONTHS)):
        sheet.text(block.row, column, head, "head")
    gone: dict[int, Term] = {}
    stock: Term = NOTHING
    for year in range(min(deposits, default=last), last + 1):
        block.row += 1
        row = block.row
        sheet.text(row, LABEL, f"พ.ศ. {year + BE}")
        tonnes = sheet.number(row, VALUE, deposits.get(year, Decimal(0)), "given").here
        values = (
            _of(block, "doc", kind),
            _of(block, "docf", kind),
            _of(block, "mcf", str(year)),
            _of(block, "k", kind),
        )
        doc, docf, mcf, k = (
            sheet.number(row, MONTHS + at, value, "given_factor").here for at, value in enumerate(values)
        )
        carbon = sheet.formula(row, _AT_CARBON, tonnes * doc * docf * mcf, "factor").here
        remains = exponential(k, negative=True)
        gone[year] = sheet.formula(row, _AT_GONE, stock * (constant(1) - remains), "factor").here
        stock = sheet.formula(row, _AT_STOCK, carbon + stock * remains, "factor").here
    block.row += 1
    return gone


def _of(block: Block, name: str, key: str) -> Decimal:
    """Return a parameter that is one number, or one for each kind of waste or year; 0 for a year it does not name."""
    value = block.given[name]
    if isinstance(value, Mapping):
        value = value.get(key, Decimal(0))
    assert isinstance(value, Decimal)  # noqa: S101 - so the method says
    return value


def _name(kind: str) -> str:
    return thai_parameters.WASTE_TYPES.get(kind, kind)
