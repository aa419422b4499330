"""The registers of the demonstration office (ข้อมูลจำลอง), entered through the same doors as anybody's."""

import datetime as dt
import json
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory, RegisterItem
from inventories.policies import takes_figures
from inventories.selectors.baht.reconciling import accounts_of
from inventories.selectors.inventories import inventory, inventory_sources
from inventories.selectors.registers.items import all_items, key_of
from inventories.services.registers.items import Wanted, keep_items
from inventories.services.registers.links import exclude_items, link_items
from inventories.services.treasury import keep_account

_DAYS = ("first_day", "last_day")
_TEXTS = ("number", "description", "place", "quantity", "agent")


@transaction.atomic
def load_registers(file: Path, *, owner: User, entry: User) -> int:
    """Load registers and treasury accounts of `file` into its office's year; return how many items were new.

    An office that has any of them keeps its registers as they are, whoever changed them meanwhile; so does a year that
    takes no figures any more.
    """
    said = json.loads(file.read_text(encoding="utf-8"))
    town = Municipality.objects.prefetch_related("names").get(key=said["municipality"])
    with tenant_scope(town):
        year = inventory(town, said["year"])
        keys = [key_of(row["number"]) for row in said["items"]]
        if not takes_figures(year) or all_items(town).filter(number_key__in=keys).exists():
            return 0
        items = _items(town, said["items"], entry)
        _reconcile(year, said["items"], items, owner=owner, entry=entry)
        there = set(accounts_of(year).values_list("kind", "number"))
        for row in said["accounts"]:
            if (row["kind"], row["number"]) not in there:
                fields = {name: row[name] for name in ("number", "name", "paper")} | {"baht": Decimal(row["baht"])}
                keep_account(inventory=year, actor=entry, kind=row["kind"], fields=fields)
    return len(items)


def _items(town: Municipality, rows: list[dict[str, Any]], entry: User) -> dict[str, RegisterItem]:
    by_register: dict[str, list[Wanted]] = defaultdict(list)
    for row in rows:
        fields: dict[str, Any] = {name: row[name] for name in _TEXTS if name in row}
        fields |= {name: dt.date.fromisoformat(row[name]) for name in _DAYS if name in row}
        if "charge_kg" in row:
            fields["charge_kg"] = Decimal(row["charge_kg"])
        by_register[row["register"]].append(Wanted(fields))
    return {
        item.number: item
        for register, wanted in by_register.items()
        for item in keep_items(municipality=town, actor=entry, register=register, wanted=wanted).added
    }


def _reconcile(
    year: Inventory, rows: list[dict[str, Any]], items: dict[str, RegisterItem], *, owner: User, entry: User
) -> None:
    """Link and leave out as the file says; what it says nothing of stays open."""
    sources = {use.source.name_th: use.source for use in inventory_sources(year).filter(parent__isnull=True)}
    linked: dict[str, list[RegisterItem]] = defaultdict(list)
    for row in rows:
        if row.get("source") in sources:
            linked[row["source"]].append(items[row["number"]])
    for name, behind in linked.items():
        link_items(municipality=year.municipality, actor=entry, items=behind, source=sources[name], inventory=year)
    for row in rows:
        if "reason" in row:
            exclude_items(inventory=year, actor=owner, items=[items[row["number"]]], reason=row["reason"])
