"""Checks of who does what: roles in the application, roles of data management, what is said of the organisation."""

from django.utils.translation import gettext as _

from cfo_site.accounts.models import Role
from cfo_site.accounts.selectors import colleagues
from inventories.models import QualityTask
from inventories.selectors.organisation import organisation_of
from inventories.selectors.quality import roles_of
from inventories.selectors.readiness.found import OWNS, Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known

PEOPLE = Where("person_list", of_year=False, who=OWNS)
ORGANISATION = Where("inventories:organisation")
ROLES = Where("inventories:role_list")
DEMANDED = (QualityTask.CHECK, QualityTask.APPROVE)  # besides one who collects in each division


def roles(known: Known) -> dict[str, Found]:
    """Find the roles of the municipality that nobody holds."""
    people = colleagues(known.inventory.municipality, today=known.today)
    held = {role for each in people if each.person.is_active for role in each.roles}
    told = _("ยังไม่มีผู้ใดได้รับบทบาทนี้")
    return {
        key: of_items(
            PEOPLE, _("กำหนดบทบาท"), [] if role in held else [Item(str(Role(role).label), told, PEOPLE)], of=1
        )
        for key, role in (("owner", Role.OWNER), ("approver", Role.APPROVER))
    }


def filing_date(known: Known) -> Found:
    """Find that nobody said when the year is to be filed: factors are judged by that day as well."""
    where = ORGANISATION
    missing = known.inventory.filing_date is None
    items = [Item(known.inventory.title, _("ยังไม่มีวันที่คาดว่าจะยื่น"), where)] if missing else []
    return of_items(where, _("กำหนดวัน"), items, of=1)


def told(known: Known) -> dict[str, Found]:
    """Find what chapter 2 of the report lacks, and the output without which there is no intensity."""
    row = organisation_of(known.inventory)
    wanted = {
        _("ที่อยู่ของสำนักงาน"): row.address,
        _("นายกเทศมนตรี"): row.executive,
        _("ผู้ประสานงาน"): row.coordinator,
        _("ผู้รับผิดชอบข้อมูล"): row.responsible,
        _("เอกสารยืนยันขอบเขต"): row.proof,
    }
    items = [Item(name, _("ยังไม่มีข้อมูล"), ORGANISATION) for name, said in wanted.items() if not said.strip()]
    no_output = [Item(_("ผลผลิต"), _("ยังไม่มีข้อมูล"), ORGANISATION)] if row.output is None else []
    return {
        "organisation": of_items(ORGANISATION, _("กรอกข้อมูลองค์กร"), items, of=len(wanted)),
        "output": of_items(ORGANISATION, _("กรอกผลผลิต"), no_output, of=1),
    }


def quality_roles(known: Known) -> Found:
    """Find divisions of which nobody collects, and that nobody checks or approves."""
    roles = roles_of(known.inventory)
    collecting = {role.division_id for role in roles if role.task == QualityTask.COLLECT}
    divisions = {use.source.division for use in known.own if use.source.division}
    items = [
        Item(division.name_th, _("ยังไม่มีผู้เก็บและบันทึกข้อมูล"), ROLES)
        for division in sorted(divisions, key=lambda each: each.pk)
        if division.pk not in collecting
    ]
    if not divisions and not collecting:
        items.append(Item(str(QualityTask.COLLECT.label), _("ยังไม่มีผู้ใดได้รับบทบาทนี้"), ROLES))
    held = {role.task for role in roles}
    items += [Item(str(task.label), _("ยังไม่มีผู้ใดได้รับบทบาทนี้"), ROLES) for task in DEMANDED if task.value not in held]
    return of_items(ROLES, _("กำหนดบทบาท"), items, of=max(len(divisions), 1) + len(DEMANDED))
