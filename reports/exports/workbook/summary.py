"""The first sheet: whose year, how much, and whether the sheets agree among themselves."""

from collections.abc import Mapping
from decimal import Decimal

from cfo_site.templatetags.cfo import thai_datetime
from reports.exports import thai_words
from reports.exports.facts import YearFacts
from reports.exports.parts.completeness import completeness
from reports.exports.parts.totals import SUMS
from reports.exports.workbook.lines import SEPARATE, Year
from reports.exports.workbook.places import FIRST_ROW, GASES, README, SOURCES, Place
from reports.exports.workbook.rates import BIOGENIC
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.sums import COUNTED, Sums
from reports.exports.workbook.terms import Term, constant, total

_HEADS = (
    "ประเภท", "kgCO2e ก่อนปัด", "tCO2e ก่อนปัด", "tCO2e ที่รายงาน", "สัดส่วนเทียบประเภทที่ 1 และ 2", "สัดส่วนเทียบประเภทที่ 1, 2 และ 3",
    "ข้อมูลจำลอง", "หมายเหตุ",
)  # fmt: skip
_WIDTHS = (40, 24, 20, 16, 17, 17, 10, 40)
_KG, _TONNES, _REPORTED, _OF_1_2, _OF_ALL, _SIMULATED, _REMARK = range(1, 8)
_ORDER = ("1", "2", "scope_1_2", "3", "scope_1_2_3", SEPARATE)
_PARTS_OF: Mapping[str, tuple[str, ...]] = {"scope_1_2": ("1", "2"), "scope_1_2_3": COUNTED}


def write_summary(sheet: Sheet, year: Year, sums: Sums, by_gas: Mapping[str, Place]) -> None:
    """Write the sheet. `sums` stand on the sheet of sources, `by_gas` on that of gases."""
    sheet.widths(_WIDTHS)
    sheet.heads(_HEADS, left=1)
    kg: dict[str, Place] = {}
    reported: dict[str, Place] = {}
    used = {line.scope for line in year.lines}
    known = {line.scope for line in year.lines if line.numbers or line.conversion is None}
    for row, key in enumerate(_ORDER, FIRST_ROW):
        of_parts = (_sum_of(kg, key), _sum_of(reported, key)) if key in SUMS else (sums[key].there, None)
        kg[key], reported[key] = _line(sheet, year, row, key, of_parts)
        if key in thai_words.SCOPES and key not in used and not kg[key].value:
            sheet.text(row, _REMARK, "ไม่มีแหล่งปล่อยในบัญชี")
        elif key in used and key not in known:
            sheet.text(row, _REMARK, "ยังไม่มีข้อมูล")
        else:
            sheet.text(row, _REMARK, "ไม่รวมในยอด" if key == SEPARATE else "")
    for key in _ORDER:
        of_all = key != SEPARATE
        _share(sheet, reported[key], reported["scope_1_2"], _OF_1_2, shown=key in {"1", "2", "scope_1_2"})
        _share(sheet, reported[key], reported["scope_1_2_3"], _OF_ALL, shown=of_all)
    row = FIRST_ROW + len(_ORDER)
    _biogenic(sheet, year, row, sums)
    row = _checks(sheet, row + 2, kg, by_gas)
    _facts(sheet, year.facts, row + 1)


def _line(sheet: Sheet, year: Year, row: int, key: str, of_parts: tuple[Term, Term | None]) -> tuple[Place, Place]:
    """Write a scope or a sum of scopes from kgCO2e and, for a sum, whole tonnes; return where both stand."""
    of_kg, of_whole = of_parts
    result = year.facts.result
    document = result["scopes"][key] if of_whole is None else result[key]
    prefix = "" if of_whole is None else "sum_"
    sheet.text(row, 0, SUMS.get(key) or thai_words.SCOPES[key], "sum_label" if prefix else "short")
    place = sheet.formula(row, _KG, of_kg, f"{prefix}kg_exact", stored=Decimal(document["kgco2e"]))
    sheet.formula(row, _TONNES, place.here / constant(1000), f"{prefix}tonnes")
    whole = Decimal(document["reported_tco2e"])
    if of_whole is None:
        of_whole = Term(f"ROUNDUP(ROUND({place.here.text},6)/1000,0)", whole)
    tonnes = sheet.formula(row, _REPORTED, of_whole, f"{prefix}whole", stored=whole)
    sheet.text(row, _SIMULATED, year.simulated, "centre")
    return place, tonnes


def _sum_of(places: Mapping[str, Place], key: str) -> Term:
    return total(places[part].here for part in _PARTS_OF[key])


def _share(sheet: Sheet, part: Place, whole: Place, column: int, *, shown: bool) -> None:
    """Write which share of the whole tonnes a line is; – where there is no whole or it is in none."""
    if not shown:
        sheet.text(part.row, column, "–", "share")
        return
    stored = part.value / whole.value if whole.value else "–"
    formula = f'IF({whole.here.text}=0,"–",{part.here.text}/{whole.here.text})'
    sheet.formula_or_text(part.row, column, formula, stored, "share")


def _biogenic(sheet: Sheet, year: Year, row: int, sums: Sums) -> None:
    sheet.text(row, 0, "คาร์บอนไดออกไซด์ชีวภาพ (กก. และตัน CO2)", "short")
    place = sheet.formula(row, _KG, sums[BIOGENIC].there, "kg_exact")
    sheet.formula(row, _TONNES, place.here / constant(1000), "tonnes")
    sheet.blank(row, (_REPORTED, _OF_1_2, _OF_ALL), "short")
    sheet.text(row, _SIMULATED, year.simulated, "centre")
    sheet.text(row, _REMARK, "ไม่รวมในประเภทใด")


def _checks(sheet: Sheet, row: int, kg: Mapping[str, Place], by_gas: Mapping[str, Place]) -> int:
    """Write what the sums by source and by gas differ by: 0 where the sheets agree."""
    sheet.text(row, 0, f"ตรวจทานภายในแฟ้ม: ผลต่างของยอดจากแผ่น {SOURCES} กับแผ่น {GASES} (kgCO2e)", "heading")
    for key in (*COUNTED, SEPARATE):
        row += 1
        sheet.text(row, 0, thai_words.SCOPES[key], "short")
        difference = Term(f"ROUND({kg[key].here.text}-{by_gas[key].there.text},6)", Decimal(0))
        sheet.formula(row, _KG, difference, "kg_exact")
    return row + 1


def _facts(sheet: Sheet, facts: YearFacts, row: int) -> None:
    who = facts.organisation
    place = " ".join(
        filter(None, (who.district_th and f"อำเภอ{who.district_th}", who.province_th and f"จังหวัด{who.province_th}"))
    )
    lines = (
        ("องค์กร", who.name_th), ("ชื่อภาษาอังกฤษ", who.name_en), ("ชื่อปัจจุบัน", who.name_today_th), ("ที่ตั้ง", place),
        ("รอบบัญชี", f"{facts.year_th} · {facts.year_kind_th} · {facts.period_th}"), ("สถานะ", facts.state_th),
        ("แนวทางการกำหนดขอบเขต", facts.boundary.approach_th), ("ขอบเขตและข้อสังเกต", "\n".join(facts.boundary.notes)),
        ("ความครบถ้วน", completeness(facts.inventory, facts.result).word), ("ชุดค่า GWP", facts.inventory["gwp"]["name"]),
        ("แบบฟอร์มที่ใช้หลักการปัดเศษ", facts.inventory.get("form_edition", "")), ("ข้อมูลจำลอง", facts.credit_th),
        ("จัดทำเมื่อ", thai_datetime(facts.prepared_at)),
        ("เอกสารบัญชี SHA-256", facts.document_sha256), ("บันทึกการกระทำลำดับที่", f"{facts.ledger.number} · {facts.ledger.hash}"),
        ("อ่านต่อ", f"ความหมายของแต่ละแผ่นงานและวิธีคำนวณซ้ำอยู่ในแผ่น {README}"),
    )  # fmt: skip
    sheet.text(row, 0, "องค์กรและเอกสาร", "heading")
    for label, text in lines:
        if text:
            row += 1
            sheet.text(row, 0, label, "label")
            sheet.wide_text(row, 1, _REMARK, text)
