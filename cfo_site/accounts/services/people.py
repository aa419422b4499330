"""Changing who people are and what they may do; every act goes to the province's chain."""

import datetime as dt
import secrets
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cfo_site.accounts import acts
from cfo_site.accounts.models import (
    Membership,
    Municipality,
    ProvinceRole,
    Role,
    Ticket,
    User,
    VerifierAssignment,
)
from cfo_site.accounts.models.user import ERASED
from cfo_site.accounts.policies import Refused
from cfo_site.accounts.selectors import powers_elsewhere
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import services as ledger
from cfo_site.ledger.acts import Act

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def one_time_password() -> str:
    """Return a password that is easy to copy from paper: four groups of four."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def add_person(
    *,
    username: str,
    display_name: str,
    password: str | None,
    position: str = "",
    actor: User | None,
    demonstration: bool = False,
) -> User:
    """Add a person who may sign in and, until given a role, sees no municipality. Without a password nobody can."""
    person = User.objects.create_user(
        username, password, display_name=display_name, position=position, is_demonstration=demonstration
    )
    record(acts.PERSON_ADDED, actor, person=person.pk)
    return person


@transaction.atomic
def set_password(*, person: User, password: str, actor: User | None) -> None:
    """Set a password; all other sessions of the person end with it."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record(acts.PASSWORD_SET, actor, person=person.pk)


@transaction.atomic
def grant_role(*, person: User, municipality: Municipality, role: str, actor: User | None) -> Membership:
    """Give a person a role in a municipality; one that had ended begins again."""
    membership = Membership.objects.filter(user=person, municipality=municipality, role=role).first()
    membership = membership or Membership(user=person, municipality=municipality, role=role)
    membership.until = None
    membership.full_clean()
    membership.save()
    record(acts.ROLE_GRANTED, actor, person=person.pk, role=role, municipality=municipality.key)
    return membership


@transaction.atomic
def grant_province_role(*, person: User, role: str, actor: User | None) -> ProvinceRole:
    """Give a person a province-wide role; one that had ended begins again."""
    granted = ProvinceRole.objects.filter(user=person, role=role).first() or ProvinceRole(user=person, role=role)
    granted.until = None
    granted.full_clean()
    granted.save()
    record(acts.ROLE_GRANTED, actor, person=person.pk, role=role, municipality="*")
    return granted


@transaction.atomic
def assign_verifier(
    *, person: User, municipality: Municipality, year: str, valid_from: dt.date, valid_to: dt.date, actor: User | None
) -> VerifierAssignment:
    """Let an outside verifier see one inventory for a stated period."""
    assignment = VerifierAssignment.objects.filter(user=person, municipality=municipality, year=year).first()
    assignment = assignment or VerifierAssignment(user=person, municipality=municipality, year=year)
    assignment.valid_from, assignment.valid_to = valid_from, valid_to
    assignment.full_clean()
    assignment.save()
    record(acts.ROLE_GRANTED, actor, person=person.pk, role=f"verifier {year}", municipality=municipality.key)
    return assignment


@transaction.atomic
def give_roles(
    *, person: User, municipality: Municipality, roles: Collection[str], actor: User, today: dt.date
) -> None:
    """Let a person hold just these roles in a municipality. Raises Refused where it would be left without an owner."""
    current = Membership.objects.select_for_update().filter(municipality=municipality).exclude(until__lt=today)
    held = {each.role: each for each in current if each.user_id == person.pk}
    owners = {each.user_id for each in current if each.role == Role.OWNER}
    if owners == {person.pk} and Role.OWNER not in roles:
        raise Refused(_("เทศบาลต้องมีผู้รับผิดชอบบัญชีอย่างน้อยหนึ่งคน โปรดให้บทบาทนี้แก่ผู้อื่นก่อน"))
    for role in sorted(set(roles) - held.keys()):
        grant_role(person=person, municipality=municipality, role=role, actor=actor)
    for role in sorted(held.keys() - set(roles)):
        _end(held[role], actor=actor, today=today)


@transaction.atomic
def leave(*, person: User, municipality: Municipality, actor: User, today: dt.date) -> None:
    """End all roles of a leaver in a municipality with yesterday, and close the account of who holds none anywhere.

    Raises Refused where the municipality would be left without an owner.
    """
    give_roles(person=person, municipality=municipality, roles=(), actor=actor, today=today)
    for assignment in VerifierAssignment.objects.filter(user=person, municipality=municipality, valid_to__gte=today):
        yesterday = today - dt.timedelta(days=1)  # the gate lets a verifier through on the last day
        assignment.valid_from, assignment.valid_to = min(assignment.valid_from, yesterday), yesterday
        assignment.save(update_fields=["valid_from", "valid_to"])
        record(
            acts.ROLE_ENDED, actor, person=person.pk, role=f"verifier {assignment.year}", municipality=municipality.key
        )
    if not powers_elsewhere(person, municipality, today=today):
        person.is_active = False
        person.save(update_fields=["is_active"])
        record(acts.PERSON_CLOSED, actor, person=person.pk)


@transaction.atomic
def welcome_back(*, person: User, actor: User) -> None:
    """Open the account of somebody who had left; without a new code nobody signs in with the old password."""
    if person.is_active or person.erased_at:
        return
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    record(acts.PERSON_CHANGED, actor, person=person.pk, fields=["is_active"])


@transaction.atomic
def change_person(*, person: User, actor: User, **fields: str) -> None:
    """Change a person's display name, position or e-mail address. Raises ValidationError."""
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(person, name, fields[name])
    person.full_clean(exclude=["password"])
    person.save(update_fields=changed)
    record(acts.PERSON_CHANGED, actor, person=person.pk, fields=changed)


@transaction.atomic
def change_colleague(
    *,
    person: User,
    municipality: Municipality,
    roles: Collection[str],
    about: Mapping[str, str],
    actor: User,
    today: dt.date,
) -> None:
    """Let somebody hold just these roles and be shown so, all of it or nothing; who had left comes back with a role.

    `about`: display_name, position, email, or nothing. Raises Refused (the last owner, an erased person) and ValidationError.
    """
    if person.erased_at:
        raise Refused(_("ผู้นี้ถูกลบชื่อแล้ว จึงให้บทบาทอีกไม่ได้ โปรดเพิ่มเป็นคนใหม่"))
    give_roles(person=person, municipality=municipality, roles=roles, actor=actor, today=today)
    if roles:
        welcome_back(person=person, actor=actor)
    change_person(person=person, actor=actor, **about)


@transaction.atomic
def erase(*, person: User, actor: User, now: dt.datetime) -> None:
    """Take the name of a leaver out: the ledger names people by number, so that no chain breaks (PDPA).

    Raises Refused while the account is open.
    """
    if person.is_active:
        raise Refused(_("ลบชื่อได้เมื่อปิดบัญชีผู้ใช้แล้วเท่านั้น โปรดบันทึกการพ้นหน้าที่ก่อน"))
    if person.erased_at:
        return
    with override("th"):  # what is stored does not depend on the language of the screen
        person.username, person.display_name = f"erased-{person.pk}", str(ERASED)
    person.position = person.email = ""
    person.erased_at = now
    person.set_unusable_password()
    person.save()
    Ticket.objects.filter(user=person).delete()
    record(acts.PERSON_ERASED, actor, person=person.pk)


def _end(membership: Membership, *, actor: User, today: dt.date) -> None:
    membership.until = today - dt.timedelta(days=1)  # the gate lets a role through on its last day
    membership.save(update_fields=["until"])
    facts = {"person": membership.user_id, "role": membership.role, "municipality": membership.municipality.key}
    record(acts.ROLE_ENDED, actor, **facts)


def record(act: Act, actor: User | None, **facts: object) -> None:
    """Write an act on accounts into the chain that belongs to no municipality."""
    with every_municipality(reason="acts on accounts stand in the province's chain"):
        ledger.append(municipality=None, actor=actor, act=act, facts=facts)
