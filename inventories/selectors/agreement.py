"""Reading the agreement with a verifying body, and what a new one begins with."""

from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from inventories.models import Inventory, Verification
from inventories.models.verification import USUAL_MATERIALITY, Assurance

CARRIED = (  # of the municipality, so the same as in the agreement before
    "address", "organisation_kind", "coordinator_name", "coordinator_position", "coordinator_division",
    "coordinator_phone", "responsible", "phone", "email",
)  # fmt: skip


def agreements(inventory: Inventory) -> list[Verification]:
    """Return the agreements of a year, newest first."""
    rows = Verification.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.order_by("-number"))


def agreement(inventory: Inventory) -> Verification | None:
    """Return the newest agreement of a year, None where there is none."""
    rows = Verification.objects.of(inventory.municipality).filter(inventory=inventory)
    return rows.order_by("-number").first()


def prefilled(inventory: Inventory) -> dict[str, Any]:
    """Return what a new agreement begins with: the municipality as it was called, and its contacts of the agreement before."""
    name = inventory.municipality.name_on(inventory.last_day)
    rows = Verification.objects.of(inventory.municipality).order_by("-begun_at", "-pk")
    before = rows.first()
    known = {field: getattr(before, field) for field in CARRIED} if before else {}
    return {
        "organisation": plain_name(name),
        "organisation_kind": _("องค์กรปกครองส่วนท้องถิ่น"),
        "assurance": Assurance.LIMITED,
        "materiality": USUAL_MATERIALITY,
        "criteria": _("ข้อกำหนดในการคำนวณและรายงานคาร์บอนฟุตพริ้นท์ขององค์กร ของ อบก. และ ISO 14064-1:2018"),
        "report_purpose": _("เพื่อจัดทำและรายงานปริมาณการปล่อยและดูดกลับก๊าซเรือนกระจกขององค์กร %(period)s และขอขึ้นทะเบียนกับ อบก.")
        % {"period": inventory.period_text},
        "objective": _("เพื่อทวนสอบว่ารายงานถูกต้อง ครบถ้วน และเป็นไปตามเกณฑ์ที่ใช้ทวนสอบ ภายในระดับสาระสำคัญที่ตกลงกัน"),
    } | known  # fmt: skip
