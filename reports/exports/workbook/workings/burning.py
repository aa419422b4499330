"""Incineration and open burning: the composition of the waste as a table, and the carbon in it."""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.gases import CH4, CO2, N2O
from inventories.calc.methods.constants import CO2_PER_C, GRAMS_PER_KG, KG_PER_TONNE
from reports.exports import thai_parameters
from reports.exports.workbook.terms import Term, constant, total
from reports.exports.workbook.workings.block import LABEL, MONTHS, VALUE, Block
from reports.exports.workbook.workings.formulas import Formula, chosen, ratio

_HEADS = ("เนื้อแห้ง (dm)", "คาร์บอน (C)", "ส่วนฟอสซิล (fcf)", "คาร์บอนฟอสซิล", "คาร์บอนชีวภาพ", "เนื้อแห้งรวม")


def burning(block: Block) -> tuple[Formula, ...]:
    """Return fossil CO2, CH4 and N2O, and biogenic CO2 apart."""
    block.parameters(without=("composition",))
    fossil, biogenic, dry = _composition(block)
    co2, carbon = ratio(CO2_PER_C)
    burnt = block["oxidation"] * co2 / carbon
    grams_per_tonne = constant(GRAMS_PER_KG * KG_PER_TONNE)
    of_mass = chosen(
        block, "n2o_basis", thai_parameters.CHOICES["dry"], dry, constant(1), now=block.given["n2o_basis"] == "dry"
    )
    return (
        Formula(CO2, fossil * burnt),
        Formula(CH4, block["ch4_g_per_t"] / grams_per_tonne),
        Formula(N2O, block["n2o_g_per_t"] / grams_per_tonne * of_mass),
        Formula(CO2, biogenic * burnt, biogenic=True),
    )


def _composition(block: Block) -> tuple[Term, Term, Term]:
    """Write the table; return kg of fossil carbon, of biogenic carbon and of dry matter in a kg of wet waste."""
    sheet, row = block.sheet, block.row
    for column, head in ((LABEL, "องค์ประกอบขยะ"), (VALUE, "สัดส่วน"), *enumerate(_HEADS, MONTHS)):
        sheet.text(row, column, head, "head")
    shares = block.given["composition"]
    assert isinstance(shares, Mapping)  # noqa: S101 - so the method says
    sums: tuple[list[Term], list[Term], list[Term]] = ([], [], [])
    for kind, share in shares.items():
        row += 1
        waste = block.year.facts.inventory["waste_types"][kind]
        sheet.text(row, LABEL, thai_parameters.WASTE_TYPES.get(kind, kind))
        part = sheet.number(row, VALUE, Decimal(str(share)), "given_factor").here
        dm, carbon, fossil = (
            sheet.number(row, MONTHS + at, Decimal(waste[name]), "given_factor").here
            for at, name in enumerate(("dm", "c", "fcf"))
        )
        products = (part * dm * carbon * fossil, part * dm * carbon * (constant(1) - fossil), part * dm)
        for at, product in enumerate(products):
            sums[at].append(sheet.formula(row, MONTHS + 3 + at, product, "factor").here)
    block.row = row + 1
    fossil, biogenic, dry = (total(terms) for terms in sums)
    return (
        block.result("คาร์บอนฟอสซิลในขยะเปียก", "กก./กก.", fossil).here,
        block.result("คาร์บอนชีวภาพในขยะเปียก", "กก./กก.", biogenic).here,
        block.result("เนื้อแห้งในขยะเปียก", "กก./กก.", dry).here,
    )
