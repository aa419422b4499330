"""What each kind of bill asks, in the order of its paper, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inventories.forms.bill.headings import PEA, PWA
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
        PEA,
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
        PWA,
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
