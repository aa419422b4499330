"""A generated year in verification (ข้อมูลจำลอง): an agreement with an invented body, findings in every state."""

import datetime as dt
from decimal import Decimal

from cfo_site.accounts.models import Membership, Municipality, User, VerifierAssignment
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory
from inventories.selectors.agreement import prefilled
from inventories.selectors.inventories import inventory_sources
from inventories.services import path
from inventories.services.agreement import keep_agreement
from inventories.services.findings.raising import Found, raise_finding
from inventories.services.findings.steps import Said, take_finding_step
from inventories.services.path import Paper
from inventories.services.statement import Stated, make_statement

OWNER, VERIFIER = "verified-owner", "verified-verifier"


def furnish_findings(*, besides: str) -> dict[str, str | int]:
    """Return town, year and findings of a generated year in verification, another than `besides`; a town with a certificate.

    Its owner and its verifier are people of their own, OWNER and VERIFIER.
    """
    found: dict[str, str | int] = {}
    for town in Municipality.objects.filter(of_province=True).order_by("-sort_key"):
        with tenant_scope(town):
            year = Inventory.objects.of(town).filter(state="locked").first()
            if year is None or f"{town.key}/{year.token}" == besides:
                continue
            if not found:
                found = _furnish(year)
            else:
                return found | {"certified": _certify(year)}
    raise AssertionError("no third generated year is locked")


def _certify(year: Inventory) -> str:
    """Return the key of a town whose year is registered; its certificate has expired."""
    owner = User.objects.create_user("certified-owner", display_name="ผู้รับผิดชอบบัญชี (ข้อมูลจำลอง)")
    Membership.objects.create(municipality=year.municipality, user=owner, role="owner")
    keep_agreement(inventory=year, actor=owner, fields=prefilled(year) | {"body": "หน่วยงานทวนสอบสมมติ (ข้อมูลจำลอง)"})
    path.take_step(inventory=year, actor=owner, key="verify")
    day = dt.date(2025, 3, 1)
    paper = Paper(
        signed_by="ผู้ทวนสอบ (ข้อมูลจำลอง)", signed_position="หัวหน้าคณะ", signed_on=day, reference="ถ.1 (ข้อมูลจำลอง)"
    )
    said = Stated("clean", "ไม่พบสิ่งที่ทำให้เชื่อว่าไม่ถูกต้อง")
    make_statement(inventory=year, actor=owner, version=1, said=said, paper=paper)
    path.take_step(inventory=year, actor=owner, key="file", paper=Paper(reference="รย 1 (ข้อมูลจำลอง)"))
    paper = Paper(reference="CFO-0000 (ข้อมูลจำลอง)", ends_on=dt.date(2026, 10, 30))
    path.take_step(inventory=year, actor=owner, key="register", paper=paper)
    return year.municipality.key


def _furnish(year: Inventory) -> dict[str, str | int]:
    town = year.municipality
    owner = User.objects.create_user(OWNER, display_name="ผู้รับผิดชอบบัญชี (ข้อมูลจำลอง)")
    verifier = User.objects.create_user(VERIFIER, display_name="ผู้ทวนสอบ (ข้อมูลจำลอง)")
    Membership.objects.create(municipality=town, user=owner, role="owner")
    VerifierAssignment.objects.create(
        municipality=town, user=verifier, year=year.token, valid_from="2020-01-01", valid_to="2999-01-01"
    )
    keep_agreement(inventory=year, actor=owner, fields=prefilled(year) | {"body": "หน่วยงานทวนสอบสมมติ (ข้อมูลจำลอง)"})
    path.take_step(inventory=year, actor=owner, key="verify")
    use = inventory_sources(year).filter(parent__isnull=True)[0]
    about = {"source": use.source, "month": year.month_list[2], "effect": Decimal("0.475")}
    raised = [
        raise_finding(inventory=year, actor=verifier, found=Found(kind, text, "ข้อ 5.2", **(about if full else {})))
        for kind, text, full in (
            ("CAR", "หน่วยในใบแจ้งหนี้ต่างจากที่กรอก โปรดแก้ไขหรือแนบใบแก้ไข", True),
            ("CL", "ขอเอกสารแสดงการสอบเทียบมาตรวัด", False),
            ("FAR", "ควรจัดทำทะเบียนเครื่องปรับอากาศให้ครบ", False),
            ("OBS", "แฟ้มหลักฐานเรียงตามเดือนจะตรวจง่ายขึ้น", False),
        )
    ]
    take_finding_step(inventory=year, finding=raised[1], actor=owner, said=Said("answer", "แนบใบรับรองการสอบเทียบแล้ว"))
    left = Said("close", "เล็กน้อย", "left", Decimal("-0.02"))
    take_finding_step(inventory=year, finding=raised[3], actor=verifier, said=left)
    return {"town": town.key, "year": year.token, "finding": raised[1].pk, "open": raised[0].pk}
