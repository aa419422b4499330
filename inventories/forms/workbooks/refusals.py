"""Why a file cannot be read at all, and what to do about it."""

from django.utils.translation import gettext_lazy

from inventories.forms.workbooks.reading import Unreadable

_t = gettext_lazy
_SAVE_AS_XLSX = _t("เปิดไฟล์ด้วย Excel หรือ LibreOffice แล้วเลือก บันทึกเป็น (Save As) ชนิด .xlsx จากนั้นส่งไฟล์ใหม่")
_SEND_AGAIN = _t("เปิดไฟล์ต้นฉบับ บันทึกใหม่เป็น .xlsx แล้วส่งอีกครั้ง ถ้าได้รับไฟล์จากผู้อื่น ขอให้ส่งมาใหม่")
_MAKE_ANEW = _t("เปิดสมุดงานใหม่ใน Excel คัดลอกเฉพาะตารางข้อมูลไปวางแบบค่า (Paste Values) บันทึกเป็น .xlsx แล้วส่งไฟล์ใหม่")
_EXPORT_TEXT = _t("เปิดใน Excel แล้วบันทึกเป็น .xlsx หรือ CSV UTF-8 จากนั้นส่งไฟล์ใหม่")
_ONLY_THE_TABLE = _t("เก็บเฉพาะตารางรายเดือนไว้ในไฟล์ ลบแผ่นงาน แถว และคอลัมน์ที่ไม่ใช้ แล้วส่งไฟล์ใหม่")

REFUSALS = {
    "empty": (_t("ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลเลย"), _t("ตรวจว่าเลือกไฟล์ถูกต้องและคัดลอกมาครบ แล้วส่งอีกครั้ง")),
    "too_big": (_t("ไฟล์ใหญ่เกิน %(limit)s MB"), _ONLY_THE_TABLE),
    "not_a_workbook": (_t("ไฟล์นี้เป็น%(kind)s ไม่ใช่ตาราง Excel หรือ CSV แม้ชื่อไฟล์จะบอกเช่นนั้น"), _t("ส่งไฟล์ .xlsx หรือ .csv ที่มีตารางรายเดือน เอกสารและภาพให้แนบเป็นหลักฐานแทน")),
    "old_xls": (_t("ไฟล์นี้เป็น Excel รุ่นเก่า (.xls)"), _SAVE_AS_XLSX),
    "other_spreadsheet": (_t("ไฟล์นี้เป็น%(kind)s ซึ่งระบบไม่อ่าน"), _SAVE_AS_XLSX),
    "password": (_t("ไฟล์นี้ตั้งรหัสผ่านไว้ ระบบจึงเปิดไม่ได้"), _t("เปิดไฟล์ใน Excel เลือก ไฟล์ > ข้อมูล > ป้องกันสมุดงาน > เข้ารหัสลับด้วยรหัสผ่าน ลบรหัสผ่านออก บันทึก แล้วส่งไฟล์ใหม่")),
    "macros": (_t("ไฟล์นี้มีแมโคร (โปรแกรมที่ฝังในไฟล์) ระบบไม่รับเพื่อความปลอดภัย"), _t("เปิดไฟล์แล้วบันทึกเป็น “สมุดงาน Excel (.xlsx)” ซึ่งไม่มีแมโคร จากนั้นส่งไฟล์ใหม่")),
    "damaged": (_t("ไฟล์เสียหายหรือไม่ครบ อ่านต่อไม่ได้"), _SEND_AGAIN),
    "bomb": (_t("ไฟล์นี้คลายออกแล้วใหญ่ผิดปกติ ระบบจึงไม่เปิด"), _MAKE_ANEW),
    "too_many_parts": (_t("ไฟล์นี้มีส่วนย่อยภายในมากผิดปกติ"), _MAKE_ANEW),
    "bad_names": (_t("ภายในไฟล์มีชื่อส่วนที่ไม่ปลอดภัยหรือซ้ำกัน ไฟล์ที่ Excel บันทึกจะไม่เป็นเช่นนี้"), _MAKE_ANEW),
    "entities": (_t("ภายในไฟล์มีคำสั่ง XML (DTD) ซึ่งไฟล์ที่ Excel บันทึกไม่มี ระบบไม่รับเพื่อความปลอดภัย"), _MAKE_ANEW),
    "too_many_rows": (_t("แผ่นงาน “%(sheet)s” มีข้อมูลเกิน %(limit)s แถว"), _ONLY_THE_TABLE),
    "too_many_columns": (_t("แผ่นงาน “%(sheet)s” มีข้อมูลที่เซลล์ %(cell)s ซึ่งเกิน %(limit)s คอลัมน์"), _ONLY_THE_TABLE),
    "too_many_cells": (_t("ไฟล์นี้มีข้อมูลมากเกินกว่าที่ระบบอ่านได้ (เกิน %(limit)s เซลล์)"), _ONLY_THE_TABLE),
    "too_much_text": (_t("ข้อความในไฟล์ยาวรวมกันเกินกว่าที่ระบบอ่านได้"), _ONLY_THE_TABLE),
    "no_worksheet": (_t("ไฟล์นี้ไม่มีแผ่นงานที่เป็นตาราง (มีแต่แผนภูมิ หรือไม่มีแผ่นงานเลย)"), _t("ส่งไฟล์ที่มีตารางรายเดือน ไม่ใช่เฉพาะแผนภูมิ")),
    "nothing_in_it": (_t("ทุกแผ่นงานในไฟล์นี้ว่างเปล่า"), _t("ตรวจว่าเลือกไฟล์ถูกต้อง และบันทึกไฟล์หลังกรอกแล้ว จากนั้นส่งอีกครั้ง")),
    "charset": (_t("อ่านตัวอักษรในไฟล์ CSV ไม่ได้ ไฟล์ไม่ใช่ UTF-8, UTF-16 หรือ TIS-620 (CP874)"), _EXPORT_TEXT),
    "broken_csv": (_t("ไฟล์ CSV เสียหายใกล้บรรทัดที่ %(line)s"), _EXPORT_TEXT),
    "layout_unknown": (_t("ไม่พบตารางที่ระบบรู้จักในไฟล์นี้: ไม่มีหัวตารางเป็นเดือน (ม.ค. – ธ.ค.) และไม่ใช่แบบฟอร์มของ อบก. หรือสำนักงานสีเขียว"), _t("ดาวน์โหลดแบบฟอร์มของระบบแล้วคัดลอกตัวเลขไปวาง หรือใส่ชื่อเดือนเป็นหัวคอลัมน์ให้ครบ")),
}  # fmt: skip


def refusal(rule: str, **values: object) -> Unreadable:
    """Return the exception of a rule, its sentence filled with `values`."""
    sentence, remedy = REFUSALS[rule]
    return Unreadable(rule, str(sentence) % values if values else str(sentence), str(remedy))
