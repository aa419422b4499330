"""Reading who may go where."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from cfo_site import thai
from cfo_site.accounts.gate import As, province_capacities
from cfo_site.accounts.models import (
    Membership,
    Municipality,
    ProvinceRole,
    Role,
    Ticket,
    User,
    VerifierAssignment,
)
from cfo_site.accounts.models.ticket import code_hash
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry


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


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of a municipality: the roles they hold there today, a verifier's years, and when they last signed in."""

    person: User
    roles: tuple[str, ...]
    years: tuple[VerifierAssignment, ...]
    waiting: bool  # a code was handed out and not used yet

    @property
    def role_names(self) -> list[str]:
        """Return the roles in words."""
        return [str(Role(role).label) for role in self.roles]

    @property
    def has_left(self) -> bool:
        """Say whether they hold nothing here any more."""
        return not self.roles and not self.years


def colleagues(municipality: Municipality, *, today: dt.date) -> list[Colleague]:
    """Return everybody who holds or held a role in a municipality: those who do first, by name."""
    people: dict[int, User] = {}
    roles: dict[int, list[str]] = defaultdict(list)
    years: dict[int, list[VerifierAssignment]] = defaultdict(list)
    for membership in Membership.objects.filter(municipality=municipality).select_related("user"):
        people[membership.user_id] = membership.user
        if membership.until is None or membership.until >= today:
            roles[membership.user_id].append(membership.role)
    for assignment in VerifierAssignment.objects.filter(municipality=municipality).select_related("user"):
        people[assignment.user_id] = assignment.user
        if assignment.valid_to >= today:
            years[assignment.user_id].append(assignment)
    open_tickets = Ticket.objects.filter(user__in=people, used_at__isnull=True, replaced_at__isnull=True)
    waiting = set(open_tickets.values_list("user_id", flat=True))
    order = list(Role.values)
    found = [
        Colleague(
            person, tuple(sorted(roles[pk], key=order.index)), tuple(sorted(years[pk], key=lambda each: each.year)),
            pk in waiting,
        )
        for pk, person in people.items()
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.has_left, thai.sort_key(each.person.display_name)))


def colleague(municipality: Municipality, person: int, *, today: dt.date) -> Colleague | None:
    """Return one person of a municipality, or None for somebody who never held a role there."""
    return next((each for each in colleagues(municipality, today=today) if each.person.pk == person), None)


def has_owner(municipality: Municipality, *, today: dt.date) -> bool:
    """Say whether somebody keeps the inventories of a municipality."""
    owners = Membership.objects.filter(municipality=municipality, role=Role.OWNER, user__is_active=True)
    return owners.exclude(until__lt=today).exists()


def works_alone(user: User, municipality: Municipality, *, today: dt.date) -> bool:
    """Say whether nobody but this person holds a role in a municipality today (practice, section 1)."""
    others = Membership.objects.filter(municipality=municipality, user__is_active=True).exclude(user=user)
    return not others.exclude(until__lt=today).exists()


def powers_elsewhere(user: User, municipality: Municipality, *, today: dt.date) -> bool:
    """Say whether an account reaches further than one municipality."""
    return (
        Membership.objects.filter(user=user).exclude(municipality=municipality).exclude(until__lt=today).exists()
        or VerifierAssignment.objects.filter(user=user, valid_to__gte=today).exclude(municipality=municipality).exists()
        or ProvinceRole.objects.filter(user=user).exclude(until__lt=today).exists()
    )


def ticket_of(code: str, *, now: dt.datetime, held: bool = False) -> Ticket | None:
    """Return the ticket that a code opens now, None for one that is wrong, used, replaced or over.

    `held`: lock it until the transaction ends.
    """
    open_ones = Ticket.objects.filter(
        code_sha256=code_hash(code),
        used_at__isnull=True,
        replaced_at__isnull=True,
        ends_at__gt=now,
        user__is_active=True,
    )
    if held:
        open_ones = open_ones.select_for_update(of=("self",))
    return open_ones.select_related("user").first()


def own_data(user: User) -> dict[str, object]:
    """Return what is stored about a person, for themselves (PDPA, section 30): account, roles, number of acts."""
    with every_municipality(reason="a person asks what is stored about them"):
        acts = Entry.objects.of_every_municipality().filter(actor_id=user.pk)
        counted = dict(acts.values_list("act").annotate(times=Count("pk")).order_by("act"))
    memberships = Membership.objects.filter(user=user).select_related("municipality").order_by("pk")
    assigned = VerifierAssignment.objects.filter(user=user).select_related("municipality").order_by("pk")
    return {
        "account": {
            "number": user.pk,
            "username": user.username,
            "display_name": user.display_name,
            "position": user.position,
            "email": user.email,
            "created_at": user.created_at.isoformat(),
            "last_sign_in": user.last_login.isoformat() if user.last_login else None,
        },
        "roles": [
            {
                "municipality": each.municipality.key,
                "role": each.role,
                "since": each.since.isoformat(),
                "until": each.until.isoformat() if each.until else None,
            }
            for each in memberships
        ],
        "province_roles": list(ProvinceRole.objects.filter(user=user).values_list("role", flat=True)),
        "verifies": [
            {
                "municipality": each.municipality.key,
                "year": each.year,
                "from": each.valid_from.isoformat(),
                "to": each.valid_to.isoformat(),
            }
            for each in assigned
        ],
        "acts": counted,
    }


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
