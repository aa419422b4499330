"""The tables beside an inventory that are in none of its totals."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emission_factors.calc.decimals import plain
from inventories.models import ApartKind, ApartLine, Inventory

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Wording:
    """How one table speaks: heading of each column, units offered, and the sentence under it."""

    title: Text
    sentence: Text
    name: Text
    place: Text
    units: tuple[tuple[str, Text], ...]
    standard: Text = ""  # empty: the table has no such column
    period: Text = ""


KWH, KG_CO2E = ("kWh", "kWh"), ("kgCO2e", "kgCO2e")
TONNES: tuple[str, Text] = ("tCO2e", "tCO2e")
WORDINGS: dict[str, Wording] = {
    ApartKind.SOLAR: Wording(
        _("ไฟฟ้าที่ผลิตเองจากพลังงานแสงอาทิตย์"),
        _("การปล่อยเป็นศูนย์ แสดงให้เห็นเท่านั้น และไม่นำมาหักออกจากไฟฟ้าที่ซื้อ เพราะมิเตอร์ซื้อไฟฟ้าลดลงเองแล้ว"),
        _("ชื่อระบบ"), _("ที่ตั้ง"), (KWH, ("MWh", "MWh")), period=_("ช่วงเวลา"),
    ),
    ApartKind.SOLD: Wording(
        _("พลังงาน ความร้อน หรือไอน้ำที่จำหน่ายออก (3.2.5)"),
        _("แสดงปริมาณที่จ่ายออกนอกขอบเขต ไม่นำมาหักออกจากยอดรวม"),
        _("แหล่งผลิต"), _("จ่ายให้ (นอกขอบเขต)"), (KWH, ("MWh", "MWh"), ("MJ", "MJ"), ("t", _("ตัน"))), period=_("ช่วงเวลา"),
    ),
    ApartKind.SINK: Wording(
        _("การกักเก็บคาร์บอน (3.2.7)"),
        _("แสดงแหล่งดูดกลับและแหล่งกักเก็บ ไม่นำมาหักออกจากยอดรวม"),
        _("แหล่งดูดกลับหรือแหล่งกักเก็บ"), _("ที่ตั้ง"), (TONNES, KG_CO2E, ("ไร่", _("ไร่")), ("ต้น", _("ต้น"))),
        _("มาตรฐานหรือวิธีประเมิน"), _("ช่วงเวลา"),
    ),
    ApartKind.PROJECT: Wording(
        _("โครงการลดก๊าซเรือนกระจก (3.2.8)"),
        _("โครงการ T-VER, LESS, ถังขยะเปียกลดโลกร้อน และโครงการอื่น แสดงให้เห็นเท่านั้น ไม่นำมาหักออกจากยอดรวม"),
        _("ชื่อโครงการ"), _("ที่ตั้ง"), (TONNES, KG_CO2E), _("มาตรฐาน"), _("ระยะเวลาคิดเครดิต"),
    ),
    ApartKind.REC: Wording(
        _("ใบรับรองสิทธิพลังงานหมุนเวียน (REC) (3.2.8)"),
        _("จำนวนที่ซื้อหรือขายไป แสดงให้เห็นเท่านั้น ไม่นำมาหักออกจากไฟฟ้าที่ซื้อ"),
        _("ชื่อโครงการหรือโรงไฟฟ้า"), _("ซื้อจากหรือขายให้"), (("MWh", "MWh"), KWH, ("REC", "REC")), _("มาตรฐาน"), _("ช่วงเวลา"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ApartTable:
    """One table with its lines; empty ones are shown too, so that nothing is forgotten."""

    kind: str
    wording: Wording
    lines: list[ApartLine]


def apart_tables(inventory: Inventory) -> list[ApartTable]:
    """Return the tables of a year in the order of the report."""
    rows = list(ApartLine.objects.of(inventory.municipality).filter(inventory=inventory))
    return [ApartTable(kind, WORDINGS[kind], [row for row in rows if row.kind == kind]) for kind in ApartKind.values]


def apart_line_or_404(inventory: Inventory, pk: int) -> ApartLine:
    """Return one line of a year, or answer 404."""
    found = ApartLine.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk).first()
    if found is None:
        raise Http404
    return found


def wording_or_404(kind: str) -> Wording:
    """Return how a table speaks, or answer 404."""
    if kind not in WORDINGS:
        raise Http404
    return WORDINGS[kind]


def apart_for_dossier(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the lines of a year as the dossier keeps them; quantities are strings of plain decimals or None."""
    return [
        {
            "kind": line.kind,
            "name": line.name,
            "quantity": plain(Decimal(line.quantity)) if line.quantity is not None else None,
            "unit": line.unit,
            "place": line.place,
            "standard": line.standard,
            "period": line.period,
            "evidence": line.evidence,
        }
        for table in apart_tables(inventory)
        for line in table.lines
    ]
