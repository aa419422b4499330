"""The demonstration office: a published inventory entered through the same doors as anybody's figures."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from cfo_site.accounts import services as accounts
from cfo_site.accounts.models import (
    Membership,
    Municipality,
    MunicipalityName,
    ProvinceRole,
    Role,
    User,
    VerifierAssignment,
)
from cfo_site.accounts.models.membership import ProvinceWide
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Inventory
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.inventories import open_year
from inventories.services.sources import add_division, add_source

PASSWORD = "demo-rayong-2567"  # noqa: S105  # printed on purpose; refused as soon as the demonstration mode is off
PEOPLE = {
    "entry": ("demo-entry", "ผู้บันทึกข้อมูล (ตัวอย่าง)", "นักวิชาการสุขาภิบาล"),
    "owner": ("demo-owner", "ผู้รับผิดชอบบัญชีและผู้อนุมัติ (ตัวอย่าง)", "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม"),
    "province": ("demo-province", "คณะทำงานระดับจังหวัด (ตัวอย่าง)", "เลขานุการคณะทำงาน"),
    "verifier": ("demo-verifier", "ผู้ทวนสอบ (ตัวอย่าง)", "ผู้ทวนสอบ"),
}
GENERATOR = ("demo-generator", "ระบบสร้างข้อมูลจำลอง", "ไม่ใช่บุคคล")  # who enters the generated figures of the province


@transaction.atomic
def load_office(file: Path) -> bool:
    """Load the office of `file` and its people; return whether anything was new. Figures once there are left alone."""
    office = json.loads(file.read_text(encoding="utf-8"))
    town = _municipality(office["municipality"])
    people = {key: _person(*who) for key, who in PEOPLE.items()}
    for key, role in (("entry", Role.ENTRY), ("owner", Role.OWNER), ("owner", Role.APPROVER)):
        if not Membership.objects.filter(municipality=town, user=people[key], role=role).exists():
            accounts.grant_role(person=people[key], municipality=town, role=role, actor=None)
    if not ProvinceRole.objects.filter(user=people["province"], role=ProvinceWide.PROVINCE).exists():
        accounts.grant_province_role(person=people["province"], role=ProvinceWide.PROVINCE, actor=None)
    year = str(office["year"])
    if not VerifierAssignment.objects.filter(municipality=town, user=people["verifier"], year=year).exists():
        accounts.assign_verifier(
            person=people["verifier"], municipality=town, year=year, valid_from=timezone.localdate(),
            valid_to=dt.date(2999, 12, 31), actor=None,
        )  # fmt: skip
    with tenant_scope(town):
        if Inventory.objects.of(town).exists():
            return False
        _inventory(office, town, owner=people["owner"], entry=people["entry"])
    return True


def _municipality(facts: dict[str, str]) -> Municipality:
    town, _ = Municipality.objects.get_or_create(
        key=facts["key"],
        defaults={
            "district_th": facts["district_th"],
            "district_en": facts["district_en"],
            "of_province": False,
            "credit_th": facts["credit_th"],
            "credit_en": facts["credit_en"],
            "sort_key": "~",  # after the 31
        },
    )
    MunicipalityName.objects.get_or_create(
        municipality=town,
        defaults={
            "name_th": facts["name_th"],
            "name_en": facts["name_en"],
            "kind": facts["kind"],
            "source": "สมมติขึ้นเพื่อการสาธิต",
            "confidence": "high",
        },
    )
    return town


def _person(username: str, display_name: str, position: str) -> User:
    """Return a demonstration person whose password is the printed one, whoever changed it meanwhile."""
    person = User.objects.filter(username=username, is_demonstration=True).first()
    if person is None:
        return accounts.add_person(
            username=username, display_name=display_name, password=PASSWORD, position=position, actor=None,
            demonstration=True,
        )  # fmt: skip
    if not person.check_password(PASSWORD):
        accounts.set_password(person=person, password=PASSWORD, actor=None)
    return person


def generator() -> User:
    """Return the one as whom generated figures are entered: nobody can sign in as it, and it has no role."""
    username, display_name, position = GENERATOR
    there = User.objects.filter(username=username, is_demonstration=True).first()
    return there or accounts.add_person(
        username=username, display_name=display_name, password=None, position=position, actor=None, demonstration=True
    )


def _inventory(office: dict[str, Any], town: Municipality, *, owner: User, entry: User) -> None:
    edition = Edition.objects.get(key=office["edition"])
    inventory = open_year(
        municipality=town,
        actor=owner,
        year=office["year"],
        year_kind=office["year_kind"],
        gwp_set=GwpSet.objects.get(key=office["gwp_set"]),
        editions=[edition],
    )
    changes: list[AmountChange] = []
    for row in office["sources"]:
        use = add_source(
            inventory=inventory,
            actor=owner,
            catalogue_key=row["catalogue_key"],
            source={
                "name_th": row["name_th"],
                "name_en": row["name_en"],
                "unit": row["unit"],
                "division": add_division(municipality=town, actor=owner, name_th=row["division"]),
                "paper": row["paper"],
            },
            use={
                "scope": row["scope"],
                "category": row["category"],
                "method": row["method"],
                "factor": Factor.objects.get(edition=edition, key=row["factor"]) if row["factor"] else None,
                "parameters": row["parameters"],
                "origin": row["origin"],
                "boundary_note": row["boundary_note"],
            },
        )
        months = zip(inventory.month_list, row["amounts"], strict=True)
        changes += [AmountChange(use.source_id, month, Decimal(amount)) for month, amount in months]
    record_amounts(municipality=town, actor=entry, changes=changes)
