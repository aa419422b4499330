"""Checks of who does what, and of what the year itself must say."""

from django.utils.translation import gettext as _

from cfo_site.accounts.models import Role
from cfo_site.accounts.selectors import colleagues
from inventories.selectors.readiness.found import OWNS, Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known

PEOPLE = Where("person_list", of_year=False, who=OWNS)


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
    where = Where("reports:year_overview")
    missing = known.inventory.filing_date is None
    items = [Item(known.inventory.title, _("ยังไม่มีวันที่คาดว่าจะยื่น"), where)] if missing else []
    return of_items(where, _("กำหนดวัน"), items, of=1)
