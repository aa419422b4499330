"""Words in headings and labels by what they say of a column or a row."""

import re

from cfo_site import thai
from inventories.calc.workbooks.units import meant_by
from inventories.forms.workbooks.headings import folded, without_marks

_EMISSIONS = ("cf", "kgco2", "tco2", "co2e", "kgch4", "ปริมาณการปล่อย", "การปล่อย", "ค่าcf", "ghg", "คาร์บอน")
_QUANTITY = ("ปริมาณ", "จำนวน", "quantity", "amount", "activity", "ข้อมูล")
_NOT_QUANTITY = ("บาท", "ค่าใช้จ่าย", "ค่าไฟ", "ค่าน้ำ", "จำนวนเงิน", "baht", "ร้อยละ", "เปอร์เซ็นต์", "change", "ต่อคน", "หมายเหตุ")
_TOTALS = (
    "รวม",
    "ผลรวม",
    "ยอดรวม",
    "total",
    "grandtotal",
    "sum",
    "subtotal",
    "เฉลี่ย",
    "ค่าเฉลี่ย",
    "average",
    "avg",
    "สะสม",
)
_SUMS = ("รวม", "ผลรวม", "ยอดรวม", "total", "grandtotal", "sum")
_BELOW = (
    "เปรียบเทียบ", "จำนวนคน", "จำนวนบุคลากร", "จำนวนพนักงาน", "kgco2", "tco2", "ต่อคน", "ร้อยละ", "เปอร์เซ็นต์", "ผลต่าง", "บรรลุ",
    "ไม่บรรลุ", "เป้าหมาย", "รายละเอียด", "วิเคราะห์", "แนวทาง", "หมายเหตุ", "ผู้จัดทำ", "จัดทำโดย", "ผู้ตรวจ", "ghg",
)  # fmt: skip
_SCOPE = re.compile(r"(?:ขอบเขต|ประเภท|scope)(?:ที่)?([123])")
_SEPARATE = ("รายงานแยก", "นอกข้อกำหนด")
_PLATE = re.compile(
    r"ทะเบียน\s*(?:รถ(?:ยนต์)?)?\s*[:：]?\s*(?!รถ)([0-9]{2}-[0-9]{4}|[0-9]?[ก-ฮ]{1,3}[\s-]*[0-9]{1,4}(?:\s+[ก-๙]+)?)"
)
_TO_MONTH = re.compile(r"^.*?เดือน")
_REFERENCE = re.compile(r"(?i)ef\b|fr-?0[0-9]|บันทึกการปรับปรุง|วิธีใช้|คำอธิบาย|readme")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_LABELS = (
    "รายการ",
    "กิจกรรม",
    "แหล่งปล่อย",
    "ชื่อ",
    "ชนิด",
    "ประเภทขยะ",
    "ประเภทของขยะ",
    "ประเภทของเสีย",
    "item",
    "source",
    "description",
)


def is_emissions(text: str) -> bool:
    """Say whether a heading is of results: CF, kgCO2e, EF."""
    word = folded(text)
    return word == "ef" or word.startswith(("ef", "ค่าef")) or any(each in word for each in _EMISSIONS)


def is_quantity(text: str) -> bool:
    """Say whether a heading is of quantities."""
    return not is_emissions(text) and not is_no_quantity(text) and folded(text).startswith(_QUANTITY)


def is_no_quantity(text: str) -> bool:
    """Say whether a heading is of money, shares or remarks."""
    word = folded(text)
    return "%" in text or any(each in word for each in _NOT_QUANTITY) or "/คน" in text


def is_total(text: str) -> bool:
    """Say whether a row is a sum or a mean of others."""
    return folded(text).startswith(_TOTALS)


def is_sum(text: str) -> bool:
    """Say whether a column or row is a sum, not a mean."""
    return folded(text).startswith(_SUMS)


def is_below(text: str) -> bool:
    """Say whether a row begins what stands under a table: comparisons, targets, remarks."""
    return folded(text).startswith(_BELOW)


def is_sum_of_quantity(text: str) -> bool:
    """Say whether a column of sums says itself that it is of quantities."""
    return "ปริมาณ" in folded(text) and not is_emissions(text)


def is_unit_head(text: str) -> bool:
    """Say whether a heading is of units."""
    return folded(text).startswith(("หน่วย", "unit")) and not is_emissions(text)


def is_unit_kept(text: str) -> bool:
    """Say whether a heading is of the units in which amounts are kept, beside the units of factors."""
    return is_unit_head(text) and "เก็บ" in text


def is_date_head(text: str) -> bool:
    """Say whether a heading is of days."""
    return folded(text).startswith("วันที่")


def is_reference(sheet: str) -> bool:
    """Say by a sheet's name that it holds factors, results or instructions."""
    return _REFERENCE.match(sheet) is not None


def plate_in(text: str) -> str:
    """Return the number plate that a line names, "" where it names none."""
    match = _PLATE.search(thai.arabic_digits(without_marks(text)))
    return " ".join(match[1].split()) if match else ""


def after_month(text: str) -> str:
    """Return what stands behind the word for month: the name of one."""
    return _TO_MONTH.sub("", text)


def is_label_head(text: str) -> bool:
    """Say whether a heading is of names."""
    return folded(text).startswith(_LABELS)


def is_scope_head(text: str) -> bool:
    """Say whether a heading is of scopes."""
    word = folded(text)
    return word.startswith(("ขอบเขต", "scope")) or word == "ประเภท"


def scope_in(text: str) -> str:
    """Return the scope that a text names ("1", "2", "3", "separate"), "" where it names none."""
    word = folded(text)
    if word == "แยก" or any(each in word for each in _SEPARATE):
        return "separate"
    match = _SCOPE.search(word)
    return match[1] if match else ""


def unit_in(text: str) -> str:
    """Return the unit that stands in brackets behind a label, "" where there is none that is known."""
    match = _IN_BRACKETS.search(without_marks(text))
    return match[1].strip() if match and meant_by(match[1]) else ""
