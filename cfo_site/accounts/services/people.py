"""Changing who people are and what they may do; every act goes to the province's chain."""

import datetime as dt
import secrets

from django.db import transaction

from cfo_site.accounts import acts
from cfo_site.accounts.models import Membership, Municipality, ProvinceRole, User, VerifierAssignment
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
    _record(acts.PERSON_ADDED, actor, person=person.pk)
    return person


@transaction.atomic
def set_password(*, person: User, password: str, actor: User | None) -> None:
    """Set a password; all other sessions of the person end with it."""
    person.set_password(password)
    person.save(update_fields=["password"])
    _record(acts.PASSWORD_SET, actor, person=person.pk)


@transaction.atomic
def grant_role(*, person: User, municipality: Municipality, role: str, actor: User | None) -> Membership:
    """Give a person a role in a municipality; one that had ended begins again."""
    membership = Membership.objects.filter(user=person, municipality=municipality, role=role).first()
    membership = membership or Membership(user=person, municipality=municipality, role=role)
    membership.until = None
    membership.full_clean()
    membership.save()
    _record(acts.ROLE_GRANTED, actor, person=person.pk, role=role, municipality=municipality.key)
    return membership


@transaction.atomic
def grant_province_role(*, person: User, role: str, actor: User | None) -> ProvinceRole:
    """Give a person a province-wide role; one that had ended begins again."""
    granted = ProvinceRole.objects.filter(user=person, role=role).first() or ProvinceRole(user=person, role=role)
    granted.until = None
    granted.full_clean()
    granted.save()
    _record(acts.ROLE_GRANTED, actor, person=person.pk, role=role, municipality="*")
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
    _record(acts.ROLE_GRANTED, actor, person=person.pk, role=f"verifier {year}", municipality=municipality.key)
    return assignment


def _record(act: Act, actor: User | None, **facts: object) -> None:
    with every_municipality(reason="acts on accounts stand in the province's chain"):
        ledger.append(municipality=None, actor=actor, act=act, facts=facts)
