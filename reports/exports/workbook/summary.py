"""The first sheet: whose year, how much, and whether the sheets agree among themselves."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cfo_site.templatetags.cfo import thai_datetime
from reports.exports import thai_words
from reports.exports.facts import YearFacts
from reports.exports.figures import NOTHING
from reports.exports.parts.completeness import completeness
from reports.exports.parts.totals import NO_SOURCES, SUMS, UNKNOWN
from reports.exports.workbook.lines import SEPARATE, Year
from reports.exports.workbook.places import FIRST_ROW, GASES, README, SOURCES, SUMMARY, Place
from reports.exports.workbook.rates import BIOGENIC
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.sums import COUNTED, Sums
from reports.exports.workbook.terms import Term, constant

_HEADS = (
    "ประเภท", "kgCO2e ก่อนปัด", "tCO2e ก่อนปัด", "tCO2e ที่รายงาน", "สัดส่วนเทียบประเภทที่ 1 และ 2", "สัดส่วนเทียบประเภทที่ 1, 2 และ 3",
    "ข้อมูลจำลอง", "หมายเหตุ",
)  # fmt: skip
_WIDTHS = (40, 24, 20, 16, 17, 17, 10, 40)
_KG, _TONNES, _REPORTED, _OF_1_2, _OF_ALL, _SIMULATED, _REMARK = range(1, 8)
_UNKNOWN = f'"{NOTHING}"'
_ORDER = ("1", "2", "scope_1_2", "3", "scope_1_2_3", SEPARATE)
_PARTS_OF: Mapping[str, tuple[str, ...]] = {"scope_1_2": ("1", "2"), "scope_1_2_3": COUNTED}


def write_summary(sheet: Sheet, year: Year, sums: Sums, by_gas: Mapping[str, Place]) -> None:
    """Write the sheet. `sums` stand on the sheet of sources, `by_gas` on that of gases."""
    sheet.widths(_WIDTHS)
    sheet.heads(_HEADS, left=1)
    lines: dict[str, _Line] = {}
    for row, key in enumerate(_ORDER, FIRST_ROW):
        lines[key] = _Line(sheet, year, row, key, sums)
        lines[key].write([lines[part] for part in _PARTS_OF.get(key, ())])
    for key, line in lines.items():
        line.share(lines["scope_1_2"], _OF_1_2, shown=key in {"1", "2", "scope_1_2"})
        line.share(lines["scope_1_2_3"], _OF_ALL, shown=key != SEPARATE)
    row = FIRST_ROW + len(_ORDER)
    _biogenic(sheet, year, row, sums)
    row = _checks(sheet, row + 2, {key: line.kg for key, line in lines.items()}, by_gas)
    _facts(sheet, year.facts, row + 1)


class _Line:
    """A scope or a sum of scopes: kgCO2e, tonnes, whole tonnes; – in all of them while nothing is known."""

    def __init__(self, sheet: Sheet, year: Year, row: int, key: str, sums: Sums) -> None:
        result = year.facts.result
        document = result[key] if key in SUMS else result["scopes"][key]
        self.sheet, self.year, self.row, self.key, self.sums = sheet, year, row, key, sums
        self.kg = Place(SUMMARY, row, _KG, Decimal(document["kgco2e"]))
        self.reported = Place(SUMMARY, row, _REPORTED, Decimal(document["reported_tco2e"]))
        self.known = not sums.unknown.issuperset(_PARTS_OF.get(key, (key,)))
        self.sum = "sum_" if key in SUMS else ""

    def write(self, parts: Sequence["_Line"]) -> None:
        """Write the line; a sum from the lines of its parts, which stand above it."""
        sheet, row, kg = self.sheet, self.row, self.kg.here.text
        sheet.text(row, 0, SUMS.get(self.key) or thai_words.SCOPES[self.key], "sum_label" if self.sum else "short")
        if parts:
            each = ",".join(part.kg.here.text for part in parts)
            whole = ",".join(part.reported.here.text for part in parts)
            of_kg = f"IF(COUNT({each}),SUM({each}),{_UNKNOWN})"
            of_reported = f"IF(COUNT({whole}),SUM({whole}),{_UNKNOWN})"
        else:
            there = self.sums[self.key].there.text
            of_kg = f"IF(ISNUMBER({there}),{there},{_UNKNOWN})"
            of_reported = f"IF(ISNUMBER({kg}),ROUNDUP(ROUND({kg},6)/1000,0),{_UNKNOWN})"
        self._write(_KG, of_kg, self.kg.value, "kg_exact")
        self._write(_TONNES, f"IF(ISNUMBER({kg}),{kg}/1000,{_UNKNOWN})", self.kg.value / 1000, "tonnes")
        self._write(_REPORTED, of_reported, self.reported.value, "whole")
        sheet.text(row, _SIMULATED, self.year.simulated, "centre")
        sheet.text(row, _REMARK, self._remark())

    def share(self, whole: "_Line", column: int, *, shown: bool) -> None:
        """Write which share of the whole tonnes this is; – where there is no whole or it is in none."""
        if not shown:
            self.sheet.text(self.row, column, NOTHING, f"{self.sum}share")
            return
        here, there = self.reported.here.text, whole.reported.here.text
        stored = self.reported.value / whole.reported.value if self.known and whole.reported.value else NOTHING
        formula = f"IF(AND(ISNUMBER({here}),N({there})>0),{here}/{there},{_UNKNOWN})"
        self.sheet.formula_or_text(self.row, column, formula, stored, f"{self.sum}share")

    def _write(self, column: int, formula: str, value: Decimal, look: str) -> None:
        stored = value if self.known else NOTHING
        self.sheet.formula_or_text(self.row, column, formula, stored, f"{self.sum}{look}")

    def _remark(self) -> str:
        if self.key in thai_words.SCOPES and not self.known:
            return UNKNOWN if self.year.of(self.key) else NO_SOURCES
        return "ไม่รวมในยอด" if self.key == SEPARATE else ""


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
        difference = Term(f"ROUND(N({kg[key].here.text})-N({by_gas[key].there.text}),6)", Decimal(0))
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
        ("การอนุมัติ", "จัดทำและตรวจโดยบุคคลเดียวกัน" if facts.by_one_person else ""),
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
