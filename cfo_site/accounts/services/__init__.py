"""Changing accounts: people and what they may do, municipalities and what they are called."""

from cfo_site.accounts.services.municipalities import Loaded, load_municipalities
from cfo_site.accounts.services.people import (
    add_person,
    assign_verifier,
    change_colleague,
    change_person,
    erase,
    give_roles,
    grant_province_role,
    grant_role,
    leave,
    one_time_password,
    set_password,
)
from cfo_site.accounts.services.tickets import make_ticket, use_ticket

__all__ = [
    "Loaded",
    "add_person",
    "assign_verifier",
    "change_colleague",
    "change_person",
    "erase",
    "give_roles",
    "grant_province_role",
    "grant_role",
    "leave",
    "load_municipalities",
    "make_ticket",
    "one_time_password",
    "set_password",
    "use_ticket",
]
