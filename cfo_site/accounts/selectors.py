"""Reading who may go where."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from cfo_site import thai
from cfo_site.accounts.gate import As, province_capacities
from cfo_site.accounts.models import Membership, Municipality, User, VerifierAssignment


@dataclass(frozen=True, slots=True)
class Reach:
    """One municipality that a person may open: its name today, their roles there, and a verifier's years."""

    municipality: Municipality
    name: str
    roles: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def district(self) -> str:
        """Return the district's name, without its prefix."""
        return self.municipality.district_th


def reach(user: User, *, today: dt.date) -> list[Reach]:
    """Return every municipality a person may open, by district: that of the province's seat first."""
    roles: dict[int, list[str]] = defaultdict(list)
    years: dict[int, list[str]] = defaultdict(list)
    for membership in Membership.objects.filter(user=user).exclude(until__lt=today).order_by("role"):
        roles[membership.municipality_id].append(membership.get_role_display())
    assigned = VerifierAssignment.objects.filter(user=user, valid_from__lte=today, valid_to__gte=today)
    for assignment in assigned.order_by("year"):
        years[assignment.municipality_id].append(assignment.year)
    towns = Municipality.objects.prefetch_related("names")
    if not sees_all(user, today=today):
        towns = towns.filter(pk__in=roles.keys() | years.keys())
    found = [
        Reach(
            municipality=town,
            name=str(town.name_on(today)),
            roles=(*roles[town.pk], *([gettext("ผู้ทวนสอบ")] if years[town.pk] else [])),
            years=tuple(years[town.pk]),
        )
        for town in towns
    ]
    return sorted(found, key=_place_in_list)


def sees_all(user: User, *, today: dt.date) -> bool:
    """Say whether a person may open every municipality."""
    return As.PROVINCE in province_capacities(user, today=today)


def keeps_factors(user: User, *, today: dt.date) -> bool:
    """Say whether a person keeps the library of emission factors."""
    return As.STEWARD in province_capacities(user, today=today)


def matching(reached: Iterable[Reach], wanted: str) -> list[Reach]:
    """Return those whose name, district or English name holds the words, in any case."""
    words = thai.normalise(wanted).casefold().split()
    return [each for each in reached if all(word in _searchable(each) for word in words)]


def person(username: str) -> User | None:
    """Return a person by user name, typed in any case."""
    return User.objects.filter(username=User.normalize_username(username)).first()


def municipality(key: str) -> Municipality | None:
    """Return a municipality by its key."""
    return Municipality.objects.prefetch_related("names").filter(key=key).first()


def all_municipalities(*, key: str | None = None) -> list[Municipality]:
    """Return every municipality, or only the one of `key`: for commands, which open each one's scope themselves."""
    towns = Municipality.objects.prefetch_related("names")
    return list(towns if key is None else towns.filter(key=key))


def display_names(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names of people by id; whoever was erased is missing."""
    return dict(User.objects.filter(pk__in={each for each in ids if each}).values_list("pk", "display_name"))


def _searchable(each: Reach) -> str:
    english = " ".join(name.name_en for name in each.municipality.names.all())
    return f"{each.name} {each.district} {each.municipality.district_en} {english}".casefold()


def _place_in_list(each: Reach) -> tuple[bool, bool, str, str]:
    town = each.municipality  # the invented office last, the district of the province's seat first
    return not town.of_province, not each.district.startswith("เมือง"), thai.sort_key(each.district), town.sort_key
