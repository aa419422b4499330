"""What tests of registers share: addresses, an item, a table as it is pasted."""

from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import RegisterItem
from inventories.selectors.registers.items import all_items
from inventories.services.registers.items import Wanted, keep_items


def here(town, name, *more):
    """Return an address of the registers, which belong to no year."""
    return reverse(f"inventories:{name}", args=[town.key, *more])


def of_year(town, name, *more, year="2567"):
    return reverse(f"inventories:{name}", args=[town.key, year, *more])


def register(town, actor, kind, *numbers, **fields) -> list[RegisterItem]:
    """Register items of one kind."""
    with tenant_scope(town):
        wanted = [Wanted({"number": number} | fields) for number in numbers]
        return keep_items(municipality=town, actor=actor, register=kind, wanted=wanted).added


def items_of(town, **filters) -> list[RegisterItem]:
    with tenant_scope(town):
        return list(all_items(town).filter(**filters))


def paste(client, town, kind, table):
    """Paste a table, look at its preview, store it; return the two answers (the second None where it was refused)."""
    where = here(town, "register_paste", kind)
    looked = client.post(where, {"table": table})
    if looked.status_code != 200:
        return looked, None
    return looked, client.post(where, {"table": table, "seen": looked.context["seen"]})
