"""Nouns of the accounts."""

from cfo_site.accounts.models.membership import Membership, ProvinceRole, Role, VerifierAssignment
from cfo_site.accounts.models.municipality import Kind, Municipality, MunicipalityName, MunicipalityYear
from cfo_site.accounts.models.ticket import Ticket
from cfo_site.accounts.models.user import User

__all__ = [
    "Kind",
    "Membership",
    "Municipality",
    "MunicipalityName",
    "MunicipalityYear",
    "ProvinceRole",
    "Role",
    "Ticket",
    "User",
    "VerifierAssignment",
]
