"""What the calculator refuses, as sentences for the person at the screen."""

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from cfo_site.templatetags.cfo import thai_month
from cfo_site.thai import BE
from inventories.calc.faults import MESSAGES, Fault
from inventories.selectors.waste import name_of

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_OF_YEARS = {"deposit_gap", "no_value_for_year"}
SENTENCES: Mapping[str, str | Promise] = {
    "file_unreadable": _t("อ่านไฟล์ไม่ได้ (%(reason)s) โปรดเลือกไฟล์ใหม่"),
    "not_utf8": _t("ไฟล์ไม่ใช่ UTF-8 (ไบต์ที่ %(position)s) โปรดบันทึกเป็น UTF-8 แล้วลองใหม่"),
    "not_json": _t("ข้อความไม่ใช่ JSON (%(reason)s) โปรดส่งออกไฟล์ใหม่"),
    "nested_too_deeply": _t("ข้อมูลซ้อนกันลึกเกินไป โปรดส่งออกไฟล์ใหม่"),
    "not_unicode": _t("มีอักขระที่ไม่สมบูรณ์ โปรดพิมพ์ข้อความใหม่"),
    "duplicate_key": _t("มีชื่อข้อมูลซ้ำ โปรดเหลือไว้รายการเดียว"),
    "wrong_format": _t("รูปแบบไฟล์ต้องเป็น cfo-inventory/1 แต่พบ %(found)s โปรดส่งออกไฟล์ใหม่"),
    "wrong_type": _t("ค่านี้ต้องเป็น %(expected)s แต่พบ %(found)s โปรดกรอกใหม่"),
    "number_not_string": _t("ตัวเลขเขียนไว้เป็น %(found)s โปรดกรอกใหม่เป็นตัวเลขธรรมดา"),
    "unknown_key": _t("วิธีคำนวณนี้ไม่ใช้ค่านี้ โปรดลบออก"),
    "misspelt_key": _t("ไม่รู้จักชื่อค่านี้ อาจหมายถึง %(meant)s โปรดแก้ชื่อ"),
    "missing_key": _t("ยังไม่ได้กรอกค่านี้ โปรดกรอก"),
    "missing_keys": _t("ยังขาด %(missing)s โปรดกรอกให้ครบ"),
    "empty": _t("ค่านี้ว่างไม่ได้ โปรดกรอก"),
    "not_decimal": _t("%(found)s ไม่ใช่ตัวเลขธรรมดา โปรดพิมพ์เช่น 1234.5"),
    "too_many_places": _t("%(found)s มีทศนิยมเกิน %(places)s ตำแหน่ง โปรดปัดให้สั้นลง"),
    "too_large": _t("%(found)s มากเกินไป โปรดตรวจหน่วยและจุดทศนิยม"),
    "out_of_range": _t("%(found)s อยู่นอกช่วงที่เป็นไปได้ (%(range)s) โปรดตรวจตัวเลข"),
    "period_length": _t("จำนวนเดือนของรอบปีต้องเป็น 1 ถึง 12 แต่พบ %(found)s โปรดแก้รอบปี"),
    "not_a_month": _t("%(found)s ไม่ใช่เดือน โปรดพิมพ์เป็น ปี ค.ศ.-เดือน เช่น 2025-03"),
    "not_a_year": _t("%(found)s ไม่ใช่ปี โปรดพิมพ์ปีสี่หลัก"),
    "month_outside_period": _t("เดือน %(month)s อยู่นอกรอบปี (%(first)s ถึง %(last)s) โปรดลบเดือนนั้น"),
    "months_outside_period": _t("เดือน %(month)s และอีก %(others)s เดือนอยู่นอกรอบปี (%(first)s ถึง %(last)s) โปรดลบออก"),
    "period_without_amounts": _t("ปริมาณของทั้ง %(count)s แหล่งอยู่นอกรอบปี %(first)s ถึง %(last)s โปรดตรวจรอบปี"),
    "gas_without_gwp": _t("ชุดค่า GWP ของบัญชีไม่มีค่าของ %(gas)s โปรดเลือกสารหรือค่า EF อื่น"),
    "co2e_not_alone": _t("ค่า EF มีทั้งค่ารวม CO2e และรายก๊าซ โปรดเลือกค่า EF อื่น"),
    "co2e_gwp": _t("ค่า GWP ของ CO2e ต้องเป็น 1 ไม่ใช่ %(found)s โปรดเลือกชุดค่า GWP อื่น"),
    "factor_without_gas": _t("ค่า EF ที่เลือกไม่มีก๊าซใดเลย โปรดเลือกค่า EF อื่น"),
    "refrigerant_unknown": _t("ไม่รู้จักสารทำความเย็น %(refrigerant)s หรือไม่มีค่าในชุด GWP ของบัญชี โปรดตรวจชื่อที่ฉลาก"),
    "shares_not_whole": _t("สัดส่วนรวมได้ %(total)s ต้องรวมเป็น 1 พอดี (ร้อยละ 100) โปรดแก้ให้ครบ"),
    "waste_type_unknown": _t("ไม่มีข้อมูลของขยะชนิด %(waste_type)s โปรดเลือกชนิดจากตาราง"),
    "duplicate_id": _t("มีแหล่งปล่อยใช้รหัสเดียวกัน โปรดแจ้งผู้ดูแลระบบ"),
    "not_a_choice": _t("%(found)s ไม่อยู่ในตัวเลือก (%(choices)s) โปรดเลือกใหม่"),
    "factor_missing": _t("ยังไม่ได้เลือกค่า EF โปรดเลือกหนึ่งค่า"),
    "factor_forbidden": _t("วิธีคำนวณ %(method)s ไม่ใช้ค่า EF โปรดลบค่า EF ออก"),
    "amounts_forbidden": _t("หลุมฝังกลบคิดจากประวัติขยะรายปี จึงไม่กรอกรายเดือน โปรดกรอกในประวัติ"),
    "not_used_here": _t("วิธีคำนวณ %(method)s ไม่ใช้ค่านี้ โปรดลบออก"),
    "unit_mismatch": _t("หน่วย %(unit)s แปลงเป็น %(target)s ไม่ได้ โปรดระบุการแปลงหน่วย เช่น ความหนาแน่น"),
    "conversion_not_a_bridge": _t("%(unit)s กับ %(target)s วัดสิ่งเดียวกัน ไม่ต้องระบุการแปลงหน่วย โปรดลบออก"),
    "conversion_elsewhere": _t("การแปลงหน่วยจาก %(unit)s เป็น %(target)s ไม่ตรงกับที่ต้องแปลง คือจาก %(given)s เป็น %(wanted)s โปรดแก้"),
    "estimated_without_amount": _t("เดือน %(month)s ทำเครื่องหมายว่าประมาณ แต่ไม่มีตัวเลข โปรดกรอกตัวเลข"),
    "estimated_not_estimated": _t("เดือน %(month)s ทำเครื่องหมายว่าประมาณ แต่ระบุว่ายังไม่ประเมิน โปรดเลือกอย่างเดียว"),
    "estimated_twice": _t("เดือน %(month)s มีซ้ำในรายการประมาณ โปรดเหลือไว้ครั้งเดียว"),
    "parent_missing": _t("ไม่พบแหล่งปล่อยต้นทาง %(parent)s โปรดเลือกต้นทางใหม่"),
    "parent_cycle": _t("แหล่งปล่อยอ้างถึงตัวเองเป็นวง (%(cycle)s) โปรดเลือกต้นทางใหม่"),
    "parent_derived": _t("%(parent)s เองคิดต่อมาจาก %(grandparent)s โปรดเลือกแหล่งต้นทางโดยตรง"),
    "parent_without_amounts": _t("%(parent)s คิดจากประวัติฝังกลบ ไม่มีปริมาณรายเดือนให้ใช้ต่อ โปรดเลือกต้นทางอื่น"),
    "parent_amounts": _t("แหล่งนี้ใช้ปริมาณของแหล่งต้นทาง จึงไม่มีปริมาณของตัวเอง โปรดลบปริมาณออก"),
    "parent_scope": _t("แหล่งที่คิดต่อจากต้นทางอยู่ในประเภทที่ 3 ไม่ใช่ %(scope)s โปรดแก้ประเภท"),
    "deposit_gap": _t("ประวัติขยะขาดปี %(year)s ระหว่าง %(first)s กับ %(last)s ถ้าปีนั้นไม่มีขยะ โปรดกรอก 0"),
    "no_value_for_type": _t("ยังไม่มีค่าของ%(waste_type)s โปรดกรอกค่าของขยะชนิดนี้"),
    "no_values_for_type": _t("%(waste_type)s ยังไม่มีค่า %(tables)s โปรดกรอก หรือตรวจชื่อชนิดขยะ"),
    "no_value_for_year": _t("ยังไม่มีค่าของปี %(year)s โปรดกรอก"),
    "no_value_for_month": _t("ยังไม่มีค่าของเดือน %(month)s โปรดกรอก"),
    "needs_parameter": _t("ค่านี้ใช้ไม่ได้ถ้าไม่กรอก %(parameter)s ด้วย โปรดกรอกทั้งคู่ หรือลบค่านี้"),
    "recovered_above_generated": _t("มีเทนที่นำไปใช้มากกว่าที่เกิดขึ้น (%(generated)s %(unit)s) โปรดตรวจตัวเลขและหน่วย ถ้ายังกรอกเดือนไม่ครบ ให้กรอกปริมาณให้ครบก่อน"),
    "negative_result": _t("หักออกมากกว่าที่เกิดขึ้น ผลจึงติดลบ โปรดตรวจปริมาณที่นำออกหรือนำไปใช้ ถ้ายังกรอกเดือนไม่ครบ ให้กรอกปริมาณให้ครบก่อน"),
    "result_too_large": _t("ผลลัพธ์มากเกินกว่าจะเป็นไปได้ โปรดตรวจหน่วยของปริมาณ"),
}  # fmt: skip


def fault_sentence(fault: Fault) -> str:
    """Return a fault in words: what is wrong and how to mend it. Kinds of waste are told by their names."""
    values = {key: _told(fault.code, key, value) for key, value in fault.values.items()}
    sentence = str(SENTENCES.get(fault.code, _("คำนวณไม่ได้: %(message)s")))
    return sentence % (values | {"message": fault.message})


def _told(code: str, key: str, value: str) -> str:
    """Return a value as people say it: kinds of waste by name, months and years in the Buddhist era."""
    if key == "waste_type":
        return name_of(value)
    if _MONTH.fullmatch(value):
        return thai_month(dt.date.fromisoformat(f"{value}-01"))
    return str(int(value) + BE) if code in _OF_YEARS and value.isdigit() else value


def untranslated() -> set[str]:
    """Return the calculator's codes without a sentence here; there should be none."""
    return set(MESSAGES) - set(SENTENCES)
