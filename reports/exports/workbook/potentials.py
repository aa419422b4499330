"""The sheet of warming potentials (GWP), and of what the refrigerants that are blends consist of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.exports import thai_words
from reports.exports.workbook.lines import Year
from reports.exports.workbook.places import FIRST_ROW, Place
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import total

_HEADS = ("ก๊าซ", "ชื่อในเอกสารบัญชี", "GWP (100 ปี)", "นับใน")
_BLEND_HEADS = ("สารผสม", "องค์ประกอบ", "สัดส่วนมวล", "GWP ขององค์ประกอบ", "สัดส่วน × GWP")
_WIDTHS = (30, 22, 14, 30, 16)
_IN_SCOPE = "ประเภทของแหล่งปล่อย"
_APART = "รายงานแยก ไม่รวมในยอด"


@dataclass(frozen=True, slots=True)
class Potentials:
    """Where each gas has its GWP and each blend its shares; `outside` are the gases reported apart."""

    places: Mapping[str, Place]
    shares: Mapping[tuple[str, str], Place]
    outside: frozenset[str]


def look_of(value: Decimal, *, given: bool = False) -> str:
    """Return how a GWP is shown: most are whole numbers."""
    prefix = "given_" if given else ""
    return f"{prefix}whole" if value == value.to_integral_value() else f"{prefix}factor"


def write_potentials(sheet: Sheet, year: Year) -> Potentials:
    """Write the sheet and return where its numbers stand."""
    gwp = year.facts.inventory["gwp"]
    outside = frozenset(gwp.get("outside", ()))
    sheet.widths(_WIDTHS)
    sheet.heads(_HEADS, left=2)
    places = {}
    for row, (gas, value) in enumerate(({"CO2e": "1"} | dict(gwp["values"])).items(), FIRST_ROW):
        sheet.text(row, 0, thai_words.gas(gas))
        sheet.text(row, 1, gas)
        places[gas] = sheet.number(row, 2, Decimal(value), look_of(Decimal(value), given=True))
        sheet.text(row, 3, _APART if gas in outside else _IN_SCOPE)
    shares = _blends(sheet, year, places)
    return Potentials(places, shares, outside)


def _blends(sheet: Sheet, year: Year, places: Mapping[str, Place]) -> dict[tuple[str, str], Place]:
    blends = year.facts.inventory.get("blends", {})
    shares: dict[tuple[str, str], Place] = {}
    if not blends:
        return shares
    row = sheet.last_row + 2
    sheet.text(row, 0, "ส่วนผสมของสารทำความเย็น", "heading")
    row += 1
    sheet.heads(_BLEND_HEADS, row=row, left=2)
    for blend, parts in blends.items():
        products = []
        for gas, share in parts.items():
            row += 1
            sheet.text(row, 0, blend)
            sheet.text(row, 1, gas)
            shares[blend, gas] = sheet.number(row, 2, Decimal(share), "given_factor")
            potential = sheet.formula(row, 3, places[gas].here, look_of(places[gas].value))
            products.append(sheet.formula(row, 4, shares[blend, gas].here * potential.here, "factor"))
        row += 1
        sheet.blank(row, range(1, 4), "sum_label")
        sheet.text(row, 0, f"GWP ของ {blend}", "sum_label")
        sheet.formula(row, 4, total(product.here for product in products), "sum_kg_exact")
    return shares
