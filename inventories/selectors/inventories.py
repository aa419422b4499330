"""Reading inventories and their sources."""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404

from cfo_site.accounts.models import Municipality
from emission_factors.models import Edition
from inventories.models import Inventory, InventoryEdition, InventorySource, Snapshot, YearKind


def inventories(municipality: Municipality) -> QuerySet[Inventory]:
    """Return a municipality's years, newest first."""
    return Inventory.objects.of(municipality).select_related("municipality", "gwp_set").order_by("-first_month")


def inventory(municipality: Municipality, token: str) -> Inventory:
    """Return a year by its token (2568, fy2568). Raises Inventory.DoesNotExist."""
    kind = YearKind.FISCAL if token.startswith("fy") else YearKind.CALENDAR
    found = inventories(municipality).get(year=int(token.removeprefix("fy")), year_kind=kind)
    found.municipality = municipality  # with the names that the gate has read
    return found


def inventory_or_404(municipality: Municipality, token: str) -> Inventory:
    """Return a year by its token, or answer 404."""
    try:
        return inventory(municipality, token)
    except Inventory.DoesNotExist:
        raise Http404 from None


def chosen_editions(inventory: Inventory) -> list[Edition]:
    """Return the editions of factors that were chosen for a year, newest first."""
    rows = InventoryEdition.objects.of(inventory.municipality).filter(inventory=inventory).select_related("edition")
    return sorted(
        (row.edition for row in rows), key=lambda each: (each.valid_from or dt.date.min, each.key), reverse=True
    )


def inventory_sources(inventory: Inventory) -> QuerySet[InventorySource]:
    """Return the sources of a year in the order of grid and report, with what a row shows of them."""
    return (
        InventorySource.objects.of(inventory.municipality)
        .filter(inventory=inventory)
        .select_related("inventory", "source__division", "factor__edition", "municipality")
        .order_by("scope", "category_order", "position", "pk")
    )


def inventory_source(inventory: Inventory, pk: int) -> InventorySource:
    """Return one source of a year. Raises InventorySource.DoesNotExist."""
    return inventory_sources(inventory).get(pk=pk)


def latest_snapshot(inventory: Inventory) -> Snapshot | None:
    """Return the newest frozen version of a year, or None."""
    return Snapshot.objects.of(inventory.municipality).filter(inventory=inventory).order_by("-version").first()
