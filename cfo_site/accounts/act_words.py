"""How the coded facts of acts on people are read. Stands beside the rooms, imported at start alone."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.accounts import acts
from cfo_site.accounts.models import User
from cfo_site.accounts.models.membership import ProvinceWide, Role
from cfo_site.ledger.acts import read_as
from cfo_site.ledger.words import fields_of, labels

EVERYWHERE = "*"
_ROLES = labels(Role, ProvinceWide)


def _role(key: str, facts: Mapping[str, object]) -> str:
    """Return a role; that of a verifier names the year that was assigned."""
    role, _space, year = key.partition(" ")
    if role != "verifier":
        return str(_ROLES(key, facts))
    if not year:
        return gettext("ผู้ทวนสอบ")
    title = thai.year_title(int(year.removeprefix("fy")), fiscal=year.startswith("fy"))
    return gettext("ผู้ทวนสอบของ%(year)s") % {"year": title}


def _municipality(key: str, _facts: Mapping[str, object]) -> str:
    return gettext("ทั้งจังหวัด") if key == EVERYWHERE else key  # its key in every address and command


read_as("role", _role, acts.ROLE_GRANTED, acts.ROLE_ENDED)
read_as("municipality", _municipality, acts.ROLE_GRANTED, acts.ROLE_ENDED)
read_as("fields", fields_of(User, besides={"is_active": _("เปิดใช้งาน")}), acts.PERSON_CHANGED)
