"""What each kind of bill asks, in the order of its paper, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventories.models import BillKind

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the lines: its field, its heading, and the width of its control."""

    name: str
    label: Words
    width: str = "num"


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of bill: heading, whose paper it is, fields before and after the lines, columns of the lines.

    `pasted`: the columns in the order in which a table without a heading is read.
    """

    title: Words
    about: Words
    issuer: str
    head: tuple[str, ...]
    foot: tuple[str, ...]
    columns: tuple[Column, ...]
    pasted: tuple[str, ...]


WHAT = Column("what", _("มิเตอร์หรือแหล่งปล่อย"), "")
FIRST, LAST = Column("first", _("จากวันที่")), Column("last", _("ถึงวันที่"))
BEFORE, AFTER = Column("before", _("เลขอ่านครั้งก่อน")), Column("after", _("เลขอ่านครั้งหลัง"))
MULTIPLIER, BAHT = Column("multiplier", _("ตัวคูณ")), Column("baht", _("เงิน (บาท)"))
PERIODIC = ("number", "first", "last", "before", "after", "multiplier", "units", "baht")

WORDS: Mapping[str, KindWords] = {
    BillKind.ELECTRICITY: KindWords(
        _("บิลค่าไฟฟ้า"),
        _("ใบแจ้งหนี้หรือหนังสือแจ้งค่าไฟฟ้าของการไฟฟ้า ใบเดียวมีได้หลายมิเตอร์ มิเตอร์ละบรรทัด"),
        "การไฟฟ้าส่วนภูมิภาค (กฟภ.)",
        ("issuer", "account", "office", "number", "tariff", "bill_date", "invoice_month", "dates_are"),
        ("energy", "service", "ft", "vat", "baht", "refers_to"),
        (
            WHAT,
            FIRST,
            LAST,
            AFTER,
            BEFORE,
            MULTIPLIER,
            Column("units", _("จำนวนหน่วย (kWh)")),
            Column("on_peak", _("On-Peak")),
            Column("off_peak", _("Off-Peak")),
            BAHT,
        ),
        PERIODIC,
    ),
    BillKind.WATER: KindWords(
        _("บิลค่าน้ำประปา"),
        _("ใบแจ้งหนี้ค่าน้ำของการประปา ใบเดียวมีได้หลายมิเตอร์ มิเตอร์ละบรรทัด"),
        "การประปาส่วนภูมิภาค (กปภ.)",
        ("issuer", "account", "number", "bill_date", "invoice_month", "dates_are"),
        ("service", "vat", "baht", "refers_to"),
        (WHAT, FIRST, LAST, BEFORE, AFTER, MULTIPLIER, Column("units", _("จำนวนหน่วย (ลบ.ม.)")), BAHT),
        PERIODIC,
    ),
    BillKind.FUEL: KindWords(
        _("น้ำมันเชื้อเพลิง"),
        _("ใบแจ้งยอดบัตรเติมน้ำมัน (Fleet card) หรือใบสั่งจ่ายน้ำมันของแต่ละคัน การเติมครั้งละบรรทัด ระบบรวมให้ตามคันและเดือน"),
        "",
        ("issuer", "account", "number", "bill_date", "invoice_month"),
        ("baht", "refers_to"),
        (
            Column("last", _("วันที่เติม")),
            Column("what", _("รถหรือแหล่งปล่อย"), ""),
            Column("units", _("ปริมาณ (ลิตร)")),
            BAHT,
            Column("before", _("เลขไมล์ก่อน")),
            Column("after", _("เลขไมล์หลัง")),
        ),
        ("last", "number", "units", "baht", "before", "after"),
    ),
    BillKind.OTHER: KindWords(
        _("บิลอื่น ๆ"),
        _("ใบแจ้งหนี้ ใบเสร็จ หรือใบสั่งซื้ออื่นที่บอกปริมาณ เช่น ก๊าซหุงต้ม กระดาษ ขยะที่ส่งกำจัด"),
        "",
        ("issuer", "account", "number", "bill_date", "invoice_month", "dates_are"),
        ("vat", "baht", "refers_to"),
        (WHAT, FIRST, LAST, BEFORE, AFTER, MULTIPLIER, Column("units", _("ปริมาณ (หน่วยของแหล่งปล่อย)")), BAHT),
        PERIODIC,
    ),
}
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
    "before": ("เลขอ่านครั้งก่อน", "ครั้งก่อน", "เลขอ่านก่อน", "ก่อน", "before", "previous", "เลขไมล์ก่อน", "ไมล์ก่อน", "เลขมิเตอร์ก่อน"),
    "after": (
        "เลขอ่านครั้งหลัง", "ครั้งหลัง", "เลขอ่านหลัง", "หลัง", "after", "current", "เลขไมล์หลัง", "ไมล์หลัง", "เลขไมล์", "เลขมิเตอร์หลัง",
    ),
    "multiplier": ("ตัวคูณ", "multiplier", "ct"),
    "units": ("หน่วย", "จำนวนหน่วย", "หน่วยที่ใช้", "units", "kwh", "ลบม", "ลิตร", "จำนวนลิตร", "ปริมาณ", "litres", "liters", "ปริมาณ(ลิตร)"),
    "on_peak": ("onpeak", "on-peak", "หน่วยonpeak", "หน่วยon-peak", "p"),
    "off_peak": ("offpeak", "off-peak", "หน่วยoffpeak", "หน่วยoff-peak", "op"),
    "baht": ("บาท", "เงิน", "เงิน(บาท)", "จำนวนเงิน", "จำนวนเงิน(บาท)", "ค่าไฟฟ้า", "ค่าน้ำ", "รวมเงิน", "รวมเงิน(บาท)", "baht", "amount"),
}  # fmt: skip
