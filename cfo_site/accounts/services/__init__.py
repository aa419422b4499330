"""Changing accounts: people and what they may do, municipalities and what they are called."""

from cfo_site.accounts.services.municipalities import Loaded, load_municipalities
from cfo_site.accounts.services.people import (
    add_person,
    assign_verifier,
    grant_province_role,
    grant_role,
    one_time_password,
    set_password,
)

__all__ = [
    "Loaded",
    "add_person",
    "assign_verifier",
    "grant_province_role",
    "grant_role",
    "load_municipalities",
    "one_time_password",
    "set_password",
]
