"""Reading the agreement with a verifying body, and what a new one begins with."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number, plain_name, thai_date
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
        "objective": _("เพื่อทวนสอบว่ารายงานถูกต้อง ครบถ้วน และเป็นไปตามเกณฑ์ที่ใช้ทวนสอบ ภายในเกณฑ์ความมีสาระสำคัญที่ตกลงกัน"),
    } | known  # fmt: skip


BODY = (
    "body",
    "accreditation",
    "contact_name",
    "contact_phone",
    "contact_email",
    "assurance",
    "materiality",
    "criteria",
)
CLIENT = ("organisation", *CARRIED)
AIMS = ("report_purpose", "objective")
PLAN = ("opening_on", "desk_review_on", "site_visit_on", "interviews_on", "closing_on")


def parts(kept: Verification) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parts of an agreement for reading: heading, and each label with what was kept, empty where nothing was."""
    named = {
        _("หน่วยงานทวนสอบ"): BODY, _("1. องค์กร"): CLIENT, _("2. วัตถุประสงค์"): AIMS, _("แผนการทวนสอบ"): PLAN,
    }  # fmt: skip
    return [(heading, [(_label(name), _said(kept, name)) for name in names]) for heading, names in named.items()]


def _label(name: str) -> str:
    field = Verification._meta.get_field(name)  # noqa: SLF001  # Django's own door to what a field is called
    return str(getattr(field, "verbose_name", name))


def _said(kept: Verification, name: str) -> str:
    value = getattr(kept, name)
    if name == "assurance":
        return str(kept.get_assurance_display())
    if isinstance(value, dt.date):
        return thai_date(value)
    return number(value) if isinstance(value, Decimal) else str(value or "")
