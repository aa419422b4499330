"""How people head the columns of a table of bills, and how most issuers call themselves on their papers."""

from collections.abc import Mapping

PEA, PWA = "การไฟฟ้าส่วนภูมิภาค (กฟภ.)", "การประปาส่วนภูมิภาค (กปภ.)"
TOTALS = ("รวม", "ยอดรวม", "total", "sum")  # with which the row of a table's own total begins
# Headings of pasted tables as they come in life, without blanks, points and capitals; a longer one first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": (
        "เลขมิเตอร์", "หมายเลขมิเตอร์", "รหัสเครื่องวัด", "หมายเลขเครื่องวัด", "peano", "meter", "meterno", "มิเตอร์",
        "ทะเบียน", "ทะเบียนรถ", "เลขทะเบียน", "หมายเลขทะเบียน", "plate", "vehicle", "รถ",
    ),
    "account": (
        "หมายเลขผู้ใช้", "หมายเลขผู้ใช้ไฟ", "หมายเลขผู้ใช้ไฟฟ้า", "หมายเลขผู้ใช้น้ำ", "เลขที่ผู้ใช้น้ำ", "บัญชีแสดงสัญญา", "ca", "ca/ref1",
        "account", "เลขผู้ใช้", "ผู้ใช้ไฟฟ้า",
    ),
    "first": ("จากวันที่", "ตั้งแต่วันที่", "วันที่อ่านครั้งก่อน", "วันที่อ่านก่อน", "from", "จาก", "เริ่ม", "วันที่เริ่ม"),
    "last": ("ถึงวันที่", "วันที่อ่านหน่วย", "วันที่อ่าน", "วันที่อ่านครั้งหลัง", "to", "ถึง", "วันที่", "วันที่เติม", "date", "สิ้นสุด"),
    "before": ("เลขอ่านครั้งก่อน", "ครั้งก่อน", "เลขอ่านก่อน", "ก่อน", "before", "previous", "เลขไมล์ก่อน", "ไมล์ก่อน", "เลขมิเตอร์ก่อน", "เลขก่อน"),
    "after": (
        "เลขอ่านครั้งหลัง", "ครั้งหลัง", "เลขอ่านหลัง", "หลัง", "after", "current", "เลขไมล์หลัง", "ไมล์หลัง", "เลขไมล์", "เลขมิเตอร์หลัง", "เลขหลัง",
    ),
    "multiplier": ("ตัวคูณ", "multiplier", "ct"),
    "units": ("หน่วย", "จำนวนหน่วย", "หน่วยที่ใช้", "units", "kwh", "ลบม", "ลิตร", "จำนวนลิตร", "ปริมาณ", "litres", "liters", "ปริมาณ(ลิตร)"),
    "on_peak": ("onpeak", "on-peak", "หน่วยonpeak", "หน่วยon-peak", "p"),
    "off_peak": ("offpeak", "off-peak", "หน่วยoffpeak", "หน่วยoff-peak", "op"),
    "baht": ("บาท", "เงิน", "เงิน(บาท)", "จำนวนเงิน", "จำนวนเงิน(บาท)", "ค่าไฟฟ้า", "ค่าน้ำ", "รวมเงิน", "รวมเงิน(บาท)", "baht", "amount"),
}  # fmt: skip
